"""Sums over a war: what two reports count over months, beyond one town."""

from __future__ import annotations

from builders import a_document, a_figure, a_place, a_reading, a_strike, an_event, when

from twosource.linking import link
from twosource.nouns import FigureGroup, Reading
from twosource.record import derive


def with_a_sum(name: str, words: str, low: int | None, high: int | None, first: str) -> Reading:
    """The report of a strike, with one sum of those who fled since a day."""
    strike = a_strike(name)
    text = f"{strike.document.text} In the province {words} have fled."
    document = a_document(text, name)
    town = a_place(document, "Oru")
    event = an_event(document, "bombed", "air_drone_strike", day="2031-05-04", place="Oru", at=town.id)
    flight = an_event(document, "fled", "displacement", when=when(first, "2031-05-04"))
    count = a_figure(document, words, "displaced", low, high, who="people", event=flight.id)
    return a_reading(document, places=[town], events=[event, flight], figures=[count])


def displaced(*readings: Reading) -> list[FigureGroup]:
    return [one for one in derive(readings, link(readings)).figures if one.kind == "displaced"]


def test_sums_of_one_story_stand_side_by_side_and_differ_in_period():
    groups = displaced(
        with_a_sum("one", "40,000 people", 40_000, 40_000, "2031-01-01"),
        with_a_sum("two", "up to 50,000 people", None, 50_000, "2031-04-20"),
    )
    assert [(one.relation, one.difference) for one in groups] == [("differ", "period")]
    assert "2031-01-01" in groups[0].why


def test_sums_of_another_order_count_another_thing():
    groups = displaced(
        with_a_sum("one", "40,000 people", 40_000, 40_000, "2031-01-01"),
        with_a_sum("two", "3 million people", 3_000_000, 3_000_000, "2031-04-20"),
    )
    assert [one.relation for one in groups] == ["single", "single"]
