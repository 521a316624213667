"""A toll as a dated series: which value of one voice succeeds which.

In: Refs to figures that count the same thing, and the Facts. Out: for each figure whose voice has since given another value,
the figure that succeeds it. A voice is an origin (`standing.origin`), or for somebody without a name the words for him without
the place. Its values stand in the order of the days on which each was first reported, for papers print an old toll again after
a new one; of one day's values the higher is the later, because tolls rise. Civilians and all the dead are two series. Two exact
numbers that one report has from one voice succeed nothing: there it counts two things, or contradicts itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from twosource.nouns import Figure, FigureClaim, Ref, When
from twosource.record.facts import Facts
from twosource.record.naming import unsited
from twosource.record.standing import is_named, origin

TOLLS = frozenset({"killed", "injured", "displaced", "detained", "abducted", "missing", "trapped", "damaged"})
"""Kinds of figures that later reports bring up to date; the others say what is there, and do not rise by themselves."""


_ROUND = 0.1  # numbers within a tenth of each other, of which one has fewer figures that are not zero, are one, rounded
_SAME_TIME = 14  # days: edges of two periods that lie closer than this are one edge in other words


def successors(refs: Sequence[Ref], facts: Facts) -> dict[Ref, Ref]:
    """Return, for each figure that is succeeded, the first figure with the value that its voice gave next."""
    voices: dict[tuple[str, bool], dict[int, list[Ref]]] = {}
    begun: dict[tuple[str, int], date] = {}
    for ref in sorted(refs, key=facts.order):
        figure = figure_at(ref, facts)
        if figure.kind in TOLLS:
            voice, count = voice_of(ref, facts), number(figure)
            voices.setdefault((voice, "civilian" in (figure.who or "").casefold()), {}).setdefault(count, []).append(ref)
            begun.setdefault((voice, count), facts.day(ref.document) or date.max)
    found: dict[Ref, Ref] = {}
    for (voice, _), values in voices.items():
        ordered = [values[count] for count in sorted(values, key=lambda count: (begun[voice, count], count))]
        for earlier, later in pairwise(ordered):
            if _succeeds(earlier[0], later[0], facts):
                found |= dict.fromkeys(earlier, later[0])
    return found


def voice_of(ref: Ref, facts: Facts) -> str:
    """Return whose count a figure is: the origin behind it, or the words for somebody without a name, place left out."""
    attribution = facts.attribution(ref)
    if attribution is None or is_named(ref.document, attribution, facts):
        return origin(ref.document, attribution, facts)[0]
    places = [place.name for place in facts.readings[ref.document].places]
    return unsited(facts.said_by(ref) or "", places) or origin(ref.document, attribution, facts)[0]


def figure_at(ref: Ref, facts: Facts) -> Figure:
    """Return the figure with this address."""
    claim = facts.claims[ref]
    assert isinstance(claim, Figure), ref
    return claim


def number(counted: Figure | FigureClaim) -> int:
    """Return the number that stands for a figure's bounds: the lower, else the upper; -1 for none."""
    return next((one for one in (counted.low, counted.high) if one is not None), -1)


def _succeeds(earlier: Ref, later: Ref, facts: Facts) -> bool:
    """Tell whether a figure brings an earlier one of its voice up to date: of one period, no rounding, and not in one breath."""
    before, after = figure_at(earlier, facts), figure_at(later, facts)
    bounded = None in (before.high, after.high)  # "at least 20" is no rounding of "at least 22"
    if before.low is None or after.low is None or (is_rounded(before, after) and not bounded):
        return False
    times = figure_when(earlier, facts), figure_when(later, facts)
    if times[0] and times[1] and is_other_period(times[0], times[1]):
        return False
    return earlier.document != later.document or bounded


def figure_when(ref: Ref, facts: Facts) -> When | None:
    """Return the time of a figure: its own, else that of the event it hangs on."""
    figure, event = figure_at(ref, facts), event_of(ref, facts)
    return figure.when or (None if event is None else facts.event(event).when)


def is_other_period(left: When, right: When) -> bool:
    """Tell whether two times begin or end more than a fortnight apart; "by Tuesday" gives no beginning that could differ."""
    edges = ((left.earliest, right.earliest), (left.latest, right.latest))
    return any(a and b and abs((a - b).days) > _SAME_TIME for a, b in edges)


def is_rounded(left: Figure, right: Figure) -> bool:
    """Tell whether one number is the other, rounded."""
    one, other = number(left), number(right)
    near = abs(one - other) <= _ROUND * max(one, other)
    return near and (left.approx or right.approx or _figures_in(one) != _figures_in(other))


def _figures_in(number: int) -> int:
    """Return how many figures of a number are not the zeros at its end."""
    return len(str(number).rstrip("0"))


def event_of(ref: Ref, facts: Facts) -> Ref | None:
    """Return the event that a figure hangs on."""
    event = figure_at(ref, facts).event
    found = Ref(ref.document, event) if event else None
    return found if found in facts.claims else None
