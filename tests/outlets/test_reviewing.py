"""Reviewing from the command line: the queue, corrections, aliases, and every wrong call, on a record of its own."""

from __future__ import annotations

import json
import sys

import pytest

from twosource.outlets import cli

REPORTS = [
    ("herald", "Orun Herald", "Warplanes bombed a market in Lomar on Sunday and killed 40 people, the Orun Peace Watch said."),
    (
        "echo",
        "Tavan Echo",
        "Warplanes bombed the market of Lomar on Sunday. The strike killed 12 people, the governor of Lomar said.",
    ),
    ("times", "Xian Times", "OPW said that shells fell on Tavan on Sunday and wounded a woman."),
    ("post", "Xian Post", "OPW said that a mine blast near Samar on Saturday wounded a boy."),
]


@pytest.fixture
def run(monkeypatch, capsys, tmp_path):
    lines = [
        json.dumps({"id": name, "outlet": outlet, "published": "2021-05-03", "text": text}) for name, outlet, text in REPORTS
    ]
    (tmp_path / "reports.jsonl").write_text("\n".join(lines), encoding="utf-8")
    record = str(tmp_path / "war.db")

    def call(*args: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["twosource", *args, "--record", record])
        with pytest.raises(SystemExit) as left:
            cli.main()
        shown = capsys.readouterr()
        return left.value.code or 0, shown.out, shown.err

    assert call("add", str(tmp_path / "reports.jsonl"))[0] == 0
    return call


def the_toll(run):
    record = json.loads(run("report", "--json")[1])
    (group,) = (one for one in record["figures"] if one["kind"] == "killed")
    return group, {claim["low"]: f"{claim['document']}:{claim['figure']}" for claim in group["claims"]}


def test_the_queue_shows_the_contradiction_and_a_correction_ends_it(run):
    group, claims = the_toll(run)
    assert (group["relation"], group["difference"]) == ("differ", "conflict")
    _, page, _ = run("review")
    assert "Nothing but the number differs" in page
    assert all(address in " ".join(page.split()) for address in claims.values())
    for field in ("low", "high"):
        status, _, err = run("review", "correct", claims[40], field, "12", "--why", "the list of the dead", "--judge", "Rana")
        assert (status, f"{field}: 40 is 12" in err) == (0, True)
    assert the_toll(run)[0]["relation"] == "agree"
    kept = json.loads(run("report", "--json")[1])["corrections"]
    assert [(one["was"], one["value"], one["judge"], one["why"]) for one in kept] == [
        ("40", "12", "Rana", "the list of the dead")
    ] * 2
    assert "high is 12 (the machine's value: 40)" in run("explain", claims[40], "--json")[1]


def test_what_is_rejected_is_gone_from_the_record_and_kept_in_the_file(run):
    _, claims = the_toll(run)
    assert run("review", "reject", claims[12], "--why", "another strike")[0] == 0
    group, left = the_toll(run)
    assert (group["relation"], list(left)) == ("single", [40])
    assert run("review", "accept", claims[40], "--why", "seen")[0] == 0


def test_an_alias_is_listed_with_what_it_would_join_and_joins_when_it_is_taught(run):
    record = json.loads(run("report", "--json")[1])
    by_name = {one["name"]: one["id"] for one in record["actors"]}
    assert run("judge", "same", by_name["Orun Peace Watch"], by_name["OPW"], "--why", "its initials")[0] == 0
    assert "OPW means Orun Peace Watch" in run("review", "aliases")[1]
    (alias,) = json.loads(run("review", "--json")[1])["aliases"]
    status, _, err = run("review", "teach", alias["id"], "--why", "all three were read")
    assert (status, f"{len(alias['would_join'])} joined by it" in err) == (0, True)


@pytest.mark.parametrize(
    ("call", "told"),
    [
        (("accept",), "give the id and, with --why, your reason"),
        (("accept", "x:F1-2"), "give the id and, with --why, your reason"),
        (("accept", "x:F1-2", "--why", "y"), "holds no such claim"),
        (("teach", "L1", "--why", "y"), "there is no such alias"),
    ],
)
def test_a_wrong_call_says_what_is_missing_and_changes_nothing(run, call, told):
    status, _, err = run("review", *call)
    assert (status, told in " ".join(err.split())) == (2, True)
    assert json.loads(run("report", "--json")[1])["corrections"] == []


def test_a_field_belongs_to_a_correction_alone(run):
    _, claims = the_toll(run)
    assert "give no field" in run("review", "reject", claims[40], "high", "--why", "x")[2]
    assert "give the field to correct" in run("review", "correct", claims[40], "--why", "x")[2]


def test_judgements_that_contradict_others_are_refused(run):
    record = json.loads(run("report", "--json")[1])
    events = [f"{one['document']}:{one['event']}" for incident in record["incidents"] for one in incident["mentions"]]
    one, two, three = events[0], events[1], events[-1]
    for pair in ((one, two), (two, three)):
        assert run("judge", "same", *pair, "--why", "read")[0] == 0
    before = json.loads(run("report", "--json")[1])["judgements"]
    status, _, err = run("judge", "different", one, three, "--why", "read again")
    assert (status, err.count("same, says")) == (2, 2)
    place = f"{record['places'][0]['mentions'][0]['document']}:{record['places'][0]['mentions'][0]['place']}"
    assert "only two of one kind" in run("judge", "same", one, place, "--why", "c")[2]
    assert json.loads(run("report", "--json")[1])["judgements"] == before


def test_an_empty_record_has_nothing_to_review(monkeypatch, capsys, tmp_path):
    (tmp_path / "calm.txt").write_text(
        "The weather in Lomar was fine on Sunday, and nothing happened there at all.", encoding="utf-8"
    )
    for command in (("add", str(tmp_path / "calm.txt")), ("review",), ("review", "aliases")):
        monkeypatch.setattr(sys, "argv", ["twosource", *command, "--record", str(tmp_path / "war.db")])
        with pytest.raises(SystemExit) as left:
            cli.main()
        assert not left.value.code
    shown = capsys.readouterr().out
    assert "nothing is left to look at" in shown
    assert "has taught another name yet" in shown
