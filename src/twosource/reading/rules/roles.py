"""Who did what to whom, where and when: the roles of one event, from the frame of its trigger.

In: a Sentence, a trigger's Frame, the type of the event and the Mentions of the text. Out: roles as spans. Grammar proposes,
mentions dispose: an agent must be a known actor, a place a known place, so that a parser's slip does not make up parties.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from twosource.nouns import ROLES, Span
from twosource.reading.phrases import noun_span
from twosource.reading.rules.governing import CREWED
from twosource.vocabulary.inflection import lemma

if TYPE_CHECKING:
    from twosource.reading.rules.frames import Frame
    from twosource.reading.rules.mentions import Mention, Mentions
    from twosource.reading.sentences import Sentence
    from twosource.vocabulary import EventType

ORDER = (
    "subject", "object", "possessive", "by", "struck", "between", "of", "against", "on", "at", "from", "to", "in", "with",
    "using", "for", "adjective",
)  # fmt: skip
"""The grammatical places, the surest witnesses first: a role takes what the first of them gives, places and times all."""

HURTING = frozenset({"strike", "clash", "unarmed", "property", "weapons", "humanitarian", "detention", "siege", "territory"})
"""Families of types whose object may be a thing or people that no finder knows by name ("a church", "nine prisoners")."""

FALLBACK = {"on": "against", "into": "to", "struck": "object"}
"""Where a type's frame is silent about a grammatical place, this one answers for it."""


def fill(sentence: Sentence, frame: Frame, kind: EventType, mentions: Mentions, trigger: Span) -> dict[str, tuple[Span, ...]]:
    """Return the roles of one event, each with its spans in the order of the text."""
    found: dict[str, list[Span]] = {}
    for place in ORDER:
        for token in frame.get(place, ()):
            mention = mentions.meant(sentence, token)
            role = _role(kind, place, mention)
            span = _span(sentence, token, mention, role, mentions)
            if mention is None and not (place in {"object", "struck"} and kind.family in HURTING and not found.get("target")):
                continue
            if mention is not None and _crews(sentence, token, place, mention, kind):
                _add_crew(found, mention.span)
            elif role and span and not span.overlaps(trigger):
                _add(found, role, span, place)
                if mention is not None and span in found.get(role, ()) and role in {"agent", "target", "place", "origin"}:
                    _add_row(sentence, mentions, mention, trigger, found[role])
    _places_and_times(sentence, mentions, trigger, kind, found)
    return {role: tuple(sorted(found[role])) for role in ROLES if found.get(role)}


def _role(kind: EventType, place: str, mention: Mention | None) -> str | None:
    """Return the role that a mention in one grammatical place has in events of a type."""
    given = kind.frame.get(place) or kind.frame.get(FALLBACK.get(place, ""), "")
    roles = given.split()
    if not roles or roles[0] == "-":
        return None
    if mention is not None and mention.sort == "time":
        return "time"
    role = roles[-1] if mention is not None and mention.sort == "place" else roles[0]
    if mention is not None and mention.sort == "place" and role == "instrument":
        return "place"
    if mention is not None and mention.sort == "weapon" and kind.roles.get("target") != "weapon" and role != "target":
        return "instrument"
    return role if role in ROLES else None


def _crews(sentence: Sentence, token: int, place: str, mention: Mention, kind: EventType) -> bool:
    """Tell whether a weapon does what a crew does: it stands where the doer stands and somebody sits in it."""
    doer = place in {"subject", "by"} and mention.sort == "weapon" and kind.family in {"strike", "clash"}
    return doer and lemma(sentence.tokens[token].lower, "NOUN").removesuffix("s") in CREWED


def _add_crew(found: dict[str, list[Span]], span: Span) -> None:
    """Take a crewed weapon as agent and instrument both, as annotators do."""
    for role in ("agent", "instrument"):
        if role == "instrument" or not found.get(role):
            found.setdefault(role, []).append(span)


def _span(sentence: Sentence, token: int, mention: Mention | None, role: str | None, mentions: Mentions) -> Span | None:
    """Return the words that fill a role, or None where they cannot."""
    if role is None or (mention is None and role in {"agent", "place", "origin", "destination", "time"}):
        return None
    if mention is None:
        return noun_span(sentence, token) if sentence.tokens[token].tag in {"NOUN", "PROPN"} else None
    if role == "agent" and mention.sort not in {"actor", "weapon"}:
        return None
    if role in {"place", "origin", "destination"} and mention.sort != "place":
        return None
    return mentions.whole(mention).span


def _add_row(sentence: Sentence, mentions: Mentions, mention: Mention, trigger: Span, spans: list[Span]) -> None:
    """Add what is coordinated with a mention that fills a role ("the army and its allies")."""
    for one in mentions.coordinated(sentence, mentions.whole(mention)):
        if not one.span.overlaps(trigger) and not any(one.span.overlaps(span) for span in spans):
            spans.append(one.span)


def _add(found: dict[str, list[Span]], role: str, span: Span, place: str) -> None:
    """Add a span to a role, unless it fills a role already or a surer witness has named another."""
    if any(span.overlaps(one) for spans in found.values() for one in spans):
        return
    if role == "place" and place in {"in", "at"} and found.get(role):
        return
    if role in {"agent", "target"} and found.get(role) and place in {"adjective", "to", "with", "for", "on"}:
        return
    found.setdefault(role, []).append(span)


def _places_and_times(
    sentence: Sentence, mentions: Mentions, trigger: Span, kind: EventType, found: dict[str, list[Span]]
) -> None:
    """Take the nearest place and time of the sentence where the grammar gave none.

    Not for what changes hands or moves: there a place beside the point would make a false claim of control.
    """
    for role, sort in (("place", "place"), ("time", "time")):
        moved = role == "place" and ("gains" in kind.effect or found.get("origin") or found.get("destination"))
        if found.get(role) or role not in kind.roles or moved:
            continue
        free = [
            one
            for one in mentions.within(sentence.span)
            if one.sort == sort and not any(one.span.overlaps(span) for spans in found.values() for span in spans)
        ]
        free = [one for one in free if not _apart(sentence, one.span, trigger) and not _leads_to(sentence, one.span, trigger)]
        near = min(free, key=lambda one: _distance(one.span, trigger), default=None)
        if near is not None and _distance(near.span, trigger) <= REACH[role]:
            found[role] = [near.span]


def _leads_to(sentence: Sentence, time: Span, trigger: Span) -> bool:
    """Tell whether a time is measured from the trigger ("hours after rebels withdrew"), so that it dates another event."""
    last = [token.lower for token in sentence.tokens if time.contains(token.span)][-1:]
    return time.end < trigger.start and last in (["after"], ["before"], ["since"])


def _apart(sentence: Sentence, one: Span, other: Span) -> bool:
    """Tell whether a relative clause or a semicolon parts two spans."""
    left, right = min(one.end, other.end), max(one.start, other.start)
    between = [token for token in sentence.tokens if left <= token.start and token.end <= right]
    return any(token.lower in {"which", ";", "whose"} for token in between)


REACH = {"place": 30, "time": 60}
"""Characters over which the nearest place or time of the sentence is taken for the event's own: of 15 to 120
the best on the annotated reports (`score.py`, layer roles)."""


def _distance(one: Span, other: Span) -> int:
    return max(one.start - other.end, other.start - one.end, 0)
