from dataclasses import replace
from datetime import date

import pytest

from outlets.invented import a_record
from twosource.errors import UnknownId
from twosource.nouns import Ref
from twosource.outlets.view import claim_named, view_of
from twosource.record import Situation


def test_without_a_moment_and_a_place_all_is_shown():
    assert view_of(Situation(a_record())) == a_record()


def test_what_is_later_than_the_moment_is_not_shown():
    seen = view_of(Situation(a_record(), at=date(2030, 1, 1)))
    assert [one.id for one in seen.incidents] == ["i2", "i3"]
    assert seen.control == ()


def test_a_place_is_found_by_any_of_its_names_and_shown_alone():
    seen = view_of(Situation(a_record()), "uru")
    assert [one.id for one in seen.incidents] == ["i1"]
    assert [one.id for one in seen.figures] == ["g1"]
    assert {one.place for one in seen.control} == {"kp1"}


def test_what_lies_in_a_place_is_shown_with_it():
    record = a_record()
    places = (replace(record.places[0], within="Tavan"), record.places[1])
    seen = view_of(Situation(replace(record, places=places)), "Tavan")
    assert [one.id for one in seen.incidents] == ["i1", "i3"]


def test_a_place_that_is_not_known_is_named():
    with pytest.raises(UnknownId, match="Nowhere: the record has no place"):
        view_of(Situation(a_record()), "Nowhere")


def test_a_claim_is_named_by_its_address_or_by_a_finding():
    record = a_record()
    assert claim_named(record, "d2:E1") == Ref("d2", "E1")
    assert claim_named(record, "i1") == Ref("d1", "E1")
    assert claim_named(record, "g2") == Ref("d2", "F2")
    assert claim_named(record, "ka4") == Ref("d2", "A2")


def test_an_id_that_names_nothing_is_refused():
    with pytest.raises(UnknownId, match="zz: no finding has this id"):
        claim_named(a_record(), "zz")
