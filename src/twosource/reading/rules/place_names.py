"""The names in one sentence that may be a place's, with what speaks for it.

In: a Sentence, the words of `places.toml`, the gazetteer. Out: Namings, left to right. A capitalised run is matched
against the gazetteer as a whole, then its parts; what is left of the run must be explained (a direction, an adjective,
"City", "Province"), or the run is a person's or a body's name. `places` decides over the whole report which Namings
stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from twosource.geography.keys import ARTICLES, fold
from twosource.reading.rules.place_words import Naming, is_caseless, rank
from twosource.vocabulary.inflection import parts_of_speech

if TYPE_CHECKING:
    from twosource.geography import Entry, Gazetteer
    from twosource.reading.rules.place_words import Head, Words
    from twosource.reading.sentences import Sentence
    from twosource.reading.tokens import Token
    from twosource.vocabulary.patterns import Hit

_WHOLE = frozenset({"part", "site", "way", "water", "height", "border"})
"""Levels whose noun before a name is part of the mention: "the outskirts of Oru", but Oru alone in "the town of Oru"."""

_HAPPENED = frozenset(
    {"battle", "siege", "fall", "liberation", "governor", "mayor", "city", "town", "province", "capture", "district"}
)
"""Capitalised nouns whose "of" does not make a place's name part of a body's: "the Battle of Oru"."""

_INITIALS = re.compile(r"[A-Z]{2,5}s?$")
_WIDEST = 5  # tokens of the longest name that is looked up
_LOWER_ARTICLE = re.compile(r"(?:[a-zA-Z]{1,2}|ash|esh|ath|adh)[-‘’'][A-Z]")


class Scan:
    """One sentence under the finder's eyes: which tokens may be names, which are heads."""

    def __init__(self, sentence: Sentence, known: Words, gazetteer: Gazetteer, text: str) -> None:
        self.tokens: Sequence[Token] = sentence.tokens
        self.text = [token.lower for token in sentence.tokens]
        self.known = known
        self.gazetteer = gazetteer
        self.heads: dict[int, Hit[Head]] = {}
        self.head_ends: dict[int, Hit[Head]] = {}
        for hit in known.heads.find_all(self.text):
            self.heads.setdefault(hit.first, hit)
            self.head_ends.setdefault(hit.last, hit)
        pairs = zip(sentence.tokens, sentence.tokens[1:], strict=False)
        self.breaks = {at for at, (one, other) in enumerate(pairs, 1) if "\n" in text[one.end : other.start]}
        self.caseless = is_caseless(sentence.tokens)
        self.shouting = self.caseless and not any(token.text[1:].islower() for token in sentence.tokens if len(token.text) > 3)

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
        if "-" in token.text and token.text.rpartition("-")[2].islower() and parts_of_speech(token.lower.rpartition("-")[2]):
            return False  # "Xian-led", "rebel-held"
        if self.caseless:
            return ((len(token.text) > 3 or token.text.isupper()) and not parts_of_speech(token.lower)) or self._is_state(token)
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
        return (
            bool(parts_of_speech(word))
            and not following
            and not self._entries(self.tokens[at].text)
            and word not in self.known.directions
        )

    def _is_article(self, at: int) -> bool:
        """Tell whether a separate "al" opens a name here."""
        word = self.text[at]
        return (
            word in ARTICLES
            and word not in {"the", "an", "as", "at", "en"}
            and at + 1 < len(self.tokens)
            and self.is_name(at + 1)
        )

    def _run_end(self, at: int) -> int:
        end = at
        while end < len(self.tokens) and (self.is_name(end) or self._joins(end)):
            if end > at and (end in self.breaks or self._lost_owner(end - 1)):
                break
            end += 1
        return end

    def _lost_owner(self, at: int) -> bool:
        """Tell whether a state's name lost the apostrophe of its "s" ("Xias Oru")."""
        text = self.tokens[at].text
        return len(text) > 4 and text.endswith("s") and self._is_name_of_state(text[:-1]) and not self._is_name_of_state(text)

    def _is_name_of_state(self, word: str) -> bool:
        return self.gazetteer.country_of(word) is not None and not self.gazetteer.is_adjective(word)

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
        common = all(parts_of_speech(self.text[n]) or self.text[n] in ARTICLES for n in range(first, last))
        return None if first == last or common else self._framed(first, last, ())

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
        if name.isupper() and len(name) <= 5 and not self.shouting and not self.gazetteer.country_of(name) and " " not in name:
            return tuple(one for one in self.gazetteer.find(name) if one.capital and fold(one.name) == fold(name))  # or initials
        entries = self.gazetteer.find(name)
        if self.gazetteer.is_adjective(name):
            return ()  # some village of that name is not what is meant
        if name.endswith("s") and len(name) > 4 and self._is_name_of_state(name[:-1]) and not self._is_name_of_state(name):
            return tuple(entry for entry in self.gazetteer.find(name[:-1]) if entry.kind == "country")
        return entries

    def _is_adjective(self, at: int) -> bool:
        return self.gazetteer.is_adjective(self.tokens[at].text)

    def _is_lead(self, at: int) -> bool:
        word = self.text[at]
        return (
            word in self.known.directions
            or word in self.known.plain
            or self._is_adjective(at)
            or (at == 0 and bool(parts_of_speech(word)))
        )

    def _skip_lead(self, at: int, end: int) -> int:
        while at < end and self._is_lead(at):
            at += 1
        return at

    def _explains(self, at: int, start: int, stop: int, end: int) -> bool:
        """Tell whether what a run holds beside a known name is a direction, an adjective or a head noun."""
        if self._skip_lead(at, start) < start:
            return False
        return stop >= end or self._name_end(stop, end) == stop or all(self._is_adverb(n) for n in range(stop, end))

    def _is_adverb(self, at: int) -> bool:
        """Tell whether a capitalised word cannot be part of a name: a full stop before it was lost ("in Oru Now ...")."""
        parts = parts_of_speech(self.text[at])
        return bool(parts) and "n" not in parts

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
        inner = self.heads.get(last - 1)
        if inner is not None and last - first > 1 and inner.last == last and inner.payload[0] == "province":
            return self._framed(first, last - 1, self._entries(self._text(first, last - 1)))
        before, after = self._head_before(first), self._head_after(last)
        if after is not None and not self._takes_head(first, last, after, entries):
            after = None
        if before is not None and (after is None or before.payload[0] in {"town", "capital"}):
            level, head = before.payload
            if level in _WHOLE:
                start = self._phrase_start(before.first)
        elif after is not None:
            level, head = after.payload
            end, start = after.last, self._phrase_start(first)
        if level in {"town", "capital", "province", "region", "district"} and any(entry.kind == "country" for entry in entries):
            start, end, level, head = first, last, "", None
        direction = self.known.directions.get(self.text[first - 1]) if first else None
        if direction is not None and head is None:
            start = first - 1
        name = self._text(first, last)[: -1 if self._lost_owner(last - 1) else None]
        naming = Naming(first, last, start, end, name, level, head, direction=direction, entries=entries)
        return self._judged(naming)

    def _head_before(self, first: int) -> Hit[Head] | None:
        at = first
        while at > 0 and (self.text[at - 1] == "the" or self._is_lead_inside(at - 1)):
            at -= 1
        if at and self.text[at - 1] == "of":
            return self._own_head(self.head_ends.get(at - 1))
        hit = self.head_ends.get(first)
        if hit and hit.payload[0] in {"water", "height", "town", "capital"} and self.text[first - 1] != "capital":
            return hit if first - hit.first == 1 else None
        return hit if hit and hit.payload[0] == "capital" else None

    def _own_head(self, hit: Hit[Head] | None) -> Hit[Head] | None:
        """Return a noun before "of" unless it is another's: not in "the Oru district of Tavan", nor in "the State of Oru"."""
        if hit is None or (hit.payload[1] == "state" and self.tokens[hit.first].is_capitalised):
            return None
        level, noun = hit.payload
        return None if level == "district" and noun != "suburb" and hit.first and self.is_name(hit.first - 1) else hit

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
        standing = rank(naming.entries)
        if standing != "sure" and self._is_common(naming):
            standing, strong = "unknown", strong and before != "the"
        person = before in self.known.titles and naming.head is None
        person = person or (naming.head is not None and self.gazetteer.is_adjective(naming.name))  # "a Kenyan town" names none
        spoken = after in self.known.says and standing != "sure" and not strong  # "the hospital in Oru said" names a place
        headed = naming.head is not None and not (naming.entries == () and _INITIALS.match(naming.name))
        sure = standing == "sure" or headed or self._is_dateline(naming) or self._names_larger(naming)
        if (
            strong
            and not person
            and self.text[naming.first] not in self.known.directions
            and (naming.entries or self._may_be_unknown(naming))
        ):
            sure = True
        if (
            not naming.entries
            and naming.head is None
            and self._opens_as_place(naming)
            and (strong or before in self.known.taking)
        ):
            sure = True
        if person or self._goes_on(naming) or self._is_of_body(naming) or self._is_attributive(naming):
            sure, standing, spoken = False, "unknown", True
        final = "sure" if sure else standing
        return replace(naming, standing=final, framed=strong or weak or naming.head is not None, spoken=spoken)

    def _is_common(self, naming: Naming) -> bool:
        """Tell whether the name is one common word or a direction ("West"), or initials ("IDPs")."""
        word = self.text[naming.first]
        single = naming.last - naming.first == 1
        return single and (bool(parts_of_speech(word)) or word in self.known.directions or bool(_INITIALS.match(naming.name)))

    def _opens_as_place(self, naming: Naming) -> bool:
        """Tell whether an unknown name begins as places' names do ("Tell Oru", "al-Tavan")."""
        return re.split(r"[\s‘’'-]", naming.name.lower())[0] in self.known.elements and not naming.name.isupper()

    def _is_of_body(self, naming: Naming) -> bool:
        """Tell whether "of" binds the name to a body or title before it ("the University of Oru", "President of Xia")."""
        if naming.head is not None or naming.start < 2 or self.caseless:
            return False
        at = naming.start - 1 - (self.text[naming.start - 1] == "the")
        if at < 1 or self.text[at] not in {"of", "and"}:
            return False
        if self.text[at] == "and":
            return at > 2 and self.text[at - 2] == "of" and self.tokens[at - 3].is_capitalised and at > 3
        before = self.tokens[at - 1]
        return (
            before.is_capitalised and at - 1 > 0 and before.lower not in self.known.directions and before.lower not in _HAPPENED
        )

    def _is_attributive(self, naming: Naming) -> bool:
        """Tell whether an abbreviated state stands before a noun ("U.S. forces", "U.S.-led")."""
        if naming.end >= len(self.tokens) or naming.name.lower() not in self.known.attributive:
            return False
        token = self.tokens[naming.end]
        return token.tag in {"NOUN", "ADJ", "PROPN"} or token.text in {"-", "–", "/"} or token.text.startswith("-")

    def _goes_on(self, naming: Naming) -> bool:
        """Tell whether a capitalised word follows that makes the name part of a body's ("Oru Media")."""
        if naming.head is not None or naming.end >= len(self.tokens) or self.caseless:
            return False
        token = self.tokens[naming.end]
        known = self.known.calendar
        opens = naming.end in self.breaks or token.lower in {"i", "the", "a", "but", "on", "in", "it", "he", "she"}
        lost = self._lost_owner(naming.last - 1)
        return token.is_capitalised and token.text[0].isalpha() and token.lower not in known and not opens and not lost

    def _may_be_unknown(self, naming: Naming) -> bool:
        """Tell whether a name that no gazetteer has may be a place's behind "in": no common word, no initials, no owner."""
        following = self.text[naming.end] if naming.end < len(self.tokens) else ""
        if following in {"'s", "'"} or naming.name.isupper() or naming.last - naming.first > 4 or len(naming.name) < 4:
            return False
        return not any(parts_of_speech(self.text[at]) for at in range(naming.first, naming.last))

    def _is_dateline(self, naming: Naming) -> bool:
        """Tell whether the name opens the sentence in capitals, with a dash, bracket or comma behind it."""
        following = self.text[naming.end] if naming.end < len(self.tokens) else ""
        return (
            naming.start == 0
            and naming.name.isupper()
            and bool(naming.entries)
            and following in {"(", "-", "–", "—", ",", ":", "--"}
        )

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
