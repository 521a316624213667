"""How long a large record takes to open in a browser, and how it scrolls, beside a small one in the same run.

    python -m benchmarks.pages --record war.db [--readme]

In: a record file of many reports (`python -m benchmarks.web` says how one is made), and the record of `examples/`, made here.
Out: for each, the median of several openings of the situation page in headless Chromium, which draws the map without a graphics
card: until the list is there, until the map is drawn, and how long a frame takes while the list scrolls from end to end. The
server is warm, as it is for whoever keeps it open.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Sequence
from contextlib import chdir
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from docs.generate import put
from tests.outlets.web import browsing
from twosource import settings
from twosource.monitor import Monitor

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
ROUNDS = 5
_SCROLL = """async () => {
  const box = document.querySelector(".rolling");
  const end = box.scrollHeight - box.clientHeight, frames = [];
  let last = performance.now();
  for (let step = 1; step <= 120; step += 1) {
    box.scrollTop = (end * step) / 120;
    await new Promise((done) => requestAnimationFrame(done));
    frames.push(performance.now() - last);
    last = performance.now();
  }
  return frames;
}"""


def main() -> None:
    """Print the table, and write it into README where that is asked for."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--record", type=Path, required=True, help="a record file of many reports")
    parser.add_argument("--readme", action="store_true", help="write the table into README")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        small = Path(folder) / "examples.db"
        with chdir(EXAMPLES), Monitor.open(small, settings=settings.load()) as monitor:
            monitor.add(["reports"])
        rows = [_measured(small), _measured(given.record)]
    lines = [
        "| record | reports | incidents | list there | map drawn | a frame while scrolling, median | 95 of 100 |",
        "|---|--:|--:|--:|--:|--:|--:|",
        *rows,
    ]
    for line in lines:
        print(line)
    if given.readme:
        put("pages bench", ["", *lines, ""])


def _measured(record: Path) -> str:
    """Return the row of one record."""
    with browsing.served(record, settings.load()) as (address, keeper), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browsing.CHROMIUM, args=browsing.FLAGS)
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        opened = [_opened(page, address) for _ in range(ROUNDS + 1)][1:]  # the first one warms the browser
        frames = [frame for _ in range(ROUNDS) for frame in page.evaluate(_SCROLL)]
        browser.close()
        found = keeper.present.record
    listed, drawn = (statistics.median(one) for one in zip(*opened, strict=True))
    name = "examples" if record.stem == "examples" else "large"
    return (
        f"| {name} | {len(found.readings):,} | {len(found.incidents):,} | {listed:.2f} s | {drawn:.2f} s "
        f"| {statistics.median(frames):.0f} ms | {_high(frames):.0f} ms |"
    )


def _opened(page: Page, address: str) -> tuple[float, float]:
    """Return the seconds until the list is there and until the map is drawn."""
    start = time.perf_counter()
    page.goto(address, wait_until="commit")
    page.locator("a.row").first.wait_for()
    listed = time.perf_counter() - start
    page.locator(".map[data-ready]").wait_for()
    return listed, time.perf_counter() - start


def _high(values: Sequence[float]) -> float:
    return sorted(values)[int(0.95 * (len(values) - 1))]


if __name__ == "__main__":
    main()
