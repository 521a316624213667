"""Readings and links in, the one sourced record out.

Everything here is computed and may be thrown away: the same readings and links give an equal record in whatever order they come.
Nothing here writes facts, and nothing is said that does not lead back to words on a page.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from twosource.geography.roads import Roads
from twosource.nouns import Correction, FigureGroup, Incident, Links, Reading, Record, Ref
from twosource.record.agreements import agreements_of
from twosource.record.aliases import Alias, aliases_of
from twosource.record.claimed import Sides, claims_on_control
from twosource.record.coarsening import kilometres
from twosource.record.comparing import Aligned, compare
from twosource.record.corrections import choices, corrected, machine_value, part_of, value_of
from twosource.record.explanation import Explanation, explain
from twosource.record.facts import Facts, each_once, facts_of, figures_of
from twosource.record.figures import doubt_of, figure_groups
from twosource.record.holders import holding_at, holdings_of
from twosource.record.incidents import incidents_of
from twosource.record.movements import movements_of
from twosource.record.omissions import omissions_of
from twosource.record.posts import posts_of
from twosource.record.reach import Reach
from twosource.record.relations import relations_of
from twosource.record.review import Cell, queue
from twosource.record.roots import roots_of
from twosource.record.routes import routes_of
from twosource.record.shape import record_to_json
from twosource.record.situation import Ledger, Situation
from twosource.record.timelines import control_over
from twosource.record.versions import versions_of
from twosource.record.wholes import wholes_of
from twosource.record.withholding import Withholding
from twosource.vocabulary.roster import Roster

__all__ = [
    "Alias",
    "Aligned",
    "Cell",
    "Explanation",
    "Ledger",
    "Reach",
    "Situation",
    "Withholding",
    "aliases_of",
    "choices",
    "compare",
    "corrected",
    "derive",
    "explain",
    "holding_at",
    "kilometres",
    "machine_value",
    "part_of",
    "queue",
    "record_to_json",
    "value_of",
]


def derive(
    readings: Iterable[Reading],
    links: Links,
    corrections: Iterable[Correction] = (),
    roads: Roads | None = None,
    roster: Roster | None = None,
) -> Record:
    """Return the record that follows from readings, links and persons' corrections of claims, over a road network.

    A project's roster tells the sides of actors and what stands behind sources. A link to a reading that is not at hand is passed
    over. The record holds the readings as they are, uncorrected.
    """
    own, corrections = list(readings), tuple(corrections)
    facts = facts_of(corrected(own, corrections), links, roster)
    facts = replace(facts, roots=_roots(facts, roster or Roster()))
    sides = Sides(facts)
    claimed = claims_on_control(facts, sides)
    holdings, control = holdings_of(claimed, sides, facts), control_over(claimed, sides, facts)
    movements = movements_of(facts, sides)
    incidents, figures = _in_context(incidents_of(facts), facts), figure_groups(facts)
    return Record(
        readings=tuple(sorted(own, key=lambda one: one.document.id)),
        incidents=incidents,
        figures=figures,
        control=control,
        holdings=holdings,
        routes=routes_of(facts, sides, holdings, roads),
        posts=posts_of(facts, control),
        movements=movements,
        agreements=agreements_of(facts, incidents),
        relations=relations_of(facts),
        actors=tuple(each_once(facts.actors[ref] for ref in sorted(facts.actors))),
        places=tuple(each_once(facts.places[ref] for ref in sorted(facts.places))),
        judgements=links.judgements,
        notes=(*_notes(facts, incidents, figures), *(f"Doubtful: {one.doubt}." for one in movements if one.doubt)),
        copies=links.copies,
        versions=versions_of(facts),
        corrections=corrections,
    )


def _roots(facts: Facts, roster: Roster) -> dict[Ref, str]:
    """Return the body behind each attribution that has one, the root that the roster gives it before that which is found."""
    found = roots_of(facts.readings)
    for ref, one in facts.attributions.items():
        name = found.get(ref) or facts.speaker(ref.document, one)
        root = roster.root(name, facts.day(ref.document)) if name else None
        if root:
            found[ref] = root
    return found


def _in_context(incidents: Sequence[Incident], facts: Facts) -> tuple[Incident, ...]:
    """Return the incidents, each with the whole that it is part of and what only one side's sources say of it."""
    wholes = wholes_of(incidents, facts)
    counted: dict[Ref, list[Ref]] = {}
    for ref, figure in figures_of(facts):
        if figure.event:
            counted.setdefault(Ref(ref.document, figure.event), []).append(ref)
    return tuple(
        replace(
            one,
            part_of=wholes.get(one.id),
            omissions=omissions_of(one.mentions, facts, [figure for ref in one.mentions for figure in counted.get(ref, ())]),
        )
        for one in incidents
    )


def _notes(facts: Facts, incidents: Iterable[Incident], figures: Iterable[FigureGroup]) -> tuple[str, ...]:
    """Return what is doubtful in the record as a whole; why each place was taken for what it is stands with the place."""
    notes = [
        f"{document.origin}: dated {reading.day.day}, because it {reading.day.evidence}"
        for reading in facts.readings.values()
        if (document := reading.document) and reading.day
    ]
    for reading in facts.readings.values():
        if reading.day is None and reading.document.published is None:
            notes.append(
                f"{reading.document.origin}: its day is not known, so its relative dates are not either; give --published"
            )
    for group in facts.links.copies:
        known = [facts.readings[name].document.origin for name in group if name in facts.readings]
        notes += [f"{' and '.join(known)} are one text and count as one origin"] if len(known) > 1 else []
    notes += [f"{reading.document.origin}: {note}" for reading in facts.readings.values() for note in _open_notes(reading)]
    notes += _unplaced(facts, incidents)
    notes += [f"{one.what}: {doubt}" for one in figures if (doubt := doubt_of(one))]
    return tuple(notes)


def _open_notes(reading: Reading) -> list[str]:
    """Return the notes on a document but those on its possible days, once a borrowed day has decided between them."""
    days = [one.day.isoformat() for one in reading.document.dates] if reading.day else []
    return [note for note in reading.document.notes if not any(day in note for day in days)]


def _unplaced(facts: Facts, incidents: Iterable[Incident]) -> list[str]:
    """Return a note on each place of the news that no map knows."""
    places = {one.id: one for one in facts.places.values()}
    found = [places[one.place] for one in incidents if one.place and not one.background]
    missing = each_once(place for place in found if place.lat is None)
    return [f"{place.name}: named as the place of news, and not found in the gazetteer" for place in missing]
