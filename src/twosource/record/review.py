"""What a person should look at first: the cells that matter most and differ most.

In: a Record. Out: Cells, the weightiest first: findings that sources contradict each other on, that only a denial stands
against, that the machine was unsure to join, or whose place or number is doubtful. A finding of which a person has looked at
every claim is left out.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import log10

from twosource.nouns import Difference, DifferenceKind, FigureGroup, Incident, Judgement, Record, Ref
from twosource.record.figures import doubt_of
from twosource.record.tolls import number
from twosource.vocabulary import load

GRAVITY: dict[DifferenceKind, float] = {
    "conflict": 3,
    "stance": 2,
    "scope": 1,
    "period": 1,
    "later": 0.5,
    "rounding": 0.5,
    "wording": 0,
}
"""How much a kind of difference weighs: what cannot both be true before what is only said in other words."""

VIOLENT = frozenset({"territory", "siege", "strike", "clash", "unarmed"})
"""Families of event types that harm people or take ground."""


@dataclass(frozen=True, slots=True)
class Cell:
    """Something to look at: a finding's id, what it is, why to look, how much it matters, its claims, those that differ first."""

    id: str
    title: str
    asks: tuple[str, ...]
    weight: float
    refs: tuple[Ref, ...]


def queue(record: Record) -> tuple[Cell, ...]:
    """Return the cells to look at, the weightiest first."""
    seen = {one.ref for one in record.corrections}
    found = [cell for cell in _cells(record) if cell.asks and not set(cell.refs) <= seen]
    return tuple(sorted(found, key=lambda cell: (-cell.weight, cell.id)))


def _cells(record: Record) -> Iterator[Cell]:
    doubted: dict[Ref, list[Judgement]] = {}
    for one in record.judgements:
        if one.verdict == "undecided" and not one.is_persons:
            doubted.setdefault(one.left, []).append(one)
    told = {
        Ref(reading.document.id, one.id): Ref(reading.document.id, one.event)
        for reading in record.readings
        for one in reading.figures
        if one.event
    }
    tolls = (group for group in record.figures if group.kind == "killed")
    dead = {told[claim.ref]: group for group in tolls for claim in group.claims if claim.ref in told}
    for incident in record.incidents:
        joins = [one for ref in incident.mentions for one in doubted.get(ref, ())]
        yield _of_incident(incident, joins, max(_size(dead.get(ref)) for ref in incident.mentions))
    for group in record.figures:
        yield _of_figures(group)


def _of_incident(incident: Incident, joins: list[Judgement], dead: float) -> Cell:
    asks = [f"{one.field}: {one.why} {_values(one)}" for one in incident.differences if GRAVITY[one.kind] >= 1]
    points = sum(GRAVITY[one.kind] for one in incident.differences)
    if incident.standing.word in {"disputed", "denied", "withdrawn"}:
        asks.insert(0, f"{incident.standing.word}: {incident.standing.why}")
        points += 3
    for one in joins[:2]:
        other = one.right.address
        asks.append(f"perhaps one with {other} ({one.weight:+.1f}): `twosource judge same {incident.id} {other} --why …`")
        points += 0.5
    violent = load().events[incident.type].family in VIOLENT
    matters = (2.0 if violent else 1.0) + dead + (0.0 if not incident.background else -1.5)
    gravest = sorted(incident.differences, key=lambda one: -GRAVITY[one.kind])
    refs = dict.fromkeys([*(value.ref for one in gravest if GRAVITY[one.kind] >= 1 for value in one.values), *incident.mentions])
    return Cell(incident.id, incident.title, tuple(asks), round(points * matters, 2), tuple(refs))


def _values(difference: Difference) -> str:
    """Return the values that differ, the first few of them."""
    told = list(dict.fromkeys(one.value for one in difference.values))
    return " | ".join(told[:_SHOWN]) + (f" | and {len(told) - _SHOWN} more" if len(told) > _SHOWN else "")


_SHOWN = 4


def _of_figures(group: FigureGroup) -> Cell:
    asks = [] if group.relation != "differ" else [f"{group.difference}: {group.why.partition('. ')[0].rstrip('.')}."]
    points = GRAVITY[group.difference] if group.relation == "differ" and group.difference else 0.0
    if doubt := doubt_of(group):
        asks.append(doubt)
        points += 2
    matters = 1.0 + _size(group) * (2 if group.kind == "killed" else 1) - (0.5 if group.background else 0)
    standing = sorted((one for one in group.claims if one.succeeded_by is None), key=lambda one: (number(one), one.ref))
    ordered = [
        *standing[:1],
        *standing[:0:-1],
        *(one for one in group.claims if one.succeeded_by),
    ]  # the least, the most, then down
    refs = tuple(claim.ref for claim in ordered)
    return Cell(group.id, group.what, tuple(asks), round(points * matters, 2), refs)


def _size(group: FigureGroup | None) -> float:
    """Return how many digits the highest number of a group has, less one."""
    high = max(group.high or 0, group.low or 0, 1) if group else 1
    return min(log10(high), 4.0)
