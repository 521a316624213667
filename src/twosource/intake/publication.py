"""The day on which a report was published: every candidate, ranked, with its evidence.

In: what the caller and the file say, what the format found in the page's metadata, the address, the typed text. Out:
the candidates, best first, the day that can be trusted (or None, which is legal), and notes on whatever does not fit.
The day is the one that is printed: a time of day and its zone are never used to move it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from twosource.errors import UsageError
from twosource.intake.dates import DATED, DayRead, days_of, read_day
from twosource.nouns import Block, DateCandidate, Page, Span

EARLIEST = date(1900, 1, 1)
"""No day before this is trusted: it is a default of some program (1899, 1601, year 1) more often than a newspaper."""

RULES = {
    "caller": "given by the caller",
    "field": "the file's own field",
    "json-ld": "the page's JSON-LD",
    "meta": "the page's meta data",
    "time": "the page's time element",
    "url": "the address",
    "date line": "a date line",
    "dateline": "the dateline",
    "htmldate": "htmldate's search of the page",
    "updated": "a line that says when it was updated",
}
"""Every rule that proposes a day, best first, in the words of a note. Search by htmldate comes late because where nothing else is
there it takes the day on which the page was generated (1 of 7 trial pages); an update is a day after the publication."""

_RANK = {rule: rank for rank, rule in enumerate(RULES)}
_URL_DAY = re.compile(
    r"(?<!\d)(?P<year>(?:19|20)\d{2})(?P<mark>[-/_]?)(?P<month>\d{2}|[a-z]{3}(?=/))(?P=mark)(?P<day>\d{2}|(?<=[-/_])\d)(?!\d)",
    re.IGNORECASE,
)
_UPDATED = re.compile(r"(?i)\b(?:updated|modified|amended|revised)\b")
_DATED = re.compile(DATED, re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Publication:
    """What is known of a report's day: the candidates, the chosen one first; the day or None; what does not fit."""

    dates: tuple[DateCandidate, ...]
    published: date | None
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Voice:
    """One place that names a day, as one reading, or as two where day and month may be swapped."""

    readings: tuple[DateCandidate, ...]

    @property
    def rule(self) -> str:
        return self.readings[0].rule


def publication(page: Page, blocks: Sequence[Block], *, published: date | str | None, received: date) -> Publication:
    """Return the ranked candidates for the publication day; UsageError where the caller's own day cannot be read."""
    notes: list[str] = []
    voices = sorted(_voices(page, blocks, published, notes), key=lambda voice: _RANK.get(voice.rule, len(_RANK)))
    trusted: list[_Voice] = []
    doubted: list[DateCandidate] = []
    for voice in voices:
        good = tuple(one for one in voice.readings if EARLIEST <= one.day <= received)
        bad = tuple(one for one in voice.readings if one not in good)
        doubted += bad
        if good:
            trusted.append(_Voice(good if len(good) == len(voice.readings) else tuple(_settled(good, bad))))
        else:
            notes += [_distrust(one, received) for one in bad]
    chosen = _chosen(trusted)
    others = [
        one for voice in trusted for one in voice.readings if chosen is None or one.day != chosen.day or one.rule != chosen.rule
    ]
    notes += _disagreements(trusted, chosen)
    dates = tuple(dict.fromkeys([*([chosen] if chosen else []), *others, *doubted]))
    return Publication(dates, chosen.day if chosen else None, tuple(notes))


def _voices(page: Page, blocks: Sequence[Block], published: date | str | None, notes: list[str]) -> Iterator[_Voice]:
    if published is not None:
        yield _Voice(_callers(published))
    if page.published:
        readings = _candidates(read_day(page.published), "field", "the file's own field says")
        if readings:
            yield _Voice(readings)
        else:
            notes.append(f"the file's own field “{page.published[:60]}” is no day that can be read")
    yield from (_Voice((one,)) for one in page.dates)
    yield from _address(page.url)
    yield from _lines(page.text, blocks)


def _callers(published: date | str) -> tuple[DateCandidate, ...]:
    if isinstance(published, date):
        return (DateCandidate(published, "caller", f"the caller says {published.isoformat()}"),)
    readings = _candidates(read_day(published), "caller", "the caller says")
    if len(readings) != 1:
        what = "can be two days" if readings else "is no day"
        raise UsageError(f"published {published!r} {what}; write it as YYYY-MM-DD, for example 2031-05-04")
    return readings


def _candidates(days: Iterable[DayRead], rule: str, where: str, span: Span | None = None) -> tuple[DateCandidate, ...]:
    return tuple(DateCandidate(one.day, rule, f"{where} {one.why}", span) for one in days)


def _address(url: str | None) -> Iterator[_Voice]:
    match = _URL_DAY.search(url or "")
    if match is None:
        return
    month = match["month"] if match["month"].isdigit() else None
    words = f"{match['year']}-{month}-{match['day']}" if month else f"{match['day']} {match['month']} {match['year']}"
    readings = tuple(DateCandidate(one.day, "url", f"the address holds “{match.group()}”") for one in read_day(words))
    if readings:
        yield _Voice(readings)


def _lines(text: str, blocks: Sequence[Block]) -> Iterator[_Voice]:
    """Yield what the date lines and datelines of the text say, but not those in the midst of the body (a live blog's)."""
    body_seen = 0
    for block in blocks:
        body_seen += block.kind == "body"
        if block.kind != "dateline" or body_seen > 2:
            continue
        words = text[block.span.start : block.span.end]
        for match in _DATED.finditer(words):
            rule, where = _line_rule(words, match)
            span = Span(block.span.start + match.start(), block.span.start + match.end())
            readings = _candidates(days_of(match), rule, where, span)
            if readings:
                yield _Voice(readings)


def _line_rule(words: str, match: re.Match[str]) -> tuple[str, str]:
    before = words[: match.start()]
    if _UPDATED.search(before):
        return "updated", "the line of the last update says"
    if re.match(r"\s*[^\W\d_]", before) and re.match(r".*[-–—:/\]]\s*$", words[match.end() :], re.DOTALL):
        return "dateline", "the dateline says"
    return "date line", "the date line says"


def _settled(good: tuple[DateCandidate, ...], bad: tuple[DateCandidate, ...]) -> Iterator[DateCandidate]:
    """Yield the readings left when the others cannot be trusted, and say so."""
    for one in good:
        why = f"{one.evidence}, settled because {bad[0].day.isoformat()} lies outside the days that can be trusted"
        yield DateCandidate(one.day, one.rule, why, one.span)


def _chosen(voices: Sequence[_Voice]) -> DateCandidate | None:
    """Return the first day that is certain: one reading, or one of two that a certain voice elsewhere says as well."""
    certain = [voice.readings[0] for voice in voices if len(voice.readings) == 1]
    for voice in voices:
        if len(voice.readings) == 1:
            return voice.readings[0]
        for reading in voice.readings:
            for other in certain:
                if other.day == reading.day:
                    why = f"{reading.evidence}, settled because {RULES.get(other.rule, other.rule)} says {other.day.isoformat()}"
                    return DateCandidate(reading.day, reading.rule, why, reading.span)
    return None


def _distrust(one: DateCandidate, received: date) -> str:
    where = RULES.get(one.rule, one.rule)
    if one.day > received:
        return (
            f"{where} gives {one.day.isoformat()}, later than the day it was received ({received.isoformat()}); it is not trusted"
        )
    return f"{where} gives {one.day.isoformat()}, before {EARLIEST.year}; it is not trusted"


def _disagreements(voices: Sequence[_Voice], chosen: DateCandidate | None) -> Iterator[str]:
    """Yield a note for each day that is not the chosen one, and one for a day that stays open."""
    said: set[date] = set()
    for voice in voices:
        days = [one.day for one in voice.readings]
        if chosen and chosen.day not in days and days[0] not in said and voice.rule != "updated":
            said.update(days)
            yield (
                f"{RULES.get(voice.rule, voice.rule)} gives {' or '.join(day.isoformat() for day in days)}, but "
                f"{RULES.get(chosen.rule, chosen.rule)} gives {chosen.day.isoformat()}, which is used"
            )
        elif chosen is None and len(days) > 1:
            yield (
                f"{RULES.get(voice.rule, voice.rule)} can be {' or '.join(day.isoformat() for day in days)}, and nothing "
                "tells which; give the day of publication"
            )
