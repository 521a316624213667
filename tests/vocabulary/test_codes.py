from __future__ import annotations

import csv
from pathlib import Path

import pytest

from twosource.vocabulary import load


@pytest.mark.shared
def test_every_event_type_of_the_annotation_has_its_codes_and_its_place(shared: Path) -> None:
    with (shared / "annotation" / "event-types.tsv").open(encoding="utf-8") as rows:
        wanted = [
            (row["type"], row["acled_event"], row["acled_sub_event"], row["plover"])
            for row in csv.DictReader(rows, delimiter="\t")
        ]
    events = load().events.values()
    assert [(event.name, event.acled_event, event.acled_sub_event, event.plover) for event in events] == wanted


def test_every_event_type_has_cues_and_two_examples_in_english() -> None:
    for event in load().events.values():
        assert event.cues["en"], event.name
        assert len([example for example in event.examples if example.lang == "en"]) >= 2, event.name
