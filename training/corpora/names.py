"""Names of people, organisations, places and events: CrossNER's politics and Wikigold."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from training.corpora.corpus import Split, Text, split_of
from training.examples import Example, Stretch

COARSE = {
    "politician": "person",
    "person": "person",
    "PER": "person",
    "politicalparty": "organisation",
    "organisation": "organisation",
    "ORG": "organisation",
    "country": "location",
    "location": "location",
    "LOC": "location",
    "event": "event",
    "election": "event",
}
"""Our layer of a type of either corpus; "misc" has none."""

Tagged = list[tuple[str, str]]
"""The words of a sentence with their tags."""


def crossner(data: Path, split: Split) -> Iterator[Example]:
    """Yield the sentences; they are from many articles, so each is an example."""
    complete = frozenset(f"ner.{layer}" for layer in COARSE.values())
    lines = (data / "crossner_politics" / f"{split}.txt").read_text(encoding="utf-8").splitlines()
    for number, sentence in enumerate(sentences(lines)):
        yield example(f"crossner:{split}-{number}", [sentence], complete)


def wikigold(data: Path, split: Split) -> Iterator[Example]:
    """Yield the articles, split 80, 10 and 10 of a hundred by a hash of their number. Events are not annotated."""
    complete = frozenset({"ner.person", "ner.organisation", "ner.location"})
    text = (data / "wikigold" / "wikigold.conll.txt").read_text(encoding="utf-8")
    articles = [part for part in re.split(r"^-DOCSTART-.*$", text, flags=re.MULTILINE) if part.strip()]
    for number, article in enumerate(articles):
        if split_of(f"wikigold-{number}", dev=0.1, test=0.1) == split:
            yield example(f"wikigold:{number}", sentences(article.splitlines()), complete)


def sentences(lines: Iterable[str]) -> Iterator[Tagged]:
    """Yield the sentences of a file with a word and its tag a line."""
    found: Tagged = []
    for line in [*lines, ""]:
        if line.strip():
            word, tag = line.split()
            found.append((word, tag))
        elif found:
            yield found
            found = []


def example(name: str, tagged: Iterable[Tagged], complete: frozenset[str]) -> Example:
    """Return sentences as a text, a sentence a line.

    A tag that begins with B, or has another type than the one before, begins a name: both ways of writing such tags are read.
    """
    text = Text()
    spans: list[tuple[str, Stretch]] = []
    for sentence in tagged:
        before, begun = "O", 0
        gap = "\n"
        for word, tag in [*sentence, ("", "O")]:
            kind = tag[2:]
            if before != "O" and (tag.startswith("B") or kind != before):
                if before in COARSE:
                    spans.append((f"ner.{COARSE[before]}", (begun, text.size)))
                before = "O"
            if word:
                stretch = text.add(word, gap)
                gap = " "
                if tag != "O" and before == "O":
                    before, begun = kind, stretch[0]
    return Example(name, str(text), spans, complete=complete)
