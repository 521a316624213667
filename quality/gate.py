"""The quality gate: how well the reader reads, layer by layer, and whether it has become worse.

    python -m quality.gate [--shared ../shared] [--reader rules] [--pin] [--lower]

In: the annotated reports. Out: a table of precision, recall and F1 with a 95 % interval (1,000 resamples of the reports), and
exit status 1 where a layer falls under its floor in `floors.toml`. The floors are pinned to a fingerprint of the corpus; `--pin`
raises them to today's figures, and lowers one only with `--lower`. The figures are checked against the corpus's own scorer.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import sys
import tomllib
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import track
from rich.table import Table

from docs.generate import put
from quality import annotations, scoring
from quality.scoring import Count
from twosource.geography import open_gazetteer
from twosource.intake import freeze
from twosource.reading import DEFAULT, READERS, read
from twosource.vocabulary import load
from twosource.wire import reading_to_json

FLOORS = Path(__file__).with_name("floors.toml")
RESAMPLES = 1000
SLACK = 0.05
"""Points by which a figure may lie under its floor: the floors are written with one decimal."""

Counts = dict[str, Count]


def main() -> int:
    """Score, print, and compare with the floors."""
    parser = argparse.ArgumentParser(description="Score the reader on the annotated reports.")
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--reader", choices=READERS, default=DEFAULT)
    parser.add_argument("--pin", action="store_true", help="raise the floors to today's figures")
    parser.add_argument("--lower", action="store_true", help="with --pin: lower floors too; say why in the changelog")
    parser.add_argument("--readings", type=Path, help="also write the machine's readings to this file")
    options = parser.parse_args()
    folder = options.shared / "annotation"
    if not folder.is_dir():
        print(f"{folder} is not here: nothing to score (this is no failure)")
        return 0
    reports = list(annotations.load(folder))
    made = [
        machine_reading(one, options.reader) for one in track(reports, "reading", console=Console(stderr=True), transient=True)
    ]
    if options.readings:
        options.readings.write_text("".join(json.dumps(one, ensure_ascii=False) + "\n" for one in made), encoding="utf-8")
    coarse = annotations.coarse_types(folder)
    rows = [scoring.score(one.wanted, reading, coarse) for one, reading in zip(reports, made, strict=True)]
    total = add(rows)
    agree(folder, reports, made, total)
    show(rows, total, options.reader)
    return compare(rows, total, fingerprint(reports), options)


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


def show(rows: Sequence[Counts], total: Counts, reader: str) -> None:
    """Print the table."""
    table = Table(title=f"reader {reader!r} on {len(rows)} annotated reports", title_justify="left")
    for column, justify in (
        ("layer", "left"),
        ("P", "right"),
        ("R", "right"),
        ("F1", "right"),
        ("95 %", "right"),
        ("wanted", "right"),
    ):
        table.add_column(column, justify=justify)  # type: ignore[arg-type]
    for layer, count in total.items():
        low, high = interval(rows, layer)
        numbers = (f"{count.precision:.1f}", f"{count.recall:.1f}", f"{count.f1:.1f}", f"{low:.1f}–{high:.1f}", str(count.wanted))
        table.add_row(layer, *numbers)
    Console(width=100).print(table)


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


def markdown(rows: Sequence[Counts], total: Counts) -> list[str]:
    """Return the table as README shows it."""
    lines = ["| layer | P | R | F1 | 95 % | wanted |", "|---|--:|--:|--:|--:|--:|"]
    for layer, count in total.items():
        low, high = interval(rows, layer)
        numbers = f"{count.precision:.1f} | {count.recall:.1f} | {count.f1:.1f} | {low:.1f}–{high:.1f} | {count.wanted}"
        lines.append(f"| {layer} | {numbers} |")
    return lines


def compare(rows: Sequence[Counts], total: Counts, corpus: str, options: argparse.Namespace) -> int:
    """Compare with the floors, pin them anew where asked, and return the exit status."""
    pinned = tomllib.loads(FLOORS.read_text(encoding="utf-8")) if FLOORS.exists() else {}
    floors = dict(pinned.get(options.reader, {}))
    known = floors.pop("corpus", None)
    if options.pin:
        kept = {} if known != corpus else floors
        values = {
            layer: round(count.f1, 1) if options.lower else max(round(count.f1, 1), kept.get(layer, 0.0))
            for layer, count in total.items()
        }
        write_floors({**pinned, options.reader: {"corpus": corpus, **values}})
        put("gate", markdown(rows, total))
        print(f"floors pinned in {FLOORS.name}, README's table written")
        return 0
    if known != corpus:
        print("the corpus is not the one the floors were pinned on; run with --pin")
        return 0 if known is None else 1
    fallen = [f"{layer}: {total[layer].f1:.1f} < {floor}" for layer, floor in floors.items() if total[layer].f1 < floor - SLACK]
    print("\n".join(["under the floor:", *fallen]) if fallen else "no layer is under its floor")
    return 1 if fallen else 0


def write_floors(pinned: dict[str, dict[str, Any]]) -> None:
    """Write the floors of every reader."""
    lines = ["# F1 floors per layer, pinned by `python -m quality.gate --pin` on the corpus with this fingerprint."]
    for reader, floors in pinned.items():
        lines += ["", f"[{reader}]", *(f"{json.dumps(layer)} = {json.dumps(floor)}" for layer, floor in floors.items())]
    FLOORS.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
