"""The laws of freezing: nothing is changed, nothing is lost, and twice is once."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from intake.invented import RECEIVED, a_document, a_page, typed
from twosource.formats import plain
from twosource.intake import freeze
from twosource.nouns import Document, Page

LINES = st.sampled_from(
    [
        *("Army takes Oru bridge", "20/08/2031", "---", "## The [road](#)", "Photo: A. Person", "", "", " ", "Read Also"),
        *("Posted on August 20, 2031 by Ann Person The army said no.", "![a](b)", "![A convoy of the army in Oru](b.jpg)"),
        *("ORU (Reuters) - The army said **on Sunday** that it held [the bridge](#).", "(A. Person / AFP/Getty Images)"),
        *("Smoke over Oru. Photograph: A. Person/AFP", "قال الجيش إنه سيطر على الجسر. 🕊", "**ORU** (Reuters) - **The army**"),
        *(
            "The army said on Sunday that it had taken the bridge at Oru from",
            "the river brigade after two days.",
        ),
    ]
)
TEXTS = st.one_of(
    st.lists(LINES, max_size=14).map("\n".join),
    st.lists(LINES, max_size=8).map("\r\n".join),
    st.text(max_size=200),
)


def covers(document: Document) -> bool:
    """Tell whether the blocks are in order, apart, and leave nothing but blanks uncovered."""
    at = 0
    for block in document.blocks:
        if block.span.start < at or block.span.end <= block.span.start or document.text[at : block.span.start].strip():
            return False
        at = block.span.end
    return not document.text[at:].strip()


@settings(max_examples=100, deadline=None)
@given(TEXTS, st.sampled_from([None, "Army takes Oru bridge", "The army said on Sunday"]))
def test_blocks_cover_the_text_that_is_never_changed(text: str, title: str | None) -> None:
    document = a_document(text, title=title)
    assert document.text == text
    assert covers(document)
    assert all(document.quote(one.span).strip() for one in document.dates if one.span)


@settings(max_examples=50, deadline=None)
@given(TEXTS)
def test_freezing_again_gives_an_equal_document(text: str) -> None:
    assert a_document(text) == a_document(text)


def test_the_id_follows_what_the_report_says_and_not_where_it_lay() -> None:
    page = a_page("Oru fell.", outlet="Tavan Post", published="2031-05-04", url="https://post.example/1", title="Oru")
    first = freeze(page, received=RECEIVED)
    assert freeze(replace(page, origin="elsewhere.txt"), received=date(2033, 1, 1)).id == first.id
    for change in ({"text": "Oru held."}, {"outlet": "Other"}, {"published": "2031-05-05"}, {"url": None}, {"title": "T"}):
        assert freeze(replace(page, **change), received=RECEIVED).id != first.id  # type: ignore[arg-type]
    assert freeze(page, outlet="Other", received=RECEIVED).id != first.id
    assert freeze(page, outlet="Other", received=RECEIVED).outlet == "Other"


def test_a_day_given_as_a_day_or_as_words_is_one_report() -> None:
    page = a_page("Oru fell.")
    one, other = (freeze(page, published=given, received=RECEIVED) for given in (date(2031, 5, 4), "2031-05-04"))
    assert one.id == other.id


def test_a_very_long_report_is_frozen_in_bounded_time() -> None:
    for line in ("[a](# **b** said ", "The army said that it held Oru. ", "The army said that it held Oru.\n", "# " * 40 + "\n"):
        began = time.monotonic()
        a_document(line * (300_000 // len(line)))
        assert time.monotonic() - began < 8


RUNAWAYS = ["[a](b) | ", "20 Aug 2031 updated ", "1.1.", "By A A, ", "A/A ", "ORU, A ", "(AFP/", "Photo: A. ", "12:00 "]


@pytest.mark.parametrize("part", RUNAWAYS)
def test_no_line_makes_a_pattern_run_away(part: str) -> None:
    for text in (part * 30 + "x", part * 3000 + "x", f"Army takes Oru\n{part * 30}\n{part * 30}é"):
        began = time.monotonic()
        a_document(text)
        assert time.monotonic() - began < 2


def freeze_file(path: Path) -> Document:
    with path.open("rb") as stream:
        (page,) = plain.pages(stream, path.name)
    assert isinstance(page, Page)
    return freeze(page, received=RECEIVED)


@pytest.mark.shared
def test_the_first_seed_has_a_title_a_doubled_caption_a_credit_and_no_day(shared: Path) -> None:
    document = freeze_file(shared / "seeds" / "seed-a.txt")
    assert [kind for kind, _ in typed(document)][:5] == ["title", "caption*", "caption", "credit", "body"]
    assert {kind for kind, _ in typed(document)[4:]} == {"body"}
    assert (document.published, document.dates, document.language, document.notes) == (None, (), "en", ())


@pytest.mark.shared
def test_the_second_seed_has_a_title_a_day_a_caption_and_residue(shared: Path) -> None:
    document = freeze_file(shared / "seeds" / "seed-b.txt")
    kinds = [kind for kind, _ in typed(document)]
    assert kinds[:5] == ["furniture", "title", "furniture", "dateline", "body"]
    assert (kinds.count("caption"), kinds.count("credit"), kinds[-1]) == (1, 1, "furniture")
    assert document.published == date(2019, 8, 20)
    assert "because 20 cannot be a month" in document.dates[0].evidence
    assert {document.quote(span) for span in document.residue} == {"[", "](#)", "---"}


@pytest.mark.shared
def test_every_annotated_report_is_frozen_whole_and_in_english(shared: Path) -> None:
    for path in sorted((shared / "annotation" / "reports").glob("*.txt")):
        document = freeze_file(path)
        assert covers(document), path.name
        assert document.language == "en", path.name
        read = sum(block.span.end - block.span.start for block in document.blocks if block.kind not in {"furniture", "credit"})
        assert read > 0.9 * len("".join(document.text.split())), path.name
