"""A text as words, numbers and marks.

In: a stretch of text. Out: its Tokens with spans in that text. A hyphenated word is one token ("pro-government"), a possessive
or a contraction is cut off ("army" "'s"), so that what a report underlines is always whole tokens.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from twosource.nouns import Span


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number or mark. `lower` is its case-folded text, `tag` its Universal POS tag.

    `head` is the position of the governing token in the sentence (-1 for the root or where nothing was parsed) and
    `relation` the Universal Dependencies relation to it.
    """

    text: str
    lower: str
    start: int
    end: int
    tag: str = "X"
    head: int = -1
    relation: str = "dep"

    @property
    def span(self) -> Span:
        """Where the token stands in the text."""
        return Span(self.start, self.end)

    @property
    def is_capitalised(self) -> bool:
        """Tell whether it begins with a capital letter."""
        return self.text[:1].isupper()


_TOKEN = re.compile(
    r"(?:[^\W\d_]\.){2,}"  # U.S.  a.m.
    r"|\d+(?:[.,:/]\d+)*(?:st|nd|rd|th|s|[kmb]n?)?\b"  # 12,000  31/01/2025  1.2m  1990s
    r"|\w+(?:['’ʻʼ`´.-]\w+)*"  # words, with inner apostrophes, hyphens, dots
    r"|\.{3}|[^\w\s]",
    re.UNICODE,
)
_CLITIC = re.compile(r"(?i)(?:n['’]t|['’](?:s|re|ve|ll|d|m))$")


def tokenise(text: str, span: Span) -> Iterator[Token]:
    """Yield the untagged tokens of a stretch of the text."""
    for match in _TOKEN.finditer(text, span.start, span.end):
        start, end = match.span()
        clitic = _CLITIC.search(match.group())
        cuts = [start, end] if not clitic or clitic.start() == 0 else [start, start + clitic.start(), end]
        for left, right in pairwise(cuts):
            word = text[left:right]
            yield Token(word, word.lower().replace("’", "'"), left, right)
