"""The network: one small encoder, and three kinds of questions asked of its states.

`Reader` reads a window of words once and answers, for every layer (actor, place, ..., trigger, content), which stretches
are of that layer; `Linker` takes stretches and answers what each of them is (labels) and how they hang together (links).

- The encoder is BERT's, in MiniLM's size (six layers of 384); it starts from MiniLM's weights. Those are uncased: embeddings of
  a word's shape and of the space before it are added to the input.
- A layer's stretches are scored over pairs of words, first against last, by a product of two small vectors turned by their
  positions (rotary; Su et al. 2022, "Global Pointer", after the biaffine scorer of Yu et al. 2020). For each first word the last
  words compete with "no stretch of this layer begins here", so a layer is learnt like tagging, and stretches may nest. Where a
  stretch ends is also put to the vote of its words: each says whether it is inside, and the sums up to each end are compared.
- Links are scored over pairs of stretches: a hidden layer over what the two are, what they are to each other and how far apart
  they stand (after Dozat and Manning 2017), one output a kind of link.

Shapes: B windows, M word pieces, U words, N stretches, D = 384.
"""

from __future__ import annotations

import json
import math
import struct
from dataclasses import asdict, dataclass
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

from twosource.reading.network.windows import GAPS, SHAPES


@dataclass(frozen=True, slots=True)
class Config:
    """The sizes of the network and the names of what it answers."""

    layers: tuple[str, ...]
    labels: dict[str, tuple[str, ...]]
    links: tuple[str, ...]
    vocabulary: int = 30522
    width: int = 384
    depth: int = 6
    heads: int = 12
    inner: int = 1536
    places: int = 512
    span: int = 48
    """Width of the vectors whose product scores a stretch."""
    pair: int = 160
    """Width of the hidden layers over stretches and over pairs of them."""

    def as_dict(self) -> dict[str, object]:
        """Return the configuration as JSON-like values."""
        return asdict(self)


RARE = 5.0
"""The logit against a stretch or a link before anything is learnt: nearly all pairs of words are neither."""


DROPPED = 0.1
"""Share of the numbers that training leaves out at random."""


class Layer(nn.Module):
    """One layer of the encoder: every word looks at every other, then thinks by itself."""

    def __init__(self, config: Config) -> None:
        super().__init__()
        self.heads = config.heads
        self.query_key_value = nn.Linear(config.width, 3 * config.width)
        self.out = nn.Linear(config.width, config.width)
        self.after_attention = nn.LayerNorm(config.width, eps=1e-12)
        self.up = nn.Linear(config.width, config.inner)
        self.down = nn.Linear(config.inner, config.width)
        self.after_inner = nn.LayerNorm(config.width, eps=1e-12)
        self.dropout = nn.Dropout(DROPPED)

    def forward(self, states: Tensor, mask: Tensor | None) -> Tensor:
        """Return the states [B, M, D] after this layer; `mask` [B, 1, 1, M] is true where there is a piece, None: everywhere."""
        batch, length, width = states.shape
        query, key, value = self.query_key_value(states).view(batch, length, 3, self.heads, -1).permute(2, 0, 3, 1, 4)
        seen = functional.scaled_dot_product_attention(query, key, value, attn_mask=mask)
        seen = self.out(seen.transpose(1, 2).reshape(batch, length, width))
        states = self.after_attention(states + self.dropout(seen))
        thought = self.down(functional.gelu(self.up(states)))
        return self.after_inner(states + self.dropout(thought))


class Encoder(nn.Module):
    """Word pieces in, states out."""

    def __init__(self, config: Config) -> None:
        super().__init__()
        self.words = nn.Embedding(config.vocabulary, config.width)
        self.places = nn.Embedding(config.places, config.width)
        self.shapes = nn.Embedding(len(SHAPES), config.width)
        self.gaps = nn.Embedding(len(GAPS), config.width)
        self.after_input = nn.LayerNorm(config.width, eps=1e-12)
        self.dropout = nn.Dropout(DROPPED)
        self.layers = nn.ModuleList(Layer(config) for _ in range(config.depth))
        for added in (self.shapes, self.gaps):
            nn.init.zeros_(added.weight)  # the first step reads as MiniLM does

    def forward(self, ids: Tensor, shapes: Tensor, gaps: Tensor, mask: Tensor | None = None) -> Tensor:
        """Return states [B, M, D] for pieces [B, M]; `mask` [B, M] is true where there is a piece, None: everywhere."""
        places = self.places.weight[: ids.shape[1]]
        states = self.after_input(self.words(ids) + places + self.shapes(shapes) + self.gaps(gaps))
        states = self.dropout(states)
        for layer in self.layers:
            states = layer(states, None if mask is None else mask[:, None, None, :])
        return states

    def load_minilm(self, folder: Path) -> None:
        """Take over the weights of a MiniLM in BERT's names from `folder`/model.safetensors."""
        known = _safetensors(folder / "model.safetensors")
        with torch.no_grad():
            self.words.weight.copy_(known["embeddings.word_embeddings.weight"])
            kind = known["embeddings.token_type_embeddings.weight"][0]
            self.places.weight.copy_(known["embeddings.position_embeddings.weight"] + kind)
            _copy(self.after_input, known, "embeddings.LayerNorm")
            for at, layer in enumerate(self.layers):
                name = f"encoder.layer.{at}"
                parts = [f"{name}.attention.self.{part}" for part in ("query", "key", "value")]
                layer.query_key_value.weight.copy_(torch.cat([known[f"{part}.weight"] for part in parts]))
                layer.query_key_value.bias.copy_(torch.cat([known[f"{part}.bias"] for part in parts]))
                _copy(layer.out, known, f"{name}.attention.output.dense")
                _copy(layer.after_attention, known, f"{name}.attention.output.LayerNorm")
                _copy(layer.up, known, f"{name}.intermediate.dense")
                _copy(layer.down, known, f"{name}.output.dense")
                _copy(layer.after_inner, known, f"{name}.output.LayerNorm")


class Reader(nn.Module):
    """A window's words in; their states and the scores of every stretch of every layer out."""

    def __init__(self, config: Config) -> None:
        super().__init__()
        self.config = config
        count = len(config.layers)
        self.encoder = Encoder(config)
        self.first = nn.Linear(config.width, count * config.span)
        self.last = nn.Linear(config.width, count * config.span)
        self.begins = nn.Linear(config.width, count)
        self.ends = nn.Linear(config.width, count)
        self.inside = nn.Linear(config.width, count)
        self.dropout = nn.Dropout(DROPPED)
        nn.init.constant_(self.begins.bias, -RARE)
        for part in (self.inside.weight, self.inside.bias):
            nn.init.zeros_(part)

    def forward(
        self, ids: Tensor, shapes: Tensor, gaps: Tensor, mask: Tensor | None, words: Tensor, layers: Tensor
    ) -> tuple[Tensor, Tensor]:
        """Return the words' states [B, U, D] and the scores [B, S, U, 1 + U] of the stretches of some layers [S].

        `words` [B, U] is the position of each word's first piece.
        """
        states = self.encoder(ids, shapes, gaps, mask)
        states = torch.gather(states, 1, words[:, :, None].expand(-1, -1, states.shape[2]))
        states = self.dropout(states)
        return states, self.scores(states, layers)

    def scores(self, states: Tensor, layers: Tensor) -> Tensor:
        """Return the scores [B, S, U, 1 + U] of the stretches of some layers [S] over states [B, U, D].

        Column 0 says that no stretch of the layer begins at the word, column 1 + j that one runs to word j; the columns are
        logits that compete, very low where j stands before i.
        """
        first, last = self._vectors(self.first, states, layers), self._vectors(self.last, states, layers)
        none = -_some(self.begins, states, layers)[:, :, :, None]
        pairs = first @ last.transpose(2, 3) / math.sqrt(self.config.span) + _some(self.ends, states, layers)[:, :, None, :]
        length = states.shape[1]
        before = torch.ones(length, length, dtype=torch.bool, device=states.device).tril(-1)
        votes = _some(self.inside, states, layers).float().cumsum(-1)[:, :, None, :].masked_fill(before, -1e4)
        pairs = (pairs.float() + votes - votes.amax(-1, keepdim=True)).masked_fill(before, -1e4)
        return torch.cat([none.float(), pairs], dim=3)

    def _vectors(self, linear: nn.Linear, states: Tensor, layers: Tensor) -> Tensor:
        """Return the turned vectors [B, S, U, span] that one side of a stretch is scored by."""
        span, width = self.config.span, self.config.width
        weight = linear.weight.view(-1, span, width)[layers].reshape(-1, width)
        bias = linear.bias.view(-1, span)[layers].reshape(-1)
        batch, length, _ = states.shape
        made = functional.linear(states, weight, bias).view(batch, length, -1, span).transpose(1, 2)
        return _turned(made, _turns(length, span, states.device))


FAR = (1, 2, 3, 5, 8, 12, 20, 35, 60, 100)
"""Distances in words at which a pair counts as one step further apart."""


class Linker(nn.Module):
    """Stretches of a window in; what each is, and how each pair hangs together, out."""

    def __init__(self, config: Config) -> None:
        super().__init__()
        self.config = config
        self.start = nn.Linear(config.width, config.pair)
        self.end = nn.Linear(config.width, config.pair)
        self.inside = nn.Linear(config.width, config.pair)
        self.normal = nn.LayerNorm(config.pair)
        self.dropout = nn.Dropout(DROPPED)
        self.labels = nn.Linear(config.pair, sum(len(values) for values in config.labels.values()))
        self.head = nn.Linear(config.pair, config.pair)
        self.tail = nn.Linear(config.pair, config.pair)
        self.head_factor = nn.Linear(config.pair, config.pair)
        self.tail_factor = nn.Linear(config.pair, config.pair)
        self.far = nn.Embedding(2 * len(FAR) + 3, config.pair)
        self.links = nn.Linear(config.pair, len(config.links))
        nn.init.constant_(self.links.bias, -RARE)

    def forward(self, states: Tensor, starts: Tensor, ends: Tensor) -> tuple[Tensor, Tensor]:
        """Return labels [B, N, L] and links [B, N, N, K] (head, tail), as logits.

        `states` [B, U, D]; `starts`, `ends` [B, N]: the first and the last word of each stretch. The labels' heads stand side by
        side in the order of the configuration.
        """
        sums = functional.pad(states.cumsum(1), (0, 0, 1, 0))
        inside = (_pick(sums, ends + 1) - _pick(sums, starts)) / (ends - starts + 1)[:, :, None]
        one = self.start(_pick(states, starts)) + self.end(_pick(states, ends)) + self.inside(inside)
        one = self.normal(functional.gelu(one))
        one = self.dropout(one)
        pair = self.head(one)[:, :, None] + self.tail(one)[:, None]
        pair = pair + self.head_factor(one)[:, :, None] * self.tail_factor(one)[:, None]
        pair = functional.gelu(pair + self.far(steps(starts, ends)))
        return self.labels(one), self.links(pair)


def steps(starts: Tensor, ends: Tensor) -> Tensor:
    """Return for each pair [B, N, N] how far the tail stands after (more) or before (less) the head, in steps of FAR."""
    after = starts[:, None, :] - ends[:, :, None]
    before = starts[:, :, None] - ends[:, None, :]
    middle = len(FAR) + 1
    found = torch.full_like(after, middle)  # the two overlap
    for at, far in enumerate(FAR):
        found = torch.where(after >= far, middle + 1 + at, found)
        found = torch.where(before >= far, middle - 1 - at, found)
    return found


class Network(nn.Module):
    """Reader and Linker, trained together."""

    def __init__(self, config: Config) -> None:
        super().__init__()
        self.config = config
        self.reader = Reader(config)
        self.linker = Linker(config)


def _some(linear: nn.Linear, states: Tensor, layers: Tensor) -> Tensor:
    return functional.linear(states, linear.weight[layers], linear.bias[layers]).transpose(1, 2)


def _pick(states: Tensor, at: Tensor) -> Tensor:
    return torch.gather(states, 1, at[:, :, None].expand(-1, -1, states.shape[2]))


def _turns(length: int, width: int, device: torch.device) -> tuple[Tensor, Tensor]:
    rates = 1.0 / 10000 ** (torch.arange(0, width, 2, device=device) / width)
    angles = torch.arange(length, device=device)[:, None] * rates
    return angles.cos(), angles.sin()


def _turned(vectors: Tensor, turn: tuple[Tensor, Tensor]) -> Tensor:
    cos, sin = turn
    left, right = vectors[..., 0::2], vectors[..., 1::2]
    return torch.cat([left * cos - right * sin, left * sin + right * cos], dim=-1)


def _copy(into: nn.Module, known: dict[str, Tensor], name: str) -> None:
    for part, parameter in into.named_parameters():
        parameter.copy_(known[f"{name}.{part}"])


def _safetensors(path: Path) -> dict[str, Tensor]:
    raw = bytearray(path.read_bytes())
    (size,) = struct.unpack("<Q", raw[:8])
    heads = json.loads(raw[8 : 8 + size])
    heads.pop("__metadata__", None)
    kinds = {"F32": torch.float32, "I64": torch.int64}
    found = {}
    for name, head in heads.items():
        begin, end = (8 + size + at for at in head["data_offsets"])
        found[name] = torch.frombuffer(raw[begin:end], dtype=kinds[head["dtype"]]).reshape(head["shape"])
    return found
