"""The annotated reports beside the checkout, as readings.

In: the folder `annotation` of the shared material. Out: for each annotated report its Page and the person's reading in the
shape of `twosource read --json`. The notes are compiled by the folder's own `annotate.py`, so that a note means here exactly
what it meant to the annotator.
"""

from __future__ import annotations

import csv
import hashlib
import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType
from typing import Any

from twosource.nouns import Page


@dataclass(frozen=True, slots=True)
class Annotated:
    """One report and what a careful reader found in it."""

    name: str
    cluster: str | None
    page: Page
    wanted: dict[str, Any]


def load(folder: Path) -> Iterator[Annotated]:
    """Yield every annotated report, in the order of their names; a note with a fault raises ValueError naming it."""
    annotate = tool(folder, "annotate")
    index = {row["id"]: row for row in json.loads((folder / "index.json").read_text(encoding="utf-8"))}
    for path in sorted((folder / "notes").glob("*.notes")):
        raw = (folder / "reports" / f"{path.stem}.txt").read_bytes()
        text = raw.decode("utf-8")
        records, faults = annotate.parse(path.read_text(encoding="utf-8"))
        checker = annotate.Checker(text)
        wanted = checker.compile(records)
        if faults or checker.faults:
            raise ValueError(f"{path.name}: {[*faults, *checker.faults][0]}")
        row = index[path.stem]
        page = Page(
            origin=path.stem,
            text=text,
            raw=hashlib.sha256(raw).hexdigest(),
            extractor="plain",
            outlet=row.get("outlet"),
            published=row.get("published"),
        )
        yield Annotated(path.stem, row.get("cluster"), page, wanted)


def coarse_types(folder: Path) -> dict[str, str]:
    """Return the ACLED event of each event type, the type itself where ACLED has none."""
    with (folder / "event-types.tsv").open(encoding="utf-8") as rows:
        return {
            row["type"]: row["acled_event"] if row["acled_event"] != "-" else row["type"]
            for row in csv.DictReader(rows, delimiter="\t")
        }


def tool(folder: Path, name: str) -> ModuleType:
    """Return one of the folder's own scripts as a module."""
    spec = spec_from_file_location(f"shared_{name}", folder / f"{name}.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(folder / f"{name}.py")
    module = module_from_spec(spec)
    written = sys.dont_write_bytecode
    sys.dont_write_bytecode = True  # the folder may be read-only, and is not ours to write to
    try:
        spec.loader.exec_module(module)
    finally:
        sys.dont_write_bytecode = written
    return module
