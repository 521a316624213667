"""Who holds which place from when to when, as claimed.

In: control statements and the events that change control, with the Facts. Out: Controls. A claim opens a stretch of time for its
holder and status; claims of one holder and status whose beginnings fit are one stretch; a later change ends it. Two holders
whose stretches live at once contest each other: neither is dropped, and nothing is decided between them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import get_args

from twosource.nouns import Control, ControlStatus, Event, Ref, When
from twosource.record.facts import Facts, control_of, finding_id
from twosource.record.incidents import iso
from twosource.record.roles import event_place, may_be_one
from twosource.record.standing import standing_of
from twosource.vocabulary import load

_HOLDING = frozenset({"holds", "gained"})
_BY = "held by "
_ISO = re.compile(r"\d{4}-\d\d-\d\d")
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


Sides = Callable[[str | None, str | None], bool]
"""Tells whether two holders may be one side: "the rebels" and a rebel group by name."""


def control_over(facts: Facts) -> tuple[Control, ...]:
    """Return the control of every place, place by place in the order of their ids, each from the earliest on."""
    claimed: dict[str, list[Claimed]] = {}
    for one in (*_stated(facts), *_effected(facts)):
        claimed.setdefault(one.place, []).append(one)
    known = {actor.id: actor for actor in facts.actors.values()}

    def one_side(left: str | None, right: str | None) -> bool:
        return left == right or (left is not None and right is not None and may_be_one([known[left]], [known[right]], facts))

    return tuple(control for place in sorted(claimed) for control in _timeline(claimed[place], one_side, facts))


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


def _timeline(claimed: Sequence[Claimed], one_side: Sides, facts: Facts) -> list[Control]:
    """Return the stretches of one place, ended by later changes, with those who contest each."""
    stretches = _stretches(claimed, one_side)
    ended = [(stretch, _end(stretch, stretches, one_side)) for stretch in stretches]
    drafts = [_control(stretch, end, facts) for stretch, end in ended]
    drafts.sort(key=lambda one: (_begin(one) or date.min, _ORDER.index(one.status), one.id))
    return [replace(one, contested_by=tuple(other.id for other in drafts if _contest(one, other, one_side))) for one in drafts]


def _stretches(claimed: Sequence[Claimed], one_side: Sides) -> list[list[Claimed]]:
    """Return claims of one side and status whose beginnings fit, together; one without a beginning fits the next."""
    found: list[list[Claimed]] = []
    for one in sorted(claimed, key=lambda one: (one.status, _start(one), one.ref)):
        fits = (
            stretch
            for stretch in reversed(found)
            if stretch[0].status == one.status
            and (_start(one) - _start(stretch[-1])).days <= _reach(one.status)
            and all(one_side(one.holder, other.holder) for other in stretch)
        )
        stretch = next(fits, None)
        if stretch is None:
            found.append([one])
        else:
            stretch.append(one)
    return found


def _reach(status: ControlStatus) -> int:
    """Return how far apart two claims of one stretch may begin: a state lasts, a change is a moment."""
    return 365 if status in {"holds", "contested", "surrounded"} else _FIT


def _start(one: Claimed) -> date:
    """Return the day a claim is filed under: its beginning, or the day by which it held."""
    return one.since.earliest or one.since.latest or date.min


def _end(stretch: Sequence[Claimed], stretches: Sequence[Sequence[Claimed]], one_side: Sides) -> date | None:
    """Return the day on which a state ends: told by a claim, or the first later change that another claim tells of."""
    first = stretch[0]
    told = [one.until for one in stretch if one.until]
    if first.status == "lost":
        return None
    changes = [_start(other[0]) for other in stretches if _start(other[0]) > _start(first) and _ends(first, other[0], one_side)]
    return min([*told, *changes], default=None)


def _ends(state: Claimed, change: Claimed, one_side: Sides) -> bool:
    """Tell whether a later claim ends a state: its holder loses, another gains, or who surrounds or contests gains."""
    same = one_side(change.holder, state.holder)
    if change.status == "lost":
        return same or state.status in {"surrounded", "contested"}
    if change.status == "gained":
        return not same or state.status in {"surrounded", "contested"}
    return change.status == "holds" and state.status in _HOLDING and not same and change.since.first is not None


def _control(stretch: Sequence[Claimed], end: date | None, facts: Facts) -> Control:
    first = stretch[0]
    refs = tuple(sorted({one.ref for one in stretch}, key=facts.order))
    begun = min((one for one in stretch if one.since.first), key=_start, default=None)
    when = When(
        begun.since.first if begun else None,
        end.isoformat() if end else None,
        begun.since.rule if begun else f"{_BY}{_start(first)}",
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


def _contest(one: Control, other: Control, one_side: Sides) -> bool:
    """Tell whether two claims cannot both be: two sides hold a place at once, or one holds what it is said still to surround."""
    same, statuses = one_side(one.holder, other.holder), {one.status, other.status}
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
