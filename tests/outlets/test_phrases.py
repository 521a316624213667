import pytest

from twosource.nouns import When
from twosource.outlets.phrases import bounds_in_words, when_in_words


@pytest.mark.parametrize(
    ("when", "words"),
    [
        (None, "day not known"),
        (When(None, None), "day not known"),
        (When("2031-05-03", "2031-05-03"), "3 May 2031"),
        (When("2031-05-03", "2031-05-04"), "3–4 May 2031"),
        (When("2031-04-30", "2031-05-04"), "30 April – 4 May 2031"),
        (When("2014", None), "since 2014"),
        (When("2031-05", "2031-05-20"), "1–20 May 2031"),
        (When("2014", "2031-05-20"), "2014 – 20 May 2031"),
        (When(None, "2031-05"), "by May 2031"),
        (When("2017-04", "2017-04"), "April 2017"),
        (When("2017-04", "2017-05"), "April – May 2017"),
    ],
)
def test_a_time_is_said_with_its_edges(when, words):
    assert when_in_words(when) == words


@pytest.mark.parametrize(
    ("low", "high", "approx", "words"),
    [
        (92, 92, False, "92"),
        (500, 500, True, "about 500"),
        (200, None, False, "at least 200"),
        (None, 500_000, False, "up to 500,000"),
        (None, 700_000, True, "about 700,000"),
        (300, 400, False, "300 to 400"),
        (0, 0, False, "0"),
        (None, None, False, "not counted"),
    ],
)
def test_a_figure_is_said_with_its_bounds(low, high, approx, words):
    assert bounds_in_words(low, high, approx=approx) == words


def test_months_are_cut_where_room_is_short():
    assert when_in_words(When("2031-09-03", "2031-09-03"), short=True) == "3 Sep 2031"


def test_what_lasts_to_a_known_day_is_told_as_of_that_day():
    assert when_in_words(When(None, "2031-05-03"), lasting=True) == "as of 3 May 2031"
