"""Where the rules are asked for a second opinion.

In: what the network saw, and what the rules see among the same actors and places. Out: what is reported. The network finds more,
and is sometimes unsure; the rules are sure of what their cues say. So what it hesitates over (an event's type) or leaves open (a
role, a place) is taken from the rules. Who says what is decided in `heard`.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, cast

from twosource.nouns import FigureKind, Span
from twosource.reading import figures
from twosource.reading.once import once
from twosource.reading.rules.realis import realis
from twosource.reading.sentences import sentence_of
from twosource.vocabulary.patterns import expand

if TYPE_CHECKING:
    from twosource.reading.sentences import Sentence
    from twosource.reading.sightings import AttributionSeen, EventSeen, FigureSeen
    from twosource.vocabulary import Language, Vocabulary

SURE = 0.6
"""Probability of what the network takes something for, under which the rules' word counts.

Of what both saw in 37 reports that the network had not learnt from, right by the network alone, by the rules alone and by this:
types of 532 events 457, 459, 469; realis 473, 469, 477; kinds of 244 speakers 152, 168, 176; stances 207, 201, 208. From 0.5 to
0.8 little changes. Whether an event is background and how a saying is quoted gain nothing.
"""

Doubts = Mapping[Span, Mapping[str, float]]
"""For each stretch the probabilities of what it was taken for, head by head."""


def events(own: Sequence[EventSeen], ruled: Sequence[EventSeen], sure: Doubts) -> tuple[EventSeen, ...]:
    """Return the events, those in doubt with the rules' type and realis, and what the network leaves open as the rules see it.

    So places of events in 37 reports that the network had not learnt from rose from 66.9 to 71.3 % right, days from 61.7 to 63.0,
    roles from F1 63.6 to 65.4.
    """
    return tuple(_named_by_means(_second_event(one, ruled, sure[one.trigger]), own, ruled) for one in own)


def _named_by_means(one: EventSeen, own: Sequence[EventSeen], ruled: Sequence[EventSeen]) -> EventSeen:
    """Return an event under the word that names what did it: "a landmine killed two" is the landmine's, not the killing's."""
    if any(other.trigger.overlaps(one.trigger) for other in ruled):
        return one
    doers = (*one.roles.get("agent", ()), *one.roles.get("instrument", ()))
    means = (other for other in ruled if any(span.contains(other.trigger) for span in doers))
    named = next((other for other in means if not any(other.trigger.overlaps(mine.trigger) for mine in own)), None)
    return one if named is None else replace(one, trigger=named.trigger, type=named.type)


def _second_event(one: EventSeen, ruled: Sequence[EventSeen], sure: Mapping[str, float]) -> EventSeen:
    other = next((other for other in ruled if other.trigger.overlaps(one.trigger)), None)
    if other is None:
        return one
    dated = one.time is not None or "time" in one.roles
    empty = {role: spans for role, spans in other.roles.items() if role not in one.roles and not (role == "time" and dated)}
    return replace(
        one,
        type=one.type if sure["event_type"] >= SURE else other.type,
        realis=one.realis if sure["realis"] >= SURE else other.realis,
        roles={**one.roles, **empty},
        time=one.time if dated else other.time,
        at=other.at if one.at is None else one.at,
    )


PACTS = ("agreement", "agreement_breach")


def named(
    own: Sequence[EventSeen],
    ruled: Sequence[EventSeen],
    parsed: Sequence[Sentence],
    vocabulary: Vocabulary,
    language: Language,
) -> tuple[EventSeen, ...]:
    """Return the events, those taken for a pact or its breach as something else where nothing names one.

    A pact has a name: where the rules see none and no word for one stands in the sentence, "the development" is no agreement
    and a building that "collapsed" no breach. In 223 reports that the network had not learnt from, 5 of 25 such were pacts.
    """
    words = _words_for_pacts(vocabulary, language)
    return tuple(
        replace(one, type="other_event")
        if one.type in PACTS
        and not any(other.trigger.overlaps(one.trigger) for other in ruled)
        and not words & _words_around(one, parsed)
        else one
        for one in own
    )


def without_terms(own: Sequence[EventSeen], said: Sequence[AttributionSeen]) -> tuple[EventSeen, ...]:
    """Return the events, pacts without those whom only their terms name.

    "The agreement stipulated that the rebels would leave" does not say that they made it.
    """
    return tuple(_without_terms(one, said) if one.type == "agreement" else one for one in own)


def _without_terms(one: EventSeen, said: Sequence[AttributionSeen]) -> EventSeen:
    terms = [saying.content for saying in said if saying.source is not None and saying.source.overlaps(one.trigger)]
    kept = {
        role: tuple(span for span in spans if role not in _PARTIES or not any(term and term.contains(span) for term in terms))
        for role, spans in one.roles.items()
    }
    return replace(one, roles={role: spans for role, spans in kept.items() if spans})


_PARTIES = ("agent", "target")


@once
def _words_for_pacts(vocabulary: Vocabulary, language: Language) -> frozenset[str]:
    """Return the words of which a sentence must hold one where a word like "collapse" is to mean a breach."""
    return frozenset[str]().union(*(cue.needs for cue in vocabulary.events["agreement_breach"].cues.get(language.name, ())))


def _words_around(one: EventSeen, parsed: Sequence[Sentence]) -> frozenset[str]:
    sentence = sentence_of(one.trigger, parsed)
    return frozenset(token.lower for token in sentence.tokens) if sentence is not None else frozenset()


def undenied(own: Sequence[EventSeen], parsed: Sequence[Sentence], language: Language) -> tuple[EventSeen, ...]:
    """Return the events, what is demanded not to happen ("warned the army not to attack") as future: nobody denies it."""
    return tuple(
        replace(one, realis="future") if one.realis == "denied" and _ruled_realis(one, parsed, language) == "future" else one
        for one in own
    )


def _ruled_realis(one: EventSeen, parsed: Sequence[Sentence], language: Language) -> str | None:
    """Return the realis that the rules give a trigger, whether or not they see an event in it."""
    sentence = sentence_of(one.trigger, parsed)
    if sentence is None:
        return None
    first = next((at for at, token in enumerate(sentence.tokens) if token.end > one.trigger.start), None)
    return None if first is None else realis(sentence, first, one.type, language)


def counted(own: Sequence[FigureSeen], text: str, vocabulary: Vocabulary, language: Language) -> tuple[FigureSeen, ...]:
    """Return figures with the hedge before each, those of people with the kind that the verb before each says.

    "Killed 30 people injured 90", with its comma lost, tells of 30 killed, "40 fighters killed 110 injured", where no number
    follows, of 110 injured. How often such a verb is right in the annotated reports is a test
    (`tests/reading/network/test_seconded.py`).
    """
    verbs, lived = _verbs(vocabulary, language), _lived(vocabulary, language)
    found = []
    for seen in own:
        one = replace(seen, span=_with_hedge(seen.span, text, language))
        before = _LAST_WORDS.search(text[max(0, one.span.start - _BEFORE) : one.span.start])
        known = before is not None and one.kind in (*_OF_PEOPLE, "population")
        words = [word.casefold() for word in before.groups()] if before and known else ["", ""]
        kind = None if words[0] in _PASSIVE else verbs.get(words[1])
        after = _NEXT_WORD.match(text, one.span.end) if known and text[one.span.start : one.span.end].isdigit() else None
        if after is not None and not _opens_with_number(text[after.end() : after.end() + _BEFORE], language):
            kind = verbs.get(after[1].casefold(), kind)
        kind = "population" if tuple(words) in lived else kind
        found.append(replace(one, kind=cast("FigureKind", kind)) if kind else one)
    return tuple(found)


_OF_PEOPLE = ("killed", "injured", "displaced", "detained", "abducted")
_LAST_WORDS = re.compile(r"(\w*)\s+(\w+)\s+$")
_NEXT_WORD = re.compile(r"\s+(\w+)\b")
_BEFORE = 40  # characters before a figure in which its hedge or its verb stands
_PASSIVE = frozenset({"be", "been", "being", "is", "are", "was", "were"})
"""Behind a passive verb another count begins: "14 were killed 25 were wounded"."""


def _with_hedge(span: Span, text: str, language: Language) -> Span:
    """Return the span of a figure with the hedge that its number has before it ("up to"), which the network may leave out."""
    first = max(0, span.start - _BEFORE)
    found = next((one for one in figures.numerals(text[first : span.end], language) if first + one.number >= span.start), None)
    return span if found is None else Span(min(span.start, first + found.start), span.end)


def _opens_with_number(words: str, language: Language) -> bool:
    """Tell whether words begin with a number or the hedge of one."""
    found = next(figures.numerals(words, language), None)
    return found is not None and not words[: found.start].strip()


@once
def _lived(vocabulary: Vocabulary, language: Language) -> frozenset[tuple[str, ...]]:
    """Return the two words before a number of those who live somewhere ("home to")."""
    cues = vocabulary.figures["population"].cues.get(language.name, ())
    return frozenset(form for cue in cues for form in expand(cue) if len(form) == 2)


@once
def _verbs(vocabulary: Vocabulary, language: Language) -> dict[str, str]:
    """Return the forms of the verbs that say what became of people, each with its kind of figure; of two kinds the first."""
    found: dict[str, str] = {}
    for kind in _OF_PEOPLE:
        verbs = [cue for cue in vocabulary.figures[kind].cues.get(language.name, ()) if cue.endswith("/v") and " " not in cue]
        for form in (form for cue in verbs for (form,) in expand(cue)):
            found.setdefault(form, kind)
    return found


def untaught(own: Sequence[EventSeen], ruled: Sequence[EventSeen], taught: Collection[str]) -> Iterator[EventSeen]:
    """Yield the rules' events of types that the network was not taught, whose triggers touch none of its own.

    So a type that somebody adds is read from the minute that its cues stand in `events.toml`, by whichever finder.
    """
    for one in ruled:
        if one.type not in taught and not any(one.trigger.overlaps(other.trigger) for other in own):
            yield replace(one, same_as=None)


def causes(
    counted: Sequence[FigureSeen], own: Sequence[EventSeen], ruled: Sequence[EventSeen], parsed: Sequence[Sentence]
) -> Iterator[EventSeen]:
    """Yield the rules' events of sentences that count the dead or wounded, and in which the network sees no event at all."""
    for sentence in parsed:
        bare = not any(sentence.span.contains(one.trigger) for one in own)
        if bare and any(one.kind in {"killed", "injured"} and sentence.span.contains(one.span) for one in counted):
            yield from (replace(one, same_as=None) for one in ruled if sentence.span.contains(one.trigger))
