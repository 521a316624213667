"""A person's word on single claims: the queue, corrections beside the machine's values, aliases tested before they apply."""

from __future__ import annotations

from dataclasses import replace

import pytest
from builders import a_document, a_figure, a_holding, a_place, a_reading, a_strike, an_actor

from twosource.errors import UsageError
from twosource.linking import judgement_id, link
from twosource.nouns import Correction, Judgement, Reading, Record, Ref
from twosource.record import aliases_of, corrected, derive, explain, machine_value, queue, value_of


def made(
    reading: Reading, claim: str, verdict: str, field: str | None = None, value: str | None = None, **more: str
) -> Correction:
    ref = Ref(reading.document.id, claim)
    was = machine_value(reading, claim, field) if field else None
    return Correction(
        f"K{verdict}{field}", ref, verdict, "Rana", "seen", more.get("made", "2031-05-06T00:00:00"), field, value, was
    )  # type: ignore[arg-type]


def the_record(readings: list[Reading], *corrections: Correction) -> Record:
    return derive(readings, link(corrected(readings, corrections)), corrections)


STRIKE = a_strike("one", killed=(6, 6))
EVENT, TOLL, TOWN, PLANES = STRIKE.events[0].id, STRIKE.figures[0].id, STRIKE.places[0].id, STRIKE.actors[0].id


def test_a_corrected_number_stands_and_the_machines_is_kept_beside():
    record = the_record([STRIKE], made(STRIKE, TOLL, "correct", "high", "9"), made(STRIKE, TOLL, "correct", "low", "9"))
    assert (record.figures[0].low, record.figures[0].high) == (9, 9)
    assert record.readings == (STRIKE,)
    assert {(one.field, one.was, one.value) for one in record.corrections} == {("high", "6", "9"), ("low", "6", "9")}
    said = [one.says for one in explain(record, f"one:{TOLL}").because]
    assert said[0] == "correct, says Rana (2031-05-06), high is 9 (the machine's value: 6): seen"


def test_the_last_correction_of_a_field_counts_and_an_accepted_claim_is_as_it_was():
    first = made(STRIKE, TOLL, "correct", "high", "9", made="2031-05-06T00:00:00")
    last = made(STRIKE, TOLL, "correct", "high", "7", made="2031-05-07T00:00:00")
    assert the_record([STRIKE], last, first).figures[0].high == 7
    assert the_record([STRIKE], made(STRIKE, TOLL, "accept")).figures == the_record([STRIKE]).figures


@pytest.mark.parametrize(
    ("claim", "field", "value", "told"),
    [
        (EVENT, "type", "armed_clash", lambda reading: reading.events[0].type == "armed_clash"),
        (EVENT, "background", "yes", lambda reading: reading.events[0].background),
        (EVENT, "place", "oru", lambda reading: reading.events[0].at == TOWN),
        (EVENT, "when", "2031-05-01/2031-05-02", lambda reading: reading.events[0].when.last == "2031-05-02"),
        (TOLL, "high", "open", lambda reading: reading.figures[0].high is None),
        (TOLL, "who", "children", lambda reading: reading.figures[0].who == "children"),
        (TOWN, "lat", "35.44", lambda reading: reading.places[0].lat == 35.44),
    ],
)
def test_every_kind_of_field_can_be_corrected(claim, field, value, told):
    (reading,) = corrected([STRIKE], [made(STRIKE, claim, "correct", field, value)])
    assert told(reading)


@pytest.mark.parametrize(
    ("claim", "field", "value", "error"),
    [
        (EVENT, "colour", "red", "there is no field 'colour'"),
        ("nothing", "type", "attack", "there are none"),
        (EVENT, "type", "picnic", "'picnic' is none of"),
        (EVENT, "background", "perhaps", "neither yes nor no"),
        (EVENT, "place", "Tavan", "the report names no place 'Tavan'; it names Oru"),
        (EVENT, "when", "soon", "is no time"),
        (TOLL, "high", "many", "no whole number"),
        (TOLL, "who", " ", "give a word"),
        (TOWN, "lat", "north", "no number of degrees"),
    ],
)
def test_what_cannot_be_is_refused_with_what_can(claim, field, value, error):
    with pytest.raises(UsageError, match=error):
        value_of(STRIKE, claim, field, value)


def test_what_is_rejected_is_left_out_and_nothing_hangs_on_it():
    record = the_record([STRIKE], made(STRIKE, EVENT, "reject"))
    assert record.incidents == ()
    assert [claim.ref.claim for group in record.figures for claim in group.claims] == [TOLL]
    (placeless,) = corrected([STRIKE], [made(STRIKE, TOWN, "reject")])
    assert (placeless.places, placeless.events[0].at) == ((), None)
    (again,) = corrected([STRIKE], [replace(made(STRIKE, EVENT, "reject"), ref=Ref("one", "E0-1"))])
    assert again == STRIKE


def test_a_holder_is_corrected_by_name_and_a_rejected_one_holds_nothing():
    document = a_document("Rebels hold Oru, and the army wants it.")
    town, rebels, army = a_place(document, "Oru"), an_actor(document, "Rebels"), an_actor(document, "army", "military")
    reading = a_reading(
        document, actors=[rebels, army], places=[town], control=[a_holding(document, "hold", town, rebels, "holds")]
    )
    claim = reading.control[0].id
    assert corrected([reading], [made(reading, claim, "correct", "holder", "army")])[0].control[0].holder == army.id
    assert corrected([reading], [made(reading, rebels.id, "reject")])[0].control[0].holder is None
    assert machine_value(reading, claim, "holder") == rebels.id


def test_a_correction_that_a_later_reading_has_no_place_for_changes_nothing():
    elsewhere = made(STRIKE, EVENT, "correct", "place", "Oru")
    later = replace(STRIKE, places=(), events=tuple(replace(event, at=None) for event in STRIKE.events))
    assert corrected([later], [elsewhere]) == [later]


# ----------------------------------------------------------------------------------------------------------- the queue


def test_the_weightiest_contradiction_comes_first_and_what_was_seen_goes():
    small = [a_strike("one", place="Lomar", killed=(2, 2)), a_strike("two", place="Lomar", killed=(1, 1), trigger="struck")]
    large = [a_strike("three", killed=(200, 200)), a_strike("four", killed=(20, 20), trigger="struck")]
    record = the_record([*small, *large])
    cells = queue(record)
    assert [cell.weight for cell in cells] == sorted((cell.weight for cell in cells), reverse=True)
    assert cells[0].title == "people killed in Oru"
    assert cells[0].asks[0].startswith("conflict: Nothing but the number differs (20; 200)")
    seen = [made(one, one.figures[0].id, "accept") for one in large]
    assert "people killed in Oru" not in {cell.title for cell in queue(the_record([*small, *large], *seen))}


def test_the_dead_of_a_war_weigh_nothing_on_what_else_its_report_tells():
    told = [
        a_strike("one", killed=(2, 2)),
        a_strike("two", killed=(2, 2), trigger="struck", realis="uncertain", speaker="Vard army"),
    ]
    war = a_figure(told[1].document, "two news", "killed", 300_000, 300_000, who="soldiers")
    beside = replace(told[1], figures=(*told[1].figures, war))
    one, other = (
        [cell.weight for cell in queue(the_record(readings)) if cell.id.startswith("I")] for readings in (told, [told[0], beside])
    )
    assert one == other != []


def test_a_join_in_doubt_is_asked_about():
    one, other = a_strike("one"), a_strike("two", place="Lomar", day="2031-05-02")
    refs = Ref("one", one.events[0].id), Ref("two", other.events[0].id)
    doubt = Judgement(judgement_id(*refs), *refs, "undecided", 3.1, "twosource rules 1")
    record = replace(the_record([one, other]), judgements=(doubt,))
    (asked,) = (ask for cell in queue(record) for ask in cell.asks if "perhaps" in ask)
    assert f"two:{other.events[0].id} (+3.1)" in asked


# ------------------------------------------------------------------------------------------------------------- aliases


def of_actor(name: str, called: str, kind: str = "ngo", country: str | None = None) -> Reading:
    document = a_document(f"{called} said so.", name)
    return a_reading(document, actors=[an_actor(document, called, kind, country=country)])


def test_a_judgement_teaches_an_alias_that_is_tested_before_it_joins():
    long, short = of_actor("one", "Orun Peace Watch", country="VA"), of_actor("two", "OPW", country="XA")
    more, army = of_actor("three", "O.P.W", country="ZA"), of_actor("four", "OPW", "military", "YA")
    readings = [long, short, more, army]
    refs = [Ref(one.document.id, one.actors[0].id) for one in readings]
    same = Judgement(judgement_id(*refs[:2]), refs[0], refs[1], "same", 0.0, "Rana", made="2031-05-06")
    record = derive(readings, link(readings, [same]))
    (alias,) = aliases_of(record)
    assert (alias.word, alias.means, alias.taught_by, alias.would_join) == ("OPW", "Orun Peace Watch", same.id, (refs[2],))
    assert alias.against == tuple(one for one in alias.against if "military, not ngo" in one)
    assert len(alias.against) == 1


def test_a_corrected_name_teaches_an_alias_and_another_country_speaks_against_it():
    readings = []
    for name, country in (("one", "VA"), ("two", "XA"), ("three", None)):
        document = a_document("Shells hit Tavan.", name)
        readings.append(a_reading(document, places=[a_place(document, "Tavan", country=country, geonames=len(name))]))
    correction = made(readings[0], readings[0].places[0].id, "correct", "name", "Tawan")
    (alias,) = aliases_of(the_record(readings, correction))
    assert (alias.word, alias.means) == ("Tavan", "Tawan")
    assert any("another country" in one for one in alias.against)


def test_what_teaches_nothing_new_is_no_alias():
    readings = [of_actor("one", "Orun Peace Watch"), of_actor("two", "Orun Peace Watch", country="XA")]
    refs = [Ref(one.document.id, one.actors[0].id) for one in readings]
    same = Judgement(judgement_id(*refs), refs[0], refs[1], "same", 0.0, "Rana", made="2031-05-06")
    assert aliases_of(derive(readings, link(readings, [same]))) == ()
