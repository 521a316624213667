"""Which events lie behind the news because of when they happened.

In: the events of one report, each with its verdict from the words around it and its resolved time. Out: a verdict for each. The
words alone do not tell that "September" was eleven months ago, or that the strikes that an old attack "spurred" are as old as
the attack; a resolved time does.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from twosource.nouns import Span, Time, When
    from twosource.reading.sightings import EventSeen

OLD = timedelta(days=120)
"""An event that ended longer ago than this is background. Of the annotated events 44 of 44 beyond it are, 24 of 46 of those
that ended 63 to 120 days before the report, and 8 of 23 of those 32 to 62 (November 2026)."""


WHOLE = frozenset({"war", "civil war", "conflict", "uprising", "revolt", "revolution"})
"""Words whose date is only in passing: behind "the war that began in 2022" the next sentence is news again."""

REACH = 400
"""Characters over which a paragraph that has told of a dated old event goes on telling of it. Beyond it on the annotated reports
more than half of what followed was news again."""


def verdicts(
    text: str, events: Sequence[EventSeen], whens: Sequence[When | None], times: Sequence[Time], published: date | None
) -> tuple[bool, ...]:
    """Return for each event whether it is background; `whens` are the events' own times, None where none is given.

    What follows a dated old event in its paragraph, with no time of its own and no newer one between, is told of the same past;
    what repeats an old event is old.
    """
    found: dict[Span, bool] = {}
    old: set[Span] = set()
    past: Span | None = None
    whole = False
    for event, when in sorted(zip(events, whens, strict=True), key=lambda one: one[0].trigger):
        if when is not None and (when.first or when.last):
            past = event.trigger if _is_old(when, published) else None
            whole = text[event.trigger.start : event.trigger.end].lower() in WHOLE
        elif (past is not None and not _goes_on(text, past, event.trigger, times, published)) or (
            past is not None and whole and "." in text[past.end : event.trigger.start]
        ):
            past = None
        if past is not None or (event.same_as is not None and events[event.same_as].trigger in old):
            old.add(event.trigger)
        found[event.trigger] = event.background or event.trigger in old
    return tuple(found[event.trigger] for event in events)


def _goes_on(text: str, past: Span, trigger: Span, times: Sequence[Time], published: date | None) -> bool:
    """Tell whether a trigger stands near behind an old event, in its paragraph, with no newer time between."""
    if trigger.start - past.end > REACH or "\n" in text[past.end : trigger.start]:
        return False
    between = [one.when for one in times if past.end <= one.span.start < trigger.start]
    return all(_is_old(when, published) for when in between)


def _is_old(when: When, published: date | None) -> bool:
    """Tell whether a time lies far enough back; with no publication day, a bare year does, because news does not name its own."""
    if published is None:
        return when.first is not None and len(when.first) == 4 and when.first == when.last
    return when.latest is not None and published - when.latest > OLD
