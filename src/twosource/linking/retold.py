"""Which mentions of one report tell of one happening.

In: a reading, and what persons judged of it. Out: chains of mentions, and a judgement with its evidence for each join. Mentions
are compared as reports are (`comparisons`), with weights of their own (`report.toml`); what the reader says (`same_as`)
is one line of evidence. Chains grow by what is known of all their mentions (`merging`), so that no single link makes two chains
one. The report alone decides, so no other report changes its chains.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations

from twosource.linking import comparisons, entities
from twosource.linking.clusters import Groups
from twosource.linking.judging import judgement
from twosource.linking.merging import Merging
from twosource.linking.scene import Scene, scene_of
from twosource.linking.tellings import Telling, tellings
from twosource.linking.weighing import settings
from twosource.nouns import Judgement, Reading, Ref
from twosource.vocabulary.roster import Roster


@dataclass(frozen=True, slots=True)
class Retold:
    """The ids of the mentions of each happening of one report, each in one chain, and the machine's judgements behind them."""

    chains: tuple[tuple[str, ...], ...] = ()
    judgements: tuple[Judgement, ...] = ()


def retold(reading: Reading, judgements: Sequence[Judgement] = (), roster: Roster | None = None) -> Retold:
    """Return which mentions of a report are one; a person's judgement on two of them comes first."""
    if len(reading.events) < 2:
        return Retold(tuple((event.id,) for event in reading.events))
    told, scene = alone(reading, judgements, roster)
    groups: Groups[Ref, bool] = Groups(((telling.ref, True) for telling in told), lambda _left, _right: True)
    groups.obey(judgements)
    of = {telling.ref: telling for telling in told}

    @cache
    def weigh(one: Ref, other: Ref) -> float:
        return comparisons.weigh(comparisons.levels(of[one], of[other], scene), scene)

    pairs = [(left.ref, right.ref) for left, right in combinations(told, 2) if _may_be_one(left, right, scene)]
    met = sorted(((weigh(*pair), *pair) for pair in pairs), key=lambda one: (-one[0], one[1:]))
    threshold, less = settings("report")["threshold"], settings("report")["merging"]["less"]
    Merging(groups, lambda one, other: weigh(*sorted((one, other))), threshold, threshold - less).merge(met)
    chains = tuple(tuple(ref.claim for ref in group) for group in groups.all())
    return Retold(chains, tuple(_reasons(met, groups, of, scene)))


def alone(reading: Reading, judgements: Sequence[Judgement] = (), roster: Roster | None = None) -> tuple[list[Telling], Scene]:
    """Return each mention of a report as a telling of its own, and what comparing them needs to know."""
    actors, places = entities.actors([reading], judgements, roster), entities.places([reading], judgements)
    told = tellings(reading, actors, places, [[event.id] for event in reading.events])
    return told, scene_of([reading], actors, places, "report")


def _may_be_one(left: Telling, right: Telling, scene: Scene) -> bool:
    """Tell whether two mentions are worth comparing: of types that have nothing in common a report seldom tells as one."""
    return comparisons.type_level(left, right, scene) != "other"


def _reasons(
    met: Iterable[tuple[float, Ref, Ref]], groups: Groups[Ref, bool], of: dict[Ref, Telling], scene: Scene
) -> Iterable[Judgement]:
    """Yield a judgement for each join, the strongest pairs that hold a chain together."""
    held: Groups[Ref, bool] = Groups(((ref, True) for ref in of), lambda _left, _right: True)
    for _, left, right in met:
        if groups.root(left) == groups.root(right) and held.root(left) != held.root(right):
            held.join(left, right)
            yield judgement(left, right, "same", comparisons.compare(of[left], of[right], scene))
