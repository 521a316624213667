"""Part and whole: the strike in the battle, the battle in the campaign.

In: Incidents, and the Facts. Out: for each incident that is part of a larger one, the id of that one, the narrowest of several.
A whole goes on for days, holds the time and the place of the part, is told in one report with it, and is an act of the same
kind, or fighting (`_FIGHTING`) of which such acts are made. The war of a whole country is the whole of everything, and named of
nothing. A whole whose doers are somebody else's is none. A figure is of the part or of the whole that it was counted for;
nothing here moves it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from twosource.nouns import Incident, KnownPlace
from twosource.record.facts import Facts, each_once
from twosource.record.incidents import lies_in
from twosource.record.roles import main_actors, may_be_one
from twosource.vocabulary import load

_FIGHTING = frozenset({"clash", "territory", "siege"})
"""Families of event types that name a fight as a whole: battles, offensives and sieges are made of strikes and clashes."""

_PARTS = frozenset({"clash", "territory", "siege", "strike", "unarmed", "property", "movement", "detention", "humanitarian"})
"""Families whose acts are parts of a fight."""

_DAYS = 4  # a whole lasts at least so long: shorter ones are what a vague day looks like


def wholes_of(incidents: Sequence[Incident], facts: Facts) -> dict[str, str]:
    """Return, for each incident that is part of another, the id of the whole."""
    places = {one.id: one for one in each_once(facts.places.values())}
    wholes: dict[str, list[Incident]] = {}
    for one in incidents:
        if _days(one, facts) >= _DAYS and _family(one) in _PARTS:
            for document in {ref.document for ref in one.mentions}:
                wholes.setdefault(document, []).append(one)
    found = {}
    for part in incidents:
        near = {one.id: one for ref in part.mentions for one in wholes.get(ref.document, ())}
        fits = [one for one in near.values() if _holds(one, part, places, facts)]
        if fits:
            found[part.id] = min(fits, key=lambda one: (_days(one, facts), one.id)).id
    return found


def _holds(whole: Incident, part: Incident, places: dict[str, KnownPlace], facts: Facts) -> bool:
    """Tell whether one incident is a whole of which the other is part."""
    families = _family(whole), _family(part)
    if part.id == whole.id or (families[0] != families[1] and not (families[0] in _FIGHTING and families[1] in _PARTS)):
        return False
    if part.realis in {"denied", "future"} or whole.realis in {"denied", "future"}:
        return False
    if _days(part, facts) >= _days(whole, facts) or not _is_within(_edges(part, facts), _edges(whole, facts)):
        return False
    where, around = places.get(part.place or ""), places.get(whole.place or "")
    if where is None or around is None or around.precision == "country" or (where.id != around.id and not lies_in(where, around)):
        return False
    doers = [main_actors(one.mentions, facts, "agent") for one in (whole, part)]
    return not all(doers) or may_be_one(doers[0], doers[1], facts)


def _family(incident: Incident) -> str:
    return load().events[incident.type].family


def _edges(incident: Incident, facts: Facts) -> tuple[date | None, date | None]:
    """Return the first and last day of an incident; one that goes on ends, for now, with the last report of it."""
    when = incident.when
    if when is None:
        return None, None
    told = [day for ref in incident.mentions if (day := facts.day(ref.document))]
    return when.earliest, when.latest or max(told, default=None)


def _days(incident: Incident, facts: Facts) -> int:
    """Return how many days an incident lasts, 0 where that is unknown."""
    first, last = _edges(incident, facts)
    return 0 if first is None or last is None else (last - first).days + 1


def _is_within(inner: Iterable[date | None], outer: Iterable[date | None]) -> bool:
    first, last, begun, ended = (*inner, *outer)
    if first is None or last is None or begun is None or ended is None:
        return False
    return begun <= first and last <= ended + _SLIP


_SLIP = timedelta(days=1)  # a report of the day before may tell of the night
