"""Every example in events.toml is read as it says, and the table covers the field's list."""

import csv
from pathlib import Path

import pytest

from twosource.nouns import ROLES, Block, Document, Span
from twosource.reading.rules import events
from twosource.reading.sentences import sentences
from twosource.reading.sightings import ActorSeen, PlaceSeen
from twosource.vocabulary import load

TYPES = Path(__file__).parents[3] / "shared" / "annotation" / "event-types.tsv"
EXAMPLES = [(kind.name, example) for kind in load().events.values() for example in kind.examples]


def span_of(text, words):
    assert words in text, f"the example says {words!r}, which its text lacks: {text}"
    return Span(text.index(words), text.index(words) + len(words))


def read(example):
    """Read an example with the parties, places and times that it expects known."""
    text, expect, vocabulary = example.text, example.expect, load()
    document = Document("d", "d", text, "", "", blocks=(Block("body", Span(0, len(text))),))
    actors = [ActorSeen((span_of(text, expect[role]),), "other", expect[role]) for role in ("agent", "target") if role in expect]
    places = [PlaceSeen((span_of(text, expect[r]),), expect[r]) for r in ("place", "origin", "destination") if r in expect]
    times = [span_of(text, expect["time"])] if "time" in expect else []
    language = vocabulary.languages[example.lang]
    return events.find(document, sentences(document, language), vocabulary, language, actors, places, times)


@pytest.mark.parametrize(("name", "example"), EXAMPLES, ids=[f"{name}-{n}" for n, (name, _) in enumerate(EXAMPLES)])
def test_an_example_is_read_as_the_vocabulary_says(name, example):
    trigger = span_of(example.text, example.expect["trigger"])
    event = next((one for one in read(example) if one.trigger.overlaps(trigger)), None)
    assert event is not None, f"nothing triggers in: {example.text}"
    assert event.type == name
    assert event.realis == example.expect.get("realis", "actual")
    for role in set(ROLES) & set(example.expect):
        assert span_of(example.text, example.expect[role]) in event.roles.get(role, ()), f"{role} in: {example.text}"


@pytest.mark.parametrize("kind", load().events.values(), ids=load().events)
def test_a_type_is_complete(kind):
    assert kind.says.endswith(".")
    assert kind.acled_event
    assert kind.acled_sub_event
    assert kind.cues["en"]
    assert set(kind.roles) <= set(ROLES)
    roles = {role for given in kind.frame.values() for role in given.split()}
    assert roles <= {*ROLES, "-"}


@pytest.mark.shared
@pytest.mark.skipif(not TYPES.exists(), reason="the shared material is not beside the checkout")
def test_the_types_are_those_of_the_annotation_in_its_order():
    with TYPES.open(encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    assert [row["type"] for row in rows] == list(load().events)
    for row, kind in zip(rows, load().events.values(), strict=True):
        assert (kind.acled_event, kind.acled_sub_event, kind.plover) == (
            row["acled_event"],
            row["acled_sub_event"],
            row["plover"],
        )
