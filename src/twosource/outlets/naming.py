"""The names on the page: who says so, who is who, where it is, and what a reader should be careful with.

In: a Record and its Voices. Out: Lines; a section without content yields nothing.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from twosource.nouns import Attribution, KnownActor, KnownPlace, Record
from twosource.outlets.page import Line, Piece, heading, inert, line
from twosource.outlets.phrases import kind_in_words, plain_name
from twosource.outlets.voices import Voices, numbered

NAMES, ROW = 6, 104
"""The most other names that an actor or place lists on the page, and the characters that they may take with it, two rows."""


def speakers(voices: Voices) -> Iterator[Line]:
    """Yield everyone who is quoted, those who say most first, with what the reports say of them."""
    said: dict[str, list[tuple[str, Attribution]]] = {}
    for reading in voices.readings.values():
        for one in reading.attributions:
            named = one.actor or one.source
            name = voices.name_of(reading.document.id, one) if named else ""
            said.setdefault(name, []).append((reading.document.id, one))
    unnamed = said.pop("", [])
    if said or unnamed:
        yield from heading("WHO SAYS SO")
    for name, theirs in sorted(said.items(), key=lambda one: (-len(one[1]), one[0])):
        yield _speaker(name, theirs, voices)
    if unnamed:
        cues = Counter((voices.number(document), voices.quoted(document, one.cue)) for document, one in unnamed if one.cue)
        listed = ", ".join(f"{words} {number}" for number, words in cues)
        yield line("nobody is named", f" for {len(unnamed)}: {listed}", indent=2, lead="· ")


def _speaker(name: str, theirs: list[tuple[str, Attribution]], voices: Voices) -> Line:
    told = (part for _, one in theirs for part in kind_in_words(one).split(", ") if part)
    kinds = ", ".join(dict.fromkeys(told))
    stances = Counter(one.stance for _, one in theirs)
    counted = ", ".join(f"{stance} {count}" if count > 1 else stance for stance, count in stances.items())
    numbers = Piece(f" {''.join(dict.fromkeys(voices.number(document) for document, _ in theirs))}", "number")
    about = f" ({kinds})" if kinds else ""
    return line(Piece(name, "strong"), about, numbers, indent=2, lead="· ", right=Piece(counted, "quiet"))


def actors(record: Record) -> Iterator[Line]:
    """Yield the actors that go under several names."""
    many = [actor for actor in record.actors if _others(actor)]
    if many:
        yield from heading("WHO IS WHO")
    for one in many:
        side = f", side: {inert(one.side)}" if one.side else ""
        pieces = (Piece(inert(one.name), "strong"), f" ({plain_name(one.kind)}{side}): {_others(one)}")
        yield line(*pieces, indent=2, lead="· ", right=Piece(inert(one.id), "quiet"))


def places(record: Record, voices: Voices) -> Iterator[Line]:
    """Yield where each place is taken to lie; those that are not placed share a line."""
    if record.places:
        yield from heading("WHERE IT IS")
    for place in record.places:
        if place.lat is not None:
            yield _where(place, place.lat, place.lon or 0.0, voices)
    if unplaced := [f"{inert(place.name)} {inert(place.id)}" for place in record.places if place.lat is None]:
        yield line(", ".join(unplaced), indent=2, lead="· not placed: ")


_ARTICLE = re.compile(r"^(?:the|an?) ")


def _others(one: KnownActor | KnownPlace) -> str:
    """Return the other names of a thing, each once however its letters are set, as many as have room, the rest counted."""
    known = {_bare(one.name): ""}
    others = [known.setdefault(_bare(name), inert(name)) for name in one.names if _bare(name) not in known]
    shown: list[str] = []
    for name in others[:NAMES]:
        if not shown or len(one.name) + sum(len(word) + 4 for word in shown) + len(name) <= ROW:
            shown.append(name)
    more = f" and {len(others) - len(shown)} more" if len(others) > len(shown) else ""
    return ", ".join(f"“{name}”" for name in shown) + more


def _bare(name: str) -> str:
    """Return a name as it is told apart from others on the page: without its article, whatever the case of its letters."""
    return _ARTICLE.sub("", name.casefold())


def _where(one: KnownPlace, lat: float, lon: float, voices: Voices) -> Line:
    within = voices.place(one.within)
    larger = ", ".join(part for part in (within, inert(one.country or "")) if part and part != one.name)
    others = _others(one)
    return line(
        Piece(inert(one.name), "strong"),
        f"{f', {larger}' if larger else ''}: {degrees(lat, lon)}",
        Piece(f" ({one.precision}){f'; also {others}' if others else ''}{_checked(one, voices)}", "quiet"),
        indent=2,
        lead="· ",
        right=Piece(inert(one.id), "quiet"),
    )


def _checked(one: KnownPlace, voices: Voices) -> str:
    """Return what a relative description in a report says of the place, where it was computed and checked on the map."""
    named = {(ref.document, ref.claim) for ref in one.mentions}
    for reading in voices.readings.values():
        for place in reading.places:
            if place.relation and ": " in place.relation and (reading.document.id, place.id) in named:
                return f"; {inert(place.relation)}"
    return ""


def degrees(lat: float, lon: float) -> str:
    """Return a position as `35.44 N 36.65 E`, two decimals, which is about a kilometre."""
    return f"{abs(lat):.2f} {'N' if lat >= 0 else 'S'} {abs(lon):.2f} {'E' if lon >= 0 else 'W'}"


def notes(record: Record, voices: Voices) -> Iterator[Line]:
    """Yield what a reader should be careful with: the record's notes, the reports', the places that could be another."""
    by_origin = {reading.document.origin: voices.number(reading.document.id) for reading in voices.readings.values()}
    found = [inert(numbered(note, by_origin)) for note in record.notes]
    for reading in voices.readings.values():
        found += [f"{voices.number(reading.document.id)}: {inert(note)}" for note in reading.document.notes]
    for place in record.places:
        doubts = [note for note in place.notes if not _is_its_own_region(note)]
        found += [f"{inert(place.name)}: {inert(note)}" for note in doubts[:1]]
    if found:
        yield from heading("NOTES")
    for note in dict.fromkeys(found):
        yield line(note, indent=2, lead="· ")


# A second choice that is the region of the same name: the town of Nakuru or its province, which is no doubt worth a note.
_REGION = re.compile(r"^(?P<name>[^,;]+)(?:, [^;]*)?, (?P<country>\w\w) \(.*; second choice: [^;]*, (?P=country) \(admin\d\)$")


def _is_its_own_region(note: str) -> bool:
    return bool(_REGION.match(note))
