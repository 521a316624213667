"""Posts, crossings and bases with their conditions, by hand and from the examples that the vocabulary brings."""

import pytest
from builders import a_document, a_holding, a_place, a_reading, a_saying, an_actor, an_event, when

from twosource import monitor
from twosource.linking import link
from twosource.nouns import Reading, Record
from twosource.outlets.page import text_of
from twosource.outlets.report import page_of
from twosource.record import derive, explain, record_to_json
from twosource.record.posts import kind_of
from twosource.vocabulary import load


def the_record(*readings: Reading) -> Record:
    return derive(readings, link(readings))


def a_siege() -> Reading:
    """Return a report in which a monitor says that an observation post in Oru is surrounded."""
    text = "The army encircled a Kestrian observation post in Oru, the monitor said. The Samar crossing was closed."
    document = a_document(text, "one")
    post = a_place(document, "Kestrian observation post", precision="vague")
    town, army = a_place(document, "Oru"), an_actor(document, "The army", "military")
    said = a_saying(document, "the monitor", "said", "The army encircled a Kestrian observation post in Oru", kind="monitor")
    siege = a_holding(document, "encircled", post, army, "surrounded", when=when("2031-05-03"), said_by=said.id)
    return a_reading(document, actors=[army], places=[post, town], attributions=[said], control=[siege])


def test_a_post_has_a_condition_a_town_and_who_is_behind_it():
    record = the_record(a_siege())
    names = {one.id: one.name for one in (*record.places, *record.actors)}
    crossing, post = sorted(record.posts, key=lambda one: one.kind)
    assert (post.name, post.kind, post.status) == ("Kestrian observation post", "observation post", "surrounded")
    assert [names[one or ""] for one in (post.place, post.at, post.actor)] == ["Kestrian observation post", "Oru", "The army"]
    assert (crossing.name, crossing.status, crossing.place) == ("Samar crossing", "closed", None)
    assert crossing.when is not None
    assert (crossing.when.first, crossing.when.last) == (None, "2031-05-04")


def test_the_conditions_of_a_post_follow_each_other_and_each_source_is_a_claim_of_one():
    later = a_document("Rebels bombed the Kestrian observation post.", "two", published="2031-05-06")
    base = a_place(later, "Kestrian observation post", precision="vague")
    rebels = an_actor(later, "Rebels")
    struck = an_event(
        later, "bombed", "air_drone_strike", day="2031-05-06", agent="Rebels", target="the Kestrian observation post"
    )
    record = the_record(a_siege(), a_reading(later, actors=[rebels], places=[base], events=[struck]))
    told = [(one.status, one.when and one.when.first) for one in record.posts if one.kind == "observation post"]
    assert told == [("surrounded", "2031-05-03"), ("struck", "2031-05-06")]
    again = the_record(a_siege(), a_siege_of("three"))
    assert [len(one.claims) for one in again.posts if one.kind == "observation post"] == [2]


def a_siege_of(name: str) -> Reading:
    """Return the same siege in another paper's words."""
    document = a_document("The army encircled the Kestrian observation post.", name)
    post = a_place(document, "Kestrian observation post", precision="vague")
    army = an_actor(document, "The army", "military")
    siege = a_holding(document, "encircled", post, army, "surrounded", when=when("2031-05-03"))
    return a_reading(document, actors=[army], places=[post], control=[siege])


def test_a_post_is_shown_and_leads_to_its_words():
    record = the_record(a_siege())
    page = " ".join(text_of(page_of(record)).split())
    assert "Kestrian observation post at Oru: surrounded by The army, since 3" in page
    assert "Samar crossing: closed, by 4 May [1]" in page
    closed, siege = sorted(record_to_json(record)["posts"], key=lambda one: one["kind"])
    assert (siege["actor"], siege["at"]["name"], siege["claims"][0]["said_by"]) == ("The army", "Oru", "the monitor")
    assert closed["claims"][0]["said_by"] == "The one"
    for post in record.posts:
        assert "".join(leaf.says for leaf in explain(record, post.id).leaves()).split()
    words = [leaf.says for one in record.posts if one.status == "closed" for leaf in explain(record, one.id).leaves()]
    assert words == ["The Samar crossing was closed"]


def test_a_town_or_a_fight_is_no_post():
    assert kind_of("the town of Oru") is None
    assert kind_of("a base of support near Oru") == "base"
    assert kind_of("the airport road") is None
    assert kind_of("Turkish air base in Oru") == "base"


@pytest.mark.parametrize("example", load().languages["en"].table("posts")["example"], ids=lambda one: one["text"][:30])
def test_each_example_of_the_vocabulary_reads_as_it_says(example, tmp_path):
    file = tmp_path / "report.txt"
    file.write_text(example["text"], encoding="utf-8")
    record = monitor.report(monitor.read_paths([file], published="2021-05-04", reader="rules"))
    assert {(one.name, one.kind, one.status) for one in record.posts} == {(example["post"], example["kind"], example["status"])}
