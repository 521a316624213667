"""How well place names are found on the map, beside the population prior and the published figures.

    make geobench [TEXTS=folder]        python -m quality.geobench [--shared ../shared] [--texts FOLDER] [--misses CORPUS]

In: TR-News, LGL and GeoWebNews, each document's toponyms given and no word beside them (`--texts` reads the reports
themselves, for who has them as `<corpus>/<document>.txt`), and GeoVirus, given and from its raw text;
`quality/conflict_places.tsv`, a hundred names of wars with the two or three names that stand beside them. Out: a table. The
first three are scored on the third of their documents from which no weight was learnt. Measures as in the literature: accuracy
within 161 km, mean error in km, area under the curve of log errors (0 is best); an entry with the same GeoNames id is 0 km
away. "Resolvable" names are those of which the gazetteer has an entry within 161 km or of the same id; "placed" are those that
were given any place.
"""

from __future__ import annotations

import argparse
import csv
import statistics
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from math import log
from pathlib import Path

from rich.console import Console
from rich.progress import track
from rich.table import Table

from docs.generate import put
from quality.toponyms import CORPORA, Page, Toponym, pages, sighted
from twosource.geography import Gazetteer, open_gazetteer, shapes
from twosource.intake import freeze
from twosource.nouns import Page as Report
from twosource.nouns import Span
from twosource.reading import read
from twosource.reading.places import Resolved, candidates_of, resolve, split
from twosource.reading.sightings import PlaceSeen
from twosource.vocabulary import load

NAMES = Path(__file__).with_name("conflict_places.tsv")
NEAR_KM = 161.0
FARTHEST_KM = 20039.0
"""Half the earth's circumference, by which errors are divided before the area is taken."""
MORDECAI: Mapping[str, str] = {"TR-News": "87.3", "LGL": "82.7", "GeoWebNews": "94.1"}
"""Accuracy within 161 km of Mordecai 3 given each toponym, on its own held-out split (its README)."""
EUPEG: Mapping[str, str] = {"TR-News": "85.0", "LGL": "81.9", "GeoWebNews": "93.7", "GeoVirus": "80.7"}
"""The best accuracy within 161 km from raw text, of what each system recognised: Edinburgh, but CLAVIN on GeoWebNews (Wang and Hu
2019). To be held against "right of placed"."""
_SPREAD_KM: Mapping[str, float] = {"town": 25.0, "area": NEAR_KM}
"""How far the position of the list may be off: a town's by its edges, a province's centre by how it was taken."""


@dataclass
class Tally:
    """What was counted over the toponyms of one corpus: the error of each that was placed, and how many could be."""

    all: int = 0
    errors: list[float] = field(default_factory=list)
    resolvable: int = 0
    right_of_resolvable: int = 0

    def add(self, error: float | None, resolvable: bool) -> None:
        """Count one toponym; `error` is None where it was not placed."""
        self.all += 1
        self.resolvable += resolvable
        if error is not None:
            self.errors.append(error)
            self.right_of_resolvable += resolvable and error <= NEAR_KM

    @property
    def right(self) -> int:
        """How many are within 161 km."""
        return sum(one <= NEAR_KM for one in self.errors)

    @property
    def area(self) -> float:
        """The area under the curve of log errors."""
        logs = sorted(log(1 + one) / log(1 + FARTHEST_KM) for one in self.errors)
        return sum((low + high) / 2 for low, high in zip(logs, logs[1:], strict=False)) / max(1, len(logs) - 1)


def main() -> int:
    """Score and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--texts", type=Path, help="folder of the words of the first three corpora")
    parser.add_argument("--write", action="store_true", help="put the table into the README")
    parser.add_argument(
        "--misses", choices=[*CORPORA, "GeoVirus", "GeoVirus raw", "names"], help="list what is wrong in one corpus"
    )
    given = parser.parse_args()
    gazetteer, table = open_gazetteer(), []
    if (given.shared / "data/geoparse_news").is_dir():
        table = [(name, *figures(found)) for name, found in corpora(given, gazetteer)]
    else:
        print(f"{given.shared / 'data/geoparse_news'} is not here: its corpora are left out (this is no failure)")
    right, vague, unplaced, wrong = conflict_names(gazetteer)
    if given.misses == "names":
        print(*unplaced, *wrong, sep="\n")
    found = (
        f"a hundred names of wars with two or three beside each: {right} right, {vague} more ambiguous and said to be, "
        f"{len(unplaced)} left unplaced, {len(wrong)} wrong"
    )
    _print(table, found)
    if given.write:
        put("geobench", _lines(table, found))
    return 0


HEAD = ("corpus", "names", "resolvable", "right of them", "prior", "published", "placed", "right of placed", "mean km", "AUC")


def _print(rows: Sequence[Sequence[str]], found: str) -> None:
    table = Table(*HEAD, title="places found, in per cent within 161 km", title_justify="left")
    for row in rows:
        table.add_row(*row)
    console = Console(width=130)
    console.print(table)
    console.print(found)


def _lines(rows: Sequence[Sequence[str]], found: str) -> list[str]:
    lines = [f"| {' | '.join(HEAD)} |", f"|{'---|' * len(HEAD)}", *(f"| {' | '.join(row)} |" for row in rows)]
    return [*lines, "", f"Measured by `make geobench`; {found}."]


def corpora(given: argparse.Namespace, gazetteer: Gazetteer) -> Iterator[tuple[str, tuple[Tally, Tally, str]]]:
    """Yield each corpus's name with our tally, the prior's, and the published figure."""
    tested = [one for one in pages(given.shared, given.texts) if one.is_test]
    for corpus in (*CORPORA, "GeoVirus"):
        ours, prior, raw = Tally(), Tally(), Tally()
        for page in track([one for one in tested if one.corpus == corpus], corpus, transient=True):
            _score(page, _from_names, gazetteer, ours, given.misses == corpus)
            _score(page, _by_population, gazetteer, prior)
            if page.text is not None:
                _score(page, _from_text, gazetteer, raw, given.misses == f"{corpus} raw")
        yield corpus, (ours, prior, MORDECAI.get(corpus, ""))
        if raw.all:
            yield f"{corpus}, raw text", (raw, prior, EUPEG.get(corpus, ""))


def figures(found: tuple[Tally, Tally, str]) -> Sequence[str]:
    """Return the figures of a corpus as they are printed."""
    ours, prior, published = found
    return (
        str(ours.all), _share(ours.resolvable, ours.all), _share(ours.right_of_resolvable, ours.resolvable),
        _share(prior.right_of_resolvable, prior.resolvable), published, _share(len(ours.errors), ours.all),
        _share(ours.right, len(ours.errors)), f"{statistics.mean(ours.errors):.0f}", f"{ours.area:.3f}",
    )  # fmt: skip


def _share(part: int, whole: int) -> str:
    return f"{100 * part / max(1, whole):.1f}"


Where = Callable[[Page, Gazetteer], Callable[[Toponym], tuple[float, float, int | None] | None]]
"""A report in; out comes where each of its toponyms is said to be: latitude, longitude, GeoNames id."""


def _score(page: Page, where: Where, gazetteer: Gazetteer, tally: Tally, show: bool = False) -> None:
    said = where(page, gazetteer)
    names = sighted(page.toponyms)
    for one in page.toponyms:
        at = said(one)
        error = None if at is None else _error(one, at[:2], at[2])
        resolvable = any(
            _error(one, entry.point, entry.geonames) <= NEAR_KM for entry in candidates_of(names[one.name], gazetteer)
        )
        tally.add(error, resolvable)
        if show and (error is None or error > NEAR_KM):
            print(page.name, one.name, f"{one.lat:.2f} {one.lon:.2f}", at or "not placed", "resolvable" if resolvable else "")


def _error(one: Toponym, at: tuple[float, float], geonames: int | None) -> float:
    return 0.0 if one.geonames and one.geonames == geonames else shapes.distance((one.lat, one.lon), at)


def _from_names(page: Page, gazetteer: Gazetteer) -> Callable[[Toponym], tuple[float, float, int | None] | None]:
    names = sighted(page.toponyms)
    found = dict(zip(names, resolve(list(names.values()), gazetteer), strict=True))
    return lambda one: _at(found[one.name])


def _from_text(page: Page, gazetteer: Gazetteer) -> Callable[[Toponym], tuple[float, float, int | None] | None]:
    """Read the report's own words; a toponym is where the place is whose mention stands on it, or the actor's state."""
    report = Report(origin=page.name, text=page.text or "", raw="", extractor="plain")
    reading = read(freeze(report, received=date.max), load(), gazetteer)
    shift = reading.document.text.find((page.text or "")[:40])
    places = [(span, one) for one in reading.places for span in one.mentions]
    states = [(span, actor.country) for actor in reading.actors for span in actor.mentions if actor.country]

    def said(one: Toponym) -> tuple[float, float, int | None] | None:
        here = Span(one.span.start + max(0, shift), one.span.end + max(0, shift))
        hit = min((pair for pair in places if pair[0].overlaps(here)), key=lambda pair: pair[0].end - pair[0].start, default=None)
        if hit is not None:
            place = hit[1]
            return None if place.lat is None or place.lon is None else (place.lat, place.lon, place.geonames)
        state = next((country for span, country in states if span.contains(here)), None)
        entry = next(iter(gazetteer.states(state)), None) if state and gazetteer.country_of(one.name) == state else None
        return (*entry.point, entry.geonames) if entry else None

    return said


def _by_population(page: Page, gazetteer: Gazetteer) -> Callable[[Toponym], tuple[float, float, int | None] | None]:
    """Take a state before a town, else the most populous entry of the name: the usual baseline."""
    names = sighted(page.toponyms)

    def said(one: Toponym) -> tuple[float, float, int | None] | None:
        options = candidates_of(names[one.name], gazetteer)
        best = max(options, key=lambda entry: (entry.kind == "country", entry.population or 0), default=None)
        return (*best.point, best.geonames) if best else None

    return said


def _at(place: Resolved) -> tuple[float, float, int | None] | None:
    return None if place.lat is None or place.lon is None else (place.lat, place.lon, place.geonames)


# ------------------------------------------------------------------------------------------------- names of wars


def conflict_names(gazetteer: Gazetteer) -> tuple[int, int, list[str], list[str]]:
    """Return how many of the list are right, how many ambiguous ones say so, and what is unplaced and wrong, in words."""
    right, vague = 0, 0
    unplaced: list[str] = []
    wrong: list[str] = []
    with NAMES.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            found = _among(row["name"], row["context"].split(" | "), gazetteer)
            spread = _SPREAD_KM["area" if split(row["name"])[1] else "town"]
            there = (float(row["lat"]), float(row["lon"]))
            if found.lat is not None and found.lon is not None and shapes.distance(there, (found.lat, found.lon)) <= spread:
                right += 1
            elif row["ambiguous"] == "yes" and (found.lat is None or found.runner_up):
                vague += 1
            else:
                kept = unplaced if found.lat is None else wrong
                kept.append(f"{row['war']}: {row['name']} is at {there}, not {found.lat} {found.lon}: {found.reason}")
    return right, vague, unplaced, wrong


def _among(name: str, context: Iterable[str], gazetteer: Gazetteer) -> Resolved:
    """Return what a name means in a report that names some others, far from each other in the text."""
    seen = [PlaceSeen((Span(100 * at, 100 * at + len(one)),), *split(one)) for at, one in enumerate((name, *context))]
    return resolve(seen, gazetteer)[0]


if __name__ == "__main__":
    raise SystemExit(main())
