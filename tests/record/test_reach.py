"""Who can still reach whom: over held places, cut by others, and honest where nobody knows."""

from datetime import date

import pytest
from builders import a_document, a_holding, a_place, a_reading, an_actor, when

from twosource.geography.roads import Roads, Stop
from twosource.linking import link
from twosource.nouns import Reading
from twosource.outlets import reaching
from twosource.outlets.page import text_of
from twosource.record import Reach, Situation, derive

TOWNS = {"Oru": 10.0, "Tavan": 10.5, "Mirek": 11.0, "Zelmar": 11.5}
ROADS = Roads([("N1", (), Stop(name, "Vard", "VA", (lat, 20.0))) for name, lat in TOWNS.items()])


def told(town: str, status: str, holder: str, day: str = "2031-05-04", **more: object) -> Reading:
    """Return a report that a holder is in a state at a town from a day on."""
    document = a_document(f"{holder} {status} {town}.", f"{town} {holder} {status}", published=day)
    place = a_place(document, town, lat=TOWNS.get(town), lon=20.0 if town in TOWNS else None, **more)
    actor = an_actor(document, holder, "military" if holder == "The army" else "armed_group")
    state = a_holding(document, status, place, actor, status, when=when(day))
    return a_reading(document, actors=[actor], places=[place], control=[state])


def reach(*readings: Reading, end: str = "Mirek", at: str | None = None) -> Reach:
    record = derive(readings, link(readings))
    return Situation(record, at=date.fromisoformat(at) if at else None).reach("Oru", end, ROADS)


OURS = (told("Oru", "holds", "Rebels"), told("Mirek", "holds", "Rebels"))


def test_two_places_are_linked_over_places_of_one_side():
    found = reach(*OURS, told("Tavan", "gained", "Rebels"))
    assert (found.linked, [one.stop for one in found.way], found.cut) == (True, ["Oru", "Tavan", "Mirek"], ())
    assert found.km == pytest.approx(111, abs=1)


def test_a_town_that_fell_cuts_them_apart_from_its_day_on():
    war = (*OURS, told("Tavan", "holds", "Rebels"), told("Tavan", "gained", "The army", "2031-05-09"))
    before, after = (reach(*war, at=day) for day in ("2031-05-08", "2031-05-09"))
    assert (before.linked, after.linked) == (True, False)
    assert [(one.stop, one.why) for one in after.cut] == [("Tavan", "held by The army")]
    assert after.why.startswith("Cut at Tavan (held by The army)")


def test_a_siege_bars_the_way_and_so_does_a_contest():
    siege = (*OURS, told("Tavan", "holds", "Rebels"), told("Tavan", "surrounded", "The army", "2031-05-09"))
    assert [one.why for one in reach(*siege).cut] == ["surrounded by The army"]
    contest = (*OURS, told("Tavan", "holds", "Rebels"), told("Tavan", "holds", "The army"))
    assert "contested between" in reach(*contest).why


def test_what_nobody_speaks_of_is_not_known():
    found = reach(*OURS)
    assert (found.linked, found.why) == (None, "Nobody says who holds Tavan.")
    assert reach(OURS[1]).why == "Oru has no holder that anybody names, so nobody can be said to set out from it."
    away = reach(*OURS, end="Nowhere")
    assert (away.linked, away.way) == (None, ())
    assert away.why == "The road network does not know Nowhere; it holds main corridors alone."


def test_who_holds_a_province_holds_its_stops_as_a_weaker_claim():
    found = reach(*OURS, told("Vard", "holds", "Rebels", precision="province"))
    assert found.linked is True
    assert [one.why for one in found.way] == [
        "held by rebels", "held by rebels, as its province is (weaker)", "held by rebels"
    ]  # fmt: skip


def test_an_end_that_no_road_leads_to_is_said_so():
    island = Roads([("N1", (), Stop("Oru", "", "VA", (10.0, 20.0))), ("E1", (), Stop("Mirek", "", "VA", (11.0, 20.0)))])
    record = derive(OURS, link(OURS))
    found = Situation(record).reach("Oru", "Mirek", island)
    assert (found.linked, found.why) == (None, "The road network knows no way from Oru to Mirek.")


def test_the_answer_is_told_in_words_and_as_json():
    cut = reach(*OURS, told("Tavan", "gained", "The army"))
    page = text_of(reaching.page_of(cut))
    assert page.startswith("Oru and Mirek for rebels: cut off from each other\n")
    assert "· Tavan: held by The army" in page
    made = reaching.to_json(cut)
    assert (made["linked"], made["cut"], made["way"][1]["word"]) == (False, ["Tavan"], "barred")
    assert "not known" in text_of(reaching.page_of(reach(*OURS)))
