"""Who held which town, as editors of an encyclopaedia saw it: the truth that `quality.control` measures against.

In: `news/ukraine_town_control` and `news/syria_town_control` of the shared folder. Out: Towns with the days on which they changed
hands. A change is dated by the day that the list itself gives ("Captured by … 24 February 2022"), else by the version of the
list in which it first stands.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

SIDES: Mapping[str, Mapping[str, str]] = {
    "ukraine": {
        "Russia": r"russia|🇷🇺|\bdpr\b|\blpr\b|donetsk p|luhansk p|separatist|wagner|chechen|kadyrov|rosgvardia|moscow",
        "Ukraine": r"ukrain|🇺🇦|azov|territorial def|kyiv|zelensk|\bafu\b|kraken",
    },
    "syria": {
        "SDF/AANES": r"\bsdf\b|syrian democratic forces|\bypg\b|\bypj\b|kurd|asayish|aanes|rojava|people's protection|manbij mil",
        "ISIS": r"islamic state|\bisil\b|\bisis\b|\bis\b|daesh|caliphate",
        "HTS": r"\bhts\b|tahrir al|nusra|fatah al-sham",
        "opposition": r"rebel|\bfsa\b|free syrian|opposition|turkish-backed|\bsna\b|ahrar|\btfsa\b|islamist|insurgent"
        r"|southern front|army of conquest|jaysh",
        "Turkey": r"turk",
        "government": r"government|syrian army|\bsaa\b|regime|assad|syrian arab|loyalist|hezbollah|tiger forces|syria\b|army",
    },
}  # fmt: skip
"""The words by which a holder is taken for a side, the first that fits; for measuring alone, the program knows none of them."""

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December|Janruary"
_DATED = re.compile(rf"(?:Rec|C)aptured by (?P<who>[^.]*?)(?: on)? (?P<day>\d{{1,2}} (?:{_MONTHS}) \d{{4}})")


@dataclass(frozen=True, slots=True)
class Change:
    """A town passing to a side: the earliest and the latest day that the list may mean; `noted` where it writes out the day."""

    first: date
    last: date
    side: str
    noted: bool = False


@dataclass(frozen=True, slots=True)
class Town:
    """A town with its changes in order and what was seen on each version of the list: holder by day, from then on."""

    name: str
    area: str
    changes: Sequence[Change]
    seen: Sequence[tuple[date, str]]

    def holder(self, day: date) -> str | None:
        """Return the side that the list names on a day, None before it names any, or where it is contested."""
        known = [side for seen, side in self.seen if seen <= day]
        return known[-1] if known and known[-1] else None


def side_of(words: str, war: str) -> str | None:
    """Return the side that words for a holder mean in a war."""
    return next((side for side, pattern in SIDES[war].items() if re.search(pattern, words, re.IGNORECASE)), None)


def ukraine(shared: Path) -> Iterator[Town]:
    """Yield the towns of Ukraine with their changes of holder since March 2022."""
    rows: dict[tuple[str, str], list[dict[str, str]]] = defaultdict(list)
    for row in _lines(shared / "news/ukraine_town_control/changes.jsonl"):
        rows[row["town"], row["oblast"]].append(row)
    for (name, oblast), known in rows.items():
        seen = [(_day(row["snapshot"]), _holder(row["held_by"])) for row in known if row["held_by"]]
        changes = [
            Change(day, day, side, noted=True)
            for side, day in {one for row in known for one in _noted(row["note"])}
            if day >= BEGUN
        ]
        for row in known:
            side, told, shown = _holder(row["held_by"]), _plain(row["as_of"]), _day(row["snapshot"])
            if side and row["prev_held_by"] and _holder(row["prev_held_by"]) != side:
                changes.append(Change(told if told and timedelta(0) <= shown - told <= LATE else shown, shown, side))
        yield Town(name, oblast or "", _joined(changes), sorted(seen))


BEGUN = date(2022, 2, 24)
LATE = timedelta(days=30)
"""The most days that a list may be behind the day it gives itself; an older "as of" was forgotten there."""


def _holder(words: str) -> str:
    """Return the side of a holder as listed, "" where it is contested or not known."""
    return "" if "contested" in words.lower() else side_of(words, "ukraine") or ""


def _joined(changes: Sequence[Change]) -> list[Change]:
    """Return changes in order, those of one side that follow each other made one: they date one change twice."""
    found: list[Change] = []
    for one in sorted(changes, key=lambda one: one.first):
        if found and found[-1].side == one.side and one.first - found[-1].last <= timedelta(days=14):
            found[-1] = Change(found[-1].first, max(found[-1].last, one.last), one.side, found[-1].noted or one.noted)
        else:
            found.append(one)
    return found


def syria(shared: Path) -> Iterator[Town]:
    """Yield the towns of Syria with their holders on one day of 2023; a town that two sides hold is left out."""
    for row in _lines(shared / "news/syria_town_control/snapshot_2023-10-09.jsonl"):
        if len(row["held_by"]) == 1:
            yield Town(row["town"], row["governorate"], (), ((date.fromisoformat(row["as_of_page"]), row["held_by"][0]),))


def _lines(path: Path) -> Iterator[dict[str, str]]:
    yield from map(json.loads, path.read_text(encoding="utf-8").splitlines())


def _day(snapshot: str) -> date:
    return datetime.fromisoformat(snapshot).date()


def _plain(words: str) -> date | None:
    """Return the day that "4 May 2022" or "16 Jan 2023" means."""
    for form in ("%d %B %Y", "%d %b %Y"):
        try:
            return datetime.strptime(words.strip(), form).date()  # noqa: DTZ007  a day without a time
        except ValueError:
            continue
    return None


def _noted(note: str) -> Iterator[tuple[str, date]]:
    """Yield the side and day of each "Captured by … 24 February 2022" of a note."""
    for match in _DATED.finditer(note or ""):
        side, day = side_of(match["who"], "ukraine"), _plain(match["day"].replace("Janruary", "January"))
        if side and day:
            yield side, day
