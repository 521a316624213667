"""The one sourced record, written for a person: in short, what happened, where accounts differ, the figures, who holds what.

In: a Record. Out: Lines. Each finding stands with its standing, the reports it rests on by number, who says it, and the
words themselves, so that nothing on the page has to be believed without a look at the page it came from.
"""

from __future__ import annotations

from collections.abc import Iterator

from twosource.nouns import Record
from twosource.outlets import counting, differing, happened, holding, naming, opening, ties
from twosource.outlets.page import BLANK, Laid, Piece, line
from twosource.outlets.voices import voices_of


def page_of(record: Record, title: str = "The record") -> Iterator[Laid]:
    """Yield the page of a record."""
    voices = voices_of(record)
    yield line(Piece(title.upper(), "head"))
    if not record.readings:
        yield line(Piece("No report was read.", "quiet"))
        return
    yield from opening.in_short(record, voices)
    yield from opening.reports(record, voices)
    yield from happened.incidents(record, voices)
    yield from differing.differences(record, voices)
    yield from counting.figures(record, voices)
    yield from holding.control(record, voices)
    yield from ties.agreements(record, voices)
    yield from ties.routes(record, voices)
    yield from ties.posts(record, voices)
    yield from ties.movements(record, voices)
    yield from ties.relations(record, voices)
    yield from naming.speakers(voices)
    yield from naming.actors(record)
    yield from naming.places(record, voices)
    yield from naming.notes(record, voices)
    yield from _closing(record)


def _closing(record: Record) -> Iterator[Laid]:
    yield BLANK
    if record.incidents:
        yield line(Piece("“twosource explain ID” leads from a finding's id, at the right, down to the words.", "quiet"))
    if any(place.lat is not None for place in record.places):
        yield line(Piece("Positions: GeoNames (geonames.org), CC BY 4.0.", "quiet"))
