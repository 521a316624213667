"""Weapons and equipment."""

import pytest

from reading.rules.scene import document
from twosource.reading.rules import weapons
from twosource.reading.sentences import sentences
from twosource.vocabulary import load


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Troops seized two rocket launchers and ammunition in Oru.", ["two rocket launchers", "ammunition"]),
        ("A government warplane crashed near Tavan.", ["A government warplane"]),
        ("Rocket fire and a drone strike hit the village of Oru.", []),
        ("The envoy spoke of peace.", []),
    ],
)
def test_a_weapon_takes_its_modifiers_and_an_event_keeps_its_name(text, expected):
    whole = document(text)
    language = load().languages["en"]
    assert [whole.quote(span) for span in weapons.find(sentences(whole, language), language)] == expected
