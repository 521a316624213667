"""Nouns built by hand, by the words of an invented text: what linking and the record are tested on, without a reader."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from twosource.nouns import (
    Actor,
    Attribution,
    Block,
    ControlStatement,
    DateCandidate,
    Document,
    Event,
    Figure,
    Place,
    Reading,
    Span,
    When,
    fingerprint,
)


def a_document(
    text: str, name: str = "one", outlet: str | None = None, published: str | None = "2031-05-04", **more: Any
) -> Document:
    """A report under an id of its own, from an outlet of its own name unless another is given."""
    day = date.fromisoformat(published) if published else None
    return Document(
        id=name,
        origin=f"{name}.txt",
        text=text,
        raw=fingerprint(text),
        extractor="test",
        outlet=outlet or f"The {name}",
        published=day,
        **more,
    )


def words(document: Document, quoted: str, nth: int = 1) -> Span:
    """The span of the nth time that a text says some words."""
    start = -1
    for _ in range(nth):
        start = document.text.index(quoted, start + 1)
    return Span(start, start + len(quoted))


def spans(document: Document, quoted: str | None) -> tuple[Span, ...]:
    return () if quoted is None else (words(document, quoted),)


def when(first: str | None, last: str | None = None) -> When:
    return When(first, last or first)


def an_event(document: Document, trigger: str, kind: str, *, day: str | None = None, nth: int = 1, **more: Any) -> Event:
    """An event by its trigger; the roles are given as the words that fill them."""
    span = words(document, trigger, nth)
    roles = {
        role: spans(document, more.pop(role))
        for role in ("agent", "target", "place", "time", "origin", "destination")
        if role in more
    }
    return Event(
        id=f"E{span.start}-{span.end}",
        trigger=span,
        type=kind,
        when=more.pop("when", when(day) if day else None),
        **roles,
        **more,
    )


def a_place(document: Document, name: str, *, quoted: str | None = None, **more: Any) -> Place:
    span = words(document, quoted or name)
    return Place(id=f"P{span.start}-{span.end}", name=name, mentions=(span,), **{"country": "VA", "precision": "town", **more})


def an_actor(document: Document, name: str, kind: str = "armed_group", *, quoted: tuple[str, ...] = (), **more: Any) -> Actor:
    mentions = tuple(words(document, one) for one in (quoted or (name,)))
    return Actor(id=f"A{mentions[0].start}-{mentions[0].end}", name=name, kind=kind, mentions=mentions, **more)  # type: ignore[arg-type]


def a_saying(document: Document, source: str | None, cue: str, content: str, **more: Any) -> Attribution:
    span = words(document, content)
    return Attribution(
        id=f"S{span.start}-{span.end}",
        cue=words(document, cue),
        content=span,
        source=words(document, source) if source else None,
        **more,
    )


def a_figure(document: Document, quoted: str, kind: str, low: int | None, high: int | None, **more: Any) -> Figure:
    span = words(document, quoted)
    return Figure(id=f"F{span.start}-{span.end}", span=span, kind=kind, low=low, high=high, **more)  # type: ignore[arg-type]


def a_holding(document: Document, quoted: str, place: Place, holder: Actor | None, status: str, **more: Any) -> ControlStatement:
    span = words(document, quoted)
    return ControlStatement(
        id=f"C{span.start}-{span.end}",
        span=span,
        place=place.id,
        holder=holder.id if holder else None,
        status=status,
        **more,  # type: ignore[arg-type]
    )


def a_reading(document: Document, **found: Any) -> Reading:
    return Reading(document=document, reader="by hand", **{name: tuple(value) for name, value in found.items()})


def borrowed(reading: Reading, day: str) -> Reading:
    return replace(reading, day=DateCandidate(date.fromisoformat(day), "borrowed", "tells the same story"))


def a_strike(
    name: str,
    *,
    place: str = "Oru",
    killed: tuple[int | None, int | None] = (6, 6),
    speaker: str | None = None,
    kind: str = "medic",
    leaning: str | None = None,
    published: str | None = "2031-05-04",
    day: str | None = "2031-05-04",
    outlet: str | None = None,
    stance: str = "asserts",
    realis: str = "actual",
    trigger: str = "bombed",
    **place_facts: Any,
) -> Reading:
    """A short report of one air strike, with a toll, said by the report itself or by a speaker."""
    said = f", {speaker} said" if speaker else ""
    text = f"{name} news. Vard warplanes {trigger} a market in {place} on Sunday, killing a number of people{said}."
    document = a_document(text, name, outlet, published)
    town, planes = a_place(document, place, **place_facts), an_actor(document, "Vard warplanes", "military")
    actors, sayings = [planes], []
    if speaker:
        who = an_actor(document, speaker, "person" if kind == "medic" else "armed_group")
        actors.append(who)
        content = text[text.index("Vard") : text.index(said)]
        sayings.append(a_saying(document, speaker, "said", content, actor=who.id, kind=kind, leaning=leaning, stance=stance))
    said_by = sayings[0].id if sayings else None
    event = an_event(
        document,
        trigger,
        "air_drone_strike",
        day=day,
        agent="Vard warplanes",
        place=place,
        at=town.id,
        said_by=said_by,
        realis=realis,
        **({"time": "on Sunday"} if day else {}),
    )
    toll = a_figure(document, "a number of people", "killed", *killed, who="people", event=event.id, said_by=said_by)
    return a_reading(document, actors=actors, places=[town], attributions=sayings, events=[event], figures=[toll])


def a_taking(
    name: str,
    taker: str,
    loser: str,
    published: str,
    *,
    kind: str = "non_state_actor_overtakes_territory",
    verb: str = "captured",
) -> Reading:
    """A report in which one side takes the town of Oru from the other on the day of the report."""
    document = a_document(f"{taker} {verb} Oru from {loser}.", name, published=published)
    town = a_place(document, "Oru", lat=10.0, lon=20.0)
    sides = [an_actor(document, one, "military" if "army" in one else "armed_group") for one in (taker, loser)]
    event = an_event(document, verb, kind, day=published, agent=taker, target=loser, place="Oru", at=town.id)
    return a_reading(document, actors=sides, places=[town], events=[event])


def a_credit(reading: Reading, quoted: str) -> Reading:
    """The same report with some of its words as a credit block."""
    document = reading.document
    span = words(document, quoted)
    return replace(reading, document=replace(document, blocks=(Block("body", Span(0, span.start)), Block("credit", span))))
