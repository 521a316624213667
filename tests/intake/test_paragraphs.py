"""Lines become paragraphs as their writer meant them."""

from __future__ import annotations

import textwrap

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twosource.intake.paragraphs import paragraphs

FIRST = (
    "The army said on Sunday that it had taken the bridge at Oru from the river brigade after two days of fighting, in which "
    "at least twelve people had died. The brigade denied it."
)
SECOND = "A doctor said by telephone that twenty wounded people had been brought to the hospital of Tavan since Saturday morning."


def found(text: str) -> list[str]:
    return [" ".join(text[span.start : span.end].split()) for span in paragraphs(text)]


@pytest.mark.parametrize("width", [60, 65, 72, 80])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_hard_wrapped_paragraph_is_one(width: int, end: str) -> None:
    text = "\n\n".join(textwrap.fill(one, width) for one in (FIRST, SECOND)).replace("\n", end)
    assert found(text) == [FIRST, SECOND]


def test_an_indent_begins_a_paragraph_where_no_blank_line_does() -> None:
    text = "\n".join(textwrap.fill(one, 70, initial_indent="    ") for one in (FIRST, SECOND))
    assert found(text) == [FIRST, SECOND]


def test_other_lines_are_paragraphs_each() -> None:
    lines = ["May 4, 2031", "Release Number 20310504 - 01", "FOR IMMEDIATE RELEASE", FIRST, SECOND]
    assert found("\n".join(lines)) == lines


def test_sentences_on_lines_of_their_own_are_not_joined() -> None:
    lines = [
        "The river brigade has left the bridge at Oru .",
        "Its men were about to cross the river to Tavan when they were seen .",
        "Last month , the brigade drew criticism after it had shelled the market .",
    ]
    assert found("\n".join(lines)) == lines


def test_headings_and_bullets_stand_alone_in_wrapped_text() -> None:
    text = f"## The bridge\n{textwrap.fill(FIRST, 70)}\n- twelve dead in Oru\n- twenty hurt"
    assert found(text) == ["## The bridge", FIRST, "- twelve dead in Oru", "- twenty hurt"]


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=300))
def test_paragraphs_cover_what_is_not_blank_in_order(text: str) -> None:
    at = 0
    for span in paragraphs(text):
        assert not text[at : span.start].strip()
        assert text[span.start : span.end].strip() == text[span.start : span.end] != ""
        at = span.end
    assert not text[at:].strip()
