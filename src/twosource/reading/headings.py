"""The headings of a text, as text formats mark them: lines that begin with number signs.

In: a text. Out: Headings in its order, each with its depth and name. A heading stands over what follows it, up to the next one
that is no deeper.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from twosource.nouns import Span

_LINE = re.compile(r"^(?P<signs>#+)[ \t]*(?P<name>[^\n#]{1,160}?)[ \t]*#*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: its line, how deep it stands (1 is the highest), and its words."""

    line: Span
    depth: int
    name: str


def headings(text: str) -> tuple[Heading, ...]:
    """Return the headings of a text in its order."""
    return tuple(Heading(Span(*one.span()), len(one["signs"]), one["name"].strip()) for one in _LINE.finditer(text))


def over(found: Sequence[Heading], at: int) -> Iterator[Heading]:
    """Yield those of some headings that stand over a character, the nearest first."""
    depth: int | None = None
    for one in reversed(found):
        if one.line.end <= at and (depth is None or one.depth < depth):
            depth = one.depth
            yield one
