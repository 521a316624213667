"""Posts with a condition over time: observation posts, checkpoints, border crossings, bases and airports.

In: the Facts and the states of places. Out: Posts, one for each post and condition, in the order of their days. A post is a
place, or words in a role of an event, whose head noun the vocabulary lists; what happens to it follows from the control of that
place, from events at it, and from a participle beside its name ("the crossing was closed").
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from twosource.nouns import Control, ControlStatus, Event, Place, Post, Reading, Ref, Span, When
from twosource.record.facts import SENTENCE_END, Facts, finding_id, language_of
from twosource.vocabulary import load

_STATUS: Mapping[ControlStatus, str] = {
    "holds": "held", "gained": "taken", "lost": "withdrawn from", "surrounded": "surrounded", "contested": "contested",
    "entered": "entered",
}  # fmt: skip
_LED = re.compile(r"^(?:the|an?|its|their|his)\s+", re.IGNORECASE)
_WITHIN = re.compile(r"\s+(?:in|of|at|near|outside|on|along|around)\s")
_BETWEEN = re.compile(r",?\s*(?:in|at|near|outside|of|around)\s+(?:the\s+)?(?:\w+\s+of\s+)?")
_BEFORE, _BEHIND = 40, 60  # characters around a name in which a participle stands


@dataclass(frozen=True, slots=True)
class _Told:
    """One claim on a post: what it is called, which place it is or is at, its kind, its condition, whose it is."""

    ref: Ref
    name: str
    kind: str
    status: str
    place: str | None
    at: str | None
    actor: str | None
    when: When | None


@lru_cache(maxsize=4)
def _heads(language: str) -> tuple[Mapping[str, str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Return kinds by head noun, and the patterns of a name, of a participle right before one and of one behind it."""
    table = load().languages[language].table("posts")
    kinds = {head: kind for kind, heads in table["kinds"].items() for head in heads}
    heads = "|".join(sorted(map(re.escape, kinds), key=len, reverse=True))
    words = "|".join(re.escape(word) for said in table["words"].values() for word in said)
    name = re.compile(rf"\b(?:[A-Z][\w’'-]*\s+){{1,3}}(?:{heads})\b")
    before = re.compile(rf"\b({words})(?:\s+(?:down|off))?\s+(?:the\s+)?$", re.IGNORECASE)
    behind = re.compile(rf"\s+(?:(?:has|have|had|was|were|is|are|been|remains?|remained)\s+)*({words})\b", re.IGNORECASE)
    return kinds, name, before, behind


def posts_of(facts: Facts, control: Sequence[Control]) -> tuple[Post, ...]:
    """Return the posts that reports tell of, each condition with every claim, post by post from the earliest on."""
    found: dict[tuple[str, str], list[_Told]] = {}
    for one in (*_held(facts, control), *_happened(facts), *_said(facts)):
        found.setdefault((one.place or f"{one.name.casefold()} {one.at}", one.status), []).append(one)
    made = [(key[0], _post(told)) for key, told in found.items()]
    order: dict[str, int] = {}
    for key, _ in sorted(made, key=lambda pair: pair[1].name):
        order.setdefault(key, len(order))
    return tuple(post for _, post in sorted(made, key=lambda pair: (order[pair[0]], _day(pair[1].when), pair[1].id)))


def _post(told: Sequence[_Told]) -> Post:
    first = min(told, key=lambda one: (_day(one.when), one.ref))
    return Post(
        id=finding_id("T", first.ref, first.name, first.status),
        name=first.name,
        kind=first.kind,
        status=first.status,
        claims=tuple(dict.fromkeys(one.ref for one in told)),
        place=first.place,
        at=next((one.at for one in told if one.at), None),
        actor=next((one.actor for one in told if one.actor), None),
        when=first.when,
    )


def _day(when: When | None) -> date:
    return ((when.earliest or when.latest) if when else None) or date.min


def kind_of(words: str, language: str = "en") -> str | None:
    """Return the kind of post that words name by their head noun, None where they name none."""
    head = _WITHIN.split(" ".join(words.casefold().split()))[0]
    kinds = _heads(language)[0]
    return next((kinds[one] for one in sorted(kinds, key=len, reverse=True) if re.search(rf"\b{re.escape(one)}$", head)), None)


def _head(span: Span, reading: Reading) -> Span:
    """Return the part of words that names a thing itself: "an observation post" of "an observation post in Oru"."""
    within = _WITHIN.search(reading.document.quote(span))
    return Span(span.start, span.start + within.start()) if within and within.start() else span


def _named(place: Place, reading: Reading) -> tuple[str, str] | None:
    """Return the name and kind of a place of a reading that is a post."""
    for words in (place.name, *map(reading.document.quote, place.mentions)):
        if kind := kind_of(words):
            return _bare(words), kind
    return None


def _bare(words: str) -> str:
    return _LED.sub("", _WITHIN.split(" ".join(words.split()))[0])


def _held(facts: Facts, control: Sequence[Control]) -> Iterator[_Told]:
    """Yield the states of places that are posts."""
    posts: dict[str, tuple[str, str, str | None]] = {}
    for name, reading in facts.readings.items():
        for place in reading.places if _is_told(reading) else ():
            if found := _named(place, reading):
                posts.setdefault(facts.places[Ref(name, place.id)].id, (*found, _around(place.mentions, reading, facts)))
    for state in control:
        if state.place in posts:
            name, kind, at = posts[state.place]
            for ref in state.claims:
                yield _Told(ref, name, kind, _STATUS[state.status], state.place, at, state.holder, state.when)


def _around(mentions: Sequence[Span], reading: Reading, facts: Facts) -> str | None:
    """Return the town that stands right behind a post's name: "in the town of Oru"."""
    for town in reading.places:
        near = ((one, other) for one in mentions for other in town.mentions if one.end <= other.start <= one.end + _BEFORE)
        for one, other in near:
            gap = reading.document.text[one.end : other.start]
            if town.precision in {"town", "exact"} and _BETWEEN.fullmatch(gap):
                return facts.places[Ref(reading.document.id, town.id)].id
    return None


def _is_told(reading: Reading) -> bool:
    language = language_of(reading)
    return language is not None and "posts" in language.tables


def _happened(facts: Facts) -> Iterator[_Told]:
    """Yield what events do to posts in their roles."""
    for ref, event in facts.claims.items():
        reading = facts.readings[ref.document]
        if not isinstance(event, Event) or event.realis != "actual" or not _is_told(reading):
            continue
        status = load().languages[reading.document.language or "en"].table("posts")["events"].get(event.type)
        spans = [_head(span, reading) for span in (*event.target, *event.place, *event.origin)] if status else []
        for span in spans:
            words = reading.document.quote(span)
            if status and (kind := kind_of(words)):
                place, at = _where((span,), reading, facts), _around((span,), reading, facts)
                by = next((one.id for one in facts.actors_in(ref.document, event.agent)), None)
                yield _Told(ref, _bare(words), kind, status, place, at, by, event.when)
                break


def _where(spans: Sequence[Span], reading: Reading, facts: Facts) -> str | None:
    """Return the place that spans name, where that place is a post."""
    for place in reading.places:
        if any(one.overlaps(span) for one in place.mentions for span in spans) and _named(place, reading):
            return facts.places[Ref(reading.document.id, place.id)].id
    return None


def _said(facts: Facts) -> Iterator[_Told]:
    """Yield what a participle beside the name of a post says of it."""
    for document, reading in facts.readings.items():
        if not _is_told(reading):
            continue
        _, name, before, behind = _heads(reading.document.language or "en")
        said = load().languages[reading.document.language or "en"].table("posts")["words"]
        text = reading.document.text
        for match in name.finditer(text):
            led = before.search(text[max(0, match.start() - _BEFORE) : match.start()])
            tail = behind.match(text[match.end() : match.end() + _BEHIND])
            word = (led or tail).group(1).casefold() if led or tail else None  # type: ignore[union-attr]
            if word is None:
                continue
            status = next(status for status, words in said.items() if word in words)
            start = match.start() if tail and not led else match.start() - _BEFORE + (led.start() if led else 0)
            span = Span(max(0, start), match.end() + (tail.end() if tail and not led else 0))
            mention, words = Span(*match.span()), _bare(match.group())
            place = _where((mention,), reading, facts)
            kind = kind_of(words) or ""
            when = _time(span, reading, facts)
            yield _Told(
                Ref(document, f"R{span.start}-{span.end}"),
                words,
                kind,
                status,
                place,
                _around((mention,), reading, facts),
                None,
                when,
            )


def _time(span: Span, reading: Reading, facts: Facts) -> When | None:
    """Return the time that the sentence of a span names, else the day of the report as the latest."""
    text = reading.document.text
    start = max((match.end() for match in SENTENCE_END.finditer(text, 0, span.start)), default=0)
    stop = SENTENCE_END.search(text, span.end)
    end = stop.start() if stop else len(text)
    told = next((one.when for one in reading.times if start <= one.span.start < end and one.when.first), None)
    day = facts.day(reading.document.id)
    return told or (When(None, day.isoformat(), "by the day of the report") if day else None)
