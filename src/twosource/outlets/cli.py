"""The command line: the verbs of Monitor and Situation, each a thin twin under the same name with the same options.

In: arguments. Out: pages or JSON on standard output; progress, remarks and problems on standard error; an exit status
that `leaving` explains. Nothing heavy is imported here, because `twosource --help` must answer at once: each command imports
what it needs when it runs. Only this module, `leaving` and `screen` print.
"""

# The imports inside the commands are what makes --help quick; a command's arguments are positional for Typer alone; the
# \b in a docstring is Click's mark for lines that are not to be rewrapped.
# ruff: noqa: PLC0415, D301

from __future__ import annotations

import sys
from contextlib import nullcontext
from typing import TYPE_CHECKING, Annotated, Literal, cast

import typer

from twosource.errors import UsageError
from twosource.outlets import leaving
from twosource.outlets.files import record_file
from twosource.outlets.options import (
    DEFAULT_RECORD,
    Adding,
    AsJson,
    At,
    Coarsen,
    Id,
    KnownBy,
    MaybeRecordFile,
    OneIncident,
    Outlet,
    Paths,
    PlaceName,
    Published,
    Quiet,
    ReaderName,
    RecordFile,
    Review,
    SomePaths,
    Verdict,
    Withhold,
)
from twosource.outlets.screen import Screen, standard_screen

if TYPE_CHECKING:
    from twosource.nouns import Record

DERIVING = "deriving the record"

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
    """Read several reports into one sourced record and show it.

    It says what happened, where the accounts differ, the figures side by side, who holds what, and who says so.

    \b
    Example:
      twosource report monday.txt tuesday.txt
      twosource report --record war.db --json
    """
    if bool(paths) == bool(record):
        raise UsageError("report: give reports to read, or a record file with --record; one of the two")
    from twosource import monitor

    screen = standard_screen(quiet=quiet)
    with leaving.counted(screen) as unread:
        if record:
            with record_file(record) as opened:
                found = opened.record()
        else:
            readings = monitor.read_paths(paths or (), outlet=outlet, published=published, reader=reader)
            found = monitor.report(screen.watched(leaving.kept(readings, unread), "reading"))
        _show(screen, found, "The record", as_json=as_json)


@app.command()
def read(
    paths: Paths,
    outlet: Outlet = None,
    published: Published = None,
    reader: ReaderName = None,
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """Read each report by itself and show what is in it.

    \b
    Example:
      twosource read monday.txt
      twosource read wires.jsonl --json > readings.jsonl
    """
    from twosource import monitor
    from twosource.outlets.overview import overview_of
    from twosource.wire import reading_to_json

    screen = standard_screen(quiet=quiet or sys.stdout.isatty())
    with leaving.counted(screen) as unread:
        found = monitor.read_paths(paths, outlet=outlet, published=published, reader=reader)
        for reading in screen.watched(leaving.kept(found, unread), "reading"):
            if as_json:
                screen.json(reading_to_json(reading))
                for note in reading.document.notes:  # the shape has no field for them, and they must not be lost
                    screen.remark(f"{reading.document.origin}: {note}")
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
    """Add reports to a record file.

    The file is made if it is not there, and its record is derived anew; a report that is in it already changes nothing.

    \b
    Example:
      twosource add reports/ --record war.db
    """
    screen = standard_screen(quiet=quiet)
    with leaving.counted(screen) as unread, record_file(record, create=True) as opened:
        try:
            work = opened.reading(paths, outlet=outlet, published=published, reader=reader)
            count = sum(1 for _ in screen.watched(leaving.kept(work, unread), "adding"))
        except KeyboardInterrupt:
            screen.problem(f"what was read is safe in {record}, and the same command goes on from there")
            raise
        with screen.waiting(DERIVING):
            found = opened.derive()
        screen.remark(f"{record}: {count} read, {_contents(found)}")


@app.command()
def link(record: RecordFile = DEFAULT_RECORD, quiet: Quiet = False) -> None:
    """Compare the reports of a record file with each other.

    What is one thing across them is found anew, and the judgements on it are kept with their evidence.

    \b
    Example:
      twosource link --record war.db
    """
    screen = standard_screen(quiet=quiet)
    with record_file(record) as opened:
        with screen.waiting("comparing reports"):
            links, found = opened.link(), opened.record()
        screen.remark(f"{record}: {len(links.judgements)} judgements; {_contents(found)}")


@app.command()
def situation(
    record: RecordFile = DEFAULT_RECORD,
    at: At = None,
    known_by: KnownBy = None,
    place: PlaceName = None,
    as_json: AsJson = False,
) -> None:
    """Show the record at a moment, as known by a moment.

    \b
    Example:
      twosource situation --record war.db --at 2031-05-04 --known-by 2031-05-06 --place Oru
    """
    from twosource.outlets.view import view_of

    screen = standard_screen()
    with record_file(record) as opened, screen.waiting(DERIVING):
        seen = view_of(opened.situation(at=at, known_by=known_by), place)
    moments = (f"at {at}" if at else "", f"as known by {known_by}" if known_by else "", place or "")
    _show(screen, seen, " ".join(["The situation", *filter(None, moments)]), as_json=as_json)


@app.command()
def reach(
    start: Annotated[str, typer.Argument(metavar="FROM", help="A place that a side holds.")],
    end: Annotated[str, typer.Argument(metavar="TO", help="The place to reach.")],
    record: RecordFile = DEFAULT_RECORD,
    at: At = None,
    known_by: KnownBy = None,
    as_json: AsJson = False,
) -> None:
    """Tell whether who holds one place can still reach another by road.

    The way leads over places that are held, and what cuts it is named. Where the network or the record does not know, it says so.

    \b
    Example:
      twosource reach Tavan Oru --record war.db --at 2031-05-04
    """
    from twosource import settings
    from twosource.geography.roads import open_roads
    from twosource.outlets import reaching

    screen = standard_screen()
    with record_file(record) as opened, screen.waiting(DERIVING):
        found = opened.situation(at=at, known_by=known_by).reach(start, end, open_roads(settings.load().roads))
    if as_json:
        screen.json(reaching.to_json(found), indent=1)
    else:
        screen.page(reaching.page_of(found))


@app.command()
def figures(
    record: RecordFile = DEFAULT_RECORD, at: At = None, known_by: KnownBy = None, place: PlaceName = None, as_json: AsJson = False
) -> None:
    """Show the figures of a record file side by side.

    \b
    Example:
      twosource figures --record war.db --place Oru
    """
    from twosource.outlets import counting
    from twosource.outlets.view import view_of
    from twosource.outlets.voices import voices_of

    screen = standard_screen()
    with record_file(record) as opened, screen.waiting(DERIVING):
        seen = view_of(opened.situation(at=at, known_by=known_by), place)
    if as_json:
        from twosource.record.shape import record_to_json

        screen.json(record_to_json(seen)["figures"], indent=1)
    else:
        screen.page(counting.figures(seen, voices_of(seen)))


@app.command()
def compare(
    reports: Annotated[list[str], typer.Argument(metavar="REPORT", help="Files, or with --record ids of reports; two or more.")],
    record: MaybeRecordFile = None,
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """Lay reports side by side, claim by claim.

    It shows where they differ and how, what they tell alike, and what only one of them tells.

    \b
    Example:
      twosource compare monday.txt tuesday.txt
      twosource compare 0061da969b8e9ebf 1a49d6fb53580021 --record war.db
    """
    from twosource import monitor
    from twosource.outlets import comparing
    from twosource.outlets.voices import voices_of
    from twosource.record import Situation

    screen = standard_screen(quiet=quiet)
    with leaving.counted(screen) as unread:
        if record:
            with record_file(record) as opened:
                situation, documents = opened.situation(), list(reports)
        else:
            readings = monitor.read_paths(reports)
            found = monitor.report(screen.watched(leaving.kept(readings, unread), "reading"))
            situation, documents = Situation(found), list(voices_of(found).numbers)
        rows = situation.compare(documents)
        if as_json:
            screen.json(comparing.to_json(documents, rows), indent=1)
        else:
            voices = voices_of(situation.record)
            screen.page(comparing.side_by_side(rows, voices))


@app.command()
def serve(
    record: RecordFile = DEFAULT_RECORD,
    host: Annotated[
        str, typer.Option(metavar="ADDRESS", help="Where to listen; any other address than this machine's own needs a token.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(metavar="NUMBER", min=0, max=65535, help="The port; 0 takes a free one.")] = 8420,
    open_browser: Annotated[bool, typer.Option("--open", help="Open the pages in a browser.")] = False,
    quiet: Quiet = False,
) -> None:
    """Show a record file as pages in a browser, on this machine only.

    The record is read, compared, mapped and reviewed there, and reports can be added. Ctrl-C stops it.

    \b
    Example:
      twosource serve --record war.db --open
    """
    from twosource import settings
    from twosource.outlets import web

    screen = standard_screen(quiet=quiet)

    def opened(address: str) -> None:
        screen.write(f"{address}\n")
        screen.remark("Ctrl-C stops it; what people decide on the pages is kept in the record file at once")
        if open_browser:
            typer.launch(address)

    screen.remark(f"{record}: opening")
    web.serve(record, settings.load(), host=host, port=port, opened=opened)


@app.command()
def explain(id: Id, paths: SomePaths = None, record: MaybeRecordFile = None, as_json: AsJson = False) -> None:  # noqa: A002
    """Follow a finding down to the words it rests on.

    The way leads over judgements, claims and speakers.

    \b
    Example:
      twosource explain 3f2a9c0d1e4b5a67 --record war.db
      twosource explain 3f2a9c0d1e4b5a67 monday.txt tuesday.txt
    """
    if paths and record:
        raise UsageError("explain: give the reports, or a record file with --record, not both")
    from twosource import monitor
    from twosource.outlets.explain import explanation_of, explanation_to_json
    from twosource.record import explain as why

    screen = standard_screen()
    with leaving.counted(screen) as unread:
        if paths:
            seen = monitor.report(leaving.kept(monitor.read_paths(paths), unread))
        else:
            with record_file(record or DEFAULT_RECORD) as opened:
                seen = opened.record()
        found = why(seen, id)
        if as_json:
            screen.json(explanation_to_json(found), indent=1)
        else:
            screen.page(explanation_of(found, {one.document.id: one for one in seen.readings}))


@app.command()
def judge(
    verdict: Annotated[Verdict, typer.Argument(metavar="VERDICT", help="same, different or undecided.")],
    left: Annotated[str, typer.Argument(metavar="A", help="The id of a finding, or of a claim as DOCUMENT:CLAIM.")],
    right: Annotated[str, typer.Argument(metavar="B", help="The id of the other one.")],
    why: Annotated[str, typer.Option(metavar="WORDS", help="Your reason, which is kept with the judgement.")],
    judge: Annotated[str | None, typer.Option(metavar="NAME", help="Who judges; the setting `judge` if left out.")] = None,
    record: RecordFile = DEFAULT_RECORD,
    quiet: Quiet = False,
) -> None:
    """Judge two things the same, different or undecided.

    Your judgement outranks the machine's and is kept with your reason. A finding stands for its first claim.

    \b
    Example:
      twosource judge different 3f2a9c0d1e4b5a67 77b0c1d2e3f40516 --why "two days apart" --record war.db
    """
    from twosource.outlets.view import claim_named

    screen = standard_screen(quiet=quiet)
    with record_file(record) as opened:
        known = opened.record()
        made = opened.judge(claim_named(known, left), claim_named(known, right), verdict.value, judge=judge, why=why)
    screen.remark(f"{made.id}: {left} and {right} are judged {made.verdict}")


@app.command()
def review(
    what: Annotated[
        Review, typer.Argument(metavar="WHAT", help="queue, accept, correct, reject, aliases or teach.", show_default=True)
    ] = Review.queue,
    id: Annotated[str | None, typer.Argument(metavar="ID", help="A claim as DOCUMENT:CLAIM, a finding, or an alias.")] = None,  # noqa: A002
    field: Annotated[str | None, typer.Argument(metavar="FIELD", help="The field to correct.")] = None,
    value: Annotated[str | None, typer.Argument(metavar="VALUE", help="Its right value.")] = None,
    why: Annotated[str | None, typer.Option(metavar="WORDS", help="Your reason, which is kept.")] = None,
    judge: Annotated[str | None, typer.Option(metavar="NAME", help="Who reviews; the setting `judge` if left out.")] = None,
    record: RecordFile = DEFAULT_RECORD,
    most: Annotated[int, typer.Option(metavar="N", help="How many cells to show.")] = 12,
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """Show what matters most and differs most; accept, correct or reject it.

    The machine's value stays beside yours. A finding stands for its first claim. `aliases` lists other names that decisions have
    taught, with what each would join; `teach` joins it.

    \b
    Example:
      twosource review --record war.db
      twosource review correct 3f2a9c0d1e4b5a67:F12-20 high 14 --why "the hospital's list" --record war.db
      twosource review reject 3f2a9c0d1e4b5a67:E40-48 --why "a drill" --record war.db
    """
    from twosource.outlets import reviewing
    from twosource.outlets.view import claim_named
    from twosource.outlets.voices import voices_of
    from twosource.record import aliases_of, queue

    screen = standard_screen(quiet=quiet)
    with record_file(record) as opened:
        if what is Review.queue or what is Review.aliases:
            seen = opened.record()
            if as_json:
                screen.json(reviewing.to_json(queue(seen)[:most], aliases_of(seen)), indent=1)
            elif what is Review.aliases:
                screen.page(reviewing.aliases(aliases_of(seen), voices_of(seen)))
            else:
                screen.page(reviewing.queue(queue(seen), most, voices_of(seen), seen.corrections))
            return
        if id is None or not why:
            raise UsageError(f"review {what.value}: give the id and, with --why, your reason")
        if what is Review.teach:
            made = opened.teach(id, judge=judge, why=why)
            screen.remark(f"{id}: {len(made)} joined by it")
            return
        ref = claim_named(opened.record(), id)
        verdict = cast(
            "Literal['accept', 'correct', 'reject']", what.value
        )  # the others have returned, which mypy sees of `what`
        kept = opened.correct(ref, verdict, field=field, value=value, judge=judge, why=why)
    screen.remark(
        f"{kept.id}: {id} {'corrected' if field else what.value + 'ed'}{f', {field}: {kept.was} is {value}' if field else ''}"
    )


@app.command()
def export(
    name: Annotated[str | None, typer.Argument(metavar="NAME", help="Which export; --list shows them.")] = None,
    record: RecordFile = DEFAULT_RECORD,
    out: Annotated[
        str,
        typer.Option(
            "--out", "-o", metavar="FILE", help="The file to write, or a folder for an export of several; - is standard output."
        ),
    ] = "-",
    at: At = None,
    known_by: KnownBy = None,
    place: PlaceName = None,
    incident: OneIncident = None,
    coarsen: Coarsen = None,
    withhold: Withhold = None,
    listed: Annotated[bool, typer.Option("--list", help="List the exports that are installed.")] = False,
    quiet: Quiet = False,
) -> None:
    """Write a record file as tables, a map, a graph, annotations or a dossier.

    What is coarsened or withheld is gone before anything is written, and the file says so. An export of several files goes to a
    folder, or to one .zip file where the name ends so.

    \b
    Example:
      twosource export geojson --record war.db -o war.geojson
      twosource export acled_like --record war.db -o war-acled --coarsen district --withhold names
      twosource export dossier --record war.db --incident I3f2a9c0d -o dossier.html
    """
    from twosource import plugins
    from twosource.outlets import catalogue
    from twosource.outlets.files import write_export
    from twosource.outlets.view import view_of
    from twosource.record import Withholding, kilometres

    screen = standard_screen(quiet=quiet)
    known = plugins.exports()
    if listed or name is None:
        screen.page(catalogue.exports_of(known))
        return
    if name not in known:
        raise UsageError(f"export: there is none named {name!r}; choose one of {', '.join(known)}")
    rule = Withholding(kilometres(coarsen) if coarsen else None, **{one.value: True for one in withhold or ()})
    with record_file(record) as opened, screen.waiting(DERIVING):
        seen = opened.situation(at=at, known_by=known_by)
        seen = seen.over(view_of(seen, place)) if place else seen
        seen = seen.withheld(rule) if rule.notices else seen  # before narrowing: another report may tell that a word is a name
    with nullcontext() if out == "-" else screen.waiting(f"writing {name}"):
        write_export(known[name], seen.about(incident) if incident else seen, out)
    if out != "-":
        screen.remark(f"wrote {out}")


@app.command()
def gazetteer(
    what: Annotated[Adding, typer.Argument(metavar="WHAT", help="add, list or remove.")] = Adding.list,
    given: Annotated[str | None, typer.Argument(metavar="FILE", help="The file to add, or the name to remove.")] = None,
    as_json: AsJson = False,
    quiet: Quiet = False,
) -> None:
    """Add places of your own: a GeoNames dump, alternate names, OCHA p-codes, borders.

    What is added is asked together with the gazetteer that ships. A file with a broken line adds nothing, and the line is named.

    \b
    Example:
      twosource gazetteer add SY.zip
      twosource gazetteer list
      twosource gazetteer remove SY
    """
    from pathlib import Path

    from twosource import settings
    from twosource.geography import adding, borders

    screen, cache = standard_screen(quiet=quiet), settings.load().cache
    if what is not Adding.list and given is None:
        raise UsageError(
            f"gazetteer {what}: name the file to add, or what to remove; `twosource gazetteer list` shows what was added"
        )
    if what is Adding.add and given is not None:
        with screen.progress(f"reading {given}") as done:
            found = adding.add(Path(given), cache, done)
        screen.remark(f"{found.name}: {found.count:,} of {found.sort} added, {found.passed_over:,} passed over")
    elif what is Adding.remove and given is not None:
        adding.remove(given, cache)
        screen.remark(f"{given}: removed")
    names = [path.stem.rpartition("-")[0] for path in (*adding.added(cache), *borders.added(adding.added_folder(cache)))]
    if as_json:
        screen.json(names)
    elif what is Adding.list:
        screen.write("".join(f"{name}\n" for name in names))


@app.command()
def vocabulary(as_json: AsJson = False) -> None:
    """List event types, figures, languages, formats, exports.

    \b
    Example:
      twosource vocabulary
      twosource vocabulary --json
    """
    from twosource import plugins
    from twosource.outlets import catalogue
    from twosource.vocabulary import load

    screen = standard_screen()
    if as_json:
        screen.json(catalogue.to_json(load(), plugins.formats(), plugins.exports()), indent=1)
    else:
        screen.page(catalogue.page_of(load(), plugins.formats(), plugins.exports()))


def _show_version(given: bool) -> None:
    if given:
        from twosource import __version__

        standard_screen().write(f"twosource {__version__}\n")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and stop.")
    ] = False,
) -> None:
    """Take the options that stand before a command."""


def _show(screen: Screen, record: Record, title: str, *, as_json: bool) -> None:
    """Show a record as JSON for programs or as a page for people."""
    if as_json:
        from twosource.record.shape import record_to_json

        screen.json(record_to_json(record), indent=1)
    else:
        from twosource.outlets.report import page_of

        screen.page(page_of(record, title))


def _contents(record: Record) -> str:
    return f"{len(record.readings)} reports, {len(record.incidents)} incidents, {len(record.figures)} figures"


def main() -> None:
    """Run the command line and leave with the exit status that `leaving` lists."""
    leaving.run(app)
