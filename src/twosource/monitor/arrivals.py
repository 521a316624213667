"""Paths in, reports as they arrived out: each a Document, or the reason why there is none.

Folders are walked in sorted order, `-` is standard input. A file that cannot be opened and a format that fails on it are reasons
too: the other files go on. What comes out is taken one by one, so ten thousand reports need no more memory than one.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from io import BufferedReader, BytesIO
from pathlib import Path
from typing import Any, BinaryIO, cast

from twosource.errors import TwosourceError, UnreadableReport, UsageError
from twosource.monitor.stages import Stages
from twosource.nouns import Document, Page
from twosource.running import in_words
from twosource.store.tape import Tape


@dataclass(frozen=True, slots=True)
class Sent:
    """A report that came otherwise than as a file of this machine (typed, dropped on a page): a name for it and its bytes."""

    name: str
    raw: bytes


Paths = str | Path | Iterable[str | Path | Sent]
_HEAD = 4096  # bytes of standard input from which its format may be told


@dataclass(frozen=True, slots=True)
class Arrival:
    """A report as it came in. `raw` are its bytes, where they are known and to be kept."""

    origin: str
    document: Document | None = None
    reason: str = ""
    raw: bytes | None = None


@dataclass(frozen=True, slots=True)
class Arriving:
    """What is the same for all the reports of one call: the stages, what the caller says of them, when they came."""

    stages: Stages
    received: datetime
    outlet: str | None = None
    published: str | None = None
    keep_raw: bool = False

    def all_of(self, files: Iterable[str | Sent]) -> Iterator[Arrival]:
        """Yield every report of these files."""
        for one in files:
            name = one.name if isinstance(one, Sent) else one
            try:
                yield from self._pages(BytesIO(one.raw), name, one.raw[:_HEAD]) if isinstance(one, Sent) else self._of(name)
            except UnreadableReport as error:
                yield Arrival(error.origin, reason=error.reason)
            except TwosourceError:
                raise  # the call or the installation is wrong, and so it is for every file
            except OSError as error:
                yield Arrival(name, reason=f"it cannot be opened ({error.strerror}); check the file and its permissions")
            except Exception as error:  # noqa: BLE001 - whatever one file sets off in a format, the others go on
                yield Arrival(name, reason=in_words(error, "its format"))

    def _of(self, name: str) -> Iterator[Arrival]:
        if name == "-":
            stdin = BufferedReader(cast("Any", sys.stdin.buffer))
            try:
                yield from self._pages(stdin, name, stdin.peek(_HEAD)[:_HEAD])
            finally:
                stdin.detach()  # else it is closed with its reader
            return
        with Path(name).open("rb") as stream:
            yield from self._pages(stream, name, None)

    def _pages(self, stream: BinaryIO, name: str, head: bytes | None) -> Iterator[Arrival]:
        tape = Tape(stream) if self.keep_raw else None
        for page in self.stages.format_for(name, head).pages(tape or stream, name):
            digest = None if isinstance(page, UnreadableReport) else page.raw
            yield self._arrival(page, tape.cut(digest) if tape else None)

    def _arrival(self, page: Page | UnreadableReport, raw: bytes | None) -> Arrival:
        if isinstance(page, UnreadableReport):
            return Arrival(page.origin, reason=page.reason, raw=raw)
        try:
            day = self.received.astimezone().date()
            document = self.stages.freeze(page, outlet=self.outlet, published=self.published, received=day)
        except UnreadableReport as error:
            return Arrival(page.origin, reason=error.reason, raw=raw)
        return Arrival(page.origin, document, raw=raw)


def files_of(paths: Paths) -> Iterator[str | Sent]:
    """Return the files that paths name, the files of a folder in sorted order; UsageError where a path does not exist."""
    listed = [paths] if isinstance(paths, str | Path) else paths
    given = [path if isinstance(path, Sent) else str(path) for path in listed]
    missing = [path for path in given if isinstance(path, str) and path != "-" and not Path(path).exists()]
    if missing:
        raise UsageError(f"{', '.join(missing)}: there is no such file or folder; check the path")
    return (name for path in given for name in ((path,) if isinstance(path, Sent) else _walk(path)))


def _walk(path: str) -> Iterator[str]:
    """Yield a file, or the files below a folder but for hidden ones."""
    if path == "-" or not Path(path).is_dir():
        yield path
        return
    for one in sorted(Path(path).rglob("*")):
        if one.is_file() and not any(part.startswith(".") for part in one.relative_to(path).parts):
            yield str(one)
