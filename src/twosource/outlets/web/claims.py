"""Claims as the pages show them: their words, their speaker, their stance, and what persons made of them.

In: Seen and a Ref. Out: ClaimViews and CellViews.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from twosource.errors import UnknownId
from twosource.nouns import (
    Actor,
    Attribution,
    ControlStatement,
    Correction,
    Event,
    Figure,
    FigureGroup,
    Incident,
    Place,
    Reading,
    Ref,
    Span,
)
from twosource.outlets.phrases import REALIS, bounds_in_words, plain_name, when_in_words
from twosource.outlets.quoting import QUOTED, plain
from twosource.outlets.voices import THE_REPORT, day_of
from twosource.outlets.web.rows import outlet_of
from twosource.outlets.web.seen import Seen, handled
from twosource.outlets.web.shapes import CellView, ClaimView, Field, Handling, LayerName, Words
from twosource.record import choices, machine_value

LAYERS: dict[type, LayerName] = {
    Actor: "actor",
    Place: "place",
    Attribution: "said",
    Event: "event",
    Figure: "figure",
    ControlStatement: "control",
}
"""The layer of a record of a reading."""
OTHERS = 40
"""The most claims of other reports that one cell shows; the incident's page has them all."""


def ref_of(address: str) -> Ref:
    """Return the claim that an address (`document:claim`) means."""
    document, _, claim = address.rpartition(":")
    return Ref(document, claim)


def claim_view(seen: Seen, ref: Ref, most: int = QUOTED) -> ClaimView:
    """Return a claim with its words and its speaker. Raises UnknownId."""
    voices = seen.voices
    reading = voices.readings.get(ref.document)
    one = voices.records.get(ref)
    if reading is None or one is None:
        raise UnknownId(f"{ref.address}: the record holds no such claim")
    carrier = _carrier(seen, ref)
    speaker = voices.speaker(ref)
    day = day_of(reading)
    return ClaimView(
        id=ref.address,
        layer=LAYERS[type(one)],
        report=ref.document,
        number=voices.numbers[ref.document],
        outlet=outlet_of(reading.document),
        day=day.isoformat() if day else None,
        start=_span(one).start,
        says=says(seen, ref),
        words=_words(seen, ref, most),
        speaker=None if speaker == THE_REPORT else speaker,
        stance=carrier.stance if carrier else "asserts",
        leaning=carrier.leaning if carrier else None,
        block=voices.block(ref),
        origin=origins(seen)[ref.document],
        handled=tuple(_handling(one) for one in handled(seen).get(ref.address, ())),
    )


def says(seen: Seen, ref: Ref) -> str:
    """Return what a claim says, in a few words: `12 to 15 killed`, `air strike, alleged or unsure`, `gained: Oru`."""
    one, voices = seen.voices.records[ref], seen.voices
    if isinstance(one, Event):
        day = f", {when_in_words(one.when, short=True)}" if one.when and (one.when.first or one.when.last) else ""
        realis = f", {REALIS[one.realis]}" if REALIS[one.realis] else ""
        return f"{plain_name(one.type)}{realis}{day}"
    if isinstance(one, Figure):
        return f"{bounds_in_words(one.low, one.high, approx=one.approx)} {plain_name(one.kind)}"
    if isinstance(one, ControlStatement):
        reading = voices.readings[ref.document]
        names = _names(reading)
        holder = f" by {names.get(one.holder, one.holder)}" if one.holder else ""
        return f"{names.get(one.place or '', 'a place')}: {one.status}{holder}"
    if isinstance(one, Attribution):
        return f"{voices.voice(ref.document, one)}{' says' if one.stance == 'asserts' else ''}"
    return one.name


def cell_view(seen: Seen, ref: Ref) -> CellView:
    """Return a claim with its fields, its finding, and what other reports say at that point. Raises UnknownId."""
    claim = claim_view(seen, ref)
    finding = findings(seen).get(ref)
    place = None if finding else _place_of(seen, ref)
    same = _refs(finding) if finding else place[1] if place else ()
    others = [one for one in same if one.document != ref.document and one in seen.voices.records]
    page: Literal["incidents", "figures", "places"] | None = (
        "figures" if isinstance(finding, FigureGroup) else "incidents" if finding else "places" if place else None
    )
    title = finding.what if isinstance(finding, FigureGroup) else finding.title if finding else place[2] if place else None
    return CellView(
        claim=claim,
        fields=_fields(seen, ref),
        finding=finding.id if finding else place[0] if place else None,
        finding_title=title,
        finding_page=page,
        others=tuple(claim_view(seen, one) for one in others[:OTHERS]),
    )


def findings(seen: Seen) -> dict[Ref, Incident | FigureGroup]:
    """Return the incident or the group of figures that each claim belongs to."""

    def make() -> dict[Ref, Incident | FigureGroup]:
        found: dict[Ref, Incident | FigureGroup] = {ref: one for one in seen.record.incidents for ref in one.mentions}
        return found | {claim.ref: one for one in seen.record.figures for claim in one.claims}

    return seen.once("findings", make)


def origins(seen: Seen) -> dict[str, int]:
    """Return a number for each document's text: copies of one text have the same, for they are one origin."""

    def make() -> dict[str, int]:
        first = {document: min(group, key=seen.voices.numbers.__getitem__) for group in seen.record.copies for document in group}
        return {one: seen.voices.numbers[first.get(one, one)] for one in seen.voices.numbers}

    return seen.once("origins", make)


def _place_of(seen: Seen, ref: Ref) -> tuple[str, tuple[Ref, ...], str] | None:
    """Return the place of a statement on control or of a place's mention, with the claims that are on it too."""

    def make() -> dict[Ref, tuple[str, tuple[Ref, ...], str]]:
        found = {}
        names = {one.id: one.name for one in seen.record.places}
        for state in seen.record.control:
            for claim in state.claims:
                found[claim] = (state.place, state.claims, names.get(state.place, state.place))
        for place in seen.record.places:
            for mention in place.mentions:
                found[mention] = (place.id, place.mentions, place.name)
        return found

    return seen.once("places of claims", make).get(ref)


def _refs(finding: Incident | FigureGroup) -> Iterable[Ref]:
    return finding.mentions if isinstance(finding, Incident) else (one.ref for one in finding.claims)


def _fields(seen: Seen, ref: Ref) -> tuple[Field, ...]:
    """Return what can be corrected of a claim, with the value that the machine read and the words that may stand there."""
    reading = seen.voices.readings[ref.document]
    return tuple(
        Field(name, _shown(machine_value(reading, ref.claim, name), reading), can_be)
        for name, can_be in choices(reading, ref.claim).items()
    )


def _shown(value: str, reading: Reading) -> str:
    """Return a value as a person would write it: a name for an id, yes for a truth, nothing for what is not known."""
    plain = {"None": "", "None/None": "", "True": "yes", "False": "no"}
    return _names(reading).get(value, plain.get(value, value))


def _names(reading: Reading) -> dict[str, str]:
    return {one.id: one.name for one in reading.actors} | {one.id: one.name for one in reading.places}


def _carrier(seen: Seen, ref: Ref) -> Attribution | None:
    one = seen.voices.records.get(ref)
    carrier = seen.voices.records.get(Ref(ref.document, getattr(one, "said_by", None) or ""))
    if isinstance(one, Attribution):
        return one
    return carrier if isinstance(carrier, Attribution) else None


def _span(one: object) -> Span:
    """Return the words that a record of a reading stands on."""
    if isinstance(one, Event):
        return one.trigger
    if isinstance(one, Figure | ControlStatement):
        return one.span
    if isinstance(one, Attribution):
        return one.cue or one.content or Span(0, 0)
    return getattr(one, "mentions", (Span(0, 0),))[0]


def _words(seen: Seen, ref: Ref, most: int) -> tuple[Words, ...]:
    """Return the quote of a claim, with the words that it rests on marked where they stand in it unchanged."""
    quote, shown = seen.voices.words(ref, most), seen.voices.shown(ref, most)
    document, span = seen.voices.readings[ref.document].document, _span(seen.voices.records[ref])
    marked = plain(document, span)
    parts = quote.split(marked) if marked and shown and shown.contains(span) else [quote]
    # The same characters may stand in the quote before them: of “120 people, 12 of them” it is the second 12 that is meant.
    nth = plain(document, Span(shown.start, span.start)).count(marked) + 1 if len(parts) > 1 and shown else len(parts)
    before, after = marked.join(parts[:nth]), marked.join(parts[nth:])
    found = marked if nth < len(parts) else ""
    return tuple(Words(text, is_marked) for text, is_marked in ((before, False), (found, True), (after, False)) if text)


def _handling(one: Correction) -> Handling:
    return Handling(one.id, one.verdict, one.judge, one.made, one.why, one.field, one.value, one.was)
