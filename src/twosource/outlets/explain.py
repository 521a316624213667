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
    yield line(Piece(_says(found, readings), "head"), right=Piece(inert(found.id or ""), "quiet"))
    yield from _branches(found, readings, depth=0)


def explanation_to_json(found: Explanation) -> dict[str, Any]:
    """Return an explanation as a JSON object; a leaf has a document and a span, and `says` is its words."""
    return {
        "says": found.says,
        "id": found.id,
        "document": found.document,
        "span": [found.span.start, found.span.end] if found.span else None,
        "because": [explanation_to_json(one) for one in found.because],
    }


def _branches(found: Explanation, readings: Mapping[str, Reading], depth: int) -> Iterator[Line]:
    """Yield what a step rests on; words that stand in the sentence that was just shown are not shown in it again."""
    indent, before = 2 + depth * STEP, ""
    for one in found.because:
        if one.span is not None:
            within = _within(one, readings)
            yield _leaf(one, readings, indent, within if within != before else "")
            before = within
            continue
        if one.because and depth == 0:
            yield BLANK
        yield line(_says(one, readings), indent=indent, lead=Piece("· ", "quiet"), right=Piece(inert(one.id or ""), "quiet"))
        yield from _branches(one, readings, depth + 1)


def _says(one: Explanation, readings: Mapping[str, Reading]) -> str:
    return inert(_ADDRESS.sub(lambda found: _words_at(found, readings), one.says))


# The address of a claim inside a sentence: a document's id, a letter and a span.
_ADDRESS = re.compile(r"([0-9a-f]{16}):[A-Z](\d+)-(\d+)[a-z]?")


def _words_at(found: re.Match[str], readings: Mapping[str, Reading]) -> str:
    """Return the words that an address means and their report, for a person cannot read an address."""
    reading = readings.get(found[1])
    if reading is None:
        return found[0]
    return f"{quote(reading.document, Span(int(found[2]), int(found[3])))} ({reading.document.origin})"


def _within(one: Explanation, readings: Mapping[str, Reading]) -> str:
    """Return the clause around the words of a leaf, and the report that it stands in."""
    reading = readings.get(one.document or "")
    if reading is None or one.span is None:
        return ""
    return f"{quote(reading.document, around(reading.document, one.span))} — {inert(reading.document.origin)}"


def _leaf(one: Explanation, readings: Mapping[str, Reading], indent: int, within: str) -> Line:
    """Return the words of a leaf with their clause, report and place; words in a clause already shown have their place alone."""
    reading = readings.get(one.document or "")
    words = quote(reading.document, one.span) if reading and one.span else f"“{inert(one.says)}”"
    clause, _, origin = within.partition(" — ")
    sentence = f" in {clause}" if clause and clause != words else ""
    origin = origin or (inert(one.document or "") if reading is None else "")
    where = f" — {f'{origin}, ' if origin else ''}characters {one.span.start}–{one.span.end}" if one.span else ""
    return line(Piece(words, "quote"), Piece(f"{sentence}{where}", "quiet"), indent=indent)
