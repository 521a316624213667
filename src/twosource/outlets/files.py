"""The files that commands open: a record, and the target of an export.

In: names as they were given. Out: open things that are closed again whatever happens.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from twosource.errors import UsageError

if TYPE_CHECKING:
    from twosource.monitor import Monitor


@contextmanager
def record_file(record: str, *, create: bool = False) -> Iterator[Monitor]:
    """Give the Monitor of a record file, opened for as long as it is used."""
    from twosource.monitor import Monitor  # noqa: PLC0415  (--help does not pay for it)

    with Monitor.open(record, create=create) as opened:
        yield opened


@contextmanager
def written(out: str) -> Iterator[BinaryIO]:
    """Give the stream of an export: standard output, or a file that only appears under its name when it is whole."""
    if out == "-":
        yield sys.stdout.buffer
        return
    target = Path(out)
    part = target.with_name(f".{target.name}.part")
    try:
        with part.open("wb") as stream:
            yield stream
        part.replace(target)
    except OSError as error:
        raise UsageError(f"{out}: cannot be written: {error.strerror}; choose another file with --out") from error
    finally:
        part.unlink(missing_ok=True)
