"""Which attribution carries a claim.

In: a span and the attributions of the text. Out: a position. Events, figures and control statements ask the same question.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from twosource.nouns import Span
    from twosource.reading.sightings import AttributionSeen


def innermost(span: Span, attributions: Sequence[AttributionSeen]) -> int | None:
    """Return the position of the shortest content that holds a span, None if none does."""
    around = [
        (one.content.end - one.content.start, at)
        for at, one in enumerate(attributions)
        if one.content is not None and one.content.contains(span)
    ]
    return min(around)[1] if around else None
