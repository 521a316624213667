"""Weights learnt from pairs, written as data, and the clusters that they are learnt from."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from training import clusters, linking
from training.linking import LEVELS, ORDER, Pairs, fit, written
from twosource.linking.weighing import settings


def pairs(rows: list[tuple[dict[str, str], bool]]) -> Pairs:
    number = {pair: at for at, pair in enumerate(LEVELS)}
    levels = np.zeros((len(rows), len(LEVELS)))
    for row, (held, _) in enumerate(rows):
        for name, level in held.items():
            levels[row, number[name, level]] = 1.0
    return Pairs(levels, np.array([float(same) for _, same in rows]), np.ones(len(rows)))


def test_what_the_data_says_is_learnt_and_a_stronger_level_never_weighs_less() -> None:
    same, other = {"wording": "same", "place": "other"}, {"wording": "other", "place": "near"}
    learnt, threshold = fit([pairs([(same, True)] * 3000 + [(other, False)] * 3000)])
    assert learnt["wording", "same"] > settings()["wording"]["same"] / 2
    assert learnt["wording", "other"] < 0 < threshold + 10
    for name, chains in ORDER.items():
        for chain in chains:
            for stronger, weaker in zip(chain, chain[1:], strict=False):
                if (name, weaker) not in linking.FIXED:
                    assert learnt[name, stronger] >= learnt[name, weaker] - 0.11, (name, stronger, weaker)


def test_every_level_in_the_order_exists() -> None:
    assert {(name, level) for name, chains in ORDER.items() for chain in chains for level in chain} <= set(LEVELS)


def test_weights_are_written_into_the_file_and_nothing_else_changes() -> None:
    text = "# why\nthreshold = 3.9   # joined\nundecided = 1.0\n\n[type]\nsame = 1.4\n\n[other]\nsame = 2.0\n"
    told = written(text, {("type", "same"): 2.5}, 4.1)
    assert told == "# why\nthreshold = 4.1   # joined\nundecided = 1.0\n\n[type]\nsame = 2.5\n\n[other]\nsame = 2.0\n"


def test_the_projects_own_clusters_hold_each_mention_once() -> None:
    for cluster in clusters.own():
        mentions = [mention for group in cluster.incidents for mention in group]
        assert len(mentions) == len(set(mentions)), cluster.name
        assert set(cluster.relations) <= {"agree", "compatible", "differ"}
        assert len(cluster.relations) == len(cluster.figures)


@pytest.mark.shared
def test_a_cluster_falls_on_one_side_and_its_reports_are_known(shared: Path) -> None:
    every = list(clusters.clusters(shared))
    assert {one.is_test for one in every} == {True, False}
    sides = {(one.name, one.is_test) for one in every}
    assert len(sides) == len({name for name, _ in sides})
    known = {row["id"] for row in json.loads((shared / "annotation" / "index.json").read_text(encoding="utf-8"))}
    known |= {row["id"] for row in map(json.loads, (clusters.FOLDER / "reports.jsonl").read_text(encoding="utf-8").splitlines())}
    assert {report for one in every for group in one.incidents for report, _ in group} <= known
