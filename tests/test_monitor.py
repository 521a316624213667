"""The stages in order: with a record file and without, twice, in any order, interrupted, and as of two moments."""

import io
import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_stages import SMALL

from twosource.errors import UnknownId, UnreadableReport, UsageError, VocabularyError
from twosource.monitor import Monitor, own_stages, read_paths, report
from twosource.nouns import Reading, Ref
from twosource.settings import Settings

MONDAY = datetime(2031, 5, 5, 9, tzinfo=UTC)
HERE = Settings(workers=1, commit_every=2)


class Clock:
    def __init__(self):
        self.now = MONDAY

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def monitor(tmp_path, clock):
    with Monitor.open(tmp_path / "war.db", settings=HERE, stages=SMALL, clock=clock) as opened:
        yield opened


@pytest.fixture
def folder(tmp_path):
    """A folder with reports, good and bad."""
    reports = tmp_path / "reports"
    write(reports, {"a.txt": "2031-05-04 Oru fell.", "b/c.txt": "Oru fell at dawn.", ".hidden/d.txt": "Tavan held."})
    write(reports, {"e.txt": "", "f.txt": "xx Tavan", "g.txt": "crash", "h.txt": "BROKEN FORMAT", "i.txt": "Tavan held."})
    return reports


def write(folder, reports):
    for name, text in reports.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def pure(paths, **options):
    return list(read_paths(paths, settings=HERE, stages=SMALL, **options))


# ------------------------------------------------------------------------------------------------ without a record file


def test_folders_are_walked_in_order_and_what_cannot_be_read_is_named(folder):
    found = pure([folder])
    told = [
        (Path(one.document.origin).name, None) if isinstance(one, Reading) else (Path(one.origin).name, one.reason)
        for one in found
    ]
    assert [name for name, _ in told] == ["a.txt", "c.txt", "e.txt", "f.txt", "g.txt", "h.txt", "i.txt"]
    assert [reason for _, reason in told if reason] == [
        "it is empty",
        "it is written in 'xx'; this reader knows: en",
        told[4][1],
        told[5][1],
    ]
    assert told[4][1].startswith("the reader failed on it (ZeroDivisionError: nothing to divide by; small_stages.py:")
    assert told[5][1].startswith("its format failed on it (RuntimeError: no such tag; small_stages.py:")


def test_the_caller_says_what_a_file_cannot(folder):
    (one,) = pure(folder / "i.txt", outlet="The Oru Post", published="2031-05-06")
    assert (one.document.outlet, one.document.published) == ("The Oru Post", date(2031, 5, 6))


def test_standard_input_is_a_report(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"Oru fell.")))
    (one,) = pure("-")
    assert (one.document.origin, one.document.text) == ("-", "Oru fell.")
    assert not sys.stdin.buffer.closed


def test_a_path_that_does_not_exist_is_a_wrong_call_before_anything_is_read(folder):
    with pytest.raises(UsageError, match=r"nowhere\.txt: there is no such file or folder"):
        read_paths([folder, "nowhere.txt"], settings=HERE, stages=SMALL)


def test_a_file_that_cannot_be_opened_is_named_and_the_others_go_on(tmp_path, monkeypatch):
    write(tmp_path, {"a.txt": "Oru fell.", "b.txt": "Tavan fell."})
    real = Path.open

    def shut(self, *args, **options):
        if self.name == "a.txt":
            raise PermissionError(13, "Permission denied")
        return real(self, *args, **options)

    monkeypatch.setattr(Path, "open", shut)
    first, second = pure([tmp_path / "a.txt", tmp_path / "b.txt"])
    assert str(first).endswith("a.txt: it cannot be opened (Permission denied); check the file and its permissions")
    assert second.document.text == "Tavan fell."


def test_a_report_that_comes_twice_is_read_once(tmp_path):
    write(tmp_path, {"a.txt": "Oru fell.", "b.txt": "Oru fell."})
    assert [one.document.origin for one in pure(tmp_path)] == [str(tmp_path / "a.txt")]


def test_an_undated_report_borrows_the_day_of_a_dated_one(folder):
    record = report(pure(folder), stages=SMALL)
    assert record.notes == (f"{folder / 'b/c.txt'} borrows 2031-05-04 from {folder / 'a.txt'}",)
    dated = next(one for one in record.readings if one.day)
    assert dated.events[0].when.first == "2031-05-04"
    assert [one.day for one in record.readings if "Tavan" in one.document.text] == [None]


def test_many_processes_read_the_same_as_one(tmp_path):
    write(tmp_path, {f"{number:02}.txt": f"Place{number} fell." for number in range(40)} | {"20.txt": "crash"})
    alone = pure(tmp_path)
    together = list(read_paths(tmp_path, settings=Settings(workers=2), stages=SMALL))
    assert [str(one) for one in together] == [str(one) for one in alone]
    assert len(together) == 40


# --------------------------------------------------------------------------------------------------- with a record file


def test_what_is_read_is_counted_and_what_is_not_is_named(monitor, folder):
    outcome = monitor.read(folder)
    assert outcome.read == 3
    assert [Path(one.origin).name for one in outcome.unreadable] == ["e.txt", "h.txt", "f.txt", "g.txt"]
    assert len(monitor.store.unreadable()) == 4


def test_a_report_that_the_reader_fails_on_is_kept(monitor, folder):
    monitor.read(folder)
    assert {one.text for one in monitor.store.documents()} >= {"crash", "xx Tavan"}


def test_the_bytes_of_every_report_are_kept(monitor, tmp_path):
    write(tmp_path / "reports", {"many.lines": "Oru fell.\n\nTavan held.\n"})
    monitor.read(tmp_path / "reports")
    for document in monitor.store.documents():
        assert monitor.store.raw(document.raw) == document.text.encode()
    assert len(list(monitor.store.documents())) == 2


def test_the_bytes_are_not_kept_where_the_settings_say_so(tmp_path):
    write(tmp_path / "reports", {"a.txt": "Oru fell."})
    with Monitor.open(tmp_path / "war.db", settings=Settings(workers=1, keep_raw=False), stages=SMALL) as monitor:
        monitor.read(tmp_path / "reports")
        (document,) = monitor.store.documents()
        assert monitor.store.raw(document.raw) is None


def dump(monitor):
    import sqlite3

    connection = sqlite3.connect(monitor.store.where)
    text = "\n".join(connection.iterdump())
    connection.close()
    return text


def test_adding_twice_changes_nothing(monitor, folder, clock):
    first = monitor.add(folder)
    record, facts = monitor.record(), dump(monitor)
    clock.now += timedelta(days=1)
    assert str(monitor.read(folder)) == str(first)
    assert dump(monitor) == facts
    assert monitor.derive() == record == monitor.record()


def never(*_, **__):
    raise AssertionError("read again")


def test_what_was_read_before_is_not_read_again(monitor, folder):
    monitor.read(folder / "a.txt")
    monitor._stages = replace(SMALL, read=never)
    (one,) = monitor.reading(folder / "a.txt")
    assert one.document.text == "2031-05-04 Oru fell."


def test_deriving_after_dropping_all_findings_gives_an_equal_record(monitor, folder):
    monitor.add(folder)
    record = monitor.record()
    monitor.store.drop_findings()
    assert monitor.store.record("any") is None
    assert monitor.record() == record


def test_the_record_of_a_file_is_the_record_of_the_reports_alone(monitor, folder):
    monitor.add(folder)
    assert monitor.record() == report(pure(folder), stages=SMALL)


def test_the_record_follows_when_reports_are_added(monitor, folder):
    monitor.add(folder / "a.txt")
    assert len(monitor.record().incidents) == 1
    monitor.read(folder / "i.txt")
    assert len(monitor.record().incidents) == 2


REPORTS = ["2031-05-04 Oru fell.", "Oru fell at dawn.", "Oru held.", "2031-05-06 Tavan fell. Oru held.", "Tavan fell again."]


@given(st.permutations(REPORTS), st.integers(1, 5))
@settings(max_examples=12, deadline=None)
def test_the_order_of_arrival_does_not_matter(tmp_path_factory, order, split):
    folder = tmp_path_factory.mktemp("arrivals")
    write(folder, {f"{REPORTS.index(text)}.txt": text for text in REPORTS})
    paths = [folder / f"{REPORTS.index(text)}.txt" for text in order]
    with Monitor.open(folder / "war.db", settings=HERE, stages=SMALL) as monitor:
        monitor.add(paths[:split])
        monitor.add(paths[split:])
        assert monitor.record() == report(pure(sorted(paths)), stages=SMALL)


# ----------------------------------------------------------------------------------------------------------- two clocks


def test_a_situation_is_derived_from_what_had_reached_us_by_then(monitor, folder, clock):
    monitor.read(folder / "b/c.txt")
    clock.now += timedelta(days=1)
    monitor.read([folder / "a.txt", folder / "i.txt"])
    then = monitor.situation(known_by="2031-05-05").record
    assert [one.day for one in then.readings] == [None]
    now = monitor.situation(at="2031-05-06", known_by="2031-05-06T09:00")
    assert now.at == date(2031, 5, 6)
    assert now.record == monitor.record() == monitor.situation(known_by=clock.now).record
    assert monitor.situation(known_by=date(2031, 5, 4)).record.readings == ()


def test_a_later_known_by_never_removes_a_report(monitor, folder, clock):
    for name in ("i.txt", "b/c.txt", "a.txt"):
        monitor.read(folder / name)
        clock.now += timedelta(days=1)
    known = [{one.document.id for one in monitor.situation(known_by=f"2031-05-0{day}").record.readings} for day in range(4, 9)]
    assert [len(one) for one in known] == [0, 1, 2, 3, 3]
    assert all(earlier <= later for earlier, later in zip(known, known[1:], strict=False))


def test_asking_as_known_by_a_moment_changes_nothing(monitor, folder):
    monitor.add(folder)
    before = dump(monitor)
    monitor.situation(known_by="2031-05-05")
    assert dump(monitor) == before


@pytest.mark.parametrize("asked", [{"at": "Monday"}, {"known_by": "Monday"}, {"known_by": "2031-05-05T99"}, {"known_by": "T"}])
def test_a_day_that_is_none_is_a_wrong_call(monitor, asked):
    with pytest.raises(UsageError, match="write it as 2031-05-04"):
        monitor.situation(**asked)


# ----------------------------------------------------------------------------------------------------------- judgements


def test_a_person_parts_what_the_machine_joined(monitor, folder, clock):
    monitor.add([folder / "a.txt", folder / "b/c.txt"])
    (joined,) = monitor.record().incidents
    made = monitor.judge(*joined.mentions, "different", judge="Ada", why="another Oru")
    assert len(monitor.record().incidents) == 2
    assert monitor.judge(*reversed(joined.mentions), "different", judge="Ada", why="another Oru") == made
    clock.now += timedelta(hours=1)
    monitor.judge(*joined.mentions, "same", judge="Ada")
    assert len(monitor.record().incidents) == 1
    assert [one.verdict for one in monitor.store.all_judgements() if one.judge == "Ada"] == ["different", "same"]


def test_linking_keeps_the_judgements_of_the_machine(monitor, folder):
    monitor.read([folder / "a.txt", folder / "b/c.txt"])
    links = monitor.link()
    assert monitor.store.judgements(is_persons=False) == links.judgements
    assert len(links.judgements) == 1


def test_a_claim_that_is_not_there_cannot_be_judged(monitor, folder):
    monitor.read(folder / "a.txt")
    (reading,) = monitor.store.readings()
    there = Ref(reading.document.id, reading.events[0].id)
    for absent in (Ref("nothing", "E1-2"), Ref(there.document, "E1-2")):
        with pytest.raises(UnknownId, match="no such claim"):
            monitor.judge(there, absent, "same")


def test_explain_asks_the_present_situation(monitor, folder):
    monitor.add(folder / "a.txt")
    assert monitor.explain("I1") == "I1 stands"


def test_an_export_that_is_not_there_is_a_wrong_call(monitor, tmp_path):
    with pytest.raises(UsageError, match="there is no export 'papyrus'; there are: "):
        monitor.export("papyrus", monitor.situation(), tmp_path / "war.pap")


# ---------------------------------------------------------------------------------------------------------- interruption

SCRIPT = """
import sys
from pathlib import Path
from small_stages import SMALL
from twosource.monitor import Monitor
from twosource.settings import Settings

with Monitor.open(sys.argv[1], settings=Settings(workers=1, commit_every=3), stages=SMALL) as monitor:
    for number, _ in enumerate(monitor.reading(sys.argv[2])):
        Path(sys.argv[3]).write_text(str(number))
"""


def test_a_process_killed_while_reading_leaves_a_file_that_opens_and_goes_on(tmp_path):
    write(tmp_path / "reports", {f"{number:02}.txt": f"slow Place{number} fell." for number in range(30)})
    told = tmp_path / "told"
    source = os.pathsep.join([str(Path(__file__).parents[1] / "src"), str(Path(__file__).parent)])
    args = [sys.executable, "-c", SCRIPT, str(tmp_path / "war.db"), str(tmp_path / "reports"), str(told)]
    with subprocess.Popen(args, env={**os.environ, "PYTHONPATH": source}) as process:
        deadline = time.monotonic() + 20
        while not told.exists() and process.poll() is None and time.monotonic() < deadline:
            time.sleep(0.01)
        process.send_signal(signal.SIGKILL)
    assert process.returncode == -signal.SIGKILL
    with Monitor.open(tmp_path / "war.db", create=False, settings=HERE, stages=SMALL) as monitor:
        read = len(list(monitor.store.readings()))
        assert 3 <= read < 30
        assert len(list(monitor.store.documents())) == 30
        assert monitor.read(tmp_path / "reports").read == 30
        assert monitor.record() == report(pure(tmp_path / "reports"), stages=SMALL)


def test_reading_many_reports_takes_no_more_memory_than_reading_few(tmp_path):
    import tracemalloc

    def peak(count):
        (tmp_path / "many.lines").write_text("".join(f"Place{n} fell. {'word ' * 400}\n" for n in range(count)))
        tracemalloc.start()
        for one in read_paths(tmp_path / "many.lines", settings=HERE, stages=SMALL):
            assert not isinstance(one, UnreadableReport)
        _, most = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return most

    peak(10)
    assert peak(2000) < peak(200) + 400_000  # the ids of 1,800 more reports, not their 3.6 MB of text


def test_a_roster_is_read_before_anything_is_written_and_another_roster_derives_the_record_anew(tmp_path):
    file = tmp_path / "roster.toml"
    file.write_text('[[actor]]\nname = "A"\nparent = "B"\n', encoding="utf-8")
    own = Settings(workers=1, roster=file)
    with pytest.raises(VocabularyError, match=r"roster\.toml, line 3: parent 'B'"):
        Monitor.open(tmp_path / "war.db", settings=own)
    assert not (tmp_path / "war.db").exists()
    names = set()
    for text in ("", '[[actor]]\nname = "A"\n'):
        file.write_text(text, encoding="utf-8")
        names.add(own_stages(own).derivation)
    assert len(names | {own_stages(HERE).derivation}) == 3
