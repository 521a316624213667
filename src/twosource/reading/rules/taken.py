"""Which places a change of hands is about.

In: an event that takes, leaves or enters ground, and its Setting. Out: the mentions of what is taken, left or entered. A place
beside it ("a village near Oru"), one that another deed names and one that only tells where people were seized are not.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from twosource.nouns import Span
from twosource.reading.rules.deeds import stems
from twosource.reading.rules.mentions import Mention
from twosource.reading.rules.takers import is_passive
from twosource.reading.sentences import sentence_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from twosource.reading.rules.setting import Setting
    from twosource.reading.sightings import EventSeen


def captured(here: Setting, event: EventSeen) -> list[Mention]:
    """Return what a capture takes: where places stand on both sides of the verb, those on the side of what it takes.

    "Advancing through Oru, they captured its outskirts" takes no Oru. A place behind the verb of another deed is that deed's: who
    "captured Oru to advance on Tavan" has not captured Tavan. "Fire control" over a place takes none.
    """
    if _is_of_fire(here, event):
        return []
    found = _of(here, event) or places(here, event, "place", "target", "destination")
    found = [one for one in found if not _holds_people(here, event, one)]
    if not found and "fall" in stems(here.document, event):
        return _fallen(here, event)
    behind = [one for one in found if one.span.start >= event.trigger.end]
    before = [one for one in found if one not in behind]
    if behind and before:
        found = before if _is_suffered(here, event) else behind
    found = [one for one in found if not _is_of_another(here, one, found[0], event)]
    return _listed(here, event, found)


def left(here: Setting, event: EventSeen) -> list[Mention]:
    """Return the place that a withdrawal leaves; "from the area" leaves the one where it happens."""
    named = places(here, event, "origin")
    if named or event.at is None or here.behind(event.trigger).split(None, 1)[:1] != ["from"]:
        return named
    return [Mention(event.trigger, "place", event.at, frozenset())]


def cleared(here: Setting, event: EventSeen) -> list[Mention]:
    """Return what an advance takes from those whom it drives away: "pushed the rebels back from Oru"."""
    if not stems(here.document, event) & set(here.table["drives"]):
        return []
    driven = [span.end for span in event.roles.get("target", ()) if span.start >= event.trigger.end]
    found = places(here, event, "origin", "place")
    return [one for one in found if any(_FROM.match(here.between(end, one.span.start)) for end in driven)]


_FROM = re.compile(r"\s+(?:\w+\s+)?(?:from|out of|off)\s+(?:[\w%]+\s+){0,4}$", re.IGNORECASE)


def entered(here: Setting, event: EventSeen) -> list[Mention]:
    """Return the place that an advance goes into, not only toward."""
    where = [*event.roles.get("destination", ()), *event.roles.get("place", ())]
    between = [here.between(event.trigger.end, span.start).split() for span in where if span.start >= event.trigger.end]
    if not any(words and words[0].lower() in here.table["into"] for words in between):
        return []
    return _listed(here, event, places(here, event, "destination", "place"))


def places(here: Setting, event: EventSeen, *roles: str) -> list[Mention]:
    """Return the places that fill the first of some roles that any fills; what only says what they lie near fills none."""
    for role in roles:
        found = [one for span in event.roles.get(role, ()) for one in here.mentions.exactly(span) if one.sort == "place"]
        found = [one for one in found if not _is_beside(here, one)]
        if found:
            return found
    return []


def _is_of_fire(here: Setting, event: EventSeen) -> bool:
    return re.search(r"\bfire[ -]control\b", here.document.words(event.trigger), re.IGNORECASE) is not None


def _of(here: Setting, event: EventSeen) -> list[Mention]:
    """Return the place that an "of" right behind the trigger names: "the fall of Oru"."""
    gap = _OF.match(here.document.text, event.trigger.end)
    named = [one for one in here.mentions.overlapping(Span(gap.end(), gap.end() + 1)) if one.sort == "place"] if gap else []
    own = [one for one in named if gap and one.span.start >= gap.start() and not _is_beside(here, one)]
    return [max(own, key=lambda one: one.span.end - one.span.start)] if own else []


_OF = re.compile(r"\s+of\s+(?:the\s+)?", re.IGNORECASE)


def _fallen(here: Setting, event: EventSeen) -> list[Mention]:
    """Return what falls where no role says it: what stands right before ("Oru's fall", "Oru, which later fell"), or "it"."""
    sentence = sentence_of(event.trigger, here.sentences)
    start = sentence.span.start if sentence is not None else event.trigger.start
    named = [one for one in here.mentions.within(Span(start, event.trigger.start)) if one.sort == "place"]
    if named and _FEW.fullmatch(here.between(named[-1].span.end, event.trigger.start)):
        return [named[-1]]
    is_it = event.at is not None and _IT.search(here.before(event.trigger, _BEFORE))
    return [Mention(event.trigger, "place", event.at, frozenset())] if is_it and event.at is not None else []


_FEW = re.compile(r"(?:['’]?s)?,?\s+(?:\w+\s+){0,3}", re.IGNORECASE)
_IT = re.compile(r"\bit\s+(?:\w+\s+){0,3}$", re.IGNORECASE)


def _holds_people(here: Setting, event: EventSeen, place: Mention) -> bool:
    """Tell whether people were seized at a place, not the place: "seized two gunmen in Oru"."""
    behind = Span(event.trigger.end, max(event.trigger.end, place.span.start))
    seized = [one.span for one in here.mentions.within(behind) if one.sort == "actor"]
    if not seized or _AT.search(here.between(seized[-1].end, place.span.start)) is None:
        return False
    return _JOINED.fullmatch(here.between(event.trigger.end, seized[0].start)) is not None


_AT = re.compile(r"^\s+(?:in|at|near|on|around)\s", re.IGNORECASE)
_JOINED = re.compile(r"\s+(?:(?:of|a|an|the|some)\s+)*", re.IGNORECASE)


def _is_suffered(here: Setting, event: EventSeen) -> bool:
    """Tell whether what is taken stands before the verb: "Oru was captured", "Oru fell"."""
    if is_passive(here, event):
        return True
    falls = stems(here.document, event) & set(here.table["falls"])
    return bool(falls) and here.behind(event.trigger).split(None, 1)[:1] != ["of"]


def _is_of_another(here: Setting, place: Mention, first: Mention, event: EventSeen) -> bool:
    """Tell whether a place stands behind another deed that names it, once the first place of its own deed has been named."""
    others = here.other_deeds(event, Span(first.span.end, max(first.span.end, place.span.start)))
    return any(span.overlaps(place.span) for one in others for role in _SITES for span in one.roles.get(role, ()))


_SITES = ("place", "target", "destination", "origin")


def _is_beside(here: Setting, place: Mention) -> bool:
    """Tell whether something beside a place is meant: "villages near Oru", "three kilometres east of Oru"."""
    beside = "|".join(map(re.escape, here.table["off_from"]))
    words = rf"\b(?:{beside})\s+(?:the\s+)?(?:(?:town|city|village)\s+of\s+)?$"
    return re.search(words, here.before(place.span, _BEFORE), re.IGNORECASE) is not None


_BEFORE = 40
"""Characters before a place in which the words stand that set something beside it."""


def _listed(here: Setting, event: EventSeen, found: Sequence[Mention]) -> list[Mention]:
    """Return places with those that commas and "and" join to them: who "took Oru, Tavan and Halvek" has taken three."""
    made = dict.fromkeys(found)
    for place in found:
        sentence = sentence_of(place.span, here.sentences)
        row = here.mentions.coordinated(sentence, place) if sentence is not None else ()
        if row and set(here.document.words(row[-1].span).lower().split()[-1:]) & set(here.table["provinces"]):
            continue  # "Oru and Tavan provinces": no town of the first name is meant
        made |= dict.fromkeys(
            one for one in row if (one.span.start < event.trigger.start) == (place.span.start < event.trigger.start)
        )
        made |= dict.fromkeys(_inner(here, place))
    positions: dict[int, Mention] = {}
    for one in made:
        positions.setdefault(one.position, one)
    return list(positions.values())


def _inner(here: Setting, place: Mention) -> list[Mention]:
    """Return the places that a mention of several names one by one: "the villages of Oru and Tavan"."""
    inside = [one for one in here.mentions.within(place.span) if one.sort == "place" and one.span != place.span]
    joined = [(one, two) for one, two in pairwise(inside) if _AND.fullmatch(here.between(one.span.end, two.span.start))]
    return [one for pair in joined for one in pair]


_AND = re.compile(r"\s*(?:,|and|, and|&)\s+(?:the\s+)?", re.IGNORECASE)
