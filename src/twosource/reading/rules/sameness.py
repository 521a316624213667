"""Which earlier mention of the same event a mention repeats.

In: the events of one report in the order of the text, with their places. Out: for each the position of the first mention of the
same event, or None. Two mentions can be one only where type, realis, sides, named times and place fit. How much more is asked
depends on the word: "the attack" points back by itself; a verb of taking ground needs the word, the side and the place named
again; what is said after a newer date ("On 4 March") is a new event unless it points back. The words are English.

Precision goes first: a pair joined wrongly hides an event, a pair left apart is joined later from several reports. On the
annotated reports (November 2026) two of three pairs of mentions in one group are right, and one in four of all right pairs is
found; the rule before asked for less of each and was right in one of two.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from twosource.vocabulary.pointing import pointing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from twosource.nouns import Document
    from twosource.reading.rules.mentions import Mentions
    from twosource.reading.sightings import ActorSeen, EventSeen

AFRESH = re.compile(
    r"\b(?:on|by|in)\s+(?:\d|(?:early |mid-?|late )?"
    r"(?:january|february|march|april|may|june|july|august|september|october|november|december)\b)",
    re.IGNORECASE,
)
"""A date that begins the next step of a story; a weekday in news often says the same day again."""

APART = frozenset(
    {"accusation", "negotiation", "aid", "threat", "sanction", "group_change", "other_event", "statement_of_support"}
)
"""Types of which a report tells many alike: each mention is its own event."""

STEPS = frozenset(
    {"government_regains_territory", "non_state_actor_overtakes_territory", "offensive", "displacement", "force_movement"}
)
"""Types that come step by step: the same word with the same side is often the next step."""

PACTS = frozenset({"agreement", "agreement_breach"})
"""Types of which a report tells one at a time."""


def firsts(document: Document, events: Sequence[EventSeen], actors: Sequence[ActorSeen], mentions: Mentions) -> list[int | None]:
    """Return for each event the position of the first mention of the same one, None where it is the first itself."""
    found: list[int | None] = []
    for at, event in enumerate(events):
        same = next(
            (n for n in range(at - 1, -1, -1) if _is_one(document, events[n], event, actors, mentions)),
            None,
        )
        earlier = None if same is None else found[same]
        found.append(same if earlier is None else earlier)
    return found


def _is_one(document: Document, earlier: EventSeen, event: EventSeen, actors: Sequence[ActorSeen], mentions: Mentions) -> bool:
    if earlier.type != event.type or event.type in APART or not _may_be_one(document, earlier, event):
        return False
    if not all(_agree(document, earlier, event, role, actors, mentions) for role in ("agent", "target")):
        return False
    if event.type in PACTS:
        return True
    before = document.text[max(0, event.trigger.start - 40) : event.trigger.start].rpartition(". ")[2]
    back = pointing(before) == "back"
    alike = _stem(document, earlier) == _stem(document, event)
    placed = any(event.roles.get(role) for role in ("place", "origin", "destination"))
    if earlier.at != event.at and (placed or not (back and alike)):
        return False
    if event.type in STEPS:
        return alike and (back or (placed and _shared(earlier, event, "agent", actors, mentions)))
    return back or not AFRESH.search(document.text[earlier.trigger.end : event.trigger.start])


def _stem(document: Document, event: EventSeen) -> str:
    """Return the letters by which "withdrew", "withdrawal" and "withdrawn" are one word."""
    return document.words(event.trigger).lower()[:5]


def _may_be_one(document: Document, earlier: EventSeen, event: EventSeen) -> bool:
    """Tell whether realis, background and named times let two mentions be of one event."""
    if earlier.realis != event.realis and not {earlier.realis, event.realis} <= {"actual", "uncertain"}:
        return False
    left, right = _times(document, earlier), _times(document, event)
    # "The strike" of an old attack does not say again that it is old.
    told = earlier.background == event.background or (earlier.background and not event.roles.get("time"))
    return told and (not left or not right or bool(left & right))


def _times(document: Document, event: EventSeen) -> frozenset[str]:
    """Return the named days, months and numbers of an event's times: of vague ones none can differ."""
    words = " ".join(document.words(span) for span in event.roles.get("time", ())).split()
    return frozenset(word for word in words if word[0].isupper() or word[0].isdigit())


def _agree(
    document: Document, one: EventSeen, other: EventSeen, role: str, actors: Sequence[ActorSeen], mentions: Mentions
) -> bool:
    """Tell whether two events name no different party for a role."""
    left, right = _parties(one, role, mentions), _parties(other, role, mentions)
    if left and right:
        return bool(left & right) or _alike(left, right, actors)
    words = [{document.words(span).lower() for span in event.roles.get(role, ())} for event in (one, other)]
    return not words[0] or not words[1] or bool(words[0] & words[1])


def _shared(one: EventSeen, other: EventSeen, role: str, actors: Sequence[ActorSeen], mentions: Mentions) -> bool:
    """Tell whether two events name one party, or two that may be one."""
    left, right = _parties(one, role, mentions), _parties(other, role, mentions)
    return bool(left and right) and (bool(left & right) or _alike(left, right, actors))


def _parties(event: EventSeen, role: str, mentions: Mentions) -> frozenset[int]:
    found = (one for span in event.roles.get(role, ()) for one in mentions.exactly(span) if one.sort == "actor")
    return frozenset(one.position for one in found)


def _alike(left: frozenset[int], right: frozenset[int], actors: Sequence[ActorSeen]) -> bool:
    """Tell whether two parties are of one side and at least one has no name of its own ("rebels", "its fighters")."""
    kinds = [{actors[n].kind for n in side} for side in (left, right)]
    nameless = any(not any(word[:1].isupper() for word in actors[n].name.split()[1:]) for n in left | right)
    return bool(kinds[0] & kinds[1] & {"armed_group", "military", "civilian"}) and nameless
