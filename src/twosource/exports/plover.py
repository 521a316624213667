"""Events as PLOVER records (JSON lines), one for each event that a report tells, with the characters of its words.

In: a Situation. Out: one JSON object a line. `text_info` holds where the words stand in the report, in code points, and
`text_story` the words; `comment` the incident that the telling belongs to and who says it. An event without a category in
PLOVER has `has_event` false. Several counts of one report are one number in PLOVER's `size`: the lowest; the others stand in
`comment`.
"""

from __future__ import annotations

import json
from typing import Any, BinaryIO

from twosource import __version__
from twosource.exports._incidents import point_of, seen, terms
from twosource.exports._plover import QUADS, SECTORS, Mention, mentions_of
from twosource.geography.countries import country
from twosource.nouns import KnownActor
from twosource.record import Situation

NAME = "plover"
SUFFIX = ".jsonl"
MEDIA_TYPE = "application/x-ndjson"

RESOLUTION = {"exact": 5, "town": 4, "district": 3, "province": 2, "country": 1}
"""PLOVER's resolution of a place: from 5, inside a city, to 1, a state."""

FIELDS = {
    "plover": {
        "id": "document:claim, which `twosource explain` takes",
        "has_event": "false where the type has no category in PLOVER",
        "date": "the first day it can have been, as exactly as it is known",
        "enddate": "the last day",
        "time": "empty: times of day are not read",
        "endtime": "empty: times of day are not read",
        "actor": "who acts: code (ISO 3166 alpha-3), sector, entity_text (the report's words), identifier_text (the known name)",
        "recipient": "who is hit, in the same way",
        "event": "the category, one of sixteen, or none",
        "event_loc": "the place: extracted_place, resolved_place, lat, lon, province, country, country_code, resolution",
        "event_text": "the words that tell it",
        "quad_code": "1 to 4",
        "event_scale": "empty: PLOVER's own scale",
        "mode": "PLOVER's mode where our type tells one",
        "context": "empty: contexts are not read",
        "size": "dead, injured and arrested as this report counts them, the lowest of several",
        "link": "empty: reports are joined in `comment`",
        "text": "empty: the report's text stays in the record",
        "text_info": "sequence, start and end of the words in the report, in code points, and text_story, the words",
        "cite_info": "the report: corpus, citation, url, title, language, publication, license, coder, version",
        "coder": "which reader read it",
        "coded_date": "empty: two exports of one record are equal",
        "coded_time": "empty: two exports of one record are equal",
        "comment": "incident, standing, who says it, stance, realis, every figure",
        "notice": "where positions are from and what is withheld; not PLOVER's",
    }
}


def write(situation: Situation, out: BinaryIO) -> None:
    """Write one record a line."""
    notice = " ".join(terms(situation))
    for mention in mentions_of(seen(situation)):
        found = json.dumps({**_record(mention), "notice": notice}, ensure_ascii=False)
        out.write(found.encode("utf-8", errors="replace") + b"\n")


def _record(one: Mention) -> dict[str, Any]:
    told, when = one.told, one.event.when
    return {
        "id": told.ref.address,
        "has_event": bool(one.category),
        "date": when.first if when else None,
        "enddate": when.last if when else None,
        "actor": [_entity(one, actor) for actor in one.agents],
        "recipient": [_entity(one, actor) for actor in one.targets],
        "event": [one.category] if one.category else [],
        "event_loc": _place(one),
        "event_text": [told.words],
        "quad_code": QUADS.get(one.category),
        "mode": [one.mode] if one.mode else [],
        "context": [],
        "size": {name: one.count(kind) for name, kind in (("dead", "killed"), ("injured", "injured"), ("arrested", "detained"))},
        "text_info": [{"sequence": 1, "start": told.span.start, "end": told.span.end, "text_story": told.words}],
        "cite_info": _citation(one),
        "coder": one.index.readings[told.ref.document].reader,
        "comment": _comment(one),
    }


def _entity(one: Mention, actor: KnownActor) -> dict[str, Any]:
    known = country(one.country(actor))
    return {
        "code": known.alpha3 if known else "",
        "sector": SECTORS.get(actor.kind, ""),
        "entity_text": one.words_for(actor),
        "identifier_id": actor.id,
        "identifier_text": actor.name,
    }


def _place(one: Mention) -> dict[str, Any] | None:
    place = one.told.place
    if place is None:
        return None
    known, point = country(place.country), point_of(place)
    return {
        "extracted_place": next(iter(place.names), place.name),
        "resolved_place": place.name,
        "lat": point[0] if point else None,
        "lon": point[1] if point else None,
        "province": one.index.within(place) or None,
        "country": known.name if known else None,
        "country_code": known.alpha3 if known else place.country,
        "resolution": RESOLUTION.get(place.precision),
    }


def _citation(one: Mention) -> dict[str, Any]:
    document = one.told.document
    return {
        "corpus": document.origin,
        "citation": document.id,
        "url": document.url,
        "title": document.title,
        "language": document.language,
        "publication": document.outlet,
        "license": "the report is its publisher's",
        "coder": "machine",
        "codebook": "PLOVER",
        "version": f"twosource {__version__}",
    }


def _comment(one: Mention) -> dict[str, Any]:
    reading = one.index.readings[one.told.ref.document]
    return {
        "incident": one.incident.id if one.incident else None,
        "standing": one.incident.standing.word if one.incident else None,
        "said_by": one.told.speaker,
        "stance": one.told.stance,
        "realis": one.event.realis,
        "background": one.event.background,
        "figures": [
            {"claim": figure.id, "kind": figure.kind, "low": figure.low, "high": figure.high, "who": figure.who}
            for figure in reading.figures
            if figure.event == one.event.id
        ],
    }
