"""Who holds which place."""

from dataclasses import replace

import pytest

from reading.rules.scene import Scene, spans
from twosource.reading.rules import control, deeds
from twosource.reading.rules.mentions import Mentions
from twosource.reading.sentences import sentences
from twosource.reading.sightings import EventSeen
from twosource.vocabulary import load

CAPTURE = "non_state_actor_overtakes_territory"
KINDS = {"The army": "military", "the army": "military", "rebels": "armed_group", "Rebels": "armed_group", "rebel": "armed_group"}


def read(text):
    return Scene(text, {name: kind for name, kind in KINDS.items() if name in text}, [p for p in ("Oru", "Tavan") if p in text])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The army captured Oru.", [("gained", "Oru", "The army")]),
        ("The army captured Oru from rebels.", [("gained", "Oru", "The army"), ("lost", "Oru", "rebels")]),
        ("Rebels withdrew from Oru.", [("lost", "Oru", "Rebels")]),
        ("The army surrounded Oru.", [("surrounded", "Oru", "The army")]),
        ("Oru is under the control of the army.", [("holds", "Oru", "the army")]),
        ("Oru is outside the control of the army.", [("lost", "Oru", "the army")]),
        ("Rebels control Oru.", [("holds", "Oru", "Rebels")]),
        ("Oru is controlled by the army.", [("holds", "Oru", "the army")]),
        ("Rebels no longer control Oru.", [("lost", "Oru", "Rebels")]),
        ("Rebels fought in the battle for control of Oru.", [("contested", "Oru", "Rebels")]),
        ("Troops will retake Oru.", []),
        ("The army wants to surround Oru.", []),
        ("The army advanced into Oru.", [("gained", "Oru", "The army")]),
        ("Rebels are in control of Oru.", [("holds", "Oru", "Rebels")]),
        ("Rebels lost all of the land except Oru.", [("holds", "Oru", "Rebels")]),
        ("Rebels withdrew from Oru and Tavan.", [("lost", "Oru", "Rebels"), ("lost", "Tavan", "Rebels")]),
        ("Rebels no longer control a key highway.", [("lost", None, "Rebels")]),
        (
            "The road led to areas that rebels controlled in Oru and Tavan.",
            [("holds", "Oru", "rebels"), ("holds", "Tavan", "rebels")],
        ),
        ("Oru is not under rebel control.", []),
        ("Rebels captured Oru and Tavan.", [("gained", "Oru", "Rebels"), ("gained", "Tavan", "Rebels")]),
        ("Rebels control Oru and Tavan.", [("holds", "Oru", "Rebels"), ("holds", "Tavan", "Rebels")]),
        ("Shells hit Oru and Tavan which were under rebel control.", [("holds", "Oru", "rebel"), ("holds", "Tavan", "rebel")]),
        ("The army massed its guns to capture Oru.", []),
        ("The army managed to capture Oru.", [("gained", "Oru", "The army")]),
        ("Taking Oru was a key objective of the army.", []),
        ("Oru fell and dealt a blow to rebels.", []),
        ("Oru fell to rebels.", [("gained", "Oru", "rebels")]),
        ("Planes struck Oru, a bastion of rebels.", [("holds", "Oru", "rebels")]),
        ("Planes struck the rebel stronghold of Oru.", [("holds", "Oru", "rebel")]),
        ("Planes struck Oru, which is held by rebels.", [("holds", "Oru", "rebels")]),
        ("The army took Oru. The capture of Oru came at dawn.", [("gained", "Oru", "The army")] * 2),
        (
            "The army took Oru. Rebels took Oru. The capture of Oru came at dawn.",
            [
                ("gained", "Oru", "Rebels"),
                ("gained", "Oru", "The army"),
                ("gained", "Oru", None),
            ],
        ),
        ("Rebels fired at the army in Oru.", []),
        ("The army took Oru. The next day Tavan was captured.", [("gained", "Oru", "The army"), ("gained", "Tavan", "The army")]),
        ("Rebels captured villages near Oru.", []),
        ("Rebels captured a hill ten kilometres east of Oru.", []),
        ("The army captured rebels in Oru.", []),
        ("There was fighting in Oru although it was still held by rebels.", [("holds", "Oru", "rebels")]),
        ("Oru was quiet but is now in rebel hands.", [("holds", "Oru", "rebel")]),
    ],
)
def test_a_statement_of_control_is_read(text, expected):
    assert sorted(read(text).control, key=str) == sorted(expected, key=str)


def test_an_attribute_before_a_place_says_who_holds_it():
    scene = Scene("Shells hit rebel-held Oru.", {"rebel": "armed_group"}, ["Oru"])
    assert ("holds", "Oru", "rebel") in scene.control


def test_a_pronoun_that_captures_means_who_acted_before():
    scene = read("The army attacked rebels near Tavan. It captured Oru.")
    assert ("gained", "Oru", "The army") in scene.control


def test_cutting_a_road_surrounds_no_place():
    assert read("Rebels cut the road to Oru.").control == []


def test_what_is_taken_stands_behind_an_active_verb_and_before_a_passive_one():
    held = read("The army advanced through Oru, capturing Tavan.").control
    assert ("gained", "Tavan", "The army") in held
    assert ("gained", "Oru", "The army") not in held


def test_of_several_agents_one_that_does_another_deed_between_is_that_deeds():
    text = "The army marched into Oru after a rebel withdrawal."
    scene = Scene(text, {"The army": "military", "rebel": "armed_group"}, ["Oru"])
    army, rebel, oru = (spans(text, words) for words in ("The army", "rebel", "Oru"))
    marched = EventSeen(spans(text, "marched")[0], "offensive", roles={"agent": army, "destination": oru})
    left = EventSeen(spans(text, "withdrawal")[0], "withdrawal", roles={"agent": (*army, *rebel), "origin": oru})
    read_again = control.find(scene.document, (), load().languages["en"], scene.actors, scene.places, events=(marched, left))
    assert [(one.status, scene.actors[one.holder].name) for one in read_again] == [("gained", "The army"), ("lost", "rebel")]


def test_a_place_behind_another_deed_is_that_deeds():
    held = read("The army captured Oru, shelled Tavan and left.").control
    assert held == [("gained", "Oru", "The army")]
    assert read("The army captured Oru and Tavan.").control == [("gained", "Oru", "The army"), ("gained", "Tavan", "The army")]


def test_a_statement_of_holding_takes_the_time_beside_it():
    scene = Scene("Oru has been in rebel hands since 2014.", {"rebel": "armed_group"}, ["Oru"], ["since 2014"])
    assert [scene.document.quote(one.time) for one in scene.held] == ["since 2014"]


def test_villagers_hold_no_ground():
    assert Scene("Villagers held Oru.", {"Villagers": "civilian"}, ["Oru"]).control == []


def event(text, trigger, kind, **roles):
    """Return an event on a trigger, each role filled by words of the text."""
    return EventSeen(
        spans(text, trigger)[0], kind, roles={role: tuple(spans(text, one)[0] for one in told) for role, told in roles.items()}
    )


def held(text, *events):
    """Return what follows for control from events that a finder saw in a text."""
    scene = read(text)
    found = control.find(
        scene.document,
        sentences(scene.document, load().languages["en"]),
        load().languages["en"],
        scene.actors,
        scene.places,
        events=events,
    )
    return [
        (one.status, scene.places[one.place].name, None if one.holder is None else scene.actors[one.holder].name) for one in found
    ]


def test_who_is_driven_from_a_place_loses_it():
    text = "The army pushed rebels back from Oru."
    pushed = event(text, "pushed", "offensive", agent=["The army"], target=["rebels"], origin=["Oru"])
    assert held(text, pushed) == [("gained", "Oru", "The army"), ("lost", "Oru", "rebels")]
    text = "The army pushed rebels in Oru."
    assert held(text, event(text, "pushed", "offensive", agent=["The army"], target=["rebels"], place=["Oru"])) == []


def test_who_is_encircled_surrounds_nobody():
    text = "Near Tavan rebels were reportedly encircled in Oru."
    ringed = event(text, "encircled", "encirclement", agent=["rebels"], place=["Oru"])
    assert held(text, ringed) == [("surrounded", "Oru", None)]
    text = "The army encircled Oru."
    assert held(text, event(text, "encircled", "encirclement", agent=["The army"], place=["Oru"])) == [
        ("surrounded", "Oru", "The army")
    ]


def test_one_and_the_same_words_do_not_take_and_lose():
    text = "Rebels overran Oru."
    assert held(text, event(text, "overran", CAPTURE, agent=["Rebels"], target=["Rebels"], place=["Oru"])) == [
        ("gained", "Oru", "Rebels")
    ]


def test_who_takes_together_takes_both():
    text = "Oru was captured by rebels and the army."
    assert sorted(held(text, event(text, "captured", CAPTURE, agent=["rebels"], target=["the army"], place=["Oru"]))) == [
        ("gained", "Oru", "rebels"),
        ("gained", "Oru", "the army"),
    ]


def test_from_whom_a_place_is_taken_loses_it_however_far_behind():
    text = "The army captured hills and the town of Oru from rebels."
    assert held(text, *settled(text, event(text, "captured", CAPTURE, agent=["The army", "rebels"], place=["Oru"]))) == [
        ("gained", "Oru", "The army"),
        ("lost", "Oru", "rebels"),
    ]


def settled(text, *events):
    scene = read(text)
    mentions = Mentions(scene.actors, scene.places)
    return deeds.settled(scene.document, events, mentions, load(), load().languages["en"])


@pytest.mark.parametrize("text", ["Oru's fall to rebels cost much.", "Planes hit Oru, which later fell to rebels."])
def test_what_falls_stands_right_before_where_no_role_says_it(text):
    trigger = "fall" if "fall " in text else "fell"
    assert held(text, event(text, trigger, CAPTURE, agent=["rebels"])) == [("gained", "Oru", "rebels")]


def test_what_is_reported_taken_is_told_and_what_is_called_false_is_not():
    told = "Rebels reportedly captured Oru."
    false = "The army falsely claimed that rebels had captured Oru."
    for text, taker, expected in ((told, "Rebels", [("gained", "Oru", "Rebels")]), (false, "rebels", [])):
        made = replace(event(text, "captured", CAPTURE, agent=[taker], place=["Oru"]), realis="uncertain")
        assert held(text, made) == expected


def test_control_of_fire_takes_no_place():
    text = "Rebels established fire control over Oru."
    assert held(text, event(text, "established fire control over", CAPTURE, agent=["Rebels"], place=["Oru"])) == []


def test_several_places_in_one_mention_are_taken_one_by_one():
    text = "Rebels captured the villages of Oru and Tavan."
    both = event(text, "captured", CAPTURE, agent=["Rebels"], place=["the villages of Oru and Tavan"])
    assert held(text, both) == [("gained", "Oru", "Rebels"), ("gained", "Tavan", "Rebels")]


def test_a_verb_of_holding_inside_a_places_description_is_of_that_place():
    text = "They fled the areas controlled by rebels."
    scene = Scene(text, {"rebels": "armed_group"}, ["the areas controlled by rebels"])
    assert scene.control == [("holds", "the areas controlled by rebels", "rebels")]
