"""The files that commands open and write: a record, and the target of an export.

In: names as they were given. Out: open things that are closed again whatever happens.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from twosource.errors import UsageError
from twosource.plugins import write_to, write_to_path

if TYPE_CHECKING:
    from twosource.monitor import Monitor
    from twosource.plugins import Export
    from twosource.record import Situation


@contextmanager
def record_file(record: str, *, create: bool = False) -> Iterator[Monitor]:
    """Give the Monitor of a record file, opened for as long as it is used."""
    from twosource.monitor import Monitor  # noqa: PLC0415  (--help does not pay for it)

    with Monitor.open(record, create=create) as opened:
        yield opened


def write_export(export: Export, situation: Situation, out: str) -> None:
    """Write an export to standard output, to a file, or to a folder where it has several files. Raises UsageError."""
    if out == "-":
        write_to(export, situation, sys.stdout.buffer)
        return
    try:
        write_to_path(export, situation, out)
    except OSError as error:
        raise UsageError(f"{out}: cannot be written: {error.strerror}; choose another file with --out") from error
