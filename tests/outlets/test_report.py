from dataclasses import replace

import pytest

from outlets.invented import a_record, first_reading
from twosource.nouns import Reading, Record, Ref, Standing
from twosource.outlets.overview import overview_of
from twosource.outlets.page import text_of
from twosource.outlets.report import page_of


@pytest.fixture(scope="module")
def page() -> str:
    return text_of(page_of(a_record()))


def after(page: str, heading: str) -> str:
    return page.split(f"\n{heading}\n")[1]


def test_the_sections_come_in_the_order_in_which_people_ask(page):
    sections = [
        "WHAT HAPPENED", "WHERE ACCOUNTS DIFFER", "THE FIGURES", "WHO HOLDS WHAT", "AGREEMENTS", "ROUTES",
        "WHO STANDS WITH WHOM", "WHO SAYS SO", "WHO IS WHO", "WHERE IT IS", "NOTES",
    ]  # fmt: skip
    places = [page.index(f"\n{section}\n") for section in sections]
    assert places == sorted(places)


def test_no_row_is_wider_than_the_page(page):
    assert max(len(row) for row in page.splitlines()) <= 80


def test_reports_are_numbered_by_day_whatever_their_order():
    record = a_record()
    turned = replace(record, readings=tuple(reversed(record.readings)))
    assert text_of(page_of(turned)) == text_of(page_of(record))


def test_a_borrowed_day_is_said_to_be_borrowed_and_why(page):
    opening = " ".join(page.split("[2]")[0].split())
    assert "the report gives no day of its own; taken as Saturday 3 May 2031 — linked report: second.txt" in opening


def test_an_incident_stands_with_its_standing_its_words_and_its_speakers(page):
    happened = after(page, "WHAT HAPPENED")
    assert "corroborated, 2 origins" in happened
    assert "[1] “Rebels withdrew from Oru”\n" in happened
    assert "[2] “Insurgents have redeployed” — Tavan Front (armed group, opposition)" in happened


def test_background_stands_apart_from_the_news(page):
    news, background = after(page, "WHAT HAPPENED").split("Background:")
    assert "Air strike in Tavan" not in news
    assert "Air strike in Tavan" in background.split("WHERE ACCOUNTS DIFFER")[0]


def test_differences_are_named_by_kind_with_each_value_and_its_speaker(page):
    differ = after(page, "WHERE ACCOUNTS DIFFER").split("THE FIGURES")[0]
    assert differ.index("(conflict)") < differ.index("(wording)")
    assert "redeployed [2] Tavan Front" in differ


def test_figures_stand_side_by_side_and_are_never_added(page):
    shown = after(page, "THE FIGURES").split("WHO HOLDS WHAT")[0]
    assert "up to 40  [1]" in shown
    assert "about 25  [2]" in shown
    assert "65" not in shown


def test_control_names_the_claimants_and_who_contests(page):
    held = after(page, "WHO HOLDS WHAT").split("AGREEMENTS")[0]
    assert "3 May 2031: lost by Rebels (against it: taken, it is not said by whom)" in held
    assert "taken, it is not said by whom" in held


def test_positions_carry_their_attribution(page):
    assert "Oru, XX: 10.50 N 20.25 W (town); also “Uru”" in page
    assert "GeoNames" in page


def test_a_report_that_a_standing_names_by_its_file_is_named_by_its_number():
    record = a_record()
    incident = replace(record.incidents[0], standing=Standing("reported", 1, "One origin: second.txt."))
    assert "One origin: [2]" in text_of(page_of(replace(record, incidents=(incident,))))


def test_a_reprint_shares_the_line_of_what_it_reprints():
    record = a_record()
    first = record.readings[0]
    copy = replace(first, document=replace(first.document, id="d3", origin="third.txt"))
    mentions = (*record.incidents[0].mentions, Ref("d3", "E1"))
    incident = replace(record.incidents[0], mentions=mentions)
    page = text_of(page_of(replace(record, readings=(*record.readings, copy), incidents=(incident,))))
    assert "[1][3] “Rebels withdrew from Oru”\n" in page


def test_many_speakers_are_counted_beyond_the_first_six():
    record = a_record()
    one = record.readings[0]
    copies = tuple(
        replace(
            one, document=replace(one.document, id=f"c{number}", text=one.document.text.replace("withdrew", f"withdr{number:02}"))
        )
        for number in range(9)
    )
    incident = replace(record.incidents[0], mentions=tuple(Ref(copy.document.id, "E1") for copy in copies))
    page = text_of(page_of(Record(copies, (incident,))))
    assert "and 3 more\n" in page


def test_the_same_record_gives_the_same_page(page):
    assert text_of(page_of(a_record())) == page


def test_a_record_without_reports_says_so():
    assert text_of(page_of(Record(()))) == "THE RECORD\nNo report was read.\n"


def test_reports_without_an_event_are_listed_and_it_is_said():
    page = text_of(page_of(Record((first_reading(),))))
    assert "[1] first.txt" in page
    assert "No event was found" in page


def hostile(reading: Reading) -> Reading:
    attack = "[red]\x1b[2J\u202e"
    document = replace(reading.document, origin=attack, outlet=attack, title=attack, notes=(attack,))
    actors = tuple(replace(actor, name=attack) for actor in reading.actors)
    return replace(reading, document=document, actors=actors)


def test_hostile_words_are_inert_on_both_pages():
    record = a_record()
    names = tuple(replace(actor, name="\x1b]0;x\x07", names=("\x1b", "b")) for actor in record.actors)
    record = replace(record, readings=tuple(map(hostile, record.readings)), actors=names, notes=("\x9b31m",))
    for shown in (text_of(page_of(record)), text_of(overview_of(record.readings[0]))):
        assert not set(shown) & set("\x1b\x07\x9b\u202e")
        assert "[red]␛[2J" in shown


def test_the_overview_shows_every_part_with_its_words():
    shown = text_of(overview_of(first_reading()))
    assert "withdrawal, Oru, 3 May 2031 “Rebels withdrew from Oru”" in shown
    assert "killed: up to 40" in shown
    assert "Oru: lost by Rebels, 3 May 2031" in shown
    assert "Lin Daru (medic, neutral): direct “The town is empty”" in shown


def test_an_undated_report_says_what_stays_open():
    reading = replace(first_reading(), day=None)
    assert "not dated" in text_of(overview_of(reading))
