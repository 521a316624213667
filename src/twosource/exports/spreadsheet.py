"""A table for spreadsheets and statistics (CSV, UTF-8, one row an incident).

In: a Situation. Out: RFC 4180 rows under COLUMNS. Lists are joined by `; `, an unknown value is an empty cell, days are
ISO 8601. A cell that begins with `=`, `+`, `-`, `@`, a tab or a line break would be run as a formula by a spreadsheet, so
text that does gets an apostrophe in front; numbers are written as they are.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from typing import Any, BinaryIO

from twosource.exports._incidents import COUNTED, Row, address, rows, seen
from twosource.record import Situation

NAME = "csv"
SUFFIX = ".csv"
MEDIA_TYPE = "text/csv"


def _bound(kind: str, end: int) -> Callable[[Row], Any]:
    return lambda row: row.bounds(kind)[end]


COLUMNS: dict[str, tuple[str, Callable[[Row], Any]]] = {
    "id": ("the incident's id, which `twosource explain` takes", lambda row: row.incident.id),
    "type": ("the event type (`twosource vocabulary`)", lambda row: row.incident.type),
    "acled_event": ("the type in ACLED's scheme", lambda row: row.type),
    "acled_sub_event": ("the sub-type in ACLED's scheme", lambda row: row.subtype),
    "plover": ("the type in PLOVER's scheme", lambda row: row.plover),
    "title": ("the incident in a few words", lambda row: row.incident.title),
    "from": ("the first day it can have been", lambda row: row.incident.when and row.incident.when.first),
    "to": ("the last day it can have been", lambda row: row.incident.when and row.incident.when.last),
    "place": ("the place's name", lambda row: row.place and row.place.name),
    "within": ("the next larger place", lambda row: row.within),
    "country": ("ISO 3166-1, two letters", lambda row: row.place and row.place.country),
    "lat": ("degrees north, WGS 84", lambda row: row.place and row.place.lat),
    "lon": ("degrees east, WGS 84", lambda row: row.place and row.place.lon),
    "precision": ("exact, town, district, province, country or vague", lambda row: row.place and row.place.precision),
    "realis": ("actual, denied, future, uncertain or ended", lambda row: row.incident.realis),
    "background": ("yes where it is history in every report that tells it", lambda row: row.incident.background),
    "standing": ("reported, corroborated, disputed, denied or withdrawn", lambda row: row.incident.standing.word),
    "origins": ("how many independent origins it has", lambda row: row.incident.standing.origins),
    "standing_why": ("why that standing, in a sentence", lambda row: row.incident.standing.why),
    "actors": ("who acts or is hit", lambda row: row.actors),
    "said_by": ("who is quoted for it, in the reports' words", lambda row: row.speakers),
    "documents": ("the reports, by origin", lambda row: tuple(one.document.origin for one in row.documents)),
    "document_ids": ("their ids", lambda row: tuple(one.document.id for one in row.documents)),
    "urls": ("their addresses", lambda row: tuple(one.document.url for one in row.documents if one.document.url)),
    **{
        f"{kind}_{name}": (f"the {word} count of {kind} that any source gives; empty where open", _bound(kind, end))
        for kind in COUNTED
        for end, (name, word) in enumerate((("low", "lowest"), ("high", "highest")))
    },
    "figures_differ": ("yes where sources count one thing differently", lambda row: row.figures_differ),
    "figures": (
        "every count, side by side: low/high, `..` an open end, and the claim it is in",
        lambda row: row.figures_in_words,
    ),
    "differences": (
        "what else accounts say differently, with its kind",
        lambda row: tuple(
            f"{one.field} ({one.kind}): {' | '.join(f'{value.value} ({address(value.ref)})' for value in one.values)}"
            for one in row.incident.differences
        ),
    ),
    "mentions": (
        "every claim that tells it, which `twosource explain` takes",
        lambda row: tuple(address(ref) for ref, _ in row.mentions),
    ),
    "characters": (
        "where the words of each claim stand in its document: start-end, in code points",
        lambda row: tuple(f"{span.start}-{span.end}" for _, span in row.mentions),
    ),
    "words": ("the words of each claim", lambda row: tuple(row.words_at(ref, span) for ref, span in row.mentions)),
}
"""Each column: what it means, and how it is had from a Row."""

RUN_BY_SPREADSHEETS = ("=", "+", "-", "@", "\t", "\r", "\n")


def write(situation: Situation, out: BinaryIO) -> None:
    """Write one row an incident, under a row of column names."""
    text = io.TextIOWrapper(out, encoding="utf-8", errors="replace", newline="", write_through=True)
    table = csv.writer(text, lineterminator="\r\n")
    table.writerow(COLUMNS)
    for row in rows(seen(situation)):
        table.writerow([cell(value(row)) for _, value in COLUMNS.values()])
    text.detach()


def cell(value: Any) -> str:
    """Return a value as the characters of one cell, in which nothing is run."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return str(value)
    text = "; ".join(str(one) for one in value) if isinstance(value, tuple) else str(value)
    return f"'{text}" if text.startswith(RUN_BY_SPREADSHEETS) else text
