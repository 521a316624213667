"""Examples as the network takes them in: windows of words, and what is asked and answered in each.

In: Examples and the tokeniser. Out: `Task`s, one a window, and batches of them as tensors. Which kinds of stretches a link may
join stands here, because the reader that uses the network must offer the same pairs.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np
import torch
from torch import Tensor

from training.examples import Example, Stretch
from twosource.reading.network.windows import SHAPES, Units, Window, framed, units, windows

if TYPE_CHECKING:
    from tokenizers import Tokenizer

Pair = tuple[int, int]
"""The first and the last word of a stretch, counted from the start of its window."""


@dataclass(frozen=True, slots=True)
class Task:
    """One window of one example: its words, and what a careful reader answered in it."""

    corpus: str
    units: Units
    window: Window
    spans: Mapping[str, tuple[Pair, ...]]
    labels: tuple[tuple[str, Pair, str], ...]
    links: tuple[tuple[str, Pair, Pair], ...]
    complete: frozenset[str]
    judged: np.ndarray
    """Per word of the window: whether the corpus says everything about it."""

    @property
    def pieces(self) -> int:
        """Return how many word pieces the window has."""
        begin, end = self.units.pieces_of(self.window.begin, self.window.end)
        return end - begin + 2


def tasks(example: Example, tokeniser: Tokenizer, chance: random.Random | None = None) -> Iterator[Task]:
    """Yield the windows of an example; with `chance`, the text is sometimes spoiled the way that real ones are."""
    found = units(example.text, tokeniser)
    if chance:
        found = spoiled(found, example.text, chance)
    judged = np.ones(len(found), dtype=bool)
    if example.within is not None:
        judged[:] = False
        for start, end in example.within:
            if words := found.find(start, end):
                judged[words[0] : words[1] + 1] = True
    where = {stretch: found.find(*stretch) for stretch in _stretches(example)}
    for window in windows(found):
        here = {
            stretch: (words[0] - window.begin, words[1] - window.begin)
            for stretch, words in where.items()
            if words and window.begin <= words[0] and words[1] < window.end
        }
        spans: dict[str, list[Pair]] = {}
        for layer, stretch in example.spans:
            if stretch in here:
                spans.setdefault(layer, []).append(here[stretch])
        yield Task(
            corpus=example.name.partition(":")[0] if ":" in example.name else "own",
            units=found,
            window=window,
            spans={layer: tuple(dict.fromkeys(pairs)) for layer, pairs in spans.items()},
            labels=tuple((head, here[stretch], value) for head, stretch, value in example.labels if stretch in here),
            links=tuple((kind, here[one], here[two]) for kind, one, two in example.links if one in here and two in here),
            complete=example.complete,
            judged=judged[window.begin : window.end],
        )


def spoiled(found: Units, text: str, chance: random.Random) -> Units:
    """Return a text's words as careless copiers leave them: in one case, without commas, with blanks before marks."""
    throw = chance.random()
    letters = (found.shape != SHAPES.index("mark")) & (found.shape != SHAPES.index("digits"))
    marks = found.shape == SHAPES.index("mark")
    if throw < 0.06:
        return replace(found, shape=np.where(letters, SHAPES.index("upper"), found.shape))
    if throw < 0.12:
        return replace(found, shape=np.where(letters, SHAPES.index("lower"), found.shape))
    if throw < 0.20:
        words = [text[start:end] for start, end in zip(found.start, found.end, strict=True)]
        return _without(found, np.array([word in ",'’" for word in words], dtype=bool))
    if throw < 0.25:
        return replace(found, gap=np.where(marks & (found.gap == 0), 1, found.gap))
    return found


def _stretches(example: Example) -> set[Stretch]:
    told = {stretch for _, stretch in example.spans} | {stretch for _, stretch, _ in example.labels}
    return told | {stretch for _, *pair in example.links for stretch in pair}


def _without(found: Units, dropped: np.ndarray) -> Units:
    """Return the words that are not dropped."""
    if not dropped.any():
        return found
    counts = np.diff(np.append(found.first, len(found.ids)))
    ids = found.ids[np.repeat(~dropped, counts)]
    kept = counts[~dropped]
    first = np.concatenate([[0], np.cumsum(kept)[:-1]]) if len(kept) else kept
    return Units(
        *(part[~dropped] for part in (found.start, found.end)),
        first,
        ids,
        *(part[~dropped] for part in (found.shape, found.gap, found.breaks)),
    )


@dataclass(frozen=True, slots=True)
class Batch:
    """Windows of one corpus side by side; shapes as in `network`."""

    tasks: Sequence[Task]
    layers: tuple[str, ...]
    ids: Tensor
    shapes: Tensor
    gaps: Tensor
    mask: Tensor
    words: Tensor
    real: Tensor
    """[B, U]: whether there is a word."""
    target: Tensor
    """[B, S, U]: the right column of the scores."""
    weight: Tensor
    """[B, S, U]: 1 where the target counts, else 0."""

    def to(self, device: torch.device) -> Batch:
        """Return the batch with its tensors on a device."""
        names = ("ids", "shapes", "gaps", "mask", "words", "real", "target", "weight")
        return replace(self, **{name: getattr(self, name).to(device) for name in names})


def batch(chosen: Sequence[Task], known: Sequence[str], frame: tuple[int, int]) -> Batch:
    """Return a batch; `known` are the network's layers, `frame` the pieces that begin and end a window."""
    asked = {layer for task in chosen for layer in (*task.spans, *task.complete)}
    layers = tuple(layer for layer in known if layer in asked)
    count = max(task.pieces for task in chosen)
    length = max(task.window.end - task.window.begin for task in chosen)
    shape = (len(chosen), count)
    ids, shapes, gaps = (np.zeros(shape, dtype=np.int64) for _ in range(3))
    mask = np.zeros(shape, dtype=bool)
    words = np.zeros((len(chosen), length), dtype=np.int64)
    real = np.zeros((len(chosen), length), dtype=bool)
    target = np.zeros((len(chosen), len(layers), length), dtype=np.int64)
    weight = np.zeros((len(chosen), len(layers), length), dtype=np.float32)
    for at, task in enumerate(chosen):
        own = framed(task.units, task.window, frame)
        size = len(own[0])
        ids[at, :size], shapes[at, :size], gaps[at, :size] = own[:3]
        mask[at, :size] = True
        width = len(own[3])
        words[at, :width] = own[3]
        real[at, :width] = True
        for number, layer in enumerate(layers):
            if layer in task.complete:
                weight[at, number, :width] = task.judged
            for first, last in sorted(task.spans.get(layer, ())):
                target[at, number, first] = 1 + last  # of two that begin together the longer one counts
                weight[at, number, first] = 1.0
    return Batch(chosen, layers, *(torch.from_numpy(part) for part in (ids, shapes, gaps, mask, words, real, target, weight)))
