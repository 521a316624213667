"""Whether an event happened, and whether it is what the report is news of.

In: a Sentence, the range of a trigger, the language's table `realis`. Out: a realis, or a verdict on background. A cue counts
where it governs the trigger: before it, in the same clause, with no verb of another clause between.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, cast

from twosource.nouns import Span
from twosource.reading.headings import headings
from twosource.vocabulary.patterns import Patterns

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from twosource.nouns import Document, Realis
    from twosource.reading.sentences import Sentence
    from twosource.vocabulary import Language

REACH = 5
"""Tokens before a trigger in which a cue still governs it. Tried 3 to 11 on the annotated reports (`score.py`, layer realis)."""

PRECEDENCE: tuple[Realis, ...] = ("ended", "denied", "uncertain", "future")
"""Which cue wins where several govern one trigger: "may not have attacked" is a denial."""

STOPS = frozenset(
    {";", ":", ".", "but", "while", "which", "who", "after", "because", "although", "though", "when", "as", "since"}
)


@lru_cache(maxsize=8)
def _cues(language: _Key) -> Patterns[Realis]:
    table = language.language.table("realis")
    return Patterns([(cue, kind) for kind in PRECEDENCE for cue in table[kind]["before"]])


class _Key:
    """A Language, hashed by name, so that its patterns are built once."""

    def __init__(self, language: Language) -> None:
        self.language = language

    def __hash__(self) -> int:
        return hash(self.language.name)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and other.language.name == self.language.name


def realis(sentence: Sentence, first: int, kind: str, language: Language) -> Realis:
    """Return the realis of the event of a type whose trigger begins at token `first`."""
    table = language.table("realis")
    # A name is no cue: the "Free" of a movement sets nobody free.
    words = ["" if token.tag == "PROPN" and token.is_capitalised else token.lower for token in sentence.tokens]
    if words[first] in table["ended"]["triggers"] and kind in table["ended"]["types"]:
        return "ended"
    start = _clause_start(sentence, first)
    governing = {hit.payload for hit in _cues(_Key(language)).find(words[start:first])}
    if kind not in table["ended"]["types"]:
        governing -= {"ended"}
    if words[max(0, first - 1)] in table["uncertain"]["attribute"]:
        governing.add("uncertain")
    if _is_charge(words, first, language):
        governing.add("uncertain")
    if _is_purpose(sentence, first, language):
        governing.add("future")
    return cast("Realis", next((one for one in PRECEDENCE if one in governing), "actual"))


def _clause_start(sentence: Sentence, first: int) -> int:
    """Return where the stretch begins in which a cue governs the trigger."""
    start = max(0, first - REACH)
    for n in range(first - 1, start - 1, -1):
        if sentence.tokens[n].lower in STOPS:
            return n + 1
    return start


def _is_charge(words: Sequence[str], first: int, language: Language) -> bool:
    """Tell whether a trigger is what somebody is blamed for doing ("blamed the militia for shelling Oru")."""
    if first < 2 or words[first - 1] not in {"for", "of"} or not words[first].endswith("ing"):
        return False
    return next(_charges(_Key(language)).find_all(words[max(0, first - 9) : first]), None) is not None


@lru_cache(maxsize=8)
def _charges(language: _Key) -> Patterns[bool]:
    return Patterns([(cue, True) for cue in language.language.table("realis")["uncertain"]["charges"]])


def _is_purpose(sentence: Sentence, first: int, language: Language) -> bool:
    """Tell whether a trigger is an infinitive that says what something is done for ("to retake the town")."""
    n = first - 1
    while n >= 0 and sentence.tokens[n].tag == "ADV":
        n -= 1
    if n < 1 or sentence.tokens[n].lower != "to" or sentence.tokens[first].tag != "VERB":
        return False
    near = sentence.tokens[max(0, n - 5) : n]
    infinitives = (k for k, token in enumerate(near) if token.lower == "to" and k + 1 < len(near) and near[k + 1].tag == "VERB")
    last_to = max(infinitives, default=-1)
    near = near[last_to + 1 :]  # "began to push south to take the town": the push began, the taking is its purpose
    hits = _managed(_Key(language)).find_all([token.lower for token in near])
    return all(near[hit.first].tag in {"NOUN", "PROPN"} for hit in hits)


@lru_cache(maxsize=8)
def _managed(language: _Key) -> Patterns[bool]:
    return Patterns([(cue, True) for cue in language.language.table("realis")["actual"]["managed"]])


# ----------------------------------------------------------------------------------------------------------- background

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def background(
    sentence: Sentence, first: int, last: int, times: tuple[str, ...], published: date | None, language: Language
) -> bool:
    """Tell whether an event lies behind the news: dated to an earlier year, or told in words that look back.

    `times` are the words of the event's own time expressions. On the annotated reports 84 % of what these signs mark is
    background, and half of the background carries none of them (`score.py`, layer background).
    """
    table = language.table("realis")["background"]
    words = [token.lower for token in sentence.tokens]
    years = [int(year) for time in times for year in _YEAR.findall(time)]
    if published is not None and any(year < published.year for year in years):
        return True
    recent = any(word in time.lower() for time in times for word in table["recent"])
    if not recent and any(time.lower().startswith(tuple(table["times"])) for time in times):
        return True
    if " ".join(words[first:last]) in table["triggers"]:
        return True
    if (not recent and set(words[max(0, first - 5) : first]) & {"since"}) or (first and words[first - 1] in table["before"]):
        return True
    near = words[max(0, first - 12) : first + 14]
    return next(_look_back(_Key(language)).find_all(near), None) is not None


@lru_cache(maxsize=8)
def _look_back(language: _Key) -> Patterns[bool]:
    return Patterns([(cue, True) for cue in language.language.table("realis")["background"]["near"]])


def looks_back(document: Document, language: Language) -> tuple[Span, ...]:
    """Return the stretches of a text under a heading such as "Background", up to the next heading."""
    found = headings(document.text)
    ends = [*(one.line.start for one in found[1:]), len(document.text)][: len(found)]
    names = set(language.table("realis")["background"]["headings"])
    return tuple(Span(one.line.end, end) for one, end in zip(found, ends, strict=True) if one.name.lower() in names)
