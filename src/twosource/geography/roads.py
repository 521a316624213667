"""The road network: which roads there are, which towns they join, and what is parted when one of them is closed.

In: tables of corridors (`data/roads.tsv`, and a project's own): the stops of each road in order. Out: Roads, asked by name, by
description ("the north-south highway", "the road between Oru and Tavan") and by town. The one door to networkx. An absent road
does not mean that there is none: the table holds main corridors.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from twosource.errors import GazetteerError
from twosource.geography import shapes
from twosource.geography.keys import fold

if TYPE_CHECKING:
    import networkx as nx

COLUMNS = ("road", "names", "country", "town", "geonames", "lat", "lon", "region")
TOWN_KM = 5.0
"""A place so near a stop of a road is that stop: positions of one town differ by so much between gazetteers."""
_ALONG = 35.0  # degrees by which the line of a north-south highway may lie off the axis
_DIRECTIONS = {"north-south": 0.0, "south-north": 0.0, "east-west": 90.0, "west-east": 90.0}
_BETWEEN = re.compile(
    r"(?:between|linking|connecting|joining|links|connects|joins|from)\s+(.+?)\s+(?:and|with|to)\s+(.+)", re.IGNORECASE
)
_GENERIC = re.compile(
    r"\b(?:the|a|an|key|main|strategic|vital|highway|motorway|road|route|city|town|of|portion|stretch)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Stop:
    """A town on a road: its name, its province, and where it is (WGS 84)."""

    name: str
    region: str
    country: str
    point: shapes.Point


@lru_cache(maxsize=4)
def open_roads(own: Path | None = None) -> Roads:
    """Return the network that ships, with a project's own roads if there is a table of them.

    Raises GazetteerError naming the file and the line.
    """
    shipped = files("twosource.geography").joinpath("data/roads.tsv").read_text(encoding="utf-8")
    rows = list(_rows("geography/data/roads.tsv", shipped))
    if own is not None:
        try:
            rows += _rows(str(own), own.read_text(encoding="utf-8-sig"))
        except (OSError, UnicodeDecodeError) as error:
            raise GazetteerError(f"{own}: cannot be read ({error}); give a tab-separated file in UTF-8") from error
    return Roads(rows)


def _rows(name: str, text: str) -> Iterator[tuple[str, tuple[str, ...], Stop]]:
    reader = csv.DictReader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    if tuple(reader.fieldnames or ()) != COLUMNS:
        raise GazetteerError(f"{name}, line 1: the columns must be {', '.join(COLUMNS)}, parted by tabs")
    for number, row in enumerate(reader, 2):
        try:
            point = float(row["lat"]), float(row["lon"])
        except (ValueError, TypeError) as error:
            raise GazetteerError(f"{name}, line {number}: {error}; mend the line") from error
        if not (row["road"] and row["town"] and -90 <= point[0] <= 90 and -180 <= point[1] <= 180):
            what = f"{row['road']!r}, {row['town']!r} at {point} is no stop of a road on the earth"
            raise GazetteerError(f"{name}, line {number}: {what}; mend the line")
        names = tuple(one for one in row["names"].split("|") if one)
        yield row["road"], names, Stop(row["town"], row["region"], row["country"], point)


class Roads:
    """The network: stops in order by road, and the graph that they make."""

    def __init__(self, rows: Iterable[tuple[str, tuple[str, ...], Stop]]) -> None:
        import networkx as nx  # noqa: PLC0415  a quarter of a second, for who asks for roads

        self.graph: nx.Graph[str] = nx.Graph()
        self.stops: dict[str, Stop] = {}
        self.along: dict[str, list[str]] = {}
        self._names: dict[str, str] = {}
        for road, names, stop in rows:
            self.stops.setdefault(stop.name, stop)
            before = self.along.setdefault(road, [])
            if before and before[-1] != stop.name:
                self.graph.add_edge(
                    before[-1], stop.name, road=road, km=shapes.distance(self.stops[before[-1]].point, stop.point)
                )
            before.append(stop.name)
            self._names |= {fold(one): road for one in (road, *names)}

    def at(self, point: shapes.Point) -> str | None:
        """Return the stop at a point, None where no road is near."""
        near = ((shapes.distance(point, stop.point), name) for name, stop in self.stops.items())
        best = min(near, default=None)
        return best[1] if best and best[0] <= TOWN_KM else None

    def named(self, words: str, near: str | None = None) -> str | None:
        """Return the road that words mean: by its name, by the towns at its ends, or by its direction past a stop."""
        text = " ".join(words.split())
        for length in range(len(text.split()), 0, -1):
            for start in range(len(text.split()) - length + 1):
                found = self._names.get(fold(" ".join(text.split()[start : start + length])))
                if found is not None:
                    return found
        return self._by_ends(text) or self._by_direction(text, near)

    def _by_ends(self, text: str) -> str | None:
        """Return the road that has both towns of "the road between Oru and Tavan" or "the Oru-Tavan road"."""
        between = _BETWEEN.search(text)
        pairs = (
            [between.groups()] if between else [(one, other) for one, _, other in (word.partition("-") for word in text.split())]
        )
        for one, other in pairs:
            towns = self.called(one), self.called(other)
            if all(towns) and towns[0] != towns[1]:
                return next((road for road, stops in self.along.items() if towns[0] in stops and towns[1] in stops), None)
        return None

    def called(self, words: str) -> str | None:
        """Return the stop that words name, None where they name none."""
        key = fold(_GENERIC.sub(" ", words).strip(" ,.'’\"”"))
        return next((name for name in self.stops if fold(name) == key), None) if key else None

    def _by_direction(self, text: str, near: str | None) -> str | None:
        """Return the road past a stop that runs as the words say: the only one, or the one that lies best along the axis."""
        axis = next((turn for words, turn in _DIRECTIONS.items() if words in text.lower().replace("–", "-")), None)
        if near is None:
            return None
        through = [road for road, stops in self.along.items() if near in stops]
        if axis is None:
            return through[0] if len(through) == 1 and re.search(r"\b(?:highway|motorway)\b", text, re.IGNORECASE) else None
        off = {road: self._off(road, axis) for road in through}
        fitting = [road for road in through if off[road] <= _ALONG]
        return min(fitting, key=lambda road: off[road], default=None)

    def _off(self, road: str, axis: float) -> float:
        """Return by how many degrees the line between a road's ends lies off an axis."""
        first, last = (self.stops[self.along[road][end]].point for end in (0, -1))
        return min(shapes.turn(shapes.bearing(first, last), turn) for turn in (axis, axis + 180))

    def linked(self, open_stops: Collection[str]) -> list[list[str]]:
        """Return the groups of stops that can reach each other over open stops alone, the largest first; each in road order."""
        import networkx as nx  # noqa: PLC0415

        parts = nx.connected_components(self.graph.subgraph(open_stops))
        return sorted((sorted(part, key=self._order.__getitem__) for part in parts), key=lambda part: (-len(part), part))

    def path(self, start: str, end: str, open_stops: Collection[str] | None = None) -> list[str] | None:
        """Return the shortest way between two stops, over open stops alone where they are given; None where there is none."""
        import networkx as nx  # noqa: PLC0415

        graph = self.graph if open_stops is None else self.graph.subgraph({*open_stops, start, end})
        try:
            return list(nx.shortest_path(graph, start, end, weight="km"))
        except (nx.NetworkXNoPath, nx.NodeNotFound):
            return None

    def length(self, way: Sequence[str]) -> float:
        """Return the kilometres of a way, each stretch as the crow flies."""
        return float(sum(self.graph.edges[one, other]["km"] for one, other in zip(way, way[1:], strict=False)))

    def beside(self, road: str, stop: str) -> tuple[Sequence[str], Sequence[str]]:
        """Return the stops of a road on either side of one of its stops, in order."""
        stops = self.along[road]
        at = stops.index(stop)
        return stops[:at], stops[at + 1 :]

    @cached_property
    def _order(self) -> dict[str, int]:
        return {
            name: number for number, name in enumerate(dict.fromkeys(name for stops in self.along.values() for name in stops))
        }
