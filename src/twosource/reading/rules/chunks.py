"""Noun chunks by surface order: articles, modifiers and nouns that stand in a row.

In: a Sentence. Out: Chunks, token ranges from left to right, none overlapping another. Tags are right in 95 of 100 tokens and
tree arcs in 74 (training/README), so who an actor is rests on tags and order; the trees only help to choose.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from twosource.reading.tokens import Token

_CORE = frozenset({"NOUN", "PROPN", "NUM", "ADJ"})
_HYPHENS = frozenset("-–/")
_POSSESSIVES = frozenset({"'s", "'"})
_OWN = frozenset({"his", "her", "its", "their", "our", "my", "your"})
_JOINERS = frozenset(
    ("al", "el", "ul", "ad", "ar", "as", "ash", "az", "an", "bin", "ibn", "de", "van", "von", "abu", "ben", "du")
)
_SPEECH = frozenset(
    ("said", "told", "says", "denied", "claimed", "announced", "warned", "blamed", "accused", "condemned", "added")
)
_OFFICES = frozenset({"head", "chief", "director", "leader", "spokesman", "spokeswoman", "commander", "president", "secretary"})
_PLURAL_MODIFIERS = frozenset({"rights", "arms", "weapons", "forces", "news", "sports", "operations", "communications"})
_MOVES = frozenset({"advance", "retreat", "attack", "strike", "withdraw", "flee", "march"})
_NOUNS = frozenset({"offensive", "counteroffensive", "counter-offensive", "representative", "initiative", "objective"})
_NEVER_FIRST = frozenset({"to", "than"})
_SUFFERERS = frozenset({"wounded", "injured", "displaced", "dead", "missing", "besieged"})
# fmt: off
_PRONOUNS = _OWN | {
    "i", "he", "she", "it", "they", "we", "you", "this", "that", "these", "those", "who", "which", "what", "him",
    "them", "us", "there", "everyone", "nobody", "everybody", "someone", "anyone", "one", "none", "each", "another",
    "such", "whose", "himself", "herself", "both", "some", "many", "all", "themselves", "itself", "because",
    "nothing", "something", "anything", "everything", "whom", "no", "others", "as", "where", "when", "if", "though",
    "although", "here", "other", "how", "why", "yes",
}
"""Words that a tagger may call pronouns; any other capitalised pronoun is a name that it does not know."""
# fmt: on


@dataclass(frozen=True, slots=True)
class Chunk:
    """A row of tokens, `first` up to, not including, `last`, whose last noun is `head`; `possessive` if an 's follows."""

    first: int
    last: int
    head: int
    possessive: bool = False


def chunks(tokens: Sequence[Token], quantities: frozenset[str]) -> Iterator[Chunk]:
    """Yield the noun chunks of a row of tokens; `quantities` are the words that may stand before a number ("at least")."""
    at = 0
    while at < len(tokens):
        following = tokens[at + 1].lower if at + 1 < len(tokens) else ""
        if tokens[at].lower in _NEVER_FIRST or (tokens[at].lower == "as" and following not in {"many", "few", "much"}):
            at += 1  # "was home to about 20 people": only behind "up" or "more" does it count
            continue
        last = _end(tokens, at, quantities)
        while last > at and not _closes(tokens[last - 1]):
            last -= 1
        if last > at and (head := head_of(tokens, at, last)) is not None:
            possessive = last < len(tokens) and tokens[last].lower in _POSSESSIVES and tokens[last].start == tokens[last - 1].end
            yield Chunk(at, last, head, possessive)
        at = max(last, at + 1)


def is_name(token: Token) -> bool:
    """Tell whether a token is written as part of a name; a tagger takes initials and rare names for pronouns and auxiliaries."""
    if not token.text[:1].isalnum():
        return False
    if token.tag == "PROPN":
        return True
    if token.tag == "PRON":
        return token.is_capitalised and token.lower not in _PRONOUNS
    if token.text.isupper() and 2 <= len(token.text) <= 6 and token.text.isalpha():
        return token.lower not in _PRONOUNS or token.text == "US"
    return token.is_capitalised and token.tag in {"NOUN", "ADJ", "NUM", "X"} and len(token.text) > 1


def has_capital(token: Token) -> bool:
    """Tell whether a word or its part behind an article's hyphen begins with a capital ("al-Tavan")."""
    return token.is_capitalised or (len(token.text) > 4 and "-" in token.text[1:4] and token.text.split("-", 1)[1][:1].isupper())


def _end(tokens: Sequence[Token], at: int, quantities: frozenset[str]) -> int:
    """Return the token behind the longest chunk that may start at `at`."""
    last = _opening(tokens, at, quantities)
    while last < len(tokens):
        token = tokens[last]
        inner = at < last < len(tokens) - 1
        if (
            inner
            and token.lower in _OFFICES
            and token.text.islower()
            and tokens[last + 1].lower == "of"
            and is_name(tokens[last - 1])
        ):
            break  # "Xan Oru head of the ministry": a comma is lost
        if _is_verb_taken_for_noun(tokens, at, last):
            break
        if _is_core(token) or _is_participle(tokens, last) or _is_joiner(tokens, last):
            last += 1
        elif inner and _binds(tokens, last):
            last += 2
        else:
            break
    return last


def _is_core(token: Token) -> bool:
    return (token.tag in _CORE and token.text[:1] not in _HYPHENS) or is_name(token)


def _is_verb_taken_for_noun(tokens: Sequence[Token], first: int, at: int) -> bool:
    """Tell whether a word in -s behind a plural is a verb, whatever the tagger thinks ("a row of carts passes through Oru")."""
    before, token = tokens[at - 1], tokens[at]
    if at == len(tokens) - 1 and first < at and token.lower in _MOVES and before.tag == "NOUN" and before.lower.endswith("s"):
        return True  # a headline's "… as Xian troops advance"
    return (
        first < at < len(tokens) - 1
        and all(one.lower.endswith("s") and one.tag == "NOUN" and one.text.islower() for one in (before, token))
        and before.lower not in _PLURAL_MODIFIERS
        and tokens[at + 1].tag == "ADP"
        and tokens[at + 1].lower != "of"
    )


def _binds(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a mark stands inside a chunk: a hyphen, "&", or the stop of a rank or initial ("Gen. Xan B. Oru")."""
    token, before, following = tokens[at], tokens[at - 1], tokens[at + 1]
    if token.text in _HYPHENS:
        return following.tag in _CORE and _no_gap(tokens, at)
    if token.text == ".":
        short = before.is_capitalised and len(before.text) <= 5 and before.end == token.start < following.start
        return short and is_name(following)
    return token.text == "&" and is_name(following)


def _opening(tokens: Sequence[Token], at: int, quantities: frozenset[str]) -> int:
    """Return the token behind the article, possessive or quantity words with which a chunk may open."""
    token = tokens[at]
    last = at
    while last < len(tokens) and tokens[last].lower in quantities and tokens[last].tag not in {"VERB", "AUX", "PUNCT"}:
        last += 1
    if last > at and last < len(tokens) and tokens[last].tag == "NUM":
        return last
    if token.lower == "that" and at + 1 < len(tokens) and tokens[at + 1].tag == "NUM":
        return at  # "said that one of the guards": a conjunction, whatever the tagger thinks
    return at + 1 if token.tag == "DET" or token.lower in _OWN else at


def _is_participle(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a verb form modifies the noun behind it ("armed men", "fleeing residents")."""
    token = tokens[at]
    if token.lower in _SUFFERERS and at and tokens[at - 1].lower == "the":
        return True
    if token.tag != "VERB" or token.lower in _SPEECH or at + 1 >= len(tokens) or tokens[at + 1].tag not in _CORE:
        return False
    if token.lower.endswith("ing") and at and tokens[at - 1].tag in {"NOUN", "PROPN"}:
        return False  # "a raid killing nine rebels": the raid does, no kind of rebels
    return token.relation == "amod" and token.head > at


def _is_joiner(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a lower-case particle stands inside a name."""
    token = tokens[at]
    if at + 1 >= len(tokens) or not tokens[at + 1].is_capitalised:
        return False
    return token.lower in _JOINERS and (at == 0 or tokens[at - 1].is_capitalised or token.is_capitalised)


def _no_gap(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a mark touches both neighbours, or is a hyphen in text that was tokenised before it came."""
    if tokens[at].start == tokens[at - 1].end and tokens[at + 1].start == tokens[at].end:
        return True
    return tokens[at].text == "-" and tokens[at].start - tokens[at - 1].end <= 1 and tokens[at + 1].start - tokens[at].end <= 1


def _closes(token: Token) -> bool:
    return _is_core(token) or token.lower in _SUFFERERS


def head_of(tokens: Sequence[Token], first: int, last: int) -> int | None:
    """Return the last noun, name or number of the range; an adjective behind an article counts ("the wounded")."""
    for at in range(last - 1, first - 1, -1):
        if tokens[at].tag == "ADJ" and at > first and tokens[at - 1].tag == "NOUN" and tokens[at].lower in _NOUNS:
            return at
        if tokens[at].tag in {"NOUN", "PROPN", "NUM"}:
            return at
    return (
        last - 1
        if tokens[first].tag in {"DET", "NUM"} and last - first > 1
        else (last - 1 if is_name(tokens[last - 1]) else None)
    )
