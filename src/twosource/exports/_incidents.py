"""An incident as the flat row that tables and maps need, the same for every export.

In: a Record. Out: Rows, one an incident, in the record's order. Figures keep their bounds: what sources say differently is
given as the lowest and the highest that any of them says, with `figures_differ` true and each claim in `figures`. Groups
that count different things (soldiers, civilians) are never added.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from twosource.nouns import FigureGroup, Incident, KnownPlace, Reading, Record, Ref, Span, When
from twosource.record import Situation
from twosource.vocabulary import load

COUNTED = ("killed", "injured", "displaced", "detained", "abducted", "missing")
"""The kinds of figure that have columns of their own."""

ATTRIBUTION = "Positions: GeoNames (geonames.org), CC BY 4.0; Who's On First (whosonfirst.org)."
"""What must stand wherever coordinates go (NOTICE has the whole of it)."""


@dataclass(frozen=True, slots=True)
class Row:
    """One incident with all that is known of it, looked up."""

    incident: Incident
    type: str
    subtype: str
    plover: str
    place: KnownPlace | None
    within: str
    actors: tuple[str, ...]
    documents: tuple[Reading, ...]
    mentions: tuple[tuple[Ref, Span], ...]
    speakers: tuple[str, ...]
    figures: tuple[FigureGroup, ...]
    figures_in_words: tuple[str, ...]

    def bounds(self, kind: str) -> tuple[int | None, int | None]:
        """Return the lowest and the highest count of a kind that any source gives; None where an end is open."""
        claims = [claim for group in self.figures if group.kind == kind for claim in group.claims]
        lows = [claim.low for claim in claims]
        highs = [claim.high for claim in claims]
        return (_end(lows, min), _end(highs, max))

    def words_at(self, ref: Ref, span: Span) -> str:
        """Return the words of a claim of this incident, on one line."""
        reading = next(one for one in self.documents if one.document.id == ref.document)
        return " ".join(reading.document.quote(span).split())

    @property
    def figures_differ(self) -> bool:
        """Whether sources give figures for one thing here that do not agree."""
        return any(group.relation == "differ" for group in self.figures)

    @property
    def disputed(self) -> bool:
        """Whether somebody denies or disputes the incident."""
        return self.incident.standing.word in {"disputed", "denied"}


def seen(situation: Situation) -> Record:
    """Return the record with no more than what the situation's moment shows."""
    return replace(
        situation.record,
        incidents=situation.incidents(background=True),
        figures=situation.figures(background=True),
        control=situation.control(),
        agreements=situation.agreements(),
    )


def rows(record: Record) -> Iterator[Row]:
    """Yield every incident of a record as a Row."""
    index = _Index(record)
    for incident in record.incidents:
        place = index.places.get(incident.place or "")
        groups = index.groups_of(incident)
        yield Row(
            incident,
            *_codes(incident.type),
            place=place,
            within=index.within(place),
            actors=index.actors_of(incident),
            documents=tuple(index.readings[one] for one in dict.fromkeys(ref.document for ref in incident.mentions)),
            mentions=tuple((ref, index.span_of(ref)) for ref in incident.mentions),
            speakers=index.speakers_of(incident),
            figures=groups,
            figures_in_words=tuple(_in_words(group) for group in groups),
        )


class _Index:
    """A record turned over once, so that a row costs the same however long the record is."""

    def __init__(self, record: Record) -> None:
        self.readings = {reading.document.id: reading for reading in record.readings}
        self.places = {place.id: place for place in record.places}
        self.events = {Ref(name, event.id): event for name, reading in self.readings.items() for event in reading.events}
        self.known_as = {ref: known.name for known in record.actors for ref in known.mentions}
        self.groups = self._by_event(record)

    def _by_event(self, record: Record) -> dict[Ref, list[FigureGroup]]:
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

    def span_of(self, ref: Ref) -> Span:
        """Return the words that tell an event, as characters of its document."""
        return self.events[ref].trigger

    def groups_of(self, incident: Incident) -> tuple[FigureGroup, ...]:
        """Return the figure groups of an incident, each once."""
        found = {group.id: group for ref in incident.mentions for group in self.groups.get(ref, ())}
        return tuple(found.values())

    def within(self, place: KnownPlace | None) -> str:
        """Return the name of the next larger place."""
        if place is None or not place.within:
            return ""
        return self.places[place.within].name if place.within in self.places else place.within

    def actors_of(self, incident: Incident) -> tuple[str, ...]:
        """Return the names of the known actors whose words stand as an agent or a target of the incident."""
        found: dict[str, None] = {}
        for ref in incident.mentions:
            event = self.events.get(ref)
            spans = (*event.agent, *event.target) if event else ()
            for actor in self.readings[ref.document].actors if spans else ():
                if any(span.overlaps(mention) for span in spans for mention in actor.mentions):
                    found[self.known_as.get(Ref(ref.document, actor.id), actor.name)] = None
        return tuple(found)

    def speakers_of(self, incident: Incident) -> tuple[str, ...]:
        """Return who is quoted for an incident, in the words of the reports."""
        found: dict[str, None] = {}
        for ref in incident.mentions:
            reading, event = self.readings[ref.document], self.events.get(ref)
            for one in reading.attributions if event and event.said_by else ():
                if event and one.id == event.said_by and one.source:
                    found[reading.document.quote(one.source)] = None
        return tuple(found)


def edtf(when: When | None) -> str:
    """Return a time in the Extended Date/Time Format: a day, month or year, or an interval whose open ends are `..`."""
    if when is None or (when.first is None and when.last is None):
        return ""
    return when.first if when.first == when.last and when.first else f"{when.first or '..'}/{when.last or '..'}"


def _end(values: list[int | None], outermost: Callable[[list[int]], int]) -> int | None:
    """Return the outermost of some bounds, or None where one is open or none is given."""
    known = [value for value in values if value is not None]
    return outermost(known) if known and len(known) == len(values) else None


def _codes(name: str) -> tuple[str, str, str]:
    """Return the codes of an event type in the field's schemes; its own name where the vocabulary lacks it."""
    known = load().events.get(name)
    return (known.acled_event, known.acled_sub_event, known.plover) if known else (name, "", "")


def address(ref: Ref) -> str:
    """Return the address of a claim, which `twosource explain` takes; the claim's part holds the characters of its words."""
    return f"{ref.document}:{ref.claim}"


def _in_words(group: FigureGroup) -> str:
    claims = ", ".join(f"{_count(claim.low, claim.high)} ({address(claim.ref)})" for claim in group.claims)
    return f"{group.kind} ({group.what}): {claims} [{group.relation}]"


def _count(low: int | None, high: int | None) -> str:
    if low == high:
        return str(low)
    return f"{'..' if low is None else low}/{'..' if high is None else high}"
