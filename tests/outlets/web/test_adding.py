"""Reports that are sent through a page: under which names, how many, how large, and what becomes of the broken ones."""

from __future__ import annotations

import threading

import pytest

from outlets.web.serving import OWN, told
from twosource.monitor import Monitor
from twosource.outlets.web import keeper as keeping
from twosource.outlets.web import routes

SHELLING = b"Shells fell on Oru on Sunday and killed 3 people, residents said."
MINE = b"A mine blast near Samar on Saturday wounded a boy, the mayor said."


def origins(served):
    return {one["origin"] for one in served.get("/api/reports")}


def test_files_and_a_text_are_read_and_shown(nothing):
    work = nothing.read(
        ("one.txt", SHELLING), ("two.txt", MINE), text="Shells fell on Lesk on Sunday.", outlet="Desk", published="2025-05-05"
    )
    assert (work["state"], work["done"], work["total"], work["unread"]) == ("done", 3, 3, [])
    rows = nothing.get("/api/reports")
    assert sorted(work["reports"]) == sorted(one["id"] for one in rows)
    assert {one["outlet"] for one in rows} == {"Desk"}
    assert {one["day"] for one in rows} == {"2025-05-05"}
    assert {"one.txt", "two.txt"} < origins(nothing)
    assert nothing.get("/api/record")["state"] == "ready"
    assert nothing.get("/api/situation")["incidents"]


def test_a_text_alone_is_a_report(nothing):
    assert nothing.read(text=SHELLING.decode())["done"] == 1
    (origin,) = origins(nothing)
    assert origin.startswith("pasted-")


@pytest.mark.parametrize("given", [{}, {"text": ""}, {"text": " \n "}, {"outlet": "Desk"}])
def test_nothing_is_no_report(nothing, given):
    status, words = told(nothing.add(**given))
    assert (status, "choose a file or paste a text" in words) == (400, True)


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("/tmp/x/one.txt", "one.txt"),
        ("C:\\Users\\x\\one.txt", "one.txt"),
        ("..\\..\\one.txt", "one.txt"),
        ("a/b/", "b"),
        ("..", ".."),
        ("-", "-"),
        ("\u202etxt.exe", None),
        ("one\x1b[31m.txt", None),
        ("звіт 🔥.txt", "звіт 🔥.txt"),
        ("x" * 3000 + ".txt", None),
    ],
)
def test_a_file_is_named_without_folders_and_without_what_acts_on_a_terminal(nothing, given, name):
    work = nothing.read((given, SHELLING))
    assert (work["state"], work["done"]) == ("done", 1)
    (origin,) = origins(nothing)
    assert name is None or origin == name
    assert "/" not in origin
    assert "\\" not in origin
    assert origin.isprintable()
    assert len(origin) <= 200


def test_more_files_than_may_be_are_refused(nothing):
    status, words = told(nothing.add(*((f"{number}.txt", SHELLING) for number in range(routes.FILES + 1))))
    assert (status, "too many" in words) == (400, True)
    status, _ = told(nothing.add(*((f"{number}.txt", b"x") for number in range(1500))))
    assert status == 400
    assert not nothing.get("/api/reports")


def test_a_file_that_is_too_large_is_refused_with_all_that_came_with_it(nothing, monkeypatch):
    monkeypatch.setattr(routes, "BYTES", 1000)
    status, words = told(nothing.add(("small.txt", SHELLING), ("large.txt", b"x" * 1001)))
    assert (status, words.startswith("add: large.txt")) == (400, True)
    assert not nothing.get("/api/reports")
    assert nothing.read(("right.txt", SHELLING.ljust(1000)))["done"] == 1


def test_a_text_that_is_too_long_is_refused(nothing):
    assert told(nothing.add(text="x" * 1_000_001))[0] == 400
    form = {**OWN, "content-type": "application/x-www-form-urlencoded"}
    assert told(nothing.client.post("/api/reports", content="text=" + "x" * 1_000_001, headers=form))[0] == 400


@pytest.mark.parametrize("given", [{"published": "yesterday"}, {"published": "2025-02-30"}, {"outlet": "x" * 121}])
def test_what_is_said_of_reports_must_make_sense(nothing, given):
    assert told(nothing.add(("one.txt", SHELLING), **given))[0] == 400


BROKEN = [
    ("empty.txt", b""),
    ("blank.txt", b" \n "),
    ("picture.txt", bytes(range(256)) * 40),
    ("lines.jsonl", b"{not json}\n"),
    ("page.html", b"<html></html>"),
]


def test_what_cannot_be_read_is_listed_with_its_reason_and_the_others_are_read(nothing):
    work = nothing.read(("good.txt", SHELLING), *BROKEN)
    assert (work["state"], len(work["reports"]), work["done"]) == ("done", 1, 1 + len(BROKEN))
    unread = {one["origin"].partition(":")[0]: one["reason"] for one in work["unread"]}
    assert set(unread) == {name for name, _ in BROKEN}
    assert all(unread.values())
    assert {one["origin"].partition(":")[0] for one in nothing.get("/api/record")["unread"]} == set(unread)


def test_only_broken_ones_are_done_too(nothing):
    work = nothing.read(("empty.txt", b""))
    assert (work["state"], work["reports"], len(work["unread"])) == ("done", [], 1)


def test_the_same_report_twice_is_one(nothing):
    nothing.read(("one.txt", SHELLING), published="2025-05-05")
    revision = nothing.get("/api/record")["revision"]
    work = nothing.read(("other.txt", SHELLING), ("other.txt", SHELLING), published="2025-05-05")
    assert work["state"] == "done"
    assert len(nothing.get("/api/reports")) == 1
    assert nothing.get("/api/record")["revision"] == revision


def test_two_reports_of_one_name_are_two(nothing):
    nothing.read(("one.txt", SHELLING), ("one.txt", MINE))
    assert [one["origin"] for one in nothing.get("/api/reports")] == ["one.txt", "one.txt"]


def test_a_file_of_many_reports_is_all_of_them(nothing):
    lines = b"\n".join(
        b'{"id": "r%d", "text": "Shells fell on Oru on Sunday and killed %d people."}' % (n, n) for n in range(3, 9)
    )
    work = nothing.read(("many.jsonl", lines))
    assert (work["done"], work["total"], len(work["reports"])) == (6, 6, 6)


def test_how_far_the_reading_is_can_be_asked_all_the_time(nothing, monkeypatch):
    states, real, goes_on = [], Monitor.reading, threading.Event()

    def slow(self, *given, **more):
        for one in real(self, *given, **more):
            goes_on.wait(10)
            yield one

    monkeypatch.setattr(Monitor, "reading", slow)
    name = nothing.add(("one.txt", SHELLING), ("two.txt", MINE)).json()["id"]
    states.append(nothing.get(f"/api/works/{name}")["state"])
    assert nothing.get("/api/record")["state"] == "deriving"
    assert nothing.get("/api/situation")["incidents"] == []
    goes_on.set()
    nothing.keeper.settle()
    states.append(nothing.get(f"/api/works/{name}")["state"])
    assert states[0] in {"waiting", "reading"}
    assert states[1] == "done"


def test_a_fault_while_reading_is_told_without_a_word_of_it_and_the_app_goes_on(nothing, monkeypatch):
    def broken(self, *_given, **_more):
        raise RuntimeError(f"in {nothing.keeper.path}")
        yield

    with monkeypatch.context() as patched:
        patched.setattr(Monitor, "reading", broken)
        work = nothing.read(("one.txt", SHELLING))
    assert work["state"] == "failed"
    assert str(nothing.keeper.path.parent) not in work["failure"]
    assert nothing.read(("one.txt", SHELLING))["state"] == "done"


def test_no_more_is_taken_than_can_be_kept(nothing, monkeypatch):
    monkeypatch.setattr(keeping, "WAITING", 2)
    goes_on, real = threading.Event(), Monitor.reading
    monkeypatch.setattr(Monitor, "reading", lambda self, *given, **more: goes_on.wait(20) and real(self, *given, **more))
    taken = [nothing.add(("one.txt", SHELLING)).status_code for _ in range(4)]
    goes_on.set()
    nothing.keeper.settle()
    assert taken[:2] == [202, 202]
    assert taken[-1] == 429
    assert nothing.add(("one.txt", SHELLING)).status_code == 202


def test_a_character_set_of_a_strangers_making_brings_nothing_down(nothing):
    for name in ("undefined", "idna", "unicode_escape", "utf-7", "none", "zlib_codec", "x" * 500):
        body = b'--x\r\nContent-Disposition: form-data; name="text"\r\n\r\n\\ud800 Shells fell on Oru.\r\n--x--\r\n'
        kind = f"multipart/form-data; boundary=x; charset={name}"
        answer = nothing.client.post("/api/reports", content=body, headers={**OWN, "content-type": kind})
        assert answer.status_code in {202, 400}, (name, answer.text)
    nothing.keeper.settle()


@pytest.mark.parametrize("kind", ["multipart/form-data", "multipart/form-data; boundary=", "text/plain", "application/json", ""])
def test_a_form_that_is_none_is_refused(nothing, kind):
    answer = nothing.client.post("/api/reports", content=b"--x\r\nnonsense", headers={**OWN, "content-type": kind})
    assert told(answer)[0] == 400
