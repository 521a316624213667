"""What is one, what is two, and who decides."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import permutations

import pytest
from builders import a_document, a_place, a_reading, a_strike, a_taking, an_actor, an_event, when, words
from hypothesis import given, settings
from hypothesis import strategies as st

from twosource.linking import judgement_id, link
from twosource.linking.comparisons import COMPARISONS, compare, contradicts
from twosource.linking.entities import actors, places
from twosource.linking.names import called, singular
from twosource.linking.scene import scene_of
from twosource.linking.tellings import tellings
from twosource.linking.weighing import settings as weights
from twosource.nouns import Judgement, Links, Reading, Ref, When
from twosource.vocabulary.roster import Entry, Roster, Stretch


def ref(reading: Reading, number: int = 0) -> Ref:
    return Ref(reading.document.id, reading.events[number].id)


def are_one(links: Links, left: Ref, right: Ref) -> bool:
    return any(left in group and right in group for group in links.events)


def forbidden(left: Reading, right: Reading) -> bool:
    """Tell whether something firm forbids that the first happenings of two reports are one."""
    both = [left, right]
    who, where = actors(both), places(both)
    one, other = (tellings(reading, who, where)[0] for reading in both)
    return contradicts(one, other, scene_of(both, who, where))


def a_judgement(left: Ref, right: Ref, verdict: str, made: str = "2031-06-01") -> Judgement:
    return Judgement(judgement_id(left, right), left, right, verdict, 0.0, "an analyst", "I was there", made=made)  # type: ignore[arg-type]


def test_a_strike_told_by_two_reports_is_one_with_a_reason_in_sentences():
    left, right = a_strike("one"), a_strike("two", trigger="hit")
    links = link([left, right])
    assert are_one(links, ref(left), ref(right))
    (judgement,) = links.judgements
    assert judgement.verdict == "same"
    assert f"Both name the same place (Oru). ({weights()['place']['same']:+.1f})" in judgement.why
    assert "They use kindred words for it." in [line.sentence for line in judgement.evidence]
    assert judgement.weight == pytest.approx(sum(line.weight for line in judgement.evidence))


def test_every_event_actor_place_and_figure_stands_in_exactly_one_group():
    readings = [a_strike("one"), a_strike("two", place="Tavan"), a_taking("three", "Rebels", "The army", "2031-05-04")]
    links = link(readings)
    for section, groups in (
        ("events", links.events),
        ("actors", links.actors),
        ("places", links.places),
        ("figures", links.figures),
    ):
        records = sorted(Ref(one.document.id, record.id) for one in readings for record in getattr(one, section))
        assert sorted(ref for group in groups for ref in group) == records


def test_another_town_is_another_strike():
    left, right = a_strike("one", lat=10.0, lon=20.0), a_strike("two", place="Tavan", lat=11.0, lon=20.0)
    assert not are_one(link([left, right]), ref(left), ref(right))


def test_another_day_is_another_strike():
    left, right = a_strike("one"), a_strike("two", day="2031-05-07", published="2031-05-08")
    assert not are_one(link([left, right]), ref(left), ref(right))


def test_two_villages_of_one_name_stay_two():
    left = a_strike("one", geonames=1, lat=10.0, lon=20.0, within="Tavan")
    right = a_strike("two", geonames=2, lat=12.0, lon=20.0, within="South Vard")
    links = link([left, right])
    assert len(links.places) == 2
    assert not are_one(links, ref(left), ref(right))


def test_a_capture_and_a_recapture_by_the_other_side_stay_two():
    left = a_taking("one", "Rebels", "The army", "2031-05-04")
    right = a_taking("two", "The army", "Rebels", "2031-05-05", kind="government_regains_territory", verb="recaptured")
    assert not are_one(link([left, right]), ref(left), ref(right))


def test_a_plan_is_not_the_deed():
    left, right = a_strike("one"), a_strike("two", realis="future", day=None)
    assert not are_one(link([left, right]), ref(left), ref(right))


def test_a_denied_strike_is_the_strike_that_is_denied():
    left, right = a_strike("one"), a_strike("two", realis="denied")
    assert are_one(link([left, right]), ref(left), ref(right))


def test_a_person_who_says_different_outranks_the_weights_and_may_change_their_mind():
    left, right = a_strike("one"), a_strike("two")
    parted = a_judgement(ref(left), ref(right), "different")
    assert not are_one(link([left, right], [parted]), ref(left), ref(right))
    joined = a_judgement(ref(right), ref(left), "same", made="2031-06-02")
    links = link([left, right], [joined, parted])
    assert are_one(links, ref(left), ref(right))
    assert joined in links.judgements
    assert parted not in links.judgements


def test_a_person_who_says_same_joins_what_the_weights_keep_apart():
    left, right = a_strike("one", lat=10.0, lon=20.0), a_strike("two", place="Tavan", day="2031-05-07", lat=11.0, lon=20.0)
    assert are_one(link([left, right], [a_judgement(ref(left), ref(right), "same")]), ref(left), ref(right))


def test_a_person_parts_two_mentions_that_the_reader_joined():
    document = a_document("Rebels shelled Oru. The shelling went on.")
    first = an_event(document, "shelled", "shelling_artillery_missile", day="2031-05-04")
    second = an_event(document, "shelling", "shelling_artillery_missile", same_as=first.id)
    reading = a_reading(document, events=[first, second])
    assert are_one(link([reading]), ref(reading, 0), ref(reading, 1))
    parted = a_judgement(ref(reading, 0), ref(reading, 1), "different")
    assert not are_one(link([reading], [parted]), ref(reading, 0), ref(reading, 1))


def test_a_judgement_on_actors_or_on_nothing_we_hold_harms_nothing():
    left, right = a_strike("one"), a_strike("two")
    actor = Ref("one", left.actors[0].id), Ref("two", right.actors[0].id)
    apart = a_judgement(*actor, "different")
    unknown = a_judgement(Ref("one", "E1"), Ref("nowhere", "E2"), "same")
    assert len(link([left, right], [apart, unknown]).actors) == 2
    assert len(link([left, right], [unknown]).actors) == 1


def test_the_machines_own_earlier_judgements_decide_nothing():
    left, right = a_strike("one"), a_strike("two")
    before = replace(link([left, right]).judgements[0], verdict="different")
    assert are_one(link([left, right], [before]), ref(left), ref(right))


def test_the_order_of_the_reports_changes_nothing():
    readings = [a_strike("one"), a_strike("two", killed=(8, 8)), a_strike("three", place="Tavan"), a_strike("four", day=None)]
    expected = link(readings)
    assert all(link(order) == expected for order in permutations(readings))


def test_one_reports_repeated_word_joins_and_its_other_acts_stay_apart():
    document = a_document("Vard warplanes bombed Oru. Later Vard warplanes bombed Oru's market. Vard warplanes hit Oru.")
    town, planes = a_place(document, "Oru"), an_actor(document, "Vard warplanes", "military")
    told = [
        an_event(document, trigger, kind, nth=nth, day="2031-05-04", at=town.id, place="Oru")
        for trigger, nth, kind in (
            ("bombed", 1, "air_drone_strike"),
            ("bombed", 2, "air_drone_strike"),
            ("hit", 1, "shelling_artillery_missile"),
        )
    ]
    reading = a_reading(document, actors=[planes], places=[town], events=told)
    links = link([reading])
    assert are_one(links, ref(reading, 0), ref(reading, 1))
    assert not are_one(links, ref(reading, 0), ref(reading, 2))


def test_a_pair_just_below_the_threshold_is_kept_as_undecided():
    left, right = a_strike("one", day=None, published="2031-05-04"), a_strike("two", day=None, published="2031-06-04")
    verdicts = {one.verdict for one in link([bare(left), bare(right)]).judgements}
    assert verdicts <= {"undecided", "same"}


def bare(reading: Reading) -> Reading:
    """The reading without actors and figures: type, place and word are all that is left to compare."""
    return replace(reading, actors=(), figures=())


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.sampled_from(["Oru", "Tavan", "Lesk"]), min_size=2, max_size=2),
    st.booleans(),
    st.sampled_from(["actual", "denied", "future"]),
)
def test_comparing_is_symmetric(names: list[str], has_day: bool, realis: str):
    left, right = (
        a_strike("one", place=names[0]),
        a_strike("two", place=names[1], day="2031-05-05" if has_day else None, realis=realis),
    )
    who, where = actors([left, right]), places([left, right])
    scene = scene_of([left, right], who, where)
    one, other = (tellings(reading, who, where)[0] for reading in (left, right))
    assert [line.weight for line in compare(one, other, scene)] == [line.weight for line in compare(other, one, scene)]


def test_every_level_has_a_weight_and_a_sentence():
    for comparison in COMPARISONS:
        assert set(comparison.sentences) == set(weights()[comparison.name])


def test_names_join_by_acronym_spelling_and_alias_and_not_across_wars():
    first = a_document("Free Vard Front fighters and rebels left Sheikhun in Vard.", "one")
    second = a_document("The FVF and the rebels left Sheikhoun.", "two")
    third = a_document("The rebels left Lomar.", "three")
    readings = [
        a_reading(
            first, actors=[an_actor(first, "Free Vard Front"), an_actor(first, "rebels")], places=[a_place(first, "Sheikhun")]
        ),
        a_reading(second, actors=[an_actor(second, "FVF"), an_actor(second, "rebels")], places=[a_place(second, "Sheikhoun")]),
        a_reading(third, actors=[an_actor(third, "rebels")], places=[a_place(third, "Lomar", country="LO")]),
    ]
    links = link(readings)
    assert sorted(len(group) for group in links.actors) == [1, 2, 2]
    assert sorted(len(group) for group in links.places) == [1, 2]


def test_the_name_at_the_end_of_a_description_joins():
    first, second = a_document("The armed group Free Vard Front left.", "one"), a_document("Free Vard Front left.", "two")
    described = a_reading(first, actors=[an_actor(first, "The armed group Free Vard Front")])
    assert len(link([described, a_reading(second, actors=[an_actor(second, "Free Vard Front")])]).actors) == 1
    assert [called(one) for one in ("head of the Free Vard Front", "rebels", "Vard Front")] == ["", "", ""]


def test_a_person_and_a_group_of_one_name_are_two():
    first, second = a_document("Vard spoke.", "one"), a_document("Vard spoke.", "two")
    readings = [
        a_reading(first, actors=[an_actor(first, "Vard", "person")]),
        a_reading(second, actors=[an_actor(second, "Vard", "media")]),
    ]
    assert len(link(readings).actors) == 2


def test_the_city_and_the_province_of_one_name_are_two():
    first, second = a_document("Tavan fell.", "one"), a_document("Tavan fell.", "two")
    readings = [
        a_reading(first, places=[a_place(first, "Tavan")]),
        a_reading(second, places=[a_place(second, "Tavan", precision="province")]),
    ]
    assert len(link(readings).places) == 2


def test_a_month_of_fighting_overlaps_a_day_of_it_and_says_little():
    left, right = a_strike("one"), a_strike("two")
    event = replace(right.events[0], when=when("2031-05-01", "2031-05-15"))
    (judgement,) = link([left, replace(right, events=(event,))]).judgements
    assert any("The times tell nothing" in line.sentence for line in judgement.evidence)


def test_news_without_a_day_of_reports_weeks_apart_are_two():
    left, right = a_strike("one", day=None), a_strike("two", day=None, published="2031-05-25", killed=(9, 9))
    assert not are_one(link([left, right]), ref(left), ref(right))
    near = a_strike("three", day=None, published="2031-05-05")
    assert are_one(link([left, near]), ref(left), ref(near))


def test_by_the_day_of_the_report_is_news_and_meets_a_day():
    left, right = a_strike("one"), a_strike("two", killed=(9, 9))
    event = replace(right.events[0], when=When(None, "2031-05-04"))
    assert are_one(link([left, replace(right, events=(event,))]), ref(left), ref(right))


def test_a_report_printed_before_the_day_cannot_tell_of_it():
    left, right = a_strike("one", published="2031-05-01", day=None), a_strike("two", day="2031-05-04")
    assert not are_one(link([left, right]), ref(left), ref(right))
    assert date(2031, 5, 1) < date(2031, 5, 4)


def test_a_sentence_that_two_papers_print_is_one_telling_whatever_its_place_was_taken_for():
    def printed(name: str, town: str, published: str) -> Reading:
        text = f"{town} news. On the way to the market a patrol of the front shelled the old bridge. It lies near {town}."
        document = a_document(text, name, published=published)
        place = a_place(document, town, lat=10.0 + len(town), lon=20.0)
        return a_reading(
            document, places=[place], events=[an_event(document, "shelled", "shelling_artillery_missile", at=place.id)]
        )

    left, right = printed("one", "Oru", "2031-05-04"), printed("two", "Tavan", "2031-05-05")
    assert are_one(link([left, right]), ref(left), ref(right))
    later = printed("three", "Tavan", "2031-06-05")
    assert not are_one(link([left, later]), ref(left), ref(later))


def test_a_place_from_the_words_around_weighs_less_than_a_named_one():
    document = a_document("Vard warplanes bombed a market on Sunday. Oru is quiet.", "one")
    oru, planes = a_place(document, "Oru", lat=10.0, lon=20.0), an_actor(document, "Vard warplanes", "military")
    loose = an_event(
        document, "bombed", "air_drone_strike", day="2031-05-04", time="on Sunday", agent="Vard warplanes", at=oru.id
    )
    left = a_reading(document, actors=[planes], places=[oru], events=[loose])
    right = a_strike("two", place="Tavan", lat=11.0, lon=20.0)
    assert are_one(link([left, right]), ref(left), ref(right))
    assert not are_one(link([a_strike("one", lat=10.0, lon=20.0), right]), Ref("one", right.events[0].id), ref(right))


def test_a_mine_and_an_air_strike_of_one_day_and_village_stay_two():
    document = a_document("A landmine killed two farmers in Oru on Sunday.", "two")
    town = a_place(document, "Oru")
    event = an_event(document, "killed", "attack", day="2031-05-04", time="on Sunday", place="Oru", at=town.id)
    mine = a_reading(document, places=[town], events=[replace(event, instrument=(words(document, "A landmine"),))])
    left = a_strike("one")
    assert not are_one(link([left, mine]), ref(left), ref(mine))
    assert forbidden(left, mine)
    assert not forbidden(left, a_reading(document, places=[town], events=[event])), "it is the mine that forbids"


def test_what_the_roster_names_alike_is_one_actor_and_two_of_its_actors_are_never_one():
    roster = Roster(
        (
            Entry("actor", "Tavan Brigade", (("Tavan Brigade", Stretch()), ("the Lions", Stretch(until=date(2031, 5, 1)))), 1),
            Entry("actor", "Oru Guard", (("Oru Guard", Stretch()), ("the Lions", Stretch(since=date(2031, 5, 1)))), 1),
        )
    )
    names = (("one", "2031-04-01", "Tavan Brigade"), ("two", "2031-04-02", "the Lions"), ("three", "2031-05-02", "the Lions"))
    readings = []
    for name, day, actor in names:
        document = a_document(f"{actor} came.", name, published=day)
        readings.append(a_reading(document, actors=[an_actor(document, actor, "person" if name == "two" else "armed_group")]))
    assert [{one.document for one in group} for group in actors(readings, roster=roster).groups] == [
        {"one", "two"},
        {"three"},
    ]
    assert len(link(readings).actors) == 3, "without it a person and a group of one name are two"


def test_a_group_in_the_singular_and_in_the_plural_is_one_and_a_person_is_none_of_it():
    readings = []
    for name, called_so, kind in (
        ("one", "Rebels", "armed_group"),
        ("two", "rebel", "armed_group"),
        ("three", "rebel", "person"),
    ):
        document = a_document(f"The {called_so} came.", name)
        readings.append(a_reading(document, actors=[an_actor(document, called_so, kind)]))
    assert [{one.document for one in group} for group in actors(readings).groups] == [{"one", "two"}, {"three"}]
    assert [singular(key) for key in ("rebels", "press", "isis", "status", "its")] == ["rebel", "press", "isis", "status", "its"]


def test_a_described_place_may_be_one_of_the_town_that_another_report_names():
    def evidence(*names: str) -> float:
        told = []
        for number, name in enumerate(names):
            document = a_document(f"Rockets hit {name} on Sunday, he said.", f"r{number}")
            place = a_place(document, name, country=None, precision="vague")
            event = an_event(document, "hit", "shelling_artillery_missile", place=name, at=place.id)
            told.append(a_reading(document, places=[place], events=[event]))
        scene = scene_of(told, actors(told), places(told))
        left, right = (tellings(one, actors(told), places(told))[0] for one in told)
        return next(one.weight for one in compare(left, right, scene) if one.comparison == "place")

    assert evidence("Oru", "a market") == weights()["place"]["guessed"]
    assert evidence("Oru", "Tavan") == evidence("a market", "a school") == weights()["place"]["other"]
