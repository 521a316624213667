"""What is claimed of the control of places: statements and the events that change it, each with its claimant.

In: the Facts. Out: Claimeds. A statement or an event says that from a day on, or by a day, a holder is in a state at a place; who
takes part of a town has entered the town. Beside each stands whose word it is and whether that is the holder's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from twosource.nouns import ControlStatement, ControlStatus, Event, KnownPlace, Ref, Span, When
from twosource.record.facts import Facts, control_of
from twosource.record.incidents import iso
from twosource.record.roles import event_place, may_be_one
from twosource.record.standing import Voice, voice
from twosource.vocabulary import load

_EFFECTS: Mapping[str, ControlStatus] = {
    "gains": "gained", "loses": "lost", "surrounds": "surrounded", "contests": "contested", "enters": "entered",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Claimed:
    """One claim that from a time on a holder is in a state at a place. `until` is the end that the claim itself gives."""

    place: str
    holder: str | None
    status: ControlStatus
    since: When
    until: date | None
    ref: Ref
    voice: Voice
    own: bool = False
    part: bool = False

    @property
    def start(self) -> date:
        """The day that it is filed under: its beginning, or the day by which it held; the first of all where it has neither."""
        return self.since.earliest or self.since.latest or date.min


@dataclass
class Sides:
    """Tells whether two holders may be one side: "the rebels" and a rebel group by name. Asked often, so answers are kept."""

    facts: Facts
    _known: dict[tuple[str, str], bool] = field(default_factory=dict)

    def one(self, left: str | None, right: str | None) -> bool:
        """Tell whether two actors, by id, may be one side."""
        if left == right or left is None or right is None:
            return left == right
        pair = (left, right) if left < right else (right, left)
        if pair not in self._known:
            actors = {one.id: one for one in self.facts.actors.values() if one.id in pair}
            self._known[pair] = may_be_one([actors[left]], [actors[right]], self.facts)
        return self._known[pair]


def claims_on_control(facts: Facts, sides: Sides) -> dict[str, list[Claimed]]:
    """Return every claim on the control of a place, by place."""
    found: dict[str, list[Claimed]] = {}
    for one in (*_stated(facts, sides), *_effected(facts, sides)):
        found.setdefault(one.place, []).append(one)
        whole = _whole(one, facts)
        if whole is not None and one.status in {"gained", "holds", "entered"}:
            found.setdefault(whole, []).append(
                Claimed(whole, one.holder, "entered", one.since, None, one.ref, one.voice, one.own, part=True)
            )
    return found


def _whole(one: Claimed, facts: Facts) -> str | None:
    """Return the town that a place is a part of, None for a place that is whole."""
    part = next(place for place in facts.readings[one.ref.document].places if facts.places[_ref(one, place.id)].id == one.place)
    if part.relation is None or part.within is None:
        return None
    towns = (
        place for place in facts.readings[one.ref.document].places if place.precision == "town" and place.name == part.within
    )
    return next((facts.places[_ref(one, town.id)].id for town in towns), None)


def _ref(one: Claimed, place: str) -> Ref:
    return Ref(one.ref.document, place)


def _stated(facts: Facts, sides: Sides) -> Iterator[Claimed]:
    """Yield what control statements claim."""
    for ref, statement in control_of(facts):
        place = facts.place_of(ref.document, statement.place)
        if place is None:
            continue
        holder = facts.actors.get(Ref(ref.document, statement.holder)) if statement.holder else None
        when = statement.when
        ends = when.latest if when and when.first != when.last and statement.status in {"holds", "surrounded"} else None
        status = "entered" if statement.status == "gained" and _only_enters(statement, ref, facts) else statement.status
        yield _claimed(place, holder.id if holder else None, status, _since(when, ref, facts), ends, ref, facts, sides)


def _only_enters(statement: ControlStatement, ref: Ref, facts: Facts) -> bool:
    """Tell whether the words of a gain are of coming in, not of taking: "entered the town", "advanced into it"."""
    reading = facts.readings[ref.document]
    words = " ".join(reading.document.quote(statement.span).lower().split())
    language = load().languages.get(reading.document.language or "en")
    return language is not None and any(re.search(rf"\b{re.escape(one)}", words) for one in language.table("control")["enters"])


def _effected(facts: Facts, sides: Sides) -> Iterator[Claimed]:
    """Yield what events do to control, as the vocabulary says for their types, where no statement says it of the same words."""
    types = load().events
    stated = {(ref.document, one.status): [] for ref, one in control_of(facts)}  # type: dict[tuple[str, str], list[Span]]
    for ref, one in control_of(facts):
        stated[ref.document, one.status].append(one.span)
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
            if any(span.contains(claim.trigger) for span in stated.get((ref.document, status), ())):
                continue
            spans = getattr(claim, effect[change], ()) if change in effect else ()
            for actor in facts.actors_in(ref.document, spans)[:1]:
                yield _claimed(place, actor.id, status, _since(claim.when, ref, facts), None, ref, facts, sides)


def _claimed(
    place: KnownPlace,
    holder: str | None,
    status: ControlStatus,
    since: When,
    until: date | None,
    ref: Ref,
    facts: Facts,
    sides: Sides,
) -> Claimed:
    return Claimed(place.id, holder, status, since, until, ref, voice(ref, facts), _is_own(ref, holder, facts, sides))


def _is_own(ref: Ref, holder: str | None, facts: Facts, sides: Sides) -> bool:
    """Tell whether the claimant is of the holder's side: by its name, or because it speaks for the same state."""
    attribution = facts.attribution(ref)
    if attribution is None or attribution.actor is None or holder is None:
        return False
    speaker = facts.actors[Ref(ref.document, attribution.actor)]
    if sides.one(speaker.id, holder):
        return True
    official = attribution.kind in {"official", "military", "armed_group"}
    return official and bool(facts.countries.get(speaker.id, frozenset()) & facts.countries.get(holder, frozenset()))


def _since(when: When | None, ref: Ref, facts: Facts) -> When:
    """Return when a state begins: as the words say, else by the day of the report at the latest.

    Of a text that looks back, and gives no time, nothing is known: its day is years after what it tells.
    """
    if when is not None and when.first is not None:
        return When(when.first, when.last if when.last is not None else when.first, when.rule)
    day = facts.day(ref.document)
    return When(
        None, when.last if when else iso(day), "held by the day of the report" if when is None or when.last else when.rule
    )
