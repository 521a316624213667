import pickle
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.geography.earth import an_earth
from twosource.geography import open_gazetteer


@pytest.fixture
def gazetteer(tmp_path):
    return an_earth(tmp_path)


def test_a_name_finds_all_its_places_the_most_populous_first(gazetteer):
    assert [(one.kind, one.country) for one in gazetteer.find("oru")] == [("admin1", "XA"), ("town", "YB"), ("town", "XA")]


@pytest.mark.parametrize("name", ["Tavan el-Bahr", "TAVAN AL BAHR", "Tavan-Bahr", "Таван"])
def test_articles_hyphens_case_and_script_do_not_matter(gazetteer, name):
    assert [one.geonames for one in gazetteer.find(name)] == [503]


def test_an_entry_without_geonames_id_has_none_and_one_of_the_world_has_its_own(gazetteer):
    assert gazetteer.find("Mirek")[0].geonames is None
    assert gazetteer.find("Dorrin")[0].geonames == 700002


def test_a_misspelt_name_is_found_only_under_its_state(gazetteer):
    assert [one.name for one in gazetteer.find_alike("Marik", "XA")] == ["Mirek"]
    assert not gazetteer.find_alike("Marik")
    assert not gazetteer.find_alike("Marik", "YB")
    assert not gazetteer.find_alike("Marik", "XA", "Kesh")


@pytest.mark.parametrize(
    ("word", "country", "adjective"),
    [("Xanadia", "XA", False), ("Xanadians", "XA", True), ("yboran", "YB", True), ("X.A.", "XA", False), ("xan", None, False)],
)
def test_names_and_adjectives_mean_their_state(gazetteer, word, country, adjective):
    assert gazetteer.country_of(word) == country
    assert gazetteer.is_adjective(word) is adjective


def test_a_capital_means_its_state_and_another_town_none(gazetteer):
    assert gazetteer.capital_of("Zelmar") == "XA"
    assert gazetteer.capital_of("Oru") is None
    assert gazetteer.capital_of("Nowhere") is None


def test_the_nearest_towns_come_in_order(gazetteer):
    near = gazetteer.nearest(10.1, 20.1, 30)
    assert [one.name for one in near] == ["Oru", "Tavan al Bahr", "Mirek"]
    assert not gazetteer.nearest(-40, 100, 30)


def test_an_entry_is_found_by_its_id(gazetteer):
    assert gazetteer.entry(90000003).name == "Tavan al Bahr"
    assert gazetteer.entry(1) is None


def test_regions_have_no_population_and_may_have_no_state(gazetteer):
    (sael,) = gazetteer.find("Great Sael")
    assert (sael.kind, sael.country, sael.population) == ("region", "", None)


def test_threads_and_a_pickled_copy_read_the_same(gazetteer):
    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(lambda _: gazetteer.find("Zelmar")[0].capital, range(20))) == {True}
    assert pickle.loads(pickle.dumps(gazetteer)).find("Zelmar") == gazetteer.find("Zelmar")


def test_the_gazetteer_that_ships_knows_towns_states_and_other_scripts():
    world = open_gazetteer()
    assert world.find("Paris")[0].country == "FR"
    assert world.country_of("Turkish") == "TR"
    assert world.country_of("US") == "US"
    assert world.country_of("us") is None
    assert world.capital_of("Kiev") == world.capital_of("Kyiv") == "UA"
    assert world.find("دمشق")[0].capital
