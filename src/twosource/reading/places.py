"""What the place names of one report mean, decided together.

In: PlaceSeen and the gazetteer. Out: one Resolved for each, in order: where it is, how exactly, why this entry and which
one came second. The head noun decides the level; the states and provinces that the report names, and the places already
resolved, pull a name towards them; population is the prior. A name that is not found stays unplaced and takes nothing
else with it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from twosource import vocabulary
from twosource.geography import shapes
from twosource.geography.keys import fold, likeness
from twosource.nouns import Sector
from twosource.reading.place_evidence import Scene, Weights, evidence, scene_of, weights

if TYPE_CHECKING:
    from twosource.geography import Entry, Gazetteer
    from twosource.geography.gazetteer import EntryKind
    from twosource.nouns import Precision
    from twosource.reading.sightings import PlaceSeen

_ALIKE = 62.0  # percent of agreement from which a name of the same consonants is taken, in a province that the report names
_HEARD = 0.05  # share of the votes from which a state is one in which misspelt names are looked for
_ALIKE_ANYWHERE = 75.0  # the same, anywhere in the country in focus
_AGREE_DEGREES = 45.0  # a bearing in words is one of eight directions, so it is right within half a step on each side, or a whole
_AGREE_SHARE = 0.4  # a distance in words is rounded and starts from some edge of a town

_KINDS: Mapping[str, tuple[EntryKind, ...]] = {
    "province": ("admin1", "admin2", "region"),
    "town": ("town",),
    "district": ("admin2", "town"),
    "region": ("region", "admin1", "town", "admin2"),
    "water": ("region",),
    "country": ("country",),
}
_LEVEL_OF: Mapping[str, str] = {"capital": "town"}
_PRECISION: Mapping[str, Precision] = {
    "country": "country", "admin1": "province", "admin2": "district", "town": "town", "region": "vague",
}  # fmt: skip


@cache
def _levels() -> Mapping[str, str]:
    """Return the level that each head noun of each language says ("oblast": province), if names are looked up at it."""
    return {
        noun.split("/")[0]: _LEVEL_OF.get(level, level)
        for language in vocabulary.load().languages.values()
        for level, nouns in language.tables.get("places", {}).get("heads", {}).items()
        if _LEVEL_OF.get(level, level) in _KINDS
        for noun in nouns
    } | {"country": "country"}


@dataclass(frozen=True, slots=True)
class Resolved:
    """The fields of a Place that follow from its name; see `twosource.nouns.Place`."""

    name: str
    within: str | None = None
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    geonames: int | None = None
    precision: Precision = "vague"
    relation: str | None = None
    sector: Sector | None = None
    reason: str = "No entry of the gazetteer has this name."
    runner_up: str | None = None
    population: int | None = None


def resolve(places: Sequence[PlaceSeen], gazetteer: Gazetteer, *, focus: str | None = None) -> tuple[Resolved, ...]:
    """Return what each place of a report means. `focus` is the ISO code of a state that the report is known to speak of."""
    found = [candidates_of(place, gazetteer) for place in places]
    scene = _decided(places, found, gazetteer, focus, weights())
    named = []
    for at, (place, options) in enumerate(zip(places, found, strict=True)):
        ranked = _ranked(at, place, options, scene, gazetteer, weights())
        believed = ranked if _is_believed(at, place, ranked, scene, gazetteer) else _alike(place, scene, gazetteer)
        named.append(_resolved(place, believed, scene, gazetteer) if believed else _unplaced(place, ranked, gazetteer))
    return tuple(_related(number, places, named) for number in range(len(places)))


def told(
    places: Sequence[PlaceSeen], found: Sequence[Sequence[Entry]], gazetteer: Gazetteer, *, weights: Weights
) -> Iterator[list[tuple[float, ...]]]:
    """Yield the evidence for each entry of each name of a report, the other names decided by some weights; to learn from."""
    scene = _decided(places, found, gazetteer, None, weights)
    for at, (place, options) in enumerate(zip(places, found, strict=True)):
        yield _rows(at, place, options, scene, gazetteer)


def _decided(
    places: Sequence[PlaceSeen], found: Sequence[Sequence[Entry]], gazetteer: Gazetteer, focus: str | None, weights: Weights
) -> Scene:
    """Return the scene of a report with the first choice for each name as its anchors."""
    scene = scene_of(places, found, _levels(), focus)
    first = [_ranked(at, places[at], options, scene, gazetteer, weights) for at, options in enumerate(found)]
    scene.anchors = {at: ranked[0] for at, ranked in enumerate(first) if _is_anchor(places[at], ranked)}
    return scene


def split(name: str) -> tuple[str, str | None]:
    """Return the bare name and the head noun of a name as written: "Oru province" is Oru, a province."""
    bare, _, head = name.rpartition(" ")
    return (bare, head.lower()) if bare and head.lower() in _levels() else (name, None)


def candidates_of(place: PlaceSeen, gazetteer: Gazetteer) -> tuple[Entry, ...]:
    """Return the entries of a name at the level that its head noun says, else at any level."""
    if not place.is_named or (place.near is not None and place.bearing is not None and place.mentions and fold(place.name) == ""):
        return ()
    level = _levels().get(place.head or "")
    entries = gazetteer.find(place.name)
    state = gazetteer.country_of(place.name) if place.head is None and gazetteer.is_adjective(place.name) else None
    if state and all(entry.kind != "country" or entry.country != state for entry in entries):
        entries = (*gazetteer.states(state), *entries)
    if level == "water" and place.head and not entries:
        entries = gazetteer.find(f"{place.name} {place.head}")
    if level is None or not entries:
        return entries
    kinds = _KINDS[level]
    fitting = tuple(entry for entry in entries if entry.kind in kinds)
    first = tuple(entry for entry in fitting if entry.kind == kinds[0])
    if level == "province" and not first:
        return ()  # a province in another spelling is likelier than a district in this one
    return first or fitting or (() if level == "water" else entries)


def _ranked(
    at: int, place: PlaceSeen, options: Sequence[Entry], scene: Scene, gazetteer: Gazetteer, weights: Weights
) -> list[Entry]:
    """Return the entries of a name, the likeliest first."""
    if len(options) < 2:
        return list(options)
    scores = weights.ranked(_rows(at, place, options, scene, gazetteer))
    ordered = sorted(zip(scores, options, strict=True), key=lambda one: (-one[0], one[1].id))
    return [entry for _, entry in ordered]


def _is_believed(at: int, place: PlaceSeen, ranked: Sequence[Entry], scene: Scene, gazetteer: Gazetteer) -> bool:
    """Tell whether the first of the ranked entries is likelier right than wrong."""
    return bool(ranked) and weights().believes(_rows(at, place, ranked[:1], scene, gazetteer)[0])


def _rows(at: int, place: PlaceSeen, options: Sequence[Entry], scene: Scene, gazetteer: Gazetteer) -> list[tuple[float, ...]]:
    """Return the evidence for each entry of the name at a position; see `place_evidence`."""
    largest = max(scene.countries.values(), default=1.0)
    adjective = gazetteer.is_adjective(place.name)
    return [evidence(at, place, entry, scene, largest, adjective) for entry in options]


def _is_anchor(place: PlaceSeen, ranked: Sequence[Entry]) -> bool:
    """Tell whether a place may pull others: a town or province that is named as itself and not by what lies near it."""
    return bool(ranked) and ranked[0].kind in {"town", "admin1", "admin2"} and not ranked[0].rough and place.near is None


def _alike(place: PlaceSeen, scene: Scene, gazetteer: Gazetteer) -> list[Entry]:
    """Return entries of the states in focus whose names have the same consonants, those of a named province first."""
    if not place.is_named or place.near is not None:
        return []
    if _levels().get(place.head or "", "town") not in {"town", "district", "province", "region"}:
        return []
    kinds = _KINDS.get(_levels().get(place.head or "", ""), ("town", "admin1", "admin2"))
    found: list[tuple[int, int, float, int, int, Entry]] = []
    for country, share in scene.countries.items():
        if share < _HEARD:
            continue
        for entry in gazetteer.find_alike(place.name, country):
            agreement = likeness(fold(place.name), fold(entry.name))
            inside = (country, fold(entry.admin1)) in scene.provinces
            if entry.kind in kinds and agreement >= (_ALIKE if inside else _ALIKE_ANYWHERE):
                found.append((not inside, kinds.index(entry.kind), -agreement, -(entry.population or 0), entry.id, entry))
    return [one[-1] for one in sorted(found, key=lambda one: one[:5])]


def _resolved(place: PlaceSeen, ranked: Sequence[Entry], scene: Scene, gazetteer: Gazetteer) -> Resolved:
    """Return the first of the ranked entries as the meaning of a place."""
    name = _name(place)
    entry, second = ranked[0], ranked[1] if len(ranked) > 1 else None
    site = place.head is not None and place.head not in _levels()
    precision = _PRECISION[entry.kind] if not site else "vague" if entry.kind != "town" else "town"
    return Resolved(
        name=name,
        within=entry.name if site else _within(entry, gazetteer),
        country=entry.country or None,
        lat=entry.lat,
        lon=entry.lon,
        geonames=None if site else entry.geonames,
        precision=precision,
        relation=f"named after {entry.name}" if site else None,
        reason=_reason(place, entry, scene),
        runner_up=_described(second) if second else None,
        population=None if site else entry.population,
    )


def _unplaced(place: PlaceSeen, doubted: Sequence[Entry], gazetteer: Gazetteer) -> Resolved:
    """Return a place that stays off the map; the entry that was doubted, if any, is named as second."""
    if not doubted:
        return Resolved(_name(place), country=_state_in(place, gazetteer))
    first = _described(doubted[0])
    reason = f"{first} has this name, but too little in the report speaks for it."
    return Resolved(_name(place), country=_state_in(place, gazetteer), reason=reason, runner_up=first)


def _name(place: PlaceSeen) -> str:
    return _full_name(place) if place.head and place.is_named and place.near is None else place.name


def _full_name(place: PlaceSeen) -> str:
    """Return the name with its head where that says more than the name does ("Oru province", not "Oru town")."""
    level = _levels().get(place.head or "")
    return place.name if level in {"town", "region", "country"} else f"{place.name} {place.head}"


def _state_in(place: PlaceSeen, gazetteer: Gazetteer) -> str | None:
    """Return the state whose adjective opens a name ("the Xian border")."""
    return gazetteer.country_of(place.name.split(" ")[0]) if place.head else None


def _within(entry: Entry, gazetteer: Gazetteer) -> str | None:
    if entry.kind == "country":
        return None
    larger = entry.admin1 if entry.admin1 and entry.kind in {"town", "admin2"} else ""
    return larger or gazetteer.name_of(entry.country)


def _described(entry: Entry) -> str:
    return ", ".join(part for part in (entry.name, entry.admin1, entry.country) if part) + f" ({entry.kind})"


def _reason(place: PlaceSeen, entry: Entry, scene: Scene) -> str:
    """Return in a sentence why this entry was taken."""
    spelled = fold(place.name) == fold(entry.name)
    parts = [f"{_described(entry)}: " + ("the same name" if spelled else "a name or spelling of it")]
    if place.head in _levels() and place.head != "country":
        parts.append(f"the report calls it a {place.head}")
    if (entry.country, fold(entry.admin1)) in scene.provinces:
        parts.append(f"the report names {entry.admin1}")
    elif entry.kind != "country" and scene.countries.get(entry.country, 0.0) > 0.2:
        parts.append(f"the report speaks of {entry.country}")
    if entry.population:
        parts.append(f"{entry.population} inhabitants")
    return "; ".join(parts) + "."


# ----------------------------------------------------------------------------------------------------- relative places


def _related(number: int, places: Sequence[PlaceSeen], named: Sequence[Resolved]) -> Resolved:
    """Return a place with what its relation to another says: a check of its own position, or a computed centre."""
    place, here = places[number], named[number]
    if place.near is None or place.near == number:
        return here
    there = named[place.near]
    if there.lat is None or there.lon is None:
        return here
    if here.lat is not None and here.lon is not None and not _is_description(place):
        return replace(here, relation=_check(place, (here.lat, here.lon), there))
    return _computed(place, here, there, places, named)


def _is_description(place: PlaceSeen) -> bool:
    """Tell whether the name is no name at all but words ("the area north of Oru")."""
    return place.head == "between" or place.name[:1].islower()


def _check(place: PlaceSeen, here: shapes.Point, there: Resolved) -> str:
    """Return whether the position found agrees with the distance and bearing that the report gives."""
    start = (there.lat or 0.0, there.lon or 0.0)
    km, towards = shapes.distance(start, here), shapes.bearing(start, here)
    right = place.bearing is None or shapes.turn(place.bearing, towards) <= _AGREE_DEGREES
    if place.distance_km is not None:
        right = right and abs(km - place.distance_km) <= max(3.0, _AGREE_SHARE * place.distance_km)
    said = " ".join(
        part
        for part in (f"{place.distance_km:g} km" if place.distance_km else "", shapes.compass(place.bearing or 0.0, 8))
        if part
    )
    verdict = "agrees" if right else "disagrees"
    return f"{km:.1f} km {shapes.compass(towards, 8)} of {there.name}: {verdict} with {said} in the report"


def _computed(
    place: PlaceSeen, here: Resolved, there: Resolved, places: Sequence[PlaceSeen], named: Sequence[Resolved]
) -> Resolved:
    """Return the centre of the area that a description means, with precision "vague", and the area itself."""
    start = (there.lat or 0.0, there.lon or 0.0)
    if place.head == "between":
        other = next(
            (one for at, one in zip(places, named, strict=True) if one is not there and at.near is None
             and one.lat is not None and place.name.endswith(f" {at.name}")), None)  # fmt: skip
        if other is None or other.lat is None or other.lon is None:
            return replace(here, country=there.country, within=there.within)
        centre, relation = shapes.middle(start, (other.lat, other.lon)), f"between {there.name} and {other.name}"
        sector = Sector(*_rounded(centre), round(shapes.distance(start, (other.lat, other.lon)) / 2, 1))
    elif place.bearing is None:
        centre, relation = start, f"{place.head or 'part'} of {there.name}"
        sector = Sector(*_rounded(start), _REACH.get(there.precision, 8.0))
    else:
        km = place.distance_km or _REACH.get(there.precision, 8.0)
        centre = shapes.destination(start, place.bearing, km)
        # As wide as `_check` allows: what it would find to agree lies in the area, and nothing else.
        off = max(3.0, _AGREE_SHARE * km) if place.distance_km else km
        sector = Sector(*_rounded(start), round(km + off, 1), round(max(0.0, km - off), 1), place.bearing, _AGREE_DEGREES)
        away = f"{place.distance_km:g} km " if place.distance_km else ""
        relation = f"{away}{shapes.compass(place.bearing)} of {there.name}" if place.distance_km or _is_away(place) else (
            f"{shapes.compass(place.bearing)} of the centre of {there.name}")  # fmt: skip
    lat, lon = _rounded(centre)
    return replace(
        here, within=there.name, country=there.country, lat=lat, lon=lon, geonames=None,
        precision="vague", relation=relation, sector=sector, reason=f"Computed from {there.name}.", runner_up=None,
        population=None,
    )  # fmt: skip


def _rounded(point: shapes.Point) -> shapes.Point:
    return round(point[0], 5), round(point[1], 5)


def _is_away(place: PlaceSeen) -> bool:
    return " of " in place.name


_REACH: Mapping[str, float] = {"country": 150.0, "province": 30.0, "district": 10.0, "town": 8.0}
"""Kilometres from a place's centre that a direction without a distance means, by its precision: half a usual radius."""
