"""Work is spread, order is kept, memory stays flat, and what one report sets off stops no other."""

import os
import signal
import subprocess
import sys
import time
from itertools import count, islice
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twosource import running
from twosource.errors import UnreadableReport, UsageError
from twosource.running import AHEAD, CHUNK, Crash, Pool, in_this_process, map_in_order


def doubled(number):
    if number == 13:
        raise ValueError("thirteen")
    return 2 * number


def deadly(number):
    if number == 13:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def refusing(number):
    raise UnreadableReport(f"{number}.txt", "it is empty")


def misused(number):
    raise UsageError("there is no such reader")


def in_which_process(number):
    return os.getpid()


@given(st.lists(st.integers(14, 99), max_size=40))
@settings(max_examples=50, deadline=None)
def test_results_come_in_the_order_of_the_items(numbers):
    assert list(map_in_order(doubled, numbers)) == [2 * number for number in numbers]


def test_a_failing_item_is_a_crash_that_says_why_and_the_others_go_on():
    found = list(map_in_order(doubled, [1, 13, 2]))
    assert found[::2] == [2, 4]
    assert found[1].given == 13
    assert found[1].reason.startswith("the reader failed on it (ValueError: thirteen; test_running.py:")


def test_a_report_that_cannot_be_read_keeps_its_own_reason():
    assert list(map_in_order(refusing, [1])) == [Crash(1, "it is empty")]


def test_a_wrong_call_is_raised_and_not_told_of_every_report():
    with pytest.raises(UsageError, match="no such reader"):
        list(map_in_order(misused, [1, 2]))


def test_items_are_taken_only_a_little_ahead():
    taken = []
    endless = (taken.append(number) or number for number in count(20))
    assert list(islice(map_in_order(doubled, endless), 3)) == [40, 42, 44]
    assert len(taken) <= CHUNK


def test_a_pool_keeps_the_order_and_takes_items_only_a_little_ahead():
    taken = []
    endless = (taken.append(number) or number for number in count(20))
    results = map_in_order(doubled, endless, workers=2)
    assert list(islice(results, 3 * CHUNK)) == [2 * number for number in range(20, 20 + 3 * CHUNK)]
    assert len(taken) <= (3 + 2 * AHEAD) * CHUNK
    results.close() if hasattr(results, "close") else None


def test_a_pool_works_in_other_processes_and_a_small_job_in_this_one():
    assert set(map_in_order(in_which_process, range(CHUNK), workers=2)) == {os.getpid()}
    assert os.getpid() not in set(map_in_order(in_which_process, range(2 * CHUNK), workers=2))


def test_an_item_that_kills_its_process_is_a_crash_and_the_others_go_on():
    found = list(map_in_order(deadly, range(3 * CHUNK), workers=2))
    assert [number for number in found if not isinstance(number, Crash)] == [n for n in range(3 * CHUNK) if n != 13]
    assert [(one.given, "died" in one.reason) for one in found if isinstance(one, Crash)] == [(13, True)]


def test_no_process_outlives_the_one_that_started_it(tmp_path):
    code = f"""
import sys, time, os
sys.path.insert(0, {str(Path(__file__).parent)!r})
from twosource.running import map_in_order
from test_running import in_which_process
if __name__ == "__main__":
    print(*sorted(set(map_in_order(in_which_process, range(20), workers=2))), flush=True)
    workers = map_in_order(in_which_process, range(40), workers=2)
    print(next(workers), flush=True)
    os.kill(os.getpid(), 9)
"""
    script = tmp_path / "script.py"
    script.write_text(code, encoding="utf-8")
    source = str(Path(running.__file__).parents[1])
    run = subprocess.run(
        [sys.executable, script], check=False, env={**os.environ, "PYTHONPATH": source}, capture_output=True, timeout=30
    )
    worker = int(run.stdout.split()[-1])
    deadline = time.monotonic() + 10
    while is_running(worker) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not is_running(worker)


def is_running(process):
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def test_where_no_process_can_be_started_the_work_is_done_here(monkeypatch):
    def refuse(workers):
        raise OSError("no processes here")

    monkeypatch.setattr(running, "_executor", refuse)
    assert list(map_in_order(doubled, range(20), workers=2))[-1] == 38
    assert set(map_in_order(in_which_process, range(20), body=Pool(2))) == {os.getpid()}


def test_a_body_can_be_given():
    assert list(map_in_order(doubled, [1, 2], workers=8, body=in_this_process)) == [2, 4]


def test_one_worker_for_each_core_is_at_least_one():
    assert running.cores() >= 1
