"""What the exports in the shape of coded data sets share: the two sides, one count out of many, and the companion files.

In: a Situation. Out: Coded rows, and tables beside them. A coded data set has one integer for the dead and no column for doubt,
so `provenance` holds every claim behind a row with its words and speaker, `figures` every count that any source gives,
`left_out` the incidents that the shape has no place for, and why: rows and left-out incidents together are the record's.

One count: for each thing counted (soldiers, civilians) the lowest that any source still gives, then the highest of these.
Things counted may overlap and are never added up, so it is a lower bound; what a voice has since brought up to date does not
count, and neither does what is counted over more than a month or over an open time: that is the toll of a war and not of one
event.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from twosource.exports._incidents import Row, rows, seen, terms
from twosource.exports._index import Index, Told
from twosource.exports._tables import Column, Table, as_csv, package
from twosource.nouns import FigureClaim, FigureGroup, KnownActor, When
from twosource.record import Situation

STATE, ARMED = frozenset({"government", "military"}), frozenset({"armed_group"})
UNARMED = frozenset({"civilian", "ngo", "media"})

MONTH = 31
"""Days over which a count can still be one of an event."""

UNHAPPENED = {
    "denied": "it is told as not having happened",
    "future": "it is told as expected",
    "uncertain": "it is told as uncertain",
}
"""Why an incident of a realis is no row: a data set of events counts what happened."""


@dataclass(frozen=True, slots=True)
class Coded:
    """An incident that a data set has a row for."""

    row: Row
    index: Index

    @property
    def when(self) -> When | None:
        """When it was."""
        return self.row.incident.when

    @property
    def days(self) -> int | None:
        """How many days it can have been on; None where an end is open."""
        when = self.when
        if when is None or when.earliest is None or when.latest is None:
            return None
        return (when.latest - when.earliest).days + 1

    @property
    def first(self) -> date | None:
        """The first day it can have been."""
        return self.when.earliest if self.when else None

    @property
    def last(self) -> date | None:
        """The last day it can have been."""
        return self.when.latest if self.when else None

    @property
    def year(self) -> int | None:
        """The year it was in; None where more than one is open."""
        return self.first.year if self.first and self.last and self.first.year == self.last.year else None

    @property
    def latitude(self) -> float | None:
        """Degrees north; None where a point would claim more than is known."""
        return self.row.point[0] if self.row.point else None

    @property
    def longitude(self) -> float | None:
        """Degrees east."""
        return self.row.point[1] if self.row.point else None

    @property
    def province(self) -> str | None:
        """The province, or what the place lies in."""
        place = self.row.place
        return place.name if place and place.precision == "province" else self.row.within or None

    def side(self, at: int) -> tuple[KnownActor, ...]:
        """Return who acts (0) or is hit (1): first who has a name, then who is only counted or described ("12 rebels")."""
        return tuple(sorted(self.row.sides[at], key=lambda one: not one.name[:1].isupper()))

    def names(self, at: int) -> tuple[str, ...]:
        """Return the names of a side; unarmed people without one are "Civilians" of the state, as both data sets call them."""
        of = f" ({self.row.country.name})" if self.row.country else ""
        known = (f"Civilians{of}" if one.kind == "civilian" and not one.name[:1].isupper() else one.name for one in self.side(at))
        return tuple(dict.fromkeys(known))

    def name(self, at: int) -> str | None:
        """Return the first name of a side."""
        return next(iter(self.names(at)), None)

    def lowest(self, kind: str, wanted: Callable[[FigureGroup], bool] = lambda _: True) -> int | None:
        """Return one count of a kind: see above."""
        ends = [_end(group, "low", min) for group in self.row.figures if is_of_one_event(group, kind) and wanted(group)]
        return max((one for one in ends if one is not None), default=None)

    def highest(self, kind: str) -> int | None:
        """Return the highest count of a kind that any source still gives for one thing; None where an end is open."""
        ends = [_end(group, "high", max) for group in self.row.figures if is_of_one_event(group, kind)]
        return None if not ends or None in ends else max(one for one in ends if one is not None)

    def civilians(self) -> int | None:
        """Return the one count of the dead that are called civilians."""
        return self.lowest("killed", lambda group: any("civilian" in who for who in self._who(group)))

    def _who(self, group: FigureGroup) -> Iterator[str]:
        return ((self.index.figure(claim.ref).who or "").casefold() for claim in group.claims)


def is_of_one_event(group: FigureGroup, kind: str) -> bool:
    """Tell whether a group counts what happened within a month: the toll of a war is told beside an event, and is not its own."""
    when = group.when
    if group.kind != kind or when is None or when.earliest is None or when.latest is None:
        return False
    return (when.latest - when.earliest).days < MONTH


def still_said(group: FigureGroup) -> list[FigureClaim]:
    """Return the claims of a group that the same voice has not brought up to date."""
    return [claim for claim in group.claims if claim.succeeded_by is None]


def _end(group: FigureGroup, end: str, outermost: Callable[[Sequence[int]], int]) -> int | None:
    ends = [getattr(claim, end) for claim in still_said(group)]
    return None if not ends or None in ends else outermost(ends)


@dataclass(frozen=True, slots=True)
class DataSet:
    """The rows of one data set, what it leaves out and why, and what stands beside it."""

    coded: tuple[Coded, ...]
    left_out: tuple[tuple[Row, str], ...]

    def told(self) -> Iterator[tuple[str, Told]]:
        """Yield the claims of each row."""
        for one in self.coded:
            for ref, _ in one.row.mentions:
                yield one.row.incident.id, one.index.one(ref)

    def counted(self) -> Iterator[tuple[str, FigureGroup, FigureClaim, Told]]:
        """Yield the counts of each row."""
        for one in self.coded:
            for group in one.row.figures:
                for claim in group.claims:
                    yield one.row.incident.id, group, claim, one.index.one(claim.ref)


PROVENANCE = Table("provenance", "One row for each claim behind a row: who says it, where, in which words.", {
    "event_id": Column("the row", lambda one: one[0]),
    "claim": Column("document:claim, which `twosource explain` takes", lambda one: one[1].ref.address),
    "document": Column("the report's origin", lambda one: one[1].document.origin),
    "outlet": Column("who published it", lambda one: one[1].document.outlet),
    "url": Column("its address", lambda one: one[1].document.url),
    "published": Column("the day of publication", lambda one: (day := one[1].document.published) and day.isoformat()),
    "said_by": Column("who says it, with the chain of speakers; empty: the report itself", lambda one: one[1].said_by),
    "stance": Column("asserts, confirms, denies, doubts, expects, demands or blames", lambda one: one[1].stance),
    "type": Column("the event type that the words were read as", lambda one: one[1].claim.type),
    "start": Column("where the words begin in the report, in code points", lambda one: one[1].span.start, "integer"),
    "end": Column("where they end", lambda one: one[1].span.end, "integer"),
    "words": Column("the words", lambda one: one[1].words),
}, DataSet.told, key=("event_id", "claim"))  # fmt: skip

FIGURES = Table("figures", "One row for each count that a source gives for a row; none is lost.", {
    "event_id": Column("the row", lambda one: one[0]),
    "figure": Column("the id of what is counted: claims under one id count the same", lambda one: one[1].id),
    "kind": Column("killed, injured, displaced, ...", lambda one: one[1].kind),
    "what": Column("what is counted", lambda one: one[1].what),
    "low": Column("the lower bound that it gives; empty where open", lambda one: one[2].low, "integer"),
    "high": Column("the upper bound that it gives; empty where open", lambda one: one[2].high, "integer"),
    "said_by": Column("who says so; empty: the report itself", lambda one: one[2].said_by),
    "published": Column("the day of its report", lambda one: one[2].day),
    "still_said": Column("no where the same voice has brought it up to date", lambda one: one[2].succeeded_by is None, "boolean"),
    "of_event": Column("no where it counts more than a month or an open time", lambda one: is_of_one_event(one[1], one[1].kind),
                       "boolean"),
    "relation": Column("single, agree, compatible or differ", lambda one: one[1].relation),
    "claim": Column("document:claim", lambda one: one[2].ref.address),
    "start": Column("where the words begin in the report, in code points", lambda one: one[3].span.start, "integer"),
    "end": Column("where they end", lambda one: one[3].span.end, "integer"),
    "words": Column("the words", lambda one: one[3].words),
}, DataSet.counted, key=("event_id", "claim"))  # fmt: skip

LEFT_OUT = Table("left_out", "The incidents of the record that have no row, and why.", {
    "event_id": Column("the incident", lambda one: one[0].incident.id),
    "title": Column("the incident in a few words", lambda one: one[0].incident.title),
    "type": Column("its event type", lambda one: one[0].incident.type),
    "why": Column("why it has no row", lambda one: one[1]),
}, lambda found: found.left_out, key=("event_id",))  # fmt: skip


COMPANIONS = (PROVENANCE, FIGURES, LEFT_OUT)
"""What stands beside every data set."""


def files_of(
    main: Table, title: str, situation: Situation, why_not: Callable[[Coded], str | None]
) -> Iterator[tuple[str, bytes]]:
    """Yield the files of a data set; `why_not` says why an incident has no row in it, None where it has."""
    tables = (main, *COMPANIONS)
    found = data_set(situation, why_not)
    yield "datapackage.json", package(main.name, title, tables, terms(situation))
    for table in tables:
        yield f"{table.name}.csv", as_csv(table, found)


def data_set(situation: Situation, why_not: Callable[[Coded], str | None]) -> DataSet:
    """Return the rows of a situation, and what has none."""
    record = seen(situation)
    index = Index(record)
    judged = [
        (one, UNHAPPENED.get(one.row.incident.realis) or why_not(one))
        for row in rows(record, index)
        if (one := Coded(row, index))
    ]
    return DataSet(
        tuple(one for one, why in judged if why is None), tuple((one.row, why) for one, why in judged if why is not None)
    )
