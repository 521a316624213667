"""Who took a place: the state to which it belongs, or somebody else.

In: the events of one report, its actors and its resolved places. Out: the events, those of taking ground typed by who takes it.
The words alone cannot tell: an army is the state's own force at home and a foreign one abroad, which only the country of the
place shows.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from twosource.nouns import Place
    from twosource.reading.sightings import ActorSeen, EventSeen

STATE = "government_regains_territory"
OTHER = "non_state_actor_overtakes_territory"

ALLIED = re.compile(r"\b(?:pro-government|pro-regime|loyalist|government|regime|allied|coalition|-led)\b", re.IGNORECASE)
"""Words in the name of a force that say it fights for the state."""

BACK = re.compile(r"\b(?:re(?:gain|take|took|capture|claim|conquer|store)\w*|liberat\w+|tak\w+ back)\b", re.IGNORECASE)
"""Words that say the place is given back: a foreign army that "retakes" it fights for the state."""


def typed(
    text: str, events: Sequence[EventSeen], actors: Sequence[ActorSeen], places: Sequence[Place | None]
) -> tuple[EventSeen, ...]:
    """Return the events, each capture with the type that its agent and place call for."""
    return tuple(
        replace(event, type=_type(text, event, actors, places)) if event.type in {STATE, OTHER} else event for event in events
    )


def _type(text: str, event: EventSeen, actors: Sequence[ActorSeen], places: Sequence[Place | None]) -> str:
    agents = [one for one in actors if any(span.overlaps(m) for span in event.roles.get("agent", ()) for m in one.mentions)]
    place = places[event.at] if event.at is not None else None
    home = place.country if place is not None else None
    for agent in agents:
        if agent.kind == "armed_group" and not ALLIED.search(agent.name):
            return OTHER
        if agent.country and home and agent.kind in {"military", "government", "person"}:
            if agent.country == home:
                return STATE
            foreign = not ALLIED.search(agent.name) and not BACK.search(text[event.trigger.start : event.trigger.end])
            return OTHER if foreign else event.type
    return event.type
