"""The record at a moment, as known by a moment, explained down to the words, and as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from builders import (
    a_document,
    a_holding,
    a_place,
    a_reading,
    a_saying,
    a_strike,
    a_taking,
    an_actor,
    an_event,
    borrowed,
    when,
)

from twosource.errors import UnknownId
from twosource.linking import link
from twosource.nouns import Reading, Record, Span
from twosource.outlets.page import text_of
from twosource.outlets.report import page_of
from twosource.outlets.view import view_of
from twosource.record import Situation, derive, explain, record_to_json
from twosource.record.naming import bounds


def the_record(*readings: Reading) -> Record:
    return derive(readings, link(readings))


WAR = (
    a_taking("one", "Rebels", "The army", "2031-05-04"),
    a_taking("two", "The army", "Rebels", "2031-05-11", kind="government_regains_territory", verb="recaptured"),
    a_strike("three", published="2031-05-12", day="2031-05-12", place="Tavan", speaker="Oru Hospital"),
    a_strike("four", published="2031-05-13", day="2031-05-12", place="Tavan", trigger="hit"),
)


def holders(situation: Situation) -> list[str]:
    names = {one.id: one.name for one in situation.actors()}
    return [names[one.holder or ""] for one in situation.control("Oru") if one.status == "gained"]


def test_control_is_asked_for_at_a_moment():
    record = the_record(*WAR)
    assert holders(Situation(record, at=date(2031, 5, 3))) == []
    assert holders(Situation(record, at=date(2031, 5, 5))) == ["rebels"]
    assert holders(Situation(record, at=date(2031, 5, 11))) == ["The army"]
    assert holders(Situation(record)) == ["rebels", "The army"]
    assert Situation(record).control("Nowhere") == ()
    assert Situation(record).control(record.control[0].place) == tuple(one for one in record.control)


def test_incidents_and_figures_of_a_moment_are_those_that_had_begun():
    early = Situation(the_record(*WAR), at=date(2031, 5, 10))
    assert [one.type for one in early.incidents()] == ["non_state_actor_overtakes_territory"]
    assert early.figures() == ()
    assert len(Situation(the_record(*WAR)).figures()) == 1


def test_background_is_asked_for_by_name():
    reading = a_strike("one")
    old = replace(reading, events=(replace(reading.events[0], background=True),))
    situation = Situation(the_record(old))
    assert situation.incidents() == situation.figures() == ()
    assert len(situation.incidents(background=True)) == len(situation.figures(background=True)) == 1


class Received:
    """A ledger of documents that came later than they were printed."""

    def received(self, document: str) -> date | None:
        return date(2031, 6, 1) if document == "one" else None


def test_what_was_known_by_a_day_never_shrinks_and_a_ledger_says_when_a_report_came():
    record = the_record(*WAR)
    known = [len(Situation(record, known_by=date(2031, 5, day)).record.readings) for day in (3, 4, 11, 12, 13)]
    assert known == [0, 1, 2, 3, 4]
    assert Situation(record, known_by=date(2031, 5, 13)).record == record
    assert len(Situation(record, known_by=date(2031, 5, 13), ledger=Received()).record.readings) == 3


def test_a_report_that_was_not_yet_known_supports_nothing():
    record = the_record(*WAR)
    words = {day: Situation(record, known_by=date(2031, 5, day)).incidents()[-1].standing.word for day in (12, 13)}
    assert words == {12: "reported", 13: "corroborated"}


def everything() -> Record:
    """A record with a finding of every kind."""
    text = (
        "Vardia and Lomar agreed to a ceasefire in Oru. Rebels must leave the hills. Its forces broke the truce.\n"
        "The Lomar-backed Oru Brigade, supported by Vardia and Western states, holds the Coast Road, a spokesman said. "
        "Vardia backs Oru Brigade. Rebels cut the Hill Road. They lost the north-south highway."
    )
    document = a_document(text, "pact")
    vardia, lomar = an_actor(document, "Vardia", "government"), an_actor(document, "Lomar", "government")
    brigade, rebels = an_actor(document, "Oru Brigade", quoted=("Oru Brigade",)), an_actor(document, "Rebels")
    western = an_actor(document, "Western states", "government")
    brigade = replace(brigade, mentions=(*brigade.mentions, Span(text.rindex("Oru Brigade"), text.rindex("Oru Brigade") + 11)))
    vardia = replace(vardia, mentions=tuple(spans_of(text, "Vardia")))
    oru, road = a_place(document, "Oru"), a_place(document, "Coast Road")
    pact = an_event(document, "ceasefire", "agreement", day="2031-05-04", at=oru.id)
    pact = replace(pact, agent=(*vardia.mentions[:1], *lomar.mentions[:1]))
    said = a_saying(document, "a spokesman", "said", "supported by Vardia and Western states", kind="official")
    return the_record(
        a_reading(
            document,
            actors=[vardia, lomar, brigade, rebels, western],
            places=[oru, road],
            attributions=[said],
            events=[
                pact,
                an_event(document, "leave", "withdrawal", agent="Rebels", place="the hills", realis="future"),
                an_event(document, "broke", "agreement_breach", agent="Its forces", realis="actual", at=oru.id),
                an_event(document, "truce", "agreement", same_as=pact.id),
                an_event(document, "cut", "encirclement", agent="Rebels", target="the Hill Road", day="2031-05-04"),
            ],
            control=[
                a_holding(document, "holds the Coast Road", road, brigade, "holds", when=when("2031-05-04")),
                a_holding(document, "lost the north-south highway", oru, rebels, "lost", when=when("2031-05-04")),
            ],
        ),
        *WAR,
    )


def spans_of(text: str, words: str) -> Iterator[Span]:
    at = text.find(words)
    while at >= 0:
        yield Span(at, at + len(words))
        at = text.find(words, at + 1)


def test_agreements_have_parties_terms_and_their_state():
    record = everything()
    names = {one.id: one.name for one in record.actors}
    (pact,) = record.agreements
    assert [names[one] for one in pact.parties] == ["Vardia", "Lomar"]
    assert pact.name == "Agreement between Vardia and Lomar in Oru"
    assert [(one.text, one.state) for one in pact.terms] == [
        ("Rebels must leave the hills", "agreed"),
        ("Its forces broke the truce", "broken"),
    ]


def test_backing_is_a_relation_with_who_says_so():
    record = everything()
    told = [
        (one["from_actor"], one["kind"], one["to_actor"], [c["said_by"] for c in one["claims"]])
        for one in record_to_json(record)["relations"]
    ]
    assert sorted(told) == [
        ("Lomar", "backs", "Oru Brigade", ["The pact"]),
        ("Vardia", "backs", "Oru Brigade", ["a spokesman", "The pact"]),
        ("Western states", "backs", "Oru Brigade", ["a spokesman"]),
    ]


def test_roads_have_a_status():
    assert {(one.name, one.status) for one in everything().routes} == {
        ("Coast Road", "held"),
        ("the Hill Road", "cut"),
        ("the north-south highway", "lost"),
    }


def test_every_finding_explains_itself_down_to_characters():
    record = everything()
    texts = {reading.document.id: reading.document.text for reading in record.readings}
    findings = (
        *record.incidents, *record.figures, *record.control, *record.agreements, *record.relations, *record.routes,
        *record.actors, *record.places, *record.judgements,
    )  # fmt: skip
    assert {type(one).__name__ for one in findings} >= {"Incident", "Control", "Agreement", "Relation", "Route", "Judgement"}
    for finding in findings:
        tree = explain(record, finding.id)
        leaves = list(tree.leaves())
        assert leaves, finding
        assert all(texts[leaf.document or ""][leaf.span.start : leaf.span.end] == leaf.says for leaf in leaves if leaf.span)


def test_a_claim_is_explained_with_its_speaker():
    record = the_record(*WAR)
    claim = WAR[2].figures[0]
    tree = Situation(record).explain(f"three:{claim.id}")
    assert tree.says == "killed: 6, says Oru Hospital, in The three"
    assert [leaf.says for leaf in tree.leaves()][:3] == ["a number of people", "Oru Hospital", "said"]


def test_an_unknown_id_names_what_is_near():
    record = the_record(*WAR)
    incident = record.incidents[0].id
    with pytest.raises(UnknownId, match=f"did you mean .*{incident}"):
        explain(record, incident[:-1])
    with pytest.raises(UnknownId, match="twosource report --json"):
        explain(record, "?")


def test_bounds_are_told_in_words():
    told = [bounds(6, 6), bounds(None, 1500), bounds(6, None), bounds(6, 8), bounds(None, None)]
    assert told == ["6", "up to 1,500", "6 or more", "6 to 8", "no number"]


def test_the_outward_shape_has_the_fields_that_others_rely_on():
    shape = json.loads(json.dumps(record_to_json(everything())))
    assert set(shape) >= {"documents", "incidents", "figures", "control", "routes", "agreements", "relations", "actors", "places"}
    assert set(shape["incidents"][0]) >= {
        "id", "type", "title", "place", "from", "to", "realis", "background", "standing", "origins", "mentions", "differences",
    }  # fmt: skip
    assert set(shape["incidents"][0]["place"]) >= {"name", "lat", "lon", "precision"}
    assert set(shape["figures"][0]) >= {
        "id",
        "kind",
        "what",
        "place",
        "from",
        "to",
        "low",
        "high",
        "relation",
        "difference",
        "claims",
    }
    assert set(shape["figures"][0]["claims"][0]) >= {"document", "figure", "low", "high", "said_by"}
    assert set(shape["control"][0]) >= {"place", "holder", "status", "from", "to", "standing", "claims"}
    assert {key for one in shape["control"] for claim in one["claims"] for key in claim} == {"document", "event", "control"}
    assert set(shape["agreements"][0]["terms"][0]) == {"text", "state", "claims"}


def test_the_record_says_which_reports_it_dated_and_which_are_one_text():
    undated = replace(WAR[0], document=replace(WAR[0].document, published=None, notes=("a caption was repeated",)))
    copies = [replace(WAR[3], document=replace(WAR[3].document, id=name, origin=name)) for name in ("copy a", "copy b")]
    notes = the_record(borrowed(undated, "2031-05-04"), *copies).notes
    assert notes == (
        "one.txt: dated 2031-05-04, because it tells the same story",
        "copy a and copy b are one text and count as one origin",
        "one.txt: a caption was repeated",
        "Tavan: named as the place of news, and not found in the gazetteer",
    )


def test_a_record_of_nothing_is_empty():
    assert the_record() == Record(readings=())


def test_words_for_one_side_stand_together_in_a_timeline():
    document = a_document("Rebels left Oru. The Oru Brigade left Oru. The army left Oru.", "one")
    town = a_place(document, "Oru")
    sides = [an_actor(document, "Rebels"), an_actor(document, "Oru Brigade"), an_actor(document, "The army", "military")]
    left = [
        an_event(document, "left", "withdrawal", nth=nth, day="2031-05-04", agent=one.name, at=town.id)
        for nth, one in enumerate(sides, start=1)
    ]
    record = the_record(a_reading(document, actors=sides, places=[town], events=left))
    assert sorted(len(one.claims) for one in record.control) == [1, 2]


def test_who_surrounds_a_place_does_not_hold_it():
    document = a_document("The army surrounded Oru. Oru is in the hands of the army.", "one")
    town, army = a_place(document, "Oru"), an_actor(document, "The army", "military")
    siege = a_holding(document, "surrounded", town, army, "surrounded", when=when("2031-05-04"))
    held = a_holding(document, "in the hands of", town, army, "holds", when=when("2031-05-04"))
    record = the_record(a_reading(document, actors=[army], places=[town], control=[siege, held]))
    assert all(one.contested_by for one in record.control)


def test_a_term_that_was_never_carried_out_is_never_fulfilled_and_a_broker_is_no_party():
    text = (
        "The Vard army and the Oru Front signed a truce brokered by Kestria. Gunmen would leave the hills and rest. "
        "The terms were never fulfilled."
    )
    document = a_document(text, "one")
    names = {"Vard army": "military", "Oru Front": "armed_group", "Kestria": "government", "Gunmen": "armed_group"}
    actors = [an_actor(document, name, kind) for name, kind in names.items()]
    pact = an_event(document, "truce", "agreement", day="2031-05-04")
    pact = replace(pact, agent=tuple(actor.mentions[0] for actor in actors[:3]))
    events = [
        pact,
        an_event(document, "brokered", "negotiation", agent="Kestria"),
        an_event(document, "leave", "withdrawal", agent="Gunmen", realis="future"),
        an_event(document, "never fulfilled", "agreement_breach"),
    ]
    found = the_record(a_reading(document, actors=actors, events=events)).agreements[0]
    assert len(found.parties) == 2
    assert [(term.text, term.state) for term in found.terms] == [
        ("Gunmen would leave the hills and rest", "agreed"),
        ("The terms were never fulfilled", "never fulfilled"),
    ]


def test_a_reading_that_states_control_speaks_for_its_events():
    document = a_document("The army left Oru.", "one")
    town, army = a_place(document, "Oru"), an_actor(document, "The army", "military")
    event = an_event(document, "left", "withdrawal", day="2031-05-04", agent="The army", at=town.id)
    lost = a_holding(document, "left", town, army, "lost", when=when("2031-05-04"))
    record = the_record(a_reading(document, actors=[army], places=[town], events=[event], control=[lost]))
    assert [ref.claim[0] for one in record.control for ref in one.claims] == ["C"]
    silent = the_record(a_reading(document, actors=[army], places=[town], events=[event]))
    assert [ref.claim[0] for one in silent.control for ref in one.claims] == ["E"]


def a_province_and_a_village(status: str = "holds", village: str = "Oru") -> Record:
    """Return the record of a province that the front holds, and of a strike on a village in it."""
    document = a_document("The Front holds Vard province.", "one")
    area = a_place(document, "Vard province", quoted="Vard", precision="province")
    front = an_actor(document, "The Front")
    held = a_holding(document, "holds", area, front, status, when=when("2031-05-01"))
    strike = a_strike("two", place=village, within="Vard")
    return the_record(a_reading(document, actors=[front], places=[area], control=[held]), strike)


def test_a_village_of_which_nobody_speaks_has_its_provinces_holder_as_a_weaker_claim():
    situation = Situation(a_province_and_a_village())
    (province,) = situation.holdings()
    assert situation.holdings("Oru") == ()
    assert situation.inherited("Oru") == province
    assert [(place.name, holding) for place, holding in situation.inheriting()] == [("Oru", province)]
    assert situation.inherited("Nowhere") is None
    taken = a_province_and_a_village("gained")
    assert [Situation(taken, at=date(2031, *day)).inherited("Oru") is None for day in ((4, 30), (5, 1))] == [True, False]


def test_a_province_that_was_lost_gives_its_villages_no_holder_and_a_word_of_ones_own_goes_first():
    assert Situation(a_province_and_a_village("lost")).inheriting() == ()
    own = the_record(*a_province_and_a_village().readings, *WAR[:1])
    taken = {one.name: one for one in own.places}["Oru"]
    assert taken.id not in {place.id for place, _ in Situation(own).inheriting()}


def test_what_is_inherited_is_marked_as_weaker_on_the_page_in_a_places_view_and_in_json():
    record = a_province_and_a_village()
    (weaker,) = record_to_json(record)["inherited"]
    assert (weaker["place"]["name"], weaker["area"]["name"], weaker["holders"]) == ("Oru", "Vard province", ["The Front"])
    assert weaker["why"].startswith("weaker")
    for shown in (record, view_of(Situation(record), "Oru")):
        page = text_of(page_of(shown))
        assert "Weaker, for nobody says it of the place itself" in page
        assert "Oru as Vard province: held by The Front" in page
