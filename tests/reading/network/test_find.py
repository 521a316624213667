"""The finder over invented reports, whole and spoiled."""

from __future__ import annotations

from datetime import date

import pytest

from twosource.geography import open_gazetteer
from twosource.intake import freeze
from twosource.nouns import Page, Reading
from twosource.reading import read
from twosource.reading.network.places import is_cased
from twosource.vocabulary import load
from twosource.wire import reading_to_json

REPORT = """Shelling kills 12 civilians in Oru
ORU, 4 May 2031 - Government artillery killed at least 12 civilians in the town of Oru on Sunday, a monitoring group said.
The army denied shelling the town. Rebels captured the village of Lesk a day earlier, activists in the area reported.
"We will retake Lesk," General Command said in a statement.
"""
SPOILED = {
    "as it is": REPORT,
    "empty": "",
    "upper case": REPORT.upper(),
    "lower case": REPORT.lower(),
    "no commas": REPORT.replace(",", ""),
    "no marks": "".join(letter for letter in REPORT if letter.isalnum() or letter.isspace()),
    "blanks before marks": REPORT.replace(",", " ,").replace(".", " ."),
    "one line": " ".join(REPORT.split()),
    "other letters": REPORT.replace("Oru", "Öru’"),
}


def reading(text: str) -> Reading:
    page = Page(origin="invented", text=text, raw="invented", extractor="plain", published="2031-05-05")
    return read(freeze(page, received=date(2031, 5, 6)), load(), open_gazetteer(), reader="network")


@pytest.mark.parametrize("text", SPOILED.values(), ids=SPOILED)
def test_spoiled_texts_are_read_and_every_link_leads_somewhere(text: str) -> None:
    found = reading(text)
    ids = {one.id for kind in (found.actors, found.places, found.times, found.attributions, found.events) for one in kind}
    for event in found.events:
        assert {one for one in (event.at, event.said_by, event.same_as) if one} <= ids
        assert text[event.trigger.start : event.trigger.end].strip()
    for said in found.attributions:
        assert {one for one in (said.actor, said.via) if one} <= ids
    for figure in found.figures:
        assert {one for one in (figure.event, figure.said_by, figure.at) if one} <= ids
    for kind in (found.actors, found.places, found.events, found.figures, found.control):
        assert len({one.id for one in kind}) == len(kind), "ids are given once"
    if text:
        assert any(figure.low == 12 for figure in found.figures)
        assert found.events


def test_two_readings_are_the_same() -> None:
    assert reading_to_json(reading(REPORT)) == reading_to_json(reading(REPORT))


def test_a_report_is_read_as_a_reader_would() -> None:
    found = reading(REPORT)
    who = {REPORT[one.source.start : one.source.end] for one in found.attributions if one.source}
    assert {"a monitoring group", "The army"} <= who
    assert any(one.stance == "denies" for one in found.attributions)
    held = {(one.status, place.name) for one in found.control for place in found.places if place.id == one.place}
    assert ("gained", "Lesk") in held


def test_twenty_thousand_words_are_read() -> None:
    lines = [f"Shelling killed {number} civilians in Oru on 4 May 2031, a monitor said.\n" for number in range(2, 1600)]
    text = "".join(lines)
    assert len(text.split()) > 20_000
    assert len(reading(text).figures) > 1000


def test_a_text_in_one_case_is_told_from_one_with_capitals() -> None:
    assert is_cased(REPORT)
    assert not is_cased(REPORT.upper())
    assert not is_cased(REPORT.lower())
    assert not is_cased("")
