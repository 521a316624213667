"""What an incident is made of, and how its fields differ."""

from __future__ import annotations

from dataclasses import replace

from builders import a_document, a_place, a_reading, a_saying, a_strike, an_actor, an_event, when

from twosource.linking import link
from twosource.nouns import Incident, KnownPlace, Links, Reading, Ref, When
from twosource.record import derive
from twosource.record.incidents import agreed, lies_in, spell


def joined(*readings: Reading) -> Incident:
    """The one incident of events that are joined by hand, whatever linking would say."""
    links = link(readings)
    refs = tuple(Ref(one.document.id, event.id) for one in readings for event in one.events)
    return derive(readings, replace(links, events=(refs,))).incidents[0]


def test_the_same_act_in_other_words_is_a_difference_of_wording_with_who_says_which():
    incident = joined(a_strike("one", speaker="Oru Hospital"), a_strike("two", trigger="pounded"))
    (wording,) = [one for one in incident.differences if one.field == "type"]
    assert wording.kind == "wording"
    assert [(one.value, one.said_by) for one in wording.values] == [("bombed", "Oru Hospital"), ("pounded", None)]


def test_another_actor_is_a_conflict_and_another_name_for_a_side_is_wording():
    def told(name: str, agent: str, kind: str) -> Reading:
        document = a_document(f"{agent} shelled Oru.", name)
        event = an_event(document, "shelled", "shelling_artillery_missile", agent=agent, day="2031-05-04")
        return a_reading(document, actors=[an_actor(document, agent, kind)], events=[event])

    rebels, group, army = (
        told("one", "Rebels", "armed_group"),
        told("two", "Vard Front", "political"),
        told("three", "The army", "military"),
    )
    assert [one.kind for one in joined(rebels, group).differences if one.field == "agent"] == ["wording"]
    assert [one.kind for one in joined(rebels, army).differences if one.field == "agent"] == ["conflict"]
    assert joined(rebels).differences == ()


def test_a_place_inside_another_is_scope_and_another_place_is_a_conflict():
    town, other = a_strike("one", within="Tavan"), a_strike("two", place="Lesk")
    province = a_strike("three", place="Tavan", precision="province")
    assert [one.kind for one in joined(town, province).differences if one.field == "place"] == ["scope"]
    assert [one.kind for one in joined(town, other).differences if one.field == "place"] == ["conflict"]


def test_times_without_a_common_day_are_a_conflict_and_a_long_one_is_a_period():
    first, second = a_strike("one"), a_strike("two", day="2031-05-06")
    assert [one.kind for one in joined(first, second).differences if one.field == "time"] == ["conflict"]
    long = replace(second, events=(replace(second.events[0], when=when("2031-04-20", "2031-05-20")),))
    assert [one.kind for one in joined(first, long).differences if one.field == "time"] == ["period"]
    vague = replace(second, events=(replace(second.events[0], when=when("2031-05-03", "2031-05-05")),))
    assert [one.kind for one in joined(first, vague).differences if one.field == "time"] == []


def test_an_alleged_and_a_plain_claim_differ_in_stance():
    confirmed = a_strike("two", speaker="Oru Hospital", stance="confirms")
    incident = joined(a_strike("one", realis="uncertain"), confirmed)
    (stance,) = [one for one in incident.differences if one.field == "realis"]
    assert [one.value for one in stance.values] == ["uncertain", "actual, confirmed"]
    assert incident.realis == "actual"


def test_the_time_is_the_tightest_on_which_claims_agree():
    assert agreed([]) is None
    assert agreed([when("2031-05"), when("2031-05-04", "2031-05-06"), When("2031-05-05", None)]) == When(
        "2031-05-05", "2031-05-06", "what the claims agree on"
    )
    assert agreed([when("2031-05-04"), when("2031-06-04")]) == when("2031-05-04")
    assert agreed([When(None, "2031-05-04"), When(None, "2031-05-02")]) == When(None, "2031-05-02", "what the claims agree on")


def test_times_are_told_in_words():
    assert [spell(None), spell(when("2031")), spell(When(None, "2031")), spell(When("2031", None))] == [
        "no day", "2031", "open to 2031", "2031 to open",
    ]  # fmt: skip


def test_titles_are_plain_words():
    assert joined(a_strike("one")).title == "Air strike by Vard warplanes in Oru"
    assert joined(a_strike("one", realis="future")).title == "Expected air strike by Vard warplanes in Oru"
    assert joined(a_strike("one", realis="denied")).title == "Denied air strike by Vard warplanes in Oru"


def test_a_place_named_by_a_role_is_the_place_of_the_event():
    reading = a_strike("one")
    unresolved = replace(reading, events=(replace(reading.events[0], at=None),))
    assert joined(unresolved).title.endswith("in Oru")
    nowhere = replace(reading, events=(replace(reading.events[0], at=None, place=()),))
    assert joined(nowhere).place is None
    elsewhere = replace(reading, places=())
    assert joined(replace(elsewhere, events=(replace(reading.events[0], at=None),))).place is None


def test_a_chain_of_speakers_is_told_from_the_inside_out():
    document = a_document("The agency said, citing Vard activists, that Oru was bombed.")
    outer = a_saying(document, "The agency", "said", "that Oru was bombed")
    inner = replace(a_saying(document, "Vard activists", "citing", "Oru was bombed"), via=outer.id)
    event = an_event(document, "bombed", "air_drone_strike", said_by=inner.id)
    other = replace(event, id="E0-1", trigger=a_saying(document, None, "said", "Oru").content or event.trigger, said_by=None)
    incident = joined(a_reading(document, attributions=[outer, inner], events=[event, other]))
    (wording,) = incident.differences
    assert sorted(str(one.said_by) for one in wording.values) == ["None", "Vard activists, via The agency"]


def test_claims_that_no_link_names_stand_alone():
    record = derive([a_strike("one"), a_strike("two")], Links())
    assert [len(one.mentions) for one in record.incidents] == [1, 1]
    assert len(record.figures) == len(record.actors) == len(record.places) == 2


def test_a_town_lies_in_its_province_and_in_its_country():
    town = KnownPlace("P1", "Oru", (), country="VA", within="Tavan", precision="town")
    province = KnownPlace("P2", "Tavan province", (), country="VA", precision="province", names=("Tavan province",))
    country = KnownPlace("P3", "Vardia", (), country="VA", precision="country")
    assert lies_in(town, province)
    assert lies_in(town, country)
    assert not lies_in(province, town)
    assert not lies_in(country, country)


def test_the_second_choice_of_a_place_is_kept_as_a_note():
    place = a_place(a_document("Oru fell."), "Oru", reason="nearest to the other places", runner_up="Oru in Lomar")
    record = derive([a_reading(a_document("Oru fell."), places=[place])], Links())
    assert record.places[0].notes == ("nearest to the other places; second choice: Oru in Lomar",)


def test_the_base_and_bases_differ_in_scope():
    def told(name: str, target: str) -> Reading:
        document = a_document(f"Jets struck {target} near Oru.", name)
        return a_reading(document, events=[an_event(document, "struck", "air_drone_strike", day="2031-05-04", target=target)])

    (scope,) = joined(told("one", "the base"), told("two", "bases")).differences
    assert (scope.field, scope.kind, scope.why) == ("target", "scope", "The one speaks of one, the other of several.")
    assert [one.value for one in scope.values] == ["the base", "bases"]
