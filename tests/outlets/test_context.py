"""How the page shows a toll's series, a new version of an article, what one side leaves out, and the whole of a part."""

from __future__ import annotations

from dataclasses import replace

from builders import a_document, a_place, a_reading, a_strike, an_actor, an_event, when

from twosource.linking import link
from twosource.nouns import Reading
from twosource.outlets.page import text_of
from twosource.outlets.report import page_of
from twosource.record import derive


def shown(*readings: Reading) -> str:
    """The page of a record, its lines run together."""
    return " ".join(text_of(page_of(derive(readings, link(readings)))).split())


def test_a_toll_that_its_voice_brought_up_to_date_is_one_row_and_a_line_of_its_steps():
    days = ["2031-05-04", "2031-05-05", "2031-05-06"]
    tolls = [
        a_strike(f"r{at}", killed=(count, count), published=day, speaker="Oru Hospital")
        for at, (count, day) in enumerate(zip((8, 14, 19), days, strict=True))
    ]
    page = shown(*tolls)
    steps = page.split("brought up to date: ")[1]
    places = [steps.index(step) for step in ("8 (4 May) [1]", "→ 14 (5 May) [2]", "→ 19 (6 May) [3]")]
    assert places == sorted(places)
    assert "can both be true (later): Oru Hospital: 8 became 14, 14 became 19" in page


def test_a_new_version_says_what_changed():
    first, second = a_strike("one", killed=(6, 6)), a_strike("two", killed=(9, 9))
    url = "https://herald.example/1"
    first, second = (replace(one, document=replace(one.document, url=url)) for one in (first, second))
    assert "[2] is a new version of [1]: changed: 6 people killed became 9 people killed" in shown(first, second)
    again = replace(second, figures=(replace(second.figures[0], low=6, high=6),))
    assert "[2] is a new version of [1]: no fact changed" in shown(first, again)


def test_what_one_side_leaves_out_stands_under_the_incident():
    told = a_strike("one", speaker="Free Vard Front", kind="armed_group", leaning="opposition")
    bare = a_strike("two", speaker="Vard army", kind="military", leaning="government", trigger="struck")
    bare = replace(bare, events=tuple(replace(event, agent=()) for event in bare.events), figures=())
    assert "only opposition says: who Vard warplanes; killed 6 people" in shown(told, bare)


def test_a_part_names_its_whole():
    document = a_document(
        "Vard warplanes bombed Oru on Sunday. The bombing went on at night. The offensive on Oru began in April."
    )
    town, planes = a_place(document, "Oru"), an_actor(document, "Vard warplanes", "military")
    strike = an_event(document, "bombed", "air_drone_strike", day="2031-05-04", agent="Vard warplanes", place="Oru", at=town.id)
    again = an_event(document, "bombing", "air_drone_strike", day="2031-05-04", at=town.id, same_as=strike.id)
    offensive = an_event(document, "offensive", "offensive", when=when("2031-04-10", "2031-05-04"), place="Oru", at=town.id)
    page = shown(a_reading(document, actors=[planes], places=[town], events=[strike, again, offensive]))
    assert "part of: Offensive in Oru" in page
