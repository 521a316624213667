"""Readings and links in, the one sourced record out.

Everything here is computed and may be thrown away: the same readings and links give an equal record in whatever order they come.
Nothing here writes facts, and nothing is said that does not lead back to words on a page.
"""

from __future__ import annotations

from collections.abc import Iterable

from twosource.nouns import Links, Reading, Record
from twosource.record.agreements import agreements_of, relations_of, routes_of
from twosource.record.explanation import Explanation, explain
from twosource.record.facts import Facts, each_once, facts_of
from twosource.record.figures import figure_groups
from twosource.record.incidents import incidents_of
from twosource.record.shape import record_to_json
from twosource.record.situation import Ledger, Situation
from twosource.record.timelines import control_over

__all__ = ["Explanation", "Ledger", "Situation", "derive", "explain", "record_to_json"]


def derive(readings: Iterable[Reading], links: Links) -> Record:
    """Return the record that follows from readings and links. A link to a reading that is not at hand is passed over."""
    facts = facts_of(readings, links)
    incidents = incidents_of(facts)
    return Record(
        readings=tuple(facts.readings.values()),
        incidents=incidents,
        figures=figure_groups(facts),
        control=control_over(facts),
        routes=routes_of(facts),
        agreements=agreements_of(facts, incidents),
        relations=relations_of(facts),
        actors=tuple(each_once(facts.actors[ref] for ref in sorted(facts.actors))),
        places=tuple(each_once(facts.places[ref] for ref in sorted(facts.places))),
        judgements=links.judgements,
        notes=_notes(facts),
        copies=links.copies,
    )


def _notes(facts: Facts) -> tuple[str, ...]:
    """Return what a person should know of the record as a whole: borrowed days, copies, doubts of a report."""
    notes = [
        f"{document.origin}: dated {reading.day.day}, because it {reading.day.evidence}"
        for reading in facts.readings.values()
        if (document := reading.document) and reading.day
    ]
    for group in facts.links.copies:
        known = [facts.readings[name].document.origin for name in group if name in facts.readings]
        notes += [f"{' and '.join(known)} are one text and count as one origin"] if len(known) > 1 else []
    notes += [f"{reading.document.origin}: {note}" for reading in facts.readings.values() for note in reading.document.notes]
    return tuple(notes)
