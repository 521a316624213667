"""Reports generated from known incidents and known weights: the joins are mostly right, and the weights are found again."""

from __future__ import annotations

import pytest

from benchmarks.linking import generated, pairs_right, synthetic, weights
from twosource.linking import link


def test_the_weights_that_generated_the_reports_are_found_again():
    table = weights(2500, seed=3)
    levels, wanted, found = ([*column.cells] for column in table.columns)
    assert [f"{name}: {level}" for name, level, _, _ in generated(2500)] == levels
    for level, one, other in zip(levels, wanted, found, strict=True):
        assert float(other) == pytest.approx(float(one), abs=0.8), level


def test_most_joins_of_generated_reports_are_right_and_two_runs_give_the_same():
    readings, truth = synthetic(1500, seed=3)
    events = link(readings).events
    precision, recall = pairs_right(events, truth)
    assert precision > 0.8
    assert recall > 0.8
    assert link(synthetic(1500, seed=3)[0]).events == events
