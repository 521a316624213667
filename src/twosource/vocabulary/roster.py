"""A project's own roster of actors and sources: who is who in this war, under which names, and on whose side.

In: a TOML file with entries `[[side]]` (name, words: umbrella words such as "the rebels"), `[[actor]]` (name, names, kind,
country, parent, side, since, until) and `[[source]]` (name, names, root, since, until). A name may be a text or a table { name,
since, until }; stretches are half-open. Out: one frozen Roster, asked by name and day. It is read whole or not at all: what
contradicts itself is an error that names file and line.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any, get_args

from twosource.errors import VocabularyError
from twosource.nouns import ActorKind

_KEYS = {
    "side": frozenset({"name", "words"}),
    "actor": frozenset({"name", "names", "kind", "country", "parent", "side", "since", "until"}),
    "source": frozenset({"name", "names", "root", "since", "until"}),
}
_TEXTS = ("name", "kind", "country", "parent", "side", "root")
_ARTICLE = re.compile(r"^(?:the|an?) ")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of days, half-open; None is open."""

    since: date | None = None
    until: date | None = None

    def holds(self, day: date | None) -> bool:
        """Tell whether a day lies in it; an unknown day may."""
        return day is None or ((self.since is None or self.since <= day) and (self.until is None or day < self.until))

    def meets(self, other: Stretch) -> bool:
        """Tell whether two stretches share a day."""
        return (self.until is None or other.since is None or other.since < self.until) and (
            other.until is None or self.since is None or self.since < other.until
        )


@dataclass(frozen=True, slots=True)
class Entry:
    """One actor, source or side of the roster with its names and the stretch in which each is used; `line` is where it stands.

    `side` of an actor is its own, else that of the nearest parent that has one.
    """

    sort: str
    name: str
    names: tuple[tuple[str, Stretch], ...]
    line: int
    during: Stretch = Stretch()
    kind: ActorKind | None = None
    country: str | None = None
    parent: str | None = None
    side: str | None = None
    root: str | None = None

    @property
    def id(self) -> str:
        """What no other entry is called."""
        return f"{self.sort} {self.name} {self.during.since or ''}"

    def called(self, words: Iterable[str]) -> str | None:
        """Return the first of its names that stands among words, None where none does: nothing goes by a name nobody used."""
        used = {key(word) for word in words}
        return next((name for name, _ in self.names if key(name) in used), None)


@dataclass(frozen=True, slots=True)
class Roster:
    """Who is who, by name and day."""

    entries: tuple[Entry, ...] = ()
    _named: Mapping[str, tuple[tuple[Entry, Stretch], ...]] = field(init=False, compare=False, repr=False, default_factory=dict)

    def __post_init__(self) -> None:
        named: dict[str, list[tuple[Entry, Stretch]]] = {}
        for one in self.entries:
            for name, during in one.names:
                named.setdefault(key(name), []).append((one, during))
        object.__setattr__(self, "_named", {name: tuple(found) for name, found in named.items()})

    def actor(self, names: Iterable[str], day: date | None) -> Entry | None:
        """Return the actor, or the side of an umbrella word, that names mean on a day: the first name that means one alone."""
        for name in names:
            found = {one.id: one for one, during in self._called(name) if one.sort != "source" and during.holds(day)}
            if len(found) == 1:
                return next(iter(found.values()))
        return None

    def root(self, name: str, day: date | None) -> str | None:
        """Return the source that stands behind another in the end, None where the roster names none."""
        found, seen = None, {key(name)}
        while one := next((one for one, during in self._called(found or name) if one.root and during.holds(day)), None):
            found = one.root
            if found is None or key(found) in seen:
                break
            seen.add(key(found))
        return found

    def _called(self, name: str) -> tuple[tuple[Entry, Stretch], ...]:
        return self._named.get(key(name), ())


def key(name: str) -> str:
    """Return a name without case, marks and a leading article: what two spellings in one roster must not share."""
    return _ARTICLE.sub("", " ".join(re.findall(r"[^\W_]+", name.casefold())))


def load_roster(file: Path | None) -> Roster:
    """Return the roster of a file, an empty one where there is none. Raises VocabularyError naming the file and the line."""
    if file is None:
        return Roster()
    try:
        text = file.read_text(encoding="utf-8-sig")
        whole = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        at = re.search(r"\(at line (\d+)", str(error))
        raise VocabularyError(f"{file}, line {at.group(1) if at else '1'}: not valid TOML: {error}") from error
    except (OSError, UnicodeDecodeError) as error:
        raise VocabularyError(f"{file}: cannot be read ({error}); give a TOML file in UTF-8") from error
    page = _Page(file, text.splitlines())
    for name in whole.keys() - _KEYS.keys():
        raise page.error(
            next(iter(page.starts(name)), page.line_of(name)),
            f"unknown part {name!r}; there are [[side]], [[actor]] and [[source]]",
        )
    entries = [one for sort in _KEYS for one in _entries(page, sort, whole.get(sort, []))]
    _check_names(page, entries)
    return Roster(tuple(_check_ties(page, entries)))


@dataclass(frozen=True, slots=True)
class _Page:
    """The lines of the file, so that an error can name one: the TOML reader does not tell where an entry stood."""

    file: Path
    lines: list[str]

    def error(self, line: int, what: str) -> VocabularyError:
        """Return the error that refuses the file."""
        return VocabularyError(f"{self.file}, line {line}: {what}")

    def line_of(self, word: str, start: int = 1) -> int:
        """Return the first line from a line on, within its entry, that begins with a key or holds a text; else that line."""
        written = re.compile(rf"^\s*\[*{re.escape(word)}\b|[\"']{re.escape(word)}[\"']")
        for at in range(start, len(self.lines) + 1):
            if at > start and self.lines[at - 1].lstrip().startswith("[["):
                break
            if written.search(self.lines[at - 1]):
                return at
        return start

    def starts(self, sort: str) -> list[int]:
        """Return the lines on which the entries of a sort begin."""
        return [at for at, line in enumerate(self.lines, 1) if re.match(rf"\s*\[\[\s*{re.escape(sort)}\s*\]\]", line)]


def _entries(page: _Page, sort: str, given: Any) -> Iterator[Entry]:
    starts = page.starts(sort)
    if not isinstance(given, list) or len(starts) != len(given):
        raise page.error(page.line_of(sort), f"write each {sort} as a table of its own under [[{sort}]]")
    for line, one in zip(starts, given, strict=True):
        yield _entry(page, sort, line, one)


def _entry(page: _Page, sort: str, line: int, given: dict[str, Any]) -> Entry:
    for name in given.keys() - _KEYS[sort]:
        raise page.error(
            page.line_of(name, line), f"unknown key {name!r} under [[{sort}]]; there are {', '.join(sorted(_KEYS[sort]))}"
        )
    for name in _TEXTS:
        if name in given and not (isinstance(given[name], str) and given[name].strip()):
            raise page.error(page.line_of(name, line), f"{name} must be a text that is not empty")
    if "name" not in given:
        raise page.error(line, f"the {sort} has no name; add it")
    if given.get("kind", "other") not in get_args(ActorKind):
        raise page.error(page.line_of("kind", line), f"kind {given['kind']!r} is not one of {', '.join(get_args(ActorKind))}")
    if not re.fullmatch(r"[A-Z]{2}", given.get("country", "XX")):
        raise page.error(
            page.line_of("country", line), f"country {given['country']!r} is no ISO 3166 code of two capital letters"
        )
    during = _stretch(page, line, given, Stretch())
    more = given.get("words" if sort == "side" else "names", [])
    own = [] if sort == "side" else [(given["name"], during)]
    names = (*own, *(_name(page, line, one, during) for one in (more if isinstance(more, list) else [more])))
    texts = {name: given.get(name) for name in ("kind", "country", "parent", "side", "root")}
    return Entry(sort, given["name"], names, line, during, **texts)


def _name(page: _Page, line: int, given: Any, during: Stretch) -> tuple[str, Stretch]:
    if isinstance(given, str) and given.strip():
        return given, during
    if isinstance(given, dict) and isinstance(given.get("name"), str) and given.keys() <= {"name", "since", "until"}:
        return given["name"], _stretch(page, page.line_of(given["name"], line), given, during)
    raise page.error(page.line_of("names", line), f"{given!r} is no name: write a text, or a table of name, since, until")


def _stretch(page: _Page, line: int, given: dict[str, Any], around: Stretch) -> Stretch:
    days: dict[str, date | None] = {"since": around.since, "until": around.until}
    for name in days.keys() & given.keys():
        try:
            days[name] = date.fromisoformat(str(given[name]))
        except ValueError as error:
            what = f"{name} {given[name]!r} is no day; write it as 2031-05-04"
            raise page.error(page.line_of(name, line), what) from error
    since, until = days["since"], days["until"]
    if since is not None and until is not None and until <= since:
        raise page.error(page.line_of("until", line), f"until {until} does not lie after since {since}")
    return Stretch(since, until)


def _check_names(page: _Page, entries: list[Entry]) -> None:
    """Refuse a name that means two things at one time; a source may share its name with the actor that it is."""
    taken: dict[str, list[tuple[Entry, Stretch]]] = {}
    for one in entries:
        for name, during in one.names:
            for other, then in taken.setdefault(key(name), []):
                same_shelf = (one.sort == "source") == (other.sort == "source")
                if other is not one and same_shelf and during.meets(then):
                    where = f"{other.sort} {other.name!r} on line {other.line}"
                    raise page.error(page.line_of(name, one.line), f"the name {name!r} is at the same time one of {where}")
            taken[key(name)].append((one, during))


def _check_ties(page: _Page, entries: list[Entry]) -> Iterator[Entry]:
    """Yield the entries, each actor with its own side or the side above it; refuse what hangs in the air or in a circle."""
    sides = {one.name for one in entries if one.sort == "side"}
    for one in entries:
        if one.side is not None and one.side not in sides:
            raise page.error(page.line_of("side", one.line), f"no [[side]] is called {one.side!r}")
        above = list(_above(page, one, entries))
        if one.sort == "actor":
            inherited = next(((other.side, other.name) for other in above if other.side), None)
            if one.side and inherited and one.side != inherited[0]:
                what = f"{one.name!r} is of side {one.side!r}, its parent {inherited[1]!r} of side {inherited[0]!r}"
                raise page.error(page.line_of("side", one.line), what)
            yield replace(one, side=one.side or (inherited[0] if inherited else None))
        else:
            yield replace(one, side=one.name) if one.sort == "side" else one


def _above(page: _Page, one: Entry, entries: list[Entry]) -> Iterator[Entry]:
    """Yield the parents of an actor, or the roots of a source, the nearest first."""
    word, sorts = ("root", {"source", "actor"}) if one.sort == "source" else ("parent", {"actor"})
    seen, here = [one.id], one
    while (name := here.root if word == "root" else here.parent) is not None:
        known = [other for other in entries if other.sort in sorts and key(other.name) == key(name)]
        found = next((other for other in known if other.during.meets(here.during)), None)
        if found is None:
            raise page.error(
                page.line_of(word, here.line), f"{word} {name!r} of {here.name!r} does not exist at that time; add it"
            )
        if found.id in seen:
            raise page.error(page.line_of(word, here.line), f"{word} {name!r} of {here.name!r} leads back to {one.name!r}")
        seen.append(found.id)
        yield found
        here = found
