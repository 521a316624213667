"""Whether a noun means a thing told before."""

from __future__ import annotations

import pytest

from twosource.vocabulary.pointing import pointing


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
