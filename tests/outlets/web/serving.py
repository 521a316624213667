"""The app as it is served, asked without a socket; and small invented records to ask about."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from starlette.testclient import TestClient

from twosource.monitor import Monitor
from twosource.outlets.web import guarded
from twosource.outlets.web.keeper import Keeper
from twosource.settings import Settings

EXAMPLES = Path(__file__).resolve().parents[3] / "examples"
OWN = {"x-twosource": "1"}
"""The header by which our own page is told."""
SETTINGS = Settings(workers=1, reader="rules", places=EXAMPLES / "places.tsv", keep_raw=False)


class Served:
    """A record that is served."""

    def __init__(self, keeper: Keeper, pages: Path, **options: Any) -> None:
        self.keeper = keeper
        self.pages = pages
        self.app = guarded(keeper, pages=pages, **options)
        self.client = TestClient(self.app, base_url="http://localhost", raise_server_exceptions=False)

    def get(self, path: str, **parameters: Any) -> Any:
        """Return what is answered, which must be an answer to what was asked."""
        answer = self.client.get(path, params=parameters)
        assert answer.status_code == 200, (path, answer.status_code, answer.text)
        return answer.json()

    def refused(self, path: str, **parameters: Any) -> tuple[int, str]:
        """Return the status and the words of a refusal."""
        return told(self.client.get(path, params=parameters))

    def send(self, path: str, **decided: Any) -> Any:
        """Send a decision as our own page does, and return the answer."""
        return self.client.post(path, json=decided, headers=OWN)

    def add(self, *files: tuple[str, bytes], **said: str) -> Any:
        """Send reports as our own page does, and return the answer."""
        return self.client.post("/api/reports", files=[("files", one) for one in files] or None, data=said, headers=OWN)

    def read(self, *files: tuple[str, bytes], **said: str) -> dict[str, Any]:
        """Send reports, wait until they are read, and return how it went."""
        answer = self.add(*files, **said)
        assert answer.status_code == 202, answer.text
        self.keeper.settle()
        work: dict[str, Any] = self.get(f"/api/works/{answer.json()['id']}")
        return work


def told(answer: Any) -> tuple[int, str]:
    """Return the status and the words of a refusal, which has nothing else in it."""
    assert answer.headers["content-type"] == "application/json"
    (words,) = answer.json().values()
    assert list(answer.json()) == ["detail"]
    assert isinstance(words, str)
    return answer.status_code, words


@contextmanager
def serving(record: Path, settings: Settings = SETTINGS, **options: Any) -> Iterator[Served]:
    """Serve a record file until the block ends."""
    pages = record.parent / "pages"
    pages.mkdir(exist_ok=True)
    (pages / "index.html").write_text("<!doctype html><title>shell</title>", encoding="utf-8")
    (pages / "app.js").write_text("export {};", encoding="utf-8")
    keeper = Keeper(record, settings)
    try:
        keeper.start()
        yield Served(keeper, pages, **options)
    finally:
        keeper.close()


def a_record(path: Path, reports: Iterable[tuple[str, str, str]], published: str = "2021-05-03") -> Path:
    """Write a record file of reports, each given by its name, its outlet and its text."""
    lines = [json.dumps({"id": name, "outlet": outlet, "published": published, "text": text}) for name, outlet, text in reports]
    source = path.with_suffix(".jsonl")
    source.write_text("\n".join(lines), encoding="utf-8")
    with Monitor.open(path, settings=SETTINGS) as monitor:
        monitor.add(source)
    return path


TOLLS = (
    ("herald", "Herald", "Warplanes bombed a market in Lomar on Sunday and killed 40 people, the Orun Peace Watch said."),
    ("echo", "Echo", "Warplanes bombed the market in Lomar on Sunday and killed 12 people, the governor of Lomar said."),
    ("times", "Times", "OPW said that shells fell on Tavan on Sunday and wounded a woman."),
    ("post", "Post", "OPW said that a mine blast near Samar on Saturday wounded a boy."),
)
"""Two reports of one strike that give two tolls, and two of other things."""
