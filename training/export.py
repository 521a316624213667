"""Write a trained network as the bundle that ships with the package.

    python -m training.export STAGE [--from build/network] [--minilm FOLDER] [--out src/twosource/reading/network/bundle]

Only what a reading needs goes in: our own layers and links, none of the public corpora's. The two graphs are written as ONNX,
their matrices as 8-bit whole numbers; before anything is replaced, their answers are compared with PyTorch's on held-out reports,
and the export fails where they differ more than `AGREE` allows.
"""

from __future__ import annotations

import argparse
import copy
import hashlib
import json
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from quality.public_layers import LAYERS
from training import annotated, weak
from training.corpora import CORPORA
from training.network import Config, Linker, Network, Reader
from training.restored import BUNDLE
from training.train import SHARE, STAGES, load_tokeniser, minilm, quick_score
from twosource.reading.network.answers import Floats
from twosource.reading.network.encoder import FORMAT, Encoder, load
from twosource.reading.network.windows import framed, units, windows

if TYPE_CHECKING:
    from tokenizers import Tokenizer

AGREE = 0.97
"""Share of the stretches, and of the links between them, that both must give, of all that either gives."""
OPSET = 18
LARGE = 16
"""Inputs of a linear layer that are kept in full precision."""
LEAST = 0.1
"""Probability from which a stretch or link is looked at when thresholds are sought."""
TEXTS = 150
"""Unlabelled reports that thresholds are sought on."""


class ShortEmbedding(nn.Module):
    """An embedding in 8 bits a number, with a scale for each row."""

    def __init__(self, full: nn.Embedding) -> None:
        super().__init__()
        scale = (full.weight.detach().abs().amax(1, keepdim=True) / 127).clamp(min=1e-8)
        self.register_buffer("rows", (full.weight.detach() / scale).round().to(torch.int8))
        self.register_buffer("scale", scale)

    def forward(self, ids: Tensor) -> Tensor:
        """Return the embeddings [..., D] of positions [...]."""
        return self.rows[ids].float() * self.scale[ids]


class Split(nn.Module):
    """A linear layer in two parts: the few inputs that grow large, in full precision, and all others, to be rounded.

    One scale rounds all inputs of a layer; where one of them is thirty times the others, as in MiniLM, it would leave them
    hardly a digit (Dettmers et al. 2022, "LLM.int8()").
    """

    def __init__(self, whole: nn.Linear, large: Tensor) -> None:
        super().__init__()
        others = torch.ones(whole.in_features)
        others[large] = 0.0
        self.register_buffer("others", others)
        self.register_buffer("large", large)
        self.rounded = nn.Linear(whole.in_features, whole.out_features)
        self.rounded.load_state_dict(whole.state_dict())
        self.full = nn.Linear(len(large), whole.out_features, bias=False)
        self.full.weight.data = whole.weight.detach()[:, large].clone()

    def forward(self, given: Tensor) -> Tensor:
        """Return what the whole layer returns."""
        return self.rounded(given * self.others) + self.full(given.index_select(-1, self.large))


def split(reader: Reader, given: Sequence[tuple[Tensor, ...]]) -> None:
    """Split the linear layers of a reader's encoder, by how large their inputs grow over some windows."""
    largest: dict[nn.Module, Tensor] = {}

    def watch(module: nn.Module, inputs: tuple[Tensor, ...]) -> None:
        most = inputs[0].detach().flatten(0, -2).abs().amax(0)
        largest[module] = torch.maximum(largest[module], most) if module in largest else most

    parts = [(layer, name) for layer in reader.encoder.layers for name in ("query_key_value", "up", "down")]
    hooks = [getattr(layer, name).register_forward_pre_hook(watch) for layer, name in parts]
    with torch.no_grad():
        for window in given:
            reader.encoder(*(part[None] for part in window))
    for hook in hooks:
        hook.remove()
    for layer, name in parts:
        whole = getattr(layer, name)
        setattr(layer, name, Split(whole, largest[whole].topk(LARGE).indices.sort().values))


class WindowReader(nn.Module):
    """The Reader over one window, for our own layers."""

    def __init__(self, reader: Reader, layers: Sequence[int]) -> None:
        super().__init__()
        self.reader = reader
        self.register_buffer("layers", torch.tensor(layers))

    def forward(self, ids: Tensor, shapes: Tensor, gaps: Tensor, words: Tensor) -> tuple[Tensor, Tensor]:
        """Return states [U, D] and scores [S, U, 1 + U] for pieces [M] and words [U]."""
        states, scores = self.reader(ids[None], shapes[None], gaps[None], None, words[None], self.layers)
        return states[0], scores[0]


class WindowLayers(nn.Module):
    """The scores of the public corpora's layers over a window that was read."""

    def __init__(self, reader: Reader, layers: Sequence[int]) -> None:
        super().__init__()
        self.reader = reader
        self.register_buffer("layers", torch.tensor(layers))

    def forward(self, states: Tensor) -> Tensor:
        """Return scores [S, U, 1 + U] for states [U, D]."""
        return self.reader.scores(states[None], self.layers)[0]


class WindowLinker(nn.Module):
    """The Linker over one window, for our own links."""

    def __init__(self, linker: Linker) -> None:
        super().__init__()
        self.linker = linker

    def forward(self, states: Tensor, starts: Tensor, ends: Tensor) -> tuple[Tensor, Tensor]:
        """Return labels [N, L] and links [N, N, K] for states [U, D] and stretches [N]."""
        labels, links = self.linker(states[None], starts[None], ends[None])
        return labels[0], links[0]


def main() -> None:
    """Export, compare, and replace the bundle."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("stage", choices=STAGES)
    parser.add_argument("--from", dest="folder", type=Path, default=Path("build/network"), help="where the checkpoints are")
    parser.add_argument("--minilm", type=Path, default=None, help="folder of MiniLM's files, if not the installed package")
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--out", type=Path, default=BUNDLE)
    options = parser.parse_args()
    network = load_network(options.folder / f"{options.stage}.pt")
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        write(network, options, folder)
        made = load(folder)
        manifest = {
            **made.manifest,
            "thresholds": thresholds(made, options.shared),
            "scores": scores(network, options),
            "after": _after(options.stage),
        }
        _write_manifest(folder, manifest)
        made = load(folder)
        shared = agreement(network, made, options.shared)
        print("answers that both give, of all that either gives:", json.dumps(shared))
        if min(shared.values()) < AGREE:
            raise SystemExit("the exported network answers otherwise than the trained one; the bundle was left as it was")
        write_public(network, folder / "reader.onnx")
        options.out.mkdir(parents=True, exist_ok=True)
        for path in folder.iterdir():
            shutil.copyfile(path, options.out / path.name)
    names = sorted(report.name for report in annotated.reports(options.shared) if annotated.learnt(report))
    annotated.LEARNT.write_text("\n".join(names) + "\n", encoding="utf-8")
    size = sum(path.stat().st_size for path in options.out.iterdir() if path.is_file())
    print(f"{options.out}: {size / 1e6:.1f} MB")


def load_network(checkpoint: Path) -> Network:
    """Return the network of a checkpoint, ready to read."""
    kept = torch.load(checkpoint, weights_only=False)
    network = Network(Config(**kept["config"]))
    network.load_state_dict(kept["network"])
    return network.eval()


def write(network: Network, options: argparse.Namespace, folder: Path) -> None:
    """Write the graphs, the tokeniser and the manifest of a network to a folder."""
    config = network.config
    own = narrowed(network.linker)
    short = copy.deepcopy(network.reader)
    tokeniser = load_tokeniser(minilm(options.minilm) / "tokenizer.json")
    frame = (tokeniser.token_to_id("[CLS]"), tokeniser.token_to_id("[SEP]"))
    split(short, list(sample(options.shared, tokeniser, frame)))
    short.encoder.words = ShortEmbedding(short.encoder.words)  # type: ignore[assignment]
    reader = WindowReader(short, [config.layers.index(layer) for layer in annotated.LAYERS])
    words, pieces = 7, 11
    numbers = torch.arange(pieces)
    _write_graph(
        reader,
        (numbers, numbers % 3, numbers % 3, torch.arange(words)),
        folder / "reader.onnx",
        {"ids": {0: "M"}, "shapes": {0: "M"}, "gaps": {0: "M"}, "words": {0: "U"}},
        ["states", "scores"],
    )
    _write_graph(
        WindowLinker(own),
        (torch.zeros(words, config.width), torch.arange(3), torch.arange(3) + 1),
        folder / "linker.onnx",
        {"states": {0: "U"}, "starts": {0: "N"}, "ends": {0: "N"}},
        ["labels", "links"],
    )
    (folder / "tokenizer.json").write_text(tokeniser.to_str(), encoding="utf-8")
    manifest = {
        "format": FORMAT,
        "frame": list(frame),
        "layers": list(annotated.LAYERS),
        "labels": {head: list(own.config.labels[head]) for head in own.config.labels},
        "links": list(own.config.links),
        "thresholds": dict.fromkeys((*annotated.LAYERS, *own.config.links), LEAST),
        "trained_on": trained_on(options.shared),
        "commit": commit(),
        "files": {
            name: hashlib.sha256((folder / name).read_bytes()).hexdigest()
            for name in ("reader.onnx", "linker.onnx", "tokenizer.json")
        },
    }
    _write_manifest(folder, manifest)


def sample(shared: Path, tokeniser: Tokenizer, frame: tuple[int, int]) -> Iterator[tuple[Tensor, ...]]:
    """Yield pieces, shapes and gaps [M] of the windows of some unlabelled reports."""
    for text in weak.unlabelled(shared, TEXTS // 5):
        found = units(text, tokeniser)
        for window in windows(found):
            yield tuple(torch.from_numpy(part) for part in framed(found, window, frame)[:3])


def _write_manifest(folder: Path, manifest: dict[str, Any]) -> None:
    (folder / "manifest.json").write_text(json.dumps(manifest, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def thresholds(made: Encoder, shared: Path) -> dict[str, float]:
    """Return the probability from which each layer's stretches and each kind's links count.

    The threshold is the one at which the F1 that the network itself expects is highest, over reports that nobody annotated: no
    label is asked, so the development set stays unseen. It lies near half of the F1 that can be had.
    """
    chances: dict[str, list[float]] = {name: [] for name in made.manifest["thresholds"]}
    for text in weak.unlabelled(shared, TEXTS):
        answers = made.answers(text)
        for one in answers.seen:
            for layer, chance in one.layers.items():
                chances[layer].append(chance)
        for kind, heads in answers.links.items():
            chances[kind] += [chance for tails in heads.values() for chance in tails.values()]
    return {name: _best(found) for name, found in chances.items()}


def scores(network: Network, options: argparse.Namespace) -> dict[str, float]:
    """Return the network's own scores on the development set; `make gate` scores what the reader makes of it."""
    tokeniser = load_tokeniser(minilm(options.minilm) / "tokenizer.json")
    frame = (tokeniser.token_to_id("[CLS]"), tokeniser.token_to_id("[SEP]"))
    judges = [annotated.example(report) for report in annotated.reports(options.shared) if annotated.held_out(report)]
    return quick_score(network, judges, tokeniser, frame)


def _after(stage: str) -> dict[str, str]:
    """Return what a stage went on from: the stage before it, or the bundle that ships, by the commit that it was made from."""
    before = STAGES[stage].after
    if before != "bundle":
        return {"stage": before}
    return {"stage": before, "commit": json.loads((BUNDLE / "manifest.json").read_text(encoding="utf-8"))["commit"]}


def _best(chances: Sequence[float]) -> float:
    """Return the threshold at which twice the right over the made and the wanted is expected to be highest."""
    ordered = sorted(chances, reverse=True)
    wanted, right, best = sum(ordered), 0.0, (0.0, 0.5)
    for made, chance in enumerate(ordered, 1):
        right += chance
        best = max(best, (2 * right / (made + wanted), chance))
    return round(min(best[1], 0.5), 2)


def write_public(network: Network, reader: Path) -> None:
    """Write the layers of the public corpora beside `quality.public`, which scores them over the states of this very reader."""
    names = [layer for layer in network.config.layers if layer not in annotated.LAYERS]
    layers = WindowLayers(network.reader, [network.config.layers.index(layer) for layer in names])
    _write_graph(layers, (torch.zeros(7, network.config.width),), LAYERS, {"states": {0: "U"}}, ["scores"])
    known = {"reader": hashlib.sha256(reader.read_bytes()).hexdigest(), "layers": names}
    LAYERS.with_suffix(".json").write_text(json.dumps(known, indent=1) + "\n", encoding="utf-8")


def narrowed(linker: Linker) -> Linker:
    """Return a linker that answers our own labels and links alone."""
    old = linker.config
    labels = {head: values for head, values in old.labels.items() if head in annotated.LABELS}
    new = Linker(Config(old.layers, labels, annotated.LINKS, pair=old.pair, width=old.width))
    state = linker.state_dict()
    rows: list[int] = []
    begin = 0
    for head, values in old.labels.items():
        if head in labels:
            rows += range(begin, begin + len(values))
        begin += len(values)
    kinds = [old.links.index(kind) for kind in annotated.LINKS]
    for name, which in (("labels", rows), ("links", kinds)):
        for part in ("weight", "bias"):
            state[f"{name}.{part}"] = state[f"{name}.{part}"][which]
    new.load_state_dict(state)
    return new.eval()


def _write_graph(
    module: nn.Module, given: tuple[Tensor, ...], path: Path, axes: dict[str, dict[int, str]], out: list[str]
) -> None:
    module.eval()
    whole = path.with_suffix(".whole.onnx")
    torch.onnx.export(
        module, given, str(whole), input_names=list(axes), output_names=out, dynamic_axes=axes, opset_version=OPSET, dynamo=False
    )
    names = [node.name for node in onnx.load(whole).graph.node if "/encoder/" in node.name and "/full/" not in node.name]
    if names:
        quantize_dynamic(
            whole, path, weight_type=QuantType.QInt8, per_channel=True, op_types_to_quantize=["MatMul"], nodes_to_quantize=names
        )
        whole.unlink()
    else:
        whole.replace(path)


def agreement(network: Network, made: Encoder, shared: Path) -> dict[str, float]:
    """Return how much of what either gives both give, on the held-out reports: stretches of each layer, and links."""
    exact = Exact(network, made)
    both: dict[str, list[int]] = {"stretches": [0, 0], "links": [0, 0]}
    for report in annotated.reports(shared):
        if not annotated.held_out(report):
            continue
        one, two = made.answers(report.page.text), Encoder.answers(exact, report.page.text)  # type: ignore[arg-type]
        mine, its = ({(layer, found.span) for found in answers.seen for layer in found.layers} for answers in (one, two))
        _count(both["stretches"], mine, its)
        common = {span for _, span in mine & its}
        pairs = [
            {
                (kind, answers.seen[head].span, answers.seen[tail].span)
                for kind, found in answers.links.items()
                for head, tails in found.items()
                for tail, chance in tails.items()
                if chance > 0.5 and answers.seen[head].span in common and answers.seen[tail].span in common
            }
            for answers in (one, two)
        ]
        _count(both["links"], *pairs)
    return {name: round(hit / max(1, whole), 4) for name, (hit, whole) in both.items()}


def _count(counts: list[int], one: set[Any], two: set[Any]) -> None:
    counts[0] += len(one & two)
    counts[1] += len(one | two)


class Exact:
    """The trained network behind the same door as a bundle, in full precision."""

    def __init__(self, network: Network, like: Encoder) -> None:
        self.manifest, self.tokeniser = like.manifest, like.tokeniser
        self.reader = WindowReader(network.reader, [network.config.layers.index(layer) for layer in like.manifest["layers"]])
        self.linker = WindowLinker(narrowed(network.linker))

    @torch.no_grad()
    def read(self, found: Any, window: Any) -> tuple[Floats, Floats]:
        """As `Encoder.read`."""
        given = framed(found, window, tuple(self.manifest["frame"]))
        states, scores = self.reader(*(torch.from_numpy(part) for part in given))
        return states.numpy(), scores.numpy()

    @torch.no_grad()
    def link(self, states: Floats, window: Any, seen: list[Any]) -> tuple[Floats, Floats]:
        """As `Encoder.link`."""
        starts, ends = (
            torch.tensor([at - window.begin for at in part]) for part in ([one.first for one in seen], [one.last for one in seen])
        )
        labels, links = self.linker(torch.from_numpy(states), starts, ends)
        return labels.numpy(), links.numpy()


def trained_on(shared: Path) -> list[dict[str, Any]]:
    """Return what the network learnt from, with the licence of each."""
    own = sum(annotated.learnt(report) for report in annotated.reports(shared))
    return [
        {"corpus": "twosource annotations", "licence": "Apache-2.0 (offsets and labels)", "reports": own},
        *({"corpus": name, "licence": CORPORA[name].licence} for name in SHARE),
    ]


def commit() -> str:
    """Return the commit that the bundle was made from."""
    return subprocess.run(["git", "rev-parse", "HEAD"], capture_output=True, text=True, check=True).stdout.strip()  # noqa: S607


if __name__ == "__main__":
    main()
