"""Names to places: the one door to the gazetteer.

In: a name as a report writes it. Out: the entries that bear it, by exact key or, under a country, by consonants alone; the
state that a name, adjective or demonym means. The entries come from an index that `building` makes from the data that ship,
opened read-only.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from twosource.errors import GazetteerError
from twosource.geography.adding import added
from twosource.geography.building import Progress, cell, index_path, written
from twosource.geography.keys import consonants, fold, likeness
from twosource.geography.own import own_index
from twosource.geography.shapes import distance

EntryKind = Literal["country", "admin1", "admin2", "town", "region"]
"""A state, its provinces, their districts, an inhabited place, or an area without exact borders (a sea, "Donbas")."""

_FIELDS = "id, geonames, name, kind, country, admin1, admin2, lat, lon, population, spellings, rough, capital"
_MOST = 200  # entries of one name; the commonest names of the world have a few hundred, the least populous never win
_SHORT = 6  # letters of the longest abbreviation of a province
_ALIKE = 55.0  # percent of agreement below which two keys of one skeleton are no spellings of one name; see find_alike


@dataclass(frozen=True, slots=True)
class Entry:
    """A place of the gazetteer. `admin1` and `admin2` are the names of its province and district, "" where unknown.

    `spellings` counts the names by which it is known, a measure of how well known it is. Where `rough`, only its province is
    known and the position is that of the province.
    """

    id: int
    geonames: int | None
    name: str
    kind: EntryKind
    country: str
    admin1: str
    admin2: str
    lat: float
    lon: float
    population: int | None
    spellings: int
    rough: bool
    capital: bool

    @property
    def point(self) -> tuple[float, float]:
        """Its latitude and longitude."""
        return self.lat, self.lon


def open_gazetteer(cache: Path | None = None, progress: Progress | None = None, own: Path | None = None) -> Gazetteer:
    """Open the gazetteer that ships with the package; its index is built on first use in `cache` or the user's cache folder.

    `own` is a table of a project's own places, which goes before it (see `twosource.geography.own`).
    """
    found = Gazetteer(index_path(cache, progress))
    for path in added(cache):
        found = Gazetteer(path, found, joins=True)
    return found if own is None else Gazetteer(own_index(own, cache), found)


def _restored(path: Path, under: Gazetteer | None, joins: bool) -> Gazetteer:
    return Gazetteer(path, under, joins=joins)


def _together(first: tuple[Entry, ...], more: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """Return the entries of two gazetteers, one of the same GeoNames id or the same point and kind once."""
    known = {one.geonames for one in first if one.geonames} | {one.id for one in first}
    return (*first, *(one for one in more if one.geonames not in known and one.id not in known))


class Gazetteer:
    """An index of places, read-only, safe to share between threads, to fork and to pickle.

    `under` is the gazetteer that is asked where this one knows nothing, or if this one `joins` it, always: then the entries of
    both stand together, those of one GeoNames id once.
    """

    def __init__(self, path: Path, under: Gazetteer | None = None, *, joins: bool = False) -> None:
        self.path = path
        self.under = under
        self.joins = joins
        self._local = threading.local()
        self._find = lru_cache(maxsize=65536)(self._look_up)
        self._alike = lru_cache(maxsize=16384)(self._look_alike)
        self._country = lru_cache(maxsize=512)(self._states)
        self._seat = lru_cache(maxsize=512)(self._capitals)
        self._state = lru_cache(maxsize=16384)(self._state_of)

    def __reduce__(self) -> tuple[Callable[..., Gazetteer], tuple[Path, Gazetteer | None, bool]]:
        return _restored, (self.path, self.under, self.joins)

    def find(self, name: str) -> tuple[Entry, ...]:
        """Return the entries that bear a name, whatever its articles, hyphens, diacritics and script; most populous first."""
        if len(name) <= 5 and (state := self._state(name.strip())) and not state[1]:
            return self._country(state[0])
        short = self._find(written(name)) if len(name) <= _SHORT and not name.islower() else ()
        mine = short or self._find(fold(name))
        if self.joins and self.under:
            return _together(self.under.find(name), mine)
        return mine or (self.under.find(name) if self.under else ())

    def find_alike(self, name: str, country: str | None = None, admin1: str | None = None) -> tuple[Entry, ...]:
        """Return the entries of a state (and province) whose name has the same consonants, the most alike spelling first.

        Without a country nothing is returned: consonants alone join too much. Spellings that agree by less than 55 % are
        left out (set by eye on the place names of fifty reports; `resolve` asks for more).
        """
        if country is None:
            return ()
        mine = self._alike(fold(name), country, admin1)
        if self.joins and self.under:
            return _together(self.under.find_alike(name, country, admin1), mine)
        return mine or (self.under.find_alike(name, country, admin1) if self.under else ())

    def country_of(self, word: str) -> str | None:
        """Return the ISO 3166 code of the state that a name, adjective or demonym means ("Kenya", "Kenyan", "Kenyans")."""
        found = self.meant(word)
        return found[0] if found else None

    def name_of(self, country: str) -> str | None:
        """Return the English name of a state by its ISO 3166 code."""
        found = self._country(country)
        return found[0].name if found else self.under.name_of(country) if self.under else None

    def states(self, country: str) -> tuple[Entry, ...]:
        """Return the state with an ISO 3166 code, or nothing."""
        return self._country(country) or (self.under.states(country) if self.under else ())

    def is_adjective(self, word: str) -> bool:
        """Tell whether a word means a state as an adjective or demonym, not as its name ("Kenyan", "Kenyans")."""
        found = self.meant(word)
        return found is not None and found[1]

    def capital_of(self, word: str) -> str | None:
        """Return the code of the state whose capital a word names, if no larger place has that name."""
        towns = [entry for entry in self.find(word) if entry.kind == "town"]
        return towns[0].country if towns and towns[0].capital else None

    def seat(self, country: str) -> Entry | None:
        """Return the capital of a state by its ISO 3166 code."""
        found = self._seat(country)
        return found[0] if found else self.under.seat(country) if self.under else None

    def entry(self, id: int) -> Entry | None:  # noqa: A002  the field's own name
        """Return the entry with an id."""
        found = self._select("where id = ?", (id,))
        return found[0] if found else self.under.entry(id) if self.under else None

    def nearest(self, lat: float, lon: float, km: float) -> tuple[Entry, ...]:
        """Return the towns within `km` kilometres of a point, the nearest first."""
        reach = min(int(km // 55) + 1, 4)  # one degree of longitude is 55 km at 60 degrees north
        cells = [cell(lat + up, lon + side) for up in range(-reach, reach + 1) for side in range(-reach, reach + 1)]
        marks = ",".join("?" * len(cells))
        found = self._select(f"where kind = 'town' and cell in ({marks})", cells)
        below = self.under.nearest(lat, lon, km) if self.under else ()
        near = [(distance((lat, lon), entry.point), entry.id, entry) for entry in (*found, *below)]
        return tuple(entry for far, _, entry in sorted(near, key=lambda one: one[:2]) if far <= km)

    def _look_up(self, key: str) -> tuple[Entry, ...]:
        if not key:
            return ()
        where = "join names on place = id where key = ? order by kind = 'country' desc, population desc, id limit ?"
        return self._select(where, (key, _MOST))

    def _look_alike(self, key: str, country: str, admin1: str | None) -> tuple[Entry, ...]:
        block = f"{country} {consonants(key)}"
        row = self._connection().execute("select spellings from alike where block = ?", (block,)).fetchone()
        best: dict[int, float] = {}
        for pair in row[0].split("\n") if row else ():
            other, place = pair.split(" ")
            best[int(place)] = max(best.get(int(place), 0.0), likeness(key, other))
        ranked = sorted((-score, place) for place, score in best.items() if score >= _ALIKE)
        found = [entry for _, place in ranked[:_MOST] if (entry := self.entry(place))]
        return tuple(entry for entry in found if admin1 is None or fold(admin1) in (fold(entry.admin1), fold(entry.name)))

    def meant(self, word: str) -> tuple[str, bool] | None:
        """Return the code of the state that a word means, and whether as an adjective; an own state goes before."""
        return self._state(word) or (self.under.meant(word) if self.under else None)

    def _state_of(self, word: str) -> tuple[str, bool] | None:
        bare = word.strip().removesuffix("'s").removesuffix("’s")
        key = fold(bare)
        for one in (bare, key if len(key) > 3 else ""):
            row = self._connection().execute("select country, adjective from words where word = ?", (one,)).fetchone()
            if row:
                return str(row[0]), bool(row[1])
        return None

    def _states(self, code: str) -> tuple[Entry, ...]:
        return self._select("where country = ? and kind = 'country'", (code,))

    def _capitals(self, code: str) -> tuple[Entry, ...]:
        return self._select("where country = ? and capital and kind = 'town' order by population desc, id", (code,))

    def _select(self, where: str, values: Any) -> tuple[Entry, ...]:
        rows = self._connection().execute(f"select {_FIELDS} from places {where}", values)  # noqa: S608  no outside text
        return tuple(Entry(*row) for row in rows)

    def _connection(self) -> sqlite3.Connection:
        """Return this thread's connection, a new one behind a fork."""
        held = getattr(self._local, "held", None)
        if held is None or held[0] != os.getpid():
            try:
                connection = sqlite3.connect(f"file:{self.path}?mode=ro&immutable=1", uri=True)
            except sqlite3.Error as error:
                raise GazetteerError(f"{self.path}: cannot be opened ({error}); delete it, and it is built again") from error
            held = self._local.held = (os.getpid(), connection)
        found: sqlite3.Connection = held[1]
        return found
