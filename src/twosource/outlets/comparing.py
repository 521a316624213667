"""Reports side by side as a page: what they tell alike, where they differ and how, what only one of them tells.

In: Aligned rows and the record's Voices. Out: Lines, those that differ first; or one JSON object.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from twosource.outlets.page import BLANK, Line, Piece, Style, heading, inert, line
from twosource.outlets.phrases import FIELDS, plain_name
from twosource.outlets.saying import said_by
from twosource.outlets.voices import Voices
from twosource.record import Aligned

HEADS: dict[str, tuple[str, Style]] = {
    "differing": ("WHERE THEY DIFFER", "warn"),
    "same": ("WHAT THEY TELL ALIKE", "good"),
    "only": ("WHAT ONLY ONE TELLS", "plain"),
}


def side_by_side(rows: Sequence[Aligned], voices: Voices) -> Iterator[Line]:
    """Yield every row with what each report claims of it; what is background in all of them is only counted."""
    news = [row for row in rows if not row.background]
    for word, (title, style) in HEADS.items():
        theirs = [row for row in news if row.word == word]
        if theirs:
            yield from heading(f"{title}: {len(theirs)}")
        for row in theirs:
            yield BLANK
            yield from _row(row, style, voices)
    if len(news) < len(rows):
        yield BLANK
        yield line(
            Piece(f"{len(rows) - len(news)} more that are background to every report are left out; --json has them", "quiet")
        )


def _row(row: Aligned, style: Style, voices: Voices) -> Iterator[Line]:
    yield line(Piece(inert(row.title), "strong"), indent=2, lead=Piece("· ", style), right=Piece(inert(row.id), "quiet"))
    for one in row.differences:
        values = " | ".join(dict.fromkeys(inert(value.value) for value in one.values))
        yield line(f"{FIELDS.get(one.field, plain_name(one.field))}: {values}", Piece(f"  ({one.kind})", "quiet"), indent=4)
    if row.why:
        yield line(Piece(inert(row.why), "quiet"), indent=4)
    for refs in row.told:
        for ref in refs:
            pieces = (Piece(voices.words(ref), "quote"), Piece(said_by(voices.speaker(ref))))
            yield line(*pieces, indent=4, lead=Piece(f"{voices.number(ref.document)} ", "number"))


def to_json(documents: Sequence[str], rows: Sequence[Aligned]) -> dict[str, Any]:
    """Return the rows as one JSON object; `told` has for each document, in order, its claims."""
    return {"documents": list(documents), "rows": [_as_json(row) for row in rows]}


def _as_json(row: Aligned) -> dict[str, Any]:
    return {
        "id": row.id,
        "part": row.part,
        "title": row.title,
        "word": row.word,
        "why": row.why,
        "background": row.background,
        "told": [[ref.address for ref in refs] for refs in row.told],
        "differences": [
            {
                "field": one.field,
                "kind": one.kind,
                "why": one.why,
                "values": [{"value": value.value, "claim": value.ref.address, "said_by": value.said_by} for value in one.values],
            }
            for one in row.differences
        ],
    }
