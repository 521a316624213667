"""The state of a war as a map (GeoJSON, RFC 7946): places with who holds them, areas of control, and roads.

In: a Situation. Out: one FeatureCollection in UTF-8, longitude before latitude, WGS 84. Areas are cells around held places,
clipped to borders; contested and unspoken ones are features of their own, and `opacity` falls with the age of the evidence. So
are places that are only described by another ("north of Oru"): the area that the words may mean, never a point. De facto control
alone is shown: borders are Natural Earth's, and say nothing of anybody's claim.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, BinaryIO

from twosource.exports import _state
from twosource.exports._features import collection
from twosource.exports._incidents import ATTRIBUTION, seen
from twosource.exports._state import Area, Held, Line
from twosource.geography.borders import as_geojson
from twosource.nouns import KnownPlace, Record
from twosource.record import Situation

if TYPE_CHECKING:
    from twosource.geography.borders import Shape

NAME = "state"
SUFFIX = ".geojson"
MEDIA_TYPE = "application/geo+json"

CREDITS = f"{ATTRIBUTION} Borders: made with Natural Earth; Who's On First."

FIELDS = {
    "places and areas": {
        "feature": "place, area or road",
        "word": "held, contested or unknown; of an area also no data",
        "holders": "who holds it",
        "besieged_by": "who stands around it",
        "entered_by": "who stands in it",
        "since": "the first day of the state",
        "as_of": "the last day of which anybody speaks",
        "age_days": "how many days ago that was",
        "opacity": "how opaque to draw it",
        "inherited": "of an area: a province that is claimed as a whole",
        "standing": "reported, corroborated, disputed, denied or withdrawn",
        "why": "why it is held to be so",
        "claims": "the claims it rests on",
    },
    "roads": {
        "road": "the road of the network",
        "from": "the one stop",
        "to": "the other stop",
        "state": "one side, two sides or unknown",
        "routes": "what is told of the road",
    },
}


def write(situation: Situation, out: BinaryIO) -> None:
    """Write the state at the situation's moment."""
    record = seen(situation)
    names = {actor.id: actor.name for actor in record.actors}
    features = [_place(one, names) for one in _state.held(situation)]
    features += [found for area in _state.areas(situation) if (found := _area(area, names)) is not None]
    features += [found for place, area in _state.described(situation) if (found := _described(place, area)) is not None]
    features += [_line(one, record) for one in _state.lines(situation)]
    day = _state.moment(situation)
    members = {
        "attribution": CREDITS,
        "notices": list(situation.notices),
        "at": day.isoformat() if day else None,
        "known_by": situation.known_by.isoformat() if situation.known_by else None,
    }
    out.write(collection(members, features))


def _held(one: Held, names: dict[str, str]) -> dict[str, Any]:
    holding = one.holding
    return {
        "place": one.place.name,
        "place_id": one.place.id,
        "country_iso2": one.place.country,
        "word": holding.word,
        "alone": holding.alone,
        "holders": [names.get(holder, holder) for holder in holding.holders],
        "besieged_by": [names.get(other, other) for other in holding.besieged_by],
        "entered_by": [names.get(other, other) for other in holding.entered_by],
        "since": holding.when.first if holding.when else None,
        "as_of": holding.as_of,
        "age_days": one.age,
        "opacity": one.opacity,
        "standing": holding.standing.word,
        "why": holding.why,
        "holding_id": holding.id,
        "claims": [ref.address for ref in holding.claims],
    }


def _place(one: Held, names: dict[str, str]) -> dict[str, Any]:
    is_point = one.place.precision in {"exact", "town", "district"}
    point = {"type": "Point", "coordinates": [one.place.lon, one.place.lat]} if is_point else None
    properties = {"feature": "place", "place_precision": one.place.precision, **_held(one, names)}
    return {"type": "Feature", "id": f"{one.holding.id}-place", "geometry": point, "properties": properties}


def _area(area: Area, names: dict[str, str]) -> dict[str, Any] | None:
    shape = as_geojson(area.shape)
    if shape is None:
        return None
    if area.held is None:
        properties: dict[str, Any] = {"feature": "area", "word": "no data", "country_iso2": area.country, "opacity": 0.0}
        return {"type": "Feature", "id": f"{area.country}-no-data", "geometry": shape, "properties": properties}
    properties = {"feature": "area", "inherited": area.inherited, **_held(area.held, names)}
    return {"type": "Feature", "id": f"{area.held.holding.id}-area", "geometry": shape, "properties": properties}


def _described(place: KnownPlace, area: Shape) -> dict[str, Any] | None:
    """Return a place that is described by another as the area that the words may mean, never as a point."""
    shape = as_geojson(area)
    if shape is None:
        return None
    properties = {
        "feature": "described place",
        "place": place.name,
        "place_id": place.id,
        "within": place.within,
        "country_iso2": place.country,
        "place_precision": place.precision,
    }
    return {"type": "Feature", "id": f"{place.id}-described", "geometry": shape, "properties": properties}


def _line(one: Line, record: Record) -> dict[str, Any]:
    told = [route for route in record.routes if route.road == one.road]
    properties = {
        "feature": "road",
        "road": one.road,
        "from": one.ends[0],
        "to": one.ends[1],
        "state": one.state,
        "routes": [{"route_id": route.id, "name": route.name, "status": route.status} for route in told],
    }
    coordinates = [[lon, lat] for lat, lon in one.points]
    shape = {"type": "LineString", "coordinates": coordinates}
    return {"type": "Feature", "id": f"{one.road}: {'–'.join(one.ends)}", "geometry": shape, "properties": properties}
