"""Mentions of places on their way to PlaceSeen: which of them mean one place, and which place hangs on another.

In: Namings and Relations in the order of the text, from any finder. Out: PlaceSeen. Two names are one place if they are written
alike, or if the states that the report speaks of have one place of both names.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from twosource.geography.keys import fold, likeness, skeleton
from twosource.nouns import Span
from twosource.reading.sightings import PlaceSeen

if TYPE_CHECKING:
    from twosource.geography import Entry
    from twosource.reading.rules.place_relations import Relation
    from twosource.reading.rules.place_words import Naming

_SETTLED = frozenset({"", "town", "capital", "region", "district", "country"})


@dataclass(slots=True)
class Group:
    """Mentions of one place on their way to a PlaceSeen."""

    name: str
    kind: str
    is_state: bool = False
    heads: list[str] = field(default_factory=list)
    mentions: list[Span] = field(default_factory=list)
    keys: set[str] = field(default_factory=set)
    near: Group | None = None
    bearing: float | None = None
    km: float | None = None


class Groups:
    """The places of one report so far."""

    def __init__(self, provinces: Mapping[str, bool], focus: Mapping[str, float]) -> None:
        self._provinces = provinces
        self._focus = focus
        self._groups: list[Group] = []

    def add(self, naming: Naming, span: Span | None) -> Group:
        """Return the group of a name, made if it is new, with one more mention."""
        key, kind = fold(naming.name), self._kind(naming)
        keys = {key, *(f"#{entry.id}" for entry in self._likely(naming))} if kind in {"settled", "province"} else {key}
        group = self._known(kind, key, keys) or self._new(Group(naming.name, kind, keys=set(keys)))
        group.keys |= keys
        group.is_state = group.is_state or (naming.head is None and any(entry.kind == "country" for entry in naming.entries))
        if naming.head:
            group.heads.append(naming.head)
        if span is not None:
            group.mentions.append(span)
        return group

    def hang(self, relation: Relation, name: str, near: Group) -> Group:
        """Return the group of a place that is described by another, with one more mention."""
        key = f"{relation.head}|{id(near)}|{relation.bearing}|{relation.km}|{fold(name) if relation.head == 'between' else ''}"
        group = self._known("relative", key, {key})
        if group is None:
            group = self._new(Group(name, "relative", keys={key}, near=near, bearing=relation.bearing, km=relation.km))
            group.heads = [relation.head] if relation.head else []
        group.mentions.append(relation.span)
        return group

    def describe(self, words: str, span: Span, head: str | None) -> Group:
        """Return a new group for a place that has no name ("a bakery")."""
        return self._new(Group(words, "described", heads=[head] if head else [], mentions=[span]))

    def seen(self) -> tuple[PlaceSeen, ...]:
        """Return the groups in the order of their first mention."""
        ordered = sorted(self._groups, key=lambda group: min(group.mentions) if group.mentions else Span(1 << 40, 1 << 40))
        position = {id(group): number for number, group in enumerate(ordered)}
        return tuple(
            PlaceSeen(
                mentions=tuple(sorted(set(group.mentions))),
                name=group.name,
                head=_head(group),
                near=position[id(group.near)] if group.near else None,
                bearing=group.bearing,
                distance_km=group.km,
                is_named=group.kind != "described",
            )
            for group in ordered
        )

    def _kind(self, naming: Naming) -> str:
        if naming.level == "province" or (
            naming.level in _SETTLED - {"town", "capital"} and self._provinces.get(fold(naming.name))
        ):
            return "province"
        kinds = {entry.kind for entry in self._likely(naming) or naming.entries[:2]}
        if naming.level == "district" and {"admin2", "town"} <= kinds:
            return "district"  # Balak Raion is not its town Balak; but a quarter is no other place than its bare name
        return "settled" if naming.level in _SETTLED else f"{naming.level} {naming.head}"

    def _likely(self, naming: Naming) -> list[Entry]:
        """Return the entries that a name most likely means: those of the states the report speaks of."""
        level = {"province": "admin1", "town": "town", "capital": "town"}.get(naming.level)
        here = [one for one in naming.entries if one.country in self._focus and (level is None or one.kind == level)]
        return here[:2] if len(here) <= 4 else []

    def _known(self, kind: str, key: str, keys: set[str]) -> Group | None:
        same = [group for group in self._groups if group.kind == kind]
        for group in same:
            if group.keys & keys:
                return group
        if kind not in {"settled", "province"} or len(bones := skeleton(key)) < 3:
            return None
        return next((group for group in same if any(_is_variant(key, bones, other) for other in group.keys)), None)

    def _new(self, group: Group) -> Group:
        self._groups.append(group)
        return group


def _head(group: Group) -> str | None:
    """Return the noun that most mentions of a place have; a state needs none to be one."""
    if group.heads:
        return Counter(group.heads).most_common(1)[0][0]
    return "country" if group.is_state else None


def _is_variant(key: str, bones: str, other: str) -> bool:
    """Tell whether two keys spell one name: the same consonants, and four of five letters."""
    return other[0] != "#" and skeleton(other) == bones and likeness(key, other) >= 75
