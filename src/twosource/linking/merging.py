"""Groups joined by what is known of two groups on the whole: a single strong pair is no bridge.

In: groups, pairs of members with their weights, and a way to weigh any other pair. Out: the groups, joined. Two groups are joined
where one pair that was met is reason enough and the average of all pairs does not lie much below; those first whose pairs weigh
most on average. What one vague sentence says of two things would else join them, against all that others tell apart.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from heapq import heappop, heappush
from itertools import product
from typing import Generic

from twosource.linking.clusters import Groups, Member, Sketch

_KNOWN_BY = 8
"""Of a group at most so many members, spread over it, are compared with those of another. Of 4, 8 and 16 the second scores as the
third on ECB+'s development topics and on the training clusters."""


class Merging(Generic[Member, Sketch]):
    """Groups, and for two of them the sum of the weights of their pairs that were met, how many these are, and the highest.

    `enough` is what one pair must weigh, `least` what all must weigh on average.
    """

    def __init__(
        self,
        groups: Groups[Member, Sketch],
        weigh: Callable[[Member, Member], float | None],
        enough: float,
        least: float,
    ) -> None:
        self._groups: Groups[Member, Sketch] = groups
        self._weigh: Callable[[Member, Member], float | None] = weigh
        self._enough = enough
        self._least = least
        self._between: dict[Member, dict[Member, tuple[float, int, float]]] = {}
        self._queue: list[tuple[float, Member, Member, bool]] = []

    def merge(self, met: Iterable[tuple[float, Member, Member]]) -> None:
        """Join groups while two that nothing keeps apart weigh enough on average; of equals in the order of the members."""
        for weight, left, right in met:
            self._add(self._groups.root(left), self._groups.root(right), (weight, 1, weight))
        for one, others in self._between.items():
            for other in others:
                if one < other:
                    self._put(one, other)
        while self._queue:
            cost, one, other, is_whole = heappop(self._queue)
            if other not in self._between.get(one, {}) or (not is_whole and -cost != self._mean(one, other)):
                continue  # one of them has grown since; the two stand in the queue again
            if is_whole:
                self._join(one, other)
            elif (mean := self._whole(one, other)) >= self._least:
                heappush(self._queue, (-mean, one, other, True))

    def _join(self, one: Member, other: Member) -> None:
        del self._between[one][other], self._between[other][one]
        if not self._groups.join(one, other):
            return
        root = self._groups.root(one)
        gone = other if root == one else one
        grown = {**self._between.get(root, {}), **self._between.get(gone, {})}
        for third, known in self._between.pop(gone, {}).items():
            del self._between[third][gone]
            self._add(root, third, known)
        for third in grown:
            self._put(*sorted((root, third)))

    def _add(self, one: Member, other: Member, known: tuple[float, int, float]) -> None:
        if one == other:
            return
        total, count, best = self._between.setdefault(one, {}).get(other, (0.0, 0, known[2]))
        grown = round(total + known[0], 2), count + known[1], max(best, known[2])
        self._between[one][other] = self._between.setdefault(other, {})[one] = grown

    def _put(self, one: Member, other: Member) -> None:
        mean = self._mean(one, other)
        if mean >= self._least and self._between[one][other][2] >= self._enough:
            heappush(self._queue, (-mean, one, other, False))

    def _mean(self, one: Member, other: Member) -> float:
        total, count, _ = self._between[one][other]
        return total / count

    def _whole(self, one: Member, other: Member) -> float:
        """Return the average weight of the pairs of two groups, whether they were met or not, that say anything."""
        sides = [self._groups.some(group, _KNOWN_BY) for group in (one, other)]
        weights = [weight for left, right in product(*sides) if (weight := self._weigh(left, right)) is not None]
        return round(sum(weights) / len(weights), 4) if weights else self._mean(one, other)
