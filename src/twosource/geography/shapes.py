"""Points and directions on the globe.

In: WGS 84 degrees. Out: distances in kilometres, bearings in degrees clockwise from north, and the names of directions. The earth
is taken as a sphere, which is wrong by at most 0.6 %, far less than the words of a report can tell.
"""

from __future__ import annotations

from math import asin, atan2, cos, degrees, radians, sin, sqrt

EARTH_KM = 6371.0088
"""The mean radius of the earth in kilometres (IUGG)."""

COMPASS = ("N", "NNE", "NE", "ENE", "E", "ESE", "SE", "SSE", "S", "SSW", "SW", "WSW", "W", "WNW", "NW", "NNW")
"""The names of the sixteen directions, 22.5 degrees apart, from north."""

Point = tuple[float, float]
"""Latitude and longitude."""


def distance(one: Point, other: Point) -> float:
    """Return the great-circle distance between two points in kilometres."""
    north, east = radians(other[0] - one[0]), radians(other[1] - one[1])
    half = sin(north / 2) ** 2 + cos(radians(one[0])) * cos(radians(other[0])) * sin(east / 2) ** 2
    return 2 * EARTH_KM * asin(min(1.0, sqrt(half)))


def bearing(start: Point, end: Point) -> float:
    """Return the direction in which one leaves `start` for `end`, in degrees from 0 up to 360."""
    east = radians(end[1] - start[1])
    from_lat, to_lat = radians(start[0]), radians(end[0])
    across = sin(east) * cos(to_lat)
    along = cos(from_lat) * sin(to_lat) - sin(from_lat) * cos(to_lat) * cos(east)
    return degrees(atan2(across, along)) % 360


def destination(start: Point, towards: float, km: float) -> Point:
    """Return the point that lies `km` kilometres from `start` in the direction `towards`."""
    angle, turn, lat = km / EARTH_KM, radians(towards), radians(start[0])
    to_lat = asin(sin(lat) * cos(angle) + cos(lat) * sin(angle) * cos(turn))
    east = atan2(sin(turn) * sin(angle) * cos(lat), cos(angle) - sin(lat) * sin(to_lat))
    return degrees(to_lat), (start[1] + degrees(east) + 540) % 360 - 180


def middle(one: Point, other: Point) -> Point:
    """Return the point halfway between two points."""
    return destination(one, bearing(one, other), distance(one, other) / 2)


def compass(towards: float, winds: int = 16) -> str:
    """Return the name of the nearest of sixteen directions, or of eight: 135 is SE, 155 is SSE, or of eight SE."""
    step = 360 / winds
    return COMPASS[round(towards / step) % winds * (16 // winds)]


def turn(one: float, other: float) -> float:
    """Return the angle between two directions, from 0 to 180 degrees."""
    return abs((one - other + 180) % 360 - 180)
