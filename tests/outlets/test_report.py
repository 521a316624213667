from dataclasses import replace

import pytest

from outlets.invented import a_record, first_reading
from twosource import monitor
from twosource.nouns import Block, Event, FigureClaim, Reading, Record, Ref, Span, Standing
from twosource.outlets.overview import overview_of
from twosource.outlets.page import text_of
from twosource.outlets.report import page_of


@pytest.fixture(scope="module")
def page() -> str:
    return text_of(page_of(a_record()))


def after(page: str, heading: str) -> str:
    return page.split(f"\n{heading} ─")[1]


def test_the_sections_come_in_the_order_in_which_people_ask(page):
    sections = [
        "IN SHORT", "THE REPORTS", "WHAT HAPPENED", "WHERE ACCOUNTS DIFFER", "THE FIGURES", "WHO HOLDS WHAT", "AGREEMENTS",
        "ROUTES",        "WHO STANDS WITH WHOM", "WHO SAYS SO", "WHO IS WHO", "WHERE IT IS", "NOTES",
    ]  # fmt: skip
    places = [page.index(f"\n{section} ─") for section in sections]
    assert places == sorted(places)


def test_no_row_is_wider_than_the_page(page):
    assert max(len(row) for row in page.splitlines()) <= 80


def test_reports_are_numbered_by_day_whatever_their_order():
    record = a_record()
    turned = replace(record, readings=tuple(reversed(record.readings)))
    assert text_of(page_of(turned)) == text_of(page_of(record))


def test_a_report_stands_with_its_day_and_where_that_is_from(page):
    listed = after(page, "THE REPORTS")
    assert "[1] 3 May 2031 (linked report) The Daily Post “Rebels leave Oru”" in listed
    assert "[2] 3 May 2031 (date line) second.txt" in listed


def test_the_opening_counts_reports_incidents_and_their_standings(page):
    opening = after(page, "IN SHORT").split("THE REPORTS")[0]
    assert "2 reports of 3 May 2031 (1 dated by the others)." in opening
    assert "2 incidents: 1 corroborated, 1 reported; 1 more is background." in opening


def test_the_opening_names_what_matters_most_each_in_a_line_with_its_id(page):
    opening = after(page, "IN SHORT").split("THE REPORTS")[0]
    lines = [row.split() for row in opening.splitlines()]
    assert ["corroborated", "i1"] in [[row[0], row[-1]] for row in lines if row]
    assert ["differing", "g1"] in [[row[0], row[-1]] for row in lines if row]
    assert ["now", "c2"] in [[row[0], row[-1]] for row in lines if row]


def test_every_incident_figure_and_state_stands_on_the_page(page):
    record = a_record()
    findings = (*record.incidents, *record.figures, *record.control, *record.agreements, *record.routes, *record.relations)
    assert not [one.id for one in findings if f" {one.id}" not in page]


def test_an_incident_stands_with_its_standing_its_words_and_its_speakers(page):
    happened = after(page, "WHAT HAPPENED")
    assert "corroborated, 2 origins: The Daily Post and the Tavan Front say so" in happened
    assert "[1] “Rebels withdrew from Oru on Tuesday after a week of shelling.”\n" in happened
    assert "[2] “Insurgents have redeployed south of the town, the Tavan Front said in a" in happened
    assert "— Tavan Front (armed group, opposition)" in happened


def test_background_stands_apart_from_the_news(page):
    news, background = after(page, "WHAT HAPPENED").split("Background:")
    assert "Air strike in Tavan" not in news
    assert "Air strike in Tavan" in background.split("WHERE ACCOUNTS DIFFER")[0]


def test_differences_are_named_by_kind_with_each_value_and_its_speaker(page):
    differ = after(page, "WHERE ACCOUNTS DIFFER").split("THE FIGURES")[0]
    assert differ.index("(conflict)") < differ.index("(wording)")
    assert "Withdrawal of rebels from Oru, words: withdrew [1] | redeployed [2]" in differ


def test_figures_stand_side_by_side_and_are_never_added(page):
    shown = after(page, "THE FIGURES").split("WHO HOLDS WHAT")[0]
    assert shown.index("up to 40  fighters, Oru, 3 May") < shown.index("about 25")
    assert "differ (conflict): the army gives a bound" in shown
    assert "12  people, Tavan*" in shown
    assert "65" not in shown


def test_control_names_the_claimants_and_who_contests(page):
    held = after(page, "WHO HOLDS WHAT").split("AGREEMENTS")[0]
    assert "3 May  lost by Rebels [1]; against it: taken, it is not said by whom" in held
    assert "3 May  taken, it is not said by whom, disputed [2]" in held


def test_positions_carry_their_attribution(page):
    assert "Oru, XX: 10.50 N 20.25 W (town); also “Uru”" in page
    assert "GeoNames" in page


def test_a_report_that_a_standing_names_by_its_file_is_named_by_its_number():
    record = a_record()
    incident = replace(record.incidents[0], standing=Standing("corroborated", 2, "Independent of each other: first; second.txt."))
    assert "Independent of each other: first; [2]" in text_of(page_of(replace(record, incidents=(incident,))))


def test_a_reprint_shares_the_line_of_what_it_reprints():
    record = a_record()
    first = record.readings[0]
    copy = replace(first, document=replace(first.document, id="d3", origin="third.txt"))
    mentions = (*record.incidents[0].mentions, Ref("d3", "E1"))
    incident = replace(record.incidents[0], mentions=mentions)
    page = text_of(page_of(replace(record, readings=(*record.readings, copy), incidents=(incident,))))
    assert "[1][3] “Rebels withdrew from Oru on Tuesday after a week of shelling.”\n" in page


def test_each_wording_is_quoted_once_and_the_others_are_named():
    record = a_record()
    one = record.readings[0]
    words = ["withdrew", "pulled 1", "fled now", "left all", "departed"]
    copies = tuple(
        replace(one, document=replace(one.document, id=f"c{number}", text=one.document.text.replace("withdrew", word)))
        for number, word in enumerate([*words, "fled too"])
    )
    incident = replace(record.incidents[0], mentions=tuple(Ref(copy.document.id, "E1") for copy in copies))
    happened = after(text_of(page_of(Record(copies, (incident,)))), "WHAT HAPPENED")
    assert [word for word in words if f"“Rebels {word} from Oru" in happened] == words[:4]
    assert "fled too" not in happened
    assert "also [5][6]\n" in happened


def many_counts(count: int) -> Record:
    record = a_record()
    one, group = record.readings[0], record.figures[0]
    numbers = range(count)
    copies = tuple(replace(one, document=replace(one.document, id=f"c{number:02}")) for number in numbers)
    claims = tuple(FigureClaim(Ref(f"c{number:02}", "F1"), 10 + number, 10 + number) for number in numbers)
    return Record(copies, figures=(replace(group, claims=claims),), places=record.places)


def test_many_counts_are_told_by_their_ends_at_the_top_and_in_full_under_the_figures():
    page = text_of(page_of(many_counts(12)))
    opening = " ".join(after(page, "IN SHORT").split("THE REPORTS")[0].replace(" g1", "").split())
    assert "10 [1] The army; 21 [12] The army; 10 more between them" in opening
    assert "and 4 more" in after(page, "WHERE ACCOUNTS DIFFER").split("THE FIGURES")[0]
    assert all(f"\n  {count}  " in page for count in range(10, 22))


def test_a_name_stands_with_a_few_report_numbers_and_a_count_of_the_rest():
    record = many_counts(12)
    claims = tuple(replace(claim, low=10, high=10) for claim in record.figures[0].claims)
    page = text_of(page_of(replace(record, figures=(replace(record.figures[0], claims=claims),))))
    assert "[1][2][3][4][5][6][7][8] and 4 more The army" in " ".join(page.replace(" g1", "").split())


def test_a_headline_is_quoted_only_where_the_body_does_not_tell_it():
    record = a_record()
    one = record.readings[0]
    title = Block("title", Span(0, 16))
    headline = Event("E9", Span(7, 12), "withdrawal")
    told = replace(one, document=replace(one.document, blocks=(title,)), events=(headline, *one.events))
    both = replace(record.incidents[0], mentions=(Ref("d1", "E9"), Ref("d1", "E1")))
    alone = replace(both, mentions=(Ref("d1", "E9"),))
    assert "[1] “Rebels withdrew" in after(text_of(page_of(Record((told,), (both,)))), "WHAT HAPPENED")
    assert "“Rebels leave" in after(text_of(page_of(Record((told,), (alone,)))), "WHAT HAPPENED")


def test_the_same_record_gives_the_same_page(page):
    assert text_of(page_of(a_record())) == page


def test_a_record_without_reports_says_so():
    assert text_of(page_of(Record(()))) == "THE RECORD\nNo report was read.\n"


def test_reports_without_an_event_are_listed_and_it_is_said():
    page = text_of(page_of(Record((first_reading(),))))
    assert "[1] 3 May 2031" in page
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
    assert "withdrawal, by Rebels, Oru, 3 May 2031 “Rebels withdrew" in shown
    assert "“Tuesday” → 2031-05-03: weekday" in shown
    assert "Oru: 10.50 N 20.25 W, town" in shown
    assert "killed: up to 40" in shown
    assert "Oru: lost by Rebels, 3 May 2031" in shown
    assert "Lin Daru (medic, neutral): direct “The town is empty”" in shown


def test_an_undated_report_says_what_stays_open():
    reading = replace(first_reading(), day=None)
    assert "not dated" in text_of(overview_of(reading))


@pytest.mark.shared
def test_nothing_of_a_real_record_is_left_off_the_page(shared):
    record = monitor.report(monitor.read_paths([shared / "seeds" / name for name in ("seed-a.txt", "seed-b.txt")]))
    rows = text_of(page_of(record)).splitlines()
    shown = {word.rstrip(";,.") for row in rows for word in row.split()}
    parts = (record.incidents, record.figures, record.control, record.agreements, record.routes, record.relations)
    assert not {one.id for part in parts for one in part} - shown
    assert max(map(len, rows)) <= 80
    assert not {row.strip() for row in rows} & {one.id for one in (*record.incidents, *record.figures, *record.control)}
