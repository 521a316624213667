"""Who holds which place, by rule.

In: a Document, its Sentences and what the other finders saw, events among them. Out: ControlSeens in the order of the text.

Two roads lead here. An event that changes hands (its type has an `effect` on control) says gained, lost or surrounded. Words of
holding ("rebel-held", "in the army's hands", "they control") say holds, or lost where a negation or "outside" stands before.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from twosource.nouns import Span
from twosource.reading.rules.attached import innermost
from twosource.reading.rules.deeds import CAPTURES, NEGATED, stems
from twosource.reading.rules.holding import can_hold, holdings
from twosource.reading.rules.mentions import Mention, Mentions
from twosource.reading.sightings import ControlSeen

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from twosource.nouns import ControlStatus, Document
    from twosource.reading.sentences import Sentence
    from twosource.reading.sightings import ActorSeen, AttributionSeen, EventSeen, PlaceSeen
    from twosource.vocabulary import Language

NEAR = 250
"""Characters within which the agent of the event before is meant by a pronoun: about two sentences."""


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
    mentions = Mentions(actors, places, times, (), attributions)
    table = language.table("control")
    found = _named_elsewhere(list(_changes(document, sentences, mentions, events, table)))
    for sentence in sentences:
        found += holdings(sentence, mentions, table)
    found = [one for one in found if "\n" not in document.text[one.span.start : one.span.end]]
    placed = sorted(dict.fromkeys(found), key=lambda one: (one.span, one.status, one.place or 0, one.holder or 0))
    return tuple(replace(one, said_by=innermost(one.span, attributions)) for one in placed)


# ----------------------------------------------------------------------------------------------------- changes of hands


def _changes(
    document: Document,
    sentences: Sequence[Sentence],
    mentions: Mentions,
    events: Sequence[EventSeen],
    table: Mapping[str, list[str]],
) -> Iterator[ControlSeen]:
    """Yield what events do to control; what is only planned, doubted or denied changes nothing."""
    last: EventSeen | None = None
    for event in (_fallen_to(document, mentions, _by_its_own(document, one, events, table), table) for one in events):
        verb = stems(document, event, -1 if event.type == "encirclement" else 0)
        stand_in = last if _lacks_agent(document, event) else None
        if event.type in CAPTURES and event.realis == "actual" and not verb & set(table["keeps"]):
            where = _listed(document, sentences, mentions, event, _taken(document, mentions, event, events, table), table)
            yield from _records(
                document, mentions, event, where, "agent", "gained", stand_in=None if verb & set(table["loses"]) else stand_in
            )
            yield from _records(document, mentions, event, where, "target", "lost", must=True)
        elif event.type == "offensive" and event.realis == "actual" and _goes_into(document, event, table):
            yield from _records(
                document, mentions, event, _places(mentions, event, "destination", "place"), "agent", "gained", must=True
            )
        elif event.type == "withdrawal" and event.realis == "actual" and verb & set(table["leaves"]):
            yield from _records(document, mentions, event, _left(document, mentions, event), "agent", "lost", must=True)
        elif event.type == "encirclement" and event.realis in {"actual", "uncertain"} and verb & set(table["surrounds"]):
            yield from _records(
                document, mentions, event, _places(mentions, event, "place", "target"), "agent", "surrounded", stand_in=stand_in
            )
        if event.roles.get("agent") and event.type in {*CAPTURES, "offensive", "armed_clash", "encirclement", "withdrawal"}:
            last = event


def _named_elsewhere(found: Sequence[ControlSeen]) -> list[ControlSeen]:
    """Return changes, those that name no party with the only one whom the report names for the same place and change.

    "The capture of Oru" in a report by which the army, and nobody else, took Oru is the army's.
    """
    parties: dict[tuple[int | None, ControlStatus], set[int]] = {}
    for one in found:
        if one.holder is not None:
            parties.setdefault((one.place, one.status), set()).add(one.holder)
    return [
        replace(one, holder=next(iter(known)))
        if one.holder is None and len(known := parties.get((one.place, one.status), set())) == 1
        else one
        for one in found
    ]


def _by_its_own(document: Document, event: EventSeen, events: Sequence[EventSeen], table: Mapping[str, list[str]]) -> EventSeen:
    """Return a deed of several agents without those who do another one that stands between.

    The army that "came after a rebel withdrawal" has not withdrawn. Before a verb all stay: who "attacked and took Oru" did both.
    """
    agents = event.roles.get("agent", ())
    is_noun = document.words(event.trigger).lower().split()[-1] in table["nominal"]
    doubtful = [one for one in agents if is_noun or one.start > event.trigger.start]
    kept = tuple(one for one in agents if one not in doubtful or not _does_another(one, event, events))
    return event if not kept or kept == agents else replace(event, roles={**event.roles, "agent": kept})


def _fallen_to(document: Document, mentions: Mentions, event: EventSeen, table: Mapping[str, list[str]]) -> EventSeen:
    """Return a fall with who took what fell for its agent: Oru that "fell to the rebels" is theirs."""
    if event.type not in CAPTURES or event.roles.get("agent") or not stems(document, event) & set(table["falls"]):
        return event
    behind = mentions.within(Span(event.trigger.start, event.trigger.end + _FAR))
    places = [one.span for one in behind if one.sort == "place"]
    takers = [one for one in behind if one.sort == "actor" and _falls_to(document, event.trigger, places, one.span)]
    taker = max(takers, key=lambda one: one.span.end - one.span.start, default=None)
    if taker is None:
        return event
    kept = {role: tuple(span for span in spans if not span.overlaps(taker.span)) for role, spans in event.roles.items()}
    return replace(event, roles={**{role: spans for role, spans in kept.items() if spans}, "agent": (taker.span,)})


def _falls_to(document: Document, fall: Span, places: Sequence[Span], taker: Span) -> bool:
    """Tell whether a "to" leads from a fall to a party over what fell alone ("the fall of the town of Oru to the rebels")."""
    between = range(fall.end, taker.start)
    words = "".join(document.text[at] for at in between if not any(place.start <= at < place.end for place in places))
    return _TO.fullmatch(f" to{words}" if document.words(fall).lower().endswith(" to") else words) is not None


_FAR = 80
"""Characters behind a fall within which the taker stands."""
_TO = re.compile(
    r"\s+(?:(?:of|the|town|city|villages?|district|province|region|entirely|completely|back)\s+)*to\s+(?:(?:the|a|an)\s+)?",
    re.IGNORECASE,
)


def _listed(
    document: Document,
    sentences: Sequence[Sentence],
    mentions: Mentions,
    event: EventSeen,
    found: Sequence[Mention],
    table: Mapping[str, list[str]],
) -> list[Mention]:
    """Return places with those that commas and "and" join to them: who "took Oru, Tavan and Halvek" has taken three."""
    made = dict.fromkeys(found)
    for place in found:
        sentence = next((one for one in sentences if one.span.contains(place.span)), None)
        row = mentions.coordinated(sentence, place) if sentence is not None else ()
        if row and set(document.words(row[-1].span).lower().split()[-1:]) & set(table["provinces"]):
            continue  # "Oru and Tavan provinces": no town of the first name is meant
        made |= dict.fromkeys(
            one for one in row if (one.span.start < event.trigger.start) == (place.span.start < event.trigger.start)
        )
    positions: dict[int, Mention] = {}
    for one in made:
        positions.setdefault(one.position, one)
    return list(positions.values())


def _does_another(agent: Span, event: EventSeen, events: Sequence[EventSeen]) -> bool:
    first, last = sorted((agent, event.trigger))
    between = Span(first.end, max(first.end, last.start))
    others = (one for one in events if one.trigger != event.trigger and between.contains(one.trigger))
    return any(span.overlaps(agent) for one in others for span in one.roles.get("agent", ()))


def _lacks_agent(document: Document, event: EventSeen) -> bool:
    """Tell whether an event that names no agent can mean the one before: "then took", not "was taken", "the fall", "from X"."""
    no_verb = _NO_VERB.search(document.text[: event.trigger.start][-NEGATED:])
    return not no_verb and not event.roles.get("target")


_BEEN = re.compile(r"\b(?:be|been|being|was|were|is|are)\s+(?:\w+\s+)?$", re.IGNORECASE)
_NO_VERB = re.compile(rf"(?:{_BEEN.pattern}|\b(?:the|a|its|their)\s+$)", re.IGNORECASE)


def _taken(
    document: Document, mentions: Mentions, event: EventSeen, events: Sequence[EventSeen], table: Mapping[str, list[str]]
) -> list[Mention]:
    """Return what a capture takes: where places stand on both sides of the verb, those on the side of what it takes.

    "Advancing through Oru, they captured its outskirts" takes no Oru. A place behind the verb of another deed is that deed's: who
    "captured Oru to advance on Tavan" has not captured Tavan.
    """
    found = _places(mentions, event, "place", "target", "destination")
    behind = [one for one in found if one.span.start >= event.trigger.end]
    before = [one for one in found if one not in behind]
    if behind and before:
        found = before if _is_suffered(document, event, table) else behind
    return [one for one in found if not _is_of_another(one, found[0], event, events)]


def _is_suffered(document: Document, event: EventSeen, table: Mapping[str, list[str]]) -> bool:
    """Tell whether what is taken stands before the verb: "Oru was captured", "Oru fell"."""
    if _BEEN.search(document.text[: event.trigger.start][-NEGATED:]):
        return True
    return bool(stems(document, event) & set(table["falls"])) and document.text[event.trigger.end :].split(None, 1)[:1] != ["of"]


def _is_of_another(place: Mention, first: Mention, event: EventSeen, events: Sequence[EventSeen]) -> bool:
    """Tell whether a place stands behind another deed that names it, once the first place of its own deed has been named."""
    between = Span(first.span.end, max(first.span.end, place.span.start))
    others = (one for one in events if one.trigger != event.trigger and between.contains(one.trigger))
    return any(span.overlaps(place.span) for one in others for role in _SITES for span in one.roles.get(role, ()))


_SITES = ("place", "target", "destination", "origin")


def _left(document: Document, mentions: Mentions, event: EventSeen) -> list[Mention]:
    """Return the place that a withdrawal leaves; "from the area" leaves the one where it happens."""
    named = _places(mentions, event, "origin")
    if named or event.at is None or document.text[event.trigger.end :].split(None, 1)[:1] != ["from"]:
        return named
    return [Mention(event.trigger, "place", event.at, frozenset())]


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
    document: Document,
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
    found = [one for span in spans for one in mentions.exactly(span) if one.sort == "actor" and can_hold(one)]
    # Who loses a place is often a village of a list that was taken for a party: only what is known to be one counts.
    holders = [one.position for one in found if role == "agent" or "<other>" not in one.marks]
    parties: list[int | None] = list(dict.fromkeys(holders))
    for place in where:
        for holder in parties or ([] if must else [None]):
            span = Span(min(event.trigger.start, place.span.start), max(event.trigger.end, place.span.end))
            yield ControlSeen(span, status, place.position, holder, _own_time(document, event, span))


def _own_time(document: Document, event: EventSeen, span: Span) -> Span | None:
    """Return the nearest time with no mark between: "broke through on 2 May, taking Oru by 9 May" had taken it by the ninth."""

    def far(time: Span) -> tuple[bool, int]:
        between = document.text[min(span.end, time.end) : max(span.start, time.start)]
        return any(mark in between for mark in ",;:"), len(between)

    return min(event.roles.get("time", ()), key=far, default=None)
