"""The years that a text which looks back leaves unsaid, by the headings over it and the times before."""

from datetime import date
from pathlib import Path

import pytest

from tests.geography.earth import an_earth
from twosource.geography import Gazetteer
from twosource.nouns import DateCandidate, Document, Span
from twosource.reading.claims import assemble
from twosource.reading.sightings import Sightings
from twosource.vocabulary import load

LEAD = "The **Battle of Oru** began on 2 October 2031 and ended on 1 June 2032.\n\n"
READ = DateCandidate(date(2033, 5, 4), "field", "the file says so")


@pytest.fixture(scope="module")
def earth(tmp_path_factory: pytest.TempPathFactory) -> Gazetteer:
    return an_earth(Path(tmp_path_factory.mktemp("earth")))


def told(earth: Gazetteer, text: str, *words: str) -> list[str | None]:
    """Return the first day of each time of a page that came out in 2033."""
    document = Document("d", "d", text, "", "", language="en")
    spans = tuple(Span(text.index(one), text.index(one) + len(one)) for one in ("2 October 2031", "1 June 2032", *words))
    reading = assemble(document, Sightings(times=spans), load().languages["en"], earth, day=READ, reader="test")
    return [time.when.first for time in reading.times][2:]


def test_a_day_lies_in_the_stretch_that_its_heading_writes_out(earth: Gazetteer) -> None:
    text = f"{LEAD}## March–June 2032: stalemate\n\nOn 6 May rebels shelled Oru.\n"
    assert told(earth, text, "March–June 2032", "6 May")[1] == "2032-05-06"
    text = f"{LEAD}## April–December 2030: first raids\n\nOn 6 December rebels shelled Oru, and on 20 May the army.\n"
    assert told(earth, text, "April–December 2030", "6 December", "20 May")[1:] == ["2030-12-06", "2030-05-20"]


def test_a_heading_holds_for_the_deeper_ones_under_it_and_its_days_lead_on(earth: Gazetteer) -> None:
    text = (
        f"{LEAD}## 2029\n\n### First raid\n\nOn 6 May rebels came. The next day they left.\n\n## End\n\nOn 9 July all was over.\n"
    )
    assert told(earth, text, "2029", "6 May", "The next day", "9 July")[1:] == ["2029-05-06", "2029-05-07", "2032-07-09"]


def test_a_heading_that_writes_no_year_leaves_the_days_to_the_times_before(earth: Gazetteer) -> None:
    text = f"{LEAD}## December and January assaults\n\nOn 20 December rebels shelled Oru.\n"
    assert told(earth, text, "December", "20 December")[1] == "2031-12-20"


def test_what_a_look_back_opens_with_lies_before_the_first_day_that_the_text_names(earth: Gazetteer) -> None:
    text = f"{LEAD}## Background\n\nOn 6 March the army lost Tavan, and on 9 March Mirek.\n"
    assert told(earth, text, "6 March", "9 March") == ["2031-03-06", "2031-03-09"]
    assert told(earth, text.replace("Background", "Battle"), "6 March", "9 March") == ["2032-03-06", "2032-03-09"]
