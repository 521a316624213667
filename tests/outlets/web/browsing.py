"""A record served on a free port of this machine, and the browser that looks at it."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import uvicorn

from twosource.outlets.web import STATIC, guarded
from twosource.outlets.web.keeper import Keeper
from twosource.settings import Settings

ROOT = Path(__file__).resolve().parents[3]
AXE = ROOT / "web" / "node_modules" / "axe-core" / "axe.min.js"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = [
    "--no-sandbox",  # as root there is none
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
]


def missing() -> str:
    """Return what is missing for a look at the pages, nothing where all is there."""
    if not (STATIC / "index.html").is_file():
        return "needs the built pages (make web, with npm)"
    return "" if CHROMIUM else "needs Chromium (Debian: chromium)"


@contextmanager
def served(record: Path, settings: Settings, *, token: str | None = None) -> Iterator[tuple[str, Keeper]]:
    """Serve a record while one looks at it; give its address and what keeps it."""
    keeper = Keeper(record, settings)
    keeper.start()
    config = uvicorn.Config(guarded(keeper, token=token), port=0, log_level="error", access_log=False, ws="none")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{port}", keeper
    finally:
        server.should_exit = True
        thread.join(timeout=10)
        keeper.close()
