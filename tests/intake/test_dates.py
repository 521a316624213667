"""A printed day is read as far as it is certain."""

from __future__ import annotations

from datetime import date

import pytest

from twosource.intake.dates import read_day


@pytest.mark.parametrize(
    "words",
    [
        "2019-08-20",
        "2019/08/20",
        "2019-08-20T23:30:00-07:00",
        "2019-08-20T01:15:00+03:00",
        "20/08/2019",
        "08/20/2019",
        "20.08.2019",
        "20-08-19",
        "20 August 2019",
        "20th of August, 2019",
        "20 AUG 19 --",
        "August 20, 2019",
        "Aug. 20, 2019",
        "August 20 , 2019",
        "Tue 20 Aug 2019 14.05 BST",
        "Tuesday, 20 August 2019 at 2:05 p.m.",
        "10:43 PM EST Tue August 20 2019",
        "Date of publication 20 August 2019",
        "٢٠/٠٨/٢٠١٩",
    ],
)
def test_one_day_in_many_hands(words: str) -> None:
    (found,) = read_day(words)
    assert found.day == date(2019, 8, 20)


def test_a_number_that_cannot_be_a_month_decides_and_says_so() -> None:
    assert read_day("20/08/2019")[0].why == "“20/08/2019”, day first, because 20 cannot be a month"
    assert read_day("08/20/2019")[0].why == "“08/20/2019”, month first, because 20 cannot be a month"


def test_a_day_that_can_be_two_stays_two() -> None:
    assert [one.day for one in read_day("04/05/2019")] == [date(2019, 5, 4), date(2019, 4, 5)]


def test_the_weekday_beside_it_decides() -> None:
    (found,) = read_day("Saturday 04/05/2019")
    assert found.day == date(2019, 5, 4)
    assert "Saturday" in found.why


NO_DAYS = ["", "Tuesday", "20 August", "August 2019", "31/02/2019", "32 May 2019", "2019-13-40", "the year 2019", "1.2.3"]


@pytest.mark.parametrize("words", NO_DAYS)
def test_what_is_no_full_day_gives_none(words: str) -> None:
    assert read_day(words) == ()
