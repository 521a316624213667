"""Reports of one story side by side, aligned claim by claim: what they say alike, where they differ, what only one says.

In: a Record and the ids of some of its documents. Out: Aligned rows. The record is derived anew from these documents alone, under
the links that it has, so that a difference which only a further report makes is not shown here, and one between these is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from twosource.errors import UnknownId, UsageError
from twosource.nouns import Claim, Control, Difference, FigureGroup, Reading, Record, Ref
from twosource.record.anew import derived_from
from twosource.record.facts import span_of

Part = Literal["incident", "figure", "control"]
Alignment = Literal["same", "differing", "only"]


@dataclass(frozen=True, slots=True)
class Aligned:
    """One thing that reports tell: what each claims of it, and how they differ.

    `id` is the finding's in the whole record, for control the place's. `told` has for each document that was asked for, in that
    order, its claims of the thing; none where it is silent.
    """

    id: str
    part: Part
    title: str
    word: Alignment
    told: tuple[tuple[Ref, ...], ...]
    differences: tuple[Difference, ...] = ()
    why: str = ""
    background: bool = False


def compare(record: Record, documents: Sequence[str]) -> tuple[Aligned, ...]:
    """Return what the documents tell, in the order in which the first tells it and the others add to it.

    Raises UsageError for fewer than two documents, UnknownId for one that the record does not hold.
    """
    asked = tuple(dict.fromkeys(documents))
    if len(asked) < 2:
        raise UsageError("compare: give at least two reports")
    known = {one.document.id: one for one in record.readings}
    if missing := [one for one in asked if one not in known]:
        raise UnknownId(f"{', '.join(missing)}: the record holds no such report; `twosource report` lists them")
    these = derived_from(record, [known[one] for one in asked])
    whole = _ids(record)
    starts = {ref: start for one in these.readings for ref, start in _starts(one)}
    rows = [*_incidents(these, asked), *_figures(these, asked), *_control(these, asked)]
    return tuple(_renamed(row, whole) for row in _in_order(rows, starts, len(asked)))


def _starts(reading: Reading) -> Iterator[tuple[Ref, int]]:
    claims: tuple[Claim, ...] = (*reading.events, *reading.figures, *reading.control)
    for claim in claims:
        yield Ref(reading.document.id, claim.id), span_of(claim).start


def _incidents(record: Record, asked: Sequence[str]) -> Iterator[Aligned]:
    for one in record.incidents:
        told = _by_document(one.mentions, asked)
        yield Aligned(
            one.id, "incident", one.title, _word(told, one.differences), told, one.differences, background=one.background
        )


def _figures(record: Record, asked: Sequence[str]) -> Iterator[Aligned]:
    for one in record.figures:
        told = _by_document([claim.ref for claim in one.claims], asked)
        alone = sum(map(bool, told)) == 1
        word: Alignment = "only" if alone else "differing" if one.difference or one.relation == "differ" else "same"
        yield Aligned(one.id, "figure", one.what, word, told, why=_difference(one), background=one.background)


def _control(record: Record, asked: Sequence[str]) -> Iterator[Aligned]:
    """Yield a row for each place of which it is told who holds it; contested states make the reports differ."""
    names = {one.id: one.name for one in record.places}
    states: dict[str, list[Control]] = {}
    for one in record.control:
        states.setdefault(one.place, []).append(one)
    for place, theirs in states.items():
        told = _by_document([ref for one in theirs for ref in one.claims], asked)
        alone = sum(map(bool, told)) == 1
        word: Alignment = "only" if alone else "differing" if any(one.contested_by for one in theirs) else "same"
        yield Aligned(place, "control", f"Who holds {names.get(place, place)}", word, told)


def _difference(group: FigureGroup) -> str:
    return f"{group.difference}: {group.why}" if group.difference else ""


def _by_document(refs: Sequence[Ref], asked: Sequence[str]) -> tuple[tuple[Ref, ...], ...]:
    return tuple(tuple(ref for ref in refs if ref.document == document) for document in asked)


def _word(told: tuple[tuple[Ref, ...], ...], differences: Sequence[Difference]) -> Alignment:
    """Return how reports stand to each other; other words for one thing are no difference of what is told."""
    if sum(map(bool, told)) == 1:
        return "only"
    return "differing" if any(one.kind != "wording" for one in differences) else "same"


def _in_order(rows: Sequence[Aligned], starts: Mapping[Ref, int], count: int) -> list[Aligned]:
    """Return rows as the first report tells them; what a further one adds stands after what it tells just before."""
    ordered: list[Aligned] = []
    for number in range(count):
        first = {row.id: min(starts[ref] for ref in row.told[number]) for row in rows if row.told[number]}
        placed, at = {row.id for row in ordered}, 0
        for row in sorted((row for row in rows if row.id in first), key=lambda row: (first[row.id], row.id)):
            if row.id in placed:
                at = next(at for at, one in enumerate(ordered) if one.id == row.id) + 1
            else:
                ordered.insert(at, row)
                at += 1
    return ordered


def _ids(record: Record) -> dict[tuple[Part, Ref], str]:
    """Return the finding that holds each claim in the whole record."""
    found: dict[tuple[Part, Ref], str] = {("incident", ref): one.id for one in record.incidents for ref in one.mentions}
    found |= {("figure", claim.ref): one.id for one in record.figures for claim in one.claims}
    return found | {("control", ref): one.place for one in record.control for ref in one.claims}


def _renamed(row: Aligned, whole: dict[tuple[Part, Ref], str]) -> Aligned:
    """Return a row under the id that its finding has in the whole record."""
    first = next(ref for refs in row.told for ref in refs)
    return replace(row, id=whole.get((row.part, first), row.id))
