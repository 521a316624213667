"""The seed pair: what must be seen of linking and disagreement in two newspapers' accounts of one day."""

from __future__ import annotations

from pathlib import Path

import pytest

from twosource import monitor
from twosource.nouns import FigureGroup, Incident, Record

pytestmark = pytest.mark.shared


@pytest.fixture(scope="module")
def record(shared: Path) -> Record:
    return monitor.report(monitor.read_paths([shared / "seeds" / f"seed-{letter}.txt" for letter in "ab"]))


def the_incident(record: Record, kind: str, *, background: bool, place: str) -> Incident:
    places = {one.id: one.name for one in record.places}
    fits = [
        one
        for one in record.incidents
        if one.type == kind and one.background == background and place in places.get(one.place or "", "")
    ]
    return max(fits, key=lambda one: len(one.mentions))


def papers(record: Record, incident: Incident) -> set[str]:
    names = {one.document.id: Path(one.document.origin).stem for one in record.readings}
    return {names[ref.document] for ref in incident.mentions}


def words_for(record: Record, name: str, section: str) -> set[str]:
    """Return every word of the reports that stands for the actor or place of this name."""
    (known,) = [one for one in (record.actors if section == "actors" else record.places) if one.name == name]
    refs = {(ref.document, ref.claim) for ref in known.mentions}
    return {
        " ".join(reading.document.quote(span).split())
        for reading in record.readings
        for one in getattr(reading, section)
        if (reading.document.id, one.id) in refs
        for span in one.mentions
    }


def test_row_1_one_place_has_many_spellings_and_towns_are_no_provinces(record):
    told = words_for(record, "Khan Sheikhoun", "places")
    assert {"Khan Sheikhoun", "Khan Sheikhun", "the town"} <= told
    assert any(words.startswith("a key town") for words in told)
    placed = {one.name: one for one in record.places}
    town = placed["Khan Sheikhoun"]
    assert (round(town.lat or 0, 2), round(town.lon or 0, 2), town.within, town.country) == (35.44, 36.65, "Idlib", "SY")
    levels = {"Maaret al-Numan": "town", "Morek": "town", "Beinin": "town", "Hama": "town", "Idlib": "town"}
    levels |= {"Idlib province": "province", "Hama province": "province"}
    assert {name: placed[name].precision for name in levels} == levels
    assert all(placed[name].lat is not None and placed[name].country == "SY" for name in levels)


def test_row_2_one_actor_has_many_names_and_each_source_keeps_its_word(record):
    group = words_for(record, "Hayat Tahrir al Sham", "actors")
    named = {"Hayat Tahrir al Sham", "Hayat Tahrir al-Sham", "HTS", "an Al Qaeda-linked rebel alliance", "the group"}
    assert named <= group
    assert {"rebels", "the rebels", "Insurgents"} <= words_for(record, "rebels", "actors")
    assert words_for(record, "mujahideen", "actors") == {"mujahideen"}
    assert {"Ankara", "Turkey", "Turkish officials"} <= words_for(record, "Turkey", "actors")
    holder = next(one for one in record.actors if one.name == "rebels")
    assert {one.holder for one in record.control if one.status == "holds"} >= {holder.id}
    assert "rebel" not in {one.name for one in record.actors}


def test_row_3_the_undated_paper_is_dated_by_the_other_and_the_record_says_why(record):
    days = {Path(one.document.origin).stem: one.day for one in record.readings}
    assert days["seed-a"] is not None
    assert (days["seed-a"].day.isoformat(), days["seed-a"].rule) == ("2019-08-20", "borrowed")
    assert any("tells the same story (withdrawal)" in note for note in record.notes)


def test_row_6_the_withdrawal_joins_and_what_is_another_thing_does_not(record):
    withdrawal = the_incident(record, "withdrawal", background=False, place="Khan Sheikhoun")
    assert papers(record, withdrawal) == {"seed-a", "seed-b"}
    assert withdrawal.judgements
    old = the_incident(record, "air_drone_strike", background=True, place="Khan Sheikhoun")
    beinin = the_incident(record, "air_drone_strike", background=False, place="Beinin")
    morek = the_incident(record, "encirclement", background=False, place="Idlib")
    assert len({one.id for one in (withdrawal, old, beinin, morek)}) == 4
    assert (papers(record, beinin), beinin.when and beinin.when.first) == ({"seed-a"}, "2019-08-20")


def test_row_8_one_statement_in_two_papers_is_one_origin(record):
    withdrawal = the_incident(record, "withdrawal", background=False, place="Khan Sheikhoun")
    assert withdrawal.standing.why.count("Hayat Tahrir al Sham") == 1
    assert withdrawal.standing.origins == 3


def test_row_9_one_act_in_other_words(record):
    withdrawal = the_incident(record, "withdrawal", background=False, place="Khan Sheikhoun")
    words = {
        value.value for one in withdrawal.differences if (one.field, one.kind) == ("type", "wording") for value in one.values
    }
    assert {"withdrew", "redeployed", "redeployment"} <= words


def group(record: Record, kind: str, number: int) -> FigureGroup:
    return next(
        one for one in record.figures if one.kind == kind and any(number in {claim.low, claim.high} for claim in one.claims)
    )


def test_row_10_figures_stay_what_they_are(record):
    displaced = group(record, "displaced", 400_000)
    assert {(claim.low, claim.high) for claim in displaced.claims} == {(400_000, 400_000), (None, 500_000)}
    assert (displaced.relation, displaced.difference) == ("differ", "period")
    assert "The speakers are different: the report itself; United Nations." in displaced.why
    assert [(one.low, one.high) for one in (group(record, "killed", 92), group(record, "injured", 200))] == [
        (92, 92),
        (200, None),
    ]
    assert group(record, "displaced", 3_000_000).low is None


def test_row_12_one_sides_claim_is_not_a_fact(record):
    convoys = [
        one for one in record.incidents if one.type == "air_drone_strike" and "convoy" in one.title and one.realis == "actual"
    ]
    assert [(one.standing.word, one.standing.why) for one in convoys] == [("reported", "One origin: Turkey.")]


def test_row_13_the_kinds_of_difference_are_named(record):
    old = the_incident(record, "air_drone_strike", background=True, place="Khan Sheikhoun")
    assert ("target", "scope") in {(one.field, one.kind) for one in old.differences}


def test_row_19_a_doubtful_figure_is_flagged(record):
    assert "Doubtful: 1,000,000 is more than three times" in group(record, "population", 1_000_000).why


def in_force(record: Record, place: str):
    places = {one.id for one in record.places if one.name == place}
    return [one for one in record.holdings if one.place in places][-1]


def test_row_11_control_is_a_sequence_and_contested_while_they_disagree(record):
    town = in_force(record, "Khan Sheikhoun")
    assert (town.word, town.when and town.when.first) == ("contested", "2019-08-20")
    told = {one.status for one in record.control if one.place == town.place}
    assert {"holds", "surrounded", "lost"} <= told
    assert len(town.tenures) >= 3
    assert in_force(record, "Idlib province").word == "held"
    post = in_force(record, "Morek")
    assert [one.name for one in record.actors if one.id in post.besieged_by] == ["Syrian government forces"]


def test_row_14_an_agreement_has_its_parties_and_what_became_of_its_terms(record):
    (pact,) = record.agreements
    names = {one.id: one.name for one in record.actors}
    assert [names[one] for one in pact.parties] == ["Turkey", "Russia"]
    assert pact.when is not None
    assert pact.when.first == "2018-09"
    assert {"agreed", "carried out", "never fulfilled", "given as a reason"} == {one.state for one in pact.terms}
    assert all(one.claims for one in pact.terms)


def test_row_15_a_road_is_found_by_its_direction_and_what_its_loss_parts_is_said(record):
    (road,) = record.routes
    assert (road.road, road.status) == ("M5", "lost")
    assert road.at in {one.id for one in record.places if one.name == "Khan Sheikhoun"}
    assert "Khan Shaykhun" in road.why
    assert all("Khan Shaykhun" not in part for part in road.parted)


def test_row_16_a_relative_place_agrees_with_the_map(record):
    relations = [one.relation for reading in record.readings for one in reading.places if one.name == "Morek"]
    assert any(relation and "agrees with 8 km SE" in relation for relation in relations)
    vague = [one for one in record.places if one.name == "southern Idlib"]
    assert [one.precision for one in vague] == ["vague"]


def test_row_18_allegiances_are_dated_and_sourced(record):
    names = {one.id: one.name for one in record.actors}
    ties = {
        (one.kind, names.get(one.from_actor, one.from_actor), names.get(one.to_actor, one.to_actor)) for one in record.relations
    }
    assert {("backs", "Turkey", "rebels"), ("backs", "Western countries", "rebels")} <= ties
    assert any(kind == "backs" and left == "Iran" for kind, left, _ in ties)
    assert any(kind == "linked" and "Hayat Tahrir al Sham" in right for kind, _, right in ties)
    assert all(one.claims and one.when for one in record.relations)


def test_a_movement_has_its_way_and_who_stopped_it(record):
    places = {one.id: one.name for one in record.places}
    names = {one.id: one.name for one in record.actors}
    (convoy,) = [one for one in record.movements if one.stopped_by]
    assert places[convoy.seen or ""] == "Maaret al-Numan"
    assert [names[one] for one in convoy.stopped_by] == ["Syria"]
