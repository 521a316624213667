"""Weapons and military equipment by rule.

In: Sentences and the language's table `weapons`. Out: the spans of the noun phrases that name a weapon, in order.
A name that only modifies an event ("rocket fire", "drone strike") is no mention of a weapon.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from twosource.vocabulary.patterns import Hit, Patterns

if TYPE_CHECKING:
    from collections.abc import Sequence

    from twosource.nouns import Span
    from twosource.reading.sentences import Sentence
    from twosource.vocabulary import Language

MODIFIERS = frozenset({"ADJ", "NUM", "PROPN", "NOUN"})
"""Tags of the words that a weapon's name takes with it on its left."""


def find(sentences: Sequence[Sentence], language: Language) -> tuple[Span, ...]:
    """Return the span of every mention of a weapon, in the order of the text."""
    table = language.table("weapons")
    patterns = _patterns(tuple(table["weapons"]))
    followed = frozenset(table["followed"])
    return tuple(span for sentence in sentences for span in _in_sentence(sentence, patterns, followed))


@lru_cache(maxsize=4)
def _patterns(weapons: tuple[str, ...]) -> Patterns[bool]:
    return Patterns([(weapon, True) for weapon in weapons])


def _in_sentence(sentence: Sentence, patterns: Patterns[bool], followed: frozenset[str]) -> list[Span]:
    """Return the mentions in one sentence; of neighbours that form one compound, only the whole."""
    tokens = sentence.tokens
    found: list[Span] = []
    end = 0
    for hit in patterns.find([token.lower for token in tokens]):
        if tokens[hit.last - 1].tag in {"VERB", "ADV"} or _modifies(sentence, hit, followed):
            continue
        first = _first(sentence, hit.first)
        if first >= end:
            found.append(sentence.span_of(first, hit.last))
            end = hit.last
    return found


def _modifies(sentence: Sentence, hit: Hit[bool], followed: frozenset[str]) -> bool:
    """Tell whether the next word makes this name a part of another one."""
    if hit.last >= len(sentence.tokens):
        return False
    following = sentence.tokens[hit.last]
    return following.lower in followed or (following.tag == "NOUN" and sentence.tokens[hit.last - 1].relation == "compound")


def _first(sentence: Sentence, at: int) -> int:
    """Walk left over the words that describe a weapon, and over an article if they are there."""
    tokens, first = sentence.tokens, at
    while first > 0 and (tokens[first - 1].tag in MODIFIERS or tokens[first - 1].text == "-"):
        first -= 1
    if first > 0 and tokens[first - 1].tag == "DET":
        first -= 1
    return first
