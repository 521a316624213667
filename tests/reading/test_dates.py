from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twosource import vocabulary
from twosource.nouns import When
from twosource.reading import dates
from twosource.reading.time_phrases import phrases
from twosource.reading.time_rules import RULES

EN = vocabulary.load().languages["en"]
TUESDAY = date(2031, 8, 19)
AT = When("2031-08-02", "2031-08-02", "a full date")


def read(
    words: str, day: date | None = TUESDAY, anchors: tuple[When, ...] = (), tense: dates.Tense = None
) -> tuple[str | None, str | None]:
    when = dates.resolve(words, day=day, language=EN, anchors=anchors, tense=tense)
    return when.first, when.last


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("Tuesday", "2031-08-19", "2031-08-19"),
        ("Monday", "2031-08-18", "2031-08-18"),
        ("last Friday", "2031-08-15", "2031-08-15"),
        ("last Tuesday", "2031-08-12", "2031-08-12"),
        ("Friday night", "2031-08-15", "2031-08-15"),
        ("early on Wednesday", "2031-08-13", "2031-08-13"),
        ("just before midnight on Sunday", "2031-08-17", "2031-08-17"),
        ("since midnight", "2031-08-19", "2031-08-19"),
        ("overnight", "2031-08-18", "2031-08-19"),
        ("last night", "2031-08-18", "2031-08-18"),
        ("yesterday", "2031-08-18", "2031-08-18"),
        ("today", "2031-08-19", "2031-08-19"),
        ("since 2026", "2026", "2031-08-19"),
        ("since 30 April", "2031-04-30", "2031-08-19"),
        ("2029–present", "2029", "2031-08-19"),
        ("from March 2030 onwards", "2030-03", "2031-08-19"),
        ("2028–30", "2028", "2030"),
        ("September", "2030-09", "2030-09"),
        ("April", "2031-04", "2031-04"),
        ("April 2029", "2029-04", "2029-04"),
        ("late April", "2031-04", "2031-04"),
        ("mid-March", "2031-03", "2031-03"),
        ("early June 2030", "2030-06", "2030-06"),
        ("2029", "2029", "2029"),
        ("four months ago", "2031-04", "2031-04"),
        ("a year and a half ago", "2030-02", "2030-02"),
        ("nearly six years ago", "2026", "2026"),
        ("two days ago", "2031-08-17", "2031-08-17"),
        ("20/08/2030", "2030-08-20", "2030-08-20"),
        ("08/20/2030", "2030-08-20", "2030-08-20"),
        ("20.08.2030", "2030-08-20", "2030-08-20"),
        ("2030-08-20", "2030-08-20", "2030-08-20"),
        ("recent days", "2031-08", "2031-08-19"),
        ("in recent weeks", "2031-08", "2031-08-19"),
        ("days", "2031-08", "2031-08-19"),
        ("after months of", None, "2031-08-19"),
        ("during the eight years", "2023", "2031-08-19"),
        ("the past 24 hours", "2031-08-18", "2031-08-19"),
        ("the past three days", "2031-08-17", "2031-08-19"),
        ("last week", "2031-08-11", "2031-08-17"),
        ("this week", "2031-08-18", "2031-08-19"),
        ("last month", "2031-07", "2031-07"),
        ("last year", "2030", "2030"),
        ("earlier this month", "2031-08", "2031-08"),
        ("this weekend", "2031-08-16", "2031-08-17"),
        ("between 3 and 5 May", "2031-05-03", "2031-05-05"),
        ("17-19 October", "2030-10-17", "2030-10-19"),
        ("28 December to 3 January", "2030-12-28", "2031-01-03"),
        ("May 27-28", "2031-05-27", "2031-05-28"),
        ("from March to early May", "2031-03", "2031-05"),
        ("June 10", "2031-06-10", "2031-06-10"),
        ("November 2 last year", "2030-11-02", "2030-11-02"),
        ("the 1990s", "1990", "1999"),
        ("the 19th century", "1801", "1900"),
        ("the summer of 2030", "2030-06", "2030-08"),
        ("last winter", "2030-12", "2031-02"),
        ("the next two weeks", "2031-08-19", "2031-09-02"),
    ],
)
def test_an_expression_has_its_interval(words: str, first: str | None, last: str | None) -> None:
    assert read(words) == (first, last)


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("the next day", "2031-08-03"),
        ("The following day", "2031-08-03"),
        ("the previous day", "2031-08-01"),
        ("two days earlier", "2031-07-31"),
        ("three days later", "2031-08-05"),
        ("later that day", "2031-08-02"),
        ("around this time", "2031-08-02"),
        ("hours after", "2031-08-02"),
        ("since then", "2031-08-02"),
    ],
)
def test_a_step_goes_from_the_time_named_before_it(words: str, first: str) -> None:
    assert read(words, anchors=(When("2019", "2019"), AT))[0] == first


def test_a_year_is_no_time_to_step_from() -> None:
    assert read("the next day", anchors=(AT, When("2019", "2019"))) == ("2031-08-03", "2031-08-03")


def test_hours_after_an_event_that_nothing_dates_stay_open() -> None:
    when = dates.resolve("hours after", day=TUESDAY, language=EN)
    assert (when.first, when.last) == (None, None)
    assert "another event" in when.rule


def test_without_a_publication_day_only_what_is_absolute_resolves() -> None:
    assert read("Tuesday", day=None) == (None, None)
    assert read("in recent days", day=None) == (None, None)
    assert read("four months ago", day=None) == (None, None)
    assert read("20 August 2030", day=None) == ("2030-08-20", "2030-08-20")
    assert read("since 2026", day=None) == ("2026", None)


def test_without_a_publication_day_a_yearless_day_takes_the_nearest_year_named() -> None:
    when = dates.resolve("20 December", day=None, language=EN, anchors=(When("2031-01-05", "2031-01-05"),))
    assert (when.first, when.last) == ("2030-12-20", "2030-12-20")
    assert "nearest" in when.rule


def test_the_future_tense_looks_ahead() -> None:
    assert read("Thursday", tense="future") == ("2031-08-21", "2031-08-21")
    assert read("October", tense="future") == ("2031-10", "2031-10")
    assert read("2 November", tense="future") == ("2031-11-02", "2031-11-02")
    assert dates.tense("The two sides will meet in Oru on", EN) == "future"
    assert dates.tense("The two sides met in Oru on", EN) is None


def test_a_day_that_the_calendar_lacks_stays_open_and_says_so() -> None:
    when = dates.resolve("31 June 2030", day=TUESDAY, language=EN)
    assert (when.first, when.last) == (None, None)
    assert "no such day" in when.rule


def test_leap_days_are_found_years_back() -> None:
    assert read("29 February", day=date(2031, 8, 19)) == ("2028-02-29", "2028-02-29")


def test_case_and_blanks_do_not_matter() -> None:
    assert read("LAST  WEEK") == read("last week")
    assert read("November 11 , 2030") == ("2030-11-11", "2030-11-11")


def test_words_that_are_no_time_are_not_understood() -> None:
    assert "not understood" in dates.resolve("the 128th Brigade", day=TUESDAY, language=EN).rule


def test_every_phrase_names_a_rule_that_exists() -> None:
    assert {phrase.rule for phrase in phrases(EN)} == set(RULES)


def test_every_rule_is_a_sentence_that_a_reader_understands() -> None:
    for phrase in phrases(EN):
        assert re.fullmatch(r"[a-z].{4,150}[a-z\d]", phrase.says), phrase.says


WORDS = st.sampled_from([
    "Tuesday", "last Friday", "next Monday", "since Sunday", "overnight", "yesterday", "tonight", "last week", "this year",
    "two weeks ago", "four months ago", "a year and a half ago", "nearly three years ago", "the past ten days", "in recent weeks",
    "late April", "mid-May", "September", "17-19 October", "between 3 and 5 May", "28 December to 3 January",
    "5 to 3 May", "June 10", "29 February", "the next day", "two days earlier", "three weeks later", "since then",
    "hours after", "earlier this month", "for two years", "months of", "the 1990s", "the coming weeks", "31 April",
    "early 2019 ", "from 2018 to 2016",
])  # fmt: skip
DAYS = st.dates(date(1990, 1, 1), date(2090, 12, 31))


@settings(max_examples=100, deadline=None)
@given(words=WORDS, day=st.none() | DAYS, anchor=st.none() | DAYS, tense=st.sampled_from([None, "past", "future"]))
def test_no_interval_ends_before_it_begins(words: str, day: date | None, anchor: date | None, tense: dates.Tense) -> None:
    anchors = (When(anchor.isoformat(), anchor.isoformat()),) if anchor else ()
    when = dates.resolve(words, day=day, language=EN, anchors=anchors, tense=tense)
    assert when.rule
    if when.earliest and when.latest:
        assert when.earliest <= when.latest


@settings(max_examples=60, deadline=None)
@given(
    named=DAYS, day=DAYS, later=st.integers(0, 3000), form=st.sampled_from(["%d %B %Y", "%B %d, %Y", "%Y-%m-%d", "%B %Y", "%Y"])
)
def test_a_later_publication_never_moves_an_absolute_date(named: date, day: date, later: int, form: str) -> None:
    words = named.strftime(form)
    assert read(words, day) == read(words, day + timedelta(days=later))
    assert (read(words, day)[0] or "").startswith(f"{named.year}")


@settings(max_examples=60, deadline=None)
@given(day=DAYS, weekday=st.sampled_from(["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]))
def test_a_weekday_is_one_of_the_seven_days_up_to_publication(day: date, weekday: str) -> None:
    found = date.fromisoformat(read(weekday, day)[0] or "")
    assert found.strftime("%A") == weekday
    assert timedelta(0) <= day - found < timedelta(7)
