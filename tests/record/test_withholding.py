"""What is withheld is nowhere, and what is left stands where it stood."""

from __future__ import annotations

from dataclasses import replace

import pytest
from builders import a_document, a_place, a_reading, an_actor, an_event
from hypothesis import given
from hypothesis import strategies as st
from outlets.invented import a_record

from twosource.errors import UnknownId, UsageError
from twosource.geography.countries import country
from twosource.linking import link
from twosource.nouns import Record, Ref, Span
from twosource.record import Situation, Withholding, derive, kilometres
from twosource.record.coarsening import EXTENT_KM, PLACE
from twosource.record.masking import BAR, Mask
from twosource.record.names import names_in
from twosource.record.withholding import NAME, WORDS, withheld

WORDS_OF_TEXTS = st.lists(st.sampled_from(["Lin", "Daru", "lin", "said", "-", ",\n", "DARU", "🚑", "Oru"]), max_size=12).map(
    " ".join
)


@given(WORDS_OF_TEXTS)
def test_a_text_with_bars_is_as_long_as_it_was_and_holds_no_phrase(text):
    hidden = Mask({"Lin Daru": NAME, "Daru": NAME}).hidden(text)
    assert len(hidden) == len(text)
    assert "Daru" not in hidden
    assert "DARU" not in hidden
    assert all(new in (old, BAR) for old, new in zip(text, hidden, strict=True))


@given(WORDS_OF_TEXTS)
def test_a_string_without_phrases_is_left_as_it_was(text):
    assert Mask({}).replaced(text) == text
    assert Mask({"Nobody Else": NAME}).replaced(text) == text


def test_a_phrase_is_found_over_line_breaks_hyphens_and_capitals():
    mask = Mask({"Lin Daru": NAME})
    assert mask.replaced("LIN\nDARU and lin-daru") == f"{NAME} and {NAME}"
    assert mask.replaced("Lin left. Then Daru left.") == "Lin left. Then Daru left."


def test_a_single_word_is_no_name_where_it_is_written_small():
    assert Mask({"Hope": NAME}).replaced("Hope lost hope") == f"{NAME} lost hope"


@pytest.mark.parametrize("address", ["https://x.org/lin-daru", "a/LinDaru.txt", "q?who=Lin%20Daru", "daru.html"])
def test_a_name_is_found_in_addresses(address):
    assert Mask({"Lin Daru": NAME, "Daru": NAME}).is_in(address)


def test_spans_are_hidden_too():
    assert Mask({}).hidden("a witness", [Span(2, 9)]) == f"a {BAR * 7}"


@pytest.mark.parametrize(
    ("phrase", "names"),
    [
        ("Defence Minister Teo Barran", ["Teo Barran"]),
        ("Osama bin Tarek, a doctor", ["Osama bin Tarek"]),
        ("a doctor at the hospital", []),
        ("Rami al-Hassan and Jona Pell", ["Rami al-Hassan", "Jona Pell"]),
        ("J. Pell", ["J. Pell"]),
    ],
)
def test_names_are_told_from_titles_and_other_words(phrase, names):
    assert names_in(phrase) == names


def strings(value: object) -> str:
    return repr(value)


def test_persons_are_hidden_wherever_they_are_named_and_bodies_are_not():
    record = withheld(a_record(), Withholding(names=True))
    assert "Daru" not in strings(record)
    assert "Tavan Front" in strings(record)
    assert [one.document.text for one in record.readings] != [one.document.text for one in a_record().readings]
    for old, new in zip(a_record().readings, record.readings, strict=True):
        assert len(old.document.text) == len(new.document.text)
        assert [one.trigger for one in old.events] == [one.trigger for one in new.events]


def test_a_name_of_words_that_are_written_small_elsewhere_is_a_term():
    document = a_document("The Security Council met. The council spoke of security. Council members left.")
    record = derive([a_reading(document, actors=[an_actor(document, "Security Council", "person")])], link([]))
    assert "Security Council" in strings(withheld(record, Withholding(names=True)))


def test_a_victim_whom_nobody_read_as_a_person_is_hidden_by_age():
    document = a_document(
        "Among the dead was Jona Pell, 34. Pell taught. A 70-year-old Mira Arin lived. Oru Radio, 5 km off, said so."
    )
    event = an_event(document, "dead", "attack", target="Jona Pell")
    record = withheld(derive([a_reading(document, events=[event])], link([])), Withholding(names=True))
    text = record.readings[0].document.text
    assert "Jona" not in text
    assert "Mira" not in text
    assert "Oru Radio, 5 km" in text


def a_village(**more: object) -> Record:
    document = a_document("Rebels took Lesk. The Lesk road is cut. Oru province is calm.")
    places = [
        a_place(document, "Lesk", lat=-37.31, lon=-19.47, within="Oru", geonames=5, population=700, reason="Lesk, Oru", **more),
        a_place(document, "Oru province", lat=-37.0, lon=-19.0, precision="province", within="Vard"),
    ]
    event = an_event(document, "took", "attack", place="Lesk", at=places[0].id)
    return derive([a_reading(document, places=places, events=[event])], link([]))


@pytest.mark.parametrize("to", ["district", "province", "country", "7.5"])
def test_a_finer_place_loses_its_name_its_number_and_its_position(to):
    record = withheld(a_village(), Withholding(coarsen=kilometres(to)))
    assert "Lesk" not in strings(record)
    place = next(one for one in record.places if one.name == PLACE)
    assert (place.lat, place.lon) != (-37.31, -19.47)
    assert place.within == "Oru"
    assert record.readings[0].places[0].geonames is None
    assert EXTENT_KM[place.precision] >= kilometres(to)


def test_a_place_that_is_coarse_enough_is_left():
    record = withheld(a_village(), Withholding(coarsen=kilometres("town")))
    assert [one.name for one in record.places] == [one.name for one in a_village().places]
    assert (
        next(one for one in withheld(a_village(), Withholding(coarsen=25.0)).places if one.precision == "province").lat == -37.0
    )


@given(st.floats(-85, 85), st.floats(-179, 179), st.sampled_from([2.0, 10.0, 25.0, 100.0]))
def test_a_position_moves_by_no_more_than_the_cell_and_all_of_a_cell_become_one(lat, lon, km):
    from twosource.geography.shapes import distance
    from twosource.record.coarsening import coarsened

    places = (replace(a_village().places[0], lat=lat, lon=lon, precision="exact"),)
    (once,) = coarsened(Record((), places=places), km).places
    (again,) = coarsened(Record((), places=(replace(places[0], lat=once.lat, lon=once.lon),)), km).places
    assert distance((lat, lon), (once.lat, once.lon)) <= km * 0.8
    assert (again.lat, again.lon) == (once.lat, once.lon)


@pytest.mark.parametrize("given", ["0", "-3", "village", "2000"])
def test_a_coarseness_that_is_none_is_a_wrong_call(given):
    with pytest.raises(UsageError, match="is no coarseness"):
        kilometres(given)


def test_texts_are_hidden_with_every_passage_of_them():
    record = withheld(a_record(), Withholding(texts=True))
    assert {char for one in record.readings for char in one.document.text} == {BAR}
    note = "“The town is empty,” said Lin Daru, a medic. The army said so"
    noted = replace(a_record(), notes=(note, "40 fighters are many"))
    assert withheld(noted, Withholding(texts=True)).notes == (WORDS, "40 fighters are many")


def test_what_is_withheld_is_said_in_sentences():
    assert Withholding().notices == ()
    situation = Situation(a_record()).withheld(Withholding(names=True)).withheld(Withholding(texts=True))
    assert [notice.split()[0] for notice in situation.notices] == ["Names", "The"]


def test_an_incident_alone_has_its_reports_claims_and_figures():
    record = Situation(a_record()).about("i3").record
    assert [one.id for one in record.incidents] == ["i3"]
    assert [one.document.id for one in record.readings] == ["d2"]
    assert [one.id for one in record.figures] == ["g2"]
    assert [[one.id for one in reading.events] for reading in record.readings] == [["E2"]]


def test_an_incident_that_is_not_there_is_named_with_near_ones():
    with pytest.raises(UnknownId, match="did you mean i1"):
        Situation(a_record()).about("i11")


def test_states_have_codes_and_invented_ones_have_none():
    known = country("SY")
    assert known is not None
    assert (known.alpha3, known.numeric, known.name) == ("SYR", 760, "Syria")
    assert country("XX") is None
    assert country(None) is None


def test_a_place_is_as_fine_as_what_it_is_known_to_be():
    town, area = a_document("Shells hit Lesk.", "one"), a_document("Lesk was hit.", "two")
    exact = a_place(town, "Lesk", lat=-37.31, lon=-19.47, within="Oru")
    rough = a_place(area, "Lesk", lat=-37.31, lon=-19.47, within="Oru", precision="district")
    readings = [a_reading(town, places=[exact]), a_reading(area, places=[rough])]
    joined = (Ref("one", exact.id), Ref("two", rough.id))
    record = derive(readings, replace(link(readings), places=(joined,)))
    assert "Lesk" not in strings(withheld(record, Withholding(coarsen=25.0)))
