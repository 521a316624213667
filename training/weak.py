"""Reports that a finder has read, as extra examples: weak labels, never a test.

What rules see is right four times in five, and costs no annotator anything. The network learns from it first, and unlearns what
is wrong in it from the annotated reports; then it reads the same reports itself, and learns from more of them than anybody could
annotate. Reports that are annotated, and those of the development set above all, are left out.
"""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Container, Iterator
from datetime import date
from pathlib import Path

from quality.annotations import Annotated
from training import annotated
from training.examples import Example
from training.reports import corpus, plain
from twosource.geography import open_gazetteer
from twosource.intake import freeze
from twosource.nouns import Page
from twosource.reading import read, version_of
from twosource.vocabulary import load
from twosource.wire import reading_to_json

SOURCES = ("fa_kes", "voa_m2e2", "re3d", "us_mil_releases", "wikipedia_wars")
WORDS = 500
"""Words of an article that are read at most, from a place drawn at random: many articles teach more than one long one."""
STRETCHES = 6
"""Stretches taken of a long article at most."""


def examples(shared: Path, kept: Path, reader: str, seed: int = 1) -> Iterator[Example]:
    """Yield the weakly labelled reports; `kept` is a file that remembers them for this version of the reader."""
    version = version_of(reader)
    if not kept.exists() or json.loads(kept.read_text(encoding="utf-8").partition("\n")[0]) != version:
        lines = [json.dumps(version), *map(json.dumps, _read(shared, reader, seed))]
        kept.write_text("\n".join(lines), encoding="utf-8")
    for line in kept.read_text(encoding="utf-8").splitlines()[1:]:
        name, text, found = json.loads(line)
        page = Page(origin=name, text=text, raw=name, extractor="plain")
        yield annotated.example(Annotated(f"weak:{name}", None, page, found))


def unlabelled(shared: Path, count: int, seed: int = 2) -> Iterator[str]:
    """Yield texts of reports that nobody annotated."""
    taken = {row["row"] for row in annotated.rows()} | {report.name for report in annotated.reports(shared)}
    texts = [text for _, text, _ in _texts(shared / "news", taken, random.Random(seed))]
    yield from random.Random(seed).sample(texts, min(count, len(texts)))


def _read(shared: Path, reader: str, seed: int) -> Iterator[tuple[str, str, object]]:
    chance = random.Random(seed)
    taken = {row["row"] for row in annotated.rows()} | {report.name for report in annotated.reports(shared)}
    vocabulary, gazetteer = load(), open_gazetteer()
    for name, text, published in _texts(shared / "news", taken, chance):
        page = Page(origin=name, text=text, raw=hashlib.sha256(text.encode()).hexdigest(), extractor="plain", published=published)
        yield name, text, reading_to_json(read(freeze(page, received=date.max), vocabulary, gazetteer, reader=reader))


def _texts(news: Path, taken: Container[str], chance: random.Random) -> Iterator[tuple[str, str, str | None]]:
    """Yield the texts of rows of which nothing is annotated, long ones in part."""
    for source in SOURCES:
        for key, row in corpus(news, source).items():
            if key in taken:
                continue
            paragraphs = [line for line in plain(row["text"]).splitlines() if not line.lstrip().startswith("|")]  # no tables
            if not paragraphs:
                continue
            for number in range(STRETCHES if sum(len(one.split()) for one in paragraphs) > 2 * WORDS else 1):
                first = chance.randrange(len(paragraphs)) if number else 0
                chosen: list[str] = []
                for paragraph in paragraphs[first:]:
                    if chosen and sum(len(one.split()) for one in chosen) + len(paragraph.split()) > WORDS:
                        break
                    chosen.append(paragraph)
                yield f"{key}-{first}", "\n".join(chosen) + "\n", row.get("date") or None
