"""Where an incident is and who takes part in it, as its claims say together.

In: the addresses of claims, and the Facts. Out: the place and the actors that most of them name.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from twosource.nouns import Event, KnownActor, KnownPlace, Reading, Ref, Span
from twosource.record.facts import Facts, each_once
from twosource.record.naming import is_name

_EXACTNESS = ("exact", "town", "district", "province", "country", "vague")
AREAS = frozenset({"district", "province"})
"""Precisions of places that hold others."""
_SIDES = {"government": "state", "military": "state", "political": "group", "armed_group": "group", "coalition": "group"}


def place_of(refs: Iterable[Ref], facts: Facts) -> KnownPlace | None:
    """Return the place where most claims put an event, the more exact one of equals.

    A country counts only if none is more exact, a district or province only if none lies in it: who says "in Oru province"
    does not gainsay who names the town.
    """
    found = [place for ref in refs if (place := event_place(ref, facts)) is not None]
    inner = {place.country for place in found if place.precision not in {"country", "vague"}}
    found = [place for place in found if place.precision != "country" or place.country not in inner]
    found = [place for place in found if not any(is_area_of(place, other) for other in found)]
    counted = Counter(place.id for place in found)
    return min(found, key=lambda one: (-counted[one.id], _EXACTNESS.index(one.precision)), default=None)


def is_area_of(area: KnownPlace, inner: KnownPlace) -> bool:
    """Tell whether a district or province is the one that a place is said to lie in: "Oru province" for "Oru"."""
    if area.precision not in AREAS or not inner.within or area.id == inner.id:
        return False
    names, within = {name.casefold() for name in (area.name, *area.names)}, inner.within.casefold()
    is_named = area.country == inner.country and any(name == within or name.startswith(f"{within} ") for name in names)
    return area.id == inner.within or is_named


def event_place(ref: Ref, facts: Facts) -> KnownPlace | None:
    """Return the place of one event claim: the one it is resolved to, else one that its place words name.

    What is left is the place of a withdrawal: "withdrew from the town in the north" is of the town.
    """
    event, reading = facts.event(ref), facts.readings[ref.document]
    if event.type == "withdrawal" and (left := _named(event.origin, ref, reading, facts)):
        return left
    if event.at is not None:
        return facts.place_of(ref.document, event.at)
    return _named((*event.place, *event.origin), ref, reading, facts)


def _named(spans: Iterable[Span], ref: Ref, reading: Reading, facts: Facts) -> KnownPlace | None:
    for span in spans:
        for place in reading.places:
            if any(mention.overlaps(span) for mention in place.mentions):
                return facts.place_of(ref.document, place.id)
    return None


def main_actors(refs: Iterable[Ref], facts: Facts, role: str) -> list[KnownActor]:
    """Return the actors that the claims name in a role, the one named most first."""
    found = [actor for ref in refs for actor in facts.actors_in(ref.document, getattr(facts.event(ref), role))]
    counted = Counter(actor.id for actor in found)
    return sorted(each_once(found), key=lambda actor: -counted[actor.id])


def may_be_one(left: Sequence[KnownActor], right: Sequence[KnownActor], facts: Facts) -> bool:
    """Tell whether two lists of actors may be two ways to name one side: a government and its army, rebels and a group."""
    return any(_one_side(one, other, facts) for one in left for other in right)


def _one_side(one: KnownActor, other: KnownActor, facts: Facts) -> bool:
    """Tell whether two actors may be one side: of one sort, not of two countries, and at most one of them by its name."""
    if one.id == other.id:
        return True
    if _SIDES.get(one.kind, one.kind) != _SIDES.get(other.kind, other.kind):
        return False
    countries = facts.countries.get(one.id, frozenset()), facts.countries.get(other.id, frozenset())
    if all(countries) and countries[0].isdisjoint(countries[1]):
        return False
    return _SIDES.get(one.kind) == "state" or not (is_name(one.name) and is_name(other.name))


def named_in(event: Event, role: str, ref: Ref, facts: Facts) -> list[str]:
    """Return the words of one claim for those in a role, without such as are only its place ("the town") or a pronoun."""
    reading = facts.readings[ref.document]
    places = [mention for place in reading.places for mention in place.mentions]
    spans = [span for span in getattr(event, role) if not any(span.overlaps(place) for place in places)]
    return [" ".join(reading.document.quote(span).split()) for span in spans]
