"""What stands between quotation marks, sentence by sentence.

In: Sentences. Out: for each sentence, token ranges of quoted stretches, marks not counted, with whether each begins and ends in
this sentence. Straight, typographic, doubled (`` '') and lost marks are all met with in reports: a mark that opens nothing
closes what is open, and what is not closed within a few sentences was never open.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from twosource.reading.sentences import Sentence
    from twosource.reading.tokens import Token

OPENING = frozenset("“„«")
CLOSING = frozenset("”»")
_LONGEST = 8  # sentences; a quotation longer than that has lost its closing mark
MARKS = OPENING | CLOSING | {'"', "`", "``", "''", "‘", "’"}


@dataclass(frozen=True, slots=True)
class Quoted:
    """Quoted tokens `first` up to `last` of a sentence; `opens` and `closes` tell whether its marks stand in this sentence."""

    first: int
    last: int
    opens: bool
    closes: bool


def find(sentences: Sequence[Sentence]) -> tuple[tuple[Quoted, ...], ...]:
    """Return the quoted stretches of every sentence."""
    found: list[tuple[Quoted, ...]] = []
    is_open = False
    for n, sentence in enumerate(sentences):
        if is_open and not _is_closed_soon(sentences[n : n + _LONGEST]):
            is_open = False
        stretches = tuple(_stretches(sentence, is_open=is_open))
        is_open = bool(stretches) and not stretches[-1].closes
        found.append(stretches)
    return tuple(found)


def _is_closed_soon(sentences: Sequence[Sentence]) -> bool:
    """Tell whether the next mark in these sentences closes, or may close and does not begin its sentence."""
    for sentence in sentences:
        for at in range(len(sentence.tokens)):
            mark = _mark(sentence.tokens, at)
            if mark:
                return mark == "close" or (mark == "either" and at > 0)
    return False


def _stretches(sentence: Sentence, *, is_open: bool) -> Iterator[Quoted]:
    tokens = sentence.tokens
    first = 0 if is_open and not (tokens and _mark(tokens, 0) == "open") else None
    opened = False
    at = 0
    while at < len(tokens):
        mark, width = _mark(tokens, at), _width(tokens, at)
        if mark in {"open", "either"} and first is None:
            first, opened = at + width, True
        elif mark in {"close", "either"} and first is not None:
            if at > first:
                yield Quoted(first, at, opened, closes=True)
            first = None
        at += width
    if first is not None and first < len(tokens):
        yield Quoted(first, len(tokens), opened, closes=False)


def _mark(tokens: Sequence[Token], at: int) -> str:
    """Return `open`, `close`, `either` or "" for a token. An apostrophe alone is no quotation mark."""
    text = tokens[at].text
    if text in OPENING or (text == "`" and _width(tokens, at) == 2) or text == "``":
        return "open"
    if text in CLOSING or text == "''" or (text == "'" and _width(tokens, at) == 2):
        return "close"
    return "either" if text == '"' else ""


def _width(tokens: Sequence[Token], at: int) -> int:
    """Return 2 where two single marks stand for one double mark, else 1."""
    text = tokens[at].text
    twin = at + 1 < len(tokens) and tokens[at + 1].text == text and tokens[at + 1].start == tokens[at].end
    return 2 if text in {"`", "'"} and twin else 1
