"""Incidents in the columns of ACLED (CSV, 31 columns), with every claim and count behind them in companion files.

In: a Situation. Out: `acled_like.csv`, `provenance.csv`, `figures.csv`, `left_out.csv`, `datapackage.json`. The columns are
ACLED's, the coding is ours: it is read by a machine and not reviewed as theirs is, and the ids are ours. What was not read is
blank. `fatalities` is a lower bound: for each thing counted the lowest that any source still gives, then the highest of these;
`figures.csv` has every count.
"""

from __future__ import annotations

from collections.abc import Iterator
from operator import attrgetter

from twosource.exports._coded import COMPANIONS, STATE, UNARMED, Coded, files_of
from twosource.exports._tables import Column, Table, empty
from twosource.nouns import KnownActor
from twosource.record import Situation

NAME = "acled_like"
SUFFIX = ".zip"
MEDIA_TYPE = "application/zip"

GEO_PRECISION = {"exact": 1, "town": 1, "district": 2, "province": 3}
DISORDER = {
    "Battles": "Political violence",
    "Explosions/Remote violence": "Political violence",
    "Violence against civilians": "Political violence",
    "Protests": "Demonstrations",
    "Riots": "Demonstrations",
    "Strategic developments": "Strategic developments",
}
DISORDER_OF_SUB_TYPE = {
    "Mob violence": "Political violence",
    "Excessive force against protesters": "Political violence; Demonstrations",
}
_NO_TYPE = ("", "-")


def _inter(one: Coded, at: int) -> int | None:
    """Return the code of the first actor of a side. A rebel group is not told from a militia, so an armed group has none."""
    side = one.side(at)
    if not side:
        return None
    if side[0].kind in STATE:
        foreign = _countries(one, side[0]) - {one.row.place.country if one.row.place else None}
        return 8 if foreign and one.row.place and one.row.place.country else 1
    return 8 if side[0].kind == "igo" else 7 if side[0].kind in UNARMED else None


def _countries(one: Coded, actor: KnownActor) -> set[str | None]:
    """Return the states that reports say an actor is of."""
    wanted = {(ref.document, ref.claim) for ref in actor.mentions}
    named = {ref.document for ref in actor.mentions}
    found = [(name, other) for name in named for other in one.index.readings[name].actors]
    return {other.country for name, other in found if (name, other.id) in wanted and other.country}


def _interaction(one: Coded) -> int | None:
    """Return both codes as one number, the smaller first; an actor alone has 0 after it."""
    codes = [_inter(one, at) for at in (0, 1) if one.side(at)]
    known = sorted(code for code in codes if code is not None)
    if not known or len(known) < len(codes):
        return None
    return known[0] * 10 + (known[1] if len(known) > 1 else 0)


def _disorder(one: Coded) -> str:
    return DISORDER_OF_SUB_TYPE.get(one.row.subtype) or DISORDER.get(one.row.type, "")


def _targets_civilians(one: Coded) -> str | None:
    is_violent = "Political violence" in _disorder(one)
    return "Civilian targeting" if is_violent and one.side(1) and one.side(1)[0].kind in UNARMED else None


def _event_date(one: Coded) -> str | None:
    return one.first.isoformat() if one.first and _time_precision(one) else None


def _time_precision(one: Coded) -> int | None:
    return None if one.days is None else 1 if one.days == 1 else 2 if one.days <= 7 else 3 if one.days <= 31 else None


COLUMNS = {
    "event_id_cnty": Column("the incident's own id, not one of ACLED's", lambda one: one.row.incident.id),
    "event_date": Column("the first day it can have been; blank where more than a month is open", _event_date),
    "year": Column("the year; blank where more than one is open", attrgetter("year"), "integer"),
    "time_precision": Column("1: the day, 2: within a week, 3: within a month; blank: wider or open", _time_precision, "integer"),
    "disorder_type": Column("ACLED's disorder type", _disorder),
    "event_type": Column("ACLED's event type", lambda one: one.row.type),
    "sub_event_type": Column("ACLED's sub-event type", lambda one: one.row.subtype),
    "actor1": Column("who is oftenest said to act", lambda one: one.name(0)),
    "assoc_actor_1": Column("who else acts", lambda one: one.names(0)[1:], "list"),
    "inter1": Column(
        "1: state forces, 7: civilians, 8: foreign forces and others; blank for an armed group, rebels or militia",
        lambda one: _inter(one, 0),
        "integer",
    ),
    "actor2": Column("who is oftenest said to be hit or met", lambda one: one.name(1)),
    "assoc_actor_2": Column("who else is", lambda one: one.names(1)[1:], "list"),
    "inter2": Column("as inter1", lambda one: _inter(one, 1), "integer"),
    "interaction": Column("both codes as one number; blank where one is", _interaction, "integer"),
    "civilian_targeting": Column("'Civilian targeting' where unarmed people are the target", _targets_civilians),
    "iso": Column("ISO 3166-1 numeric", lambda one: one.row.country and one.row.country.numeric, "integer"),
    "region": empty("ACLED's own regions"),
    "country": Column("the state's name", lambda one: one.row.country and one.row.country.name),
    "admin1": Column("the province, or what the place lies in", attrgetter("province")),
    "admin2": empty("districts are not read"),
    "admin3": empty("communes are not read"),
    "location": Column("the place's name", lambda one: one.row.place and one.row.place.name),
    "latitude": Column("degrees north, WGS 84; blank where only a country is known", attrgetter("latitude"), "number"),
    "longitude": Column("degrees east", attrgetter("longitude"), "number"),
    "geo_precision": Column(
        "1: the place or town, 2: the district, 3: the province",
        lambda one: GEO_PRECISION.get(one.row.place.precision) if one.row.place and one.row.point else None,
        "integer",
    ),
    "source": Column(
        "the outlets", lambda one: tuple(dict.fromkeys(d.document.outlet or d.document.origin for d in one.row.documents)), "list"
    ),
    "source_scale": empty("ACLED's own scale"),
    "notes": Column(
        "the incident in a few words, and how well it is supported",
        lambda one: f"{one.row.incident.title}. {one.row.incident.standing.word}: {one.row.incident.standing.why}",
    ),
    "fatalities": Column(
        "a lower bound of the dead (see above); blank where nobody counts them", lambda one: one.lowest("killed"), "integer"
    ),
    "tags": empty("ACLED's own tags"),
    "timestamp": empty("ACLED's own time of upload"),
}
EVENTS = Table(NAME, "One row an incident, in ACLED's columns.", COLUMNS, lambda found: found.coded, key=("event_id_cnty",))
FIELDS = {table.name: table.meanings for table in (EVENTS, *COMPANIONS)}


def files(situation: Situation) -> Iterator[tuple[str, bytes]]:
    """Yield the table and its companions."""
    return files_of(EVENTS, "Incidents in the columns of ACLED, coded by twosource", situation, _why_not)


def _why_not(one: Coded) -> str | None:
    return "its type has no place in ACLED's scheme" if one.row.type in _NO_TYPE else None
