"""From a record's references back to pages: which report, whose words, which words.

In: a Record. Out: a Voices, which answers for any Ref what stands there and who says it. It is the one place of the
written page that looks things up, so that the sections of `report` can be read as the page reads.
"""

from __future__ import annotations

import re
from calendar import month_abbr
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from twosource.nouns import (
    Actor,
    Attribution,
    Control,
    ControlStatement,
    Document,
    Event,
    Figure,
    FigureGroup,
    Incident,
    KnownActor,
    KnownPlace,
    Place,
    Reading,
    Record,
    Ref,
    Span,
    When,
)
from twosource.outlets.page import inert
from twosource.outlets.phrases import kind_in_words, when_in_words
from twosource.outlets.quoting import QUOTED, around, block_at, clause, quote, quote_of

Recorded = Actor | Place | Attribution | Event | Figure | ControlStatement
"""What a Ref can point to in a reading."""

THE_REPORT = "the report itself"


@dataclass(frozen=True, slots=True)
class Voices:
    """A record's readings, numbered as the page numbers them, with every record of theirs by its Ref."""

    readings: dict[str, Reading]
    numbers: dict[str, int]
    records: dict[Ref, Recorded]
    actors: dict[str, KnownActor]
    places: dict[str, KnownPlace]
    known_as: dict[Ref, str] = field(default_factory=dict)
    counts: dict[Ref, list[FigureGroup]] = field(default_factory=dict)
    states: dict[str, Control] = field(default_factory=dict)
    year: int | None = None

    def number(self, document: str) -> str:
        """Return `[2]`, the number under which the page lists a report."""
        return f"[{self.numbers[document]}]" if document in self.numbers else "[?]"

    def place(self, place: str | None) -> str:
        """Return the name of a known place; an unknown id is shown as it is."""
        if place is None:
            return ""
        return inert(self.places[place].name if place in self.places else place)

    def days(self, when: When | None, *, lasting: bool = False) -> str:
        """Return a time in short words, without the year where it is that of all reports and stands behind a month."""
        words = when_in_words(when, lasting=lasting, short=True)
        return re.sub(rf"\b({'|'.join(month_abbr[1:])}) {self.year}\b", r"\1", words) if self.year else words

    def actor(self, actor: str | None) -> str:
        """Return the name of a known actor; an unknown id is shown as it is."""
        if actor is None:
            return ""
        return inert(self.actors[actor].name if actor in self.actors else actor)

    def words(self, ref: Ref, most: int = QUOTED) -> str:
        """Return the quoted words on which a record of a reading rests, or nothing where it has none."""
        span = self.shown(ref, most)
        return quote_of(self.readings[ref.document].document, span, most) if span else ""

    def shown(self, ref: Ref, most: int = QUOTED) -> Span | None:
        """Return the stretch of a report that `words` quotes."""
        one, reading = self.records.get(ref), self.readings.get(ref.document)
        if reading is None:
            return None
        return _span_of(one, reading.document, most) if one else _span_in(ref.claim)

    def block(self, ref: Ref) -> str:
        """Return the kind of the block in which an event is told: a headline and a caption are evidence of their own kind."""
        one, reading = self.records.get(ref), self.readings.get(ref.document)
        block = block_at(reading.document, one.trigger) if reading and isinstance(one, Event) else None
        return block.kind if block else "body"

    def speaker(self, ref: Ref, said_by: str | None = None) -> str:
        """Return who says a claim, innermost first; `said_by` names the attribution where the claim itself does not."""
        one = self.records.get(ref)
        carrier = getattr(one, "said_by", None) if one else self._carrier(ref)
        return self.said_by(ref.document, said_by or carrier)

    def _carrier(self, ref: Ref) -> str | None:
        """Return the narrowest attribution whose content holds a phrase that is addressed by its span."""
        span, reading = _span_in(ref.claim), self.readings.get(ref.document)
        around = [one for one in reading.attributions if one.content and one.content.contains(span)] if reading and span else []
        return min(around, key=_length).id if around else None

    def said_by(self, document: str, attribution: str | None) -> str:
        """Return the chain of speakers of an attribution, with what the report says of each."""
        names: list[str] = []
        seen: set[str] = set()
        while attribution and attribution not in seen:
            seen.add(attribution)
            one = self.records.get(Ref(document, attribution))
            if not isinstance(one, Attribution):
                names.append(inert(attribution))
                break
            names.append(self.voice(document, one))
            attribution = one.via
        return ", as told by ".join(names) or THE_REPORT

    def named(self, ref: Ref) -> str:
        """Return the speakers of a claim without kind and leaning, innermost first; nothing for the report itself.

        A further one whom nobody names is told by its cue alone: `Lin Daru, via “reportedly”`.
        """
        one = self.records.get(ref)
        attribution = getattr(one, "said_by", None) if one else self._carrier(ref)
        names: list[str] = []
        seen: set[str] = set()
        while attribution and attribution not in seen:
            seen.add(attribution)
            carrier = self.records.get(Ref(ref.document, attribution))
            if not isinstance(carrier, Attribution):
                break
            stance = "" if carrier.stance == "asserts" else f" {carrier.stance}"
            is_named = bool(carrier.actor or carrier.source) or not names or not carrier.cue
            name = self.name_of(ref.document, carrier) if is_named else self.quoted(ref.document, carrier.cue or Span(0, 0))
            names.append(f"{name}{stance}")
            attribution = carrier.via
        return ", via ".join(dict.fromkeys(names))

    def figures_of(self, incident: Incident) -> tuple[FigureGroup, ...]:
        """Return the groups of figures that count what an incident did, each once."""
        found = {group.id: group for ref in incident.mentions for group in self.counts.get(ref, ())}
        return tuple(found.values())

    def voice(self, document: str, one: Attribution) -> str:
        """Return one speaker with kind, leaning and stance: `R. Daru (medic, neutral) denies`."""
        name = self.name_of(document, one)
        kind = kind_in_words(one)
        stance = "" if one.stance == "asserts" else f" {one.stance}"
        return f"{name}{f' ({kind})' if kind and name != kind else ''}{stance}"

    def name_of(self, document: str, one: Attribution) -> str:
        """Return the name of a speaker: the actor's, else the report's own words, else that nobody is named."""
        known = self.known_as.get(Ref(document, one.actor)) if one.actor else None
        if known:
            return self.actor(known)
        text = self.readings[document].document
        if one.actor:
            return next((inert(a.name) for a in self.readings[document].actors if a.id == one.actor), inert(one.actor))
        if one.source:
            return inert(text.quote(one.source))
        return f"unnamed ({quote(text, one.cue)})" if one.cue else "unnamed"

    def quoted(self, document: str, span: Span) -> str:
        """Return the words of a span of a report, in quotation marks."""
        return quote(self.readings[document].document, span)


def numbered(words: str, numbers: Mapping[str, str]) -> str:
    """Return words with each report's number where they name it by its origin; an origin inside another word is none."""
    if not numbers:
        return words
    longest_first = sorted(numbers, key=len, reverse=True)
    origins = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")
    return origins.sub(lambda found: numbers[found.group()], words)


def voices_of(record: Record) -> Voices:
    """Return the Voices of a record; reports are numbered from 1 in the order of their days, those without one last."""
    readings = {reading.document.id: reading for reading in sorted(record.readings, key=_by_day)}
    records = {ref: one for reading in record.readings for ref, one in _records(reading)}
    return Voices(
        readings=readings,
        numbers={document: number for number, document in enumerate(readings, 1)},
        records=records,
        actors={actor.id: actor for actor in record.actors},
        places={place.id: place for place in record.places},
        known_as={ref: actor.id for actor in record.actors for ref in actor.mentions},
        counts=_counts(record, records),
        states={state.id: state for state in record.control},
        year=_one_year(record.readings),
    )


def day_of(reading: Reading) -> date | None:
    """Return the day against which a report was read."""
    return reading.day.day if reading.day else reading.document.published


def _counts(record: Record, records: dict[Ref, Recorded]) -> dict[Ref, list[FigureGroup]]:
    """Return for each event the groups with a figure of it: looked up once, for a record may hold ten thousand."""
    found: dict[Ref, list[FigureGroup]] = {}
    for group in record.figures:
        for claim in group.claims:
            figure = records.get(claim.ref)
            if isinstance(figure, Figure) and figure.event:
                found.setdefault(Ref(claim.ref.document, figure.event), []).append(group)
    return found


def _one_year(readings: Iterable[Reading]) -> int | None:
    """Return the year of all reports that have a day; None where they are of several years."""
    years = {day.year for day in map(day_of, readings) if day}
    return years.pop() if len(years) == 1 else None


def _by_day(reading: Reading) -> tuple[str, str, str]:
    day = day_of(reading)
    return (day.isoformat() if day else "9999", reading.document.origin, reading.document.id)


def _records(reading: Reading) -> Iterator[tuple[Ref, Recorded]]:
    parts: tuple[tuple[Recorded, ...], ...] = (
        reading.actors,
        reading.places,
        reading.attributions,
        reading.events,
        reading.figures,
        reading.control,
    )
    for part in parts:
        for one in part:
            yield Ref(reading.document.id, one.id), one


def _span_of(one: Recorded, document: Document, most: int) -> Span | None:
    """Return the stretch of a report that shows a record to a reader."""
    if isinstance(one, Event):
        return clause(document, one, most)
    if isinstance(one, Attribution):
        return one.content or one.cue
    span = one.span if isinstance(one, Figure | ControlStatement) else next(iter(one.mentions), None)
    return around(document, span, most) if span else None


# A phrase that is no record of a reading is addressed by a letter and its span alone.
_ADDRESS = re.compile(r"[A-Z](\d+)-(\d+)[a-z]?")


def _span_in(address: str) -> Span | None:
    found = _ADDRESS.fullmatch(address)
    return Span(int(found[1]), int(found[2])) if found else None


def _length(one: Attribution) -> int:
    return one.content.end - one.content.start if one.content else 0
