"""Incidents in the columns of coded data sets: what is coded, what is blank, what stands beside it."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from typing import Any

import pytest
from builders import a_document, a_figure, a_place, a_reading, an_actor, an_event, when
from outlets.invented import a_record

from twosource import plugins
from twosource.linking import link
from twosource.nouns import FigureClaim, FigureGroup, Ref
from twosource.record import Situation, derive


def rows(name: str, situation: Situation, file: str | None = None) -> list[dict[str, str]]:
    files = dict(plugins.files_of(plugins.exports()[name], situation))
    return list(csv.DictReader(io.StringIO(files[f"{file or name}.csv"].decode(), newline="")))


def a_fight(
    agent: str = "military", target: str = "armed_group", day: str = "2031-05-03", until: str | None = None, **place: Any
) -> Situation:
    document = a_document("The Army attacked the Front in Oru, killing 12.")
    actors = [an_actor(document, "The Army", agent), an_actor(document, "the Front", target)]
    town = a_place(document, "Oru", **{"lat": 15.5, "lon": 32.5, "country": "SD", "within": "Khartoum", **place})
    event = an_event(
        document, "attacked", "armed_clash", agent="The Army", target="the Front", place="Oru", at=town.id, when=when(day, until)
    )
    toll = a_figure(document, "12", "killed", 12, 12, event=event.id, when=when(day, until))
    return Situation(derive([a_reading(document, actors=actors, places=[town], events=[event], figures=[toll])], link([])))


def test_an_acled_like_row_is_coded_where_it_was_read():
    (row,) = rows("acled_like", a_fight())
    assert {name: row[name] for name in ("event_date", "year", "time_precision", "geo_precision", "iso", "country")} == {
        "event_date": "2031-05-03", "year": "2031", "time_precision": "1", "geo_precision": "1", "iso": "729", "country": "Sudan",
    }  # fmt: skip
    assert (row["disorder_type"], row["event_type"], row["sub_event_type"]) == ("Political violence", "Battles", "Armed clash")
    assert (row["actor1"], row["inter1"], row["actor2"]) == ("The Army", "1", "the Front")
    assert (row["admin1"], row["location"], row["fatalities"]) == ("Khartoum", "Oru", "12")


def test_what_was_not_read_is_blank():
    (row,) = rows("acled_like", a_fight())
    assert not any(
        row[name] for name in ("inter2", "interaction", "region", "admin2", "admin3", "source_scale", "tags", "timestamp")
    )
    (row,) = rows("ged_like", a_fight())
    assert not any(
        value for name, value in row.items() if name.endswith(("_id", "_dset_id", "_new_id")) or name.startswith("gwno")
    )


@pytest.mark.parametrize(
    ("until", "acled", "ged"),
    [
        ("2031-05-03", "1", "1"),
        ("2031-05-07", "2", "2"),
        ("2031-05-09", "2", "3"),
        ("2031-05-31", "3", "4"),
        ("2031-12", "", "5"),
    ],
)
def test_precisions_of_time(until, acled, ged):
    situation = a_fight(until=until)
    assert rows("acled_like", situation)[0]["time_precision"] == acled
    coded = rows("ged_like", situation)
    assert [row["date_prec"] for row in coded] == ([ged] if until != "2031-12" else [])


@pytest.mark.parametrize(
    ("agent", "target", "kind"),
    [
        ("military", "armed_group", "1"),
        ("armed_group", "armed_group", "2"),
        ("armed_group", "civilian", "3"),
        ("other", "civilian", ""),
    ],
)
def test_the_type_of_violence_is_told_by_the_sides(agent, target, kind):
    assert rows("ged_like", a_fight(agent, target))[0]["type_of_violence"] == kind


def test_conflicting_counts_never_vanish_into_one_integer():
    situation = a_fight()
    record = situation.record
    (group,) = record.figures
    more = FigureClaim(group.claims[0].ref, 40, 40, "the Front")
    differing = replace(group, claims=(*group.claims, more), relation="differ", low=12, high=40)
    seen = Situation(replace(record, figures=(differing,)))
    assert rows("acled_like", seen)[0]["fatalities"] == "12"
    assert [(row["low"], row["said_by"]) for row in rows("acled_like", seen, "figures")] == [("12", ""), ("40", "the Front")]
    (row,) = rows("ged_like", seen)
    assert (row["low"], row["best"], row["high"]) == ("12", "12", "40")


def test_groups_that_count_different_things_are_not_added_and_old_counts_do_not_count():
    record = a_fight().record
    (group,) = record.figures
    ref = group.claims[0].ref
    old = FigureClaim(ref, 3, 3, succeeded_by=Ref("one", "F1"))
    both = (
        replace(group, claims=(old, *group.claims)),
        FigureGroup("g2", "killed", "rebels", (FigureClaim(ref, 9, 9),), "single", when=group.when),
    )
    assert rows("acled_like", Situation(replace(record, figures=both)))[0]["fatalities"] == "12"


def test_the_toll_of_a_war_is_not_that_of_an_event():
    situation = a_fight(day="2029", until="2031")
    assert rows("acled_like", situation)[0]["fatalities"] == ""
    assert [row["of_event"] for row in rows("acled_like", situation, "figures")] == ["no"]
    assert rows("ged_like", situation) == []
    assert "nobody is counted" in rows("ged_like", situation, "left_out")[0]["why"]


def test_what_did_not_happen_is_no_row():
    record = a_record()
    future = replace(record.incidents[0], realis="future")
    situation = Situation(replace(record, incidents=(future, *record.incidents[1:])))
    assert [row["why"] for row in rows("acled_like", situation, "left_out")] == ["it is told as expected"]


def test_every_row_leads_to_the_words_of_its_claims():
    found = rows("acled_like", a_fight(), "provenance")
    assert [(row["words"], row["start"], row["end"], row["stance"]) for row in found] == [("attacked", "9", "17", "asserts")]


def test_plover_knows_actor_recipient_and_the_dead():
    import json

    files = dict(plugins.files_of(plugins.exports()["plover"], a_fight()))
    (record,) = map(json.loads, files["plover.jsonl"].splitlines())
    assert (record["event"], record["quad_code"], record["size"]["dead"]) == (["ASSAULT"], 4, 12)
    assert [one["sector"] for one in (*record["actor"], *record["recipient"])] == ["MIL", "REB"]
    assert record["event_loc"]["country_code"] == "SDN"
