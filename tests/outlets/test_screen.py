import io
import json
import time
from dataclasses import replace

import pytest

from outlets.invented import a_record
from twosource.outlets import screen as screens
from twosource.outlets.page import Piece, line
from twosource.outlets.report import page_of
from twosource.outlets.screen import Screen


class Terminal(io.StringIO):
    def isatty(self):
        return True


@pytest.fixture
def terminal(monkeypatch):
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    return Screen(Terminal(), Terminal())


def test_a_terminal_gets_styles(terminal):
    terminal.page([line(Piece("corroborated", "good"))])
    assert terminal.out.getvalue() == "\x1b[32mcorroborated\x1b[0m\n"


def test_no_color_takes_the_colours_away(terminal, monkeypatch):
    monkeypatch.setenv("NO_COLOR", "1")
    terminal.page([line(Piece("corroborated", "good"))])
    assert terminal.out.getvalue() == "corroborated\n"


def test_a_dumb_terminal_and_a_pipe_get_plain_text(terminal, monkeypatch):
    pipe = Screen(io.StringIO(), io.StringIO())
    monkeypatch.setenv("TERM", "dumb")
    for one in (terminal, pipe):
        one.page(page_of(a_record()))
        assert "\x1b" not in one.out.getvalue()


def test_words_that_look_like_markup_are_shown_as_they_are(terminal):
    record = replace(a_record(), notes=("[bold red]:smile: [/] \x1b[2J",))
    terminal.page(page_of(record))
    assert "[bold red]:smile: [/] ␛[2J" in terminal.out.getvalue()


def test_a_json_value_is_one_line_with_letters_of_every_script():
    pipe = Screen(io.StringIO(), io.StringIO())
    pipe.json({"name": "Орю"})
    assert json.loads(pipe.out.getvalue()) == {"name": "Орю"}
    assert pipe.out.getvalue() == '{"name": "Орю"}\n'


def test_progress_appears_on_a_terminal_once_the_work_is_long(terminal, monkeypatch):
    monkeypatch.setattr(screens, "PATIENCE", -1.0)
    assert list(terminal.watched(range(3), "reading [red]")) == [0, 1, 2]
    assert "reading [red]" in terminal.err.getvalue()
    assert terminal.out.getvalue() == ""


def test_short_work_shows_no_progress(terminal):
    assert list(terminal.watched(range(3), "reading")) == [0, 1, 2]
    assert "reading" not in terminal.err.getvalue()


def test_a_pipe_shows_no_progress():
    pipe = Screen(io.StringIO(), io.StringIO())
    assert list(pipe.watched(range(3), "reading")) == [0, 1, 2]
    assert pipe.err.getvalue() == ""


def test_long_work_of_unknown_length_says_what_it_does(terminal, monkeypatch):
    monkeypatch.setattr(screens, "PATIENCE", 0.0)
    with terminal.waiting("writing [red]"):
        time.sleep(0.3)
    assert "writing [red] …" in terminal.err.getvalue()
    assert terminal.out.getvalue() == ""


def test_what_is_soon_done_says_nothing_of_its_length(terminal):
    with terminal.waiting("writing"):
        pass
    assert "writing" not in terminal.err.getvalue()


def test_quiet_silences_remarks_and_not_problems():
    quiet = Screen(io.StringIO(), io.StringIO(), quiet=True)
    quiet.remark("done")
    quiet.problem("broken\n\x1b[31m")
    assert quiet.err.getvalue() == "twosource: broken ␛[31m\n"
