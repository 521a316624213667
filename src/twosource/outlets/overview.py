"""One reading written for a person: who, where, when, said, events, figures and control, each with its words.

In: a Reading. Out: Lines. It shows what the reader found in one report, before anything is compared with another.
"""

from __future__ import annotations

from collections.abc import Iterator

from twosource.nouns import Actor, Attribution, Document, Event, Figure, Place, Reading, Record
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
from twosource.outlets.quoting import around, clause, quote
from twosource.outlets.voices import THE_REPORT, Voices, voices_of

LABEL = 10
"""Columns of the left margin in which the parts are named."""


def overview_of(reading: Reading) -> Iterator[Line]:
    """Yield the overview of a reading."""
    document = reading.document
    voices = voices_of(Record((reading,)))
    outlet = f", {inert(document.outlet)}" if document.outlet else ""
    yield line(Piece(inert(document.origin), "head"), outlet)
    if document.title:
        yield line(Piece(f"“{inert(document.title)}”", "quote"))
    yield line(*dated(reading))
    yield from _part("who", (_actor(one) for one in reading.actors))
    yield from _part("where", (_place(one) for one in reading.places))
    yield from _part("when", (_words(quote(document, one.span), when_in_words(one.when)) for one in reading.times))
    yield from _part("with", ((Piece(quote(document, one), "quote"),) for one in reading.weapons))
    yield from _part("said", (_said(one, reading, voices) for one in reading.attributions))
    yield from _part("events", (_event(one, reading, voices) for one in reading.events))
    yield from _part("figures", (_figure(one, reading, voices) for one in reading.figures))
    yield from _part("control", _control(reading, voices))
    yield from _part("notes", ((Piece(inert(note), "warn"),) for note in document.notes))
    yield BLANK


def _part(name: str, rows: Iterator[tuple[Piece, ...]]) -> Iterator[Line]:
    for number, row in enumerate(rows):
        if number == 0:
            yield BLANK
        yield Line(row, 2, Piece(f"{name if number == 0 else '':<{LABEL}}", "quiet"))


def _words(words: str, meaning: str) -> tuple[Piece, ...]:
    return (Piece(words, "quote"), Piece(f" {meaning}"))


def _actor(one: Actor) -> tuple[Piece, ...]:
    times = f" ×{len(one.mentions)}" if len(one.mentions) > 1 else ""
    return (Piece(inert(one.name), "strong"), Piece(f" ({plain_name(one.kind)}){times}", "quiet"))


def _place(one: Place) -> tuple[Piece, ...]:
    larger = ", ".join(inert(part) for part in (one.within, one.country) if part)
    degrees = f", {one.lat:.2f} {one.lon:.2f}" if one.lat is not None and one.lon is not None else ", not placed"
    why = f"; {inert(one.reason)}" if one.reason else ""
    times = f" ×{len(one.mentions)}" if len(one.mentions) > 1 else ""
    about = f"{f', {larger}' if larger else ''}{degrees} ({one.precision}{why}){times}"
    return (Piece(inert(one.name), "strong"), Piece(about, "quiet"))


def _said(one: Attribution, reading: Reading, voices: Voices) -> tuple[Piece, ...]:
    document = reading.document
    words = quote(document, one.content) if one.content else ""
    return (Piece(voices.said_by(document.id, one.id), "strong"), Piece(f": {one.quote} "), Piece(words, "quote"))


def _event(one: Event, reading: Reading, voices: Voices) -> tuple[Piece, ...]:
    realis = REALIS[one.realis]
    kind = f"{plain_name(one.type)}{f' ({realis})' if realis else ''}{' (background)' if one.background else ''}"
    where = _place_name(one.at, reading)
    facts = ", ".join(part for part in (where, when_in_words(one.when) if one.when else "") if part)
    return (
        Piece(kind, "strong"),
        Piece(f", {facts} " if facts else " "),
        Piece(quote(reading.document, clause(reading.document, one)), "quote"),
        Piece(_by(one.said_by, reading.document, voices), "quiet"),
    )


def _figure(one: Figure, reading: Reading, voices: Voices) -> tuple[Piece, ...]:
    count = bounds_in_words(one.low, one.high, approx=one.approx)
    facts = (inert(one.who or ""), _place_name(one.at, reading), when_in_words(one.when) if one.when else "")
    return (
        Piece(f"{plain_name(one.kind)}: {count}", "strong"),
        Piece("".join(f", {part}" for part in facts if part) + " "),
        Piece(quote(reading.document, around(reading.document, one.span)), "quote"),
        Piece(_by(one.said_by, reading.document, voices), "quiet"),
    )


def _control(reading: Reading, voices: Voices) -> Iterator[tuple[Piece, ...]]:
    names = {actor.id: inert(actor.name) for actor in reading.actors}
    for one in reading.control:
        holder = names.get(one.holder or "", inert(one.holder or ""))
        says = HOLDING[one.status].format(holder=holder) if holder else UNHELD[one.status]
        when = f", {when_in_words(one.when)}" if one.when else ""
        yield (
            Piece(_place_name(one.place, reading) or "a place not named", "strong"),
            Piece(f": {says}{when} "),
            Piece(quote(reading.document, around(reading.document, one.span)), "quote"),
            Piece(_by(one.said_by, reading.document, voices), "quiet"),
        )


def _place_name(place: str | None, reading: Reading) -> str:
    return next((inert(one.name) for one in reading.places if one.id == place), inert(place or ""))


def _by(said_by: str | None, document: Document, voices: Voices) -> str:
    speaker = voices.said_by(document.id, said_by)
    return "" if speaker == THE_REPORT else f" — {speaker}"
