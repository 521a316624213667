"""A table for spreadsheets and statistics (CSV, UTF-8, one row an incident).

In: a Situation. Out: RFC 4180 rows under COLUMNS. Lists are joined by `; `, an unknown value is an empty cell, days are
ISO 8601. A cell that would be run as a formula gets an apostrophe in front; numbers are written as they are.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any, BinaryIO

from twosource.exports._incidents import COUNTED, Row, rows, seen, terms
from twosource.exports._tables import Column, Columns, Table, as_csv
from twosource.record import Situation

NAME = "csv"
SUFFIX = ".csv"
MEDIA_TYPE = "text/csv"


def _bound(kind: str, end: int) -> Callable[[Row], Any]:
    return lambda row: row.bounds(kind)[end]


COLUMNS: Columns = {
    "id": Column("the incident's id, which `twosource explain` takes", lambda row: row.incident.id),
    "type": Column("the event type (`twosource vocabulary`)", lambda row: row.incident.type),
    "acled_event": Column("the type in ACLED's scheme", lambda row: row.type),
    "acled_sub_event": Column("the sub-type in ACLED's scheme", lambda row: row.subtype),
    "plover": Column("the type in PLOVER's scheme", lambda row: row.plover),
    "title": Column("the incident in a few words", lambda row: row.incident.title),
    "from": Column("the first day it can have been", lambda row: row.incident.when and row.incident.when.first),
    "to": Column("the last day it can have been", lambda row: row.incident.when and row.incident.when.last),
    "place": Column("the place's name", lambda row: row.place and row.place.name),
    "within": Column("the next larger place", lambda row: row.within),
    "country": Column("ISO 3166-1, two letters", lambda row: row.place and row.place.country),
    "lat": Column("degrees north, WGS 84", lambda row: row.place and row.place.lat, "number"),
    "lon": Column("degrees east, WGS 84", lambda row: row.place and row.place.lon, "number"),
    "precision": Column("exact, town, district, province, country or vague", lambda row: row.place and row.place.precision),
    "realis": Column("actual, denied, future, uncertain or ended", lambda row: row.incident.realis),
    "background": Column("yes where it is history in every report that tells it", lambda row: row.incident.background, "boolean"),
    "part_of": Column("the id of the larger incident that it is part of", lambda row: row.incident.part_of),
    "standing": Column("reported, corroborated, disputed, denied or withdrawn", lambda row: row.incident.standing.word),
    "origins": Column("how many independent origins it has", lambda row: row.incident.standing.origins, "integer"),
    "standing_why": Column("why that standing, in a sentence", lambda row: row.incident.standing.why),
    "actors": Column("who acts or is hit", lambda row: row.actors, "list"),
    "said_by": Column("who is quoted for it", lambda row: row.speakers, "list"),
    "documents": Column("the reports, by origin", lambda row: tuple(one.document.origin for one in row.documents), "list"),
    "document_ids": Column("their ids", lambda row: tuple(one.document.id for one in row.documents), "list", "documents"),
    "urls": Column("their addresses", lambda row: tuple(one.document.url for one in row.documents if one.document.url), "list"),
    **{
        f"{kind}_{name}": Column(
            f"the {word} count of {kind} that any source gives; empty where open", _bound(kind, end), "integer"
        )
        for kind in COUNTED
        for end, (name, word) in enumerate((("low", "lowest"), ("high", "highest")))
    },
    "figures_differ": Column("yes where sources count one thing differently", lambda row: row.figures_differ, "boolean"),
    "figures": Column(
        "every count, side by side: low/high, `..` an open end, and the claim it is in", lambda row: row.figures_in_words, "list"
    ),
    "differences": Column(
        "what else accounts say differently, with its kind",
        lambda row: tuple(
            f"{one.field} ({one.kind}): {' | '.join(f'{value.value} ({value.ref.address})' for value in one.values)}"
            for one in row.incident.differences
        ),
        "list",
    ),
    "mentions": Column(
        "every claim that tells it, which `twosource explain` takes",
        lambda row: tuple(ref.address for ref, _ in row.mentions),
        "list",
    ),
    "characters": Column(
        "where the words of each claim stand in its document: start-end, in code points",
        lambda row: tuple(f"{span.start}-{span.end}" for _, span in row.mentions),
        "list",
    ),
    "words": Column("the words of each claim", lambda row: row.words, "list"),
}
"""Each column: what it means, and how it is had from a Row."""

_NOTICE = "where positions are from and what is withheld, the same in each row"
INCIDENTS = Table("incidents", "One row an incident.", COLUMNS, rows)
FIELDS = {"incidents": {**INCIDENTS.meanings, "notice": _NOTICE}}


def write(situation: Situation, out: BinaryIO) -> None:
    """Write one row an incident, under a row of column names."""
    columns = {**COLUMNS, "notice": Column(_NOTICE, lambda _: terms(situation), "list")}
    out.write(as_csv(replace(INCIDENTS, columns=columns), seen(situation)))
