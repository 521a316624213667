"""How well reports are linked: the reader's own mentions, joined, against the annotated incidents.

    python -m quality.clusters [--shared ../shared] [--reader rules] [--faults CLUSTER]

In: the annotated reports and clusters. Out: a table of B-cubed per cluster and of links across reports, counted by the corpus's
own `score.py --clusters` over the mentions that reader and annotator share; exit status 1 where a figure lies under its floor.
All reports, of every war, are linked at once, so a join across wars costs precision. `--faults` prints one
cluster's incidents, the annotator's beside ours.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import track
from rich.table import Table

from quality.annotations import load as annotated
from quality.annotations import tool
from twosource.geography import open_gazetteer
from twosource.intake import freeze
from twosource.linking import link
from twosource.nouns import Reading
from twosource.reading import DEFAULT, READERS, read
from twosource.record import derive, record_to_json
from twosource.vocabulary import load
from twosource.wire import reading_to_json

FLOORS = {"B-cubed F1": 72.0, "links P": 50.0, "links R": 26.0}
"""What the figures must not fall under, a little below what was measured on 25 November 2026 with this command."""

Json = dict[str, Any]


def main() -> int:
    """Read, link, score, print, and compare with the floors."""
    parser = argparse.ArgumentParser(description="Score the joins on the annotated clusters.")
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--reader", choices=READERS, default=DEFAULT)
    parser.add_argument("--faults", metavar="CLUSTER", help="print one cluster's incidents beside ours")
    options = parser.parse_args()
    folder = options.shared / "annotation"
    if not folder.is_dir():
        print(f"{folder} is not here: nothing to score (this is no failure)")
        return 0
    readings = machine_readings(folder, options.reader)
    scores = score(folder, readings)
    figures = summary(scores)
    show(scores, figures, options.reader)
    if options.faults:
        print(faults(folder, readings, options.faults))
    fallen = [f"{name}: {figures[name]:.1f} < {floor}" for name, floor in FLOORS.items() if figures[name] < floor]
    print("\n".join(["under the floor:", *fallen]) if fallen else "no figure is under its floor")
    return 1 if fallen else 0


def machine_readings(folder: Path, reader: str) -> list[Reading]:
    """Return the reader's readings of all annotated reports."""
    words, earth = load(), open_gazetteer()
    reports = track(list(annotated(folder)), "reading", console=Console(stderr=True), transient=True)
    return [read(freeze(one.page, received=date.max), words, earth, reader=reader) for one in reports]


def score(folder: Path, readings: Sequence[Reading]) -> Json:
    """Return what the corpus's own scorer says of the joins."""
    record = derive(readings, link(readings))
    scorer = tool(folder, "score")
    with tempfile.TemporaryDirectory() as scratch:
        report, read_by = Path(scratch) / "report.json", Path(scratch) / "readings.jsonl"
        report.write_text(json.dumps(record_to_json(record)), encoding="utf-8")
        read_by.write_text("\n".join(json.dumps(reading_to_json(one)) for one in readings), encoding="utf-8")
        found: Json = scorer.score_clusters(report, read_by, folder / "reports", folder / "notes", folder / "clusters")
    return found


def summary(scores: Json) -> dict[str, float]:
    """Return the figures that have floors: B-cubed over all mentions, and links across reports."""
    rows = list(scores["clusters"].values())
    mentions = sum(row["mentions"] for row in rows)
    links = scores["cross-report links"]
    b_cubed = {
        f"B-cubed {name}": sum(row["mentions"] * row[key] for row in rows) / max(mentions, 1)
        for name, key in (("P", "b3 p"), ("R", "b3 r"), ("F1", "b3 f1"))
    }
    return {**b_cubed, "links P": links["p"], "links R": links["r"], "links F1": links["f1"]}


def show(scores: Json, figures: dict[str, float], reader: str) -> None:
    """Print the table."""
    table = Table(title=f"joins of reader {reader!r}", title_justify="left")
    for column in ("cluster", "mentions", "B³ P", "B³ R", "B³ F1"):
        table.add_column(column, justify="left" if column == "cluster" else "right")
    for name, row in scores["clusters"].items():
        table.add_row(name, str(row["mentions"]), *(f"{row[key]:.1f}" for key in ("b3 p", "b3 r", "b3 f1")))
    links = scores["cross-report links"]
    total = sum(row["mentions"] for row in scores["clusters"].values())
    table.add_section()
    table.add_row("all, by mentions", str(total), *(f"{figures[f'B-cubed {name}']:.1f}" for name in ("P", "R", "F1")))
    table.add_row("links across reports", str(links["gold"]), *(f"{links[key]:.1f}" for key in ("p", "r", "f1")))
    Console(width=100).print(table)


def faults(folder: Path, readings: Sequence[Reading], cluster: str) -> str:
    """Return one cluster's annotated incidents, each mention with the group that we put it in."""
    group = {ref: number for number, refs in enumerate(link(readings).events) for ref in refs}
    known = {one.name: one.wanted for one in annotated(folder)}
    made = {one.document.origin: one for one in readings}
    lines = []
    incidents = json.loads((folder / "clusters" / f"{cluster}.json").read_text(encoding="utf-8"))["incidents"]
    for name, incident in incidents.items():
        lines.append(f"{name} {incident['what']}")
        for key in incident["mentions"]:
            report, _, event = key.rpartition(":")
            lines.append("    " + _mention(made[report], known[report], event, group))
    return "\n".join(lines)


def _mention(reading: Reading, wanted: Json, name: str, group: dict[Any, int]) -> str:
    first, last = next(one["trigger"] for one in wanted["events"] if one["id"] == name)
    document = reading.document
    twin = next((one for one in reading.events if one.trigger.start < last and first < one.trigger.end), None)
    where = f"{document.origin}:{name} {document.text[first:last]!r}"
    if twin is None:
        return f"  –  {where} not read"
    number = next(number for ref, number in group.items() if (ref.document, ref.claim) == (document.id, twin.id))
    place = next((one.name for one in reading.places if one.id == twin.at), None)
    when = twin.when and f"{twin.when.first}..{twin.when.last}"
    agents = [document.quote(span) for span in twin.agent], [document.quote(span) for span in twin.target]
    return f"{number:4d} {where} {twin.type} {twin.realis}{' background' if twin.background else ''} {place} {when} {agents}"


if __name__ == "__main__":
    sys.exit(main())
