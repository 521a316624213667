"""The calculations behind the phrases that say when: one short function for each `rule` of the `time` table.

In: a Scene, which is the matched words with the publication day and the times before them. Out: the two edges of the interval,
shortened ISO 8601 strings, None where an edge is open. `dates.resolve` chooses the rule and checks what it says.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta

from twosource.reading import days
from twosource.reading.days import Edges
from twosource.reading.time_scene import (
    OPEN,
    Scene,
    last_day_of_year,
    part_year,
    relative_year,
    year_of_month,
)


def _full_date(scene: Scene) -> Edges:
    return days.one(date(scene.number("year"), scene.month(), scene.number("date")))


def _iso_date(scene: Scene) -> Edges:
    return days.one(date(scene.number("year4"), scene.number("digits"), scene.number("digits2")))


def _numeric_date(scene: Scene) -> Edges:
    first, second, year = scene.number("digits"), scene.number("digits2"), scene.number("year4")
    return days.one(date(year, first, second) if second > 12 else date(year, second, first))


def _day_range(scene: Scene) -> Edges:
    """Both ends get a year: their own, the other's, or the last one in which the range is not after publication."""
    month2 = scene.month("month2") if scene.has("month2") else scene.month()
    year2 = part_year(scene, "year2", "year")
    year1 = part_year(scene, "year", "year2")
    if year2 is None or year1 is None:
        end = last_day_of_year(scene, month2, scene.number("date2"))
        if end is None:
            return OPEN
        year2 = end.year
        year1 = year2 - 1 if scene.month() > month2 else year2
    elif not scene.has("year2") and scene.month() > month2:
        year2 += 1
    return days.iso(date(year1, scene.month(), scene.number("date"))), days.iso(date(year2, month2, scene.number("date2")))


def _month_range(scene: Scene) -> Edges:
    month, month2 = scene.month(), scene.month("month2")
    year2 = part_year(scene, "year2", "year") or year_of_month(scene, month2)
    if year2 is None:
        return OPEN
    year = part_year(scene, "year", "none") or (year2 - 1 if month > month2 else year2)
    return f"{year:04d}-{month:02d}", f"{year2:04d}-{month2:02d}"


def _year_range(scene: Scene) -> Edges:
    first = scene.number("year")
    last = scene.number("year2") if scene.has("year2") else first // 100 * 100 + scene.number("digits")
    return f"{first:04d}", f"{last:04d}"


def _day_of_year(scene: Scene) -> Edges:
    if scene.has("year"):
        return _full_date(scene)
    if scene.has("relative"):
        year = relative_year(scene)
        return OPEN if year is None else days.one(date(year, scene.month(), scene.number("date")))
    found = last_day_of_year(scene, scene.month(), scene.number("date"))
    return OPEN if found is None else days.one(found)


def _month_of_year(scene: Scene) -> Edges:
    month = scene.number("numeral") if scene.has("numeral") else scene.month()
    return days.month(scene.number("year"), month)


def _month(scene: Scene) -> Edges:
    year = relative_year(scene) if scene.has("relative2") else year_of_month(scene, scene.month())
    return OPEN if year is None else days.month(year, scene.month())


def _season(scene: Scene) -> Edges:
    first, last = scene.table["seasons"][scene.parts["season"]]
    year = scene.number("year") if scene.has("year") else year_of_month(scene, last)
    if year is None:
        return OPEN
    return f"{year - (first > last):04d}-{first:02d}", f"{year:04d}-{last:02d}"


def _year(scene: Scene) -> Edges:
    year = scene.number("year")
    return f"{year:04d}", f"{year:04d}"


def _decade(scene: Scene) -> Edges:
    year = scene.number("decade")
    return f"{year:04d}", f"{year + 9:04d}"


def _century(scene: Scene) -> Edges:
    last = 100 * scene.number("century")
    return f"{last - 99:04d}", f"{last:04d}"


def _weekday(scene: Scene) -> Edges:
    """Return the last such day not after publication; "next", "following" and the future tense look ahead."""
    start = scene.start
    if start is None:
        return OPEN
    wanted = scene.table["weekdays"][scene.parts["weekday"]]
    back, ahead = (start.weekday() - wanted) % 7, (wanted - start.weekday()) % 7
    if scene.direction == "ahead":
        return days.one(start + timedelta(days=ahead or 7))
    if scene.direction == "back":
        return days.one(start - timedelta(days=back or 7))
    return days.one(start + timedelta(days=ahead) if scene.tense == "future" else start - timedelta(days=back))


def _today(scene: Scene) -> Edges:
    return days.shifted(scene.now, 0)


def _yesterday(scene: Scene) -> Edges:
    return days.shifted(scene.now, -1)


def _tomorrow(scene: Scene) -> Edges:
    return days.shifted(scene.now, 1)


def _overnight(scene: Scene) -> Edges:
    now = scene.now
    return (days.iso(now - timedelta(days=1)), days.edge(now)) if now else OPEN


def _overnight_after(scene: Scene) -> Edges:
    first, _ = _weekday(scene)
    return OPEN if first is None else (days.iso(date.fromisoformat(first) - timedelta(days=1)), first)


def _overnight_from(scene: Scene) -> Edges:
    first, _ = _weekday(scene)
    return OPEN if first is None else (first, days.iso(date.fromisoformat(first) + timedelta(days=1)))


def _here(scene: Scene) -> Edges:
    """Return the day of which the text last spoke, or the month if it spoke of none finer."""
    here, anchor = scene.here, scene.anchor
    if here is None:
        return OPEN
    is_coarse = anchor is not None and anchor.first is not None and len(anchor.first) < len("2025-05-04")
    return (anchor.first, anchor.last) if anchor and is_coarse else days.one(here)


def _same_unit(scene: Scene) -> Edges:
    return OPEN if scene.here is None else days.calendar_step(scene.here, scene.unit(), 0)


def _calendar(scene: Scene) -> Edges:
    start, direction = scene.start, scene.direction
    if start is None:
        return OPEN
    first, last = days.calendar_step(start, scene.unit(), {"back": -1, "ahead": 1}.get(direction, 0))
    if not direction and scene.unit() == "week" and scene.tense != "future":
        last = days.iso(start)  # what is told of this week has happened by now
    return first, last


def _weekend(scene: Scene) -> Edges:
    if scene.day is None:
        return OPEN
    first = scene.table["vague"]["weekend"]["first"]
    saturday = scene.day - timedelta(days=(scene.day.weekday() - first) % 7)
    if scene.direction == "ahead" or scene.tense == "future":
        saturday += timedelta(days=7)
    return days.iso(saturday), days.iso(saturday + timedelta(days=1))


def _past_units(scene: Scene) -> Edges:
    if scene.has("vague"):
        return _recent(scene)
    if scene.day is None:
        return OPEN
    return _stretch(scene)


def _recent(scene: Scene) -> Edges:
    """Return the stretch from the beginning of the month or year; of years and decades it is left open."""
    if scene.day is None:
        return OPEN
    unit = scene.unit()
    if unit in {"year", "decade", "century"}:
        return None, days.edge(scene.day)
    start = scene.day - timedelta(days=scene.table["vague"]["recent"].get(unit, 0))
    return (days.iso(start)[:4] if unit == "month" else days.iso(start)[:7]), days.edge(scene.day)


def _until_publication(scene: Scene) -> Edges:
    return None, days.edge(scene.day)


def _ago(scene: Scene) -> Edges:
    """Return the day, month or year so long ago; "nearly six years ago" is closer to now than six years."""
    unit, count = scene.unit(), scene.count()
    if scene.day is None or count is None or not scene.has("count"):
        return OPEN
    smaller, length = {"year": ("month", 12), "month": ("day", 30)}.get(unit, (unit, 1))
    if scene.has("half"):
        unit, count = smaller, length * count + length // 2
        start = days.back(scene.day, count, unit)
    elif scene.has("nearly") and unit == "year":
        start = days.back(scene.day, length * count - length // 2, smaller)
    else:
        start = days.back(scene.day, count, unit)
    return OPEN if start is None else days.as_fine_as(start, unit)


def _since_units(scene: Scene) -> Edges:
    """Return the stretch of so many units up to publication; years open with a year, weeks and days with a day."""
    return OPEN if scene.day is None else _stretch(scene)


def _stretch(scene: Scene) -> Edges:
    """Return so many units that end with the publication day, which is the last of the days: three days begin two before it."""
    assert scene.day is not None
    unit, count = scene.unit(), scene.count()
    start = days.back(scene.day, count, unit)
    if start is None:
        return None, days.edge(scene.day)
    if unit in {"day", "week", "fortnight"} and count and start < scene.day:
        start += timedelta(days=1)
    first = (
        days.iso(start)[:4]
        if unit in {"year", "decade", "century"}
        else days.iso(start)[:7]
        if unit == "month"
        else days.iso(start)
    )
    return first, days.edge(scene.day)


def _vague_units(scene: Scene) -> Edges:
    """Return the stretch of recent days or weeks; months and years without a number open nowhere."""
    return _recent(scene) if scene.unit() in {"day", "week"} else (None, days.edge(scene.day))


def _step_from_anchor(scene: Scene) -> Edges:
    """Return the time so many units from the anchor; without an anchor the publication day stands for it."""
    here, is_back = scene.here, scene.direction == "back"
    if here is None:
        return OPEN
    count, unit = scene.count(), scene.unit()
    if unit == "hour":
        return _here(scene)
    if scene.has("vaguely") or count is None:
        return (None, days.iso(here)) if is_back else (days.iso(here), None)
    if not scene.has("count"):
        return days.calendar_step(here, unit, -1 if is_back else 1)
    there = days.back(here, count if is_back else -count, unit)
    return OPEN if there is None else days.as_fine_as(there, unit)


def _coming_units(scene: Scene) -> Edges:
    if scene.day is None:
        return OPEN
    end = days.back(scene.day, -count, scene.unit()) if (count := scene.count()) and scene.has("count") else None
    return days.edge(scene.day), days.edge(end)


def _after_another_event(scene: Scene) -> Edges:
    """Hours after an event of which the text has just spoken fall on its day; otherwise nothing is known."""
    return _here(scene) if scene.unit() == "hour" and scene.anchor is not None else OPEN


def _after_anchor(scene: Scene) -> Edges:
    return _last_beginning(scene), None


def _since_anchor(scene: Scene) -> Edges:
    return _last_beginning(scene), days.edge(scene.day)


def _last_beginning(scene: Scene) -> str | None:
    return next((when.first for when in reversed(scene.anchors) if when.first), None)


BY_NEAREST_YEAR = frozenset({"day_of_year", "day_range", "month", "month_range"})
"""Rules that find a year for words without one."""

RULES: Mapping[str, Callable[[Scene], Edges]] = {
    "full_date": _full_date,
    "iso_date": _iso_date,
    "numeric_date": _numeric_date,
    "day_range": _day_range,
    "month_range": _month_range,
    "year_range": _year_range,
    "day_of_year": _day_of_year,
    "month_of_year": _month_of_year,
    "month": _month,
    "season": _season,
    "year": _year,
    "decade": _decade,
    "century": _century,
    "weekday": _weekday,
    "today": _today,
    "yesterday": _yesterday,
    "tomorrow": _tomorrow,
    "overnight": _overnight,
    "overnight_after": _overnight_after,
    "overnight_from": _overnight_from,
    "hour_of_day": _here,
    "same_day": _here,
    "same_unit": _same_unit,
    "calendar_step": _calendar,
    "weekend": _weekend,
    "past_units": _past_units,
    "recent": _recent,
    "until_publication": _until_publication,
    "ago": _ago,
    "since_units": _since_units,
    "vague_units": _vague_units,
    "step_from_anchor": _step_from_anchor,
    "coming_units": _coming_units,
    "after_another_event": _after_another_event,
    "after_anchor": _after_anchor,
    "since_anchor": _since_anchor,
}
