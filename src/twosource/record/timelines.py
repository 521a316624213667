"""Who is said to hold which place from when to when.

In: the claims on control, place by place. Out: Controls. A claim opens a stretch of time for its holder and status; claims of one
holder and status whose beginnings fit are one stretch; a later change ends it. Two holders whose stretches live at once contest
each other: neither is dropped, and nothing is decided between them (`holders` weighs them).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import get_args

from twosource.nouns import Control, ControlStatus, When
from twosource.record.claimed import Claimed, Sides
from twosource.record.facts import Facts, finding_id
from twosource.record.standing import standing_of

_HOLDING = frozenset({"holds", "gained"})
_PASSING = frozenset({"surrounded", "contested", "entered"})
_BY = "held by "
_ISO = re.compile(r"\d{4}-\d\d-\d\d")
_FIT = 3  # days: beginnings of one stretch, as reports tell them, lie so near each other
_ORDER: tuple[ControlStatus, ...] = get_args(ControlStatus)


def control_over(claimed: Mapping[str, Sequence[Claimed]], sides: Sides, facts: Facts) -> tuple[Control, ...]:
    """Return the control of every place, place by place in the order of their ids, each from the earliest on."""
    return tuple(control for place in sorted(claimed) for control in _timeline(claimed[place], sides, facts))


def _timeline(claimed: Sequence[Claimed], sides: Sides, facts: Facts) -> list[Control]:
    """Return the stretches of one place, ended by later changes, with those who contest each."""
    stretches = _stretches(claimed, sides)
    ended = [(stretch, _end(stretch, stretches, sides)) for stretch in stretches]
    drafts = [_control(stretch, end, facts) for stretch, end in ended]
    drafts.sort(key=lambda one: (_begin(one) or date.min, _ORDER.index(one.status), one.id))
    return [replace(one, contested_by=tuple(other.id for other in drafts if _contest(one, other, sides))) for one in drafts]


def _stretches(claimed: Sequence[Claimed], sides: Sides) -> list[list[Claimed]]:
    """Return claims of one side and status whose beginnings fit, together; one without a beginning fits the next."""
    found: list[list[Claimed]] = []
    for one in sorted(claimed, key=lambda one: (one.status, one.start, one.ref)):
        fits = (
            stretch
            for stretch in reversed(found)
            if stretch[0].status == one.status
            and (one.start - stretch[-1].start).days <= _reach(one.status)
            and all(sides.one(one.holder, other.holder) for other in stretch)
        )
        stretch = next(fits, None)
        if stretch is None:
            found.append([one])
        else:
            stretch.append(one)
    return found


def _reach(status: ControlStatus) -> int:
    """Return how far apart two claims of one stretch may begin: a state lasts, a change is a moment."""
    return 365 if status in {"holds", "contested", "surrounded", "entered"} else _FIT


def _end(stretch: Sequence[Claimed], stretches: Sequence[Sequence[Claimed]], sides: Sides) -> date | None:
    """Return the day on which a state ends: told by a claim, or the first later change that another claim tells of."""
    first = stretch[0]
    told = [one.until for one in stretch if one.until]
    if first.status == "lost":
        return None
    changes = [other[0].start for other in stretches if other[0].start > first.start and _ends(first, other[0], sides)]
    return min([*told, *changes], default=None)


def _ends(state: Claimed, change: Claimed, sides: Sides) -> bool:
    """Tell whether a later claim ends a state: its holder loses, another gains, or who surrounds or contests gains."""
    same = sides.one(change.holder, state.holder)
    if change.status == "lost":
        return same or state.status in _PASSING
    if change.status == "gained":
        return not same or state.status in _PASSING
    return change.status == "holds" and state.status in _HOLDING and not same and change.since.first is not None


def _control(stretch: Sequence[Claimed], end: date | None, facts: Facts) -> Control:
    first = stretch[0]
    refs = tuple(sorted({one.ref for one in stretch}, key=facts.order))
    begun = min((one for one in stretch if one.since.first), key=lambda one: one.start, default=None)
    when = When(
        begun.since.first if begun else None,
        end.isoformat() if end else None,
        begun.since.rule if begun else f"{_BY}{first.start}",
    )
    return Control(
        id=finding_id("C", refs[0], first.holder, first.status),
        place=first.place,
        holder=Counter(one.holder for one in stretch).most_common(1)[0][0],
        status=first.status,
        claims=refs,
        standing=standing_of(refs, facts),
        when=when,
    )


def _begin(control: Control) -> date | None:
    return control.when.earliest if control.when else None


def _contest(one: Control, other: Control, sides: Sides) -> bool:
    """Tell whether two claims cannot both be: two sides hold a place at once, or one holds what it is said still to surround."""
    same, statuses = sides.one(one.holder, other.holder), {one.status, other.status}
    if "surrounded" in statuses:
        clash = same and bool(statuses & _HOLDING)
    else:
        clash = not same and statuses <= _HOLDING | {"contested"} and statuses != {"contested"}
    return clash and _lives_during(one, other) and _lives_during(other, one)


def _lives_during(one: Control, other: Control) -> bool:
    """Tell whether a state has begun before another ends; the day of a change belongs to the new state alone."""
    end = other.when.latest if other.when else None
    return end is None or _known_begin(one) < end


def _known_begin(control: Control) -> date:
    """Return the day a state begins; a change that is only known by a day is of that day, a holding may be of old."""
    by = control.when.rule.removeprefix(_BY) if control.when and control.status != "holds" else ""
    return _begin(control) or (date.fromisoformat(by) if _ISO.fullmatch(by) else date.min)


def holds_at(control: Control, day: date) -> bool:
    """Tell whether a state lives on a day: begun, and not ended before or on it. A loss is told on its day and after."""
    begin, end = _begin(control), control.when.latest if control.when else None
    return (begin is None or begin <= day) and (end is None or day < end or (begin is not None and end - begin < timedelta(1)))
