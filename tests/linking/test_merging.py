"""Groups joined by what is known of two on the whole; words that may tell of one act; reports of one story."""

from __future__ import annotations

from builders import a_strike

from twosource.linking import link
from twosource.linking.clusters import Groups
from twosource.linking.kindred import are_akin, are_kindred, main_senses
from twosource.linking.merging import Merging

WEIGHTS = {(1, 2): 6.0, (3, 4): 6.0, (2, 3): 5.0, (1, 3): -3.0, (1, 4): -3.0, (2, 4): -3.0}


def merged(met: dict[tuple[int, int], float]) -> list[list[int]]:
    groups: Groups[int, bool] = Groups(((one, True) for one in (1, 2, 3, 4)), lambda _left, _right: True)
    weigh = {**WEIGHTS, **{(right, left): weight for (left, right), weight in WEIGHTS.items()}}
    Merging(groups, lambda left, right: weigh[left, right], 4.0, 4.0).merge((weight, *pair) for pair, weight in met.items())
    return sorted(sorted(group) for group in groups.all())


def test_one_strong_pair_is_no_bridge_between_two_groups_even_where_no_other_pair_was_met():
    bridge = {(1, 2): 6.0, (3, 4): 6.0, (2, 3): 5.0}
    assert merged(WEIGHTS) == merged(bridge) == [[1, 2], [3, 4]]


def test_what_weighs_enough_is_joined_in_whatever_order_it_comes():
    assert merged({(2, 3): 5.0}) == [[1], [2, 3], [4]]
    assert merged(dict(reversed(WEIGHTS.items()))) == merged(WEIGHTS)


def test_derived_words_and_synonyms_are_kindred_and_strangers_are_not():
    assert are_kindred(["nominate"], ["nomination"])
    assert are_kindred(["quake"], ["earthquake"])
    assert are_kindred(["quake"], ["earthquake"]) == are_kindred(["earthquake"], ["quake"])
    assert not are_akin(["marry"], ["shell"])
    assert main_senses("no word") == frozenset()


def test_in_one_story_another_day_is_evidence_and_forbids_nothing():
    left, right = a_strike("one"), a_strike("two", day="2031-05-07", published="2031-05-08")
    assert len(link([left, right]).events) == 2
    assert len(link([left, right], one_story=True).events) == 1
