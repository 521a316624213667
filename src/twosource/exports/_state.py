"""The state of a war at a moment as areas and lines: cells around held places, provinces that are claimed whole, roads.

In: a Situation. Out: Areas and Lines, in WGS 84. A town's area is what lies nearer to it than to any other town of which
somebody says who holds it, within a reach and the state's border: a picture of the evidence, not of a front. A province that is
said to be held is an area of its own, weaker, without the cells in it. What nobody speaks of stays "no data".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from twosource import settings
from twosource.geography import borders
from twosource.geography.adding import added_folder
from twosource.geography.keys import fold
from twosource.geography.roads import Roads, open_roads
from twosource.nouns import Holding, KnownPlace
from twosource.record import Situation

if TYPE_CHECKING:
    from twosource.geography.borders import Shape

REACH_KM = 15.0
"""How far from a town its cell goes at most: what is said of a town is said of it and its fields, not of the next valley."""
FADE_DAYS = 30.0
"""In so many days without a word an area loses half of its opacity."""
FAINTEST, FULL = 0.15, 0.8
_POINTS = frozenset({"exact", "town"})
_HEAD = re.compile(r"\s+(?:province|governorate|oblast|region|district)\b.*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Held:
    """A place and who holds it at the moment, with the day of the last word on it and how many days ago that was."""

    place: KnownPlace
    holding: Holding
    age: int

    @property
    def opacity(self) -> float:
        """How opaque its area is drawn: less, the longer nobody has spoken of it."""
        return round(max(FAINTEST, FULL * float(2.0 ** -(self.age / FADE_DAYS))), 2)


@dataclass(frozen=True, slots=True)
class Area:
    """An area with what is held there; `held` is None where nobody speaks of it. `inherited`: a province, claimed as a whole."""

    country: str
    shape: Shape
    held: Held | None = None
    inherited: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A stretch of a road between two stops, and whether one side holds both, two sides one each, or it is not known."""

    road: str
    ends: tuple[str, str]
    points: tuple[tuple[float, float], tuple[float, float]]
    state: str


def moment(situation: Situation) -> date | None:
    """Return the day that is shown: the one asked for, else the last of which anybody speaks."""
    if situation.at is not None:
        return situation.at
    days = [one.as_of for one in situation.record.holdings if one.as_of]
    return date.fromisoformat(max(days)) if days else None


def held(situation: Situation) -> list[Held]:
    """Return the places of which it is said who holds them, each as it is at the moment."""
    places, day = {one.id: one for one in situation.places()}, moment(situation)
    newest = {one.place: one for one in situation.holdings()}
    found = []
    for name, holding in newest.items():
        place = places.get(name)
        if place is None or place.lat is None or place.lon is None or not (holding.holders or holding.besieged_by):
            continue
        age = (day - date.fromisoformat(holding.as_of)).days if day and holding.as_of else 0
        found.append(Held(place, holding, max(0, age)))
    return found


def areas(situation: Situation) -> list[Area]:
    """Return the areas, state by state: the cells of towns, then provinces claimed as a whole, then what nobody speaks of."""
    by_country: dict[str, list[Held]] = {}
    for one in held(situation):
        if one.holding.holders:
            by_country.setdefault(one.place.country or "", []).append(one)
    return [area for country in sorted(by_country) for area in _of_country(country, by_country[country])]


def outline(country: str) -> Shape | None:
    """Return the outline of a state, one that the user added before the one that ships."""
    return borders.outline(country, added_folder(settings.load().cache))


def _of_country(country: str, known: list[Held]) -> Iterator[Area]:
    border = outline(country)
    towns = {(one.place.lat, one.place.lon): one for one in known if one.place.precision in _POINTS}
    points = [(lat, lon) for lat, lon in towns if lat is not None and lon is not None]
    shapes = borders.cells(points, border, REACH_KM) if points else []
    drawn = []
    for (lat, lon), shape in zip(points, shapes, strict=True):
        if not shape.is_empty:
            drawn.append(shape)
            yield Area(country, shape, towns[lat, lon])
    provinces = {fold(_HEAD.sub("", name)): shape for name, shape in borders.provinces(country)}
    for one in known:
        wanted = fold(_HEAD.sub("", one.place.name))
        if one.place.precision == "province" and wanted in provinces:
            left = borders.less(provinces[wanted], drawn)
            drawn.append(left)
            yield Area(country, left, one, inherited=True)
    if border is not None:
        yield Area(country, borders.less(border, drawn))


def described(situation: Situation) -> list[tuple[KnownPlace, Shape]]:
    """Return the places that are only described by another ("north of Oru"), each with its area inside the state's border."""
    found = []
    for place in situation.places():
        if place.sector is not None:
            found.append((place, borders.sector(place.sector, outline(place.country) if place.country else None)))
    return found


def lines(situation: Situation, roads: Roads | None = None) -> list[Line]:
    """Return the stretches of the roads that run past places of the situation, each with who holds its ends."""
    network = roads or open_roads()
    places = held(situation)
    known = {stop: one for one in places if (stop := _stop(one, network))}
    countries = {one.place.country for one in places}
    found = []
    for start, end, stretch in network.graph.edges(data=True):
        if network.stops[start].country not in countries:
            continue
        sides = [known[stop].holding.holders[:1] if stop in known else () for stop in (start, end)]
        state = "unknown" if not all(sides) else "one side" if sides[0] == sides[1] else "two sides"
        found.append(Line(stretch["road"], (start, end), (network.stops[start].point, network.stops[end].point), state))
    return found


def _stop(one: Held, network: Roads) -> str | None:
    at = (one.place.lat, one.place.lon)
    return network.at((at[0], at[1])) if at[0] is not None and at[1] is not None and one.place.precision in _POINTS else None
