"""How well annotated mentions are joined, by the annotation folder's own scorer."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from twosource.linking import link
from twosource.nouns import Reading
from twosource.wire import reading_from_json


def gold(folder: Path) -> list[dict[str, Any]]:
    """The annotations as readings in the outward shape."""
    sys.path.insert(0, str(folder))
    try:
        import annotate
    finally:
        sys.path.remove(str(folder))
    found = []
    for row in json.loads((folder / "index.json").read_text(encoding="utf-8")):
        text = (folder / "reports" / f"{row['id']}.txt").read_text(encoding="utf-8")
        records, _ = annotate.parse((folder / "notes" / f"{row['id']}.notes").read_text(encoding="utf-8"))
        found.append(completed(annotate.Checker(text).compile(records), row, text))
    return found


def completed(records: dict[str, Any], row: dict[str, Any], text: str) -> dict[str, Any]:
    for one in (*records["actors"], *records["places"]):
        one.setdefault("mentions", [])
    for one in records["events"]:
        one["realis"] = one.get("realis") or "actual"
    for one in records["figures"]:
        one |= {"low": one.get("low"), "high": one.get("high"), "approx": bool(one.get("approx"))}
    for one in records["attributions"]:
        one |= {"kind": one.get("kind") or "none", "stance": one.get("stance") or "asserts"}
    for one in records["control"]:
        one |= {"place": one.get("place"), "holder": one.get("holder")}
    document = {"id": row["id"], "origin": row["id"], "outlet": row["outlet"], "text": text}
    return {
        **records,
        "document": {**document, "published": row["published"], "own_published": row["published"]},
        "reader": "gold",
    }


def with_countries(reading: Reading) -> Reading:
    """The annotation does not say how exact a place is; what lies within nothing is a country."""
    places = (replace(one, precision="country") if one.within is None and one.country else one for one in reading.places)
    return replace(reading, places=tuple(places))


@pytest.mark.shared
def test_annotated_mentions_of_one_incident_are_joined(shared: Path, tmp_path: Path) -> None:
    folder = shared / "annotation"
    readings = gold(folder)
    links = link([with_countries(reading_from_json(one)) for one in readings])
    report = {
        "documents": [{"id": one["document"]["id"], "origin": one["document"]["id"]} for one in readings],
        "incidents": [
            {"id": f"I{number}", "mentions": [{"document": ref.document, "event": ref.claim} for ref in group]}
            for number, group in enumerate(links.events)
        ],
    }
    (tmp_path / "report.json").write_text(json.dumps(report), encoding="utf-8")
    (tmp_path / "readings.jsonl").write_text("\n".join(map(json.dumps, readings)), encoding="utf-8")
    files = [tmp_path / "report.json", tmp_path / "readings.jsonl", folder / "reports", folder / "notes", folder / "clusters"]
    run = [sys.executable, "-X", "utf8", str(folder / "score.py"), "--clusters", *map(str, files)]
    scores = json.loads(subprocess.run(run, capture_output=True, text=True, check=True).stdout)
    rows = scores["clusters"].values()
    mentions = sum(row["mentions"] for row in rows)
    b_cubed = sum(row["mentions"] * row["b3 f1"] for row in rows) / mentions
    print(f"B-cubed F1 {b_cubed:.1f} over {mentions} mentions; across reports {scores['cross-report links']}")  # noqa: T201
    assert b_cubed >= 85
    assert scores["cross-report links"]["p"] >= 85
