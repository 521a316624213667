"""What the finders of actors, places, times and weapons saw, looked up by token.

In: the tuples of sightings. Out: for a token of a sentence, the mention that it heads and what sort of thing that is. Rules for
events and control ask here, so they need not know how the mentions were found.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from twosource.nouns import Span
from twosource.reading.rules.attached import innermost

if TYPE_CHECKING:
    from collections.abc import Sequence

    from twosource.reading.sentences import Sentence
    from twosource.reading.sightings import ActorSeen, AttributionSeen, PlaceSeen

Sort = Literal["actor", "place", "time", "weapon"]

ARMED = frozenset({"military", "armed_group", "coalition"})
RULING = frozenset({"government", "political", "igo", "other"})
"""Kinds that may hold ground though they bear no arms; `other` are peoples ("the Orulanders") and what was not understood."""

LINKS = frozenset({"and", "&", "or", "/"})
ITSELF = frozenset({"it", "we"})
"""Pronouns that in reported words mostly mean who speaks ("the army said it had withdrawn")."""

JOINTS = frozenset({",", "and", "the", "&", "or", "/"})
UNARMED = frozenset({"civilian", "person", "media", "ngo"})


@dataclass(frozen=True, slots=True)
class Mention:
    """One mention: its span, its sort, and its position in the tuple it comes from. `marks` are words for conditions."""

    span: Span
    sort: Sort
    position: int
    marks: frozenset[str]


class Mentions:
    """All mentions of one text, in the order of the text."""

    def __init__(
        self,
        actors: Sequence[ActorSeen] = (),
        places: Sequence[PlaceSeen] = (),
        times: Sequence[Span] = (),
        weapons: Sequence[Span] = (),
        attributions: Sequence[AttributionSeen] = (),
    ) -> None:
        found = [Mention(span, "actor", n, _marks(actor.kind)) for n, actor in enumerate(actors) for span in actor.mentions]
        found += [Mention(span, "place", n, frozenset({"<place>"})) for n, place in enumerate(places) for span in place.mentions]
        found += [Mention(span, "time", n, frozenset({"<time>"})) for n, span in enumerate(times)]
        found += [Mention(span, "weapon", n, frozenset({"<weapon>"})) for n, span in enumerate(weapons)]
        self.all = tuple(sorted(found, key=lambda one: (one.span, one.sort, one.position)))
        self._said = attributions
        self._named: dict[str, int] = {}
        for n, actor in sorted(enumerate(actors), key=lambda one: one[1].kind not in ARMED):
            for word in actor.name.lower().split():
                self._named.setdefault(word, n)
        self._starts = [one.span.start for one in self.all]

    def within(self, span: Span) -> tuple[Mention, ...]:
        """Return the mentions that lie wholly in a span."""
        first = bisect_left(self._starts, span.start)
        last = bisect_left(self._starts, span.end)
        return tuple(one for one in self.all[first:last] if one.span.end <= span.end)

    def whole(self, mention: Mention) -> Mention:
        """Return the longest mention of the same thing around a mention of a place ("the town of Oru" for "Oru")."""
        around = [one for one in self.all if one.sort == mention.sort == "place" and one.span.contains(mention.span)]
        return max(around, key=lambda one: one.span.end - one.span.start, default=mention)

    def coordinated(self, sentence: Sentence, mention: Mention) -> tuple[Mention, ...]:
        """Return a mention and those of its sort that commas and "and" join to it, in the order of the text."""
        row = [one for one in self.within(sentence.span) if one.sort == mention.sort and not _inside(one, mention)]
        at = row.index(mention) if mention in row else -1
        if at < 0:
            return (mention,)
        first = last = at
        while first > 0 and _joins(sentence, row[first - 1].span, row[first].span):
            first -= 1
        while last + 1 < len(row) and _joins(sentence, row[last].span, row[last + 1].span):
            last += 1
        whole = Span(row[first].span.start, row[last].span.end)
        linked = any(token.lower in LINKS for token in sentence.tokens if whole.contains(token.span))
        return tuple(row[first : last + 1]) if linked else (mention,)

    def exactly(self, span: Span) -> tuple[Mention, ...]:
        """Return the mentions that stand on these very words, else the longest one inside them."""
        inside = self.within(span)
        same = tuple(one for one in inside if one.span == span)
        longest = max(inside, key=lambda one: one.span.end - one.span.start, default=None)
        return same or ((longest,) if longest else ())

    def overlapping(self, span: Span) -> tuple[Mention, ...]:
        """Return the mentions that share a character with a span."""
        return tuple(one for one in self.all if one.span.overlaps(span))

    def actor_named(self, word: str) -> int | None:
        """Return the first actor one of whose names holds a lower-case word, in the singular or plural."""
        return self._named.get(word, self._named.get(word + "s"))

    def ends(self, sentence: Sentence) -> frozenset[int]:
        """Return the tokens of a sentence on which the name of an actor ends."""
        ends = {one.span.end for one in self.within(sentence.span) if one.sort == "actor"}
        return frozenset(n for n, token in enumerate(sentence.tokens) if token.end in ends)

    def at(self, sentence: Sentence, token: int, *sorts: Sort) -> Mention | None:
        """Return the mention that a token heads, else the smallest one around it; of some sorts only, if given.

        A noun that only says what a named place is ("the town of Oru") stands for the place.
        """
        here = sentence.tokens[token].span
        around = [one for one in self.within(sentence.span) if one.span.contains(here) and (not sorts or one.sort in sorts)]
        best = min(around, key=lambda one: (not _heads(sentence, token, one.span), one.span.end - one.span.start), default=None)
        return best or (self._named_behind(sentence, token) if not sorts or "place" in sorts else None)

    def meant(self, sentence: Sentence, token: int) -> Mention | None:
        """Return the mention that a token heads; of a pronoun without one the speaker, else the last actor before it."""
        named = self.at(sentence, token)
        if named is not None or sentence.tokens[token].tag != "PRON":
            return named
        before = self.within(Span(sentence.span.start, sentence.tokens[token].start))
        spoken = self.speaker(sentence.tokens[token].span) if sentence.tokens[token].lower in ITSELF else None
        return spoken or next((one for one in reversed(before) if one.sort == "actor"), None)

    def speaker(self, pronoun: Span) -> Mention | None:
        """Return the actor who says the words that a span stands in, None where nobody is quoted."""
        around = innermost(pronoun, self._said)
        source = self._said[around].source if around is not None else None
        return next((one for one in self.exactly(source) if one.sort == "actor"), None) if source else None

    def _named_behind(self, sentence: Sentence, token: int) -> Mention | None:
        tokens = sentence.tokens
        if token + 2 >= len(tokens) or tokens[token + 1].lower != "of":
            return None
        behind = Span(tokens[token + 2].start, tokens[min(token + 5, len(tokens) - 1)].end)
        return next((one for one in self.within(behind) if one.sort == "place" and one.span.start == behind.start), None)


def _inside(one: Mention, other: Mention) -> bool:
    return one is not other and other.span.contains(one.span)


def _joins(sentence: Sentence, left: Span, right: Span) -> bool:
    """Tell whether nothing but commas and "and" stands between two spans."""
    between = [token.lower for token in sentence.tokens if left.end <= token.start and token.end <= right.start]
    return left.end <= right.start and 0 < len(between) <= 3 and set(between) <= JOINTS


def _marks(kind: str) -> frozenset[str]:
    sort = "<armed>" if kind in ARMED else "<unarmed>" if kind in UNARMED else "<civil>"
    extra = {"<group>"} if kind == "armed_group" else {"<person>"} if kind == "person" else set()
    rule = {"<rule>"} if kind in RULING else set()
    rule |= {"<other>"} if kind == "other" else set()
    return frozenset({"<actor>", sort, *extra, *rule})


def _heads(sentence: Sentence, token: int, span: Span) -> bool:
    """Tell whether a token is the last noun of a span before any preposition in it."""
    inside = [n for n, one in enumerate(sentence.tokens) if span.start <= one.start and one.end <= span.end]
    head = inside[0] if inside else token
    for n in inside:
        if sentence.tokens[n].tag == "ADP" and n > inside[0]:
            break
        if sentence.tokens[n].tag in {"NOUN", "PROPN", "NUM", "ADJ", "PRON"}:
            head = n
    return head == token
