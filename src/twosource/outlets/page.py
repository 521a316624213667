"""A page of styled lines, laid out without knowing what it will be shown on.

In: Lines, each a paragraph of Pieces (some characters and the name of a style), and Columns, each a row of a table. Out:
rows of Pieces that fit a width, for `screen` to print with colours or without. Words of reports pass through `inert` before
they come here, so that whatever a report holds (a terminal's escape, a mark that turns the direction of writing) is shown and
does nothing.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

Style = Literal["plain", "head", "strong", "quiet", "quote", "good", "bad", "warn", "number"]
"""What a piece is, never how it looks: `screen` knows the looks."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Some characters of one style, without a line break."""

    text: str
    style: Style = "plain"


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph: `lead` stands once at the left, wrapped rows hang under the text, `right` ends the first row."""

    pieces: tuple[Piece, ...] = ()
    indent: int = 0
    lead: Piece = Piece("")
    right: Piece = Piece("")


@dataclass(frozen=True, slots=True)
class Columns:
    """Cells side by side, each wrapped in its own column. A width below 1 is a share of what the fixed ones leave.

    `to_right` numbers the cells that stand flush right in their columns.
    """

    cells: tuple[tuple[Piece, ...], ...]
    widths: tuple[float, ...]
    indent: int = 0
    to_right: tuple[int, ...] = ()


Laid = Line | Columns
"""What a page is made of."""

GAP = 2
"""Columns between two cells, and before a piece that stands flush right."""

RULE = 60
"""Columns of the heading of a section with its rule, so that it fits a narrow terminal."""

BLANK = Line()


def line(*parts: str | Piece, indent: int = 0, lead: str | Piece = "", right: str | Piece = "") -> Line:
    """Return a Line of these parts, where a bare string is plain."""
    return Line(tuple(_piece(part) for part in parts), indent, _piece(lead), _piece(right))


def heading(words: str) -> tuple[Line, ...]:
    """Return the lines that open a section of a page: a blank one, and the words with a rule behind them."""
    return (BLANK, line(Piece(words, "head"), Piece(f" {'─' * max(RULE - width_of(words) - 1, 3)}", "quiet")))


def inert(text: str) -> str:
    """Return text in which nothing acts on a terminal: line breaks become spaces, control characters are shown."""
    safe = text if text.isprintable() else "".join(_shown(character) for character in text)
    return " ".join(safe.split())


def width_of(text: str) -> int:
    """Return how many columns of a terminal some text takes."""
    return len(text) if text.isascii() else sum(_columns(character) for character in text)


def laid_out(lines: Iterable[Laid], width: int) -> Iterator[list[Piece]]:
    """Yield the rows of a page no wider than `width` columns, as far as its longest word allows."""
    for one in lines:
        yield from map(_joined, _rows(one, width) if isinstance(one, Line) else _table_rows(one, width))


def text_of(lines: Iterable[Laid], width: int = 80) -> str:
    """Return a page as plain text."""
    return "".join("".join(piece.text for piece in row).rstrip() + "\n" for row in laid_out(lines, width))


# The control pictures of Unicode stand for the first 32 control characters and DEL; the rest has no picture.
_FIRST_PICTURE, _PICTURE_OF_DELETE, _REPLACEMENT = 0x2400, "␡", "�"
_TURNS_DIRECTION = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def _shown(character: str) -> str:
    if character in "\n\r\t\v\f\x1c\x1d\x1e\x1f\x85\u2028\u2029":
        return " "
    if character < " ":
        return chr(_FIRST_PICTURE + ord(character))
    if character == "\x7f":
        return _PICTURE_OF_DELETE
    if character in _TURNS_DIRECTION or unicodedata.category(character) in {"Cc", "Cs"}:
        return _REPLACEMENT
    return character


def _columns(character: str) -> int:
    if unicodedata.combining(character) or unicodedata.category(character) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def _piece(part: str | Piece) -> Piece:
    return part if isinstance(part, Piece) else Piece(part)


def _rows(one: Line, width: int) -> Iterator[list[Piece]]:
    hang = one.indent + width_of(one.lead.text)
    room = max(width - hang, 20)
    taken = width_of(one.right.text) + GAP if one.right.text else 0
    rows = _wrapped(one.pieces, room, first=room - taken)
    for number, row in enumerate(rows):
        first = [Piece(" " * one.indent), one.lead] if number == 0 else [Piece(" " * hang)]
        rows[number] = [*first, *row]
    if one.right.text:
        _set_right(rows, one.right, width)
    yield from rows


def _table_rows(one: Columns, width: int) -> Iterator[list[Piece]]:
    """Yield the rows of one row of a table: as many as its longest cell has."""
    widths = _column_widths(one, width)
    columns = [_wrapped(cell, wide) for cell, wide in zip(one.cells, widths, strict=True)]
    for number in range(max(map(len, columns), default=0)):
        row = [Piece(" " * one.indent)]
        for place, (column, wide) in enumerate(zip(columns, widths, strict=True)):
            cell = column[number] if number < len(column) else []
            blank = Piece(" " * max(wide - sum(width_of(piece.text) for piece in cell), 0))
            row += [blank, *cell] if place in one.to_right else [*cell, blank]
            row.append(Piece(" " * GAP))
        yield row[:-1]


def _column_widths(one: Columns, width: int) -> list[int]:
    fixed = sum(int(wide) for wide in one.widths if wide >= 1)
    left = width - one.indent - GAP * (len(one.widths) - 1) - fixed
    return [int(wide) if wide >= 1 else max(int(wide * left), 8) for wide in one.widths]


def _joined(row: list[Piece]) -> list[Piece]:
    """Return a row in which neighbours of one style are one piece."""
    return [Piece("".join(piece.text for piece in same), style) for style, same in groupby(row, lambda piece: piece.style)]


def _set_right(rows: list[list[Piece]], right: Piece, width: int) -> None:
    """Put a piece flush right on the first row; where that has no room for it, on a row of its own at the end."""
    room = _room(rows[0], right, width)
    if room >= GAP:
        rows[0] += [Piece(" " * room), right]
    else:
        rows.append([Piece(" " * max(_room([], right, width), 0)), right])


def _room(row: list[Piece], right: Piece, width: int) -> int:
    return width - sum(width_of(piece.text) for piece in row) - width_of(right.text)


def _wrapped(pieces: tuple[Piece, ...], width: int, first: int | None = None) -> list[list[Piece]]:
    """Return the pieces as rows, broken at spaces; the first row may have less room than the others."""
    rows: list[list[Piece]] = [[]]
    used, room = 0, width if first is None else first
    for word in _words(pieces):
        wide = sum(width_of(piece.text) for piece in word)
        if rows[-1] and used + 1 + wide > room:
            rows.append([])
            used, room = 0, width
        if rows[-1]:
            rows[-1].append(Piece(" ", _joint(rows[-1][-1], word[0])))
            used += 1
        rows[-1] += word
        used += wide
    return rows


def _joint(left: Piece, right: Piece) -> Style:
    return left.style if left.style == right.style else "plain"


def _words(pieces: tuple[Piece, ...]) -> Iterator[list[Piece]]:
    """Yield the words of some pieces; a word that changes style in its middle stays one word."""
    word: list[Piece] = []
    for piece in pieces:
        for number, part in enumerate(piece.text.split(" ")):
            if number and word:
                yield word
                word = []
            if part:
                word.append(Piece(part, piece.style))
    if word:
        yield word
