"""What a finder saw in one text, before anything is resolved: the door at which rules and network meet.

In: nothing. Out: the dataclasses that a finder fills. A finder is a function `find(document, vocabulary, language,
gazetteer) -> Sightings`. It says which stretches of the text are what, and how they hang together; what a date, a
figure or a place name *means* is decided behind this door, in `dates`, `figures`, `places` and `claims`, the same way for
every finder.

Links are positions in the tuples of `Sightings`: `said_by=3` is the fourth attribution.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from twosource.nouns import ActorKind, ControlStatus, FigureKind, QuoteKind, Realis, SourceKind, Span, Stance


@dataclass(frozen=True, slots=True)
class ActorSeen:
    """All mentions of one actor, its kind, and the mention that names it best. `country` is ISO 3166 alpha-2."""

    mentions: tuple[Span, ...]
    kind: ActorKind
    name: str
    country: str | None = None


@dataclass(frozen=True, slots=True)
class PlaceSeen:
    """All mentions of one place. `name` is the bare name ("Tavan"), `head` the noun that says what it is ("province").

    `near` is the position of the place that a relative one hangs on, with `bearing` (degrees from north, clockwise) and
    `distance_km` where the words give them ("five miles to the southeast"). `is_named` is false of a description ("a market"),
    which no gazetteer knows.
    """

    mentions: tuple[Span, ...]
    name: str
    head: str | None = None
    near: int | None = None
    bearing: float | None = None
    distance_km: float | None = None
    is_named: bool = True


@dataclass(frozen=True, slots=True)
class AttributionSeen:
    """Who says what: see `twosource.nouns.Attribution`. `actor` and `via` are positions."""

    cue: Span | None
    content: Span | None
    source: Span | None = None
    actor: int | None = None
    kind: SourceKind = "none"
    leaning: str | None = None
    quote: QuoteKind = "indirect"
    stance: Stance = "asserts"
    via: int | None = None


@dataclass(frozen=True, slots=True)
class EventSeen:
    """One event mention. `roles` maps a role of `twosource.nouns.ROLES` to spans; `at`, `said_by`, `same_as` are positions.

    `time` is the time expression that dates the event where none of its own words does (one of an earlier sentence). A `same_as`
    that the finder is not sure of lends its day and its past to the later mention, and is not told on.
    """

    trigger: Span
    type: str
    realis: Realis = "actual"
    background: bool = False
    roles: Mapping[str, tuple[Span, ...]] = field(default_factory=dict)
    time: Span | None = None
    at: int | None = None
    said_by: int | None = None
    same_as: int | None = None
    is_sure: bool = True


@dataclass(frozen=True, slots=True)
class FigureSeen:
    """One counted quantity: the span of its words, its kind, whom it counts; `at`, `event`, `said_by` are positions."""

    span: Span
    kind: FigureKind
    who: str | None = None
    at: int | None = None
    time: Span | None = None
    event: int | None = None
    said_by: int | None = None


@dataclass(frozen=True, slots=True)
class ControlSeen:
    """One statement of control; `place`, `holder`, `said_by` are positions, `time` the span of its time expression."""

    span: Span
    status: ControlStatus
    place: int | None = None
    holder: int | None = None
    time: Span | None = None
    said_by: int | None = None


@dataclass(frozen=True, slots=True)
class Sightings:
    """Everything that one finder saw in one text."""

    actors: tuple[ActorSeen, ...] = ()
    places: tuple[PlaceSeen, ...] = ()
    weapons: tuple[Span, ...] = ()
    times: tuple[Span, ...] = ()
    attributions: tuple[AttributionSeen, ...] = ()
    events: tuple[EventSeen, ...] = ()
    figures: tuple[FigureSeen, ...] = ()
    control: tuple[ControlSeen, ...] = ()
