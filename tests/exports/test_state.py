"""The state as a map: areas clipped to borders, contested and unspoken ones of their own, drawn without anything that runs."""

import io
import json
from datetime import date
from xml.etree import ElementTree as ET

from builders import a_document, a_holding, a_place, a_reading, an_actor, when

from twosource.exports import _state, state, svg
from twosource.linking import link
from twosource.nouns import Sector
from twosource.record import Situation, derive


def a_situation(at: str | None = None) -> Situation:
    """Two towns of one state, one contested, and an actor whose name is hostile."""
    document = a_document("Rebels hold Oru. <b>The army</b> gained Tavan. Rebels gained Tavan.", "one", published="2031-05-04")
    oru = a_place(document, "Oru", country="SD", lat=15.5, lon=32.5, precision="town")
    tavan = a_place(document, "Tavan", country="SD", lat=15.6, lon=32.6, precision="town")
    rebels, army = an_actor(document, "Rebels"), an_actor(document, "<b>The army</b>", "military")
    states = [
        a_holding(document, "hold", oru, rebels, "holds", when=when("2031-05-04")),
        a_holding(document, "gained", tavan, army, "gained", when=when("2031-05-04")),
    ]
    other = a_document("Rebels took Tavan.", "two", published="2031-05-04")
    there, they = a_place(other, "Tavan", country="SD", lat=15.6, lon=32.6, precision="town"), an_actor(other, "Rebels")
    taken = a_holding(other, "took", there, they, "gained", when=when("2031-05-04"))
    readings = [
        a_reading(document, actors=[rebels, army], places=[oru, tavan], control=states),
        a_reading(other, actors=[they], places=[there], control=[taken]),
    ]
    return Situation(derive(readings, link(readings)), at=date.fromisoformat(at) if at else None)


def features(situation: Situation) -> list[dict]:
    out = io.BytesIO()
    state.write(situation, out)
    return json.loads(out.getvalue())["features"]


def test_areas_are_held_contested_or_without_data():
    found = [one for one in features(a_situation()) if one["properties"]["feature"] == "area"]
    assert sorted(one["properties"]["word"] for one in found) == ["contested", "held", "no data"]
    assert {one["geometry"]["type"] for one in found} <= {"Polygon", "MultiPolygon"}


def test_an_area_fades_with_the_age_of_its_evidence():
    fresh, old = (next(one for one in _state.held(a_situation(day))) for day in ("2031-05-04", "2031-07-03"))
    assert (fresh.age, fresh.opacity) == (0, _state.FULL)
    assert (old.age, old.opacity) == (60, 0.2)


def test_a_place_described_by_another_is_an_area_and_never_a_point():
    document = a_document("Rebels hold a hill 10 km north of Oru.", "one", published="2031-05-04")
    north = Sector(15.5, 32.5, 14.0, 6.0, 0.0, 45.0)
    hill = a_place(document, "a hill", country="SD", lat=15.59, lon=32.5, precision="vague", sector=north)
    rebels = an_actor(document, "Rebels")
    held = a_holding(document, "hold", hill, rebels, "holds", when=when("2031-05-04"))
    reading = a_reading(document, actors=[rebels], places=[hill], control=[held])
    found = features(Situation(derive([reading], link([reading]))))
    (area,) = [one for one in found if one["properties"]["feature"] == "described place"]
    assert (area["geometry"]["type"], area["properties"]["place"]) == ("Polygon", "a hill")
    lats = [lat for _, lat in area["geometry"]["coordinates"][0]]
    assert min(lats) > 15.5
    assert max(lats) < 15.64
    assert not [one for one in found if one["geometry"] and one["geometry"]["type"] == "Point"]


def test_the_picture_holds_nothing_that_runs_and_says_where_it_is_from():
    out = io.BytesIO()
    svg.write(a_situation(), out)
    text = out.getvalue().decode()
    tags = {one.tag.rpartition("}")[2] for one in ET.fromstring(text).iter()}
    assert not tags & {"script", "image", "foreignObject", "a", "b"}
    assert "&lt;b&gt;The army&lt;/b&gt;" in text
    assert "Natural Earth" in text
    assert "2031-05-04" in text


def test_a_situation_without_places_is_a_page_that_says_so():
    out = io.BytesIO()
    svg.write(Situation(derive([], link([]))), out)
    assert b"Nobody is said to hold a place" in out.getvalue()
