import pytest

from tests.geography.earth import an_earth
from twosource.nouns import Span
from twosource.reading.places import resolve
from twosource.reading.sightings import PlaceSeen


@pytest.fixture(scope="module")
def gazetteer(tmp_path_factory):
    return an_earth(tmp_path_factory.mktemp("earth"))


def seen(name, head=None, *, mentions=1, **relation):
    return PlaceSeen(tuple(Span(n * 10, n * 10 + 5) for n in range(mentions)), name, head, **relation)


def test_the_head_noun_tells_a_province_from_its_town(gazetteer):
    province, town = resolve([seen("Oru", "province"), seen("Oru", "city")], gazetteer)
    assert (province.geonames, province.precision, province.name) == (501, "province", "Oru province")
    assert (town.geonames, town.precision, town.name) == (502, "town", "Oru")


def test_a_bare_name_is_a_towns_and_the_state_in_focus_decides_which(gazetteer):
    assert resolve([seen("Oru"), seen("Ybora", mentions=5)], gazetteer)[0].country == "YB"
    assert resolve([seen("Oru"), seen("Xanadia", mentions=5)], gazetteer)[0].geonames == 502
    assert resolve([seen("Oru")], gazetteer, focus="XA")[0].geonames == 502


def test_a_resolved_place_says_why_and_what_came_second(gazetteer):
    place = resolve([seen("Oru", "city"), seen("Xanadia", mentions=3)], gazetteer)[0]
    assert place.reason.startswith("Oru, Oru, XA (town): the same name; the report calls it a city")
    assert place.runner_up == "Oru, Pell, YB (town)"
    assert (place.within, place.population) == ("Oru", 90000)


def test_another_spelling_is_the_same_place_and_a_misspelt_one_is_found_in_the_state_in_focus(gazetteer):
    first, second, third, _ = resolve(
        [seen("Tavan al-Bahr"), seen("Tavan el Bahr"), seen("Mirekh", "village"), seen("Xanadia", mentions=3)], gazetteer
    )
    assert first.geonames == second.geonames == 503
    assert (third.lat, third.country) == (10.0489, "XA")


def test_an_unknown_name_stays_unplaced_and_takes_nothing_with_it(gazetteer):
    unknown, known = resolve([seen("Qwortle"), seen("Zelmar")], gazetteer)
    assert (unknown.lat, unknown.country, unknown.precision) == (None, None, "vague")
    assert known.country == "XA"


def test_a_small_place_in_a_state_that_nothing_speaks_of_is_not_believed(gazetteer):
    assert resolve([seen("Salvet"), seen("Xanadia", mentions=4)], gazetteer)[0].lat is None
    doubted = resolve([seen("Salvet")], gazetteer)[0]
    assert doubted.lat is None
    assert doubted.reason == "Salvet, Pell, YB (town) has this name, but too little in the report speaks for it."
    assert resolve([seen("Dorrin")], gazetteer)[0].country == "YB"


def test_a_name_right_before_its_province_is_the_one_there(gazetteer):
    beside = [PlaceSeen((Span(0, 3),), "Oru"), PlaceSeen((Span(5, 9),), "Pell")]
    assert resolve(beside, gazetteer)[0].within == "Pell"


def test_a_districts_position_may_be_its_provinces(gazetteer):
    (rough,) = gazetteer.find("North Pell")
    assert (rough.rough, rough.point) == (1, (51.2, 6.2))
    assert [one.name for one in gazetteer.find("Pl.")] == ["Pell"]
    assert gazetteer.find("pl") == ()


def test_a_relative_description_of_a_named_place_is_checked(gazetteer):
    base, right, wrong = resolve(
        [
            seen("Oru", "city"),
            seen("Tavan al Bahr", "town", near=0, bearing=135.0, distance_km=8.0),
            seen("Mirek", near=0, bearing=315.0, distance_km=8.0),
        ],
        gazetteer,
        focus="XA",
    )
    assert base.relation is None
    assert right.relation == "7.8 km SE of Oru: agrees with 8 km SE in the report"
    assert wrong.relation == "8.0 km SE of Oru: disagrees with 8 km NW in the report"
    assert right.geonames == 503


def test_a_described_place_is_a_computed_centre_and_no_pin(gazetteer):
    _, north = resolve(
        [seen("Oru", "city"), seen("a village north of Oru", "village", near=0, bearing=0.0)], gazetteer, focus="XA"
    )
    assert (north.precision, north.relation, north.within, north.country) == ("vague", "N of Oru", "Oru", "XA")
    assert north.lat > 10.1
    assert north.lon == pytest.approx(20.1)
    assert north.geonames is None


def test_what_lies_between_two_places_is_halfway(gazetteer):
    between = resolve(
        [seen("Oru", "city"), seen("Mirek"), seen("the area between Oru and Mirek", "between", near=0)], gazetteer, focus="XA"
    )[2]
    assert between.relation == "between Oru and Mirek"
    assert between.lat == pytest.approx((10.1 + 10.0489) / 2, abs=1e-3)


def test_a_place_named_after_a_town_is_near_it_and_is_not_the_town(gazetteer):
    airport = resolve([seen("Zelmar", "airport"), seen("Xanadia")], gazetteer)[0]
    assert (airport.name, airport.relation, airport.geonames) == ("Zelmar airport", "named after Zelmar", None)
    assert airport.precision == "town"


def test_a_border_is_in_its_state_and_unplaced(gazetteer):
    border = resolve([seen("Xanadian border", "border")], gazetteer)[0]
    assert (border.country, border.lat) == ("XA", None)


def test_a_state_is_exact_only_to_its_name(gazetteer):
    state, region = resolve([seen("Xanadia", "country"), seen("Sael")], gazetteer)
    assert (state.precision, state.within, state.name) == ("country", None, "Xanadia")
    assert (region.precision, region.country) == ("vague", None)


def test_a_place_that_hangs_on_an_unknown_one_is_unplaced(gazetteer):
    assert resolve([seen("Qwortle"), seen("north of Qwortle", near=0, bearing=0.0)], gazetteer)[1].lat is None


def test_no_places_are_no_places(gazetteer):
    assert resolve([], gazetteer) == ()
