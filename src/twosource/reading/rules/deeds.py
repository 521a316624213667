"""What is done to a place, told apart from what is only tried, denied or told of somebody else.

In: the events that a finder saw, with the Document. Out: the same events, those whose type changes who holds a place set right by
the words around them: "a new attempt to take Oru" is to come, "has not been taken" is denied, who "lost control" is no taker, who
a place is taken "from" loses it, and "their forces" in reported words are the speaker's.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from twosource.vocabulary.inflection import lemma

if TYPE_CHECKING:
    from collections.abc import Mapping

    from twosource.nouns import Document, Span
    from twosource.reading.rules.mentions import Mentions
    from twosource.reading.sightings import EventSeen
    from twosource.vocabulary import Language, Vocabulary

CAPTURES = frozenset({"government_regains_territory", "non_state_actor_overtakes_territory"})
NEGATED = 30
"""Characters before a trigger in which a negation denies it ("have not been liberated"), whatever the event was taken for."""
TRY = 60
"""Characters before a trigger in which an "attempt to" makes it one: some ten words."""

_NOT = re.compile(r"\b(?:not|never|n['’]t)\s+(?:\w+\s+){0,2}$", re.IGNORECASE)
_POSSESSED = re.compile(r"(?:its|their|our)\s", re.IGNORECASE)


def settled(
    document: Document, events: Sequence[EventSeen], mentions: Mentions, vocabulary: Vocabulary, language: Language
) -> tuple[EventSeen, ...]:
    """Return the events, those that change who holds a place set right by the words around them."""
    table = language.table("control")
    return tuple(_settled(document, one, mentions, table) if _is_of_control(one, vocabulary) else one for one in events)


def _is_of_control(event: EventSeen, vocabulary: Vocabulary) -> bool:
    return event.type in vocabulary.events and vocabulary.events[event.type].effect.get("timeline") == "control"


def _settled(document: Document, event: EventSeen, mentions: Mentions, table: Mapping[str, list[str]]) -> EventSeen:
    if event.realis == "actual" and _is_tried(document, event, table):
        event = replace(event, realis="future")
    elif event.realis == "actual" and _NOT.search(document.text[: event.trigger.start][-NEGATED:]):
        event = replace(event, realis="denied")
    event = _aimed(document, _spoken(document, _in_paragraph(document, event), mentions), table)
    verb = stems(document, event)
    if verb & set(table["loses"]):
        return _given_up(event, event.roles.get("agent", ()))
    return _given_up(event, _taken_from(document, event, ("of", "from") if verb & set(table["clears"]) else ("from",)))


def stems(document: Document, event: EventSeen, word: int = 0) -> set[str]:
    """Return what a word of a trigger, the first unless told, may be a form of."""
    found = document.words(event.trigger).lower().split()[word]
    return {lemma(found, "VERB"), lemma(found, "NOUN")}


def _is_tried(document: Document, event: EventSeen, table: Mapping[str, list[str]]) -> bool:
    """Tell whether the words before a trigger make it a mere try: "a new attempt to capture Oru was repelled"."""
    before = re.split(r"[.;:\n]", document.text[max(0, event.trigger.start - TRY) : event.trigger.start])[-1].lower()
    tries, fails = ("|".join(map(re.escape, table[name])) for name in ("tries", "fails"))
    tried = re.search(rf"\b(?:{tries})\s+(?:to|at|of|from|for)\s+(?:\w+\s+){{0,2}}$", before)
    failed = re.search(rf"\b(?:{fails})\W+(?:\w+\W+){{0,3}}$", before)
    return (
        tried is not None
        or failed is not None
        or (event.type in CAPTURES and (_is_aimed_at(before, table) or _is_thought_of(document, event)))
    )


def _is_aimed_at(before: str, table: Mapping[str, list[str]]) -> bool:
    """Tell whether a capture is only what something was done for ("massed its troops to capture Oru").

    Of 106 captures behind "to" in the annotated reports that the network learns from, 24 were done, 19 of them behind a word of
    the table.
    """
    achieves = "|".join(map(re.escape, table["achieves"]))
    purpose = re.search(r"\bto\s+(?:\w+ly\s+)?$", before)
    return purpose is not None and re.search(rf"\b(?:{achieves})\W+(?:\w+\W+){{0,5}}$", before[: purpose.start()]) is None


def _is_thought_of(document: Document, event: EventSeen) -> bool:
    """Tell whether a capture is what something is said of, not what was done: "Taking Oru was deemed a key objective"."""
    return document.words(event.trigger).endswith("ing") and _OBJECTIVE.match(document.text[event.trigger.end :]) is not None


_OBJECTIVE = re.compile(
    r"[^,.;:\n]{1,60}?\s(?:is|was|were|remains?|remained|would|could)\s+(?:\w+\s+){0,4}?"
    r"(?:objective|goal|aim|target|priority|key|crucial|vital|important|necessary|essential|allow|give|let|open|cut|mean)\b",
    re.IGNORECASE,
)


def _in_paragraph(document: Document, event: EventSeen) -> EventSeen:
    """Return an event without times of another paragraph: a heading ("Recapture of Oru") tells no day of the text before it."""
    times = event.roles.get("time", ())
    near = tuple(one for one in times if not _is_parted(document, one, event.trigger))
    return event if near == times else replace(event, roles={**event.roles, "time": near})


def _is_parted(document: Document, one: Span, other: Span) -> bool:
    return "\n" in document.text[min(one.start, other.start) : max(one.end, other.end)]


def _spoken(document: Document, event: EventSeen, mentions: Mentions) -> EventSeen:
    """Return an event whose "their forces", in reported words, are those of who speaks."""
    speaker = mentions.speaker(event.trigger)
    own = [span for span in event.roles.get("agent", ()) if _POSSESSED.match(document.quote(span))]
    if speaker is None or not own:
        return event
    agents = tuple(speaker.span if span in own else span for span in event.roles["agent"])
    return replace(event, roles={**event.roles, "agent": agents})


def _aimed(document: Document, event: EventSeen, table: Mapping[str, list[str]]) -> EventSeen:
    """Return an event whose "origin" behind "to" is where it goes: who withdraws to the hills has not left them."""
    to = re.compile(rf"\b(?:{'|'.join(table['whither'])})\s+(?:the\s+)?$", re.IGNORECASE)
    aims = tuple(one for one in event.roles.get("origin", ()) if to.search(document.text[max(0, one.start - 15) : one.start]))
    if not aims:
        return event
    kept = tuple(one for one in event.roles["origin"] if one not in aims)
    roles = {**event.roles, "origin": kept, "destination": (*event.roles.get("destination", ()), *aims)}
    return replace(event, roles={role: spans for role, spans in roles.items() if spans})


def _taken_from(document: Document, event: EventSeen, words: Sequence[str]) -> tuple[Span, ...]:
    """Return those "from" whom a place was taken, or "of" whom it was cleared, among the agents."""
    behind = re.compile(rf"^\s+(?:\w+\s+){{0,3}}?(?:{'|'.join(words)})\s+(?:the\s+)?$", re.IGNORECASE)

    def is_loser(one: Span) -> bool:
        between = document.text[event.trigger.end : one.start]
        return behind.search(between) is not None or (event.type in CAPTURES and _OUT_OF.search(between) is not None)

    return tuple(one for one in event.roles.get("agent", ()) if is_loser(one))


_OUT_OF = re.compile(r"^[^.;:\n]*(?<!help)(?<!support)(?<!backing)(?<!cover)\s+from\s+(?:the\s+)?$", re.IGNORECASE)


def _given_up(event: EventSeen, losers: Sequence[Span]) -> EventSeen:
    """Return an event in which some of its agents are who loses."""
    if not losers:
        return event
    kept = tuple(span for span in event.roles["agent"] if span not in losers)
    roles = {**event.roles, "agent": kept, "target": (*event.roles.get("target", ()), *losers)}
    return replace(event, roles={role: spans for role, spans in roles.items() if spans})
