"""Incidents, mentions and states of places as layers for GIS (GeoPackage).

In: a Situation. Out: a GeoPackage with the layers `events` (one point an incident, the properties of `geojson`), `mentions`
(one point each time that a report names a place) and `control` (one point for each state of a place), in WGS 84. What could not
be placed, or only in a country, is a row without a point. Where positions are from and what is withheld stands in each row and
in the metadata.
"""

from __future__ import annotations

import json
import struct
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, BinaryIO

from twosource.errors import UsageError
from twosource.exports import geojson
from twosource.exports._incidents import edtf, point_of, rows, seen, terms
from twosource.exports._index import Index
from twosource.nouns import KnownPlace, Record, Ref
from twosource.record import Situation

NAME = "geopackage"
SUFFIX = ".gpkg"
MEDIA_TYPE = "application/geopackage+sqlite3"

_NOTICE = {"notice": "where positions are from and what is withheld"}
FIELDS = {
    "events": {**geojson.MEANINGS, **_NOTICE},
    "mentions": {
        "place_id": "the place",
        "place": "its name",
        "place_precision": "exact, town, district, province, country or vague",
        "document": "the report's id",
        "origin": "where the report came from",
        "words": "the report's words",
        "start": "where they begin, in code points",
        "end": "where they end",
        **_NOTICE,
    },
    "control": {
        "control_id": "the state's id",
        "place": "the place's name",
        "place_precision": "exact, town, district, province, country or vague",
        "holder": "who",
        "status": "holds, gained, lost, contested, surrounded or entered",
        "date_edtf": "when, in the Extended Date/Time Format",
        "standing": "reported, corroborated, disputed, denied or withdrawn",
        "claims": "the claims it rests on",
        **_NOTICE,
    },
}

_A_DAY = "2000-01-01T00:00:00Z"  # GeoPackages hold the time of their writing; the same record must give the same bytes

_WHOLE = frozenset(
    {"n_documents", "n_independent_sources", "start", "end", "killed_best"}
    | {f"{kind}_{end}" for kind in ("killed", "injured", "displaced") for end in ("min", "max")}
)
"""The columns of whole numbers, which are that also where none is known."""

Placed = tuple[KnownPlace | None, dict[str, Any]]


def write(situation: Situation, out: BinaryIO) -> None:
    """Write the layers. Raises UsageError where pyogrio is missing."""
    record, notices = seen(situation), terms(situation)
    layers = {"events": _events(record), "mentions": _mentions(record), "control": _control(record)}
    with tempfile.TemporaryDirectory() as folder:  # GDAL writes to a file
        path = Path(folder) / "twosource.gpkg"
        for name, found in layers.items():
            _layer(path, name, list(found), " ".join(notices))
        out.write(path.read_bytes())


def _events(record: Record) -> Iterator[Placed]:
    for row in rows(record):
        yield row.place, geojson.properties(row)


def _mentions(record: Record) -> Iterator[Placed]:
    index = Index(record)
    for name, reading in index.readings.items():
        for one in reading.places:
            place = index.place_of.get(Ref(name, one.id))
            for span in one.mentions:
                yield (
                    place,
                    {
                        "place_id": place.id if place else None,
                        "place": place.name if place else one.name,
                        "place_precision": one.precision,
                        "document": name,
                        "origin": reading.document.origin,
                        "words": " ".join(reading.document.quote(span).split()),
                        "start": span.start,
                        "end": span.end,
                    },
                )


def _control(record: Record) -> Iterator[Placed]:
    index = Index(record)
    for one in record.control:
        place, holder = index.places.get(one.place), index.actors.get(one.holder or "")
        yield (
            place,
            {
                "control_id": one.id,
                "place": place.name if place else None,
                "place_precision": place.precision if place else None,
                "holder": holder.name if holder else None,
                "status": one.status,
                "date_edtf": edtf(one.when),
                "standing": one.standing.word,
                "claims": [ref.address for ref in one.claims],
            },
        )


def _layer(path: Path, name: str, found: Sequence[Placed], notice: str) -> None:
    try:
        import pyogrio  # noqa: PLC0415 - an extra
        from pyogrio.raw import write as write_layer  # noqa: PLC0415
    except ImportError:
        raise UsageError(f"export {NAME}: pyogrio is not installed; pip install 'twosource[geo]'") from None
    import numpy as np  # noqa: PLC0415 - GDAL's door takes arrays

    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": _A_DAY})
    columns = [column for column in FIELDS[name] if column != "notice"]
    values = {column: [_plain(row.get(column)) for _, row in found] for column in columns} | {"notice": [notice] * len(found)}
    arrays = {column: _array(kept, np, is_whole=column in _WHOLE) for column, kept in values.items()}
    points = np.empty(len(found), dtype=object)
    points[:] = [_point(place) for place, _ in found]
    write_layer(
        path,
        points,
        [array for array, _ in arrays.values()],
        list(arrays),
        [mask for _, mask in arrays.values()],
        layer=name,
        driver="GPKG",
        geometry_type="Point",
        crs="EPSG:4326",
        append=path.exists(),
        layer_metadata={"DESCRIPTION": notice},
    )


def _array(values: Sequence[Any], np: Any, *, is_whole: bool) -> tuple[Any, Any]:
    """Return one column as an array, with what is not known marked."""
    if any(isinstance(one, bool) for one in values):
        return np.array(values, dtype=bool), None
    if is_whole:
        return np.array([one or 0 for one in values], dtype=np.int64), np.array([one is None for one in values], dtype=bool)
    array = np.empty(len(values), dtype=object)
    array[:] = values
    return array, None


def _plain(value: Any) -> Any:
    """Return a value as one that a column of a GeoPackage holds: lists as JSON."""
    if isinstance(value, list):
        value = json.dumps(value, ensure_ascii=False)
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else value


def _point(place: KnownPlace | None) -> bytes | None:
    """Return a point as well-known binary."""
    point = point_of(place)
    return None if point is None else struct.pack("<BIdd", 1, 1, point[1], point[0])
