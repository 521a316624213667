"""A stream that remembers what was read from it, so that the bytes of each report can be kept as they came in.

In: the stream of a file that may hold one report or ten thousand. Out: the same bytes to whoever reads, and after each report
the bytes behind it, found by their SHA-256. Only what was read since the last report is remembered.
"""

from __future__ import annotations

import io
from hashlib import sha256
from typing import BinaryIO

LIMIT = 64_000_000
"""The most bytes that are remembered. No format takes a report of that size, and memory has to stay bounded."""


class Tape(io.BufferedIOBase):
    """A binary stream read through a memory."""

    def __init__(self, stream: BinaryIO) -> None:
        super().__init__()
        self._stream = stream
        self._pieces: list[bytes] = []
        self._size = 0

    def readable(self) -> bool:
        """Tell that this stream can be read."""
        return True

    def read(self, size: int | None = -1, /) -> bytes:
        """Read up to so many bytes, or all."""
        return self._noted(self._stream.read(-1 if size is None else size))

    def read1(self, size: int = -1, /) -> bytes:
        """Read up to so many bytes, or all."""
        return self.read(size)

    def readline(self, size: int | None = -1, /) -> bytes:
        """Read one line, or so many bytes of it."""
        return self._noted(self._stream.readline(-1 if size is None else size))

    def peek(self, size: int = 0, /) -> bytes:
        """Return the bytes that come next, where the stream can tell, without reading them."""
        peek = getattr(self._stream, "peek", None)
        return b"" if peek is None else peek(size)

    def cut(self, digest: str | None) -> bytes | None:
        """Return the bytes behind the report just read and forget them.

        With a digest they are those that have it: one piece as it was read, or without its line end, or all pieces. Without
        one they are all pieces. None: they were not found, or were too many.
        """
        pieces, size = self._pieces, self._size
        self._pieces, self._size = [], 0
        if size > LIMIT:
            return None
        whole = b"".join(pieces)
        if digest is None:
            return whole or None
        last = pieces[-1] if pieces else b""
        tried = (last, last.rstrip(b"\r\n"), last.removeprefix(b"\xef\xbb\xbf").rstrip(b"\r\n"), whole)
        return next((one for one in tried if sha256(one).hexdigest() == digest), None)

    def _noted(self, piece: bytes) -> bytes:
        self._size += len(piece)
        if self._size > LIMIT:
            self._pieces = []
        elif piece:
            self._pieces.append(piece)
        return piece
