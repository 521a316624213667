"""How fast place names are resolved, beside the bare lookup of each name, and how long the index takes to build.

    python -m benchmarks.places [--reports 500 1000 2000] [--readme]

In: made-up reports, each naming its state, a province and eight towns drawn from the gazetteer, so that names are as ambiguous as
they are. Out: a table: mentions resolved a second from a warm index, and how many times the cost of looking each name up and
taking the most populous entry that is. A straight line has a constant rate. One process does it all; two cores do twice as much.
"""

from __future__ import annotations

import argparse
import random
import sqlite3
import tempfile
import time
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.table import Table

from docs.generate import put
from twosource.geography import Gazetteer, open_gazetteer
from twosource.geography.building import index_path
from twosource.nouns import Span
from twosource.reading.places import resolve, split
from twosource.reading.sightings import PlaceSeen

HEAD = ("reports", "mentions", "seconds", "mentions a second", "times the bare lookup")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Measure the speed of resolving places.")
    parser.add_argument("--reports", type=int, nargs="+", default=[500, 1000, 2000])
    parser.add_argument("--readme", action="store_true", help="also write the table into README")
    options = parser.parse_args()
    gazetteer = open_gazetteer()
    scenes = seen(max(options.reports), gazetteer)
    resolved(scenes, gazetteer), looked_up(scenes, gazetteer)  # warms the index
    rows = [row(scenes[:number], gazetteer) for number in options.reports]
    took = built()
    table = Table(*HEAD, title="places resolved", title_justify="left")
    for line in rows:
        table.add_row(*line)
    Console(width=100).print(table)
    print(f"The index was built in {took:.1f} s.")
    if options.readme:
        lines = [f"| {' | '.join(HEAD)} |", f"|{'--:|' * len(HEAD)}", *(f"| {' | '.join(line)} |" for line in rows)]
        put("places bench", [*lines, "", f"The index of places was built in {took:.1f} s in the same run."])


def seen(number: int, gazetteer: Gazetteer) -> list[list[PlaceSeen]]:
    """Return the names of so many reports, each mentioned twice, as a finder sees them."""
    draw, scenes = random.Random(1), []
    with sqlite3.connect(f"file:{gazetteer.path}?mode=ro", uri=True) as index:
        towns = index.execute(
            "select country, admin1, name from places where kind = 'town' and admin1 <> '' order by id"
        ).fetchall()
    by_country: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for country, admin1, name in towns:
        by_country[country].append((admin1, name))
    countries = sorted(country for country, found in by_country.items() if len(found) > MANY)
    for _ in range(number):
        country = draw.choice(countries)
        drawn = draw.sample(by_country[country], TOWNS)
        names = [gazetteer.name_of(country) or country, drawn[0][0], *(name for _, name in drawn)]
        scenes.append(
            [
                PlaceSeen((Span(100 * at, 100 * at + 5), Span(100 * at + 50, 100 * at + 55)), *split(name))
                for at, name in enumerate(names)
            ]
        )
    return scenes


TOWNS, MANY = 8, 3000
"""Towns that a report names, of states that have more than so many."""


def resolved(scenes: Sequence[Sequence[PlaceSeen]], gazetteer: Gazetteer) -> float:
    """Return the seconds that resolving takes."""
    begun = time.perf_counter()
    for scene in scenes:
        resolve(scene, gazetteer)
    return time.perf_counter() - begun


def looked_up(scenes: Sequence[Sequence[PlaceSeen]], gazetteer: Gazetteer) -> float:
    """Return the seconds that looking every name up takes, the most populous entry taken."""
    begun = time.perf_counter()
    for scene in scenes:
        for place in scene:
            max(gazetteer.find(place.name), key=lambda one: one.population or 0, default=None)
    return time.perf_counter() - begun


def row(scenes: Sequence[Sequence[PlaceSeen]], gazetteer: Gazetteer) -> tuple[str, ...]:
    """Return one line of the table."""
    mentions = sum(len(place.mentions) for scene in scenes for place in scene)
    took, bare = resolved(scenes, gazetteer), looked_up(scenes, gazetteer)
    return str(len(scenes)), str(mentions), f"{took:.2f}", f"{mentions / took:,.0f}", f"{took / bare:.1f}"


def built() -> float:
    """Return the seconds that the index takes to build."""
    with tempfile.TemporaryDirectory() as folder:
        begun = time.perf_counter()
        index_path(Path(folder))
        return time.perf_counter() - begun


if __name__ == "__main__":
    main()
