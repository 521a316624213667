"""Which tellings are worth comparing: pairs that share a key.

In: tellings. Out: pairs of positions. A key is a family of types together with a place, an actor or a number, in a stretch
of days. Keys that thousands share ("an air strike in the capital that month") would make the cost quadratic, so
within a crowded key each telling meets only its neighbours in the order of days and documents.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from itertools import combinations

from twosource.linking.kindred import main_senses
from twosource.linking.rarity import rarest
from twosource.linking.scene import Scene
from twosource.linking.tellings import Telling, width
from twosource.nouns import Ref

_CROWD = 10
"""A telling meets at most so many neighbours under one key. 6, 10 and 20 give the same figures on the annotated clusters."""

_RAREST = 6
"""So many of the rarest words of its sentence, and of its report, call a telling to those of the same word."""

_WEEK = 7


def pairs(told: Sequence[Telling], scene: Scene) -> list[tuple[int, int]]:
    """Return the pairs of tellings that share a key, each once, in order; of one story all pairs, for it is no crowd."""
    if scene.population == "story":
        return list(combinations(range(len(told)), 2))
    rooms: dict[tuple[object, ...], list[int]] = {}
    for number, telling in enumerate(told):
        for key in dict.fromkeys(_keys(telling, scene)):
            rooms.setdefault(key, []).append(number)
    found: set[tuple[int, int]] = set()
    rank = {number: at for at, number in enumerate(sorted(range(len(told)), key=lambda one: _in_time(told[one])))}
    for room in rooms.values():
        ordered = sorted(room, key=rank.__getitem__)
        for at, first in enumerate(ordered):
            found.update((min(first, second), max(first, second)) for second in ordered[at + 1 : at + 1 + _CROWD])
    return sorted(found)


def _in_time(telling: Telling) -> tuple[date, Ref]:
    return _day_of(telling) or date.min, telling.ref


def _keys(telling: Telling, scene: Scene) -> Iterator[tuple[object, ...]]:
    yield from (("run", run) for run in sorted(telling.runs))
    for act in sorted(telling.stems | {sense for stem in telling.stems for sense in main_senses(stem)}):
        yield from (("word", act, word) for word in rarest(telling.words, _RAREST))
        yield from (("story", act, word) for word in rarest(telling.report, _RAREST))
    stretches = list(_stretches(telling))
    for kin in _kin(telling, scene):
        for stretch in stretches:
            for place in telling.places:
                yield kin, stretch, "at", place
            for actor in sorted(telling.agents | telling.targets):
                yield kin, stretch, "by", actor
            for count in sorted(telling.counts):
                yield kin, stretch, "count", count


def _kin(telling: Telling, scene: Scene) -> list[str]:
    """Return the families of a telling's types and of the types that reports use for the same act."""
    types = [*telling.types]
    types += [other for one in telling.types for other in scene.related_to.get(one, ())]
    return list(dict.fromkeys(scene.families.get(one, one) for one in types))


def _stretches(telling: Telling) -> Iterator[object]:
    """Yield the weeks, or for a long time the years, that a telling touches; each week also as the next one's neighbour."""
    day = _day_of(telling)
    if day is None:
        yield "undated"
        return
    when = telling.when
    if when is not None and when.first is not None and width(when) > _WEEK:  # "by Tuesday" is no long time
        yield "long", day.year
        if width(when) > _WEEK * 5:
            return
    week = day.toordinal() // _WEEK
    yield week
    yield week + 1


def _day_of(telling: Telling) -> date | None:
    """Return the day that a telling is filed under: its own first, else the last before the report for news."""
    when = telling.when
    if when is not None and (when.earliest or when.latest):
        return when.earliest or when.latest
    return None if telling.news is None or telling.background else telling.news - timedelta(days=1)
