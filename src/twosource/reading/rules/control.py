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
from twosource.reading.rules import taken
from twosource.reading.rules.attached import innermost
from twosource.reading.rules.deeds import CAPTURES, NEGATED, stems
from twosource.reading.rules.holding import can_hold, holdings
from twosource.reading.rules.mentions import Mentions
from twosource.reading.rules.setting import Setting
from twosource.reading.rules.takers import BEEN, with_takers
from twosource.reading.sightings import ControlSeen

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from twosource.nouns import ControlStatus, Document
    from twosource.reading.rules.mentions import Mention
    from twosource.reading.sentences import Sentence
    from twosource.reading.sightings import ActorSeen, AttributionSeen, EventSeen, PlaceSeen
    from twosource.vocabulary import Language

NEAR = 250
"""Characters within which the agent of the event before is meant by a pronoun: about two sentences."""

AGO = 300
"""Characters behind a gain within which another that names nobody is taken for the same party's."""


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
    found = _going_on(_named_elsewhere(list(_changes(Setting(document, sentences, mentions, events, table)))), document.text)
    for sentence in sentences:
        found += holdings(sentence, mentions, table)
    found = [one for one in found if "\n" not in document.text[one.span.start : one.span.end]]
    placed = sorted(dict.fromkeys(found), key=lambda one: (one.span, one.status, one.place or 0, one.holder or 0))
    return tuple(replace(one, said_by=innermost(one.span, attributions)) for one in placed)


def _changes(here: Setting) -> Iterator[ControlSeen]:
    """Yield what events do to control; what is only planned, doubted or denied changes nothing."""
    last: EventSeen | None = None
    for event in (with_takers(here, one) for one in here.events):
        yield from _change(here, event, last if _lacks_agent(here, event) else None)
        if event.roles.get("agent") and event.type in {*CAPTURES, "offensive", "armed_clash", "encirclement", "withdrawal"}:
            last = event


def _change(here: Setting, event: EventSeen, last: EventSeen | None) -> Iterator[ControlSeen]:
    """Yield what one event does to control; `last` is the event before whose agent it may mean.

    What "reportedly" was taken or surrounded is told as taken, by whom the report does not say.
    """
    verb = stems(here.document, event, -1 if event.type == "encirclement" else 0)
    if event.type == "encirclement" and event.realis in {"actual", "uncertain"} and verb & set(here.table["surrounds"]):
        yield from _records(here, event, taken.places(here, event, "place", "target"), "agent", "surrounded", stand_in=last)
    if event.realis != "actual" and not (event.type in CAPTURES and _is_reported(here, event)):
        return
    if event.type in CAPTURES and not verb & set(here.table["keeps"]):
        where = taken.captured(here, event)
        is_loss = bool(verb & set(here.table["loses"]))  # which may tell of no taker
        yield from _records(here, event, where, "agent", "gained", must=is_loss, stand_in=None if is_loss else last)
        yield from _records(here, event, where, "target", "lost", must=True)
    elif event.type == "offensive" and (where := taken.cleared(here, event)):
        yield from _records(here, event, where, "agent", "gained", must=True)
        yield from _records(here, event, where, "target", "lost", must=True)
    elif event.type == "offensive":
        yield from _records(here, event, taken.entered(here, event), "agent", "gained", must=True)
    elif event.type == "withdrawal" and verb & set(here.table["leaves"]):
        yield from _records(here, event, taken.left(here, event), "agent", "lost", must=True)


def _is_reported(here: Setting, event: EventSeen) -> bool:
    """Tell whether something is in doubt only because the report leaves it to others: not what it calls false itself."""
    before = here.before(event.trigger, NEAR).lower().rpartition(".")[2]
    return event.realis == "uncertain" and not any(word in before for word in here.table["falsely"])


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


def _going_on(found: Sequence[ControlSeen], text: str) -> list[ControlSeen]:
    """Return changes, a gain that names no party with the one that last gained another place, shortly before in the paragraph.

    "The army took Oru. The next day Tavan was captured." Of 14 such gains in 223 annotated reports that the network had not
    learnt from 10 were of that party, 2 of nobody named.
    """
    made: list[ControlSeen] = []
    for one in found:
        last = next((other for other in reversed(made) if other.status == "gained" and other.span.end <= one.span.start), None)
        if one.status == "gained" and one.holder is None and last is not None and last.place != one.place:
            between = text[last.span.end : one.span.start]
            made.append(replace(one, holder=last.holder) if len(between) < AGO and "\n" not in between else one)
        else:
            made.append(one)
    return made


def _lacks_agent(here: Setting, event: EventSeen) -> bool:
    """Tell whether an event that names no agent can mean the one before: "then took", not "was taken", "the fall", "from X"."""
    no_verb = _NO_VERB.search(here.before(event.trigger, NEGATED))
    return not no_verb and not event.roles.get("target")


_NO_VERB = re.compile(rf"(?:{BEEN.pattern}|\b(?:the|a|its|their)\s+$)", re.IGNORECASE)


def _records(
    here: Setting,
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
    found = [one for span in spans for one in here.mentions.exactly(span) if one.sort == "actor" and can_hold(one)]
    # Who loses a place is often a village of a list that was taken for a party: only what is known to be one counts.
    holders = [one.position for one in found if role == "agent" or "<other>" not in one.marks]
    parties: list[int | None] = list(dict.fromkeys(holders))
    for place in where:
        for holder in parties or ([] if must else [None]):
            span = Span(min(event.trigger.start, place.span.start), max(event.trigger.end, place.span.end))
            yield ControlSeen(span, status, place.position, holder, _own_time(here, event, span))


def _own_time(here: Setting, event: EventSeen, span: Span) -> Span | None:
    """Return the nearest time with no mark between: "broke through on 2 May, taking Oru by 9 May" had taken it by the ninth."""

    def far(time: Span) -> tuple[bool, int]:
        between = here.between(min(span.end, time.end), max(span.start, time.start))
        return any(mark in between for mark in ",;:"), len(between)

    return min(event.roles.get("time", ()), key=far, default=None)
