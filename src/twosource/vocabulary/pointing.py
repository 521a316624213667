"""Whether a noun means a thing told before: "the attack", "their retreat" point back, "another attack" does not.

In: the words before a noun, of its own sentence. Out: where they point. The words are English.
"""

from __future__ import annotations

import re
from typing import Literal

Pointing = Literal["back", "anew", "plain"]

_BACK = re.compile(r"(?:\b(?:the|this|that|these|those|its|their|his|whose|latest)|['’]s)(?:\s+[\w'’-]+){0,2}\s*$", re.IGNORECASE)
"""What stands before a noun that means a thing told before; up to two attributes may come between."""

_ANEW = re.compile(
    r"\b(?:an?|another|more|new|further|several|two|three|many|other|some|separate|second)(?:\s+[\w-]+){0,2}\s*$",
    re.IGNORECASE,
)
"""What stands before a noun that tells of something new."""

_OTHER = re.compile(
    r"\b(?:another|second|third|fourth|separate(?:ly)?|similar(?:ly)?|elsewhere|meanwhile|last (?:week|month|year))\b",
    re.IGNORECASE,
)
"""What a sentence says that tells of one more act, or of one at another time or place."""


def pointing(before: str) -> Pointing:
    """Return whether the words before a noun point back to a thing told before, tell of something new, or do neither."""
    if _ANEW.search(before):
        return "anew"
    return "back" if _BACK.search(before) else "plain"


def sets_apart(sentence: str) -> bool:
    """Return whether a sentence says that it tells of something beside what was told: "a second bomb", "elsewhere"."""
    return bool(_OTHER.search(sentence))
