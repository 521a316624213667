"""What a report is: its characters, what they are on the page, and when it was published."""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from dataclasses import dataclass
from datetime import date
from itertools import takewhile
from typing import Literal


def fingerprint(*parts: object) -> str:
    """Return the id of whatever these parts identify: the first 16 hexadecimal digits of their SHA-256."""
    return hashlib.sha256("\x1f".join("" if part is None else str(part) for part in parts).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open stretch of characters, `start` to `end`, in one Document."""

    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        """Tell whether the two spans share a character."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Tell whether every character of `other` lies in this span."""
        return self.start <= other.start and other.end <= self.end


BlockKind = Literal["title", "dateline", "body", "caption", "credit", "furniture"]
"""What a stretch of a page is. A caption is evidence of its own; a credit or furniture is never read as a report."""


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the text with one role on the page. `repeats` marks a block that only says a neighbour again."""

    kind: BlockKind
    span: Span
    repeats: bool = False


@dataclass(frozen=True, slots=True)
class DateCandidate:
    """A day that may be the publication day, with the rule that proposed it and the evidence it rests on."""

    day: date
    rule: str
    evidence: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """What a format made of the bytes of one report, before it is frozen into a Document.

    `text` is final: nothing may change a character of it later. `dates` are candidates from metadata, best first;
    `blocks` are the ones the format knows for certain (a caption element, say), the rest is typed from the text.
    `published` and `outlet` are what the caller or the file says outright.
    """

    origin: str
    text: str
    raw: str
    extractor: str
    outlet: str | None = None
    title: str | None = None
    url: str | None = None
    published: str | None = None
    language: str | None = None
    dates: tuple[DateCandidate, ...] = ()
    blocks: tuple[Block, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """One text exactly as it was frozen. Its characters never change; its id is a hash of what identifies it.

    `dates` is ranked, best first; `published` is the day of the first candidate that can be trusted, or None.
    `raw` is the SHA-256 of the bytes that came in, `extractor` the format that made text of them. `residue` are the
    characters of markup that are left in the text and are not read. `notes` say what was odd about the report.
    """

    id: str
    origin: str
    text: str
    raw: str
    extractor: str
    outlet: str | None = None
    title: str | None = None
    url: str | None = None
    published: date | None = None
    language: str | None = None
    dates: tuple[DateCandidate, ...] = ()
    blocks: tuple[Block, ...] = ()
    residue: tuple[Span, ...] = ()
    notes: tuple[str, ...] = ()

    def quote(self, span: Span) -> str:
        """Return the characters of a span."""
        return self.text[span.start : span.end]

    def words(self, span: Span) -> str:
        """Return the words of a span as a person reads them: without the residue of markup inside it."""
        first = max(bisect_left(self.residue, span) - 1, 0)  # residue is in order and does not overlap
        inside = [one for one in takewhile(lambda one: one.start < span.end, self.residue[first:]) if one.overlaps(span)]
        if not inside:
            return self.quote(span)
        edges = [span.start, *(edge for one in inside for edge in (one.start, one.end)), span.end]
        kept = [self.text[left:right] for left, right in zip(edges[::2], edges[1::2], strict=True) if left < right]
        return " ".join("".join(kept).split())
