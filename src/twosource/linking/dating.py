"""A day for a report that carries none: the day of the dated reports that tell the same story.

In: readings. Out: for each undated document that it can be told of, a DateCandidate that says from which report and why. The
report's own weekday words have the last word. Where it gives a shared happening the weekday on which the others date it, its news
is of that day, the latest such day if there are several; else it is given the day nearest the other report's that is its own
weekday, and none more than two days away. A date of its own that can be read in two ways is decided by the borrowed day.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from math import log2

from twosource.linking import candidates, comparisons, entities
from twosource.linking.entities import Grouping
from twosource.linking.names import is_proper
from twosource.linking.scene import Scene, scene_of
from twosource.linking.tellings import Telling, tellings
from twosource.linking.weighing import settings
from twosource.nouns import DateCandidate, Reading, Ref, When

_SHIFT = 2  # days: a daily paper and a wire tell one piece of news within two days
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_TIMELESS = ("type", "place", "agent", "target", "wording", "figures")  # comparisons that need no day
# The more reports could lend a day, the likelier one does by chance: each fourfold number of them asks for one bit more.
_WORTH = 3.0  # one shared happening counts from here: less than a type and a place in common is no shared happening
_APART = 7  # lenders further apart than this tell of different news; where two are equally good, neither is taken


def borrow_days(readings: Iterable[Reading]) -> dict[str, DateCandidate]:
    """Return a day for each undated document that tells the same story as a dated one, with the evidence."""
    ordered = sorted(readings, key=lambda reading: reading.document.id)
    undated = [reading for reading in ordered if day_of(reading) is None]
    dated = [reading for reading in ordered if day_of(reading) is not None]
    if not undated or not dated:
        return {}
    actors, places = entities.actors(ordered), entities.places(ordered)
    scene = scene_of(ordered, actors, places)
    every = [
        telling
        for reading in ordered
        for telling in tellings(reading, actors, places)
        if not telling.background and telling.realis != "future"
    ]
    told = [replace(telling, when=None, news=None) for telling in every]
    whens = {telling.ref: telling.when for telling in every}
    shared = _shared(told, scene, {reading.document.id for reading in undated})
    lenders = {reading.document.id: reading for reading in dated}
    named = _Named(ordered, actors, places, scene)
    found = {
        reading.document.id: _borrowed(reading, shared.get(reading.document.id, {}), lenders, named, whens) for reading in undated
    }
    return {name: day for name, day in found.items() if day is not None}


def day_of(reading: Reading) -> date | None:
    """Return the day a reading was read against: a borrowed one, else the document's own."""
    return reading.day.day if reading.day else reading.document.published


_Best = dict[Telling, tuple[float, Telling]]
_Shared = dict[str, dict[str, _Best]]
"""For each undated document and each dated one, the best partner of each telling with its weight."""


def _shared(told: Sequence[Telling], scene: Scene, undated: set[str]) -> _Shared:
    """Return, for each undated document and each dated one, the best partner of each telling with its weight."""
    found: _Shared = {}
    for pair in candidates.pairs(told, scene):
        first, second = (told[number] for number in pair)
        if (first.ref.document in undated) == (second.ref.document in undated):
            continue
        mine, theirs = (first, second) if first.ref.document in undated else (second, first)
        evidence = comparisons.compare(mine, theirs, scene)
        weight = sum(line.weight for line in evidence if line.comparison in _TIMELESS)
        best = found.setdefault(mine.ref.document, {}).setdefault(theirs.ref.document, {})
        if weight >= _WORTH and weight > best.get(mine, (0.0, theirs))[0]:
            best[mine] = (weight, theirs)
    return found


class _Named:
    """The towns and the named actors of each report, which two reports of one story share beside its happenings.

    A name that more than a tenth of many reports hold is of the war and not of the story, and counts for nothing.
    """

    def __init__(self, readings: Sequence[Reading], actors: Grouping, places: Grouping, scene: Scene) -> None:
        self._of: dict[str, set[tuple[str, int]]] = {}
        for reading in readings:
            known = self._of.setdefault(reading.document.id, set())
            towns = (places.of[Ref(reading.document.id, one.id)] for one in reading.places)
            known |= {("town", number) for number in towns if scene.places[number].size == "point"}
            known |= {
                ("actor", actors.of[Ref(reading.document.id, one.id)])
                for one in reading.actors
                if one.kind in _TELLING and is_proper(one.name)
            }
        held = Counter(name for known in self._of.values() for name in known)
        self._common = {name for name, count in held.items() if count > max(_MANY, len(readings) // 10)}

    def weight(self, one: str, other: str) -> float:
        """Return the weight of the names that two documents share."""
        return _NAME * len((self._of[one] & self._of[other]) - self._common)


_TELLING = frozenset({"armed_group", "political", "person", "ngo"})  # a government is named in every report of its war
_MANY = 5
_NAME = 1.0  # bits for each shared name; with 2 the gold reports of one war begin to lend each other days


def _borrowed(
    reading: Reading, shared: Mapping[str, _Best], lenders: Mapping[str, Reading], named: _Named, whens: Mapping[Ref, When | None]
) -> DateCandidate | None:
    """Return the day that the best lender gives, None where none is good enough or two good ones contradict each other."""
    offers = []
    for theirs, best in sorted(shared.items(), key=lambda entry: entry[0]):
        lent = day_of(lenders[theirs])
        anchor = anchored(reading, best, whens)
        day = anchor or (fitted(lent, news_weekday(reading)) if lent else None)
        if lent and day is not None and lent.year >= latest_year(reading) and best:
            weight = sum(weight for weight, _ in best.values()) + named.weight(reading.document.id, theirs)
            offers.append((weight, day, lenders[theirs], best, anchor))
    offers.sort(key=lambda offer: (-offer[0], offer[1], offer[2].document.id))
    if not offers or offers[0][0] < settings()["dating"] + log2(len(lenders)) / 2:
        return None
    weight, day, lender, best, _ = offers[0]
    if any(other[0] > 0.8 * weight and abs((other[1] - day).days) > _APART for other in offers[1:]):
        return None
    later = [other[4] for other in offers if other[4] and abs((other[4] - day).days) <= _APART]
    day = max(later, default=day)
    evidence, decided = _evidence(reading, lender, day, best, weight), _own(reading, day)
    return (
        DateCandidate(decided.day, "borrowed", f"{evidence}; {decided.evidence}")
        if decided
        else DateCandidate(day, "borrowed", evidence)
    )


def anchored(reading: Reading, best: Mapping[Telling, tuple[float, Telling]], whens: Mapping[Ref, When | None]) -> date | None:
    """Return the latest day on which the other report dates a shared happening, and which this one gives the same weekday."""
    found = []
    for mine, (_, theirs) in best.items():
        when = whens.get(theirs.ref)
        if when is not None and when.earliest is not None and when.earliest == when.latest:
            found += [when.earliest] if when.earliest.weekday() in _weekdays(reading, mine) else []
    return max(found, default=None)


def _weekdays(reading: Reading, telling: Telling) -> list[int]:
    """Return the weekdays (Monday is 0) that a telling's own words for its time name."""
    claims = {ref.claim for ref in telling.refs}
    said = (reading.document.quote(span).casefold() for event in reading.events if event.id in claims for span in event.time)
    return [number for words in said for number, name in enumerate(_WEEKDAYS) if name in words]


def _own(reading: Reading, day: date) -> DateCandidate | None:
    """Return the report's own date, readable in two ways, that the borrowed day decides for; None where it has no such date."""
    dates = reading.document.dates
    near = [one for one in dates if abs((one.day - day).days) <= _SHIFT]
    if len(dates) < 2 or len(near) != 1:
        return None
    return replace(near[0], evidence=f"{near[0].evidence}, and the borrowed day decides for {near[0].day}")


def _evidence(reading: Reading, lender: Reading, day: date, best: Mapping[Telling, tuple[float, Telling]], weight: float) -> str:
    strongest = sorted(best, key=lambda telling: (-best[telling][0], telling.ref))[:3]
    types = ", ".join(dict.fromkeys(telling.types[0].replace("_", " ") for telling in strongest))
    source = lender.document.outlet or lender.document.origin
    sentence = f"tells the same story ({types}) as the report of {source} dated {day_of(lender)} (weight {weight:.1f})"
    weekday = day.weekday()
    own = _WEEKDAYS[weekday] in reading.document.text.casefold()
    return f'{sentence}; its own news day "{_WEEKDAYS[weekday].title()}" fits {day}' if own else sentence


def fitted(lent: date, weekday: int | None) -> date | None:
    """Return the day nearest to a lent one that is the weekday of the report's news, None if none is near enough."""
    if weekday is None:
        return lent
    near = sorted((lent + timedelta(days=shift) for shift in range(-_SHIFT, _SHIFT + 1)), key=lambda day: abs(day - lent))
    return next((day for day in near if day.weekday() == weekday), None)


def latest_year(reading: Reading) -> int:
    """Return the latest year that a report names: it cannot be older than that. 0 where it names none."""
    found = (int(year) for year in re.findall(r"\b(?:19|20)\d\d\b", reading.document.text))
    return max(found, default=0)


def news_weekday(reading: Reading) -> int | None:
    """Return the weekday (Monday is 0) that a report names most often, the first named of equals; None if it names none."""
    words = re.findall("|".join(_WEEKDAYS), reading.document.text.casefold())
    counted = Counter(words)
    return _WEEKDAYS.index(max(counted, key=lambda word: counted[word])) if counted else None
