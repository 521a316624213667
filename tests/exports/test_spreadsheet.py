import csv
import io
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from outlets.invented import FIRST, SECOND, a_record

from twosource import monitor
from twosource.exports import _tables, spreadsheet
from twosource.nouns import Record
from twosource.record import Situation


def table(record: Record) -> list[dict[str, str]]:
    out = io.BytesIO()
    spreadsheet.write(Situation(record), out)
    return list(csv.DictReader(io.StringIO(out.getvalue().decode("utf-8"), newline="")))


def test_each_incident_is_one_row_under_the_documented_columns():
    rows = table(a_record())
    assert [row["id"] for row in rows] == ["i1", "i2", "i3"]
    assert list(rows[0]) == list(spreadsheet.FIELDS["incidents"])


def test_a_row_holds_where_and_when_and_how_well_supported():
    row = table(a_record())[0]
    assert (row["place"], row["lat"], row["lon"], row["from"]) == ("Oru", "10.5", "-20.25", "2031-05-03")
    assert (row["standing"], row["origins"], row["background"]) == ("corroborated", "2", "no")
    assert row["documents"] == "first.txt; second.txt"
    assert row["actors"] == "Rebels"
    assert row["differences"] == "type (wording): withdrew (d1:E1) | redeployed (d2:E1)"


def test_a_row_leads_to_the_words_of_every_claim():
    row = table(a_record())[0]
    assert row["document_ids"] == "d1; d2"
    assert row["mentions"] == "d1:E1; d2:E1"
    assert row["words"] == "withdrew; redeployed"
    starts = [int(one.partition("-")[0]) for one in row["characters"].split("; ")]
    assert [FIRST[starts[0] :][:8], SECOND[starts[1] :][:10]] == ["withdrew", "redeployed"]


@pytest.mark.shared
def test_the_rows_of_a_real_record_add_up_and_lead_to_its_words(shared):
    record = monitor.report(monitor.read_paths([shared / "seeds" / name for name in ("seed-a.txt", "seed-b.txt")]))
    texts = {one.document.id: one.document.text for one in record.readings}
    rows = table(record)
    assert [row["id"] for row in rows] == [one.id for one in record.incidents]
    for row, incident in zip(rows, record.incidents, strict=True):
        mentions, characters = row["mentions"].split("; "), row["characters"].split("; ")
        assert mentions == [f"{ref.document}:{ref.claim}" for ref in incident.mentions]
        found = [
            texts[mention.partition(":")[0]][slice(*map(int, at.split("-")))]
            for mention, at in zip(mentions, characters, strict=True)
        ]
        assert "; ".join(" ".join(words.split()) for words in found) == row["words"]


def test_figures_that_differ_keep_both_ends_and_say_so():
    row = table(a_record())[1]
    assert (row["killed_low"], row["killed_high"]) == ("", "40")
    assert row["figures_differ"] == "yes"
    assert row["figures"] == "killed (fighters killed): ../40 (d1:F1), 25 (d2:F1) [differ]"


def test_what_is_not_known_is_an_empty_cell():
    row = table(a_record())[2]
    assert (row["lat"], row["injured_low"], row["urls"]) == ("", "", "")
    assert (row["killed_low"], row["killed_high"]) == ("12", "12")


def test_a_record_without_incidents_has_column_names_alone():
    assert table(Record(())) == []


def test_negative_numbers_stay_numbers_and_formulas_do_not_run():
    record = a_record()
    attack = replace(record.incidents[0], title='=HYPERLINK("x")')
    row = table(replace(record, incidents=(attack,)))[0]
    assert row["title"] == '\'=HYPERLINK("x")'
    assert row["lon"] == "-20.25"


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=20))
def test_no_text_cell_begins_as_a_formula(text):
    assert not _tables.cell(text).startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
