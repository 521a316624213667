"""How a machine's reading is scored against a person's annotation, layer by layer.

In: two readings of one text in the shape of `twosource read --json`, the person's and the machine's. Out: for each layer how
many were right, how many the person has, how many the machine has. Two spans match relaxed when at least half of their joint
length is common; a trigger or a figure matches when it overlaps. Matching is one to one, in the person's order. The definitions
are those of `score.py` beside the annotated reports, and `quality.gate` checks that both give the same numbers.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

Record = dict[str, Any]
Same = Callable[[Any, Any], bool]
ROLES = ("agent", "target", "place", "time", "instrument", "origin", "destination")


@dataclass(frozen=True, slots=True)
class Count:
    """Right, wanted (by the person) and made (by the machine)."""

    right: int = 0
    wanted: int = 0
    made: int = 0

    def __add__(self, other: Count) -> Count:
        """Return both counts together."""
        return Count(self.right + other.right, self.wanted + other.wanted, self.made + other.made)

    @property
    def precision(self) -> float:
        """Share of what the machine made that is right, in per cent."""
        return 100 * self.right / self.made if self.made else 0.0

    @property
    def recall(self) -> float:
        """Share of what the person has that the machine found, in per cent."""
        return 100 * self.right / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall, in per cent."""
        return 200 * self.right / (self.wanted + self.made) if self.wanted + self.made else 0.0


def score(wanted: Record, made: Record, coarse: dict[str, str]) -> dict[str, Count]:
    """Return the counts of every layer for one report; `coarse` maps an event type to its ACLED event."""
    layers: dict[str, Count] = {}
    _score_spans(wanted, made, layers)
    _score_events(wanted, made, coarse, layers)
    _score_said(wanted, made, layers)
    _score_counts(wanted, made, layers)
    return layers


def _score_spans(wanted: Record, made: Record, layers: dict[str, Count]) -> None:
    for layer in ("actors", "places"):
        mine, yours = _mentions(wanted.get(layer)), _mentions(made.get(layer))
        layers[f"{layer} strict"] = _count(mine, yours, lambda a, b: a == b)
        layers[layer] = _count(mine, yours, relaxed)
    layers["weapons"] = _count(wanted.get("weapons", []), made.get("weapons", []), relaxed)
    layers["times"] = _count(wanted.get("times", []), made.get("times", []), _same_span)
    layers["times value"] = _count(
        [time for time in wanted.get("times", []) if time.get("from")],
        [time for time in made.get("times", []) if time.get("from")],
        lambda a, b: _same_span(a, b) and a["from"] == b["from"] and (a.get("to") or a["from"]) == (b.get("to") or b["from"]),
    )


def _score_events(wanted: Record, made: Record, coarse: dict[str, str], layers: dict[str, Count]) -> None:
    mine, yours = wanted.get("events", []), made.get("events", [])

    def found(a: Record, b: Record) -> bool:
        return overlap(a["trigger"], b["trigger"])

    pairs = pair(mine, yours, found)
    layers["events"] = Count(len(pairs), len(mine), len(yours))
    layers["events type"] = _count(mine, yours, lambda a, b: found(a, b) and a["type"] == b["type"])
    layers["events acled"] = _count(mine, yours, lambda a, b: found(a, b) and coarse.get(a["type"]) == coarse.get(b["type"]))
    places = [{place["id"]: place for place in side.get("places", [])} for side in (wanted, made)]
    for layer in ("roles", "realis", "when", "where", "background"):
        layers[layer] = Count()
    for a, b in pairs:
        layers["roles"] += _count(_roles(a), _roles(b), lambda x, y: x[0] == y[0] and relaxed(x[1], y[1]))
        layers["realis"] += Count(int(a.get("realis") == b.get("realis")), 1, 1)
        layers["background"] += Count(int(bool(a.get("background")) == bool(b.get("background"))), 1, 1)
        if a.get("from"):
            layers["when"] += Count(int(a["from"] == b.get("from")), 1, 1)
        if a.get("at"):
            layers["where"] += Count(int(same_thing(places[0].get(a["at"]), places[1].get(b.get("at")))), 1, 1)


def _score_said(wanted: Record, made: Record, layers: dict[str, Count]) -> None:
    mine, yours = ([one for one in side.get("attributions", []) if one.get("content")] for side in (wanted, made))

    def content(a: Record, b: Record) -> bool:
        return relaxed(a["content"], b["content"])

    def source(a: Record, b: Record) -> bool:
        return content(a, b) and ((not a.get("source") and not b.get("source")) or overlap(a.get("source"), b.get("source")))

    def whole(a: Record, b: Record) -> bool:
        same = a.get("stance", "asserts") == b.get("stance", "asserts") and a.get("quote") == b.get("quote")
        return source(a, b) and same

    layers["said content"] = _count(mine, yours, content)
    layers["said source"] = _count(mine, yours, source)
    layers["said all"] = _count(mine, yours, whole)


def _score_counts(wanted: Record, made: Record, layers: dict[str, Count]) -> None:
    mine, yours = wanted.get("figures", []), made.get("figures", [])

    def found(a: Record, b: Record) -> bool:
        return overlap(a["span"], b["span"])

    layers["figures"] = _count(mine, yours, found)
    layers["figures value"] = _count(
        mine, yours, lambda a, b: found(a, b) and all(a.get(part) == b.get(part) for part in ("kind", "low", "high"))
    )
    places, actors = (
        [{one["id"]: one for one in side.get(layer, [])} for side in (wanted, made)] for layer in ("places", "actors")
    )
    layers["control"] = _count(
        wanted.get("control", []),
        made.get("control", []),
        lambda a, b: (
            a["status"] == b["status"]
            and same_thing(places[0].get(a.get("place")), places[1].get(b.get("place")))
            and same_thing(actors[0].get(a.get("holder")), actors[1].get(b.get("holder")))
        ),
    )


def _count(wanted: Iterable[Any], made: Iterable[Any], same: Same) -> Count:
    mine, yours = ([one for one in side if one] for side in (wanted, made))
    return Count(len(pair(mine, yours, same)), len(mine), len(yours))


def pair(wanted: Sequence[Any], made: Sequence[Any], same: Same) -> list[tuple[Any, Any]]:
    """Return one-to-one pairs: each wanted item, in order, takes the first made one that is still free and the same."""
    free = list(range(len(made)))
    pairs = []
    for one in wanted:
        found = next((at for at in free if same(one, made[at])), None)
        if found is not None:
            free.remove(found)
            pairs.append((one, made[found]))
    return pairs


def overlap(a: Sequence[int] | None, b: Sequence[int] | None) -> bool:
    """Tell whether two spans share a character."""
    return bool(a and b) and a[0] < b[1] and b[0] < a[1]  # type: ignore[index]


def relaxed(a: Sequence[int], b: Sequence[int]) -> bool:
    """Tell whether at least half of the joint length of two spans is common."""
    return overlap(a, b) and 2 * (min(a[1], b[1]) - max(a[0], b[0])) >= max(a[1], b[1]) - min(a[0], b[0])


def same_thing(a: Record | None, b: Record | None) -> bool:
    """Tell whether two actors or places are the same one: by a shared mention, or by their folded name."""
    if a is None or b is None:
        return False
    if any(overlap(x, y) for x in a.get("mentions", []) for y in b.get("mentions", [])):
        return True
    return bool(_fold(a.get("name"))) and _fold(a.get("name")) == _fold(b.get("name"))


def _fold(name: str | None) -> str:
    text = unicodedata.normalize("NFKD", name or "").encode("ascii", "ignore").decode().lower()
    return re.sub(r"\b(al|el|the|as|ash|an|ad)\b|[^a-z0-9]", "", text)


def _same_span(a: Record, b: Record) -> bool:
    return relaxed(a["span"], b["span"])


def _mentions(things: Sequence[Record] | None) -> list[Any]:
    return [mention for thing in things or () for mention in thing.get("mentions", [])]


def _roles(event: Record) -> list[tuple[str, Any]]:
    return [(role, span) for role in ROLES for span in event.get(role) or []]
