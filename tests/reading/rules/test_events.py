"""Triggers and types, and how an event hangs on the rest of the report."""

from hypothesis import given, settings
from hypothesis import strategies as st

from reading.rules.scene import Scene, document
from twosource.nouns import Span
from twosource.reading.rules import events
from twosource.reading.sentences import sentences
from twosource.reading.sightings import AttributionSeen
from twosource.vocabulary import load


def test_a_generic_word_takes_the_type_of_the_event_before():
    scene = Scene("Warplanes bombed Oru. The attack killed nine people.", places=["Oru"])
    assert [one.type for one in scene.events] == ["air_drone_strike", "air_drone_strike"]


def test_the_weapon_decides_what_an_attack_is():
    assert Scene("The army fired rockets in an attack on Oru.")["attack"].type == "shelling_artillery_missile"
    assert Scene("Gas was used in an attack on Oru.")["attack"].type == "chemical_weapon"


def test_an_attribute_is_no_event():
    assert Scene("Rebel-backed officials of the war crimes court spoke.").triggers() == []


def test_a_killing_verb_gives_way_to_the_word_that_names_what_killed():
    assert Scene("An air strike killed nine villagers in Oru.").triggers() == ["air strike"]
    assert Scene("Gunmen killed nine villagers in Oru.").triggers() == ["killed"]


def test_who_captures_decides_which_side_gains():
    assert Scene("The army captured Oru.", {"The army": "military"}, ["Oru"])["captured"].type == "government_regains_territory"
    rebels = Scene("The Northern Front captured Oru.", {"The Northern Front": "armed_group"}, ["Oru"])
    assert rebels["captured"].type == "non_state_actor_overtakes_territory"


def test_an_event_is_said_by_the_innermost_attribution_around_it():
    text = "An agency said that a witness saw troops storm the base in Oru."
    said = [AttributionSeen(None, Span(15, 62)), AttributionSeen(None, Span(32, 62))]
    assert Scene(text, places=["Oru"], said=said)["storm"].said_by == 1


def test_an_event_happens_at_the_place_of_its_sentence_else_of_the_one_before():
    scene = Scene("Rebels shelled Oru. The shelling went on.", {"Rebels": "armed_group"}, ["Oru"])
    assert [one.at for one in scene.events] == [0, 0]


def test_a_second_mention_points_to_the_first():
    scene = Scene("Rebels shelled Oru. The shelling went on.", {"Rebels": "armed_group"}, ["Oru"])
    assert [one.same_as for one in scene.events] == [None, 0]


def test_events_at_two_places_are_two():
    scene = Scene("Rebels shelled Oru. Rebels shelled Tavan.", {"Rebels": "armed_group"}, ["Oru", "Tavan"])
    assert [one.same_as for one in scene.events] == [None, None]


WORDS = "Rebels the army attacked Oru strike on by said killed and fled to . , 2014 ’s —".split()  # noqa: SIM905


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=25))
def test_any_text_gives_events_in_order_that_do_not_overlap(words):
    text = " ".join(words)
    vocabulary = load()
    language = vocabulary.languages["en"]
    whole = document(text)
    found = events.find(whole, sentences(whole, language), vocabulary, language)
    assert list(found) == sorted(found, key=lambda one: one.trigger)
    assert all(left.trigger.end <= right.trigger.start for left, right in zip(found, found[1:], strict=False))
    assert all(one.same_as is None or one.same_as < n for n, one in enumerate(found))
