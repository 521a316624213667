"""Event types that the network was never taught, read by their cues.

In: a Document, the vocabulary, what the network saw. Out: the events of the types that are in the vocabulary and not in the
bundle. So a type that somebody adds is read from the minute that its cues stand in `events.toml`, by whichever finder.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from twosource.reading.rules import events
from twosource.reading.sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from twosource.nouns import Document, Span
    from twosource.reading.sightings import ActorSeen, AttributionSeen, EventSeen, PlaceSeen
    from twosource.vocabulary import Language, Vocabulary


def find(
    document: Document,
    vocabulary: Vocabulary,
    language: Language,
    taught: Collection[str],
    seen: tuple[Sequence[ActorSeen], Sequence[PlaceSeen], Sequence[Span], Sequence[AttributionSeen]],
    happened: Sequence[EventSeen],
) -> tuple[EventSeen, ...]:
    """Return the events of the types that were not `taught`, whose triggers touch none of those that happened."""
    added = {name: kind for name, kind in vocabulary.events.items() if name not in taught}
    if not added:
        return ()
    found = events.find(document, sentences(document, language), replace(vocabulary, events=added), language, *seen)
    free = [one for one in found if not any(one.trigger.overlaps(other.trigger) for other in happened)]
    return tuple(replace(one, same_as=None) for one in free)
