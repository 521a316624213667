"""What must not go out of a record, taken out of it before anything is written.

In: a Record and a Withholding. Out: the same record with places coarsened, and names, sources or the reports' own words hidden
in every string of it: texts, titles, notes, judgements, file names. Ids, counts and offsets stay, so what an export says can
still be followed by whoever has the whole record. It is done here, once and for every export, so that no export can leak.

What it cannot do is to hide a name that nobody read as one. Who must be sure withholds the texts as well, and reads the result.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cache, lru_cache
from typing import Any

from twosource.nouns import Document, KnownPlace, Place, Record, Ref, Span
from twosource.record.coarsening import PLACE, coarsened, finer_names
from twosource.record.masking import BAR, Mask
from twosource.record.names import names_in, persons_of, small_words, victims_in

NAME, SOURCE, WORDS = "[name withheld]", "[source withheld]", "[words withheld]"
"""What stands for what is withheld, outside the texts."""

HIDDEN_SOURCES = frozenset({"anonymous", "witness"})
"""The kinds of speakers that `sources` withholds: who spoke as a private person, or asked not to be named."""

_PASSAGE = 6  # words in a row that are a report's own; fewer are the names and terms that any report of the event would use


@dataclass(frozen=True, slots=True)
class Withholding:
    """What is withheld: places finer than so many kilometres, names of persons and victims, private speakers, words."""

    coarsen: float | None = None
    names: bool = False
    sources: bool = False
    texts: bool = False

    @property
    def notices(self) -> tuple[str, ...]:
        """Return in sentences what is withheld, for every file that goes out."""
        said = (
            (
                self.coarsen is not None,
                f"Places are coarsened to {self.coarsen or 0:g} km: finer names are withheld, positions moved.",
            ),
            (self.names, "Names of persons and of victims are withheld."),
            (self.sources, "Anonymous sources and witnesses are withheld."),
            (self.texts, "The words of the reports are withheld."),
        )
        return tuple(sentence for is_so, sentence in said if is_so)


def withheld(record: Record, rule: Withholding) -> Record:
    """Return a record without what a rule withholds."""
    phrases: dict[str, str] = {}
    spans: dict[str, list[Span]] = {}
    if rule.coarsen is not None:
        phrases |= dict.fromkeys(finer_names(record, rule.coarsen), PLACE)
        record = coarsened(record, rule.coarsen)
    if rule.names:
        phrases |= dict.fromkeys(_persons(record), NAME)
        record = _without_judges(record)
    if rule.sources:
        phrases |= dict.fromkeys(_sources(record, spans), SOURCE)
    if phrases or spans:
        record = _masked(record, phrases, spans)
    return _without_texts(record) if rule.texts else record


def _persons(record: Record) -> set[str]:
    outlets = {(reading.document.outlet or "").casefold() for reading in record.readings}
    found = persons_of(record) | {name for reading in record.readings for name in victims_in(reading)}
    return {name for name in found if name.casefold() not in outlets}


def _sources(record: Record, spans: dict[str, list[Span]]) -> set[str]:
    """Return the words for private speakers, and add where they stand."""
    found: set[str] = set()
    small = small_words(record)
    for reading in record.readings:
        document, actors = reading.document, {one.id: one for one in reading.actors}
        for one in reading.attributions:
            if one.kind not in HIDDEN_SOURCES:
                continue
            actor = actors.get(one.actor or "")
            words = [*((one.source,) if one.source else ()), *(actor.mentions if actor else ())]
            spans.setdefault(document.id, []).extend(words)
            said = {document.words(span) for span in words} | ({actor.name} if actor else set())
            found |= {phrase for phrase in said if len(phrase.split()) > 1}
            if actor and actor.kind == "person":
                found |= {name for phrase in said for name in names_in(phrase) if name.casefold() not in small}
    return found


def _without_judges(record: Record) -> Record:
    """Return a record that does not name who judged: an analyst is a person too."""
    judgements = [replace(one, judge=NAME) if one.is_persons else one for one in record.judgements]
    corrections = [replace(one, judge=NAME) for one in record.corrections]
    return replace(record, judgements=tuple(judgements), corrections=tuple(corrections))


def _masked(record: Record, phrases: Mapping[str, str], spans: Mapping[str, list[Span]]) -> Record:
    """Return a record in which phrases are hidden in every string, and spans in the texts."""
    found = Mask(phrases)
    hidden = {origin: f"[report {one.document.id}]" for one in record.readings if found.is_in(origin := one.document.origin)}
    mask = Mask({**phrases, **hidden})
    in_strings = lru_cache(maxsize=None)(mask.replaced)
    outside_texts = _walking(Mask({phrase: label for phrase, label in phrases.items() if label != PLACE}).replaced, {})

    def of_document(one: Document) -> Document:
        rest = {field.name: walk(getattr(one, field.name)) for field in fields(one) if field.name not in {"text", "url"}}
        rest["origin"] = hidden.get(one.origin, one.origin)
        url = None if one.url and mask.is_in(one.url) else one.url
        return replace(one, **{**rest, "url": url, "text": mask.hidden(one.text, spans.get(one.id, ()))})

    def of_place(one: Place | KnownPlace) -> Place | KnownPlace:
        """Return a place that keeps its name where it was left as it was: "Oru", the province, if the town is withheld."""
        rest = {field.name: walk(getattr(one, field.name)) for field in fields(one)}
        if one.precision != "vague":
            rest |= {name: outside_texts(getattr(one, name)) for name in ("name", "names", "within") if hasattr(one, name)}
        return replace(one, **rest)

    walk = _walking(in_strings, {Document: of_document, Place: of_place, KnownPlace: of_place})
    found_record: Record = walk(record)
    return found_record


def _without_texts(record: Record) -> Record:
    """Return a record in which no string holds as many words in a row of any report as make a passage."""
    texts = [one.document.text for one in record.readings] + [one.document.title or "" for one in record.readings]
    passages = {passage for text in texts for passage in _passages(text)}

    def of_string(text: str) -> str:
        return WORDS if any(one in passages for one in _passages(text)) else text

    def of_document(one: Document) -> Document:
        days = tuple(replace(day, evidence="") for day in one.dates)
        return replace(one, text=BAR * len(one.text), title=None, dates=days, notes=tuple(map(of_string, one.notes)))

    found: Record = _walking(of_string, {Document: of_document})(record)
    return found


def _passages(text: str) -> Iterable[tuple[str, ...]]:
    words = text.split()
    return (tuple(words[at : at + _PASSAGE]) for at in range(len(words) - _PASSAGE + 1))


def _walking(of_string: Callable[[str], str], of_noun: Mapping[type, Callable[[Any], Any]]) -> Callable[[Any], Any]:
    """Return a function that rebuilds nouns with every string in them changed, but for addresses of claims."""

    def walk(value: Any) -> Any:
        if isinstance(value, str):
            return of_string(value)
        if isinstance(value, tuple):
            return tuple(map(walk, value)) if value else value
        if type(value) in of_noun:
            return of_noun[type(value)](value)
        if isinstance(value, Span | Ref) or not is_dataclass(value) or isinstance(value, type):
            return value
        changed = {name: new for name in _names(type(value)) if (new := walk(old := getattr(value, name))) is not old}
        return replace(value, **changed) if changed else value

    return walk


@cache
def _names(noun: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(noun))
