"""The words that say that somebody says so: cues, and the tables that go with them.

In: the `attribution` table of a Language, and Sentences. Out: Cues by sentence, each a row of tokens with what it takes and the
stance that it gives. A word that is no cue in its place ("put troops", "a police report") is sorted out here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from twosource.reading.once import once
from twosource.vocabulary.inflection import inflections
from twosource.vocabulary.patterns import Patterns, expand

if TYPE_CHECKING:
    from twosource.nouns import Stance
    from twosource.reading.sentences import Sentence
    from twosource.reading.tokens import Token


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
    papers: frozenset[str]
    hedging: frozenset[str]
    future: frozenset[str]
    duty: frozenset[str]
    openers: frozenset[str]
    namers: frozenset[str]
    inverts: frozenset[str]


@once
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
        hedging=_forms(table["hedging"]["patterns"]),
        papers=frozenset(table["between"]["papers"]),
        future=frozenset(table["future"]["words"]),
        duty=frozenset(table["future"]["duty"]),
        openers=frozenset(table["openers"]["words"]),
        namers=_forms(table["openers"]["namers"]),
        inverts=_forms(table["inverts"]["patterns"]),
    )


def _forms(patterns: Sequence[str]) -> frozenset[str]:
    return frozenset(" ".join(form) for pattern in patterns for form in expand(pattern))


def find(sentence: Sentence, known: Tables) -> tuple[Cue, ...]:
    """Return the cues of a sentence from left to right, the longest where two overlap."""
    tokens = sentence.tokens
    found: list[Cue] = []
    for hit in known.cues.find_all([token.lower for token in tokens]):
        cue = Cue(hit.first, hit.last, *hit.payload, _word(tokens, hit.first, hit.last))
        if (not found or cue.first >= found[-1].last) and _holds(tokens, cue, known):
            found.append(cue)
    return tuple(found)


def _word(tokens: Sequence[Token], first: int, last: int) -> str:
    return " ".join(token.lower for token in tokens[first:last])


def _holds(tokens: Sequence[Token], cue: Cue, known: Tables) -> bool:
    """Tell whether the words are a cue in their place."""
    token = tokens[cue.first]
    if cue.takes in {"clause", "object", "citing"}:
        return _is_verb(tokens, cue, known) and _is_speech(tokens, cue, known)
    if cue.takes == "noun":
        return token.tag in {"NOUN", "PROPN"} and _goes_on(tokens, cue)
    if cue.takes == "adjective" and cue.word in known.hedging:
        return _is_before_noun(tokens, cue) and (cue.first == 0 or tokens[cue.first - 1].tag != "CCONJ")
    if cue.takes == "adjective":
        return cue.last < len(tokens) and tokens[cue.last].tag in {"NOUN", "ADJ", "PROPN"}
    if cue.takes == "passive":
        following = tokens[cue.last].lower if cue.last < len(tokens) else ""
        stated = following in {"to", "that", "dead"} or (
            cue.last < len(tokens) and tokens[cue.last].lower.endswith("ed") and tokens[cue.last].tag == "VERB"
        )
        return stated or (cue.first > 0 and tokens[cue.first - 1].lower == "it")
    return True


def _is_before_noun(tokens: Sequence[Token], cue: Cue) -> bool:
    """Tell whether a participle stands where an adjective does: behind a preposition, article or "and", before a noun."""
    follows = cue.last < len(tokens) and tokens[cue.last].tag in {"NOUN", "ADJ", "PROPN"}
    return follows and cue.first > 0 and tokens[cue.first - 1].tag in {"ADP", "DET", "CCONJ"}


def _is_verb(tokens: Sequence[Token], cue: Cue, known: Tables) -> bool:
    """Tell whether the cue's first word is a verb here. "said" and "says" are never anything else, whatever the tagger thinks."""
    token = tokens[cue.first]
    if token.lower in {"said", "says", "told"}:
        return True
    before = tokens[cue.first - 1].tag if cue.first else ""
    if before == "VERB" and token.lower.endswith("s"):
        return False  # "to keep promises"
    if cue.word in known.hedging and cue.first and _is_before_noun(tokens, cue):
        return False  # "during reported strikes": an adjective
    if cue.last < len(tokens) and tokens[cue.last].text == ":" and before == "PROPN":
        return True
    return any(one.tag == "VERB" for one in tokens[cue.first : cue.last]) and before != "DET"


OF_NUMBERS = {form: verb for verb in ("put", "raise", "give") for form in inflections(verb, "VERB")}
"""Verbs that are speech with a number ("put the toll at 12", "gave a lower toll"), by their forms."""


def _is_speech(tokens: Sequence[Token], cue: Cue, known: Tables) -> bool:
    """Tell whether a verb that is often no speech ("put", "found", "shows") is speech here."""
    after = [token.lower for token in tokens[cue.last : cue.last + 9]]
    careful = known.careful
    if cue.word.endswith("ed") and _is_passive(tokens, cue.first) and (cue.takes == "clause" or after[:1] != ["by"]):
        return False
    if after[:1] == ["from"]:
        return False  # "hails from"
    infinitive = cue.first > 0 and tokens[cue.first - 1].lower == "to" and tokens[cue.first - 1].tag == "PART"
    if infinitive and cue.takes == "clause":
        return False
    if (
        (after[:1] == ["by"] and cue.takes == "clause")
        or (cue.word == "reporting" and after[:1] == ["as"])
        or {"lives", "life"}.intersection(after[:4])
    ):
        return False  # "Reporting by …" is a credit; "claimed nine lives" is no claim
    if cue.word in careful["only_that"]:
        return "that" in after[:3]
    if cue.word in careful["clause"]:
        return "that" in after[:4] or _has_verb(tokens[cue.last : cue.last + 12])
    if cue.word in OF_NUMBERS:
        if {token.lower for token in tokens[max(0, cue.first - 2) : cue.first]} & {"which", "who", "that"}:
            return False  # "the monitor, which earlier gave a toll of 20, said …": an aside, and the main verb says
        return bool(careful[OF_NUMBERS[cue.word]].intersection(after))
    if cue.word in careful["as"]:
        return "as" in after or "a" in after[:1]
    if cue.word in {"call", "calls", "called", "calling"}:
        return any(mark in after for mark in ('"', "“", "``"))
    return not (cue.word in {"seek", "seeks", "sought", "seeking", "want", "wants", "wanted", "wanting"} and after[:1] == ["to"])


def _is_passive(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a form of "be" makes a participle passive; what is reported then is no speaker."""
    before = [token.lower for token in tokens[max(0, at - 2) : at] if token.tag in {"AUX", "ADV"}]
    return any(word in {"is", "are", "was", "were", "been", "be"} for word in before)


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
    """Yield the parts of a sentence with the cues of each: where a report has lost a line break, two sentences stand as one."""
    tokens = sentence.tokens
    edges = [0]
    for at in range(3, len(tokens) - 2):
        if at - edges[-1] >= 3 and (_opens_quotation(tokens, at, found) or _opens(tokens, at, edges[-1], known)):
            edges.append(at)
    for first, last in zip(edges, [*edges[1:], len(tokens)], strict=True):
        yield first, last, tuple(cue for cue in found if first <= cue.first < last)


def _opens_quotation(tokens: Sequence[Token], at: int, found: Sequence[Cue]) -> bool:
    """Tell whether a quotation begins here that begins a sentence: its first word has a capital, no cue or mark leads to it."""
    if tokens[at].text not in {"“", '"', "``"} or not tokens[at + 1].is_capitalised:
        return False
    before = tokens[at - 1]
    leads = before.tag in {"PUNCT", "ADP", "DET", "VERB", "AUX", "SCONJ", "CCONJ", "ADJ"}
    return not leads and not any(cue.last > at - 4 and cue.last <= at for cue in found) and _has_finite(tokens[:at])


def _opens(tokens: Sequence[Token], at: int, first: int, known: Tables) -> bool:
    """Tell whether a capital begins a new sentence, behind a lower-case word and without a mark in between.

    A function word with a capital does ("… in the region The army said"); so does a name behind a common noun that is no
    title or kind of name, where a finite verb stands on both sides. A headline's capitals tell nothing.
    """
    token, before = tokens[at], tokens[at - 1]
    if (
        not token.is_capitalised
        or (token.text.isupper() and len(token.text) > 1 and token.text != "FILE")
        or not before.text[-1:].isalnum()
    ):
        return False
    near = [one.is_capitalised for one in tokens[max(first, at - 5) : at] if one.text[:1].isalpha()]
    if sum(near) * 2 > len(near) and token.text != "The":
        return False
    if token.lower in known.openers:
        return before.tag not in {"ADP", "DET", "CCONJ"}
    names = before.tag == "NOUN" and not before.is_capitalised and before.lower not in known.namers
    dated = token.lower in known.days and tokens[at + 1].text == ","  # "confirmed the loss Tuesday, as did …"
    return (
        names
        and not dated
        and token.tag in {"PROPN", "ADJ"}
        and _has_finite(tokens[first:at])
        and _has_finite(tokens[at : at + 12])
    )


def _has_finite(tokens: Sequence[Token]) -> bool:
    return any(token.tag == "AUX" or (token.tag == "VERB" and not token.lower.endswith("ing")) for token in tokens)
