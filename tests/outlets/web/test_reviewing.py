"""What reviewers decide: it is kept at once, shown when the record is derived anew, and lost to nobody."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from outlets.web import serving as s
from outlets.web.serving import EXAMPLES, SETTINGS, told
from twosource.errors import UsageError
from twosource.monitor import Monitor
from twosource.nouns import Record
from twosource.outlets.web import keeper as keeping
from twosource.outlets.web.keeper import Keeper


@pytest.fixture
def served(example, tmp_path):
    """The example war, served, for one test to change."""
    with s.serving(Path(shutil.copy(example, tmp_path / "war.db"))) as one:
        yield one


def the_toll(served):
    """Return the figures of the strike and the addresses of its two counts."""
    (group,) = (one for one in served.get("/api/figures") if one["kind"] == "killed")
    counts = served.get(f"/api/figures/{group['id']}")["counts"]
    return group, {count["low"]: count["claim"]["id"] for count in counts}


def decided(served, claim, verdict="accept", seen=0, **more):
    return served.send("/api/decisions", claim=claim, verdict=verdict, judge="Rana", why="read again", seen=seen, **more)


def facts(served):
    """Return the persons' facts of the file, as another program would find them."""
    with Monitor.open(served.keeper.path, settings=SETTINGS) as monitor:
        return monitor.store.corrections(), monitor.store.all_judgements(is_persons=True)


def derived_from_scratch(path):
    with Monitor.open(path, settings=SETTINGS) as monitor:
        monitor.store.drop_findings()
        return monitor.record()


def as_set(record: Record):
    """Return a record as it is, whatever the order in which its decisions came."""
    return replace(record, corrections=tuple(sorted(record.corrections, key=lambda one: one.id)))


# ------------------------------------------------------------------------------------------------------------ single claims


def test_a_correction_shows_with_the_machines_value_beside_it(tolls):
    group, claims = the_toll(tolls)
    assert group["relation"] == "differ"
    for seen, field in enumerate(("low", "high")):
        assert decided(tolls, claims[40], "correct", seen, field=field, value="12").status_code == 200
    assert tolls.get("/api/record")["state"] in {"deriving", "ready"}
    tolls.keeper.settle()
    assert tolls.get("/api/record")["state"] == "ready"
    assert the_toll(tolls)[0]["relation"] == "agree"
    shown = tolls.get(f"/api/claims/{claims[40]}")
    assert [(one["field"], one["was"], one["value"], one["judge"]) for one in shown["claim"]["handled"]] == [
        ("low", "40", "12", "Rana"),
        ("high", "40", "12", "Rana"),
    ]
    assert "".join(one["text"] for one in shown["claim"]["words"] if one["marked"]).startswith("40")
    assert {one["name"]: one["value"] for one in shown["fields"]}["low"] in {"12", "40"}


def test_what_is_rejected_is_gone_from_the_findings_and_kept_in_the_file(tolls):
    _, claims = the_toll(tolls)
    assert decided(tolls, claims[12], "reject").status_code == 200
    tolls.keeper.settle()
    group, left = the_toll(tolls)
    assert (group["relation"], list(left)) == ("single", [40])
    assert [one.verdict for one in facts(tolls)[0]] == ["reject"]


def test_what_is_accepted_leaves_the_queue_when_all_of_it_is(tolls):
    _, claims = the_toll(tolls)
    left = tolls.get("/api/review")["left"]
    for claim in claims.values():
        assert decided(tolls, claim).status_code == 200
    tolls.keeper.settle()
    assert tolls.get("/api/review")["left"] < left


@pytest.mark.parametrize(
    "wrong",
    [
        {"why": ""},
        {"why": "   "},
        {"verdict": "correct"},
        {"verdict": "correct", "field": "low"},
        {"verdict": "correct", "field": "none", "value": "1"},
        {"verdict": "correct", "field": "low", "value": "many"},
        {"verdict": "correct", "field": "low", "value": "9" * 1999},
        {"verdict": "correct", "field": "low", "value": "NaN"},
        {"verdict": "correct", "field": "low", "value": "²"},
        {"verdict": "correct", "field": "when", "value": "yesterday"},
        {"verdict": "correct", "field": "when", "value": "2021-05-04/2021-05-01"},
        {"verdict": "accept", "field": "low", "value": "1"},
        {"verdict": "maybe"},
        {"seen": -1},
        {"seen": "x"},
        {"judge": "x" * 121},
        {"why": "x" * 2001},
    ],
)
def test_a_wrong_decision_is_refused_and_changes_nothing(tolls, wrong):
    _, claims = the_toll(tolls)
    given = {"claim": claims[40], "verdict": "accept", "judge": "Rana", "why": "read again", "seen": 0, **wrong}
    assert told(tolls.send("/api/decisions", **given))[0] == 400
    assert facts(tolls) == ((), ())


@pytest.mark.parametrize("value", ["NaN", "inf", "-inf", "90.1", "1e400", "north", ""])
def test_a_place_can_only_be_put_on_this_earth(tolls, value):
    places = [mark["claim"] for one in tolls.get("/api/reports") for mark in marks(tolls, one["id"]) if mark["layer"] == "place"]
    assert told(decided(tolls, places[0], "correct", field="lat", value=value))[0] == 400
    assert decided(tolls, places[0], "correct", field="lat", value="35.44").status_code == 200


def marks(served, report):
    return served.get(f"/api/reports/{report}")["marks"]


def test_who_has_not_seen_the_last_decision_is_told_of_it(tolls):
    _, claims = the_toll(tolls)
    assert decided(tolls, claims[40], "reject", seen=0).status_code == 200
    status, words = told(decided(tolls, claims[40], "accept", seen=0))
    assert (status, "meanwhile Rana: reject (read again)" in words) == (409, True)
    assert decided(tolls, claims[40], "accept", seen=1).status_code == 200
    assert [one.verdict for one in facts(tolls)[0]] == ["reject", "accept"]


def test_two_who_decide_on_one_claim_at_once_do_not_overwrite_each_other(tolls):
    _, claims = the_toll(tolls)
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: decided(tolls, claims[40], "accept", 0).status_code, range(16)))
    assert sorted(answers) == [200, *[409] * 15]
    assert len(facts(tolls)[0]) == 1


# -------------------------------------------------------------------------------------------------------- joining and parting


def incidents(served):
    return served.get("/api/situation")["incidents"]


def judged(served, left, right, verdict, **more):
    given = {"judge": "Rana", "why": "read again", **more}
    return served.send("/api/judgements", left=left, right=right, verdict=verdict, **given)


def of_type(served, kind):
    (found,) = (one["id"] for one in incidents(served) if one["type"] == kind)
    return found


def test_two_incidents_are_joined_and_parted(tolls):
    before = len(incidents(tolls))
    strike = next(one["id"] for one in incidents(tolls) if len(tolls.get(f"/api/incidents/{one['id']}")["claims"]) == 2)
    first, second = (one["id"] for one in tolls.get(f"/api/incidents/{strike}")["claims"])
    assert tolls.send("/api/splits", claim=first, judge="Rana", why="another market").status_code == 200
    tolls.keeper.settle()
    assert len(incidents(tolls)) == before + 1
    assert judged(tolls, first, second, "same").status_code == 200
    tolls.keeper.settle()
    assert len(incidents(tolls)) == before
    dossier = next(one for one in (tolls.get(f"/api/incidents/{each['id']}") for each in incidents(tolls)) if one["judgements"])
    assert [one["verdict"] for one in dossier["judgements"] if one["is_persons"]] == ["different", "same"]


def test_what_a_person_judged_later_is_not_shown_as_of_an_earlier_moment(served):
    rows = incidents(served)
    left, right = rows[0]["id"], rows[1]["id"]
    earlier = datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "")
    assert judged(served, left, right, "different").status_code == 200
    served.keeper.settle()
    assert served.get(f"/api/incidents/{left}")["judgements"][0]["is_persons"]
    before = served.get(f"/api/incidents/{left}", known_by=earlier)
    assert not any(one["is_persons"] for one in before["judgements"])


def test_incidents_are_joined_by_their_own_ids(tolls):
    left, right = (one["id"] for one in incidents(tolls)[:2])
    assert judged(tolls, left, right, "same").status_code == 200
    tolls.keeper.settle()
    assert len(facts(tolls)[1]) == 1


def test_a_contradiction_is_refused_and_changes_nothing(tolls):
    names = [
        served_claims[0]["id"]
        for one in incidents(tolls)
        if (served_claims := tolls.get(f"/api/incidents/{one['id']}")["claims"])
    ]
    first, second, third = names[:3]
    assert judged(tolls, first, second, "same").status_code == 200
    assert judged(tolls, second, third, "same").status_code == 200
    kept = facts(tolls)
    status, words = told(judged(tolls, first, third, "different"))
    assert (status, "contradicts" in words, "Nothing was changed" in words) == (409, True, True)
    assert facts(tolls) == kept


def test_a_claim_is_parted_from_all_that_it_was_joined_with(tolls):
    names = [tolls.get(f"/api/incidents/{one['id']}")["claims"][0]["id"] for one in incidents(tolls)[:3]]
    first, second, third = names
    assert judged(tolls, first, third, "same").status_code == 200
    assert judged(tolls, second, third, "same").status_code == 200
    tolls.keeper.settle()
    assert tolls.send("/api/splits", claim=first, judge="Rana", why="another").status_code == 200
    tolls.keeper.settle()
    groups = [{f"{ref.document}:{ref.claim}" for ref in one.mentions} for one in tolls.keeper.present.record.incidents]
    assert not any(first in group and len(group) > 1 for group in groups)
    assert any({second, third} <= group for group in groups)
    assert told(tolls.send("/api/splits", claim=first, judge="Rana", why="again"))[0] == 400


def test_a_claim_that_cannot_be_parted_from_all_is_parted_from_none(tolls):
    refs = [ref for one in tolls.keeper.present.record.incidents for ref in one.mentions]
    monitor, (one, two, three, four) = tolls.keeper._monitor, refs
    monitor.judge(one, four, "same", why="x")
    monitor.judge(four, three, "same", why="x")
    kept = facts(tolls)
    with pytest.raises(UsageError, match="contradicts"):
        monitor.judge_all(one, (two, three), "different", why="x")
    assert facts(tolls) == kept
    monitor.judge_all(one, (two, three, four), "different", why="x")
    assert len(facts(tolls)[1]) == 5


@pytest.mark.parametrize(
    ("path", "given"),
    [
        ("/api/judgements", {"left": "none:E1-2", "right": "none:E3-4", "verdict": "same"}),
        ("/api/judgements", {"left": "none", "right": "none", "verdict": "same"}),
        ("/api/aliases", {"alias": "none"}),
    ],
)
def test_what_nobody_has_claimed_cannot_be_judged(tolls, path, given):
    assert told(tolls.send(path, judge="Rana", why="read again", **given))[0] == 404


def test_what_makes_no_sense_is_refused(tolls):
    _, claims = the_toll(tolls)
    event = tolls.get(f"/api/incidents/{incidents(tolls)[0]['id']}")["claims"][0]["id"]
    assert told(judged(tolls, claims[40], event, "same"))[0] == 400
    assert told(judged(tolls, event, event, "different"))[0] == 400
    assert told(judged(tolls, event, claims[40], "perhaps"))[0] == 400
    assert told(judged(tolls, claims[40], claims[12], "same", why=""))[0] == 400
    assert told(tolls.send("/api/splits", claim="none:E1-2", judge="", why="x"))[0] == 400
    assert facts(tolls) == ((), ())


def test_an_alias_is_shown_with_what_it_would_join_and_joins_it_when_taught(tmp_path):
    reports = [
        ("one", "Herald", "The Orun Peace Watch said that shells fell on Lomar on Sunday and killed 12 people."),
        ("two", "Echo", "OPW said that shells fell on Tavan on Sunday and wounded a woman."),
        ("three", "Post", "OPW said that a mine blast near Samar on Saturday wounded a boy."),
    ]
    with s.serving(s.a_record(tmp_path / "war.db", reports)) as served:
        marks = {}
        for one in served.get("/api/reports"):
            for mark in served.get(f"/api/reports/{one['id']}")["marks"]:
                if mark["layer"] == "actor":
                    marks.setdefault(mark["says"], []).append(mark["claim"])
        short, long = marks.get("OPW", []), next((found for name, found in marks.items() if "Peace Watch" in name), [])
        assert judged(served, short[0], long[0], "same", why="its initials").status_code == 200
        served.keeper.settle()
        aliases = served.get("/api/review")["aliases"]
        taught = [one for one in aliases if one["would_join"]]
        for one in taught:
            assert served.send("/api/aliases", alias=one["id"], judge="Rana", why="").status_code == 200
        served.keeper.settle()
        assert not [one for one in served.get("/api/review")["aliases"] if one["would_join"]]
        assert aliases


# ----------------------------------------------------------------------------------------------------------- many at once


def test_what_many_decide_at_once_is_all_kept_and_all_shown(served):
    """Eight threads decide on every claim, and reports are added meanwhile: nothing is lost, and the record is the right one."""
    record = served.keeper.present.record
    claims = [f"{ref.document}:{ref.claim}" for one in record.incidents for ref in one.mentions]
    verdicts = [(claim, "reject" if number % 7 == 0 else "accept") for number, claim in enumerate(claims)] * 2
    reports = [
        ("files", (f"new-{number}.txt", f"Shells fell on Oru on {number + 1} May 2025, residents said.".encode()))
        for number in range(6)
    ]

    def decide(given):
        claim, verdict = given
        for _ in range(40):  # as a person does who is told that somebody else was first: look, and decide again
            seen = len(
                [one for one in served.keeper._monitor.store.corrections() if f"{one.ref.document}:{one.ref.claim}" == claim]
            )
            answer = decided(served, claim, verdict, seen)
            if answer.status_code != 409:
                return answer.json()["ids"][0]
        raise AssertionError("never taken")

    def add(one):
        return served.client.post("/api/reports", files=[one], headers=s.OWN).json()["id"]

    with ThreadPoolExecutor(9) as pool:
        made = pool.map(decide, verdicts)
        works = pool.map(add, reports)
        made, works = list(made), list(works)
    served.keeper.settle()
    kept = facts(served)[0]
    assert len(set(made)) == len(verdicts)
    assert {one.id for one in kept} == set(made)
    assert all(served.get(f"/api/works/{one}")["state"] == "done" for one in works)
    shown = served.keeper.present.record
    assert len(shown.readings) == len(record.readings) + len(reports)
    assert set(shown.corrections) == set(kept)
    assert as_set(shown) == as_set(derived_from_scratch(served.keeper.path))


def test_a_decision_that_comes_while_the_record_is_derived_is_shown_too(tolls, monkeypatch):
    _, claims = the_toll(tolls)
    monitor, real, came = tolls.keeper._monitor, Monitor._derived, []

    def slow(self, known_by):
        record = real(self, known_by)
        if not came:
            came.append(decided(tolls, claims[12], "reject").status_code)
        return record

    monkeypatch.setattr(Monitor, "_derived", slow)
    assert decided(tolls, claims[40]).status_code == 200
    tolls.keeper.settle()
    assert came == [200]
    assert {one.verdict for one in tolls.keeper.present.record.corrections} == {"accept", "reject"}
    assert monitor.store.fingerprint() == tolls.keeper.present.revision
    with Monitor.open(tolls.keeper.path, settings=SETTINGS) as other:
        assert other.record() == tolls.keeper.present.record


def test_a_list_that_many_ask_for_at_once_is_made_once(served):
    made = []

    def make():
        made.append(1)
        time.sleep(0.05)
        return object()

    with ThreadPoolExecutor(8) as pool:
        found = set(pool.map(lambda _: served.keeper.present.once("something", make), range(8)))
    assert (len(found), len(made)) == (1, 1)


def test_what_was_known_by_a_moment_is_derived_once_and_only_few_are_kept(served, monkeypatch):
    asked, real = [], Monitor.situation
    monkeypatch.setattr(Monitor, "situation", lambda self, **given: asked.append(given) or real(self, **given))
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: served.keeper.seen("2025-05-05"), range(8)))
    assert (len(asked), len({id(one) for one in found})) == (1, 1)
    for day in range(10, 20):
        served.keeper.seen(f"2025-05-{day}")
    assert len(served.keeper._known) == keeping.KNOWN
    (claim, *_) = (one["id"] for one in served.get(f"/api/incidents/{incidents(served)[0]['id']}")["claims"])
    assert decided(served, claim).status_code == 200
    served.keeper.settle()
    assert not served.keeper._known


# ------------------------------------------------------------------------------------------------------ other programs, faults


def a_second_program(path, text):
    report = path.with_name("second.jsonl")
    report.write_text(json.dumps({"id": "second", "outlet": "Second", "published": "2021-05-03", "text": text}), encoding="utf-8")
    environment = {**os.environ, "TWOSOURCE_WORKERS": "1", "TWOSOURCE_READER": "rules"}
    return subprocess.run(
        [sys.executable, "-m", "twosource", "add", str(report), "--record", str(path)],
        env=environment,
        cwd=path.parent,
        capture_output=True,
        text=True,
        check=False,
    )


def test_what_a_second_program_adds_is_noticed(tolls, monkeypatch):
    monkeypatch.setattr(keeping, "NOTICE", 0.0)
    before = tolls.get("/api/record")
    done = a_second_program(tolls.keeper.path, "A car bomb in Samar on Sunday killed 3 people, the mayor said.")
    assert done.returncode == 0, done.stderr
    tolls.get("/api/record")
    tolls.keeper.settle()
    after = tolls.get("/api/record")
    assert (after["reports"], after["revision"] != before["revision"]) == (before["reports"] + 1, True)
    assert "Second" in {one["outlet"] for one in tolls.get("/api/reports")}


def test_a_record_that_nobody_has_changed_is_not_derived_again(tolls, monkeypatch):
    monkeypatch.setattr(keeping, "NOTICE", 0.0)
    derived = []
    monkeypatch.setattr(Monitor, "derive", lambda _: derived.append(1))
    for _ in range(3):
        tolls.get("/api/record")
        tolls.keeper.settle()
    assert not derived
    assert tolls.get("/api/record")["state"] == "ready"


def test_a_fault_while_the_record_is_derived_leaves_the_app_serving_and_is_mended_when_it_passes(tolls, monkeypatch, caplog):
    monkeypatch.setattr(keeping, "NOTICE", 0.0)
    _, claims = the_toll(tolls)
    with monkeypatch.context() as broken:
        broken.setattr(Monitor, "record", lambda _: 1 / 0)
        assert decided(tolls, claims[12], "reject").status_code == 200
        tolls.keeper.settle()
        assert "a task of the web app failed" in caplog.text
        assert set(the_toll(tolls)[1]) == {12, 40}
    tolls.get("/api/record")
    tolls.keeper.settle()
    assert set(the_toll(tolls)[1]) == {40}


def test_a_program_that_is_killed_loses_nothing_that_it_has_answered_for(tolls_record, tmp_path):
    path = Path(shutil.copy(tolls_record, tmp_path / "war.db"))
    program = f"""
import os, sys, time
from pathlib import Path
sys.path.insert(0, {str(Path(__file__).parents[2])!r})
from outlets.web.serving import serving
with serving(Path({str(path)!r})) as served:
    found = [ref for one in served.keeper.present.record.incidents for ref in one.mentions]
    for claim in (f"{{ref.document}}:{{ref.claim}}" for ref in found):
        answer = served.send("/api/decisions", claim=claim, verdict="accept", judge="Rana", why="x", seen=0)
        print(answer.json()["ids"][0], flush=True)
    served.add(*((f"{{number}}.txt", b"Shells fell on Oru on Sunday, residents said.") for number in range(100)))
    print("reading", flush=True)
    time.sleep(60)
"""
    running = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE, text=True, cwd=tmp_path)
    answered = []
    for line in running.stdout:
        if line.strip() == "reading":
            break
        answered.append(line.strip())
    running.send_signal(signal.SIGKILL)
    running.wait()
    running.stdout.close()
    assert answered
    with Monitor.open(path, settings=SETTINGS) as monitor:
        assert {one.id for one in monitor.store.corrections()} == set(answered)
        assert set(monitor.record().corrections) == set(monitor.store.corrections())


def test_a_keeper_that_is_closed_before_it_was_started_lets_go_of_the_file(tolls_record, tmp_path):
    keeper = Keeper(Path(shutil.copy(tolls_record, tmp_path / "war.db")), SETTINGS)
    keeper.close()
    assert EXAMPLES.is_dir()
