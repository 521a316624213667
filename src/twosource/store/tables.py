"""The tables: facts, which are only ever added, and findings, which may be dropped and derived again.

A table is named after its noun and a column after its field; `first` and `last` are those of a When. Every fact has
`received`, the moment (UTC) when it reached us: that is the clock of `known_by`. Days are ISO 8601 strings, possibly
shortened, as in the nouns. `number` counts rows in the order in which they came.

Change a table here only together with a new file in `migrations/versions`, and raise `SHAPE` to its name; a test holds the
two against each other.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
)

SHAPE = "0002"
"""The newest migration: the shape of a record file that this version of the package reads and writes."""

VERSION_TABLE = "twosource_version"
"""The table that says which shape a file has; a file without it is not ours."""


class UtcTime(TypeDecorator[datetime]):
    """An aware moment, kept in UTC. SQLite forgets the zone, so it is put back on the way out."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - the base class's
        """Return the moment in UTC."""
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - the base class's
        """Return the moment with its zone."""
        return None if value is None else value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


metadata = MetaData()


def _received() -> Column[Any]:
    return Column("received", UtcTime, nullable=False)


# -------------------------------------------------------------------------------------------------------------- facts

raw = Table(
    "raw",
    metadata,
    Column("id", String(64), primary_key=True),  # SHA-256 of the bytes as they came in
    Column("size", Integer, nullable=False),
    Column("zlib", LargeBinary, nullable=False),
    _received(),
)

documents = Table(
    "documents",
    metadata,
    Column("id", String, primary_key=True),
    Column("origin", String, nullable=False),
    Column("text", Text, nullable=False),
    Column("raw", String, nullable=False),
    Column("extractor", String, nullable=False),
    Column("outlet", String),
    Column("title", String),
    Column("url", String),
    Column("published", String),
    Column("language", String),
    Column("dates", JSON, nullable=False),
    Column("blocks", JSON, nullable=False),
    Column("residue", JSON, nullable=False),
    Column("notes", JSON, nullable=False),
    _received(),
)

sightings = Table(
    "sightings",
    metadata,
    Column("document", ForeignKey("documents.id"), primary_key=True),
    Column("origin", String, primary_key=True),
    _received(),
)

unreadable = Table(
    "unreadable",
    metadata,
    Column("id", String, primary_key=True),
    Column("origin", String, nullable=False),
    Column("reason", String, nullable=False),
    Column("raw", String),
    _received(),
)

readings = Table(
    "readings",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("id", String, nullable=False, unique=True),  # a hash of all of it: the same reading twice is one row
    Column("document", ForeignKey("documents.id"), nullable=False),
    Column("reader", String, nullable=False),
    Column("is_borrowed", Boolean, nullable=False),  # read against another report's day, not against its own
    Column("day", String),
    Column("payload", JSON, nullable=False),
    _received(),
    Index("ix_readings_document", "document"),
)

claims = Table(
    "claims",
    metadata,
    Column("reading", ForeignKey("readings.id"), primary_key=True),
    Column("id", String, primary_key=True),
    Column("document", ForeignKey("documents.id"), nullable=False),
    Column("kind", String, nullable=False),  # event, figure or control
    Column("type", String, nullable=False),
    Column("place", String),
    Column("first", String),
    Column("last", String),
    Column("said_by", String),
    _received(),
    Index("ix_claims_type_place", "type", "place"),
)

judgements = Table(
    "judgements",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("row", String, nullable=False, unique=True),  # a hash of all of it
    Column("id", String, nullable=False),
    Column("left_document", String, nullable=False),
    Column("left_claim", String, nullable=False),
    Column("right_document", String, nullable=False),
    Column("right_claim", String, nullable=False),
    Column("verdict", String, nullable=False),
    Column("weight", Float, nullable=False),
    Column("judge", String, nullable=False),
    Column("is_persons", Boolean, nullable=False),
    Column("payload", JSON, nullable=False),
    _received(),
)

corrections = Table(
    "corrections",
    metadata,
    Column("number", Integer, primary_key=True),
    Column("row", String, nullable=False, unique=True),  # a hash of all of it
    Column("document", String, nullable=False),
    Column("claim", String, nullable=False),
    Column("verdict", String, nullable=False),
    Column("judge", String, nullable=False),
    Column("payload", JSON, nullable=False),
    _received(),
)

# ----------------------------------------------------------------------------------------------------------- findings

derivation = Table(
    "derivation",
    metadata,
    Column("id", Integer, primary_key=True),  # there is one row or none
    Column("facts", String, nullable=False),  # the fingerprint of the facts that the findings rest on
    Column("version", String, nullable=False),  # of the package that derived them
    Column("payload", JSON, nullable=False),  # what the record holds beside the tables below: its notes, say
    _received(),
)

record_readings = Table(
    "record_readings",
    metadata,
    Column("position", Integer, primary_key=True),
    Column("reading", ForeignKey("readings.id"), nullable=False),
)

record_judgements = Table(
    "record_judgements",
    metadata,
    Column("position", Integer, primary_key=True),
    Column("judgement", ForeignKey("judgements.row"), nullable=False),
)


def _finding(name: str) -> Table:
    """Return the table of one kind of finding: its payload, and the columns by which people ask for it."""
    return Table(
        name,
        metadata,
        Column("position", Integer, primary_key=True),
        Column("id", String, nullable=False),
        Column("type", String),  # of an incident; the kind of the others; a control's status
        Column("name", String),
        Column("place", String),
        Column("first", String),
        Column("last", String),
        Column("standing", String),
        Column("payload", JSON, nullable=False),
    )


incidents = _finding("incidents")
figure_groups = _finding("figure_groups")
control = _finding("control")
routes = _finding("routes")
agreements = _finding("agreements")
relations = _finding("relations")
actors = _finding("actors")
places = _finding("places")
