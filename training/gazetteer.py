"""Make the gazetteer's data files from the open data beside the checkout.

    python -m training.gazetteer ../shared/geo src/twosource/geography/data

In: GeoNames code tables and cities (CC BY 4.0), Who's On First places of fifteen countries (CC0 and CC BY), country adjectives
(Apache-2.0), OCHA country names. Out: `places.tsv.xz`, `countries.tsv` and `country_codes.tsv`, read by
`twosource.geography.building`. An alias whose key another name of the same place already has is dropped: nothing becomes harder
to find by that.
"""

from __future__ import annotations

import csv
import gzip
import json
import lzma
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import shapely

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
    "GB": ("UK", "U.K.", "U.K", "Britain", "Great Britain"),
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


# The points that gazetteers and fact books give for large states, where the centre of the largest part lies far from them: a
# point for half a continent is a convention, and ours had better be everybody's. From public knowledge (CIA World Factbook,
# public domain).
_USUAL_POINTS = {
    "RU": (60, 100), "CA": (60, -95), "CN": (35, 105), "AU": (-27, 133), "BR": (-10, -55), "IN": (20, 77), "AR": (-34, -64),
    "KZ": (48, 68), "DZ": (28, 3), "CD": (-2.5, 23.5), "SA": (25, 45), "MX": (23, -102), "ID": (-5, 120), "SD": (15, 30),
    "LY": (25, 17), "IR": (32, 53), "MN": (46, 105), "PE": (-10, -76), "TD": (15, 19), "NE": (16, 8), "AO": (-12.5, 18.5),
    "ML": (17, -4), "ZA": (-29, 24), "CO": (4, -72), "ET": (8, 38), "BO": (-17, -65), "MR": (20, -12), "EG": (27, 30),
    "TZ": (-6, 35), "NG": (10, 8), "VE": (8, -66), "PK": (30, 70), "MZ": (-18.25, 35), "TR": (39, 35), "CL": (-30, -71),
    "ZM": (-15, 30), "MM": (22, 98), "AF": (33, 65), "UA": (49, 32), "KE": (1, 38), "FR": (46, 2), "TH": (15, 100),
    "ES": (40, -4), "SE": (62, 15), "NO": (62, 10), "FI": (64, 26), "JP": (36, 138), "DE": (51, 9), "VN": (16.17, 107.83),
    "MY": (2.5, 112.5), "PH": (13, 122), "NZ": (-41, 174), "GB": (54, -2), "IT": (42.83, 12.83), "BW": (-22, 24), "SY": (35, 38),
}  # fmt: skip


@dataclass(frozen=True)
class Made:
    """One place as a line of `places.tsv.xz`; `lat` and `lon` are empty where only its province is known."""

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
        at = f"{float(self.lat):.4f}\t{float(self.lon):.4f}" if self.lat else "\t"
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
    (data / "country_codes.tsv").write_text("".join(_codes(geo)), encoding="utf-8")
    borders = json.dumps(_borders(geo), separators=(",", ":")).encode()
    (data / "borders.json.xz").write_bytes(lzma.compress(borders, preset=9 | lzma.PRESET_EXTREME))
    (data / "roads.tsv").write_text("".join(_roads(geo)), encoding="utf-8")
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
    return [*towns, *_provinces(geo, first, in_admin1, conflict), *_districts(geo, first, named, conflict)]


def _provinces(geo: Path, first: dict[str, Row], towns: dict[str, list[Row]], conflict: set[str]) -> Iterator[Made]:
    """Yield each province at the centre of its largest part, or where no outline is known, of its towns by population."""
    outlined = {
        (one["iso_a2"], fold(name)): at for one, at in _outlines(geo, "admin1") for name in (one["gn_name"], one["name"]) if name
    }
    for code, row in first.items():
        inside = towns.get(code)
        if not inside or code[:2] in conflict:
            continue
        weights = [float(one["population"] or 0) + 1 for one in inside]
        total = sum(weights)
        lat, lon = (sum(float(one[axis]) * w for one, w in zip(inside, weights, strict=True)) / total for axis in ("lat", "lon"))
        names = tuple(_with_bare((row["name"], row["ascii"]), "admin1"))
        lat, lon = next((at for name in names if (at := outlined.get((code[:2], fold(name))))), (lat, lon))
        people = str(int(total) - len(weights))
        yield Made(int(row["id"]), row["id"], "admin1", row["ascii"], code[:2], "", "", str(lat), str(lon), people, names)


def _outlines(geo: Path, layer: str) -> Iterator[tuple[dict[str, str], tuple[float, float]]]:
    """Yield the properties of each shape of a layer of Natural Earth and the centre (lat, lon) of its largest part."""
    with gzip.open(geo / f"natural_earth/ne10m_gen_{layer}.geojson.gz", "rt", encoding="utf-8") as file:
        for feature in json.load(file)["features"]:
            shape = shapely.geometry.shape(feature["geometry"])
            centre = max(getattr(shape, "geoms", [shape]), key=lambda part: part.area).centroid
            yield feature["properties"], (round(centre.y, 3), round(centre.x, 3))


def _districts(geo: Path, first: dict[str, Row], named: dict[tuple[str, str], Row], conflict: set[str]) -> Iterator[Made]:
    """Yield the districts; one that no town of its province is named after has no position of its own."""
    for row in _table(geo / "geonames_codes/admin2Codes.tsv.gz", ("code", "name", "ascii", "id")):
        code = ".".join(row["code"].split(".")[:2])
        if code[:2] in conflict or code not in first:
            continue
        admin1 = first[code]["ascii"]
        names = tuple(_with_bare((row["name"], row["ascii"]), "admin2"))
        town = named.get((code, fold(_GENERIC.sub("", row["ascii"]))))
        lat, lon = (town["lat"], town["lon"]) if town else ("", "")
        yield Made(int(row["id"]), row["id"], "admin2", row["ascii"], code[:2], admin1, "", lat, lon, "", names)


def _codes(geo: Path) -> Iterator[str]:
    """Yield the lines of country_codes.tsv: alpha-2, alpha-3, numeric (0 where ISO 3166 gives none), name."""
    yield "# Codes of states: ISO 3166 alpha-2, alpha-3, numeric (0: none), name. From GeoNames (CC BY 4.0).\n"
    for row in sorted(_table(geo / "geonames_codes/countryInfo.tsv.gz"), key=lambda one: one["ISO"]):
        yield f"{row['ISO']}\t{row['ISO3']}\t{int(row['ISO-Numeric'])}\t{row['Country']}\n"


def _countries(geo: Path) -> Iterator[str]:
    """Yield the lines of countries.tsv: code, GeoNames id, name, capital, lat, lon, population, names, adjectives."""
    others = {row["ISO 3166-1 Alpha 2-Codes"]: row for row in _taxonomy(geo)}
    spoken = _adjectives(geo)
    centres = {one["iso_a2"]: at for one, at in _outlines(geo, "countries")}
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
        lat, lon = _USUAL_POINTS.get(code) or centres.get(code) or (other.get("Latitude") or "", other.get("Longitude") or "")
        plain = [name for name in dict.fromkeys(names) if name and name != row["Country"] and "|" not in name]
        head = (code, row["geonameid"], row["Country"], row["Capital"].strip(), str(lat), str(lon), row["Population"])
        yield "\t".join((*head, "|".join(plain), "|".join(dict.fromkeys(adjectives)))) + "\n"


def _borders(geo: Path) -> dict[str, object]:
    """Return the outlines of all states (Natural Earth) and of the provinces of the countries at war (Who's On First)."""
    states, provinces = {}, {}
    with gzip.open(geo / "natural_earth/ne10m_gen_countries.geojson.gz", "rt", encoding="utf-8") as file:
        for feature in json.load(file)["features"]:
            if len(feature["properties"]["iso_a2"] or "") == 2 and feature["properties"]["iso_a2"] != "-1":
                states[feature["properties"]["iso_a2"]] = feature["geometry"]
    for path in sorted((geo / "wof_admin_polygons").glob("*_region.geojson.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as file:
            provinces[path.name[:2]] = [(one["properties"]["name"], one["geometry"]) for one in json.load(file)["features"]]
    return {"countries": states, "provinces": provinces}


def _roads(geo: Path) -> Iterator[str]:
    """Yield the lines of roads.tsv: the stops of each corridor in order, with the names of the road on its first line.

    Names that describe a road ("a highway to the north") are left out: `geography.roads` reads them by rule.
    """
    folder = geo / "syria_corridors"
    towns = {row["node"]: row for row in _plain(folder / "nodes.tsv")}
    names: dict[str, list[str]] = defaultdict(list)
    for row in _plain(folder / "road_aliases.tsv"):
        if row["alias"] != row["road"] and not row["alias"].startswith(("a ", "the ")) and row["alias"][0].isupper():
            names[row["road"]].append(row["alias"])
    yield "road\tnames\tcountry\ttown\tgeonames\tlat\tlon\tregion\n"
    last = ("", "")
    for row in _plain(folder / "edges.tsv"):
        fresh = last != (row["road"], row["from"])
        for town in (row["from"], row["to"]) if fresh else (row["to"],):
            at = towns[town]
            head = (row["road"], "|".join(names.pop(row["road"], [])), "SY", town)
            yield "\t".join((*head, at["gn_id"], f"{float(at['lat']):.4f}", f"{float(at['lon']):.4f}", at["region"])) + "\n"
        last = (row["road"], row["to"])


def _plain(path: Path) -> Iterator[Row]:
    with path.open(encoding="utf-8", newline="") as lines:
        yield from csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)


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
