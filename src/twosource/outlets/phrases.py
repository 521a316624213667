"""How days, bounds and kinds are put in words for a person to read.

In: parts of nouns. Out: short strings, already inert. Nothing here looks anything up; `voices` does.
"""

from __future__ import annotations

from calendar import month_abbr, month_name
from datetime import date

from twosource.nouns import Attribution, FigureRelation, StandingWord, When
from twosource.outlets.page import Style, inert


def day_in_words(iso: str, *, weekday: bool = False, short: bool = False) -> str:
    """Return `4 May 2025` for a day (`4 May 2025` in short), `May 2025` for a month, `2025` for a year."""
    parts = [int(part) for part in iso.split("-")]
    names = month_abbr if short else month_name
    if len(parts) == 1:
        return str(parts[0])
    if len(parts) == 2:
        return f"{names[parts[1]]} {parts[0]}"
    day = date(*parts)
    name = f"{day:%A} " if weekday else ""
    return f"{name}{day.day} {names[day.month]} {day.year}"


def when_in_words(when: When | None, *, weekday: bool = False, lasting: bool = False, short: bool = False) -> str:
    """Return a time with its edges in words; an open start is `by` a day, or `as of` it for what is `lasting`."""
    if when is None or (when.first is None and when.last is None):
        return "day not known"
    if when.first == when.last and when.first:
        return day_in_words(when.first, weekday=weekday, short=short)
    if when.first is None:
        return f"{'as of' if lasting else 'by'} {day_in_words(when.last or '', short=short)}"
    if when.last is None:
        return f"since {day_in_words(when.first, short=short)}"
    return _between(when.first, when.last, short=short)


def _between(first: str, last: str, *, short: bool) -> str:
    """Return `3–4 May 2025` where the two share a month, and both in full where not."""
    if first[:7] == last[:7] and len(last) == 10:
        return f"{int(first[8:] or 1)}–{day_in_words(last, short=short)}"
    start = day_in_words(first, short=short)
    if first[:4] == last[:4] and len(first) > 4:
        start = start.removesuffix(f" {first[:4]}")
    return f"{start} – {day_in_words(last, short=short)}"


def bounds_in_words(low: int | None, high: int | None, *, approx: bool = False) -> str:
    """Return what a figure says: `31`, `about 50`, `at least 20`, `up to 5,000`, `30 to 40`."""
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

STANDING_STYLE: dict[StandingWord, Style] = {
    "reported": "plain",
    "corroborated": "good",
    "disputed": "warn",
    "denied": "bad",
    "withdrawn": "quiet",
}

FIELDS = {"agent": "who", "target": "whom", "place": "where", "time": "when", "realis": "whether", "type": "words"}
"""The fields of an incident as questions."""

WHETHER = {
    "actual": "it happened",
    "denied": "it did not happen",
    "future": "it is to come",
    "uncertain": "it is alleged",
    "ended": "it ended",
}
"""What sources say of an incident as a whole."""

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
    "entered": "entered by {holder}",
}
UNHELD = {
    "holds": "held, it is not said by whom",
    "gained": "taken, it is not said by whom",
    "lost": "lost, it is not said by whom",
    "contested": "contested",
    "surrounded": "surrounded, it is not said by whom",
    "entered": "entered, it is not said by whom",
}


def plain_name(name: str) -> str:
    """Return a name of the vocabulary as words: `armed_clash` is `armed clash`."""
    return inert(name.replace("_", " ").replace(":", " "))


def kind_in_words(attribution: Attribution) -> str:
    """Return what the report says its source is: `monitor, opposition`; nothing where it says nothing."""
    kind = "" if attribution.kind == "none" else plain_name(attribution.kind)
    leaning = inert((attribution.leaning or "").replace("_", " ").replace(":", ": "))
    return ", ".join(part for part in (kind, leaning) if part)
