"""Finds the time expressions of a text: "Tuesday", "June 10", "last week", "since midnight".

In: tagged sentences and their Language. Out: the spans of the expressions, in order, none overlapping another, each inside
one sentence. The phrases are those that `reading/dates.py` resolves, so whatever is found has a rule. The span holds what a
reader would underline: no preposition before a plain date, but "since", "in recent days", "for two years".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from twosource.nouns import Span
from twosource.reading import dates
from twosource.reading.time_phrases import Phrase, phrases, since
from twosource.reading.time_scene import Tense

if TYPE_CHECKING:
    from collections.abc import Sequence

    from twosource.reading.sentences import Sentence
    from twosource.vocabulary import Language


@dataclass(frozen=True, slots=True)
class _Match:
    """What a phrase matches in the characters of a sentence."""

    text: str
    start: int
    stop: int
    phrase: Phrase


def find(sentences: Sequence[Sentence], language: Language) -> tuple[Span, ...]:
    """Return the spans of all time expressions, in the order of the text."""
    return tuple(span for sentence in sentences for span in _in_sentence(sentence, language))


def tense(sentence: Sentence, span: Span, language: Language) -> Tense:
    """Tell whether a time expression stands behind a word of the future, near enough to be governed by it."""
    return dates.tense(characters(sentence)[: max(0, span.start - sentence.span.start)], language)


def _in_sentence(sentence: Sentence, language: Language) -> Iterator[Span]:
    text, base, end = characters(sentence), sentence.span.start, 0
    for found in sorted(_matches(text, language), key=lambda one: (one.start, -one.stop)):
        if found.start >= end:
            end = found.stop  # what is barred is barred whole: no "October" out of the "17 October Brigade"
            if _is_time(sentence, found, language):
                yield Span(base + _with_since(text, found.start, language), base + found.stop)


def characters(sentence: Sentence) -> str:
    """Return the sentence's characters, put together from its tokens so that residue stays blank."""
    start = sentence.span.start
    line = [" "] * (sentence.span.end - start)
    for token in sentence.tokens:
        line[token.start - start : token.end - start] = token.text
    return "".join(line)


def _matches(text: str, language: Language) -> Iterator[_Match]:
    """Yield what the phrases match, without a full stop at the end, which may be the sentence's own."""
    for phrase in phrases(language):
        if phrase.underline:
            for match in phrase.pattern.finditer(text):
                yield _Match(text, match.start(), match.start() + len(match.group().rstrip(".")), phrase)


def _with_since(text: str, start: int, language: Language) -> int:
    """Return where the expression begins if the word before it opens a stretch ("since 2021")."""
    opening = [match for match in since(language).finditer(text, max(0, start - 12), start) if match.end() == start]
    return opening[0].start() if opening else start


def _is_time(sentence: Sentence, found: _Match, language: Language) -> bool:
    """Tell whether a match is a time here, and not a modal "may", the name of a brigade, or a count."""
    gates = language.table("time")["gates"]
    rule, after = found.phrase.rule, re.findall(r"[\w$%]+", found.text[found.stop :])
    if rule == "month":
        return _is_month(sentence, found, language)
    if rule in {"day_of_year", "month_of_year", "year"} and after and after[0].lower() in gates["names_after"]:
        return not after[0][0].isupper()
    if rule == "year":
        before = _word_before(found).strip("(")
        return before not in gates["not_years_before"] and not (after and after[0].lower() in gates["not_years_after"])
    return True


def _is_month(sentence: Sentence, found: _Match, language: Language) -> bool:
    """Tell whether a bare month is one: capitalised and written out; "May" and "March" need a word like "in" before them."""
    table = language.table("time")
    words = re.split(r"[\s-]+", found.text[found.start : found.stop])
    month = next(word for word in reversed(words) if word.lower() in table["months"])
    if not month[0].isupper():
        return False
    if month.lower() not in table["gates"]["ambiguous"]:
        return len(month) > len("Sep")
    at = sentence.span.start + found.start
    tag = next((token.tag for token in sentence.tokens if token.start == at), "")
    return len(words) > 1 or (_word_before(found) in table["gates"]["months_after"] and tag != "AUX")


def _word_before(found: _Match) -> str:
    words = found.text[: found.start].split()
    return words[-1].lower() if words else ""
