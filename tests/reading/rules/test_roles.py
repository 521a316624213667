"""Who did what to whom, in the turns of phrase that news uses."""

import pytest

from reading.rules.scene import Scene

ACTORS = {"The army": "military", "rebels": "armed_group", "government forces": "military"}


def read(text, *places, **times):
    actors = {name: kind for name, kind in ACTORS.items() if name in text}
    return Scene(text, actors, places, times.get("times", ()))


@pytest.mark.parametrize(
    ("text", "trigger", "agent", "target"),
    [
        ("The army attacked rebels in Oru.", "attacked", "The army", "rebels"),
        ("In Oru rebels were attacked by government forces.", "attacked", "government forces", "rebels"),
        ("The army launched an offensive against rebels.", "offensive", "The army", "rebels"),
        ("An offensive by government forces against rebels began.", "offensive", "government forces", "rebels"),
        ("An offensive led by government forces began.", "offensive", "government forces", None),
        ("The army's assault on rebels failed.", "assault", "The army", "rebels"),
        ("The army moved in and shelled rebels.", "shelled", "The army", "rebels"),
        ("The army sent tanks to attack rebels.", "attack", None, "rebels"),
    ],
)
def test_grammar_tells_agent_and_target(text, trigger, agent, target):
    scene = read(text)
    if agent:
        assert scene.role(trigger, "agent") == [agent]
    if target:
        assert scene.role(trigger, "target") == [target]


def test_a_capture_names_the_place_and_who_loses_it():
    scene = read("The army captured Oru from rebels.", "Oru")
    assert scene.role("captured", "place") == ["Oru"]
    assert scene.role("captured", "target") == ["rebels"]


def test_places_in_a_row_are_all_captured():
    scene = read("The army captured Oru, Tavan and Senn.", "Oru", "Tavan", "Senn")
    assert scene.role("captured", "place") == ["Oru", "Tavan", "Senn"]


def test_who_withdraws_is_agent_and_the_place_is_origin():
    scene = read("The withdrawal of government forces from Oru began.", "Oru")
    assert scene.role("withdrawal", "agent") == ["government forces"]
    assert scene.role("withdrawal", "origin") == ["Oru"]


def test_who_flees_is_target():
    scene = Scene("Nine families fled Oru for Tavan.", {"Nine families": "civilian"}, ["Oru", "Tavan"])
    assert scene.role("fled", "target") == ["Nine families"]
    assert scene.role("fled", "origin") == ["Oru"]
    assert scene.role("fled", "agent") == []


def test_all_parties_of_talks_are_agents():
    scene = read("Talks between government forces and rebels opened in Oru.", "Oru")
    assert scene.role("Talks", "agent") == ["government forces", "rebels"]


def test_what_a_strike_killed_is_its_target():
    scene = Scene("An air strike killed nine villagers.", {"nine villagers": "civilian"})
    assert scene.role("air strike", "target") == ["nine villagers"]


def test_a_word_that_is_no_known_party_is_no_agent():
    assert read("The weather attacked rebels.").role("attacked", "agent") == []


def test_a_speaker_behind_a_comma_is_not_the_agent_of_what_it_says():
    scene = Scene("The convoy was struck by government warplanes, Oruland said.", {"Oruland": "government"})
    assert scene.role("struck", "agent") == ["government warplanes"]


def test_warplanes_act_and_are_the_means():
    assert Scene("Warplanes bombed Oru.", places=["Oru"]).role("bombed", "instrument") == ["Warplanes"]


def test_who_is_made_to_flee_flees():
    scene = Scene("The raids led 900 villagers to flee Oru.", {"900 villagers": "civilian"}, ["Oru"])
    assert scene.role("flee", "target") == ["900 villagers"]


def test_who_is_blamed_for_an_act_did_it():
    scene = Scene(
        "Oruland blamed Tavania for arming rebels.", {"Oruland": "government", "Tavania": "government", "rebels": "armed_group"}
    )
    assert scene.role("arming", "agent") == ["Tavania"]


def test_a_headline_participle_is_a_passive():
    scene = Scene("Four soldiers killed in rebel attack in Oru", {"Four soldiers": "military", "rebel": "armed_group"}, ["Oru"])
    assert scene.role("attack", "agent") == ["rebel"]
    assert scene["attack"].type == "armed_clash"


def test_a_joined_verb_shares_the_actor_before_the_first_one():
    scene = Scene("The blast comes as rebel forces made big advances and captured Oru.", {"rebel forces": "armed_group"}, ["Oru"])
    assert [scene.text[span.start : span.end] for span in scene["captured"].roles["agent"]] == ["rebel forces"]
