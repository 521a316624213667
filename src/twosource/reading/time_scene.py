"""What a calculation of a time may look at, and the years that reports leave unsaid.

In: the words that a phrase matched, by part; the publication day; the times before. Out: a Scene, and the year or day that is
meant where the words name only a month, or a day and a month.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Literal

from twosource.nouns import When
from twosource.reading import days, figures
from twosource.reading.days import Edges

if TYPE_CHECKING:
    from twosource.vocabulary import Language

Tense = Literal["past", "future"] | None
OPEN: Edges = (None, None)


@dataclass(frozen=True, slots=True)
class Scene:
    """What a rule may look at: the matched parts, the publication day, the times before, the tense, the language."""

    parts: Mapping[str, str]
    day: date | None
    anchors: Sequence[When]
    tense: Tense
    language: Language
    words: str
    end: date | None = None
    """The last day of which the words can tell, where that is not the publication day."""
    looks_back: tuple[date, date] | None = None
    """The stretch in which a text that looks back tells its story here (see `retrospect`): a year that goes unsaid is one that
    puts the day into it, the nearest to the times before."""

    @property
    def table(self) -> Mapping[str, Any]:
        """The `time` table of the language."""
        return self.language.table("time")

    def has(self, part: str) -> bool:
        """Tell whether the words have a part of this name."""
        return part in self.parts

    def number(self, part: str) -> int:
        """Return a part that holds digits as a number."""
        return int(re.sub(r"\D", "", self.parts[part]))

    def month(self, part: str = "month") -> int:
        """Return the number of the month that a part names."""
        return int(self.table["months"][self.parts[part].rstrip(".")])

    @property
    def direction(self) -> str:
        """Which way the words lead: "back", "ahead", or "" for neither."""
        words = self.parts.get("relative") or self.parts.get("direction") or self.parts.get("relative2") or ""
        found = (self.table["directions"].get(word) for word in words.split())
        return next((one for one in found if one), "")

    @property
    def start(self) -> date | None:
        """The day from which a direction leads: publication, or with "the" the day of which the text last spoke."""
        return self.here if self.has("of_text") else self.now

    @property
    def now(self) -> date | None:
        """The day that "today" means: publication, or in a text that looks back the day of which it last spoke."""
        return self.here if self.looks_back else self.day

    def count(self) -> int | None:
        """Return how many units the words count; a vague count is None."""
        if "count" not in self.parts:
            return 1
        return figures.count(self.parts["count"], self.language)

    def unit(self) -> str:
        """Return the calendar step of the unit that the words name, "day" if they name none."""
        units = self.table["units"]
        found = self.parts.get("unit") or next(
            (one for one in re.findall(r"[a-z]+", self.words) if days.singular(one) in units), "day"
        )
        return str(units[days.singular(found)])

    @property
    def anchor(self) -> When | None:
        """The last time before this one that is at most a month wide: a year or an era is no place to count from."""
        return next((when for when in reversed(self.anchors) if _is_narrow(when)), None)

    @property
    def here(self) -> date | None:
        """The day of which the text last spoke, else the publication day."""
        anchor = self.anchor
        if anchor is None:
            return self.day
        return anchor.latest or anchor.earliest


def _is_narrow(when: When) -> bool:
    first, last = when.earliest, when.latest
    return first is not None and last is not None and (last - first).days <= 31


# ----------------------------------------------------------------------------------------------- years that go unsaid


def part_year(scene: Scene, *parts: str) -> int | None:
    """Return the first year that one of the parts holds."""
    return next((scene.number(part) for part in parts if scene.has(part)), None)


def relative_year(scene: Scene) -> int | None:
    """Return this, the last or the next year, counted from publication."""
    return None if scene.day is None else scene.day.year + {"back": -1, "ahead": 1}.get(scene.direction, 0)


def last_day_of_year(scene: Scene, month: int, day: int) -> date | None:
    """Return the last such day not after publication, or the next one if it is near or the tense is future."""
    until = scene.end or scene.day
    if until is None or scene.looks_back:
        return _nearest_to_anchor(scene, month, day)
    ahead = 0 if scene.end else 366 if scene.tense == "future" else scene.table["vague"]["coming"]["days"]
    years = range(until.year + 1, until.year - 5, -1)  # a 29 February may be four years off
    found = (date(year, month, day) for year in years if day <= monthrange(year, month)[1])
    return next((one for one in found if one <= until + timedelta(days=ahead)), None)


def _nearest_to_anchor(scene: Scene, month: int, day: int) -> date | None:
    """Return the occurrence of a day of the year that is nearest to the time of which the text last spoke."""
    anchor = scene.anchor.earliest if scene.anchor else None
    if anchor is None:
        return None
    near = _in_years(range(anchor.year - 1, anchor.year + 2), month, day)
    if scene.looks_back is not None:
        first, last = scene.looks_back
        # "In September" under "from 27 September on": the stretch holds the whole of its months.
        first, last = first.replace(day=1), last.replace(day=monthrange(last.year, last.month)[1])
        near = [one for one in _in_years(range(first.year, last.year + 1), month, day) if first <= one <= last] or near
    return min(near, key=lambda one: abs((one - anchor).days), default=None)


def _in_years(years: Iterable[int], month: int, day: int) -> list[date]:
    """Return a day of the calendar in each of some years that has it."""
    return [date(year, month, day) for year in years if day <= monthrange(year, month)[1]]


def year_of_month(scene: Scene, month: int) -> int | None:
    """Return the year of the last such month not after publication; "next" and the future tense look ahead."""
    if scene.end is not None and not scene.looks_back:
        return scene.end.year - (month > scene.end.month)
    if scene.day is None or scene.looks_back:
        nearest = _nearest_to_anchor(scene, month, 15)
        return nearest.year if nearest else None
    year, direction = scene.day.year, scene.direction
    if direction == "ahead" or (scene.tense == "future" and direction != "back"):
        return year if month > scene.day.month or (not direction and month == scene.day.month) else year + 1
    return year if month < scene.day.month or (month == scene.day.month and direction != "back") else year - 1
