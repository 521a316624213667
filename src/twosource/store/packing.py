"""Nouns as JSON and back, with nothing lost: what the store writes into its JSON columns.

In: a frozen dataclass of `twosource.nouns`. Out: plain lists and dictionaries under the nouns' own field names, and the equal
noun again. `twosource.wire` has the outward shapes, which leave out what other programs do not need (the rule of an event's
time, say); a record derived from stored readings must equal one derived from fresh ones, so the store may leave out nothing.

What is empty by default (None, no entries) is not written. A field that an older file lacks takes its default, and a field
that is gone is passed over, so a noun may grow without a migration.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from types import UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from twosource.nouns import Span

Noun = TypeVar("Noun")
_EMPTY = (None, ())


def pack(value: Any) -> Any:
    """Return a noun, or any value that a noun holds, as plain JSON values."""
    if isinstance(value, Span):
        return [value.start, value.end]
    if isinstance(value, tuple):
        return [pack(one) for one in value]
    if isinstance(value, date):
        return value.isoformat()
    if not is_dataclass(value):
        return value
    packed = {}
    for name, default in _defaults(type(value)):  # type: ignore[arg-type] # mypy doubts that a dataclass's type can be hashed
        one = getattr(value, name)
        if one != default or default not in _EMPTY:
            packed[name] = pack(one)
    return packed


def unpack(noun: type[Noun], packed: dict[str, Any], **beside: Any) -> Noun:
    """Return the noun that `pack` made these values of; fields that were kept elsewhere are given `beside` them."""
    builders = _builders(noun)  # type: ignore[arg-type] # as above
    return noun(**{name: build(packed[name]) for name, build in builders if name in packed}, **beside)


def dumps(value: Any) -> str:
    """Return JSON text that is the same for equal values."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)


@cache
def _defaults(noun: type) -> tuple[tuple[str, Any], ...]:
    return tuple((one.name, one.default) for one in fields(noun))  # MISSING equals no value, so it is always written


@cache
def _builders(noun: type) -> tuple[tuple[str, Callable[[Any], Any]], ...]:
    hints = get_type_hints(noun)
    return tuple((one.name, _builder(hints[one.name])) for one in fields(noun))


def _builder(hint: Any) -> Callable[[Any], Any]:
    """Return the function that builds a value of this type from its JSON."""
    origin, inner = get_origin(hint), get_args(hint)
    if origin in {Union, UnionType}:
        build = _builder(next(one for one in inner if one is not type(None)))
        return lambda packed: None if packed is None else build(packed)
    if origin is tuple:
        build = _builder(inner[0])
        return lambda packed: tuple(build(one) for one in packed)
    if hint is Span:
        return lambda packed: Span(*packed)
    if hint is date:
        return date.fromisoformat
    noun: Any = hint
    if is_dataclass(hint):
        return lambda packed: unpack(noun, packed)
    return lambda packed: packed
