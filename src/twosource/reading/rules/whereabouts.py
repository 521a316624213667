"""Where each event of a report happens, as far as the report tells.

In: the events in the order of the text with their roles, the Sentences, the Mentions, the attributions. Out: for each event the
position of a place, or None. A role that names a place decides; else a place of the same sentence that is not only where
somebody speaks ("officials in Tavan said"); else "the area" and silence mean the place that the report has told most of.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from twosource.nouns import Span
from twosource.reading.rules.attached import innermost
from twosource.reading.sentences import sentence_of

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from twosource.reading.rules.mentions import Mention, Mentions
    from twosource.reading.sentences import Sentence
    from twosource.reading.sightings import AttributionSeen, EventSeen

ROLES = ("place", "origin", "target", "destination")
"""The roles whose spans may hold the place of an event, the surest first."""

LEAVING = ("origin", "place", "destination")
"""The same for a withdrawal: it happens where it starts."""


LOCAL = frozenset({"medic", "witness", "rescuer"})
"""Kinds of sources who tell of the place where they are; officials and monitors tell of others."""


def places(
    events: Sequence[EventSeen],
    sentences: Sequence[Sentence],
    mentions: Mentions,
    attributions: Sequence[AttributionSeen],
    placeless: Collection[str],
    definite: Collection[Sequence[str]],
) -> list[int | None]:
    """Return the place of each event, in their order.

    `placeless` are types that happen in words and have a place only where one is named as theirs. `definite` are descriptions,
    in lower-case words, that mean the place that the report speaks of ("the area"). A caption lends no place to the text.
    """
    heres = [sentence_of(event.trigger, sentences) for event in events]
    own: list[int | None] = []
    for event, here in zip(events, heres, strict=True):
        at = _of_roles(event, mentions)
        if at is None and here is not None and event.type not in placeless:
            at = _nearby(event, here, mentions, attributions, definite)
        own.append(at)
    text = [at for at, here in zip(own, heres, strict=True) if here is None or here.block != "caption"]
    told: list[int | None] = []
    found: list[int | None] = []
    for event, here, at in zip(events, heres, own, strict=True):
        inherits = at is None and event.type not in placeless
        found.append(_most(told, _most(text)) if inherits else at)
        if here is None or here.block != "caption":
            told.append(found[-1])
    return found


def _of_roles(event: EventSeen, mentions: Mentions) -> int | None:
    """Return the place that the roles name; a town that is hit "in" a province, or "north of" another, goes before that."""
    for role in LEAVING if event.type == "withdrawal" else ROLES:
        for span in event.roles.get(role, ()):
            named = _longest(mentions, span)
            if named is None:
                continue
            finer = (one for one in event.roles.get("target", ()) if 0 < span.start - one.end <= len(", south-east of "))
            inner = next((place for one in finer if (place := _longest(mentions, one))), None) if role == "place" else None
            return (inner or named).position
    return None


def _longest(mentions: Mentions, span: Span) -> Mention | None:
    inside = [one for one in mentions.within(span) if one.sort == "place"]
    return max(inside, key=lambda one: one.span.end - one.span.start, default=None)


def _nearby(
    event: EventSeen,
    here: Sentence,
    mentions: Mentions,
    attributions: Sequence[AttributionSeen],
    definite: Collection[Sequence[str]],
) -> int | None:
    """Return the nearest place of the sentence that can be the event's, None where it names none or says "the area"."""
    if _says(here, event.trigger.end, definite):
        return None
    named = [one for one in mentions.within(here.span) if one.sort == "place" and not _acts(one, mentions)]
    around = innermost(event.trigger, attributions)
    is_local = around is not None and attributions[around].kind in LOCAL
    free = [one for one in named if is_local or not _only_speaks(one, event.trigger, here, attributions)]
    return min(free, key=lambda one: _distance(one.span, event.trigger)).position if free else None


def _says(sentence: Sentence, start: int, definite: Collection[Sequence[str]]) -> bool:
    """Tell whether the words right behind a trigger are such a description, a preposition before it allowed."""
    behind = [token.lower for token in sentence.tokens if token.start >= start][:6]
    return any(list(words) == behind[n : n + len(words)] for words in definite for n in range(3))


def _acts(one: Mention, mentions: Mentions) -> bool:
    """Tell whether a place's name is an actor's here ("backed by Kenya")."""
    return any(other.sort == "actor" and one.span.contains(other.span) for other in mentions.overlapping(one.span))


def _only_speaks(one: Mention, trigger: Span, here: Sentence, attributions: Sequence[AttributionSeen]) -> bool:
    """Tell whether a place belongs to who speaks: the event is told in a content and the place stands outside it."""
    around = innermost(trigger, attributions)
    if around is not None:
        content = attributions[around].content
        return content is not None and not content.contains(one.span)
    return any(
        said.source is not None
        and said.cue is not None
        and here.span.contains(said.source)
        and said.source.start <= one.span.start < said.cue.start
        for said in attributions
    )


def _most(told: Sequence[int | None], fallback: int | None = None) -> int | None:
    """Return the place of most of some events, the earliest of equals.

    On the annotated reports the place of most events told so far is right for more than that of the last one, of the last few or
    of the whole report (`make gate`, layer where).
    """
    known = [one for one in told if one is not None]
    return max(dict.fromkeys(known), key=known.count, default=fallback)


def _distance(one: Span, other: Span) -> int:
    return max(one.start - other.end, other.start - one.end)
