"""Which mentions of one report tell of one happening, and why."""

from __future__ import annotations

from dataclasses import replace

from builders import a_document, a_place, a_reading, an_event

from twosource.linking import Memory, comparisons, judgement_id, link
from twosource.linking.retold import alone, retold
from twosource.nouns import Event, Judgement, Reading, Ref

SHELLING = "shelling_artillery_missile"


def a_telling(text: str, *events: tuple[str, str, str | None]) -> Reading:
    """A report of events in Oru, each given by its trigger, its type and its day."""
    document = a_document(text)
    town = a_place(document, "Oru")
    told = [an_event(document, trigger, kind, day=day, at=town.id) for trigger, kind, day in events]
    return a_reading(document, places=[town], events=told)


def chains(reading: Reading, judgements: tuple[Judgement, ...] = ()) -> list[list[str]]:
    words = {event.id: reading.document.quote(event.trigger) for event in reading.events}
    return sorted(sorted(words[name] for name in chain) for chain in retold(reading, judgements).chains)


BOMB = a_telling(
    "A car bombing shook Oru on Sunday. The blast hurt nine.",
    ("car bombing", "remote_explosive", "2031-05-04"),
    ("blast", "remote_explosive", None),
)


def test_what_points_back_to_the_only_such_thing_is_one_with_it_and_the_reason_is_told():
    assert chains(BOMB) == [["blast", "car bombing"]]
    (reason,) = retold(BOMB).judgements
    assert reason.verdict == "same"
    assert "The words before the later one point back to something told." in reason.why
    assert "A report seldom tells of two such things (remote explosive)." in reason.why


def test_takings_by_two_sides_are_two_though_the_reader_says_that_they_are_one():
    reading = a_telling(
        "Rebels captured Oru on Sunday. The army recaptured the town two days later.",
        ("captured", "non_state_actor_overtakes_territory", "2031-05-04"),
        ("recaptured", "government_regains_territory", "2031-05-06"),
    )
    first, second = reading.events
    said = replace(reading, events=(first, replace(second, same_as=first.id)))
    assert chains(said) == [["captured"], ["recaptured"]]


def levels(reading: Reading) -> dict[str, str]:
    """The level that holds of a report's first and last mention, by the comparison's name."""
    told, scene = alone(reading)
    found = comparisons.levels(told[0], told[-1], scene)
    return {comparison.name: level for comparison, level in zip(comparisons.WITHIN, found, strict=True)}


def test_how_the_text_goes_on_from_one_to_the_other_is_compared():
    assert levels(BOMB)["distance"] == "lead"
    again = a_telling(
        "A car bombing shook Oru while a second blast hurt nine.",
        ("car bombing", "remote_explosive", None),
        ("blast", "remote_explosive", None),
    )
    found = levels(again)
    assert (found["distance"], found["set_apart"], found["number"], found["voice"]) == ("sentence", "said", "single", "none")
    assert chains(again) == [["blast"], ["car bombing"]]
    first, second = BOMB.events
    spoken = replace(BOMB, events=(replace(first, said_by="S1"), replace(second, said_by="S2")))
    assert levels(spoken)["voice"] == "two"
    many = a_telling(
        "Strikes hit Oru. Raids went on.", ("Strikes", "air_drone_strike", None), ("Raids", "air_drone_strike", None)
    )
    assert levels(many)["number"] == "many"


def test_what_the_reader_says_tips_the_scales_and_does_not_decide():
    def told(said: bool) -> float:
        first, second = BOMB.events
        events: tuple[Event, ...] = (first, replace(second, same_as=first.id if said else None))
        (reason,) = retold(replace(BOMB, events=events)).judgements
        return reason.weight

    assert told(True) > told(False)


def test_a_persons_word_comes_first():
    first, second = (Ref(BOMB.document.id, event.id) for event in BOMB.events)
    parted = Judgement(judgement_id(first, second), first, second, "different", 0.0, "Rana", made="2031-05-05")
    assert chains(BOMB, (parted,)) == [["blast"], ["car bombing"]]
    assert len(link([BOMB], [parted]).events) == 2


def test_no_other_report_changes_a_reports_chains():
    other = a_telling("Artillery shelled Oru. The shelling went on.", ("shelled", SHELLING, None), ("shelling", SHELLING, None))
    other = replace(other, document=replace(other.document, id="two"))
    alone = {one.id for one in retold(BOMB).judgements}
    assert alone <= {one.id for one in link([BOMB, other]).judgements}


def test_a_report_that_is_known_is_not_looked_through_again_until_it_changes():
    memory = Memory()
    before = memory.retold(BOMB, (), None)
    assert memory.retold(BOMB, (), None) is before
    fewer = replace(BOMB, events=BOMB.events[:1])
    assert memory.retold(fewer, (), None) == retold(fewer)
