"""The areas that "ten kilometres north of Oru" may mean, as polygons."""

import pytest

from twosource.geography import borders
from twosource.geography.shapes import destination
from twosource.nouns import Sector

ORU = (15.5, 32.5)


def holds(sector: Sector, towards: float, km: float) -> bool:
    import shapely

    lat, lon = destination(ORU, towards, km)
    return bool(borders.sector(sector).contains(shapely.Point(lon, lat)))


@pytest.mark.parametrize(
    ("towards", "km", "inside"), [(0, 10, True), (40, 10, True), (50, 10, False), (180, 10, False), (0, 5, False), (0, 15, False)]
)
def test_ten_kilometres_north_is_a_part_of_a_ring(towards, km, inside):
    assert holds(Sector(*ORU, 14.0, 6.0, 0.0, 45.0), towards, km) is inside


def test_a_direction_without_a_distance_is_a_wedge_and_no_direction_a_disc_or_a_ring():
    assert holds(Sector(*ORU, 16.0, 0.0, 180.0, 45.0), 180, 1)
    assert not holds(Sector(*ORU, 16.0, 0.0, 180.0, 45.0), 90, 1)
    assert all(holds(Sector(*ORU, 8.0), towards, 7) for towards in range(0, 360, 30))
    ring = Sector(*ORU, 8.0, 4.0)
    assert (holds(ring, 90, 6), holds(ring, 90, 2)) == (True, False)


def test_an_area_ends_at_the_border():
    import shapely

    west = shapely.box(32.0, 15.0, 32.5, 16.0)
    assert borders.sector(Sector(*ORU, 8.0), west).bounds[2] <= 32.5
