"""A text file's text comes through unchanged, or its owner is told why not."""

from __future__ import annotations

import time
from io import BytesIO
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twosource.errors import UnreadableReport
from twosource.formats import plain
from twosource.nouns import Page

REPORT = "Rebels leave Oru\r\n\r\nThe rebels left the town of Oru on Tuesday – “at dawn”, he said. 🕊 انسحب المقاتلون\r\n"


def only(raw: bytes) -> Page:
    (page,) = plain.pages(BytesIO(raw), "oru.txt")
    assert isinstance(page, Page), page
    return page


def refusal(raw: bytes) -> str:
    (error,) = plain.pages(BytesIO(raw), "oru.txt")
    assert isinstance(error, UnreadableReport)
    assert error.origin == "oru.txt"
    return error.reason


def test_the_text_is_the_file_unchanged() -> None:
    page = only(REPORT.encode())
    assert page.text == REPORT
    assert page.notes == ()
    assert (page.origin, page.extractor, len(page.raw)) == ("oru.txt", "plain", 64)


@pytest.mark.parametrize(("encoding", "note"), [("utf-8-sig", ""), ("utf-16", "UTF-16"), ("utf-32", "UTF-32")])
def test_a_byte_order_mark_says_the_encoding_and_is_all_that_goes(encoding: str, note: str) -> None:
    page = only(REPORT.encode(encoding))
    assert page.text == REPORT
    assert note in " ".join(page.notes)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("The general said: “We hold the bridge” – and Café Oru is open. " * 4, "cp1252"),
        ("Повстанцы оставили город Ору во вторник утром, сообщил губернатор. В городе погибли двадцать человек. " * 4, "cp1251"),
        ("انسحب المقاتلون من المدينة صباح الثلاثاء وقال المحافظ إن عشرين شخصا قتلوا في القصف. " * 4, "cp1256"),
    ],
)
def test_an_encoding_that_is_not_named_is_told_from_the_bytes_and_noted(text: str, encoding: str) -> None:
    page = only(text.encode(encoding))
    assert page.text == text
    assert "not UTF-8" in page.notes[0]


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"", "empty"),
        (b" \r\n\t ", "empty"),
        ("\u2003\n".encode(), "nothing but blanks"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"PK\x03\x04....", "zip archive"),
        (b"\x89PNG\r\n\x1a\n", "image"),
        (b"\xff\xd8\xff\xe0JFIF", "image"),
        (b"\x1f\x8b\x08\x00", "gzip"),
        (b"SQLite format 3\x00", "database"),
        (b"The town\x00fell", "binary"),
        (Random(7).randbytes(5000).replace(b"\x00", b"\x01"), "binary"),
    ],
)
def test_what_is_no_text_is_refused_with_a_remedy(raw: bytes, words: str) -> None:
    reason = refusal(raw)
    assert words in reason
    assert any(verb in reason for verb in ("give", "save", "unpack"))


def test_a_file_that_breaks_off_inside_a_character_is_read_with_a_note() -> None:
    page = only("The town fell — said the généra".encode() + "é".encode()[:1])
    assert page.text == "The town fell — said the généra"
    assert "breaks off" in page.notes[0]


def test_a_damaged_character_does_not_turn_the_rest_into_another_alphabet() -> None:
    text = "Les rebelles ont quitté la cité dès mardi, a déclaré l’armée. " * 20
    raw = bytearray(text.encode())
    raw[text.encode().index("é".encode())] = 0xFF
    page = only(bytes(raw))
    assert "l’armée" in page.text
    assert "damaged" in page.notes[0]


def test_a_file_larger_than_the_limit_is_refused_at_once_and_the_limit_is_named() -> None:
    began = time.monotonic()
    reason = refusal(b"The town fell. " * (50_000_000 // 15))
    assert "20 MB" in reason
    assert "JSON lines" in reason
    assert time.monotonic() - began < 5


@settings(max_examples=80, deadline=None)
@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1).filter(lambda text: text.strip()))
def test_any_text_comes_back_as_it_was_written(text: str) -> None:
    raw = text.encode()
    if not raw.startswith((b"PK\x03\x04", b"BZh", b"{\\rtf", b"GIF8", b"RIFF", b"%PDF-", b"Rar!", "\ufeff".encode())):
        assert only(raw).text == text


@settings(max_examples=80, deadline=None)
@given(st.binary(max_size=400))
def test_whatever_the_bytes_there_is_one_answer(raw: bytes) -> None:
    (answer,) = plain.pages(BytesIO(raw), "x")
    assert isinstance(answer, Page | UnreadableReport)
