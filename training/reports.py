"""The words of the reports that the project annotated itself, out of the shared news folder.

`annotations/reports.jsonl` keeps what a careful reader found in each report as character offsets; the words are not ours to
publish and stay where they are. A row says which corpus holds the report, which row of it, which stretch of that row (only for
an encyclopaedia's article, which is too long to annotate whole) and the SHA-256 of the text that was annotated.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

CORPORA = {
    "fa_kes": "articles.jsonl",
    "voa_m2e2": "articles.jsonl",
    "re3d": "documents.jsonl",
    "ecb_plus_conflict": "documents.jsonl",
    "us_mil_releases": "releases.jsonl",
    "wikipedia_wars": "articles.jsonl.gz",
}


def text_of(news: Path, row: dict[str, Any]) -> str:
    """Return the annotated text of a row of `reports.jsonl`.

    Raises ValueError naming the report if the shared folder holds other words than those that were annotated, KeyError if it
    does not hold the report.
    """
    whole = plain(corpus(news, row["corpus"])[row["row"]]["text"])
    start, end = row.get("stretch") or (0, len(whole))
    text = whole[start:end].strip() + "\n"
    if row.get("sha256") and digest(text) != row["sha256"]:
        raise ValueError(f"{row['id']}: {news / row['corpus']} holds another text than the annotated one")
    return text


def title_of(news: Path, row: dict[str, Any]) -> str | None:
    """Return what the news folder calls the report of a row, None if it does not name it."""
    return corpus(news, row["corpus"])[row["row"]].get("title") or None


def digest(text: str) -> str:
    """Return the SHA-256 of a text's UTF-8 bytes, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def plain(text: str) -> str:
    """Return Markdown text without emphasis, links and empty lines."""
    text = re.sub(r"\[([^\]\n]*)\]\([^)\n]*\)", r"\1", text)
    text = re.sub(r"\*\*([^*\n]+)\*\*", r"\1", text)
    return re.sub(r"\n{2,}", "\n", text)


@cache
def corpus(news: Path, name: str) -> dict[str, dict[str, Any]]:
    """Return the rows of one corpus of the news folder, by id."""
    return {row["id"]: row for row in _rows(news / name / CORPORA[name])}


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    opened = gzip.open if path.suffix == ".gz" else open
    with opened(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)
