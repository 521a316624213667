"""Small invented wars: the reports, and the record expected of them. Read three and you know what the project is for.

Each story is a folder with reports and an `expected.toml`: incidents, figures and control that must be in the record, mentions
that must not be joined. A story goes through everything: bytes, reading, linking, record.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from twosource import monitor
from twosource.nouns import FigureGroup, Incident, Reading, Record

STORIES = sorted(path.parent for path in Path(__file__).parent.glob("*/expected.toml"))


@pytest.fixture(scope="module", params=STORIES, ids=lambda folder: folder.name)
def story(request: pytest.FixtureRequest) -> tuple[dict[str, Any], Record]:
    expected = tomllib.loads((request.param / "expected.toml").read_text(encoding="utf-8"))
    readings = list(monitor.read_paths(sorted(request.param.glob("*.jsonl"))))
    assert all(isinstance(reading, Reading) for reading in readings)
    return expected, monitor.report(readings)


def test_the_incidents_of_the_story_are_in_the_record(story: tuple[dict[str, Any], Record]) -> None:
    expected, record = story
    for wanted in expected.get("incident", []):
        assert any(fits(record, incident, wanted) for incident in record.incidents), f"{wanted}\nnot in\n{told(record)}"


def test_the_figures_of_the_story_stand_side_by_side(story: tuple[dict[str, Any], Record]) -> None:
    expected, record = story
    for wanted in expected.get("figure", []):
        assert any(counts(group, wanted) for group in record.figures), f"{wanted}\nnot in\n{record.figures}"


def test_the_holders_of_the_story_follow_each_other(story: tuple[dict[str, Any], Record]) -> None:
    expected, record = story
    names = {actor.id: actor.name for actor in record.actors} | {place.id: place.name for place in record.places}
    held = [
        (names[one.place], names.get(one.holder or "", ""), one.status, one.when.first if one.when else None)
        for one in record.control
    ]
    for wanted in expected.get("control", []):
        found = [
            holder for place, holder, *rest in held if [place, *rest] == [wanted[part] for part in ("place", "status", "from")]
        ]
        assert any(wanted["holder"].lower() in holder.lower() for holder in found), f"{wanted}\nnot in\n{held}"


def test_what_is_not_one_thing_is_not_joined(story: tuple[dict[str, Any], Record]) -> None:
    expected, record = story
    for wanted in expected.get("apart", []):
        one, other = (incident_of(record, *wanted[side]) for side in ("one", "other"))
        assert one.id != other.id, f"{wanted} are joined"


def fits(record: Record, incident: Incident, wanted: dict[str, Any]) -> bool:
    places = {place.id: place.name for place in record.places}
    standings = wanted.get("standing", incident.standing.word)
    return (
        incident.type == wanted["type"]
        and places.get(incident.place or "") == wanted.get("place", places.get(incident.place or ""))
        and incident.standing.word in ([standings] if isinstance(standings, str) else standings)
        and incident.standing.origins == wanted.get("origins", incident.standing.origins)
        and set(wanted.get("reports", [])) <= {origin(record, ref.document) for ref in incident.mentions}
    )


def counts(group: FigureGroup, wanted: dict[str, Any]) -> bool:
    have = {(claim.low, claim.high) for claim in group.claims}
    values = {tuple(None if edge == "open" else edge for edge in value) for value in wanted["values"]}
    return group.kind == wanted["kind"] and values == have and group.difference == wanted.get("difference", group.difference)


def incident_of(record: Record, report: str, word: str) -> Incident:
    """Return the incident of the event whose trigger is a word of a report."""
    for reading in record.readings:
        if reading.document.origin == report:
            for event in reading.events:
                if reading.document.quote(event.trigger).lower() == word:
                    for incident in record.incidents:
                        if any(ref.document == reading.document.id and ref.claim == event.id for ref in incident.mentions):
                            return incident
    raise AssertionError(f"no event {word!r} in {report!r}\n{told(record)}")


def origin(record: Record, document: str) -> str:
    return next(reading.document.origin for reading in record.readings if reading.document.id == document)


def told(record: Record) -> str:
    """Return the incidents in a form that a person can compare with the story."""
    places = {place.id: place.name for place in record.places}
    return "\n".join(
        f"{one.type} at {places.get(one.place or '')}: {one.standing.word}, {one.standing.origins} origins, "
        f"{sorted({origin(record, ref.document) for ref in one.mentions})}"
        for one in record.incidents
    )
