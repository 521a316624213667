"""Time expressions to intervals: what "Tuesday" or "four months ago" means against the publication day.

In: the words of a time expression, the publication day (or None), a Language, and the times resolved before it in the text.
Out: a When with the sentence of the rule that made it. What cannot be known stays open: without a publication day a
relative expression has no edges, an absolute one has. Edges are as fine as the words: "four months ago" is a month.

The phrases and the meaning of vague words are data (`vocabulary/languages/<language>/time.toml`); `time_rules` holds one
short calculation for each `rule` named there. The finder (`rules/times.py`) searches the same compiled phrases.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from twosource.nouns import Span, When
from twosource.reading import days
from twosource.reading.time_phrases import Phrase, onwards, phrases, since
from twosource.reading.time_rules import BY_NEAREST_YEAR, RULES
from twosource.reading.time_scene import Scene, Tense

if TYPE_CHECKING:
    from twosource.vocabulary import Language

_YEAR = re.compile(r"(?<![\d.,-])((?:19|20)\d\d)(?![\d.,])")


def resolve(
    words: str,
    *,
    day: date | None,
    language: Language,
    anchors: Sequence[When] = (),
    tense: Tense = None,
    end: date | None = None,
    looks_back: tuple[date, date] | None = None,
) -> When:
    """Return what a time expression means against the publication day and the times before it in the text.

    `day=None` leaves relative expressions open. `anchors` are the times resolved before this one, in the order of the text.
    `tense="future"` lets a weekday, a month or a day without a year lie ahead of publication. `end` is the last day of which the
    report can tell (`told_until`), if that is not the publication day: years that go unsaid are counted from it, and where the
    text `looks_back`, from the times before, within the stretch of which it tells there.
    """
    text = re.sub(r"\s+", " ", words).strip().strip(".,;").lower().replace("’", "'")
    for phrase in phrases(language):
        match = phrase.pattern.fullmatch(text)
        if match:
            parts = {name: value for name, value in match.groupdict().items() if value is not None}
            scene = Scene(parts, day, anchors, tense, language, text, end, looks_back)
            return _made(phrase, scene)
    opening, closing = since(language).match(text), onwards(language).search(text)
    if opening or closing:
        time = text[opening.end() if opening else 0 : closing.start() if closing else len(text)]
        inner = resolve(time, day=day, language=language, anchors=anchors, end=end, looks_back=looks_back)
        return _from_then_on(inner, day)
    within = _longest(text, language)
    if within is None:
        return When(None, None, "not understood: no phrase of the vocabulary has this form")
    inner = resolve(
        text[within.start : within.end], day=day, language=language, anchors=anchors, tense=tense, end=end, looks_back=looks_back
    )
    if text[: within.start].strip() in language.table("time")["until"]["words"]:
        return When(None, inner.last, f"until then ({inner.rule})")
    return When(inner.first, inner.last, f"{inner.rule}; of the words, “{text[within.start : within.end]}” is understood")


OF_DAYS = BY_NEAREST_YEAR | {"full_date", "iso_date", "numeric_date"}
"""Rules that read the name of a day or month of the calendar, with its year or without."""


def kind(words: str, language: Language) -> str | None:
    """Return the name of the rule that reads a time expression, None where none does."""
    text = re.sub(r"\s+", " ", words).strip().strip(".,;").lower().replace("’", "'")
    return next((phrase.rule for phrase in phrases(language) if phrase.pattern.fullmatch(text)), None)


def _longest(text: str, language: Language) -> Span | None:
    """Return where the longest phrase stands inside the words of a time, None if there is none."""
    found = [Span(*match.span()) for phrase in phrases(language) if phrase.underline for match in phrase.pattern.finditer(text)]
    shorter = (span for span in found if span.end - span.start < len(text))
    return max(shorter, key=lambda span: span.end - span.start, default=None)


def told_until(title: str | None, day: date | None) -> date | None:
    """Return the end of the last year that a title names, if the text was published later: an encyclopaedia's "(2022)".

    A page about a war of years ago names days without a year; the last such day before publication is the wrong one.
    """
    years = [int(year) for year in _YEAR.findall(title or "")]
    end = date(max(years), 12, 31) if years else None
    return end if end is not None and (day is None or end < day) else None


def tense(before: str, language: Language) -> Tense:
    """Tell from the text before a time whether it is still to come; None if its sentence does not say."""
    table = language.table("time")["future"]
    near = re.findall(r"['’]?\w+", re.split(r"[.!?]\s|\n", before[-200:])[-1].lower())[-table["reach"] :]
    return "future" if any(word.replace("’", "'") in table["words"] for word in near) else None


def _made(phrase: Phrase, scene: Scene) -> When:
    try:
        first, last = RULES[phrase.rule](scene)
    except (ValueError, OverflowError):  # the 31st of June, a year before the calendar
        return When(None, None, f"{phrase.says}; but the calendar has no such day")
    when = When(first, last, phrase.says + _without_day(phrase, scene, first))
    if when.earliest and when.latest and when.earliest > when.latest:
        return When(None, None, f"{phrase.says}; but it would end before it begins")
    return when


def _without_day(phrase: Phrase, scene: Scene, first: str | None) -> str:
    """Return what to add to the rule's sentence where the publication day is not known, or no measure."""
    is_yearless = phrase.rule in BY_NEAREST_YEAR and not re.search(r"\d{4}", scene.words)
    if scene.looks_back and is_yearless:
        return "; the report looks back, so the year is the nearest to the time named before it"
    if scene.day is not None:
        return ""
    if first is None:
        return "; the publication day is not known"
    return "; the publication day is not known, so the year is the nearest to the time named before it" if is_yearless else ""


def _from_then_on(inner: When, day: date | None) -> When:
    """Return the interval from the beginning of a time to the publication day."""
    if inner.first is None:
        return When(None, days.edge(day), f"since then, to the publication day ({inner.rule})")
    last = days.iso(day) if day and inner.earliest and inner.earliest <= day else None
    return When(inner.first, last, f"since then, to the publication day ({inner.rule})")
