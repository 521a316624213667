"""What is installed: event types, things to count, languages, formats, exports and readers, for people and for programs.

In: the Vocabulary and the plug-in modules by name. Out: Lines, or one JSON object with the same content.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from twosource.outlets.page import Line, Piece, heading, inert, line
from twosource.reading import READERS

if TYPE_CHECKING:
    from twosource.plugins import Export, Format
    from twosource.vocabulary import EventType, Vocabulary


def page_of(vocabulary: Vocabulary, formats: Mapping[str, Format], exports: Mapping[str, Export]) -> Iterator[Line]:
    """Yield the page of all that is installed."""
    yield from heading("EVENT TYPES")
    for event in vocabulary.events.values():
        yield from _event(event)
    yield from heading("THINGS TO COUNT")
    yield from _entries((one.name, one.says) for one in vocabulary.figures.values())
    yield from heading("LANGUAGES")
    yield from _entries((one.name, f"tables: {', '.join(sorted(one.tables))}") for one in vocabulary.languages.values())
    yield from heading("FORMATS")
    yield from _entries((name, f"{_says(one)} ({', '.join(one.SUFFIXES)})") for name, one in formats.items())
    yield from heading("EXPORTS")
    yield from exports_of(exports)
    yield from heading("READERS")
    yield from _entries(iter(READERS.items()))


def exports_of(exports: Mapping[str, Export]) -> Iterator[Line]:
    """Yield one line for each export."""
    yield from _entries((name, f"{_says(one)} ({one.SUFFIX})") for name, one in exports.items())


def to_json(vocabulary: Vocabulary, formats: Mapping[str, Format], exports: Mapping[str, Export]) -> dict[str, Any]:
    """Return all that is installed as one JSON object."""
    return {
        "events": [
            {
                "name": one.name,
                "says": one.says,
                "family": one.family,
                "acled_event": one.acled_event,
                "acled_sub_event": one.acled_sub_event,
                "plover": one.plover,
                "roles": dict(one.roles),
                "effect": dict(one.effect),
                "languages": sorted(one.cues),
            }
            for one in vocabulary.events.values()
        ],
        "figures": [{"name": one.name, "says": one.says, "languages": sorted(one.cues)} for one in vocabulary.figures.values()],
        "languages": [{"name": one.name, "tables": sorted(one.tables)} for one in vocabulary.languages.values()],
        "formats": [{"name": name, "says": _says(one), "suffixes": list(one.SUFFIXES)} for name, one in formats.items()],
        "exports": [
            {"name": name, "says": _says(one), "suffix": one.SUFFIX, "media_type": one.MEDIA_TYPE}
            for name, one in exports.items()
        ],
        "readers": [{"name": name, "says": says} for name, says in READERS.items()],
    }


def _event(one: EventType) -> Iterator[Line]:
    yield line(Piece(one.name, "strong"), indent=2)
    codes = f"ACLED: {one.acled_event} / {one.acled_sub_event}; PLOVER: {one.plover}"
    yield line(inert(one.says), Piece(f" {codes}", "quiet"), indent=6)


def _entries(entries: Iterator[tuple[str, str]]) -> Iterator[Line]:
    for name, says in entries:
        yield line(inert(says), indent=2, lead=Piece(f"{name:<12}", "strong"))


def _says(module: Any) -> str:
    """Return the first line of a module's docstring."""
    return inert((module.__doc__ or "").strip().partition("\n")[0])
