"""The reference of the command line, written from its own help, so that the two cannot differ.

In: the live commands. Out: Markdown. `python -m twosource.outlets.reference docs/command-line.md` writes it; a test
compares the page with the program.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import typer

from twosource.outlets import leaving
from twosource.outlets.cli import app

WIDTH = 88
"""Columns of the help on the page."""

OPENING = """\
Written from the program by `python -m twosource.outlets.reference docs/command-line.md`.

Every command writes what was asked for to standard output, and everything else to standard error. In a pipe the output is
plain text without colours; `NO_COLOR` takes them from a terminal too. `-` is standard input.

Exit status:"""


def reference() -> str:
    """Return the whole reference as Markdown."""
    statuses = (leaving.__doc__ or "").split("\n\n")[1]
    parts = ["# The command line", OPENING, f"```\n{statuses}\n```"]
    parts += [f"## {title}\n\n```\n{text}\n```" for title, text in _helps()]
    return "\n\n".join(parts) + "\n"


def _helps() -> Iterator[tuple[str, str]]:
    """Yield the title and the help of the program and of each command."""
    program = typer.main.get_command(app)
    context = program.make_context("twosource", [], resilient_parsing=True, terminal_width=WIDTH)
    yield "twosource", program.get_help(context)
    for name in program.list_commands(context):  # type: ignore[attr-defined]
        command = program.get_command(context, name)  # type: ignore[attr-defined]
        within = command.make_context(name, [], parent=context, resilient_parsing=True, terminal_width=WIDTH)
        yield f"twosource {name}", command.get_help(within)


if __name__ == "__main__":
    os.environ.pop("TWOSOURCE_RECORD", None)
    Path(sys.argv[1]).write_text(reference(), encoding="utf-8")
