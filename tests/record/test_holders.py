"""Who holds a place at each moment, every claimant weighed: the laws of `record.holders`, and what the roads make of them."""

import json
from dataclasses import replace
from datetime import date

from builders import a_document, a_holding, a_place, a_reading, a_saying, an_actor, when

from twosource.linking import link
from twosource.nouns import Reading, Record
from twosource.record import Situation, derive, record_to_json
from twosource.store.packing import dumps, pack, unpack
from twosource.vocabulary.roster import Entry, Roster, Stretch


def the_record(*readings: Reading) -> Record:
    return derive(readings, link(readings))


def told(name: str, day: str, status: str, holder: str, kind: str = "armed_group") -> Reading:
    """Return a report in which a holder is in a state at Oru from a day on."""
    document = a_document(f"{holder} {status} Oru.", name, published=day)
    town, actor = a_place(document, "Oru"), an_actor(document, holder, kind)
    state = a_holding(document, status, town, actor, status, when=when(day))
    return a_reading(document, actors=[actor], places=[town], control=[state])


def holders(record: Record, day: str) -> tuple[str, list[str]]:
    names = {one.id: one.name for one in record.actors}
    (found,) = Situation(record, at=date.fromisoformat(day)).holdings("Oru")
    return found.word, [names[one] for one in found.holders]


def test_the_last_change_decides_and_the_one_before_ends_on_its_day():
    record = the_record(
        told("one", "2031-05-04", "gained", "Rebels"),
        told("two", "2031-05-11", "gained", "The army", "military"),
    )
    assert holders(record, "2031-05-06") == ("held", ["rebels"])
    assert holders(record, "2031-05-11") == ("held", ["The army"])
    assert Situation(record, at=date(2031, 5, 3)).holdings("Oru") == ()


def test_a_change_told_of_some_days_has_happened_by_the_last_of_them():
    document = a_document("Rebels took Oru.", "one")
    town, rebels = a_place(document, "Oru"), an_actor(document, "Rebels")
    taken = a_holding(document, "took", town, rebels, "gained", when=when("2031-05-02", "2031-05-04"))
    (found,) = the_record(a_reading(document, actors=[rebels], places=[town], control=[taken])).holdings
    assert found.when is not None
    assert found.when.first == "2031-05-04"


def test_two_holders_of_one_day_contest_the_place():
    record = the_record(
        told("one", "2031-05-04", "gained", "Rebels"),
        told("two", "2031-05-04", "gained", "The army", "military"),
    )
    assert holders(record, "2031-05-04")[0] == "contested"


def test_who_has_left_leaves_nobody_and_an_old_sighting_is_overtaken():
    left = the_record(told("one", "2031-05-04", "holds", "Rebels"), told("two", "2031-05-09", "lost", "Rebels"))
    assert holders(left, "2031-05-09") == ("unknown", [])
    late = the_record(told("one", "2031-05-04", "holds", "Rebels"), told("two", "2031-09-09", "holds", "The army", "military"))
    assert holders(late, "2031-09-09") == ("held", ["The army"])
    soon = the_record(told("one", "2031-05-04", "holds", "Rebels"), told("two", "2031-05-09", "holds", "The army", "military"))
    assert holders(soon, "2031-05-09")[0] == "contested"


def test_a_siege_and_an_entry_are_states_of_their_own():
    record = the_record(
        told("one", "2031-05-04", "holds", "Rebels"),
        told("two", "2031-05-06", "surrounded", "The army", "military"),
        told("three", "2031-05-08", "entered", "The army", "military"),
    )
    names = {one.id: one.name for one in record.actors}
    (siege,) = Situation(record, at=date(2031, 5, 6)).holdings("Oru")
    assert (siege.word, [names[one] for one in siege.besieged_by]) == ("held", ["The army"])
    assert holders(record, "2031-05-08")[0] == "contested"


def test_a_claim_without_a_time_in_a_text_that_looks_back_decides_nothing():
    document = a_document("The army holds Oru.", "one", published="2031-05-04")
    town, army = a_place(document, "Oru"), an_actor(document, "The army", "military")
    held = a_holding(document, "holds", town, army, "holds", when=None)
    record = the_record(a_reading(document, actors=[army], places=[town], control=[held]))
    assert record.holdings == ()
    assert [one.status for one in record.control] == ["holds"]


def test_the_order_of_arrival_changes_nothing_and_every_claimant_keeps_his_word():
    reports = [
        told("one", "2031-05-04", "gained", "Rebels"),
        told("two", "2031-05-11", "gained", "The army", "military"),
        told("three", "2031-05-12", "holds", "The army", "military"),
    ]
    record = the_record(*reports)
    assert the_record(*reversed(reports)).holdings == record.holdings
    assert {one.status for one in record.holdings[-1].tenures} == {"gained", "holds"}


def claimed_by_the_taker(name: str, day: str) -> Reading:
    """Return a report in which the taker alone says that it has taken Oru."""
    document = a_document("The Front said that it had taken Oru.", name, published=day)
    town, front = a_place(document, "Oru"), an_actor(document, "The Front")
    said = a_saying(document, "The Front", "said", "it had taken Oru", actor=front.id, kind="armed_group")
    taken = a_holding(document, "taken", town, front, "gained", when=when(day), said_by=said.id)
    return a_reading(document, actors=[front], places=[town], attributions=[said], control=[taken])


def test_a_gain_that_only_its_taker_claims_is_marked_until_another_source_sees_it_there():
    alone = the_record(claimed_by_the_taker("one", "2031-05-04"))
    assert [(one.word, one.alone) for one in alone.holdings] == [("held", True)]
    seen = the_record(claimed_by_the_taker("one", "2031-05-04"), told("two", "2031-05-06", "holds", "The Front"))
    assert [(one.word, one.alone, one.why) for one in seen.holdings] == [
        ("held", False, "taken, and another source sees it there")
    ]
    against = the_record(told("one", "2031-05-01", "holds", "The army", "military"), claimed_by_the_taker("two", "2031-05-04"))
    assert [(one.word, one.alone) for one in against.holdings] == [("held", False), ("contested", True)]
    assert not any(one.alone for one in the_record(told("one", "2031-05-04", "gained", "The Front")).holdings)


def test_who_alone_claims_a_gain_comes_back_equal_from_the_store():
    record = the_record(claimed_by_the_taker("one", "2031-05-04"))
    assert unpack(Record, json.loads(dumps(pack(record)))) == record
    assert [one["alone"] for one in record_to_json(record)["holdings"]] == [True]


def rostered(words: str, *readings: Reading) -> Record:
    """Return the record of readings under a roster of two sides, the army's and the rebels'."""
    army = (("The army", Stretch()), ("Falcon Group", Stretch()), ("Oru Guard", Stretch()))
    entries = (
        *(Entry("actor", name, ((name, during),), 1, side="government") for name, during in army),
        Entry("actor", "The Front", (("The Front", Stretch()),), 1, side="rebels"),
        Entry("side", "rebels", ((words, Stretch()),), 1, side="rebels"),
    )
    roster = Roster(entries)
    return derive(readings, link(readings, roster=roster), roster=roster)


def test_allied_groups_of_one_side_in_the_roster_do_not_contest_each_other():
    reports = (told("one", "2031-05-04", "gained", "Falcon Group"), told("two", "2031-05-04", "gained", "Oru Guard"))
    assert holders(the_record(*reports), "2031-05-04")[0] == "contested"
    assert holders(rostered("Rebels", *reports), "2031-05-04")[0] == "held"
    other = (told("one", "2031-05-04", "gained", "Falcon Group"), told("two", "2031-05-04", "gained", "The Front"))
    assert holders(rostered("Rebels", *other), "2031-05-04")[0] == "contested"


def test_an_umbrella_word_is_its_sides_and_each_sources_own_word_is_kept():
    record = rostered(
        "Rebels", told("one", "2031-05-04", "gained", "The Front"), told("two", "2031-05-04", "gained", "Rebels", "political")
    )
    assert holders(record, "2031-05-04")[0] == "held"
    assert {(one.name, one.side, one.names) for one in record.actors} == {
        ("The Front", "rebels", ("The Front",)),
        ("Rebels", "rebels", ("Rebels",)),
    }
    assert [one["side"] for one in record_to_json(record)["actors"]] == ["rebels", "rebels"]


def admitted(taker: str, speaker: str = "The army") -> Reading:
    """Return a report, which takes both for one state's, in which an officer says that somebody has taken Oru."""
    document = a_document(f"{speaker} said that {taker} had taken Oru.", "one")
    town, army = a_place(document, "Oru"), an_actor(document, speaker, "military", country="VA")
    other = an_actor(document, taker, "military", country="VA")
    said = a_saying(document, speaker, "said", f"{taker} had taken Oru", actor=army.id, kind="military")
    taken = a_holding(document, "taken", town, other, "gained", when=when("2031-05-04"), said_by=said.id)
    return a_reading(document, actors=[army, other], places=[town], attributions=[said], control=[taken])


def test_what_the_other_side_of_the_roster_admits_is_no_word_of_the_takers_own():
    one = admitted("The Front")
    assert [state.alone for state in the_record(one).holdings] == [True]
    assert [state.alone for state in rostered("Rebels", one).holdings] == [False]


def test_one_report_of_many_does_not_make_a_force_that_of_another_state():
    reports = [told(f"report {number}", "2031-06-04", "lost", "Falcon Group", "military") for number in range(4)]
    known = [replace(one, actors=tuple(replace(actor, country="NO") for actor in one.actors)) for one in reports]
    record = rostered("Rebels", admitted("Falcon Group", "Colonel Varo"), *known)
    assert [state.alone for state in record.holdings][:1] == [False]
