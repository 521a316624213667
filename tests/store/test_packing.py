"""Nouns survive being packed as JSON and unpacked."""

import json
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st
from stored import FULL, a_judgement, a_reading, a_record

from twosource import nouns as n
from twosource.store.packing import dumps, pack, unpack

NOUNS = [
    n.Document, n.Reading, n.Judgement, n.Record, n.Incident, n.FigureGroup, n.Control, n.Route, n.Agreement, n.Relation,
    n.KnownActor, n.KnownPlace,
]  # fmt: skip

st.register_type_strategy(n.Span, st.builds(n.Span, st.integers(0, 99), st.integers(0, 99)))
st.register_type_strategy(float, st.floats(allow_nan=False, allow_infinity=False))
st.register_type_strategy(date, st.dates())


@given(
    st.sampled_from([n.Event, n.Figure, n.Place, n.Attribution, n.Difference, n.Judgement, n.Agreement, n.DateCandidate]).flatmap(
        st.from_type
    )
)
@settings(max_examples=60, deadline=None)
def test_a_noun_comes_back_equal(noun):
    assert unpack(type(noun), json.loads(dumps(pack(noun)))) == noun


def test_a_whole_reading_and_record_come_back_equal():
    for noun in (FULL, a_reading(FULL), a_judgement(), a_record(a_reading(FULL), judgements=(a_judgement(),))):
        assert unpack(type(noun), json.loads(dumps(pack(noun)))) == noun


def test_what_is_empty_is_not_written():
    assert pack(n.Relation("1", "backs", "a", "b", ())) == {
        "id": "1",
        "kind": "backs",
        "from_actor": "a",
        "to_actor": "b",
        "claims": [],
    }
    assert "places" not in pack(n.Reading(FULL, "rules"))


def test_a_field_that_is_gone_is_passed_over_and_a_missing_one_takes_its_default():
    packed = {**pack(n.Route("1", "the road", "cut", ())), "surface": "gravel"}
    assert unpack(n.Route, packed) == n.Route("1", "the road", "cut", ())
    assert unpack(n.Standing, {"word": "denied", "origins": 0, "why": ""}).word == "denied"


def test_every_noun_that_is_stored_can_be_unpacked_by_its_types():
    from twosource.store.packing import _builders

    for noun in NOUNS:
        assert len(_builders(noun)) == len(noun.__dataclass_fields__)
