"""Which events lie behind the news because of when they happened."""

from datetime import date

from twosource.nouns import Span, When
from twosource.reading import backdrop
from twosource.reading.sightings import EventSeen

TEXT = "In April 2017 gas hit the town, which spurred strikes.\nTroops withdrew on Monday."
GAS, STRIKES, WITHDREW = Span(14, 17), Span(46, 53), Span(62, 70)
NOW, THEN = When("2019-08-19", "2019-08-19"), When("2017-04", "2017-04")


def verdicts(whens, published=date(2019, 8, 20), same=None):
    events = [EventSeen(GAS, "chemical_weapon"), EventSeen(STRIKES, "offensive"), EventSeen(WITHDREW, "withdrawal", same_as=same)]
    return backdrop.verdicts(TEXT, events, whens, (), published)


def test_what_an_old_event_brought_about_is_old_and_the_next_paragraph_is_news():
    assert verdicts([THEN, None, NOW]) == (True, True, False)


def test_an_undated_event_of_the_next_paragraph_is_news():
    assert verdicts([THEN, None, None]) == (True, True, False)


def test_what_repeats_an_old_event_is_old():
    assert verdicts([THEN, None, None], same=0) == (True, True, True)


def test_a_bare_year_is_old_even_where_the_report_has_no_date():
    assert verdicts([When("2017", "2017"), None, None], published=None) == (True, True, False)


def test_an_event_of_last_week_is_news():
    assert verdicts([When("2019-08-12", "2019-08-12"), None, None]) == (False, False, False)
