import json
import os
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest

from outlets.invented import SECOND, a_record, first_reading, second_reading
from twosource import __version__, monitor
from twosource.errors import StoreError, UnreadableReport
from twosource.nouns import Judgement, Links, Ref
from twosource.outlets import cli, reference
from twosource.record import Situation

COMMANDS = ["report", "read", "add", "link", "situation", "figures", "explain", "judge", "review", "export", "vocabulary"]
BROKEN = UnreadableReport("broken.txt", "it is \x1b[31mempty")
SOURCE = Path(__file__).parents[2] / "src"


@pytest.fixture
def run(monkeypatch, capsys):
    def call(*args: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["twosource", *args])
        with pytest.raises(SystemExit) as left:
            cli.main()
        shown = capsys.readouterr()
        return left.value.code or 0, shown.out, shown.err

    return call


@pytest.fixture
def two_reports(monkeypatch):
    """Put two readings in the place of reading."""
    monkeypatch.setattr(monitor, "read_paths", lambda *_, **__: iter([first_reading(), second_reading()]))
    monkeypatch.setattr(monitor, "report", lambda readings: (list(readings), a_record())[1])


@pytest.fixture
def one_broken(monkeypatch, two_reports):
    monkeypatch.setattr(monitor, "read_paths", lambda *_, **__: iter([first_reading(), BROKEN, second_reading()]))


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example_of_itself(run, command):
    status, out, _ = run(command, "--help")
    assert status == 0
    assert f"Example:\n    twosource {command}" in out


def test_the_program_lists_every_command(run):
    status, out, _ = run("--help")
    assert status == 0
    assert all(f"\n  {command} " in out for command in COMMANDS)


def test_the_version_is_shown(run):
    assert run("--version") == (0, f"twosource {__version__}\n", "")


def test_the_reference_page_is_what_the_program_says(monkeypatch):
    monkeypatch.delenv("TWOSOURCE_RECORD", raising=False)
    page = SOURCE.parent / "docs" / "command-line.md"
    assert page.read_text(encoding="utf-8") == reference.reference(), f"run: python -m {reference.__name__} {page.name}"


def test_a_report_is_a_plain_page_in_a_pipe(run, two_reports):
    status, out, err = run("report", "first.txt", "second.txt")
    assert (status, err) == (0, "")
    assert "WHAT HAPPENED" in out
    assert "\x1b" not in out


def test_what_could_not_be_read_is_named_and_the_rest_goes_on(run, one_broken):
    status, out, err = run("read", "a", "broken.txt", "b")
    assert status == 1
    assert "first.txt" in out
    assert "second.txt" in out
    assert "not read: broken.txt: it is ␛[31mempty" in err
    assert "1 report could not be read" in err


def test_a_folder_without_reports_is_said_to_hold_none(run, tmp_path):
    status, out, err = run("report", str(tmp_path))
    assert (status, out) == (0, "THE RECORD\nNo report was read.\n")
    assert "no report was found there" in err


def test_readings_are_json_lines_even_beside_a_broken_one(run, one_broken):
    status, out, _ = run("read", "a", "b", "--json")
    assert status == 1
    assert [json.loads(line)["document"]["origin"] for line in out.splitlines()] == ["first.txt", "second.txt"]


def test_a_record_as_json_is_one_object(run, two_reports):
    status, out, _ = run("report", "a", "b", "--json")
    assert status == 0
    assert {"documents", "incidents", "figures", "control"} <= json.loads(out).keys()


@pytest.mark.parametrize(
    "args",
    [
        ("report",),
        ("report", "a", "--record", "b.db"),
        ("read", "a", "--published", "yesterday"),
        ("read",),
        ("judge", "maybe", "A", "B", "--why", "x"),
        ("judge", "same", "A", "B"),
        ("export", "papyrus", "--record", "b.db"),
        ("nonsense",),
        ("situation", "--at", "2031-02-30"),
    ],
)
def test_a_wrong_call_ends_with_status_2_and_a_line_that_says_why(run, args):
    status, out, err = run(*args)
    assert (status, out) == (2, "")
    assert err.strip()
    assert "Traceback" not in err


def test_an_error_of_ours_is_one_line_without_a_traceback(run, monkeypatch):
    def refuse(*_, **__):
        raise StoreError("war.db: is no record file; give another with --record")

    monkeypatch.setattr(monitor.Monitor, "open", refuse)
    assert run("link", "--record", "war.db") == (
        2,
        "",
        "twosource: war.db: is no record file; give another with --record\n",
    )


def test_a_fault_of_the_program_is_one_line_that_says_how_to_report_it(run, monkeypatch):
    def fail(*_, **__):
        raise ZeroDivisionError("oh")

    monkeypatch.delenv("TWOSOURCE_DEBUG", raising=False)
    monkeypatch.setattr(monitor, "read_paths", fail)
    status, _, err = run("read", "a")
    assert status == 70
    assert "ZeroDivisionError: oh (test_cli.py:" in err
    assert "please report" in err
    assert len(err.splitlines()) == 1


def test_a_debugger_sees_the_fault_itself(monkeypatch):
    def fail(*_, **__):
        raise ZeroDivisionError("oh")

    monkeypatch.setenv("TWOSOURCE_DEBUG", "1")
    monkeypatch.setattr(monitor, "read_paths", fail)
    monkeypatch.setattr(sys, "argv", ["twosource", "read", "a"])
    with pytest.raises(ZeroDivisionError):
        cli.main()


class Memory:
    """A Monitor's face over the invented record."""

    def __init__(self):
        self.judged = []
        self.asked = {}

    def reading(self, paths, **_):
        yield first_reading()
        if "stop" in paths:
            raise KeyboardInterrupt
        yield BROKEN

    def derive(self):
        return a_record()

    record = derive

    def link(self):
        return Links()

    def situation(self, **asked):
        self.asked = asked
        return Situation(a_record())

    def judge(self, *args, **options):
        self.judged.append((args, options))
        return Judgement("j1", *args, 0.0, "analyst")


@pytest.fixture
def memory(monkeypatch):
    kept = Memory()

    @contextmanager
    def opened(*_, **__):
        yield kept

    monkeypatch.setattr(monitor.Monitor, "open", opened)
    return kept


def test_adding_names_what_is_broken_and_says_what_comes_next(run, memory):
    status, out, err = run("add", "reports", "--record", "war.db")
    assert (status, out) == (1, "")
    assert "not read: broken.txt" in err
    assert "war.db: 1 read, 2 reports, 3 incidents, 2 figures" in err


def test_every_command_is_the_twin_of_a_verb():
    verbs = {name for home in (monitor, monitor.Monitor, Situation) for name in dir(home)}
    assert set(COMMANDS) - verbs == {"vocabulary"}


def test_stopping_says_what_is_safe(run, memory):
    status, _, err = run("add", "stop", "--record", "war.db")
    assert status == 130
    assert "what was read is safe in war.db" in err


def test_quiet_leaves_only_problems(run, memory):
    assert run("link", "--quiet") == (0, "", "")
    assert "2 reports, 3 incidents" in run("link")[2]


def test_a_situation_is_asked_with_both_clocks_and_a_place(run, memory):
    status, out, _ = run("situation", "--at", "2031-05-04", "--known-by", "2031-05-06", "--place", "Oru")
    assert status == 0
    assert out.startswith("THE SITUATION AT 2031-05-04 AS KNOWN BY 2031-05-06 ORU\n")
    assert memory.asked["at"] == "2031-05-04"
    assert memory.asked["known_by"] == "2031-05-06"


def test_figures_alone_can_be_shown_and_had_as_json(run, memory):
    assert "up to 40  fighters" in run("figures")[1]
    assert [one["id"] for one in json.loads(run("figures", "--json")[1])] == ["g1", "g2"]


def test_an_unknown_id_is_a_wrong_call(run, memory):
    status, _, err = run("explain", "zz")
    assert status == 2
    assert "'zz': no finding" in err


def test_an_explanation_leads_down_to_the_words(run, memory):
    status, out, _ = run("explain", "i1")
    assert status == 0
    assert "“withdrew” in “" in out
    assert "— first.txt, characters 25–33" in " ".join(out.split())


def test_an_explanation_as_json_has_the_same_leaves(run, two_reports):
    found = json.loads(run("explain", "i1", "first.txt", "second.txt", "--json")[1])
    leaf = found["because"][-1]["because"][0]
    assert leaf["says"] == SECOND[slice(*leaf["span"])] == "redeployed"


def test_a_judgement_is_passed_on_with_its_reason(run, memory):
    status, _, err = run("judge", "different", "i1", "d1:E2", "--why", "two days apart")
    assert status == 0
    pair = (Ref("d1", "E1"), Ref("d1", "E2"))
    assert memory.judged == [((*pair, "different"), {"judge": None, "why": "two days apart"})]
    assert "j1" in err


def test_an_export_goes_to_a_file_that_is_whole_or_not_there(run, memory, tmp_path):
    target = tmp_path / "war.csv"
    status, _, err = run("export", "csv", "-o", str(target))
    assert status == 0
    assert target.read_bytes().startswith(b"id,type,")
    assert [one.name for one in tmp_path.iterdir()] == ["war.csv"]
    assert "wrote" in err


def test_an_export_into_a_missing_folder_says_so(run, memory, tmp_path):
    status, _, err = run("export", "csv", "-o", str(tmp_path / "no" / "war.csv"))
    assert status == 2
    assert "cannot be written" in err


def test_an_export_of_several_files_goes_to_a_folder_or_an_archive(run, memory, tmp_path):
    assert run("export", "acled_like", "-o", str(tmp_path / "acled"))[0] == 0
    assert {"acled_like.csv", "provenance.csv"} < {one.name for one in (tmp_path / "acled").iterdir()}
    assert run("export", "acled_like", "-o", str(tmp_path / "acled.zip"))[0] == 0
    assert (tmp_path / "acled.zip").read_bytes().startswith(b"PK")


def test_an_export_withholds_and_coarsens_and_says_so(run, memory, tmp_path):
    target = tmp_path / "war.html"
    status, _, _ = run(
        "export", "dossier", "-o", str(target), "--withhold", "names", "--withhold", "texts", "--coarsen", "province"
    )
    assert status == 0
    text = target.read_text(encoding="utf-8")
    assert "Daru" not in text
    assert all(
        f"{words}." in text for words in ("victims are withheld", "The words of the reports are withheld", "positions moved")
    )


def test_an_export_is_of_one_place_or_one_incident(run, memory, tmp_path):
    target = tmp_path / "war.csv"
    assert run("export", "csv", "-o", str(target), "--place", "Tavan")[0] == 0
    assert [line.split(",")[0] for line in target.read_text(encoding="utf-8").splitlines()] == ["id", "i3"]
    assert run("export", "csv", "-o", str(target), "--incident", "i2")[0] == 0
    assert [line.split(",")[0] for line in target.read_text(encoding="utf-8").splitlines()] == ["id", "i2"]
    status, _, err = run("export", "csv", "--incident", "i9")
    assert status == 2
    assert "no incident has this id" in err


def test_the_exports_are_listed(run):
    status, out, _ = run("export", "--list")
    assert status == 0
    assert all(f"  {name} " in out for name in ("csv", "geojson", "json"))


def test_the_vocabulary_is_a_page_for_people_and_json_for_programs(run):
    assert "armed_clash" in run("vocabulary")[1]
    listed = json.loads(run("vocabulary", "--json")[1])
    assert listed.keys() == {"events", "figures", "languages", "formats", "exports", "readers"}
    assert all(one["acled_event"] and one["plover"] for one in listed["events"])


PROGRAM = "import sys; sys.argv[0] = 'twosource'; from twosource.outlets.cli import main; main()"


def process(code: str, *args: str, **options) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": str(SOURCE)}
    return subprocess.run(
        [sys.executable, "-c", code, *args], capture_output=True, text=True, env=environment, check=False, **options
    )


def test_help_imports_nothing_heavy():
    code = "import atexit, sys; atexit.register(lambda: print(*sys.modules, file=sys.stderr));" + PROGRAM
    loaded = {name.partition(".")[0] for name in process(code, "--help").stderr.split()}
    assert not loaded & {"sqlalchemy", "numpy", "networkx", "pydantic", "trafilatura", "rapidfuzz", "datasketch", "syntok"}


def test_a_reader_that_goes_away_is_no_error():
    code = PROGRAM.replace("main()", "from twosource.outlets.screen import standard_screen as s\n") + (
        "from outlets.invented import a_record\nfrom twosource.outlets.report import page_of\n"
        "one = s()\nfor _ in range(2000): one.page(page_of(a_record()))"
    )
    tests = str(Path(__file__).parents[1])
    program = f'{sys.executable} -c "$CODE" | head -1; echo "${{PIPESTATUS[0]}}"'
    environment = {**os.environ, "PYTHONPATH": f"{SOURCE}{os.pathsep}{tests}", "CODE": code}
    done = subprocess.run(["bash", "-c", program], capture_output=True, text=True, env=environment, check=True)
    assert done.stdout == "THE RECORD\n141\n"
    assert done.stderr == ""
