"""The queue of a reviewer, and the aliases that decisions have taught, as pages.

In: Cells or Aliases, and the record's Voices. Out: Lines: what to look at and why, each claim with its address, its words and its
speaker, so that the next command can be given from the page.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from twosource.nouns import Correction, Ref
from twosource.outlets.page import BLANK, Line, Piece, heading, inert, line
from twosource.outlets.saying import said_by
from twosource.outlets.voices import Voices

if TYPE_CHECKING:
    from twosource.record import Alias, Cell

CLAIMS, ASKS = 5, 3
"""The most claims and questions of one cell on the page; `--json` has them all."""


def queue(cells: Sequence[Cell], most: int, voices: Voices, corrections: Sequence[Correction]) -> Iterator[Line]:
    """Yield the weightiest cells to look at, so many at the most."""
    yield from heading("TO REVIEW")
    if not cells:
        yield line("Nothing contradicts itself, and nothing is left to look at.", indent=2)
        return
    how = "`twosource review accept|correct|reject CLAIM --why …`"
    yield line(Piece(f"{min(most, len(cells))} of {len(cells)}, the weightiest first; {how}", "quiet"))
    done = {one.ref: one for one in corrections}
    for cell in cells[:most]:
        yield BLANK
        yield line(Piece(inert(cell.title), "strong"), indent=2, right=Piece(inert(cell.id), "quiet"))
        for ask in cell.asks[:ASKS]:
            yield line(Piece(inert(ask), "warn"), indent=4)
        for ref in cell.refs[:CLAIMS]:
            yield _claim(ref, voices, done.get(ref))
        if len(cell.refs) > CLAIMS:
            yield line(Piece(f"and {len(cell.refs) - CLAIMS} more claims", "quiet"), indent=4)


def _claim(ref: Ref, voices: Voices, seen: Correction | None) -> Line:
    mark = f" [{seen.verdict}ed by {inert(seen.judge)}]" if seen else ""
    pieces = (Piece(voices.words(ref), "quote"), Piece(f"{said_by(voices.speaker(ref))}{mark}"))
    return line(*pieces, indent=4, lead=Piece(f"{voices.number(ref.document)} ", "number"), right=Piece(_address(ref), "quiet"))


def _address(ref: Ref) -> str:
    return inert(ref.address)


def aliases(found: Sequence[Alias], voices: Voices) -> Iterator[Line]:
    """Yield each alias with what it would join and what speaks against it."""
    yield from heading("ALIASES")
    if not found:
        yield line("No judgement and no correction has taught another name yet.", indent=2)
    for one in found:
        yield line(Piece(inert(one.word), "strong"), f" means {inert(one.means)}", indent=2, right=Piece(one.id, "quiet"))
        would = "; ".join(f"{voices.words(ref)} in {voices.number(ref.document)}" for ref in one.would_join)
        yield line(f"would join {would}" if would else Piece("nothing is left to join by it", "quiet"), indent=4)
        for reason in one.against:
            yield line(Piece(f"not joined: {inert(reason)}", "warn"), indent=4)


def to_json(cells: Sequence[Cell], found: Sequence[Alias]) -> dict[str, Any]:
    """Return the queue and the aliases as one JSON object."""
    return {
        "cells": [
            {
                "id": one.id,
                "title": one.title,
                "asks": list(one.asks),
                "weight": one.weight,
                "claims": [{"document": ref.document, "claim": ref.claim} for ref in one.refs],
            }
            for one in cells
        ],
        "aliases": [
            {
                "id": one.id,
                "word": one.word,
                "means": one.means,
                "taught_by": one.taught_by,
                "would_join": [{"document": ref.document, "claim": ref.claim} for ref in one.would_join],
                "against": list(one.against),
            }
            for one in found
        ],
    }
