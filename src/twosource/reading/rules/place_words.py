"""The words of places, and what is known of one name in a sentence.

In: the table of `places.toml`. Out: its Words, expanded; and Naming, what `place_names` finds and `places` judges.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from twosource.vocabulary.patterns import Patterns, expand

if TYPE_CHECKING:
    from twosource.geography import Entry
    from twosource.reading.tokens import Token

_LARGE = 100_000  # inhabitants from which a town's bare name is a place's without any frame; by eye on forty reports

Head = tuple[str, str]
"""The level of a head noun and the noun."""


@dataclass(frozen=True, slots=True)
class Words:
    """The tables of `places.toml`, expanded."""

    heads: Patterns[Head]
    directions: Mapping[str, float]
    units: Mapping[str, float]
    strong: frozenset[str]
    weak: frozenset[str]
    taking: frozenset[str]
    plain: frozenset[str]
    says: frozenset[str]
    titles: frozenset[str]
    elements: frozenset[str]
    attributive: frozenset[str]
    calendar: frozenset[str]
    never: frozenset[str]
    definite: Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Naming:
    """A name at tokens `first` to `last`, in a phrase from `start` to `end`. `standing` is sure, known, maybe or unknown.

    `framed` tells that it stands where places stand; `direction` is the bearing of "southern" before it.
    """

    first: int
    last: int
    start: int
    end: int
    name: str
    level: str = ""
    head: str | None = None
    standing: str = "unknown"
    framed: bool = False
    spoken: bool = False
    direction: float | None = None
    entries: tuple[Entry, ...] = ()


class _Table:
    """A table as a key of a cache: equal to itself alone."""

    def __init__(self, table: Mapping[str, Any]) -> None:
        self.table = table

    def __hash__(self) -> int:
        return id(self.table)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Table) and self.table is other.table


def _forms(patterns: Iterable[str]) -> frozenset[str]:
    return frozenset(words[0] for one in patterns for words in expand(one))


def words(table: Mapping[str, Any]) -> Words:
    """Return the words of `places.toml` in the form in which they are looked up."""
    return _words(_Table(table))


@lru_cache(maxsize=8)
def _words(key: _Table) -> Words:
    table = key.table
    heads = [(one, (level, one.split("/")[0])) for level, nouns in table["heads"].items() for one in nouns]
    frames = table["frames"]
    return Words(
        heads=Patterns(heads),
        directions={word: float(degrees) for word, degrees in table["directions"].items()},
        units=table["units"],
        strong=frozenset(frames["strong"]),
        weak=frozenset(frames["weak"]),
        taking=_forms(frames["taking"]),
        plain=frozenset(frames["plain"]),
        says=_forms(frames["says"]),
        titles=frozenset(frames["titles"]),
        elements=frozenset(frames["elements"]),
        attributive=frozenset(frames["attributive"]),
        calendar=frozenset(frames["calendar"]),
        never=frozenset(table["never"]["words"]),
        definite={word: frozenset(levels) for word, levels in table["definite"].items()},
    )


def rank(entries: Sequence[Entry]) -> str:
    """Return how sure a bare name is a place's by the largest place that bears it."""
    if not entries:
        return "unknown"
    if any(entry.kind == "country" or entry.capital for entry in entries):
        return "sure"
    if any(entry.kind in {"admin1", "region"} or (entry.population or 0) >= _LARGE for entry in entries):
        return "known"
    return "maybe"


def is_caseless(tokens: Sequence[Token]) -> bool:
    """Tell whether capitals say nothing here: all, none, or (a headline) nearly every long word has one."""
    words = [token for token in tokens if token.text.isalpha()]
    long = [token for token in words if len(token.text) > 3]
    if len(long) < 3:
        return False
    return not any(token.is_capitalised for token in words) or sum(token.is_capitalised for token in long) >= 0.75 * len(long)
