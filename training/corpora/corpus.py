"""What every reader of a public corpus needs: its name and licence, a fixed split, files, and text built from words."""

from __future__ import annotations

import gzip
import hashlib
import json
import tarfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from training.examples import Example, Stretch

Split = Literal["train", "dev", "test"]
SPLITS: tuple[Split, ...] = ("train", "dev", "test")
NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Corpus:
    """A public corpus.

    `examples`: what a split holds, out of the folder of the shared data. Every example is named "corpus:document".
    `report`: for a corpus that our own annotated reports are taken from, the report's id of a document's.
    """

    name: str
    licence: str
    examples: Callable[[Path, Split], Iterator[Example]]
    report: Callable[[str], str] | None = None

    def read(self, data: Path, split: Split, *, exclude: frozenset[str] = NOTHING) -> Iterator[Example]:
        """Yield the examples of a split, but for documents that are one of the reports in `exclude` (ids such as "ecb-12_10ecb").

        A reader that is judged on our own reports must not have learnt from the same words in a public corpus, and one that
        learnt from our reports must not be judged on those words. Raises FileNotFoundError if the corpus is not in `data`.
        """
        for example in self.examples(data, split):
            if not self.report or self.report(example.name.partition(":")[2]) not in exclude:
                yield example


@dataclass(slots=True)
class Text:
    """A text that grows word by word."""

    parts: list[str] = field(default_factory=list)
    size: int = 0

    def add(self, word: str, gap: str = " ") -> Stretch:
        """Add a word, after `gap` unless it is the first, and return where it stands."""
        for part in (gap if self.size else "", word):
            self.parts.append(part)
            self.size += len(part)
        return self.size - len(word), self.size

    def __str__(self) -> str:
        return "".join(self.parts)


def part_of(key: str) -> float:
    """Return a number from 0 to below 1 that depends on the key alone: where a document of a corpus without a split belongs."""
    return int(hashlib.sha256(key.encode()).hexdigest()[:8], 16) / 2**32


def split_of(key: str, dev: float, test: float) -> Split:
    """Return the split of a key, where `dev` and `test` are the shares kept out of training."""
    part = part_of(key)
    return "test" if part < test else "dev" if part < test + dev else "train"


def json_lines(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the objects of a file of JSON lines, packed or not."""
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines if line.strip())


def packed_files(archive: Path, suffix: str) -> Iterator[tuple[str, str]]:
    """Yield path and text of the files of a tar archive with this suffix, in the order of their paths."""
    with tarfile.open(archive) as files:
        for member in sorted(files.getmembers(), key=lambda one: one.name):
            content = files.extractfile(member) if member.name.endswith(suffix) else None
            if content:
                yield member.name, content.read().decode("utf-8")


def runs(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """Return the first and last number of each row of consecutive numbers."""
    found: list[tuple[int, int]] = []
    for number in sorted(set(numbers)):
        if found and found[-1][1] == number - 1:
            found[-1] = found[-1][0], number
        else:
            found.append((number, number))
    return found


def outermost(stretches: Iterable[Stretch]) -> list[Stretch]:
    """Return the stretches that lie in no other one, in the order of the text."""
    kept: list[Stretch] = []
    for start, end in sorted(set(stretches), key=lambda one: (one[0], -one[1])):
        if not kept or end > kept[-1][1]:
            kept.append((start, end))
    return kept


def only(sequence: Sequence[Stretch], text: str) -> list[Stretch]:
    """Return the stretches without the white space at their ends; empty ones are left out."""
    kept = []
    for start, end in sequence:
        words = text[start:end]
        begin = start + len(words) - len(words.lstrip())
        if words.strip():
            kept.append((begin, begin + len(words.strip())))
    return kept
