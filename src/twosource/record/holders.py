"""Who holds a place at each moment, every claimant weighed against the others.

In: the claims on control, place by place. Out: Holdings, place by place, each from the earliest on. The claims of a place are
taken in the order of their days, and each either supports what is known, changes it or contests it:

    gained       a new holder; contested where somebody else saw the old one there that day, or where only the taker says so
    holds        seen by a day: supports the holder, else contests it, and where the last word is old takes its place
    lost         nobody is known to hold it until somebody does
    surrounded, entered    others around or in it, until one of them takes it or leaves; who has come in contests it, and so
                 does a siege that one source tells of on the day on which another has the place taken
    denied, doubted        contests the change that it denies

A claim that names no time of a text that looks back is left out. A side's word about itself is no second source: a capture that
only the taker claims is contested while the other side is known to have held the place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from itertools import groupby

from twosource.nouns import ControlStatus, Holding, HoldingWord, Ref, Tenure, When
from twosource.record.claimed import Claimed, Sides
from twosource.record.facts import Facts, finding_id
from twosource.record.standing import standing_of

STALE = timedelta(days=30)
"""A sighting of another holder after so long without a word tells of a change that went untold, and contests nothing. Set by eye,
not tuned: a month is what a report on a front usually looks back on."""
_NEAR = timedelta(days=3)  # reports of one change lie so near each other
_RANK: Mapping[ControlStatus, int] = {"holds": 0, "lost": 1, "contested": 2, "surrounded": 3, "entered": 4, "gained": 5}
_AGAINST = frozenset({"denies", "doubts"})
_ALONE = "only who took it says so"


def holdings_of(claimed: Mapping[str, Sequence[Claimed]], sides: Sides, facts: Facts) -> tuple[Holding, ...]:
    """Return who holds every place from when to when, place by place in the order of their ids."""
    return tuple(one for place in sorted(claimed) for one in _of_place(place, claimed[place], sides, facts))


@dataclass
class _State:
    """What is known of a place so far. `support` are the claims for each holder, `changed` when it last changed hands."""

    sides: Sides
    holders: list[str] = field(default_factory=list)
    support: dict[str, list[Claimed]] = field(default_factory=dict)
    since: date | None = None
    told: date | None = None
    before: str | None = None
    besiegers: dict[str, list[Claimed]] = field(default_factory=dict)
    entrants: dict[str, list[Claimed]] = field(default_factory=dict)
    why: str = ""
    alone: bool = False

    def same(self, holder: str) -> str | None:
        """Return the holder that is of one side with another, None where none is."""
        return next((one for one in self.holders if self.sides.one(one, holder)), None)

    def say(self, one: Claimed, why: str, *, alone: bool = False) -> None:
        """Note of which day the last word is, why it is as it is, and whether nobody but the taker says so."""
        self.told, self.why, self.alone = one.start, why, alone

    def settle(self, one: Claimed, why: str, *, begun: bool, alone: bool = False) -> None:
        """Let a claim decide who holds the place; `begun` tells that it says since when."""
        assert one.holder is not None
        known = self.same(one.holder)
        kept = self.support.get(known, []) if known else []
        if known is None or len(self.holders) != 1:
            self.before = next((other for other in self.holders if other != known), self.before)
        begins = one.start if begun and one.is_exact else None
        self.since = self.since if known is not None and len(self.holders) == 1 else begins
        self.holders, self.support = [known or one.holder], {known or one.holder: [*kept, one]}
        self.say(one, why, alone=alone)
        self.entrants = {}
        self.besiegers = {key: claims for key, claims in self.besiegers.items() if not self.sides.one(key, one.holder)}

    def contest(self, one: Claimed, why: str, *, alone: bool = False) -> None:
        """Let a claim stand beside who is known to hold the place."""
        assert one.holder is not None
        known = self.same(one.holder) or one.holder
        if known not in self.holders:
            self.holders.append(known)
            self.since = one.start
        self.support.setdefault(known, []).append(one)
        self.say(one, why, alone=alone)

    def take(self, one: Claimed) -> None:
        """Take in the next claim."""
        if one.voice.says in _AGAINST:
            self._denied(one)
        elif one.holder is None:
            return
        elif one.status == "gained":
            self._gained(one)
        elif one.status == "holds":
            self._seen(one)
        elif one.status == "lost":
            self._lost(one)
        elif one.status == "surrounded":
            self._surrounded(one)
        elif self.same(one.holder) is None:
            self.entrants.setdefault(one.holder, []).append(one)
            if self.holders:
                self.contest(one, "another side has come in")

    def _gained(self, one: Claimed) -> None:
        assert one.holder is not None
        known = self.same(one.holder)
        others = [other for other in self.holders if other != known]
        saw = [
            claim
            for other in others
            for claim in self.support[other]
            if claim.start >= one.start and claim.voice.root != one.voice.root and claim.status in {"holds", "gained"}
        ]
        confirmed = known is not None and any(
            claim.voice.root != one.voice.root and not claim.own for claim in self.support[known] if claim.status != "entered"
        )
        if not one.is_exact and known is not None and not others:
            self.support[known].append(one)  # "in September" of a change that is known by its day
        elif others and saw:
            self.contest(one, "sources name two holders of the same day")
        elif others and one.own and not confirmed:
            self.contest(one, _ALONE, alone=True)
        elif one.own and not confirmed:
            self.settle(one, _ALONE, begun=True, alone=True)
        else:
            self.settle(one, "taken, by the last change told", begun=True)

    def _seen(self, one: Claimed) -> None:
        assert one.holder is not None
        known = self.same(one.holder)
        others = [other for other in self.holders if other != known]
        soon = self.told is not None and one.start - self.told <= STALE
        if not others and self.alone and known is not None and soon and not one.own and self._is_another(one, known):
            self.settle(one, "taken, and another source sees it there", begun=False)
        elif not others:
            self.settle(one, self.why or "seen to hold it", begun=False, alone=self.alone)
        elif self.told is not None and one.start - self.told > STALE and not one.own:
            self.settle(one, "seen to hold it, long after the last word of another", begun=False)
        elif known is not None and not one.own and self._is_another(one, known):
            self.settle(one, "two sources see it there", begun=False)
        else:
            self.contest(one, "sources name two holders")

    def _is_another(self, one: Claimed, holder: str) -> bool:
        """Tell whether a claim comes from another source than some claim for a holder."""
        return any(claim.voice.root != one.voice.root for claim in self.support[holder])

    def _surrounded(self, one: Claimed) -> None:
        """Take in a siege: who by one word surrounds a place on the day on which it has it by another, has it for neither."""
        assert one.holder is not None
        self.besiegers.setdefault(one.holder, []).append(one)
        known = self.same(one.holder)
        if known is None or len(self.holders) > 1 or self.told is None or one.start - self.told > _NEAR:
            return
        if all(claim.voice.root != one.voice.root for claim in self.support[known] if claim.status != "surrounded"):
            self.holders = [*([self.before] if self.before else []), known]
            self.since = one.start
            self.say(one, "one source has it taken, another still surrounded")
            self.support.setdefault(self.holders[0], []).append(one)

    def _lost(self, one: Claimed) -> None:
        assert one.holder is not None
        known = self.same(one.holder)
        self.besiegers = {key: claims for key, claims in self.besiegers.items() if not self.sides.one(key, one.holder)}
        self.entrants = {key: claims for key, claims in self.entrants.items() if not self.sides.one(key, one.holder)}
        if known is None and (self.holders or not one.is_exact):
            return  # who was never known to hold it, and left it some day, says nothing of who holds it now
        if known is not None and self.since is not None and self.since == one.start and self._taken_back(known, one):
            return
        left = [other for other in self.holders if other != known]
        self.before = known or one.holder
        self.holders = left
        self.support = {other: self.support[other] for other in left} or {one.holder: [one]}
        self.since = one.start
        self.say(one, "the other side has left it" if left else "its last holder has left it, and nobody is said to have come")

    def _taken_back(self, holder: str, lost: Claimed) -> bool:
        """Tell whether a holder took the place on the day on which it is said to have lost it, by a later word."""
        return any(claim.status == "gained" and claim.ref > lost.ref for claim in self.support[holder])

    def _denied(self, one: Claimed) -> None:
        """Put the old holder back beside the new one, whose gain is denied."""
        if one.holder is None or one.status != "gained" or self.since is None:
            return
        known = self.same(one.holder)
        if known is not None and len(self.holders) == 1 and self.before and one.start - self.since <= _NEAR:
            self.holders = [self.before, known]
            self.support.setdefault(self.before, []).append(one)
            self.say(one, "the change is denied")


def _of_place(place: str, claimed: Sequence[Claimed], sides: Sides, facts: Facts) -> Iterator[Holding]:
    """Yield the stretches of one place in order; one in which nothing changes is one stretch, however often it is told."""
    dated = sorted(
        (one for one in claimed if one.start > date.min), key=lambda one: (one.start, _RANK[one.status], facts.order(one.ref))
    )
    state, tenures, last = _State(sides), {}, None  # type: _State, dict[str, Tenure], Holding | None
    for day, told in groupby(dated, key=lambda one: one.start):
        heard = list(told)
        for one in heard:
            state.take(one)
            tenures[one.voice.root] = _tenure(one, tenures.get(one.voice.root), sides)
        if last is None and not (state.holders or state.besiegers or state.entrants or state.why):
            continue
        found = _holding(place, day, state, tenures, facts)
        if last is not None and _is_same(last, found):
            last = replace(found, id=last.id, when=last.when)
            continue
        if last is not None:
            yield replace(last, when=_until(last.when, day))
        last = found
    if last is not None:
        yield last


def _is_same(one: Holding, other: Holding) -> bool:
    return (one.word, one.holders, one.besieged_by, one.entered_by) == (
        other.word,
        other.holders,
        other.besieged_by,
        other.entered_by,
    )


def _holding(place: str, day: date, state: _State, tenures: Mapping[str, Tenure], facts: Facts) -> Holding:
    claims = [one for claims in state.support.values() for one in claims]
    around = [one for claims in (*state.besiegers.values(), *state.entrants.values()) for one in claims]
    refs = tuple(dict.fromkeys(one.ref for one in (*claims, *around)))
    word: HoldingWord = "contested" if len(state.holders) > 1 else "held" if state.holders else "unknown"
    decisive = [one.ref for one in claims if word != "held" or one.status in {"gained", "holds", "lost"}] or list(refs)
    return Holding(
        id=finding_id("H", refs[0], place, day) if refs else finding_id("H", Ref("", place), day),
        place=place,
        word=word,
        holders=tuple(state.holders),
        claims=refs,
        standing=standing_of(dict.fromkeys(decisive), facts),
        why=state.why,
        when=When((state.since or day).isoformat() if state.since or word == "unknown" else None, None, state.why),
        as_of=day.isoformat(),
        alone=state.alone,
        besieged_by=tuple(state.besiegers),
        entered_by=tuple(state.entrants),
        tenures=tuple(tenures[root] for root in sorted(tenures)),
    )


def _until(when: When | None, day: date) -> When:
    assert when is not None
    return When(when.first, day.isoformat(), when.rule)


def _tenure(one: Claimed, last: Tenure | None, sides: Sides) -> Tenure:
    """Return a claimant's word after one more claim: a loss by who it said held the place leaves nobody."""
    since = one.since.first
    if one.voice.says in _AGAINST:
        return Tenure(one.voice.root, last.holder if last else None, last.status if last else one.status, since, (one.ref,))
    if one.status in {"gained", "holds"}:
        goes_on = last is not None and last.status in {"gained", "holds"} and sides.one(last.holder, one.holder)
        if last is not None and goes_on:
            return Tenure(one.voice.root, last.holder, last.status, last.since, (*last.claims, one.ref))
        return Tenure(one.voice.root, one.holder, one.status, since, (one.ref,))
    if one.status == "lost" and last is not None and not sides.one(last.holder, one.holder):
        return last
    return Tenure(one.voice.root, one.holder, one.status, since, (one.ref,))


def holding_at(holdings: Iterable[Holding], day: date) -> Holding | None:
    """Return the stretch of a place that lives on a day, None before the first."""
    found = None
    for one in holdings:
        begins = (one.when.earliest if one.when else None) or date.min
        ends = one.when.latest if one.when else None
        if begins <= day and (ends is None or day < ends):
            found = one
    return found
