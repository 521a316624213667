"""Places told less exactly: positions moved to the middle of a cell, finer names dropped.

In: a Record and a number of kilometres. Out: a Record in which no place is told more exactly. A place that is finer loses its
name, keeps the first larger place that is coarse enough, and stands in the middle of the cell of a fixed grid that it lies in,
so that many reports of one place do not give it away.
"""

from __future__ import annotations

from dataclasses import replace
from math import cos, floor, radians

from twosource.errors import UsageError
from twosource.geography.countries import adjectives
from twosource.nouns import KnownPlace, Place, Precision, Reading, Record, Ref, Route
from twosource.record.names import names_in, small_words

EXTENT_KM: dict[Precision, float] = {"exact": 0.5, "town": 5.0, "district": 25.0, "province": 100.0, "country": 1000.0}
"""How wide what a precision tells roughly is. A place whose own extent is smaller than what is asked for is coarsened."""

PLACE = "[place withheld]"
"""What stands for the name of a place that is too fine."""

_KM_A_DEGREE = 111.32


def kilometres(given: str) -> float:
    """Return what `town`, `district`, `province`, `country` or a number of kilometres means. Raises UsageError."""
    known = {str(name): wide for name, wide in EXTENT_KM.items() if name != "exact"}
    try:
        wide = known.get(given) or float(given)
    except ValueError:
        wide = 0.0
    if not 0 < wide <= EXTENT_KM["country"]:
        raise UsageError(f"{given!r} is no coarseness; give {', '.join(known)} or up to {EXTENT_KM['country']:.0f} kilometres")
    return wide


def finer_names(record: Record, km: float) -> set[str]:
    """Return the names of the places that are finer, as the record and the reports write them."""
    small = small_words(record)
    bodies = {word.casefold() for one in record.actors for name in one.names for word in name.split()}
    finer = _finer(record, km)
    found: set[str] = set()
    for reading in record.readings:
        for place in reading.places:
            if Ref(reading.document.id, place.id) not in finer:
                continue
            said = [place.name, *(reading.document.words(span) for span in place.mentions)]
            names = {name for words in said for name in names_in(words)}
            names = {one for one in names if one.casefold() not in adjectives()}
            if place.lat is None:  # nothing says that "the Turkish border" or "an Alawite district" is the place of that name
                common = small | bodies
                names = {one for one in names if not common.issuperset(one.casefold().split())}
            found |= {one for one in names if not small.issuperset(one.casefold().split())}
    return found


def coarsened(record: Record, km: float) -> Record:
    """Return a record whose places are no finer than so many kilometres. Names in its words are for `withheld` to hide."""
    outer = {name: one.within for one in record.places if _is_finer(one, km) for name in (one.name, *one.names, one.id)}
    finer = _finer(record, km)

    def told(reading: Reading) -> Reading:
        places = ((place, Ref(reading.document.id, place.id) in finer) for place in reading.places)
        return replace(reading, places=tuple(_of_reading(place, km, outer, is_finer=fine) for place, fine in places))

    return replace(
        record,
        readings=tuple(map(told, record.readings)),
        places=tuple(_known(one, km, outer) for one in record.places),
        routes=tuple(_route(one) for one in record.routes),
    )


def _finer(record: Record, km: float) -> set[Ref]:
    """Return the places of readings that are finer, or are known to be one with a place that is."""
    own = {Ref(one.document.id, place.id) for one in record.readings for place in one.places if _is_finer(place, km)}
    return own | {ref for one in record.places if _is_finer(one, km) for ref in one.mentions}


def _is_finer(place: Place | KnownPlace, km: float) -> bool:
    """Tell whether a place is told more exactly than is asked for; one that no map knows may be a village."""
    if place.precision == "vague":
        return place.lat is None and place.country != place.name
    return EXTENT_KM[place.precision] < km


def _of_reading(place: Place, km: float, outer: dict[str, str | None], *, is_finer: bool) -> Place:
    lat, lon = _moved(place, km, is_finer=is_finer)
    vague = replace(place, lat=lat, lon=lon, relation=None, reason="", runner_up=None)
    if not is_finer:
        return vague if place.precision == "vague" else place
    return replace(
        vague, name=PLACE, within=_coarse(place.within, outer), geonames=None, population=None, precision=_precision(place, km)
    )


def _known(place: KnownPlace, km: float, outer: dict[str, str | None]) -> KnownPlace:
    lat, lon = _moved(place, km, is_finer=_is_finer(place, km))
    vague = replace(place, lat=lat, lon=lon, notes=())
    if not _is_finer(place, km):
        return vague if place.precision == "vague" else place
    return replace(vague, name=PLACE, names=(PLACE,), within=_coarse(place.within, outer), precision=_precision(place, km))


def _route(route: Route) -> Route:
    """Return a route without the towns past which it runs, which the record need not name as places."""
    return replace(route, road=None, at=None, parted=(), why="")


def _coarse(within: str | None, outer: dict[str, str | None]) -> str | None:
    """Return the first larger place that is coarse enough."""
    seen: set[str] = set()
    while within in outer and within not in seen:
        seen.add(within)
        within = outer[within]
    return within


def _precision(place: Place | KnownPlace, km: float) -> Precision:
    if place.precision == "vague":
        return "vague"
    return next(name for name, wide in EXTENT_KM.items() if wide >= max(km, EXTENT_KM[place.precision]))


def _moved(place: Place | KnownPlace, km: float, *, is_finer: bool) -> tuple[float | None, float | None]:
    """Return the middle of the cell that a place lies in; nothing where only its country may be told."""
    if place.lat is None or place.lon is None or not (is_finer or place.precision == "vague"):
        return place.lat, place.lon
    if km > EXTENT_KM["province"]:
        return None, None
    high = km / _KM_A_DEGREE
    lat = (floor(place.lat / high) + 0.5) * high
    wide = high / max(cos(radians(lat)), 0.01)
    lon = (floor(place.lon / wide) + 0.5) * wide
    return round(lat, 4), round(lon, 4)
