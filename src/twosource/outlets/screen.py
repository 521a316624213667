"""Where pages are shown: a terminal with colours, or a pipe with plain text. The one door to Rich besides Typer's own.

In: Lines, JSON objects, problems. Out: characters on standard output and standard error. Rich is imported only where a
terminal is there to show it, so a pipe pays nothing for it and never gets an escape sequence. NO_COLOR is respected.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Timer
from typing import Any, TextIO, TypeVar

from twosource.outlets.page import Laid, Style, inert, laid_out

WIDTH = 80
"""Columns of a page that goes into a pipe or a file; what a terminal shows is as wide as it is, up to WIDEST."""
WIDEST = 100
PATIENCE = 1.0
"""Seconds that work may take before a terminal shows that it goes on."""

CLOSED_PIPE = 141
"""The exit status where the reader of a pipe went away: what a shell reports of other programs then (128 + SIGPIPE)."""

LOOKS: dict[Style, str] = {
    "plain": "",
    "head": "bold",
    "strong": "bold",
    "quiet": "dim",
    "quote": "italic",
    "good": "green",
    "bad": "red",
    "warn": "yellow",
    "number": "cyan",
}

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Screen:
    """Standard output for what was asked for, standard error for what went wrong and for progress."""

    out: TextIO
    err: TextIO
    quiet: bool = False

    def page(self, lines: Iterable[Laid]) -> None:
        """Show a page: with styles on a terminal, as plain text elsewhere."""
        if self.out.isatty() and os.environ.get("TERM") != "dumb":
            self._styled(lines)
            return
        for row in laid_out(lines, WIDTH):
            self.write("".join(piece.text for piece in row).rstrip() + "\n")

    def json(self, given: Any, *, indent: int | None = None) -> None:
        """Show one JSON value and end the line."""
        self.write(json.dumps(given, ensure_ascii=False, indent=indent) + "\n")

    def write(self, text: str) -> None:
        """Write characters; a reader that has gone away ends the program without a word."""
        try:
            self.out.write(text)
        except BrokenPipeError:
            leave_quietly()

    def problem(self, words: str) -> None:
        """Say on standard error, in one line, what went wrong."""
        print(f"twosource: {inert(words)}", file=self.err)

    def remark(self, words: str) -> None:
        """Say on standard error what was done, unless quiet was asked for."""
        if not self.quiet:
            print(inert(words), file=self.err)

    @contextmanager
    def progress(self, doing: str) -> Iterator[Callable[[int], None]]:
        """Give a function that takes how many are done; a terminal shows a bar once the work turns out to be long."""
        if self.quiet or not self.err.isatty():
            yield lambda _: None
            return
        from rich.console import Console  # noqa: PLC0415  (only a terminal pays for it)
        from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn  # noqa: PLC0415

        columns = (TextColumn("{task.description}", markup=False), BarColumn(), TextColumn("{task.completed:,.0f}"))
        begun = time.monotonic()
        with Progress(*columns, TimeElapsedColumn(), console=Console(file=self.err), transient=True) as bar:
            task = bar.add_task(doing, total=None, visible=False)
            yield lambda done: bar.update(task, completed=done, visible=time.monotonic() - begun > PATIENCE)

    @contextmanager
    def waiting(self, doing: str) -> Iterator[None]:
        """Show on a terminal that work of unknown length goes on, once it turns out to be long."""
        if self.quiet or not self.err.isatty():
            yield
            return
        from rich.console import Console  # noqa: PLC0415  (only a terminal pays for it)
        from rich.markup import escape  # noqa: PLC0415
        from rich.status import Status  # noqa: PLC0415

        status = Status(f"{escape(doing)} …", console=Console(file=self.err))
        soon = Timer(PATIENCE, status.start)
        soon.daemon = True
        soon.start()
        try:
            yield
        finally:
            soon.cancel()
            soon.join()
            status.stop()

    def watched(self, work: Iterable[Item], doing: str) -> Iterator[Item]:
        """Yield every item of some work, with its progress."""
        with self.progress(doing) as done:
            for number, item in enumerate(work, 1):
                done(number)
                yield item

    def _styled(self, lines: Iterable[Laid]) -> None:
        from rich.console import Console  # noqa: PLC0415  (only a terminal pays for it)
        from rich.text import Text  # noqa: PLC0415

        width = min(shutil.get_terminal_size((WIDTH, 24)).columns, WIDEST)
        console = Console(file=self.out, highlight=False, markup=False, emoji=False, soft_wrap=True)
        for row in laid_out(lines, width):
            console.print(Text.assemble(*((piece.text, LOOKS[piece.style]) for piece in row)), soft_wrap=True)


def standard_screen(*, quiet: bool = False) -> Screen:
    """Return the screen of this process; a character that its encoding lacks is written as an escape, never an error."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    return Screen(sys.stdout, sys.stderr, quiet)


def leave_quietly() -> None:
    """End the program where nobody reads it any longer; what Python would still flush goes nowhere."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    raise SystemExit(CLOSED_PIPE)
