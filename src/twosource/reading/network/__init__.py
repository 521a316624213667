"""The finder made of a small network that was trained on annotated reports.

In: a Document. Out: Sightings. One pass of the encoder finds every stretch and every link (`encoder`, `answers`); what remains is
to gather mentions into actors and places, and to ask the rules where they know better (`seconded`): who holds what follows from
the events, and a type that the network was never taught is read by its cues. What dates, figures and place names mean is decided
behind `sightings`, as for every finder.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, cast

from twosource.nouns import ROLES, Span
from twosource.reading import figures
from twosource.reading.network import actors, heard, places, sayings, seconded
from twosource.reading.network.encoder import encoder
from twosource.reading.rules import attribution, control, deeds, events, links
from twosource.reading.rules.attached import innermost
from twosource.reading.rules.home import home
from twosource.reading.rules.mentions import Mentions
from twosource.reading.sentences import blank_residue, sentence_of, sentences
from twosource.reading.sightings import EventSeen, FigureSeen, Sightings

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from twosource.geography import Gazetteer
    from twosource.nouns import Document, FigureKind, Realis
    from twosource.reading.network.answers import Answers
    from twosource.reading.sentences import Sentence
    from twosource.reading.sightings import AttributionSeen, PlaceSeen
    from twosource.vocabulary import Language, Vocabulary

SURE = 0.9
"""Probability from which the network's word counts that a mention is of an event told before. On ECB+'s development topics, which
it has not seen, such links are right for 76 of 100, those of 0.4 to 0.9 for 33, no better than the words alone make likely; which
mentions of a report are one is decided in `linking/retold.py`, where this is one piece of evidence."""

NAMED = 0.5
"""Share of the likeliest place's probability from which a place with a name is preferred to it, if it has none."""


def find(document: Document, vocabulary: Vocabulary, language: Language, gazetteer: Gazetteer) -> Sightings:
    """Return everything the network sees in one document."""
    answers = encoder().answers(readable(document))
    parsed = sentences(document, language)
    where, place_of, linked = places.find(document, answers, language, gazetteer)
    land = home(parsed, gazetteer, where)
    where, place_of = places.meant(document, where, place_of, linked, parsed, language, land and gazetteer.name_of(land))
    who, actor_of = actors.find(document, answers, where, language, gazetteer, land)
    sure = {one.span: {**one.sure, "source": answers.most("said.source", at)} for at, one in enumerate(answers.seen)}
    said = heard.sayings(
        sayings.find(document, answers, who, actor_of, language, land),
        attribution.find(document, parsed, language, who, land),
        [answers.seen[at].span for at in answers.of("cue")],
        parsed,
        sure,
        document.text,
    )
    times = tuple(answers.seen[at].span for at in answers.of("time"))
    ruled = events.find(document, parsed, vocabulary, language, who, where, times, said)
    happened, event_of = _events(answers, place_of, where, said, parsed)
    happened = seconded.named(seconded.events(happened, ruled, sure), ruled, parsed, vocabulary, language)
    happened = seconded.without_terms(seconded.undenied(happened, parsed, language), said)
    counted = _figures(document, answers, event_of, happened, said, language)
    counted = seconded.counted(counted, document.text, vocabulary, language)
    happened = (
        *happened,
        *seconded.untaught(happened, ruled, encoder().manifest["labels"]["event_type"]),
        *seconded.causes(counted, happened, ruled, parsed),
    )
    happened = deeds.settled(document, happened, Mentions(who, where, times, (), said), vocabulary, language)
    return Sightings(
        actors=who,
        places=where,
        weapons=tuple(answers.seen[at].span for at in answers.of("weapon")),
        times=times,
        attributions=said,
        events=happened,
        figures=links.figures(parsed, counted, happened, where, times, said),
        control=control.find(document, parsed, language, who, where, times, said, happened),
    )


def readable(document: Document) -> str:
    """Return the text with everything blanked out that is not to be read: markup residue, furniture, repeats."""
    text = blank_residue(document)
    for block in document.blocks:
        if block.kind in {"furniture", "credit"} or block.repeats:
            text = text[: block.span.start] + re.sub(r"\S", " ", text[block.span.start : block.span.end]) + text[block.span.end :]
    return text


def _events(
    answers: Answers,
    place_of: Mapping[int, int],
    where: Sequence[PlaceSeen],
    said: Sequence[AttributionSeen],
    parsed: Sequence[Sentence],
) -> tuple[tuple[EventSeen, ...], Mapping[int, int]]:
    """Return the events in the order of the text, and for each trigger the position of its event."""
    triggers = answers.of("trigger")
    position = {at: number for number, at in enumerate(triggers)}
    made = []
    for at in triggers:
        one = answers.seen[at]
        roles = {role: _fillers(answers, f"role.{role}", at) for role in ROLES}
        sentence = sentence_of(one.span, parsed)
        within = sentence.span if sentence is not None else one.span
        # An earlier sentence dates an event only where its own does not.
        roles["time"] = tuple(span for span in roles["time"] if within.contains(span)) or roles["time"]
        when = answers.best("when", at)
        first = answers.best("same.event", at)
        made.append(
            EventSeen(
                trigger=one.span,
                type=_type(answers, at, first),
                realis=cast("Realis", one.labels["realis"]),
                background=one.labels["background"] == "yes",
                roles={role: spans for role, spans in roles.items() if spans},
                time=answers.seen[when].span if when is not None else None,
                at=_at(answers, at, roles, place_of, where),
                said_by=innermost(one.span, said),
                same_as=position[first] if first is not None else None,
                is_sure=answers.most("same.event", at) >= SURE,
            )
        )
    return tuple(made), position


def _type(answers: Answers, at: int, first: int | None) -> str:
    """Return the type of a trigger: that of what it repeats where its own is less likely than not, as of "the development"."""
    named = first if first is not None and answers.seen[at].sure["event_type"] < 0.5 else at
    return answers.seen[named].labels["event_type"]


def _fillers(answers: Answers, kind: str, at: int) -> tuple[Span, ...]:
    """Return the spans that fill a role; of two that lie inside each other the likelier."""
    kept: list[Span] = []
    chances = answers.to(kind, at)
    for to in sorted(answers.all(kind, at), key=lambda one: -chances[one]):
        span = answers.seen[to].span
        if not any(span.overlaps(other) for other in kept):
            kept.append(span)
    return tuple(sorted(kept))


def _at(
    answers: Answers,
    trigger: int,
    roles: Mapping[str, tuple[Span, ...]],
    place_of: Mapping[int, int],
    where: Sequence[PlaceSeen],
) -> int | None:
    """Return the position of the place of an event: the one it is linked to, else the one on its own words for where."""
    votes: dict[int, float] = {}
    for to, chance in answers.to("at", trigger).items():
        if to in place_of:
            votes[place_of[to]] = max(votes.get(place_of[to], 0.0), chance)
    best = max(votes, key=lambda place: votes[place], default=None)
    if best is not None and votes[best] >= answers.threshold("at"):
        # "a market in Oru": other reports will know Oru, not the market.
        named = {place: chance for place, chance in votes.items() if where[place].is_named and chance >= votes[best] * NAMED}
        named |= {place: 1.0 for place in _within(roles.get("place", ()), where) if where[place].is_named}
        best = best if where[best].is_named else max(named, key=lambda place: named[place], default=best)
        sites = [(role, one) for role in _SITES for one in _within(roles.get(role, ()), where) if where[one].is_named]
        return next((one for role, one in sites if role == "place" or _lies_in(where, one, best)), best)
    for role in _SITES:
        if inside := _within(roles.get(role, ()), where):
            return inside[0]
    return None


_SITES = ("place", "target", "destination", "origin")
"""Roles that tell where, the surest first."""
_WIDE = frozenset({"country", "province", "governorate", "oblast"})


def _lies_in(where: Sequence[PlaceSeen], place: int, wide: int) -> bool:
    """Tell whether a place, most likely a town, is a narrower answer than a province or a state."""
    return where[wide].head in _WIDE and where[place].head not in _WIDE and where[place].near is None


def _within(spans: Sequence[Span], where: Sequence[PlaceSeen]) -> list[int]:
    """Return the positions of the places that have a mention inside some spans."""
    return [
        number
        for span in spans
        for number, place in enumerate(where)
        if any(span.contains(mention) for mention in place.mentions)
    ]


def _figures(
    document: Document,
    answers: Answers,
    event_of: Mapping[int, int],
    happened: Sequence[EventSeen],
    said: Sequence[AttributionSeen],
    language: Language,
) -> tuple[FigureSeen, ...]:
    made = []
    for at in answers.of("figure"):
        one = answers.seen[at]
        trigger = answers.best("figure.event", at)
        event = event_of.get(trigger) if trigger is not None else None
        made.append(
            FigureSeen(
                span=one.span,
                kind=cast("FigureKind", one.labels["figure_kind"]),
                who=_counted(document.words(one.span), language),
                at=happened[event].at if event is not None else None,
                time=happened[event].time if event is not None else None,
                event=event,
                said_by=innermost(one.span, said),
            )
        )
    return tuple(made)


def _counted(words: str, language: Language) -> str | None:
    """Return whom a figure counts: what stands behind its number ("12 civilians")."""
    found = next(figures.numerals(words, language), None)
    if found is None:
        return words or None
    behind = re.sub(r"^\s*(?:of|other|others|more)\b\s*", "", words[found.end :].strip(), flags=re.IGNORECASE)
    return behind or None
