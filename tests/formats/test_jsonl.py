"""One report a line; a broken line stops nothing behind it."""

from __future__ import annotations

import gzip
import json
import tracemalloc
from collections.abc import Iterator
from io import BytesIO, RawIOBase

import pytest

from twosource.errors import UnreadableReport
from twosource.formats import jsonl, plain
from twosource.nouns import Page


def answers(raw: bytes) -> list[Page | UnreadableReport]:
    return list(jsonl.pages(BytesIO(raw), "war.jsonl"))


def test_a_line_says_what_it_says_and_unknown_keys_are_ignored() -> None:
    line = {"outlet": "Tavan Post", "title": "T", "published": "2031-05-04", "url": "https://x.example/1", "text": "Oru fell."}
    (page,) = answers(json.dumps({"id": "a1", **line, "colour": 7}).encode() + b"\n")
    assert isinstance(page, Page)
    assert page.origin == "a1"
    assert {name: getattr(page, name) for name in line} == line


def test_only_the_text_is_required_and_the_line_number_is_the_origin() -> None:
    (page,) = answers(b'\xef\xbb\xbf\n{"text": "Oru fell.", "title": null}')
    assert isinstance(page, Page)
    assert page.origin == "war.jsonl:2"
    assert page.title is None


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (b'{"text": "Oru fell."', "not valid JSON"),
        (b'["Oru fell."]', "not a JSON object"),
        (b'"Oru fell."', "not a JSON object"),
        (b'{"title": "T"}', 'no "text"'),
        (b'{"text": ""}', "empty"),
        (b'{"text": 7}', "a number"),
        (b'{"text": null}', "null"),
        (b'{"text": "x", "published": 20310504}', '"published" is a number'),
        (b'{"text": "x", "outlet": ["a"]}', '"outlet" is a list'),
        (b'{"text": "x", "id": {}}', '"id" is an object'),
        (b'{"text": "caf\xe9"}', "not UTF-8"),
        (b"[" * 100_000, "nested"),
        (b'{"n": ' + b"9" * 5000 + b', "text": "x"}', "not valid JSON"),
    ],
)
def test_a_broken_line_is_named_and_the_lines_around_it_are_read(line: bytes, words: str) -> None:
    before, error, after = answers(b'{"text": "Oru fell."}\n' + line + b'\r\n{"text": "Tavan holds."}\n')
    assert isinstance(before, Page)
    assert isinstance(after, Page)
    assert after.text == "Tavan holds."
    assert isinstance(error, UnreadableReport)
    assert error.origin == "war.jsonl:2"
    assert words in error.reason


def test_half_a_surrogate_pair_is_replaced_so_that_the_text_can_be_stored() -> None:
    (page,) = answers(rb'{"text": "Oru \ud83d fell \u0000."}')
    assert isinstance(page, Page)
    assert page.text == "Oru � fell �."
    assert page.text.encode()
    assert "2 characters" in page.notes[0]


def test_the_raw_hash_is_that_of_the_line_wherever_it_stands() -> None:
    first, second = answers(b'{"text": "Oru fell."}\n{"text": "Oru fell."}\r\n')
    assert isinstance(first, Page)
    assert isinstance(second, Page)
    assert first.raw == second.raw


def test_a_gzipped_file_is_read_on_the_way_and_a_broken_one_as_far_as_it_goes() -> None:
    raw = b"".join(b'{"id": "%d", "text": "Oru fell on day %d."}\n' % (n, n * 7919) for n in range(2000))
    zipped = gzip.compress(raw)
    assert len(answers(zipped)) == 2000
    *read, error = answers(zipped[: len(zipped) // 2])
    assert len(read) > 100
    assert isinstance(error, UnreadableReport)
    assert "damaged" in error.reason


def test_a_file_in_utf_16_is_one_error_with_a_remedy() -> None:
    (error,) = answers('{"text": "Oru fell."}\n'.encode("utf-16"))
    assert isinstance(error, UnreadableReport)
    assert "save it as UTF-8" in error.reason


def test_a_line_beyond_the_limit_is_skipped_and_the_next_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jsonl, "LIMIT", 1000)
    error, page = answers(b'{"text": "' + b"x" * 5000 + b'"}\n{"text": "Oru fell."}\n')
    assert isinstance(error, UnreadableReport)
    assert isinstance(page, Page)
    assert plain.LIMIT > 1000


class Endless(RawIOBase):
    """A stream of lines that are made as they are read."""

    def __init__(self, lines: int) -> None:
        self.lines: Iterator[bytes] = (b'{"text": "Oru fell. %s"}\n' % (b"x" * 2000) for _ in range(lines))
        self.rest = b""

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        self.rest = self.rest or next(self.lines, b"")
        count = min(len(buffer), len(self.rest))
        buffer[:count], self.rest = self.rest[:count], self.rest[count:]
        return count


def test_memory_stays_flat_over_many_lines() -> None:
    from io import BufferedReader

    tracemalloc.start()
    count = sum(1 for _ in jsonl.pages(BufferedReader(Endless(10_000)), "war.jsonl"))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 10_000
    assert peak < 1_000_000


def test_json_lines_are_recognised_by_how_they_begin() -> None:
    assert jsonl.recognises(b'{"text": "Oru"}')
    assert not jsonl.recognises(b"The town {Oru}")
