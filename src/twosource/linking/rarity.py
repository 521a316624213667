"""How much a word says: a rare one that two reports share says more than one that every report has.

In: text. Out: its content words in their base forms, and the weight of each: the natural logarithm of how many times fewer
reports hold it than there are. The table `rarity.tsv.gz` holds the words that three or more of the news reports of the shared
folder have, with how many do; it is fixed, so that one more report changes no pair's weight. `python -m training.rarity` writes
it.
"""

from __future__ import annotations

import gzip
import re
from collections.abc import Collection
from functools import cache, lru_cache
from importlib.resources import files
from math import log, sqrt

from twosource.vocabulary.inflection import lemma, parts_of_speech

_WORD = re.compile(r"\w+(?:[-'’]\w+)*")
_SAYS = 1.2  # a word that a third of all reports have says nothing: "the", "say", "report"


def content_words(text: str) -> frozenset[str]:
    """Return the base forms of the words of a text that say something."""
    return frozenset(word for found in _WORD.findall(text) if weight(word := base(found.casefold())) >= _SAYS)


@lru_cache(maxsize=65536)
def base(word: str) -> str:
    """Return the base form of a word in lower case: "withdrew" gives "withdraw", "strikes" gives "strike"."""
    word = word.removesuffix("'s").removesuffix("’s")
    for part in ("VERB", "NOUN"):
        form = lemma(word, part)
        if form != word:
            return form
    # What the lexicon does not hold is mostly a compound ("airstrikes") or a name.
    return word[:-1] if _PLURAL.search(word) and not parts_of_speech(word) else word


_PLURAL = re.compile(r"[^\Wsui]s$")


@lru_cache(maxsize=1 << 17)
def weight(word: str) -> float:
    """Return what a word in its base form says, from 0 up; a word that the table does not hold says most."""
    known, reports = _table()
    return log((1 + reports) / (1 + known.get(word, 1)))


def overlap(left: Collection[str], right: Collection[str]) -> float:
    """Return the share of the weight of two sets of words that both have, from 0 to 1."""
    both, either = set(left) & set(right), set(left) | set(right)
    total = sum(map(weight, sorted(either)))
    return sum(map(weight, sorted(both))) / total if total else 0.0


@lru_cache(maxsize=1 << 18)
def likeness(left: frozenset[str], right: frozenset[str]) -> float:
    """Return how alike two reports are by their content words, from 0 to 1: the cosine of what they say."""
    both = sum(weight(word) ** 2 for word in sorted(left & right))
    return both / (_length(left) * _length(right)) if both else 0.0


@lru_cache(maxsize=1 << 16)
def _length(words: frozenset[str]) -> float:
    return sqrt(sum(weight(word) ** 2 for word in sorted(words)))


def rarest(words: Collection[str], number: int) -> list[str]:
    """Return so many of the words that say most."""
    return sorted(words, key=lambda word: (-weight(word), word))[:number]


@cache
def _table() -> tuple[dict[str, int], int]:
    raw = gzip.decompress(files("twosource.linking").joinpath("rarity.tsv.gz").read_bytes()).decode("utf-8")
    rows = [line.split("\t") for line in raw.splitlines()]
    return {word: int(count) for word, count in rows[1:]}, int(rows[0][1])
