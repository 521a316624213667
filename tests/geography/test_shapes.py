import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twosource.geography import shapes

latitudes, longitudes = st.floats(-80, 80), st.floats(-179, 179)


def test_a_degree_of_latitude_is_111_km():
    assert shapes.distance((0, 0), (1, 0)) == pytest.approx(111.2, abs=0.1)


def test_north_is_0_and_east_is_90():
    assert shapes.bearing((0, 0), (1, 0)) == pytest.approx(0)
    assert shapes.bearing((0, 0), (0, 1)) == pytest.approx(90)


def test_directions_have_their_names():
    assert [shapes.compass(one) for one in (0, 135, 155, 350)] == ["N", "SE", "SSE", "N"]
    assert [shapes.compass(one, 8) for one in (0, 135, 155, 290)] == ["N", "SE", "SE", "W"]


def test_the_angle_between_two_directions_is_the_short_way_round():
    assert shapes.turn(350, 10) == pytest.approx(20)


@given(latitudes, longitudes, st.floats(0, 359.9), st.floats(1, 500))
@settings(max_examples=100, deadline=None)
def test_what_lies_so_far_that_way_is_found_so_far_that_way(lat, lon, towards, km):
    end = shapes.destination((lat, lon), towards, km)
    assert shapes.distance((lat, lon), end) == pytest.approx(km, rel=1e-6)
    assert shapes.turn(shapes.bearing((lat, lon), end), towards) < 0.01


def test_the_middle_is_as_far_from_both_ends():
    one, other = (10.0, 20.0), (12.0, 25.0)
    centre = shapes.middle(one, other)
    assert shapes.distance(one, centre) == pytest.approx(shapes.distance(centre, other))
