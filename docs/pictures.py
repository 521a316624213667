"""Take the pictures of the web app that README shows, of the invented war in `examples/`.

    python -m docs.pictures

Needs Chromium and the built pages (`make web`). The pictures are looked at by a person before they are committed.
"""

from __future__ import annotations

import json
import tempfile
import urllib.request
from contextlib import chdir
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, sync_playwright

from tests.outlets.web import browsing
from twosource import settings
from twosource.monitor import Monitor

FOLDER = Path(__file__).parent / "pictures"
EXAMPLES = FOLDER.parent.parent / "examples"
SIZE = {"width": 1280, "height": 800}


def main() -> None:
    """Write every picture."""
    FOLDER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, chdir(EXAMPLES):
        record, chosen = Path(folder) / "war.db", settings.load()
        with Monitor.open(record, settings=chosen) as monitor:
            monitor.add(["reports"])
        with browsing.served(record, chosen) as (address, _), sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=browsing.CHROMIUM, args=browsing.FLAGS)
            page = browser.new_page(viewport=SIZE)
            for name, path in _pages(address).items():
                _take(page, f"{address}{path}", FOLDER / f"{name}.png")
            browser.close()


def _pages(address: str) -> dict[str, str]:
    """Return the address of each picture: what most sources tell, what most differ on."""
    incident = max(_asked(address, "/api/situation")["incidents"], key=lambda one: (one["origins"], one["id"]))
    figure = max(_asked(address, "/api/figures"), key=lambda one: (one["claims"], one["id"]))
    reports = [one["id"] for one in _asked(address, f"/api/incidents/{incident['id']}")["reports"]]
    claim = _asked(address, f"/api/incidents/{incident['id']}")["claims"][0]
    return {
        "situation": "/",
        "reader": f"/reports/{claim['report']}?claim={claim['id']}",
        "compare": f"/compare?{'&'.join(f'report={one}' for one in reports[1:4])}",
        "incident": f"/incidents/{incident['id']}",
        "figures": f"/figures/{figure['id']}",
        "review": "/review",
    }


def _asked(address: str, path: str) -> Any:
    with urllib.request.urlopen(f"{address}{path}") as answer:  # noqa: S310  our own server
        return json.load(answer)


def _take(page: Page, address: str, path: Path) -> None:
    page.goto(address)
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(2500)  # milliseconds; the map draws its last letters after everything has loaded
    page.screenshot(path=path)


if __name__ == "__main__":
    main()
