"""Whether one place can still be reached from another by road, in words and as JSON.

In: a Reach. Out: Lines, or a plain dictionary.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from twosource.outlets.page import Line, Piece, Style, inert, line
from twosource.record import Reach


def page_of(reach: Reach) -> Iterator[Line]:
    """Yield the answer, why, and the stops of the way."""
    word = {True: "still linked", False: "cut off from each other", None: "not known"}[reach.linked]
    style: Style = "warn" if reach.linked is False else "strong"
    side = f" for {inert(reach.side)}" if reach.side else ""
    yield line(f"{inert(reach.start)} and {inert(reach.end)}{side}: ", Piece(word, style))
    yield line(inert(reach.why), indent=2)
    for one in reach.way:
        yield line(Piece(inert(one.stop), "plain" if one.word == "held" else "warn"), f": {inert(one.why)}", indent=2, lead="· ")
    if reach.km is not None:
        yield line(Piece(f"About {reach.km:.0f} km from stop to stop, as the crow flies.", "quiet"), indent=2)


def to_json(reach: Reach) -> dict[str, Any]:
    """Return the answer for programs: `linked` is true, false or, where it is not known, null."""
    return {**asdict(reach), "cut": [one.stop for one in reach.cut]}
