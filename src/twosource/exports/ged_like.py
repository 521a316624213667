"""Deadly incidents in the columns of UCDP GED (CSV, 49 columns), with every claim and count behind them in companion files.

In: a Situation. Out: `ged_like.csv`, `provenance.csv`, `figures.csv`, `left_out.csv`, `datapackage.json`. The columns are
GED's, the coding is ours, and so are the ids. As in GED, a row is an incident in which somebody is said to have died; the rest
is in `left_out.csv`. `best` and `low` are the same lower bound: for each thing counted the lowest that any source still gives,
then the highest of these. `high` is the highest.
"""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter

from twosource.exports._coded import ARMED, COMPANIONS, STATE, UNARMED, Coded, files_of, is_of_one_event
from twosource.exports._tables import Column, Table, empty
from twosource.record import Situation

NAME = "ged_like"
SUFFIX = ".zip"
MEDIA_TYPE = "application/zip"

WHERE_PREC = {"exact": 1, "town": 1, "district": 3, "province": 4, "country": 6}
"""GED's precision of a place by ours; 2 (within 25 km), 5 (a line or a vague area) and 7 (sea or air) are not told apart."""


def _violence(one: Coded) -> int | None:
    """Return GED's type of violence where the two sides tell it."""
    agents, targets = ({actor.kind for actor in one.side(at)} for at in (0, 1))
    if agents & (STATE | ARMED) and targets & UNARMED and not targets & (STATE | ARMED):
        return 3
    both = (agents | targets) & (STATE | ARMED)
    if not (agents & (STATE | ARMED) and targets & (STATE | ARMED)):
        return None
    return 1 if both & STATE else 2


def _date_prec(one: Coded) -> int | None:
    days = one.days
    if days is None:
        return None
    return 1 if days == 1 else 2 if days <= 6 else 3 if days <= 7 else 4 if days <= 31 else 5


def _clarity(one: Coded) -> int:
    return 1 if one.days == 1 and one.row.place and one.row.place.precision in {"exact", "town"} else 2


def _wkt(one: Coded) -> str | None:
    return f"POINT ({one.row.point[1]} {one.row.point[0]})" if one.row.point else None


def _days(one: Coded) -> tuple[str, ...]:
    found = [reading.day.day if reading.day else reading.document.published for reading in one.row.documents]
    return tuple(dict.fromkeys(day.isoformat() for day in found if day))


def _described(one: Coded) -> str | None:
    parts = (one.row.place.name if one.row.place else None, one.row.within, one.row.country.name if one.row.country else None)
    return ", ".join(dict.fromkeys(part for part in parts if part)) or None


_GED_ID = "UCDP's own id"

COLUMNS = {
    "id": Column("the incident's own id, not one of UCDP's", lambda one: one.row.incident.id),
    "relid": empty(_GED_ID),
    "year": Column("the year; blank where more than one is open", attrgetter("year"), "integer"),
    "active_year": empty("UCDP's own threshold of 25 deaths in a year"),
    "code_status": empty("UCDP's own review"),
    "type_of_violence": Column(
        "1: a state is a side, 2: armed groups, 3: against unarmed people; blank where a side is not told", _violence, "integer"
    ),
    "conflict_dset_id": empty(_GED_ID),
    "conflict_new_id": empty(_GED_ID),
    "conflict_name": empty("UCDP's own name of the conflict"),
    "dyad_dset_id": empty(_GED_ID),
    "dyad_new_id": empty(_GED_ID),
    "dyad_name": empty("UCDP's own name of the dyad"),
    "side_a_dset_id": empty(_GED_ID),
    "side_a_new_id": empty(_GED_ID),
    "side_a": Column("who is oftenest said to act", lambda one: one.name(0)),
    "side_b_dset_id": empty(_GED_ID),
    "side_b_new_id": empty(_GED_ID),
    "side_b": Column("who is oftenest said to be hit or met", lambda one: one.name(1)),
    "number_of_sources": Column("how many reports tell it", lambda one: len(one.row.documents), "integer"),
    "source_article": Column("the reports", lambda one: tuple(reading.document.origin for reading in one.row.documents), "list"),
    "source_office": Column(
        "their outlets",
        lambda one: tuple(dict.fromkeys(r.document.outlet for r in one.row.documents if r.document.outlet)),
        "list",
    ),
    "source_date": Column("their days", _days, "list"),
    "source_headline": Column(
        "their headlines", lambda one: tuple(r.document.title for r in one.row.documents if r.document.title), "list"
    ),
    "source_original": Column("who is quoted for it", lambda one: one.row.speakers, "list"),
    "where_prec": Column(
        "1: the place or town, 3: the district, 4: the province, 6: the country; blank where vague",
        lambda one: WHERE_PREC.get(one.row.place.precision) if one.row.place else None,
        "integer",
    ),
    "where_coordinates": Column("the place that the point is of", lambda one: one.row.place and one.row.place.name),
    "where_description": Column("the place with what it lies in", _described),
    "adm_1": Column("the province, or what the place lies in", attrgetter("province")),
    "adm_2": empty("districts are not read"),
    "latitude": Column("degrees north, WGS 84; blank where only a country is known", attrgetter("latitude"), "number"),
    "longitude": Column("degrees east", attrgetter("longitude"), "number"),
    "geom_wkt": Column("the point as text", _wkt),
    "priogrid_gid": empty("PRIO-GRID's own id"),
    "country": Column("the state's name", lambda one: one.row.country and one.row.country.name),
    "country_id": empty("a Gleditsch and Ward number"),
    "region": empty("UCDP's own regions"),
    "event_clarity": Column("1: a day and a town are told, 2: less", _clarity, "integer"),
    "date_prec": Column("1: the day, 2: 2 to 6 days, 3: a week, 4: a month, 5: more; blank where open", _date_prec, "integer"),
    "date_start": Column("the first day it can have been", lambda one: one.first and one.first.isoformat()),
    "date_end": Column("the last day it can have been", lambda one: one.last and one.last.isoformat()),
    "deaths_a": empty("the dead are not assigned to sides"),
    "deaths_b": empty("the dead are not assigned to sides"),
    "deaths_civilians": Column("a lower bound of the dead called civilians", Coded.civilians, "integer"),
    "deaths_unknown": empty("the dead are not assigned to sides"),
    "best": Column("the same as low: conflicting counts are in figures.csv", lambda one: one.lowest("killed"), "integer"),
    "high": Column(
        "the highest count that any source still gives; blank where open", lambda one: one.highest("killed"), "integer"
    ),
    "low": Column("a lower bound of the dead (see above); blank where open", lambda one: one.lowest("killed"), "integer"),
    "gwnoa": empty("a Gleditsch and Ward number"),
    "gwnob": empty("a Gleditsch and Ward number"),
}
EVENTS = Table(NAME, "One row a deadly incident, in GED's columns.", COLUMNS, lambda found: found.coded)
FIELDS = {table.name: table.meanings for table in (EVENTS, *COMPANIONS)}


def files(situation: Situation) -> Iterator[tuple[str, bytes]]:
    """Yield the table and its companions."""
    return files_of(EVENTS, "Deadly incidents in the columns of UCDP GED, coded by twosource", situation, _why_not)


def _why_not(one: Coded) -> str | None:
    is_counted = any(is_of_one_event(group, "killed") for group in one.row.figures)
    return None if is_counted else "nobody is counted as killed in it; tolls of more than a month are not one event's"
