"""Tables as files: rows under columns that say what they mean, as CSV, with a Data Package that describes them.

In: Tables and what they are made from. Out: bytes. Lists are joined by `; `, an unknown value is an empty cell, days are ISO
8601. A text that begins with `=`, `+`, `-`, `@`, a tab or a line break would be run as a formula by a spreadsheet, so it gets
an apostrophe in front; numbers are written as they are.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple

from twosource import __version__

Kind = Literal["string", "integer", "number", "boolean", "list"]

RUN_BY_SPREADSHEETS = ("=", "+", "-", "@", "\t", "\r", "\n")

LICENCES = (
    {"name": "CC-BY-4.0", "path": "https://creativecommons.org/licenses/by/4.0/", "title": "Positions of places: GeoNames"},
)


class Column(NamedTuple):
    """What a column means, how it is had from what a row is made of, and of which table it holds a key."""

    says: str
    value: Callable[[Any], Any]
    kind: Kind = "string"
    refers: str = ""


Columns = Mapping[str, Column]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of one kind. `of` yields what each row is made of; `key` are the columns that tell rows apart."""

    name: str
    says: str
    columns: Columns
    of: Callable[[Any], Iterable[Any]]
    key: tuple[str, ...] = ("id",)

    def rows(self, source: Any) -> Iterator[dict[str, Any]]:
        """Yield each row as values by column."""
        for one in self.of(source):
            yield {name: column.value(one) for name, column in self.columns.items()}

    @property
    def meanings(self) -> dict[str, str]:
        """Return what each column means."""
        return {name: column.says for name, column in self.columns.items()}


def empty(why: str) -> Column:
    """Return a column that stays empty, and why it does."""
    return Column(f"empty: {why}", lambda _: None)


def cell(value: Any) -> str:
    """Return a value as the characters of one cell, in which nothing is run."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int | float):
        return str(value)
    text = "; ".join(str(one) for one in value) if isinstance(value, tuple | list) else str(value)
    return f"'{text}" if text.startswith(RUN_BY_SPREADSHEETS) else text


def as_csv(table: Table, source: Any, *, delimiter: str = ",", tags: Sequence[str] = ()) -> bytes:
    """Return a table as separated values: a row of names, a row of tags where they are given, then the rows."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow(table.columns)
    if tags:
        writer.writerow(tags)
    for row in table.rows(source):
        writer.writerow([cell(value) for value in row.values()])
    return text.getvalue().encode("utf-8", errors="replace")


def package(name: str, title: str, tables: Sequence[Table], notices: Sequence[str], *, suffix: str = "csv") -> bytes:
    """Return the `datapackage.json` of some tables: where each lies, what its columns mean, which refer to which."""
    described = {
        "profile": "data-package",
        "name": name,
        "title": title,
        "description": " ".join(notices),
        "sources": [{"title": f"twosource {__version__}"}],
        "licenses": list(LICENCES),
        "resources": [_resource(table, suffix, {one.name: one for one in tables}) for table in tables],
    }
    return (json.dumps(described, ensure_ascii=False, indent=1) + "\n").encode()


def _resource(table: Table, suffix: str, tables: Mapping[str, Table]) -> dict[str, Any]:
    keys = [
        {"fields": name, "reference": {"resource": column.refers, "fields": tables[column.refers].key[0]}}
        for name, column in table.columns.items()
        if column.refers and column.kind != "list"
    ]
    schema = {
        "fields": [_field(name, column, suffix) for name, column in table.columns.items()],
        "primaryKey": list(table.key),
        "foreignKeys": keys,
        "missingValues": [""],
    }
    dialect = {"delimiter": "\t"} if suffix == "tsv" else {}
    return {
        "name": table.name,
        "path": f"{table.name}.{suffix}",
        "format": suffix,
        "encoding": "utf-8",
        "description": table.says,
        **({"dialect": dialect} if dialect else {}),
        "schema": schema,
    }


def _field(name: str, column: Column, suffix: str) -> dict[str, Any]:
    kind = ("array" if suffix == "parquet" else "string") if column.kind == "list" else column.kind
    words = {"trueValues": ["yes"], "falseValues": ["no"]} if column.kind == "boolean" and suffix != "parquet" else {}
    return {"name": name, "type": kind, "description": column.says, **words}
