"""A project's own places: a small table that lies over the gazetteer that ships.

In: a tab-separated file with the header `kind name country admin1 lat lon population names words`; `kind` is country, admin1,
admin2, town, capital (a town that is one) or region, `country` an ISO 3166 code (XA to XZ are free for states that have none),
`names` other spellings and `words` adjectives and demonyms of a state, both parted by "|". Out: an index like the one that
ships. A name that stands in it is looked for nowhere else.
"""

from __future__ import annotations

import csv
import hashlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from twosource.errors import GazetteerError
from twosource.geography.building import VERSION, Row, insert, whole_index
from twosource.geography.keys import fold

COLUMNS = ("kind", "name", "country", "admin1", "lat", "lon", "population", "names", "words")
KINDS = ("country", "admin1", "admin2", "town", "capital", "region")
FIRST = -1_000_000
"""The id of the first own place; the next ones count down, far below the ids of the regions that ship."""


def own_index(table: Path, cache: Path | None) -> Path:
    """Return the path of the index of a project's own places. Raises GazetteerError naming the file and the line."""
    try:
        content = table.read_bytes()
        text = content.decode("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise GazetteerError(f"{table}: cannot be read ({error}); give a tab-separated file in UTF-8") from error
    rows = list(_rows(table, text))
    name = f"places-{hashlib.sha256(VERSION.encode() + content).hexdigest()[:12]}.sqlite"
    return whole_index(name, cache, lambda index: _fill(index, rows))


def _rows(table: Path, text: str) -> Iterator[tuple[Row, dict[str, str]]]:
    reader = csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    if tuple(reader.fieldnames or ()) != COLUMNS:
        raise GazetteerError(f"{table}, line 1: the columns must be {', '.join(COLUMNS)}, parted by tabs")
    for number, given in enumerate(reader, 2):
        try:
            yield _row(FIRST - number, given), given
        except (ValueError, TypeError, AttributeError) as error:
            raise GazetteerError(f"{table}, line {number}: {error}; mend the line") from error


def _row(place: int, given: dict[str, str]) -> Row:
    if given["kind"] not in KINDS:
        raise ValueError(f"kind {given['kind']!r} is not one of {', '.join(KINDS)}")
    lat, lon = float(given["lat"]), float(given["lon"])
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise ValueError(f"{lat}, {lon} is no point on the earth")
    kind = "town" if given["kind"] == "capital" else given["kind"]
    people = int(given["population"]) if given["population"] else None
    spellings = 1 + len((given["names"] or "").split("|"))
    return (place, None, given["name"], kind, given["country"], given["admin1"], "", lat, lon, people, spellings, 0)


def _fill(index: sqlite3.Connection, rows: list[tuple[Row, dict[str, str]]]) -> None:
    names = [(key, row[0]) for row, given in rows for one in (row[2], *(given["names"] or "").split("|")) if (key := fold(one))]
    seats = {row[0] for row, given in rows if given["kind"] == "capital"}
    insert(index, [row for row, _ in rows], names, seats, {row[0]: row[4] for row, _ in rows})
    index.executemany("insert or ignore into words values (?, ?, ?)", _words(rows))


def _words(rows: list[tuple[Row, dict[str, str]]]) -> Iterator[tuple[str, str, int]]:
    for row, given in rows:
        if row[3] == "country":
            spoken = [(word, 1) for word in (given["words"] or "").split("|")]
            named = [(word, 0) for word in (row[2], *(given["names"] or "").split("|"))]
            yield from ((fold(word), row[4], adjective) for word, adjective in spoken + named if word)
