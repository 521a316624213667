import pytest

from outlets.invented import FIRST, first_reading, span
from twosource.nouns import Document, Span, When
from twosource.outlets.phrases import bounds_in_words, clause, quote, sentence_at, when_in_words


@pytest.mark.parametrize(
    ("when", "words"),
    [
        (None, "day not known"),
        (When(None, None), "day not known"),
        (When("2031-05-03", "2031-05-03"), "3 May 2031"),
        (When("2031-05-03", "2031-05-04"), "3–4 May 2031"),
        (When("2031-04-30", "2031-05-04"), "30 April 2031 – 4 May 2031"),
        (When("2014", None), "since 2014"),
        (When(None, "2031-05"), "by May 2031"),
        (When("2017-04", "2017-04"), "April 2017"),
        (When("2017-04", "2017-05"), "April 2017 – May 2017"),
    ],
)
def test_a_time_is_said_with_its_edges(when, words):
    assert when_in_words(when) == words


@pytest.mark.parametrize(
    ("low", "high", "approx", "words"),
    [
        (92, 92, False, "92"),
        (500, 500, True, "about 500"),
        (200, None, False, "at least 200"),
        (None, 500_000, False, "up to 500,000"),
        (None, 700_000, True, "about 700,000"),
        (300, 400, False, "300 to 400"),
        (0, 0, False, "0"),
        (None, None, False, "not counted"),
    ],
)
def test_a_figure_is_said_with_its_bounds(low, high, approx, words):
    assert bounds_in_words(low, high, approx=approx) == words


def test_a_quote_leaves_out_the_markup_that_nobody_wrote_to_be_read():
    document = first_reading().document
    assert quote(document, span(FIRST, "near [Oru](#)")) == "“near Oru”"


def test_a_long_quote_is_cut_at_a_word():
    document = Document("d", "o", "word " * 100, "", "plain")
    words = quote(document, Span(0, 499))
    assert words.endswith("word …”")
    assert len(words) < 160


def test_a_clause_holds_the_trigger_and_the_roles_of_its_sentence():
    reading = first_reading()
    found = clause(reading.document, reading.events[0])
    assert reading.document.quote(found) == "Rebels withdrew from Oru"


def test_a_sentence_ends_where_a_capital_follows_a_stop_and_at_a_line_break():
    found = sentence_at(FIRST, span(FIRST, "said"))
    assert FIRST[found.start : found.end] == "“The town is empty,” said Lin Daru, a medic."
