"""The road network: roads by name, by their ends and by direction; what is parted when a stop is closed."""

import pytest

from twosource.errors import GazetteerError
from twosource.geography.roads import Roads, Stop, open_roads

NORTH = [("Oru", 10.0), ("Tavan", 10.5), ("Mirek", 11.0), ("Zelmar", 12.0)]
EAST = [("Tavan", 20.0), ("Kesh", 21.0)]


def a_network() -> Roads:
    rows = [
        ("N1", ("Oru-Zelmar highway",) if at == 0 else (), Stop(name, "", "XA", (lat, 20.0)))
        for at, (name, lat) in enumerate(NORTH)
    ]
    rows += [("E2", (), Stop(name, "", "XA", (10.5, lon))) for name, lon in EAST]
    return Roads(rows)


@pytest.mark.parametrize(
    ("words", "near", "road"),
    [
        ("the N1", None, "N1"),
        ("the Oru-Zelmar highway", None, "N1"),
        ("the road between Oru and Mirek", None, "N1"),
        ("a main highway linking Tavan city with Kesh", None, "E2"),
        ("a key north-south highway", "Tavan", "N1"),
        ("the east–west road", "Tavan", "E2"),
        ("the highway", "Mirek", "N1"),
        ("the highway", "Tavan", None),
        ("the north-south highway", None, None),
        ("a supply line", "Mirek", None),
    ],
)
def test_a_road_is_known_by_name_ends_or_direction(words, near, road):
    assert a_network().named(words, near) == road


def test_a_closed_stop_parts_what_lay_on_either_side():
    roads = a_network()
    assert roads.linked({"Oru", "Tavan", "Mirek", "Zelmar"}) == [["Oru", "Tavan", "Mirek", "Zelmar"]]
    assert roads.linked({"Oru", "Mirek", "Zelmar"}) == [["Mirek", "Zelmar"], ["Oru"]]
    assert roads.path("Oru", "Kesh") == ["Oru", "Tavan", "Kesh"]
    assert roads.path("Oru", "Zelmar", open_stops={"Mirek"}) is None
    assert roads.beside("N1", "Tavan") == (["Oru"], ["Mirek", "Zelmar"])


def test_a_place_near_a_stop_is_that_stop():
    assert a_network().at((10.51, 20.01)) == "Tavan"
    assert a_network().at((10.7, 20.0)) is None


def test_a_project_may_bring_roads_of_its_own(tmp_path):
    own = tmp_path / "roads.tsv"
    own.write_text(
        "road\tnames\tcountry\ttown\tgeonames\tlat\tlon\tregion\nN1\t\tXA\tOru\t\t10\t20\t\nN1\t\tXA\tTavan\t\t10.5\t20\t\n"
    )
    assert open_roads(own).along["N1"] == ["Oru", "Tavan"]
    own.write_text("road\tnames\tcountry\ttown\tgeonames\tlat\tlon\tregion\nN1\t\tXA\tOru\t\t95\t20\t\n")
    with pytest.raises(GazetteerError, match=r"roads\.tsv, line 2"):
        open_roads.__wrapped__(own)
    own.write_text("road\ttown\n")
    with pytest.raises(GazetteerError, match="line 1"):
        open_roads.__wrapped__(own)
    with pytest.raises(GazetteerError, match="cannot be read"):
        open_roads.__wrapped__(tmp_path / "none.tsv")
