"""Who took a place decides the type of a capture."""

import pytest

from twosource.nouns import Place, Span
from twosource.reading import captures
from twosource.reading.sightings import ActorSeen, EventSeen

TEXT = "The force captured the town"
AGENT, TRIGGER = Span(0, 9), Span(10, 18)


def taken(kind, country, name="The force", text=TEXT):
    event = EventSeen(TRIGGER, captures.STATE, roles={"agent": (AGENT,)}, at=0)
    place = Place("P", "Oru", (), country="SY")
    return captures.typed(text, [event], [ActorSeen((AGENT,), kind, name, country)], [place])[0].type


@pytest.mark.parametrize(
    ("kind", "country", "name", "expected"),
    [
        ("military", "SY", "The army", captures.STATE),
        ("military", "TR", "The army", captures.OTHER),
        ("armed_group", None, "The front", captures.OTHER),
        ("armed_group", None, "pro-government militia", captures.STATE),
        ("coalition", None, "The force", captures.STATE),
    ],
)
def test_a_foreign_army_or_a_group_is_no_state(kind, country, name, expected):
    assert taken(kind, country, name) == expected


def test_a_foreign_army_that_regains_a_place_fights_for_the_state():
    assert taken("military", "TR", text="The force regained the town") == captures.STATE
