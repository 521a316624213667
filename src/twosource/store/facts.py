"""Facts into their tables and out again: documents, sightings, unreadable reports, readings, judgements, corrections.

In: a connection inside a transaction, and nouns. Out: rows that are only ever added, and the equal nouns. A fact that is there
already is passed over, so that adding a report twice changes nothing. No statement of this file updates or deletes.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, Row, Select, func, select

from twosource.nouns import ControlStatement, Correction, Document, Event, Figure, Judgement, Reading, fingerprint
from twosource.store import tables
from twosource.store.opening import insert_missing
from twosource.store.packing import dumps, pack, unpack

Values = dict[str, Any]
_DOCUMENT = tuple(column.name for column in tables.documents.c if column.name != "received")
_LISTS = ("dates", "blocks", "residue", "notes")
_BATCH = 200
"""Rows fetched at a time, so that memory stays flat over many reports."""


@dataclass(frozen=True, slots=True)
class Adding:
    """An open transaction that adds facts, all of them received at one moment."""

    connection: Connection
    received: datetime

    def document(self, document: Document) -> bool:
        """Add a document, and that it was seen at its origin; tell whether its text is new."""
        packed = pack(document)
        row = {name: packed.get(name, [] if name in _LISTS else None) for name in _DOCUMENT}
        is_new = self._add(tables.documents, row)
        self._add(tables.sightings, {"document": document.id, "origin": document.origin})
        return is_new

    def raw(self, content: bytes) -> str:
        """Add the bytes of a report as they came in, compressed, and return their SHA-256."""
        digest = sha256(content).hexdigest()
        self._add(tables.raw, {"id": digest, "size": len(content), "zlib": zlib.compress(content)})
        return digest

    def unreadable(self, origin: str, reason: str, raw: str | None = None) -> bool:
        """Add that a report could not be read, and why; tell whether that is new."""
        row = {"id": fingerprint(origin, reason, raw), "origin": origin, "reason": reason, "raw": raw}
        return self._add(tables.unreadable, row)

    def reading(self, reading: Reading) -> bool:
        """Add a reading and its claims; its document must be there. Tell whether the reading is new."""
        row = reading_row(reading)
        if not self._add(tables.readings, row):
            return False
        rows = [{"reading": row["id"], "received": self.received, **claim} for claim in _claims(reading)]
        insert_missing(self.connection, tables.claims, rows)
        return True

    def judgement(self, judgement: Judgement, *, is_persons: bool) -> bool:
        """Add a judgement, a person's or the machine's; tell whether it is new."""
        return self._add(tables.judgements, {**judgement_row(judgement), "is_persons": is_persons})

    def judged(self, rows: list[Values]) -> None:
        """Add judgements of the machine, by their rows."""
        insert_missing(
            self.connection, tables.judgements, [{**row, "is_persons": False, "received": self.received} for row in rows]
        )

    def correction(self, correction: Correction) -> bool:
        """Add a person's correction of a claim; tell whether it is new."""
        packed = pack(correction)
        row = {"row": fingerprint(dumps(packed)), "document": correction.ref.document, "claim": correction.ref.claim}
        row |= {"verdict": correction.verdict, "judge": correction.judge, "payload": packed}
        return self._add(tables.corrections, row)

    def _add(self, table: Any, row: Values) -> bool:
        return bool(insert_missing(self.connection, table, [{**row, "received": self.received}]))


# ------------------------------------------------------------------------------------------------------ rows of nouns


def reading_row(reading: Reading) -> Values:
    """Return the row of a reading; its id is a hash of all of it but the text, which the document's id stands for."""
    packed = pack(reading)
    del packed["document"]
    return {
        "id": fingerprint(reading.document.id, dumps(packed)),
        "document": reading.document.id,
        "reader": reading.reader,
        "is_borrowed": is_borrowed(reading),
        "day": reading.day.day.isoformat() if reading.day else None,
        "payload": packed,
    }


def is_borrowed(reading: Reading) -> bool:
    """Tell whether a reading is resolved against a day that its own document does not give."""
    return reading.day is not None and reading.document.published is None


def judgement_row(judgement: Judgement) -> Values:
    """Return the row of a judgement."""
    packed = pack(judgement)
    return {
        "row": fingerprint(dumps(packed)),
        "id": judgement.id,
        "left_document": judgement.left.document,
        "left_claim": judgement.left.claim,
        "right_document": judgement.right.document,
        "right_claim": judgement.right.claim,
        "verdict": judgement.verdict,
        "weight": judgement.weight,
        "judge": judgement.judge,
        "payload": packed,
    }


def _claims(reading: Reading) -> Iterator[Values]:
    """Yield one row per claim, with the words of its place and of its source."""
    places = {place.id: place.name for place in reading.places}
    sources = {one.id: reading.document.quote(one.source) for one in reading.attributions if one.source}
    for kind, claims in (("event", reading.events), ("figure", reading.figures), ("control", reading.control)):
        for claim in claims:
            yield {
                "id": claim.id,
                "document": reading.document.id,
                "kind": kind,
                "type": _type(claim),
                "place": places.get(_at(claim) or ""),
                "first": claim.when.first if claim.when else None,
                "last": claim.when.last if claim.when else None,
                "said_by": sources.get(claim.said_by or ""),
            }


def _type(claim: Event | Figure | ControlStatement) -> str:
    if isinstance(claim, Event):
        return claim.type
    return claim.kind if isinstance(claim, Figure) else claim.status


def _at(claim: Event | Figure | ControlStatement) -> str | None:
    return claim.place if isinstance(claim, ControlStatement) else claim.at


# ---------------------------------------------------------------------------------------------------- facts, read back


def documents(connection: Connection, known_by: datetime | None) -> Iterator[Document]:
    """Yield the documents received by a moment, in the order of their ids."""
    table = tables.documents
    query = _known(select(table), table, known_by).order_by(table.c.id)
    for row in connection.execute(query.execution_options(yield_per=_BATCH)):
        yield _document(row)


def document(connection: Connection, name: str) -> Document | None:
    """Return a document by its id."""
    row = connection.execute(select(tables.documents).where(tables.documents.c.id == name)).first()
    return None if row is None else _document(row)


def readings(connection: Connection, known_by: datetime | None) -> Iterator[Reading]:
    """Yield the newest reading of each document against its own day, as received by a moment, in the order of ids."""
    table = tables.readings
    query = _with_text().where(table.c.number.in_(_newest(known_by)))
    yield from _readings(connection, query.order_by(table.c.document))


def record_readings(connection: Connection) -> Iterator[Reading]:
    """Yield the readings that the present findings rest on, in the order of the record."""
    table = tables.record_readings
    query = _with_text().join(table, table.c.reading == tables.readings.c.id)
    yield from _readings(connection, query.order_by(table.c.position))


def readings_of(connection: Connection, document: str, reader: str | None, day: str | None) -> Iterator[Reading]:
    """Yield the readings of a document by one reader (any, if None) against one borrowed day (its own, if None)."""
    table = tables.readings
    query = _with_text().where(table.c.document == document, table.c.is_borrowed.is_(day is not None))
    query = query if reader is None else query.where(table.c.reader == reader)
    query = query if day is None else query.where(table.c.day == day)
    yield from _readings(connection, query.order_by(table.c.number.desc()))


def judgements(connection: Connection, known_by: datetime | None, *, is_persons: bool | None) -> Iterator[Judgement]:
    """Yield the judgements received by a moment, oldest first; only a person's or only the machine's if asked so."""
    table = tables.judgements
    query = _known(select(table.c.payload), table, known_by).order_by(table.c.number)
    if is_persons is not None:
        query = query.where(table.c.is_persons.is_(is_persons))
    for row in connection.execute(query):
        yield unpack(Judgement, row.payload)


def corrections(connection: Connection, known_by: datetime | None) -> Iterator[Correction]:
    """Yield the corrections received by a moment, oldest first."""
    table = tables.corrections
    for row in connection.execute(_known(select(table.c.payload), table, known_by).order_by(table.c.number)):
        yield unpack(Correction, row.payload)


def reading_ids(connection: Connection) -> set[str]:
    """Return the ids of all readings."""
    return set(connection.execute(select(tables.readings.c.id)).scalars())


def judgement_ids(connection: Connection) -> set[str]:
    """Return the ids of the rows of all judgements."""
    return set(connection.execute(select(tables.judgements.c.row)).scalars())


def record_judgements(connection: Connection) -> Iterator[Judgement]:
    """Yield the judgements that the present findings rest on, in the order of the record."""
    table, record = tables.judgements, tables.record_judgements
    query = select(table.c.payload).join(record, record.c.judgement == table.c.row).order_by(record.c.position)
    for row in connection.execute(query):
        yield unpack(Judgement, row.payload)


def claims(connection: Connection, **asked: str | None) -> Iterator[Values]:
    """Yield the claims of every document's newest own reading whose columns have the values asked for."""
    table, reading = tables.claims, tables.readings
    columns = [table.c[name] for name in ("document", "id", "kind", "type", "place", "first", "last", "said_by")]
    query = select(*columns).join(reading, reading.c.id == table.c.reading).where(reading.c.number.in_(_newest()))
    for name, value in asked.items():
        query = query if value is None else query.where(table.c[name] == value)
    for row in connection.execute(query.order_by(table.c.document, table.c.id).execution_options(yield_per=_BATCH)):
        yield dict(row._mapping)  # noqa: SLF001 - SQLAlchemy's public name


def fingerprint_of(connection: Connection) -> str:
    """Return a hash of what a record rests on: the newest own readings, the judgements and the corrections of persons."""
    table = tables.readings
    rows = select(table.c.id).where(table.c.number.in_(_newest())).order_by(table.c.id)
    persons = select(tables.judgements.c.row).where(tables.judgements.c.is_persons.is_(True))
    corrected = select(tables.corrections.c.row).order_by(tables.corrections.c.number)
    digest = sha256()
    for query in (rows, persons.order_by(tables.judgements.c.number), corrected):
        for row in connection.execute(query):
            digest.update(row[0].encode() + b"\n")
        digest.update(b"\n")
    return digest.hexdigest()[:16]


def mark_of(connection: Connection) -> str:
    """Return the numbers of the newest reading, judgement and correction: facts are only added, so any that comes changes it."""
    numbers = (tables.readings.c.number, tables.judgements.c.number, tables.corrections.c.number)
    return " ".join(str(connection.execute(select(func.max(number))).scalar()) for number in numbers)


def _newest(known_by: datetime | None = None) -> Select[Any]:
    """Return the query for the number of each document's newest own reading."""
    table = tables.readings
    own = _known(select(func.max(table.c.number)), table, known_by).where(table.c.is_borrowed.is_(False))
    return own.group_by(table.c.document)


def _known(query: Select[Any], table: Any, known_by: datetime | None) -> Select[Any]:
    return query if known_by is None else query.where(table.c.received <= known_by)


def _with_text() -> Select[Any]:
    table = tables.readings
    return select(tables.documents, table.c.payload).join(table, table.c.document == tables.documents.c.id)


def _readings(connection: Connection, query: Select[Any]) -> Iterator[Reading]:
    for row in connection.execute(query.execution_options(yield_per=_BATCH)):
        yield unpack(Reading, row.payload, document=_document(row))


def _document(row: Row[Any]) -> Document:
    return unpack(Document, {name: value for name, value in row._mapping.items() if name in _DOCUMENT})  # noqa: SLF001 - SQLAlchemy's public name
