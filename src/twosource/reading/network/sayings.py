"""Who says what, from the network's answers.

In: the stretches that are said, their links to sources and cues. Out: AttributionSeen. Whom a pronoun means, whose side a source
is on and who reports whom follow by rule, as they do for the finder made of rules.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, cast

from twosource.reading.rules import sources
from twosource.reading.rules.attribution import with_via
from twosource.reading.sightings import AttributionSeen

if TYPE_CHECKING:
    from twosource.nouns import Document, QuoteKind, SourceKind, Span, Stance
    from twosource.reading.network.answers import Answers
    from twosource.reading.sightings import ActorSeen
    from twosource.vocabulary import Language

ALONE = 0.9
"""Probability from which something is said though no cue calls for it.

Tuned, like CALL, on 37 reports that the network had not learnt from: F1 of contents 80.0, 80.8, 81.4, 81.6 and 81.8 at 0.5, 0.7,
0.8, 0.9 and 0.95.
"""
CALL = 0.1
"""Probability of a content times that of its link to a cue, from which the cue's call for it counts."""

TOO = 0.8
"""Probability from which a second speaker says the same. On 37 reports that the network had not learnt from, sayings found rose
from F1 80.8 (every likely speaker kept) to 84.2, their sources from 70.3 to 71.1; from 0.8 to 0.98 little changes."""

_ONE = frozenset({"he", "she", "i"})
_MANY = frozenset({"it", "they", "we"})


def find(
    document: Document,
    answers: Answers,
    actors: Sequence[ActorSeen],
    actor_of: Mapping[int, int],
    language: Language,
    home: str | None,
) -> tuple[AttributionSeen, ...]:
    """Return the attributions in the order of what is said."""
    judge = sources.judge(language.table("attribution"), home)
    made: list[AttributionSeen] = []
    for at, cue in _contents(answers):
        content = answers.seen[at]
        spoken = _outermost(answers, _sources(answers, at, cue)) or [None]
        for source in spoken:
            span = answers.seen[source].span if source is not None else None
            actor = _actor(document, span, source, actors, actor_of, made)
            kind = cast("SourceKind", content.labels.get("source_kind", "none")) if span is not None else "none"
            about = (*_words(document, span), *sources.about(document, actors[actor] if actor is not None else None))
            made.append(
                AttributionSeen(
                    cue=answers.seen[cue].span if cue is not None else None,
                    content=content.span,
                    source=span,
                    actor=actor,
                    kind=kind,
                    leaning=judge.leaning(kind, about, actors[actor] if actor is not None else None)
                    if span is not None
                    else None,
                    quote=cast("QuoteKind", content.labels.get("quote", "indirect")),
                    stance=cast("Stance", content.labels.get("stance", "asserts")),
                )
            )
    return tuple(with_via(made))


def _contents(answers: Answers) -> list[tuple[int, int | None]]:
    """Return what is said, each with its cue, in the order of the text: what is sure by itself, and what a cue calls for."""
    chances = {at: one.layers["content"] for at, one in enumerate(answers.seen) if "content" in one.layers}
    told = {at: answers.best("said.cue", at) for at, chance in chances.items() if chance >= ALONE}
    called: dict[int, list[tuple[float, int]]] = {}
    for at in chances.keys() - told.keys():
        for cue, chance in answers.to("said.cue", at).items():
            called.setdefault(cue, []).append((chance * chances[at], at))
    for cue in answers.of("cue"):
        if cue not in told.values() and cue in called:
            chance, at = max(called[cue])
            if chance >= CALL and at not in told:
                told[at] = cue
    return sorted(told.items())


def _sources(answers: Answers, content: int, cue: int | None) -> list[int]:
    """Return who says something: the likeliest, and who is as good as sure to say it too ("as did a commander").

    With a cue the likeliest counts however unlikely it is, since somebody speaks.
    """
    chances = answers.to("said.source", content)
    found = answers.all("said.source", content)
    best = max(found if found or cue is None else chances, key=lambda to: chances[to], default=None)
    return [to for to in chances if to == best or (to in found and chances[to] >= TOO)]


def _outermost(answers: Answers, found: Sequence[int]) -> list[int | None]:
    """Return the sources without those that lie inside another ("the head of the Observatory" holds "the Observatory")."""
    spans = {at: answers.seen[at].span for at in found}
    return [at for at, span in spans.items() if not any(other != at and spans[other].contains(span) for other in spans)]


def _actor(
    document: Document,
    span: Span | None,
    source: int | None,
    actors: Sequence[ActorSeen],
    actor_of: Mapping[int, int],
    before: Sequence[AttributionSeen],
) -> int | None:
    """Return who a source is: the actor on its words, for a pronoun the last speaker that it fits."""
    if span is None or source is None:
        return None
    found = actor_of.get(source, sources.actor_at(span, actors))
    if found is not None:
        return found
    word = document.words(span).lower()
    if word not in _ONE | _MANY:
        return None
    for one in reversed(before):
        if one.actor is not None and (actors[one.actor].kind == "person") == (word in _ONE):
            return one.actor
    return None


def _words(document: Document, span: Span | None) -> tuple[str, ...]:
    return tuple(word.strip(",.'’\"()").lower() for word in document.words(span).split()) if span is not None else ()
