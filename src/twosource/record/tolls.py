"""A toll as a dated series: which value of one voice succeeds which.

In: Refs to figures that count the same thing, and the Facts. Out: for each figure whose voice has since given another value,
the figure that succeeds it. A voice is an origin (`standing.origin`), or for somebody without a name the words for him without
the place. Its values stand in the order of the days on which each was first reported, for papers print an old toll again after
a new one; of one day's values the higher is the later, because tolls rise. Two exact numbers that one report has from one voice
succeed nothing: there it counts two things, or contradicts itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from twosource.nouns import Figure, Ref
from twosource.record.facts import Facts
from twosource.record.naming import unsited
from twosource.record.standing import is_named, origin

TOLLS = frozenset({"killed", "injured", "displaced", "detained", "abducted", "missing", "trapped", "damaged"})
"""Kinds of figures that later reports bring up to date; the others say what is there, and do not rise by themselves."""


def successors(refs: Sequence[Ref], facts: Facts) -> dict[Ref, Ref]:
    """Return, for each figure that is succeeded, the first figure with the value that its voice gave next."""
    voices: dict[str, dict[int, list[Ref]]] = {}
    for ref in sorted(refs, key=facts.order):
        figure = figure_at(ref, facts)
        if figure.kind in TOLLS:
            voices.setdefault(voice_of(ref, facts), {}).setdefault(number((figure.low, figure.high)), []).append(ref)
    found: dict[Ref, Ref] = {}
    for values in voices.values():
        ordered = sorted(values.items(), key=lambda entry: (facts.day(entry[1][0].document) or date.max, entry[0]))
        for (_, earlier), (_, later) in pairwise(ordered):
            if not _in_one_breath(earlier[0], later[0], facts):
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


def number(bounds: tuple[int | None, int | None]) -> int:
    """Return the number that stands for bounds: the lower, else the upper; -1 for none."""
    return next((one for one in bounds if one is not None), -1)


def _in_one_breath(earlier: Ref, later: Ref, facts: Facts) -> bool:
    """Tell whether one report was the first to give two exact numbers."""
    figures = figure_at(earlier, facts), figure_at(later, facts)
    return earlier.document == later.document and all(None not in (one.low, one.high) for one in figures)
