"""The record seen with two clocks: `at`, the moment in the world, and `known_by`, what had reached us by then.

In: a Record, and a Ledger that knows when each document came. Out: what outlets and exports may ask. With `known_by` the
record is derived again from the readings that had come by then, so a later `known_by` only ever adds claims.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from typing import Protocol

from twosource.geography.roads import Roads
from twosource.nouns import (
    Agreement,
    Control,
    FigureGroup,
    Holding,
    Incident,
    KnownActor,
    KnownPlace,
    Reading,
    Record,
    Relation,
    Route,
    When,
)
from twosource.record.anew import derived_from
from twosource.record.comparing import Aligned, compare
from twosource.record.explanation import Explanation, explain
from twosource.record.extract import extracted
from twosource.record.holders import holding_at
from twosource.record.reach import Reach, reach_of
from twosource.record.roles import AREAS, is_area_of
from twosource.record.timelines import holds_at
from twosource.record.withholding import Withholding, withheld

_POINTS = frozenset({"exact", "town"})


class Ledger(Protocol):
    """What a Situation asks of a store: on which day a document reached us."""

    def received(self, document: str) -> date | None:
        """Return the day on which the document with this id reached us, None where that is not known."""


class Situation:
    """Questions to a record, at a moment of the world and as known by a moment. Background is left out unless asked for.

    With `known_by` the record is derived anew; one that is derived as of a day already is given with `already_known_by`.
    """

    def __init__(
        self,
        record: Record,
        at: date | None = None,
        known_by: date | None = None,
        ledger: Ledger | None = None,
        *,
        already_known_by: date | None = None,
    ) -> None:
        self.at = at
        self.known_by = known_by or already_known_by
        self.notices: tuple[str, ...] = ()
        self.record = record if known_by is None else _known(record, known_by, ledger)

    def over(self, record: Record) -> Situation:
        """Return the same situation over another record."""
        other = Situation(record, at=self.at, already_known_by=self.known_by)
        other.notices = self.notices
        return other

    def withheld(self, rule: Withholding) -> Situation:
        """Return the same situation without what a rule withholds, and with the notices that say so."""
        other = self.over(withheld(self.record, rule))
        other.notices = (*self.notices, *rule.notices)
        return other

    def about(self, incident: str) -> Situation:
        """Return the same situation about one incident alone. Raises UnknownId."""
        return self.over(extracted(self.record, incident))

    def incidents(self, *, background: bool = False) -> tuple[Incident, ...]:
        """Return the incidents up to the moment; one without a day is kept, for nothing says that it is later."""
        return tuple(one for one in self.record.incidents if (background or not one.background) and self._begun(one.when))

    def figures(self, *, background: bool = False) -> tuple[FigureGroup, ...]:
        """Return the groups of figures up to the moment."""
        return tuple(one for one in self.record.figures if (background or not one.background) and self._begun(one.when))

    def control(self, place: str | None = None) -> tuple[Control, ...]:
        """Return who is said to hold what: at the moment where one is given, else all stretches. `place` is a name or id."""
        wanted = None if place is None else {one.id for one in self.record.places if _is_called(one, place)}
        held = self.record.control if wanted is None else [one for one in self.record.control if one.place in wanted]
        return tuple(one for one in held if self.at is None or holds_at(one, self.at))

    def holdings(self, place: str | None = None) -> tuple[Holding, ...]:
        """Return who holds what, every claimant weighed: at the moment where one is given, else all stretches in order."""
        wanted = None if place is None else {one.id for one in self.record.places if _is_called(one, place)}
        held = [one for one in self.record.holdings if wanted is None or one.place in wanted]
        if self.at is None:
            return tuple(held)
        found = (holding_at(stretches, self.at) for _, stretches in groupby(held, key=lambda one: one.place))
        return tuple(one for one in found if one is not None)

    def inherited(self, place: str) -> Holding | None:
        """Return who holds the district or province in which a place lies, None where nobody is said to.

        That is a weaker claim: who holds a province need not hold each village of it.
        """
        inner = next((one for one in self.record.places if _is_called(one, place)), None)
        return None if inner is None else self._inherited(inner, self._areas())

    def inheriting(self) -> tuple[tuple[KnownPlace, Holding], ...]:
        """Return the towns and sites of the news of which nobody says who holds them, each with its area's holding."""
        held = {one.place for one in self.holdings() if one.holders}
        told = ({one.place for one in self.incidents()} | {one.place for one in self.holdings()}) - held
        areas, found = self._areas(), []
        for one in self.record.places:
            if one.id in told and one.precision in _POINTS and (holding := self._inherited(one, areas)):
                found.append((one, holding))
        return tuple(found)

    def _areas(self) -> list[tuple[KnownPlace, Holding | None]]:
        """Return the districts and provinces, each with who holds it where it is known."""
        held = {one.place: one for one in self.holdings() if one.holders}
        return [(one, held.get(one.id)) for one in self.record.places if one.precision in AREAS]

    @staticmethod
    def _inherited(place: KnownPlace, areas: Sequence[tuple[KnownPlace, Holding | None]]) -> Holding | None:
        inner, seen = place, {place.id}
        while outer := next((one for one in areas if one[0].id not in seen and is_area_of(one[0], inner)), None):
            if outer[1] is not None:
                return outer[1]
            inner = outer[0]
            seen.add(inner.id)
        return None

    def agreements(self) -> tuple[Agreement, ...]:
        """Return the agreements made up to the moment."""
        return tuple(one for one in self.record.agreements if self._begun(one.when))

    def routes(self) -> tuple[Route, ...]:
        """Return the routes and their conditions."""
        return self.record.routes

    def reach(self, start: str, end: str, roads: Roads | None = None) -> Reach:
        """Return whether who holds one place can still reach another by road; the network that ships unless one is given."""
        return reach_of(self.record, start, end, self.at, roads)

    def relations(self) -> tuple[Relation, ...]:
        """Return who is said to back, lead or be linked with whom."""
        return self.record.relations

    def actors(self) -> tuple[KnownActor, ...]:
        """Return the actors."""
        return self.record.actors

    def places(self) -> tuple[KnownPlace, ...]:
        """Return the places."""
        return self.record.places

    def explain(self, name: str) -> Explanation:
        """Return why a finding stands, down to the quoted words. Raises UnknownId with near matches named."""
        return explain(self.record, name)

    def compare(self, documents: Sequence[str]) -> tuple[Aligned, ...]:
        """Return what some reports tell, side by side and claim by claim. Raises UsageError for fewer than two, UnknownId."""
        return compare(self.record, documents)

    def _begun(self, when: When | None) -> bool:
        first = (when.earliest or when.latest) if when else None
        return self.at is None or first is None or first <= self.at


def _is_called(place: KnownPlace, name: str) -> bool:
    return name == place.id or name.casefold() in {one.casefold() for one in (place.name, *place.names)}


def _known(record: Record, known_by: date, ledger: Ledger | None) -> Record:
    """Return the record as it was by a day: derived anew from what had reached us, under the links that we have now."""
    return derived_from(record, [one for one in record.readings if (came(one, ledger) or known_by) <= known_by])


def came(reading: Reading, ledger: Ledger | None = None) -> date | None:
    """Return the day a reading's document reached us: as the ledger says, else the day of its publication."""
    document = reading.document
    received = ledger.received(document.id) if ledger else None
    return received or (reading.day.day if reading.day else document.published)
