"""Who holds which place from when to when, as claimed.

In: control statements and the events that change control, with the Facts. Out: Controls. A claim opens a stretch of time for its
holder and status; claims of one holder and status whose beginnings fit are one stretch; a later change ends it. Two holders
whose stretches live at once contest each other: neither is dropped, and nothing is decided between them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import get_args

from twosource.nouns import Control, ControlStatus, Event, KnownActor, Ref, When
from twosource.record.facts import Facts, control_of, finding_id
from twosource.record.incidents import iso
from twosource.record.roles import event_place, may_be_one
from twosource.record.standing import standing_of
from twosource.vocabulary import load

_HOLDING = frozenset({"holds", "gained"})
_FIT = 3  # days: beginnings of one stretch, as reports tell them, lie so near each other
_EFFECTS: Mapping[str, ControlStatus] = {"gains": "gained", "loses": "lost", "surrounds": "surrounded", "contests": "contested"}
_ORDER: tuple[ControlStatus, ...] = get_args(ControlStatus)


@dataclass(frozen=True, slots=True)
class Claimed:
    """One claim that from a time on a holder is in a state at a place. `until` is the end that the claim itself gives."""

    place: str
    holder: str | None
    status: ControlStatus
    since: When
    until: date | None
    ref: Ref


def control_over(facts: Facts) -> tuple[Control, ...]:
    """Return the control of every place, place by place in the order of their ids, each from the earliest on."""
    claimed: dict[str, list[Claimed]] = {}
    for one in (*_stated(facts), *_effected(facts)):
        claimed.setdefault(one.place, []).append(one)
    return tuple(control for place in sorted(claimed) for control in _timeline(claimed[place], facts))


def _stated(facts: Facts) -> Iterator[Claimed]:
    """Yield what control statements claim."""
    for ref, statement in control_of(facts):
        place = facts.place_of(ref.document, statement.place)
        if place is None:
            continue
        holder = facts.actors.get(Ref(ref.document, statement.holder)) if statement.holder else None
        when = statement.when
        ends = when.latest if when and when.first != when.last and statement.status in {"holds", "surrounded"} else None
        yield Claimed(place.id, holder.id if holder else None, statement.status, _since(when, ref, facts), ends, ref)


def _effected(facts: Facts) -> Iterator[Claimed]:
    """Yield what events do to control, as the vocabulary says for their types."""
    types = load().events
    for ref, claim in facts.claims.items():
        if not isinstance(claim, Event) or claim.realis != "actual" or claim.type not in types:
            continue
        effect = types[claim.type].effect
        if effect.get("timeline") != "control":
            continue
        place = event_place(ref, facts)
        if place is None or place.precision == "country":
            continue
        for change, status in _EFFECTS.items():
            spans = getattr(claim, effect[change], ()) if change in effect else ()
            for actor in facts.actors_in(ref.document, spans)[:1]:
                yield Claimed(place.id, actor.id, status, _since(claim.when, ref, facts), None, ref)


def _since(when: When | None, ref: Ref, facts: Facts) -> When:
    """Return when a state begins: as the words say, else by the day of the report at the latest."""
    if when is not None and when.first is not None:
        return When(when.first, when.last if when.last is not None else when.first, when.rule)
    day = facts.day(ref.document)
    return When(None, when.last if when and when.last else iso(day), "held by the day of the report")


def _timeline(claimed: Sequence[Claimed], facts: Facts) -> list[Control]:
    """Return the stretches of one place, ended by later changes, with those who contest each."""
    stretches = _stretches(claimed)
    ended = [(stretch, _end(stretch, stretches)) for stretch in stretches]
    drafts = [_control(stretch, end, facts) for stretch, end in ended]
    drafts.sort(key=lambda one: (_begin(one) or date.min, _ORDER.index(one.status), one.id))
    known = {actor.id: actor for actor in facts.actors.values()}
    return [
        replace(one, contested_by=tuple(other.id for other in drafts if _contest(one, other) and _are_two(one, other, known)))
        for one in drafts
    ]


def _are_two(one: Control, other: Control, known: Mapping[str, KnownActor]) -> bool:
    """Tell whether two holders are surely two: "the rebels" and a rebel group by name may be one side."""
    sides = [[known[holder]] if holder else [] for holder in (one.holder, other.holder)]
    return not may_be_one(*sides) or all(side[0].name[:1].isupper() for side in sides)


def _stretches(claimed: Sequence[Claimed]) -> list[list[Claimed]]:
    """Return claims of one holder and status whose beginnings fit, together; one without a beginning fits the next."""
    found: list[list[Claimed]] = []
    for one in sorted(claimed, key=lambda one: (one.holder or "", one.status, _start(one), one.ref)):
        last = found[-1] if found else None
        fits = last and (last[-1].holder, last[-1].status) == (one.holder, one.status)
        if last and fits and (_start(one) - _start(last[-1])).days <= _reach(one.status):
            last.append(one)
        else:
            found.append([one])
    return found


def _reach(status: ControlStatus) -> int:
    """Return how far apart two claims of one stretch may begin: a state lasts, a change is a moment."""
    return 365 if status in {"holds", "contested", "surrounded"} else _FIT


def _start(one: Claimed) -> date:
    """Return the day a claim is filed under: its beginning, or the day by which it held."""
    return one.since.earliest or one.since.latest or date.min


def _end(stretch: Sequence[Claimed], stretches: Sequence[Sequence[Claimed]]) -> date | None:
    """Return the day on which a state ends: told by a claim, or the first later change that another claim tells of."""
    first = stretch[0]
    told = [one.until for one in stretch if one.until]
    if first.status == "lost":
        return None
    changes = [_start(other[0]) for other in stretches if _start(other[0]) > _start(first) and _ends(first, other[0])]
    return min([*told, *changes], default=None)


def _ends(state: Claimed, change: Claimed) -> bool:
    """Tell whether a later claim ends a state: its holder loses, another gains, or who surrounds or contests gains."""
    if change.status == "lost":
        return change.holder == state.holder or state.status in {"surrounded", "contested"}
    if change.status == "gained":
        return change.holder != state.holder or state.status in {"surrounded", "contested"}
    return (
        change.status == "holds" and state.status in _HOLDING and change.holder != state.holder and change.since.first is not None
    )


def _control(stretch: Sequence[Claimed], end: date | None, facts: Facts) -> Control:
    first = stretch[0]
    refs = tuple(sorted({one.ref for one in stretch}, key=facts.order))
    begun = min((one for one in stretch if one.since.first), key=_start, default=None)
    when = When(
        begun.since.first if begun else None,
        end.isoformat() if end else None,
        begun.since.rule if begun else f"held by {_start(first)}",
    )
    return Control(
        id=finding_id("C", refs[0], first.holder, first.status),
        place=first.place,
        holder=first.holder,
        status=first.status,
        claims=refs,
        standing=standing_of(refs, facts),
        when=when,
    )


def _begin(control: Control) -> date | None:
    return control.when.earliest if control.when else None


def _contest(one: Control, other: Control) -> bool:
    """Tell whether two holders are said to hold a place at once, or a holding is disputed by who contests the place."""
    if one.holder == other.holder or not {one.status, other.status} <= _HOLDING | {"contested"}:
        return False
    if one.status == other.status == "contested":
        return False
    return _lives_during(one, other) and _lives_during(other, one)


def _lives_during(one: Control, other: Control) -> bool:
    """Tell whether a state has begun before another ends; the day of a change belongs to the new state alone."""
    end = other.when.latest if other.when else None
    return end is None or (_begin(one) or date.min) < end


def holds_at(control: Control, day: date) -> bool:
    """Tell whether a state lives on a day: begun, and not ended before or on it. A loss is told on its day and after."""
    begin, end = _begin(control), control.when.latest if control.when else None
    return (begin is None or begin <= day) and (end is None or day < end or (begin is not None and end - begin < timedelta(1)))
