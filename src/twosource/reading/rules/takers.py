"""Who takes, loses or surrounds a place in an event, where the roles that a finder gave do not say it yet.

In: an event and its Setting. Out: the event, its agents and targets set right by the words around it: Oru that "fell to the
rebels" is theirs, the army that "came after a rebel withdrawal" has not withdrawn, who "was encircled" surrounds nobody.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from twosource.nouns import Span
from twosource.reading.rules.deeds import CAPTURES, NEGATED, stems
from twosource.reading.sentences import sentence_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from twosource.reading.rules.setting import Setting
    from twosource.reading.sightings import EventSeen

BEEN = re.compile(r"\b(?:be|been|being|was|were|is|are)\s+(?:\w+\s+)?$", re.IGNORECASE)
"""A passive verb's beginning, right before a trigger."""


def with_takers(here: Setting, event: EventSeen) -> EventSeen:
    """Return an event of control with who takes, loses or surrounds in its roles."""
    return _together(here, _one_sided(here, _besieging(here, _fallen_to(here, _by_its_own(here, event)))))


def is_passive(here: Setting, event: EventSeen) -> bool:
    """Tell whether the trigger is a passive verb: "was captured"."""
    return BEEN.search(here.before(event.trigger, NEGATED)) is not None


def _by_its_own(here: Setting, event: EventSeen) -> EventSeen:
    """Return a deed of several agents without those who do another one that stands between.

    Before a verb all stay: who "attacked and took Oru" did both.
    """
    agents = event.roles.get("agent", ())
    is_noun = here.document.words(event.trigger).lower().split()[-1] in here.table["nominal"]
    doubtful = [one for one in agents if is_noun or one.start > event.trigger.start]
    kept = tuple(one for one in agents if one not in doubtful or not _does_another(here, one, event))
    return event if not kept or kept == agents else replace(event, roles={**event.roles, "agent": kept})


def _does_another(here: Setting, agent: Span, event: EventSeen) -> bool:
    first, last = sorted((agent, event.trigger))
    others = here.other_deeds(event, Span(first.end, max(first.end, last.start)))
    return any(span.overlaps(agent) for one in others for span in one.roles.get("agent", ()))


def _fallen_to(here: Setting, event: EventSeen) -> EventSeen:
    """Return a fall with who took what fell for its agent."""
    if event.type not in CAPTURES or not stems(here.document, event) & set(here.table["falls"]):
        return event
    behind = here.mentions.within(Span(event.trigger.start, event.trigger.end + _FAR))
    places = [one.span for one in behind if one.sort == "place"]
    takers = [one for one in behind if one.sort == "actor" and _falls_to(here, event.trigger, places, one.span)]
    taker = max(takers, key=lambda one: one.span.end - one.span.start, default=None)
    if taker is None:
        return event
    kept = {role: tuple(span for span in spans if not span.overlaps(taker.span)) for role, spans in event.roles.items()}
    return _with({**event.roles, **kept, "agent": (taker.span,)}, event)


def _falls_to(here: Setting, fall: Span, places: Sequence[Span], taker: Span) -> bool:
    """Tell whether a "to" leads from a fall to a party over what fell alone ("the fall of the town of Oru to the rebels")."""
    between = range(fall.end, taker.start)
    words = "".join(here.document.text[at] for at in between if not any(place.start <= at < place.end for place in places))
    return _TO.fullmatch(f" to{words}" if here.document.words(fall).lower().endswith(" to") else words) is not None


_FAR = 80
"""Characters behind a fall within which the taker stands."""
_TO = re.compile(
    r"\s+(?:(?:of|the|town|city|villages?|district|province|region|entirely|completely|back)\s+)*to\s+(?:(?:the|a|an)\s+)?",
    re.IGNORECASE,
)


def _besieging(here: Setting, event: EventSeen) -> EventSeen:
    """Return an encirclement without those agents who are inside: who "was encircled", and whose "rebel-held" ground it is."""
    agents = event.roles.get("agent", ())
    if event.type != "encirclement" or not agents:
        return event
    held = re.compile(rf"\s?-?(?:{'|'.join(here.table['held'])})\b", re.IGNORECASE)
    inside = {one for one in agents if held.match(here.behind(one))}
    if is_passive(here, event):
        inside |= {one for one in agents if _SUBJECT.fullmatch(here.between(one.end, event.trigger.start))}
    return _with({**event.roles, "agent": tuple(one for one in agents if one not in inside)}, event) if inside else event


_SUBJECT = re.compile(r"\s+(?:[\w-]+\s+){1,5}")
"""What stands between a passive verb and its subject."""


def _one_sided(here: Setting, event: EventSeen) -> EventSeen:
    """Return an event whose very words for who does it do not also say who suffers it: those before an active verb do it."""
    both = {*event.roles.get("agent", ())} & {*event.roles.get("target", ())}
    if not both or event.type not in {*CAPTURES, "encirclement"}:
        return event
    losers = {one for one in both if one.start > event.trigger.start or is_passive(here, event) or event.type == "encirclement"}
    agents = tuple(one for one in event.roles["agent"] if one not in losers)
    targets = tuple(one for one in event.roles["target"] if one not in both - losers)
    return _with({**event.roles, "agent": agents, "target": targets}, event)


def _together(here: Setting, event: EventSeen) -> EventSeen:
    """Return a capture whose agents are all that "and" joins: "was taken by the army and its allies" is both's deed.

    Longer rows are lists of the units or groups that make up one party.
    """
    if event.type not in CAPTURES:
        return event
    found = dict.fromkeys(event.roles.get("agent", ()))
    for span in tuple(found):
        sentence = sentence_of(span, here.sentences)
        own = next((one for one in here.mentions.exactly(span) if one.sort == "actor"), None)
        if sentence is None or own is None:
            continue
        row = here.mentions.coordinated(sentence, own)
        side = [one.span for one in row] if len(row) <= _ALLIES else []
        found |= {one: None for one in side if (one.start < event.trigger.start) == (span.start < event.trigger.start)}
    if len(found) == len(event.roles.get("agent", ())):
        return event
    targets = tuple(one for one in event.roles.get("target", ()) if one not in found)
    return _with({**event.roles, "agent": tuple(found), "target": targets}, event)


_ALLIES = 3


def _with(roles: Mapping[str, tuple[Span, ...]], event: EventSeen) -> EventSeen:
    return replace(event, roles={role: spans for role, spans in roles.items() if spans})
