"""The index: a SQLite file made from the data that ship, once for each state of them.

In: `data/places.tsv.xz`, `countries.tsv`, `regions.tsv`. Out: a file in the cache folder whose name holds the hash of the
data and of the schema, so that new data make a new index and old ones lie untouched. It is written beside its place and
moved there in one step: two processes that build at once both end with a whole index, and none ever sees half of one.
"""

from __future__ import annotations

import hashlib
import lzma
import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from twosource.errors import GazetteerError
from twosource.geography.keys import consonants, fold

Progress = Callable[[float], None]
"""Told the share of the work that is done, from 0 to 1."""

SCHEMA = """
create table places (id integer primary key, geonames integer, name text, kind text, country text, admin1 text, admin2 text,
                     lat real, lon real, population integer, spellings integer, rough integer, capital integer, cell integer);
create table names (key text, place integer, primary key (key, place)) without rowid;
create table alike (block text primary key, spellings text) without rowid;
create table words (word text, country text, adjective integer, primary key (word)) without rowid;
"""
"""The tables: places; their keys; all "key place" pairs of one "country skeleton"; words that mean a state ("US", "turkish")."""

VERSION = "5"
"""Raised when the schema or the keys change, so that no index of an older form is taken."""

_DATA = ("places.tsv.xz", "countries.tsv", "regions.tsv", "abbreviations.tsv")
_CENTRE_KINDS = frozenset({"admin1", "admin2"})
Row = tuple[int, int | None, str, str, str, str, str, float, float, int | None, int, int]
"""The columns of `places` up to `rough`: 1 where the position is only that of its province. `spellings` counts its names."""


def written(name: str) -> str:
    """Return the key of a name that is only itself as it is written: no folded key has an equals sign."""
    return f"={name}"


def cell(lat: float, lon: float) -> int:
    """Return the number of the one-degree square in which a point lies."""
    return int(lat // 1 + 90) * 360 + int(lon // 1 + 180) % 360


def index_path(cache: Path | None, progress: Progress | None = None, tables: Traversable | None = None) -> Path:
    """Return the path of a whole index, built now if it is missing or damaged.

    `tables` is the folder of the data files, by default the one that ships.

    Raises GazetteerError where the data files are damaged or no folder can be written.
    """
    source = tables or files("twosource.geography").joinpath("data")
    return whole_index(f"gazetteer-{_fingerprint(source)}.sqlite", cache, lambda index: _fill(index, source, progress or _silent))


def whole_index(name: str, cache: Path | None, fill: Callable[[sqlite3.Connection], None], *, only: bool = False) -> Path:
    """Return the path of the index with a name, made by `fill` in the first folder that can be written, if there is none yet.

    `only` tells that no other folder than `cache` will do.
    """
    for folder in [cache] if only and cache is not None else _folders(cache):
        path = folder / name
        if _is_whole(path):
            return path
        try:
            folder.mkdir(parents=True, exist_ok=True)
            _build(path, fill)
        except (OSError, sqlite3.OperationalError):
            continue
        return path
    raise GazetteerError("no folder can be written for the gazetteer's index; set XDG_CACHE_HOME to one that can")


def _folders(cache: Path | None) -> Iterator[Path]:
    if cache is not None:
        yield cache
    else:
        home = os.environ.get("XDG_CACHE_HOME")
        yield (Path(home) if home else Path.home() / ".cache") / "twosource"
    yield Path(tempfile.gettempdir()) / f"twosource-{os.getuid() if hasattr(os, 'getuid') else 'cache'}"


def _fingerprint(tables: Traversable) -> str:
    digest = hashlib.sha256(VERSION.encode() + SCHEMA.encode())
    for name in _DATA:
        digest.update(_bytes(tables, name))
    return digest.hexdigest()[:12]


def _bytes(tables: Traversable, name: str) -> bytes:
    try:
        return tables.joinpath(name).read_bytes()
    except OSError as error:
        raise GazetteerError(f"geography/data/{name}: cannot be read ({error}); install the package again") from error


def _is_whole(path: Path) -> bool:
    """Tell whether there is an index at the path whose last table was finished."""
    if not path.is_file():
        return False
    try:
        with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as index:
            done = index.execute("pragma user_version").fetchone()[0]
            index.execute("select place from names where key = 'paris'").fetchall()
            return bool(done) and path.stat().st_size == index.execute("pragma page_count").fetchone()[0] * 4096
    except sqlite3.DatabaseError:
        return False


def _build(path: Path, fill: Callable[[sqlite3.Connection], None]) -> None:
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=path.stem, suffix=".part")
    os.close(handle)
    try:
        index = sqlite3.connect(temporary)
        index.executescript("pragma page_size = 4096; pragma journal_mode = off; pragma synchronous = off;" + SCHEMA)
        fill(index)
        index.execute("pragma user_version = 1")
        index.commit()
        index.close()
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _silent(_share: float) -> None:
    """Say nothing."""


def _fill(index: sqlite3.Connection, tables: Traversable, progress: Progress) -> None:
    places: list[Row] = []
    names: list[tuple[str, int]] = []
    for row, keys in _towns(tables):
        places.append(row)
        names += [(key, row[0]) for key in keys]
    progress(0.4)
    places = _in_provinces(places)
    capitals = _capitals(tables, places, names)
    for row, keys in [*_states(tables, capitals), *_regions(tables)]:
        places.append(row)
        names += [(key, row[0]) for key in keys]
    names += _abbreviations(tables, places)
    alike = {row[0]: row[4] for row in places if row[0] > _FIRST_WOF or (row[9] or 0) >= _LARGE}
    insert(index, places, names, {row[0] for row in capitals.values()}, alike, progress)
    index.executemany("insert or ignore into words values (?, ?, ?)", _words(tables))
    progress(1.0)


def insert(
    index: sqlite3.Connection,
    places: Sequence[Row],
    names: list[tuple[str, int]],
    seats: AbstractSet[int],
    alike: Mapping[int, str],
    progress: Progress = _silent,
    *,
    finish: bool = True,
) -> None:
    """Write places, their keys, and the skeleton blocks of those in `alike` (place to country); `seats` are capitals.

    `finish` builds what is built once: a caller that comes again says False, and True with the last.
    """
    index.executemany(
        "insert or replace into places values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        ((*row, int(row[0] in seats), cell(row[7], row[8])) for row in places),
    )
    progress(0.6)
    names.sort()
    index.executemany("insert or ignore into names values (?, ?)", names)
    progress(0.8)
    if not finish:
        return
    index.executemany("insert into alike values (?, ?)", blocks(names, alike))
    index.execute("create index cells on places (cell)")
    index.execute("create index states on places (country) where kind = 'country'")


def blocks(names: Iterable[tuple[str, int]], country: Mapping[int, str]) -> list[tuple[str, str]]:
    """Return the keys and places that share a country and a skeleton, as one line of "key place" pairs each."""
    blocks: dict[str, list[str]] = {}
    last, bones = "", ""
    for key, place in names:
        if place not in country:
            continue
        if key != last:
            last, bones = key, consonants(key)
        if len(bones) > 1:
            blocks.setdefault(f"{country[place]} {bones}", []).append(f"{key} {place}")
    return sorted((block, "\n".join(pairs)) for block, pairs in blocks.items())


def _towns(tables: Traversable) -> Iterator[tuple[Row, Sequence[str]]]:
    """Yield every row of places.tsv.xz with its keys."""
    try:
        text = lzma.decompress(_bytes(tables, "places.tsv.xz")).decode()
    except (lzma.LZMAError, UnicodeDecodeError) as error:
        raise GazetteerError(f"geography/data/places.tsv.xz: damaged ({error}); install the package again") from error
    plain = fold.__wrapped__
    for number, line in enumerate(text.splitlines(), 1):
        try:
            here, there, kind, name, country, admin1, admin2, lat, lon, people, aliases = line.split("\t")
            geonames = int(there) if there else int(here) if int(here) < _FIRST_WOF else None
            count = int(float(people)) if people else None
            at = (float(lat), float(lon)) if lat else _NOWHERE
            keys = [key for one in (name, *aliases.split("|")) if one for key in keys_of(one, plain)]
            row = (int(here), geonames, name, kind, country, admin1, admin2, *at, count, len(keys), 0)
        except ValueError as error:
            raise GazetteerError(f"geography/data/places.tsv.xz, line {number}: {error}; make the file again") from error
        yield row, keys


def keys_of(name: str, plain: Callable[[str], str]) -> Iterator[str]:
    """Yield the keys of a name: its own, and where it has the South Slavic "đ" the one with "dj", as news write it."""
    yield plain(name)
    if "đ" in name or "Đ" in name:
        yield plain(name.replace("đ", "dj").replace("Đ", "Dj"))


_NOWHERE = (91.0, 0.0)
"""The position of a row that has none until its province's is known."""


def _in_provinces(places: Sequence[Row]) -> list[Row]:
    """Return the rows, those without a position put where their province is; one without such a province is left out."""
    provinces = {(row[4], row[2]): row[7:9] for row in places if row[3] == "admin1"}
    found = []
    for row in places:
        at = row[7:9] if row[7:9] != _NOWHERE else provinces.get((row[4], row[5]))
        if at is not None:
            found.append((*row[:7], *at, *row[9:11], int(row[7:9] == _NOWHERE)))
    return found


def _abbreviations(tables: Traversable, places: Sequence[Row]) -> Iterator[tuple[str, int]]:
    """Yield the written keys of provinces' abbreviations: "Ky." is one, and "KY" and "Ky" are names of other things."""
    provinces = {(row[4], row[2]): row[0] for row in places if row[3] == "admin1"}
    for number, (country, province, *short) in enumerate(_lines(tables, "abbreviations.tsv", fields=3), 1):
        if (country, province) not in provinces:
            raise GazetteerError(f"geography/data/abbreviations.tsv, line {number}: no province {province!r} in {country}")
        yield from ((written(one), provinces[country, province]) for one in short[0].split("|"))


_LARGE = 15_000
"""Inhabitants from which a town outside the fifteen conflict countries is found by its consonants. With all of them, when it was
tried, the names of GeoWebNews that were placed were right less often (`make geobench`, "right of placed")."""

_FIRST_WOF = 80_000_000
"""Who's On First ids begin above it, GeoNames ids end below it."""


def _lines(tables: Traversable, name: str, fields: int = 5) -> Iterator[list[str]]:
    for number, line in enumerate(_bytes(tables, name).decode().splitlines(), 1):
        if not line.startswith("#"):
            found = line.split("\t")
            if len(found) < fields:
                raise GazetteerError(f"geography/data/{name}, line {number}: {len(found)} fields; mend the line")
            yield found


def _capitals(tables: Traversable, places: Iterable[Row], names: Iterable[tuple[str, int]]) -> dict[str, Row]:
    """Return the most populous town of each state that bears the name of its capital."""
    wanted = {(fields[0], fold(fields[3])) for fields in _lines(tables, "countries.tsv") if fields[3]}
    keys = {key for _, key in wanted}
    towns = {row[0]: row for row in places if row[3] == "town"}
    found: dict[str, Row] = {}
    for key, place in names:
        if key in keys and (row := towns.get(place)) and (row[4], key) in wanted:
            best = found.get(row[4])
            if best is None or (row[9] or 0, -row[0]) > (best[9] or 0, -best[0]):
                found[row[4]] = row
    return found


def _states(tables: Traversable, capitals: dict[str, Row]) -> Iterator[tuple[Row, Sequence[str]]]:
    """Yield the states. A name of three letters or fewer is no key: "us" and "car" are words."""
    for code, geonames, name, _capital, lat, lon, people, names, _spoken in _lines(tables, "countries.tsv"):
        seat = capitals.get(code)
        at = (float(lat), float(lon)) if lat and lon else (seat[7], seat[8]) if seat else (0.0, 0.0)
        keys = [key for one in (name, *names.split("|")) if len(key := fold(one)) > 3 or one == name]
        yield (int(geonames), int(geonames), name, "country", code, "", "", *at, int(people or 0), len(keys), 0), keys


def _regions(tables: Traversable) -> Iterator[tuple[Row, Sequence[str]]]:
    for number, (name, country, lat, lon, names) in enumerate(_lines(tables, "regions.tsv"), 1):
        keys = [fold(one) for one in (name, *names.split("|")) if one]
        yield (-number, None, name, "region", country, "", "", float(lat), float(lon), None, len(keys), 0), keys


def _words(tables: Traversable) -> list[tuple[str, str, int]]:
    """Return the words that mean a state: adjectives, then names; of the largest state first.

    A short name stands as it is written, the rest folded. Adjectives go before: "Somali" is also a name, in Russian.
    """
    states = sorted(_lines(tables, "countries.tsv"), key=lambda one: -int(one[6] or 0))
    spoken = [(word, fields[0], 1) for fields in states for word in fields[8].split("|")]
    names = [(word, fields[0], 0) for fields in states for word in (fields[2], *fields[7].split("|"))]
    return [(word if len(fold(word)) <= 3 else fold(word), code, adjective) for word, code, adjective in spoken + names if word]
