"""Reports laid side by side: each claim in one row, the rows in the order of the texts, the word for how they stand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from twosource import monitor
from twosource.errors import UnknownId, UsageError
from twosource.nouns import Record, Ref
from twosource.record import Situation, compare

WIRE = """Rockets kill four in Harrow

7 May 2021

Four people were killed on Friday when rockets hit a market in the town of Harrow, the Coastal Monitor said.

The army captured the village of Lesk on Thursday, residents said.
"""
PAPER = """Seven dead in Harrow

7 May 2021

Seven people were killed on Friday when rockets hit a market in the town of Harrow, a hospital doctor said.

Talks between the army and the front will begin on Monday, the foreign ministry said.
"""


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Record:
    folder: Path = tmp_path_factory.mktemp("reports")
    for name, text in (("wire.txt", WIRE), ("paper.txt", PAPER)):
        (folder / name).write_text(text, encoding="utf-8")
    return monitor.report(monitor.read_paths([folder]))


def _documents(record: Record) -> list[str]:
    return [one.document.id for one in sorted(record.readings, key=lambda one: one.document.origin, reverse=True)]


def test_each_claim_stands_in_one_row_of_its_part(record: Record) -> None:
    rows = compare(record, _documents(record))
    told = [(row.part, ref) for row in rows for refs in row.told for ref in refs]
    claims = [
        (part, Ref(reading.document.id, claim.id))
        for reading in record.readings
        for part, found in (("incident", reading.events), ("figure", reading.figures))
        for claim in found
    ]
    assert sorted(one for one in told if one[0] != "control") == sorted(claims)
    assert len(told) == len(set(told))


def test_a_toll_that_differs_is_named_and_what_one_report_adds_is_its_own(record: Record) -> None:
    wire, paper = _documents(record)
    rows = compare(record, [wire, paper])
    toll = next(row for row in rows if row.part == "figure" and all(row.told))
    assert toll.word == "differing"
    assert toll.why
    alone = [row for row in rows if row.word == "only"]
    assert any(row.told[0] and not row.told[1] for row in alone)
    assert any(row.told[1] and not row.told[0] for row in alone)


def test_rows_follow_the_first_report_and_the_columns_the_order_asked_for(record: Record) -> None:
    wire, paper = _documents(record)
    starts = {Ref(r.document.id, e.id): e.trigger.start for r in record.readings for e in r.events}
    for asked in ([wire, paper], [paper, wire]):
        rows = [row for row in compare(record, asked) if row.part == "incident" and row.told[0]]
        first = [min(starts[ref] for ref in row.told[0]) for row in rows]
        assert first == sorted(first)
        assert all(ref.document == asked[0] for row in rows for ref in row.told[0])


def test_a_row_has_the_id_of_the_whole_record(record: Record) -> None:
    known = {one.id for one in (*record.incidents, *record.figures, *record.places)}
    assert {row.id for row in Situation(record).compare(_documents(record))} <= known


def test_fewer_than_two_and_unknown_reports_are_refused(record: Record) -> None:
    wire = _documents(record)[0]
    with pytest.raises(UsageError, match="at least two"):
        compare(record, [wire, wire])
    with pytest.raises(UnknownId, match="nothing"):
        compare(record, [wire, "nothing"])


def test_the_command_lays_files_side_by_side(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from typer.testing import CliRunner

    from twosource.outlets.cli import app

    for name, text in (("wire.txt", WIRE), ("paper.txt", PAPER)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    files = [str(tmp_path / "wire.txt"), str(tmp_path / "paper.txt")]
    page = CliRunner().invoke(app, ["compare", *files])
    assert page.exit_code == 0
    assert "WHERE THEY DIFFER" in page.stdout
    assert "WHAT ONLY ONE TELLS" in page.stdout
    found = json.loads(CliRunner().invoke(app, ["compare", *files, "--json"]).stdout)
    assert len(found["documents"]) == 2
    assert {row["word"] for row in found["rows"]} >= {"differing", "only"}
