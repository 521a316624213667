"""The words in one sentence that name somebody who can act.

In: a Sentence, the words of `actors.toml`, and what is known of places and states. Out: Namings, from left to right: a whole noun
chunk whose head can act ("at least nine rebel fighters"), a name, a state that acts, or the part of a chunk that acts
("Xian" in "Xian strikes", "rebel" in "rebel-held"). Names that nothing explains are `unsure`: `actors` asks the whole report.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Protocol

from twosource.nouns import Span
from twosource.reading.rules.chunks import Chunk, chunks, is_name
from twosource.vocabulary.inflection import lemma
from twosource.vocabulary.patterns import Patterns, expand

if TYPE_CHECKING:
    from twosource.nouns import ActorKind
    from twosource.reading.sentences import Sentence, Token


class States(Protocol):
    """What the rules ask of a gazetteer."""

    def country_of(self, word: str) -> str | None:
        """Return the ISO 3166 code of the state that a name, adjective or demonym means."""

    def capital_of(self, word: str) -> str | None:
        """Return the code of the state whose capital a word names."""


@dataclass(frozen=True, slots=True)
class Naming:
    """One mention. `head` is its head noun's lemma ("" for a bare name), `name` its capitalised words, `country` a state's code.

    `stands` says how it stands: `known` by its noun, `unsure` (a bare name), `acting` (a bare name where somebody acts),
    `placed` (a bare name where a place would stand).
    """

    sentence: int
    span: Span
    kind: ActorKind
    head: str
    name: tuple[str, ...]
    country: str | None = None
    stands: str = "known"
    counted: bool = False
    definite: bool = False


@dataclass(frozen=True, slots=True)
class Words:
    """The tables of `actors.toml`, expanded."""

    heads: Patterns[ActorKind]
    company: frozenset[str]
    modifiers: frozenset[str]
    acts: frozenset[str]
    held: re.Pattern[str]
    partitives: frozenset[str]
    quantities: frozenset[str]
    titles: frozenset[str]
    seats: Mapping[str, str]
    states: Mapping[str, frozenset[str]]
    never: frozenset[str]


def words(table: Mapping[str, Any]) -> Words:
    """Return the words of `actors.toml` in the form in which they are looked up."""
    heads: list[tuple[str, ActorKind]] = [(one, kind) for kind, patterns in table["heads"].items() for one in patterns]
    return Words(
        heads=Patterns(heads),
        company=frozenset(table["company"]["words"]),
        modifiers=frozenset(table["modifiers"]["words"]),
        acts=_forms(table["modifiers"]["acts"]),
        held=re.compile(rf"^([^\W\d_].*?)[-–](?:{'|'.join(table['modifiers']['held'])})$", re.IGNORECASE),
        partitives=_forms(table["partitives"]["words"]),
        quantities=frozenset(table["partitives"]["quantities"]),
        titles=frozenset(table["titles"]["words"]),
        seats=table["seats"],
        states={name: frozenset(one) for name, one in table["states"].items()},
        never=frozenset(table["never"]["words"]),
    )


def _forms(patterns: Sequence[str]) -> frozenset[str]:
    return frozenset(" ".join(form) for pattern in patterns for form in expand(pattern))


@dataclass(frozen=True, slots=True)
class Finder:
    """What finds the namings of one sentence after another; `is_place` tells whether a span is (part of) a place mention."""

    words: Words
    states: States
    is_place: Callable[[Span], bool]

    def find(self, sentence: Sentence) -> tuple[Naming, ...]:
        """Return the namings of a sentence in order; one may lie inside another."""
        tokens = sentence.tokens
        rows = list(chunks(tokens, self.words.quantities))
        found: list[Naming] = []
        for n, chunk in enumerate(rows):
            joined = self._joined(sentence, rows, n)
            whole = self._whole(sentence, joined or chunk, chunk)
            inner = self._parts(sentence, chunk, whole)
            found += [*([whole] if whole else []), *inner]
        found += self._held(sentence)
        return tuple(sorted(dict.fromkeys(found), key=lambda one: (one.span.start, -one.span.end)))

    def _joined(self, sentence: Sentence, rows: Sequence[Chunk], n: int) -> Chunk | None:
        """Return the chunk together with an "of" or "from" phrase behind it, where both make one actor."""
        tokens, chunk = sentence.tokens, rows[n]
        following = rows[n + 1] if n + 1 < len(rows) else None
        if following is None or following.first != chunk.last + 1 or chunk.possessive:
            return None
        link, kind = tokens[chunk.last].lower, self._kind(tokens, chunk)
        if link == "of" and tokens[chunk.head].lower in self.words.partitives and self._kind(tokens, following):
            return Chunk(chunk.first, following.last, following.head)
        if link == "of" and kind:
            further = self._joined(sentence, rows, n + 1) if tokens[following.last : following.last + 1] else None
            return Chunk(chunk.first, (further or following).last, chunk.head)
        both_names = is_name(tokens[chunk.head]) and is_name(tokens[following.first])
        if link in {"for", "and"} and both_names and kind in {"ngo", "igo", "government"} and link == "for":
            return Chunk(chunk.first, following.last, chunk.head)
        named = is_name(tokens[following.head]) and not self.is_place(tokens[following.head].span)
        if link == "from" and kind in {"armed_group", "military"} and named:
            return Chunk(chunk.first, following.last, chunk.head)
        return None

    def _kind(self, tokens: Sequence[Token], chunk: Chunk) -> ActorKind | None:
        """Return the kind that the head noun of a chunk gives it."""
        row = [token.lower for token in tokens[chunk.first : chunk.head + 1]]
        ends = [hit for hit in self.words.heads.find_all(row) if hit.last == len(row)]
        return max(ends, key=lambda hit: hit.last - hit.first).payload if ends else None

    def _whole(self, sentence: Sentence, span: Chunk, core: Chunk) -> Naming | None:
        """Return the chunk as one actor, if its head can act."""
        tokens, head = sentence.tokens, sentence.tokens[core.head]
        if (person := self._person(sentence, core)) is not None:
            return person
        kind = self._kind(tokens, span if span.head != core.head else core)
        if kind and self._says_enough(tokens, core, span):
            return self._naming(sentence, span, kind, lemma(tokens[span.head].lower, "NOUN"))
        if not is_name(head) or head.lower in self.words.never or head.tag == "NUM":
            return self._counted_nation(sentence, core)
        if state := self._state(tokens, core):
            return self._acting_state(sentence, core, state)
        if self.is_place(head.span):
            return None
        return self._bare_name(sentence, core)

    def _says_enough(self, tokens: Sequence[Token], core: Chunk, span: Chunk) -> bool:
        """Tell whether a vague head ("group") has company, an article that points back, or is no vague head at all."""
        if tokens[span.head].lower not in self.words.company or span.last > core.last:
            return True
        before = tokens[core.first : core.head]
        return any(token.tag in {"ADJ", "NOUN", "PROPN"} for token in before) or (bool(before) and before[0].lower == "the")

    def _person(self, sentence: Sentence, core: Chunk) -> Naming | None:
        """Return a person: a title or office followed by a name."""
        tokens = sentence.tokens
        if not is_name(tokens[core.head]) or tokens[core.head].lower in self.words.titles:
            return None
        for at in range(core.head - 1, core.first - 1, -1):
            office = self._kind(tokens, Chunk(core.first, at + 1, at)) in {"person", "civilian"} and tokens[at].lower != "head"
            if tokens[at].lower.rstrip(".") in self.words.titles or (office and not self.is_place(tokens[core.head].span)):
                name = tuple(
                    token.text for token in tokens[at + 1 : core.head + 1] if token.lower.rstrip(".") not in self.words.titles
                )
                made = self._naming(sentence, core, "person", "")
                return replace(made, name=name) if name and self._all_names(tokens[at + 1 : core.head + 1]) else None
        return None

    def _all_names(self, tokens: Sequence[Token]) -> bool:
        return all(
            is_name(token) or not token.text[:1].isalpha() or token.lower in {"al", "el", "bin", "de", "van", "von"}
            for token in tokens
        )

    def _bare_name(self, sentence: Sentence, core: Chunk) -> Naming | None:
        """Return a name that nothing explains, with how it stands."""
        tokens = sentence.tokens
        name = tokens[core.first : core.head + 1]
        row = [token.lower for token in name if is_name(token)]
        if not row or all(word in self.words.never or word.isdigit() for word in row):
            return None
        made = self._naming(sentence, core, "other", "")
        return replace(made, stands=self._stands(sentence, core)) if made.name else None

    def _stands(self, sentence: Sentence, core: Chunk) -> str:
        """Return `acting`, `placed` or `unsure` from the words on both sides of a name."""
        tokens = sentence.tokens
        before = tokens[core.first - 1].lower if core.first else ""
        if before in {"in", "at", "near", "on", "to", "into", "around", "outside", "across", "through", "toward", "towards"}:
            return "placed"
        after = tokens[core.last] if core.last < len(tokens) else None
        acts = after is not None and (after.tag in {"VERB", "AUX"} or core.possessive)
        if acts or before in self.words.states["led_by"] or self._is_subject(sentence, core):
            return "acting"
        return "unsure"

    def _is_subject(self, sentence: Sentence, core: Chunk) -> bool:
        token = sentence.tokens[core.head]
        return token.relation in {"nsubj", "nsubj:pass"} and token.head > core.head

    def _counted_nation(self, sentence: Sentence, core: Chunk) -> Naming | None:
        """Return people named by their nation alone ("12 Xians", "the Xians")."""
        head = sentence.tokens[core.head]
        if not head.lower.endswith("s") or not head.is_capitalised or head.lower in self.words.never:
            return None
        country = self.states.country_of(head.text)
        return self._naming(sentence, core, "other", head.lower) if country and not self.is_place(head.span) else None

    def _state(self, tokens: Sequence[Token], core: Chunk) -> str | None:
        """Return the state that the whole chunk names by its own name, its capital or the seat of its government."""
        first = core.first + (tokens[core.first].tag == "DET")
        while first < core.head and not is_name(tokens[first]):
            first += 1
        text = " ".join(token.text for token in tokens[first : core.head + 1])
        seat = self.words.seats.get(text.lower)
        return seat or self.states.country_of(text) or self.states.capital_of(text)

    def _acting_state(self, sentence: Sentence, core: Chunk, country: str) -> Naming | None:
        """Return a state's name as its government where it acts, else None: then it is a place."""
        tokens = sentence.tokens
        if tokens[core.head].lower.endswith("s") and not self.is_place(tokens[core.head].span) and core.head > core.first:
            return replace(self._naming(sentence, core, "other", tokens[core.head].lower), country=country)
        if not self._state_acts(sentence, core):
            return None
        return replace(self._naming(sentence, core, "government", ""), country=country)

    def _state_acts(self, sentence: Sentence, core: Chunk) -> bool:
        tokens, states = sentence.tokens, self.words.states
        before = tokens[core.first - 1].lower if core.first else ""
        seat = " ".join(token.lower for token in tokens[core.first : core.last]).removeprefix("the ") in self.words.seats
        if seat or before in states["led_by"]:
            return True
        if (
            core.first
            and tokens[core.first - 1].tag in {"ADP", "SCONJ"}
            and before not in {"that", "because", "while", "as", "after", "if"}
        ):
            return False
        verb = self._verb_behind(tokens, core.last)
        if verb is not None:
            return lemma(tokens[verb].lower, "VERB") not in states["still"] and not self._is_passive(tokens, verb)
        told = core.first and tokens[core.first - 1].tag == "VERB" and lemma(before, "VERB") in states["told"]
        return bool(told)

    def _verb_behind(self, tokens: Sequence[Token], at: int) -> int | None:
        """Return the main verb that follows at once, past auxiliaries, adverbs, a day's name and "which"."""
        steps = 0
        while at < len(tokens) and steps < 6:
            token = tokens[at]
            if token.tag == "VERB":
                return at
            skipped = token.tag in {"AUX", "ADV", "PART"} or token.text == "," or token.lower in {"which", "that", "not", "on"}
            if not skipped and token.lower not in self.words.never:
                return at - 1 if steps and tokens[at - 1].tag == "AUX" else None
            at, steps = at + 1, steps + 1
        return None

    def _is_passive(self, tokens: Sequence[Token], verb: int) -> bool:
        """Tell whether a form of "be" governs the participle: what is hit is the land, not its government."""
        return any(
            lemma(tokens[at].lower, "VERB") == "be" for at in range(max(0, verb - 2), verb) if tokens[at].tag == "AUX"
        ) and not (tokens[verb].lower.endswith("ing"))

    def _parts(self, sentence: Sentence, core: Chunk, whole: Naming | None) -> Iterator[Naming]:
        """Yield the modifiers of a chunk that act though the chunk as a whole is no actor ("Xian strikes")."""
        if whole is not None:
            return
        tokens = sentence.tokens
        acts = any(token.lower in self.words.acts for token in tokens[core.first + 1 : core.last])
        for at in range(core.first, core.last):
            token = tokens[at]
            single = Chunk(at, at + 1, at)
            if token.lower in self.words.modifiers:
                kind = self._kind(tokens, single) or "other"
                yield self._naming(sentence, single, kind, lemma(token.lower, "NOUN"))
            elif (
                acts
                and token.is_capitalised
                and not self._in_name(tokens, at)
                and (country := self.states.country_of(token.text))
            ):
                yield replace(self._naming(sentence, single, "government", ""), country=country)

    def _in_name(self, tokens: Sequence[Token], at: int) -> bool:
        """Tell whether a state's word is part of a longer place name."""
        return at + 1 < len(tokens) and self.is_place(Span(tokens[at].start, tokens[at + 1].end)) and is_name(tokens[at + 1])

    def _held(self, sentence: Sentence) -> Iterator[Naming]:
        """Yield who holds a place by a compound: "rebel-held", "Xian-occupied"."""
        for at, token in enumerate(sentence.tokens):
            match = self.words.held.match(token.text)
            if match:
                made = self._naming(sentence, Chunk(at, at + 1, at), self._kind_of_word(match.group(1)), match.group(1).lower())
                yield replace(made, span=Span(token.start, token.start + match.end(1)), name=self._own_name(match.group(1)))

    def _kind_of_word(self, word: str) -> ActorKind:
        hits = [hit for hit in self.words.heads.find_all([word.lower()]) if hit.last == 1]
        return hits[0].payload if hits else "other"

    def _own_name(self, word: str) -> tuple[str, ...]:
        return (word,) if word[:1].isupper() and self._kind_of_word(word) == "other" else ()

    def _naming(self, sentence: Sentence, span: Chunk, kind: ActorKind, head: str) -> Naming:
        tokens = sentence.tokens[span.first : span.last]
        first, last = span.first, span.last
        name = tuple(
            token.text for token in tokens if is_name(token) and token.lower not in self.words.never and token.text[:1].isalpha()
        )
        return Naming(
            sentence=sentence.number,
            span=sentence.span_of(first, last),
            kind=kind,
            head=head,
            name=name,
            country=next(
                (code for token in tokens if token.is_capitalised and (code := self.states.country_of(token.text))), None
            ),
            counted=any(token.tag == "NUM" or token.lower in {"dozens", "hundreds", "thousands", "scores"} for token in tokens),
            definite=tokens[0].lower in {"the", "its", "their", "his", "her"},
        )
