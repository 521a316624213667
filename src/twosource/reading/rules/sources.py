"""Who a source is: the noun phrase in front of or behind a cue, its kind, and whose side the report shows it on.

In: a Sentence, a cue, the actors. Out: token ranges of sources; `SourceKind` and leaning from the report's own words. A leaning
is never guessed from a name: it needs a word of the report ("pro-rebel monitor"), a state's own body, or an armed group.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from twosource.reading.once import once
from twosource.reading.rules.chunks import Chunk, chunks
from twosource.vocabulary.patterns import Patterns

if TYPE_CHECKING:
    from twosource.nouns import ActorKind, Document, SourceKind, Span
    from twosource.reading.rules.cues import Cue, Tables
    from twosource.reading.sentences import Sentence
    from twosource.reading.sightings import ActorSeen
    from twosource.reading.tokens import Token

# What follows a name and tells who it is: "Xan Oru, of the Tavan Fund", "Xan Oru head of the ministry".
_ASIDE = re.compile(
    r"\s*,?\s*(?:of|from|with|head|chief|director|an?|the|who|spokes\w+|deputy|coordinator|analyst)\b[^,.;:”\"“]{3,80}"
)
# What stands before a group's name and tells whom it leads: "Insurgents, led by the Free Oru Front".
_LED = re.compile(r"\b(\w+),?\s+(?:led|spearheaded|headed|dominated|commanded)\s+by\s+$")
_PRONOUNS = frozenset({"he", "she", "it", "they", "we", "i", "who", "which", "that"})
_OF_KIND: Mapping[ActorKind, SourceKind] = {
    "government": "official",
    "military": "military",
    "armed_group": "armed_group",
    "political": "official",
    "igo": "igo",
    "ngo": "monitor",
    "media": "media",
    "civilian": "witness",
    "coalition": "military",
}


@dataclass(frozen=True, slots=True)
class Row:
    """A sentence with its noun chunks by first and by last token."""

    sentence: Sentence
    chunks: tuple[Chunk, ...]

    @property
    def tokens(self) -> Sequence[Token]:
        """The tokens of the sentence."""
        return self.sentence.tokens

    def holding(self, at: int) -> Chunk | None:
        """Return the chunk or pronoun at a token."""
        if self.tokens[at].tag == "PRON" or self.tokens[at].lower in _PRONOUNS:
            return Chunk(at, at + 1, at)
        return next((chunk for chunk in self.chunks if chunk.first <= at < chunk.last), None)

    def holding_from(self, at: int, edge: int) -> Chunk | None:
        """Return the chunk at a token without what lies in front of token `edge`."""
        found = self.holding(at)
        return replace(found, first=max(found.first, edge)) if found is not None else None


def row(sentence: Sentence) -> Row:
    """Return a sentence with its chunks."""
    return Row(sentence, tuple(chunks(sentence.tokens, frozenset())))


def before(here: Row, cue: Cue, edge: int, known: Tables) -> tuple[int, int] | None:
    """Return the tokens of the subject that stands before a cue and behind token `edge`, None if there is none."""
    tokens = here.tokens
    at = _skip_back(tokens, cue.first, edge, known)
    if at <= edge:
        return None
    subject = _by_tree(here, cue, edge, known)
    if subject is not None:
        return _grown(here, _named(here, _antecedent(here, subject, edge), edge), edge)
    if (antecedent := _before_clause(here, at, edge)) is not None:
        return _grown(here, antecedent, edge)
    found = here.holding_from(at - 1, edge)
    if found is None or tokens[at - 1].tag not in {"NOUN", "PROPN", "PRON", "ADJ", "NUM"}:
        return None
    return _grown(here, _named(here, _antecedent(here, _without_tail(here, found, edge), edge), edge), edge)


def _named(here: Row, found: Chunk, edge: int) -> Chunk:
    """Return the name that a description right behind it explains ("Xan Oru, head of a charity, said"), else itself."""
    tokens = here.tokens
    for _ in range(2):
        comma = found.first - 1
        described = tokens[found.first].lower in {"a", "an", "head"} and comma > edge and tokens[comma].text == ","
        outer = here.holding_from(comma - 1, edge) if described else None
        if outer is None or outer.last != comma:
            return found
        whole = _without_tail(here, outer, edge)
        if not (tokens[whole.head].is_capitalised or tokens[whole.first].lower in {"head", "chief", "director"}):
            return found
        found = whole
    return found


def behind(here: Row, cue: Cue, edge: int) -> tuple[int, int] | None:
    """Return the tokens of the subject that stands right behind a cue and before token `edge`."""
    at = cue.last
    if at >= edge:
        return None
    found = here.holding(at)
    if found is None or found.first != at:
        return None
    return found.first, with_of(here, found, edge)


def _skip_back(tokens: Sequence[Token], at: int, edge: int, known: Tables) -> int:
    """Walk left from a cue over what may part it from its subject: auxiliaries, adverbs, days, "in a statement"."""
    while at > edge:
        token = tokens[at - 1]
        if (
            token.tag in {"AUX", "ADV", "PART"}
            or token.lower in known.days
            or token.lower == "not"
            or (token.lower in known.prepositions and at < len(tokens) and tokens[at].lower in known.days)
        ):
            at -= 1
        elif token.text == "," and at - 2 >= edge and _closes_aside(tokens, at - 1, edge) is not None:
            at = _closes_aside(tokens, at - 1, edge) or at - 1
        elif token.text == ")" and (opening := _back_to(tokens, at - 1, edge, "(")) is not None:
            at = opening
        else:
            return at
    return at


def _closes_aside(tokens: Sequence[Token], comma: int, edge: int) -> int | None:
    """Return the comma that opens the aside which ends at this one ("X, a spokesman for Y,")."""
    for at in range(comma - 1, max(edge, comma - 22), -1):
        if tokens[at].text == ",":
            return at
        if tokens[at].text in {".", ";", '"', "“", "”"}:
            return None
    return None


def _back_to(tokens: Sequence[Token], at: int, edge: int, mark: str) -> int | None:
    return next((n for n in range(at, max(edge, at - 12) - 1, -1) if tokens[n].text == mark), None)


def _by_tree(here: Row, cue: Cue, edge: int, known: Tables) -> Chunk | None:
    """Return the subject by the tree, where the surface does not contradict: no other verb stands between the two."""
    tokens = here.tokens
    for at in range(cue.first - 1, edge - 1, -1):
        token = tokens[at]
        if token.text in {'"', "”", "“", "''", "``"}:
            return None  # the subject of what is quoted says nothing
        if token.relation == "nsubj" and token.head == cue.first and token.lower not in known.days:
            return here.holding_from(at, edge)
        if token.tag == "VERB" and not token.lower.endswith(("ing", "ed")) and cue.first - at < 6:
            return None
    return None


def _without_tail(here: Row, found: Chunk, edge: int) -> Chunk:
    """Return the noun on which a prepositional tail hangs ("the ministry in Tavan" for "Tavan"), the chunk itself without one."""
    tokens = here.tokens
    for _ in range(3):
        at = found.first - 1
        if at - 1 >= edge and tokens[at].tag == "VERB" and tokens[at].lower.endswith("ing"):
            doer = here.holding(at - 1)  # "A doctor treating the wounded said"
            return doer if doer is not None and doer.last == at and tokens[doer.head].lower not in _PRONOUNS else found
        if at - 1 < edge or tokens[at].tag != "ADP" or tokens[at].lower in {"by", "to"}:
            return found
        outer = here.holding(at - 1)
        if outer is None or outer.last != at or tokens[outer.head].lower in _PRONOUNS:
            return found
        if tokens[at].lower != "of" and tokens[found.head].relation not in {"nmod", "flat", "compound", "nsubj"}:
            return found
        found = outer
    return found


def _before_clause(here: Row, at: int, edge: int) -> Chunk | None:
    """Return the noun in front of a relative clause that ends right before the cue ("X, who heads Y, said")."""
    tokens = here.tokens
    if tokens[at - 1].is_capitalised or tokens[at - 1].tag == "PRON":
        return None  # a name right before the cue speaks for itself
    for n in range(at - 1, max(edge, at - 25), -1):
        if tokens[n].lower in {"who", "which"} and any(token.tag in {"VERB", "AUX"} for token in tokens[n + 1 : at]):
            before = n - 1 - (tokens[n - 1].text == ",")
            found = here.holding_from(before, edge) if before >= edge else None
            return _without_tail(here, found, edge) if found else None
        if tokens[n].text in {";", ".", ",", '"', "“", "”"}:
            return None
    return None


def _antecedent(here: Row, found: Chunk, edge: int) -> Chunk:
    """Return the noun that a relative pronoun stands for, the chunk itself if it is none."""
    at = found.first - 1
    if here.tokens[found.head].lower not in {"who", "which", "that"} or found.last - found.first > 1:
        return found
    at -= at > edge and here.tokens[at].text == ","
    return (here.holding_from(at, edge) or found) if at >= edge else found


def _grown(here: Row, found: Chunk, edge: int) -> tuple[int, int]:
    """Return a chunk with its "of" phrase, and with the chunk that "and" joins to it."""
    first, last = found.first, with_of(here, found, len(here.tokens))
    tokens = here.tokens
    if first - 2 >= edge and tokens[first - 1].lower in {"and", "&"} and tokens[found.head].tag != "PRON":
        beside = here.holding(first - 2)
        other = _without_tail(here, beside, edge) if beside is not None and beside.last == first - 1 else None
        if other is not None and other.first >= edge and _starts_clause(tokens, other.first, edge):
            first = other.first
    return first, last


def _starts_clause(tokens: Sequence[Token], at: int, edge: int) -> bool:
    """Tell whether nothing that a joined chunk could belong to stands before it."""
    return at == edge or tokens[at - 1].tag in {"PUNCT", "SCONJ", "CCONJ", "VERB"}


def with_of(here: Row, found: Chunk, edge: int) -> int:
    """Return the end of a chunk with "of" and "for" phrases behind it ("head of the Tavan Observatory for Rivers")."""
    tokens, last = here.tokens, found.last
    for _ in range(3):
        if last + 1 >= edge or tokens[last].lower not in {"of", "for"}:
            break
        inner = here.holding(last + 1)
        if inner is None or inner.first != last + 1:
            break
        last = inner.last
    return last


@dataclass(frozen=True, slots=True)
class Judge:
    """What tells the kind and the leaning of a source; `home` is the land whose government the report calls "the government"."""

    kinds: Patterns[SourceKind]
    leanings: Patterns[str]
    home: str | None

    def kind(self, words: Sequence[str], actor: ActorSeen | None, about: Sequence[str]) -> SourceKind:
        """Return the kind by the source's own words, then by what the report says of it elsewhere, then by its actor's kind."""
        own = self._first(words)
        if own is not None:
            return own
        if actor is not None and actor.kind not in {"person", "other"}:
            return _OF_KIND.get(actor.kind, "anonymous")
        # A person whom a report names but does not describe is mostly somebody who speaks for a body.
        return self._first(about) or (
            "official" if actor is not None and (actor.country or actor.kind == "person") else "anonymous"
        )

    def _first(self, words: Sequence[str]) -> SourceKind | None:
        hits = [hit.payload for hit in self.kinds.find_all(words)]
        return next((kind for kind in _ORDER if kind in hits), None)

    def leaning(self, kind: SourceKind, words: Sequence[str], actor: ActorSeen | None) -> str | None:
        """Return whom the source is with, by the report's words."""
        said = [hit.payload for hit in self.leanings.find_all(words)]
        country = actor.country if actor is not None else None
        if kind in {"igo", "analyst"}:
            return "neutral"
        said = [side for side in said if side != "insurgent" or kind == "armed_group"]
        if kind == "armed_group":
            return {"insurgent": "opposition"}.get(said[0], said[0]) if said else None
        if said and said[0] != "neutral" and (kind not in {"official", "military"} or said[0] == "opposition"):
            return said[0] if said[0] == "opposition" or country in {None, self.home} else f"foreign:{country}"
        if kind not in {"official", "military"}:
            return "neutral" if "neutral" in said else None
        if country is None:
            return "government" if {"government", "regime"}.intersection(words) else None
        return "government" if country == self.home else f"foreign:{country}"


_ORDER: tuple[SourceKind, ...] = (
    "anonymous", "rescuer", "medic", "monitor", "witness", "igo", "analyst", "media", "armed_group", "military", "official",
)  # fmt: skip


def judge(table: Mapping[str, Any], home: str | None) -> Judge:
    """Return the judge of a report's sources."""
    return Judge(*_patterns(table), home)


@once
def _patterns(table: Mapping[str, Any]) -> tuple[Patterns[SourceKind], Patterns[str]]:
    kinds: list[tuple[str, SourceKind]] = [(one, kind) for kind, patterns in table["kinds"].items() for one in patterns]
    leanings = [(one, side) for side, words in table["leanings"].items() for one in words]
    return Patterns(kinds), Patterns(leanings)


def about(document: Document, actor: ActorSeen | None) -> tuple[str, ...]:
    """Return the lower-case words of all mentions of an actor, and of what a report adds to a person's name."""
    if actor is None:
        return ()
    texts = [document.words(span) for span in actor.mentions]
    if actor.kind == "armed_group":
        texts += [
            found.group(1)
            for span in actor.mentions
            if (found := _LED.search(document.text, max(0, span.start - 60), span.start))
        ]
    if actor.kind == "person":
        texts += [found.group() for span in actor.mentions if (found := _ASIDE.match(document.text, span.end))]
    words = (word.strip(",'’\"()").lower() for text in texts for word in text.split())
    return tuple(word.removesuffix("'s").removesuffix("’s") for word in words)


def actor_at(span: Span, actors: Sequence[ActorSeen]) -> int | None:
    """Return the position of the actor whose mention covers a source best: the same span, the longest inside, or around."""
    found = [
        (mention != span, not span.contains(mention), mention.start - mention.end, n)
        for n, actor in enumerate(actors)
        for mention in actor.mentions
        if mention.overlaps(span)
    ]
    return min(found)[3] if found else None
