"""Gazetteers that a user adds: each form, what is passed over, and what a broken line leaves behind (nothing)."""

import gzip
import zipfile

import pytest

from twosource.errors import GazetteerError
from twosource.geography import adding, borders, open_gazetteer

CROSSED = """{"type": "FeatureCollection", "features": [
{"type": "Feature", "properties": {"country": "SD"},
"geometry": {"type": "Polygon", "coordinates": [[[30, 10], [32, 12], [32, 10], [30, 12], [30, 10]]]}}]}"""
SQUARE = CROSSED.replace("[32, 12], [32, 10], [30, 12]", "[32, 10], [32, 12], [30, 12]")


def a_row(key=99000001, name="Qaryat Oruzel", lat=13.5, lon=25.3, kind="P", code="PPL", country="SD", people=""):
    fields = [
        str(key),
        name,
        name,
        "",
        str(lat),
        str(lon),
        kind,
        code,
        country,
        "",
        "02",
        "",
        "",
        "",
        people,
        "",
        "",
        "",
        "2031-01-01",
    ]
    return "\t".join(fields) + "\n"


@pytest.fixture
def cache(tmp_path_factory, monkeypatch):
    """Keep the big index where it is, and what is added apart from it."""
    folder = tmp_path_factory.mktemp("added")
    monkeypatch.setattr(adding, "added_folder", lambda _cache: folder)
    return folder


def test_a_dump_is_asked_together_with_what_ships(cache, tmp_path):
    dump = tmp_path / "SD.txt"
    dump.write_text(
        a_row(1, "North Oruzel", kind="A", code="ADM1") + a_row(people="1200") + a_row(5, "Post", kind="S", code="PO")
    )
    assert adding.add(dump, None) == adding.Added("SD", "GeoNames dump", 2, 1)
    gazetteer = open_gazetteer()
    (found,) = gazetteer.find("qaryat oruzel")
    assert (found.kind, found.country, found.admin1, found.population) == ("town", "SD", "North Oruzel", 1200)
    assert gazetteer.find("Khartoum")
    adding.remove("SD", None)
    assert open_gazetteer().find("qaryat oruzel") == ()


@pytest.mark.parametrize("pack", ["gz", "zip"])
def test_a_dump_may_be_packed(cache, tmp_path, pack):
    packed = tmp_path / f"SD.{pack}"
    if pack == "gz":
        packed.write_bytes(gzip.compress(a_row().encode()))
    else:
        with zipfile.ZipFile(packed, "w") as archive:
            archive.writestr("readme.txt", "x" * 10_000)
            archive.writestr("SD.txt", a_row())
    assert adding.add(packed, None).count == 1


def test_other_names_and_codes_join_the_places_that_ship(cache, tmp_path):
    names, codes = tmp_path / "alternateNames.txt", tmp_path / "codes.csv"
    names.write_text("1\t366755\ten\tOruzelia\t\t\t\t\n2\t366755\tlink\thttp://x\t\t\t\t\n3\t1\ten\tNowhere\t\t\t\t\n")
    codes.write_text(
        "Location,Admin Level,P-Code,Name,Parent P-Code\n#country,#level,#adm+code,#adm+name,\nSDN,1,SD02,North Darfur,SD\n"
    )
    assert adding.add(names, None) == adding.Added("alternateNames", "alternate names", 1, 2)
    assert adding.add(codes, None) == adding.Added("codes", "p-codes", 1, 0)
    gazetteer = open_gazetteer()
    assert [one.country for one in gazetteer.find("Oruzelia")] == ["SD"]
    assert [one.name for one in gazetteer.find("SD02")] == ["North Darfur"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (a_row() + "1\t2\t3\n", r"line 2: 3 fields, not 19"),
        (a_row() + a_row(2, lat=50.1, lon=5.2), r"line 2: .* no town of it is within 6 degrees"),
        (a_row(lat="north"), r"line 1: could not convert"),
        (a_row(lat=95.0), r"line 1: 95.0, 25.3 is no point on the earth"),
        ("a,b\n1,2\n", r"line 1: 1 fields, which is no GeoNames dump"),
        ("1\t2\ten\tOru\t\t\t\t\nx\ty\n", r"line 2: no line of alternate names"),
        ("Location,Admin Level,P-Code,Name\nSDN,nine,SD02,North Darfur\n", r"line 2: no location, level, code and name"),
    ],
)
def test_a_broken_file_is_named_with_its_line_and_adds_nothing(cache, tmp_path, text, says):
    broken = tmp_path / "broken.txt"
    broken.write_text(text)
    with pytest.raises(GazetteerError, match=says):
        adding.add(broken, None)
    assert list(cache.iterdir()) == []


def test_borders_are_checked_before_they_are_added(cache, tmp_path):
    file = tmp_path / "own.geojson"
    file.write_text(CROSSED)
    with pytest.raises(GazetteerError, match=r"own\.geojson, line 3, feature 1: Self-intersection.*crosses itself"):
        adding.add(file, None)
    file.write_text(CROSSED.replace("SD", "Sudan"))
    with pytest.raises(GazetteerError, match="feature 1: no property `country`"):
        adding.add(file, None)
    file.write_text("{")
    with pytest.raises(GazetteerError, match="line 1"):
        adding.add(file, None)
    assert list(cache.iterdir()) == []
    file.write_text(SQUARE)
    assert adding.add(file, None).sort == "borders"
    outline = borders.outline("SD", cache)
    assert outline is not None
    assert outline.area == pytest.approx(4.0)
    adding.remove("own", None)


def test_what_was_not_added_cannot_be_removed(cache):
    with pytest.raises(GazetteerError, match="nothing of this name was added"):
        adding.remove("none", None)


def test_cells_part_the_ground_between_places_within_reach_and_border():
    west, east = borders.cells([(10.0, 20.0), (10.0, 20.1)], None, 15.0)
    assert west.intersection(east).area == pytest.approx(0.0, abs=1e-9)
    assert west.bounds[2] == pytest.approx(20.05, abs=1e-6)
    (alone,) = borders.cells([(10.0, 20.0)], None, 15.0)
    assert (alone.bounds[3] - alone.bounds[1]) * borders.KM_PER_DEGREE == pytest.approx(30.0, rel=0.01)
