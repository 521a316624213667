"""Findings into their tables and out again: a Record is replaced whole, and comes back equal.

In: a connection inside a transaction, and a Record. Out: rows; the equal Record. Nothing here writes a fact, and dropping
all that is written here loses nothing that cannot be derived again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Table, delete, insert, select

from twosource.nouns import (
    Agreement,
    Control,
    FigureGroup,
    Incident,
    Judgement,
    KnownActor,
    KnownPlace,
    Reading,
    Record,
    Relation,
    Route,
)
from twosource.store import tables
from twosource.store.facts import Values
from twosource.store.packing import pack, unpack

PARTS: dict[str, tuple[Table, type]] = {
    "incidents": (tables.incidents, Incident),
    "figures": (tables.figure_groups, FigureGroup),
    "control": (tables.control, Control),
    "routes": (tables.routes, Route),
    "agreements": (tables.agreements, Agreement),
    "relations": (tables.relations, Relation),
    "actors": (tables.actors, KnownActor),
    "places": (tables.places, KnownPlace),
}
"""The parts of a Record that are findings, by field: their table and their noun."""

_ALL = [
    tables.record_readings,
    tables.record_judgements,
    tables.derivation,
    *(table for table, _ in PARTS.values()),
]


def drop(connection: Connection) -> None:
    """Delete every finding."""
    for table in _ALL:
        connection.execute(delete(table))


def rows(record: Record, readings: list[str], judgements: list[str]) -> dict[Table, list[Values]]:
    """Return the rows of a Record's findings by their tables; `readings` and `judgements` are the ids of what it rests on."""
    found = {table: [_row(number, one) for number, one in enumerate(getattr(record, name))] for name, (table, _) in PARTS.items()}
    found[tables.record_readings] = [{"position": number, "reading": one} for number, one in enumerate(readings)]
    found[tables.record_judgements] = [{"position": number, "judgement": one} for number, one in enumerate(judgements)]
    found[tables.derivation] = [{"id": 1, "payload": pack(_rest(record))}]
    return found


def replace_all(connection: Connection, found: dict[Table, list[Values]], derivation: Values) -> None:
    """Put rows in the place of all findings, with which facts they were derived from, by which version, and when."""
    drop(connection)
    for table, given in found.items():
        beside = derivation if table is tables.derivation else {}
        if given:
            connection.execute(insert(table), [{**row, **beside} for row in given])


def load(connection: Connection, readings: Iterator[Reading], judgements: Iterator[Judgement]) -> Record:
    """Return the Record whose findings are written, over the facts given."""
    rest = connection.execute(select(tables.derivation.c.payload)).scalar_one()
    parts: Values = {
        name: tuple(unpack(noun, row.payload) for row in connection.execute(select(table.c.payload).order_by(table.c.position)))
        for name, (table, noun) in PARTS.items()
    }
    parts |= {"readings": tuple(readings), "judgements": tuple(judgements)}
    return replace(unpack(Record, rest), **parts)


def _rest(record: Record) -> Record:
    """Return what a Record holds beside facts and the findings that have tables of their own: its notes, say."""
    return replace(record, readings=(), judgements=(), **dict.fromkeys(PARTS, ()))


def _row(position: int, finding: Any) -> Values:
    """Return the row of one finding; a column that this kind of finding has no field for stays empty."""
    when, standing = getattr(finding, "when", None), getattr(finding, "standing", None)
    kinds = (getattr(finding, name, None) for name in ("type", "kind", "status"))
    names = (getattr(finding, name, None) for name in ("name", "title", "what"))
    return {
        "position": position,
        "id": finding.id,
        "type": next((kind for kind in kinds if kind), None),
        "name": next((name for name in names if name), None),
        "place": getattr(finding, "place", None),
        "first": when.first if when else None,
        "last": when.last if when else None,
        "standing": standing.word if standing else None,
        "payload": pack(finding),
    }
