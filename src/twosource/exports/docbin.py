"""Every reading as documents for training (spaCy DocBin), with all spans in `doc.spans["twosource"]`.

In: a Situation. Out: a DocBin of one Doc a report. Spans may overlap: Actor, Place, Time, Weapon, Figure, Source, Cue, Said,
Control and the event types; each is widened to whole tokens. `doc.user_data["twosource"]` has the report's id and origin, the
exact characters of every span, and the notices.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, BinaryIO

from twosource.errors import UsageError
from twosource.exports._incidents import seen, terms
from twosource.nouns import Reading, Span
from twosource.record import Situation

NAME = "docbin"
SUFFIX = ".spacy"
MEDIA_TYPE = "application/octet-stream"
GROUP = "twosource"

FIELDS = {
    "docs": {
        'doc.spans["twosource"]': "every span, with its label; `span.id_` is the id of the record in the reading",
        'doc.user_data["twosource"]': "document, origin, outlet, published, spans (label, start, end, id), notices",
    }
}


def write(situation: Situation, out: BinaryIO) -> None:
    """Write the documents. Raises UsageError where spaCy is missing."""
    try:
        from spacy.tokens import DocBin  # noqa: PLC0415 - an extra
    except ImportError:
        raise UsageError(f"export {NAME}: spaCy is not installed; pip install 'twosource[spacy]'") from None
    found = DocBin(store_user_data=True)
    for reading in seen(situation).readings:
        found.add(_doc(reading, terms(situation)))
    out.write(found.to_bytes())


def _doc(reading: Reading, notices: tuple[str, ...]) -> Any:
    document = reading.document
    doc = _tokeniser(document.language or "xx")(document.text)
    spans = sorted(set(_spans(reading)))
    kept = [
        doc.char_span(span.start, span.end, label=label, span_id=name, alignment_mode="expand") for span, label, name in spans
    ]
    doc.spans[GROUP] = [span for span in kept if span is not None]
    doc.user_data[GROUP] = {
        "document": document.id,
        "origin": document.origin,
        "outlet": document.outlet,
        "published": document.published.isoformat() if document.published else None,
        "spans": [[label, span.start, span.end, name] for span, label, name in spans],
        "notices": list(notices),
    }
    return doc


@cache
def _tokeniser(language: str) -> Any:
    """Return what cuts a language into tokens; what spaCy has no rules for is cut as any language is."""
    import spacy  # noqa: PLC0415

    try:
        return spacy.blank(language).make_doc
    except ImportError:
        return spacy.blank("xx").make_doc


def _spans(reading: Reading) -> Iterator[tuple[Span, str, str]]:
    """Yield each span with its label and the id of what it is part of."""
    for label, known in (("Actor", reading.actors), ("Place", reading.places)):
        yield from ((span, label, one.id) for one in known for span in one.mentions)
    yield from ((time.span, "Time", time.id) for time in reading.times)
    yield from ((span, "Weapon", f"W{span.start}-{span.end}") for span in reading.weapons)
    yield from ((one.span, "Figure", one.id) for one in reading.figures)
    yield from ((one.span, "Control", one.id) for one in reading.control)
    for saying in reading.attributions:
        for label, part in (("Source", saying.source), ("Cue", saying.cue), ("Said", saying.content)):
            if part is not None:
                yield part, label, saying.id
    yield from ((event.trigger, event.type, event.id) for event in reading.events)
