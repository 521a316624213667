"""Steps on the calendar: days and months counted forward and back, written as fine as they are known.

In: days, units, counts. Out: days, or pairs of shortened ISO 8601 strings (`2025-05-04`, `2025-05`, `2025`).
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

Edges = tuple[str | None, str | None]
_DAYS = {"day": 1, "week": 7, "fortnight": 14}
_MONTHS = {"month": 1, "year": 12, "decade": 120, "century": 1200}


def iso(day: date) -> str:
    """Return a day in ISO 8601."""
    return day.isoformat()


def edge(day: date | None) -> str | None:
    """Return a day in ISO 8601, or None, an open edge, for no day."""
    return None if day is None else day.isoformat()


def month(year: int, number: int) -> Edges:
    """Return the edges of one month."""
    return f"{year:04d}-{number:02d}", f"{year:04d}-{number:02d}"


def one(day: date) -> Edges:
    """Return the interval of a single day."""
    return day.isoformat(), day.isoformat()


def shifted(day: date | None, by: int) -> Edges:
    """Return the single day so many days from another one, or no edges for no day."""
    return (None, None) if day is None else one(day + timedelta(days=by))


def back(day: date, count: int | None, unit: str) -> date | None:
    """Return the day so many units before another one (negative counts go forward), None for a count that is open.

    Hours and minutes go back by whole days: 24 hours are one. A month back from the 31st is the last day of that month.
    """
    if count is None:
        return None
    if unit in _MONTHS:
        months = 12 * day.year + day.month - 1 - count * _MONTHS[unit]
        year, month = divmod(months, 12)
        return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
    length = _DAYS[unit] * count if unit in _DAYS else (count + 23) // 24 if unit == "hour" and count > 12 else 0
    return day - timedelta(days=length)


def calendar_step(day: date, unit: str, steps: int) -> Edges:
    """Return the calendar day, week (Monday to Sunday), month, year, decade or century so many steps from that of a day."""
    if unit in {"week", "fortnight"}:
        monday = day - timedelta(days=day.weekday()) + timedelta(days=7 * steps)
        return iso(monday), iso(monday + timedelta(days=6))
    if unit not in _MONTHS:
        return one(day + timedelta(days=steps))
    there = back(day.replace(day=1), -steps, unit)
    assert there is not None
    return as_fine_as(there, unit)


def as_fine_as(day: date, unit: str) -> Edges:
    """Return the day, its month or its year, as fine as a unit of time says."""
    if unit == "month":
        return day.isoformat()[:7], day.isoformat()[:7]
    if unit == "year":
        return day.isoformat()[:4], day.isoformat()[:4]
    if unit in _MONTHS:
        length = _MONTHS[unit] // 12
        first = day.year // length * length
        return f"{first:04d}", f"{first + length - 1:04d}"
    return one(day)


def singular(word: str) -> str:
    """Return a unit of time without its plural s."""
    return "century" if word == "centuries" else word.removesuffix("s")
