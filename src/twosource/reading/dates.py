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

from twosource.nouns import When
from twosource.reading import days
from twosource.reading.time_phrases import Phrase, phrases, since
from twosource.reading.time_rules import BY_NEAREST_YEAR, RULES
from twosource.reading.time_scene import Scene, Tense

if TYPE_CHECKING:
    from twosource.vocabulary import Language


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
    for phrase in phrases(language):
        match = phrase.pattern.fullmatch(text)
        if match:
            parts = {name: value for name, value in match.groupdict().items() if value is not None}
            scene = Scene(parts, day, anchors, tense, language, text)
            return _made(phrase, scene)
    opening = since(language).match(text)
    if opening:
        inner = resolve(text[opening.end() :], day=day, language=language, anchors=anchors)
        return _from_then_on(inner, day)
    return When(None, None, "not understood: no phrase of the vocabulary has this form")


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
    """Return what to add to the rule's sentence where the publication day is not known."""
    if scene.day is not None:
        return ""
    if first is None:
        return "; the publication day is not known"
    is_yearless = phrase.rule in BY_NEAREST_YEAR and not re.search(r"\d{4}", scene.words)
    return "; the publication day is not known, so the year is the nearest to the time named before it" if is_yearless else ""


def _from_then_on(inner: When, day: date | None) -> When:
    """Return the interval from the beginning of a time to the publication day."""
    if inner.first is None:
        return When(None, days.edge(day), f"since then, to the publication day ({inner.rule})")
    last = days.iso(day) if day and inner.earliest and inner.earliest <= day else None
    return When(inner.first, last, f"since then, to the publication day ({inner.rule})")
