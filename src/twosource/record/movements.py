"""Forces on the way: who moves from where to where, where they were last seen, and who stopped them.

In: the Facts. Out: Movements: the movements that reports tell of one side within a few days are one, with every claim. A sighting
is a place that stands right behind the movers' name ("the convoy was in Oru"); who strikes or fights the movers stops them, as
somebody says it. A way that is too long for its time is flagged, and nothing is changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from twosource.geography import shapes
from twosource.nouns import Event, KnownActor, KnownPlace, Movement, Reading, Ref, Span, When
from twosource.record.claimed import Sides
from twosource.record.facts import Facts, each_once, finding_id
from twosource.record.standing import standing_of
from twosource.vocabulary import load

_MOVES = frozenset({"force_movement"})
_VIOLENT = frozenset({"strike", "clash", "unarmed"})
_TOLD = frozenset({"actual", "uncertain"})
_ONE = timedelta(days=3)  # a march that is told of again within so many days is the same
_SIGHTED = re.compile(r"[^.!?\n]{0,30}?\b(?:in|at|near|through|outside|inside)\s+(?:the\s+)?(?:\w+\s+of\s+)?$")
_SIGHT = 60  # characters behind the movers' name in which the place of a sighting begins
MARCH_KM = 700.0
"""Kilometres that forces on the ground can go in a day: a lorry at 30 km an hour for a day and a night. More is flagged."""


def movements_of(facts: Facts, sides: Sides) -> tuple[Movement, ...]:
    """Return the movements of forces, the earliest told first."""
    told = sorted(
        (ref for ref, claim in facts.claims.items() if isinstance(claim, Event) and _is_movement(claim)), key=facts.order
    )
    groups: list[list[Ref]] = []
    by_day: dict[date | None, list[int]] = {}  # a movement is held against those of the days around it alone
    movers = {ref: _movers([ref], facts) for ref in told}
    for ref in told:
        day = _day(ref, facts)
        days = [day + timedelta(days=off) for off in range(-_ONE.days, _ONE.days + 1)] if day else [None]
        near = dict.fromkeys(at for one in days for at in by_day.get(one, ()))
        known = next((at for at in near if _is_one(movers[ref], [movers[one] for one in groups[at]], facts, sides)), None)
        if known is None:
            known = len(groups)
            groups.append([])
        groups[known].append(ref)
        if known not in by_day.setdefault(day, []):
            by_day[day].append(known)
    made = (_movement(group, facts) for group in groups)
    return tuple(one for one in made if one is not None)


def _is_movement(event: Event) -> bool:
    return event.type in _MOVES and event.realis in _TOLD and not event.background


def _is_one(mine: Sequence[KnownActor], others: Sequence[Sequence[KnownActor]], facts: Facts, sides: Sides) -> bool:
    """Tell whether movers are the forces of other movements."""
    return any(_is_kin(one, other, facts, sides) for one in mine for theirs in others for other in theirs)


def _is_kin(one: KnownActor, other: KnownActor, facts: Facts, sides: Sides) -> bool:
    countries = facts.countries.get(one.id, frozenset()), facts.countries.get(other.id, frozenset())
    words = [{word for word in actor.name.split() if word.islower() and len(word) > 3} for actor in (one, other)]
    common = words[0] & words[1]
    return sides.one(one.id, other.id) or bool(countries[0] & countries[1]) or bool(common - {"forces", "troops", "military"})


def _movers(refs: Sequence[Ref], facts: Facts) -> list[KnownActor]:
    return each_once(actor for ref in refs for actor in facts.actors_in(ref.document, facts.event(ref).agent))


def _day(ref: Ref, facts: Facts) -> date | None:
    when = facts.event(ref).when
    return (when.earliest or when.latest) if when else facts.day(ref.document)


def _movement(refs: Sequence[Ref], facts: Facts) -> Movement | None:
    """Return the movement that some claims tell of, None where no place is told."""
    movers = _movers(refs, facts)
    start, end = _places(refs, "origin", facts), _places(refs, "destination", facts)
    seen = [*_sightings(refs, movers, facts), *_places(refs, "place", facts)]
    seen = [one for one in seen if one not in end] or seen
    seen.sort(key=lambda one: one.precision not in _PLACED)  # "its southern border" says less of where they are than a town
    if not (start or end or seen):
        return None
    stops = list(_stops(refs, movers, facts))
    days = sorted(day for ref in refs if (day := _day(ref, facts)))
    when = When(days[0].isoformat(), days[-1].isoformat(), "the days of which the claims tell") if days else None
    path = [one for one in (start[:1] + seen[:1] + end[-1:]) if one.lat is not None]
    return Movement(
        id=finding_id("V", refs[0]),
        who=tuple(one.id for one in movers),
        claims=tuple(refs),
        standing=standing_of(refs, facts),
        when=when,
        origin=start[0].id if start else None,
        destination=end[-1].id if end else None,
        seen=seen[0].id if seen else None,
        stopped_by=tuple(dict.fromkeys(actor.id for _, actors in stops for actor in actors)),
        stops=tuple(ref for ref, _ in stops),
        doubt=_doubt(path, days),
    )


_PLACED = frozenset({"exact", "town", "district"})


def _places(refs: Sequence[Ref], role: str, facts: Facts) -> list[KnownPlace]:
    """Return the places that the claims name in a role, in the order in which they are told."""
    found = []
    for ref in refs:
        spans: Sequence[Span] = getattr(facts.event(ref), role)
        for place in facts.readings[ref.document].places:
            if any(mention.overlaps(span) for mention in place.mentions for span in spans):
                found.append(facts.places[Ref(ref.document, place.id)])
    return each_once(found)


def _sightings(refs: Sequence[Ref], movers: Sequence[KnownActor], facts: Facts) -> list[KnownPlace]:
    """Return the places that stand right behind the movers' name, the last told first."""
    known = {one.id for one in movers}
    found: list[tuple[Span, KnownPlace]] = []
    for document in dict.fromkeys(ref.document for ref in refs):
        reading = facts.readings[document]
        for actor in reading.actors:
            if facts.actors[Ref(document, actor.id)].id in known:
                found += [(span, place) for span in actor.mentions if (place := _behind(span, reading, facts))]
    return each_once(place for _, place in sorted(found, key=lambda one: one[0], reverse=True))


def _behind(mover: Span, reading: Reading, facts: Facts) -> KnownPlace | None:
    text = reading.document.text
    near = sorted(
        (mention, place.id)
        for place in reading.places
        if place.precision != "country"
        for mention in place.mentions
        if mover.end < mention.start <= mover.end + _SIGHT and _SIGHTED.fullmatch(text, mover.end, mention.start)
    )
    return facts.places[Ref(reading.document.id, near[0][1])] if near else None


def _stops(refs: Sequence[Ref], movers: Sequence[KnownActor], facts: Facts) -> Iterator[tuple[Ref, list[KnownActor]]]:
    """Yield the claims of strikes and fights that hit the movers, with who did it."""
    known, types = {one.id for one in movers}, load().events
    for document in dict.fromkeys(ref.document for ref in refs):
        for event in facts.readings[document].events:
            violent = event.type in types and types[event.type].family in _VIOLENT
            if not violent or event.realis not in _TOLD or event.background:
                continue
            if known & {actor.id for actor in facts.actors_in(document, event.target)}:
                yield Ref(document, event.id), [one for one in facts.actors_in(document, event.agent) if one.id not in known]


def _doubt(path: Sequence[KnownPlace], days: Sequence[date]) -> str:
    """Return why a movement is hard to believe: a way too long for its time; "" where it is not."""
    points = [(one.lat, one.lon) for one in path if one.lat is not None and one.lon is not None]
    km = sum(shapes.distance(one, other) for one, other in zip(points, points[1:], strict=False))
    allowed = MARCH_KM * ((days[-1] - days[0]).days + 1) if days else MARCH_KM
    if km <= allowed:
        return ""
    names = ", ".join(one.name for one in path)
    return (
        f"{km:.0f} km by way of {names} within {allowed / MARCH_KM:.0f} days is more than {MARCH_KM:.0f} km a day on the ground"
    )
