"""The shape of a reading that other programs rely on: to JSON objects, and back.

In: a Reading. Out: a plain dictionary with exactly the fields of `twosource read --json`, the shape to which a person's
annotation compiles too, so that the two can be held side by side. What a reading knows beyond that shape (rules, reasons,
blocks) is kept by the store and told by `explain`.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from twosource.nouns import (
    ROLES,
    Actor,
    Attribution,
    ControlStatement,
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

FIELDS = {
    "document": ("id", "origin", "outlet", "title", "published", "language", "text"),
    "actors": ("id", "name", "kind", "mentions"),
    "places": ("id", "name", "within", "country", "lat", "lon", "geonames", "precision", "mentions"),
    "times": ("id", "span", "when"),
    "attributions": ("id", "source", "cue", "content", "actor", "kind", "leaning", "quote", "stance", "via"),
    "events": ("id", "trigger", "type", "realis", *ROLES, "at", "when", "said_by", "same_as", "background"),
    "figures": ("id", "span", "kind", "low", "high", "approx", "who", "at", "when", "event", "said_by"),
    "control": ("id", "span", "place", "holder", "status", "when", "said_by"),
}
"""The fields of each record, in the order in which they are written; `when` is written as `from` and `to`."""

NOUNS: dict[str, Any] = {
    "actors": Actor,
    "places": Place,
    "times": Time,
    "attributions": Attribution,
    "events": Event,
    "figures": Figure,
    "control": ControlStatement,
}
"""The noun of each list of records."""


def reading_to_json(reading: Reading) -> Json:
    """Return a reading in the shape of `twosource read --json`."""
    published = reading.day.day if reading.day else reading.document.published
    made: Json = {"document": {**_record(reading.document, FIELDS["document"]), "published": published and published.isoformat()}}
    for part, fields in FIELDS.items():
        if part == "times":
            made["weapons"] = _value(reading.weapons)
        if part != "document":
            made[part] = [_record(one, fields) for one in getattr(reading, part)]
    return made


def reading_from_json(given: Json) -> Reading:
    """Return the reading that such a shape tells; fields that it lacks take their defaults."""
    head = {name: value for name, value in given["document"].items() if name in FIELDS["document"]}
    published = head.get("published")
    head["published"] = date.fromisoformat(published) if published else None
    parts: Json = {part: tuple(_noun(noun, one) for one in given.get(part, ())) for part, noun in NOUNS.items()}
    weapons = tuple(Span(*one) for one in given.get("weapons", ()))
    return Reading(Document(**head, raw="", extractor=""), given.get("reader", ""), weapons=weapons, **parts)


def _record(noun: Any, fields: tuple[str, ...]) -> Json:
    """Return the named fields of a noun as JSON values."""
    made: Json = {}
    for field in fields:
        value = getattr(noun, field)
        if field == "when":
            made |= {"from": value and value.first, "to": value and value.last}
        else:
            made[field] = _value(value)
    return made


def _value(value: Any) -> Any:
    if isinstance(value, Span):
        return [value.start, value.end]
    return [_value(one) for one in value] if isinstance(value, tuple) else value


def _noun(noun: Any, given: Json) -> Any:
    """Return the noun that a JSON record tells: lists of two numbers are spans, `from` and `to` a When."""
    made: Json = {}
    for field in noun.__dataclass_fields__:
        value = given.get(field)
        if field == "when":
            first, last = given.get("from"), given.get("to")
            is_open = first is None and last is None
            made[field] = None if is_open and noun is not Time else When(first, last)
        elif field in ROLES and noun is Event:
            made[field] = tuple(Span(*one) for one in value or ())
        elif value is not None:
            made[field] = _spans(value) if isinstance(value, list) else value
    if noun is Attribution:
        made = {"cue": None, "content": None, **made}
    elif noun is Figure:
        made = {"low": None, "high": None, **made}
    elif noun is ControlStatement:
        made = {"place": None, "holder": None, **made}
    return noun(**made)


def _spans(value: list[Any]) -> Span | tuple[Span, ...]:
    return Span(*value) if value and isinstance(value[0], int) else tuple(Span(*one) for one in value)
