"""Compile notes that a reader has written into `annotations/`, as offsets without the reports' words.

    python -m training.compiled ROWS.json NOTES [--shared ../shared] [--second]

`ROWS.json` lists the reports as `reports.py` describes a row; `NOTES` holds one `ID.notes` for each report that is done, in the
notation of the shared folder's GUIDELINES.md. Notes with a fault are named and left out; a report that is compiled again
replaces its row. `--second` writes second readings, from which the agreement between two readers is measured.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from quality.annotations import tool
from training.annotated import FOLDER
from training.reports import digest, text_of

KEPT = ("id", "corpus", "row", "stretch", "published", "outlet", "cluster", "sha256")


def main() -> int:
    """Compile, and return 1 if any notes were left out."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("rows", type=Path)
    parser.add_argument("notes", type=Path)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--second", action="store_true")
    options = parser.parse_args()
    annotate = tool(options.shared / "annotation", "annotate")
    path = FOLDER / ("second.jsonl" if options.second else "reports.jsonl")
    found = {row["id"]: row for row in map(json.loads, path.read_text(encoding="utf-8").splitlines())} if path.exists() else {}
    faulty = 0
    for row in json.loads(options.rows.read_text(encoding="utf-8")):
        notes = options.notes / f"{row['id']}.notes"
        if not notes.exists():
            continue
        text = text_of(options.shared / "news", row)
        records, faults = annotate.parse(notes.read_text(encoding="utf-8"))
        checker = annotate.Checker(text)
        wanted = checker.compile(records)
        if faults or checker.faults:
            faulty += 1
            print(f"{notes}: left out: {[*faults, *checker.faults][0]}", file=sys.stderr)
            continue
        found[row["id"]] = {**{key: row.get(key) for key in KEPT}, "sha256": digest(text), "found": wanted}
    lines = [json.dumps(found[key], ensure_ascii=False, separators=(",", ":")) + "\n" for key in sorted(found)]
    path.write_text("".join(lines), encoding="utf-8")
    print(f"{path}: {len(found)} reports")
    return 1 if faulty else 0


if __name__ == "__main__":
    sys.exit(main())
