"""JSON lines: one report a line.

A line is `{"id", "outlet", "title", "published", "url", "text"}`; only `text` is required, other keys are ignored.

In: the bytes of a `.jsonl` or `.ndjson` file, gzipped or not, of any length: one line is in memory at a time. Out:
for each line a Page, or the UnreadableReport that names file and line. A broken line never stops the lines behind it.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import zlib
from collections.abc import Iterator
from typing import Any, BinaryIO, cast

from twosource.errors import UnreadableReport
from twosource.formats.plain import LIMIT, without_surrogates
from twosource.nouns import Page

NAME = "jsonl"
SUFFIXES = (".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz")

_FIELDS = ("outlet", "title", "published", "url")


def recognises(head: bytes) -> bool:
    """Tell whether a file that begins so holds JSON lines."""
    return head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b'{"', b"{ "))


def pages(stream: BinaryIO, origin: str) -> Iterator[Page | UnreadableReport]:
    """Yield a page or an error for every line that is not blank."""
    for number, line in _lines(stream, origin):
        if isinstance(line, UnreadableReport):
            yield line
        elif line.strip():
            yield _page(line, f"{origin}:{number}")


def _lines(stream: BinaryIO, origin: str) -> Iterator[tuple[int, bytes | UnreadableReport]]:
    """Yield each line with its number from 1, without its end; in place of a line that is too long, an error."""
    number = 0
    try:
        opened = _unzipped(stream)
        while line := opened.readline(LIMIT + 1):
            number += 1
            if number == 1 and line.startswith((b"\xff\xfe", b"\xfe\xff")):
                yield number, UnreadableReport(f"{origin}:1", "the file is UTF-16; JSON lines are UTF-8, so save it as UTF-8")
                return
            if len(line) > LIMIT and not line.endswith(b"\n"):
                _skip_line(opened)
                yield (
                    number,
                    UnreadableReport(
                        f"{origin}:{number}",
                        f"the line is larger than {LIMIT // 1_000_000} MB, the most that one report may have",
                    ),
                )
            else:
                yield number, line.removeprefix(b"\xef\xbb\xbf").rstrip(b"\r\n")
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        yield (
            number,
            UnreadableReport(
                f"{origin}:{number + 1}", f"the compressed file is damaged from here on ({error}); the lines before it were read"
            ),
        )


def _unzipped(stream: BinaryIO) -> BinaryIO:
    """Return the stream, unzipped on the way where it begins like gzip."""
    peek = getattr(stream, "peek", None)
    if peek is not None:
        head = peek(2)[:2]
    elif stream.seekable():
        head = stream.read(2)
        stream.seek(-len(head), 1)
    else:
        head = b""
    return cast("BinaryIO", gzip.GzipFile(fileobj=stream)) if head == b"\x1f\x8b" else stream


def _skip_line(stream: BinaryIO) -> None:
    while (rest := stream.readline(1 << 20)) and not rest.endswith(b"\n"):
        pass


def _page(line: bytes, place: str) -> Page | UnreadableReport:
    try:
        given = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        return UnreadableReport(place, f"the line is not UTF-8 (byte {error.start}); save the file as UTF-8")
    except RecursionError:
        return UnreadableReport(place, "the line is nested too deeply to be a report")
    except ValueError as error:
        return UnreadableReport(place, f"the line is not valid JSON ({error}); mend it or leave it out")
    complaint = _complaint(given)
    if complaint:
        return UnreadableReport(place, complaint)
    text, notes = without_surrogates(given["text"])
    own = given.get("id")
    return Page(
        origin=place if own in (None, "") else without_surrogates(str(own))[0],
        text=text,
        raw=hashlib.sha256(line).hexdigest(),
        extractor=NAME,
        outlet=_named(given, "outlet"),
        title=_named(given, "title"),
        published=_named(given, "published"),
        url=_named(given, "url"),
        notes=notes,
    )


def _named(given: dict[str, Any], name: str) -> str | None:
    return without_surrogates(given.get(name) or "")[0].strip() or None


def _complaint(given: Any) -> str | None:
    """Return what keeps a JSON value from being a report, with the remedy."""
    if not isinstance(given, dict):
        return 'the line is not a JSON object; write {"text": …}'
    if "text" not in given:
        return 'the line has no "text"; add the report\'s text under that key'
    if not isinstance(given["text"], str):
        return f'"text" is {_kind(given["text"])}; it must be a string'
    if not given["text"].strip():
        return '"text" is empty; add the report\'s text'
    for name in _FIELDS:
        if not isinstance(given.get(name), str | None):
            return f'"{name}" is {_kind(given[name])}; it must be a string or null'
    own = given.get("id")
    if isinstance(own, bool) or not isinstance(own, str | int | None):
        return f'"id" is {_kind(own)}; it must be a string'
    return None


def _kind(value: Any) -> str:
    names = {type(None): "null", bool: "true or false", int: "a number", float: "a number", list: "a list", dict: "an object"}
    return names.get(type(value), "a string")
