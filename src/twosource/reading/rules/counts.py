"""Numbers with the nouns that they count: the raw material of figures.

In: a tagged sentence, its Language, the spans of its time expressions. Out: Counts, in the order of the sentence: every number
that is no time, name, sum, age or share, with the noun phrase behind it. What kind of figure a count is, if it is one,
`quantities` decides.

The noun phrase is read off the tags, in surface order, because tags are right in 95 of 100 tokens and tree arcs in 74.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from twosource.nouns import Span
from twosource.reading import figures
from twosource.reading.once import once
from twosource.reading.rules.times import characters
from twosource.vocabulary.inflection import inflections

if TYPE_CHECKING:
    from twosource.reading.sentences import Sentence
    from twosource.reading.tokens import Token
    from twosource.vocabulary import Language

_NOUNS = frozenset({"NOUN", "PROPN"})
_ARTICLES = frozenset({"the", "another", "these", "those", "all"})
_ALONE = frozenset({"a", "an", "one", "single", "no", "zero"})
_COLLECTIVES = frozenset({"group", "members", "rounds", "crew", "teams", "bodies", "natives"})
"""Nouns behind which an "of" phrase belongs to the figure ("a group of 10 fighters", "300 rounds of ammunition")."""


@dataclass(frozen=True, slots=True)
class Count:
    """A number and the noun phrase that it counts, as token positions.

    `first` to `last` is all of it, hedges included; the bare number begins at `number`, the noun phrase at `after`, and its
    noun is `head`, None where the number stands alone. `is_single` marks an article or a plain "one" or "no".
    """

    first: int
    number: int
    after: int
    last: int
    head: int | None
    is_single: bool

    @property
    def is_hedged(self) -> bool:
        """Tell whether words of quantity stand before the number."""
        return self.first < self.number


@dataclass(frozen=True, slots=True)
class NounLists:
    """The noun lists of one language, each noun in all its forms."""

    not_counted: frozenset[str]
    shares: frozenset[str]
    before: frozenset[str]
    units_of_time: frozenset[str]
    measures: frozenset[str]
    persons: frozenset[str]
    structures: frozenset[str]
    names_after: frozenset[str]


def counts(sentence: Sentence, language: Language, dated: Sequence[Span]) -> tuple[Count, ...]:
    """Return the counts of a sentence. `dated` are spans of time expressions, inside which a number is no count."""
    lists = noun_lists(language)
    return tuple(one for one in _numbers(sentence, language, dated) if _may_count(sentence.tokens, one, lists))


def _numbers(sentence: Sentence, language: Language, dated: Sequence[Span]) -> Iterator[Count]:
    tokens, base, free = sentence.tokens, sentence.span.start, 0
    for found in figures.numerals(characters(sentence), language):
        span = Span(base + found.start, base + found.end)
        first = next((at for at, token in enumerate(tokens) if token.end > span.start), None)
        number = next((at for at, token in enumerate(tokens) if token.end > base + found.number), None)
        if first is None or number is None or number < free or any(span.overlaps(time) for time in dated):
            continue
        after = next((at for at, token in enumerate(tokens) if token.start >= span.end), len(tokens))
        last, head = _counted(tokens, after)
        is_single = tokens[number].lower in _ALONE and first == number and after == number + 1
        if first > free and tokens[first - 1].lower in _ARTICLES:
            first -= 1  # "the three men", "another 150"
        yield Count(max(first, free), number, after, last, head, is_single)
        free = after


# ------------------------------------------------------------------------------------------------------- noun phrases


def _counted(tokens: Sequence[Token], after: int) -> tuple[int, int | None]:
    """Return the end and the head of what is counted, across an "of" ("dozens of civilians", "two of them")."""
    start = after
    if start < len(tokens) and tokens[start].lower == "of":
        start += 1
        while start < len(tokens) and (tokens[start].tag == "DET" or _is_possessive(tokens, start)):
            start += 1
        if start < len(tokens) and tokens[start].tag == "PRON":
            return start + 1, start
    last, head = _row(tokens, start)
    if head is None:
        return after, None
    if last + 1 < len(tokens) and tokens[last].lower == "of" and tokens[head].lower in _COLLECTIVES:
        end, noun = _row(tokens, last + 2 if tokens[last + 1].tag in {"DET", "PRON"} else last + 1)
        if noun is not None:
            return end, noun if tokens[head].lower == "group" else head
    return last, head


def _is_possessive(tokens: Sequence[Token], at: int) -> bool:
    return (
        tokens[at].lower in {"its", "their", "his", "her", "our", "my"} and at + 1 < len(tokens) and tokens[at + 1].tag != "PUNCT"
    )


def _row(tokens: Sequence[Token], start: int) -> tuple[int, int | None]:
    """Return the end and the last noun of a row of modifiers and nouns; (start, None) if there is no noun."""
    last, head, at = start, None, start
    while at < len(tokens):
        if _is_noun(tokens, at, start):
            if head is not None and (_begins_anew(tokens, at) or _is_verb_after_all(tokens, at)):
                break
            last, head, at = at + 1, at, at + 1
        elif tokens[at].lower == "others":
            return at + 1, at
        elif _is_modifier(tokens, at, head):
            at += 1
        else:
            break
    return (last, head) if head is not None else (start, None)


def _is_noun(tokens: Sequence[Token], at: int, start: int) -> bool:
    """Tell whether a token is a noun; right behind a number, a long plural is one whatever the tagger says."""
    token = tokens[at]
    if token.tag in _NOUNS:
        return True
    return at == start and token.tag in {"ADP", "NUM"} and len(token.text) > 4 and token.lower.endswith("s")


def _begins_anew(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a name behind a plain noun starts the next phrase: copies without commas run the two together."""
    token, before = tokens[at], tokens[at - 1]
    return token.tag == "PROPN" and before.tag == "NOUN" and not before.is_capitalised


def _is_verb_after_all(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a noun at the end of the row is a participle in a headline ("29 Rebels Killed")."""
    is_last = at + 1 >= len(tokens) or tokens[at + 1].tag not in _NOUNS
    return is_last and tokens[at].lower.endswith(("ed", "dead", "slain", "hurt"))


def _is_modifier(tokens: Sequence[Token], at: int, head: int | None) -> bool:
    """Tell whether a token may stand before the noun or, inside a compound, between its nouns."""
    token = tokens[at]
    following = tokens[at + 1] if at + 1 < len(tokens) else None
    if token.text in "-–/(":
        return head is None or (following is not None and following.tag in {*_NOUNS, "ADJ", "NUM"} and token.text != "(")
    if token.tag == "NUM":  # "foreign-sponsored" is sometimes tagged so, and "AK 47 rifles" has one
        is_inside = head is not None and following is not None and following.tag in _NOUNS
        return token.text[0].isalpha() or (is_inside and _may_be_a_model(tokens[at - 1]))
    if token.lower == "and":
        return _joins_modifiers(tokens, at)
    if token.tag == "ADJ" and head is not None:
        before = tokens[at - 1]
        return before.text in "-–/" or (before.tag == "PROPN" and following is not None and following.tag == "NOUN")
    if token.tag == "VERB":
        is_before_noun = head is None and following is not None and following.tag in {*_NOUNS, "ADJ"}
        return is_before_noun or _is_inside_compound(tokens, at, head)
    return (token.tag in {"ADJ", "X", "ADV"} and (head is None or token.tag != "ADV")) or token.lower in {"more", "other"}


def _may_be_a_model(before: Token) -> bool:
    """Tell whether a number behind this token may be part of a model's name ("AK 47", "AK - 47")."""
    return before.text in "-–" or before.text.isupper()


def _joins_modifiers(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether an "and" joins two modifiers of one noun ("regime and rebel fighters")."""
    if not 0 < at < len(tokens) - 2 or tokens[at - 1].lower.endswith("s"):
        return False
    return tokens[at - 1].tag in {"ADJ", "NOUN"} and tokens[at + 1].tag in {"ADJ", "NOUN"} and tokens[at + 2].tag == "NOUN"


def _is_inside_compound(tokens: Sequence[Token], at: int, head: int | None) -> bool:
    """Tell whether an -ing form stands inside a compound ("infantry fighting vehicles"), not behind a plural noun."""
    if head is None or at + 1 >= len(tokens) or tokens[at + 1].tag != "NOUN":
        return False
    return tokens[at].lower.endswith("ing") and tokens[head].lower[-1:] not in "sne"


# --------------------------------------------------------------------------------------------------- what is no count


def _may_count(tokens: Sequence[Token], one: Count, lists: NounLists) -> bool:
    """Tell whether a number can be a count: no name ("Route 4"), sum, share, age, or measure of time."""
    before = [token.lower for token in tokens[max(0, one.first - 2) : one.first]]
    following = tokens[one.after] if one.after < len(tokens) else None
    if _is_named(before, lists) or _is_converted(before, following, lists):
        return False
    if following is not None and _is_share(tokens, one, following, lists):
        return False
    if one.head is None or (following is not None and following.lower in lists.measures):
        return True
    noun = tokens[one.head]
    if noun.lower in lists.not_counted:
        return False
    return one.is_single or not (noun.is_capitalised and noun.lower in lists.names_after)


def _is_named(before: Sequence[str], lists: NounLists) -> bool:
    """Tell whether the words before the number make it part of a name or an age ("AK - 47", "the age of 10")."""
    if not before:
        return False
    if before[-1] in lists.before:
        return True
    is_joined = before[-1] in {"-", "–"} and before[0] in lists.before
    return len(before) > 1 and (is_joined or before in (["age", "of"], ["one", "in"]))


def _is_converted(before: Sequence[str], following: Token | None, lists: NounLists) -> bool:
    """Tell whether a measure only says another one in brackets again ("50 kilometers (31 miles)")."""
    return len(before) == 2 and before[1] == "(" and before[0] in lists.measures and following is not None


def _is_share(tokens: Sequence[Token], one: Count, following: Token, lists: NounLists) -> bool:
    """Tell whether the number is a share ("one in six", "40 percent", "a quarter of") or a length of time."""
    if following.lower in lists.shares or following.lower in lists.units_of_time:
        return True
    if one.head is None and following.lower in lists.not_counted:
        return True
    if following.lower in {"in", "of", "another"} and tokens[one.number].lower == "one":
        return True
    return following.lower == "out" and tokens[one.number].lower == "one"


# -------------------------------------------------------------------------------------------------------------- lists


@once
def noun_lists(language: Language) -> NounLists:
    """Return the noun lists of a language."""
    nouns, time = language.table("numbers")["nouns"], language.table("time")
    return NounLists(
        not_counted=_forms(nouns["not_counted"]),
        shares=frozenset(nouns["shares"]),
        before=frozenset(nouns["before"]),
        units_of_time=_forms(time["units"]),
        measures=_forms(nouns["measures"]),
        persons=_forms(nouns["persons"]),
        structures=_forms(nouns["structures"]),
        names_after=frozenset(time["gates"]["names_after"]),
    )


def _forms(nouns: Sequence[str]) -> frozenset[str]:
    return frozenset(form for noun in nouns for form in (inflections(noun, "NOUN") if noun.isalpha() else (noun,)))
