"""Borders and areas: outlines of states and provinces, and the cells around held places. The one door to shapely.

In: `data/borders.json.xz` (Natural Earth, public domain; Who's On First), and GeoJSON polygons that a user adds. Out: shapes in
WGS 84 degrees, longitude first. Areas are made in degrees with the longitude shrunk by the latitude, which is true enough for a
cell of some tens of kilometres.
"""

from __future__ import annotations

import hashlib
import json
import lzma
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from importlib.resources import files
from math import cos, radians
from pathlib import Path
from typing import TYPE_CHECKING, Any

from twosource.errors import GazetteerError
from twosource.geography.shapes import destination
from twosource.nouns import Sector

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    Shape = BaseGeometry

KM_PER_DEGREE = 111.2
_ARC = 48  # stretches of a bow: a circle of them is within 0.3 % of a round one
_ROUND = 4  # decimals of a degree in what is written: ten metres


@lru_cache(maxsize=1)
def _shipped() -> Mapping[str, Any]:
    try:
        packed = files("twosource.geography").joinpath("data/borders.json.xz").read_bytes()
        found: Mapping[str, Any] = json.loads(lzma.decompress(packed))
    except (OSError, lzma.LZMAError, ValueError) as error:
        raise GazetteerError(f"geography/data/borders.json.xz: cannot be read ({error}); install the package again") from error
    return found


def outline(country: str, own: Path | None = None) -> BaseGeometry | None:
    """Return the outline of a state by its ISO 3166 code, a user's own before the one that ships; None where there is none."""
    mine = [shape for path in added(own) for code, shape in _features(path) if code == country] if own else []
    return joined(mine) if mine else _shipped_outline(country)


@lru_cache(maxsize=64)
def _shipped_outline(country: str) -> BaseGeometry | None:
    import shapely  # noqa: PLC0415  a quarter of a second, for who draws

    there = _shipped()["countries"].get(country)
    return shapely.make_valid(shapely.geometry.shape(there)) if there else None


@lru_cache(maxsize=64)
def provinces(country: str) -> tuple[tuple[str, BaseGeometry], ...]:
    """Return the names and outlines of a state's provinces, where they ship (fifteen countries at war)."""
    import shapely  # noqa: PLC0415

    return tuple((name, shapely.geometry.shape(shape)) for name, shape in _shipped()["provinces"].get(country, []))


def cells(points: Sequence[tuple[float, float]], outline: BaseGeometry | None, reach_km: float) -> list[BaseGeometry]:
    """Return for each point (latitude, longitude) the area nearer to it than to any other, within a reach and a border.

    Points must differ. A cell that the border cuts off wholly is empty.
    """
    import shapely  # noqa: PLC0415

    shrink = cos(radians(sum(lat for lat, _ in points) / max(1, len(points))))
    flat = [shapely.Point(lon * shrink, lat) for lat, lon in points]
    discs = [point.buffer(reach_km / KM_PER_DEGREE) for point in flat]
    if len(flat) > 1:
        whole = shapely.union_all(discs).envelope.buffer(1.0)
        regions = list(shapely.voronoi_polygons(shapely.MultiPoint(flat), extend_to=whole).geoms)
        tree = shapely.STRtree(regions)
        own = [regions[int(tree.query(point, predicate="within")[0])] for point in flat]
        discs = [disc.intersection(region) for disc, region in zip(discs, own, strict=True)]
    found = [shapely.transform(disc, lambda xy: xy / [shrink, 1.0]) for disc in discs]
    return [shape.intersection(outline) if outline is not None else shape for shape in found]


def sector(one: Sector, outline: BaseGeometry | None = None) -> BaseGeometry:
    """Return the area of a sector as a polygon, inside an outline where one is given."""
    import shapely  # noqa: PLC0415

    centre, middle, half = (one.lat, one.lon), one.bearing or 0.0, min(180.0, one.half_degrees)
    turns = [middle - half + 2 * half * step / _ARC for step in range(_ARC + 1)]
    outer = [destination(centre, turn, one.outer_km) for turn in turns]
    inner = [destination(centre, turn, one.inner_km) for turn in reversed(turns)] if one.inner_km else [centre]
    is_round = half == 180.0
    shape = shapely.Polygon([(lon, lat) for lat, lon in (outer if is_round else [*outer, *inner])])
    if is_round and one.inner_km:
        shape = shape.difference(shapely.Polygon([(lon, lat) for lat, lon in inner]))
    return shape.intersection(outline) if outline is not None else shape


def joined(shapes: Sequence[BaseGeometry]) -> BaseGeometry:
    """Return several areas as one."""
    import shapely  # noqa: PLC0415

    return shapely.union_all(list(shapes))


def less(whole: BaseGeometry, parts: Sequence[BaseGeometry]) -> BaseGeometry:
    """Return what is left of an area without some parts."""
    return whole.difference(joined(parts)) if parts else whole


def within(shape: BaseGeometry, bounds: tuple[float, float, float, float]) -> BaseGeometry:
    """Return the part of an area inside a box: west, south, east, north."""
    import shapely  # noqa: PLC0415

    return shapely.make_valid(shape).intersection(shapely.box(*bounds))


def as_geojson(shape: BaseGeometry) -> dict[str, Any] | None:
    """Return an area as a GeoJSON geometry, coordinates rounded to ten metres; None where it is empty."""
    import shapely  # noqa: PLC0415

    if shape.is_empty:
        return None
    found: dict[str, Any] = json.loads(shapely.to_geojson(shapely.set_precision(shape, 10**-_ROUND)))
    return found


def rings(shape: BaseGeometry) -> Iterator[list[tuple[float, float]]]:
    """Yield the rings of an area as (longitude, latitude), outer and inner ones alike."""
    for part in getattr(shape, "geoms", [shape]):
        if part.geom_type == "Polygon" and not part.is_empty:
            yield [(x, y) for x, y in part.exterior.coords]
            for hole in part.interiors:
                yield [(x, y) for x, y in hole.coords]


# ------------------------------------------------------------------------------------------------------- a user's own


def add(file: Path, folder: Path) -> int:
    """Add the polygons of a GeoJSON file; return how many. Raises GazetteerError naming file and feature; then none was added."""
    count = sum(1 for _ in _features(file))
    folder.mkdir(parents=True, exist_ok=True)
    content = file.read_bytes()
    path = folder / f"{file.stem}-{hashlib.sha256(content).hexdigest()[:12]}.borders"
    part = path.with_suffix(".part")
    part.write_bytes(content)
    part.replace(path)
    return count


def added(folder: Path | None) -> list[Path]:
    """Return the files of polygons that were added."""
    return sorted(folder.glob("*.borders")) if folder and folder.is_dir() else []


def _features(file: Path) -> Iterator[tuple[str, BaseGeometry]]:
    """Yield the country and the shape of each feature, checked. Raises GazetteerError naming file, line and feature."""
    import shapely  # noqa: PLC0415

    try:
        text = file.read_text(encoding="utf-8")
        features = json.loads(text)["features"]
    except json.JSONDecodeError as error:
        raise GazetteerError(f"{file}, line {error.lineno}: {error.msg}; give a GeoJSON FeatureCollection") from error
    except (OSError, UnicodeDecodeError, KeyError, TypeError) as error:
        raise GazetteerError(f"{file}: no GeoJSON FeatureCollection ({error})") from error
    for number, feature in enumerate(features, 1):
        where = f"{file}, line {_line_of(text, number)}, feature {number}"
        country = (feature.get("properties") or {}).get("country")
        if not isinstance(country, str) or len(country) != 2:
            raise GazetteerError(f"{where}: no property `country` with an ISO 3166 code of two letters; add it")
        try:
            shape = shapely.geometry.shape(feature["geometry"])
        except (ValueError, TypeError, KeyError, AttributeError, IndexError) as error:
            raise GazetteerError(f"{where}: no polygon ({error}); mend or remove it") from error
        if not shape.is_valid:
            raise GazetteerError(f"{where}: {shapely.is_valid_reason(shape)}: the outline crosses itself; mend it")
        yield country, shape


def _line_of(text: str, number: int) -> int:
    """Return the line on which the geometry of a feature stands."""
    at = -1
    for _ in range(number):
        at = text.find('"geometry"', at + 1)
    return text.count("\n", 0, max(0, at)) + 1
