"""One reading written for a person: who, where, when, said, events, figures and control, each with its words.

In: a Reading. Out: Lines. It shows what the reader found in one report, before anything is compared with another.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from twosource.nouns import (
    Actor,
    Attribution,
    ControlStatement,
    Document,
    Event,
    Figure,
    Place,
    Reading,
    Record,
    Span,
    Time,
)
from twosource.outlets.naming import degrees
from twosource.outlets.opening import dated
from twosource.outlets.page import BLANK, Line, Piece, inert, line
from twosource.outlets.phrases import (
    HOLDING,
    REALIS,
    UNHELD,
    bounds_in_words,
    plain_name,
    when_in_words,
)
from twosource.outlets.quoting import around, clause, quote, quote_of
from twosource.outlets.voices import THE_REPORT, Voices, voices_of

LABEL = 10
"""Columns of the left margin in which the parts are named."""


def overview_of(reading: Reading) -> Iterator[Line]:
    """Yield the overview of a reading; `explain` takes the id at the top with a claim's at the right: `document:E12-20`."""
    document = reading.document
    voices = voices_of(Record((reading,)))
    outlet = f", {inert(document.outlet)}" if document.outlet else ""
    yield line(Piece(inert(document.origin), "head"), outlet, right=Piece(inert(document.id), "quiet"))
    if document.title:
        yield line(Piece(f"“{inert(document.title)}”", "quote"))
    yield line(*dated(reading))
    yield from _part("who", ((one.id, _actor(one)) for one in reading.actors))
    yield from _part("where", ((one.id, _place(one)) for one in reading.places))
    yield from _part("when", ((one.id, _time(one, document)) for one in reading.times))
    yield from _part("with", (("", (Piece(quote(document, one), "quote"),)) for one in reading.weapons))
    yield from _part("said", ((one.id, _said(one, reading, voices)) for one in reading.attributions))
    yield from _part("events", ((one.id, _event(one, reading, voices)) for one in reading.events))
    yield from _part("figures", ((one.id, _figure(one, reading, voices)) for one in reading.figures))
    yield from _part("control", ((one.id, _control(one, reading, voices)) for one in reading.control))
    yield from _part("notes", (("", (Piece(inert(note), "warn"),)) for note in document.notes))
    yield BLANK


def _part(name: str, rows: Iterator[tuple[str, tuple[Piece, ...]]]) -> Iterator[Line]:
    for number, (claim, row) in enumerate(rows):
        if number == 0:
            yield BLANK
        yield Line(row, 2, Piece(f"{name if number == 0 else '':<{LABEL}}", "quiet"), Piece(inert(claim), "quiet"))


def _time(one: Time, document: Document) -> tuple[Piece, ...]:
    """Return the words of a time, the days that they mean, and the rule by which they do."""
    when = one.when
    days = " to ".join(dict.fromkeys(edge or "…" for edge in (when.first, when.last))) if when.first or when.last else "open"
    rule = f": {inert(when.rule)}" if when.rule else ""
    return (Piece(quote(document, one.span), "quote"), Piece(f" → {days}"), Piece(rule, "quiet"))


def _actor(one: Actor) -> tuple[Piece, ...]:
    times = f" ×{len(one.mentions)}" if len(one.mentions) > 1 else ""
    return (Piece(inert(one.name), "strong"), Piece(f" ({plain_name(one.kind)}){times}", "quiet"))


def _place(one: Place) -> tuple[Piece, ...]:
    """Return a place with its position, how near that is, and why this entry of the gazetteer was taken."""
    larger = ", ".join(inert(part) for part in (one.within, one.country) if part)
    where = f"{degrees(one.lat, one.lon)}, {one.precision}" if one.lat is not None and one.lon is not None else "not placed"
    times = f" ×{len(one.mentions)}" if len(one.mentions) > 1 else ""
    second = f" Second choice: {inert(one.runner_up)}." if one.runner_up else ""
    why = f"; {inert(one.reason).rstrip('.')}.{second}" if one.reason else ""
    about = Piece(f"{f', {larger}' if larger else ''}: {where}")
    return (Piece(f"{inert(one.name)}{times}", "strong"), about, Piece(why, "quiet"))


def _said(one: Attribution, reading: Reading, voices: Voices) -> tuple[Piece, ...]:
    document = reading.document
    words = quote(document, one.content) if one.content else ""
    return (Piece(voices.said_by(document.id, one.id), "strong"), Piece(f": {one.quote} "), Piece(words, "quote"))


def _event(one: Event, reading: Reading, voices: Voices) -> tuple[Piece, ...]:
    """Return an event with who does it to whom, where and when, its words and its speaker."""
    marks = (REALIS[one.realis], "background" if one.background else "", "told again" if one.same_as else "")
    marked = ", ".join(mark for mark in marks if mark)
    kind = f"{plain_name(one.type)}{f' ({marked})' if marked else ''}"
    facts = (
        f"by {_named(one.agent, reading.document)}" if one.agent else "",
        f"against {_named(one.target, reading.document)}" if one.target else "",
        _place_name(one.at, reading),
        when_in_words(one.when) if one.when else "",
    )
    return (
        Piece(kind, "strong"),
        Piece("".join(f", {part}" for part in facts if part) + " "),
        Piece(quote_of(reading.document, clause(reading.document, one)), "quote"),
        Piece(_by(one.said_by, reading.document, voices), "quiet"),
    )


def _named(spans: Iterable[Span], document: Document) -> str:
    return " and ".join(inert(document.quote(span)) for span in spans)


def _figure(one: Figure, reading: Reading, voices: Voices) -> tuple[Piece, ...]:
    count = bounds_in_words(one.low, one.high, approx=one.approx)
    facts = (inert(one.who or ""), _place_name(one.at, reading), when_in_words(one.when) if one.when else "")
    return (
        Piece(f"{plain_name(one.kind)}: {count}", "strong"),
        Piece("".join(f", {part}" for part in facts if part) + " "),
        Piece(quote_of(reading.document, around(reading.document, one.span)), "quote"),
        Piece(_by(one.said_by, reading.document, voices), "quiet"),
    )


def _control(one: ControlStatement, reading: Reading, voices: Voices) -> tuple[Piece, ...]:
    names = {actor.id: inert(actor.name) for actor in reading.actors}
    holder = names.get(one.holder or "", inert(one.holder or ""))
    says = HOLDING[one.status].format(holder=holder) if holder else UNHELD[one.status]
    when = f", {when_in_words(one.when, lasting=True)}" if one.when else ""
    return (
        Piece(_place_name(one.place, reading) or "a place not named", "strong"),
        Piece(f": {says}{when} "),
        Piece(quote_of(reading.document, around(reading.document, one.span)), "quote"),
        Piece(_by(one.said_by, reading.document, voices), "quiet"),
    )


def _place_name(place: str | None, reading: Reading) -> str:
    return next((inert(one.name) for one in reading.places if one.id == place), inert(place or ""))


def _by(said_by: str | None, document: Document, voices: Voices) -> str:
    speaker = voices.said_by(document.id, said_by)
    return "" if speaker == THE_REPORT else f" — {speaker}"
