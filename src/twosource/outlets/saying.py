"""Who says what, in as few lines as the truth allows: one for each speaker in each report, or for each value.

In: Refs or values with their Voices. Out: Lines. Words of the report itself carry no name: the page says so once, at its top,
and the names that remain are the ones to look at.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from twosource.nouns import Ref
from twosource.outlets.page import Line, Piece, line
from twosource.outlets.voices import THE_REPORT, Voices

SHOWN = 6
"""The most speakers that one finding lists on the page; the rest is counted, and `explain` shows them all."""


def who_says(refs: Iterable[Ref], voices: Voices, indent: int) -> Iterator[Line]:
    """Yield a line for each speaker in each report: the number, the words, who says them; a reprint shares its line."""
    said: dict[tuple[str, str], dict[str, None]] = {}
    for ref in sorted(refs, key=lambda ref: voices.numbers.get(ref.document, 0)):
        said.setdefault((ref.document, voices.speaker(ref)), {})[voices.words(ref)] = None
    lines: dict[tuple[str, tuple[str, ...]], str] = {}
    for (document, speaker), words in said.items():
        shared = (speaker, tuple(words))
        lines[shared] = lines.get(shared, "") + voices.number(document)
    for (speaker, quotes), numbers in list(lines.items())[:SHOWN]:
        more = f" (and {len(quotes) - 1} more)" if len(quotes) > 1 else ""
        yield line(Piece(quotes[0], "quote"), said_by(speaker), more, indent=indent, lead=Piece(f"{numbers} ", "number"))
    if len(lines) > SHOWN:
        yield line(Piece(f"and {len(lines) - SHOWN} more", "quiet"), indent=indent)


def by_value(values: Iterable[tuple[str, Ref, str | None]], voices: Voices, indent: int) -> Iterator[Line]:
    """Yield a line for each value with everyone who gives it: `about 30 [2], [3] R. Daru (medic)`."""
    given: dict[str, dict[str, dict[str, None]]] = {}
    for value, ref, speaker in sorted(values, key=lambda one: voices.numbers.get(one[1].document, 0)):
        said = voices.speaker(ref, speaker)
        given.setdefault(value, {}).setdefault(said, {})[voices.number(ref.document)] = None
    for value, speakers in given.items():
        pieces = [Piece(value, "strong")]
        for place, (speaker, numbers) in enumerate(speakers.items()):
            named = "" if speaker == THE_REPORT else f" {speaker}"
            pieces += [Piece(", " if place else "  "), Piece("".join(numbers), "number"), Piece(named)]
        yield line(*pieces, indent=indent)


def said_by(speaker: str) -> str:
    """Return a dash and the name of a speaker, nothing for the report itself."""
    return "" if speaker == THE_REPORT else f" — {speaker}"
