import io
import json
from dataclasses import replace

import pytest
from outlets.invented import FIRST, a_record

from twosource import monitor
from twosource.exports import geojson
from twosource.exports._incidents import edtf
from twosource.nouns import Judgement, Record, Ref, When
from twosource.record import Situation


def collection(record: Record) -> dict:
    out = io.BytesIO()
    geojson.write(Situation(record), out)
    return json.loads(out.getvalue())


def test_a_position_is_longitude_then_latitude():
    withdrawal = collection(a_record())["features"][0]
    assert withdrawal["geometry"] == {"type": "Point", "coordinates": [-20.25, 10.5]}


def test_what_is_not_placed_has_no_geometry():
    strike = collection(a_record())["features"][2]
    assert strike["geometry"] is None
    assert strike["properties"]["place"] == "Tavan"


def test_a_country_is_no_point():
    record = a_record()
    places = (replace(record.places[0], precision="country"), *record.places[1:])
    assert collection(replace(record, places=places))["features"][0]["geometry"] is None


def test_the_positions_carry_their_attribution():
    assert "GeoNames" in collection(a_record())["attribution"]


def test_properties_have_the_names_that_conflict_data_has_in_common():
    asked = {
        "event_id", "type", "subtype", "title", "date_earliest", "date_latest", "date_edtf", "place", "place_precision",
        "admin1", "actors", "killed_min", "killed_best", "killed_max", "injured_min", "injured_max", "displaced_min",
        "displaced_max", "n_documents", "n_independent_sources", "disputed", "review_status", "url",
    }  # fmt: skip
    assert asked <= collection(a_record())["features"][0]["properties"].keys()


def test_a_best_count_stands_only_where_all_say_the_same():
    features = collection(a_record())["features"]
    assert features[1]["properties"]["killed_best"] is None
    assert features[2]["properties"]["killed_best"] == 12


def test_states_of_places_are_features_too():
    states = [one for one in collection(a_record())["features"] if one["properties"]["feature"] == "control"]
    assert [(one["properties"]["status"], one["properties"]["holder"]) for one in states] == [
        ("lost", "Rebels"),
        ("gained", None),
    ]
    assert states[0]["properties"]["contested_by"] == [states[1]["id"]]


def test_a_person_s_judgement_makes_an_incident_reviewed():
    record = a_record()
    one = Judgement("j1", Ref("d1", "E1"), Ref("d2", "E1"), "same", 9.0, "person")
    incident = replace(record.incidents[0], judgements=("j1",))
    reviewed = replace(record, incidents=(incident, *record.incidents[1:]), judgements=(one,))
    assert collection(record)["features"][0]["properties"]["review_status"] == "machine"
    assert collection(reviewed)["features"][0]["properties"]["review_status"] == "reviewed"


@pytest.mark.parametrize(
    ("when", "written"),
    [
        (None, ""),
        (When("2031-05-03", "2031-05-03"), "2031-05-03"),
        (When("2031-05", "2031-05"), "2031-05"),
        (When("2031-05-03", "2031-05-04"), "2031-05-03/2031-05-04"),
        (When("2029", None), "2029/.."),
        (When(None, "2031-05-04"), "../2031-05-04"),
    ],
)
def test_times_are_written_in_the_extended_format(when, written):
    assert edtf(when) == written


def test_the_same_record_gives_the_same_bytes():
    first, second = io.BytesIO(), io.BytesIO()
    geojson.write(Situation(a_record()), first)
    geojson.write(Situation(a_record()), second)
    assert first.getvalue() == second.getvalue()


def test_every_feature_leads_to_its_claims_and_their_characters():
    features = collection(a_record())["features"]
    told = features[0]["properties"]["mentions"]
    assert [(one["document"], one["event"]) for one in told] == [("d1", "E1"), ("d2", "E1")]
    assert FIRST[told[0]["start"] : told[0]["end"]] == "withdrew"
    assert features[1]["properties"]["figures"] == ["g1"]
    assert features[3]["properties"]["claims"] == ["d1:C1"]


@pytest.mark.shared
def test_the_features_of_a_real_record_are_its_incidents_and_its_states(shared):
    record = monitor.report(monitor.read_paths([shared / "seeds" / name for name in ("seed-a.txt", "seed-b.txt")]))
    found = collection(record)["features"]
    assert [one["id"] for one in found] == [one.id for one in (*record.incidents, *record.control)]
