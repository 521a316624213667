"""How days, bounds, kinds and stretches of a report are put in words for a person to read.

In: parts of nouns. Out: short strings, already inert. Nothing here looks anything up; `voices` does.
"""

from __future__ import annotations

import re
from calendar import month_name
from datetime import date

from twosource.nouns import Attribution, Document, Event, FigureRelation, Span, When
from twosource.outlets.page import inert

QUOTED = 150
"""The most characters of a report that one quote shows, which is two rows of a printed page."""


def day_in_words(iso: str, *, weekday: bool = False) -> str:
    """Return `20 August 2019` for a day, `August 2019` for a month, `2019` for a year."""
    parts = [int(part) for part in iso.split("-")]
    if len(parts) == 1:
        return str(parts[0])
    if len(parts) == 2:
        return f"{month_name[parts[1]]} {parts[0]}"
    day = date(*parts)
    name = f"{day:%A} " if weekday else ""
    return f"{name}{day.day} {month_name[day.month]} {day.year}"


def when_in_words(when: When | None, *, weekday: bool = False, lasting: bool = False) -> str:
    """Return a time with its edges in words; an open start is `by` a day, or `until` it for what is `lasting`."""
    if when is None or (when.first is None and when.last is None):
        return "day not known"
    if when.first == when.last and when.first:
        return day_in_words(when.first, weekday=weekday)
    if when.first is None:
        return f"{'until' if lasting else 'by'} {day_in_words(when.last or '')}"
    if when.last is None:
        return f"since {day_in_words(when.first)}"
    return _between(when.first, when.last)


def _between(first: str, last: str) -> str:
    """Return `19–20 August 2019` where the two share a month, and both in full where not."""
    if first[:7] == last[:7] and len(first) == len(last) == 10:
        return f"{int(first[8:])}–{day_in_words(last)}"
    return f"{day_in_words(first)} – {day_in_words(last)}"


def bounds_in_words(low: int | None, high: int | None, *, approx: bool = False) -> str:
    """Return what a figure says: `92`, `about 500`, `at least 200`, `up to 500,000`, `300 to 400`."""
    about = "about " if approx else ""
    if low is None and high is None:
        return "not counted"
    if low is None:
        return f"{about or 'up to '}{high:,}"
    if high is None:
        return f"at least {low:,}"
    return f"{about}{low:,}" if low == high else f"{about}{low:,} to {high:,}"


RELATIONS: dict[FigureRelation, str] = {
    "single": "one source",
    "agree": "agree",
    "compatible": "can both be true",
    "differ": "differ",
}

REALIS = {
    "actual": "",
    "denied": "said not to have happened",
    "future": "planned, feared or demanded",
    "uncertain": "alleged or unsure",
    "ended": "ended",
}

HOLDING = {
    "holds": "held by {holder}",
    "gained": "taken by {holder}",
    "lost": "lost by {holder}",
    "contested": "contested, {holder} among them",
    "surrounded": "surrounded by {holder}",
}
UNHELD = {
    "holds": "held, it is not said by whom",
    "gained": "taken, it is not said by whom",
    "lost": "lost, it is not said by whom",
    "contested": "contested",
    "surrounded": "surrounded, it is not said by whom",
}


def plain_name(name: str) -> str:
    """Return a name of the vocabulary as words: `armed_clash` is `armed clash`."""
    return inert(name.replace("_", " ").replace(":", " "))


def kind_in_words(attribution: Attribution) -> str:
    """Return what the report says its source is: `monitor, opposition`; nothing where it says nothing."""
    kind = "" if attribution.kind == "none" else plain_name(attribution.kind)
    return ", ".join(part for part in (kind, plain_name(attribution.leaning or "")) if part)


def quote(document: Document, span: Span, most: int = QUOTED) -> str:
    """Return the words of a span in quotation marks, cut at `most` characters with an ellipsis."""
    words = inert(_without_residue(document, span)).strip('“”"„«» ')
    if len(words) > most:
        words = words[:most].rsplit(" ", 1)[0].rstrip(",;:—–- ") + " …"
    return f"“{words}”"


def clause(document: Document, event: Event) -> Span:
    """Return the stretch of one sentence that holds an event's trigger and those of its roles for which there is room."""
    edges = sentence_at(document.text, event.trigger)
    roles = (
        *event.agent,
        *event.target,
        *event.place,
        *event.origin,
        *event.destination,
        *event.instrument,
        *event.time,
    )
    hull = event.trigger
    for role in sorted(roles, key=lambda role: abs(role.start - event.trigger.start)):
        wider = Span(min(hull.start, role.start), max(hull.end, role.end))
        if edges.contains(role) and wider.end - wider.start <= QUOTED:
            hull = wider
    return hull if hull.end - hull.start >= 24 else _grown(document.text, hull, edges)


def around(document: Document, span: Span) -> Span:
    """Return a span grown inside its sentence until it can be understood alone."""
    if span.end - span.start >= 40:
        return span
    return _grown(document.text, span, sentence_at(document.text, span))


# An end of a sentence, for display only: a stop before a space and a capital, or the end of a line.
_END = re.compile(r"[.!?…][”\"’')\]]*\s+(?=[“\"‘'(]?[A-ZÀ-ÞЀ-Я])|\n")
_REACH = 90
"""How far to each side of a short span its sentence is shown, in characters: one row of a page and a little."""


def sentence_at(text: str, span: Span) -> Span:
    """Return the stretch between the ends of sentences around a span, as a reader would see them."""
    opening = max(0, span.start - 600)
    before = [match.end() for match in _END.finditer(text, opening, span.end) if match.end() <= span.start]
    after = _END.search(text, span.end, span.end + 600)
    start = before[-1] if before else opening
    return Span(start, (after.start() + 1 if after else min(len(text), span.end + 600)))


def _grown(text: str, span: Span, edges: Span) -> Span:
    start, end = max(edges.start, span.start - _REACH // 2), min(edges.end, span.end + _REACH // 2)
    while start > edges.start and not text[start - 1].isspace():
        start -= 1
    while end < edges.end and not text[end].isspace():
        end += 1
    return Span(start, end)


def _without_residue(document: Document, span: Span) -> str:
    """Return the characters of a span without the markup that is left in the text, which nobody wrote to be read."""
    return "".join(
        character
        for at, character in enumerate(document.quote(span), span.start)
        if not any(residue.start <= at < residue.end for residue in document.residue)
    )
