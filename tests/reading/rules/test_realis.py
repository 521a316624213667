"""Whether an event happened, and whether it is the news."""

import pytest

from reading.rules.scene import Scene
from twosource.nouns import Span
from twosource.reading.sightings import AttributionSeen


@pytest.mark.parametrize(
    ("text", "trigger", "realis"),
    [
        ("Troops withdrew from Oru.", "withdrew", "actual"),
        ("Troops did not withdraw from Oru.", "withdraw", "denied"),
        ("The army denied shelling Oru.", "shelling", "denied"),
        ("Troops will withdraw from Oru.", "withdraw", "future"),
        ("The army threatened to attack Oru.", "attack", "future"),
        ("The army sent tanks to retake Oru.", "retake", "future"),
        ("If rebels attack Oru, people will suffer.", "attack", "future"),
        ("The army may have shelled Oru.", "shelled", "uncertain"),
        ("The army allegedly shelled Oru.", "shelled", "uncertain"),
        ("The reported attack came at night.", "attack", "uncertain"),
        ("Rebels released the hostages.", "released", "ended"),
        ("The army lifted the siege of Oru.", "siege", "ended"),
        ("Shelling forced families to flee.", "flee", "actual"),
    ],
)
def test_words_before_a_trigger_tell_its_realis(text, trigger, realis):
    assert Scene(text, places=["Oru"] if "Oru" in text else [])[trigger].realis == realis


def test_a_negation_of_another_clause_does_not_deny():
    assert Scene("The envoy did not come; troops attacked Oru.")["attacked"].realis == "actual"


@pytest.mark.parametrize(
    ("text", "trigger", "times"),
    [
        ("Rebels captured Oru in 2014.", "captured", ["2014"]),
        ("Nine people have died since rebels attacked Oru.", "attacked", []),
        ("The civil war has lasted long.", "civil war", []),
        ("Rebels shelled Oru last year.", "shelled", ["last year"]),
    ],
)
def test_signs_of_looking_back_make_background(text, trigger, times):
    assert Scene(text, times=times)[trigger].background


def test_news_is_no_background():
    assert not Scene("Rebels shelled Oru on Monday.", times=["Monday"])["shelled"].background


def test_all_under_a_heading_that_looks_back_is_background():
    text = "Rebels shelled Oru.\n\n## Background\n\nRebels stormed Tavan.\n\n## Aftermath\n\nFamilies fled Tavan."
    scene = Scene(text, {"Rebels": "armed_group"}, ["Oru", "Tavan"])
    assert [one.background for one in scene.events] == [False, True, False]


def test_an_assault_that_was_halted_took_place():
    assert Scene("A deal halted the assault on Oru.", places=["Oru"])["assault"].realis == "actual"


def test_a_way_that_is_cleared_has_not_been_gone_yet():
    scene = Scene("Rebels left, clearing the way for troops to enter the town.", {"troops": "military", "Rebels": "armed_group"})
    assert scene["enter"].realis == "future"


def test_what_a_denial_denies_did_not_happen():
    text = "The army denied that it had shelled Oru."
    said = [AttributionSeen(Span(9, 15), Span(21, 39), Span(0, 8), stance="denies")]
    assert Scene(text, {"The army": "military"}, ["Oru"], said=said)["shelled"].realis == "denied"


def test_a_charge_is_uncertain():
    assert Scene("The minister blamed the rebels for shelling Oru.", places=["Oru"])["shelling"].realis == "uncertain"


def test_since_thursday_is_news():
    scene = Scene("Up to 900 people have fled Oru since Thursday.", places=["Oru"], times=["since Thursday"])
    assert not scene["fled"].background
