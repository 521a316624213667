"""MUC-4: news of political violence in Latin America, with who did what to whom by which weapon."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from training.corpora.corpus import Split, json_lines, outermost
from training.examples import Example

ROLES = ("PerpInd", "PerpOrg", "Target", "Victim", "Weapon")

Entity = tuple[str, ...]
"""The strings that mention one thing."""


def examples(data: Path, split: Split) -> Iterator[Example]:
    """Yield the documents; the keys are strings, so every occurrence of a role filler's string is taken for a mention.

    A mention inside a longer one of the same role is left out. Documents without a template are examples without spans.
    """
    for name, text, keys in documents(data, split):
        spans = [
            (f"muc4.{role}", stretch)
            for role, entities in keys.items()
            for stretch in outermost(
                match.span() for entity in entities for mention in entity for match in _whole(mention).finditer(text)
            )
        ]
        yield Example(f"muc4:{name}", text, spans, complete=frozenset(f"muc4.{role}" for role in ROLES))


def documents(data: Path, split: Split) -> Iterator[tuple[str, str, dict[str, list[Entity]]]]:
    """Yield id, text and, for each role, the document's entities.

    The templates of a document are merged as GRIT merges them: an entity whose strings are all of one that stands, or that
    holds all strings of one, is not added.
    """
    for row in json_lines(data / "muc4" / f"templates_{split}.jsonl.gz"):
        keys: dict[str, list[Entity]] = {role: [] for role in ROLES}
        for template in row["templates"]:
            for role, standing in keys.items():
                for entity in template[role]:
                    mentions = {mention for mention, _ in entity}
                    if not any(mentions <= set(other) or mentions >= set(other) for other in standing):
                        standing.append(tuple(mention for mention, _ in entity))
        yield row["docid"], row["doctext"], keys


def _whole(words: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(words)}(?!\w)")
