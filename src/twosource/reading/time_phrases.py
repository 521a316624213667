"""The phrases that say when, compiled: one grammar for the finder and the resolver.

In: the `time` and `numbers` tables of a Language. Out: Phrases, in the order of the table.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from twosource.reading.once import once

if TYPE_CHECKING:
    from twosource.vocabulary import Language


@dataclass(frozen=True, slots=True)
class Phrase:
    """One way of saying when: the rule that reads it, the rule's sentence, and the expression it matches."""

    rule: str
    says: str
    pattern: re.Pattern[str]
    underline: bool


@once
def phrases(language: Language) -> tuple[Phrase, ...]:
    """Return the compiled phrases of a language, in the order of its table."""
    table = language.table("time")
    classes = _classes(table, language)
    return tuple(
        Phrase(entry["rule"], entry["says"], re.compile(_expression(one, classes), re.IGNORECASE), entry.get("underline", True))
        for entry in table["phrase"]
        for one in entry["match"]
    )


@once
def since(language: Language) -> re.Pattern[str]:
    """Return the expression for the word before a time that opens a stretch from it ("since 2021")."""
    return re.compile(rf"(?<!\w)(?:{'|'.join(language.table('time')['since']['words'])})\s+", re.IGNORECASE)


@once
def onwards(language: Language) -> re.Pattern[str]:
    """Return the expression for the words behind a time that open a stretch from it ("2021–present")."""
    return re.compile(rf"\s*(?:{'|'.join(language.table('time')['since']['behind'])})$", re.IGNORECASE)


def _classes(table: Mapping[str, Any], language: Language) -> dict[str, str]:
    numbers = language.table("numbers")
    cardinal = "|".join(sorted(numbers["cardinals"], key=len, reverse=True))
    named = {
        "month": _either(table["months"]),
        "weekday": _either(table["weekdays"]),
        "short_weekday": _either(table["short_weekdays"]),
        "season": _either(table["seasons"]),
        "unit": _either(table["units"]),
        "count": rf"\d+(?:\.\d+)?|an?|(?:{cardinal})(?:[ -](?:{cardinal}))*",
        "year4": r"(?:1[5-9]|20)\d\d",
    }
    return {**named, **table["classes"]}


def _either(words: Iterable[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


def _expression(pattern: str, classes: Mapping[str, str]) -> str:
    """Return the regular expression of a pattern: classes become named groups (once), blanks and commas grow elastic."""
    seen: set[str] = set()

    def group(match: re.Match[str]) -> str:
        name = match.group(1)
        body = classes.get(name) or classes[name.rstrip("0123456789")]
        if name in seen or name in {"hedge", "zone", "clock"}:
            return f"(?:{body})"
        seen.add(name)
        return f"(?P<{name}>{body})"

    filled = re.sub(r"\{([a-z_]+\d?)\}", group, pattern)
    return r"(?<![\w])(?:" + filled.replace(",?", r"(?:\s*,)?").replace(" ", r"\s+").replace(r"\s+?", r"\s*") + r")(?!\w)"
