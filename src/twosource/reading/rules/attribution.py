"""Who says what: attributions by cue.

In: the Sentences of a Document, the language's `attribution` table, the actors. Out: AttributionSeen, in the order of their cues.
For each cue the source is sought in front of it or behind it, and what is said on the other side; a quotation that fills a
sentence without a cue belongs to the speaker beside it. What is said is cut at the edges of one sentence, without its marks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, get_args

from twosource.nouns import ActorKind, Span
from twosource.reading.rules import cues, quotations, sources
from twosource.reading.rules.contents import reach
from twosource.reading.rules.edges import Reach
from twosource.reading.sightings import AttributionSeen

if TYPE_CHECKING:
    from twosource.nouns import Document, QuoteKind, Stance
    from twosource.reading.rules.cues import Cue, Tables
    from twosource.reading.rules.quotations import Quoted
    from twosource.reading.rules.sources import Judge, Row
    from twosource.reading.sentences import Sentence
    from twosource.reading.sightings import ActorSeen
    from twosource.vocabulary import Language


_PERSONAL = frozenset({"person", "civilian", "other"})
_COLLECTIVE = frozenset(get_args(ActorKind)) - {"person"}
_NEGATED: dict[Stance, Stance] = {"confirms": "denies", "denies": "confirms", "asserts": "doubts"}


@dataclass(frozen=True, slots=True)
class Said:
    """An attribution on its way: the cue, and token ranges of source and content in `row` (the content's in `of`).

    `announced` marks what a colon has announced: "The ministry said:" speaks for all that follows, until somebody else does.
    """

    row: Row
    cue: Cue
    content: tuple[int, int] | None
    source: tuple[int, int] | None
    of: Row | None = None
    announced: bool = False


def find(
    document: Document,
    sentences: Sequence[Sentence],
    language: Language,
    actors: Sequence[ActorSeen],
    home: str | None = None,
) -> tuple[AttributionSeen, ...]:
    """Return the attributions of a report, in the order of their cues; `home` is the land whose government is no foreign one."""
    table = language.table("attribution")
    known = cues.tables(table)
    quoted = quotations.find(sentences)
    rows = [sources.row(sentence) for sentence in sentences]
    said: list[list[Said]] = [_in_sentence(row, quotes, known) for row, quotes in zip(rows, quoted, strict=True)]
    _carry_quotations(rows, quoted, said)
    writer = Writer(document, actors, sources.judge(table, home), quoted, known)
    made: list[AttributionSeen] = []
    for group in said:
        for one in group:
            seen = writer.write(one, made)
            told = [other.source for other in made if other.content == seen.content]
            if seen.content and seen.source not in told and not (told and seen.source is None):
                made.append(seen)
    return tuple(with_via(made))


def _in_sentence(row: Row, quotes: Sequence[Quoted], known: Tables) -> list[Said]:
    """Return the attributions whose cue and content stand in one sentence."""
    found: list[Said] = []
    floor = 0
    for first, last, here in cues.by_piece(row.sentence, cues.find(row.sentence, known), known):
        for n, cue in enumerate(here):
            step = Reach(floor, first, last, here[:n], here[n + 1 :], tuple(found), tuple(quotes))
            for content, source in reach(row, cue, step, known):
                found.append(Said(row, cue, content, source))
        floor = first
    return found


def _carry_quotations(rows: Sequence[Row], quoted: Sequence[Sequence[Quoted]], said: list[list[Said]]) -> None:
    """Give each sentence that is all quotation and has no speaker the one behind it, if the quotation runs on, else before it.

    What a colon announces belongs to who stands before the colon.
    """
    for n in range(len(rows) - 2, -1, -1):
        whole = _whole_quotation(rows[n], quoted[n])
        runs_on = whole is not None and not whole.closes and any(not one.opens for one in quoted[n + 1][:1])
        if (
            whole is not None
            and runs_on
            and not _has_speaker(said[n], whole)
            and (speaker := _speaker(said[n + 1], quoted[n + 1]))
        ):
            said[n].insert(0, replace(speaker, content=(whole.first, whole.last), of=rows[n]))
    for n in range(1, len(rows)):
        whole = _whole_quotation(rows[n], quoted[n])
        announced = next((one for one in said[n - 1] if one.content is None or one.announced), None)
        if announced is not None and not said[n]:
            said[n].append(replace(announced, content=(0, len(rows[n].tokens)), of=rows[n], announced=True))
        elif whole is not None and not _has_speaker(said[n], whole) and (speaker := _speaker(said[n - 1], quoted[n - 1])):
            said[n].insert(0, replace(speaker, content=(whole.first, whole.last), of=rows[n]))
    for group in said:
        group[:] = [one for one in group if one.content is not None]


def _has_speaker(said: Sequence[Said], whole: Quoted) -> bool:
    """Tell whether a sentence has an attribution whose cue stands outside the quotation, or one that was carried to it."""
    return any(one.source is not None and (one.of is not None or not _inside(one.cue, whole)) for one in said)


def _whole_quotation(row: Row, quotes: Sequence[Quoted]) -> Quoted | None:
    """Return the quotation that fills a sentence, if one does."""
    size = len(row.tokens)
    return next((one for one in quotes if one.last - one.first >= 3 and one.last - one.first >= size - 3), None)


def _inside(cue: Cue, quote: Quoted) -> bool:
    return quote.first <= cue.first < quote.last


def _speaker(said: Sequence[Said], quotes: Sequence[Quoted]) -> Said | None:
    """Return the attribution of a sentence whose content is a quotation."""
    for one in said:
        if one.source and one.content and (one.of or any(quote.first - 1 <= one.content[0] < quote.last for quote in quotes)):
            return one
    return None


@dataclass(frozen=True, slots=True)
class Writer:
    """What turns an attribution on its way into one seen: spans, actor, kind, leaning, quotation and stance."""

    document: Document
    actors: Sequence[ActorSeen]
    judge: Judge
    quoted: Sequence[Sequence[Quoted]]
    known: Tables

    def write(self, said: Said, before: Sequence[AttributionSeen]) -> AttributionSeen:
        """Return the attribution; `before` are those already written, to which a pronoun may point."""
        home = said.of or said.row
        content = trimmed(home, said.content) if said.content else None
        source = self._source_span(said)
        actor = self._actor(said, source, before)
        known_as = self.actors[actor] if actor is not None else None
        words = [token.lower for token in said.row.tokens[slice(*said.source)]] if said.source else []
        about = sources.about(self.document, known_as)
        kind = self.judge.kind(words, known_as, about) if said.source else "none"
        return AttributionSeen(
            cue=said.row.sentence.span_of(said.cue.first, said.cue.last),
            content=home.sentence.span_of(*content) if content else None,
            source=source,
            actor=actor,
            kind=kind,
            leaning=self.judge.leaning(kind, [*words, *about], known_as) if said.source else None,
            quote=self._quote(home, content),
            stance=self._stance(said, home, content),
        )

    def _source_span(self, said: Said) -> Span | None:
        """Return the source as one span; an actor's mention that ends with it is the better choice of words."""
        if said.source is None:
            return None
        span = said.row.sentence.span_of(*said.source)
        content = said.row.sentence.span_of(*said.content) if said.content and said.of is None else None
        named = [
            one
            for actor in self.actors
            for one in actor.mentions
            if one.end == span.end and said.row.sentence.span.contains(one) and not (content and one.overlaps(content))
        ]
        best = min(named, default=span)
        return span if best.start > span.start and " and " in self.document.words(span) else best

    def _actor(self, said: Said, source: Span | None, before: Sequence[AttributionSeen]) -> int | None:
        if source is None or said.source is None:
            return None
        found = sources.actor_at(source, self.actors)
        token = said.row.tokens[said.source[0]]
        if found is not None:
            return found
        if said.row.tokens[said.source[1] - 1].lower in self.known.papers and token.lower in {"the", "this", "its"}:
            return next((one.actor for one in reversed(before) if one.actor is not None), None)
        if token.lower in {"we", "i"} and not said.of:
            return self._voice()
        return self._meant(token.lower, source, before) if token.tag == "PRON" else None

    def _voice(self) -> int | None:
        """Return who "we" are outside a quotation: in a text whose title calls it somebody's statement, its issuer."""
        for block in self.document.blocks:
            words = self.document.words(block.span).lower().split()
            if block.kind == "title" and self.known.papers.intersection(words):
                found = [(one.start, n) for n, who in enumerate(self.actors) for one in who.mentions if block.span.contains(one)]
                return min(found)[1] if found else None
        return None

    def _meant(self, pronoun: str, source: Span, before: Sequence[AttributionSeen]) -> int | None:
        """Return the actor that a pronoun means: the last speaker that it fits, else the last actor that it fits."""
        fits = _PERSONAL if pronoun in {"he", "she", "i"} else _COLLECTIVE
        for one in reversed(before):
            if one.actor is not None and self.actors[one.actor].kind in fits:
                return one.actor
        fitting = [
            (mention.start, n)
            for n, actor in enumerate(self.actors)
            for mention in actor.mentions
            if mention.end <= source.start and actor.kind in fits
        ]
        return max(fitting)[1] if fitting else None

    def _quote(self, home: Row, content: tuple[int, int] | None) -> QuoteKind:
        """Return `direct` if the content is all quoted, `mixed` if a part of it is, else `indirect`."""
        if content is None:
            return "indirect"
        stretches = self.quoted[home.sentence.number]
        inside = [one for one in stretches if one.first < content[1] and content[0] < one.last]
        if any(one.first <= content[0] and content[1] <= one.last for one in inside):
            return "direct"
        return "mixed" if inside else "indirect"

    def _stance(self, said: Said, home: Row, content: tuple[int, int] | None) -> Stance:
        tokens = said.row.tokens
        negated = any(token.lower in {"not", "n't", "never"} for token in tokens[max(0, said.cue.first - 2) : said.cue.first])
        if negated:
            return _NEGATED.get(said.cue.stance, said.cue.stance)
        if said.cue.word in self.known.told and content and _is_order(home, content):
            return "demands"
        return self._by_mood(home, content) if said.cue.stance == "asserts" and content else said.cue.stance

    def _by_mood(self, home: Row, content: tuple[int, int]) -> Stance:
        """Return what the first finite verb of a content makes of it: a demand ("must", "has to"), an expectation ("will")."""
        tokens = home.tokens
        for at in range(*content):
            following = tokens[at + 1].lower if at + 1 < content[1] else ""
            if tokens[at].lower in self.known.duty or (tokens[at].lower in {"has", "have"} and following == "to"):
                return "demands"
            if tokens[at].lower in self.known.future:
                return "expects"
            if tokens[at].tag in {"VERB", "AUX"}:
                break
        return "asserts"


def _is_order(row: Row, content: tuple[int, int]) -> bool:
    """Tell whether a content is what somebody is told to do ("not to attack")."""
    words = [token.lower for token in row.tokens[content[0] : content[0] + 2]]
    return words[:1] == ["to"] or words == ["not", "to"]


def trimmed(row: Row, content: tuple[int, int]) -> tuple[int, int] | None:
    """Return a content without quotation marks, commas and full stops at its edges; None if nothing is left."""
    first, last = content
    tokens = row.tokens
    while (
        first < last
        and (tokens[first].tag == "PUNCT" or tokens[first].text in quotations.MARKS)
        and tokens[first].text not in "(["
    ):
        first += 1
    while first < last and (tokens[last - 1].text in {*quotations.MARKS, ",", ".", ";", ":", "-", "–", "—", "''", "'"}):
        last -= 1
    return (first, last) if first < last else None


def with_via(made: Sequence[AttributionSeen]) -> Iterator[AttributionSeen]:
    """Yield the attributions with the one in whose content each stands: the innermost around its cue."""
    for n, one in enumerate(made):
        around = [
            (other.content.end - other.content.start, m)
            for m, other in enumerate(made)
            if m != n
            and one.cue
            and other.content
            and other.content.contains(one.cue)
            # Two cues can lie in each other's content ("… as we said", X said …): the outer one is the longer.
            and (one.content is None or other.content.end - other.content.start > one.content.end - one.content.start)
        ]
        yield one if one.via is not None or not around else replace(one, via=min(around)[1])
