"""Finds the time expressions of a text: "Tuesday", "June 10", "last week", "since midnight".

In: tagged sentences and their Language. Out: the spans of the expressions, in order, none overlapping another, each inside
one sentence. The phrases are those that `reading/dates.py` resolves, so whatever is found has a rule. The span holds what a
reader would underline: no preposition before a plain date, but "since", "in recent days", "for two years".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from twosource.nouns import Span
from twosource.reading import dates
from twosource.reading.dates import Tense
from twosource.reading.time_phrases import Phrase, phrases, since

if TYPE_CHECKING:
    from collections.abc import Sequence

    from twosource.reading.sentences import Sentence
    from twosource.vocabulary import Language


def find(sentences: Sequence[Sentence], language: Language) -> tuple[Span, ...]:
    """Return the spans of all time expressions, in the order of the text."""
    return tuple(span for sentence in sentences for span in _in_sentence(sentence, language))


def tense(sentence: Sentence, span: Span, language: Language) -> Tense:
    """Tell whether a time expression stands behind a word of the future, near enough to be governed by it."""
    return dates.tense(characters(sentence)[: max(0, span.start - sentence.span.start)], language)


def _in_sentence(sentence: Sentence, language: Language) -> Iterator[Span]:
    text = characters(sentence)
    found = sorted(_matches(text, language), key=lambda one: (one[0], -one[1]))
    end = 0
    for start, stop, rule in found:
        if start >= end and _is_time(sentence, text, start, stop, rule, language):
            first = _with_since(text, start, language)
            yield Span(sentence.span.start + first, sentence.span.start + stop)
            end = stop


def characters(sentence: Sentence) -> str:
    """Return the sentence's characters, put together from its tokens so that residue stays blank."""
    start = sentence.span.start
    line = [" "] * (sentence.span.end - start)
    for token in sentence.tokens:
        line[token.start - start : token.end - start] = token.text
    return "".join(line)


def _matches(text: str, language: Language) -> Iterator[tuple[int, int, Phrase]]:
    for phrase in phrases(language):
        if not phrase.underline:
            continue
        for match in phrase.pattern.finditer(text):
            yield match.start(), match.end(), phrase


def _with_since(text: str, start: int, language: Language) -> int:
    """Return where the expression begins if the word before it opens a stretch ("since 2014")."""
    opening = [match for match in since(language).finditer(text, max(0, start - 12), start) if match.end() == start]
    return opening[0].start() if opening else start


def _is_time(sentence: Sentence, text: str, start: int, stop: int, phrase: Phrase, language: Language) -> bool:
    """Tell whether a match is a time here, and not a modal "may", the name of a brigade, or a count."""
    gates = language.table("time")["gates"]
    words = text[start:stop]
    before = re.findall(r"\S+", text[:start])
    after = re.findall(r"[\w$%]+", text[stop:])
    if phrase.rule == "month":
        return _is_month(sentence, words, start, before, gates)
    if phrase.rule in {"day_of_year", "month_of_year", "year"} and after and after[0].lower() in gates["names_after"]:
        return not after[0][0].isupper()
    if phrase.rule == "year":
        previous = before[-1].lower().strip("(") if before else ""
        return previous not in gates["not_years_before"] and not (after and after[0].lower() in gates["not_years_after"])
    return True


def _is_month(sentence: Sentence, words: str, start: int, before: list[str], gates: dict[str, list[str]]) -> bool:
    """A bare month is capitalised; "May" and "March" need a preposition, or the tagger's word that they are names."""
    last = re.split(r"[\s-]+", words)[-1]
    if not last[0].isupper():
        return False
    if last.lower() not in gates["ambiguous"]:
        return len(last) > 3
    if len(words) > len(last):
        return True
    at = sentence.span.start + start
    token = next((one for one in sentence.tokens if one.start == at), None)
    return bool(before) and before[-1].lower() in gates["months_after"] and token is not None and token.tag != "AUX"
