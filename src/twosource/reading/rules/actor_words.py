"""The words by which actors are known: the `actors` table of a language, expanded for look-up.

In: the table. Out: one frozen Words. What each part of it means is said in `languages/en/actors.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from twosource.reading.once import once
from twosource.vocabulary.patterns import Patterns, expand

if TYPE_CHECKING:
    from twosource.nouns import ActorKind
    from twosource.reading.rules.chunks import Chunk
    from twosource.reading.tokens import Token


BODIES: frozenset[ActorKind] = frozenset(
    {"armed_group", "military", "government", "political", "igo", "ngo", "media", "coalition"}
)
"""Kinds of actors that are bodies, not persons or crowds."""


@dataclass(frozen=True, slots=True)
class Words:
    """The tables of `actors.toml`, expanded."""

    heads: Patterns[ActorKind]
    company: frozenset[str]
    modifiers: frozenset[str]
    acts: frozenset[str]
    held: re.Pattern[str]
    partitives: frozenset[str]
    quantities: frozenset[str]
    vague: frozenset[str]
    titles: frozenset[str]
    seats: Mapping[str, str]
    states: Mapping[str, frozenset[str]]
    never: frozenset[str]
    calendar: frozenset[str]
    irregular: frozenset[str]
    harmed: frozenset[str]
    impersonal: frozenset[str]
    rulers: frozenset[str]
    arms: frozenset[str]
    offices: frozenset[str]
    heads_of_state: frozenset[str]
    things: frozenset[str]
    causes: frozenset[str]
    leagues: frozenset[str]

    def kind(self, tokens: Sequence[Token], chunk: Chunk) -> ActorKind | None:
        """Return the kind that the head noun of a chunk gives it, None if the head cannot act."""
        row = [token.lower for token in tokens[chunk.first : chunk.head + 1]]
        ends = [hit for hit in self.heads.find_all(row) if hit.last == len(row)]
        return max(ends, key=lambda hit: hit.last - hit.first).payload if ends else None

    def kind_of(self, word: str) -> ActorKind | None:
        """Return the kind of a single word."""
        return next((hit.payload for hit in self.heads.find_all([word.lower()]) if hit.last == 1), None)


@once
def words(table: Mapping[str, Any]) -> Words:
    """Return the words of `actors.toml` in the form in which they are looked up."""
    heads: list[tuple[str, ActorKind]] = [(one, kind) for kind, patterns in table["heads"].items() for one in patterns]
    return Words(
        heads=Patterns(heads),
        company=frozenset(table["company"]["words"]),
        modifiers=frozenset(table["modifiers"]["words"]),
        acts=_forms(table["modifiers"]["acts"]),
        held=re.compile(rf"^([^\W\d_].*?)[-–](?:{'|'.join(table['modifiers']['held'])})$", re.IGNORECASE),
        partitives=_forms(table["partitives"]["words"]),
        quantities=frozenset(table["partitives"]["quantities"]),
        vague=frozenset(table["partitives"]["vague"]),
        titles=frozenset(table["titles"]["words"]),
        seats=table["seats"],
        states={name: frozenset(one) for name, one in table["states"].items()},
        never=frozenset([*table["never"]["words"], *table["never"]["calendar"]]),
        calendar=frozenset(table["never"]["calendar"]),
        irregular=frozenset(table["modifiers"]["irregular"]),
        harmed=_forms(table["modifiers"]["harmed"]),
        impersonal=frozenset(table["names"]["impersonal"]),
        rulers=frozenset(table["one"]["rulers"]),
        arms=frozenset(table["one"]["arms"]),
        offices=frozenset(table["one"]["offices"]),
        heads_of_state=frozenset(table["one"]["heads_of_state"]),
        leagues=frozenset(table["names"]["leagues"]),
        causes=frozenset(table["modifiers"]["causes"]),
        things=frozenset(table["company"]["things"]),
    )


def _forms(patterns: Sequence[str]) -> frozenset[str]:
    return frozenset(" ".join(form) for pattern in patterns for form in expand(pattern))
