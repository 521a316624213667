"""An incident as the flat row that tables and maps need, the same for every export.

In: a Record. Out: Rows, one an incident, in the record's order. Figures keep their bounds: what sources say differently is
given as the lowest and the highest that any of them says, with `figures_differ` true and each claim in `figures`. Groups
that count different things (soldiers, civilians) are never added.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from twosource.exports._index import Index
from twosource.geography.countries import Country, country
from twosource.nouns import FigureGroup, Incident, KnownActor, KnownPlace, Reading, Record, Ref, Span, When
from twosource.record import Situation
from twosource.vocabulary import load

COUNTED = ("killed", "injured", "displaced", "detained", "abducted", "missing")
"""The kinds of figure that have columns of their own."""

ATTRIBUTION = "Positions: GeoNames (geonames.org), CC BY 4.0; Who's On First (whosonfirst.org)."
"""What must stand wherever coordinates go (NOTICE has the whole of it)."""

NO_POINT = ("country", "vague")
"""Precisions at which a point would claim more than is known: a pin in the middle of a country says what nobody said."""


@dataclass(frozen=True, slots=True)
class Row:
    """One incident with all that is known of it. `sides` are who acts and who is hit, `words` those of each mention."""

    incident: Incident
    type: str
    subtype: str
    plover: str
    place: KnownPlace | None
    within: str
    sides: tuple[tuple[KnownActor, ...], tuple[KnownActor, ...]]
    documents: tuple[Reading, ...]
    mentions: tuple[tuple[Ref, Span], ...]
    words: tuple[str, ...]
    speakers: tuple[str, ...]
    figures: tuple[FigureGroup, ...]
    figures_in_words: tuple[str, ...]
    is_reviewed: bool

    @property
    def actors(self) -> tuple[str, ...]:
        """The names of who acts and who is hit, each once."""
        return tuple(dict.fromkeys(one.name for side in self.sides for one in side))

    @property
    def country(self) -> Country | None:
        """The state in which it is placed, where that is one."""
        return country(self.place.country) if self.place else None

    @property
    def point(self) -> tuple[float, float] | None:
        """Its latitude and longitude; None where a point would claim more than is known."""
        return point_of(self.place)

    def bounds(self, kind: str) -> tuple[int | None, int | None]:
        """Return the lowest and the highest count of a kind that any source gives; None where an end is open."""
        claims = [claim for group in self.figures if group.kind == kind for claim in group.claims]
        lows = [claim.low for claim in claims]
        highs = [claim.high for claim in claims]
        return (_end(lows, min), _end(highs, max))

    @property
    def figures_differ(self) -> bool:
        """Whether sources give figures for one thing here that do not agree."""
        return any(group.relation == "differ" for group in self.figures)

    @property
    def disputed(self) -> bool:
        """Whether somebody denies or disputes the incident."""
        return self.incident.standing.word in {"disputed", "denied"}


def seen(situation: Situation) -> Record:
    """Return the record with no more than what the situation's moment shows."""
    return replace(
        situation.record,
        incidents=situation.incidents(background=True),
        figures=situation.figures(background=True),
        control=situation.control(),
        holdings=situation.holdings(),
        agreements=situation.agreements(),
    )


def terms(situation: Situation) -> tuple[str, ...]:
    """Return what every file must say: where its positions are from, and what is withheld from it."""
    return (ATTRIBUTION, *situation.notices)


def point_of(place: KnownPlace | None) -> tuple[float, float] | None:
    """Return a place's latitude and longitude; None where a point would claim more than is known."""
    if place is None or place.lat is None or place.lon is None or place.precision in NO_POINT:
        return None
    return place.lat, place.lon


def rows(record: Record, index: Index | None = None) -> Iterator[Row]:
    """Yield every incident of a record as a Row."""
    index = index or Index(record)
    for incident in record.incidents:
        place = index.places.get(incident.place or "")
        groups = index.groups_of(incident)
        yield Row(
            incident,
            *_codes(incident.type),
            place=place,
            within=index.within(place),
            sides=index.sides_of(incident),
            documents=tuple(index.readings[one] for one in dict.fromkeys(ref.document for ref in incident.mentions)),
            mentions=tuple((ref, index.span_of(ref)) for ref in incident.mentions),
            words=tuple(index.words(ref) for ref in incident.mentions),
            speakers=index.speakers_of(incident),
            figures=groups,
            figures_in_words=tuple(_in_words(group) for group in groups),
            is_reviewed=index.is_reviewed(incident),
        )


def edtf(when: When | None) -> str:
    """Return a time in the Extended Date/Time Format: a day, month or year, or an interval whose open ends are `..`."""
    if when is None or (when.first is None and when.last is None):
        return ""
    return when.first if when.first == when.last and when.first else f"{when.first or '..'}/{when.last or '..'}"


def _end(values: list[int | None], outermost: Callable[[list[int]], int]) -> int | None:
    """Return the outermost of some bounds, or None where one is open or none is given."""
    known = [value for value in values if value is not None]
    return outermost(known) if known and len(known) == len(values) else None


def _codes(name: str) -> tuple[str, str, str]:
    """Return the codes of an event type in the field's schemes; its own name where the vocabulary lacks it."""
    known = load().events.get(name)
    return (known.acled_event, known.acled_sub_event, known.plover) if known else (name, "", "")


def _in_words(group: FigureGroup) -> str:
    claims = ", ".join(f"{_count(claim.low, claim.high)} ({claim.ref.address})" for claim in group.claims)
    return f"{group.kind} ({group.what}): {claims} [{group.relation}]"


def _count(low: int | None, high: int | None) -> str:
    if low == high:
        return str(low)
    return f"{'..' if low is None else low}/{'..' if high is None else high}"
