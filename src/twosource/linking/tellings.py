"""One report's telling of one happening: its event mentions that are one, with all that they say together.

In: a reading, the groups of actors and places, and which mentions are one. Out: Tellings, the things that are compared across
reports. A later mention ("the attack") often has neither place nor day of its own, so across reports chains are compared and not
single mentions.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

from twosource.linking.entities import Grouping
from twosource.linking.rarity import base, content_words, weight
from twosource.linking.spots import Spot, around, spots
from twosource.linking.weighing import settings
from twosource.nouns import Actor, Document, Event, Place, Reading, Ref, Span, When


@dataclass(frozen=True, slots=True)
class Telling:
    """The mentions of one happening in one report: types, place groups, days, actor groups and wording of all of them.

    `news` is the day the report was read against. `kinds` are the kinds of the agents and targets with their states ("" where
    unknown), for a vague "rebels". A telling is `placed` or `dated` by its own words; without them, place and day are those of
    the words around it. `runs` are the words around each mention, by which a sentence that two papers print is known again;
    `words` the content words of its mentions' sentences, `report` those of the whole report; `stems` the base forms of its
    triggers, which in one that `is_many` all end as a plural does. `weapons` says whether one was planted or fired; `spot`
    where the first mention stands.
    """

    refs: tuple[Ref, ...]
    types: tuple[str, ...]
    places: tuple[int, ...]
    when: When | None
    agents: frozenset[int]
    targets: frozenset[int]
    agent_kinds: frozenset[tuple[str, str]]
    target_kinds: frozenset[tuple[str, str]]
    realis: str
    background: bool
    stems: frozenset[str]
    counts: frozenset[tuple[str, int]]
    news: date | None
    spot: Spot
    is_many: bool = False
    placed: bool = True
    dated: bool = True
    runs: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    report: frozenset[str] = frozenset()
    headline: bool = False
    weapons: frozenset[str] = frozenset()

    @property
    def ref(self) -> Ref:
        """The first mention, which stands for the telling in judgements."""
        return self.refs[0]


def tellings(
    reading: Reading, actors: Grouping, places: Grouping, chains: Iterable[Sequence[str]] | None = None
) -> list[Telling]:
    """Return the tellings of one reading, in the order of the text: a chain of ids each, by default the reader's own chains."""
    events = {event.id: event for event in reading.events}
    report = content_words(reading.document.text)
    stand = spots(reading)
    if chains is None:
        firsts = dict.fromkeys(spot.read_as for spot in stand.values())
        chains = [[name for name in events if stand[name].read_as == first] for first in firsts]
    order = {event.id: (event.trigger, event.id) for event in reading.events}
    ordered = (sorted(chain, key=order.__getitem__) for chain in chains)
    found = [_telling(reading, [events[name] for name in chain], actors, places, report, stand) for chain in ordered]
    return sorted(found, key=lambda telling: order[telling.ref.claim][0])


def _telling(
    reading: Reading,
    events: list[Event],
    actors: Grouping,
    places: Grouping,
    report: frozenset[str],
    stand: Mapping[str, Spot],
) -> Telling:
    document = reading.document
    at = [places.of[Ref(document.id, name)] for event in events for name in _places_of(reading, event)]
    agents = list(_actors_in(reading, (span for event in events for span in event.agent)))
    targets = list(_actors_in(reading, (span for event in events for span in event.target)))
    ids = {event.id for event in events}
    news = reading.day.day if reading.day else document.published
    return Telling(
        refs=tuple(Ref(document.id, event.id) for event in events),
        types=tuple(dict.fromkeys(event.type for event in events)),
        places=tuple(dict.fromkeys(at)),
        when=tightest([event.when for event in events if event.when]),
        agents=frozenset(actors.of[Ref(document.id, actor.id)] for actor in agents),
        targets=frozenset(actors.of[Ref(document.id, actor.id)] for actor in targets),
        agent_kinds=frozenset((actor.kind, actor.country or "") for actor in agents),
        target_kinds=frozenset((actor.kind, actor.country or "") for actor in targets),
        realis=_realis(events),
        background=all(event.background for event in events),
        stems=frozenset(stem(document.quote(event.trigger), event.type) for event in events),
        counts=frozenset(
            (figure.kind, number)
            for figure in reading.figures
            if figure.event in ids and (number := figure.low if figure.low is not None else figure.high) is not None
        ),
        news=news,
        placed=any(True for event in events for _ in _named_places(reading, (*event.place, *event.origin, *event.destination))),
        dated=any(event.time for event in events),
        weapons=frozenset(way for event in events for way in _ways(document, event)),
        headline=all(_is_headline(document, event.trigger) for event in events),
        runs=frozenset(run for event in events for run in _runs(document.text, event.trigger)),
        words=frozenset(word for event in events for word in _around(document.text, event.trigger)),
        report=report,
        spot=stand[events[0].id],
        is_many=all(_is_many(document, event.trigger) for event in events),
    )


def _places_of(reading: Reading, event: Event) -> Iterator[str]:
    """Yield the ids of the places where an event is: `at` and whence it goes, else those that its own words name."""
    known = {place.id for place in reading.places}
    if event.at in known:
        yield str(event.at)
        yield from (place.id for place in _named_places(reading, event.origin))
    else:
        yield from (place.id for place in _named_places(reading, (*event.place, *event.origin, *event.destination)))


def _named_places(reading: Reading, spans: Iterable[Span]) -> Iterator[Place]:
    for span in spans:
        yield from (place for place in reading.places if any(mention.overlaps(span) for mention in place.mentions))


def _ways(document: Document, event: Event) -> Iterator[str]:
    """Yield the ways in which an event's weapon worked, by its type and by the words for the weapon."""
    words = " ".join(document.quote(span) for span in (*event.instrument, *event.agent)).casefold()
    for way, known in settings()["weapons"].items():
        if event.type in known["types"] or any(re.search(rf"\b{word}", words) for word in known["words"]):
            yield way


def _is_many(document: Document, trigger: Span) -> bool:
    """Tell whether the last word of a trigger ends as a plural does; a verb may, too ("kills")."""
    word = document.quote(trigger).casefold().split()[-1]
    return word.endswith("s") and not word.endswith("ss")


def _is_headline(document: Document, trigger: Span) -> bool:
    """Tell whether words stand in the report's title, which says again what the report tells."""
    return any(block.kind == "title" and block.span.contains(trigger) for block in document.blocks)


_BEFORE, _AFTER = (5, 3, 0), 5  # words: runs of six that end with a trigger, hold it, and begin with it
_AROUND = 80  # characters in which so many words stand
_WORD = re.compile(r"\w+")


def _runs(text: str, trigger: Span) -> Iterator[str]:
    """Yield runs of six words around a trigger."""
    before = _WORD.findall(text[max(0, trigger.start - _AROUND) : trigger.start].casefold())
    after = _WORD.findall(text[trigger.start : trigger.end + _AROUND].casefold())
    for number in _BEFORE:
        run = [*before[len(before) - number :], *after[: _AFTER - number + 1]]
        if len(before) >= number and len(run) > _AFTER:
            yield " ".join(run)


_SENTENCE = 250  # characters on either side of a trigger in which its sentence is looked for


def _around(text: str, trigger: Span) -> frozenset[str]:
    """Return the content words of a trigger's sentence, itself left out."""
    return content_words(around(text, trigger, _SENTENCE, _SENTENCE))


def _actors_in(reading: Reading, spans: Iterable[Span]) -> Iterator[Actor]:
    """Yield the actor that each span names: the one whose mention shares most characters with it."""
    for span in spans:
        shared = [
            (min(span.end, mention.end) - max(span.start, mention.start), actor)
            for actor in reading.actors
            for mention in actor.mentions
            if mention.overlaps(span)
        ]
        if shared:
            yield max(shared, key=lambda pair: pair[0])[1]


def _realis(events: list[Event]) -> str:
    """Return how real the mentions of one happening are: one plain "it happened" outweighs "alleged" and "planned"."""
    said = [event.realis for event in events]
    return next(word for word in ("actual", "ended", "uncertain", "denied", "future") if word in said)


def tightest(whens: Sequence[When]) -> When | None:
    """Return the shortest of several times, the first one given of those equally short."""
    return min(whens, key=width, default=None)


def width(when: When) -> int:
    """Return how many days a time spans; an open one counts as very long."""
    first, last = edges(when)
    return 100_000 if first is None or last is None else (last - first).days + 1


def edges(when: When) -> tuple[date | None, date | None]:
    """Return the first and the last day of a time."""
    return _edges(when.first, when.last)


@lru_cache(maxsize=65536)
def _edges(first: str | None, last: str | None) -> tuple[date | None, date | None]:
    when = When(first, last)
    return when.earliest, when.latest


def stem(words: str, kind: str = "") -> str:
    """Return the base form of a trigger's weightiest word; words for one act share one, and come first ("car bomb").

    Some words are for one act only in an event of this kind.
    """
    found = [base(word) for word in _COMPOUND.findall(words.casefold())]
    known = _synonyms(kind)
    return next((known[word] for word in found if word in known), max(found, key=weight, default=words))


_COMPOUND = re.compile(r"\w+(?:-\w+)*")


@cache
def _synonyms(kind: str) -> dict[str, str]:
    """Return the base forms of words for one act, each with the first of its set."""
    acts = settings()["acts"]
    sets: list[list[str]] = [*acts["words"], *(one["words"] for one in acts["kinds"] if kind in one["types"])]
    return {base(word): base(one[0]) for one in sets for word in one}
