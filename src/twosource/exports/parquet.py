"""The whole record as tables (Parquet) with a datapackage.json that says what each column means.

In: a Situation. Out: one Parquet file a table, the same tables and columns as `tables`, with lists as lists, whole numbers as
such and booleans as such. Where positions are from and what is withheld stands in the metadata of each file.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from twosource.errors import UsageError
from twosource.exports._incidents import seen, terms
from twosource.exports._record_tables import TABLES
from twosource.exports._tables import Column, Table, package
from twosource.nouns import Record
from twosource.record import Situation

NAME = "parquet"
SUFFIX = ".zip"
MEDIA_TYPE = "application/zip"

FIELDS = {table.name: table.meanings for table in TABLES}


def files(situation: Situation) -> Iterator[tuple[str, bytes]]:
    """Yield the description and each table. Raises UsageError where pyarrow is missing."""
    record, notices = seen(situation), terms(situation)
    title = "The record of a war, with its sources"
    yield "datapackage.json", package("twosource", title, TABLES, notices, suffix="parquet")
    for table in TABLES:
        yield f"{table.name}.parquet", _as_parquet(table, record, notices)


def _as_parquet(table: Table, record: Record, notices: tuple[str, ...]) -> bytes:
    try:
        import pyarrow as pa  # noqa: PLC0415 - an extra
        import pyarrow.parquet as pq  # noqa: PLC0415
    except ImportError:
        raise UsageError("export parquet: pyarrow is not installed; pip install 'twosource[parquet]'") from None
    kinds: dict[str, Any] = {
        "string": pa.string(),
        "integer": pa.int64(),
        "number": pa.float64(),
        "boolean": pa.bool_(),
        "list": pa.list_(pa.string()),
    }
    fields = [pa.field(name, kinds[column.kind], metadata={"description": column.says}) for name, column in table.columns.items()]
    schema = pa.schema(fields, metadata={"description": table.says, "notice": " ".join(notices)})
    found = list(table.rows(record))
    arrays = [
        pa.array([_value(row[name], column) for row in found], kinds[column.kind]) for name, column in table.columns.items()
    ]
    out = BytesIO()
    pq.write_table(pa.Table.from_arrays(arrays, schema=schema), out)
    return out.getvalue()


def _value(value: Any, column: Column) -> Any:
    """Return a value as its column's kind; an empty string is not known, as in every other table."""
    if column.kind == "list":
        return [str(one).encode("utf-8", "replace").decode() for one in value or ()]
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode() or None
    return value
