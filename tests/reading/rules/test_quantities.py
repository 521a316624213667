from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twosource import vocabulary
from twosource.nouns import Block, Document, Span
from twosource.reading.rules import quantities
from twosource.reading.sentences import sentences

VOCABULARY = vocabulary.load()
EN = VOCABULARY.languages["en"]


def document(text: str) -> Document:
    return Document("d", "d", text, "", "plain", blocks=(Block("body", Span(0, len(text))),), language="en")


def found(text: str) -> list[tuple[str, str]]:
    made = document(text)
    return [(made.quote(one.span), one.kind) for one in quantities.find(sentences(made, EN), EN, VOCABULARY.figures)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Shells killed 12 and wounded 30 in Oru.", [("12", "killed"), ("30", "injured")]),
        ("The strike left 92 dead and 200 wounded.", [("92", "killed"), ("200", "injured")]),
        ("At least 12 people were killed and five wounded.", [("At least 12 people", "killed"), ("five", "injured")]),
        ("A man was killed in Tavan.", [("A man", "killed")]),
        ("The blast hurt a nurse.", [("a nurse", "injured")]),
        ("About 400,000 people have been displaced since May.", [("About 400,000 people", "displaced")]),
        ("Dozens of civilians were killed or wounded.", [("Dozens of civilians", "other")]),
        (
            "A raid killed 12 soldiers, three medics and a nurse.",
            [("12 soldiers", "killed"), ("three medics", "killed"), ("a nurse", "killed")],
        ),
        ("Strikes destroyed two tanks and a gun.", [("two tanks", "materiel"), ("a gun", "materiel")]),
        ("The army shelled two schools.", [("two schools", "damaged")]),
        ("The death toll from the car bomb in Oru on Friday has risen to 14, doctors said.", [("14", "killed")]),
        ("The number of people killed when shells hit Oru has risen to 12, the hospital said.", [("12", "killed")]),
        ("The toll rose to 31.", [("31", "killed")]),
        ("No civilians were killed.", [("No civilians", "killed")]),
        ("Two of them died.", [("Two of them", "killed")]),
        ("The front moved 20 kilometers (12 miles).", [("20 kilometers", "other")]),
    ],
)
def test_a_count_has_its_words_and_kind(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "He was 35 and lived with a sister.",
        "The 128th Brigade held the ridge.",
        "One of the roads was cut on 3 May 2031.",
        "A man spoke to reporters.",
        "A strike hit a school.",
        "Resolution 2254 was passed.",
        "Prices rose by 40 percent in two years.",
        "Talks began at 9:30 on Tuesday.",
        "It cost $17 billion.",
        "One in six houses was empty.",
    ],
)
def test_what_nobody_counts_is_no_figure(text: str) -> None:
    assert found(text) == []


def test_who_is_counted_is_the_noun_without_its_number() -> None:
    made = document("Shells killed at least 12 local farmers and hundreds of the villagers.")
    seen = quantities.find(sentences(made, EN), EN, VOCABULARY.figures)
    assert [one.who for one in seen] == ["local farmers", "villagers"]


@pytest.mark.parametrize(
    "text",
    [
        "A shell hit a bakery, killing seven civilians, a doctor at the town's hospital said.",
        "Two residents said the army had left.",
    ],
)
def test_a_counted_speaker_is_no_figure(text: str) -> None:
    assert not [words for words, _ in found(text) if "doctor" in words or "residents" in words]


def test_copies_without_commas_in_capitals_or_split_at_marks_are_read() -> None:
    assert found("Shells killed 12 people Tavan Radio reported") == [("12 people", "killed")]
    assert found("29 REBELS KILLED NEAR ORU") == [("29 REBELS", "killed")]
    assert found("They seized 14 rifles , 31 magazines and 923 rounds of ammunition , he said .") == [
        ("14 rifles", "materiel"),
        ("31 magazines", "materiel"),
        ("923 rounds of ammunition", "materiel"),
    ]


PIECES = st.lists(
    st.sampled_from(
        [
            "12",
            "killed",
            "at least",
            "wounded",
            "people",
            "and",
            ",",
            "were",
            "dozens of",
            "tanks",
            "a man",
            "of",
            "three",
            "no",
            "Oru",
            ".",
        ]
    ),
    max_size=14,
)


@settings(max_examples=60, deadline=None)
@given(pieces=PIECES)
def test_figures_are_in_order_quote_the_text_and_are_the_same_each_time(pieces: list[str]) -> None:
    made = document(" ".join(pieces))
    seen = quantities.find(sentences(made, EN), EN, VOCABULARY.figures)
    assert seen == quantities.find(sentences(made, EN), EN, VOCABULARY.figures)
    assert [one.span for one in seen] == sorted({one.span for one in seen})
    for one in seen:
        assert made.quote(one.span).strip()
        assert one.who is None or one.who in made.text
