"""What the web app sends, shape by shape: the nouns with their names looked up, ready to be shown.

In: nothing. Out: frozen dataclasses, from which the OpenAPI schema is made. Days are ISO 8601, spans count code points, words of
reports are plain text that no page may take for markup. Where a noun is sent as it is, its own class stands here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from twosource.nouns import (
    DifferenceKind,
    FigureKind,
    FigureRelation,
    HoldingWord,
    Precision,
    Realis,
    Standing,
    StandingWord,
    Verdict,
)

LayerName = Literal["actor", "place", "event", "said", "figure", "time", "weapon", "control"]


@dataclass(frozen=True, slots=True)
class Unread:
    """A report that could not be read, and why."""

    origin: str
    reason: str


@dataclass(frozen=True, slots=True)
class Summary:
    """What the record holds, and in what state it is: `deriving` while facts that have come are being worked in.

    `unread` are the last reports that could not be read, a hundred at most.
    """

    name: str
    version: str
    revision: str
    state: Literal["ready", "deriving"]
    reports: int
    incidents: int
    background: int
    figures: int
    first: str | None
    last: str | None
    judge: str
    to_review: int
    unread: tuple[Unread, ...]


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A report in a list: its number on the pages, who published it, when, and how much is read in it."""

    id: str
    number: int
    outlet: str
    origin: str
    title: str | None
    day: str | None
    day_why: str
    language: str | None
    received: str | None
    claims: int
    copy_of: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IncidentRow:
    """An incident in a list and on the map; `actors` and `sources` are names, `first` and `last` the days it can have been.

    `killed_low` and `killed_high` are the bounds of the count of killed that most claims are of.
    """

    id: str
    type: str
    family: str
    title: str
    first: str | None
    last: str | None
    place: str | None
    lat: float | None
    lon: float | None
    precision: Precision | None
    standing: StandingWord
    origins: int
    realis: Realis
    background: bool
    differs: bool
    killed_low: int | None
    killed_high: int | None
    actors: tuple[str, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SituationView:
    """Every incident that was known by a moment, for the map, the timeline and the filters."""

    revision: str
    known_by: str | None
    first: str | None
    last: str | None
    incidents: tuple[IncidentRow, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """A stretch of quoted words; `marked` where they are the ones a claim rests on."""

    text: str
    marked: bool = False


@dataclass(frozen=True, slots=True)
class Handling:
    """What a person made of a claim: who, when, what and why; `was` is the machine's value that stays beside it."""

    id: str
    verdict: str
    judge: str
    made: str | None
    why: str
    field: str | None = None
    value: str | None = None
    was: str | None = None


@dataclass(frozen=True, slots=True)
class ClaimView:
    """A claim with its words, its speaker (innermost first, None: the report itself) and what persons made of it.

    `id` is its address, which `twosource explain` takes. `says` is what it claims in a few words.
    """

    id: str
    layer: LayerName
    report: str
    number: int
    outlet: str
    day: str | None
    start: int
    says: str
    words: tuple[Words, ...]
    speaker: str | None
    stance: str
    leaning: str | None
    block: str
    origin: int
    handled: tuple[Handling, ...] = ()


@dataclass(frozen=True, slots=True)
class ValueView:
    """One value of a field that differs, with all who give it."""

    value: str
    claims: tuple[ClaimView, ...]


@dataclass(frozen=True, slots=True)
class DifferenceView:
    """A field on which accounts differ, the kind of difference, and the values side by side."""

    field: str
    kind: DifferenceKind
    means: str
    why: str
    values: tuple[ValueView, ...]


@dataclass(frozen=True, slots=True)
class FigureRow:
    """Figures that count one thing. `low` and `high` are the bounds of what no later count of the same voice succeeds."""

    id: str
    kind: FigureKind
    what: str
    place: str | None
    incident: str | None
    first: str | None
    last: str | None
    low: int | None
    high: int | None
    relation: FigureRelation
    difference: DifferenceKind | None
    why: str
    background: bool
    claims: int
    sources: int


@dataclass(frozen=True, slots=True)
class Count:
    """One claim of a number; `succeeded` where the same voice has given a newer one."""

    claim: ClaimView
    low: int | None
    high: int | None
    approx: bool
    day: str | None
    voice: str
    succeeded: bool


@dataclass(frozen=True, slots=True)
class FigureView:
    """A group of figures with every claim, as a dated series."""

    row: FigureRow
    counts: tuple[Count, ...]


@dataclass(frozen=True, slots=True)
class OmissionView:
    """A fact that only one side's sources tell, and the sides that tell of the incident without it."""

    incident: str
    title: str
    field: str
    value: str
    told_by: str
    left_out_by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EvidenceLine:
    """One line of why two claims were judged so, with its weight in bits."""

    sentence: str
    weight: float


@dataclass(frozen=True, slots=True)
class JudgementView:
    """A decision that two claims tell of one thing or of two: who made it, with what weight, on what evidence."""

    id: str
    left: str
    right: str
    left_words: str
    right_words: str
    verdict: Verdict
    weight: float
    judge: str
    is_persons: bool
    why: str
    made: str | None
    evidence: tuple[EvidenceLine, ...]


@dataclass(frozen=True, slots=True)
class PlaceView:
    """Where something is taken to have been: position, precision, and why this place of several of the name."""

    id: str
    name: str
    names: tuple[str, ...]
    country: str | None
    within: str | None
    lat: float | None
    lon: float | None
    precision: Precision
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Revision:
    """A report that was issued anew, and the facts that changed between the two texts."""

    before: ReportRow
    after: ReportRow
    changes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IncidentView:
    """The dossier of an incident: every claim, every difference, why it stands as it does, and what persons made of it."""

    row: IncidentRow
    when: str
    standing: Standing
    place: PlaceView | None
    claims: tuple[ClaimView, ...]
    differences: tuple[DifferenceView, ...]
    omissions: tuple[OmissionView, ...]
    figures: tuple[FigureView, ...]
    part_of: IncidentRow | None
    parts: tuple[IncidentRow, ...]
    judgements: tuple[JudgementView, ...]
    perhaps: tuple[JudgementView, ...]
    revisions: tuple[Revision, ...]
    reports: tuple[ReportRow, ...]


@dataclass(frozen=True, slots=True)
class Segment:
    """Characters of a report that stand under the same marks; `residue` are left-overs of markup, which are not shown."""

    text: str
    marks: tuple[str, ...]
    residue: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A stretch of a report with one role on the page, cut where a mark begins or ends."""

    kind: str
    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """What some words of a report were read as; `claim` is its address where it is a record of the reading."""

    id: str
    layer: LayerName
    says: str
    claim: str | None


@dataclass(frozen=True, slots=True)
class ReaderView:
    """A report to read: its text in segments, so that no browser counts characters, and the marks on it."""

    row: ReportRow
    url: str | None
    reader: str
    notes: tuple[str, ...]
    changes: tuple[str, ...]
    paragraphs: tuple[Paragraph, ...]
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Field:
    """A cell of a record of a reading: what it is called, what the machine read, and the words to choose from; none: any."""

    name: str
    value: str
    can_be: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CellView:
    """A claim with all its fields, the finding that it is part of, and what other reports say at that point."""

    claim: ClaimView
    fields: tuple[Field, ...]
    finding: str | None
    finding_title: str | None
    finding_page: Literal["incidents", "figures", "places"] | None
    others: tuple[ClaimView, ...]


@dataclass(frozen=True, slots=True)
class AlignedView:
    """One thing that several reports tell: each one's claims in the order of the reports, and how they differ."""

    id: str
    part: Literal["incident", "figure", "control"]
    title: str
    word: Literal["same", "differing", "only"]
    why: str
    background: bool
    told: tuple[tuple[ClaimView, ...], ...]
    differences: tuple[DifferenceView, ...]


@dataclass(frozen=True, slots=True)
class ComparisonView:
    """Reports side by side, aligned claim by claim."""

    reports: tuple[ReportRow, ...]
    rows: tuple[AlignedView, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """How often something is counted."""

    word: str
    count: int


@dataclass(frozen=True, slots=True)
class SourceRow:
    """Somebody who is quoted: what reports say of them, how often with which stance, and about whom."""

    name: str
    kinds: tuple[str, ...]
    leanings: tuple[str, ...]
    claims: int
    stances: tuple[Tally, ...]
    about: tuple[Tally, ...]
    reports: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class SourcesView:
    """Who says what about whom, and what only one side's sources tell."""

    sources: tuple[SourceRow, ...]
    outlets: tuple[SourceRow, ...]
    omissions: tuple[OmissionView, ...]


@dataclass(frozen=True, slots=True)
class TenureView:
    """What one claimant last said of a place."""

    claimant: str
    holder: str | None
    status: str
    since: str | None
    claims: tuple[ClaimView, ...]


@dataclass(frozen=True, slots=True)
class HoldingView:
    """Who holds a place over a stretch of time, all claimants weighed."""

    id: str
    word: HoldingWord
    holders: tuple[str, ...]
    besieged_by: tuple[str, ...]
    entered_by: tuple[str, ...]
    first: str | None
    last: str | None
    as_of: str | None
    standing: Standing
    why: str
    tenures: tuple[TenureView, ...]


@dataclass(frozen=True, slots=True)
class PostView:
    """A manned point (a checkpoint, a crossing, a base) in one condition."""

    id: str
    name: str
    kind: str
    status: str
    actor: str | None
    first: str | None
    last: str | None
    claims: tuple[ClaimView, ...]


@dataclass(frozen=True, slots=True)
class PlaceDossier:
    """A place: who held it when, as each claimant tells it, and what happened there.

    `weaker` is who holds the district or province in which it lies, where nobody says who holds the place itself.
    """

    place: PlaceView
    holdings: tuple[HoldingView, ...]
    weaker: HoldingView | None
    weaker_area: str | None
    posts: tuple[PostView, ...]
    incidents: tuple[IncidentRow, ...]
    figures: tuple[FigureRow, ...]


@dataclass(frozen=True, slots=True)
class ReviewCell:
    """Something for a person to look at: why, how much it matters, and its claims with the fields that can be corrected."""

    id: str
    title: str
    page: Literal["incidents", "figures"]
    asks: tuple[str, ...]
    weight: float
    claims: tuple[CellView, ...]
    more: int
    perhaps: tuple[JudgementView, ...]


@dataclass(frozen=True, slots=True)
class AliasView:
    """A word that a person has said to be another name for something, and what else it would join."""

    id: str
    word: str
    means: str
    would_join: tuple[ClaimView, ...]
    against: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReviewView:
    """The queue of a reviewer, the weightiest first, and the aliases that decisions have taught."""

    left: int
    cells: tuple[ReviewCell, ...]
    aliases: tuple[AliasView, ...]


@dataclass(frozen=True, slots=True)
class Work:
    """Reports that are being read: how far it is, what has been read and what could not be."""

    id: str
    state: Literal["waiting", "reading", "deriving", "done", "failed"]
    done: int
    total: int
    reports: tuple[str, ...]
    unread: tuple[Unread, ...]
    failure: str = ""


@dataclass(frozen=True, slots=True)
class ExportRow:
    """A form in which the record can be taken away."""

    name: str
    suffix: str
    media_type: str
    says: str
