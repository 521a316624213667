"""The weights of what speaks for an entry being the place that is meant, learnt from reports whose places are known.

    python -m training.places [--shared ../shared] [--write]

In: two thirds of the documents of LGL, TR-News and GeoWebNews (names and positions alone), and the project's annotated reports
outside the development set, whose places have a state and often a province. Right are all entries within 161 km or of the same
id, or of that state and province. A softmax over the entries of each name, with a penalty on large weights, in three rounds:
what is near depends on where the other names are. Out: the weights beside the present ones, and with `--write` the file.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from rich.console import Console
from rich.table import Table
from scipy.optimize import minimize

from quality.toponyms import Toponym, pages, sighted
from training import annotated
from twosource.geography import Entry, Gazetteer, open_gazetteer, shapes
from twosource.geography.keys import fold
from twosource.nouns import Span
from twosource.reading import place_evidence
from twosource.reading.place_evidence import EVIDENCE, Weights
from twosource.reading.places import candidates_of, split, told
from twosource.reading.sightings import PlaceSeen

WEIGHTS = Path("src/twosource/reading/place_weights.toml")
PENALTY = 2.0
"""Of the square of the weights; set once, not tuned: twenty weights have thousands of names to be learnt from."""
ROUNDS = 3
SHARE_OF_OURS = 0.5
"""How much a name of an annotated report counts beside one of the corpora, whose positions are exact and not only a province."""
NEAR_KM = 161.0
"""The distance within which the peers call a position right: a hundred miles."""

Floats = np.ndarray[Any, np.dtype[np.float64]]


@dataclass(frozen=True)
class Report:
    """The names of one report and for each what tells whether an entry is right."""

    places: Sequence[PlaceSeen]
    right: Sequence[Callable[[Entry], bool]]
    share: float


def main() -> None:
    """Learn the weights and print them beside the present ones."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--write", action="store_true", help="write the weights that were learnt")
    given = parser.parse_args()
    gazetteer = open_gazetteer()
    reports = [*_corpora(given.shared), *_ours(given.shared, gazetteer)]
    present = learnt = place_evidence.weights()
    for _ in range(ROUNDS):
        choices = [one for report in reports for one in _choices(report, gazetteer, learnt)]
        learnt = replace(learnt, among=tuple(_among([one for one in choices if 0 < one.right.sum() < len(one.right)])))
    belief, doubt = _belief(choices, learnt)
    learnt = replace(learnt, belief=tuple(belief), doubt=doubt)
    _show(present, learnt, len(reports))
    if given.write:
        WEIGHTS.write_text(_written(learnt, reports), encoding="utf-8")


def _corpora(shared: Path) -> Iterator[Report]:
    for page in pages(shared):
        if page.is_test:
            continue
        places = sighted(page.toponyms)
        first = {one.name: one for one in page.toponyms}
        yield Report(list(places.values()), [_at(first[name]) for name in places], 1.0)


def _at(toponym: Toponym) -> Callable[[Entry], bool]:
    where = toponym.lat, toponym.lon
    return lambda entry: entry.geonames == toponym.geonames is not None or shapes.distance(entry.point, where) <= NEAR_KM


def _ours(shared: Path, gazetteer: Gazetteer) -> Iterator[Report]:
    for report in annotated.reports(shared):
        wanted = [one for one in report.wanted["places"] if one.get("country")]
        if annotated.learnt(report) and wanted:
            places = [PlaceSeen(tuple(Span(*span) for span in one["mentions"]), *split(one["name"])) for one in wanted]
            yield Report(places, [_within(one, gazetteer) for one in wanted], SHARE_OF_OURS)


def _within(place: dict[str, Any], gazetteer: Gazetteer) -> Callable[[Entry], bool]:
    """Return what tells whether an entry lies where the annotator says."""
    country, within = place["country"], place.get("within") or ""
    outer = "" if gazetteer.country_of(within) else fold(split(within)[0])

    def right(entry: Entry) -> bool:
        inside = not outer or entry.kind == "admin1" or outer in {fold(entry.admin1), fold(entry.admin2)}
        return entry.country == country and inside

    return right


@dataclass(frozen=True)
class Choice:
    """The rows of the entries of one name, which of them are right, and how much the name counts."""

    rows: Floats
    right: Floats
    share: float


def _choices(report: Report, gazetteer: Gazetteer, weights: Weights) -> Iterator[Choice]:
    """Yield the choice that each name with an entry is."""
    found = [candidates_of(place, gazetteer) for place in report.places]
    for at, rows in enumerate(told(report.places, found, gazetteer, weights=weights)):
        right = [report.right[at](entry) for entry in found[at]]
        towns = [ok and one.kind == "town" for ok, one in zip(right, found[at], strict=True)]
        if report.share < 1 and report.places[at].head is None and any(towns):
            right = towns  # the annotators write "Oru province" where they mean one
        if rows:
            yield Choice(np.array(rows), np.array(right, dtype=float), report.share)


def _among(choices: Sequence[Choice]) -> Floats:
    """Return the weights under which the right entries of each name are likeliest among all of them."""

    def loss(weights: Floats) -> tuple[float, Floats]:
        total, slope = PENALTY * float(weights @ weights) / 2, PENALTY * weights
        for one in choices:
            scores = one.rows @ weights
            odds = np.exp(scores - scores.max())
            good = odds * one.right
            total -= one.share * float(np.log(good.sum() / odds.sum()))
            slope = slope + one.share * (one.rows.T @ (odds / odds.sum() - good / good.sum()))
        return total, slope

    found: Floats = minimize(loss, np.zeros(len(EVIDENCE)), jac=True, method="L-BFGS-B", options={"maxiter": 300}).x
    return found


def _belief(choices: Sequence[Choice], weights: Weights) -> tuple[Floats, float]:
    """Return the weights under which the first entry of each name is likeliest right or wrong as it is, and the threshold."""
    firsts = [int(np.argmax(one.rows @ np.array(weights.among))) for one in choices]
    rows = np.array([[*one.rows[first], -1.0] for one, first in zip(choices, firsts, strict=True)])
    right = np.array([one.right[first] for one, first in zip(choices, firsts, strict=True)])
    share = np.array([one.share for one in choices])

    def loss(values: Floats) -> tuple[float, Floats]:
        scores = rows @ values
        wrong = 1 / (1 + np.exp(scores))
        total = float(share @ np.where(right > 0, np.logaddexp(0, -scores), np.logaddexp(0, scores)))
        return total + PENALTY * float(values @ values) / 2, rows.T @ (share * (1 - wrong - right)) + PENALTY * values

    found = minimize(loss, np.zeros(len(EVIDENCE) + 1), jac=True, method="L-BFGS-B", options={"maxiter": 300}).x
    return found[:-1], float(found[-1])


def _show(present: Weights, learnt: Weights, reports: int) -> None:
    table = Table("evidence", "among, present", "learnt", "belief, present", "learnt", title=f"learnt from {reports} reports")
    columns = [
        (*one.among, 0.0) if part == "among" else (*one.belief, one.doubt)
        for part in ("among", "belief")
        for one in (present, learnt)
    ]
    for name, *values in zip((*EVIDENCE, "doubt"), *columns, strict=True):
        table.add_row(name, *(f"{value:.2f}" for value in values))
    Console().print(table)


def _written(learnt: Weights, reports: Sequence[Report]) -> str:
    corpora = sum(one.share == 1.0 for one in reports)
    lines = [
        "# What each piece of evidence in place_evidence.py weighs, in natural logarithms of odds: among the entries of",
        "# one name, and for the belief that the first of them is right, which must outweigh the doubt.",
        f"# Learnt by `python -m training.places --write` from {corpora} documents of LGL, TR-News and GeoWebNews (names and",
        f"# positions; Gritta et al. 2018, GPL-3.0) and {len(reports) - corpora} of the project's annotated reports.",
        "# `make geobench` measures them.",
    ]
    for part in ("among", "belief"):
        lines += ["", f"[{part}]"] + ([f"doubt = {learnt.doubt:.3f}"] if part == "belief" else [])
        lines += [f"{name} = {weight:.3f}" for name, weight in zip(EVIDENCE, getattr(learnt, part), strict=True)]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    main()
