"""Who says what, in as few words as the truth allows: one quote for each wording, then the names of all who say it too.

In: Refs or values with their Voices. Out: Lines and Pieces. Words of the report itself carry no name: the page says so once, at
its top, and the names that remain are the ones to look at.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from twosource.nouns import Attribution, Event, Ref
from twosource.outlets.page import Line, Piece, line
from twosource.outlets.quoting import QUOTED
from twosource.outlets.voices import THE_REPORT, Voices

SHOWN = 4
"""The most wordings that one finding quotes on the page; who uses others is named, and `explain` shows them all."""
LETTERS = 4
"""Letters by which two words of reports are taken for one wording: `shelled` and `shelling`, not `withdrew` and `redeployed`."""
NUMBERS = 8
"""The most reports that stand by number beside one name; the rest is counted."""
HEADLINES = ("title", "dateline")


def who_says(refs: Iterable[Ref], voices: Voices, indent: int, most: int = SHOWN) -> Iterator[Line]:
    """Yield a quote for each wording with its speaker, then one line of all others who say it."""
    ordered = sorted(refs, key=lambda ref: voices.numbers.get(ref.document, 0))
    shown = told(ordered, voices, most)
    heard: set[tuple[str, str]] = set()
    for ref in shown:
        same = [one for one in ordered if _is_reprint(one, ref, voices)]
        heard |= {(one.document, voices.named(one)) for one in same}
        where = " (caption)" if voices.block(ref) == "caption" else ""
        pieces = (Piece(voices.words(ref), "quote"), Piece(f"{where}{said_by(voices.speaker(ref))}"))
        numbers = "".join(dict.fromkeys(voices.number(one.document) for one in same))
        yield line(*pieces, indent=indent, lead=Piece(f"{numbers} ", "number"))
    if others := [ref for ref in ordered if (ref.document, voices.named(ref)) not in heard]:
        yield line(*sources(others, voices), indent=indent, lead=Piece("also ", "quiet"))


def _is_reprint(one: Ref, shown: Ref, voices: Voices) -> bool:
    """Tell whether a claim is the shown one, or the same words of the same speaker in another report."""
    if one == shown or wording(one, voices) != wording(shown, voices) or voices.named(one) != voices.named(shown):
        return one == shown
    return voices.words(one) == voices.words(shown)


def told(refs: Iterable[Ref], voices: Voices, most: int = SHOWN) -> list[Ref]:
    """Return the claims to quote: the first of each wording; from a headline only what no other part of a report tells."""
    refs = list(refs)
    body = [ref for ref in refs if voices.block(ref) not in HEADLINES]
    found: dict[tuple[str, bool], Ref] = {}
    quoted: list[str] = []
    for ref in body or refs:
        key = wording(ref, voices)
        if key in found or len(found) == most:
            continue
        words = voices.words(ref).strip("“… ”")
        if not any(words in other or other in words for other in quoted):
            found[key] = ref
            quoted.append(words)
    return list(found.values())


def wording(ref: Ref, voices: Voices) -> tuple[str, bool]:
    """Return what makes a wording: how the word begins that tells it, and whether it is said or denied."""
    one = voices.records.get(ref)
    if not isinstance(one, Event):
        return voices.words(ref), False
    word = voices.readings[ref.document].document.quote(one.trigger).casefold()[:LETTERS]
    carrier = voices.records.get(Ref(ref.document, one.said_by or ""))
    stands_against = isinstance(carrier, Attribution) and carrier.stance in {"denies", "doubts"}
    return word, one.realis == "denied" or stands_against


def in_one_line(refs: Iterable[Ref], voices: Voices, most: int = QUOTED) -> tuple[Piece, ...]:
    """Return one quote with all who say it: `“Rebels left Oru” [1], [2] R. Daru`."""
    refs = sorted(refs, key=lambda ref: voices.numbers.get(ref.document, 0))
    first = next(iter(told(refs, voices, 1)), None)
    words = voices.words(first, most) if first else ""
    return (Piece(f"{words} " if words else "", "quote"), *sources(refs, voices))


def sources(refs: Iterable[Ref], voices: Voices) -> tuple[Piece, ...]:
    """Return the reports that say something themselves, then each speaker with the reports that quote it."""
    said: dict[str, dict[str, None]] = {}
    for ref in refs:
        said.setdefault(voices.named(ref), {})[voices.number(ref.document)] = None
    pieces: list[Piece] = []
    for name, numbers in sorted(said.items(), key=lambda one: bool(one[0])):
        more = f" and {len(numbers) - NUMBERS} more" if len(numbers) > NUMBERS else ""
        listed = Piece("".join(list(numbers)[:NUMBERS]) + more, "number")
        pieces += [Piece(", " if pieces else ""), listed, Piece(f" {name}" if name else "")]
    return tuple(pieces)


def by_value(values: Iterable[tuple[str, Ref]], voices: Voices) -> dict[str, tuple[Piece, ...]]:
    """Return each value with all who give it, in the order of the reports; values that begin alike are one."""
    given: dict[str, tuple[str, list[Ref]]] = {}
    for value, ref in sorted(values, key=lambda one: voices.numbers.get(one[1].document, 0)):
        given.setdefault(value.casefold(), (value, []))[1].append(ref)
    return {value: sources(refs, voices) for value, refs in given.values()}


def said_by(speaker: str) -> str:
    """Return a dash and the name of a speaker, nothing for the report itself."""
    return "" if speaker == THE_REPORT else f" — {speaker}"
