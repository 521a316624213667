"""What is claimed of the control of places, each claim with its claimant.

In: the Facts. Out: Claimeds. A statement says that from a day on, or by a day, a holder is in a state at a place; who
takes part of a town has entered the town. Beside each stands whose word it is and whether that is the holder's own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from twosource.nouns import ControlStatement, ControlStatus, Event, KnownActor, Reading, Ref, Span, When
from twosource.record.facts import Facts, control_of, language_of
from twosource.record.incidents import iso
from twosource.record.roles import event_place, may_be_one
from twosource.record.standing import Voice, voice
from twosource.vocabulary import load

_EFFECTS: Mapping[str, ControlStatus] = {"gains": "gained", "loses": "lost", "surrounds": "surrounded", "contests": "contested"}
"""What an event type's effect on the timeline of control is called in the vocabulary, and what it does."""


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

    @property
    def start(self) -> date:
        """The day that it is filed under: its beginning, or the day by which it held; the first of all where it has neither.

        Of a change that is told of two days, a month or a year only the end is sure: by then it had happened.
        """
        first, last = self.since.earliest, self.since.latest
        if first and last and self.status in {"gained", "lost", "entered"}:
            return last
        return first or last or date.min

    @property
    def is_exact(self) -> bool:
        """Whether it says, within a few days, when it began."""
        first, last = self.since.earliest, self.since.latest
        return first is not None and last is not None and (last - first).days <= EXACT


EXACT = 3
"""Days within which a change is dated well enough to say on which side of another it lies."""


@dataclass
class Sides:
    """Tells whether two holders may be one side: "the rebels" and a rebel group by name. Asked often, so answers are kept."""

    facts: Facts
    _known: dict[tuple[str, str], bool] = field(default_factory=dict)
    _actors: dict[str, KnownActor] = field(init=False)

    def __post_init__(self) -> None:
        self._actors = {one.id: one for one in self.facts.actors.values()}

    def one(self, left: str | None, right: str | None) -> bool:
        """Tell whether two actors, by id, may be one side."""
        if left == right or left is None or right is None:
            return left == right
        pair = (left, right) if left < right else (right, left)
        if pair not in self._known:
            told = self.rostered(left, right)
            # What the project's roster says of both goes before what their names and kinds let guess.
            self._known[pair] = self._guessed(left, right) if told is None else told
        return self._known[pair]

    def _guessed(self, left: str, right: str) -> bool:
        return may_be_one([self._actors[left]], [self._actors[right]], self.facts)

    def rostered(self, left: str, right: str) -> bool | None:
        """Tell whether the project's roster has two actors, by id, on one side; None where it does not say of both."""
        one, other = self._actors[left].side, self._actors[right].side
        return one == other if one and other else None


def claims_on_control(facts: Facts, sides: Sides) -> dict[str, list[Claimed]]:
    """Return every claim on the control of a place, by place."""
    found: dict[str, list[Claimed]] = {}
    for one in (*_stated(facts, sides), *_effected(facts, sides)):
        found.setdefault(one.place, []).append(one)
        whole = _whole(one, facts)
        if whole is not None and one.status in {"gained", "holds", "entered"}:
            found.setdefault(whole, []).append(replace(one, place=whole, status="entered", until=None))
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
        reading = facts.readings[ref.document]
        mentions = [span for one in reading.places if one.id == statement.place for span in one.mentions]
        name = max((span for span in mentions if statement.span.contains(span)), default=statement.span)
        status = _status(statement.status, statement.span, name, reading)
        if place is None or status is None:
            continue
        held_by = facts.actors.get(Ref(ref.document, statement.holder)) if statement.holder else None
        holder = held_by.id if held_by else None
        when = statement.when
        ends = when.latest if when and when.first != when.last and statement.status in {"holds", "surrounded"} else None
        word = voice(ref, facts)
        if _is_refuted(statement, reading):
            word = replace(word, says="doubts")
        yield Claimed(place.id, holder, status, _since(when, ref, facts), ends, ref, word, _is_own(ref, holder, facts, sides))


def _effected(facts: Facts, sides: Sides) -> Iterator[Claimed]:
    """Yield what events do to control, as the vocabulary says for their types, in readings that state no control themselves.

    Our own finders say of each event what it does to control, and hold their peace where the words leave a doubt.
    """
    types = load().events
    silent = {name for name, reading in facts.readings.items() if not reading.control}
    for ref, claim in facts.claims.items():
        if ref.document not in silent or not isinstance(claim, Event) or claim.realis != "actual" or claim.type not in types:
            continue
        effect = types[claim.type].effect
        place = event_place(ref, facts) if effect.get("timeline") == "control" else None
        if place is None or place.precision == "country":
            continue
        for change, status in _EFFECTS.items():
            for actor in facts.actors_in(ref.document, getattr(claim, effect[change], ()) if change in effect else ())[:1]:
                since, own = _since(claim.when, ref, facts), _is_own(ref, actor.id, facts, sides)
                yield Claimed(place.id, actor.id, status, since, None, ref, voice(ref, facts), own)


def _is_refuted(statement: ControlStatement, reading: Reading) -> bool:
    """Tell whether the report takes for untrue what it quotes: "falsely claimed that"."""
    said = next((one for one in reading.attributions if one.id == statement.said_by), None)
    language = language_of(reading)
    if said is None or said.cue is None or language is None:
        return False
    around = reading.document.text[max(0, said.cue.start - 15) : said.cue.end].lower()
    return _has(around, language.table("control")["falsely"])


def _status(status: ControlStatus, span: Span, name: Span, reading: Reading) -> ControlStatus | None:
    """Return what words say of a whole place: who takes or holds a part of it, or comes in, has entered it.

    `span` are the words, `name` where the place is named among them. None where they speak of what lies near the place, or of
    the loss of a part.
    """
    language = language_of(reading)
    if status not in {"gained", "holds", "lost"} or language is None:
        return status
    table, text = language.table("control"), reading.document.text.lower()
    before = re.split(r"[.;:\n]", text[max(0, name.start - BEFORE) : name.start])[-1] + " " + text[span.start : name.start]
    # Behind a verb whose place stands before it: "closed in on Oru by capturing villages".
    behind = re.split(r"[.,;:\n]", text[span.end : span.end + BEFORE])[0] if name.end < span.end else ""
    words = " ".join(text[span.start : span.end + BEFORE].split())
    if _has(before, [*table["beside"], *table["then"]]) or _has(behind, table["beside"]) or _has(words, table["nothing"]):
        return None
    if _has(before, table["parts"]):
        return None if status == "lost" else "entered"
    own = text[span.start : span.end]
    comes = status == "gained" and _has(own, table["enters"]) and not re.search(rf"\b(?:{'|'.join(table['takes'])})", own)
    return "entered" if comes else status


BEFORE = 25
"""Characters before the name of a place in which "half of" or "most of" stands."""


def _has(words: str, listed: Sequence[str]) -> bool:
    return any(re.search(rf"(?<![a-z]){re.escape(one)}(?!\w)", words) for one in listed)


def _is_own(ref: Ref, holder: str | None, facts: Facts, sides: Sides) -> bool:
    """Tell whether the claimant is of the holder's side: by the roster, by its name, or because it speaks for the same state."""
    attribution = facts.attribution(ref)
    if attribution is None or attribution.actor is None or holder is None:
        return False
    speaker = facts.actors[Ref(ref.document, attribution.actor)]
    told = sides.rostered(speaker.id, holder)
    if told is not None or sides.one(speaker.id, holder):
        return told is not False
    official = attribution.kind in {"official", "military", "armed_group"}
    return official and bool(facts.countries.get(speaker.id, frozenset()) & facts.countries.get(holder, frozenset()))


def _since(when: When | None, ref: Ref, facts: Facts) -> When:
    """Return when a state begins: as the words say, else by the day of the report at the latest.

    Of a text that looks back, and gives no time, nothing is known: its day is years after what it tells.
    """
    if when is None:
        return When(None, None, "no time is given")
    if when.first is not None:
        return When(when.first, when.last if when.last is not None else when.first, when.rule)
    return When(None, when.last or iso(facts.day(ref.document)), "held by the day of the report")
