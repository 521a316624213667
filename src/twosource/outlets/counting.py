"""The figures as a table: by what is counted, first where sources differ, then what one source says alone.

In: a Record and its Voices. Out: Lines and Columns: the count in the words' own bounds, what, where and when, who says it. No
figure is added to another, none is averaged.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from twosource.nouns import Figure, FigureClaim, FigureGroup, FigureRelation, Record, Ref, When
from twosource.outlets.page import Columns, Laid, Line, Piece, Style, heading, inert, line, width_of
from twosource.outlets.phrases import RELATIONS, bounds_in_words, plain_name
from twosource.outlets.saying import by_value, sources
from twosource.outlets.voices import Voices
from twosource.outlets.weighing import COUNTED

SHOWN_FIRST: tuple[FigureRelation, ...] = ("differ", "compatible", "agree", "single")
"""The order of groups under one kind: where sources differ comes before what one source says alone."""

DONE = frozenset({"killed", "injured", "missing", "abducted", "detained", "trapped", "displaced", "damaged"})
"""Kinds that say what became of those who are counted; the others say what they are."""

VALUE, WHAT, SAID = 16, 0.6, 0.4
"""The most columns of a count, and the shares of the rest."""


def figures(record: Record, voices: Voices) -> Iterator[Laid]:
    """Yield every group of figures that count one thing, under what is counted; news first, then background."""
    if record.figures:
        yield from heading("THE FIGURES")
        past = "; * is background" if any(group.background for group in record.figures) else ""
        yield line(Piece(f"as they are said, side by side: none is added, none is averaged{past}", "quiet"))
    for kind in COUNTED:
        groups = sorted((one for one in record.figures if one.kind == kind), key=_order)
        if groups:
            yield line(Piece(plain_name(kind), "strong"))
            yield from _others(groups, voices) if kind == "other" else _table(groups, voices)


def _order(group: FigureGroup) -> tuple[bool, int, str]:
    return (group.background, SHOWN_FIRST.index(group.relation), (group.when and (group.when.first or group.when.last)) or "9999")


def _table(groups: Sequence[FigureGroup], voices: Voices) -> Iterator[Laid]:
    counts = [count_of(claim, voices) for group in groups for claim in group.claims]
    wide = min(max(map(width_of, counts)), VALUE)
    for group in groups:
        yield from _rows(group, wide, voices)
        yield from _series(group, wide, voices)
        if group.relation != "single":
            yield _verdict(group, wide)


def _rows(group: FigureGroup, wide: int, voices: Voices) -> Iterator[Columns]:
    """Yield a row for each count; what is counted, and the id, stand in the first alone."""
    what = figure_title(group, voices, with_kind=False) + ("*" if group.background else "")
    name = inert(group.id)
    standing = [claim for claim in group.claims if claim.succeeded_by is None]
    for count, said in by_value(((count_of(claim, voices), claim.ref) for claim in standing), voices).items():
        cells = ((Piece(count, "strong"),), (Piece(what),), said, (Piece(name, "quiet"),))
        yield Columns(cells, (wide, WHAT, SAID, width_of(inert(group.id))), indent=2, to_right=(0,))
        what = name = ""


def _series(group: FigureGroup, wide: int, voices: Voices) -> Iterator[Line]:
    """Yield a line for each toll that its voice has brought up to date: its values in their order, with days and reports."""
    claims = {claim.ref: claim for claim in group.claims}
    earlier: dict[Ref, list[FigureClaim]] = {}
    for claim in group.claims:
        if claim.succeeded_by:
            earlier.setdefault(claim.succeeded_by, []).append(claim)
    for last in (ref for ref in earlier if claims[ref].succeeded_by is None):
        steps = [[claims[last]]]
        while before := earlier.get(steps[0][0].ref):
            steps.insert(0, before)
        pieces: list[Piece] = [Piece("brought up to date: ", "quiet")]
        for number, step in enumerate(steps):
            day = min((claim.day for claim in step if claim.day), default=None)
            pieces += [Piece(" → " if number else "", "quiet"), Piece(f"{count_of(step[0], voices)} ", "strong")]
            pieces += [
                Piece(f"({voices.days(When(day, day))}) " if day else "", "quiet"),
                *sources([one.ref for one in step], voices),
            ]
        yield line(*pieces, indent=2 + wide + 2)


def _verdict(group: FigureGroup, wide: int) -> Line:
    """Return how the counts of a group stand to each other, with the first reason for it; `explain` has the others."""
    kind = f" ({group.difference})" if group.difference else ""
    reason = f": {inert(group.why).partition('. ')[0].rstrip('.')}" if group.why else ""
    pieces = (Piece(f"{RELATIONS[group.relation]}{kind}", _style(group)), Piece(reason, "quiet"))
    return line(*pieces, indent=2 + wide + 2)


def _style(group: FigureGroup) -> Style:
    if group.relation == "differ":
        return "warn"
    return "good" if group.relation == "agree" else "quiet"


def _others(groups: Sequence[FigureGroup], voices: Voices) -> Iterator[Line]:
    """Yield distances and the like as one paragraph."""
    pieces: list[Piece] = []
    for group in groups:
        for count, said in by_value(((count_of(claim, voices), claim.ref) for claim in group.claims), voices).items():
            title = figure_title(group, voices, with_kind=False)
            pieces += [Piece("; " if pieces else ""), Piece(f"{count} ", "strong"), Piece(f"{title} "), *said]
        pieces.append(Piece(f" {inert(group.id)}", "quiet"))
    yield line(*pieces, indent=2)


def figure_title(group: FigureGroup, voices: Voices, *, with_kind: bool = True) -> str:
    """Return what a group counts, where and when: `civilians killed, Oru, 4 May`; under its kind without it."""
    when = voices.days(group.when) if group.when else ""
    place, kind = voices.place(group.place), plain_name(group.kind)
    what = inert(group.what) or kind
    what = what.removesuffix(f" in {place}") if place else what
    what = what.removesuffix(f" {kind}") or kind
    if with_kind and group.kind != "other":
        what = f"{what} {kind}" if group.kind in DONE else f"{kind}: {what}"
    return ", ".join(part for part in (what, place if place not in what else "", when if when not in what else "") if part)


def count_of(claim: FigureClaim, voices: Voices) -> str:
    """Return the bounds of a claim as its words give them."""
    figure = voices.records.get(claim.ref)
    return bounds_in_words(claim.low, claim.high, approx=isinstance(figure, Figure) and figure.approx)
