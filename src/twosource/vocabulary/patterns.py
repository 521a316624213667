"""Cue patterns: the small notation in which the vocabulary writes words, and the search for them in a sentence.

A pattern is words parted by blanks. `word/v`, `word/n`, `word/j` stand for every form of a verb, noun or adjective;
`one|other` for either; `word?` for a word that may be missing. Everything is matched in lower case:
"pull/v out", "take/v full? control of", "cease-fire|ceasefire/n".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import product
from typing import Generic, TypeVar

from twosource.vocabulary.inflection import inflections

Payload = TypeVar("Payload")
_PART = {"v": "VERB", "n": "NOUN", "j": "ADJ"}


@lru_cache(maxsize=16384)
def expand(pattern: str) -> tuple[tuple[str, ...], ...]:
    """Return every sequence of lower-case words that a pattern stands for."""
    choices: list[list[str]] = []
    for word in pattern.split():
        optional = word.endswith("?") and len(word) > 1
        forms = [form for one in word.removesuffix("?").split("|") for form in _forms(one)]
        choices.append([*forms, ""] if optional else forms)
    return tuple(dict.fromkeys(tuple(word for word in words if word) for words in product(*choices)))


def _forms(word: str) -> tuple[str, ...]:
    stem, slash, part = word.rpartition("/")
    if not slash or part not in _PART:
        return (word.lower(),)
    return inflections(stem.lower(), _PART[part])


@dataclass(frozen=True, slots=True)
class Hit(Generic[Payload]):
    """A pattern found: the first token, the one behind the last, and what the pattern stands for."""

    first: int
    last: int
    payload: Payload


@dataclass(slots=True)
class _Node(Generic[Payload]):
    following: dict[str, _Node[Payload]] = field(default_factory=dict)
    payloads: list[Payload] = field(default_factory=list)


class Patterns(Generic[Payload]):
    """A set of patterns, each with a payload, searched together: the cost grows with the text, not with the set."""

    def __init__(self, pairs: Mapping[str, Payload] | Sequence[tuple[str, Payload]]) -> None:
        self._root: _Node[Payload] = _Node()
        for pattern, payload in pairs.items() if isinstance(pairs, Mapping) else pairs:
            for words in expand(pattern):
                node = self._root
                for word in words:
                    node = node.following.setdefault(word, _Node())
                node.payloads.append(payload)

    def find_all(self, words: Sequence[str]) -> Iterator[Hit[Payload]]:
        """Yield every hit in lower-case words, overlapping ones too; at one token the longest first."""
        for first in range(len(words)):
            node, found = self._root, []
            for last in range(first, len(words)):
                following = node.following.get(words[last])
                if following is None:
                    break
                node = following
                found += [Hit(first, last + 1, payload) for payload in node.payloads]
            yield from reversed(found)

    def find(self, words: Sequence[str]) -> Iterator[Hit[Payload]]:
        """Yield the hits from left to right, the longest at each token, none overlapping the one before."""
        free = 0
        for hit in self.find_all(words):
            if hit.first >= free:
                free = hit.last
                yield hit
