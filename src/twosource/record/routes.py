"""Roads as things with a condition: what is said of each, which road of the network it is, and which held places it joined.

In: the Facts, the claims on control, who holds what, and the road network. Out: Routes, one for each road as it is named and each
condition, with every claim. A road is known by its name, its ends or its direction past the town that the report speaks of; what
its loss parted follows from the network and from who holds its towns, and is said as a consequence, not as a report.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from twosource.geography.keys import fold
from twosource.geography.roads import Roads, open_roads
from twosource.nouns import ControlStatement, Event, Holding, KnownPlace, Ref, Route, Span, When
from twosource.record.claimed import Sides
from twosource.record.facts import Facts, control_of, each_once, finding_id, span_of
from twosource.record.holders import holding_at

_ROAD = re.compile(r"\b(?:road|highway|motorway|route|supply line|corridor|bridge)s?\b", re.IGNORECASE)
_NAMED = re.compile(
    r"(?:[\w–-]+ ){0,2}(?:road|highway|motorway|supply line)\b(?:\s+(?:linking|between|connecting|from)\s+[^.;,\n]{3,60})?"
)
_STATUS = {
    "holds": "held", "gained": "taken", "lost": "lost", "contested": "contested", "surrounded": "cut", "entered": "contested",
}  # fmt: skip
_CLOSING = frozenset({"lost", "cut", "taken"})
_REACH = 600  # characters before a road's mention in which the town that it runs through is named


@dataclass(frozen=True, slots=True)
class Ground:
    """Where the roads are looked up: the network, its stops by place and places by stop, provinces by key, and who holds what."""

    roads: Roads
    stops: Mapping[str, str]
    holdings: Mapping[str, Sequence[Holding]]
    areas: Mapping[str, str]
    places: Mapping[str, str]


def ground_of(places: Iterable[KnownPlace], holdings: Sequence[Holding], roads: Roads) -> Ground:
    """Return the network with the record's places laid over it."""
    stops: dict[str, str] = {}
    areas: dict[str, str] = {}
    for place in places:
        if place.precision in {"province", "district"}:
            areas[fold(re.split(r"\s+(?:province|governorate|oblast|region)", place.name)[0])] = place.id
        elif place.lat is not None and place.lon is not None and place.precision in {"exact", "town"}:
            stop = roads.at((place.lat, place.lon))
            if stop is not None:
                stops[place.id] = stop
    held: dict[str, list[Holding]] = {}
    for one in holdings:
        held.setdefault(one.place, []).append(one)
    return Ground(roads, stops, held, areas, {stop: place for place, stop in stops.items()})


def routes_of(facts: Facts, sides: Sides, holdings: Sequence[Holding], roads: Roads | None = None) -> tuple[Route, ...]:
    """Return the roads of which a claim of control or of encirclement tells, one for each road and condition.

    The network is the one that ships unless another is given, and opened only where a road is told of.
    """
    found: dict[tuple[str, str], list[tuple[Ref, str | None]]] = {}
    for ref, words, status, holder in _told(facts):
        found.setdefault((words, status), []).append((ref, holder))
    if not found:
        return ()
    ground = ground_of(each_once(facts.places.values()), holdings, roads or open_roads())
    return tuple(_route(name, status, told, facts, sides, ground) for (name, status), told in sorted(found.items()))


def _told(facts: Facts) -> Iterator[tuple[Ref, str, str, str | None]]:
    """Yield each claim about a road: its address, the words for the road, the condition, and whose it is or was."""
    for ref, statement in control_of(facts):
        place = facts.place_of(ref.document, statement.place)
        words = place.name if place and _ROAD.search(place.name) else _road_in(ref, statement, facts)
        holder = facts.actors.get(Ref(ref.document, statement.holder)) if statement.holder else None
        if words:
            yield ref, words, _STATUS[statement.status], holder.id if holder else None
    for ref, claim in facts.claims.items():
        if isinstance(claim, Event) and claim.type == "encirclement" and claim.realis == "actual":
            quoted = (" ".join(facts.document(ref).quote(span).split()) for span in (*claim.target, *claim.place))
            words = next((one for one in quoted if _ROAD.search(one)), "")
            if words:
                yield ref, words, "cut", next((one.id for one in facts.actors_in(ref.document, claim.target)), None)


def _road_in(ref: Ref, statement: ControlStatement, facts: Facts) -> str:
    """Return the road that the words of a claim name ("north-south highway"), else ""."""
    match = _NAMED.search(facts.document(ref).quote(statement.span))
    return match.group() if match else ""


def _route(name: str, status: str, told: Sequence[tuple[Ref, str | None]], facts: Facts, sides: Sides, ground: Ground) -> Route:
    refs = tuple(dict.fromkeys(ref for ref, _ in told))
    when = facts.claims[refs[0]].when
    town, road = _located(name, refs, facts, ground)
    parted: tuple[tuple[str, ...], ...] = ()
    why = ""
    if road and town and status in _CLOSING:
        loser = next((holder for _, holder in told if holder), None)
        parted, why = _parted(road, ground.stops[town], loser if status == "lost" else None, when, sides, ground)
    return Route(
        id=finding_id("R", refs[0], status),
        name=name,
        status=status,
        claims=refs,
        when=when,
        road=road,
        at=town,
        parted=parted,
        why=why,
    )


def _located(name: str, refs: Sequence[Ref], facts: Facts, ground: Ground) -> tuple[str | None, str | None]:
    """Return the town past which a road runs, as the reports tell it, and the road of the network that it is."""
    for ref in refs:
        span = span_of(facts.claims[ref])
        text = facts.document(ref).text
        words = f"{name} {text[span.start : span.end + 80]}"
        for town in _towns_before(ref, span, facts, ground):
            road = ground.roads.named(name, ground.stops[town]) or ground.roads.named(words, ground.stops[town])
            if road and ground.stops[town] in ground.roads.along[road]:
                return town, road
        road = ground.roads.named(name)
        if road:
            return None, road
    return None, None


def _towns_before(ref: Ref, span: Span, facts: Facts, ground: Ground) -> list[str]:
    """Return the towns on the network that a report names before a road, the nearest first; then those of its headline events."""
    reading = facts.readings[ref.document]
    before: list[tuple[int, str]] = []
    for place in reading.places:
        known = facts.places[Ref(ref.document, place.id)].id
        if known in ground.stops:
            before += [(mention.end, known) for mention in place.mentions if span.start - _REACH < mention.end <= span.start]
    counted = sorted((-len(place.mentions), facts.places[Ref(ref.document, place.id)].id) for place in reading.places)
    often = [known for _, known in counted if known in ground.stops]
    return list(dict.fromkeys([known for _, known in sorted(before, reverse=True)] + often[:1]))


def _parted(
    road: str, stop: str, loser: str | None, when: When | None, sides: Sides, ground: Ground
) -> tuple[tuple[tuple[str, ...], ...], str]:
    """Return the groups of towns that a closed stop keeps apart, and in words what the road joined and joins no more.

    Of who lost it only the towns that it held on the day before count, if it is known which; a town of which nobody says
    anything is held by who holds its province.
    """
    day = (when.latest or when.earliest) if when else None
    held = _held(loser, day - timedelta(days=1) if day else None, sides, ground) if loser else set()
    along = ground.roads.along[road]
    mine = [name for name in along if name in held or name == stop] if len(held) > 1 else list(along)
    before = [part for part in ground.roads.linked(set(mine)) if stop in part]
    after = ground.roads.linked(set(mine) - {stop})
    joined = before[0] if before else [stop]
    left = [part for part in after if set(part) & set(joined)]
    if len(joined) < 2:
        return (), f"The {road} past {stop}."
    whose = " of theirs" if len(held) > 1 else ""
    apart = " | ".join(", ".join(_ends(part)) for part in left)
    return tuple(tuple(part) for part in left), (
        f"Taken for the {road}: past {stop} it joined {', '.join(_ends(joined))}{whose}; without {stop}: {apart}."
    )


def _ends(part: Sequence[str]) -> list[str]:
    """Return the stops of a group, a long one by its ends."""
    return list(part) if len(part) <= 5 else [part[0], part[1], "…", part[-2], part[-1]]


def _held(side: str, day: date | None, sides: Sides, ground: Ground) -> set[str]:
    """Return the stops that a side holds on a day, those of which nobody speaks by the word on their province."""
    found = set()
    for name in ground.roads.stops:
        one = holding_of(name, day, ground)
        if one is not None and any(sides.one(holder, side) for holder in one.holders):
            found.add(name)
    return found


def holding_of(stop: str, day: date | None, ground: Ground) -> Holding | None:
    """Return who holds a stop on a day, or by the last word: by the word on its place, else by that on its province."""
    place = ground.places.get(stop)
    one = _on(ground.holdings.get(place, ()), day) if place else None
    if one is None:
        area = ground.areas.get(fold(ground.roads.stops[stop].region.split(" (")[0]))
        one = _on(ground.holdings.get(area, ()), day) if area else None
    return one


def _on(holdings: Sequence[Holding], day: date | None) -> Holding | None:
    if day is None:
        return holdings[-1] if holdings else None
    return holding_at(holdings, day)
