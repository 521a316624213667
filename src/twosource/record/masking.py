"""Phrases that must not be seen, hidden wherever they stand.

In: phrases, and what is to stand in their place. Out: strings without them. In a text whose offsets count, a phrase becomes a
bar of the same number of characters, so that no span moves; in any other string it becomes the words that stand for it.

A phrase is found by its words, whatever stands between them (a line break, a hyphen in an address), and whether they are
written large or small; a single word is passed over where it is written small, because "hope" is no name.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from urllib.parse import unquote

from twosource.nouns import Span

BAR = "█"
"""What each hidden character of a text becomes."""

_WORD = re.compile(r"[^\W_]+")
_GAP = 3  # characters between two words of one phrase: a comma and a line break, `](`; more is another phrase


class Mask:
    """Phrases by their first word, each with what stands in its place."""

    def __init__(self, phrases: Mapping[str, str]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], str]]] = {}
        for phrase, label in phrases.items():
            words = tuple(_WORD.findall(phrase.casefold()))
            if words:
                self._by_first.setdefault(words[0], []).append((words, label))
        for known in self._by_first.values():
            known.sort(key=lambda one: -len(one[0]))

    def hidden(self, text: str, spans: Iterable[Span] = ()) -> str:
        """Return a text of the same length in which the phrases and some spans are bars."""
        found = list(text)
        for span in [*spans, *(Span(start, end) for start, end, _ in self.found(text))]:
            found[span.start : span.end] = BAR * (min(span.end, len(text)) - span.start)
        return "".join(found)

    def replaced(self, text: str) -> str:
        """Return a string in which other words stand for the phrases."""
        if not self._by_first:
            return text
        parts, at = [], 0
        for start, end, label in self.found(text):
            parts += [text[at:start], label]
            at = end
        return "".join([*parts, text[at:]])

    def is_in(self, address: str) -> bool:
        """Tell whether an address or a file name holds a phrase, which may be written small, encoded or in one word there."""
        plain = unquote(address).casefold()
        words = set(_WORD.findall(plain))
        if any(len(phrase) == 1 for word in words & self._by_first.keys() for phrase, _ in self._by_first[word]):
            return True
        squeezed = "".join(_WORD.findall(plain))
        return any(phrase in squeezed for phrase in self._in_one_word)

    @cached_property
    def _in_one_word(self) -> tuple[str, ...]:
        return tuple("".join(words) for known in self._by_first.values() for words, _ in known if len(words) > 1)

    def found(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Yield where the phrases stand in a text, the longest at each place, with what stands for each."""
        seen = [(one.group().casefold(), one.start(), one.end()) for one in _WORD.finditer(text)]
        at = 0
        while at < len(seen):
            match = next((one for one in self._by_first.get(seen[at][0], ()) if _stands(one[0], seen, at, text)), None)
            if match is None:
                at += 1
                continue
            words, label = match
            last = at + len(words) - 1
            yield seen[at][1], seen[last][2], label
            at = last + 1


def _stands(words: tuple[str, ...], seen: list[tuple[str, int, int]], at: int, text: str) -> bool:
    """Tell whether a phrase stands in a text from one of its words on."""
    if len(words) == 1:
        return not text[seen[at][1] : seen[at][2]].islower()
    there = seen[at : at + len(words)]
    if len(there) < len(words) or any(one[0] != word for one, word in zip(there, words, strict=True)):
        return False
    return all(right[1] - left[2] <= _GAP for left, right in zip(there, there[1:], strict=False))
