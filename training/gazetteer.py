"""Make the gazetteer's data files from the open data beside the checkout.

    python -m training.gazetteer ../shared/geo src/twosource/geography/data

In: GeoNames code tables and cities (CC BY 4.0), Who's On First places of fifteen countries (CC0 and CC BY), country adjectives
(Apache-2.0), OCHA country names. Out: `places.tsv.xz` and `countries.tsv`, read by `twosource.geography.building`. An alias whose
key another name of the same place already has is dropped: nothing becomes harder to find by that.
"""

from __future__ import annotations

import csv
import gzip
import lzma
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from twosource.geography.keys import fold

Row = dict[str, str]
_SCRIPTS = re.compile(r"[\u0000-\u024f\u02b0-\u02ff\u0300-\u036f\u0400-\u052f\u0590-\u06ff\u0750-\u077f\u1e00-\u201f]+")
_GENERIC = re.compile(
    r"(?i)^(?:(?:republic|oblast|province|region|state|district|emirate|autonomous republic) of )"
    r"|\s(?:governorate|province|oblast|region|state|district|county|prefecture|raion|rayon|wilayah?|department|krai|municipality)$"
)
_TOO_BARE = frozenset(
    [
        "free",
        "capital",
        "national",
        "federal",
        "central",
        "northern",
        "southern",
        "eastern",
        "western",
        "north",
        "south",
        "east",
        "west",
    ]
)
_KINDS = {"locality": "town", "neighbourhood": "town", "localadmin": "town", "region": "admin1", "county": "admin2"}
# Names that reports use for states and no source of ours lists; four parts of one state have adjectives of their own.
_MORE_NAMES = {
    "US": ("U.S.", "US", "USA", "U.S", "U.S.A.", "America", "United States of America"),
    "GB": ("UK", "U.K.", "U.K", "Britain", "Great Britain", "England", "Scotland", "Wales", "Northern Ireland"),
    "AE": ("UAE", "Emirates"),
    "CD": ("DRC", "DR Congo", "Congo-Kinshasa", "Congo", "Zaire"),
    "CG": ("Congo-Brazzaville",),
    "CF": ("CAR",),
    "SA": ("KSA",),
    "MM": ("Burma",),
    "CI": ("Côte d'Ivoire",),
    "TR": ("Türkiye", "Turkiye"),
    "PS": ("Palestine", "Palestinian Territories", "occupied Palestinian territory"),
    "KP": ("DPRK",),
    "CZ": ("Czech Republic",),
    "SZ": ("Swaziland",),
    "MK": ("Macedonia",),
    "TL": ("East Timor",),
    "CV": ("Cape Verde",),
    "GM": ("The Gambia",),
    "BS": ("The Bahamas",),
    "NL": ("Holland",),
    "MO": ("Macau",),
    "VA": ("Holy See",),
}


@dataclass(frozen=True)
class Made:
    """One place as a line of `places.tsv.xz`."""

    id: int
    geonames: str
    kind: str
    name: str
    country: str
    admin1: str
    admin2: str
    lat: str
    lon: str
    population: str
    aliases: tuple[str, ...] = ()

    def line(self) -> str:
        """Return the tab-separated line."""
        key = {fold(self.name)}
        kept = [one for one in self.aliases if _is_new(one, key)]
        at = f"{float(self.lat):.4f}\t{float(self.lon):.4f}"
        head = (str(self.id), "" if self.geonames == str(self.id) else self.geonames, self.kind, self.name, self.country)
        return "\t".join((*head, self.admin1, self.admin2, at, self.population, "|".join(kept)))


def main(geo: Path, data: Path) -> None:
    """Write both files and say how large they are."""
    data.mkdir(parents=True, exist_ok=True)
    conflict = sorted(path.name[:2] for path in (geo / "wof_conflict_gazetteer").glob("*.tsv.gz"))
    current = {row["gn_id"]: row["name"] for row in _table(geo / "compact_world/cities500.tsv.gz")}
    places = [one for country in conflict for one in _conflict(geo, country, current)]
    places += _world(geo, {one.geonames for one in places if one.geonames}, set(conflict))
    unique = sorted(_merged(places), key=lambda one: (one.country, one.kind, one.id))
    text = "".join(one.line() + "\n" for one in unique)
    (data / "places.tsv.xz").write_bytes(lzma.compress(text.encode(), preset=9 | lzma.PRESET_EXTREME))
    (data / "countries.tsv").write_text("".join(_countries(geo)), encoding="utf-8")
    for path in sorted(data.iterdir()):
        print(path.name, path.stat().st_size)
    print(len(unique), "places")


def _merged(places: Iterable[Made]) -> Iterator[Made]:
    """Yield places, those of one kind and GeoNames id made one under the names of all; the one first named by GeoNames stays."""
    groups: dict[tuple[str, str], list[Made]] = defaultdict(list)
    for one in places:
        groups[one.kind, one.geonames or f"w{one.id}"].append(one)
    for group in groups.values():
        best = max(group, key=lambda one: (fold(one.name) == fold(one.admin1), int(one.population or 0), -one.id))
        yield replace(best, aliases=tuple(name for one in (best, *group) for name in (one.name, *one.aliases)))


def _is_new(name: str, keys: set[str]) -> bool:
    """Tell whether a name is in a script that we keep and has a key that was not there; remember the key."""
    if len(name) < 2 or not _SCRIPTS.fullmatch(name) or (key := fold(name)) in keys or len(key) < 2:
        return False
    keys.add(key)
    return True


def _table(path: Path, fields: Iterable[str] | None = None) -> Iterator[Row]:
    with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines, fieldnames=fields, delimiter="\t", quoting=csv.QUOTE_NONE)  # type: ignore[arg-type]


def _conflict(geo: Path, country: str, current: dict[str, str]) -> Iterator[Made]:
    """Yield the places of one country of Who's On First, near-duplicates and the state itself left out.

    `current` are GeoNames' names by id: Who's On First has some that were changed years ago.
    """
    rows = [row for row in _table(geo / "wof_conflict_gazetteer" / f"{country}.tsv.gz") if not row["dup_of"]]
    names = {row["wof_id"]: _latin(row) for row in rows}
    for row in rows:
        kind = _KINDS.get(row["placetype"])
        if kind is None:
            continue
        aliases = _with_bare((row["name_en"], row["name"], *row["aliases"].split("|")), kind)
        admin1 = "" if kind == "admin1" else names.get(row["region_id"], row["region"])
        admin2 = "" if kind != "town" else names.get(row["county_id"], row["county"])
        name = current.get(row["gn_id"], names[row["wof_id"]])
        yield Made(
            int(row["wof_id"]), row["gn_id"], kind, name, country, admin1, admin2, row["lat"], row["lon"],
            row["population"], tuple(aliases),
        )  # fmt: skip


def _latin(row: Row) -> str:
    name = row["name"] if row["name"].isascii() else row["name_en"] or row["name"]
    return name.partition(" (")[0]


def _with_bare(names: Iterable[str], kind: str) -> Iterator[str]:
    """Yield names; behind that of a province or district also the one without "Governorate" and its like."""
    for name in names:
        yield name
        bare = _GENERIC.sub("", name)
        if kind != "town" and bare != name and bare.lower() not in _TOO_BARE:
            yield bare


def _world(geo: Path, known: set[str], conflict: set[str]) -> list[Made]:
    """Return the towns of all other countries, their provinces, and the districts named after a town in them."""
    first = {row["code"]: row for row in _table(geo / "geonames_codes/admin1CodesASCII.tsv.gz", ("code", "name", "ascii", "id"))}
    towns, in_admin1, named = [], defaultdict(list), {}
    for row in _table(geo / "compact_world/cities500.tsv.gz"):
        code = f"{row['cc']}.{row['admin1']}"
        admin1 = first[code]["ascii"] if code in first else ""
        in_admin1[code].append(row)
        named.setdefault((code, fold(row["name"])), row)
        if row["gn_id"] not in known:
            aliases = tuple(row["aliases"].split("|"))
            towns.append(
                Made(int(row["gn_id"]), row["gn_id"], "town", row["name"], row["cc"], admin1, "", row["lat"], row["lon"],
                     row["population"], aliases)
            )  # fmt: skip
    return [*towns, *_provinces(first, in_admin1, conflict), *_districts(geo, first, named, conflict)]


def _provinces(first: dict[str, Row], towns: dict[str, list[Row]], conflict: set[str]) -> Iterator[Made]:
    """Yield each province at the centre of its towns, weighted by their population; GeoNames' table has no positions."""
    for code, row in first.items():
        inside = towns.get(code)
        if not inside or code[:2] in conflict:
            continue
        weights = [float(one["population"] or 0) + 1 for one in inside]
        lat, lon = (sum(float(one[axis]) * w for one, w in zip(inside, weights, strict=True)) for axis in ("lat", "lon"))
        people = str(int(sum(weights)) - len(weights))
        total = sum(weights)
        names = tuple(_with_bare((row["name"], row["ascii"]), "admin1"))
        yield Made(
            int(row["id"]), row["id"], "admin1", row["ascii"], code[:2], "", "", str(lat / total), str(lon / total), people, names
        )


def _districts(geo: Path, first: dict[str, Row], named: dict[tuple[str, str], Row], conflict: set[str]) -> Iterator[Made]:
    """Yield the districts that have a town of their name, and so a position."""
    for row in _table(geo / "geonames_codes/admin2Codes.tsv.gz", ("code", "name", "ascii", "id")):
        code = ".".join(row["code"].split(".")[:2])
        bare = _GENERIC.sub("", row["ascii"])
        town = named.get((code, fold(bare)))
        if town is None or code[:2] in conflict or code not in first:
            continue
        admin1 = first[code]["ascii"]
        names = tuple(_with_bare((row["name"], row["ascii"]), "admin2"))
        yield Made(int(row["id"]), row["id"], "admin2", row["ascii"], code[:2], admin1, "", town["lat"], town["lon"], "", names)


def _countries(geo: Path) -> Iterator[str]:
    """Yield the lines of countries.tsv: code, GeoNames id, name, capital, lat, lon, population, names, adjectives."""
    others = {row["ISO 3166-1 Alpha 2-Codes"]: row for row in _taxonomy(geo)}
    spoken = _adjectives(geo)
    for row in _table(geo / "geonames_codes/countryInfo.tsv.gz"):
        code, other = row["ISO"], others.get(row["ISO"], {})
        columns = (
            "English Short",
            "M49 English",
            "English Formal",
            "French Short",
            "Spanish Short",
            "Russian Short",
            "Arabic Short",
        )
        names = [*_MORE_NAMES.get(code, ()), row["ISO3"], *(other.get(column, "") for column in columns)]
        english = {fold(name) for name in (row["Country"], *names[:-4])}
        adjectives = [
            word for name in (row["Country"], *names) for word in spoken.get(fold(name), ()) if fold(word) not in english
        ]
        lat, lon = other.get("Latitude") or "", other.get("Longitude") or ""
        plain = [name for name in dict.fromkeys(names) if name and name != row["Country"] and "|" not in name]
        head = (code, row["geonameid"], row["Country"], row["Capital"].strip(), lat, lon, row["Population"])
        yield "\t".join((*head, "|".join(plain), "|".join(dict.fromkeys(adjectives)))) + "\n"


def _taxonomy(geo: Path) -> Iterator[Row]:
    with gzip.open(geo / "ocha_pcodes_adm1_adm2/country_taxonomy_6lang.csv.gz", "rt", encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines)


def _adjectives(geo: Path) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    path = geo / "geonames_codes/country_adjectives_demonyms.csv"
    with path.open(encoding="utf-8-sig", newline="") as lines:
        for country, *spoken in csv.reader(lines):
            found[fold(country)] += [word for word in spoken if word and "(" not in word and fold(word) != fold(country)]
    return found


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
