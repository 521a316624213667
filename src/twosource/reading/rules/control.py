"""Who holds which place, by rule.

In: a Document, its Sentences and what the other finders saw, events among them. Out: ControlSeens in the order of the text.

Two roads lead here. An event that changes hands (its type has an `effect` on control) says gained, lost or surrounded. Words of
holding ("rebel-held", "in the army's hands", "they control") say holds, or lost where a negation or "outside" stands before.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from twosource.nouns import Span
from twosource.reading.rules import frames
from twosource.reading.rules.attached import innermost
from twosource.reading.rules.mentions import Mention, Mentions
from twosource.reading.sightings import ControlSeen
from twosource.vocabulary.inflection import lemma
from twosource.vocabulary.patterns import Patterns

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from twosource.nouns import ControlStatus, Document
    from twosource.reading.sentences import Sentence
    from twosource.reading.sightings import ActorSeen, AttributionSeen, EventSeen, PlaceSeen
    from twosource.vocabulary import Language

NEAR = 250
"""Characters within which the agent of the event before is meant by a pronoun: about two sentences."""

CAPTURES = frozenset({"government_regains_territory", "non_state_actor_overtakes_territory"})


def find(
    document: Document,
    sentences: Sequence[Sentence],
    language: Language,
    actors: Sequence[ActorSeen] = (),
    places: Sequence[PlaceSeen] = (),
    times: Sequence[Span] = (),
    attributions: Sequence[AttributionSeen] = (),
    events: Sequence[EventSeen] = (),
) -> tuple[ControlSeen, ...]:
    """Return every statement of control of a text, in its order; one for each place and holder that it names."""
    mentions = Mentions(actors, places, times)
    table = language.table("control")
    found = list(_changes(document, mentions, events, table))
    for sentence in sentences:
        found += _holdings(sentence, mentions, table)
    placed = sorted(dict.fromkeys(found), key=lambda one: (one.span, one.status, one.place or 0, one.holder or 0))
    return tuple(_said(one, attributions) for one in placed)


def _said(one: ControlSeen, attributions: Sequence[AttributionSeen]) -> ControlSeen:
    return ControlSeen(one.span, one.status, one.place, one.holder, one.time, innermost(one.span, attributions))


# ----------------------------------------------------------------------------------------------------- changes of hands


def _changes(
    document: Document, mentions: Mentions, events: Sequence[EventSeen], table: Mapping[str, list[str]]
) -> Iterator[ControlSeen]:
    """Yield what events do to control; what is only planned, doubted or denied changes nothing."""
    last: EventSeen | None = None
    for event in events:
        base = {
            lemma(document.quote(event.trigger).lower().split()[-1 if event.type == "encirclement" else 0], part)
            for part in ("VERB", "NOUN")
        }
        if event.type in CAPTURES and event.realis == "actual":
            where = _places(mentions, event, "place", "target", "destination")
            yield from _records(mentions, event, where, "agent", "gained", stand_in=last)
            yield from _records(mentions, event, where, "target", "lost", must=True)
        elif event.type == "offensive" and event.realis == "actual" and _goes_into(document, event, table):
            yield from _records(mentions, event, _places(mentions, event, "destination", "place"), "agent", "gained", must=True)
        elif event.type == "withdrawal" and event.realis == "actual" and base & set(table["leaves"]):
            yield from _records(mentions, event, _places(mentions, event, "origin"), "agent", "lost", must=True)
        elif event.type == "encirclement" and base & set(table["surrounds"]):
            yield from _records(
                mentions, event, _places(mentions, event, "place", "target"), "agent", "surrounded", stand_in=last
            )
        if event.roles.get("agent") and event.type in {*CAPTURES, "offensive", "armed_clash", "encirclement", "withdrawal"}:
            last = event


def _goes_into(document: Document, event: EventSeen, table: Mapping[str, list[str]]) -> bool:
    """Tell whether an advance goes into its place, not only toward it."""
    where = [*event.roles.get("destination", ()), *event.roles.get("place", ())]
    between = [document.text[event.trigger.end : span.start].split() for span in where if span.start >= event.trigger.end]
    return any(words and words[0].lower() in table["into"] for words in between)


def _places(mentions: Mentions, event: EventSeen, *roles: str) -> list[Mention]:
    """Return the places that fill the first of some roles, else the one where the event happens."""
    for role in roles:
        found = [one for span in event.roles.get(role, ()) for one in mentions.exactly(span) if one.sort == "place"]
        if found:
            return found
    return []


def _records(
    mentions: Mentions,
    event: EventSeen,
    where: Sequence[Mention],
    role: str,
    status: ControlStatus,
    *,
    must: bool = False,
    stand_in: EventSeen | None = None,
) -> Iterator[ControlSeen]:
    """Yield one statement for each place and each party in a role; without a party, one with no holder.

    `stand_in` is the event before: where "they" or "it" takes a place, its agent is meant.
    """
    spans = event.roles.get(role, ())
    if not spans and stand_in is not None and 0 < event.trigger.start - stand_in.trigger.end < NEAR:
        spans = stand_in.roles.get(role, ())
    holders = [one.position for span in spans for one in mentions.exactly(span) if one.sort == "actor"]
    time = next(iter(event.roles.get("time", ())), None)
    parties: list[int | None] = list(dict.fromkeys(holders))
    for place in where:
        for holder in parties or ([] if must else [None]):
            span = Span(min(event.trigger.start, place.span.start), max(event.trigger.end, place.span.end))
            yield ControlSeen(span, status, place.position, holder, time)


# -------------------------------------------------------------------------------------------------------------- holding


@lru_cache(maxsize=16)
def _patterns(cues: tuple[str, ...]) -> Patterns[bool]:
    return Patterns([(cue, True) for cue in cues])


def _holdings(sentence: Sentence, mentions: Mentions, table: Mapping[str, list[str]]) -> Iterator[ControlSeen]:
    """Yield what one sentence says of who holds what."""
    yield from _attributes(sentence, mentions, table)
    yield from _strongholds(sentence, mentions, table)
    yield from _under(sentence, mentions, table)
    yield from _verbs(sentence, mentions, table)
    yield from _contested(sentence, mentions, table)


def _attributes(sentence: Sentence, mentions: Mentions, table: Mapping[str, list[str]]) -> Iterator[ControlSeen]:
    """Read "rebel-held Oru" and "the government-controlled district of Tavan"."""
    for n, token in enumerate(sentence.tokens):
        party, _, ending = token.lower.rpartition("-")
        if (
            not party
            and token.lower in table["held"]
            and n > 0
            and sentence.tokens[n - 1].tag in {"NOUN", "PROPN", "ADJ", "PUNCT"}
        ):
            party, ending = sentence.tokens[n - 1].lower, token.lower
            if sentence.tokens[n - 1].text == "-":
                party = sentence.tokens[n - 2].lower if n > 1 else ""
        if not party or ending not in table["held"]:
            continue
        place = _following(sentence, mentions, n)
        if place is not None:
            span = Span(token.start, place.span.end)
            yield ControlSeen(span, "holds", place.position, _named(mentions, token.span, party))


def _following(sentence: Sentence, mentions: Mentions, at: int) -> Mention | None:
    """Return the place that an attribute stands before or in."""
    token = sentence.tokens[at]
    around = [
        one for one in mentions.within(sentence.span) if one.sort == "place" and one.span.start <= token.start < one.span.end
    ]
    if around:
        return max(around, key=lambda one: one.span.end - one.span.start)
    limit = min(at + 7, len(sentence.tokens) - 1)
    behind = Span(token.end, sentence.tokens[limit].end)
    return next((one for one in mentions.within(behind) if one.sort == "place"), None)


def _named(mentions: Mentions, span: Span, party: str) -> int | None:
    """Return the actor whose mention stands here, or whose name these words are."""
    here = [one for one in mentions.overlapping(span) if one.sort == "actor"]
    if here:
        return min(here, key=lambda one: one.span.end - one.span.start).position
    return mentions.actor_named(party)


def _strongholds(sentence: Sentence, mentions: Mentions, table: Mapping[str, list[str]]) -> Iterator[ControlSeen]:
    """Read "the militia stronghold of Oru" and "Tavan, a rebel bastion"."""
    words = [token.lower for token in sentence.tokens]
    for hit in _patterns(tuple(table["strongholds"])).find(words):
        if "former" in words[max(0, hit.first - 4) : hit.first]:
            continue
        left = Span(sentence.tokens[max(0, hit.first - 5)].start, sentence.tokens[hit.first].end)
        holder = [one for one in mentions.within(left) if one.sort == "actor"]
        place = _following(sentence, mentions, hit.first) or _nearest(sentence, mentions, hit.first)
        if holder and place:
            span = Span(min(holder[-1].span.start, place.span.start), max(sentence.tokens[hit.last - 1].end, place.span.end))
            yield ControlSeen(span, "holds", place.position, holder[-1].position)


def _nearest(sentence: Sentence, mentions: Mentions, at: int) -> Mention | None:
    """Return the last place before a token, within the clause."""
    start = at
    while start > 0 and sentence.tokens[start - 1].lower not in {";", ":", "while", "but"} and at - start < 25:
        start -= 1
    before = [one for one in mentions.within(Span(sentence.tokens[start].start, sentence.tokens[at].end)) if one.sort == "place"]
    return before[-1] if before else None


def _under(sentence: Sentence, mentions: Mentions, table: Mapping[str, list[str]]) -> Iterator[ControlSeen]:
    """Read "under the control of the army", "under rebel control", "in the army's hands"."""
    tokens = sentence.tokens
    for n, token in enumerate(tokens):
        if token.lower not in table["nouns"]:
            continue
        opening = next(
            (k for k in range(n - 1, max(-1, n - 8), -1) if tokens[k].lower in {"under", "outside", "beyond", "in"}), None
        )
        if opening is None or any(t.tag == "VERB" and t.relation != "amod" for t in tokens[opening + 1 : n]):
            continue
        holder = _holder_around(sentence, mentions, opening, n)
        place = _nearest(sentence, mentions, opening)
        if place is None or (holder is None and token.lower == "hands"):
            continue
        before = {one.lower for one in tokens[max(0, opening - 4) : opening + 1]}
        gained = before & {"came", "come", "comes", "coming", "fell", "fall", "falls", "fallen"}
        status: ControlStatus = "lost" if before & {"outside", "beyond"} else "gained" if gained else "holds"
        yield ControlSeen(Span(place.span.start, token.end), status, place.position, holder)


def _holder_around(sentence: Sentence, mentions: Mentions, opening: int, noun: int) -> int | None:
    """Return whose control it is: "of X" behind the noun, or X before it; a pronoun stands for the actor before."""
    tokens = sentence.tokens
    inside = [one for one in mentions.within(Span(tokens[opening].end, tokens[noun].start)) if one.sort == "actor"]
    if inside:
        return inside[-1].position
    if noun + 1 < len(tokens) and tokens[noun + 1].lower == "of":
        behind = Span(tokens[noun + 1].end, tokens[min(noun + 9, len(tokens) - 1)].end)
        found = next((one for one in mentions.within(behind) if one.sort == "actor"), None)
        return found.position if found else None
    if any(token.lower in {"its", "their", "his"} for token in tokens[opening:noun]):
        return _last_actor(sentence, mentions, opening)
    return None


def _last_actor(sentence: Sentence, mentions: Mentions, at: int) -> int | None:
    """Return the first actor of the sentence before a token: the one that a pronoun most often means."""
    found = [one for one in mentions.within(Span(sentence.span.start, sentence.tokens[at].start)) if one.sort == "actor"]
    return found[0].position if found else None


def _verbs(sentence: Sentence, mentions: Mentions, table: Mapping[str, list[str]]) -> Iterator[ControlSeen]:
    """Read "they control most of Oru" and "Tavan is held by the army"."""
    words = [token.lower for token in sentence.tokens]
    for hit in _patterns(tuple(table["verbs"])).find(words):
        if not _is_held(sentence, hit.first, mentions) or set(words[max(0, hit.first - 4) : hit.first]) & set(table["bars"]):
            continue
        frame = frames.frame(sentence, hit.first, hit.last, mentions.ends(sentence), verbal=True)
        wheres = [mentions.at(sentence, n, "place") for n in (*frame.get("object", ()), *frame.get("of", ()))]
        place = next((one for one in wheres if one), None)
        holders = [mentions.meant(sentence, n) for n in (*frame.get("by", ()), *frame.get("subject", ()))]
        before = set(words[max(0, hit.first - 3) : hit.first])
        status: ControlStatus = "lost" if {"longer", "not", "n't"} & before else "holds"
        if place is None:
            continue
        for holder in dict.fromkeys(one.position for one in holders if one and one.sort == "actor"):
            span = Span(
                min(place.span.start, sentence.tokens[hit.first].start), max(place.span.end, sentence.tokens[hit.last - 1].end)
            )
            yield ControlSeen(span, status, place.position, holder)


def _is_held(sentence: Sentence, at: int, mentions: Mentions) -> bool:
    """Tell whether a word of holding is a verb here: by its tag, or because an actor stands right before it."""
    n = at - 1
    while n >= 0 and (sentence.tokens[n].tag == "ADV" or sentence.tokens[n].lower in {"no", "longer"}):
        n -= 1
    return sentence.tokens[at].tag == "VERB" or n in mentions.ends(sentence)


def _contested(sentence: Sentence, mentions: Mentions, table: Mapping[str, list[str]]) -> Iterator[ControlSeen]:
    """Read "the battle for control of Oru" and "Tavan remains contested"."""
    words = [token.lower for token in sentence.tokens]
    for hit in _patterns(tuple(table["contested"])).find(words):
        place = _following(sentence, mentions, hit.last - 1) or _nearest(sentence, mentions, hit.first)
        if place is None:
            continue
        holders = [
            one for one in mentions.within(Span(sentence.span.start, sentence.tokens[hit.first].start)) if one.sort == "actor"
        ]
        span = Span(
            min(place.span.start, sentence.tokens[hit.first].start), max(place.span.end, sentence.tokens[hit.last - 1].end)
        )
        yield ControlSeen(span, "contested", place.position, holders[0].position if holders else None)
