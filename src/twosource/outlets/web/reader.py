"""A report cut into segments, so that no browser counts characters.

In: Seen and a document's id. Out: a ReaderView: paragraphs of segments, each under the marks that overlap there. Marks may
overlap in any way; a segment begins wherever one begins or ends.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from twosource.errors import UnknownId
from twosource.nouns import Document, Reading, Ref, Span
from twosource.outlets.phrases import when_in_words
from twosource.outlets.web.claims import address, says
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
        url=reading.document.url,
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
                yield Mark(claim, layer, says(seen, ref), address(ref)), span
    for time in reading.times:
        yield Mark(time.id, "time", when_in_words(time.when, weekday=True), None), time.span


def _paragraphs(document: Document, marks: Sequence[tuple[str, Span]]) -> Iterator[Paragraph]:
    """Yield the blocks of a report, parted where a line is empty, each cut into segments."""
    blocks = [(one.kind, one.span) for one in document.blocks] or [("body", Span(0, len(document.text)))]
    for kind, block in sorted(blocks, key=lambda one: one[1]):
        start = block.start
        for line in document.text[block.start : block.end].split("\n"):
            stretch = Span(start, start + len(line))
            start = stretch.end + 1
            if line.strip():
                yield Paragraph(kind, tuple(_segments(document, stretch, marks)))


def _segments(document: Document, stretch: Span, marks: Sequence[tuple[str, Span]]) -> Iterator[Segment]:
    here = [(name, span) for name, span in marks if span.overlaps(stretch)]
    residue = [span for span in document.residue if span.overlaps(stretch)]
    edges = {stretch.start, stretch.end}
    for span in (*(span for _, span in here), *residue):
        edges |= {max(span.start, stretch.start), min(span.end, stretch.end)}
    ordered = sorted(edges)
    for start, end in zip(ordered, ordered[1:], strict=False):
        under = tuple(dict.fromkeys(name for name, span in here if span.start <= start and end <= span.end))
        yield Segment(document.text[start:end], under, any(span.start <= start and end <= span.end for span in residue))
