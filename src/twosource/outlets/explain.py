"""Why a finding stands, written as a tree: each branch one step nearer to the page, each leaf the quoted words.

In: an Explanation and the readings it speaks of. Out: Lines, or one JSON object of the same form.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from twosource.nouns import Reading, Span
from twosource.outlets.page import BLANK, Line, Piece, inert, line
from twosource.outlets.quoting import around, quote

if TYPE_CHECKING:
    from twosource.record import Explanation

STEP = 3
"""Columns by which each step is set in."""


def explanation_of(found: Explanation, readings: Mapping[str, Reading]) -> Iterator[Line]:
    """Yield the page of an explanation."""
    yield line(Piece(inert(found.says), "head"), right=Piece(inert(found.id or ""), "quiet"))
    for one in found.because:
        if one.because:
            yield BLANK
        yield from _branch(one, readings, depth=0)


def explanation_to_json(found: Explanation) -> dict[str, Any]:
    """Return an explanation as a JSON object; a leaf has a document and a span, and `says` is its words."""
    return {
        "says": found.says,
        "id": found.id,
        "document": found.document,
        "span": [found.span.start, found.span.end] if found.span else None,
        "because": [explanation_to_json(one) for one in found.because],
    }


def _branch(one: Explanation, readings: Mapping[str, Reading], depth: int) -> Iterator[Line]:
    indent = 2 + depth * STEP
    if one.span is not None:
        yield _leaf(one, readings, indent)
    else:
        says = _ADDRESS.sub(lambda found: _words_at(found, readings), one.says)
        yield line(inert(says), indent=indent, lead=Piece("· ", "quiet"), right=Piece(inert(one.id or ""), "quiet"))
    for deeper in one.because:
        yield from _branch(deeper, readings, depth + 1)


# The address of a claim inside a sentence: a document's id, a letter and a span.
_ADDRESS = re.compile(r"([0-9a-f]{16}):[A-Z](\d+)-(\d+)[a-z]?")


def _words_at(found: re.Match[str], readings: Mapping[str, Reading]) -> str:
    """Return the words that an address means and their report, for a person cannot read an address."""
    reading = readings.get(found[1])
    if reading is None:
        return found[0]
    return f"{quote(reading.document, Span(int(found[2]), int(found[3])))} ({reading.document.origin})"


def _leaf(one: Explanation, readings: Mapping[str, Reading], indent: int) -> Line:
    """Return the words of a leaf in their sentence, and the place where they stand."""
    reading = readings.get(one.document or "")
    origin = inert(reading.document.origin) if reading else inert(one.document or "")
    words = quote(reading.document, one.span) if reading and one.span else f"“{inert(one.says)}”"
    within = quote(reading.document, around(reading.document, one.span)) if reading and one.span else words
    sentence = f" in {within}" if within != words else ""
    where = f" — {origin}, characters {one.span.start}–{one.span.end}" if one.span else ""
    return line(Piece(words, "quote"), Piece(f"{sentence}{where}", "quiet"), indent=indent)
