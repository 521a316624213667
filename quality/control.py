"""How well the holder of each town follows from what reports tell, against who held it as others saw it.

    python -m quality.control [--shared ../shared] [--misses] [--write]

In: the encyclopaedia's pages on the wars in Ukraine and Syria (`news/wikipedia_wars`), read, linked and derived as any reports
are, each war with a roster of its sides (`quality/rosters`); the lists of who held which town (`quality.towns`). Out: a table.
For Ukraine: of the changes of holder that follow from the pages, how many the list has within three days (precision), of the
list's how many follow (recall), and the holder on ten days. For Syria: the holder on the day of its list. A town counts where
the pages say who holds it; a place that is contested names no holder. A change counts where the list can judge it: it names the
town before that day, or writes out the day of a change.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from rich.console import Console
from rich.progress import track
from rich.table import Table

from docs.generate import put
from quality.towns import BEGUN, Change, Town, side_of, syria, ukraine
from twosource.geography import open_gazetteer
from twosource.geography.keys import fold
from twosource.intake import freeze
from twosource.linking import link
from twosource.nouns import Holding, KnownPlace, Page, Reading, Record
from twosource.reading import read
from twosource.record import derive, holding_at
from twosource.vocabulary import load
from twosource.vocabulary.roster import load_roster

NEAR = timedelta(days=3)
LAST = date(2023, 7, 31)
"""The pages were written by then; what the list tells later cannot follow from them."""
DAYS = tuple(
    date.fromisoformat(day)
    for day in (
        "2022-03-10", "2022-04-05", "2022-05-15", "2022-07-10", "2022-09-01",
        "2022-09-20", "2022-10-20", "2022-12-15", "2023-03-01", "2023-06-15",
    )
)  # fmt: skip
"""Ten days spread over the time that list and pages share, before and after each of the large changes of the front."""


@dataclass(frozen=True, slots=True)
class Turn:
    """A change of holder that follows from the pages: the town, the day, the side, and the stretch that begins there."""

    town: Town
    day: date
    side: str
    holding: Holding


def main() -> int:
    """Read, derive, compare and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--misses", action="store_true", help="list the changes that are wrong and those that are missed")
    parser.add_argument("--write", action="store_true", help="put the table into the README")
    given = parser.parse_args()
    if not (given.shared / "news/ukraine_town_control").is_dir():
        print(f"{given.shared}/news is not here: nothing to score (this is no failure)")
        return 0
    lines = [*_ukraine(given.shared, given.misses), *_syria(given.shared, given.misses)]
    table = Table("what", "share", "counted", title="who holds which town", title_justify="left")
    for line in lines:
        table.add_row(*line)
    Console(width=120).print(table)
    if given.write:
        rows = ["| what | share | counted |", "|---|---|---|", *(f"| {' | '.join(line)} |" for line in lines)]
        put("control", [*rows, "", "Measured by `python -m quality.control`."])
    return 0


def record_of(shared: Path, war: str) -> Record:
    """Return the record of the pages on one war."""
    with gzip.open(shared / "news/wikipedia_wars/articles.jsonl.gz", "rt", encoding="utf-8") as lines:
        pages = [
            Page(
                origin=row["id"], text=row["text"], raw="", extractor="jsonl", title=row["title"], published=row["pub"][:10],
                outlet="Wikipedia",
            )
            for row in map(json.loads, lines)
            if row["conflict"] == war
        ]  # fmt: skip
    open_gazetteer()
    with ProcessPoolExecutor(2) as pool:
        readings = list(track(pool.map(_read, pages), f"reading the pages on {war}", len(pages), transient=True))
    roster = load_roster(Path(__file__).parent / f"rosters/{war}.toml")
    return derive(readings, link(readings, roster=roster), roster=roster)


def _read(page: Page) -> Reading:
    return read(freeze(page, received=date.max), load(), open_gazetteer())


def _ukraine(shared: Path, misses: bool) -> Iterator[tuple[str, str, str]]:
    record = record_of(shared, "ukraine")
    towns = list(ukraine(shared))
    known = dict(_stretches(record, towns, "ukraine"))
    turns = [
        one for town in towns if town.name + town.area in known for one in _turns(town, known[town.name + town.area], record)
    ]
    right = [one for one in turns if _listed(one)]
    wrong = Counter(_why(one) for one in turns if one not in right)
    wanted = [(town, one) for town in towns for one in town.changes if one.first <= LAST]
    found = [(town, one) for town, one in wanted if any(turn.town is town and _fits(turn, one) for turn in right)]
    told = [(town, one) for town, one in wanted if town.name + town.area in known]
    yield "Ukraine: changes of holder that the list has within three days", *_share(len(right), len(turns))
    yield "Ukraine: changes of the list that follow, of towns that the pages tell of", *_share(len(found), len(told))
    yield "Ukraine: changes of the list that follow, of all towns", *_share(len(found), len(wanted))
    for why, count in wrong.most_common():
        yield f"Ukraine: wrong because {why}", *_share(count, len(turns))
    good, all_ = 0, 0
    for day in DAYS:
        pairs = [
            (_side(known[town.name + town.area], day, record, "ukraine"), town.holder(day))
            for town in towns
            if town.name + town.area in known
        ]
        both = [one for one in pairs if one[0] and one[1]]
        good, all_ = good + sum(mine == listed for mine, listed in both), all_ + len(both)
        yield f"Ukraine: holder on {day}", *_share(sum(mine == listed for mine, listed in both), len(both))
    yield "Ukraine: holder on the ten days", *_share(good, all_)
    if misses:
        for one in turns:
            if one not in right:
                print(
                    "WRONG",
                    one.town.name,
                    one.day,
                    one.side,
                    "|",
                    _why(one),
                    "|",
                    one.town.changes[:6],
                    "|",
                    _words(one.holding, record),
                )
        for town, change in told:
            if (town, change) not in found:
                print("MISSED", town.name, change)


def _syria(shared: Path, misses: bool) -> Iterator[tuple[str, str, str]]:
    record = record_of(shared, "syria")
    towns = list(syria(shared))
    known = dict(_stretches(record, towns, "syria"))
    told = [town for town in towns if town.name + town.area in known]
    pairs = [(town, _side(known[town.name + town.area], town.seen[0][0], record, "syria"), town.seen[0][1]) for town in told]
    both = [one for one in pairs if one[1]]
    yield "Syria: holder on 2023-10-09", *_share(sum(mine == listed for _, mine, listed in both), len(both))
    yield "Syria: towns of the list that the pages name a holder of", *_share(len(both), len(towns))
    if misses:
        for town, mine, listed in both:
            if mine != listed:
                last = holding_at(known[town.name + town.area], town.seen[0][0])
                print(
                    "SYRIA",
                    town.name,
                    "is",
                    listed,
                    "not",
                    mine,
                    "|",
                    last.when if last else None,
                    _words(last, record) if last else "",
                )


def _stretches(record: Record, towns: Sequence[Town], war: str) -> Iterator[tuple[str, list[Holding]]]:
    """Yield for each town, by name and area, the stretches of the place of that name, if the record has it."""
    named: dict[str, list[KnownPlace]] = defaultdict(list)
    for place in record.places:
        if place.precision == "town" and place.country == {"ukraine": "UA", "syria": "SY"}[war]:
            for name in {fold(one) for one in (place.name, *place.names)}:
                named[name].append(place)
    held: dict[str, list[Holding]] = defaultdict(list)
    for one in record.holdings:
        held[one.place].append(one)
    for town in towns:
        there = [one for one in named.get(fold(town.name), ()) if held.get(one.id)]
        area = fold(town.area.split(" ")[0])
        best = [one for one in there if one.within and fold(one.within.split(" ")[0]) == area] or there
        if best:
            yield town.name + town.area, held[max(best, key=lambda one: len(one.mentions)).id]


def _side(stretches: Sequence[Holding], day: date, record: Record, war: str) -> str | None:
    """Return the side that holds a town on a day, None where nobody is known to or several are."""
    one = holding_at(stretches, day)
    if one is None or one.word != "held":
        return None
    names = {actor.id: actor for actor in record.actors}
    actor = names[one.holders[0]]
    return actor.side or side_of(actor.name, war) or next((side for name in actor.names if (side := side_of(name, war))), None)


def _turns(town: Town, stretches: Sequence[Holding], record: Record) -> Iterator[Turn]:
    """Yield the changes of holder of a town that have a day and lie in the time of the list."""
    last: str | None = None
    for one in stretches:
        begins = one.when.earliest if one.when else None
        side = _side([one], begins or date.max, record, "ukraine") if begins else None
        if one.word == "held" and begins is None:
            last = _side([replace_open(one)], date.max - timedelta(days=1), record, "ukraine")
        if begins is None or side is None or side == last:
            continue
        if _is_judged(town, begins) and not one.alone:
            yield Turn(town, begins, side, one)
        last = side


def _is_judged(town: Town, day: date) -> bool:
    """Tell whether the list can judge a change: it names the town by then, or writes out the day of a change near it."""
    listed = any(seen <= day - NEAR for seen, _ in town.seen)
    dated = any(abs((one.first - day).days) <= 14 for one in town.changes if one.noted)
    return BEGUN <= day <= LAST and (listed or dated)


def replace_open(one: Holding) -> Holding:
    """Return a stretch that has no known beginning as one without an end, to ask for its holder."""
    from dataclasses import replace  # noqa: PLC0415

    return replace(one, when=None)


def _fits(turn: Turn, change: Change) -> bool:
    return turn.side == change.side and change.first - NEAR <= turn.day <= change.last + NEAR


def _listed(turn: Turn) -> bool:
    return any(_fits(turn, one) for one in turn.town.changes)


def _why(turn: Turn) -> str:
    """Return of what kind a wrong change is."""
    same = [one for one in turn.town.changes if one.side == turn.side]
    if same:
        off = min(abs((turn.day - one.first).days) for one in same)
        return "the list has it up to two weeks off" if off <= 14 else "the list has it on another day"
    before = [side for seen, side in turn.town.seen if seen <= turn.day + NEAR]
    if before and before[-1] == turn.side:
        return "the list has that side there already"
    return "the list never has that side there" if turn.town.changes else "the list has no change of the town"


def _words(one: Holding, record: Record) -> str:
    texts: Mapping[str, Reading] = {reading.document.id: reading for reading in record.readings}
    found = []
    for ref in one.claims[-3:]:
        reading = texts[ref.document]
        claim = next(claim for claim in (*reading.control, *reading.events) if claim.id == ref.claim)
        span = getattr(claim, "span", None) or claim.trigger  # type: ignore[union-attr]
        found.append(reading.document.text[max(0, span.start - 60) : span.end + 40].replace("\n", " "))
    return " ¦ ".join(found)


def _share(part: int, whole: int) -> tuple[str, str]:
    return f"{100 * part / max(1, whole):.1f} %", f"{part} of {whole}"


if __name__ == "__main__":
    raise SystemExit(main())
