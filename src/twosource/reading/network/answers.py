"""The network's numbers as answers: stretches of the text, what each is, and the links between them.

In: the scores of each window. Out: `Answers` over the whole text. A stretch is reported by the window that owns its first word,
a link by the window that owns the first word of the stretch it starts from; so nothing is said twice where windows overlap.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from twosource.nouns import Span
from twosource.reading.network.links import KINDS, MOST

if TYPE_CHECKING:
    from twosource.reading.network.windows import Array, Units, Window

Floats = np.ndarray[Any, np.dtype[np.float32]]

FLAT = frozenset({"trigger", "time", "figure", "weapon", "cue"})
"""Layers whose stretches never lie inside each other; those of the others may, but do not cross."""

LOOSE = frozenset({"content"})
"""Layers of long stretches whose end is a matter of taste: where several ends are likely, one in the middle of them is taken."""

FLOOR = 0.1
"""Probability under which a link is not kept."""

CALLED = {"content": 0.1}
"""Layers whose stretches are linked, though not reported, from this probability on: a cue may call for one of them."""


@dataclass(slots=True)
class Seen:
    """A stretch from word `first` to word `last`: its layers with their probabilities, and what it is, head by head."""

    first: int
    last: int
    span: Span
    layers: dict[str, float] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    sure: dict[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Answers:
    """All stretches in the order of the text; for each kind of link the pairs (from, to) with their probability."""

    seen: tuple[Seen, ...]
    links: Mapping[str, Mapping[int, Mapping[int, float]]]
    thresholds: Mapping[str, float] = field(default_factory=dict)

    def of(self, layer: str) -> list[int]:
        """Return the positions of the stretches of a layer, in the order of the text."""
        return [at for at, one in enumerate(self.seen) if one.layers.get(layer, -1.0) >= self.threshold(layer)]

    def to(self, kind: str, at: int) -> Mapping[int, float]:
        """Return what a stretch points to by a kind of link, with the probabilities."""
        return self.links.get(kind, {}).get(at, {})

    def most(self, kind: str, at: int) -> float:
        """Return the probability of the likeliest link of a kind from a stretch, 0 where there is none."""
        return max(self.to(kind, at).values(), default=0.0)

    def best(self, kind: str, at: int) -> int | None:
        """Return what a stretch most likely points to, None if nothing is likely enough."""
        found = self.to(kind, at)
        best = max(found, key=lambda to: found[to], default=None)
        return best if best is not None and found[best] >= self.threshold(kind) else None

    def all(self, kind: str, at: int) -> list[int]:
        """Return everything that a stretch likely points to."""
        return [to for to, chance in self.to(kind, at).items() if chance >= self.threshold(kind)]

    def threshold(self, kind: str) -> float:
        """Return the probability from which a kind of link counts."""
        return self.thresholds.get(kind, 0.5)


def spans(
    found: Units, parts: Sequence[Window], scores: Sequence[Floats], layers: Sequence[str], thresholds: Mapping[str, float]
) -> list[Seen]:
    """Return the stretches that the windows report, in the order of the text."""
    made: dict[tuple[int, int], Seen] = {}
    for number, layer in enumerate(layers):
        chosen: list[tuple[float, int, int]] = []
        for window, table in zip(parts, scores, strict=True):
            asked = min(CALLED.get(layer, 1.0), thresholds.get(layer, 0.5))
            own = table[number, window.own - window.begin : window.own_end - window.begin]
            # Few words begin anything: only where the likeliest end alone could lift a word over the threshold is it worth while.
            likely = np.flatnonzero(own[:, 1:].max(axis=1) + np.log(own.shape[1]) >= own[:, 0] + np.log(asked / (1.0 - asked)))
            rows = np.exp(own[likely] - own[likely].max(axis=1, keepdims=True))
            begins = 1.0 - rows[:, 0] / rows.sum(axis=1)
            kept = np.flatnonzero(begins >= asked)
            last = _ends(rows[kept, 1:], loose=layer in LOOSE)
            chosen += [
                (float(begins[row]), window.own + int(likely[row]), window.begin + int(end))
                for row, end in zip(kept, last, strict=True)
            ]
        for chance, first, last_word in _apart(chosen, flat=layer in FLAT):
            one = made.setdefault(
                (first, last_word), Seen(first, last_word, Span(int(found.start[first]), int(found.end[last_word])))
            )
            one.layers[layer] = chance
    return sorted(made.values(), key=lambda one: (one.first, one.last))


def _ends(rows: Floats, *, loose: bool) -> Array:
    """Return for each first word [U] the likeliest last word, or (`loose`) the one before which half of the chances lie."""
    if loose:
        summed = rows.cumsum(axis=1)
        rows = summed >= summed[:, -1:] / 2  # type: ignore[assignment]
    last: Array = rows.argmax(axis=1)
    return last


def _apart(chosen: list[tuple[float, int, int]], *, flat: bool) -> list[tuple[float, int, int]]:
    """Return the likeliest stretches that do not cross each other (`flat`: nor lie inside each other)."""
    kept: list[tuple[float, int, int]] = []
    for chance, first, last in sorted(chosen, reverse=True):
        clash = any(
            first <= other_last
            and other_first <= last
            and (flat or not (_holds(first, last, other_first, other_last) or _holds(other_first, other_last, first, last)))
            for _, other_first, other_last in kept
        )
        if not clash:
            kept.append((chance, first, last))
    return kept


def _holds(first: int, last: int, inner_first: int, inner_last: int) -> bool:
    return first <= inner_first and inner_last <= last


def offered(seen: Sequence[Seen], window: Window) -> list[int]:
    """Return the positions of the stretches of a window that are linked, the likeliest if there are too many."""
    inside = [at for at, one in enumerate(seen) if window.begin <= one.first and one.last < window.end]
    if len(inside) > MOST:
        inside = sorted(sorted(inside, key=lambda at: -max(seen[at].layers.values()))[:MOST])
    return inside


def linked(
    seen: list[Seen],
    told: Sequence[tuple[Window, list[int], tuple[Floats, Floats]]],
    heads: Mapping[str, Sequence[str]],
    kinds: Sequence[str],
    thresholds: Mapping[str, float],
) -> Answers:
    """Return the answers: what each stretch is, and the links between them."""
    links: dict[str, dict[int, dict[int, float]]] = {kind: {} for kind in kinds}
    for window, choice, (labels, table) in told:
        chances = 1.0 / (1.0 + np.exp(-table))
        mine = [row for row, at in enumerate(choice) if window.own <= seen[at].first < window.own_end]
        begin = 0
        for head, values in heads.items():
            shares = np.exp(labels[:, begin : begin + len(values)])
            shares /= shares.sum(axis=1, keepdims=True)
            best = shares.argmax(axis=1)
            for row in mine:
                seen[choice[row]].labels[head] = values[best[row]]
                seen[choice[row]].sure[head] = float(shares[row, best[row]])
            begin += len(values)
        for number, kind in enumerate(kinds):
            from_, to = KINDS[kind]
            rows = [row for row in mine if not from_.isdisjoint(seen[choice[row]].layers)]
            tails = [row for row, at in enumerate(choice) if not to.isdisjoint(seen[at].layers)]
            found = chances[np.ix_(rows, tails, [number])][:, :, 0]
            for one, two in zip(*np.nonzero(found >= FLOOR), strict=True):
                at, tail = choice[rows[one]], choice[tails[two]]
                if seen[tail].first < seen[at].first or not kind.startswith("same."):
                    links[kind].setdefault(at, {})[tail] = float(found[one, two])
    return Answers(tuple(seen), links, thresholds)
