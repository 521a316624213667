"""Invented sentences with hand-made sightings, for the tests of the event and control rules."""

from datetime import date

from twosource.nouns import Block, Document, Span
from twosource.reading.rules import control, events
from twosource.reading.sentences import sentences
from twosource.reading.sightings import ActorSeen, PlaceSeen
from twosource.vocabulary import load


def spans(text, words):
    """Return every place of some words in a text."""
    found, at = [], text.find(words)
    while at >= 0:
        found.append(Span(at, at + len(words)))
        at = text.find(words, at + 1)
    assert found, f"{words!r} is not in: {text}"
    return tuple(found)


def document(text, published=date(2021, 5, 4)):
    return Document("d", "d", text, "", "", published=published, language="en", blocks=(Block("body", Span(0, len(text))),))


class Scene:
    """One text, read: its events by trigger and its statements of control, both in words."""

    def __init__(self, text, actors=(), places=(), times=(), said=()):
        vocabulary = load()
        language = vocabulary.languages["en"]
        self.text, self.document = text, document(text)
        self.actors = tuple(ActorSeen(spans(text, name), kind, name) for name, kind in dict(actors).items())
        self.places = tuple(PlaceSeen(spans(text, name), name) for name in places)
        whens = tuple(spans(text, one)[0] for one in times)
        read = sentences(self.document, language)
        self.events = events.find(self.document, read, vocabulary, language, self.actors, self.places, whens, said)
        self.held = control.find(self.document, read, language, self.actors, self.places, whens, said, self.events)
        self.control = [
            (
                one.status,
                None if one.place is None else self.places[one.place].name,
                None if one.holder is None else self.actors[one.holder].name,
            )
            for one in self.held
        ]

    def __getitem__(self, trigger):
        return next(one for one in self.events if self.document.quote(one.trigger) == trigger)

    def triggers(self):
        return [self.document.quote(one.trigger) for one in self.events]

    def role(self, trigger, role):
        return [self.document.quote(span) for span in self[trigger].roles.get(role, ())]
