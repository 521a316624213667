"""A tape gives the bytes it was asked for and remembers those of the last report."""

import io
from hashlib import sha256

import pytest

from twosource.store.tape import LIMIT, Tape


def digest(piece):
    return sha256(piece).hexdigest()


def test_the_bytes_of_a_whole_file_are_found():
    tape = Tape(io.BytesIO(b"Oru fell.\nTavan held."))
    assert tape.readable()
    assert tape.read(5) + tape.read() == b"Oru fell.\nTavan held."
    assert tape.cut(digest(b"Oru fell.\nTavan held.")) == b"Oru fell.\nTavan held."
    assert tape.cut(None) is None


def test_the_bytes_of_each_line_are_found_without_their_line_end():
    tape = Tape(io.BytesIO(b'{"a"}\r\n\n{"b"}\n'))
    tape.readline()
    assert tape.cut(digest(b'{"a"}')) == b'{"a"}'
    tape.readline()
    assert list(tape) == [b'{"b"}\n']
    assert tape.cut(digest(b'{"b"}')) == b'{"b"}'


def test_the_bytes_of_what_was_no_report_are_all_that_was_read():
    tape = Tape(io.BytesIO(b"torn\nline\n"))
    tape.readline()
    tape.readline()
    assert tape.cut(None) == b"torn\nline\n"


def test_bytes_that_were_made_of_others_are_not_found():
    tape = Tape(io.BytesIO(b"zipped"))
    tape.read()
    assert tape.cut(digest(b"unzipped")) is None


@pytest.mark.parametrize("stream", [io.BytesIO(b"ab"), io.BufferedReader(io.BytesIO(b"ab"))])
def test_a_look_ahead_reads_nothing(stream):
    tape = Tape(stream)
    assert tape.peek(2)[:2] in {b"", b"ab"}
    assert tape.read1(1) == b"a"


def test_too_many_bytes_are_forgotten():
    tape = Tape(io.BytesIO(b"x" * (LIMIT + 2)))
    tape.read(LIMIT)
    tape.read()
    assert tape.cut(None) is None
    assert tape._pieces == []
