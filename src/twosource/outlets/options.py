"""The arguments and options of the command line, each with its meaning in one place, so that it is the same on every command."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated

import typer

DEFAULT_RECORD = "twosource.db"
"""The record file where neither the call nor TWOSOURCE_RECORD names one."""


def _day(given: str | None) -> str | None:
    """Return a day given on the command line, or say what a day looks like."""
    try:
        return None if given is None else date.fromisoformat(given).isoformat()
    except ValueError:
        raise typer.BadParameter(f"{given!r} is no day; write it as 2031-05-04") from None


Paths = Annotated[
    list[str],
    typer.Argument(metavar="PATH", help="Files or folders of reports; - is standard input.", show_default=False),
]
SomePaths = Annotated[
    list[str] | None,
    typer.Argument(metavar="PATH", help="Files or folders of reports; - is standard input.", show_default=False),
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
    str | None,
    typer.Option(metavar="DAY", help="Only what had reached the record by the end of this day or by this moment, in UTC."),
]
PlaceName = Annotated[str | None, typer.Option(metavar="NAME", help="Only this place and what lies in it.")]
Id = Annotated[str, typer.Argument(metavar="ID", help="The id of a finding or a claim, as a page or --json shows it.")]


class Withheld(StrEnum):
    """What `export` may withhold."""

    names = "names"
    sources = "sources"
    texts = "texts"


Coarsen = Annotated[
    str | None,
    typer.Option(
        metavar="TO", help="Tell places no finer than town, district, province, country, or so many kilometres; drop finer names."
    ),
]
Withhold = Annotated[
    list[Withheld] | None,
    typer.Option(
        metavar="WHAT",
        help="Leave out names (persons and victims), sources (witnesses and the anonymous) or texts (the reports' own words); "
        "may be given several times.",
    ),
]
OneIncident = Annotated[str | None, typer.Option(metavar="ID", help="Only this incident, with the reports that tell it.")]


class Adding(StrEnum):
    """What `gazetteer` does."""

    add = "add"
    list = "list"
    remove = "remove"


class Review(StrEnum):
    """What a reviewer may do."""

    queue = "queue"
    accept = "accept"
    correct = "correct"
    reject = "reject"
    aliases = "aliases"
    teach = "teach"


class Verdict(StrEnum):
    """What a person may judge of two things."""

    same = "same"
    different = "different"
    undecided = "undecided"
