"""The facts at hand, looked up: which claim, which actor, which place, and by which road the words came.

In: readings and links. Out: Facts, built once and asked by every part of the record. Nothing is decided here but names: a group
of actors or places goes by the name that most of its reports use, and by an id made of its earliest mention.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from twosource.nouns import (
    Actor,
    ActorKind,
    Attribution,
    Claim,
    ControlStatement,
    Document,
    Event,
    Figure,
    KnownActor,
    KnownPlace,
    Links,
    Place,
    Reading,
    Ref,
    Span,
    fingerprint,
)
from twosource.record.naming import best_name, commonest, tidy
from twosource.record.narrators import narrators_of
from twosource.vocabulary import Language, load
from twosource.vocabulary.roster import Roster

SENTENCE_END = re.compile(r"[.!?][\"”’')\]]*\s+(?=[\"“‘'(\[]?[A-Z0-9])|\n+")
"""Where one sentence ends and the next begins, as near as the record needs it."""

_PRECISE = ("exact", "town", "district", "province", "country", "vague")


@dataclass(frozen=True, slots=True)
class Facts:
    """Readings by document, and for each actor and place of a reading what it is known as.

    `countries` maps a known actor to the countries that readings give it, `copies` a document to the group of copies that it is
    one of, `population` a known place to the gazetteer's number, `narrators` a document to whose word it is, `roots` an
    attribution to the body behind its speaker.
    """

    readings: Mapping[str, Reading]
    links: Links
    actors: Mapping[Ref, KnownActor] = field(default_factory=dict)
    places: Mapping[Ref, KnownPlace] = field(default_factory=dict)
    claims: Mapping[Ref, Claim] = field(default_factory=dict)
    attributions: Mapping[Ref, Attribution] = field(default_factory=dict)
    copies: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    population: Mapping[str, int] = field(default_factory=dict)
    countries: Mapping[str, frozenset[str]] = field(default_factory=dict)
    narrators: Mapping[str, str] = field(default_factory=dict)
    roots: Mapping[Ref, str] = field(default_factory=dict)
    _named: dict[str, Mentions] = field(default_factory=dict, compare=False, repr=False)

    def event(self, ref: Ref) -> Event:
        """Return the event with this address."""
        claim = self.claims[ref]
        assert isinstance(claim, Event), ref
        return claim

    def document(self, ref: Ref) -> Document:
        """Return the document that a claim stands in."""
        return self.readings[ref.document].document

    def day(self, document: str) -> date | None:
        """Return the day that a document was read against."""
        return _day(self.readings[document])

    def order(self, ref: Ref) -> tuple[date, str, Span, str]:
        """Return the key that sorts claims by the day of their report, then by document, place in it and id: no two are equal."""
        return self.day(ref.document) or date.max, ref.document, span_of(self.claims[ref]), ref.claim

    def attribution(self, ref: Ref) -> Attribution | None:
        """Return the attribution that carries a claim, None where the report itself says so."""
        name = self.claims[ref].said_by
        return None if name is None else self.attributions.get(Ref(ref.document, name))

    def place_of(self, document: str, place: str | None) -> KnownPlace | None:
        """Return the place that a reading's place is known as."""
        return None if place is None else self.places.get(Ref(document, place))

    def actors_in(self, document: str, spans: Iterable[Span]) -> list[KnownActor]:
        """Return the actors that some spans of a document name, each once."""
        if document not in self._named:
            self._named[document] = Mentions(self.readings[document].actors)
        named = (self._named[document].named_by(span) for span in spans)
        return each_once(self.actors[Ref(document, actor.id)] for actor in named if actor is not None)

    def said_by(self, ref: Ref) -> str | None:
        """Return who says a claim, with the chain ("X, via Y"); None where the report itself does."""
        attribution, names = self.attribution(ref), []
        seen: set[str] = set()
        while attribution is not None and attribution.id not in seen:
            seen.add(attribution.id)
            name = self.speaker(ref.document, attribution)
            names += [name] if name and name not in names else []
            attribution = self.attributions.get(Ref(ref.document, attribution.via)) if attribution.via else None
        return ", via ".join(names) or None

    def speaker(self, document: str, attribution: Attribution) -> str | None:
        """Return the name of the speaker of one attribution: its actor's, else the words for it."""
        reading = self.readings[document]
        actor = next((one for one in reading.actors if one.id == attribution.actor), None)
        if actor is not None:
            return actor.name
        return None if attribution.source is None else " ".join(reading.document.quote(attribution.source).split())


class Mentions:
    """The mentions of the actors of one reading in the order of the text, so that a span need not be held against all."""

    def __init__(self, actors: Sequence[Actor]) -> None:
        self._all = sorted((mention, at) for at, actor in enumerate(actors) for mention in actor.mentions)
        self._longest = max((mention.end - mention.start for mention, _ in self._all), default=0)
        self._actors = actors

    def named_by(self, span: Span) -> Actor | None:
        """Return the actor whose mention shares most characters with a span, the first of equals."""
        first = bisect_left(self._all, (Span(span.start - self._longest, 0), 0))
        last = bisect_left(self._all, (Span(span.end, 0), 0))
        shared = ((min(span.end, one.end) - max(span.start, one.start), -at) for one, at in self._all[first:last])
        best = max((one for one in shared if one[0] > 0), default=None)
        return None if best is None else self._actors[-best[1]]


def facts_of(readings: Iterable[Reading], links: Links, roster: Roster | None = None) -> Facts:
    """Return the facts of readings and links, looked up; sides of actors and roots of outlets are the roster's."""
    roster = roster or Roster()
    by_id = {one.document.id: one for one in sorted(readings, key=lambda one: one.document.id)}
    claims: dict[Ref, Claim] = {}
    attributions: dict[Ref, Attribution] = {}
    for name, reading in by_id.items():
        told: tuple[Claim, ...] = (*reading.events, *reading.figures, *reading.control)
        claims |= {Ref(name, one.id): one for one in told}
        attributions |= {Ref(name, one.id): one for one in reading.attributions}
    actors, places = _known_actors(by_id, links, roster), _known_places(by_id, links)
    narrators = narrators_of(by_id, links.copies)
    return Facts(
        readings=by_id,
        links=links,
        actors=actors,
        countries=_countries(by_id, actors),
        narrators={name: roster.root(one, _day(by_id[name])) or one for name, one in narrators.items()},
        places=places,
        population=_population(by_id, places),
        claims=claims,
        attributions=attributions,
        copies={name: group for group in links.copies for name in group},
    )


Known = TypeVar("Known", KnownActor, KnownPlace)


def each_once(found: Iterable[Known]) -> list[Known]:
    """Return things each once, in their order. By id: the hash of one with ten thousand mentions is ten thousand steps."""
    return list({one.id: one for one in found}.values())


def finding_id(letter: str, ref: Ref, *more: object) -> str:
    """Return the id of a finding that begins with this claim: a letter and eight hexadecimal digits."""
    return letter + fingerprint(ref.document, ref.claim, *more)[:8]


def language_of(reading: Reading) -> Language | None:
    """Return the vocabulary of a reading's language, English where the report names none."""
    return load().languages.get(reading.document.language or "en")


def span_of(claim: Claim) -> Span:
    """Return the words that a claim stands on."""
    return claim.trigger if isinstance(claim, Event) else claim.span


def named_by(span: Span, actors: Sequence[Actor]) -> Actor | None:
    """Return the actor whose mention shares most characters with a span."""
    return Mentions(actors).named_by(span)


def _known_actors(readings: Mapping[str, Reading], links: Links, roster: Roster) -> dict[Ref, KnownActor]:
    each = {Ref(name, one.id): one for name, reading in readings.items() for one in reading.actors}
    found: dict[Ref, KnownActor] = {}
    for group in _complete(links.actors, each):
        members = [each[ref] for ref in group]
        words = [word for ref in group for word in _names(each[ref], readings[ref.document])[1:]]
        names = tuple(dict.fromkeys([*(one.name for one in members), *(" ".join(one.split()) for one in words)]))
        found_in = (roster.actor(_names(each[ref], readings[ref.document]), _day(readings[ref.document])) for ref in group)
        listed = list({one.id: one for one in found_in if one is not None}.values())
        sides = {one.side for one in listed if one.side}
        known = KnownActor(
            id=finding_id("A", _first(group, readings)),
            name=(listed[0].called(names) if len(listed) == 1 else None) or best_name([one.name for one in members]),
            kind=_most([one.kind for one in members]),
            mentions=group,
            names=names,
            side=sides.pop() if len(sides) == 1 else None,
        )
        found |= dict.fromkeys(group, known)
    return found


def _names(actor: Actor, reading: Reading) -> list[str]:
    """Return an actor's name and the words for it in its report."""
    return [actor.name, *map(reading.document.quote, actor.mentions)]


def _day(reading: Reading) -> date | None:
    return reading.day.day if reading.day else reading.document.published


def _countries(readings: Mapping[str, Reading], actors: Mapping[Ref, KnownActor]) -> dict[str, frozenset[str]]:
    """Return the countries that readings give each known actor: the commonest, and those given half as often.

    One report in forty that takes an army for the state it fights in does not make it that state's.
    """
    found: dict[str, Counter[str]] = {}
    for name, reading in readings.items():
        for actor in reading.actors:
            counted = found.setdefault(actors[Ref(name, actor.id)].id, Counter())
            counted.update([actor.country] if actor.country else [])
    return {
        known: frozenset(one for one, times in counted.items() if 2 * times >= max(counted.values()))
        for known, counted in found.items()
    }


def _most(kinds: Sequence[ActorKind]) -> ActorKind:
    counted = Counter(kinds)
    return min(counted, key=lambda kind: (kind == "other", -counted[kind], kind))


def _known_places(readings: Mapping[str, Reading], links: Links) -> dict[Ref, KnownPlace]:
    each = {Ref(name, one.id): one for name, reading in readings.items() for one in reading.places}
    found: dict[Ref, KnownPlace] = {}
    for group in _complete(links.places, each):
        members = [each[ref] for ref in group]
        best = min(members, key=lambda one: (one.lat is None, _PRECISE.index(one.precision)))
        known = KnownPlace(
            id=finding_id("P", _first(group, readings)),
            name=commonest([tidy(one.name) for one in members]),
            mentions=group,
            country=next((one.country for one in members if one.country), None),
            lat=best.lat,
            lon=best.lon,
            precision=best.precision,
            within=next((one.within for one in members if one.within), None),
            names=tuple(dict.fromkeys(tidy(one.name) for one in members)),
            notes=_doubts(members),
            sector=best.sector,
        )
        found |= dict.fromkeys(group, known)
    return found


def _population(readings: Mapping[str, Reading], places: Mapping[Ref, KnownPlace]) -> dict[str, int]:
    """Return the highest number of people that the gazetteer gives for each known place."""
    found: dict[str, int] = {}
    for name, reading in readings.items():
        for place in reading.places:
            known = places[Ref(name, place.id)].id
            found[known] = max(found.get(known, 0), place.population or 0)
    return found


def _doubts(places: Sequence[Place]) -> tuple[str, ...]:
    """Return why a place was taken for what it is, where that is less than certain: `explain` shows it."""
    return tuple(dict.fromkeys(f"{one.reason.rstrip('.')}; second choice: {one.runner_up}" for one in places if one.runner_up))


def _complete(groups: Iterable[tuple[Ref, ...]], each: Mapping[Ref, object]) -> list[tuple[Ref, ...]]:
    """Return the groups of the records at hand, with a group of its own for each that no link names."""
    found = [tuple(ref for ref in group if ref in each) for group in groups]
    named = {ref for group in found for ref in group}
    return [group for group in found if group] + [(ref,) for ref in each if ref not in named]


def _first(group: tuple[Ref, ...], readings: Mapping[str, Reading]) -> Ref:
    """Return the earliest record of a group, by the day of its report: the one that its id is made of."""

    def key(ref: Ref) -> tuple[date, Ref]:
        return _day(readings[ref.document]) or date.max, ref

    return min(group, key=key)


def figures_of(facts: Facts) -> list[tuple[Ref, Figure]]:
    """Return every figure with its address."""
    return [(ref, claim) for ref, claim in facts.claims.items() if isinstance(claim, Figure)]


def control_of(facts: Facts) -> list[tuple[Ref, ControlStatement]]:
    """Return every control statement with its address."""
    return [(ref, claim) for ref, claim in facts.claims.items() if isinstance(claim, ControlStatement)]
