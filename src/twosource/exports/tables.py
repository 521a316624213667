"""The whole record as tables (CSV, UTF-8) with a datapackage.json that says what each column means.

In: a Situation. Out: one CSV file a table: reports, claims, incidents, figures, control, actors, places, judgements and what
ties them together by ids. Every source's own value is a row of its own. Lists are joined by `; `, an unknown value is an empty
cell. The reports' texts are not in it; the `words` of every claim are.
"""

from __future__ import annotations

from collections.abc import Iterator

from twosource.exports._incidents import seen, terms
from twosource.exports._record_tables import TABLES
from twosource.exports._tables import as_csv, package
from twosource.record import Situation

NAME = "tables"
SUFFIX = ".zip"
MEDIA_TYPE = "application/zip"

FIELDS = {table.name: table.meanings for table in TABLES}


def files(situation: Situation) -> Iterator[tuple[str, bytes]]:
    """Yield the description and each table."""
    record = seen(situation)
    yield "datapackage.json", package("twosource", "The record of a war, with its sources", TABLES, terms(situation))
    for table in TABLES:
        yield f"{table.name}.csv", as_csv(table, record)
