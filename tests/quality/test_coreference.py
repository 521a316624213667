"""The metrics of grouping, against figures worked out by hand."""

from __future__ import annotations

import pytest

from quality.coreference import Parts, conll, score

WANTED = [set("abc"), set("de"), {"f"}]
MADE = [set("ab"), set("cde"), {"f"}]


def test_groups_that_are_the_same_score_a_hundred() -> None:
    parts = score(WANTED, WANTED)
    assert [round(one.f1, 6) for one in parts.values()] == [100.0] * 4
    assert conll(parts) == pytest.approx(100)


def test_one_mention_in_the_wrong_group() -> None:
    parts = score(WANTED, MADE)
    # Links: abc needs two and keeps one (ab), de keeps its one; of those made, ab is right, cde keeps one of two.
    assert (parts["MUC"].recall, parts["MUC"].precision) == pytest.approx((100 * 2 / 3, 100 * 2 / 3))
    # abc: (4 + 1) / 3, de: 4 / 2, f: 1, of six; ab: 2, cde: (1 + 4) / 3, f: 1, of six.
    assert (parts["B3"].recall, parts["B3"].precision) == pytest.approx((100 * (5 / 3 + 3) / 6, 100 * (5 / 3 + 3) / 6))
    # abc with ab: 4/5, de with cde: 4/5, f: 1, over three groups each.
    assert parts["CEAF-e"].f1 == pytest.approx(100 * (0.8 + 0.8 + 1) / 3)
    # abc resolves one link of three: 3 * 1/3; de: 2 * 1; f: 1; of six.
    assert parts["LEA"].recall == pytest.approx(100 * 4 / 6)


def test_mentions_of_one_side_alone_cost_that_side() -> None:
    parts = score([{"a", "b"}], [{"a", "b"}, {"x"}])
    assert parts["B3"].recall == 100
    assert parts["B3"].precision == pytest.approx(100 * 2 / 3)
    assert parts["CEAF-e"].precision == 50
    assert parts["LEA"].precision == pytest.approx(100 * 2 / 3)
    assert score([{"a", "b"}], [{"a"}])["MUC"].recall == 0


def test_all_alone_has_no_links_and_no_error() -> None:
    parts = score([{"a", "b"}], [{"a"}, {"b"}])
    assert parts["MUC"].f1 == 0
    assert parts["B3"].precision == 100


def test_parts_add_up_over_topics() -> None:
    assert (Parts(1, 2, 1, 1) + Parts(1, 2, 0, 1)).precision == 50
    assert (Parts(1, 2, 1, 1) + Parts(1, 2, 0, 1)).recall == 50
