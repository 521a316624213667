"""Every noun of the domain, frozen.

Three groups, in this order: what a report is (text), what one reader found in it (reading), and what follows from many readings
(record). Facts are Documents, Readings, Judgements and Corrections; everything in the third group but those two is a finding,
computed from facts and rebuilt at will.

Character offsets are half-open and count Unicode code points of `Document.text`. Days are ISO 8601, possibly shortened to a
month (`2025-05`) or a year (`2021`) where the words give no finer one.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from itertools import takewhile
from typing import Literal


def fingerprint(*parts: object) -> str:
    """Return the id of whatever these parts identify: the first 16 hexadecimal digits of their SHA-256."""
    return hashlib.sha256("\x1f".join("" if part is None else str(part) for part in parts).encode()).hexdigest()[:16]


# --------------------------------------------------------------------------------------------------------------- text


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open stretch of characters, `start` to `end`, in one Document."""

    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        """Tell whether the two spans share a character."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Tell whether every character of `other` lies in this span."""
        return self.start <= other.start and other.end <= self.end


BlockKind = Literal["title", "dateline", "body", "caption", "credit", "furniture"]
"""What a stretch of a page is. A caption is evidence of its own; a credit or furniture is never read as a report."""


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the text with one role on the page. `repeats` marks a block that only says a neighbour again."""

    kind: BlockKind
    span: Span
    repeats: bool = False


@dataclass(frozen=True, slots=True)
class DateCandidate:
    """A day that may be the publication day, with the rule that proposed it and the evidence it rests on."""

    day: date
    rule: str
    evidence: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """What a format made of the bytes of one report, before it is frozen into a Document.

    `text` is final: nothing may change a character of it later. `dates` are candidates from metadata, best first;
    `blocks` are the ones the format knows for certain (a caption element, say), the rest is typed from the text.
    `published` and `outlet` are what the caller or the file says outright.
    """

    origin: str
    text: str
    raw: str
    extractor: str
    outlet: str | None = None
    title: str | None = None
    url: str | None = None
    published: str | None = None
    language: str | None = None
    dates: tuple[DateCandidate, ...] = ()
    blocks: tuple[Block, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """One text exactly as it was frozen. Its characters never change; its id is a hash of what identifies it.

    `dates` is ranked, best first; `published` is the day of the first candidate that can be trusted, or None.
    `raw` is the SHA-256 of the bytes that came in, `extractor` the format that made text of them. `residue` are the
    characters of markup that are left in the text and are not read. `notes` say what was odd about the report.
    """

    id: str
    origin: str
    text: str
    raw: str
    extractor: str
    outlet: str | None = None
    title: str | None = None
    url: str | None = None
    published: date | None = None
    language: str | None = None
    dates: tuple[DateCandidate, ...] = ()
    blocks: tuple[Block, ...] = ()
    residue: tuple[Span, ...] = ()
    notes: tuple[str, ...] = ()

    def quote(self, span: Span) -> str:
        """Return the characters of a span."""
        return self.text[span.start : span.end]

    def words(self, span: Span) -> str:
        """Return the words of a span as a person reads them: without the residue of markup inside it."""
        first = max(bisect_left(self.residue, span) - 1, 0)  # residue is in order and does not overlap
        inside = [one for one in takewhile(lambda one: one.start < span.end, self.residue[first:]) if one.overlaps(span)]
        if not inside:
            return self.quote(span)
        edges = [span.start, *(edge for one in inside for edge in (one.start, one.end)), span.end]
        kept = [self.text[left:right] for left, right in zip(edges[::2], edges[1::2], strict=True) if left < right]
        return " ".join("".join(kept).split())


# ------------------------------------------------------------------------------------------------------------ reading

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
ControlStatus = Literal["holds", "gained", "lost", "contested", "surrounded"]
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
class Place:
    """A location as one report names it, resolved as far as honest.

    `lat` and `lon` are WGS 84 degrees, None where nothing could be placed. `relation` holds a computed place
    ("8 km SE of P12-25"), `reason` says why this entry was taken, `runner_up` which one came second.
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


# ------------------------------------------------------------------------------------------------------------- record

StandingWord = Literal["reported", "corroborated", "disputed", "denied", "withdrawn"]
FigureRelation = Literal["single", "agree", "compatible", "differ"]
DifferenceKind = Literal["conflict", "later", "scope", "period", "rounding", "wording", "stance"]
Verdict = Literal["same", "different", "undecided"]


@dataclass(frozen=True, slots=True, order=True)
class Ref:
    """The address of one record of one Reading: the document's id and the record's id in it."""

    document: str
    claim: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """One line of why two claims were judged so: the comparison, its level as a sentence, and its weight in bits."""

    comparison: str
    sentence: str
    weight: float


@dataclass(frozen=True, slots=True)
class Judgement:
    """A recorded decision that two things are the same, different or undecided. A person's outranks a machine's."""

    id: str
    left: Ref
    right: Ref
    verdict: Verdict
    weight: float
    judge: str
    why: str = ""
    evidence: tuple[Evidence, ...] = ()
    made: str | None = None

    @property
    def is_persons(self) -> bool:
        """Whether a person made it, and not the machine."""
        return not self.judge.startswith("twosource ")


@dataclass(frozen=True, slots=True)
class Correction:
    """What a person made of one claim: accepted, rejected, or a `field` corrected from `was` to `value`. Added, never edited."""

    id: str
    ref: Ref
    verdict: Literal["accept", "correct", "reject"]
    judge: str
    why: str
    made: str
    field: str | None = None
    value: str | None = None
    was: str | None = None


@dataclass(frozen=True, slots=True)
class Links:
    """What linking found among many readings: groups of records that are one thing, and the judgements behind them.

    Each group is a tuple of Refs in order; every record of the readings stands in exactly one group of its kind. `copies`
    are groups of document ids that are one text (a reprint, a wire story), `judgements` the machine's and persons' own.
    """

    actors: tuple[tuple[Ref, ...], ...] = ()
    places: tuple[tuple[Ref, ...], ...] = ()
    events: tuple[tuple[Ref, ...], ...] = ()
    figures: tuple[tuple[Ref, ...], ...] = ()
    copies: tuple[tuple[str, ...], ...] = ()
    versions: tuple[Version, ...] = ()
    corrections: tuple[Correction, ...] = ()
    judgements: tuple[Judgement, ...] = ()


@dataclass(frozen=True, slots=True)
class Standing:
    """How well something is supported, with the count of independent origins and the sentence that explains it."""

    word: StandingWord
    origins: int
    why: str


@dataclass(frozen=True, slots=True)
class Value:
    """One source's own value of a field: the value, where it stands, and who says it (None: the report itself)."""

    value: str
    ref: Ref
    said_by: str | None = None


@dataclass(frozen=True, slots=True)
class Difference:
    """Values of one field that do not say the same, side by side, with the kind of difference and why it was named so."""

    field: str
    kind: DifferenceKind
    values: tuple[Value, ...]
    why: str = ""


@dataclass(frozen=True, slots=True)
class KnownActor:
    """The actors of several readings judged to be one, under the name most of them use."""

    id: str
    name: str
    kind: ActorKind
    mentions: tuple[Ref, ...]
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class KnownPlace:
    """The places of several readings judged to be one."""

    id: str
    name: str
    mentions: tuple[Ref, ...]
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    precision: Precision = "vague"
    within: str | None = None
    names: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Omission:
    """A fact of an incident that only one side's sources tell, and the sides that tell of the incident without it."""

    field: str
    value: str
    told_by: str
    left_out_by: tuple[str, ...]
    refs: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class Incident:
    """The Event claims judged to speak of one happening, what follows from them, and the id of the whole that it is part of."""

    id: str
    type: str
    title: str
    mentions: tuple[Ref, ...]
    standing: Standing
    place: str | None = None
    when: When | None = None
    realis: Realis = "actual"
    background: bool = False
    differences: tuple[Difference, ...] = ()
    judgements: tuple[str, ...] = ()
    part_of: str | None = None
    omissions: tuple[Omission, ...] = ()


@dataclass(frozen=True, slots=True)
class FigureClaim:
    """One Figure of a FigureGroup, its speaker, its report's day, and what the same voice gave next: it contradicts no longer."""

    ref: Ref
    low: int | None
    high: int | None
    said_by: str | None = None
    day: str | None = None
    succeeded_by: Ref | None = None


@dataclass(frozen=True, slots=True)
class FigureGroup:
    """Figures that count the same thing, side by side; `relation`, `low` and `high` are those of what is not succeeded."""

    id: str
    kind: FigureKind
    what: str
    claims: tuple[FigureClaim, ...]
    relation: FigureRelation
    place: str | None = None
    when: When | None = None
    low: int | None = None
    high: int | None = None
    difference: DifferenceKind | None = None
    why: str = ""
    background: bool = False


@dataclass(frozen=True, slots=True)
class Control:
    """A stretch of time in which a Place is said to be in one state under one Actor, with the claims for it."""

    id: str
    place: str
    holder: str | None
    status: ControlStatus
    claims: tuple[Ref, ...]
    standing: Standing
    when: When | None = None
    contested_by: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Route:
    """A way between places and its condition over a stretch of time."""

    id: str
    name: str
    status: str
    claims: tuple[Ref, ...]
    when: When | None = None


@dataclass(frozen=True, slots=True)
class Term:
    """One term of an Agreement and the state that sources give it."""

    text: str
    state: str
    claims: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class Agreement:
    """An arrangement between parties, its terms, and its life."""

    id: str
    name: str
    parties: tuple[str, ...]
    claims: tuple[Ref, ...]
    when: When | None = None
    terms: tuple[Term, ...] = ()


@dataclass(frozen=True, slots=True)
class Relation:
    """Backing, membership or enmity between two actors, as somebody says it."""

    id: str
    kind: str
    from_actor: str
    to_actor: str
    claims: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """What a later version of an article says for the first time, no longer, or otherwise, in words and with both claims."""

    kind: Literal["added", "dropped", "changed"]
    says: str
    before: Ref | None
    after: Ref | None


@dataclass(frozen=True, slots=True)
class Version:
    """Two texts of one article, of which `after` was issued in the place of `before`, and the facts that changed between them."""

    before: str
    after: str
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True)
class Record:
    """All that follows from the readings and judgements at hand: the one sourced record. `copies` are documents of one text."""

    readings: tuple[Reading, ...]
    incidents: tuple[Incident, ...] = ()
    figures: tuple[FigureGroup, ...] = ()
    control: tuple[Control, ...] = ()
    routes: tuple[Route, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    relations: tuple[Relation, ...] = ()
    actors: tuple[KnownActor, ...] = ()
    places: tuple[KnownPlace, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    notes: tuple[str, ...] = ()
    copies: tuple[tuple[str, ...], ...] = ()
    versions: tuple[Version, ...] = ()
    corrections: tuple[Correction, ...] = ()
