"""The top of the written record: what it holds in a few lines, and the reports that it rests on.

In: a Record and its Voices. Out: Lines. What stands here is chosen by the rule in `weighing`; every line carries the id of
the finding that it sums up.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from twosource.nouns import (
    Control,
    FigureClaim,
    FigureGroup,
    Holding,
    Incident,
    Reading,
    Record,
    Standing,
    StandingWord,
    Version,
    When,
)
from twosource.outlets import weighing
from twosource.outlets.counting import count_of, figure_title
from twosource.outlets.holding import against, held, weigh
from twosource.outlets.page import BLANK, Line, Piece, heading, inert, line
from twosource.outlets.phrases import STANDING_STYLE, day_in_words, when_in_words
from twosource.outlets.saying import by_value
from twosource.outlets.voices import Voices, day_of, numbered

LEGEND = (
    "Words in “ ” are the reports' own. Where no speaker is named, the report itself says so; where no standing is given, one "
    "origin alone does."
)
ORDER: tuple[StandingWord, ...] = ("corroborated", "disputed", "denied", "withdrawn", "reported")
CLAIMS = 8
"""The most claims of a figure that stand in the opening."""
CHANGES = 6
"""The most facts of a kind that a new version lists; `report --json` has them all."""
LABEL = 14
"""Columns of the left margin in which a standing is named."""


def in_short(record: Record, voices: Voices) -> Iterator[Line]:
    """Yield what the record holds: how much, of which days, and what matters most of it."""
    yield from heading("IN SHORT")
    yield line(_counted(record), indent=2)
    yield line(*_standings(record), indent=2)
    yield BLANK
    yield from (_incident(one, voices) for one in weighing.foremost(record, voices))
    yield from (_figures(group, voices) for group in weighing.widest(record.figures))
    weighed = {one.place: one for one in record.holdings}  # the newest stretch of a place stands last
    yield from (_place(one, weighed.get(one[0]), voices) for one in weighing.places_in_play(record))


def _counted(record: Record) -> str:
    """Return how many reports there are, of which days, and how many of them are one text or without a day of their own."""
    count = len(record.readings)
    days = sorted(day.isoformat() for day in map(day_of, record.readings) if day)
    of_days = f" of {when_in_words(When(days[0], days[-1]))}" if days else ""
    copies = sum(len(group) - 1 for group in record.copies)
    lent = sum(1 for one in record.readings if one.day and not one.document.published)
    undated = sum(1 for one in record.readings if day_of(one) is None)
    more = [
        f"{copies} a copy of another" if copies else "",
        f"{lent} dated by the others" if lent else "",
        f"{undated} without a day" if undated else "",
    ]
    listed = ", ".join(part for part in more if part)
    return f"{count} report{'' if count == 1 else 's'}{of_days}{f' ({listed})' if listed else ''}."


def _standings(record: Record) -> Iterator[Piece]:
    news = [one for one in record.incidents if not one.background]
    counted = Counter(one.standing.word for one in news)
    yield Piece(f"{len(news)} incident{'' if len(news) == 1 else 's'}")
    for number, word in enumerate(sorted(counted, key=ORDER.index)):
        yield Piece(", " if number else ": ")
        yield Piece(f"{counted[word]} {word}", STANDING_STYLE[word])
    background = len(record.incidents) - len(news)
    yield Piece(f"; {background} more {'is' if background == 1 else 'are'} background." if background else ".")


def _incident(incident: Incident, voices: Voices) -> Line:
    word = incident.standing.word
    when = f", {voices.days(incident.when)}" if incident.when else ""
    return line(
        Piece(inert(incident.title), "strong"),
        f"{when}. ",
        Piece(why(incident, voices), "quiet"),
        indent=2,
        lead=Piece(f"{word:<{LABEL}}", STANDING_STYLE[word]),
        right=Piece(inert(incident.id), "quiet"),
    )


def _figures(group: FigureGroup, voices: Voices) -> Line:
    pieces = [Piece(f"{figure_title(group, voices)}: ", "strong")]
    values = by_value(((count_of(claim, voices), claim.ref) for claim in _outermost(group.claims)), voices)
    left = len(group.claims) - len(_outermost(group.claims))
    for number, (value, said) in enumerate(values.items()):
        pieces += [Piece("; " if number else ""), Piece(f"{value} ", "strong"), *said]
    pieces.append(Piece(f"; {left} more between them" if left else ""))
    return line(*pieces, indent=2, lead=Piece(f"{'differing':<{LABEL}}", "warn"), right=Piece(inert(group.id), "quiet"))


def _outermost(claims: tuple[FigureClaim, ...]) -> tuple[FigureClaim, ...]:
    """Return the claims of a difference that has few; of one that has many the lowest and the highest."""
    if len(claims) <= CLAIMS:
        return claims
    ordered = sorted(claims, key=lambda claim: claim.low if claim.low is not None else claim.high or 0)
    return ordered[0], ordered[-1]


def _place(placed: tuple[str, Control], holding: Holding | None, voices: Voices) -> Line:
    """Return who holds a place, all claimants weighed as under WHO HOLDS WHAT; without a day to weigh by, its newest state."""
    place, state = placed
    contest = against(state, voices)
    told = list(weigh(holding, voices))
    if not told:
        known = state.when is not None and bool(state.when.first or state.when.last)
        since = f", {voices.days(state.when, lasting=True)}" if known else ""
        told = [Piece(f": {held(state, voices)}{since}"), Piece(f"; against it: {contest}" if contest else "", "warn")]
    is_contested = holding.word == "contested" if holding else bool(contest)
    lead = Piece(f"{'contested' if is_contested else 'now':<{LABEL}}", "warn" if is_contested else "plain")
    return line(Piece(voices.place(place), "strong"), *told, indent=2, lead=lead, right=Piece(inert(state.id), "quiet"))


def why(incident: Incident, voices: Voices) -> str:
    """Return why an incident stands as it does, with the reports by number where they would be named by their files."""
    documents = dict.fromkeys(ref.document for ref in incident.mentions if ref.document in voices.readings)
    origins = {inert(voices.readings[one].document.origin): voices.number(one) for one in documents}
    return numbered(inert(incident.standing.why), origins)


def standing(one: Standing) -> Piece:
    """Return the word of a standing with the count of its origins."""
    origins = f", {one.origins} origin{'' if one.origins == 1 else 's'}"
    return Piece(f"{one.word}{origins}", STANDING_STYLE[one.word])


def reports(record: Record, voices: Voices) -> Iterator[Line]:
    """Yield the reports by number, each with its day and where that day is from; NOTES says more of a day that is borrowed."""
    yield from heading("THE REPORTS")
    for reading in voices.readings.values():
        yield _report(reading, voices.number(reading.document.id))
    for one in record.versions:
        yield from _version(one, voices)
    yield line(Piece(LEGEND, "quiet"), indent=2)


def _version(one: Version, voices: Voices) -> Iterator[Line]:
    """Yield that a report is a new version of another, and the facts that changed, the changed ones first."""
    numbers = f"{voices.number(one.after)} is a new version of {voices.number(one.before)}"
    if not one.changes:
        yield line(numbers, Piece(": no fact changed", "quiet"), indent=2)
        return
    yield line(f"{numbers}:", indent=2)
    for kind, word in (("changed", "changed"), ("added", "new"), ("dropped", "gone")):
        told = [inert(change.says) for change in one.changes if change.kind == kind]
        more = f"; and {len(told) - CHANGES} more" if len(told) > CHANGES else ""
        if told:
            yield line("; ".join(told[:CHANGES]) + more, indent=4, lead=Piece(f"{word}: ", "quiet"))


def _report(reading: Reading, number: str) -> Line:
    document, day = reading.document, day_of(reading)
    used = reading.day or (document.dates[0] if document.published and document.dates else None)
    how = f" ({inert(used.rule)})" if used else ""
    when = f"{day_in_words(day.isoformat(), short=True)}{how}" if day else "not dated"
    name = inert(document.outlet or document.origin)
    title = Piece(f" “{inert(document.title)}”" if document.title else "", "quote")
    pieces = (Piece(when, "plain" if day else "warn"), "  ", Piece(name, "strong"), title)
    return line(*pieces, indent=2, lead=Piece(f"{number:>4} ", "number"))


def dated(reading: Reading) -> tuple[Piece, ...]:
    """Return the day against which a report was read, and the evidence for it."""
    document = reading.document
    used = reading.day or (document.dates[0] if document.published and document.dates else None)
    day = day_of(reading)
    if day is None:
        return (Piece("not dated: words such as Monday and yesterday stay open", "warn"),)
    how = f" — {inert(used.rule)}: {inert(used.evidence)}" if used else ""
    lent = "no day of its own; taken as " if reading.day and not document.published else ""
    return (Piece(f"{lent}{day_in_words(day.isoformat(), weekday=True)}"), Piece(how, "quiet"))
