"""The actors and the places of many readings, joined where they are one.

In: readings. Out: for actors and for places, the groups of Refs, and for each Ref the number of its group. Names are joined by
keys, never pair by pair, so the cost grows with the number of names. A key that two groups share joins them only where
nothing that is known of the two forbids it: another kind, another country, another point on the map.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from twosource.geography.keys import fold, skeleton
from twosource.geography.shapes import Point, distance
from twosource.linking import names
from twosource.linking.clusters import Groups
from twosource.nouns import Actor, Judgement, Place, Reading, Ref
from twosource.vocabulary.roster import Roster

_FAR_KM = 25.0  # two points of one name further apart than this are two places; a large city is about so wide
_WIDE = frozenset({"district", "province", "country"})
_POINT = frozenset({"exact", "town"})

_PEOPLES = {
    "person": "person",
    "civilian": "civilian",
    "media": "media",
    "ngo": "ngo",
    "igo": "igo",
    "other": "",
}
"""Kinds that must agree where both are known; the fighting and governing kinds all count as one: reports mix them up."""


@dataclass(frozen=True, slots=True)
class Grouping:
    """Groups of Refs in order, the position of each Ref's group, and the name that most mentions of a group go by."""

    groups: tuple[tuple[Ref, ...], ...] = ()
    of: Mapping[Ref, int] = field(default_factory=dict)
    names: tuple[str, ...] = ()


Sketch = TypeVar("Sketch")


def actors(readings: Sequence[Reading], judgements: Iterable[Judgement] = (), roster: Roster | None = None) -> Grouping:
    """Return the actors that are one by name, by another of their names or by acronym, of a kind and a country that fit.

    What a project's roster says of names goes first: two of its actors are never one, whatever they share.
    """
    roster = roster or Roster()
    sketches: dict[Ref, _ActorSketch] = {}
    keyed: list[tuple[str, Ref]] = []
    for reading in readings:
        home = _home(reading)
        for actor in reading.actors:
            ref = Ref(reading.document.id, actor.id)
            listed = roster.actor(_words(reading, actor), reading.day.day if reading.day else reading.document.published)
            kind = _PEOPLES.get(actor.kind, "side")
            country = actor.country or (None if names.is_proper(actor.name) else home)
            sketches[ref] = _ActorSketch(
                frozenset({kind} - {""}), frozenset({country} - {None}), frozenset({listed.id} if listed else ())
            )
            keyed += [("l" + listed.id, ref)] if listed else []
            keyed += [(key, ref) for key in _actor_keys(reading, actor)]
    return _grouped(sketches, keyed, _meet_actors, judgements, _called(readings, "actors"))


@dataclass(frozen=True, slots=True)
class _ActorSketch:
    kinds: frozenset[str]
    countries: frozenset[str | None]
    listed: frozenset[str] = frozenset()


def _meet_actors(left: _ActorSketch, right: _ActorSketch) -> _ActorSketch | None:
    is_listed = bool(left.listed & right.listed)  # by the roster they are one, whatever a reading took them for
    if left.listed and right.listed and not is_listed:
        return None
    for one, other in ((left.kinds, right.kinds), (left.countries, right.countries)):
        if one and other and not one & other and not is_listed:
            return None
    return _ActorSketch(left.kinds | right.kinds, left.countries | right.countries, left.listed | right.listed)


def _actor_keys(reading: Reading, actor: Actor) -> Iterator[str]:
    """Yield what an actor may be known by elsewhere: its name, its proper names in the text, its initials."""
    key = fold if actor.kind == "person" else lambda name: names.singular(fold(name))
    yield "n" + key(actor.name)
    known = _words(reading, actor)
    for name in sorted({name for name in known if names.is_proper(name)}):
        yield "n" + key(name)
        if name.isupper() and 3 <= len(name) <= 6:
            yield "i" + name
        if names.acronym(name):
            yield "i" + names.acronym(name)
    for name in sorted(filter(None, map(names.called, known))):
        yield "n" + key(name)
    for name in sorted({name for name in known if names.is_proper(name)}):
        if len(skeleton(name)) >= 5 and " " in name:  # shorter ones are shared by chance
            yield "c" + skeleton(name)


def _words(reading: Reading, actor: Actor) -> list[str]:
    """Return an actor's name and the words for it in its report."""
    return [actor.name, *(reading.document.quote(span) for span in actor.mentions)]


def _home(reading: Reading) -> str | None:
    """Return the country that most of a report's places lie in, so that "the rebels" of two wars stay two."""
    counted = Counter(country for place in reading.places for country in [place.country] * len(place.mentions) if country)
    return min(counted, key=lambda country: (-counted[country], country)) if counted else None


def places(readings: Sequence[Reading], judgements: Iterable[Judgement] = ()) -> Grouping:
    """Return the places that are one by gazetteer entry, or by name where nothing forbids it."""
    sketches: dict[Ref, PlaceSketch] = {}
    keyed: list[tuple[str, Ref]] = []
    for reading in readings:
        for place in reading.places:
            ref = Ref(reading.document.id, place.id)
            sketches[ref] = sketch_of(place)
            keyed += [(key, ref) for key in _place_keys(place)]
    return _grouped(sketches, keyed, meet_places, judgements, _called(readings, "places"))


def _place_keys(place: Place) -> Iterator[str]:
    if place.geonames is not None:
        yield f"0{place.geonames}"
    yield "1" + fold(place.name)
    if place.country and len(skeleton(place.name)) >= 3:  # shorter ones are shared by chance in one country,
        yield f"2{place.country} {skeleton(place.name)}"
    elif place.country and place.within:  # but hardly in one province
        yield f"2{place.country} {fold(place.within)} {skeleton(place.name)}"


@dataclass(frozen=True, slots=True)
class PlaceSketch:
    """What is known of a place, or of several judged to be one; `is_described` ("a market", "Vardian town") ends with a noun."""

    countries: frozenset[str]
    geonames: frozenset[int]
    within: frozenset[str]
    names: frozenset[str]
    point: Point | None
    size: str
    vague: bool
    is_country: bool = False
    is_described: bool = False


def sketch_of(place: Place) -> PlaceSketch:
    """Return what one place tells of itself."""
    size = "wide" if place.precision in _WIDE else "point" if place.precision in _POINT else ""
    return PlaceSketch(
        countries=frozenset({place.country} if place.country else ()),
        geonames=frozenset({place.geonames} if place.geonames is not None else ()),
        within=frozenset({names.bare(place.within)} if place.within else ()),
        names=frozenset({names.bare(place.name)}),
        point=None if place.lat is None or place.lon is None else (place.lat, place.lon),
        size=size,
        vague=place.precision == "vague",
        is_country=place.precision == "country",
        is_described=place.precision == "vague" and place.name.rpartition(" ")[2].islower(),
    )


def sketch_of_all(places: Sequence[Place]) -> PlaceSketch:
    """Return what several places judged to be one tell together; a person may have joined what contradicts itself."""
    sketch = sketch_of(places[0])
    for place in places[1:]:
        sketch = meet_places(sketch, sketch_of(place)) or sketch
    return sketch


def meet_places(left: PlaceSketch, right: PlaceSketch) -> PlaceSketch | None:
    """Return the sketch of two places as one, or None where country, entry, size or point say that they are two."""
    if left.countries and right.countries and not left.countries & right.countries:
        return None
    if left.geonames and right.geonames and not left.geonames & right.geonames:
        return None
    if left.size and right.size and left.size != right.size:
        return None
    apart = distance_km(left.point, right.point)
    if apart is not None and apart > _FAR_KM and not left.geonames & right.geonames:
        return None
    return PlaceSketch(
        left.countries | right.countries,
        left.geonames | right.geonames,
        left.within | right.within,
        left.names | right.names,
        left.point or right.point,
        left.size or right.size,
        left.vague and right.vague,
        left.is_country or right.is_country,
        left.is_described and right.is_described,
    )


def distance_km(left: Point | None, right: Point | None) -> float | None:
    """Return how far two points are apart in kilometres, None where one is unknown."""
    return None if left is None or right is None else distance(left, right)


def _called(readings: Sequence[Reading], section: str) -> dict[Ref, str]:
    return {Ref(reading.document.id, one.id): one.name for reading in readings for one in getattr(reading, section)}


def _grouped(
    sketches: Mapping[Ref, Sketch],
    keyed: list[tuple[str, Ref]],
    meet: Callable[[Sketch, Sketch], Sketch | None],
    judgements: Iterable[Judgement],
    called: Mapping[Ref, str],
) -> Grouping:
    """Join what shares a key, firmest kind of key first, a person's judgement before all."""
    groups: Groups[Ref, Sketch] = Groups(((ref, sketches[ref]) for ref in sorted(sketches)), meet)
    groups.obey(judgements)
    _join_by_key(groups, keyed)
    found = tuple(sorted(tuple(sorted(group)) for group in groups.all()))
    return Grouping(
        found,
        {ref: number for number, group in enumerate(found) for ref in group},
        tuple(commonest([called[ref] for ref in group]) for group in found),
    )


def commonest(values: Sequence[str]) -> str:
    """Return the value that occurs most, the longer and then the alphabetically first of those equally common."""
    counted = Counter(values)
    return min(counted, key=lambda value: (-counted[value], -len(value), value))


def _join_by_key(groups: Groups[Ref, Sketch], keyed: list[tuple[str, Ref]]) -> None:
    """Join each keyed Ref with the first group under its key that takes it; the kinds of keys are tried in their order."""
    standing: dict[str, list[Ref]] = {}
    for key, ref in sorted(set(keyed), key=lambda pair: (_RANK[pair[0][0]], pair[0], pair[1])):
        heads = standing.setdefault(key, [])
        if not any(groups.join(head, ref) for head in heads):
            heads.append(ref)


_RANK = {"0": 0, "1": 1, "2": 2, "l": 0, "n": 1, "i": 2, "c": 3}
"""The kinds of keys, firmest first: entry, name, consonants of places; roster, name, initials, consonants of actors."""
