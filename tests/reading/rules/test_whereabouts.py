"""Where each event of a report happens."""

from reading.rules.scene import Scene, spans
from twosource.reading.sightings import AttributionSeen

SIDES = {"Rebels": "armed_group", "rebels": "armed_group", "Troops": "military"}


def read(text, places, said=()):
    return Scene(text, {name: kind for name, kind in SIDES.items() if name in text}, places, said=said)


def test_the_area_means_the_place_that_was_told_of():
    scene = read("Troops surrounded Oru in Tavan province hours after rebels withdrew from the area.", ["Oru", "Tavan province"])
    assert scene.places[scene["withdrew"].at].name == "Oru"


def test_where_an_official_sits_is_not_where_it_happened():
    text = "Rebels shelled Oru. Officials in Tavan condemned the raid."
    said = [AttributionSeen(spans(text, "condemned")[0], spans(text, "the raid")[0], spans(text, "Officials")[0])]
    scene = read(text, ["Oru", "Tavan"], said)
    assert scene.places[scene["raid"].at].name == "Oru"


def test_an_accusation_happens_nowhere():
    assert read("Rebels shelled Oru. The minister condemned the rebels.", ["Oru"])["condemned"].at is None


def test_a_withdrawal_happens_where_it_starts():
    scene = read("In Tavan rebels withdrew from Oru.", ["Oru", "Tavan"])
    assert scene.places[scene["withdrew"].at].name == "Oru"


def test_a_headline_without_a_place_takes_that_of_the_text():
    assert read("Rebels withdrew. Troops shelled Oru.", ["Oru"])["withdrew"].at == 0


def test_a_village_that_is_hit_goes_before_its_province():
    scene = read("Warplanes bombed Oru in Tavan province.", ["Oru", "Tavan province"])
    assert scene.places[scene["bombed"].at].name == "Oru"


def test_where_a_hospital_is_that_tells_of_its_dead_is_where_it_happened():
    text = "Rebels shelled Lesk and Lesk again. The hospital in Oru said the shelling killed nine."
    said = [
        AttributionSeen(
            spans(text, "said")[0], spans(text, "the shelling killed nine")[0], spans(text, "The hospital")[0], kind="medic"
        )
    ]
    scene = read(text, ["Oru", "Lesk"], said)
    assert scene.places[scene["shelling"].at].name == "Oru"
