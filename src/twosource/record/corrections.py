"""What persons made of single claims: accepted, corrected or rejected, with the machine's value kept beside.

In: readings as the machine made them, and Corrections. Out: the readings that the record rests on: a rejected claim is left
out, a corrected field has the person's value. The readings themselves are facts and stay; of several corrections of one field
the last counts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from math import inf
from typing import Any, get_args

from twosource.errors import UsageError
from twosource.nouns import ActorKind, ControlStatus, Correction, FigureKind, Reading, Realis, Ref, When
from twosource.vocabulary import load

DIGITS = 12
"""The most digits of a corrected number: no war counts more people or dollars."""
_PARTS = ("events", "figures", "control", "actors", "places")


def _one_of(words: Iterable[str]) -> Callable[[str, Reading], str]:
    known = tuple(words)

    def parse(given: str, _reading: Reading) -> str:
        if given not in known:
            raise UsageError(f"{given!r} is none of {', '.join(known)}")
        return given

    return parse


def _number(given: str, _reading: Reading) -> int | None:
    if given == "open":
        return None
    plain = given.replace(",", "")
    if not (plain.isascii() and plain.isdigit()) or len(plain) > DIGITS:
        raise UsageError(f"{given!r} is no whole number; write it as 12, or `open` for no bound")
    return int(plain)


def _degrees(most: float) -> Callable[[str, Reading], float]:
    def parse(given: str, _reading: Reading) -> float:
        try:
            degrees = float(given)
        except ValueError:
            degrees = inf
        if not abs(degrees) <= most:  # what is no number at all (NaN) is not either
            raise UsageError(f"{given!r} is no number of degrees from -{most} to {most}; write it as 35.44")
        return degrees

    return parse


def _when(given: str, _reading: Reading) -> When:
    first, _, last = given.partition("/")
    when = When(first or None, last or first or None, "corrected")
    try:
        is_time = when.earliest is None or when.latest is None or when.earliest <= when.latest
    except ValueError:
        is_time = False
    if not is_time:
        raise UsageError(f"{given!r} is no time; write it as 2031-05-04, or 2031-05-01/2031-05-04")
    return when


def _truth(given: str, _reading: Reading) -> bool:
    if given not in {"yes", "no"}:
        raise UsageError(f"{given!r} is neither yes nor no")
    return given == "yes"


def _named(section: str) -> Callable[[str, Reading], str]:
    """Return what finds the actor or place of a reading by its name or id."""

    def parse(given: str, reading: Reading) -> str:
        known = getattr(reading, section)
        found: str | None = next((one.id for one in known if given.casefold() in {one.id.casefold(), one.name.casefold()}), None)
        if found is None:
            raise UsageError(
                f"the report names no {section[:-1]} {given!r}; it names {', '.join(one.name for one in known) or 'none'}"
            )
        return found

    return parse


def _words(given: str, _reading: Reading) -> str:
    if not given.strip():
        raise UsageError("give a word, not an empty one")
    return given.strip()


@dataclass(frozen=True, slots=True)
class _Field:
    """What can be corrected: the noun's field, what makes its value of words, and the words there are to choose from."""

    noun: str
    parse: Callable[[str, Reading], Any]
    can_be: Callable[[Reading], tuple[str, ...]] = lambda _reading: ()


def _choice(noun: str, words: Iterable[str]) -> _Field:
    known = tuple(words)
    return _Field(noun, _one_of(known), lambda _reading: known)


def _own(noun: str, section: str) -> _Field:
    return _Field(noun, _named(section), lambda reading: tuple(dict.fromkeys(one.name for one in getattr(reading, section))))


@cache
def fields() -> Mapping[str, Mapping[str, _Field]]:
    """Return what can be corrected, by the part of a reading and the field's name."""
    when = _Field("when", _when)
    return {
        "events": {
            "type": _choice("type", load().events),
            "realis": _choice("realis", get_args(Realis)),
            "background": _Field("background", _truth, lambda _reading: ("yes", "no")),
            "place": _own("at", "places"),
            "when": when,
        },
        "figures": {
            "kind": _choice("kind", get_args(FigureKind)),
            "low": _Field("low", _number),
            "high": _Field("high", _number),
            "who": _Field("who", _words),
            "place": _own("at", "places"),
            "when": when,
        },
        "control": {
            "status": _choice("status", get_args(ControlStatus)),
            "place": _own("place", "places"),
            "holder": _own("holder", "actors"),
            "when": when,
        },
        "actors": {"name": _Field("name", _words), "kind": _choice("kind", get_args(ActorKind))},
        "places": {"name": _Field("name", _words), "lat": _Field("lat", _degrees(90)), "lon": _Field("lon", _degrees(180))},
    }


def choices(reading: Reading, claim: str) -> dict[str, tuple[str, ...]]:
    """Return the fields of a claim that a person may correct, each with the words there are to choose from; () is any."""
    part = part_of(reading, claim)
    return {name: one.can_be(reading) for name, one in fields()[part].items()} if part else {}


def part_of(reading: Reading, claim: str) -> str | None:
    """Return the part of a reading in which a claim stands, None where it is in none that can be corrected."""
    return next((part for part in _PARTS if any(one.id == claim for one in getattr(reading, part))), None)


def value_of(reading: Reading, claim: str, field: str, given: str) -> Any:
    """Return the value that words give a field of a claim. Raises UsageError that names the fields or values there are."""
    part = part_of(reading, claim)
    known = fields()[part] if part else {}
    if field not in known:
        raise UsageError(f"{claim}: there is no field {field!r} to correct; there are {', '.join(known) or 'none'}")
    return known[field].parse(given, reading)


def machine_value(reading: Reading, claim: str, field: str) -> str:
    """Return the machine's own value of a field in words."""
    part = part_of(reading, claim)
    one = next(one for one in getattr(reading, part or "events") if one.id == claim)
    found = getattr(one, fields()[part or "events"][field].noun)
    return f"{found.first}/{found.last}" if isinstance(found, When) else str(found)


def corrected(readings: Iterable[Reading], corrections: Iterable[Correction]) -> list[Reading]:
    """Return the readings with what persons rejected left out and what they corrected changed."""
    by_document: dict[str, list[Correction]] = {}
    for one in in_force(corrections):
        by_document.setdefault(one.ref.document, []).append(one)
    return [_corrected(reading, by_document.get(reading.document.id, [])) for reading in readings]


def in_force(corrections: Iterable[Correction]) -> tuple[Correction, ...]:
    """Return the corrections that count: the last on each claim as a whole, and on each field of it."""
    kept: dict[tuple[Ref, str | None], Correction] = {}
    for one in sorted(corrections, key=lambda one: (one.made, one.id)):
        kept[one.ref, one.field] = one
    return tuple(sorted(kept.values(), key=lambda one: (one.ref, one.field or "")))


def _corrected(reading: Reading, corrections: list[Correction]) -> Reading:
    for one in corrections:
        part = part_of(reading, one.ref.claim)
        if part is None or one.verdict == "accept":
            continue  # a later reading may lack the claim: what a person said of it is kept, and finds nothing to change
        if one.verdict == "reject":
            reading = _without(reading, part, one.ref.claim)
        elif one.field is not None:
            try:
                value = value_of(reading, one.ref.claim, one.field, one.value or "")
            except UsageError:
                continue  # it was checked when it was made; a later reading may lack the place or actor that it names
            name = fields()[part][one.field].noun
            claims = tuple(replace(own, **{name: value}) if own.id == one.ref.claim else own for own in getattr(reading, part))
            reading = _with(reading, part, claims)
    return reading


def _with(reading: Reading, part: str, claims: tuple[Any, ...]) -> Reading:
    """Return a reading with other claims in one part."""
    changed: Mapping[str, Any] = {part: claims}
    return replace(reading, **changed)


def _without(reading: Reading, part: str, claim: str) -> Reading:
    """Return a reading without a claim; what hung on it hangs on nothing."""
    kept = tuple(one for one in getattr(reading, part) if one.id != claim)
    reading = _with(reading, part, kept)
    if part == "places":
        return replace(
            reading,
            events=tuple(replace(one, at=None) if one.at == claim else one for one in reading.events),
            figures=tuple(replace(one, at=None) if one.at == claim else one for one in reading.figures),
            control=tuple(one for one in reading.control if one.place != claim),
        )
    return replace(
        reading,
        events=tuple(replace(one, same_as=None) if one.same_as == claim else one for one in reading.events),
        figures=tuple(replace(one, event=None) if one.event == claim else one for one in reading.figures),
        control=tuple(replace(one, holder=None) if one.holder == claim else one for one in reading.control),
        attributions=tuple(replace(one, actor=None) if one.actor == claim else one for one in reading.attributions),
    )
