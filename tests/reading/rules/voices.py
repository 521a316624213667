"""Invented reports, read for who is in them and who says what; the gazetteer is three lines."""

from twosource.nouns import Block, Document, Span
from twosource.reading.rules import actors, attribution
from twosource.reading.rules.home import home
from twosource.reading.sentences import sentences
from twosource.reading.sightings import PlaceSeen
from twosource.vocabulary import load

STATES = {"Ruritania": "RR", "Ruritanian": "RR", "Ruritanians": "RR", "Borduria": "BD", "Bordurian": "BD", "Oland": "OL"}
CAPITALS = {"Strelsau": "RR", "Szohod": "BD"}


class Gazetteer:
    """The states and capitals of no war."""

    def country_of(self, word):
        return STATES.get(word)

    def capital_of(self, word):
        return CAPITALS.get(word)

    def is_adjective(self, word):
        return word.endswith(("ian", "ians"))

    def name_of(self, country):
        return next((name for name, code in STATES.items() if code == country), None)

    def find(self, name):
        """Return nothing: places are given to each report."""
        return tuple(one for one in () if one == name)


class Report:
    """One text with its actors and attributions, in words."""

    def __init__(self, text, places=()):
        blocks = []
        at = 0
        for line in text.split("\n"):
            blocks += [Block("body", Span(at, at + len(line)))] if line else []
            at += len(line) + 1
        self.document = Document("d", "d", text, "", "", language="en", blocks=tuple(blocks))
        language = load().languages["en"]
        read = sentences(self.document, language)
        seen = tuple(PlaceSeen((Span(text.find(name), text.find(name) + len(name)),), name) for name in places)
        self.home = home(read, Gazetteer(), seen)
        self.actors = actors.find(self.document, read, language, Gazetteer(), seen, self.home)
        self.said = attribution.find(self.document, read, language, self.actors, self.home)

    def words(self, span):
        return None if span is None else self.document.quote(span)

    def actor(self, words):
        """Return the actor of which some words are a mention."""
        return next(one for one in self.actors if words in [self.words(span) for span in one.mentions])

    @property
    def mentions(self):
        return [self.words(span) for one in self.actors for span in one.mentions]

    @property
    def pairs(self):
        """Each attribution as (source, content)."""
        return [(self.words(one.source), self.words(one.content)) for one in self.said]

    def by(self, source):
        """Return the attributions of a source."""
        return [one for one in self.said if self.words(one.source) == source]
