"""Number words to bounds: the one door to text2num.

In: the words of a counted quantity ("at least 12 people"), a Language. Out: the least and the most that the words allow, and
whether they are approximate. A bound that the words do not give is None. What each hedge and each vague word means is
data: `vocabulary/languages/<language>/numbers.toml` says it in sentences.

The same grammar finds numbers in running text (`numerals`), so what is found can always be read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from twosource.reading.once import once

if TYPE_CHECKING:
    from twosource.vocabulary import Language


@dataclass(frozen=True, slots=True)
class Bounds:
    """The least and the most that the words of a figure allow; None where they leave that side open."""

    low: int | None
    high: int | None
    approx: bool = False


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number found in a text: its place with the hedges around it, the place of the bare number, and its bounds.

    `is_vague` marks a number that is a word of quantity ("dozens", "several"), which may count by "of".
    """

    start: int
    end: int
    number: int
    bounds: Bounds
    is_vague: bool = False


@dataclass(frozen=True, slots=True)
class _Hedge:
    low: bool
    high: bool
    approx: bool


@dataclass(frozen=True, slots=True)
class _Grammar:
    """The compiled numbers of one language."""

    numeral: re.Pattern[str]
    hedges: Mapping[str, _Hedge]
    behind: Mapping[str, _Hedge]
    vague: Mapping[str, tuple[int | None, int | None]]
    fractions: Mapping[str, float]
    scales: Mapping[str, int]
    one: frozenset[str]
    articles: frozenset[str]
    none: frozenset[str]
    lang: str


def bounds(words: str, language: Language) -> Bounds:
    """Return the bounds of the first number in the words; words without a number count one thing ("the commander")."""
    found = next(numerals(words, language), None)
    return found.bounds if found else Bounds(1, 1)


def numerals(text: str, language: Language) -> Iterator[Numeral]:
    """Yield the numbers of a text from left to right, each with the hedges that belong to it."""
    grammar = _grammar(language)
    for match in grammar.numeral.finditer(text):
        found = _read(match, grammar)
        if found is not None:
            yield found


def count(words: str, language: Language) -> int | None:
    """Return the number that the words give exactly ("three", "a", "1,200"), or None if they give none."""
    found = next(numerals(words, language), None)
    if found is None or found.is_vague:
        return None
    return found.bounds.low if found.bounds.low is not None else found.bounds.high


def _read(match: re.Match[str], grammar: _Grammar) -> Numeral | None:
    parts = {name: _plain(value) for name, value in match.groupdict().items() if value is not None}
    is_vague = "vague" in parts
    if is_vague:
        low, high = grammar.vague[parts["vague"]]
    else:
        value = _value(parts["number"], grammar)
        if value is None:
            return None
        low, high = value, value
    if "second" in parts:
        upper = _value(parts["second"], grammar)
        if upper is not None and low is not None:
            low, high = _range(low, upper, parts, grammar)
            if "open" in parts:
                high = None
    if parts.get("number") in grammar.articles:
        parts.pop("hedge", None)  # "around a house" is a place, not a count
    hedge = grammar.hedges.get(parts.get("hedge", "")) or grammar.behind.get(parts.get("behind", ""))
    has_opening = "hedge" in parts or ("between" in parts and "second" in parts)
    start = match.start() if has_opening else match.start("body")
    return Numeral(start, match.end(), match.start("body"), _bounded(low, high, hedge), is_vague)


def _range(low: int, upper: int, parts: Mapping[str, str], grammar: _Grammar) -> tuple[int, int]:
    """Return both ends of a range; "2 to 3 million" lends its scale to the first number."""
    scale = grammar.scales.get(re.split(r"[\s\d-]", parts["second"])[-1], 1)
    if scale > 100 and low < 1000 <= upper and not any(word in grammar.scales for word in parts.get("number", "").split()):
        low *= scale
    return min(low, upper), max(low, upper)


def _bounded(low: int | None, high: int | None, hedge: _Hedge | None) -> Bounds:
    if hedge is None:
        return Bounds(low, high)
    if high is None:  # "at least dozens", "some hundreds": the vague word is open above whatever stands before it
        return Bounds(low, high, hedge.approx)
    return Bounds(low if hedge.low else None, high if hedge.high else None, hedge.approx)


def _value(words: str, grammar: _Grammar) -> int | None:
    """Return what bare number words are worth, or None if they are no number."""
    if words in grammar.one:
        return 1
    if words in grammar.none:
        return 0
    digits = re.match(r"\d+(?:,\d{3})+|\d+(?:\.\d+)?", words)
    if digits:
        number, rest = float(digits.group().replace(",", "")), words[digits.end() :].strip(" -")
        return round(number * grammar.scales.get(rest, 1))
    for words_before, share in grammar.fractions.items():
        if words.startswith(words_before + " "):
            scale = grammar.scales.get(words[len(words_before) :].strip())
            if scale:
                return round(share * scale)
    return _cardinal(words, grammar)


def _cardinal(words: str, grammar: _Grammar) -> int | None:
    from text_to_num import text2num  # noqa: PLC0415  the one door to it, opened only by a reader

    head, _, last = words.rpartition(" ")
    if last in grammar.scales and last.startswith("dozen") and head:
        times = _cardinal(head, grammar)
        return None if times is None else 12 * times
    try:
        return int(text2num(re.sub(r"^(?:a|an) ", "one ", words), grammar.lang))
    except ValueError:
        return None


def _plain(words: str) -> str:
    """Return words in lower case, blanks single, quotation marks gone."""
    return re.sub(r"\s+", " ", re.sub(r"[\"“”]", "", words)).strip().lower()


@once
def _grammar(language: Language) -> _Grammar:
    table = language.table("numbers")
    hedges = {words: _hedge(entry) for entry in table["bound"] for words in entry.get("words", ())}
    behind = {words: _hedge(entry) for entry in table["bound"] for words in entry.get("behind", ())}
    vague = {words: (entry.get("low"), entry.get("high")) for entry in table["vague"] for words in entry["words"]}
    return _Grammar(
        numeral=_pattern(table, hedges, behind, vague),
        hedges=hedges,
        behind=behind,
        vague=vague,
        fractions=dict(sorted(table["fractions"].items(), key=lambda one: -len(one[0]))),
        scales=table["scales"],
        one=frozenset(table["one"]),
        articles=frozenset(table["articles"]),
        none=frozenset(table["none"]),
        lang=language.name,
    )


def _hedge(entry: Mapping[str, Any]) -> _Hedge:
    return _Hedge(entry["low"], entry["high"], entry.get("approx", False))


def _either(words: Iterable[str]) -> str:
    """Return an expression for any of the words, the longest first, blanks as wide as they come."""
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in sorted(words, key=len, reverse=True))


def _pattern(table: Mapping[str, Any], hedges: Iterable[str], behind: Iterable[str], vague: Iterable[str]) -> re.Pattern[str]:
    """Return the expression for one number with its hedges.

    A hedge may stand in front of a second article ("at least a dozen"); a bare digit string must not be the tail of a
    word ("T-72", "128th") nor continue into one, but a hedge may be glued to it, as sloppy copies have it ("above100").
    """
    word = rf"(?:{_either(table['cardinals'])})"
    scale = rf"(?:{_either(table['scales'])})"
    words, letters = [[one for one in table["scales"] if (len(one) > 2) is whole] for whole in (True, False)]
    tail = rf"(?:[\s-]?(?:{_either(words)})\b|(?:{_either(letters)})\b)"  # "3 million" and "3-million", but "3m" is glued
    fraction = rf"(?:{_either(table['fractions'])})"
    digits = r"(?:\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)"
    number = (
        rf"(?:{digits}{tail}?(?!\w|[:/]\d|[.,]\d|-[^\W\d])"
        rf"|{digits}(?=-(?:strong|odd|some)\b)"
        rf"|\b{fraction}\s+{scale}\b"
        rf"|\b(?!{scale}\b){word}(?:(?:[\s-]+and[\s-]+|[\s-]+){word})*(?:\s+dozen)?\b"
        rf"|\b(?:{_either([*table['one'], *table['none']])})\b)"
    )
    between = _either(table["between"]["before"])
    joins = rf"(?(between)\s+(?:{_either(table['between']['join'])})\s+|\s*(?:{_either(table['range'])})\s*)"
    opened = rf"(?P<open>(?:{_either(hedges)})\s+)?"
    second = rf"(?:{digits}{tail}?(?![\w-]|[:/]\d)|\b(?!{scale}\b){word}(?:[\s-]+{word})*\b)"
    return re.compile(
        rf"(?<![\w$€£.,/:-])(?:(?P<hedge>{_either(hedges)})(?:\s+|(?=\d)))?(?:(?P<between>{between})\s+)?"
        rf"[\"“]?(?P<body>(?P<vague>{_either(vague)})\b|(?P<number>{number}))[\"”]?"
        rf"(?:(?:{joins}){opened}(?P<second>{second}))?"
        rf"(?:\s*\(\d+\))?(?:\s?(?P<behind>{_either(behind)})(?!\w))?",
        re.IGNORECASE,
    )
