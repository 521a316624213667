"""Gazetteers that a user adds: a GeoNames dump, GeoNames' alternate names, or OCHA's table of p-codes.

In: a file (plain, .gz or .zip). Out: an index of its own beside the cache, asked together with the one that ships; nothing is
changed in that one, and nothing stands there before the whole file was read. What the file is, is told by its columns:

    GeoNames dump       19 tab-separated fields, no header (allCountries.txt, SY.txt)
    alternate names     8 to 10 tab-separated fields, no header (alternateNamesV2.txt): names for places that are known already
    p-codes             a table with the columns Location, Admin Level, P-Code, Name: codes for provinces and districts
    borders             GeoJSON polygons with a property `country`: outlines for areas of control
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import os
import re
import sqlite3
import zipfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from twosource.errors import GazetteerError
from twosource.geography import borders
from twosource.geography.building import Row, blocks, cell, index_path, insert, keys_of, whole_index
from twosource.geography.keys import fold

FOLDER = "added"
_GEONAMES, _ALTERNATES = 19, range(8, 11)
_KINDS = {"P": "town", "L": "region", "H": "region", "T": "region"}
_LEVELS = {"ADM1": "admin1", "ADM2": "admin2"}
_SKIPPED = frozenset({"link", "post", "iata", "icao", "faac", "tcid", "unlc", "wkdt", "phon", "abbr"})
"""What stands in the language column of alternate names that are no names."""
_FAR_DEGREES = 6
"""A place further than this from every town of its state is on the wrong side of the earth: a swapped or broken position."""
_SMALL = 1_000_000  # names up to which those that sound alike are found too; a dump of the whole world would take gigabytes

Said = Callable[[int], None]
"""Told how many lines were read."""


@dataclass(frozen=True, slots=True)
class Added:
    """What was added: under which name, from what sort of file, how many places or names, and what was passed over."""

    name: str
    sort: str
    count: int
    passed_over: int


def added_folder(cache: Path | None) -> Path:
    """Return the folder of added indexes: in `cache`, else where the user's programs keep their data."""
    if cache is not None:
        return cache / FOLDER
    home = os.environ.get("XDG_DATA_HOME")
    return (Path(home) if home else Path.home() / ".local" / "share") / "twosource" / FOLDER


def added(cache: Path | None) -> list[Path]:
    """Return the indexes that were added, in the order of their names."""
    folder = added_folder(cache)
    return sorted(folder.glob("*.sqlite")) if folder.is_dir() else []


def remove(name: str, cache: Path | None) -> None:
    """Take an added gazetteer away again. Raises GazetteerError where there is none of the name."""
    found = [path for path in [*added(cache), *borders.added(added_folder(cache))] if path.stem.rpartition("-")[0] == name]
    if not found:
        raise GazetteerError(f"{name}: nothing of this name was added; `twosource gazetteer list` shows what was")
    for path in found:
        path.unlink()


def add(file: Path, cache: Path | None, said: Said | None = None) -> Added:
    """Add a file. Raises GazetteerError naming file and line; then nothing was added."""
    said = said or (lambda _: None)
    if file.suffix.lower() in {".geojson", ".json"}:
        return Added(file.stem, "borders", borders.add(file, added_folder(cache)), 0)
    shipped = index_path(cache)
    with _opened(file) as lines:
        first = lines.readline()
    sort = _sort(first, file)
    content = hashlib.sha256(f"{file.stat().st_size}\x1f{first}".encode() + _ends(file)).hexdigest()[:12]
    counted = {"count": 0, "passed": 0}

    def fill(index: sqlite3.Connection) -> None:
        with sqlite3.connect(f"file:{shipped}?mode=ro&immutable=1", uri=True) as known:
            maker = {"GeoNames dump": _fill_places, "alternate names": _fill_names, "p-codes": _fill_codes}[sort]
            counted["count"], counted["passed"] = maker(index, known, file, said)

    stem = re.sub(r"[^\w.]+", "_", file.name.split(".")[0])
    for old in [path for path in added(cache) if path.stem.rpartition("-")[0] == stem and not path.stem.endswith(content)]:
        old.unlink()
    whole_index(f"{stem}-{content}.sqlite", added_folder(cache), fill, only=True)
    return Added(stem, sort, counted["count"], counted["passed"])


def _ends(file: Path) -> bytes:
    with file.open("rb") as content:
        head = content.read(1 << 20)
        content.seek(max(0, file.stat().st_size - (1 << 20)))
        return head + content.read()


@contextmanager
def _opened(file: Path) -> Iterator[IO[str]]:
    """Open a plain, gzipped or zipped text; of an archive the largest text that is no read-me."""
    try:
        if zipfile.is_zipfile(file):
            with zipfile.ZipFile(file) as archive:
                texts = [one for one in archive.infolist() if not one.filename.lower().startswith(("readme", "iso"))]
                largest = max(texts, key=lambda one: one.file_size)
                with archive.open(largest) as content:
                    yield io.TextIOWrapper(content, encoding="utf-8-sig", newline="")
        elif file.suffix == ".gz":
            with gzip.open(file, "rt", encoding="utf-8-sig", newline="") as content:
                yield content
        else:
            with file.open(encoding="utf-8-sig", newline="") as content:
                yield content
    except (OSError, UnicodeDecodeError, EOFError, zipfile.BadZipFile) as error:
        raise GazetteerError(f"{file}: cannot be read ({error}); give a table in UTF-8, plain, .gz or .zip") from error


def _sort(first: str, file: Path) -> str:
    fields = first.rstrip("\r\n").split("\t")
    if len(fields) == _GEONAMES:
        return "GeoNames dump"
    if len(fields) in _ALTERNATES and fields[0].isdigit() and fields[1].isdigit():
        return "alternate names"
    if "P-Code" in first and "Admin Level" in first:
        return "p-codes"
    raise GazetteerError(
        f"{file}, line 1: {len(fields)} fields, which is no GeoNames dump (19), no alternate names (8 to 10) and no table of "
        "p-codes (Location, Admin Level, P-Code, Name); unpack it, or give another file"
    )


# ---------------------------------------------------------------------------------------------------------- GeoNames


def _lines(file: Path, said: Said) -> Iterator[tuple[int, list[str]]]:
    with _opened(file) as lines:
        for number, line in enumerate(lines, 1):
            if number % 10_000 == 0:
                said(number)
            if line.strip():
                yield number, line.rstrip("\r\n").split("\t")


def _fill_places(index: sqlite3.Connection, known: sqlite3.Connection, file: Path, said: Said) -> tuple[int, int]:
    """Write the places of a dump; provinces go first, since every other row names its own by a code."""
    areas: dict[str, str] = {}
    for number, fields in _lines(file, said):
        if len(fields) != _GEONAMES:
            raise GazetteerError(f"{file}, line {number}: {len(fields)} fields, not 19; mend or remove the line")
        if fields[7] == "ADM1":
            areas[f"{fields[8]}.{fields[10]}"] = fields[2] or fields[1]
        elif fields[7] == "ADM2":
            areas[f"{fields[8]}.{fields[10]}.{fields[11]}"] = fields[2] or fields[1]
    near = _near_cells(known)
    places: list[Row] = []
    names: list[tuple[str, int]] = []
    alike: dict[int, str] = {}
    count = passed = 0

    def flush() -> None:
        insert(index, places, names, frozenset(), {}, finish=False)
        places.clear()
        names.clear()

    for number, fields in _lines(file, said):
        kind = _LEVELS.get(fields[7]) if fields[6] == "A" else _KINDS.get(fields[6])
        if kind is None:
            passed += 1
            continue
        row, keys = _place(fields, kind, areas, near, f"{file}, line {number}")
        places.append(row)
        names += [(key, row[0]) for key in keys]
        count += 1
        if kind != "region" and len(alike) < _SMALL:
            alike[row[0]] = row[4]
        if len(places) >= 50_000:
            flush()
    flush()
    if count <= _SMALL:
        pairs = index.execute("select key, place from names order by key, place")
        index.executemany("insert or ignore into alike values (?, ?)", blocks(pairs, alike))
    return count, passed


def _place(
    fields: list[str], kind: str, areas: dict[str, str], near: dict[str, frozenset[int]], where: str
) -> tuple[Row, list[str]]:
    try:
        key, lat, lon, people = int(fields[0]), float(fields[4]), float(fields[5]), int(fields[14] or 0)
    except ValueError as error:
        raise GazetteerError(f"{where}: {error}; mend or remove the line") from error
    country = fields[8]
    if not (-90 <= lat <= 90 and -180 <= lon <= 180):
        raise GazetteerError(f"{where}: {lat}, {lon} is no point on the earth; mend or remove the line")
    if country in near and cell(lat, lon) not in near[country]:
        what = f"{fields[1]!r} is said to lie in {country}, but no town of it is within {_FAR_DEGREES} degrees of {lat}, {lon}"
        raise GazetteerError(f"{where}: {what}; mend or remove the line")
    admin1 = "" if kind == "admin1" else areas.get(f"{country}.{fields[10]}", "")
    admin2 = areas.get(f"{country}.{fields[10]}.{fields[11]}", "") if kind == "town" else ""
    plain = fold.__wrapped__
    keys = [one for name in (fields[1], fields[2], *fields[3].split(",")) if name for one in keys_of(name, plain) if one]
    return (key, key, fields[1], kind, country, admin1, admin2, lat, lon, people or None, len(keys), 0), keys


def _near_cells(known: sqlite3.Connection) -> dict[str, frozenset[int]]:
    """Return the one-degree squares near the towns of each state."""
    found: dict[str, set[int]] = defaultdict(set)
    reach = range(-_FAR_DEGREES, _FAR_DEGREES + 1)
    rows = known.execute("select distinct country, cast(lat as integer), cast(lon as integer) from places where kind = 'town'")
    for country, lat, lon in rows:
        found[country] |= {cell(lat + up + 0.5, lon + side + 0.5) for up in reach for side in reach}
    return {country: frozenset(cells) for country, cells in found.items()}


_COPIED = "id, geonames, name, kind, country, admin1, admin2, lat, lon, population, spellings, rough"


def _fill_names(index: sqlite3.Connection, known: sqlite3.Connection, file: Path, said: Said) -> tuple[int, int]:
    """Write other names for the places that ship; a name of a place that does not ship is passed over."""
    shipped: dict[int, list[Row]] = defaultdict(list)
    for row in known.execute(f"select {_COPIED} from places where geonames is not null"):  # noqa: S608  our own words
        shipped[row[1]].append(row)
    places: dict[int, Row] = {}
    names: list[tuple[str, int]] = []
    passed = 0
    for number, fields in _lines(file, said):
        if len(fields) not in _ALTERNATES or not (fields[0].isdigit() and fields[1].isdigit()):
            raise GazetteerError(
                f"{file}, line {number}: no line of alternate names (id, GeoNames id, language, name, …); mend it"
            )
        rows = shipped.get(int(fields[1]), [])
        if not rows or fields[2] in _SKIPPED or not fields[3]:
            passed += 1
            continue
        for row in rows:
            places[row[0]] = row
            names += [(key, row[0]) for key in keys_of(fields[3], fold.__wrapped__) if key]
    insert(index, list(places.values()), names, frozenset(), {key: row[4] for key, row in places.items()})
    return len(names), passed


# ----------------------------------------------------------------------------------------------------------- p-codes


def _fill_codes(index: sqlite3.Connection, known: sqlite3.Connection, file: Path, said: Said) -> tuple[int, int]:
    """Write p-codes as names of the provinces and districts that ship; one of no known name is passed over."""
    areas: dict[tuple[str, str, str], Row] = {}
    fields = ", ".join(f"places.{one}" for one in _COPIED.split(", "))
    of_area = "from names join places on places.id = names.place where places.kind in ('admin1', 'admin2')"
    for key, *row in known.execute(f"select names.key, {fields} {of_area}"):
        areas.setdefault((row[4], row[3], key), tuple(row))
    states = dict(known.execute("select word, country from words where not adjective"))
    places: dict[int, Row] = {}
    names: list[tuple[str, int]] = []
    passed = 0
    with _opened(file) as lines:
        for number, row in enumerate(csv.DictReader(lines), 2):
            said(number)
            location, level, code, name = (row.get(column) for column in ("Location", "Admin Level", "P-Code", "Name"))
            if number == 2 and (location or "").startswith("#"):
                continue  # HXL's row of tags
            if location is None or code is None or name is None or level not in {"0", "1", "2", "3", "4"}:
                raise GazetteerError(f"{file}, line {number}: no location, level, code and name; mend or remove the line")
            found = areas.get((states.get(location, location[:2]), f"admin{level}", fold(name)))
            if found is None:
                passed += 1
                continue
            places[found[0]] = found
            names.append((fold(code), found[0]))
    insert(index, list(places.values()), names, frozenset(), {})
    return len(names), passed


def fingerprint(paths: Iterable[Path]) -> str:
    """Return what tells one set of added gazetteers from another: their names, which hold the hash of their content."""
    return ",".join(path.stem for path in paths)
