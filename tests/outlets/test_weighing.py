from dataclasses import replace

import pytest

from outlets.invented import a_record
from twosource.nouns import Control, FigureClaim, FigureGroup, Incident, Record, Ref, Standing, When
from twosource.outlets import weighing
from twosource.outlets.voices import voices_of


def incident(kind: str = "armed_clash", word: str = "reported", origins: int = 1, mentions: int = 1, **more) -> Incident:
    refs = tuple(Ref("d1", f"E{number}") for number in range(mentions))
    return Incident(more.pop("id", "i"), kind, "A title", refs, Standing(word, origins, ""), **more)


def killed(*counts: int, kind: str = "killed", relation: str = "single", id: str = "g") -> FigureGroup:  # noqa: A002
    claims = tuple(FigureClaim(Ref("d1", f"F{count}"), count, count) for count in counts)
    return FigureGroup(id, kind, "people", claims, relation, low=min(counts), high=max(counts))


def test_violence_and_territory_weigh_more_than_movements_and_these_more_than_words():
    kinds = ("non_state_actor_overtakes_territory", "force_movement", "agreement", "accusation")
    assert [weighing.weight(incident(kind), ()) for kind in kinds] == [3, 2, 1, 0]


def test_each_further_independent_origin_adds_a_point_up_to_three():
    weights = [weighing.weight(incident(word="corroborated", origins=origins), ()) for origins in (2, 3, 4, 9)]
    assert weights == [4, 5, 6, 6]


def test_hearsay_of_one_side_adds_nothing():
    assert weighing.weight(incident(origins=3), ()) == weighing.weight(incident(), ())


@pytest.mark.parametrize("word", ["disputed", "denied", "withdrawn"])
def test_what_is_opposed_weighs_three_more(word):
    assert weighing.weight(incident(word=word), ()) == weighing.weight(incident(), ()) + 3


def test_the_dead_weigh_by_the_digits_of_the_highest_number_that_anyone_gives():
    weights = [weighing.weight(incident(), (killed(*counts),)) for counts in ((0,), (3,), (3, 40), (500,))]
    assert weights == [3, 4, 5, 6]


def test_the_wounded_and_the_displaced_do_not_count_as_dead():
    assert weighing.weight(incident(), (killed(400_000, kind="displaced"),)) == 3


def test_background_and_what_is_expected_never_stand_at_the_top():
    found = (
        incident(id="past", word="corroborated", origins=3, background=True),
        incident(id="plan", word="corroborated", origins=3, realis="future"),
        incident("accusation", id="lone"),
        incident(id="both", word="corroborated", origins=2),
    )
    record = Record((), found)
    assert [one.id for one in weighing.foremost(record, voices_of(record))] == ["both"]


def test_the_top_is_in_order_of_weight_and_has_an_end():
    found = tuple(incident(id=f"i{number}", word="corroborated", origins=2 + number % 3) for number in range(12))
    record = Record((), found)
    top = weighing.foremost(record, voices_of(record))
    assert [one.id for one in top] == ["i2", "i5", "i8", "i11", "i1", "i4"]


def test_where_few_stand_out_the_gravest_of_the_rest_stand_beside_them():
    found = (incident("accusation", id="words"), incident(id="clash"), incident("force_movement", id="march"))
    two = replace(incident("withdrawal", id="told"), mentions=(Ref("d1", "E1"), Ref("d2", "E1")))
    record = Record((), (*found, two))
    assert [one.id for one in weighing.foremost(record, voices_of(record))] == ["told", "clash"]


def test_a_single_mention_without_figures_is_told_in_a_line():
    assert not weighing.is_told_at_length(incident(), ())
    assert not weighing.is_told_at_length(incident(), (killed(5, kind="other"),))
    assert weighing.is_told_at_length(incident(), (killed(5),))
    assert weighing.is_told_at_length(incident(mentions=2), ())


def test_words_and_politics_are_told_in_a_line_unless_two_sides_speak_of_them():
    assert not weighing.is_told_at_length(incident("accusation", mentions=3), ())
    assert weighing.is_told_at_length(incident("accusation", word="disputed", mentions=2), ())


def test_figures_that_differ_stand_at_the_top_the_dead_first_then_the_widest():
    found = (
        killed(100, 900, kind="displaced", relation="differ", id="fled"),
        killed(10, 20, relation="differ", id="narrow"),
        killed(10, 90, relation="differ", id="wide"),
        killed(10, relation="single", id="one"),
        killed(1, 500, kind="other", relation="differ", id="miles"),
    )
    assert [group.id for group in weighing.widest(found)] == ["wide", "narrow", "fled"]


def state(id: str, place: str, status: str, first: str | None, last: str | None = None, **more) -> Control:  # noqa: A002
    when = When(first, last) if first or last else None
    return Control(id, place, "ka1", status, (Ref("d1", "C1"),), Standing("reported", 1, ""), when, **more)


def test_a_place_is_now_as_the_newest_state_says_that_names_who_has_it():
    states = [state("old", "p", "holds", "2014", "2031-05-02"), state("new", "p", "gained", "2031-05-03")]
    assert weighing.now([*states, state("gone", "p", "lost", "2031-05-04")]).id == "new"
    assert weighing.now([state("gone", "p", "lost", "2031-05-04"), state("open", "p", "lost", None)]).id == "gone"


def test_contested_places_stand_before_those_with_more_claims():
    record = replace(
        a_record(),
        places=tuple(replace(place, precision="town") for place in a_record().places),
        control=(state("a", "kp2", "holds", "2031"), state("b", "kp2", "gained", "2032"), state("c", "kp1", "holds", "2031")),
    )
    assert [place for place, _ in weighing.places_in_play(record)] == ["kp2", "kp1"]
    contested = replace(record, control=(*record.control[:2], replace(record.control[2], contested_by=("a",))))
    assert [place for place, _ in weighing.places_in_play(contested)] == ["kp1", "kp2"]
