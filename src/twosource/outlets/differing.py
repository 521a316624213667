"""Where accounts differ: by kind of difference, the gravest first, the values side by side with all who give them.

In: a Record and its Voices. Out: Lines; nothing where nothing differs. Differences of wording are a line each, because they
are no disagreement; figures that differ are named here and stand in full under the figures.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import groupby

from twosource.nouns import Difference, DifferenceKind, FigureGroup, Record, Value
from twosource.outlets.counting import count_of, figure_title
from twosource.outlets.page import BLANK, Line, Piece, heading, inert, line
from twosource.outlets.phrases import FIELDS, WHETHER, plain_name
from twosource.outlets.saying import LETTERS, by_value
from twosource.outlets.voices import Voices

MEANING: dict[DifferenceKind, str] = {
    "conflict": "They cannot both be true",
    "stance": "One asserts what another doubts, denies or confirms",
    "later": "One is later than the other",
    "scope": "They speak of more and of less",
    "period": "They speak of different stretches of time",
    "rounding": "The same number, rounded",
    "wording": "The same, in other words",
}
"""What each kind of difference means, in the order in which the page shows them: the gravest first."""

VALUES = 8
"""The most values that one difference lists; `explain` has them all, and the figures stand in full under the figures."""

Found = tuple[str, str, Difference | FigureGroup]


def differences(record: Record, voices: Voices) -> Iterator[Line]:
    """Yield the differences of incidents and of figures, by kind."""
    by_kind: dict[DifferenceKind, list[Found]] = {kind: [] for kind in MEANING}
    for incident in record.incidents:
        for difference in incident.differences:
            by_kind[difference.kind].append((inert(incident.title), incident.id, difference))
    for group in record.figures:
        if group.relation == "differ":
            by_kind[group.difference or "conflict"].append((figure_title(group, voices), group.id, group))
    if any(by_kind.values()):
        yield from heading("WHERE ACCOUNTS DIFFER")
    for kind, found in by_kind.items():
        if found:
            yield BLANK
            yield line(Piece(MEANING[kind], "strong"), Piece(f"  ({kind})", "quiet"))
        for name, theirs in groupby(found, key=lambda one: one[1]):
            yield from _of_finding(name, list(theirs), voices)


def _of_finding(name: str, found: list[Found], voices: Voices) -> Iterator[Line]:
    """Yield the differences of one finding: beside its title where there is one, under it where there are more."""
    title, right = found[0][0], Piece(inert(name), "quiet")
    if len(found) > 1:
        yield line(title, indent=2, lead="· ", right=right)
        for _, _, one in found:
            yield line(*_difference(one, voices), indent=6)
    else:
        yield line(f"{title}, ", *_difference(found[0][2], voices), indent=2, lead="· ", right=right)


def _difference(one: Difference | FigureGroup, voices: Voices) -> list[Piece]:
    """Return the field that differs and each value with those who give it."""
    if isinstance(one, Difference):
        values = tuple(_stems(one, voices)) if one.kind == "wording" else one.values
        given = by_value(((_in_words(value.value, one.field), value.ref) for value in values), voices)
        asked = FIELDS.get(one.field, plain_name(one.field))
    else:
        given, asked = by_value(((count_of(claim, voices), claim.ref) for claim in one.claims), voices), "how many"
    pieces = [Piece(f"{asked}: ", "quiet")]
    for number, (value, said) in enumerate(list(given.items())[:VALUES]):
        pieces += [Piece(" | " if number else "", "quiet"), Piece(f"{value} ", "strong"), *said]
    if len(given) > VALUES:
        pieces.append(Piece(f" | and {len(given) - VALUES} more", "quiet"))
    return pieces


def _in_words(value: str, field: str) -> str:
    """Return a value as a person would say it."""
    word, comma, more = value.partition(",")
    return inert(f"{WHETHER.get(word, word)}{comma}{more}" if field == "realis" else value)


def _stems(one: Difference, voices: Voices) -> Iterator[Value]:
    """Yield the values with each spelling of a word under its first: `withdraw` and `withdrawing` are no two wordings."""
    first: dict[str, str] = {}
    for value in sorted(one.values, key=lambda value: voices.numbers.get(value.ref.document, 0)):
        stem = value.value.casefold()[:LETTERS] if one.field == "type" else value.value.casefold()
        yield replace(value, value=first.setdefault(stem, value.value))
