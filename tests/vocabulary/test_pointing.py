"""Whether a noun means a thing told before."""

from __future__ import annotations

import pytest

from twosource.vocabulary.pointing import pointing, sets_apart


@pytest.mark.parametrize(
    ("before", "wanted"),
    [
        ("after the", "back"),
        ("hours after their brief", "back"),
        ("said the town's", "back"),
        ("there was another", "anew"),
        ("in the second", "anew"),
        ("rebels told of heavy", "plain"),
        ("", "plain"),
    ],
)
def test_articles_and_owners_point_back_and_another_does_not(before: str, wanted: str):
    assert pointing(before) == wanted


@pytest.mark.parametrize(
    ("sentence", "wanted"),
    [
        ("A second bomb went off", True),
        ("elsewhere in Oru", True),
        ("The other rebels left", False),
        ("The bomb went off", False),
    ],
)
def test_a_sentence_sets_an_act_apart_from_what_was_told(sentence: str, wanted: bool):
    assert sets_apart(sentence) is wanted
