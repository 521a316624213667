from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twosource import vocabulary
from twosource.nouns import Block, Document, Span
from twosource.reading import dates
from twosource.reading.rules import times
from twosource.reading.sentences import sentences

EN = vocabulary.load().languages["en"]


def document(text: str) -> Document:
    return Document("d", "d", text, "", "plain", blocks=(Block("body", Span(0, len(text))),), language="en")


def found(text: str) -> list[str]:
    made = document(text)
    return [made.quote(span) for span in times.find(sentences(made, EN), EN)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Shells hit Oru on Tuesday.", ["Tuesday"]),
        ("Shells hit Oru on June 10, and on June 12.", ["June 10", "June 12"]),
        ("Since midnight, Tavan is quiet.", ["Since midnight"]),
        ("Fighting has gone on since 2014 in Oru.", ["since 2014"]),
        ("They met last week and again on 3 May 2031.", ["last week", "3 May 2031"]),
        ("The road was cut in recent days.", ["in recent days"]),
        ("He came two days later, early on Friday morning.", ["two days later", "early on Friday morning"]),
        ("Between 3 and 5 May, 22 strikes hit Oru.", ["Between 3 and 5 May"]),
        ("By the late 1990s the mine was shut.", ["the late 1990s"]),
        ("Four months ago the truce began.", ["Four months ago"]),
        ("The first 24 hours were quiet, said Saturday's report.", ["24 hours", "Saturday"]),
        ("Talks open in May.", ["May"]),
    ],
)
def test_a_time_is_underlined_as_a_reader_would(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The 17 October Brigade took the hill.",
        "Rebels may march on Oru.",
        "At least 1990 people fled.",
        "Five miles from Tavan they stopped.",
        "A 12-year-old boy was hurt.",
        "Up to 300 Americans were there.",
        "He said so now and then.",
    ],
)
def test_what_only_looks_like_a_time_is_left(text: str) -> None:
    assert found(text) == []


def test_text_in_capitals_or_with_blanks_before_its_marks_is_read_the_same() -> None:
    assert found("SHELLS HIT ORU ON TUESDAY AND ON JUNE 10") == ["TUESDAY", "JUNE 10"]
    assert found("Shells hit Oru on November 11 , 2030 , he said .") == ["November 11 , 2030"]
    assert found("Shells hit Oru Tuesday an official said Wednesday") == ["Tuesday", "Wednesday"]


PIECES = st.lists(
    st.sampled_from(
        [
            "on Tuesday",
            "last week",
            "June 10",
            "since 2014",
            "rebels",
            "took",
            "Oru",
            "12",
            "may",
            "in May",
            ",",
            ".",
            "hours",
            "the",
            "day",
        ]
    ),
    max_size=14,
)


@settings(max_examples=60, deadline=None)
@given(pieces=PIECES)
def test_spans_are_in_order_apart_and_the_same_each_time(pieces: list[str]) -> None:
    made = document(" ".join(pieces))
    spans = times.find(sentences(made, EN), EN)
    assert spans == times.find(sentences(made, EN), EN)
    assert all(before.end <= after.start for before, after in zip(spans, spans[1:], strict=False))
    assert all(made.quote(span).strip() == made.quote(span) != "" for span in spans)


@settings(max_examples=60, deadline=None)
@given(pieces=PIECES)
def test_whatever_is_found_can_be_resolved(pieces: list[str]) -> None:
    for words in found(" ".join(pieces)):
        assert "not understood" not in dates.resolve(words, day=None, language=EN).rule, words
