"""One more report touches only its neighbourhood, and in whatever order reports come the links are the same."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations
from random import Random

from builders import a_strike, a_taking

from twosource.linking import Memory, judgement_id, link, opposed
from twosource.nouns import Judgement, Reading, Ref

WAR = [
    *(a_strike(f"s{number}", trigger=word) for number, word in enumerate(("bombed", "struck", "bombed", "hit"))),
    *(a_strike(f"t{number}", place="Tavan", published=day, day=day) for number, day in enumerate(("2031-05-04", "2031-05-09"))),
    a_taking("c0", "Free Vard Front", "the Vard army", "2031-05-05"),
    a_taking("c1", "Free Vard Front", "the army of Vard", "2031-05-05"),
]


def test_added_one_by_one_equals_built_from_scratch_in_any_order():
    whole = link(WAR)
    for order in [WAR, WAR[::-1], *(Random(seed).sample(WAR, len(WAR)) for seed in range(12))]:
        memory, known = Memory(), []
        for one in order:
            known.append(one)
            assert link(known, (), memory) == link(sorted(known, key=lambda reading: reading.document.id))
        assert link(known, (), memory) == whole


def test_one_more_report_compares_only_pairs_in_which_it_stands():
    elsewhere = [a_strike(f"e{number}", place="Lomar", published="2032-01-04", day="2032-01-04") for number in range(12)]
    memory = Memory()
    link([*WAR, *elsewhere], (), memory)
    before = memory.compared
    link([*WAR, *elsewhere], (), memory)
    assert memory.compared == before
    link([*WAR, *elsewhere, a_strike("t9", place="Tavan", trigger="struck")], (), memory)
    assert 0 < memory.compared - before <= len(WAR)


def test_a_reading_that_is_made_anew_is_compared_anew():
    one, two = a_strike("one"), a_strike("two", trigger="struck")
    memory = Memory()
    assert len(link([one, two], (), memory).events) == 1
    retyped = replace(two, events=tuple(replace(event, type="arrest", realis="future") for event in two.events))
    assert link([one, retyped], (), memory) == link([one, retyped])


# ------------------------------------------------------------------------------------- judgements that contradict others


def judged(left: Reading, right: Reading, verdict: str, made: str = "2031-05-05") -> Judgement:
    refs = [Ref(one.document.id, one.events[0].id) for one in (left, right)]
    return Judgement(judgement_id(*refs), *refs, verdict, 0.0, "Rana", made=made)  # type: ignore[arg-type]


def test_judgements_that_cannot_hold_together_are_named():
    one, two, three, four = WAR[:4]
    same = [judged(one, two, "same"), judged(two, three, "same")]
    assert opposed(same, judged(one, three, "different")) == tuple(sorted(same, key=lambda one: one.id))
    assert opposed([same[0], judged(one, three, "different")], same[1]) != ()
    assert opposed(same, judged(one, four, "different")) == ()
    assert opposed(same, judged(one, three, "undecided")) == ()


def test_a_judgement_takes_the_place_of_an_earlier_one_on_its_pair():
    one, two, three = WAR[:3]
    kept = [judged(one, two, "same"), judged(two, three, "same"), judged(one, three, "same")]
    assert opposed(kept[:1], judged(one, two, "different", "2031-05-06")) == ()
    assert len(opposed(kept, judged(one, three, "different", "2031-05-06"))) == 2


def test_the_order_of_a_pair_does_not_matter():
    for left, right in permutations(WAR[:2]):
        assert judged(left, right, "same").id == judged(right, left, "same").id
