"""A record turned over once: from any address to its claim, words, speaker, and to the findings that it is part of.

In: a Record. Out: an Index, so that a row of an export costs the same however long the record is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from twosource.nouns import (
    Attribution,
    Claim,
    Control,
    Document,
    Event,
    Figure,
    FigureGroup,
    Incident,
    KnownActor,
    KnownPlace,
    Links,
    Record,
    Ref,
    Span,
)
from twosource.record.anew import links_of
from twosource.record.facts import facts_of, span_of


@dataclass(frozen=True, slots=True)
class Told:
    """A claim with its words, who says it and what it is part of, looked up."""

    ref: Ref
    claim: Claim
    document: Document
    span: Span
    words: str
    kind: str
    said_by: str | None
    attribution: Attribution | None
    stance: str
    finding: str | None
    place: KnownPlace | None

    @property
    def speaker(self) -> str:
        """Who says it: the chain of speakers, else the report's outlet, else where the report came from."""
        return self.said_by or self.document.outlet or self.document.origin


class Index:
    """A record's claims, documents, actors and places by their addresses."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.readings = {reading.document.id: reading for reading in record.readings}
        self.places = {place.id: place for place in record.places}
        self.actors = {actor.id: actor for actor in record.actors}
        self.incidents = {ref: incident for incident in record.incidents for ref in incident.mentions}
        self.groups = {claim.ref: group for group in record.figures for claim in group.claims}
        self.control: dict[Ref, Control] = {ref: one for one in record.control for ref in one.claims}
        self.actor_of = {ref: known for known in record.actors for ref in known.mentions}
        self.place_of = {ref: known for known in record.places for ref in known.mentions}
        self._facts = facts_of(record.readings, Links(actors=links_of(record).actors, copies=record.copies))
        self._by_event = self._groups_by_event(record)
        self._judged = {one.id for one in record.judgements if one.is_persons}

    def _groups_by_event(self, record: Record) -> dict[Ref, list[FigureGroup]]:
        """Return for every event the figure groups with a figure that belongs to it."""
        owner = {
            Ref(name, figure.id): Ref(name, figure.event)
            for name, reading in self.readings.items()
            for figure in reading.figures
            if figure.event
        }
        found: dict[Ref, list[FigureGroup]] = {}
        for group in record.figures:
            for event in dict.fromkeys(owner[claim.ref] for claim in group.claims if claim.ref in owner):
                found.setdefault(event, []).append(group)
        return found

    def told(self) -> Iterator[Told]:
        """Yield every claim of every report, report by report, in the order of the reading."""
        for name, reading in self.readings.items():
            claims: tuple[Claim, ...] = (*reading.events, *reading.figures, *reading.control)
            yield from (self.one(Ref(name, claim.id)) for claim in claims)

    def one(self, ref: Ref) -> Told:
        """Return the claim at an address, looked up."""
        claim, document = self._facts.claims[ref], self.readings[ref.document].document
        attribution = self._facts.attribution(ref)
        finding: Incident | FigureGroup | Control | None
        if isinstance(claim, Event):
            kind, finding, at = "event", self.incidents.get(ref), claim.at
        elif isinstance(claim, Figure):
            kind, finding, at = "figure", self.groups.get(ref), claim.at
        else:
            kind, finding, at = "control", self.control.get(ref), claim.place
        return Told(
            ref=ref,
            claim=claim,
            document=document,
            span=span_of(claim),
            words=self.words(ref),
            kind=kind,
            said_by=self.said_by(ref),
            attribution=attribution,
            stance=attribution.stance if attribution else "asserts",
            finding=finding.id if finding else None,
            place=self.place_of.get(Ref(ref.document, at)) if at else None,
        )

    def said_by(self, ref: Ref) -> str | None:
        """Return who says a claim, with the chain ("X, via Y"); None where the report itself does."""
        return self._facts.said_by(ref)

    def span_of(self, ref: Ref) -> Span:
        """Return where the words of a claim stand in its document."""
        return span_of(self._facts.claims[ref])

    def words(self, ref: Ref) -> str:
        """Return the words of a claim, on one line."""
        return " ".join(self.readings[ref.document].document.quote(self.span_of(ref)).split())

    def event(self, ref: Ref) -> Event:
        """Return the event at an address."""
        return self._facts.event(ref)

    def figure(self, ref: Ref) -> Figure:
        """Return the figure at an address."""
        claim = self._facts.claims[ref]
        assert isinstance(claim, Figure), ref
        return claim

    def actors_in(self, document: str, spans: tuple[Span, ...]) -> list[KnownActor]:
        """Return the actors that some spans of a document name, each once."""
        found = self._facts.actors_in(document, spans)
        return [self.actor_of.get(one.mentions[0], one) for one in found]

    def sides_of(self, incident: Incident) -> tuple[tuple[KnownActor, ...], tuple[KnownActor, ...]]:
        """Return who acts in an incident and who is hit, the oftenest named first; who is on both sides acts."""
        counts: tuple[dict[str, int], dict[str, int]] = ({}, {})
        for ref in incident.mentions:
            event = self.event(ref)
            for count, spans in zip(counts, (event.agent, event.target), strict=True):
                for actor in self.actors_in(ref.document, spans):
                    count[actor.id] = count.get(actor.id, 0) + 1
        agents, targets = ([self.actors[one] for one in sorted(count, key=lambda name: -count[name])] for count in counts)
        return tuple(agents), tuple(one for one in targets if one.id not in counts[0])

    def groups_of(self, incident: Incident) -> tuple[FigureGroup, ...]:
        """Return the figure groups of an incident, each once."""
        found = {group.id: group for ref in incident.mentions for group in self._by_event.get(ref, ())}
        return tuple(found.values())

    def speakers_of(self, incident: Incident) -> tuple[str, ...]:
        """Return who is quoted for an incident, each once."""
        return tuple(dict.fromkeys(said for ref in incident.mentions if (said := self.said_by(ref))))

    def within(self, place: KnownPlace | None) -> str:
        """Return the name of the next larger place."""
        if place is None or not place.within:
            return ""
        return self.places[place.within].name if place.within in self.places else place.within

    def is_reviewed(self, incident: Incident) -> bool:
        """Tell whether a person has judged what belongs to an incident."""
        return not self._judged.isdisjoint(incident.judgements)
