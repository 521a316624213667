"""What incidents and actors are called."""

from __future__ import annotations

import pytest
from builders import a_document, a_place, a_reading, an_actor, an_event

from twosource.linking import link
from twosource.record import derive
from twosource.record.naming import best_name, is_counted, is_name, plain, uncounted


@pytest.mark.parametrize(
    ("names", "best"),
    [
        (["FVF", "Free Vard Front", "FVF"], "Free Vard Front"),
        (["the group", "Free Vard Front"], "Free Vard Front"),
        (["Vesh", "Aran Vesh"], "Aran Vesh"),
        (["Rebels", "rebels"], "rebels"),
        (["north [Vard](#) Brigade"], "north Vard Brigade"),
    ],
)
def test_a_proper_name_comes_before_a_description_and_the_long_form_before_the_short(names: list[str], best: str):
    assert best_name(names) == best


def test_words_for_a_sort_of_people_are_no_name_even_with_a_capital():
    assert not is_name("Rebels")
    assert is_name("Free Vard Front")
    assert plain("Insurgent groups") == "insurgent groups"
    assert plain("General Command") == "General Command"


def test_counted_people_lose_their_number():
    assert is_counted("up to 3 million people")
    assert not is_counted("Vard army")
    assert uncounted("at least 12 civilians") == "civilians"
    assert uncounted("a number of villagers") == "villagers"


def titled(text: str, trigger: str, kind: str, actors: dict[str, str], place: str = "Lomar", **roles: str) -> str:
    document = a_document(text, "one")
    town = a_place(document, place)
    known = [an_actor(document, name, sort) for name, sort in actors.items()]
    event = an_event(document, trigger, kind, day="2031-05-04", at=town.id, **roles)
    reading = a_reading(document, actors=known, places=[town], events=[event])
    return derive([reading], link([reading])).incidents[0].title


def test_a_title_names_what_was_hit_in_the_reports_own_short_words():
    title = titled("Warplanes hit a market in Lomar.", "hit", "air_drone_strike", {}, target="a market")
    assert title == "Air strike on a market in Lomar"


def test_people_who_are_counted_do_nothing_in_a_title_and_suffer_without_their_number():
    text = "A crowd of 40 villagers shelled 12 civilians in Lomar."
    actors = {"A crowd of 40 villagers": "civilian", "12 civilians": "civilian"}
    title = titled(text, "shelled", "shelling_artillery_missile", actors, agent="A crowd of 40 villagers", target="12 civilians")
    assert title == "Shelling of civilians in Lomar"


def test_a_capture_and_a_withdrawal_are_of_and_from_their_place():
    actors = {"Free Vard Front": "armed_group", "army": "military"}
    text = "Free Vard Front took Lomar, and the army left Lomar."
    assert (
        titled(text, "took", "non_state_actor_overtakes_territory", actors, agent="Free Vard Front")
        == "Capture of Lomar by Free Vard Front"
    )
    assert titled(text, "left", "withdrawal", actors, agent="army") == "Withdrawal of army from Lomar"


def test_a_clash_is_between_its_sides():
    actors = {"Free Vard Front": "armed_group", "Vard army": "military"}
    text = "Free Vard Front fought Vard army in Lomar."
    title = titled(text, "fought", "armed_clash", actors, agent="Free Vard Front", target="Vard army")
    assert title == "Clash between Free Vard Front and Vard army in Lomar"
