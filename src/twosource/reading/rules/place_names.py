"""The names in one sentence that may be a place's, with what speaks for it.

In: a Sentence, the words of `places.toml`, the gazetteer. Out: Namings, left to right. A capitalised run is matched against the gazetteer as
a whole, then its parts; what is left of the run must be explained (a direction, an adjective, "City", "Province"), or the run is
a person's or a body's name. `places` decides over the whole report which Namings stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from twosource.geography.keys import ARTICLES, fold
from twosource.vocabulary.inflection import parts_of_speech
from twosource.vocabulary.patterns import Hit, Patterns, expand

if TYPE_CHECKING:
    from twosource.geography import Entry, Gazetteer
    from twosource.reading.sentences import Sentence, Token

Head = tuple[str, str]
"""The level of a head noun and the noun."""

_WIDEST = 5  # tokens of the longest name that is looked up
_LARGE = 100_000  # inhabitants from which a town's bare name is a place's without any frame; by eye on forty reports
_LOWER_ARTICLE = re.compile(r"(?:[a-zA-Z]{1,2}|ash|esh|ath|adh)[-‘’'][A-Z]")


@dataclass(frozen=True, slots=True)
class Words:
    """The tables of `places.toml`, expanded."""

    heads: Patterns[Head]
    directions: Mapping[str, float]
    units: Mapping[str, float]
    strong: frozenset[str]
    weak: frozenset[str]
    taking: frozenset[str]
    plain: frozenset[str]
    says: frozenset[str]
    titles: frozenset[str]
    calendar: frozenset[str]
    never: frozenset[str]
    definite: Mapping[str, frozenset[str]]


@dataclass(frozen=True, slots=True)
class Naming:
    """A name at tokens `first` to `last`, in a phrase from `start` to `end`. `standing` is sure, known, maybe or unknown.

    `framed` tells that it stands where places stand; `direction` is the bearing of "southern" before it.
    """

    first: int
    last: int
    start: int
    end: int
    name: str
    level: str = ""
    head: str | None = None
    standing: str = "unknown"
    framed: bool = False
    spoken: bool = False
    direction: float | None = None
    entries: tuple[Entry, ...] = ()


def words(table: Mapping[str, Any]) -> Words:
    """Return the words of `places.toml` in the form in which they are looked up."""
    heads = [(one, (level, one.split("/")[0])) for level, nouns in table["heads"].items() for one in nouns]
    frames, forms = table["frames"], lambda patterns: frozenset(words[0] for one in patterns for words in expand(one))
    return Words(
        heads=Patterns(heads),
        directions={word: float(degrees) for word, degrees in table["directions"].items()},
        units=table["units"],
        strong=frozenset(frames["strong"]),
        weak=frozenset(frames["weak"]),
        taking=forms(frames["taking"]),
        plain=frozenset(frames["plain"]),
        says=forms(frames["says"]),
        titles=frozenset(frames["titles"]),
        calendar=frozenset(frames["calendar"]),
        never=frozenset(table["never"]["words"]),
        definite={word: frozenset(levels) for word, levels in table["definite"].items()},
    )


class Scan:
    """One sentence under the finder's eyes: which tokens may be names, which are heads."""

    def __init__(self, sentence: Sentence, known: Words, gazetteer: Gazetteer) -> None:
        self.tokens: Sequence[Token] = sentence.tokens
        self.text = [token.lower for token in sentence.tokens]
        self.known = known
        self.gazetteer = gazetteer
        self.heads: dict[int, Hit[Head]] = {}
        self.head_ends: dict[int, Hit[Head]] = {}
        for hit in known.heads.find_all(self.text):
            self.heads.setdefault(hit.first, hit)
            self.head_ends.setdefault(hit.last, hit)
        self.caseless = _is_caseless(sentence.tokens)

    def namings(self) -> Iterator[Naming]:
        """Yield the names of the sentence, none overlapping another."""
        at, before = 0, None
        while at < len(self.tokens):
            if not self._may_open(at):
                at += 1
                continue
            end = self._run_end(at)
            naming = self._border(at, end) or self._naming(at, end)
            if naming is not None:
                naming = self._coordinated(naming, before)
                before = naming
                yield naming
                at = max(end, naming.end)
            else:
                at = end

    # ------------------------------------------------------------------------------------------------------------ runs

    def is_name(self, at: int) -> bool:
        """Tell whether a token looks like part of a name."""
        token = self.tokens[at]
        if token.lower in self.known.never or not token.text[0].isalpha():
            return False
        if self.caseless:
            return not parts_of_speech(token.lower) or self._is_state(token)
        return token.is_capitalised or bool(_LOWER_ARTICLE.match(token.text))

    def _is_state(self, token: Token) -> bool:
        return len(token.text) > 3 and not token.text.islower() and self.gazetteer.country_of(token.lower) is not None

    def _may_open(self, at: int) -> bool:
        if self.is_name(at):
            return at > 0 or not self._is_plain_start(at)
        return self._is_article(at)

    def _is_plain_start(self, at: int) -> bool:
        """Tell whether the sentence's first word has its capital only because it is the first."""
        word = self.tokens[at].lower
        following = at + 1 < len(self.tokens) and self.is_name(at + 1)
        return bool(parts_of_speech(word)) and not following and not self._entries(self.tokens[at].text) and word not in self.known.directions

    def _is_article(self, at: int) -> bool:
        """Tell whether a separate "al" opens a name here."""
        word = self.text[at]
        return word in ARTICLES and word not in {"the", "an", "as", "at", "en"} and at + 1 < len(self.tokens) and self.is_name(at + 1)

    def _run_end(self, at: int) -> int:
        end = at
        while end < len(self.tokens) and (self.is_name(end) or self._joins(end)):
            end += 1
        return end

    def _joins(self, at: int) -> bool:
        """Tell whether a lower-case word or a dash stands inside a name ("Tell el Oru", "Oru–Tavan")."""
        if at + 1 >= len(self.tokens) or not self.is_name(at + 1):
            return False
        glued = self.tokens[at].start == self.tokens[at - 1].end and self.tokens[at].end == self.tokens[at + 1].start
        return self._is_article(at) or (self.text[at] in {"–", "-"} and glued)

    # --------------------------------------------------------------------------------------------------------- matching

    def _naming(self, at: int, end: int) -> Naming | None:
        """Return what a run names: its longest known part if the rest is explained, else the whole as an unknown name."""
        first = self._skip_lead(at, end)
        for start in range(at, end):
            for stop in range(min(self._reach(end), start + _WIDEST), start, -1):
                entries = self._entries(self._text(start, stop)) if self._may_end(stop) else ()
                if entries and self._explains(at, start, stop, end):
                    return self._framed(start, stop, entries)
            if start >= first:
                break
        last = self._name_end(first, end)
        return self._framed(first, last, ()) if first < last else None

    def _reach(self, end: int) -> int:
        """Return where a name may end that goes on with "of" behind a run ("Gulf of Oru")."""
        if end + 1 < len(self.tokens) and self.text[end] == "of":
            stop = end + 1 + (self.text[end + 1] == "the")
            if stop < len(self.tokens) and self.is_name(stop):
                return self._run_end(stop)
        return end

    def _may_end(self, stop: int) -> bool:
        return self.is_name(stop - 1)

    def _text(self, start: int, stop: int) -> str:
        joined = ""
        for at in range(start, stop):
            gap = at > start and self.tokens[at].start > self.tokens[at - 1].end
            joined += (" " if gap else "") + self.tokens[at].text
        return joined

    def _entries(self, name: str) -> tuple[Entry, ...]:
        if len(fold(name)) < 3 and not name.isupper():
            return ()
        entries = self.gazetteer.find(name)
        spoken = self.gazetteer.country_of(name)
        if spoken and not any(entry.kind == "country" for entry in entries):
            return ()  # an adjective: some village of that name is not what is meant
        if not entries and name.endswith("s") and len(name) > 4:  # "Xs government", an apostrophe lost on the way
            entries = tuple(entry for entry in self.gazetteer.find(name[:-1]) if entry.kind == "country")
        return entries

    def _is_adjective(self, at: int) -> bool:
        return self.gazetteer.country_of(self.tokens[at].text) is not None and not self._entries(self.tokens[at].text)

    def _is_lead(self, at: int) -> bool:
        word = self.text[at]
        return word in self.known.directions or word in self.known.plain or self._is_adjective(at) or at == 0 and bool(parts_of_speech(word))

    def _skip_lead(self, at: int, end: int) -> int:
        while at < end and self._is_lead(at):
            at += 1
        return at

    def _explains(self, at: int, start: int, stop: int, end: int) -> bool:
        """Tell whether what a run holds beside a known name is a direction, an adjective or a head noun."""
        if self._skip_lead(at, start) < start:
            return False
        return stop >= end or self._name_end(stop, end) == stop

    def _name_end(self, first: int, end: int) -> int:
        """Return where the name ends in a run that goes on with a capitalised head noun ("Oru City")."""
        for at in range(first, end):
            hit = self.heads.get(at)
            if hit and hit.last >= end:
                return at
        return end

    # ----------------------------------------------------------------------------------------------------------- frames

    def _framed(self, first: int, last: int, entries: tuple[Entry, ...]) -> Naming:
        """Return a name with the phrase around it and what speaks for a place."""
        start, end, level, head = first, last, "", None
        before, after = self._head_before(first), self._head_after(last)
        if before is not None:
            level, head = before.payload
            start = self._phrase_start(before.first)
        elif after is not None and not (level := "") and self._takes_head(first, last, after, entries):
            level, head = after.payload
            end, start = after.last, self._phrase_start(first)
        direction = self.known.directions.get(self.text[first - 1]) if first else None
        if direction is not None and before is None and head is None:
            start = first - 1
        naming = Naming(first, last, start, end, self._text(first, last), level, head, direction=direction, entries=entries)
        return self._judged(naming)

    def _head_before(self, first: int) -> Hit[Head] | None:
        at = first
        while at > 0 and (self.text[at - 1] == "the" or self._is_lead_inside(at - 1)):
            at -= 1
        if at and self.text[at - 1] == "of":
            return self.head_ends.get(at - 1)
        hit = self.head_ends.get(first)
        if hit and hit.payload[0] in {"water", "height", "town", "capital"} and self.text[first - 1] != "capital":
            return hit if first - hit.first == 1 else None
        return hit if hit and hit.payload[0] == "capital" else None

    def _is_lead_inside(self, at: int) -> bool:
        return self.text[at] in self.known.directions or self.text[at] in self.known.plain

    def _head_after(self, last: int) -> Hit[Head] | None:
        at = last
        while at < len(self.tokens) and at < last + 2 and self._is_lead_inside(at):
            at += 1
        return self.heads.get(at)

    def _takes_head(self, first: int, last: int, hit: Hit[Head], entries: Sequence[Entry]) -> bool:
        """Tell whether the noun behind a name is its head: not in "the Oru suburb of Tavan", nor in "Oru state media"."""
        following = self.text[hit.last] if hit.last < len(self.tokens) else ""
        level, noun = hit.payload
        if following == "of" and level in {"town", "capital", "part"}:
            return False
        if noun in {"state", "department"} and not any(entry.kind == "admin1" for entry in entries):
            return False
        if noun == "school" or (noun in {"base", "station"} and not entries and last - first > 2):
            return bool(entries) or self.tokens[hit.first].is_capitalised
        return level != "capital"

    def _phrase_start(self, first: int) -> int:
        """Walk left over the modifiers of a phrase; take its article, and nothing where none is found."""
        at = first
        while at > 0 and first - at < 5 and (self.tokens[at - 1].tag in {"ADJ", "ADV"} or self._is_lead(at - 1)):
            at -= 1
        if at > 0 and self.text[at - 1] in {"the", "a", "an", "its", "their"}:
            return at - 1
        inside = first
        while inside > 0 and self._is_lead_inside(inside - 1):
            inside -= 1
        return inside

    def _border(self, at: int, end: int) -> Naming | None:
        """Return "the Xian border": an adjective that has become a place by its noun."""
        hit = self.heads.get(end)
        if hit is None or hit.payload[0] != "border" or self.caseless:
            return None
        parts = [part for n in range(at, end) for part in re.split("[-–]", self.tokens[n].text) if part]
        if not parts or not all(self.gazetteer.country_of(part) for part in parts if part.isalpha()):
            return None
        start = self._phrase_start(at)
        return Naming(at, end, start, hit.last, self._text(at, hit.last), "border", hit.payload[1], "sure", framed=True)

    def _judged(self, naming: Naming) -> Naming:
        """Return the naming with its standing and whether it stands where places stand."""
        before = self.text[naming.start - 1] if naming.start else ""
        after = self.text[naming.end] if naming.end < len(self.tokens) else ""
        strong = before in self.known.strong or self.text[naming.first - 1 : naming.first] in (["downtown"], ["central"])
        weak = before in self.known.weak or before in self.known.taking
        standing = _rank(naming.entries)
        person = before in self.known.titles and naming.head is None
        spoken = after in self.known.says and standing not in {"sure"}
        sure = standing == "sure" or naming.head is not None or self._is_dateline(naming) or self._names_larger(naming)
        if strong and not person and (naming.entries or self._may_be_unknown(naming)):
            sure = True
        if person or self._goes_on(naming):
            sure, standing, spoken = False, "unknown", True
        final = "sure" if sure else standing
        return replace(naming, standing=final, framed=strong or weak or naming.head is not None, spoken=spoken)

    def _goes_on(self, naming: Naming) -> bool:
        """Tell whether a capitalised word follows that makes the name part of a body's ("Oru Media")."""
        if naming.head is not None or naming.end >= len(self.tokens) or self.caseless:
            return False
        token = self.tokens[naming.end]
        known = self.known.calendar
        return token.is_capitalised and token.text[0].isalpha() and token.lower not in known and not self._is_opening(naming.end)

    def _is_opening(self, at: int) -> bool:
        """Tell whether a capitalised word may begin something new: a line's first word behind a missing full stop."""
        return self.tokens[at].lower in {"i", "the", "a", "but"} or self.tokens[at].start > self.tokens[at - 1].end + 1

    def _may_be_unknown(self, naming: Naming) -> bool:
        """Tell whether a name that no gazetteer has may be a place's behind "in": no common word, no initials, no owner."""
        following = self.text[naming.end] if naming.end < len(self.tokens) else ""
        if following in {"'s", "'"} or naming.name.isupper() or naming.last - naming.first > 4 or len(naming.name) < 4:
            return False
        return not any(parts_of_speech(self.text[at]) for at in range(naming.first, naming.last))

    def _is_dateline(self, naming: Naming) -> bool:
        """Tell whether the name opens the sentence in capitals, with a dash, bracket or comma behind it."""
        following = self.text[naming.end] if naming.end < len(self.tokens) else ""
        return naming.start == 0 and naming.name.isupper() and bool(naming.entries) and following in {"(", "-", "–", "—", ",", ":", "--"}

    def _names_larger(self, naming: Naming) -> bool:
        """Tell whether a comma and the name of the state or province follow ("Oru, Xia")."""
        at = naming.end + 1
        if not naming.entries or at >= len(self.tokens) or self.text[naming.end] != "," or not self.is_name(at):
            return False
        stop = self._run_end(at)
        larger = [entry for entry in self._entries(self._text(at, stop)) if entry.kind in {"country", "admin1"}]
        return any(one.country in {entry.country for entry in larger} for one in naming.entries)

    def _coordinated(self, naming: Naming, before: Naming | None) -> Naming:
        """Return the naming, framed as its neighbour is in "Oru and Tavan"."""
        if before is None or not before.framed or naming.start - before.end > 2 or naming.spoken:
            return naming
        between = self.text[before.end : naming.start]
        if not between or any(word not in {",", "and", "or", "&"} for word in between):
            return naming
        sure = before.standing == "sure" and bool(naming.entries) and naming.standing != "unknown"
        return replace(naming, framed=True, standing="sure" if sure else naming.standing)


def _rank(entries: Sequence[Entry]) -> str:
    """Return how sure a bare name is a place's by the largest place that bears it."""
    if not entries:
        return "unknown"
    if any(entry.kind == "country" or entry.capital for entry in entries):
        return "sure"
    if any(entry.kind in {"admin1", "region"} or (entry.population or 0) >= _LARGE for entry in entries):
        return "known"
    return "maybe"


def _is_caseless(tokens: Sequence[Token]) -> bool:
    """Tell whether capitals say nothing here: all, none, or (a headline) nearly every long word has one."""
    long = [token for token in tokens if token.text.isalpha() and len(token.text) > 3]
    if len(long) < 3:
        return False
    capital = sum(token.is_capitalised for token in long)
    return capital == 0 or capital >= 0.75 * len(long)


