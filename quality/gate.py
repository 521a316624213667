"""The quality gate: how well each reader reads, layer by layer, against what two careful people agree on.

    python -m quality.gate [--shared ../shared] [--reader network|rules ...] [--pin] [--lower]

In: the development set, a tenth of the annotated reports, which no network learns from; the first reading of each is what is
wanted, and the second reading of most of them, by another person, is the ceiling. Out: a table of F1 with a 95 % interval (1,000
resamples of the reports), the share of the ceiling that the best reader reaches and the share that is asked of it; exit status 1
where a reader falls under its floor in `floors.toml`. The floors are pinned to a fingerprint of the corpus; `--pin` raises them
to today's figures, and lowers one only with `--lower`. The figures are checked against the corpus's own scorer.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import sys
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import track
from rich.table import Table

from docs.generate import put
from quality import annotations, scoring
from quality.scoring import Count
from training import annotated
from twosource.geography import open_gazetteer
from twosource.intake import freeze
from twosource.reading import READERS, read
from twosource.vocabulary import load
from twosource.wire import reading_to_json

FLOORS = Path(__file__).with_name("floors.toml")
RESAMPLES = 1000
SLACK = 0.8
"""Points by which a figure may lie under its floor. The floors were pinned on a processor with VNNI instructions. One without
adds floats in another order, and the same commit gave up to 0.7 points less there (weapons, of which there are 79; most layers
0.1)."""

ASKED = {
    **dict.fromkeys(("actors", "places", "times", "figures", "events"), 88),
    **dict.fromkeys(("figures value", "times value", "said content"), 82),
    **dict.fromkeys(("events type", "said source"), 77),
    **dict.fromkeys(("roles", "control"), 65),
}
"""The share of the agreement of two careful people, in per cent, that the network is to reach in a layer."""

Counts = dict[str, Count]


@dataclass(frozen=True, slots=True)
class Scores:
    """What was counted: by reader and report, and between two people on the reports that both have read."""

    readers: Mapping[str, list[Counts]]
    people: list[Counts]


def main() -> int:
    """Score, print, and compare with the floors."""
    parser = argparse.ArgumentParser(description="Score the readers on the development set.")
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--reader", choices=READERS, action="append", help="score this one alone; may be given again")
    parser.add_argument("--pin", action="store_true", help="raise the floors to today's figures")
    parser.add_argument("--lower", action="store_true", help="with --pin: lower floors too; say why in the changelog")
    parser.add_argument("--readings", type=Path, help="also write the readings of the last reader to this file")
    options = parser.parse_args()
    folder = options.shared / "annotation"
    if not folder.is_dir():
        print(f"{folder} is not here: nothing to score (this is no failure)")
        return 0
    reports = [one for one in annotated.reports(options.shared) if annotated.held_out(one)]
    coarse = annotations.coarse_types(folder)
    readers = {reader: score(reports, reader, coarse, options) for reader in options.reader or READERS}
    second = {one.name: one.wanted for one in annotated.reports(options.shared, second=True)}
    people = [scoring.score(one.wanted, second[one.name], coarse) for one in reports if one.name in second]
    scores = Scores(readers, people)
    show(scores)
    status = compare(scores, fingerprint(reports), options)
    if options.pin:
        put("gate", markdown(scores))
    return status


def score(
    reports: Sequence[annotations.Annotated], reader: str, coarse: dict[str, str], options: argparse.Namespace
) -> list[Counts]:
    """Return the counts of a reader for every report, after holding them against the corpus's own scorer."""
    console = Console(stderr=True)
    made = [machine_reading(one, reader) for one in track(reports, f"reading with {reader}", console=console, transient=True)]
    if options.readings:
        options.readings.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in made), encoding="utf-8")
    rows = [scoring.score(one.wanted, reading, coarse) for one, reading in zip(reports, made, strict=True)]
    agree(options.shared / "annotation", reports, made, add(rows))
    return rows


def machine_reading(report: annotations.Annotated, reader: str) -> dict[str, Any]:
    """Return the machine's reading of one annotated report as JSON."""
    document = freeze(report.page, received=date.max)
    return reading_to_json(read(document, load(), open_gazetteer(), reader=reader))


def add(rows: Sequence[Counts]) -> Counts:
    """Return the counts of all reports together."""
    total: Counts = {}
    for row in rows:
        for layer, count in row.items():
            total[layer] = total.get(layer, Count()) + count
    return total


def agree(folder: Path, reports: Sequence[annotations.Annotated], made: Sequence[dict[str, Any]], total: Counts) -> None:
    """Raise AssertionError where the corpus's own scorer counts otherwise than ours."""
    theirs: dict[str, Any] = {}
    scorer = annotations.tool(folder, "score")
    for report, reading in zip(reports, made, strict=True):
        scorer.score(report.wanted, reading, theirs, {})
    for layer, tally in theirs.items():
        ours = total[layer]
        if (tally.hit, tally.gold, tally.made) != (ours.right, ours.wanted, ours.made):
            raise AssertionError(f"{layer}: ours is {ours}, score.py has {tally.hit}, {tally.gold}, {tally.made}")


def show(scores: Scores) -> None:
    """Print the table."""
    first = next(iter(scores.readers.values()))
    title = f"{len(first)} held-out reports, {len(scores.people)} of them read by two people; F1"
    table = Table(title=title, title_justify="left")
    heads, *lines = table_of(scores)
    for column in heads:
        table.add_column(column, justify="left" if column == "layer" else "right")
    for line in lines:
        table.add_row(*line)
    Console(width=110).print(table)


def table_of(scores: Scores) -> list[list[str]]:
    """Return the table as rows of text, the heads first."""
    people = add(scores.people)
    totals = {reader: add(rows) for reader, rows in scores.readers.items()}
    best = next(iter(totals))
    heads = ["layer", "two people"]
    for reader in totals:
        heads += [reader, "95 %"]
    rows = [[*heads, f"share ({best})", "asked", "wanted"]]
    for layer, count in totals[best].items():
        line = [layer, f"{people[layer].f1:.1f}" if layer in people else ""]
        for reader, total in totals.items():
            low, high = interval(scores.readers[reader], layer)
            line += [f"{total[layer].f1:.1f}", f"{low:.1f}–{high:.1f}"]
        ceiling = people[layer].f1 if layer in people else 0.0
        share = f"{100 * count.f1 / ceiling:.0f} %" if ceiling else ""
        rows.append([*line, share, f"{ASKED[layer]} %" if layer in ASKED else "", str(count.wanted)])
    return rows


def interval(rows: Sequence[Counts], layer: str) -> tuple[float, float]:
    """Return the 95 % interval of a layer's F1 over resampled reports (percentile bootstrap, fixed seed)."""
    chance = random.Random(2)
    counts = [row.get(layer, Count()) for row in rows]
    values = sorted(sum(chance.choices(counts, k=len(counts)), Count()).f1 for _ in range(RESAMPLES))
    return values[int(0.025 * RESAMPLES)], values[int(0.975 * RESAMPLES)]


def fingerprint(reports: Sequence[annotations.Annotated]) -> str:
    """Return the hash of what was scored against: texts and annotations."""
    whole = json.dumps([[one.name, one.page.raw, one.wanted] for one in reports], sort_keys=True)
    return hashlib.sha256(whole.encode()).hexdigest()[:16]


def markdown(scores: Scores) -> list[str]:
    """Return the table as README shows it."""
    heads, *lines = table_of(scores)
    rule = "|".join("---" if head == "layer" else "--:" for head in heads)
    return [f"| {' | '.join(heads)} |", f"|{rule}|", *(f"| {' | '.join(line)} |" for line in lines)]


def compare(scores: Scores, corpus: str, options: argparse.Namespace) -> int:
    """Compare every reader with its floors, pin them anew where asked, and return the exit status."""
    pinned = tomllib.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}
    status = 0
    for reader, rows in scores.readers.items():
        total = add(rows)
        floors = dict(pinned.get(reader, {}))
        known = floors.pop("corpus", None)
        if options.pin:
            kept = {} if known != corpus or options.lower else floors
            values = {layer: max(round(count.f1, 1), kept.get(layer, 0.0)) for layer, count in total.items()}
            pinned[reader] = {"corpus": corpus, **values}
            print(f"{reader}: floors pinned in {FLOORS.name}")
        elif known != corpus:
            print(f"{reader}: the corpus is not the one the floors were pinned on; run with --pin")
            status = status or int(known is not None)
        else:
            fallen = [
                f"{layer} {total[layer].f1:.1f} < {floor}" for layer, floor in floors.items() if total[layer].f1 < floor - SLACK
            ]
            print(f"{reader}: " + (f"under the floor: {'; '.join(fallen)}" if fallen else "no layer is under its floor"))
            status = status or int(bool(fallen))
    if options.pin:
        write_floors(pinned)
    return status


def write_floors(pinned: dict[str, dict[str, Any]]) -> None:
    """Write the floors of every reader."""
    lines = ["# F1 floors per layer, pinned by `python -m quality.gate --pin` on the corpus with this fingerprint."]
    for reader, floors in pinned.items():
        lines += ["", f"[{reader}]", *(f"{json.dumps(layer)} = {json.dumps(floor)}" for layer, floor in floors.items())]
    FLOORS.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
