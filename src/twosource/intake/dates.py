"""Days as reports print them about themselves: in a date line, a dateline, a field.

In: a string. Out: the days that it can mean, with the sentence that says why. Not for dates inside prose, which need
the day of publication and are the reader's: here the day is what is looked for, and only a full date with a year
gives one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

# English by its first three letters. Other languages' date lines are read where they are in figures.
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

_MONTH = (
    r"(?P<{}>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)\.?"
)
_WEEKDAY = r"(?:(?P<weekday>(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?)\.?\s*,?\s*)"
_TIME = (
    r"(?:\d{1,2}\s?[.:h]\s?\d{2}(?:[.:]\d{2})?(?:\.\d+)?\s?(?:[ap]\.?m\.?)?|\d{1,2}\s?[ap]\.?m\.?|(?<=at )[0-2]\d[0-5]\d)"
    r"(?:\s?(?:Z|UTC|GMT|[A-Z]{2,4}T|\([A-Z]{2,4}\))(?:[+-]\d{1,2}(?::?\d{2})?)?|\s?[+-]\d{2}:?\d{2})?"
)
DAY = (
    r"(?P<iso>\d{4}(?P<bar>[-/.])\d{1,2}(?P=bar)\d{1,2})(?!\d)"
    r"|(?P<figures>\d{1,2}(?P<mark>[/.-])\d{1,2}(?P=mark)(?:\d{4}|\d{2}))(?![\d/-])"
    rf"|(?P<day>\d{{1,2}})(?:st|nd|rd|th)?[\s-]+(?:of\s+)?{_MONTH.format('month')}[\s,-]+(?P<year>\d{{4}}|['’]?\d{{2}}(?=\s*(?:[-–—(]|$)))(?!\d)"
    rf"|{_MONTH.format('month_first')}\s+(?P<day_next>\d{{1,2}})(?:st|nd|rd|th)?(?:\s*,\s*|\s+)(?P<year_last>\d{{4}})(?!\d)"
)
"""A regular expression for a full date; compile it with re.IGNORECASE, search it, and give the match to `reading_of`."""

DATED = rf"(?:{_TIME}(?:\s*,\s*|\s+))?(?:\bon\s+)?{_WEEKDAY}?(?:{DAY})(?:(?:\s*[,|]?\s*(?:at\s+)?|T){_TIME})?"
"""The same with a weekday and a time of day around it."""

_DATED = re.compile(DATED, re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class DayRead:
    """A day that a string can mean, and the sentence that says why it is read so."""

    day: date
    why: str


def read_day(words: str) -> tuple[DayRead, ...]:
    """Return the days that a string such as a field's value means: none, one, or two where day and month can be swapped."""
    match = _DATED.search(words)
    return () if match is None else tuple(days_of(match))


def days_of(match: re.Match[str]) -> Iterator[DayRead]:
    """Yield the days that a match of DAY or DATED can mean; none where the calendar has no such day."""
    part = match.groupdict()
    if part["iso"]:
        year, month, day = (int(one) for one in re.split(r"[-/.]", part["iso"]))
        yield from _made(year, month, day, f"“{part['iso']}”")
    elif part["figures"]:
        yield from _swappable(part["figures"], part.get("weekday"))
    else:
        name = (part["month"] or part["month_first"]).lower()[:3]
        full = int((part["year"] or part["year_last"]).lstrip("'’"))
        yield from _made(
            _full(full), _MONTHS.index(name) + 1, int(part["day"] or part["day_next"]), f"“{' '.join(match.group().split())}”"
        )


def _swappable(figures: str, weekday: str | None) -> Iterator[DayRead]:
    """Yield the readings of three numbers: day first, month first, or both."""
    first, second, year = (int(one) for one in re.split(r"[-/.]", figures))
    if first > 12 >= second:
        yield from _made(_full(year), second, first, f"“{figures}”, day first, because {first} cannot be a month")
    elif second > 12 >= first:
        yield from _made(_full(year), first, second, f"“{figures}”, month first, because {second} cannot be a month")
    elif "." in figures:
        yield from _made(
            _full(year), second, first, f"“{figures}”, day first, as figures with full stops between them are written"
        )
    elif first == second:
        yield from _made(_full(year), first, second, f"“{figures}”, the same day first or month first")
    else:
        both = [
            *_made(_full(year), second, first, f"“{figures}”, read day first; it may be month first"),
            *_made(_full(year), first, second, f"“{figures}”, read month first; it may be day first"),
        ]
        right = [one for one in both if weekday and _WEEKDAYS[one.day.weekday()] == weekday.lower()[:3]]
        if len(right) == 1:
            order = "day first" if right[0] is both[0] else "month first"
            yield DayRead(right[0].day, f"“{figures}”, {order}, because only that day is a {weekday}")
        else:
            yield from both


def _made(year: int, month: int, day: int, why: str) -> Iterator[DayRead]:
    try:
        yield DayRead(date(year, month, day), why)
    except ValueError:
        return


def _full(year: int) -> int:
    """Return the year that two digits mean: 1970 to 2069, as POSIX has it a year earlier (wire copy begins about 1970)."""
    return year if year > 99 else year + (1900 if year >= 70 else 2000)
