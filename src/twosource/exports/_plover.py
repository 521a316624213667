"""What the exports after PLOVER share: each event that a report tells, coded in its scheme.

In: a Record. Out: Mentions, one for each event of each report. The category is the vocabulary's; modes and sectors are given
where our types tell them, else left blank. The unit is a report's own telling, as in PLOVER, so accounts that differ stay
apart; `incident` joins them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from twosource.exports._index import Index, Told
from twosource.nouns import ActorKind, Event, Figure, Incident, KnownActor, Record, Ref
from twosource.vocabulary import load

QUADS = {
    "AGREE": 1, "CONSULT": 1, "SUPPORT": 1, "CONCEDE": 1, "COOPERATE": 2, "AID": 2, "RETREAT": 2, "REQUEST": 3, "ACCUSE": 3,
    "REJECT": 3, "THREATEN": 3, "PROTEST": 4, "SANCTION": 4, "MOBILIZE": 4, "COERCE": 4, "ASSAULT": 4,
}  # fmt: skip
"""PLOVER's quadrants: verbal and material cooperation, verbal and material conflict."""

MODES = {
    "air_drone_strike": "aerial", "shelling_artillery_missile": "heavy-weapons", "suicide_bomb": "suicide-attack",
    "remote_explosive": "explosives", "grenade": "explosives", "chemical_weapon": "unconventional", "sexual_violence": "sexual",
    "property_destruction": "destroy", "withdrawal": "withdraw",
}  # fmt: skip
"""PLOVER's modes by our event types, where one is meant."""

SECTORS: dict[ActorKind, str] = {
    "government": "GOV", "military": "MIL", "armed_group": "REB", "political": "PTY", "igo": "IGO", "ngo": "NGO", "media": "MED",
    "civilian": "CVL",
}  # fmt: skip
"""PLOVER's sectors by our kinds of actor; persons, coalitions and others have none."""


@dataclass(frozen=True, slots=True)
class Mention:
    """An event that a report tells, with its sides and the incident that it is part of."""

    told: Told
    event: Event
    incident: Incident | None
    agents: tuple[KnownActor, ...]
    targets: tuple[KnownActor, ...]
    index: Index

    @property
    def category(self) -> str:
        """PLOVER's category, "" where it has none for the type."""
        known = load().events.get(self.event.type)
        return known.plover if known and known.plover in QUADS else ""

    @property
    def mode(self) -> str:
        """PLOVER's mode, "" where our type does not tell it."""
        return MODES.get(self.event.type, "")

    def count(self, kind: str) -> int | None:
        """Return how many this report counts for the event, the lowest where it gives several; None where it counts nobody."""
        found = [one.low for one in self._figures if one.kind == kind and one.low is not None]
        return min(found, default=None)

    @property
    def _figures(self) -> list[Figure]:
        reading = self.index.readings[self.told.ref.document]
        return [one for one in reading.figures if one.event == self.event.id]

    def country(self, actor: KnownActor) -> str | None:
        """Return the state that this report says an actor is of."""
        refs = {ref.claim for ref in actor.mentions if ref.document == self.told.ref.document}
        return next(
            (one.country for one in self.index.readings[self.told.ref.document].actors if one.id in refs and one.country), None
        )

    def words_for(self, actor: KnownActor) -> str:
        """Return this report's own words for an actor."""
        document = self.told.document
        refs = {ref.claim for ref in actor.mentions if ref.document == document.id}
        named = (one for one in self.index.readings[document.id].actors if one.id in refs)
        return next((" ".join(document.quote(one.mentions[0]).split()) for one in named if one.mentions), actor.name)


def mentions_of(record: Record) -> Iterator[Mention]:
    """Yield every event of every report."""
    index = Index(record)
    for reading in record.readings:
        name = reading.document.id
        for event in reading.events:
            ref = Ref(name, event.id)
            agents, targets = (tuple(index.actors_in(name, spans)) for spans in (event.agent, event.target))
            yield Mention(index.one(ref), event, index.incidents.get(ref), agents, targets, index)
