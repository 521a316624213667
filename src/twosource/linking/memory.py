"""What was compared before: so that one more report touches only its neighbourhood.

In: pairs of tellings. Out: their weights, and the judgements on them, computed once. A weight is a function of the two tellings
and of what their places and actors are known to be; as long as these are what they were, it is what it was. So linking with a
memory gives what linking without one gives, in whatever order reports come, and compares only the pairs in which something is
new.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields

from twosource.linking import comparisons
from twosource.linking.entities import Grouping
from twosource.linking.retold import Retold, retold
from twosource.linking.scene import Scene
from twosource.linking.tellings import Telling
from twosource.nouns import Evidence, Judgement, Reading, Ref
from twosource.vocabulary.roster import Roster

Mark = tuple[object, ...]

_OWN = [one.name for one in fields(Telling) if one.name not in {"words", "report", "places", "agents", "targets"}]
"""What of a telling is compared, beside its text, which its document's id stands for, and the groups that it names."""


class Memory:
    """Weights and evidence by the marks of two tellings; `compared` counts how many pairs had to be compared anew.

    One that `keeps` nothing compares each pair when asked: for a call after which there will be no other.
    """

    def __init__(self, *, keeps: bool = True) -> None:
        self.compared = 0
        self._keeps = keeps
        self._weights: dict[tuple[int, int], float] = {}
        self._evidence: dict[tuple[int, int], tuple[Evidence, ...]] = {}
        self._numbers: dict[Mark, int] = {}
        self._of: dict[Ref, int] = {}
        self._next = 0
        self._retold: dict[str, tuple[tuple[object, ...], Retold]] = {}

    def retold(self, reading: Reading, inside: tuple[Judgement, ...], roster: Roster | None) -> Retold:
        """Return which mentions of a report are one, found anew where the report or what persons say of it has changed."""
        name = reading.document.id
        asked = reading, inside, roster
        if name not in self._retold or self._retold[name][0] != asked:
            made = retold(reading, inside, roster)
            if not self._keeps:
                return made
            self._retold[name] = asked, made
        return self._retold[name][1]

    def begin(self, told: Sequence[Telling], actors: Grouping, places: Grouping, scene: Scene) -> None:
        """Take note of what each telling is now; pairs of tellings that are gone are forgotten."""
        if not self._keeps:
            return
        numbers: dict[Mark, int] = {}
        for telling in told:
            mark = _mark(telling, actors, places, scene)
            numbers[mark] = self._of[telling.ref] = self._numbers.get(mark, self._next)
            self._next = max(self._next, numbers[mark] + 1)
        self._numbers, known = numbers, set(numbers.values())
        self._weights = {pair: weight for pair, weight in self._weights.items() if pair[0] in known and pair[1] in known}
        self._evidence = {pair: lines for pair, lines in self._evidence.items() if pair[0] in known and pair[1] in known}

    def weigh(self, left: Telling, right: Telling, scene: Scene) -> float:
        """Return the sum of the weights of the levels that hold for a pair."""
        if not self._keeps:
            return _weigh(left, right, scene.between(left, right))
        pair = self._of[left.ref], self._of[right.ref]
        if pair not in self._weights:
            self.compared += 1
            self._weights[pair] = _weigh(left, right, scene.between(left, right))
        return self._weights[pair]

    def evidence(self, left: Telling, right: Telling, scene: Scene) -> tuple[Evidence, ...]:
        """Return the evidence on a pair, in sentences."""
        if not self._keeps:
            return comparisons.compare(left, right, scene.between(left, right))
        pair = self._of[left.ref], self._of[right.ref]
        if pair not in self._evidence:
            self._evidence[pair] = comparisons.compare(left, right, scene.between(left, right))
        return self._evidence[pair]


def _weigh(left: Telling, right: Telling, scene: Scene) -> float:
    return comparisons.weigh(comparisons.levels(left, right, scene), scene)


def _mark(telling: Telling, actors: Grouping, places: Grouping, scene: Scene) -> Mark:
    """Return all that a comparison looks at, with groups named by their first member, for their numbers change."""
    at = tuple((places.groups[place][0], places.names[place], scene.places[place]) for place in telling.places)
    by, to = (
        tuple(sorted((actors.groups[one][0], actors.names[one]) for one in role)) for role in (telling.agents, telling.targets)
    )
    return (*(getattr(telling, name) for name in _OWN), at, by, to)
