"""The annotated reports as examples: what links to what, and which reports are kept apart."""

from __future__ import annotations

import json
from importlib.resources import files
from pathlib import Path

import pytest

from quality.annotations import Annotated
from training import annotated
from twosource.nouns import Page

SHARED = Path(__file__).parents[3] / "shared"
TEXT = "Rebels took Oru on Monday. They hold the town, a monitor said. The capture of Oru killed 12.\n"


def report(name: str = "one", cluster: str | None = None) -> Annotated:
    def at(words: str, start: int = 0) -> list[int]:
        begin = TEXT.index(words, start)
        return [begin, begin + len(words)]

    wanted = {
        "actors": [
            {"id": "A1", "kind": "armed_group", "mentions": [at("Rebels")]},
            {"id": "A2", "kind": "ngo", "mentions": [at("a monitor")]},
        ],
        "places": [{"id": "P1", "mentions": [at("Oru"), at("the town"), at("Oru", 30)]}],
        "weapons": [],
        "times": [{"id": "T1", "span": at("Monday"), "from": "2025-05-05", "to": "2025-05-05"}],
        "attributions": [
            {"id": "S1", "source": at("a monitor"), "cue": at("said"), "content": at("They hold the town"), "kind": "monitor"}
        ],
        "events": [
            {
                "id": "E1", "type": "non_state_actor_overtakes_territory", "realis": "actual", "trigger": at("took"),
                "agent": [at("Rebels")], "at": "P1", "from": "2025-05-05", "to": "2025-05-05", "time": [at("Monday")],
            },
            {
                "id": "E2", "type": "non_state_actor_overtakes_territory", "realis": "actual", "trigger": at("capture"),
                "at": "P1", "from": "2025-05-05", "to": "2025-05-05", "same_as": "E1",
            },
        ],
        "figures": [{"id": "F1", "span": at("12"), "kind": "killed", "event": "E2"}],
        "control": [{"id": "C1", "span": at("hold the town"), "place": "P1", "holder": "A1", "status": "holds"}],
    }  # fmt: skip
    return Annotated(name, cluster, Page(origin=name, text=TEXT, raw="", extractor="plain"), wanted)


def told(kind: str) -> set[tuple[str, str]]:
    links = annotated.example(report()).links
    return {(TEXT[slice(*one)], TEXT[slice(*two)]) for name, one, two in links if name == kind}


def test_an_event_points_to_its_roles_its_place_and_its_time() -> None:
    assert told("role.agent") == {("took", "Rebels")}
    assert told("at") == {(trigger, place) for trigger in ("took", "capture") for place in ("Oru", "the town")}
    assert told("when") == {("took", "Monday"), ("capture", "Monday")}, (
        "an earlier time of the same dates dates the second mention"
    )


def test_a_later_mention_points_to_every_earlier_one() -> None:
    assert told("same.event") == {("capture", "took")}
    assert told("same.place") == {("the town", "Oru"), ("Oru", "the town"), ("Oru", "Oru")}


def test_what_is_said_points_to_who_says_it_and_a_figure_to_what_it_counts() -> None:
    assert told("said.source") == {("They hold the town", "a monitor")}
    assert told("said.cue") == {("They hold the town", "said")}
    assert told("figure.event") == {("12", "capture")}


def test_reports_of_one_story_stand_on_one_side() -> None:
    sides = {annotated.held_out(report(f"report-{number}", "one-story")) for number in range(30)}
    assert len(sides) == 1
    apart = sum(annotated.held_out(report(f"report-{number}")) for number in range(1000))
    assert 70 < apart < 130, "about a tenth"


def test_a_topic_of_a_public_test_split_is_never_learnt() -> None:
    assert not annotated.learnt(report("any", annotated.KEPT_APART))


def test_what_the_shipped_bundle_learnt_from_is_named_and_the_rest_is_unseen() -> None:
    manifest = json.loads(files("twosource.reading.network.bundle").joinpath("manifest.json").read_text(encoding="utf-8"))
    known = annotated.LEARNT.read_text(encoding="utf-8").split()
    assert len(known) == len(set(known)) == manifest["trained_on"][0]["reports"]
    assert not annotated.unseen(report(known[0]))
    new = next(one for number in range(100) if annotated.learnt(one := report(f"new-{number}")))
    assert annotated.unseen(new)


@pytest.mark.shared
def test_every_annotation_lies_on_the_words_that_were_annotated() -> None:
    if not (SHARED / "news").is_dir():
        pytest.skip("../shared/news is not here")
    for second in (False, True):
        for one in annotated.reports(SHARED, second=second):
            made = annotated.example(one)
            assert all(0 <= start < end <= len(one.page.text) for _, (start, end) in made.spans), one.name
            assert all(
                not TEXT_EDGE.intersection((one.page.text[start], one.page.text[end - 1])) for _, (start, end) in made.spans
            )


TEXT_EDGE = {" ", "\n"}
