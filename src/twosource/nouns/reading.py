"""What one reader found in one report: who, where, when, how many, who says so, and what happened."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Literal

from twosource.nouns.text import DateCandidate, Document, Span

ActorKind = Literal[
    "government", "military", "armed_group", "political", "igo", "ngo", "media", "civilian", "person", "coalition", "other",
]  # fmt: skip
SourceKind = Literal[
    "official", "military", "armed_group", "monitor", "igo", "media", "medic", "rescuer", "witness", "analyst", "anonymous",
    "none",
]  # fmt: skip
Stance = Literal["asserts", "confirms", "denies", "doubts", "expects", "demands", "blames"]
QuoteKind = Literal["direct", "indirect", "mixed"]
Realis = Literal["actual", "denied", "future", "uncertain", "ended"]
Precision = Literal["exact", "town", "district", "province", "country", "vague"]
ControlStatus = Literal["holds", "gained", "lost", "contested", "surrounded", "entered"]
FigureKind = Literal[
    "killed", "injured", "displaced", "detained", "abducted", "missing", "trapped", "population", "fighters", "materiel",
    "damaged", "other",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class When:
    """A time with honest edges: the first and last day it can mean (ISO, maybe shortened; None is open), and the rule."""

    first: str | None
    last: str | None
    rule: str = ""

    @property
    def earliest(self) -> date | None:
        """The first calendar day it can mean."""
        return None if self.first is None else _edge(self.first, last=False)

    @property
    def latest(self) -> date | None:
        """The last calendar day it can mean."""
        return None if self.last is None else _edge(self.last, last=True)


def _edge(iso: str, *, last: bool) -> date:
    parts = [int(part) for part in iso.split("-")]
    year = parts[0]
    month = parts[1] if len(parts) > 1 else (12 if last else 1)
    day = parts[2] if len(parts) > 2 else (monthrange(year, month)[1] if last else 1)
    return date(year, month, day)


@dataclass(frozen=True, slots=True)
class Actor:
    """A party, body or person as one report names it; `country` is ISO 3166 alpha-2, None where the report does not tell."""

    id: str
    name: str
    kind: ActorKind
    mentions: tuple[Span, ...]
    country: str | None = None


@dataclass(frozen=True, slots=True)
class Sector:
    """The area that "ten kilometres north of Oru" may mean: a part of a ring around a point, all of it where `bearing` is None.

    Degrees are clockwise from north and on either side of the bearing; `inner_km` is 0 for a disc or a wedge.
    """

    lat: float
    lon: float
    outer_km: float
    inner_km: float = 0.0
    bearing: float | None = None
    half_degrees: float = 180.0


@dataclass(frozen=True, slots=True)
class Place:
    """A location as one report names it, resolved as far as honest.

    `lat` and `lon` are WGS 84 degrees, None where nothing could be placed. `relation` holds a computed place
    ("8 km SE of P12-25"), `sector` the area that it means, `reason` says why this entry was taken, `runner_up` which one
    came second.
    """

    id: str
    name: str
    mentions: tuple[Span, ...]
    within: str | None = None
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    geonames: int | None = None
    precision: Precision = "vague"
    relation: str | None = None
    reason: str = ""
    runner_up: str | None = None
    population: int | None = None
    sector: Sector | None = None


@dataclass(frozen=True, slots=True)
class Time:
    """A time expression and what it means against the publication day."""

    id: str
    span: Span
    when: When


@dataclass(frozen=True, slots=True)
class Attribution:
    """The road by which words reached the page: who says it, by which cue, and what is said. `via` is the outer one."""

    id: str
    cue: Span | None
    content: Span | None
    source: Span | None = None
    actor: str | None = None
    kind: SourceKind = "none"
    leaning: str | None = None
    quote: QuoteKind = "indirect"
    stance: Stance = "asserts"
    via: str | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """A claim that something happened (or did not, or will): one mention, with its roles as spans."""

    id: str
    trigger: Span
    type: str
    realis: Realis = "actual"
    background: bool = False
    agent: tuple[Span, ...] = ()
    target: tuple[Span, ...] = ()
    place: tuple[Span, ...] = ()
    time: tuple[Span, ...] = ()
    instrument: tuple[Span, ...] = ()
    origin: tuple[Span, ...] = ()
    destination: tuple[Span, ...] = ()
    at: str | None = None
    when: When | None = None
    said_by: str | None = None
    same_as: str | None = None


ROLES = ("agent", "target", "place", "time", "instrument", "origin", "destination")
"""The roles of an Event, in the order in which they are written."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A claim that so many were counted: the bounds that the words give, of what, of whom."""

    id: str
    span: Span
    kind: FigureKind
    low: int | None
    high: int | None
    approx: bool = False
    who: str | None = None
    at: str | None = None
    when: When | None = None
    event: str | None = None
    said_by: str | None = None


@dataclass(frozen=True, slots=True)
class ControlStatement:
    """A claim of who holds, gains, loses, contests or surrounds a place."""

    id: str
    span: Span
    place: str | None
    holder: str | None
    status: ControlStatus
    when: When | None = None
    said_by: str | None = None


Claim = Event | Figure | ControlStatement
"""One proposition in one Document, carried by at most one Attribution. Added, never merged, never edited."""


@dataclass(frozen=True, slots=True)
class Reading:
    """All that one version of the reader found in one Document, resolved against `day` (its own or a borrowed one)."""

    document: Document
    reader: str
    day: DateCandidate | None = None
    actors: tuple[Actor, ...] = ()
    places: tuple[Place, ...] = ()
    weapons: tuple[Span, ...] = ()
    times: tuple[Time, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    events: tuple[Event, ...] = ()
    figures: tuple[Figure, ...] = ()
    control: tuple[ControlStatement, ...] = ()
