"""One text in many papers, and the day that a report borrows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from builders import a_document, a_place, a_reading, a_strike, a_taking, an_actor, an_event

from twosource.linking import borrow_days
from twosource.linking.dating import fitted, latest_year, news_weekday
from twosource.linking.origins import contained, copies
from twosource.nouns import Block, DateCandidate, Reading, Span

WIRE = (
    "Warplanes bombed a market in the town of Lomar on Monday, killing six people, a council member said. "
    "The strike hit the market at noon, when it was full, he said. Two shops burned and a school closed its doors. "
    "The army did not answer a question about the strike. Lomar lies on the road to the coast, which the army took in May."
)
OTHER = (
    "Traders in the port of Samar said on Monday that the price of grain had doubled since the crossing was closed by the army."
)


def test_a_reprint_a_cut_and_a_padded_text_are_copies_of_one():
    cut, padded = WIRE[: len(WIRE) // 2], f"{WIRE} {OTHER}"
    documents = [a_document(text, name) for name, text in (("a", WIRE), ("b", cut), ("c", padded), ("d", OTHER[:30]))]
    assert copies(documents) == (("a", "b", "c"),)


def test_in_a_large_folder_copies_are_found_without_comparing_all():
    others = [a_document(" ".join(f"word{number}x{at}" for at in range(60)), f"n{number:02}") for number in range(30)]
    assert copies([*others, a_document(WIRE, "x"), a_document(WIRE + " Added.", "y")]) == (("x", "y"),)


def test_a_shared_footer_makes_no_copies():
    footer = " ".join(f"footer{at}" for at in range(50))
    documents = []
    for name, text in (("a", WIRE), ("b", OTHER)):
        whole = f"{text}\n{footer}"
        blocks = (Block("body", Span(0, len(text))), Block("furniture", Span(len(text), len(whole))))
        documents.append(a_document(whole, name, blocks=blocks))
    assert copies(documents) == ()


def test_nothing_contains_nothing():
    assert contained(frozenset(), frozenset({"a"})) == 0.0
    assert copies([]) == ()


def undated(reading: Reading) -> Reading:
    return replace(reading, document=replace(reading.document, published=None))


def test_an_undated_report_takes_the_day_of_the_report_that_tells_the_same_story_and_says_why():
    days = borrow_days([undated(a_strike("one", day=None)), a_strike("two", published="2031-05-05")])
    day = days["one"]
    assert day.day == date(2031, 5, 4)  # a Sunday, as the report says, and not the Monday of the other
    assert day.rule == "borrowed"
    assert "The two dated 2031-05-05" in day.evidence
    assert 'its own news day "Sunday" fits 2031-05-04' in day.evidence


def test_a_report_of_another_story_lends_no_day():
    assert borrow_days([undated(a_strike("one", day=None)), a_strike("two", place="Tavan")]) == {}


def test_without_an_undated_or_a_dated_report_there_is_nothing_to_lend():
    assert borrow_days([a_strike("one")]) == {}
    assert borrow_days([undated(a_strike("one"))]) == {}


def test_two_equally_good_lenders_of_far_days_lend_none():
    readings = [
        undated(a_strike("one", day=None)),
        a_strike("two", published="2031-05-04"),
        a_strike("three", published="2031-06-01"),
    ]
    assert borrow_days(readings) == {}


def test_a_report_that_names_a_later_year_is_not_older_than_it():
    late = undated(a_strike("one 2040", day=None))
    assert latest_year(late) == 2040
    assert borrow_days([late, a_strike("two")]) == {}


def test_the_lent_day_is_moved_to_the_reports_own_weekday_or_refused():
    monday = date(2031, 5, 5)
    assert fitted(monday, 6) == date(2031, 5, 4)
    assert fitted(monday, 3) is None
    assert fitted(monday, None) == monday
    assert news_weekday(undated(replace(a_strike("one"), document=a_document("No day.")))) is None


def test_the_news_is_of_the_latest_day_that_both_reports_give_a_shared_happening():
    text = "Oru was bombed on Saturday, and on Saturday it burned. Rebels seized Oru on Sunday."
    document = a_document(text, "one", published=None)
    town, rebels = a_place(document, "Oru"), an_actor(document, "Rebels")
    events = [
        an_event(document, "bombed", "air_drone_strike", at=town.id, time="on Saturday"),
        an_event(
            document, "seized", "non_state_actor_overtakes_territory", at=town.id, agent="Rebels", time="on Sunday", place="Oru"
        ),
    ]
    taking = a_taking("two", "Rebels", "The army", "2031-05-04", verb="seized")
    days = borrow_days([a_reading(document, actors=[rebels], places=[town], events=events), taking])
    assert days["one"].day == date(2031, 5, 4)
    assert '"Sunday" fits 2031-05-04' in days["one"].evidence


def test_a_borrowed_day_decides_how_a_date_of_two_readings_is_read():
    candidates = (
        DateCandidate(date(2031, 5, 4), "date line", "the date line says “04/05/2031”, read day first"),
        DateCandidate(date(2031, 4, 5), "date line", "the date line says “04/05/2031”, read month first"),
    )
    bare = undated(a_strike("one", day=None))
    reading = replace(bare, document=replace(bare.document, dates=candidates))
    day = borrow_days([reading, a_strike("two")])["one"]
    assert day.day == date(2031, 5, 4)
    assert day.evidence.endswith("read day first, and the borrowed day decides for 2031-05-04")
