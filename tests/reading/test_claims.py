"""What was seen becomes a Reading: ids, links and resolved values, the same way for every finder."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.geography.earth import an_earth
from twosource.geography import Gazetteer
from twosource.nouns import DateCandidate, Document, Reading, Span
from twosource.reading.claims import CARRY, assemble
from twosource.reading.sightings import (
    ActorSeen,
    AttributionSeen,
    ControlSeen,
    EventSeen,
    FigureSeen,
    PlaceSeen,
    Sightings,
)
from twosource.vocabulary import load

TEXT = "Rebels took Zelmar on Friday, killing at least 12 soldiers, a monitor said. Then they shelled Mirek."
DAY = DateCandidate(date(2025, 5, 4), "field", "the file says so")


def span(words: str) -> Span:
    at = TEXT.index(words)
    return Span(at, at + len(words))


@pytest.fixture(scope="module")
def earth(tmp_path_factory: pytest.TempPathFactory) -> Gazetteer:
    return an_earth(Path(tmp_path_factory.mktemp("earth")))


def seen(**parts: Any) -> Sightings:
    whole: dict[str, Any] = {
        "actors": (ActorSeen((span("Rebels"),), "armed_group", "Rebels"), ActorSeen((span("a monitor"),), "ngo", "monitor")),
        "places": (PlaceSeen((span("Zelmar"),), "Zelmar"), PlaceSeen((span("Mirek"),), "Mirek")),
        "times": (span("Friday"),),
        "attributions": (
            AttributionSeen(span("said"), span("Rebels took Zelmar on Friday"), span("a monitor"), actor=1, kind="monitor"),
        ),
        "events": (
            EventSeen(
                span("took"),
                "non_state_actor_overtakes_territory",
                roles={"agent": (span("Rebels"),), "time": (span("Friday"),)},
                at=0,
                said_by=0,
            ),
            EventSeen(span("shelled"), "shelling_artillery_missile", at=1),
        ),
        "figures": (FigureSeen(span("at least 12 soldiers"), "killed", "soldiers", at=0, event=0),),
        "control": (ControlSeen(span("took Zelmar"), "gained", place=0, holder=0, time=span("Friday")),),
    }
    return Sightings(**{**whole, **parts})


def assembled(earth: Gazetteer, day: DateCandidate | None = DAY, **parts: Any) -> Reading:
    document = Document("d", "d", TEXT, "", "", language="en")
    return assemble(document, seen(**parts), load().languages["en"], earth, day=day, reader="test")


def test_ids_say_where_the_words_are_and_links_become_ids(earth: Gazetteer) -> None:
    reading = assembled(earth)
    took = reading.events[0]
    assert took.id == f"E{span('took').start}-{span('took').end}"
    assert took.at == reading.places[0].id
    assert took.said_by == reading.attributions[0].id
    assert reading.attributions[0].actor == reading.actors[1].id
    assert reading.figures[0].event == took.id
    assert reading.control[0].holder == reading.actors[0].id


def test_two_records_on_the_same_words_have_different_ids(earth: Gazetteer) -> None:
    held = ControlSeen(span("took Zelmar"), "lost", place=0)
    reading = assembled(earth, control=(seen().control[0], held))
    assert reading.control[1].id == reading.control[0].id + "b"


def test_values_are_resolved_behind_the_door(earth: Gazetteer) -> None:
    reading = assembled(earth)
    assert (reading.events[0].when.first, reading.events[0].when.last) == ("2025-05-02", "2025-05-02")  # type: ignore[union-attr]
    assert (reading.figures[0].low, reading.figures[0].high) == (12, None)
    assert reading.places[0].lat is not None


def test_an_event_without_a_time_takes_that_of_what_is_told_before_it(earth: Gazetteer) -> None:
    shelled = assembled(earth).events[1]
    assert shelled.when is not None
    assert shelled.when.first == "2025-05-02"
    assert "told before it" in shelled.when.rule
    assert len(TEXT) < CARRY


def test_another_mention_of_the_event_lends_its_day(earth: Gazetteer) -> None:
    first = EventSeen(span("Rebels"), "non_state_actor_overtakes_territory")
    second = EventSeen(span("took"), "non_state_actor_overtakes_territory", roles={"time": (span("Friday"),)}, same_as=0)
    reading = assembled(earth, events=(first, second), figures=())
    assert reading.events[0].when == reading.events[1].when


def test_without_a_day_relative_times_stay_open(earth: Gazetteer) -> None:
    reading = assembled(earth, day=None)
    assert reading.times[0].when.first is None
    assert reading.events[0].when is None


def test_a_place_that_lost_its_mentions_to_an_actor_is_gone_and_takes_nothing_along(earth: Gazetteer) -> None:
    places = (PlaceSeen((), "Zelmar"), PlaceSeen((span("Mirek"),), "Mirek"))
    reading = assembled(earth, places=places)
    assert [place.name for place in reading.places] == ["Mirek"]
    assert reading.events[0].at is None
    assert reading.events[1].at == reading.places[0].id


def test_a_count_since_a_time_goes_on_up_to_the_report(earth: Gazetteer) -> None:
    text = "Since fighting began in April, 500 civilians have died."
    document = Document("d", "d", text, "", "", language="en")
    time, counted = (Span(text.index(words), text.index(words) + len(words)) for words in ("April", "500 civilians"))
    seen_here = Sightings(times=(time,), figures=(FigureSeen(counted, "killed", "civilians", time=time),))
    reading = assemble(document, seen_here, load().languages["en"], earth, day=DAY, reader="test")
    when = reading.figures[0].when
    assert when is not None
    assert (when.first, when.last) == ("2025-04", "2025-05-04")


def carried(earth: Gazetteer, text: str, words: str, *times: str) -> tuple[str | None, str | None] | None:
    """Return the edges of the day that a gain without a time takes from its paragraph, None where it takes none."""
    document = Document("d", "d", text, "", "", language="en")
    found = [Span(text.index(one), text.index(one) + len(one)) for one in (words, *times)]
    seen_here = Sightings(times=tuple(found[1:]), control=(ControlSeen(found[0], "gained"),))
    reading = assemble(document, seen_here, load().languages["en"], earth, day=None, reader="test")
    when = reading.control[0].when
    return when and (when.first, when.last)


def test_a_gain_takes_the_day_of_which_its_paragraph_last_spoke(earth: Gazetteer) -> None:
    assert carried(earth, "On 2 May 2025 rebels came near. They took Oru.", "took Oru", "2 May 2025") == (
        "2025-05-02",
        "2025-05-02",
    )


def test_a_day_set_behind_what_follows_it_is_not_carried_on(earth: Gazetteer) -> None:
    text = "After the army lost Mirek on 2 May 2025, rebels marched on. They took Oru."
    assert carried(earth, text, "took Oru", "2 May 2025") is None
    text = "After dark, on 2 May 2025, rebels marched on. They took Oru."
    assert carried(earth, text, "took Oru", "2 May 2025") == ("2025-05-02", "2025-05-02")


def test_a_gain_that_lies_before_its_paragraphs_day_was_made_by_then(earth: Gazetteer) -> None:
    for words in ("had been taken", "the fall of Oru", "had taken Oru"):
        text = f"On 2 May 2025 smoke rose over {words}."
        assert carried(earth, text, words.removeprefix("the "), "2 May 2025") == (None, "2025-05-02")
    assert carried(earth, "On 2 May 2025 rebels who had quietly fully taken Oru left.", "taken Oru", "2 May 2025") == (
        None,
        "2025-05-02",
    )
