"""A text file as one report.

In: the bytes of a text file in whatever encoding it has. Out: one Page whose text is the file's text unchanged: only
a byte-order mark is taken off, line ends stay as they are. Also the door of charset-normalizer, so the other formats
decode here.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from typing import BinaryIO

from twosource.errors import UnreadableReport
from twosource.nouns import Page

NAME = "plain"
SUFFIXES = (".txt", ".text", ".md")

LIMIT = 20_000_000
"""The most bytes one report may have. A long book has about 2 MB, so more than 20 MB is never one report, but a file of many that
would be read as one. It also bounds the work: 20 MB decode in 0.1 s and freeze in 8 s of processor time and 250 MB of memory
(`pytest tests/intake/test_freeze.py --durations=5` has a smaller one)."""

_SAMPLE = 200_000  # charset-normalizer tries some 90 encodings; on more than this it is slow and no wiser

_MAGIC = (
    (b"%PDF-", "a PDF", "save its text first"),
    (b"PK\x03\x04", "a zip archive or an office file", "unpack it, or save it as text"),
    (b"\xd0\xcf\x11\xe0", "an old office file", "save it as text"),
    (b"{\\rtf", "rich text", "save it as plain text"),
    (b"\x1f\x8b", "compressed with gzip", "unpack it first"),
    (b"BZh", "compressed with bzip2", "unpack it first"),
    (b"\xfd7zXZ", "compressed with xz", "unpack it first"),
    (b"7z\xbc\xaf", "a 7-zip archive", "unpack it first"),
    (b"Rar!", "a rar archive", "unpack it first"),
    (b"\x89PNG", "an image", "give the text that belongs to it"),
    (b"\xff\xd8\xff", "an image", "give the text that belongs to it"),
    (b"GIF8", "an image", "give the text that belongs to it"),
    (b"RIFF", "an image, a sound or a film", "give the text that belongs to it"),
    (b"\x7fELF", "a program", "give a text file"),
    (b"SQLite format 3\x00", "a database", "give its texts as JSON lines"),
)
_MARKS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe\x00\x00", "utf-32-le"),
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)
_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_LONE_SURROGATE = re.compile(r"[\ud800-\udfff\x00]")


def pages(stream: BinaryIO, origin: str) -> Iterator[Page | UnreadableReport]:
    """Yield the one page of a text file, or the reason why it cannot be read."""
    try:
        raw = all_of(stream, origin)
        text, notes = decode(raw, origin)
    except UnreadableReport as error:
        yield error
        return
    yield Page(origin=origin, text=text, raw=hashlib.sha256(raw).hexdigest(), extractor=NAME, notes=notes)


def all_of(stream: BinaryIO, origin: str) -> bytes:
    """Return every byte of a stream that holds one report; UnreadableReport where there are more than LIMIT."""
    raw = stream.read(LIMIT + 1)
    if len(raw) > LIMIT:
        raise UnreadableReport(
            origin,
            f"it is larger than {LIMIT // 1_000_000} MB, the most that one report may have; if it holds several reports, "
            "give them as JSON lines, one a line",
        )
    return raw


def decode(raw: bytes, origin: str) -> tuple[str, tuple[str, ...]]:
    """Return the text of these bytes and notes on what was odd; UnreadableReport where they are no text."""
    if not raw.strip():
        raise UnreadableReport(origin, "it is empty; give a file that holds the report's text")
    for magic, what, remedy in _MAGIC:
        if raw.startswith(magic):
            raise UnreadableReport(origin, f"it is {what}, not text; {remedy}")
    text, notes = _marked(raw) or _unmarked(raw, origin)
    if not text.strip():
        raise UnreadableReport(origin, "it holds nothing but blanks; give a file that holds the report's text")
    return text, notes


def without_surrogates(text: str) -> tuple[str, tuple[str, ...]]:
    """Return the text with halves of surrogate pairs and NULs, which no database keeps, replaced by U+FFFD, and a note."""
    mended, count = _LONE_SURROGATE.subn("�", text)
    return mended, (f"{count} characters that are no characters were replaced by �",) if count else ()


def _marked(raw: bytes) -> tuple[str, tuple[str, ...]] | None:
    """Return what a text with a byte-order mark says."""
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            text, notes = _lenient(raw[len(mark) :], encoding)
            return text, notes if encoding == "utf-8" else (f"read as {encoding.upper()}; the file is not UTF-8", *notes)
    return None


def _unmarked(raw: bytes, origin: str) -> tuple[str, tuple[str, ...]]:
    """Return the text of bytes that do not say in which encoding they are."""
    _refuse_binary(raw, origin)
    try:
        return raw.decode("utf-8"), ()
    except UnicodeDecodeError:
        pass
    if _is_damaged_utf8(raw):
        return _lenient(raw, "utf-8")
    encoding = "cp1252" if _is_western(raw) else _guess(raw)
    if encoding is None:
        raise UnreadableReport(origin, "its encoding cannot be told; save it as UTF-8")
    try:
        text = raw.decode(encoding)
    except UnicodeDecodeError:
        text = raw.decode(encoding, errors="replace")
    return text.removeprefix("\ufeff"), (f"read as {encoding}; the file is not UTF-8 and does not name its encoding",)


def _refuse_binary(raw: bytes, origin: str) -> None:
    """Raise where NULs or more control characters than any text has show that these bytes are no text.

    Random bytes have 11 % of them, the texts of ../shared none; 2 % leaves room for old wire texts with marks at their ends.
    """
    sample = raw[:_SAMPLE]
    if b"\x00" in sample or len(_CONTROL.findall(sample)) > 0.02 * len(sample):
        raise UnreadableReport(origin, "it is binary, not text; give a text file, a saved page or JSON lines")


def _lenient(raw: bytes, encoding: str) -> tuple[str, tuple[str, ...]]:
    """Return the text with each damaged character replaced by U+FFFD, but one that is cut off at the very end dropped."""
    try:
        return raw.decode(encoding), ()
    except UnicodeDecodeError as error:
        is_cut = error.end == len(raw) and error.start >= len(raw) - 3
        if is_cut:
            return raw[: error.start].decode(encoding), ("the file breaks off inside its last character",)
    text = raw.decode(encoding, errors="replace")
    return text, (f"{text.count('�')} characters are damaged and were replaced by �",)


def _is_damaged_utf8(raw: bytes) -> bool:
    """Tell whether these bytes are UTF-8 but for a few: at most one bad character to ten good ones beyond ASCII."""
    text = raw.decode("utf-8", errors="replace")
    bad = text.count("�")
    if bad == 1 and text.endswith("�"):
        return True
    return sum(1 for char in text if char > "\x7f") - bad >= 10 * bad


def _is_western(raw: bytes) -> bool:
    """Tell whether Windows-1252 is meant: little beyond ASCII, and that mostly its typographic quotes, dashes and é.

    charset-normalizer takes such nearly-ASCII texts for any of a dozen encodings.
    """
    beyond = re.sub(rb"[\x00-\x7f]", b"", raw[:_SAMPLE])
    usual = re.sub(
        rb"[^\x80\x85\x91-\x97\xa0\xa3\xa7\xa9\xab\xb0\xb7\xbb\xe0-\xe2\xe4\xe7-\xeb\xed-\xef\xf1\xf3\xf4\xf6\xfa-\xfc]",
        b"",
        beyond,
    )
    return len(beyond) < 0.03 * len(raw[:_SAMPLE]) and len(usual) > 0.9 * len(beyond)


def _guess(raw: bytes) -> str | None:
    from charset_normalizer import from_bytes  # noqa: PLC0415  (40 ms that only odd encodings pay)

    best = from_bytes(raw[:_SAMPLE]).best()
    return best.encoding if best else None
