"""A report cut into segments, so that no browser counts characters.

In: Seen and a document's id. Out: a ReaderView: paragraphs of segments, each under the marks that overlap there. Marks may
overlap in any way; a segment begins wherever one begins or ends.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

from twosource.errors import UnknownId
from twosource.nouns import Document, Reading, Ref, Span
from twosource.outlets.phrases import when_in_words
from twosource.outlets.web.claims import says
from twosource.outlets.web.rows import reports
from twosource.outlets.web.seen import Seen
from twosource.outlets.web.shapes import LayerName, Mark, Paragraph, ReaderView, Segment


def reader_view(seen: Seen, name: str) -> ReaderView:
    """Return a report to read. Raises UnknownId."""
    if name not in seen.voices.readings:
        raise UnknownId(f"{name}: the record holds no such report")
    reading = seen.voices.readings[name]
    found = list(_marks(seen, reading))
    changes = (f"{change.kind}: {change.says}" for one in seen.record.versions if one.after == name for change in one.changes)
    return ReaderView(
        row=reports(seen)[name],
        url=url if (url := reading.document.url or "").startswith(("http://", "https://")) else None,
        reader=reading.reader,
        notes=reading.document.notes,
        changes=tuple(changes),
        paragraphs=tuple(_paragraphs(reading.document, [(mark.id, span) for mark, span in found])),
        marks=tuple({mark.id: mark for mark, _ in found}.values()),
    )


def _marks(seen: Seen, reading: Reading) -> Iterator[tuple[Mark, Span]]:
    """Yield every mark with one of the spans that it stands on."""
    name = reading.document.id
    spans: list[tuple[LayerName, str, tuple[Span | None, ...]]] = [
        *(("actor", one.id, one.mentions) for one in reading.actors),
        *(("place", one.id, one.mentions) for one in reading.places),
        *(("event", one.id, (one.trigger,)) for one in reading.events),
        *(("figure", one.id, (one.span,)) for one in reading.figures),
        *(("control", one.id, (one.span,)) for one in reading.control),
        *(("said", one.id, (one.source, one.cue, one.content)) for one in reading.attributions),
    ]
    for layer, claim, stretches in spans:
        ref = Ref(name, claim)
        for span in stretches:
            if span is not None:
                yield Mark(claim, layer, says(seen, ref), ref.address), span
    for time in reading.times:
        yield Mark(time.id, "time", when_in_words(time.when, weekday=True), None), time.span


def _paragraphs(document: Document, marks: Sequence[tuple[str, Span]]) -> Iterator[Paragraph]:
    """Yield the blocks of a report, parted where a line is empty, each cut into segments."""
    lines = list(_lines(document))
    marked = _by_line([span for _, span in lines], [span for _, span in marks])
    residue = _by_line([span for _, span in lines], document.residue)
    for number, (kind, line) in enumerate(lines):
        yield Paragraph(kind, tuple(_segments(document, line, [marks[at] for at in marked[number]], residue[number])))


def _lines(document: Document) -> Iterator[tuple[str, Span]]:
    """Yield every line in which something stands, with the kind of its block, in the order of the page."""
    blocks = [(one.kind, one.span) for one in document.blocks] or [("body", Span(0, len(document.text)))]
    for kind, block in sorted(blocks, key=lambda one: one[1]):
        start = block.start
        for line in document.text[block.start : block.end].split("\n"):
            if line.strip():
                yield kind, Span(start, start + len(line))
            start += len(line) + 1


def _by_line(lines: Sequence[Span], spans: Sequence[Span]) -> list[list[int]]:
    """Return for each line the numbers of the spans that stand in it; looked up, for a page may have thousands of both."""
    found: list[list[int]] = [[] for _ in lines]
    ends = [line.end for line in lines]
    for number, span in enumerate(spans):
        for at in range(bisect_right(ends, span.start), len(lines)):
            if lines[at].start >= span.end:
                break
            found[at].append(number)
    return found


def _segments(document: Document, line: Span, marks: Sequence[tuple[str, Span]], residue: Sequence[int]) -> Iterator[Segment]:
    """Yield a line's segments from left to right, keeping what is open at each edge; later stretches of one mark count once."""
    spans = [*(span for _, span in marks), *(document.residue[at] for at in residue)]
    begins, ends = _edges(line, [span.start for span in spans]), _edges(line, [span.end for span in spans])
    is_open: set[int] = set()
    edges = sorted({line.start, line.end, *begins, *ends})
    for start, end in pairwise(edges):
        is_open.update(begins.get(start, ()))
        is_open.difference_update(ends.get(start, ()))
        under = dict.fromkeys(marks[at][0] for at in sorted(is_open) if at < len(marks))
        yield Segment(document.text[start:end], tuple(under), any(at >= len(marks) for at in is_open))


def _edges(line: Span, offsets: Sequence[int]) -> dict[int, list[int]]:
    """Return which spans have an edge at each offset of a line; what lies beyond the line has it at the line's own edge."""
    found: dict[int, list[int]] = {}
    for number, offset in enumerate(offsets):
        found.setdefault(min(max(offset, line.start), line.end), []).append(number)
    return found
