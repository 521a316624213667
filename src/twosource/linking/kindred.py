"""Which words may tell of one act: "capture" and "capturing", "quake" and "earthquake", "buy" and "purchase".

In: two words in their base forms. Out: how near they stand. The table `kindred.tsv.gz` holds for each word the senses that it and
the words derived from it mostly have, and those that it may have, with the one above its first, as numbers of WordNet's sets of
synonyms. It is fixed, and so a pair's level is; `python -m training.kindred` writes it.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib.resources import files

Senses = frozenset[str]


def are_kindred(left: Iterable[str], right: Iterable[str]) -> bool:
    """Tell whether a word of the one side is mostly used in a sense of a word of the other, or derived from it."""
    return any(_share(one, other, 0) for one in left for other in right)


def are_akin(left: Iterable[str], right: Iterable[str]) -> bool:
    """Tell whether a word of the one side may have a sense of a word of the other, or one beside it."""
    return any(_share(one, other, 1) for one in left for other in right)


def main_senses(word: str) -> Senses:
    """Return the senses that a word in its base form mostly has, none for a word that the table does not hold."""
    return _table().get(word, _NONE)[0]


@lru_cache(maxsize=1 << 17)
def _share(left: str, right: str, which: int) -> bool:
    return not _table().get(left, _NONE)[which].isdisjoint(_table().get(right, _NONE)[which])


_NONE: tuple[Senses, Senses] = (frozenset(), frozenset())


@cache
def _table() -> dict[str, tuple[Senses, Senses]]:
    raw = gzip.decompress(files("twosource.linking").joinpath("kindred.tsv.gz").read_bytes()).decode("utf-8")
    rows = (line.split("\t") for line in raw.splitlines())
    return {word: (frozenset(main.split()), frozenset(f"{main} {other}".split())) for word, main, other in rows}
