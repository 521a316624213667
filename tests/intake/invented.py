"""Pages and Documents made by hand, with good defaults."""

from __future__ import annotations

from datetime import date
from typing import Any

from twosource.intake import freeze
from twosource.nouns import Document, Page

RECEIVED = date(2032, 1, 1)


def a_page(text: str, **fields: Any) -> Page:
    return Page(**{"origin": "oru.txt", "raw": "0" * 64, "extractor": "plain", **fields}, text=text)


def a_document(text: str, **fields: Any) -> Document:
    return freeze(a_page(text, **fields), received=RECEIVED)


def typed(document: Document) -> list[tuple[str, str]]:
    """Return the blocks as kind and words, those that repeat marked with a star."""
    return [(block.kind + "*" * block.repeats, " ".join(document.quote(block.span).split())) for block in document.blocks]
