"""Every candidate for the day is kept with its evidence, and only what is certain is used."""

from __future__ import annotations

from datetime import date

import pytest

from intake.invented import RECEIVED, a_document, a_page
from twosource.errors import UsageError
from twosource.intake import freeze
from twosource.nouns import DateCandidate, Document

BODY = "The army said that it had taken the bridge.\n\nA doctor said that twenty were hurt."
DAY = date(2019, 8, 20)


def rules(document: Document) -> list[str]:
    return [one.rule for one in document.dates]


def test_no_day_at_all_is_legal() -> None:
    document = a_document(BODY)
    assert (document.published, document.dates, document.notes) == (None, (), ())


def test_candidates_are_ranked_and_the_caller_comes_first() -> None:
    page = a_page(
        f"Army takes Oru\n\n20 August 2019\n\nORU, Aug. 20, 2019 (XYZ) — {BODY}",
        published="2019-08-20T23:30:00-07:00",
        url="https://post.example/2019/aug/20/oru",
        dates=(DateCandidate(DAY, "htmldate", "searched"), DateCandidate(DAY, "json-ld", "says")),
    )
    document = freeze(page, published="20/08/2019", received=RECEIVED)
    assert rules(document) == ["caller", "field", "json-ld", "url", "date line", "dateline", "htmldate"]
    assert document.published == DAY
    assert document.notes == ()


@pytest.mark.parametrize(
    "line",
    [
        "20/08/2019",
        "August 20, 2019",
        "Tue 20 Aug 2019 14.05 BST",
        "Published: 20 August 2019, 14:05",
        "Date of publication 20 August 2019",
        "Posted on August 20 2019 by Ann Person",
        "Oru, 20 August 2019",
        "2019-08-20",
        "Tue 20 Aug 2019 14.05 BST Last modified on Wed 21 Aug 2019 09.00 BST",
    ],
)
def test_a_date_line_gives_the_day_and_its_place(line: str) -> None:
    document = a_document(f"Army takes Oru\n\n{line}\n\n{BODY}")
    assert document.published == DAY
    assert document.dates[0].rule == "date line"
    assert document.dates[0].span is not None
    assert "20" in document.quote(document.dates[0].span)
    assert ("dateline", line) in [(block.kind, document.quote(block.span)) for block in document.blocks]


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://post.example/2019/08/20/oru", DAY),
        ("https://post.example/world/2019/aug/20/oru", DAY),
        ("https://post.example/oru-2019-08-20.html", DAY),
        ("https://post.example/20190820-oru", DAY),
        ("https://post.example/2019/8/oru", None),
        ("https://post.example/a/2019082", None),
        ("https://post.example/a/20199999", None),
        ("https://post.example/a/120190820", None),
    ],
)
def test_an_address_gives_a_day_only_where_it_holds_a_whole_one(url: str, day: date | None) -> None:
    assert a_document(BODY, url=url).published == day


def test_a_dateline_with_a_place_alone_gives_no_day() -> None:
    assert a_document(f"Army takes Oru\n\nORU (Reuters) - {BODY}").published is None


def test_a_day_in_the_midst_of_the_body_is_no_day_of_publication() -> None:
    assert a_document(f"{BODY}\n\n{BODY.upper()}\n\n20 August 2019\n\nMore was said.").published is None


def test_an_ambiguous_day_is_left_open_with_both_readings() -> None:
    document = a_document(f"Army takes Oru\n\n04/05/2019\n\n{BODY}")
    assert document.published is None
    assert [one.day for one in document.dates] == [date(2019, 5, 4), date(2019, 4, 5)]
    assert "2019-05-04 or 2019-04-05" in document.notes[0]


def test_other_evidence_settles_an_ambiguous_day() -> None:
    document = a_document(f"Army takes Oru\n\n04/05/2019\n\nORU, 5 April 2019 (XYZ) — {BODY}")
    assert document.published == date(2019, 4, 5)
    assert "settled because the dateline says 2019-04-05" in document.dates[0].evidence


def test_a_reading_that_lies_in_the_future_is_out() -> None:
    document = freeze(a_page(f"Army takes Oru\n\n04/05/2019\n\n{BODY}"), received=date(2019, 4, 20))
    assert document.published == date(2019, 4, 5)


def test_days_that_contradict_each_other_are_both_named() -> None:
    document = a_document(f"Army takes Oru\n\n21 August 2019\n\n{BODY}", published="2019-08-20")
    assert document.published == DAY
    assert document.notes == ("a date line gives 2019-08-21, but the file's own field gives 2019-08-20, which is used",)


@pytest.mark.parametrize(("day", "words"), [("2033-01-01", "later than the day it was received"), ("1899-12-30", "before 1900")])
def test_a_day_that_cannot_be_is_kept_but_not_trusted(day: str, words: str) -> None:
    document = a_document(f"Army takes Oru\n\n20 August 2019\n\n{BODY}", published=day)
    assert document.published == DAY
    assert rules(document) == ["date line", "field"]
    assert words in document.notes[0]


def test_a_field_that_is_no_day_is_noted() -> None:
    document = a_document(BODY, published="last Tuesday")
    assert document.published is None
    assert "“last Tuesday”" in document.notes[0]


@pytest.mark.parametrize("given", ["yesterday", "04/05/2019", "2019-02-31"])
def test_the_caller_is_told_when_his_day_is_none(given: str) -> None:
    with pytest.raises(UsageError, match="YYYY-MM-DD"):
        freeze(a_page(BODY), published=given, received=RECEIVED)
