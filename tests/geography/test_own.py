from __future__ import annotations

from pathlib import Path

import pytest

from twosource.errors import GazetteerError
from twosource.geography.gazetteer import Gazetteer
from twosource.geography.own import COLUMNS, own_index

HEADER = "\t".join(COLUMNS)


def table(tmp_path: Path, *lines: str, header: str = HEADER) -> Path:
    path = tmp_path / "places.tsv"
    path.write_text("\n".join([header, *lines]) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def earth(tmp_path: Path) -> Gazetteer:
    under = table(tmp_path, "town\tOru\tNO\t\t60\t8\t2000\t\t", "town\tDarn\tNO\t\t60\t9\t500\t\t")
    shipped = Gazetteer(own_index(under, tmp_path / "cache"))
    own = table(
        tmp_path, "country\tVardia\tXA\t\t-38\t-20\t9000000\t\tVardian", "capital\tOru\tXA\tTavan\t-37.4\t-19.5\t30000\tOrou\t"
    )
    return Gazetteer(own_index(own, tmp_path / "cache"), shipped)


def test_an_own_place_goes_before_the_one_that_ships(earth: Gazetteer) -> None:
    assert [entry.country for entry in earth.find("Oru")] == ["XA"]
    assert [entry.country for entry in earth.find("Orou")] == ["XA"]


def test_a_name_that_is_not_among_the_own_places_is_looked_for_below(earth: Gazetteer) -> None:
    assert [entry.country for entry in earth.find("Darn")] == ["NO"]
    assert earth.find("Nowhere") == ()


def test_an_own_state_has_its_adjective_and_its_capital(earth: Gazetteer) -> None:
    assert earth.country_of("Vardian") == "XA"
    assert earth.is_adjective("Vardian")
    assert earth.capital_of("Oru") == "XA"
    assert earth.name_of("XA") == "Vardia"


def test_places_of_both_are_near_each_other(earth: Gazetteer) -> None:
    assert [entry.name for entry in earth.nearest(-37.4, -19.5, 10)] == ["Oru"]
    assert [entry.name for entry in earth.nearest(60, 9, 10)] == ["Darn"]


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("castle\tOru\tXA\t\t1\t1\t\t\t", "line 2: kind 'castle'"),
        ("town\tOru\tXA\t\t91\t1\t\t\t", "line 2: 91.0, 1.0 is no point on the earth"),
        ("town\tOru\tXA\t\tnorth\t1\t\t\t", "line 2: could not convert"),
        ("town\tOru", "line 2"),
    ],
)
def test_a_broken_line_is_named_with_its_number(tmp_path: Path, line: str, says: str) -> None:
    with pytest.raises(GazetteerError, match=says):
        own_index(table(tmp_path, line), tmp_path / "cache")


def test_a_table_with_other_columns_or_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(GazetteerError, match="line 1: the columns must be"):
        own_index(table(tmp_path, header="name\tlat"), tmp_path / "cache")
    with pytest.raises(GazetteerError, match="cannot be read"):
        own_index(tmp_path / "missing.tsv", tmp_path / "cache")
