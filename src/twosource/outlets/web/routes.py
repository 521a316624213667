"""The addresses of the web app: questions to the record, and the few requests that add facts to it.

In: a Keeper and the folder of built pages. Out: a FastAPI app, whose OpenAPI schema is made from `shapes`. Every answer is JSON,
but for the map, exports and the pages themselves. An error is `{"detail": words}` and names no path of this machine.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Annotated, Any, Literal

from fastapi import FastAPI, File, Form, HTTPException, Query, Request, Response, UploadFile
from fastapi import Path as InPath
from fastapi.exceptions import RequestValidationError
from fastapi.responses import FileResponse, JSONResponse
from pydantic import Field, StringConstraints
from starlette.staticfiles import StaticFiles

from twosource import __version__
from twosource.errors import TwosourceError, UnknownId, UsageError
from twosource.monitor import Sent
from twosource.nouns import Verdict, fingerprint
from twosource.outlets.page import inert
from twosource.outlets.voices import day_of
from twosource.outlets.web import dossiers, rows
from twosource.outlets.web.claims import cell_view, ref_of
from twosource.outlets.web.keeper import Keeper
from twosource.outlets.web.reader import reader_view
from twosource.outlets.web.reviewing import review_view
from twosource.outlets.web.seen import as_json
from twosource.outlets.web.shapes import (
    CellView,
    ComparisonView,
    ExportRow,
    FigureRow,
    FigureView,
    IncidentView,
    PlaceDossier,
    ReaderView,
    ReportRow,
    ReviewView,
    SituationView,
    SourcesView,
    Summary,
    Work,
)
from twosource.outlets.web.speaking import sources_as_json
from twosource.plugins import exports, write_to
from twosource.record import Withholding, kilometres

FILES, BYTES = 200, 20_000_000
"""The most files that may be sent at once, and the most bytes of one: as many as one report may have (`formats/plain.py`)."""
NAMED = 200
"""The most characters of a file's name, from its end, which says what it is."""
UNREAD = 100
"""The most unreadable reports that the summary names; it is asked for every few seconds."""
PAGES = ("", "reports", "compare", "incidents", "figures", "places", "sources", "review", "add")
"""The first parts of the pages' addresses; behind each the same shell is sent, and draws the page in the browser."""

KnownBy = Annotated[
    str | None,
    Query(max_length=40, description="Only what had reached the record by the end of this day, or by this moment, UTC."),
]
Id = Annotated[str, InPath(max_length=200)]
At = Annotated[date | None, Query(description="The moment in the world.")]
OneIncident = Annotated[str | None, Query(max_length=200, description="Only this incident, with the reports that tell it.")]
Coarsen = Annotated[
    str | None, Query(max_length=20, description="No place finer than town, district, province, country, or so many kilometres.")
]
Withhold = Annotated[
    tuple[Literal["names", "sources", "texts"], ...],
    Query(description="Leave out names of persons and victims, private sources, the reports' own words."),
]
Line = Annotated[str, StringConstraints(strip_whitespace=True, max_length=2000)]
Name = Annotated[str, StringConstraints(strip_whitespace=True, max_length=120)]


@dataclass(frozen=True, slots=True)
class Problem:
    """What was wrong, in words for the person who asked."""

    detail: str


@dataclass(frozen=True, slots=True)
class Decision:
    """What a person makes of a claim. `seen` is how many decisions on it the person's page showed."""

    claim: Line
    verdict: Literal["accept", "correct", "reject"]
    judge: Name
    why: Line
    seen: Annotated[int, Field(ge=0)]
    field: Name | None = None
    value: Line | None = None


@dataclass(frozen=True, slots=True)
class Joining:
    """A person's decision on two claims, or on the first claims of two incidents."""

    left: Line
    right: Line
    verdict: Verdict
    judge: Name
    why: Line


@dataclass(frozen=True, slots=True)
class Splitting:
    """A person's decision that a claim does not belong to the incident that it was joined to."""

    claim: Line
    judge: Name
    why: Line


@dataclass(frozen=True, slots=True)
class Teaching:
    """A person's word that an alias is to be applied."""

    alias: Name
    judge: Name
    why: Line


@dataclass(frozen=True, slots=True)
class Added:
    """The ids of the facts that were added."""

    ids: tuple[str, ...]


_WRONG: dict[int | str, dict[str, Any]] = {
    status: {"model": Problem, "description": words}
    for status, words in {
        400: "the question is wrong",
        401: "a token is needed",
        404: "the record holds no such thing",
        421: "not asked for under an address of this program",
        503: "the record cannot be read at the moment",
    }.items()
}
_CHANGING: dict[int | str, dict[str, Any]] = {
    status: {"model": Problem, "description": words}
    for status, words in {
        403: "not from our own page",
        409: "somebody else has decided meanwhile, or it contradicts what is decided",
        413: "too much at once",
    }.items()
}
_FULL: dict[int | str, dict[str, Any]] = {429: {"model": Problem, "description": "too many reports wait to be read"}}


class App(FastAPI):
    """The app; its schema names the answers that it gives."""

    def openapi(self) -> dict[str, Any]:
        """Return the schema without FastAPI's own answer to a wrong question, which we answer with 400."""
        schema = super().openapi()
        for operation in (one for path in schema["paths"].values() for one in path.values()):
            operation["responses"].pop("422", None)
        for shape in ("HTTPValidationError", "ValidationError"):
            schema["components"]["schemas"].pop(shape, None)
        return schema


def app_of(keeper: Keeper, pages: Path) -> FastAPI:
    """Return the app over a keeper's record; `pages` is the folder that holds the built pages."""
    app = App(
        title="twosource", version=__version__, openapi_url="/api/openapi.json", docs_url=None, redoc_url=None, responses=_WRONG
    )
    _errors(app, keeper)
    _to_look(app, keeper)
    _to_look_closer(app, keeper)
    _to_take_away(app, keeper)
    _to_decide(app, keeper)
    _to_add(app, keeper)
    _pages(app, pages)
    return app


def _errors(app: FastAPI, keeper: Keeper) -> None:
    def said(error: Exception, status: int) -> JSONResponse:
        words = keeper.without_path(str(error)).encode(errors="replace").decode()  # a question may hold half a character
        return JSONResponse({"detail": words}, status)

    @app.exception_handler(RequestValidationError)
    def misput(_request: Request, error: RequestValidationError) -> JSONResponse:
        parts = (f"{'.'.join(map(str, one['loc'][1:]))}: {one['msg']}" for one in error.errors())
        return said(UsageError("; ".join(parts)), 400)

    @app.exception_handler(Exception)
    def fault(_request: Request, _error: Exception) -> JSONResponse:
        return JSONResponse({"detail": "a fault of this program; what was asked is in the program's own messages"}, 500)

    @app.exception_handler(UnknownId)
    def unknown(_request: Request, error: UnknownId) -> JSONResponse:
        return said(error, 404)

    @app.exception_handler(UsageError)
    def wrong(_request: Request, error: UsageError) -> JSONResponse:
        return said(error, 400)

    @app.exception_handler(TwosourceError)
    def ours(_request: Request, error: TwosourceError) -> JSONResponse:
        return said(error, 503)


def _to_look(app: FastAPI, keeper: Keeper) -> None:
    """Add what lists and sums up."""

    @app.get("/api/record")
    def record() -> Summary:
        """Say what the record holds, and whether facts are being worked in."""
        keeper.notice()
        seen, found = keeper.present, keeper.present.record
        days = seen.once("days", lambda: sorted(day.isoformat() for one in found.readings if (day := day_of(one))))
        return Summary(
            name=keeper.path.name,
            version=__version__,
            revision=seen.revision,
            state="deriving" if keeper.is_deriving else "ready",
            reports=len(found.readings),
            incidents=sum(1 for one in found.incidents if not one.background),
            background=sum(1 for one in found.incidents if one.background),
            figures=len(found.figures),
            first=days[0] if days else None,
            last=days[-1] if days else None,
            judge=keeper.settings.judge,
            to_review=len(seen.cells),
            unread=keeper.unread()[-UNREAD:],
        )

    @app.get("/api/situation", response_model=SituationView)
    def situation(known_by: KnownBy = None) -> Response:
        """Give every incident as known by a moment, for the map, the timeline and the filters."""
        return Response(rows.situation_as_json(keeper.seen(known_by)), media_type="application/json")

    @app.get("/api/map", response_class=Response, responses={200: {"content": {"application/geo+json": {}}}})
    def state(at: At = None, known_by: KnownBy = None) -> Response:
        """Give who holds what at a moment as GeoJSON: places, areas of control, roads."""
        return Response(rows.map_as_json(keeper.seen(known_by), at), media_type="application/geo+json")

    @app.get("/api/reports", response_model=tuple[ReportRow, ...])
    def reports(known_by: KnownBy = None) -> Response:
        """List the reports in the order of their days."""
        return Response(rows.reports_as_json(keeper.seen(known_by)), media_type="application/json")

    @app.get("/api/figures", response_model=tuple[FigureRow, ...])
    def figures(known_by: KnownBy = None) -> Response:
        """List the groups of figures that count one thing."""
        return Response(rows.figures_as_json(keeper.seen(known_by)), media_type="application/json")

    @app.get("/api/sources", response_model=SourcesView)
    def sources(known_by: KnownBy = None) -> Response:
        """Say who says what about whom, and what only one side tells."""
        return Response(sources_as_json(keeper.seen(known_by)), media_type="application/json")

    @app.get("/api/review", response_model=ReviewView)
    def review(start: Annotated[int, Query(ge=0, le=1_000_000)] = 0, most: Annotated[int, Query(ge=1, le=50)] = 20) -> Response:
        """Give a stretch of the reviewer's queue, the weightiest cells first."""
        return _as_made(ReviewView, review_view(keeper.present, start, most))


def _to_look_closer(app: FastAPI, keeper: Keeper) -> None:
    """Add what shows one thing."""

    @app.get("/api/reports/{name}")
    def report(name: Id, known_by: KnownBy = None) -> ReaderView:
        """Give a report to read, in segments under their marks."""
        return reader_view(keeper.seen(known_by), name)

    @app.get("/api/claims/{address}")
    def claim(address: Id, known_by: KnownBy = None) -> CellView:
        """Give a claim with its fields, its finding, and what other reports say at that point."""
        return cell_view(keeper.seen(known_by), ref_of(address))

    @app.get("/api/incidents/{name}", response_model=IncidentView)
    def incident(name: Id, known_by: KnownBy = None) -> Response:
        """Give the dossier of an incident."""
        seen = keeper.seen(known_by)
        return _as_made(IncidentView, dossiers.incident_view(seen, name, keeper.judgements(seen)))

    @app.get("/api/figures/{name}")
    def figure(name: Id, known_by: KnownBy = None) -> FigureView:
        """Give a group of figures as a dated series of claims."""
        return dossiers.figure_view(keeper.seen(known_by), name)

    @app.get("/api/places/{name}")
    def place(name: Id, known_by: KnownBy = None) -> PlaceDossier:
        """Give a place with who held it when, and what happened there."""
        return dossiers.place_dossier(keeper.seen(known_by), name)

    @app.get("/api/comparison")
    def comparison(report: Annotated[list[str], Query(max_length=8)], known_by: KnownBy = None) -> ComparisonView:
        """Lay reports side by side, aligned claim by claim."""
        return dossiers.comparison_view(keeper.seen(known_by), report)


def _to_take_away(app: FastAPI, keeper: Keeper) -> None:
    @app.get("/api/exports")
    def forms() -> tuple[ExportRow, ...]:
        """List the forms in which the record can be taken away."""
        return tuple(ExportRow(name, one.SUFFIX, one.MEDIA_TYPE, _first_line(one)) for name, one in exports().items())

    @app.get("/api/exports/{name}", response_class=Response, responses={200: {"content": {"application/octet-stream": {}}}})
    def export(
        name: Id,
        at: At = None,
        known_by: KnownBy = None,
        incident: OneIncident = None,
        coarsen: Coarsen = None,
        withhold: Withhold = (),
    ) -> Response:
        """Give the record in one of these forms, as a file; what is to be withheld is gone before it is written."""
        if name not in exports():
            raise UnknownId(f"there is no export of this name; there are: {', '.join(exports())}")
        out, form = io.BytesIO(), exports()[name]
        situation = keeper.seen(known_by).situation(at)
        rule = Withholding(kilometres(coarsen) if coarsen else None, **dict.fromkeys(withhold, True))
        situation = (
            situation.withheld(rule) if rule.notices else situation
        )  # all of it: any report may tell that a word is a name
        write_to(form, situation.about(incident) if incident else situation, out)
        disposition = f'attachment; filename="twosource-{name}{form.SUFFIX}"'
        return Response(out.getvalue(), media_type="application/octet-stream", headers={"content-disposition": disposition})


def _to_decide(app: FastAPI, keeper: Keeper) -> None:
    """Add what a reviewer does; each adds facts, and none takes one away."""

    @app.post("/api/decisions", responses=_CHANGING)
    def decide(decision: Decision) -> Added:
        """Accept, correct or reject a claim; refused where somebody else has decided since the page was drawn."""
        with keeper.adding() as monitor:
            known = [one for one in monitor.store.corrections() if one.ref.address == decision.claim]
            if len(known) > decision.seen:
                last = known[-1]
                raise HTTPException(409, f"meanwhile {last.judge}: {last.verdict} ({last.why}); look at it, then decide")
            made = monitor.correct(
                ref_of(decision.claim),
                decision.verdict,
                field=decision.field,
                value=decision.value,
                judge=decision.judge or None,
                why=_reason(decision.why),
            )
        return Added((made.id,))

    @app.post("/api/judgements", responses=_CHANGING)
    def judge(joining: Joining) -> Added:
        """Say that two claims, or two incidents, are one thing, two things, or undecided."""
        with _contradictions(), keeper.adding() as monitor:
            left, right = (_claim_of(keeper, one) for one in (joining.left, joining.right))
            made = monitor.judge(
                ref_of(left), ref_of(right), joining.verdict, judge=joining.judge or None, why=_reason(joining.why)
            )
        return Added((made.id,))

    @app.post("/api/splits", responses=_CHANGING)
    def split(splitting: Splitting) -> Added:
        """Say that a claim tells of another thing than the claims that it was joined with."""
        ref = ref_of(splitting.claim)
        group = next((one.mentions for one in keeper.present.record.incidents if ref in one.mentions), ())
        if len(group) < 2:
            raise UsageError("split: this claim is not joined with any other")
        with _contradictions(), keeper.adding() as monitor:
            others = (other for other in group if other != ref)
            reason, name = _reason(splitting.why), splitting.judge or None
            made = monitor.judge_all(ref, others, "different", judge=name, why=reason)
        return Added(tuple(one.id for one in made))

    @app.post("/api/aliases", responses=_CHANGING)
    def teach(teaching: Teaching) -> Added:
        """Join what an alias would join."""
        with _contradictions(), keeper.adding() as monitor:
            made = monitor.teach(teaching.alias, judge=teaching.judge or None, why=teaching.why)
        return Added(tuple(one.id for one in made))


def _to_add(app: FastAPI, keeper: Keeper) -> None:
    @app.post("/api/reports", status_code=202, responses={**_CHANGING, **_FULL})
    def add(
        files: Annotated[list[UploadFile], File(description="Reports as files.")] = [],  # noqa: B006  FastAPI copies it
        text: Annotated[str, Form(max_length=1_000_000, description="A report as text.")] = "",
        outlet: Annotated[Name, Form(description="Who published it, where it does not say.")] = "",
        published: Annotated[date | Literal[""], Form(description="When, where it does not say.")] = "",
    ) -> Work:
        """Begin to read reports; the answer says under which id to ask how far it is."""
        if keeper.is_full:
            raise HTTPException(429, "add: so many reports wait to be read that no more are taken; try again when some are read")
        sent = list(_sent(files, text))
        if not sent:
            raise UsageError("add: choose a file or paste a text")
        day = published.isoformat() if isinstance(published, date) else None
        return keeper.read(sent, outlet=outlet or None, published=day)

    @app.get("/api/works/{name}")
    def work(name: Id) -> Work:
        """Say how far the reading of reports is."""
        return keeper.work(name)


def _sent(files: Iterable[UploadFile], text: str) -> Iterator[Sent]:
    """Yield what was sent, each under its own name without any folder; a pasted text is named after what it says."""
    files = list(files)
    if len(files) > FILES:
        raise UsageError(f"add: {len(files)} files at once are too many; send at most {FILES}, or use `twosource add`")
    for one in files:
        name = inert(PurePosixPath((one.filename or "").replace("\\", "/")).name)[-NAMED:] or "file"
        raw = one.file.read(BYTES + 1)
        if len(raw) > BYTES:
            raise UsageError(f"add: {name} has more than {BYTES // 1_000_000} MB, which no single report has")
        yield Sent(name, raw)
    if text.strip():
        yield Sent(f"pasted-{fingerprint(text)[:8]}.txt", text.encode("utf-8", errors="replace"))


def _pages(app: FastAPI, pages: Path) -> None:
    """Add the shell behind every page's address, and the files that it loads."""
    app.mount("/static", StaticFiles(directory=pages), name="static")

    def shell() -> FileResponse:
        return FileResponse(pages / "index.html", headers={"cache-control": "no-cache"})

    for page in PAGES:
        app.add_api_route(f"/{page}", shell, include_in_schema=False)
        if page:
            app.add_api_route(f"/{page}/{{rest:path}}", shell, include_in_schema=False)


def _as_made(shape: Any, view: Any) -> Response:
    """Return a large view as it was made: FastAPI would check every part of it again, which takes longer than to make it."""
    return Response(as_json(shape, view), media_type="application/json")


def _claim_of(keeper: Keeper, given: str) -> str:
    """Return the address of a claim, or of the first claim of the incident of this id."""
    if ":" in given:
        return given
    found = next((one.mentions[0] for one in keeper.present.record.incidents if one.id == given), None)
    if found is None:
        raise UnknownId(f"{given}: the record holds no such incident")
    return found.address


def _reason(why: str) -> str:
    if not why:
        raise UsageError("give a reason: whoever reads the record later will ask for it")
    return why


@contextmanager
def _contradictions() -> Iterator[None]:
    """Answer 409 where a judgement contradicts those in force."""
    try:
        yield
    except UsageError as error:
        raise HTTPException(409 if "contradicts" in str(error) else 400, str(error)) from error


def _first_line(module: Any) -> str:
    return (module.__doc__ or "").strip().partition("\n")[0]
