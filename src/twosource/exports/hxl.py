"""Incidents for humanitarian data (CSV with a row of HXL 1.1 tags under the names).

In: a Situation. Out: one row an incident under a row of names and a row of tags. An empty cell is not known. Counts keep both
ends: the lowest and the highest that any source gives. The last column says where positions are from and what is withheld.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, BinaryIO, NamedTuple

from twosource.exports._incidents import Row, rows, seen, terms
from twosource.exports._tables import Column, Table, as_csv
from twosource.record import Situation

NAME = "hxl"
SUFFIX = ".hxl.csv"
MEDIA_TYPE = "text/csv"


class Tagged(NamedTuple):
    """A column and its tag."""

    tag: str
    column: Column


def _bound(kind: str, end: int) -> Callable[[Row], Any]:
    return lambda row: row.bounds(kind)[end]


def _actor(at: int) -> Callable[[Row], Any]:
    return lambda row: tuple(actor.name for actor in row.sides[at])


def _reported(row: Row) -> str | None:
    """Return the day of the first report."""
    days = [day for one in row.documents if (day := one.day.day if one.day else one.document.published)]
    return min(days).isoformat() if days else None


def _point(at: int) -> Callable[[Row], Any]:
    return lambda row: row.point[at] if row.point else None


TAGGED: dict[str, Tagged] = {
    "id": Tagged("#event+id", Column("the incident's id", lambda row: row.incident.id)),
    "type": Tagged("#event+type", Column("ACLED's event type", lambda row: row.type)),
    "subtype": Tagged("#event+subtype", Column("ACLED's sub-event type", lambda row: row.subtype)),
    "start": Tagged(
        "#date+occurred+start",
        Column("the first day it can have been", lambda row: row.incident.when and row.incident.when.first),
    ),
    "end": Tagged(
        "#date+occurred+end", Column("the last day it can have been", lambda row: row.incident.when and row.incident.when.last)
    ),
    "reported": Tagged("#date+reported", Column("the day of the first report", _reported)),
    "country": Tagged("#country+name", Column("the state's name", lambda row: row.country and row.country.name)),
    "country code": Tagged("#country+code+v_iso3", Column("ISO 3166 alpha-3", lambda row: row.country and row.country.alpha3)),
    "admin1": Tagged("#adm1+name", Column("the province, or what the place lies in", lambda row: row.within)),
    "admin2": Tagged("#adm2+name", Column("empty: districts are not read", lambda _: None)),
    "place": Tagged("#loc+name", Column("the place's name", lambda row: row.place and row.place.name)),
    "lat": Tagged("#geo+lat", Column("degrees north, WGS 84", _point(0), "number")),
    "lon": Tagged("#geo+lon", Column("degrees east", _point(1), "number")),
    "side a": Tagged("#group+name+side_a", Column("who acts", _actor(0), "list")),
    "side b": Tagged("#group+name+side_b", Column("who is hit", _actor(1), "list")),
    **{
        f"{kind} {end}": Tagged(
            f"#affected+{kind}+{end}", Column(f"the {word} count of {kind} that any source gives", _bound(kind, at), "integer")
        )
        for kind in ("killed", "injured", "displaced")
        for at, (end, word) in enumerate((("min", "lowest"), ("max", "highest")))
    },
    "description": Tagged("#description", Column("the incident in a few words", lambda row: row.incident.title)),
    "source": Tagged(
        "#meta+source",
        Column(
            "the outlets", lambda row: tuple(dict.fromkeys(d.document.outlet or d.document.origin for d in row.documents)), "list"
        ),
    ),
    "url": Tagged(
        "#meta+url", Column("their addresses", lambda row: tuple(d.document.url for d in row.documents if d.document.url), "list")
    ),
    "sources": Tagged(
        "#meta+sources+num", Column("how many independent origins it has", lambda row: row.incident.standing.origins, "integer")
    ),
    "standing": Tagged(
        "#meta+confidence",
        Column("reported, corroborated, disputed, denied or withdrawn", lambda row: row.incident.standing.word),
    ),
}
_NOTICE = "where positions are from and what is withheld, the same in each row"
FIELDS = {NAME: {f"{name} ({one.tag})": one.column.says for name, one in TAGGED.items()} | {"notice (#meta+notice)": _NOTICE}}


def write(situation: Situation, out: BinaryIO) -> None:
    """Write one row an incident, under a row of names and a row of tags."""
    notice = Tagged("#meta+notice", Column(_NOTICE, lambda _: terms(situation), "list"))
    tagged = {**TAGGED, "notice": notice}
    table = Table(NAME, "One row an incident.", {name: one.column for name, one in tagged.items()}, rows)
    out.write(as_csv(table, seen(situation), tags=[one.tag for one in tagged.values()]))
