"""Speed and memory, measured in one run beside a baseline.

    python -m benchmarks.speed [--reports 200 400 800] [--record 1000 2000 4000]

Three tables. *Stages*: seconds of each stage of reading over the same reports, and how many times the baseline it costs; the
baseline is syntok alone splitting the same texts into sentences, so the ratio holds on a slow or busy machine. *Whole process*:
`twosource read --json` from start to end, with its peak memory: time grows with the number of reports, memory must not.
*Record*: linking and deriving over readings in memory, at growing numbers; a straight line has a constant time per report.
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table
from syntok import segmenter

from benchmarks.reports import many
from docs.generate import put
from twosource.formats import jsonl
from twosource.geography import open_gazetteer
from twosource.intake import freeze
from twosource.linking import link
from twosource.nouns import Document, Page, Reading
from twosource.reading import claims, network, read, rules, sentences
from twosource.record import derive
from twosource.vocabulary import load

OUT = Console(width=100)
RECEIVED = date(2040, 1, 1)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Measure speed and memory beside a baseline.")
    parser.add_argument("--reports", type=int, nargs="+", default=[200, 400, 800])
    parser.add_argument("--record", type=int, nargs="+", default=[1000, 2000, 4000])
    parser.add_argument("--readme", action="store_true", help="also write the tables into README")
    options = parser.parse_args()
    tables = [stages(documents(max(options.reports))), whole(options.reports), record(options.record)]
    if options.readme:
        put("bench", [line for table in tables for line in markdown(table)])


def documents(number: int) -> list[Document]:
    """Return so many frozen reports."""
    pages = jsonl.pages(BytesIO("\n".join(many(number)).encode()), "bench.jsonl")
    return [freeze(page, received=RECEIVED) for page in pages if isinstance(page, Page)]


def stages(reports: Sequence[Document]) -> Table:
    """Print and return what each stage of reading costs, as a multiple of the baseline."""
    words, earth = load(), open_gazetteer()
    language = words.languages["en"]
    read(reports[0], words, earth)  # loads weights, word lists and the gazetteer's pages
    baseline, _ = timed(lambda: [list(map(list, segmenter.analyze(one.text))) for one in reports])
    split, _ = timed(lambda: [sentences.sentences(one, language) for one in reports])
    ruled, _ = timed(lambda: [rules.find(one, words, language, earth) for one in reports])
    found, seen = timed(lambda: [network.find(one, words, language, earth) for one in reports])
    put, _ = timed(
        lambda: [
            claims.assemble(one, what, language, earth, day=None, reader="bench") for one, what in zip(reports, seen, strict=True)
        ]
    )
    table = Table(title=f"stages of reading, {len(reports)} reports of {length(reports):.0f} words", title_justify="left")
    for name in ("stage", "seconds", "reports a second", "times the baseline"):
        table.add_column(name, justify="left" if name == "stage" else "right")
    for name, spent in (
        ("baseline: syntok splits sentences", baseline),
        ("sentences, tags, trees", split),
        ("finding by rule, trees and all", ruled),
        ("finding by the network, trees and rules and all", found),
        ("putting claims together", put),
        ("reading by the network, all of it", found + put),
    ):
        table.add_row(name, f"{spent:.2f}", f"{len(reports) / spent:.0f}", f"{spent / baseline:.1f}")
    OUT.print(table)
    return table


def whole(numbers: Sequence[int]) -> Table:
    """Print and return time and peak memory of the whole process, from start to end."""
    table = Table(title="whole process: twosource read --json", title_justify="left")
    for name in ("reports", "seconds", "reports a second", "peak memory, MB"):
        table.add_column(name, justify="right")
    with tempfile.TemporaryDirectory() as folder:
        for number in numbers:
            path = Path(folder) / f"{number}.jsonl"
            path.write_text("\n".join(many(number)) + "\n", encoding="utf-8")
            spent, memory = process([sys.executable, "-m", "twosource", "read", "--json", "--quiet", str(path)])
            table.add_row(str(number), f"{spent:.1f}", f"{number / spent:.1f}", f"{memory:.0f}")
    OUT.print(table)
    return table


def record(numbers: Sequence[int]) -> Table:
    """Print and return what linking and deriving cost at growing numbers of readings."""
    table = Table(title="linking and deriving", title_justify="left")
    for name in ("readings", "link, s", "derive, s", "ms a reading", "incidents"):
        table.add_column(name, justify="right")
    words, earth = load(), open_gazetteer()
    readings: list[Reading] = []
    for document in documents(max(numbers)):
        readings.append(read(document, words, earth))
    for number in numbers:
        linking, links = timed(lambda some=readings[:number]: link(some))
        deriving, made = timed(lambda some=readings[:number], joined=links: derive(some, joined))
        each = 1000 * (linking + deriving) / number
        table.add_row(str(number), f"{linking:.1f}", f"{deriving:.1f}", f"{each:.2f}", str(len(made.incidents)))
    OUT.print(table)
    return table


def markdown(table: Table) -> list[str]:
    """Return a table as README shows it."""
    heads = [str(column.header) for column in table.columns]
    cells = list(zip(*(column.cells for column in table.columns), strict=True))
    rows = [heads, ["---" if n == 0 else "--:" for n in range(len(heads))], *([str(cell) for cell in row] for row in cells)]
    return [f"{table.title}:", "", *(f"| {' | '.join(row)} |" for row in rows), ""]


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    """Return how many seconds of this process's time a piece of work took, and what it made."""
    start = time.process_time()
    made = work()
    return time.process_time() - start, made


LAUNCHER = """
import resource, subprocess, sys, time
start = time.perf_counter()
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, check=True)
print(time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)
"""
"""Runs a command and prints its seconds and its peak memory. A process of its own, because a child's peak counts its parent's
memory at the moment of its birth, and this one holds thousands of reports."""


def process(command: Sequence[str]) -> tuple[float, float]:
    """Return the seconds and the peak memory in MB of the largest process of a command; its output is thrown away."""
    told = subprocess.run([sys.executable, "-c", LAUNCHER, *command], capture_output=True, text=True, check=True).stdout
    seconds, memory = map(float, told.split())
    return seconds, memory


def length(reports: Sequence[Document]) -> float:
    """Return the mean number of words of a report."""
    return sum(len(one.text.split()) for one in reports) / len(reports)


if __name__ == "__main__":
    main()
