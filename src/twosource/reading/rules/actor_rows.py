"""Noun chunks made fit for actors: split where a lost mark has run two together, joined where two make one name.

In: Chunks of a sentence. Out: Chunks. Splitting comes first: "wounded nine others Xan Oru told …" must not become one person;
then "head of the Tavan Observatory for Rivers", "hundreds of residents", "Oru's army" and "Xian and Yan forces" are joined.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from twosource.nouns import Span
from twosource.reading.rules.chunks import Chunk, chunks, has_capital, head_of, is_name
from twosource.vocabulary.inflection import lemma

if TYPE_CHECKING:
    from twosource.geography import Entry
    from twosource.reading.rules.actor_words import Words
    from twosource.reading.tokens import Token


class States(Protocol):
    """What the rules ask of a gazetteer."""

    def country_of(self, word: str) -> str | None:
        """Return the ISO 3166 code of the state that a name, adjective or demonym means."""

    def capital_of(self, word: str) -> str | None:
        """Return the code of the state whose capital a word names."""

    def is_adjective(self, word: str) -> bool:
        """Tell whether a word means a state as an adjective."""

    def name_of(self, country: str) -> str | None:
        """Return the name of a state by its code."""

    def find(self, name: str) -> tuple[Entry, ...]:
        """Return the places that bear a name, most populous first."""


@dataclass(frozen=True, slots=True)
class Rows:
    """What splits and joins the chunks of a sentence; `is_place` tells whether a span is (part of) a place mention."""

    words: Words
    states: States
    is_place: Callable[[Span], bool]

    def of(self, tokens: Sequence[Token]) -> tuple[Chunk, ...]:
        """Return the chunks of a sentence, split where they must be."""
        return tuple(part for chunk in chunks(tokens, self.words.quantities) for part in self._split(tokens, chunk))

    def _split(self, tokens: Sequence[Token], chunk: Chunk) -> Iterator[Chunk]:
        """Yield the parts of a chunk in which words of several sentences or days stand together.

        Reports lose commas and line breaks ("wounded nine others Xan Oru told …", "Xian forces Thursday"): a name starts anew
        behind a plural, behind a year or day, and behind a place when a nation's word follows.
        """
        first = chunk.first
        for at in range(chunk.first, chunk.last):
            is_day = tokens[at].is_capitalised and tokens[at].lower in self.words.calendar
            starts = at > first and self._starts_anew(tokens, at, chunk.last)
            if starts or is_day:
                yield from self._part(tokens, first, at)
                first = at + 1 if is_day else at
        yield from self._part(tokens, first, chunk.last, possessive=chunk.possessive)

    def _part(self, tokens: Sequence[Token], first: int, last: int, *, possessive: bool = False) -> Iterator[Chunk]:
        """Yield the chunk between two edges, without marks at its start, if a noun is left."""
        while first < last and not tokens[first].text[:1].isalnum():
            first += 1
        if first < last and (head := head_of(tokens, first, last)) is not None:
            yield Chunk(first, last, head, possessive)

    def _starts_anew(self, tokens: Sequence[Token], at: int, last: int) -> bool:
        before, token = tokens[at - 1], tokens[at]
        if token.lower in self.words.vague and before.tag == "NOUN" and at + 1 < len(tokens) and tokens[at + 1].lower == "of":
            return True  # "In recent days hundreds of residents": what stands before is a time or place
        if not has_capital(token):
            return False
        if before.tag == "NUM" and (before.text[-4:].isdigit() or ":" in before.text):
            return True
        if before.tag == "NOUN" and not before.is_capitalised:
            return lemma(before.lower, "NOUN") != before.lower or not self.words.kind(tokens, Chunk(at - 1, at, at - 1))
        nation = self.states.country_of(token.text) is not None
        bare = (
            is_name(token) and self.words.kind(tokens, Chunk(at, last, last - 1)) is None and token.lower not in self.words.titles
        )
        return self.is_place(before.span) and before.tag == "PROPN" and (nation or bare) and not self.is_place(token.span)

    def joined(self, tokens: Sequence[Token], rows: Sequence[Chunk], n: int) -> tuple[Chunk | None, bool]:
        """Return a chunk together with what follows, where both make one actor, and whether what follows is one by itself too."""
        chunk = rows[n]
        following = rows[n + 1] if n + 1 < len(rows) else None
        if following is None or following.first != chunk.last + 1:
            return None, False
        kind, behind = self.words.kind(tokens, chunk), self.words.kind(tokens, following)
        if chunk.possessive:
            return (Chunk(chunk.first, following.last, following.head), False) if behind else (None, False)
        link = tokens[chunk.last].lower
        if link == "of":
            return self._with_of(tokens, rows, n)
        both_names = is_name(tokens[chunk.head]) and is_name(tokens[following.head])
        if link == "for" and both_names and (kind in {"ngo", "igo", "government"} or self._is_body(tokens, chunk)):
            more = rows[n + 2] if n + 2 < len(rows) and tokens[following.last].lower == "of" else following
            end = more if more.first == following.last + 1 and is_name(tokens[more.head]) else following
            return Chunk(chunk.first, end.last, chunk.head), False
        nations = chunk.last - chunk.first == 1 and self._is_adjective(tokens[chunk.first]) and self._is_nation(tokens, following)
        if link == "and" and behind and nations:
            return Chunk(chunk.first, following.last, following.head), False
        named = is_name(tokens[following.head]) and not self.is_place(tokens[following.head].span)
        if link == "from" and kind in {"armed_group", "military"} and named:
            return Chunk(chunk.first, following.last, chunk.head), True
        return None, False

    def _with_of(self, tokens: Sequence[Token], rows: Sequence[Chunk], n: int) -> tuple[Chunk | None, bool]:
        """Return a chunk with its "of" phrase: counted people, a body's part or head, or a name that holds "of"."""
        chunk, following = rows[n], rows[n + 1]
        behind = self.words.kind(tokens, following)
        both_names = is_name(tokens[chunk.head]) and is_name(tokens[following.head])
        if tokens[chunk.head].lower in self.words.partitives and following.possessive:
            return None, False  # "one of the army's posts": who owns it is no part of it
        if tokens[chunk.head].lower in self.words.partitives and behind:
            return Chunk(chunk.first, following.last, following.head), False
        if tokens[following.head].lower in self.words.partitives and (further := self.joined(tokens, rows, n + 1)[0]):
            return Chunk(chunk.first, further.last, further.head), False  # "tens of thousands of residents"
        if self.words.kind(tokens, chunk):
            further, _ = self.joined(tokens, rows, n + 1)
            return Chunk(chunk.first, (further or following).last, chunk.head), not both_names or behind is not None
        if both_names and tokens[chunk.head].lower in self.words.impersonal:
            more = rows[n + 2] if n + 2 < len(rows) and tokens[following.last].lower == "and" else following
            return Chunk(chunk.first, more.last if is_name(tokens[more.head]) else following.last, chunk.head), False
        return None, False

    def _is_body(self, tokens: Sequence[Token], chunk: Chunk) -> bool:
        """Tell whether a noun with a capital opens a body's name ("the Organisation for …")."""
        return self.words.kind(tokens, chunk) == "armed_group" and tokens[chunk.head].is_capitalised

    def _is_adjective(self, token: Token) -> bool:
        stands = self.states.is_adjective(token.text) or (token.tag == "ADJ" and not token.text.isupper())
        return token.is_capitalised and stands

    def _is_nation(self, tokens: Sequence[Token], chunk: Chunk) -> bool:
        token = tokens[chunk.first]
        return token.is_capitalised and (token.tag == "ADJ" or self.states.country_of(token.text) is not None)
