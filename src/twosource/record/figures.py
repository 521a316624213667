"""Figures that count the same thing, side by side; never added, never averaged.

In: groups of Refs to figures, and the Facts. Out: FigureGroups, each with the relation of its values and, where they differ, the
kind of difference. The kinds are tried in a fixed order, because two figures often differ in more than one way: another
period or a wider area explains two numbers, a later moment explains a rising one, bounds and rounding explain near ones. Two
numbers of which none of these explains the difference make the group a conflict, whatever explains its other numbers.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import combinations

from twosource.nouns import DifferenceKind, Figure, FigureClaim, FigureGroup, FigureRelation, KnownPlace, Ref
from twosource.record.facts import Facts, figures_of, finding_id
from twosource.record.incidents import agreed, lies_in, spell
from twosource.record.naming import bounds
from twosource.record.parts import too_many
from twosource.record.roles import event_place
from twosource.record.tolls import (
    TOLLS,
    event_of,
    figure_at,
    figure_when,
    is_other_period,
    is_rounded,
    number,
    successors,
    voice_of,
)


def figure_groups(facts: Facts) -> tuple[FigureGroup, ...]:
    """Return every group of figures, in the order of their reports."""
    known = dict(figures_of(facts))
    groups = [[ref for ref in group if ref in known] for group in facts.links.figures]
    named = {ref for group in groups for ref in group}
    groups += [[ref] for ref in sorted(set(known) - named)]
    found = [_group(sorted(group, key=facts.order), facts) for group in groups if group]
    return tuple(sorted(found, key=lambda one: facts.order(one.claims[0].ref)))


def _group(refs: list[Ref], facts: Facts) -> FigureGroup:
    figures = [figure_at(ref, facts) for ref in refs]
    places = _by_weight([place for ref in refs if (place := figure_place(ref, facts)) is not None])
    succeeded = successors(refs, facts)
    standing = [ref for ref in refs if ref not in succeeded]
    relation = relation_of([figure_at(ref, facts) for ref in standing])
    difference, why = (None, "") if relation in {"single", "agree"} else kind_of(standing, facts)
    relation = "differ" if difference in {"period", "scope"} else relation  # they do not count the same, whatever the bounds
    if succeeded:
        relation = "compatible" if relation in {"single", "agree"} else relation
        difference, why = difference or "later", " ".join(part for part in (why, _rose(succeeded, facts)) if part)
    doubt = _implausible(figures, places, facts) or next(
        (f"{_DOUBT}{sums}" for ref in refs if (sums := too_many(ref, facts))), ""
    )
    low, high = _range([figure_at(ref, facts) for ref in standing])
    return FigureGroup(
        id=finding_id("Q", refs[0]),
        kind=figures[0].kind,
        what=_what(figures, places),
        claims=tuple(_claim(ref, succeeded.get(ref), facts) for ref in refs),
        relation=relation,
        place=places[0].id if places else None,
        when=agreed([when for ref in refs if (when := figure_when(ref, facts)) is not None]),
        low=low,
        high=high,
        difference=difference,
        why=" ".join(part for part in (why, doubt) if part),
        background=all(_is_background(ref, facts) for ref in refs),
    )


def _by_weight(places: Sequence[KnownPlace]) -> list[KnownPlace]:
    """Return places, those first that a map knows and that most figures name."""
    counted = Counter(place.id for place in places)
    return sorted(places, key=lambda place: (place.lat is None, -counted[place.id]))


def _range(figures: Sequence[Figure]) -> tuple[int | None, int | None]:
    """Return the lowest and the highest number that is named; a side on which nobody gives a bound stays open."""
    lows = [one.low if one.low is not None else one.high for one in figures]
    highs = [one.high if one.high is not None else one.low for one in figures]
    low = min((one for one in lows if one is not None), default=None)
    high = max((one for one in highs if one is not None), default=None)
    return (
        low if any(one.low is not None for one in figures) else None,
        high if any(one.high is not None for one in figures) else None,
    )


def _claim(ref: Ref, succeeded_by: Ref | None, facts: Facts) -> FigureClaim:
    figure, day = figure_at(ref, facts), facts.day(ref.document)
    return FigureClaim(ref, figure.low, figure.high, facts.said_by(ref), day.isoformat() if day else None, succeeded_by)


def _rose(succeeded: Mapping[Ref, Ref], facts: Facts) -> str:
    """Return a sentence for each voice that has brought its own count up to date."""
    steps: dict[str, list[str]] = {}
    for ref, after in sorted(succeeded.items(), key=lambda pair: _in_steps(pair[0], facts)):
        step = " became ".join(bounds(figure.low, figure.high) for figure in (figure_at(ref, facts), figure_at(after, facts)))
        told = steps.setdefault(voice_of(ref, facts), [])
        told += [step] if step not in told else []
    return " ".join(f"{voice}: {', '.join(told)}." for voice, told in steps.items())


def _in_steps(ref: Ref, facts: Facts) -> tuple[date, int, Ref]:
    return facts.day(ref.document) or date.max, number(figure_at(ref, facts)), ref


def _is_background(ref: Ref, facts: Facts) -> bool:
    """Tell whether a figure hangs on a background event; a count that goes on up to the report is news all the same."""
    event, when, day = event_of(ref, facts), figure_at(ref, facts).when, facts.day(ref.document)
    if when is not None and day is not None and when.first and when.first != when.last and when.latest == day:
        return False
    return event is not None and facts.event(event).background


def figure_place(ref: Ref, facts: Facts) -> KnownPlace | None:
    """Return the place of a figure: its own, else the one that the event it hangs on names; one guessed for the event is none."""
    figure, event = figure_at(ref, facts), event_of(ref, facts)
    if figure.at is not None:
        return facts.place_of(ref.document, figure.at)
    told = None if event is None else facts.event(event)
    return event_place(event, facts) if event and told and (told.place or told.origin or told.destination) else None


def _what(figures: Sequence[Figure], places: Sequence[KnownPlace]) -> str:
    who = next((one.who for one in figures if one.who), "")
    where = f" in {places[0].name}" if places else ""
    kind = figures[0].kind
    return f"{who or ('people' if kind in TOLLS else kind)}{f' {kind}' if kind in TOLLS else ''}{where}"


def relation_of(figures: Sequence[Figure]) -> FigureRelation:
    """Return how values stand to each other: equal, possible together, or not; one alone is `single`."""
    if len(figures) == 1:
        return "single"
    if len({(one.low, one.high) for one in figures}) == 1:
        return "agree"
    return "compatible" if all(_overlap(one, other) for one, other in combinations(figures, 2)) else "differ"


def _overlap(left: Figure, right: Figure) -> bool:
    """Tell whether some number fits the bounds of both."""
    below = left.high is not None and right.low is not None and left.high < right.low
    above = right.high is not None and left.low is not None and right.high < left.low
    return not (below or above)


# ------------------------------------------------------------------------------------------- the kind of difference


def kind_of(refs: Sequence[Ref], facts: Facts) -> tuple[DifferenceKind, str]:
    """Return the kind of difference of figures that are not equal, with a sentence that names every way they differ in."""
    pairs = [
        (one, other)
        for one, other in combinations(refs, 2)
        if (figure_at(one, facts).low, figure_at(one, facts).high) != (figure_at(other, facts).low, figure_at(other, facts).high)
    ]
    found: dict[DifferenceKind, str] = {}
    for one, other in pairs:
        ways = _ways(one, other, facts)
        if not ways:
            numbers = [bounds(figure_at(ref, facts).low, figure_at(ref, facts).high) for ref in (one, other)]
            ways = [("conflict", f"Nothing but the number differs ({'; '.join(numbers)}).")]
        for kind, why in ways:
            found.setdefault(kind, why)
    order: tuple[DifferenceKind, ...] = ("conflict", "period", "scope", "later", "rounding")
    kinds = [kind for kind in order if kind in found]
    return kinds[0], _with_speakers(" ".join(found[kind] for kind in kinds), refs, facts)


def _with_speakers(why: str, refs: Sequence[Ref], facts: Facts) -> str:
    speakers = list(dict.fromkeys(facts.said_by(ref) or "the report itself" for ref in refs))
    return f"{why} The speakers are different: {'; '.join(speakers)}." if len(speakers) > 1 else why


def _ways(one: Ref, other: Ref, facts: Facts) -> list[tuple[DifferenceKind, str]]:
    left, right = figure_at(one, facts), figure_at(other, facts)
    ways: list[tuple[DifferenceKind, str]] = []
    times = figure_when(one, facts), figure_when(other, facts)
    if times[0] and times[1] and is_other_period(times[0], times[1]):
        ways.append(("period", f"The periods are not the same ({spell(times[0])}; {spell(times[1])})."))
    wider = _wider(one, other, facts)
    if wider:
        ways.append(("scope", wider))
    later = _later(one, other, facts) if left.kind in TOLLS else ""
    if later:
        ways.append(("later", later))
    if (_is_bound(left) or _is_bound(right)) and _overlap(left, right):
        ways.append(("rounding", "One gives a bound, the other a number or another bound."))
    elif is_rounded(left, right):
        ways.append(("rounding", "One number is the other, rounded."))
    return ways


def _wider(one: Ref, other: Ref, facts: Facts) -> str:
    """Return a sentence where one figure is of a wider area or of more people than the other, else ""."""
    places = figure_place(one, facts), figure_place(other, facts)
    if places[0] and places[1] and (lies_in(places[0], places[1]) or lies_in(places[1], places[0])):
        kinds = [f" ({place.precision})" if places[0].name == places[1].name else "" for place in (places[0], places[1])]
        return f"The areas are not the same ({places[0].name}{kinds[0]}; {places[1].name}{kinds[1]})."
    who = [(figure_at(ref, facts).who or "people").casefold() for ref in (one, other)]
    civil = ["civilian" in word for word in who]
    return f"Those counted are not the same ({who[0]}; {who[1]})." if civil[0] != civil[1] else ""


def _later(one: Ref, other: Ref, facts: Facts) -> str:
    """Return a sentence where the report of a later day has the higher toll, else "": a toll that rises with time does."""
    early, late = sorted((one, other), key=facts.order)
    days = facts.day(early.document), facts.day(late.document)
    if None in days or days[0] == days[1] or number(figure_at(late, facts)) <= number(figure_at(early, facts)):
        return ""
    return f"The toll rose between the reports of {days[0]} and {days[1]}."


def _is_bound(figure: Figure) -> bool:
    return (figure.low is None) != (figure.high is None)


# ----------------------------------------------------------------------------------------------------- plausibility


def doubt_of(group: FigureGroup) -> str:
    """Return the sentence that calls a group's figure hard to believe, "" where none does."""
    return group.why[group.why.index(_DOUBT) :] if _DOUBT in group.why else ""


_DOUBT = "Doubtful: "


def _implausible(figures: Sequence[Figure], places: Sequence[KnownPlace], facts: Facts) -> str:
    """Return a sentence where a figure is hard to believe against the gazetteer's population of its place, else ""."""
    population, name = max(((facts.population.get(known.id, 0), known.name) for known in places), default=(0, ""))
    if not population:
        return ""
    for one in figures:
        count = number(one)
        if one.kind == "population" and count > 3 * population:
            return f"{_DOUBT}{count:,} is more than three times the gazetteer's population of {name} ({population:,})."
        if one.kind == "killed" and count > population:
            return f"{_DOUBT}{count:,} killed is more than the gazetteer's population of {name} ({population:,})."
    return ""
