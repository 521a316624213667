"""Take the numbers of the shipped bundle back into a network, so that training can go on from them.

A bundle is all that a checkout holds of a training: the checkpoints, ten times as large, stay on the machine that made them. Its
8-bit numbers are spread out again; what was kept in full precision, and the public corpora's layers that lie beside
`quality.public`, are taken as they are. A layer, label or link is known by its name, so a vocabulary may have grown since; what
the bundle does not hold (the public corpora's labels and links, a new event type) stays as a network begins.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import Tensor, nn

from quality.public_layers import LAYERS

if TYPE_CHECKING:
    from training.network import Network

BUNDLE = Path("src/twosource/reading/network/bundle")
SCORERS = ("first", "last", "begins", "ends", "inside")
"""The Reader's linear layers over words, in the order in which its graph uses them."""


class Graph:
    """The numbers of one ONNX graph, by the module that they belong to."""

    def __init__(self, path: Path) -> None:
        graph = onnx.load(path).graph
        self.known = {one.name: numpy_helper.to_array(one) for one in graph.initializer}
        self.nodes = list(graph.node)

    def matrices(self, ending: str) -> Iterator[tuple[str, Tensor]]:
        """Yield the module's path and weight [out, in] of every matrix product whose node's name ends so."""
        for node in self.nodes:
            held = [name for name in node.input if name in self.known]
            if node.op_type not in {"MatMul", "MatMulInteger"} or not node.name.endswith(ending) or not held:
                continue
            whole = self.known[held[0]].astype(np.float32)
            if node.op_type == "MatMulInteger":
                whole = whole * self.known[held[0].removesuffix("_quantized") + "_scale"]
            yield node.name.removeprefix("/").rpartition("/")[0].replace("/", "."), _tensor(whole.T)

    def named(self) -> Iterator[tuple[str, Tensor]]:
        """Yield every number that bears its parameter's own name."""
        for name, held in self.known.items():
            if not name.startswith("onnx::"):
                yield name, _tensor(held)

    def scorers(self) -> dict[str, Tensor]:
        """Return weight and bias of the Reader's layers over words."""
        found: dict[str, Tensor] = {}
        products = [node for node in self.nodes if node.op_type == "MatMul" and "encoder" not in node.name]
        products = [node for node in products if any(name in self.known for name in node.input)]
        for scorer, node in zip(SCORERS, products, strict=True):
            (weight,) = (self.known[name] for name in node.input if name in self.known)
            (added,) = (one for one in self.nodes if node.output[0] in one.input)
            (bias,) = (self.known[name] for name in added.input if name in self.known)
            found[f"{scorer}.weight"], found[f"{scorer}.bias"] = _tensor(weight.T), _tensor(bias)
        return found


def restore(network: Network, bundle: Path = BUNDLE, public: Path = LAYERS) -> None:
    """Take over all that the bundle, and the public layers beside it, hold of a network.

    Raises KeyError or RuntimeError if the bundle is of another shape than the network.
    """
    manifest = json.loads((bundle / "manifest.json").read_text(encoding="utf-8"))
    reader, linker = Graph(bundle / "reader.onnx"), Graph(bundle / "linker.onnx")
    state = {f"reader.{name}": part for name, part in _encoder(reader)}
    network.load_state_dict(state, strict=False)
    _scorers(network, reader, manifest["layers"])
    _scorers(network, Graph(public), json.loads(public.with_suffix(".json").read_text(encoding="utf-8"))["layers"])
    _linker(network, linker, manifest)


def _encoder(graph: Graph) -> Iterator[tuple[str, Tensor]]:
    """Yield the encoder's parameters under the Reader's names: split layers made whole, short embeddings made long."""
    named = dict(graph.named())
    prefix = "reader."
    for path, weight in graph.matrices("MatMul_quant"):
        yield f"{path.removeprefix(prefix).removesuffix('.rounded')}.weight", weight
    rows = named.pop(f"{prefix}encoder.words.rows").float()
    yield "encoder.words.weight", rows * named.pop(f"{prefix}encoder.words.scale")
    for name, part in named.items():
        if name.startswith(f"{prefix}encoder.") and name.rpartition(".")[2] in {"weight", "bias"}:
            yield name.removeprefix(prefix).replace(".rounded.", "."), part


def _scorers(network: Network, graph: Graph, layers: Sequence[str]) -> None:
    """Take over the scores of some layers, each known by its name."""
    for name, part in graph.scorers().items():
        into = network.reader.get_parameter(name)
        size = part.shape[0] // len(layers)
        for at, layer in enumerate(layers):
            begin = network.config.layers.index(layer) * size
            with torch.no_grad():
                into[begin : begin + size] = part[at * size : (at + 1) * size]


def _linker(network: Network, graph: Graph, manifest: dict[str, dict[str, list[str]]]) -> None:
    """Take over the linker; labels and links are known by their names."""
    state = dict(graph.named()) | {f"{path}.weight": weight for path, weight in graph.matrices("MatMul")}
    state = {name.removeprefix("linker."): part for name, part in state.items() if name.startswith("linker.")}
    heads = network.config.labels
    there = [(head, value) for head, values in heads.items() for value in values]
    here = [(head, value) for head, values in manifest["labels"].items() for value in values]
    _rows(network.linker.labels, state, "labels", [there.index(one) for one in here])
    _rows(network.linker.links, state, "links", [network.config.links.index(kind) for kind in manifest["links"]])
    network.linker.load_state_dict(state, strict=False)


def _rows(into: nn.Linear, state: dict[str, Tensor], name: str, rows: list[int]) -> None:
    with torch.no_grad():
        into.weight[rows] = state.pop(f"{name}.weight")
        into.bias[rows] = state.pop(f"{name}.bias")


def _tensor(held: np.ndarray) -> Tensor:
    return torch.from_numpy(np.array(held))
