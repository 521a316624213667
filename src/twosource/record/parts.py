"""Parts of a toll checked against it: "16 killed, including 12 children and 7 women" cannot be.

In: a Ref to a figure, and the Facts. Out: a sentence where the parts that its own report names add up to more than it, else "".
Parts are checked and never added to anything: a child among the dead is one of the dead.
"""

from __future__ import annotations

import re
from functools import cache

from twosource.nouns import Figure, Ref
from twosource.record.facts import Facts
from twosource.record.naming import bounds
from twosource.record.tolls import TOLLS, figure_at
from twosource.vocabulary import load

_REACH = 120  # characters from a whole to its last part: parts stand in its sentence
_END = re.compile(r"[.!?][\"”’)]*\s|\n")


def too_many(ref: Ref, facts: Facts) -> str:
    """Return a sentence where the parts of a figure add up to more than the figure itself allows."""
    whole = figure_at(ref, facts)
    if whole.kind not in TOLLS or whole.high is None:
        return ""
    parts = parts_of(ref, facts)
    total = sum(part.low or 0 for part in parts)
    if total <= whole.high:
        return ""
    named = " and ".join(bounds(part.low, part.high) for part in parts)
    return f"its parts ({named}) add up to {total:,}, more than {bounds(whole.low, whole.high)}."


def parts_of(ref: Ref, facts: Facts) -> list[Figure]:
    """Return the figures that a report names as parts of one: behind "including" in its sentence, of its kind."""
    whole, text = figure_at(ref, facts), facts.document(ref).text
    behind = _END.split(text[whole.span.end : whole.span.end + _REACH])[0]
    cue = _cues().search(behind)
    if cue is None:
        return []
    first, last = whole.span.end + cue.end(), whole.span.end + len(behind)
    inside = [one for one in facts.readings[ref.document].figures if first <= one.span.start and one.span.end <= last]
    return [one for one in inside if one.kind == whole.kind]


@cache
def _cues() -> re.Pattern[str]:
    """Return the words behind which the parts of a count stand."""
    words = [cue for language in load().languages.values() for cue in language.table("numbers")["parts"]]
    return re.compile(rf"\b(?:{'|'.join(re.escape(word) for word in words)})\b", re.IGNORECASE)
