"""What the events of a report that change who holds a place are read against.

In: a Document with its Sentences, the Mentions, the events and the language's table `control`. Out: one `Setting`, which the
questions of `takers` (who takes, who loses) and `taken` (what is taken) are asked of.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from twosource.nouns import Document, Span
    from twosource.reading.rules.mentions import Mentions
    from twosource.reading.sentences import Sentence
    from twosource.reading.sightings import EventSeen


@dataclass(frozen=True, slots=True)
class Setting:
    """One report and what was seen in it."""

    document: Document
    sentences: Sequence[Sentence]
    mentions: Mentions
    events: Sequence[EventSeen]
    table: Mapping[str, list[str]]

    def between(self, one: int, other: int) -> str:
        """Return the text from one position to another, none if they stand the other way round."""
        return self.document.text[one:other]

    def before(self, span: Span, width: int) -> str:
        """Return so many characters before a span."""
        return self.document.text[max(0, span.start - width) : span.start]

    def behind(self, span: Span) -> str:
        """Return the text behind a span."""
        return self.document.text[span.end :]

    def other_deeds(self, event: EventSeen, within: Span) -> list[EventSeen]:
        """Return the other events whose triggers lie in a span."""
        return [one for one in self.events if one.trigger != event.trigger and within.contains(one.trigger)]
