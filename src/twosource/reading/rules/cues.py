"""The words that say that somebody says so: cues, and the tables that go with them.

In: the `attribution` table of a Language, and Sentences. Out: Cues by sentence, each a row of tokens with what it takes and the stance
that it gives. A word that is no cue in its place ("put troops", "a police report") is sorted out here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from twosource.vocabulary.patterns import Patterns, expand

if TYPE_CHECKING:
    from twosource.nouns import Stance
    from twosource.reading.sentences import Sentence, Token


@dataclass(frozen=True, slots=True)
class Cue:
    """A cue in a sentence: tokens `first` up to `last`, what it `takes`, its stance, and the word that decides ("told")."""

    first: int
    last: int
    takes: str
    stance: Stance
    word: str


@dataclass(frozen=True, slots=True)
class Tables:
    """The tables of `attribution.toml`, expanded. `said` holds the forms of groups of verbs by the group's name."""

    cues: Patterns[tuple[str, Stance]]
    told: frozenset[str]
    things: frozenset[str]
    careful: Mapping[str, frozenset[str]]
    days: frozenset[str]
    prepositions: frozenset[str]
    media: frozenset[str]
    future: frozenset[str]
    openers: frozenset[str]


def tables(table: Mapping[str, Any]) -> Tables:
    """Return the tables in the form in which they are looked up."""
    cues = [(pattern, (group["takes"], group["stance"])) for group in table["cues"] for pattern in group["patterns"]]
    return Tables(
        cues=Patterns(cues),
        told=_forms(table["told"]["patterns"]),
        things=_forms(table["things"]["patterns"]),
        careful={name: _forms(words) for name, words in table["careful"].items()},
        days=frozenset(table["between"]["days"]),
        prepositions=frozenset(table["between"]["prepositions"]),
        media=frozenset(table["between"]["media"]),
        future=frozenset(table["future"]["words"]),
        openers=frozenset(table["openers"]["words"]),
    )


def _forms(patterns: Sequence[str]) -> frozenset[str]:
    return frozenset(" ".join(form) for pattern in patterns for form in expand(pattern))


def find(sentence: Sentence, known: Tables) -> tuple[Cue, ...]:
    """Return the cues of a sentence from left to right."""
    tokens = sentence.tokens
    hits = known.cues.find([token.lower for token in tokens])
    made = (Cue(hit.first, hit.last, *hit.payload, _word(tokens, hit.first, hit.last)) for hit in hits)
    return tuple(cue for cue in made if _holds(tokens, cue, known))


def _word(tokens: Sequence[Token], first: int, last: int) -> str:
    return " ".join(token.lower for token in tokens[first:last])


def _holds(tokens: Sequence[Token], cue: Cue, known: Tables) -> bool:
    """Tell whether the words are a cue in their place."""
    token = tokens[cue.first]
    if cue.takes in {"clause", "object", "citing"}:
        return _is_verb(tokens, cue) and _is_speech(tokens, cue, known)
    if cue.takes == "noun":
        return token.tag in {"NOUN", "PROPN"} and _goes_on(tokens, cue)
    if cue.takes == "adjective":
        return cue.last < len(tokens) and tokens[cue.last].tag in {"NOUN", "ADJ", "PROPN"}
    return True


def _is_verb(tokens: Sequence[Token], cue: Cue) -> bool:
    """Tell whether the cue's first word is a verb here. "said" and "says" are never anything else, whatever the tagger thinks."""
    token = tokens[cue.first]
    if token.lower in {"said", "says", "told"}:
        return True
    before = tokens[cue.first - 1].tag if cue.first else ""
    return token.tag == "VERB" and before not in {"DET"} and not (before == "ADJ" and token.relation == "amod")


def _is_speech(tokens: Sequence[Token], cue: Cue, known: Tables) -> bool:
    """Tell whether a verb that is often no speech ("put", "found", "shows") is speech here."""
    after = [token.lower for token in tokens[cue.last : cue.last + 9]]
    careful = known.careful
    infinitive = cue.first > 0 and tokens[cue.first - 1].lower == "to" and tokens[cue.first - 1].tag == "PART"
    if infinitive and cue.takes == "clause":
        return False
    if cue.word in careful["only_that"]:
        return "that" in after[:4] or _has_verb(tokens[cue.last : cue.last + 12])
    groups = {
        "put": "put",
        "raise": "raise",
        "raised": "raise",
        "raises": "raise",
        "puts": "put",
        "putting": "put",
        "raising": "raise",
    }
    if cue.word in groups:
        return bool(careful[groups[cue.word]].intersection(after))
    if cue.word in careful["as"]:
        return "as" in after or "a" in after[:1]
    if cue.word in {"call", "calls", "called", "calling"}:
        return any(mark in after for mark in ('"', "“", "``"))
    return not (cue.word in {"seek", "seeks", "sought", "seeking", "want", "wants", "wanted", "wanting"} and after[:1] == ["to"])


def _has_verb(tokens: Sequence[Token]) -> bool:
    """Tell whether a clause follows: a verb before the next full mark."""
    for token in tokens:
        if token.text in {".", ";"}:
            return False
        if token.tag == "AUX" or (token.tag == "VERB" and not token.lower.endswith("ing")):
            return True
    return False


def _goes_on(tokens: Sequence[Token], cue: Cue) -> bool:
    """Tell whether "that" or "of" with something said follows a noun ("claims that", "reports of")."""
    if cue.last >= len(tokens):
        return False
    following = tokens[cue.last]
    if following.lower == "that":
        return following.tag in {"SCONJ", "PRON", "DET"}
    return following.lower in {"of", "alleging"} and cue.word not in {"statement", "statements", "information", "suggestion"}


def by_piece(sentence: Sentence, found: Sequence[Cue], known: Tables) -> Iterator[tuple[int, int, tuple[Cue, ...]]]:
    """Yield the parts of a sentence with the cues of each.

    Reports lose line breaks, so that two sentences stand as one. A capital that no name explains, behind a lower-case word
    without a mark between, begins a new one.
    """
    tokens = sentence.tokens
    edges = [0, *(at for at in range(3, len(tokens) - 2) if _opens(tokens, at, known)), len(tokens)]
    for first, last in zip(edges, edges[1:], strict=False):
        yield first, last, tuple(cue for cue in found if first <= cue.first < last)


def _opens(tokens: Sequence[Token], at: int, known: Tables) -> bool:
    token, before = tokens[at], tokens[at - 1]
    if not token.is_capitalised or token.lower not in known.openers or (token.text.isupper() and len(token.text) > 1):
        return False
    if not before.text[-1:].isalnum() or before.tag in {"ADP", "DET", "CCONJ"}:
        return False
    # A headline writes every word with a capital; there a capital tells nothing.
    near = tokens[max(0, at - 4) : at]
    return sum(one.is_capitalised for one in near if one.text[:1].isalpha()) < len(
        [one for one in near if one.text[:1].isalpha()]
    ) or (token.lower == "the" and token.text != "THE")
