"""The words we know, as data: event types, things to count, languages.

In: the TOML files of this folder. Out: one frozen Vocabulary, checked: a missing sentence, code, cue or example is an error
that names the file and the entry. Nothing here reads a report.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from twosource.errors import VocabularyError

Words = dict[str, dict[str, list[str]]]
"""The named lists of words for conditions, by language and name."""


@dataclass(frozen=True, slots=True)
class Cue:
    """A pattern that may name an event of a type, with conditions on its surroundings.

    `needs` are words of which the sentence must hold one, `bars` none. `object` and `agent` are words of which one must head
    what the event is done to, or who does it; "<place>" or "<armed>" stands there for any mention of that sort. `generic`
    words ("the attack") take the type of an event named before; `alone` ones count only where no other word names the event.
    """

    pattern: str
    needs: frozenset[str] = frozenset()
    bars: frozenset[str] = frozenset()
    object: frozenset[str] = frozenset()
    agent: frozenset[str] = frozenset()
    generic: bool = False
    alone: bool = False

    @property
    def conditions(self) -> int:
        """The number of conditions that must hold: of two cues that fit, the one with more knows better."""
        return 2 * bool(self.needs) + 3 * bool(self.object) + 3 * bool(self.agent) + bool(self.bars)


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence of our own with the reading that is expected of it."""

    lang: str
    text: str
    expect: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class EventType:
    """What can happen: the field's codes, the roles it has, and its effect on who holds a place.

    `frame` maps a grammatical place ("subject", "object", "from") to a role, or to two: for an actor and for a place.
    """

    name: str
    says: str
    acled_event: str
    acled_sub_event: str
    plover: str
    family: str
    roles: Mapping[str, str]
    effect: Mapping[str, str]
    frame: Mapping[str, str]
    cues: Mapping[str, tuple[Cue, ...]]
    examples: tuple[Example, ...]


@dataclass(frozen=True, slots=True)
class FigureType:
    """What can be counted, with the cues that tell it."""

    name: str
    says: str
    cues: Mapping[str, tuple[str, ...]]
    examples: tuple[Example, ...]


@dataclass(frozen=True, slots=True)
class Language:
    """One language: its tables (one TOML file each, by stem) as they stand in the folder."""

    name: str
    tables: Mapping[str, Mapping[str, Any]]
    abbreviations: frozenset[str] = field(default_factory=frozenset)

    def table(self, name: str) -> Mapping[str, Any]:
        """Return one table, or say which file is missing."""
        try:
            return self.tables[name]
        except KeyError:
            raise VocabularyError(f"languages/{self.name}/{name}.toml: the file is missing; add it") from None


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All of it: event types and figure types by name, languages by ISO 639-1 code."""

    events: Mapping[str, EventType]
    figures: Mapping[str, FigureType]
    languages: Mapping[str, Language]


@cache
def load() -> Vocabulary:
    """Return the vocabulary that ships with the package, checked."""
    folder = files("twosource.vocabulary")
    events = {entry.name: entry for entry in _events(folder.joinpath("events.toml"))}
    figures = {entry.name: entry for entry in _figures(folder.joinpath("figures.toml"))}
    languages = {
        one.name: _language(one)
        for one in sorted(folder.joinpath("languages").iterdir(), key=lambda one: one.name)
        if one.is_dir() and not one.name.startswith("_")
    }
    return Vocabulary(events, figures, languages)


def _toml(path: Traversable) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise VocabularyError(f"{path.name}: not valid TOML: {error}") from error


def _events(path: Traversable) -> list[EventType]:
    whole = _toml(path)
    words, frame = whole.get("words", {}), whole.get("frame", {})
    return [_event(path.name, entry, words, frame) for entry in whole.get("event", [])]


def _event(file: str, entry: dict[str, Any], words: Words, frame: dict[str, str]) -> EventType:
    name = entry.get("name", "?")
    for part in ("says", "acled", "plover", "family", "roles", "cues"):
        if part not in entry:
            raise VocabularyError(f"{file}: event type {name!r} has no {part!r}; add it")
    acled_event, _, acled_sub_event = entry["acled"].partition(" / ")
    return EventType(
        name=name,
        says=entry["says"],
        acled_event=acled_event,
        acled_sub_event=acled_sub_event,
        plover=entry["plover"],
        family=entry["family"],
        roles=entry["roles"],
        effect=entry.get("effect", {}),
        frame=frame | entry.get("frame", {}),
        cues={
            lang: tuple(_cue(f"{file}: {name!r}", cue, words.get(lang, {})) for cue in cues)
            for lang, cues in entry["cues"].items()
        },
        examples=_examples(file, name, entry),
    )


def _cue(where: str, cue: str | dict[str, Any], lists: dict[str, list[str]]) -> Cue:
    if isinstance(cue, str):
        return Cue(cue)
    unknown = cue.keys() - {"cue", "needs", "bars", "object", "agent", "generic", "alone"}
    if unknown or "cue" not in cue:
        raise VocabularyError(f"{where}: a cue {cue!r} with unknown parts {sorted(unknown)} or no 'cue'; mend it")
    named = {part: _words(where, cue.get(part, ()), lists) for part in ("needs", "bars", "object", "agent")}
    return Cue(cue["cue"], **named, generic=cue.get("generic", False), alone=cue.get("alone", False))


def _words(where: str, given: list[str], lists: dict[str, list[str]]) -> frozenset[str]:
    """Return the words of a condition, each "@name" replaced by the words of that list."""
    for name in given:
        if name.startswith("@") and name[1:] not in lists:
            raise VocabularyError(f"{where}: no list {name!r} under [words]; add it")
    return frozenset(word for name in given for word in (lists[name[1:]] if name.startswith("@") else [name]))


def _figures(path: Traversable) -> list[FigureType]:
    return [
        FigureType(
            name=entry["name"],
            says=entry["says"],
            cues={lang: tuple(cues) for lang, cues in entry.get("cues", {}).items()},
            examples=_examples(path.name, entry["name"], entry),
        )
        for entry in _toml(path).get("figure", [])
    ]


def _examples(file: str, name: str, entry: dict[str, Any]) -> tuple[Example, ...]:
    examples = tuple(Example(one["lang"], one["text"], one["expect"]) for one in entry.get("example", []))
    if len(examples) < 2:
        raise VocabularyError(f"{file}: {name!r} has {len(examples)} examples; give two under [[….example]]")
    return examples


def _language(folder: Traversable) -> Language:
    tables = {one.name.removesuffix(".toml"): _toml(one) for one in folder.iterdir() if one.name.endswith(".toml")}
    abbreviations = frozenset(tables.get("sentences", {}).get("abbreviations", ()))
    return Language(folder.name, tables, abbreviations)
