"""Time expressions to intervals: what "Tuesday" or "four months ago" means against the publication day.

In: the words of a time expression, the publication day (or None), a Language, and the times resolved before it in the text.
Out: a When with the sentence of the rule that made it. What cannot be known stays open: without a publication day a
relative expression has no edges, an absolute one has. Edges are as fine as the words: "four months ago" is a month.

The phrases and the meaning of vague words are data (`vocabulary/languages/<language>/time.toml`); this module holds one
short calculation for each `rule` named there. The finder (`rules/times.py`) searches the same compiled phrases.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Literal

from twosource.nouns import When
from twosource.reading import days, figures
from twosource.reading.days import Edges
from twosource.reading.time_phrases import phrases, since

if TYPE_CHECKING:
    from twosource.vocabulary import Language

Tense = Literal["past", "future"] | None
OPEN: Edges = (None, None)


@dataclass(frozen=True, slots=True)
class _Scene:
    """What a rule may look at: the matched parts, the publication day, the times before, the tense, the language."""

    parts: Mapping[str, str]
    day: date | None
    anchors: Sequence[When]
    tense: Tense
    language: Language
    words: str = field(default="")

    @property
    def table(self) -> Mapping[str, Any]:
        return self.language.table("time")

    def has(self, part: str) -> bool:
        return part in self.parts

    def number(self, part: str) -> int:
        """Return a part that holds digits as a number."""
        return int(re.sub(r"\D", "", self.parts[part]))

    def month(self, part: str = "month") -> int:
        return int(self.table["months"][self.parts[part].rstrip(".")])

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


def resolve(
    words: str,
    *,
    day: date | None,
    language: Language,
    anchors: Sequence[When] = (),
    tense: Tense = None,
) -> When:
    """Return what a time expression means against the publication day and the times before it in the text.

    `day=None` leaves relative expressions open. `anchors` are the times resolved before this one, in the order of the text.
    `tense="future"` lets a weekday, a month or a day without a year lie ahead of publication.
    """
    text = re.sub(r"\s+", " ", words).strip().strip(".,;").lower().replace("’", "'")
    opening = since(language).match(text)
    if opening:
        inner = resolve(text[opening.end() :], day=day, language=language, anchors=anchors)
        return _from_then_on(inner, day)
    for phrase in phrases(language):
        match = phrase.pattern.fullmatch(text)
        if match:
            parts = {name: value for name, value in match.groupdict().items() if value is not None}
            scene = _Scene(parts, day, anchors, tense, language, text)
            return _made(phrase, scene)
    return When(None, None, "not understood: no phrase of the vocabulary has this form")


def tense(before: str, language: Language) -> Tense:
    """Tell from the words before a time, in its own sentence, whether it is still to come; None if they do not say."""
    table = language.table("time")["future"]
    near = re.findall(r"['’]?\w+", before.lower())[-table["reach"] :]
    return "future" if any(word.replace("’", "'") in table["words"] for word in near) else None


def _made(phrase: Phrase, scene: _Scene) -> When:
    try:
        first, last = _RULES[phrase.rule](scene)
    except (ValueError, OverflowError):  # the 31st of June, a year before the calendar
        return When(None, None, f"{phrase.says}; but the calendar has no such day")
    when = When(first, last, phrase.says)
    if when.earliest and when.latest and when.earliest > when.latest:
        return replace(when, first=last, last=first) if scene.tense == "future" else replace(when, first=None)
    if first is None and last is None and scene.day is None:
        return replace(when, rule=f"{phrase.says}; the publication day is not known")
    return when


def _from_then_on(inner: When, day: date | None) -> When:
    """Return the interval from the beginning of a time to the publication day."""
    if inner.first is None:
        return When(None, days.iso(day), f"since then, to the publication day ({inner.rule})")
    last = days.iso(day) if day and inner.earliest and inner.earliest <= day else None
    return When(inner.first, last, f"since then, to the publication day ({inner.rule})")


# -------------------------------------------------------------------------------------------------------------- rules


def _full_date(scene: _Scene) -> Edges:
    return days.one(date(scene.number("year"), scene.month(), scene.number("date")))


def _iso_date(scene: _Scene) -> Edges:
    return days.one(date(scene.number("year4"), scene.number("digits"), scene.number("digits2")))


def _numeric_date(scene: _Scene) -> Edges:
    first, second, year = scene.number("digits"), scene.number("digits2"), scene.number("year4")
    return days.one(date(year, first, second) if second > 12 else date(year, second, first))


def _day_range(scene: _Scene) -> Edges:
    """Both ends get a year: their own, the other's, or the last one in which the range is not after publication."""
    month2 = scene.month("month2") if scene.has("month2") else scene.month()
    year2 = _part_year(scene, "year2", "year")
    year1 = _part_year(scene, "year", "year2")
    if year2 is None or year1 is None:
        end = _last_day_of_year(scene, month2, scene.number("date2"))
        if end is None:
            return OPEN
        year2 = end.year
        year1 = year2 - 1 if scene.month() > month2 else year2
    elif not scene.has("year2") and scene.month() > month2:
        year2 += 1
    return days.iso(date(year1, scene.month(), scene.number("date"))), days.iso(date(year2, month2, scene.number("date2")))


def _month_range(scene: _Scene) -> Edges:
    month, month2 = scene.month(), scene.month("month2")
    year2 = _part_year(scene, "year2", "year") or _year_of_month(scene, month2)
    if year2 is None:
        return OPEN
    year = _part_year(scene, "year", "none") or (year2 - 1 if month > month2 else year2)
    return f"{year:04d}-{month:02d}", f"{year2:04d}-{month2:02d}"


def _year_range(scene: _Scene) -> Edges:
    first = scene.number("year")
    last = scene.number("year2") if scene.has("year2") else first // 100 * 100 + scene.number("digits")
    return f"{first:04d}", f"{last:04d}"


def _day_of_year(scene: _Scene) -> Edges:
    if scene.has("year"):
        return _full_date(scene)
    if scene.has("relative"):
        year = _relative_year(scene, scene.parts["relative"])
        return OPEN if year is None else days.one(date(year, scene.month(), scene.number("date")))
    found = _last_day_of_year(scene, scene.month(), scene.number("date"))
    return OPEN if found is None else days.one(found)


def _month_of_year(scene: _Scene) -> Edges:
    month = scene.number("numeral") if scene.has("numeral") else scene.month()
    return _edge_of_month(scene, scene.number("year"), month)


def _month(scene: _Scene) -> Edges:
    relative = scene.parts.get("relative2")
    year = _relative_year(scene, relative) if relative else _year_of_month(scene, scene.month())
    return OPEN if year is None else _edge_of_month(scene, year, scene.month())


def _season(scene: _Scene) -> Edges:
    first, last = scene.table["seasons"][scene.parts["season"]]
    year = scene.number("year") if scene.has("year") else _year_of_month(scene, last)
    if year is None:
        return OPEN
    return f"{year - (first > last):04d}-{first:02d}", f"{year:04d}-{last:02d}"


def _year(scene: _Scene) -> Edges:
    year = scene.number("year")
    months = scene.table["vague"]["edge_of_year"].get(_edge_word(scene), [])
    return (f"{year:04d}-{months[0]:02d}", f"{year:04d}-{months[1]:02d}") if months else (f"{year:04d}", f"{year:04d}")


def _decade(scene: _Scene) -> Edges:
    year = scene.number("decade")
    return f"{year:04d}", f"{year + 9:04d}"


def _century(scene: _Scene) -> Edges:
    last = 100 * scene.number("century")
    return f"{last - 99:04d}", f"{last:04d}"


def _weekday(scene: _Scene) -> Edges:
    """Return the last such day not after publication; "next", "following" and the future tense look ahead."""
    wanted = scene.table["weekdays"][scene.parts["weekday"]]
    relative = scene.parts.get("relative", "")
    start = scene.here if relative.startswith("the ") else scene.day
    if start is None:
        return OPEN
    back = (start.weekday() - wanted) % 7
    ahead = (wanted - start.weekday()) % 7
    if relative in {"next", "the following"} or (relative == "this" and scene.tense == "future"):
        return days.one(start + timedelta(days=ahead or 7))
    if relative in {"last", "the previous"}:
        return days.one(start - timedelta(days=back or 7))
    return days.one(start + timedelta(days=ahead) if scene.tense == "future" else start - timedelta(days=back))


def _today(scene: _Scene) -> Edges:
    return days.shifted(scene.day, 0)


def _yesterday(scene: _Scene) -> Edges:
    return days.shifted(scene.day, -1)


def _tomorrow(scene: _Scene) -> Edges:
    return days.shifted(scene.day, 1)


def _overnight(scene: _Scene) -> Edges:
    return (days.iso(scene.day - timedelta(days=1)), days.iso(scene.day)) if scene.day else OPEN


def _overnight_after(scene: _Scene) -> Edges:
    first, _ = _weekday(scene)
    if first is None:
        return OPEN
    named = date.fromisoformat(first)
    if "from" in scene.words.split():
        return first, days.iso(named + timedelta(days=1))
    return days.iso(named - timedelta(days=1)), first


def _here(scene: _Scene) -> Edges:
    """Return the day or stretch of which the text last spoke; "that week" is the week around it."""
    here, anchor = scene.here, scene.anchor
    if here is None:
        return OPEN
    if anchor and anchor.first and len(anchor.first) < len("2019-04-20"):
        return anchor.first, anchor.last
    unit = scene.unit() if re.search(r"\bthat (week|month|year)$", scene.words) else "day"
    return days.calendar_step(here, unit, 0)


def _calendar(scene: _Scene) -> Edges:
    relative = scene.parts["relative"]
    start = scene.here if relative.startswith("the previous") or relative.startswith("the following") else scene.day
    if start is None:
        return OPEN
    steps = -1 if relative.endswith(("last", "previous")) else 1 if relative.endswith(("next", "following")) else 0
    steps = 1 if relative == "the coming" else steps
    first, last = days.calendar_step(start, scene.unit(), steps)
    if relative == "this" and scene.unit() == "week" and scene.tense != "future":
        last = days.iso(start)  # what is told of this week has happened by now
    return first, last


def _weekend(scene: _Scene) -> Edges:
    if scene.day is None:
        return OPEN
    first = scene.table["vague"]["weekend"]["first"]
    saturday = scene.day - timedelta(days=(scene.day.weekday() - first) % 7)
    if scene.parts["relative"] == "next" or scene.tense == "future":
        saturday += timedelta(days=7)
    return days.iso(saturday), days.iso(saturday + timedelta(days=1))


def _past_units(scene: _Scene) -> Edges:
    if scene.has("vague"):
        return _recent(scene)
    if scene.day is None:
        return OPEN
    return _stretch(scene)


def _recent(scene: _Scene) -> Edges:
    """Return the stretch from the beginning of the month or year; of years and decades it is left open."""
    if scene.day is None:
        return OPEN
    unit = scene.unit()
    if unit in {"year", "decade", "century"}:
        return None, days.iso(scene.day)
    start = scene.day - timedelta(days=scene.table["vague"]["recent"].get(unit, 0))
    return (days.iso(start)[:4] if unit == "month" else days.iso(start)[:7]), days.iso(scene.day)


def _until_publication(scene: _Scene) -> Edges:
    return None, days.iso(scene.day)


def _ago(scene: _Scene) -> Edges:
    if scene.day is None or scene.has("vague") or re.match(r"(many|long)\b", scene.words) or not scene.has("count"):
        return OPEN
    unit, count = scene.unit(), scene.count()
    if count is None:
        return OPEN
    if "and a half" in scene.words:
        unit, count = {"year": ("month", 12 * count + 6), "month": ("day", 30 * count + 15)}.get(unit, (unit, count))
    if unit == "year" and re.match(r"(nearly|almost|less than|under)\b", scene.words):
        unit, count = "month", 12 * count - 6  # "nearly six years ago" is closer to now than six years
        start = days.back(scene.day, count, unit)
        return (None, None) if start is None else (days.iso(start)[:4], days.iso(start)[:4])
    start = days.back(scene.day, count, unit)
    return OPEN if start is None else days.as_fine_as(start, unit)


def _since_units(scene: _Scene) -> Edges:
    """Return the stretch of so many units up to publication; years open with a year, weeks and days with a day."""
    return OPEN if scene.day is None else _stretch(scene)


def _stretch(scene: _Scene) -> Edges:
    """Return so many units that end with the publication day, which is the last of the days: three days begin two before it."""
    assert scene.day is not None
    unit, count = scene.unit(), scene.count()
    start = days.back(scene.day, count, unit)
    if start is None:
        return None, days.iso(scene.day)
    if unit in {"day", "week", "fortnight"} and count and start < scene.day:
        start += timedelta(days=1)
    first = (
        days.iso(start)[:4]
        if unit in {"year", "decade", "century"}
        else days.iso(start)[:7]
        if unit == "month"
        else days.iso(start)
    )
    return first, days.iso(scene.day)


def _vague_units(scene: _Scene) -> Edges:
    """Return the stretch of recent days or weeks; months and years without a number open nowhere."""
    return _recent(scene) if scene.unit() in {"day", "week"} else (None, days.iso(scene.day))


def _step_from_anchor(scene: _Scene) -> Edges:
    """Return the time so many units from the anchor; without an anchor the publication day stands for it."""
    here = scene.here
    if here is None:
        return OPEN
    earlier = scene.parts["direction"] in {"previous", "preceding", "earlier", "before", "previously"}
    if scene.has("vaguely") or "hour" in scene.unit():
        return (
            days.calendar_step(here, "day", 0)
            if "hour" in scene.unit()
            else ((None, days.iso(here)) if earlier else (days.iso(here), None))
        )
    count, unit = scene.count(), scene.unit()
    if count is None:
        return OPEN
    if not scene.has("count"):
        return days.calendar_step(here, unit, -1 if earlier else 1)
    there = days.back(here, count if earlier else -count, unit)
    return OPEN if there is None else days.as_fine_as(there, unit)


def _coming_units(scene: _Scene) -> Edges:
    if scene.day is None:
        return OPEN
    end = days.back(scene.day, -count, scene.unit()) if (count := scene.count()) and scene.has("count") else None
    return days.iso(scene.day), days.iso(end)


def _after_another_event(scene: _Scene) -> Edges:
    """Hours after an event of which the text has just spoken fall on its day; otherwise nothing is known."""
    return OPEN if scene.unit() != "hour" or scene.anchor is None else days.calendar_step(scene.here, "day", 0)


def _after_anchor(scene: _Scene) -> Edges:
    anchor = next((when for when in reversed(scene.anchors) if when.first), None)
    if re.search(r"\bsince then$", scene.words):
        return (anchor.first if anchor else None), days.iso(scene.day)
    if scene.words == "earlier":
        return None, days.iso(scene.day)
    return (anchor.first if anchor else None), None


_RULES: Mapping[str, Callable[[_Scene], Edges]] = {
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
    "hour_of_day": _here,
    "same_day": _here,
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
}


# ----------------------------------------------------------------------------------------------- years that go unsaid


def _part_year(scene: _Scene, *parts: str) -> int | None:
    return next((scene.number(part) for part in parts if scene.has(part)), None)


def _relative_year(scene: _Scene, relative: str) -> int | None:
    return None if scene.day is None else scene.day.year + {"last": -1, "next": 1}.get(relative, 0)


def _last_day_of_year(scene: _Scene, month: int, day: int) -> date | None:
    """Return the last such day not after publication, or the next one if it is near or the tense is future."""
    if scene.day is None:
        return None
    ahead = timedelta(days=366 if scene.tense == "future" else scene.table["vague"]["coming"]["days"])
    years = range(scene.day.year + 1, scene.day.year - 5, -1)  # a 29 February may be four years off
    found = (date(year, month, day) for year in years if day <= monthrange(year, month)[1])
    return next((one for one in found if one <= scene.day + ahead), None)


def _year_of_month(scene: _Scene, month: int) -> int | None:
    """Return the year of the last such month not after publication; "next" and the future tense look ahead."""
    if scene.day is None:
        return None
    relative = scene.parts.get("relative", "")
    year = scene.day.year
    if relative == "next" or (scene.tense == "future" and relative != "last"):
        return year if month > scene.day.month or (not relative and month == scene.day.month) else year + 1
    return year if month < scene.day.month or (month == scene.day.month and relative != "last") else year - 1


def _edge_word(scene: _Scene) -> str:
    words = re.findall(r"[a-z]+", scene.parts.get("edge", ""))
    return next((word for word in words if word in scene.table["vague"]["edge_of_month"]), "")


def _edge_of_month(scene: _Scene, year: int, month: int) -> Edges:
    """Return a month, or the part of it that "early", "mid" or "late" names."""
    edges = scene.table["vague"]["edge_of_month"].get(_edge_word(scene))
    if not edges:
        return f"{year:04d}-{month:02d}", f"{year:04d}-{month:02d}"
    first, last = edges
    return days.iso(date(year, month, first)), days.iso(date(year, month, last or monthrange(year, month)[1]))
