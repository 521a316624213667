"""The memory: a record file, SQLite now and PostgreSQL later, that adds facts and replaces findings.

In: nouns. Out: the equal nouns, in an order that does not depend on when they came. Facts (documents, sightings, raw bytes,
readings, judgements, reports that could not be read) are append-only, each with the moment when it was received. Findings
(the Record) are replaced whole, with a fingerprint of the facts they rest on, so that a stale record is noticed.

The store does not know how anything was computed, and nobody outside this folder knows that there is SQL.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, Engine, select

from twosource.errors import UnknownId, UnreadableReport
from twosource.nouns import Correction, Document, Judgement, Reading, Record
from twosource.store import facts, findings, tables
from twosource.store.facts import Adding
from twosource.store.opening import open_engine, told, writing

__all__ = ["Adding", "ClaimRow", "Store"]

_BATCH = 500
"""Judgements that are added in one transaction."""


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A claim as a row to search: its address, kind, type, the words of its place and source, its first and last day."""

    document: str
    id: str
    kind: str
    type: str
    place: str | None
    first: str | None
    last: str | None
    said_by: str | None


class Store:
    """An open record file."""

    def __init__(self, engine: Engine, where: str) -> None:
        self._engine = engine
        self.where = where

    @classmethod
    def open(cls, path_or_url: str | Path, *, create: bool = True, patience: float = 5.0) -> Self:
        """Open a record file, making it if it is missing and `create` is set.

        `patience` is how many seconds to wait for another program that is writing. Raises StoreError: the file is not ours,
        is locked, is damaged, or was written by a newer version.
        """
        return cls(open_engine(path_or_url, create=create, patience=patience), str(path_or_url))

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    # ------------------------------------------------------------------------------------------------------------ facts

    @contextmanager
    def adding(self, received: datetime) -> Iterator[Adding]:
        """Open a transaction that adds facts received at one moment: all of them are kept, or none."""
        with writing(self._engine, self.where) as connection:
            yield Adding(connection, received)

    def documents(self, known_by: datetime | None = None) -> Iterator[Document]:
        """Yield the documents received by a moment, in the order of their ids."""
        with self._reading() as connection:
            yield from facts.documents(connection, known_by)

    def document(self, name: str) -> Document:
        """Return a document by its id. Raises UnknownId."""
        with self._reading() as connection:
            found = facts.document(connection, name)
        if found is None:
            raise UnknownId(f"{name}: {self.where} holds no such document")
        return found

    def readings(self, known_by: datetime | None = None) -> Iterator[Reading]:
        """Yield each document's newest reading against its own day, as received by a moment, in the order of ids."""
        with self._reading() as connection:
            yield from facts.readings(connection, known_by)

    def reading_of(self, document: str, *, reader: str | None = None, day: str | None = None) -> Reading | None:
        """Return the newest reading of a document, by one reader if given; against a borrowed day if one is given."""
        with self._reading() as connection:
            return next(facts.readings_of(connection, document, reader, day), None)

    def judgements(self, known_by: datetime | None = None, *, is_persons: bool | None = None) -> tuple[Judgement, ...]:
        """Return the judgements in force: for each pair the newest, a person's before the machine's."""
        with self._reading() as connection:
            machine = facts.judgements(connection, known_by, is_persons=False) if is_persons is not True else ()
            persons = facts.judgements(connection, known_by, is_persons=True) if is_persons is not False else ()
            force = {tuple(sorted((one.left, one.right))): one for judged in (machine, persons) for one in judged}
        return tuple(force[pair] for pair in sorted(force))

    def all_judgements(self, known_by: datetime | None = None, *, is_persons: bool | None = None) -> tuple[Judgement, ...]:
        """Return every judgement ever made, succeeded ones too, oldest first."""
        with self._reading() as connection:
            return tuple(facts.judgements(connection, known_by, is_persons=is_persons))

    def corrections(self, known_by: datetime | None = None) -> tuple[Correction, ...]:
        """Return every correction ever made, succeeded ones too, oldest first."""
        with self._reading() as connection:
            return tuple(facts.corrections(connection, known_by))

    def claims(
        self,
        *,
        kind: str | None = None,
        type: str | None = None,  # noqa: A002 - the column's name
        place: str | None = None,
    ) -> Iterator[ClaimRow]:
        """Yield the claims of every document's newest own reading that match what is asked for."""
        with self._reading() as connection:
            for row in facts.claims(connection, kind=kind, type=type, place=place):
                yield ClaimRow(**row)

    def unreadable(self, known_by: datetime | None = None) -> tuple[UnreadableReport, ...]:
        """Return the reports that could not be read, in the order in which they came."""
        table = tables.unreadable
        query = select(table.c.origin, table.c.reason).order_by(table.c.received, table.c.id)
        with self._reading() as connection:
            rows = connection.execute(query if known_by is None else query.where(table.c.received <= known_by))
            return tuple(UnreadableReport(*row) for row in rows)

    def raw(self, digest: str) -> bytes | None:
        """Return the bytes of a report as they came in, by their SHA-256, where they were kept."""
        with self._reading() as connection:
            packed = connection.execute(select(tables.raw.c.zlib).where(tables.raw.c.id == digest)).scalar()
        return None if packed is None else zlib.decompress(packed)

    def received(self) -> dict[str, datetime]:
        """Return for each document, by id, the moment when it first reached us."""
        with self._reading() as connection:
            table = tables.documents
            rows = connection.execute(select(table.c.id, table.c.received).order_by(table.c.id))
            return {row.id: row.received for row in rows}

    def sightings(self, document: str) -> tuple[tuple[str, datetime], ...]:
        """Return where and when a document's text was seen, the first time first."""
        table = tables.sightings
        query = select(table.c.origin, table.c.received).where(table.c.document == document)
        with self._reading() as connection:
            rows = connection.execute(query.order_by(table.c.received, table.c.origin))
            return tuple((row.origin, row.received) for row in rows)

    def fingerprint(self) -> str:
        """Return a hash of the facts that a record would rest on."""
        with self._reading() as connection:
            return facts.fingerprint_of(connection)

    def mark(self) -> str:
        """Return what changes whenever a fact is added that a record may rest on; it costs next to nothing."""
        with self._reading() as connection:
            return facts.mark_of(connection)

    # --------------------------------------------------------------------------------------------------------- findings

    def replace_findings(self, record: Record, received: datetime, version: str, *, facts_read: str | None = None) -> None:
        """Put a Record in the place of the one before, in one transaction.

        Readings and judgements of the record that are not among the facts yet (read against a borrowed day, judged by the
        machine) are added first, a few at a time: of ten thousand reports they are a hundred thousand, and people who add facts
        meanwhile should not have to wait for them. `version` is that of the package which derived it, `facts_read` the
        fingerprint of the facts before they were read (the present one, where none can have come since): a record that lacks a
        fact which came meanwhile is stale from the start.
        """
        rests_on = (self._keep_readings(record, received), self._keep_judgements(record, received))
        rows = findings.rows(record, *rests_on)  # made before, so that nobody who adds facts has to wait for it
        with writing(self._engine, self.where) as connection:
            derivation = {"facts": facts_read or facts.fingerprint_of(connection), "version": version, "received": received}
            findings.replace_all(connection, rows, derivation)

    def _keep_readings(self, record: Record, received: datetime) -> list[str]:
        """Add the readings of a record that are not among the facts, and return the ids of all."""
        with self._reading() as connection:
            known = facts.reading_ids(connection)
        ids = []
        for reading in record.readings:
            ids.append(facts.reading_row(reading)["id"])
            if ids[-1] not in known:
                with self.adding(received) as adding:
                    adding.reading(reading)
        return ids

    def _keep_judgements(self, record: Record, received: datetime) -> list[str]:
        """Add the judgements of a record that are not among the facts, and return the ids of their rows; a batch at a time."""
        with self._reading() as connection:
            known = facts.judgement_ids(connection)
        ids: list[str] = []
        for start in range(0, len(record.judgements), _BATCH):
            rows = [facts.judgement_row(one) for one in record.judgements[start : start + _BATCH]]
            ids += [row["row"] for row in rows]
            if fresh := [row for row in rows if row["row"] not in known]:
                with self.adding(received) as adding:
                    adding.judged(fresh)
        return ids

    def drop_findings(self) -> None:
        """Delete every finding; all of them can be derived again."""
        with writing(self._engine, self.where) as connection:
            findings.drop(connection)

    def record(self, version: str) -> Record | None:
        """Return the record as it was last derived; None if it never was, facts have come since, or by another version."""
        with self._reading() as connection:
            derived = connection.execute(select(tables.derivation.c.facts, tables.derivation.c.version)).first()
            if derived is None or tuple(derived) != (facts.fingerprint_of(connection), version):
                return None
            readings, judgements = facts.record_readings(connection), facts.record_judgements(connection)
            return findings.load(connection, readings, judgements)

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with told(self.where), self._engine.connect() as connection:
            yield connection
