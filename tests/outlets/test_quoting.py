import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from outlets.invented import FIRST, first_reading, span
from twosource.nouns import Block, Document, Event, Span
from twosource.outlets.quoting import QUOTED, around, clause, quote, quote_of, sentence_at

LONG = (
    "The General Command of the northern army denied on Saturday that its forces had shelled the town of Oru, and said that "
    "fighters of the front had fired mortars at the market from the hills, killing three people who were waiting for bread."
)
WORDS = ["army", "shelled,", "the", "town", "— and", "(so", "they)", "said.", "“Oru”"]


def document(text: str, *blocks: Block) -> Document:
    return Document("d", "o", text, "", "plain", language="en", blocks=blocks)


def event(text: str, trigger: str, *agents: str) -> Event:
    return Event("E1", span(text, trigger), "armed_clash", agent=tuple(span(text, agent) for agent in agents))


def test_a_quote_leaves_out_the_markup_that_nobody_wrote_to_be_read():
    assert quote(first_reading().document, span(FIRST, "near [Oru](#)")) == "“near Oru”"


def test_a_long_quote_is_cut_at_a_word():
    words = quote(document("word " * 100), Span(0, 499))
    assert words.endswith("word …”")
    assert len(words) < QUOTED + 5


def test_a_quote_does_not_end_on_a_small_word_that_leads_to_what_is_gone():
    text = f"They spoke of the {'long ' * 40}war."
    assert quote(document(text), Span(0, 24), most=18) == "“They spoke …”"


def test_a_short_sentence_is_quoted_whole():
    reading = first_reading()
    found = clause(reading.document, reading.events[0])
    assert reading.document.quote(found) == "Rebels withdrew from Oru on Tuesday after a week of shelling."


def test_a_long_sentence_is_cut_where_its_marks_part_it_with_the_trigger_inside():
    found = clause(document(LONG), event(LONG, "shelled"))
    assert LONG[found.start : found.end].startswith("The General Command")
    assert "had shelled the town of Oru" in LONG[found.start : found.end]
    assert "mortars" not in LONG[found.start : found.end]


def test_a_clause_that_does_not_begin_its_sentence_is_told_to_go_on_before():
    found = clause(document(LONG), event(LONG, "fired"))
    assert quote_of(document(LONG), found).startswith("“… and said that fighters of the front had fired mortars")


def test_a_clause_reaches_for_the_one_who_acts_where_there_is_room():
    text = (
        "The northern brigade (or what was left of it), which had waited for weeks in the hills, then attacked the bridge, "
        + LONG
    )
    found = clause(document(text), event(text, "attacked", "The northern brigade"))
    assert text[found.start : found.end].startswith("The northern brigade")
    assert clause(document(text), event(text, "attacked")).start > 0


def test_a_clause_without_marks_is_cut_before_the_one_who_acts():
    text = (
        "To do so would in the end send very many of those who had already fled the old town over the river " * 2
        + "when the army shelled Oru."
    )
    found = clause(document(text), event(text, "shelled", "the army"))
    assert quote_of(document(text), found) == "“… the army shelled Oru.”"


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(WORDS), min_size=3, max_size=60))
def test_a_clause_holds_its_trigger_and_is_no_longer_than_a_quote(words):
    text = " ".join([*words[:1], "struck", *words[1:]])
    trigger = span(text, "struck")
    found = clause(document(text), Event("E1", trigger, "armed_clash"))
    assert found.contains(trigger)
    assert found.end - found.start <= QUOTED


def test_a_sentence_ends_where_a_capital_follows_a_stop_and_at_an_empty_line():
    found = sentence_at(first_reading().document, span(FIRST, "said"))
    assert FIRST[found.start : found.end] == "“The town is empty,” said Lin Daru, a medic."
    title = sentence_at(document(FIRST), span(FIRST, "leave"))
    assert FIRST[title.start : title.end].strip() == "Rebels leave Oru"


def test_a_line_that_is_broken_for_its_width_does_not_end_a_sentence():
    text = "The army said late on Tuesday that its soldiers had left the\nold bridge at Oru without a shot. Nobody was hurt."
    found = sentence_at(document(text), span(text, "left"))
    assert text[found.start : found.end].endswith("without a shot.")


def test_an_abbreviation_does_not_end_a_sentence():
    text = "The town fell, Gen. Lin Daru of the U.S. Army said on Tuesday."
    found = sentence_at(document(text), span(text, "Daru"))
    assert found == Span(0, len(text))


def test_a_sentence_does_not_leave_its_block():
    text = "Front leaves Oru\nThe front left Oru"
    title = Block("title", Span(0, 16))
    assert sentence_at(document(text, title), span(text, "leaves")) == Span(0, 16)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("“We hold Oru”", "“We hold Oru”"),
        ("“We hold Oru,” he said", "“‘We hold Oru,’ he said”"),
        ('its "brave men" left', "“its ‘brave men’ left”"),
        ("“We hold Oru", "“We hold Oru”"),
        ("men” left Oru”", "“men’ left Oru”"),
    ],
)
def test_marks_inside_a_quote_are_the_inner_ones_and_halves_are_left_out(text, shown):
    assert quote(document(text), Span(0, len(text))) == shown


def test_a_short_span_is_shown_in_its_clause():
    found = around(document(LONG), span(LONG, "three people"))
    assert "killing three people who were waiting for bread." in LONG[found.start : found.end]
