"""The shapes that other programs rely on: readings and records as JSON objects, and readings back.

In: nouns. Out: plain dictionaries in the shapes of INTERFACE (a reading; a report over several). Used by the store, the
command line, the exports and the quality gate, so that there is one place where a field gets its outward name.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from twosource.nouns import (
    ROLES,
    Actor,
    Attribution,
    Block,
    ControlStatement,
    DateCandidate,
    Document,
    Event,
    Figure,
    Place,
    Reading,
    Span,
    Time,
    When,
)

Json = dict[str, Any]


def reading_to_json(reading: Reading) -> Json:
    """Return a reading in the shape of `twosource read --json`."""
    return {
        "document": document_to_json(reading.document, reading.day),
        "reader": reading.reader,
        "actors": [_plain(one, mentions=_spans(one.mentions)) for one in reading.actors],
        "places": [_plain(one, mentions=_spans(one.mentions)) for one in reading.places],
        "weapons": _spans(reading.weapons),
        "times": [
            {"id": one.id, "span": _span(one.span), **_when(one.when), "rule": one.when.rule} for one in reading.times
        ],
        "attributions": [
            _plain(one, source=_span(one.source), cue=_span(one.cue), content=_span(one.content))
            for one in reading.attributions
        ],
        "events": [
            _plain(
                one,
                "when",
                trigger=_span(one.trigger),
                **{role: _spans(getattr(one, role)) for role in ROLES},
                **_when(one.when),
            )
            for one in reading.events
        ],
        "figures": [_plain(one, "when", span=_span(one.span), **_when(one.when)) for one in reading.figures],
        "control": [_plain(one, "when", span=_span(one.span), **_when(one.when)) for one in reading.control],
    }


def document_to_json(document: Document, day: DateCandidate | None) -> Json:
    """Return a document with the day it was read against and the evidence for that day."""
    used = day or (document.dates[0] if document.published and document.dates else None)
    published = day.day if day else document.published
    return {
        "id": document.id,
        "origin": document.origin,
        "outlet": document.outlet,
        "title": document.title,
        "published": published.isoformat() if published else None,
        "dated_by": {"rule": used.rule, "evidence": used.evidence} if used else None,
        "language": document.language,
        "text": document.text,
        "url": document.url,
        "raw": document.raw,
        "extractor": document.extractor,
        "own_published": document.published.isoformat() if document.published else None,
        "dates": [
            {"day": one.day.isoformat(), "rule": one.rule, "evidence": one.evidence, "span": _span(one.span)}
            for one in document.dates
        ],
        "blocks": [{"kind": one.kind, "span": _span(one.span), "repeats": one.repeats} for one in document.blocks],
        "residue": _spans(document.residue),
        "notes": list(document.notes),
    }


def reading_from_json(given: Json) -> Reading:
    """Return the reading that `reading_to_json` wrote; fields that are missing take their defaults."""
    document = document_from_json(given["document"])
    dated_by = given["document"].get("dated_by")
    published = given["document"].get("published")
    day = (
        DateCandidate(date.fromisoformat(published), dated_by["rule"], dated_by["evidence"])
        if published and dated_by and not document.published
        else None
    )
    return Reading(
        document=document,
        reader=given.get("reader", ""),
        day=day,
        actors=tuple(Actor(**_known(Actor, one, mentions=_to_spans(one["mentions"]))) for one in given["actors"]),
        places=tuple(Place(**_known(Place, one, mentions=_to_spans(one["mentions"]))) for one in given["places"]),
        weapons=_to_spans(given["weapons"]),
        times=tuple(Time(one["id"], _must(one["span"]), _to_when(one) or When(None, None)) for one in given["times"]),
        attributions=tuple(
            Attribution(
                **_known(Attribution, one, **{part: _to_span(one.get(part)) for part in ("source", "cue", "content")})
            )
            for one in given["attributions"]
        ),
        events=tuple(
            Event(
                **_known(
                    Event,
                    one,
                    trigger=_to_span(one["trigger"]),
                    when=_to_when(one),
                    **{role: _to_spans(one.get(role) or ()) for role in ROLES},
                )
            )
            for one in given["events"]
        ),
        figures=tuple(
            Figure(**_known(Figure, one, span=_to_span(one["span"]), when=_to_when(one))) for one in given["figures"]
        ),
        control=tuple(
            ControlStatement(**_known(ControlStatement, one, span=_to_span(one["span"]), when=_to_when(one)))
            for one in given["control"]
        ),
    )


def document_from_json(given: Json) -> Document:
    """Return the document that `document_to_json` wrote."""
    own = given.get("own_published")
    return Document(
        id=given["id"],
        origin=given["origin"],
        text=given["text"],
        raw=given.get("raw", ""),
        extractor=given.get("extractor", ""),
        outlet=given.get("outlet"),
        title=given.get("title"),
        url=given.get("url"),
        published=date.fromisoformat(own) if own else None,
        language=given.get("language"),
        dates=tuple(
            DateCandidate(date.fromisoformat(one["day"]), one["rule"], one["evidence"], _to_span(one.get("span")))
            for one in given.get("dates", ())
        ),
        blocks=tuple(Block(one["kind"], _must(one["span"]), one["repeats"]) for one in given.get("blocks", ())),
        residue=_to_spans(given.get("residue", ())),
        notes=tuple(given.get("notes", ())),
    )


def _plain(noun: Any, *without: str, **instead: Any) -> Json:
    """Return a dataclass's fields by name, some left out and some replaced."""
    fields = {name: getattr(noun, name) for name in noun.__dataclass_fields__ if name not in without}
    return {**fields, **instead}


def _known(noun: type, given: Json, **instead: Any) -> Json:
    """Return those values of a JSON object that are fields of a noun, some replaced."""
    names = noun.__dataclass_fields__  # type: ignore[attr-defined]
    return {**{name: value for name, value in given.items() if name in names}, **instead}


def _span(span: Span | None) -> list[int] | None:
    return None if span is None else [span.start, span.end]


def _spans(spans: tuple[Span, ...]) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]


def _when(when: When | None) -> Json:
    return {"from": when.first if when else None, "to": when.last if when else None}


def _to_span(given: Any) -> Span | None:
    return None if given is None else Span(*given)


def _must(given: Any) -> Span:
    return Span(*given)


def _to_spans(given: Any) -> tuple[Span, ...]:
    return tuple(Span(*one) for one in given)


def _to_when(given: Json) -> When | None:
    first, last = given.get("from"), given.get("to")
    return None if first is None and last is None else When(first, last, given.get("rule", ""))
