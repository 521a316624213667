"""The finder made of rules and word lists.

In: a Document, the vocabulary and the gazetteer. Out: Sightings. It needs no training, so it reads any event type
from the minute that its cues stand in the vocabulary; a network must beat it to replace it.

The order matters: a word is a place before it can be a government (a capital that "said"), a speaker is an actor first, an
event takes its roles from all of them, a figure hangs on an event.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from twosource.reading.rules import actors, attribution, control, deeds, events, links, places, quantities, times, weapons
from twosource.reading.rules.home import home
from twosource.reading.rules.mentions import Mentions
from twosource.reading.sentences import sentences as parsed
from twosource.reading.sightings import Sightings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from twosource.geography import Gazetteer
    from twosource.nouns import Document
    from twosource.reading.sightings import ActorSeen, PlaceSeen
    from twosource.vocabulary import Language, Vocabulary


def find(document: Document, vocabulary: Vocabulary, language: Language, gazetteer: Gazetteer) -> Sightings:
    """Return everything the rules see in one document."""
    sentences = parsed(document, language)
    when = times.find(sentences, language)
    where = places.find(document, sentences, language, gazetteer)
    land = home(sentences, gazetteer, where)
    where = places.with_definite(where, sentences, language, land and gazetteer.name_of(land))
    who = actors.find(document, sentences, language, gazetteer, where, land)
    where = without_actors(where, who)
    said = attribution.find(document, sentences, language, who, land)
    armed = weapons.find(sentences, language)
    happened = events.find(document, sentences, vocabulary, language, who, where, when, said)
    happened = deeds.settled(document, happened, Mentions(who, where, when, armed, said), vocabulary, language)
    counted = quantities.find(sentences, language, vocabulary.figures, when)
    held = control.find(document, sentences, language, who, where, when, said, happened)
    counted = links.figures(sentences, counted, happened, where, when, said)
    return Sightings(who, where, armed, when, said, happened, counted, held)


def without_actors(where: Sequence[PlaceSeen], who: Sequence[ActorSeen]) -> tuple[PlaceSeen, ...]:
    """Return the places without the mentions that stand for a government; a place may lose all its mentions.

    A place without mentions keeps its position, because relative places point at it; it is dropped when claims are put
    together.
    """
    taken = {mention for actor in who for mention in actor.mentions}
    return tuple(replace(place, mentions=tuple(one for one in place.mentions if one not in taken)) for place in where)
