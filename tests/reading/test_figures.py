from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twosource import vocabulary
from twosource.reading.figures import Bounds, bounds, count, numerals

EN = vocabulary.load().languages["en"]


@pytest.mark.parametrize(
    ("words", "low", "high", "approx"),
    [
        ("at least 12 people", 12, None, False),
        ("more than 200", 200, None, False),
        ("over a dozen villages", 12, None, False),
        ("up to 500,000 people", None, 500000, False),
        ("as many as 1.5 million", None, 1500000, False),
        ("fewer than 10", None, 10, False),
        ("nearly 700,000 of them", None, 700000, True),
        ("about 500 civilians", 500, 500, True),
        ("an estimated 900", 900, 900, True),
        ("some 30 tanks", 30, 30, True),
        ("tens of thousands", 20000, None, False),
        ("hundreds of thousands of people", 200000, None, False),
        ("dozens", 24, None, False),
        ("scores of attacks", 40, None, False),
        ("hundreds of civilians", 200, None, False),
        ("a few hundred villagers", 200, None, False),
        ("several other people", 3, None, False),
        ("a number of prisoners", 2, None, False),
        ("a couple of men", 2, 2, False),
        ("about a dozen ships", 12, 12, True),
        ("more than two dozen schools", 24, None, False),
        ("half a million", 500000, 500000, False),
        ("more than a quarter of a million people", 250000, None, False),
        ("1.2m people", 1200000, 1200000, False),
        ("3 million", 3000000, 3000000, False),
        ("2 to 3 million people", 2000000, 3000000, False),
        ("three to five million", 3000000, 5000000, False),
        ("between 200 and 300 soldiers", 200, 300, False),
        ("between 35 and more than 40 soldiers", 35, None, False),
        ("12–15 fighters", 12, 15, False),
        ("12-15 fighters", 12, 15, False),
        ("two or three men", 2, 3, False),
        ("twenty-three civilians, including nine children", 23, 23, False),
        ("one hundred and five people", 105, 105, False),
        ("SEVENTEEN", 17, 17, False),
        ("five (5) rebels", 5, 5, False),
        ("20+", 20, None, False),
        ("30 or more", 30, None, False),
        ("above100", 100, None, False),
        ('"more than 500" civilians', 500, None, False),
        ("3,000-strong", 3000, 3000, False),
        ("no casualties", 0, 0, False),
        ("a man", 1, 1, False),
        ("one of the houses", 1, 1, False),
        ("the commander", 1, 1, False),
    ],
)
def test_words_have_their_bounds(words: str, low: int | None, high: int | None, approx: bool) -> None:
    assert bounds(words, EN) == Bounds(low, high, approx)


@pytest.mark.parametrize("words", ["the 128th Brigade", "T-72", "$17 billion", "a 12-year-old", "at 23:57", "Su-25"])
def test_parts_of_names_sums_and_ages_are_no_numbers(words: str) -> None:
    assert [words[one.number : one.end] for one in numerals(words, EN) if words[one.number : one.end] != "a"] == []


def test_a_count_is_exact_or_nothing() -> None:
    assert count("three", EN) == 3
    assert count("a", EN) == 1
    assert count("several", EN) is None
    assert count("without a number here not", EN) == 1
    assert count("hardly", EN) is None


def test_every_bound_and_vague_word_of_the_table_has_a_sentence() -> None:
    table = EN.table("numbers")
    for entry in [*table["bound"], *table["vague"]]:
        assert entry["says"].endswith(".")
    for entry in table["vague"]:
        for words in entry["words"]:
            assert bounds(words, EN).low == entry["low"], words


HEDGES = st.sampled_from(["", "at least ", "up to ", "about ", "nearly ", "more than ", "fewer than ", "between 5 and ", "some "])


@settings(max_examples=100, deadline=None)
@given(
    hedge=HEDGES,
    number=st.integers(0, 99_999_999),
    grouped=st.booleans(),
    tail=st.sampled_from(["", " people", " to 700", " or so", "+"]),
)
def test_bounds_are_never_inverted(hedge: str, number: int, grouped: bool, tail: str) -> None:
    found = bounds(f"{hedge}{number:,}{tail}" if grouped else f"{hedge}{number}{tail}", EN)
    assert found.low is not None or found.high is not None
    if found.low is not None and found.high is not None:
        assert found.low <= found.high


@settings(max_examples=60, deadline=None)
@given(number=st.integers(0, 99_999_999))
def test_a_plain_number_is_both_its_bounds_however_it_is_grouped(number: int) -> None:
    assert bounds(f"{number:,} people", EN) == bounds(f"{number} people", EN) == Bounds(number, number)
