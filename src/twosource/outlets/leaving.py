"""How the command line ends: what could not be read, what went wrong, and the exit status.

    0    everything was read
    1    some reports could not be read; each is named with the reason, the others went on
    2    the call itself was wrong, or a file it needs is not as it should be
    70   a fault of this program
    130  stopped by Ctrl-C
    141  the reader of a pipe went away

An error of ours never shows a traceback; a fault does where TWOSOURCE_DEBUG is set.
"""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import typer

from twosource.errors import TwosourceError, UnreadableReport
from twosource.outlets.screen import Screen, leave_quietly, standard_screen

if TYPE_CHECKING:
    from twosource.nouns import Reading

SOME_UNREAD, WRONG_CALL, OUR_FAULT, STOPPED = 1, 2, 70, 130


def kept(found: Iterable[Reading | UnreadableReport], unread: list[UnreadableReport]) -> Iterator[Reading]:
    """Yield the readings and put aside what could not be read, naming it at once; that there is nothing is said too."""
    screen = standard_screen()
    one: Reading | UnreadableReport | None = None
    for one in found:
        if isinstance(one, UnreadableReport):
            unread.append(one)
            screen.problem(f"not read: {one}")
        else:
            yield one
    if one is None:
        screen.problem("no report was found there; give files, or folders that hold some (hidden files are passed over)")


@contextmanager
def counted(screen: Screen) -> Iterator[list[UnreadableReport]]:
    """Give the list of what could not be read; if it is not empty at the end, the exit status says so."""
    unread: list[UnreadableReport] = []
    yield unread
    if unread:
        count = len(unread)
        screen.problem(f"{count} report{'' if count == 1 else 's'} could not be read")
        raise typer.Exit(SOME_UNREAD)


def run(app: typer.Typer) -> NoReturn:
    """Run the command line and leave with one of the statuses above."""
    screen = standard_screen()
    try:
        status = app(prog_name="twosource", standalone_mode=False)
        sys.stdout.flush()
    except BrokenPipeError:
        leave_quietly()
    except UnreadableReport as error:
        status = _said(screen, f"not read: {error}", SOME_UNREAD)
    except TwosourceError as error:
        status = _said(screen, str(error), WRONG_CALL)
    except typer.Abort:
        status = STOPPED
    except Exception as error:  # noqa: BLE001  (whatever it is, its owner is told in one line)
        status = _failed(screen, error)
    if status == STOPPED:
        screen.problem("stopped")
    sys.exit(status if isinstance(status, int) else 0)


def _said(screen: Screen, words: str, status: int) -> int:
    screen.problem(words)
    return status


def _failed(screen: Screen, error: Exception) -> int:
    """Tell of a wrong call in Typer's words, of anything else as a fault of ours, with the way to report it."""
    if hasattr(error, "exit_code") and hasattr(error, "show"):
        error.show()
        return int(error.exit_code)
    if os.environ.get("TWOSOURCE_DEBUG"):
        raise error
    where = traceback.extract_tb(error.__traceback__)[-1]
    place = f"{Path(where.filename).name}:{where.lineno}"
    screen.problem(
        f"a fault of this program: {type(error).__name__}: {error} ({place}); please report this line with the command "
        "you gave; TWOSOURCE_DEBUG=1 shows where it happened"
    )
    return OUR_FAULT
