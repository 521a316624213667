"""Many readings in, links out: which actors, places, happenings and figures of several reports are one, and why.

The steps: texts that are copies; actors and places by name; each report's tellings of happenings; pairs worth comparing;
comparisons with a weight and a sentence each; groups, in which a person's judgement comes first and a firm contradiction is
respected; figures that count the same thing. Nothing here writes anything: the same readings and judgements give the same links
in whatever order they come.
"""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager

from twosource.linking import candidates, comparisons, counts, entities, origins
from twosource.linking.clusters import Groups
from twosource.linking.dating import borrow_days
from twosource.linking.judging import judgement, judgement_id
from twosource.linking.memory import Memory
from twosource.linking.merging import Merging
from twosource.linking.retold import Retold
from twosource.linking.scene import Scene, scene_of
from twosource.linking.tellings import Telling, tellings
from twosource.linking.weighing import settings
from twosource.nouns import Judgement, Links, Reading, Ref, Verdict
from twosource.vocabulary.roster import Roster

__all__ = ["Memory", "borrow_days", "judgement_id", "link", "opposed"]

Pair = tuple[float, Telling, Telling]
"""Two tellings with the sum of the weights of what they share."""


def link(
    readings: Iterable[Reading],
    judgements: Iterable[Judgement] = (),
    memory: Memory | None = None,
    roster: Roster | None = None,
    *,
    one_story: bool = False,
) -> Links:
    """Return what is one thing across the readings. Of several judgements by persons on one pair the last counts.

    With the memory of an earlier call only pairs in which something is new are compared; the links are the same. A project's
    roster says which names are one actor's. Of a few reports that are known to tell `one_story`, of whatever subject, all is
    compared with all and nothing forbids a join but a person.
    """
    ordered = sorted(readings, key=lambda reading: reading.document.id)
    with _no_collecting():
        return _link(ordered, judgements, memory, roster, one_story=one_story)


@contextmanager
def _no_collecting() -> Iterator[None]:
    """Pause the search for cycles, of which linking makes none; over many reports it takes a good part of the time."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _link(
    ordered: Sequence[Reading],
    judgements: Iterable[Judgement],
    memory: Memory | None,
    roster: Roster | None,
    *,
    one_story: bool,
) -> Links:
    decided = _latest(judgements)
    actors, places = entities.actors(ordered, decided, roster), entities.places(ordered, decided)
    scene = scene_of(ordered, actors, places, "story" if one_story else "weights")
    memory = memory or Memory(keeps=False)
    own: dict[str, list[Judgement]] = {}
    for one in decided:
        if one.left.document == one.right.document:
            own.setdefault(one.left.document, []).append(one)
    # Of one story all mentions are compared with all, those of one report too.
    inside = [
        _alone(reading) if one_story else memory.retold(reading, tuple(own.get(reading.document.id, ())), roster)
        for reading in ordered
    ]
    told = [
        telling for reading, one in zip(ordered, inside, strict=True) for telling in tellings(reading, actors, places, one.chains)
    ]
    memory.begin(told, actors, places, scene)
    events, judged = _join(told, scene, decided, memory)
    return Links(
        actors=actors.groups,
        places=places.groups,
        events=events,
        figures=counts.group(ordered, events, places, scene, decided),
        copies=origins.copies([reading.document for reading in ordered]),
        judgements=(*decided, *(judgement for one in inside for judgement in one.judgements), *judged),
    )


def _alone(reading: Reading) -> Retold:
    """Return each mention of a report as a happening of its own."""
    return Retold(tuple((event.id,) for event in reading.events))


def opposed(judgements: Iterable[Judgement], made: Judgement) -> tuple[Judgement, ...]:
    """Return the persons' judgements in force that cannot hold together with a new one; nothing where they can.

    Things judged the same are one thing, by way of others too: A is B and B is C, so A cannot be judged different from C. The new
    judgement takes the place of an earlier one on its own pair.
    """
    pair = {made.left, made.right}
    kept = [one for one in _latest(judgements) if {one.left, one.right} != pair]
    if made.verdict == "undecided":
        return ()
    ways: dict[Ref, list[tuple[Ref, Judgement]]] = {}
    for one in (*kept, made):
        if one.verdict == "same":
            ways.setdefault(one.left, []).append((one.right, one))
            ways.setdefault(one.right, []).append((one.left, one))
    for one in (*kept, made):
        if one.verdict == "different" and (chain := _chain(one.left, one.right, ways)) is not None:
            return tuple(sorted({*chain, one} - {made}, key=lambda one: one.id))
    return ()


def _chain(start: Ref, end: Ref, ways: Mapping[Ref, Sequence[tuple[Ref, Judgement]]]) -> list[Judgement] | None:
    """Return the judgements "same" that lead from one claim to another, the fewest; None where none do."""
    led: dict[Ref, list[Judgement]] = {start: []}
    queue = [start]
    for here in queue:
        if here == end:
            return led[here]
        for there, one in ways.get(here, ()):
            if there not in led:
                led[there] = [*led[here], one]
                queue.append(there)
    return None


def _latest(judgements: Iterable[Judgement]) -> tuple[Judgement, ...]:
    """Return the persons' judgements that count: the last made on each pair. Machine judgements are made anew."""
    kept: dict[frozenset[Ref], Judgement] = {}
    for one in sorted(judgements, key=lambda one: (one.made or "", one.id)):
        if one.is_persons:
            kept[frozenset({one.left, one.right})] = one
    return tuple(sorted(kept.values(), key=lambda one: (one.left, one.right)))


def _join(
    told: Sequence[Telling], scene: Scene, decided: Sequence[Judgement], memory: Memory
) -> tuple[tuple[tuple[Ref, ...], ...], list[Judgement]]:
    """Join the tellings of two reports, and return the groups of mentions with the judgements."""
    head = {ref: number for number, telling in enumerate(told) for ref in telling.refs}
    groups: Groups[Ref, tuple[Telling, ...]] = Groups(
        ((telling.ref, (telling,)) for telling in told), lambda left, right: _meet(left, right, scene)
    )
    groups.obey(_on_heads(decided, told, head))
    weighed = _weighed(told, scene, memory)
    for weight, left, right in weighed:
        if scene.is_inside(left, right) and _verdict(left, right, weight, scene) == "different":
            groups.part(left.ref, right.ref)
    of = {telling.ref: telling for telling in told}

    def weigh(one: Ref, other: Ref) -> float | None:
        return None if scene.is_inside(of[one], of[other]) else memory.weigh(of[one], of[other], scene)

    threshold = settings(scene.population)["threshold"]
    merging = Merging(groups, weigh, threshold, threshold - scene.weights["merging"]["less"])
    merging.merge((weight, left.ref, right.ref) for weight, left, right in weighed if not scene.is_inside(left, right))
    judged = _judged(weighed, groups, scene, memory)
    return _mentions(told, groups, head), sorted(judged, key=lambda one: (one.left, one.right))


def _judged(weighed: Sequence[Pair], groups: Groups[Ref, tuple[Telling, ...]], scene: Scene, memory: Memory) -> list[Judgement]:
    """Return the judgements to show: of a crowd that is one, the strongest that hold it together are reason enough."""
    found = []
    shown: Groups[Ref, bool] = Groups(((ref, True) for ref in groups.everyone()), lambda _left, _right: True)
    for weight, left, right in weighed:
        verdict, note = _verdict(left, right, weight, scene), ""
        if verdict == "same" and groups.root(left.ref) != groups.root(right.ref):
            firm = not groups.may_join(left.ref, right.ref)
            verdict, note = ("different", _FORBIDDEN) if firm else ("undecided", _OUTWEIGHED)
        elif verdict == "same":
            if groups.size(left.ref) > _SKETCH and shown.root(left.ref) == shown.root(right.ref):
                continue
            shown.join(left.ref, right.ref)
        if verdict != "different" or note:
            found.append(judgement(left.ref, right.ref, verdict, memory.evidence(left, right, scene), note))
    return found


_FORBIDDEN = "Something else that is known forbids the join. "
_OUTWEIGHED = "What else is told of the two, taken together, speaks against the join. "


def _weighed(told: Sequence[Telling], scene: Scene, memory: Memory) -> list[Pair]:
    """Return the pairs worth comparing with their weights: those of one report first, then the strongest first."""
    found = []
    for first, second in candidates.pairs(told, scene):
        left, right = told[first], told[second]
        if scene.population != "story" and left.ref.document != right.ref.document and comparisons.days_apart(left, right):
            continue  # nothing could join them, and most pairs that share a phrase are of other days
        found.append((memory.weigh(left, right, scene), left, right))
    return sorted(found, key=lambda one: (one[1].ref.document != one[2].ref.document, -one[0], one[1].ref, one[2].ref))


def _verdict(left: Telling, right: Telling, weight: float, scene: Scene) -> Verdict:
    """Return what a sum of weights decides.

    Which mentions of one report are one is decided (`retold`): what it tells twice is kept apart, or left open where so much
    speaks for a join that another report, which says more, may make it.
    """
    limits = settings(scene.between(left, right).population)
    if weight >= limits["threshold"] and not scene.is_inside(left, right):
        return "same"
    return "undecided" if weight >= limits["threshold"] - limits["undecided"] else "different"


_SKETCH = 12
"""A group is known by at most so many of its tellings that differ in place, time or taking: joining stays cheap."""


def _meet(left: tuple[Telling, ...], right: tuple[Telling, ...], scene: Scene) -> tuple[Telling, ...] | None:
    if any(comparisons.contradicts(one, other, scene) for one in left for other in right):
        return None
    seen: dict[object, Telling] = {}
    for telling in (*left, *right):
        seen.setdefault((telling.places, telling.when, telling.types, telling.agents), telling)
    return tuple(seen.values())[:_SKETCH]


def _on_heads(decided: Iterable[Judgement], told: Sequence[Telling], head: Mapping[Ref, int]) -> list[Judgement]:
    """Return judgements on mentions as judgements on the tellings that hold them."""
    return [
        Judgement(one.id, told[head[one.left]].ref, told[head[one.right]].ref, one.verdict, one.weight, one.judge)
        for one in decided
        if one.left in head and one.right in head
    ]


def _mentions(
    told: Sequence[Telling], groups: Groups[Ref, tuple[Telling, ...]], head: Mapping[Ref, int]
) -> tuple[tuple[Ref, ...], ...]:
    """Return the groups as mentions, each in the order of documents and text, the earliest group first."""
    return tuple(
        tuple(ref for number in sorted(head[ref] for ref in group) for ref in told[number].refs)
        for group in sorted(groups.all(), key=lambda group: min(head[ref] for ref in group))
    )
