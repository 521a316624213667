"""The part of a record that a situation shows: up to its moment, and at one place where one is asked for.

In: a Situation and the name or id of a place. Out: a Record with fewer findings, for the page and for JSON alike.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from twosource.errors import UnknownId
from twosource.nouns import KnownPlace, Record, Ref
from twosource.record import Situation


def view_of(situation: Situation, place: str | None = None) -> Record:
    """Return what a situation shows. Raises UnknownId where no place is called so."""
    record = replace(
        situation.record,
        incidents=situation.incidents(background=True),
        figures=situation.figures(background=True),
        control=situation.control(),
        holdings=situation.holdings(),
        agreements=situation.agreements(),
    )
    return record if place is None else _at(record, place, situation)


def _at(record: Record, place: str, situation: Situation) -> Record:
    wanted = _inside({one.id for one in record.places if _is_called(one, place)}, record.places)
    if not wanted:
        raise UnknownId(f"{place}: the record has no place of this name; `twosource situation` lists them")
    around = {holding.place for one, holding in situation.inheriting() if one.id in wanted} | wanted
    return replace(
        record,
        incidents=tuple(one for one in record.incidents if one.place in wanted),
        figures=tuple(one for one in record.figures if one.place in wanted),
        control=tuple(one for one in record.control if one.place in wanted),
        holdings=tuple(one for one in record.holdings if one.place in around),
        places=tuple(one for one in record.places if one.id in around),
        routes=(),
        posts=tuple(one for one in record.posts if wanted & {one.place, one.at}),
        movements=tuple(one for one in record.movements if wanted & {one.origin, one.destination, one.seen}),
        agreements=(),
        relations=(),
    )


def _inside(wanted: set[str], places: Iterable[KnownPlace]) -> set[str]:
    """Return the wanted places with all that lies in them, however deep."""
    places = list(places)
    names = {one.name for one in places if one.id in wanted}
    while deeper := {one.id for one in places if one.id not in wanted and (one.within in wanted or one.within in names)}:
        wanted = wanted | deeper
        names |= {one.name for one in places if one.id in deeper}
    return wanted


def _is_called(place: KnownPlace, name: str) -> bool:
    return name == place.id or name.casefold() in {one.casefold() for one in (place.name, *place.names)}


def claim_named(record: Record, given: str) -> Ref:
    """Return the claim that an id means: its own address (`document:claim`), or the first one of a finding."""
    document, colon, claim = given.rpartition(":")
    if colon:
        return Ref(document, claim)
    firsts = {one.id: one.mentions[0] for part in (record.incidents, record.actors, record.places) for one in part}
    firsts |= {one.id: one.claims[0].ref for one in record.figures}
    if given not in firsts:
        raise UnknownId(f"{given}: no finding has this id; give one that a page shows, or a claim as DOCUMENT:CLAIM")
    return firsts[given]
