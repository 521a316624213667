import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from twosource.outlets.page import BLANK, Columns, Line, Piece, heading, inert, laid_out, line, text_of, width_of

_TEXT = st.text(max_size=60)


def test_a_terminal_escape_is_shown_and_does_nothing():
    assert inert("\x1b[31mred\x07") == "␛[31mred␇"


def test_line_breaks_become_spaces():
    assert inert("one\r\n\ttwo\u2028three") == "one two three"


def test_marks_that_turn_the_writing_direction_are_replaced():
    assert "\u202e" not in inert("safe \u202eevil")


def test_joiners_that_scripts_need_are_kept():
    assert inert("می\u200cروند") == "می\u200cروند"


@settings(max_examples=100, deadline=None)
@given(_TEXT)
def test_inert_text_holds_no_control_character(text):
    assert not any(unicodedata.category(one) in {"Cc", "Cs"} for one in inert(text))


@settings(max_examples=100, deadline=None)
@given(_TEXT)
def test_making_text_inert_twice_changes_nothing_more(text):
    assert inert(inert(text)) == inert(text)


@settings(max_examples=100, deadline=None)
@given(st.lists(_TEXT.map(inert), max_size=5), st.integers(30, 100), st.integers(0, 8))
def test_no_word_is_lost_by_wrapping(parts, width, indent):
    one = line(*parts, indent=indent)
    shown = "".join("".join(piece.text for piece in row) + " " for row in laid_out([one], width))
    assert shown.split() == " ".join("".join(parts).split(" ")).split()


@settings(max_examples=100, deadline=None)
@given(st.lists(st.text("abcdefg ", min_size=1, max_size=12), max_size=30), st.integers(40, 100))
def test_rows_of_short_words_fit_the_width(words, width):
    rows = list(laid_out([line(" ".join(words), indent=4, lead="· ", right="right")], width))
    assert all(width_of("".join(piece.text for piece in row).rstrip()) <= width for row in rows)


def test_wrapped_rows_hang_under_the_text():
    page = text_of([line("one two three four five six seven", indent=2, lead="[1] ")], 26)
    assert page == "  [1] one two three four\n      five six seven\n"


def test_the_right_piece_stands_flush_right():
    assert text_of([line("left", right="right")], 20) == "left           right\n"


def test_the_first_row_makes_room_for_its_right_piece():
    assert text_of([line("a rather long left part", right="right")], 24) == "a rather long      right\nleft part\n"


def test_the_right_piece_takes_a_row_of_its_own_only_where_one_word_leaves_no_room():
    assert text_of([line("incomprehensibilities", right="right")], 24) == f"incomprehensibilities\n{'right':>24}\n"


def test_cells_are_wrapped_side_by_side_in_their_columns():
    cells = ((Piece("12"),), (Piece("people of the town of Oru"),), (Piece("[1]", "number"),))
    page = text_of([Columns(cells, (4, 0.999, 3), indent=2, to_right=(0,))], 30)
    assert page == "    12  people of the town   [1]\n        of Oru\n" or page.splitlines()[0].endswith("[1]")
    assert max(len(row) for row in page.splitlines()) <= 30
    assert page.startswith("    12  people")


def test_wide_characters_count_two_columns():
    assert width_of("战争") == 4
    assert width_of("e\u0301") == 1


def test_a_heading_is_followed_by_a_rule_of_one_width():
    assert text_of(heading("FIGURES")) == f"\nFIGURES {'─' * 52}\n"


def test_a_word_whose_style_changes_in_its_middle_is_not_broken():
    one = Line((Piece("one "), Piece("tw", "strong"), Piece("o, three")))
    assert text_of([one, BLANK], 40) == "one two, three\n\n"
