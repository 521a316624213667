"""Noun phrases, read off the dependency trees.

In: a Sentence and the position of a head token. Out: token ranges (first, one behind the last), contiguous, as a careful
reader would underline them: a noun with its modifiers, without a trailing relative clause, appositive or punctuation.
The parser is right in about four of five attachments, so every range is cut where grammar forbids it to go on.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from twosource.nouns import Span
    from twosource.reading.sentences import Sentence

LEFT = frozenset({"det", "amod", "compound", "nummod", "nmod:poss", "case", "advmod", "flat", "punct", "nmod", "dep", "appos"})
"""Relations that a token before its noun may have and still belong to the phrase."""

NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
"""Tags that may head a noun phrase."""


def children(sentence: Sentence, at: int) -> Iterator[int]:
    """Yield the positions of the tokens that hang on one token, from left to right."""
    return (n for n, token in enumerate(sentence.tokens) if token.head == at)


def noun_phrase(sentence: Sentence, at: int) -> tuple[int, int]:
    """Return the range of the noun phrase whose head is token `at`: modifiers before it, and names and "of" behind it."""
    return _first(sentence, at), _last(sentence, at)


def noun_span(sentence: Sentence, at: int) -> Span:
    """Return the span of `noun_phrase`."""
    return sentence.span_of(*noun_phrase(sentence, at))


def _first(sentence: Sentence, at: int) -> int:
    """Walk left from the head over its modifiers, and over theirs."""
    tokens, first = sentence.tokens, at
    while first > 0:
        before = tokens[first - 1]
        if before.tag in {"ADP", "SCONJ", "VERB", "AUX", "CCONJ", "PRON"} and before.relation not in {
            "amod",
            "nmod:poss",
            "compound",
        }:
            break
        if before.tag == "PUNCT" and before.text not in "-–/":
            break
        if not _hangs_on(sentence, first - 1, first, at):
            break
        first -= 1
    while first < at and (tokens[first].relation == "case" or tokens[first].text in "-–/,"):
        first += 1
    return first


def _hangs_on(sentence: Sentence, at: int, first: int, head: int) -> bool:
    """Tell whether a token leads, over modifiers only, to a token of the phrase that begins at `first`."""
    for _ in range(8):
        token = sentence.tokens[at]
        if token.relation not in LEFT or token.head < 0:
            return False
        if first <= token.head <= head:
            return True
        at = token.head
    return False


def _last(sentence: Sentence, at: int) -> int:
    """Walk right over names, then over an "of" phrase."""
    tokens, last = sentence.tokens, at + 1
    while (
        last < len(tokens)
        and tokens[last].head >= at
        and tokens[last].head < last
        and tokens[last].relation in {"flat", "compound", "nummod"}
    ):
        last += 1
    if last < len(tokens) and tokens[last].lower == "of":
        inner = tokens[last].head
        if inner > last and tokens[inner].tag in NOMINAL and _first(sentence, inner) == last + 1:
            return _last(sentence, inner)
    return last
