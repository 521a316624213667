"""A group of event claims seen as one incident, and the fields in which its claims do not say the same.

In: groups of Refs, and the Facts. Out: Incidents. Each field is computed from the claims: the type and place that most of them
name, the tightest time on which those that say it happened agree. Nothing is overwritten: where values differ, all of them
stand side by side in a Difference, with who says each, and with the kind of difference.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date

from twosource.nouns import Difference, DifferenceKind, Event, Incident, KnownActor, KnownPlace, Realis, Ref, Value, When
from twosource.record.facts import Facts, finding_id
from twosource.record.naming import is_counted
from twosource.record.roles import event_place, may_be_one, place_of
from twosource.record.standing import standing_of
from twosource.record.titles import title_of

_REALIS: tuple[Realis, ...] = ("actual", "ended", "uncertain", "denied", "future")


def incidents_of(facts: Facts) -> tuple[Incident, ...]:
    """Return every incident, in the order of their days; what has no day comes last."""
    events = {ref for ref, claim in facts.claims.items() if isinstance(claim, Event)}
    groups = [[ref for ref in group if ref in events] for group in facts.links.events]
    named = {ref for group in groups for ref in group}
    groups += [[ref] for ref in sorted(events - named)]
    judged = _judgements(facts)
    found = [_incident(sorted(group, key=facts.order), facts, judged) for group in groups if group]
    return tuple(sorted(found, key=lambda one: (_first_day(one.when), facts.order(one.mentions[0]))))


def _first_day(when: When | None) -> date:
    return (when and (when.earliest or when.latest)) or date.max


def _judgements(facts: Facts) -> dict[Ref, list[tuple[str, Ref]]]:
    """Return, for each claim, the judgements that say it is one with another claim."""
    found: dict[Ref, list[tuple[str, Ref]]] = {}
    for one in facts.links.judgements:
        if one.verdict == "same":
            found.setdefault(one.left, []).append((one.id, one.right))
    return found


def _incident(refs: list[Ref], facts: Facts, judged: dict[Ref, list[tuple[str, Ref]]]) -> Incident:
    events = [facts.event(ref) for ref in refs]
    members = set(refs)
    kind, place = _type(events), place_of(refs, facts)
    realis = next(word for word in _REALIS if any(event.realis == word for event in events))
    return Incident(
        id=finding_id("I", refs[0]),
        type=kind,
        title=title_of(kind, refs, facts, place, realis),
        mentions=tuple(refs),
        standing=standing_of(refs, facts),
        place=place.id if place else None,
        when=agreed([event.when for event in events if event.when and event.realis in {"actual", "uncertain", realis}]),
        realis=realis,
        background=all(event.background for event in events),
        differences=tuple(differences(refs, facts)),
        judgements=tuple(name for ref in refs for name, other in judged.get(ref, ()) if other in members),
    )


def _type(events: Sequence[Event]) -> str:
    counted = Counter(event.type for event in events)
    return max(counted, key=lambda kind: counted[kind])  # the first told of equals


def agreed(whens: Sequence[When]) -> When | None:
    """Return the tightest interval on which times agree, beginning with the shortest; one that lies outside is left out."""
    edges = sorted(((when.earliest, when.latest, when) for when in whens), key=lambda one: _width(one[0], one[1]))
    if not edges:
        return None
    first, last, shortest = edges[0]
    for start, end, _ in edges[1:]:
        low, high = max(first or date.min, start or date.min), min(last or date.max, end or date.max)
        if low <= high:
            first, last = (None if low == date.min else low), (None if high == date.max else high)
    if (first, last) == (shortest.earliest, shortest.latest):
        return shortest
    return When(iso(first), iso(last), "what the claims agree on")


def iso(day: date | None) -> str | None:
    """Return a day as ISO 8601, None for none."""
    return None if day is None else day.isoformat()


def _width(first: date | None, last: date | None) -> int:
    return 1_000_000 if first is None or last is None else (last - first).days


# ---------------------------------------------------------------------------------------------------- differences


def differences(refs: Sequence[Ref], facts: Facts) -> list[Difference]:
    """Return the fields in which claims of one incident do not say the same."""
    found = [
        _actors_differ("agent", refs, facts),
        _actors_differ("target", refs, facts) or _number_differs(refs, facts),
        _places_differ(refs, facts),
        _times_differ(refs, facts),
        _words_differ(refs, facts),
        _realis_differs(refs, facts),
    ]
    return [one for one in found if one is not None]


def _values(
    refs: Iterable[Ref], facts: Facts, value: Callable[[Ref], str | None], *, by_speaker: bool = False
) -> tuple[Value, ...]:
    """Return each report's values of a field, once each; `by_speaker` once for each of its speakers."""
    found: dict[tuple[str, str | None, str], Value] = {}
    for ref in refs:
        told = value(ref)
        if told is not None:
            speaker = facts.said_by(ref)
            found.setdefault((ref.document, speaker if by_speaker else None, told), Value(told, ref, speaker))
    return tuple(found.values())


def _differ(field: str, values: tuple[Value, ...], kind: DifferenceKind, why: str) -> Difference | None:
    """Return a difference where values differ between reports or speakers; one voice's variety is no difference."""
    told = {one.value.casefold() for one in values}
    voices = {(one.ref.document, one.said_by) for one in values}
    return Difference(field, kind, values, why) if len(told) > 1 and len(voices) > 1 else None


def _actors_differ(role: str, refs: Sequence[Ref], facts: Facts) -> Difference | None:
    named: dict[str, list[KnownActor]] = {}

    def value(ref: Ref) -> str | None:
        named_here = facts.actors_in(ref.document, getattr(facts.event(ref), role))
        actors = [actor for actor in named_here if not is_counted(actor.name)]  # how many is a figure's to tell
        words = " and ".join(sorted(actor.name for actor in actors))
        named.setdefault(words, actors)
        return words or None

    values = _values(refs, facts, value)
    groups = [named[one] for one in dict.fromkeys(value.value for value in values)]
    shared = all(_share(one, other) or may_be_one(one, other, facts) for one in groups for other in groups)
    if shared:
        return _differ(role, values, "wording", "The names may stand for one party; each report's own word is kept.")
    return _differ(role, values, "conflict", "The reports name different actors.")


def _number_differs(refs: Sequence[Ref], facts: Facts) -> Difference | None:
    """Return a difference where one report speaks of one thing that is hit ("the base") and another of several ("bases")."""

    def value(ref: Ref) -> str | None:
        document = facts.document(ref)
        return " and ".join(" ".join(document.quote(span).split()) for span in facts.event(ref).target) or None

    values = _values(refs, facts, value)
    heads = [one.value.casefold().rsplit(maxsplit=1)[-1] for one in values]
    pairs = [
        (one, other)
        for one, head in zip(values, heads, strict=True)
        for other, more in zip(values, heads, strict=True)
        if more in {head + "s", head + "es"} and one.ref.document != other.ref.document
    ]
    return _differ("target", pairs[0], "scope", "The one speaks of one, the other of several.") if pairs else None


def _share(left: Sequence[KnownActor], right: Sequence[KnownActor]) -> bool:
    return bool({actor.id for actor in left} & {actor.id for actor in right})


def _places_differ(refs: Sequence[Ref], facts: Facts) -> Difference | None:
    named: dict[str, KnownPlace] = {}

    def value(ref: Ref) -> str | None:
        place = event_place(ref, facts)
        return None if place is None else named.setdefault(place.name, place).name

    values = _values(refs, facts, value)
    places = [named[one] for one in dict.fromkeys(value.value for value in values)]
    inside = any(lies_in(one, other) for one in places for other in places)
    if inside:
        return _differ("place", values, "scope", "One place lies inside the other.")
    return _differ("place", values, "conflict", "The reports name different places.")


def lies_in(inner: KnownPlace, outer: KnownPlace) -> bool:
    """Tell whether one place is said to lie in another, or is in the country that the other is."""
    if outer.precision == "country" and inner.country == outer.country and inner.id != outer.id:
        return True
    within = (inner.within or "").casefold()
    return bool(within) and any(within == name.casefold() or name.casefold().startswith(within + " ") for name in outer.names)


def _times_differ(refs: Sequence[Ref], facts: Facts) -> Difference | None:
    whens: dict[str, When] = {}

    def value(ref: Ref) -> str | None:
        event = facts.event(ref)
        if event.when is None or event.realis == "future" or event.when.earliest is None or event.when.latest is None:
            return None
        whens.setdefault(spell(event.when), event.when)
        return spell(event.when)

    values = _values(refs, facts, value)
    times = list(whens.values())
    if any(_apart(one, other) for one in times for other in times):
        return _differ("time", values, "conflict", "The times have no day in common.")
    wide = [when for when in times if _width(when.earliest, when.latest) > _LONG]
    if wide and len(wide) < len(times):
        return _differ("time", values, "period", "One speaks of a longer time than the other.")
    return None


_LONG = 10  # days: from here on a time is a period and not a vague day


def _apart(left: When, right: When) -> bool:
    """Tell whether two closed times share no day."""
    assert left.earliest and left.latest and right.earliest and right.latest  # noqa: PT018  one thought: both are closed
    return left.latest < right.earliest or right.latest < left.earliest


def spell(when: When | None) -> str:
    """Return a time in words."""
    if when is None:
        return "no day"
    if when.first == when.last:
        return str(when.first)
    return f"{when.first or 'open'} to {when.last or 'open'}"


def _words_differ(refs: Sequence[Ref], facts: Facts) -> Difference | None:
    def value(ref: Ref) -> str:
        return " ".join(facts.document(ref).quote(facts.event(ref).trigger).split()).lower()

    values = _values(refs, facts, value, by_speaker=True)
    one_a_voice = {(one.ref.document, one.said_by): one for one in reversed(values)}
    kept = tuple(one for one in values if one in one_a_voice.values())
    if len({one.value.replace(" ", "").replace("-", "")[:6] for one in kept}) < 2:
        return None
    return _differ("type", kept, "wording", "The same act in different words.")


def _realis_differs(refs: Sequence[Ref], facts: Facts) -> Difference | None:
    def value(ref: Ref) -> str:
        attribution = facts.attribution(ref)
        stance = attribution.stance if attribution else "asserts"
        realis = facts.event(ref).realis
        return {"denies": "denied", "doubts": "doubted"}.get(stance, realis if stance != "confirms" else f"{realis}, confirmed")

    values = _values(refs, facts, value, by_speaker=True)
    return _differ("realis", values, "stance", "The sources do not stand to it in the same way.")
