"""The stories that the record is for, on readings built by hand."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

from builders import (
    a_credit,
    a_document,
    a_figure,
    a_holding,
    a_place,
    a_reading,
    a_saying,
    a_strike,
    a_taking,
    an_actor,
    an_event,
    when,
    words,
)

from twosource.linking import link
from twosource.nouns import Block, Document, Event, Incident, Place, Reading, Record, Span
from twosource.record import derive


def the_record(*readings: Reading) -> Record:
    return derive(readings, link(readings))


def the_incident(*readings: Reading) -> Incident:
    record = the_record(*readings)
    assert len(record.incidents) == 1, [one.title for one in record.incidents]
    return record.incidents[0]


def test_one_wire_in_five_papers_is_one_origin():
    papers = [a_strike("wire", outlet=f"Paper {number}") for number in range(5)]
    papers = [replace(one, document=replace(one.document, id=f"p{number}")) for number, one in enumerate(papers)]
    standing = the_incident(*papers).standing
    assert (standing.word, standing.origins) == ("reported", 1)


def test_two_papers_with_eyes_of_their_own_corroborate():
    standing = the_incident(a_strike("one"), a_strike("two", trigger="struck")).standing
    assert (standing.word, standing.origins) == ("corroborated", 2)
    assert standing.why == "Independent of each other: The one; The two."


def test_one_statement_quoted_by_two_papers_counts_once():
    quoted = [a_strike(name, speaker="Free Vard Front", kind="armed_group") for name in ("one", "two")]
    standing = the_incident(*quoted).standing
    assert (standing.word, standing.origins) == ("reported", 1)
    assert standing.why == "One origin: Free Vard Front."


def brigade(name: str, trigger: str, leaning: str) -> Reading:
    """A strike that a brigade tells of, in words of its own."""
    return a_strike(name, speaker=f"{name.title()} Brigade", kind="armed_group", leaning=leaning, trigger=trigger)


def test_a_single_belligerents_claim_stays_reported_and_two_of_one_side_too():
    claims = [brigade("one", "bombed", "opposition"), brigade("two", "hit", "opposition")]
    assert the_incident(claims[0]).standing.word == "reported"
    both = the_incident(*claims).standing
    assert (both.word, both.origins) == ("reported", 2)
    assert both.why.startswith("Of one side")


def test_two_sides_that_say_the_same_corroborate():
    claims = [brigade("one", "bombed", "opposition"), brigade("two", "hit", "government")]
    assert the_incident(*claims).standing.word == "corroborated"


def a_hit(document: Document, town: Place) -> Event:
    return an_event(document, "hit", "air_drone_strike", day="2031-05-04", at=town.id)


def test_papers_that_print_one_agency_are_one_origin():
    text = "A market was hit in Oru on Sunday. Reuters"
    readings = []
    for name in ("one", "two"):
        document = a_document(f"{name}: {text}", name)
        town = a_place(document, "Oru")
        reading = a_reading(
            document,
            places=[town],
            events=[a_hit(document, town)],
        )
        readings.append(a_credit(reading, "Reuters"))
    standing = the_incident(*readings).standing
    assert (standing.word, standing.why) == ("reported", "One origin: Reuters.")


def test_a_dateline_names_the_agency():
    document = a_document("ORU, 4 May (Northern Wire) - A market was hit in Oru.", "one")
    town = a_place(document, "Oru")
    reading = a_reading(document, places=[town], events=[a_hit(document, town)])
    assert the_incident(reading).standing.why == "One origin: Northern Wire."


def test_what_a_caption_says_is_the_photographers_and_a_photo_credit_says_nothing_of_the_text():
    document = a_document("A market hit in Oru. (Sana Vard / AFP via Getty Images)\nA man was arrested in Oru.", "one")
    caption, credit, body = (
        words(document, "A market hit in Oru."),
        words(document, "(Sana Vard / AFP via Getty Images)"),
        document.text,
    )
    blocks = (Block("caption", caption), Block("credit", credit), Block("body", Span(credit.end + 1, len(body))))
    document = replace(document, blocks=blocks)
    town = a_place(document, "Oru")
    pictured, told = a_hit(document, town), an_event(document, "arrested", "arrest", day="2031-05-04", at=town.id)
    incidents = the_record(a_reading(document, places=[town], events=[pictured, told])).incidents
    assert [one.standing.why for one in incidents] == ["One origin: AFP (photograph).", "One origin: The one."]
    bare = replace(document, blocks=blocks[:1])
    assert the_incident(a_reading(bare, places=[town], events=[pictured])).standing.why == "One origin: The one."


def test_denied_by_evening_is_disputed():
    morning = a_strike("morning", speaker="Free Vard Front", kind="armed_group")
    evening = a_strike("evening", speaker="Vard army", kind="military", stance="denies", published="2031-05-05")
    incident = the_incident(morning, evening)
    assert incident.standing.word == "disputed"
    assert incident.standing.why == "Said by Free Vard Front; denied by Vard army."
    (stance,) = [one for one in incident.differences if one.field == "realis"]
    assert stance.kind == "stance"
    assert [(one.value, one.said_by) for one in stance.values] == [("actual", "Free Vard Front"), ("denied", "Vard army")]


def test_who_takes_it_back_withdraws_it_and_who_only_denies_leaves_it_denied():
    first = a_strike("one", speaker="Free Vard Front", kind="armed_group")
    second = a_strike("two", speaker="Free Vard Front", kind="armed_group", stance="denies", published="2031-05-06")
    assert the_incident(first, second).standing.word == "withdrawn"
    assert the_incident(second).standing.word == "denied"


def test_a_headline_over_a_quoted_speaker_is_no_second_source():
    quoted = a_strike("one", speaker="Oru Hospital")
    headline = replace(quoted.events[0], id="E0-3", said_by=None)
    told = replace(quoted.events[0], same_as=headline.id)
    standing = the_incident(replace(quoted, events=(headline, told), figures=())).standing
    assert (standing.word, standing.origins, standing.why) == ("reported", 1, "One origin: Oru Hospital.")


def test_a_speaker_who_confirms_leaves_the_report_its_own_voice():
    confirmed = a_strike("one", speaker="Vard Monitor", stance="confirms")
    headline = replace(confirmed.events[0], id="E0-3", said_by=None)
    told = replace(confirmed, events=(headline, replace(confirmed.events[0], same_as=headline.id)), figures=())
    assert the_incident(told).standing.origins == 2
    assert the_incident(told).standing.word == "reported"  # both stand in one text
    assert (
        the_incident(told, a_strike("two", speaker="Free Vard Front", kind="armed_group", trigger="hit")).standing.word
        == "corroborated"
    )


def test_a_doubt_disputes_and_alone_supports_nothing():
    doubt = a_strike("two", speaker="Some analyst", kind="analyst", stance="doubts")
    assert the_incident(a_strike("one"), doubt).standing.word == "disputed"
    assert the_incident(doubt).standing.word == "reported"


def test_an_unnamed_source_is_its_papers_own_word():
    unnamed = a_strike("one", speaker="sources", kind="anonymous")
    attribution = replace(unnamed.attributions[0], actor=None)
    unnamed = replace(unnamed, attributions=(attribution,))
    assert the_incident(unnamed).standing.why == "One origin: The one."


def test_the_toll_rises_and_nothing_is_averaged():
    tolls = [((8, None), "2031-05-04"), ((14, 14), "2031-05-05"), ((19, 19), "2031-05-06")]
    readings = [a_strike(f"r{number}", killed=killed, published=day) for number, (killed, day) in enumerate(tolls)]
    (group,) = the_record(*readings).figures
    assert [(one.low, one.high) for one in group.claims] == [(8, None), (14, 14), (19, 19)]
    assert (group.low, group.high) == (19, 19)
    assert (group.relation, group.difference) == ("compatible", "later")
    assert [one.succeeded_by for one in group.claims] == [group.claims[1].ref, group.claims[2].ref, None]
    assert [one.day for one in group.claims] == [day for _, day in tolls]
    assert group.why == "The r0: 8 or more became 14, 14 became 19."


def test_a_toll_that_rises_from_source_to_source_is_later_and_both_stand():
    first = a_strike("one", speaker="Oru Hospital", killed=(8, 8))
    second = a_strike("two", speaker="Vard army", killed=(14, 14), published="2031-05-06")
    (group,) = the_record(first, second).figures
    assert (group.relation, group.difference, group.low, group.high) == ("differ", "later", 8, 14)
    assert "The toll rose" in group.why


def test_a_lower_number_of_the_same_origin_is_its_correction_and_of_another_a_conflict():
    first = a_strike("one", speaker="Oru Hospital", killed=(12, 12))
    corrected = a_strike("two", speaker="Oru Hospital", killed=(11, 11), published="2031-05-07")
    (group,) = the_record(first, corrected).figures
    assert (group.difference, group.why) == ("later", "Oru Hospital: 12 became 11.")
    (group,) = the_record(first, a_strike("two", speaker="Vard army", killed=(4, 4), published="2031-05-07")).figures
    assert group.difference == "conflict"
    assert group.why == "Nothing but the number differs (12; 4). The speakers are different: Oru Hospital; Vard army."


def test_rounded_and_bounded_numbers_are_no_conflict():
    (group,) = the_record(a_strike("one", killed=(100, 100)), a_strike("two", killed=(98, 98))).figures
    assert (group.relation, group.difference) == ("differ", "rounding")
    (group,) = the_record(a_strike("one", killed=(None, 20)), a_strike("two", killed=(12, 12))).figures
    assert (group.relation, group.difference, group.low, group.high) == ("compatible", "rounding", 12, 20)
    (group,) = the_record(a_strike("one", killed=(None, None)), a_strike("two", killed=(12, 12))).figures
    assert group.relation == "compatible"


def displaced(name: str, low: int | None, high: int, first: str, *, who: str = "people") -> Reading:
    strike = a_strike(name)
    document = replace(strike.document, text=f"{strike.document.text} So many fled Tavan.")
    inside = a_place(document, "Tavan", quoted="fled Tavan", precision="province", within="Vardia")
    figure = a_figure(document, "So many", "displaced", low, high, who=who, at=inside.id, when=when(first, "2031-05-04"))
    return replace(strike, document=document, places=(*strike.places, inside), figures=(figure,))


def test_another_period_and_a_wider_area_are_named_before_a_conflict_is():
    record = the_record(displaced("one", 400, 400, "2031-01-04"), displaced("two", None, 500, "2031-03-20"))
    (group,) = record.figures
    assert group.difference == "period"
    assert "(2031-01-04 to 2031-05-04; 2031-03-20 to 2031-05-04)" in group.why
    assert "One gives a bound" in group.why
    record = the_record(displaced("one", 400, 400, "2031-01-04", who="civilians"), displaced("two", 500, 500, "2031-01-04"))
    assert record.figures[0].difference == "scope"


def test_children_and_all_the_dead_are_two_counts():
    reading = a_strike("one")
    children = replace(reading.figures[0], id="F1-2", who="children", low=2, high=2)
    record = the_record(replace(reading, figures=(*reading.figures, children)), a_strike("two"))
    assert sorted(len(group.claims) for group in record.figures) == [1, 2]


def test_a_figure_that_the_gazetteer_contradicts_is_flagged():
    (group,) = the_record(a_strike("one", killed=(900, 900), population=500)).figures
    assert group.why == "Doubtful: 900 killed is more than the gazetteer's population of Oru (500)."
    crowd = a_strike("one", population=500)
    crowd = replace(crowd, figures=(replace(crowd.figures[0], kind="population", low=2000, high=2000),))
    assert "three times" in the_record(crowd).figures[0].why
    assert the_record(a_strike("one", population=500)).figures[0].why == ""


def test_taken_lost_and_taken_again_is_a_sequence_of_holders():
    record = the_record(
        a_taking("one", "Rebels", "The army", "2031-05-04"),
        a_taking("two", "The army", "Rebels", "2031-05-11", kind="government_regains_territory", verb="recaptured"),
        a_taking("three", "Rebels", "The army", "2031-05-20"),
    )
    names = {one.id: one.name for one in record.actors}
    held = [
        (names[one.holder or ""], one.when.first, one.when.last) for one in record.control if one.status == "gained" and one.when
    ]
    assert held == [
        ("rebels", "2031-05-04", "2031-05-11"),
        ("The army", "2031-05-11", "2031-05-20"),
        ("rebels", "2031-05-20", None),
    ]
    assert len(record.incidents) == 3


def test_two_who_are_said_to_hold_a_town_at_once_contest_it():
    document = a_document("Rebels hold Oru. The army holds Oru, the army said.", "one")
    town = a_place(document, "Oru")
    rebels, army = an_actor(document, "Rebels"), an_actor(document, "The army", "military")
    said = a_saying(document, "the army", "said", "The army holds Oru", actor=army.id, kind="military")
    held = [
        a_holding(document, "Rebels hold Oru", town, rebels, "holds", when=when("2031", "2031")),
        a_holding(document, "The army holds Oru", town, army, "holds", when=when("2031", "2031"), said_by=said.id),
        a_holding(document, "Oru", town, None, "contested"),
    ]
    lost = replace(held[0], id="C0-1", place=None)
    record = the_record(a_reading(document, actors=[rebels, army], places=[town], attributions=[said], control=[*held, lost]))
    by_status = {(one.status, one.holder): one for one in record.control}
    assert len(record.control) == 3
    holding = [one for one in record.control if one.status == "holds"]
    assert all({other.id for other in holding} - {one.id} <= set(one.contested_by) for one in holding)
    assert ("contested", None) in by_status


def test_a_claim_that_ends_a_siege_ends_it():
    document = a_document("Rebels surrounded Oru. The army took Oru.", "one")
    town, rebels, army = a_place(document, "Oru"), an_actor(document, "Rebels"), an_actor(document, "The army", "military")
    siege = an_event(document, "surrounded", "encirclement", day="2031-05-01", agent="Rebels", at=town.id)
    taken = an_event(document, "took", "government_regains_territory", day="2031-05-03", agent="The army", at=town.id)
    planned = replace(taken, id="E0-1", realis="future", when=None)
    nowhere = replace(taken, id="E0-2", at=None)
    odd = replace(taken, id="E0-3", type="no_such_type")
    record = the_record(a_reading(document, actors=[rebels, army], places=[town], events=[siege, taken, planned, nowhere, odd]))
    assert [(one.status, one.when and one.when.last) for one in record.control] == [
        ("surrounded", "2031-05-03"),
        ("gained", None),
    ]


def test_the_order_in_which_reports_come_changes_nothing():
    readings = [a_strike("one"), a_strike("two", killed=(8, 8)), a_taking("three", "Rebels", "The army", "2031-05-04")]
    expected = the_record(*readings)
    assert all(the_record(*order) == expected for order in permutations(readings))


def test_an_incident_keeps_its_id_when_a_later_report_joins():
    first, later = a_strike("one"), a_strike("two", published="2031-05-05")
    assert the_incident(first).id == the_incident(first, later).id
    assert the_incident(first).id.startswith("I")
    assert len(the_incident(first).id) == 9


def test_an_agreeing_independent_source_never_lowers_a_standing():
    ranks = ["denied", "withdrawn", "disputed", "reported", "corroborated"]
    readings = [a_strike("one", speaker="Free Vard Front", kind="armed_group")]
    before = ranks.index(the_incident(*readings).standing.word)
    for name in ("two", "three"):
        readings.append(a_strike(name, trigger="hit"))
        after = ranks.index(the_incident(*readings).standing.word)
        assert after >= before
        before = after


def test_a_longer_name_of_one_speaker_is_no_second_source():
    left = a_strike("one", speaker="VANA", kind="media")
    right = a_strike("two", speaker="official VANA news agency", kind="media", trigger="struck")
    assert the_incident(left, right).standing.word == "reported"


def test_an_alleged_strike_corroborates_nothing():
    left, right = a_strike("one"), a_strike("two", realis="uncertain", trigger="struck")
    assert the_incident(left, right).standing.word == "reported"
    assert the_incident(right).standing.word == "reported"
