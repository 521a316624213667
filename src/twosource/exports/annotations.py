"""Every claim as an annotation of its words (W3C Web Annotation, JSON-LD), with persons' judgements and corrections of it.

In: a Situation. Out: an AnnotationCollection with one page. Each target has two selectors: a TextPositionSelector, which counts
Unicode code points from 0 with an exclusive end as the standard demands, and a TextQuoteSelector with the words around. The
source of a target is the report's address, or `urn:twosource:document:` and its id. A correction, a review or a person's
judgement is an annotation of the annotations of the claims that it is about.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from twosource import __version__
from twosource.exports._incidents import seen, terms
from twosource.exports._index import Index, Told
from twosource.nouns import Correction, Document, Event, Figure, Judgement, Ref, Span
from twosource.record import Situation

NAME = "annotations"
SUFFIX = ".jsonld"
MEDIA_TYPE = "application/ld+json"

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
AROUND = 32  # characters of context on either side, enough to find words again in a text that has changed

FIELDS = {
    "annotations": {
        "id": "`urn:twosource:claim:` and the claim's address",
        "motivation": "classifying for a claim, assessing for a review, linking for a judgement",
        "creator": "the reader, or the person who judged",
        "created": "when a person did; empty for the machine",
        "body": "what the words say: the claim as an object, and tags",
        "target": "the report, with both selectors; or the annotations judged",
    }
}


def write(situation: Situation, out: BinaryIO) -> None:
    """Write the collection."""
    record = seen(situation)
    found = [*_claims(Index(record)), *map(_correction, record.corrections)]
    found += [_judgement(one) for one in record.judgements if one.is_persons]
    collection = {
        "@context": CONTEXT,
        "id": "urn:twosource:annotations",
        "type": "AnnotationCollection",
        "label": "Claims of a war's reports, each on its words",
        "rights": list(terms(situation)),
        "total": len(found),
        "first": {
            "id": "urn:twosource:annotations:1",
            "type": "AnnotationPage",
            "partOf": "urn:twosource:annotations",
            "startIndex": 0,
            "items": found,
        },
    }
    out.write(json.dumps(collection, ensure_ascii=False, indent=1).encode("utf-8", errors="replace") + b"\n")


def _claims(index: Index) -> Iterator[dict[str, Any]]:
    for told in index.told():
        reader = index.readings[told.ref.document].reader
        yield {
            "id": _name(told.ref),
            "type": "Annotation",
            "motivation": "classifying",
            "creator": _reader(reader),
            "generator": {"id": f"urn:twosource:{__version__}", "type": "Software", "name": f"twosource {__version__}"},
            "body": [
                {
                    "type": "TextualBody",
                    "purpose": "classifying",
                    "format": "application/json",
                    "value": json.dumps(_said(told), ensure_ascii=False),
                },
                {"type": "TextualBody", "purpose": "tagging", "value": told.kind},
            ],
            "target": _target(told.document, told.span),
        }


def _said(told: Told) -> dict[str, Any]:
    """Return what a claim says; who says it; what it is part of."""
    claim, when = told.claim, told.claim.when
    found: dict[str, Any] = {"claim": told.kind}
    if isinstance(claim, Event):
        found |= {"type": claim.type, "realis": claim.realis, "background": claim.background}
    elif isinstance(claim, Figure):
        found |= {"type": claim.kind, "low": claim.low, "high": claim.high, "approx": claim.approx, "who": claim.who}
    else:
        found |= {"type": claim.status}
    return {
        **found,
        "place": told.place.name if told.place else None,
        "from": when.first if when else None,
        "to": when.last if when else None,
        "said_by": told.speaker,
        "stance": told.stance,
        "finding": told.finding,
    }


def _target(document: Document, span: Span) -> dict[str, Any]:
    text = document.text
    return {
        "source": document.url or f"urn:twosource:document:{document.id}",
        "selector": [
            {"type": "TextPositionSelector", "start": span.start, "end": span.end},
            {
                "type": "TextQuoteSelector",
                "exact": document.quote(span),
                "prefix": text[max(0, span.start - AROUND) : span.start],
                "suffix": text[span.end : span.end + AROUND],
            },
        ],
        "state": {"type": "State", "value": f"the text with SHA-256 {document.raw} as read by {document.extractor}"},
    }


def _correction(one: Correction) -> dict[str, Any]:
    change = f"{one.field}: {one.value} (the machine's value: {one.was})" if one.field else one.verdict
    return _by_a_person(f"urn:twosource:correction:{one.id}", one, "assessing", f"{one.verdict}: {change}", [one.ref])


def _judgement(one: Judgement) -> dict[str, Any]:
    return _by_a_person(f"urn:twosource:judgement:{one.id}", one, "linking", one.verdict, [one.left, one.right])


def _by_a_person(name: str, one: Correction | Judgement, motivation: str, says: str, about: list[Ref]) -> dict[str, Any]:
    bodies = [("assessing", says), ("commenting", one.why)]
    return {
        "id": name,
        "type": "Annotation",
        "motivation": motivation,
        "creator": {"type": "Person", "name": one.judge},
        **({"created": one.made} if one.made else {}),
        "body": [{"type": "TextualBody", "purpose": purpose, "value": value} for purpose, value in bodies if value],
        "target": [_name(ref) for ref in about],
    }


def _reader(name: str) -> dict[str, str]:
    return {"id": f"urn:twosource:reader:{name.replace(' ', ':')}", "type": "Software", "name": name}


def _name(ref: Ref) -> str:
    return f"urn:twosource:claim:{ref.address}"
