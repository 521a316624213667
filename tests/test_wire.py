from __future__ import annotations

from datetime import date

from twosource.nouns import (
    Actor,
    Attribution,
    ControlStatement,
    DateCandidate,
    Document,
    Event,
    Figure,
    Place,
    Reading,
    Span,
    Time,
    When,
)
from twosource.wire import FIELDS, reading_from_json, reading_to_json

DOCUMENT = Document("d", "a.txt", "The army shelled Oru on Friday, killing 4.", "", "", outlet="Wire", language="en")
READING = Reading(
    DOCUMENT,
    "",
    actors=(Actor("A0-8", "army", "military", (Span(0, 8),)),),
    places=(Place("P17-20", "Oru", (Span(17, 20),), lat=1.5, lon=2.5, precision="town"),),
    weapons=(Span(9, 16),),
    times=(Time("T24-30", Span(24, 30), When("2025-05-02", "2025-05-02")),),
    attributions=(Attribution("S9-16", None, Span(9, 16), actor="A0-8"),),
    events=(
        Event("E9-16", Span(9, 16), "shelling_artillery_missile", agent=(Span(0, 8),), at="P17-20", when=When("2025-05", None)),
    ),
    figures=(Figure("F40-41", Span(40, 41), "killed", 4, None, event="E9-16"),),
    control=(ControlStatement("C17-20", Span(17, 20), "P17-20", None, "holds"),),
)


def test_a_reading_has_exactly_the_fields_of_the_interface() -> None:
    made = reading_to_json(READING)
    assert list(made) == [
        "document", "actors", "places", "weapons", "times", "attributions", "events", "figures", "control",
    ]  # fmt: skip
    for part, fields in FIELDS.items():
        record = made[part] if part == "document" else made[part][0]
        wanted = [name for field in fields for name in (("from", "to") if field == "when" else (field,))]
        assert list(record) == wanted


def test_what_is_written_is_read_back_equal() -> None:
    assert reading_from_json(reading_to_json(READING)) == READING


def test_the_day_that_a_report_was_read_against_is_its_published() -> None:
    borrowed = Reading(DOCUMENT, "", day=DateCandidate(date(2025, 5, 2), "borrowed", "another report"))
    assert reading_to_json(borrowed)["document"]["published"] == "2025-05-02"


def test_a_shape_that_lacks_fields_is_read_with_their_defaults() -> None:
    made = reading_from_json(
        {"document": {"id": "d", "origin": "d", "text": "x"}, "events": [{"id": "E1", "trigger": [0, 1], "type": "attack"}]}
    )
    assert made.events == (Event("E1", Span(0, 1), "attack"),)
    assert made.document.published is None
