"""Figures that count the same thing, put side by side.

In: readings, and the groups of events and places. Out: groups of Refs to figures. Two figures are of one thing when their
kind is one and whom they count is compatible, and when they hang on one happening, or stand on one place in times that
overlap. A figure for another year, for children alone or for one side's fighters counts another thing. What two reports of one
story count over months and beyond one town ("40,000 displaced since spring") stands together too, the better to be told apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from twosource.geography.keys import words
from twosource.linking.clusters import Groups
from twosource.linking.comparisons import is_inside
from twosource.linking.entities import Grouping, distance_km
from twosource.linking.scene import Scene
from twosource.linking.tellings import width
from twosource.linking.weighing import settings
from twosource.nouns import Figure, Judgement, Reading, Ref, Span, When

_PERSONS = frozenset({"killed", "injured", "displaced", "detained", "abducted", "missing", "trapped"})


_AFTER = frozenset(
    {
        "killed", "injured", "wounded", "displaced", "in", "at", "of", "on", "from", "near", "by", "who", "that",
        "with", "including", "during", "since", "after",
    }
)  # fmt: skip
"""Words behind which the head of "teachers killed at the school" does not stand."""


@dataclass(frozen=True, slots=True)
class _Count:
    """What is known of what a figure counts: the happening and the places that it hangs on, the time, the stories beside it.

    `sums` are (document, number) of figures over a period and beyond one town; empty where one of the figures is no such sum.
    `told` says which report and speaker gave which bounds.
    """

    events: frozenset[int]
    places: frozenset[int]
    when: When | None
    stories: frozenset[int] = frozenset()
    sums: frozenset[tuple[str, int]] = frozenset()
    told: frozenset[tuple[str, str | None, int | None, int | None]] = frozenset()


def group(
    readings: Sequence[Reading],
    events: tuple[tuple[Ref, ...], ...],
    places: Grouping,
    scene: Scene,
    judgements: Iterable[Judgement],
) -> tuple[tuple[Ref, ...], ...]:
    """Return the groups of figures that count the same thing, in order."""
    incident = {ref: number for number, mentions in enumerate(events) for ref in mentions}
    found: dict[Ref, _Count] = {}
    keyed: dict[tuple[object, ...], list[Ref]] = {}
    for reading in readings:
        stories = _stories(reading, events, incident)
        for figure in reading.figures:
            ref = Ref(reading.document.id, figure.id)
            found[ref] = replace(_count(reading, figure, places, incident), stories=frozenset(stories))
            said = (ref.document, figure.said_by, figure.low, figure.high)
            found[ref] = replace(found[ref], told=frozenset({said}), sums=_sum(reading, figure, found[ref], scene))
            for key in _keys(figure, found[ref], stories):
                keyed.setdefault(key, []).append(ref)
    groups: Groups[Ref, _Count] = Groups(found.items(), lambda left, right: _meet(left, right, scene))
    groups.obey(judgements)
    for _, refs in sorted(keyed.items(), key=lambda entry: (_RANK[entry[0][0]], str(entry[0]))):
        heads: list[Ref] = []
        for ref in sorted(refs, key=lambda ref: (_is_of_a_week(found[ref].when), ref)):  # what has no time joins the day's first
            if not any(groups.join(head, ref) for head in heads):
                heads.append(ref)
    return tuple(sorted(tuple(sorted(one)) for one in groups.all()))


_RANK: Mapping[object, int] = {"event": 0, "place": 1, "story": 2}


def _stories(reading: Reading, events: tuple[tuple[Ref, ...], ...], incident: Mapping[Ref, int]) -> list[int]:
    """Return the happenings that a reading tells as news together with another report."""
    told = {incident[Ref(reading.document.id, event.id)] for event in reading.events if not event.background}
    return sorted(number for number in told if len({ref.document for ref in events[number]}) > 1)


def _count(reading: Reading, figure: Figure, places: Grouping, incident: Mapping[Ref, int]) -> _Count:
    event = next((one for one in reading.events if one.id == figure.event), None)
    at = figure.at or (event.at if event else None)
    place = places.of.get(Ref(reading.document.id, at)) if at else None
    return _Count(
        events=frozenset({incident[Ref(reading.document.id, event.id)]} if event else ()),
        places=frozenset({place} if place is not None else ()),
        when=figure.when or (event.when if event else None),
    )


def _keys(figure: Figure, count: _Count, stories: list[int]) -> Iterator[tuple[object, ...]]:
    whom = counted(figure)
    for number in sorted(count.events):
        yield "event", figure.kind, whom, number
    for number in sorted(count.places):
        yield "place", figure.kind, whom, number
    if not count.events or count.sums:
        for number in stories:
            yield "story", figure.kind, whom, number


def counted(figure: Figure) -> str:
    """Return whom or what a figure counts, as the first word of a set of words that mean one, else as its own head."""
    named = words(figure.who or "")
    sets: Sequence[Sequence[str]] = settings()["counted"]["words"]
    for word in named:
        for one in sets:
            if word in one:
                return one[0]
    if figure.kind not in _PERSONS:
        return " ".join(named)
    head = list(takewhile(lambda word: word not in _AFTER, named))
    return head[-1] if head else sets[0][0]


def _meet(left: _Count, right: _Count, scene: Scene) -> _Count | None:
    """Return two counts as one, or None where happening, place or time say that they count two things."""
    if left.events and right.events and not left.events & right.events:
        return _meet_sums(left, right)
    if _of_two_orders(left, right) or _day_and_week(left.when, right.when):
        return None
    one_happening = bool(left.events & right.events)
    elsewhere = left.places and right.places and not _one_area(left.places, right.places, scene)
    if elsewhere and not (one_happening and not _two_towns(left.places, right.places, scene)):
        return None  # of one happening one report counts in the city, another in its quarter or "at the bakery"
    if not one_happening and (not _one_time(left, right) or _two_counts(left, right)):
        return None
    when = min((one.when for one in (left, right) if one.when), key=width, default=None)
    return _Count(
        left.events | right.events,
        left.places | right.places,
        when,
        left.stories | right.stories,
        told=left.told | right.told,
    )


def _two_counts(left: _Count, right: _Count) -> bool:
    """Tell whether one voice in one report gives two numbers, or numbers are far apart that hang on no one happening."""
    if any(one[:2] == other[:2] and one[2:] != other[2:] for one in left.told for other in right.told):
        return True
    sizes = [[low if low is not None else high or 0 for _, _, low, high in one.told] for one in (left, right)]
    return max(min(sizes[0]), min(sizes[1])) > _FACTOR * max(1, min(max(sizes[0]), max(sizes[1])))


def _sum(reading: Reading, figure: Figure, count: _Count, scene: Scene) -> frozenset[tuple[str, int]]:
    """Return document and number of a figure that sums up a time of weeks or months over more than one town, else nothing."""
    number = figure.low if figure.low is not None else figure.high
    towns = [place for place in count.places if scene.places[place].size == "point"]
    local = bool(towns) and _says_where(reading, figure)
    if number is None or local or count.when is None or width(count.when) <= _PERIOD or figure.kind not in _PERSONS:
        return frozenset()
    return frozenset({(reading.document.id, number)})


def _says_where(reading: Reading, figure: Figure) -> bool:
    """Tell whether the sentence of a figure names its place, which else comes from the words around."""
    event = next((one for one in reading.events if one.id == figure.event), None)
    at = figure.at or (event.at if event else None)
    text = reading.document.text
    first = max((found.end() for found in _END.finditer(text, 0, figure.span.start)), default=0)
    later = _END.search(text, figure.span.end)
    sentence = Span(first, later.start() if later else len(text))
    return any(mention.overlaps(sentence) for place in reading.places if place.id == at for mention in place.mentions)


_END = re.compile(r"[.!?][\"”’)]*\s|\n")
_PERIOD = 10  # days: from here on a time is a period
_FAR = 183  # days between two periods of one campaign
_FACTOR = 3  # numbers further apart than this count different things: refugees of a war, and of its last month


def _meet_sums(left: _Count, right: _Count) -> _Count | None:
    """Return two sums over periods as one count where two reports of one story give numbers of one order, else None."""
    if not (left.sums and right.sums and left.stories & right.stories) or left.when is None or right.when is None:
        return None
    same_report = {document for document, _ in left.sums} & {document for document, _ in right.sums}
    if same_report or _of_two_orders(left, right) or _days_apart(left.when, right.when) > _FAR:
        return None
    when = min((left.when, right.when), key=width)
    return _Count(
        left.events | right.events,
        left.places | right.places,
        when,
        left.stories | right.stories,
        left.sums | right.sums,
        left.told | right.told,
    )


def _of_two_orders(left: _Count, right: _Count) -> bool:
    """Tell whether two sums over periods are so far apart that they count different things."""
    numbers = [number for _, number in left.sums | right.sums]
    return bool(left.sums and right.sums) and max(numbers) > _FACTOR * min(numbers)


def _day_and_week(left: When | None, right: When | None) -> bool:
    """Tell whether one figure is of a day or two and the other of a week or more: the part does not count what the whole does."""
    if left is None or right is None:
        return False
    return min(width(left), width(right)) <= _DAYS and (_is_of_a_week(left) or _is_of_a_week(right))


def _is_of_a_week(when: When | None) -> bool:
    return when is not None and None not in (when.first, when.last) and width(when) >= _WEEK


_DAYS, _WEEK = 2, 5  # days, set by hand: "Seven days of strikes left 75 dead" is no toll of the last strike


def _days_apart(left: When, right: When) -> int:
    """Return how many days lie between two times, 0 where they touch or are open."""
    gaps = [
        (later.earliest - earlier.latest).days
        for earlier, later in ((left, right), (right, left))
        if earlier.latest and later.earliest
    ]
    return max(0, *gaps) if gaps else 0


def _two_towns(left: frozenset[int], right: frozenset[int], scene: Scene) -> bool:
    """Tell whether two figures of one happening are of two towns of it: "7 killed in Oru and 7 in Lesk" are two counts."""
    towns = [[scene.places[place].point for place in side if scene.places[place].size == "point"] for side in (left, right)]
    apart = [km for one in towns[0] for other in towns[1] if (km := distance_km(one, other)) is not None]
    return bool(apart) and min(apart) > _TOWN


_TOWN = 15.0  # kilometres, set by hand: a quarter and its city lie nearer to each other


def _one_area(left: frozenset[int], right: frozenset[int], scene: Scene) -> bool:
    if left & right:
        return True
    pairs = [(scene.places[one], scene.places[other]) for one in left for other in right]
    return any(is_inside(one, other) or is_inside(other, one) for one, other in pairs)


def _one_time(left: _Count, right: _Count) -> bool:
    """Tell whether two times share at least half of the shorter one; without a time, a figure joins one of the same story."""
    if left.when is None or right.when is None:
        return left.when is right.when or bool(left.stories & right.stories)
    starts, ends = (left.when.earliest, right.when.earliest), (left.when.latest, right.when.latest)
    first = max((day for day in starts if day), default=None)
    last = min((day for day in ends if day), default=None)
    if first is None or last is None:
        return True
    return 2 * ((last - first).days + 1) >= min(width(left.when), width(right.when), 100_000 - 1)
