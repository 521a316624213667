"""What words say, and how alike what two texts say is."""

from __future__ import annotations

import pytest

from twosource.linking.rarity import base, content_words, likeness, overlap, rarest, weight


def test_forms_of_one_word_are_one_and_common_words_say_nothing() -> None:
    assert base("withdrew") == base("withdraws") == "withdraw"
    assert base("strikes") == "strike"
    assert base("airstrikes") == base("airstrike") == "airstrike"  # the lexicon holds no plural of it
    assert base("Damascus".casefold()) == "damascus"
    assert content_words("The rebels said that it was") == content_words("Rebel")


def test_a_rarer_word_says_more_and_an_unknown_one_most() -> None:
    assert weight("the") < weight("attack") < weight("landmine") <= weight("xqzzy")
    assert rarest({"attack", "xqzzy", "market"}, 2)[0] == "xqzzy"


def test_overlap_and_likeness_are_shares_that_do_not_depend_on_the_order() -> None:
    one, other = content_words("Warplanes bombed the market in Oru"), content_words("The market in Oru was bombed by warplanes")
    assert overlap(one, other) == pytest.approx(1.0)
    assert likeness(one, other) == pytest.approx(1.0)
    third = content_words("A landmine killed farmers near Tavan")
    assert overlap(one, third) == likeness(one, third) == 0.0
    assert overlap(one, one | third) == overlap(one | third, one)
    assert overlap((), ()) == 0.0
