"""Finds the counts of a text: people and things hurt, moved, held or deployed, with the kind of count and the noun counted.

In: tagged and parsed sentences, their Language, the FigureTypes. Out: FiguresSeen, in the order of the text. What the words
of a figure are worth is read in `reading/figures.py`, by the grammar that finds the numbers here.

The kind follows from the nearest cue that grammar allows: a word of the counted noun phrase itself ("30 wounded soldiers"),
else a verb or noun close by ("killed 12", "12 were killed", "a toll of 12"), else what the noun is ("12 tanks"). Distance is
counted in tokens, with additions for what stands between; a tree arc from the noun to the cue brings it nearer.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from twosource.nouns import Span
from twosource.reading import figures
from twosource.reading.rules import times
from twosource.reading.sightings import FigureSeen
from twosource.vocabulary.inflection import inflections
from twosource.vocabulary.patterns import Patterns

if TYPE_CHECKING:
    from twosource.nouns import FigureKind
    from twosource.reading.sentences import Sentence, Token
    from twosource.vocabulary import FigureType, Language

THINGS = frozenset({"fighters", "materiel", "other"})
"""Kinds whose cues name what is counted, not what happened to it."""

PEOPLE = ("killed", "injured", "displaced", "detained", "abducted", "missing", "trapped", "population")
"""Kinds that can happen to people."""

NEAR = 3
"""The cost up to which a cue makes a figure of a bare number ("92 dead") or of one person ("a man was killed")."""

BARE = 8
"""The same for a bare number behind a hedge ("as high as 4,000"): a hedge is a sign that somebody counted."""

FAR = 10
"""The cost beyond which a cue says nothing about a figure. Both tuned on the annotated reports: `make quality` measures them."""


@dataclass(frozen=True, slots=True)
class _Count:
    """A number and the noun phrase that it counts: token ranges. `head` is the noun, None where the number stands alone."""

    first: int
    number: int
    after: int
    last: int
    head: int | None
    single: bool
    vague: bool


@dataclass(frozen=True, slots=True)
class _CueSeen:
    """A cue of a kind in a sentence, as a token range."""

    first: int
    last: int
    kind: str


@dataclass(frozen=True, slots=True)
class _Words:
    """The word lists of one language, in every form of the words."""

    cues: Patterns[str]
    not_counted: frozenset[str]
    not_before: frozenset[str]
    measures: frozenset[str]
    single: frozenset[str]
    structures: frozenset[str]
    names_after: frozenset[str]


def find(sentences: Sequence[Sentence], language: Language, figure_types: Mapping[str, FigureType]) -> tuple[FigureSeen, ...]:
    """Return the figures of all sentences, in the order of the text."""
    words = _words(_Key(language, figure_types))
    dated = times.find(sentences, language)
    return tuple(figure for sentence in sentences for figure in _in_sentence(sentence, language, words, dated))


def _in_sentence(sentence: Sentence, language: Language, words: _Words, dated: Sequence[Span]) -> Iterator[FigureSeen]:
    tokens = sentence.tokens
    counts = [one for one in _counts(sentence, language, words, dated) if _may_count(tokens, one, words)]
    cues = _cues(tokens, words)
    for at, one in enumerate(counts):
        kind = _kind(tokens, one, counts, cues, words)
        if kind is None:
            continue
        previous = counts[at - 1].last if at else 0
        first = max(one.first, previous)
        who = None if one.head is None else sentence.span_of(_inner(tokens, one), one.last)
        yield FigureSeen(
            sentence.span_of(first, one.last),
            kind,
            None if who is None else _text(sentence, who),
        )


def _text(sentence: Sentence, span: Span) -> str:
    return times.characters(sentence)[span.start - sentence.span.start : span.end - sentence.span.start]


# ------------------------------------------------------------------------------------------------------------- counts


def _counts(sentence: Sentence, language: Language, words: _Words, dated: Sequence[Span]) -> Iterator[_Count]:
    """Yield every number that is no part of a time, with its noun phrase."""
    tokens, base = sentence.tokens, sentence.span.start
    free = 0
    for found in figures.numerals(times.characters(sentence), language):
        span = Span(base + found.start, base + found.end)
        if any(span.overlaps(time) for time in dated):
            continue
        first = next((n for n, token in enumerate(tokens) if token.end > span.start), None)
        number = next((n for n, token in enumerate(tokens) if token.end > base + found.number), None)
        after = next((n for n, token in enumerate(tokens) if token.start >= span.end), len(tokens))
        if first is None or number is None or number < free:
            continue
        last, head = _phrase(tokens, after, words)
        single = tokens[number].lower in {"a", "an", "one", "single", "no", "zero"} and after == number + 1 and first == number
        yield _Count(_with_article(tokens, first), number, after, last, head, single, found.is_vague)
        free = after


def _with_article(tokens: Sequence[Token], first: int) -> int:
    """Take in an article or "another" before the number ("the three men", "another 150")."""
    return first - 1 if first and tokens[first - 1].lower in {"the", "another", "these", "those", "all"} else first


def _phrase(tokens: Sequence[Token], after: int, words: _Words) -> tuple[int, int | None]:
    """Return the end and the head of the noun phrase that begins at `after`, over an "of" where the number counts by it."""
    start = after
    if start < len(tokens) and tokens[start].lower == "of":
        start += 1
        if start < len(tokens) and tokens[start].tag == "PRON":
            return start + 1, start
        while start < len(tokens) and tokens[start].tag in {"DET", "PRON"}:
            start += 1
    last, head = _nouns(tokens, start, words)
    if head is None:
        return after, None
    if (
        last + 1 < len(tokens)
        and tokens[last].lower == "of"
        and tokens[head].lower in {"group", "members", "rounds", "crew", "teams", "bodies"}
    ):
        inner = last + 2 if tokens[last + 1].tag in {"DET", "PRON"} else last + 1
        end, noun = _nouns(tokens, inner, words)
        return (end, noun if tokens[head].lower == "group" else head) if noun is not None else (last, head)
    return last, head


def _nouns(tokens: Sequence[Token], start: int, words: _Words) -> tuple[int, int | None]:
    """Return the end and the last noun of a row of modifiers and nouns."""
    last, head, at = start, None, start
    while at < len(tokens):
        token = tokens[at]
        following = tokens[at + 1] if at + 1 < len(tokens) else None
        if _is_noun(tokens, at, start) and not (head is not None and _begins_anew(tokens[at - 1], token)):
            if head is not None and _is_participle(token) and (following is None or following.tag not in {"NOUN", "PROPN"}):
                break
            last, head, at = at + 1, at, at + 1
        elif (
            head is not None
            and token.text in "-–/"
            and following is not None
            and following.tag in {"NOUN", "PROPN", "ADJ", "NUM"}
        ):
            at += 2 if following.tag == "NUM" else 1
        elif head is not None and token.tag == "ADJ" and tokens[at - 1].text not in "-–/":
            break
        elif (
            token.tag in {"ADJ", "X", "ADV"}
            or (token.tag == "NUM" and token.text[0].isalpha())
            or token.lower in {"more", "other", "others", "and"}
            or (
                token.tag == "VERB"
                and ((token.relation in {"amod", "compound"} and token.head > at) or _modifies(tokens, at, head))
            )
            or token.text in "-–("
        ):
            if token.lower in {"and", "also"} and not _joins_modifiers(tokens, at):
                break
            if token.lower in {"others"}:
                return at + 1, at
            at += 1
        else:
            break
    return (last, head) if head is not None else (start, None)


def _modifies(tokens: Sequence[Token], at: int, head: int | None) -> bool:
    """Tell whether an -ing form stands inside a compound ("infantry fighting vehicles"), not behind a plural noun."""
    following = at + 1 < len(tokens) and tokens[at + 1].tag == "NOUN"
    return following and head is not None and tokens[at].lower.endswith("ing") and tokens[head].lower[-1:] not in "sn"


def _is_noun(tokens: Sequence[Token], at: int, start: int) -> bool:
    """Tell whether a token is a noun; right behind a number, a plural is one whatever the tagger says."""
    token = tokens[at]
    return token.tag in {"NOUN", "PROPN"} or (
        at == start and token.tag in {"ADP", "VERB", "NUM"} and len(token.text) > 4 and token.lower.endswith("s")
    )


def _joins_modifiers(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether an "and" stands between modifiers or short nouns of one phrase ("regime and rebel fighters")."""
    return (
        0 < at < len(tokens) - 2
        and tokens[at - 1].tag in {"ADJ", "NOUN"}
        and tokens[at + 1].tag in {"ADJ", "NOUN"}
        and tokens[at + 2].tag == "NOUN"
        and tokens[at + 2].lower not in {"of"}
        and tokens[at - 1].lower[-1:] != "s"
    )


def _begins_anew(before: Token, token: Token) -> bool:
    """Tell whether a capitalised name behind a plain noun is the next phrase: copies without commas run them together."""
    return token.tag == "PROPN" and before.tag == "NOUN" and not before.is_capitalised and before.text not in "-–/"


def _is_participle(token: Token) -> bool:
    return token.lower.endswith(("ed", "killed", "dead", "slain", "hurt"))


def _inner(tokens: Sequence[Token], one: _Count) -> int:
    """Return where the counted noun phrase begins, behind the number and its "of the"."""
    at = one.after
    while at < one.last - 1 and (tokens[at].lower == "of" or tokens[at].tag == "DET"):
        at += 1
    return at


def _may_count(tokens: Sequence[Token], one: _Count, words: _Words) -> bool:
    """Tell whether a number can be a count at all: no name, sum, share, age or measure of time."""
    before = tokens[one.first - 1].lower if one.first else ""
    if before in words.not_before or (before in {"-", "–"} and one.first > 1 and tokens[one.first - 2].lower in words.not_before):
        return False
    following = tokens[one.after] if one.after < len(tokens) else None
    if following is not None and (
        following.lower in {"%", "percent", "per", "st", "nd", "rd", "th"}
        or (one.head in {None, one.after} and following.lower in words.not_counted)
    ):
        return False
    if one.head is not None and (
        tokens[one.head].lower in words.not_counted
        or (tokens[one.head].is_capitalised and tokens[one.head].lower in words.names_after and not one.single)
    ):
        return False
    return not (tokens[one.number].lower == "one" and following is not None and following.lower in {"of", "another"})


# --------------------------------------------------------------------------------------------------------------- kind


def _cues(tokens: Sequence[Token], words: _Words) -> list[_CueSeen]:
    lower = [token.lower for token in tokens]
    found = [_CueSeen(hit.first, hit.last, hit.payload) for hit in words.cues.find_all(lower)]
    return [replace(one, kind="casualties") if _is_half(one, found, lower) else one for one in found]


def _is_half(one: _CueSeen, found: Sequence[_CueSeen], lower: Sequence[str]) -> bool:
    """Tell whether a cue is one half of "killed or wounded", which counts dead and hurt together."""
    pair = {"killed", "injured"}
    if one.kind not in pair:
        return False
    return any(
        {one.kind, other.kind} == pair
        and (other.first - one.last in {0, 1} or one.first - other.last in {0, 1})
        and all(lower[at] in {"or", "and", ",", "/"} for at in range(min(one.last, other.last), max(one.first, other.first)))
        for other in found
    )


def _kind(
    tokens: Sequence[Token], one: _Count, counts: Sequence[_Count], cues: Sequence[_CueSeen], words: _Words
) -> FigureKind | None:
    """Return the kind of a count, None if it is no figure."""
    inside = [cue for cue in cues if one.after <= cue.first and cue.last <= max(one.last, one.after)]
    thing = _thing(tokens, one, inside, words)
    own = next((cue.kind for cue in inside if cue.kind in {*PEOPLE, "casualties"}), None)
    cost, happened = _nearest(tokens, one, counts, cues, thing)
    if thing is not None:
        if one.single and (happened is None or cost > NEAR):
            return None
        return "damaged" if thing == "structure" and happened == "damaged" else "other" if thing == "structure" else thing
    if own is not None and own not in {"population"}:
        kind = own
    else:
        kind = happened or own
    if one.head is None and own is None and (happened is None or cost > (BARE if one.first < one.number else NEAR)):
        return None
    if one.single and not _is_one_person(tokens, one, kind, cost if own is None else 0, words):
        return None
    if kind == "casualties":
        return "other"
    if kind is None:
        return "fighters" if any(cue.kind == "fighters" for cue in inside) else "other"
    return kind


def _thing(tokens, one, inside, words):
    if one.head is None:
        return None
    noun = tokens[one.head].lower
    if noun in words.measures:
        return "other"
    kinds = {cue.kind for cue in inside if cue.last > one.head}
    if "materiel" in kinds:
        return "materiel"
    if noun in words.structures:
        return "structure"
    if "other" in kinds:
        return "other"
    return None


def _is_one_person(tokens, one, kind, cost, words) -> bool:
    if one.head is None:
        return False
    return kind is not None and cost <= NEAR and kind in PEOPLE[:7] and tokens[one.head].lower in words.single


def _nearest(tokens, one, counts, cues, thing):
    best = (FAR + 1, None)
    for cue in cues:
        if cue.kind in THINGS or (cue.kind == "damaged") != (thing is not None):
            continue
        if one.first <= cue.first < one.last:
            continue
        cost = _cost(tokens, one, counts, cue)
        if cost < best[0]:
            best = (cost, cue.kind)
    return best if best[0] <= FAR else (FAR + 1, None)


def _cost(tokens: Sequence[Token], one: _Count, counts: Sequence[_Count], cue: _CueSeen) -> int:
    """Return how far a cue is from a count: tokens between them, dearer where grammar bars the way.

    Other counts in between are passed for one each with the comma or "and" before them: "12 soldiers, 3 medics and a nurse died".
    """
    left = cue.last <= one.first
    between = range(cue.last, one.first) if left else range(one.last, cue.first)
    passed = [
        other for other in counts if other is not one and any(at in between for at in range(other.number, other.number + 1))
    ]
    skipped = {at for other in passed for at in range(other.first - 1, other.last)}
    cost = len(passed) if left else 2 * len(passed)
    cost += sum(_step(tokens[at], left) for at in between if at not in skipped)
    if not left:
        cost += 1
        if any(cue.last in {other.first, other.number} for other in counts):
            cost += 6  # the cue has a count of its own behind it: "12 were killed and the blast wounded 30"
    noun = one.head if one.head is not None else one.number
    if cue.first <= tokens[noun].head < cue.last:
        cost -= 4
    return max(cost, 0)


def _step(token: Token, left: bool) -> int:
    if token.tag in {"AUX", "DET", "ADV", "PART"} or token.lower in {"who", "which", "that", "of", "to", "at"}:
        return 1 if left else 0
    return 3 if token.text in {",", ";", ":"} or token.lower in {"and", "but", "while"} else 1


# -------------------------------------------------------------------------------------------------------------- words


class _Key:
    """A language and its figure types as a cache key: two are the same if their parts are the same objects."""

    def __init__(self, language: Language, figure_types: Mapping[str, FigureType]) -> None:
        self.language, self.figure_types = language, figure_types

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and other.language is self.language and other.figure_types is self.figure_types

    def __hash__(self) -> int:
        return hash((id(self.language), id(self.figure_types)))


@lru_cache(maxsize=16)
def _words(key: _Key) -> _Words:
    table = key.language.table("numbers")
    pairs = [(cue, kind.name) for kind in key.figure_types.values() for cue in kind.cues.get(key.language.name, ())]
    return _Words(
        cues=Patterns(pairs),
        not_counted=_forms(table["not_counted"]["nouns"]),
        not_before=frozenset(table["not_counted"]["before"]),
        measures=_forms(table["not_counted"]["measures"]),
        single=_forms(table["not_counted"]["single"]),
        structures=_forms(table["not_counted"]["structures"]),
        names_after=frozenset(key.language.table("time")["gates"]["names_after"]),
    )


def _forms(nouns: Sequence[str]) -> frozenset[str]:
    return frozenset(form for noun in nouns for form in (inflections(noun, "NOUN") if noun.isalpha() else (noun,)))
