"""The names in words: which of them are a person's, told by how they are written and by what the reader read.

In: phrases, readings. Out: names, without titles. A name is words written large, one after the other; where a script does not
tell large from small, it is the whole phrase.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from twosource.geography.countries import adjectives
from twosource.nouns import Reading, Record, Ref, Span
from twosource.record.masking import Mask
from twosource.vocabulary import load

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_AGE = re.compile(r"\s?[,(]\s?(?:aged\s)?\d{1,3}\b(?!\s*(?:people|km|miles|%))")
_OLD = re.compile(r"\d{1,3}-year-old\s+$")
_INSIDE = frozenset(
    {"bin", "ibn", "bint", "abu", "al", "el", "ul", "de", "da", "di", "du", "la", "le", "von", "van", "der", "den"}
)
"""Small words that stand inside names."""


def names_in(phrase: str) -> list[str]:
    """Return the names in some words, each from the word after its titles on."""
    return [phrase[span.start : span.end] for span in _runs(phrase)]


def is_name(phrase: str) -> bool:
    """Tell whether some words hold a name."""
    return bool(_runs(phrase))


def persons_of(record: Record) -> set[str]:
    """Return the names of every person of a record, and the words of them that are not also those of a place or a body.

    A name of words that the reports also write small alone is a term ("Security Council") that was taken for a person.
    """
    small = small_words(record)
    members = _persons(record)
    found: set[str] = set()
    for reading in record.readings:
        for actor in reading.actors:
            if Ref(reading.document.id, actor.id) in members:
                said = [actor.name, *(reading.document.words(span) for span in actor.mentions)]
                found |= {name for phrase in said for name in names_in(phrase)}
    whole = {name for one in found if (name := _without_articles(one, small))}
    others = _words_of_others(record, members, whole)
    whole = {one for one in whole if len(_WORD.findall(one)) > 1 or one.casefold() not in others}
    parts = {word for one in whole for word in _own_words(one, small) if word.casefold() not in others}
    return whole | {one for one in found if any(name in one for name in whole)} | parts


def small_words(record: Record) -> frozenset[str]:
    """Return the words that the reports of a record write small somewhere: those are no names by themselves."""
    return frozenset(word for one in record.readings for word in _WORD.findall(one.document.text) if word.islower())


def _persons(record: Record) -> set[Ref]:
    """Return every actor of a reading that is a person, or known to be one with a person."""
    people = {Ref(one.document.id, actor.id) for one in record.readings for actor in one.actors if actor.kind == "person"}
    known = [one for one in record.actors if one.kind == "person" or not people.isdisjoint(one.mentions)]
    return people | {ref for one in known for ref in one.mentions}


def _without_articles(name: str, small: frozenset[str]) -> str:
    """Return a name from its first word on that is not also written small, "" where it is too short to be one."""
    words = list(_WORD.finditer(name))
    first = next((one for one in words if one.group().casefold() not in small), None)
    kept = name[first.start() :] if first else ""
    return kept if any(len(word) > 2 for word in _WORD.findall(kept)) else ""


def _own_words(name: str, small: frozenset[str]) -> list[str]:
    """Return the words of a name that stand for it alone: the last one, and those that are not also written small."""
    words = [word for word in _WORD.findall(name) if len(word) > 2 and not word.islower()]
    return [word for at, word in enumerate(words) if word.casefold() not in small or (at and at == len(words) - 1)]


def victims_in(reading: Reading) -> set[str]:
    """Return names of those hit by an event, counted or given with an age that the reader took for nobody else."""
    text = reading.document.text
    taken = [span for actor in reading.actors for span in actor.mentions]
    taken += [span for place in reading.places for span in place.mentions]
    hit = [span for event in reading.events for span in event.target] + [one.span for one in reading.figures]
    found = {name for span in hit for name in _free(text, span, taken)}
    for run in _runs(text):
        is_aged = _AGE.match(text, run.end) or _OLD.search(text[max(0, run.start - 16) : run.start])
        if is_aged and not any(run.overlaps(other) for other in taken):
            found.add(text[run.start : run.end])
    return {name for name in found if len(name.split()) > 1}


def _free(text: str, span: Span, taken: Iterable[Span]) -> Iterator[str]:
    """Yield the names in a span of a text that are nobody's whom the reader knows."""
    for run in _runs(text[span.start : span.end]):
        there = Span(span.start + run.start, span.start + run.end)
        if not any(there.overlaps(other) for other in taken):
            yield text[there.start : there.end]


def _words_of_others(record: Record, people: set[Ref], names: set[str]) -> frozenset[str]:
    """Return the words of the names of places on the map and of bodies, but for persons' names inside them."""
    places = [name for one in record.places if one.lat is not None for name in one.names or (one.name,)]
    bodies = [name for one in record.actors if not people & set(one.mentions) for name in one.names or (one.name,)]
    inside = Mask(dict.fromkeys((one for one in names if len(_WORD.findall(one)) > 1), " "))
    said = [*places, *(inside.replaced(name) for name in bodies)]
    return adjectives() | {word.casefold() for name in said for word in _WORD.findall(name) if not word.islower()}


def _runs(phrase: str) -> list[Span]:
    """Return where names stand in some words."""
    titles = _titles()
    found: list[list[re.Match[str]]] = []
    end = -1
    for word in _WORD.finditer(phrase):
        small = word.group().islower()
        joins = bool(found) and end >= 0 and _is_gap(phrase[end : word.start()])
        if small and not (joins and found[-1] and word.group() in _INSIDE):
            end = -1
            continue
        if word.group().casefold() in titles:
            end = -1  # what went before it is part of the title: "Defence Minister"
            if joins and found:
                found.pop()
            continue
        if joins:
            found[-1].append(word)
        else:
            found.append([word])
        end = word.end()
    return [Span(run[0].start(), last.end()) for run in found if (last := _last_large(run))]


def _last_large(run: list[re.Match[str]]) -> re.Match[str] | None:
    """Return the last word of a run that does not only stand inside names."""
    return next((word for word in reversed(run) if not word.group().islower()), None)


def _is_gap(between: str) -> bool:
    return len(between) <= 2 and not between.strip(" .-\n") and "\n\n" not in between


@cache
def _titles() -> frozenset[str]:
    return frozenset(word for one in load().languages.values() for word in one.table("actors").get("titles", {}).get("words", ()))
