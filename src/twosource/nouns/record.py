"""What follows from many readings: judgements and corrections, which are facts, and the findings, which are computed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from twosource.nouns.reading import ActorKind, ControlStatus, FigureKind, Precision, Reading, Realis, Sector, When

HoldingWord = Literal["held", "contested", "unknown"]
StandingWord = Literal["reported", "corroborated", "disputed", "denied", "withdrawn"]
FigureRelation = Literal["single", "agree", "compatible", "differ"]
DifferenceKind = Literal["conflict", "later", "scope", "period", "rounding", "wording", "stance"]
Verdict = Literal["same", "different", "undecided"]


@dataclass(frozen=True, slots=True, order=True)
class Ref:
    """The address of one record of one Reading: the document's id and the record's id in it."""

    document: str
    claim: str

    @property
    def address(self) -> str:
        """The address in one word, which `twosource explain` takes."""
        return f"{self.document}:{self.claim}"


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
    """The actors of several readings judged to be one, under the name most of them use; `side` as the project's roster says."""

    id: str
    name: str
    kind: ActorKind
    mentions: tuple[Ref, ...]
    names: tuple[str, ...] = ()
    side: str | None = None


@dataclass(frozen=True, slots=True)
class KnownPlace:
    """The places of several readings judged to be one; `sector` is the area of one that is only described by another."""

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
    sector: Sector | None = None


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
class Tenure:
    """What one claimant last said of a place by a day: who holds it (None: nobody that it names), and by which claims."""

    claimant: str
    holder: str | None
    status: ControlStatus
    since: str | None
    claims: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class Holding:
    """Who holds a place over a stretch of time, every claimant weighed.

    `holders` has two where it is contested, none where nobody is known to hold it. `besieged_by` and `entered_by` are others who
    stand around or in it. `tenures` are the claimants' own words up to then, `as_of` the last day of which any of them speaks.
    `alone` tells that of the last change nobody speaks but who took the place.
    """

    id: str
    place: str
    word: HoldingWord
    holders: tuple[str, ...]
    claims: tuple[Ref, ...]
    standing: Standing
    why: str
    when: When | None = None
    as_of: str | None = None
    alone: bool = False
    besieged_by: tuple[str, ...] = ()
    entered_by: tuple[str, ...] = ()
    tenures: tuple[Tenure, ...] = ()


@dataclass(frozen=True, slots=True)
class Route:
    """A way between places and its condition over a stretch of time.

    `road` is the road of the network that it is taken for, `at` the id of the town past which it runs there, `parted` the towns
    that its loss keeps apart, group by group, and `why` says in words how that follows.
    """

    id: str
    name: str
    status: str
    claims: tuple[Ref, ...]
    when: When | None = None
    road: str | None = None
    at: str | None = None
    parted: tuple[tuple[str, ...], ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True)
class Post:
    """A manned point (observation post, checkpoint, border crossing, base, airport) in one condition, with the claims for it.

    `place` is the id of the place that it is, `at` of the town in or near which it stands, `actor` who holds, surrounds or struck
    it, as `status` says. A claim that only a phrase makes is addressed by its span.
    """

    id: str
    name: str
    kind: str
    status: str
    claims: tuple[Ref, ...]
    place: str | None = None
    at: str | None = None
    actor: str | None = None
    when: When | None = None


@dataclass(frozen=True, slots=True)
class Movement:
    """Forces on the way: who, from where to where, where they were last seen, who stopped them and by which claims.

    `who` and `stopped_by` are ids of actors; `doubt` says why the movement is hard to believe, "" where it is not.
    """

    id: str
    who: tuple[str, ...]
    claims: tuple[Ref, ...]
    standing: Standing
    when: When | None = None
    origin: str | None = None
    destination: str | None = None
    seen: str | None = None
    stopped_by: tuple[str, ...] = ()
    stops: tuple[Ref, ...] = ()
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class Term:
    """One term of an Agreement and the state that sources give it."""

    text: str
    state: str
    claims: tuple[Ref, ...]


@dataclass(frozen=True, slots=True)
class Agreement:
    """An arrangement between parties, who brokered it, the place it is for, its terms, and its life."""

    id: str
    name: str
    parties: tuple[str, ...]
    claims: tuple[Ref, ...]
    when: When | None = None
    terms: tuple[Term, ...] = ()
    brokers: tuple[str, ...] = ()
    area: str | None = None


@dataclass(frozen=True, slots=True)
class Relation:
    """Backing, membership or enmity between two actors, as somebody says it, and from when to when it was said.

    `from_actor` and `to_actor` are ids of actors; one that no reading names as an actor stands in the words of the report.
    """

    id: str
    kind: str
    from_actor: str
    to_actor: str
    claims: tuple[Ref, ...]
    when: When | None = None


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
    holdings: tuple[Holding, ...] = ()
    routes: tuple[Route, ...] = ()
    posts: tuple[Post, ...] = ()
    movements: tuple[Movement, ...] = ()
    agreements: tuple[Agreement, ...] = ()
    relations: tuple[Relation, ...] = ()
    actors: tuple[KnownActor, ...] = ()
    places: tuple[KnownPlace, ...] = ()
    judgements: tuple[Judgement, ...] = ()
    notes: tuple[str, ...] = ()
    copies: tuple[tuple[str, ...], ...] = ()
    versions: tuple[Version, ...] = ()
    corrections: tuple[Correction, ...] = ()
