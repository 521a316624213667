"""A record derived anew from some of its readings, under the links that it has.

In: a Record and some of its readings. Out: the Record of those alone. Nothing is linked or read again, so it is quick.
"""

from __future__ import annotations

from collections.abc import Sequence

from twosource.nouns import Links, Reading, Record


def derived_from(record: Record, readings: Sequence[Reading]) -> Record:
    """Return the record of these readings of it."""
    from twosource.record import derive  # noqa: PLC0415  the package's first page offers what stands on this file

    return derive(readings, links_of(record), record.corrections)


def links_of(record: Record) -> Links:
    """Return the links that a record was derived from, as its findings hold them."""
    return Links(
        actors=tuple(one.mentions for one in record.actors),
        places=tuple(one.mentions for one in record.places),
        events=tuple(one.mentions for one in record.incidents),
        figures=tuple(tuple(claim.ref for claim in one.claims) for one in record.figures),
        copies=record.copies,
        judgements=record.judgements,
    )
