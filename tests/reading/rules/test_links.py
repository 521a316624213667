"""Which event and place a figure belongs to."""

from reading.rules.scene import document, spans
from twosource.reading.rules import links
from twosource.reading.sentences import sentences
from twosource.reading.sightings import EventSeen, FigureSeen, PlaceSeen
from twosource.vocabulary import load


def figure(text, words, kind, events=(), places=()):
    """Return one figure of a text, linked."""
    read = sentences(document(text), load().languages["en"])
    happened = [EventSeen(spans(text, trigger)[0], kind_, realis, at=at) for trigger, kind_, realis, at in events]
    where = [PlaceSeen(spans(text, name), name) for name in places]
    return links.figures(read, [FigureSeen(spans(text, words)[0], kind)], happened, where, (), ())[0]


def test_a_supposed_figure_hangs_on_no_event_that_happened():
    text = "Rebels displaced villagers. An assault would send thousands of refugees across."
    assert figure(text, "thousands of refugees", "displaced", [("displaced", "displacement", "actual", None)]).event is None


def test_a_sentence_about_a_town_counts_its_people_there():
    text = "Oru was home to 900 people, displaced by fighting in Tavan."
    events = [("displaced", "displacement", "actual", 1)]
    assert figure(text, "900 people", "displaced", events, ["Oru", "Tavan"]).at == 0


def test_a_toll_over_months_is_not_that_of_the_place_last_spoken_of():
    text = "Rebels shelled Oru. Since May 500 civilians have been killed in attacks."
    events = [("shelled", "shelling_artillery_missile", "actual", 0), ("attacks", "armed_clash", "actual", 0)]
    assert figure(text, "500 civilians", "killed", events, ["Oru"]).at is None


def test_a_toll_hangs_on_the_attack_of_its_sentence():
    text = "An attack on Oru killed 12 people."
    found = figure(text, "12 people", "killed", [("attack", "armed_clash", "actual", 0)], ["Oru"])
    assert (found.event, found.at) == (0, 0)
