"""How long a page of the web app waits for its answer, beside the bare reading of the same bytes from a file.

    python -m benchmarks.web [--reports 1000 10000] [--record FILE] [--readme]

In: records of made-up reports (`benchmarks.reports`), read by the rules; or a record file that is there already. Out: a table:
milliseconds for each answer, as the app behind its guard gives it without a socket, the first time and again, and how many times
the bare reading that is. Where the record grows tenfold, a list grows tenfold too, and a single thing should not.
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table
from starlette.testclient import TestClient

from benchmarks.reports import many
from docs.generate import put
from twosource.monitor import Monitor
from twosource.outlets.web import guarded
from twosource.outlets.web.keeper import Keeper
from twosource.settings import Settings

HEAD = ("reports", "answer", "KB", "first, ms", "again, ms", "times the bare reading")
LISTS = ("record", "situation", "reports", "figures", "sources", "map", "review")
SETTINGS = Settings(reader="rules", workers=0, keep_raw=False)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Measure how long pages wait.")
    parser.add_argument("--reports", type=int, nargs="+", default=[1000, 10_000])
    parser.add_argument("--record", type=Path, nargs="*", default=[], help="records that are there already")
    parser.add_argument("--readme", action="store_true", help="also write the table into README")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        records = options.record or [made(number, Path(folder)) for number in options.reports]
        measured = [rows(record, Path(folder)) for record in records]
    lines = [line for found, _ in measured for line in found]
    table = Table(*HEAD, title="answers of the web app", title_justify="left")
    for line in lines:
        table.add_row(*line)
    Console(width=110).print(table)
    words = "; ".join(said for _, said in measured)
    print(f"{words}.")
    if options.readme:
        shown = [f"| {' | '.join(HEAD)} |", "|--:|---|--:|--:|--:|--:|", *(f"| {' | '.join(line)} |" for line in lines)]
        put("web bench", [*shown, "", f"{words}."])


def made(number: int, folder: Path) -> Path:
    """Return a record of so many made-up reports."""
    source, record = folder / f"{number}.jsonl", folder / f"{number}.db"
    source.write_text("\n".join(many(number)), encoding="utf-8")
    with Monitor.open(record, settings=SETTINGS) as monitor:
        monitor.add(source)
    return record


def rows(record: Path, folder: Path) -> tuple[list[tuple[str, ...]], str]:
    """Return the lines of the table for a record, and in words how long it takes to open it."""
    pages = folder / "pages"
    pages.mkdir(exist_ok=True)
    (pages / "index.html").write_text("<!doctype html>", encoding="utf-8")
    keeper = Keeper(record, SETTINGS)
    try:
        opening = seconds(keeper.start)[0]
        client = TestClient(guarded(keeper, pages=pages), base_url="http://localhost")
        number = len(keeper.present.record.readings)
        found = [row(client, number, *asked, folder) for asked in questions(client)]
    finally:
        keeper.close()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return (
        found,
        f"{number:,} reports are opened in {opening:.1f} s ({1000 * opening / number:.1f} ms a report), in {memory:,} MB",
    )


def questions(client: TestClient) -> Iterator[tuple[str, str]]:
    """Yield what is asked, each with its address: every list, and one thing of each kind, the one that most reports tell."""
    yield from ((name, f"/api/{name}") for name in LISTS)
    incidents = client.get("/api/situation").json()["incidents"]
    reports = client.get("/api/reports").json()
    largest = max(incidents, key=lambda one: len(one["sources"]))["id"]
    yield "an incident", f"/api/incidents/{largest}"
    yield "a report", f"/api/reports/{reports[0]['id']}"
    yield "a comparison of two", f"/api/comparison?report={reports[0]['id']}&report={reports[1]['id']}"


def row(client: TestClient, number: int, name: str, address: str, folder: Path) -> tuple[str, ...]:
    """Return one line of the table."""
    first, answer = seconds(lambda: client.get(address))
    again = min(seconds(lambda: client.get(address))[0] for _ in range(3))
    kept = folder / "answer"
    kept.write_bytes(answer.content)
    bare = min(seconds(kept.read_bytes)[0] for _ in range(5))
    times = f"{again / bare:,.0f}"
    return f"{number:,}", name, f"{len(answer.content) / 1000:,.0f}", f"{1000 * first:.0f}", f"{1000 * again:.0f}", times


def seconds(do: Callable[[], Any]) -> tuple[float, Any]:
    """Return how long something takes, and what comes of it."""
    begun = time.perf_counter()
    done = do()
    return time.perf_counter() - begun, done


if __name__ == "__main__":
    main()
