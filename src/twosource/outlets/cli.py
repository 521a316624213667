"""The command line: the verbs of Monitor and Situation, each a thin twin under the same name with the same options.

In: arguments. Out: pages or JSON on standard output; progress, remarks and problems on standard error; an exit status:

    0    everything was read
    1    some reports could not be read; each is named with the reason, the others went on
    2    the call itself was wrong
    70   a fault of this program
    130  stopped by Ctrl-C
    141  the reader of a pipe went away

Nothing heavy is imported here: `twosource --help` must answer at once (benchmarks: `python benchmarks/start.py`), so each
command imports what it needs when it runs. Only this module and `screen` print.
"""

# ruff: noqa: PLC0415  (the imports inside the commands are what makes --help quick)

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from twosource.errors import TwosourceError, UnreadableReport, UsageError
from twosource.outlets.screen import CLOSED_PIPE, Screen, leave_quietly, standard_screen

if TYPE_CHECKING:
    from twosource.monitor import Monitor
    from twosource.nouns import Reading

SOME_UNREAD, WRONG_CALL, OUR_FAULT, STOPPED = 1, 2, 70, 130

app = typer.Typer(
    name="twosource",
    help="A war monitor that knows who says so: reports about an armed conflict in, one sourced record out.\n\n"
    "\b\nExample:\n  twosource report monday.txt tuesday.html wires.jsonl",
    epilog="Exit status: 0 everything was read, 1 some reports could not be read (named on standard error), 2 the call "
    "was wrong. No command uses the network.",
    rich_markup_mode=None,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _day(given: str | None) -> str | None:
    """Return a day given on the command line, or say what a day looks like."""
    try:
        return None if given is None else date.fromisoformat(given).isoformat()
    except ValueError:
        raise typer.BadParameter(f"{given!r} is no day; write it as 2031-05-04") from None


Paths = Annotated[
    list[str],
    typer.Argument(metavar="PATH...", help="Files or folders of reports; - is standard input.", show_default=False),
]
SomePaths = Annotated[
    list[str] | None,
    typer.Argument(metavar="[PATH]...", help="Files or folders of reports; - is standard input.", show_default=False),
]
Outlet = Annotated[str | None, typer.Option(metavar="NAME", help="Who published the reports, where they do not say.")]
Published = Annotated[
    str | None,
    typer.Option(metavar="DAY", callback=_day, help="The day of publication (2031-05-04), where the reports do not say."),
]
RecordFile = Annotated[
    str, typer.Option("--record", metavar="FILE", envvar="TWOSOURCE_RECORD", help="The record file.", show_default=True)
]
MaybeRecordFile = Annotated[
    str | None, typer.Option("--record", metavar="FILE", help="A record file, in place of reports.", show_default=False)
]
ReaderName = Annotated[
    str | None, typer.Option("--reader", metavar="NAME", help="Which reader reads; `twosource vocabulary` lists them.")
]
AsJson = Annotated[bool, typer.Option("--json", help="JSON for programs in place of a page for people.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="No progress and no remarks; problems are still named.")]
At = Annotated[
    str | None, typer.Option(metavar="DAY", callback=_day, help="The moment in the world (2031-05-04); now if left out.")
]
KnownBy = Annotated[
    str | None, typer.Option(metavar="DAY", callback=_day, help="Only what had reached the record by the end of this day.")
]
PlaceName = Annotated[str | None, typer.Option(metavar="NAME", help="Only this place and what lies in it.")]
Id = Annotated[str, typer.Argument(metavar="ID", help="The id of a finding or a claim, as a page or --json shows it.")]

DEFAULT_RECORD = "twosource.db"


@app.command()
def report(
    paths: SomePaths = None,
    outlet: Outlet = None,
    published: Published = None,
    record: MaybeRecordFile = None,
    reader: ReaderName = None,
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    r"""Read several reports and write one sourced record: what happened, where accounts differ, the figures, who says so.

    \b
    Example:
      twosource report monday.txt tuesday.txt
      twosource report --record war.db --json
    """
    from twosource import monitor
    from twosource.outlets.report import page_of
    from twosource.record.shape import record_to_json

    screen = standard_screen(quiet=quiet)
    if bool(paths) == bool(record):
        raise UsageError("report: give reports to read, or a record file with --record; one of the two")
    with _counted(screen) as unread:
        if record:
            with _monitor(record) as opened:
                found = opened.record()
        else:
            kept = _kept(monitor.read_paths(paths or (), outlet=outlet, published=published, reader=reader), unread)
            found = monitor.report(screen.watched(kept, "reading"))
        if as_json:
            screen.json(record_to_json(found), indent=1)
        else:
            screen.page(page_of(found))


@app.command()
def read(
    paths: Paths,
    outlet: Outlet = None,
    published: Published = None,
    reader: ReaderName = None,
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    r"""Read each report by itself and show what was found in it, with the words.

    \b
    Example:
      twosource read monday.txt
      twosource read wires.jsonl --json > readings.jsonl
    """
    from twosource import monitor
    from twosource.outlets.overview import overview_of
    from twosource.wire import reading_to_json

    screen = standard_screen(quiet=quiet or sys.stdout.isatty())
    with _counted(screen) as unread:
        found = monitor.read_paths(paths, outlet=outlet, published=published, reader=reader)
        for reading in screen.watched(_kept(found, unread), "reading"):
            if as_json:
                screen.json(reading_to_json(reading))
            else:
                screen.page(overview_of(reading))


@app.command()
def add(
    paths: Paths,
    record: RecordFile = DEFAULT_RECORD,
    outlet: Outlet = None,
    published: Published = None,
    reader: ReaderName = None,
    quiet: Quiet = False,
) -> None:
    r"""Add reports to a record file, which is made if it is not there; a report that is there already changes nothing.

    \b
    Example:
      twosource add reports/ --record war.db
    """
    screen = standard_screen(quiet=quiet)
    added = 0
    with _counted(screen) as unread, _monitor(record) as opened:
        try:
            work = opened.read(paths, outlet=outlet, published=published, reader=reader)
            for _ in screen.watched(_kept(work, unread), "adding"):
                added += 1
        except KeyboardInterrupt:
            screen.problem(f"stopped; what was read is safe in {record}, and the same command goes on from there")
            raise
    screen.remark(f"{added} reports are in {record}; link them with: twosource link --record {record}")


@app.command()
def link(record: RecordFile = DEFAULT_RECORD, quiet: Quiet = False) -> None:
    r"""Compare the reports of a record file and derive anew what happened, who holds what and how well it is supported.

    \b
    Example:
      twosource link --record war.db
    """
    screen = standard_screen(quiet=quiet)
    with _monitor(record) as opened:
        found = opened.derive()
    screen.remark(f"{record}: {len(found.readings)} reports, {len(found.incidents)} incidents, {len(found.figures)} figures")


@app.command()
def situation(
    record: RecordFile = DEFAULT_RECORD,
    at: At = None,
    known_by: KnownBy = None,
    place: PlaceName = None,
    as_json: AsJson = False,
) -> None:
    r"""Show the record at a moment in the world, as it was known by a moment.

    \b
    Example:
      twosource situation --record war.db --at 2031-05-04 --known-by 2031-05-06 --place Oru
    """
    from twosource.outlets.report import page_of
    from twosource.record.shape import record_to_json

    screen = standard_screen()
    with _monitor(record) as opened:
        seen = opened.situation(at=at, known_by=known_by, place=place).record
    if as_json:
        screen.json(record_to_json(seen), indent=1)
    else:
        moments = [f"at {at}" if at else "", f"as known by {known_by}" if known_by else "", place or ""]
        screen.page(page_of(seen, " ".join(["The situation", *filter(None, moments)])))


@app.command()
def figures(
    record: RecordFile = DEFAULT_RECORD, at: At = None, known_by: KnownBy = None, place: PlaceName = None, as_json: AsJson = False
) -> None:
    r"""Show the figures of a record file, side by side as they are said.

    \b
    Example:
      twosource figures --record war.db --place Oru
    """
    from twosource.outlets import ledger
    from twosource.outlets.voices import voices_of
    from twosource.record.shape import record_to_json

    screen = standard_screen()
    with _monitor(record) as opened:
        seen = opened.situation(at=at, known_by=known_by, place=place).record
    if as_json:
        screen.json(record_to_json(seen)["figures"], indent=1)
    else:
        screen.page(ledger.figures(seen, voices_of(seen)))


@app.command()
def explain(id: Id, paths: SomePaths = None, record: MaybeRecordFile = None, as_json: AsJson = False) -> None:  # noqa: A002
    r"""Follow a finding down to the judgements, the claims, the speakers and the quoted words it rests on.

    \b
    Example:
      twosource explain 3f2a9c0d1e4b5a67 --record war.db
      twosource explain 3f2a9c0d1e4b5a67 monday.txt tuesday.txt
    """
    screen = standard_screen()
