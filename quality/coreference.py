"""How well mentions are grouped: MUC, B-cubed, CEAF-e, LEA, and the CoNLL figure, the mean of the first three.

In: the wanted groups and the made ones, each a collection of mentions; a mention is anything hashable, the same in both. Out:
parts of precision and recall, which add up over topics. The definitions are those of the reference scorer (Pradhan et al. 2014,
"Scoring coreference partitions of predicted mentions"; LEA: Moosavi and Strube 2016): mentions of one side alone and singletons
count.
"""

from __future__ import annotations

from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import linear_sum_assignment

Group = Collection[Hashable]


@dataclass(frozen=True, slots=True)
class Parts:
    """Precision and recall as fractions whose numerators and denominators can be added over topics."""

    right: float = 0.0
    made: float = 0.0
    found: float = 0.0
    wanted: float = 0.0

    def __add__(self, other: Parts) -> Parts:
        return Parts(self.right + other.right, self.made + other.made, self.found + other.found, self.wanted + other.wanted)

    @property
    def precision(self) -> float:
        """Right parts of what was made, in per cent."""
        return 100 * self.right / self.made if self.made else 0.0

    @property
    def recall(self) -> float:
        """Found parts of what was wanted, in per cent."""
        return 100 * self.found / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        """Their harmonic mean."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def score(wanted: Sequence[Group], made: Sequence[Group]) -> dict[str, Parts]:
    """Return the parts of each metric by its name."""
    gold, own = ([frozenset(group) for group in groups if group] for groups in (wanted, made))
    return {"MUC": muc(gold, own), "B3": b_cubed(gold, own), "CEAF-e": ceaf_e(gold, own), "LEA": lea(gold, own)}


def conll(parts: Mapping[str, Parts]) -> float:
    """Return the mean F1 of MUC, B-cubed and CEAF-e."""
    return sum(parts[name].f1 for name in ("MUC", "B3", "CEAF-e")) / 3


def muc(wanted: Sequence[frozenset[Hashable]], made: Sequence[frozenset[Hashable]]) -> Parts:
    """Count links: of the links that hold a group together, those that the other side keeps."""
    found, of = _kept(wanted, made)
    right, all_made = _kept(made, wanted)
    return Parts(right, all_made, found, of)


def _kept(groups: Sequence[frozenset[Hashable]], others: Sequence[frozenset[Hashable]]) -> tuple[float, float]:
    home = _home(others)
    kept = 0
    for group in groups:
        loose = sum(mention not in home for mention in group)
        kept += len(group) - loose - len({home[mention] for mention in group if mention in home})
    return float(kept), float(sum(len(group) - 1 for group in groups))


def b_cubed(wanted: Sequence[frozenset[Hashable]], made: Sequence[frozenset[Hashable]]) -> Parts:
    """Count mentions: of each mention's group, the share that lies with it on the other side too."""
    found, right = _shared(wanted, made), _shared(made, wanted)
    return Parts(right, float(sum(map(len, made))), found, float(sum(map(len, wanted))))


def _shared(groups: Sequence[frozenset[Hashable]], others: Sequence[frozenset[Hashable]]) -> float:
    home = _home(others)
    total = 0.0
    for group in groups:
        met = [home[mention] for mention in group if mention in home]
        total += sum(met.count(other) ** 2 for other in set(met)) / len(group)
    return total


def ceaf_e(wanted: Sequence[frozenset[Hashable]], made: Sequence[frozenset[Hashable]]) -> Parts:
    """Count groups: the best pairing of them, one to one, each pair worth twice what it shares over both sizes."""
    home = _home(made)
    worth = np.zeros((len(wanted), len(made)))
    for row, group in enumerate(wanted):
        for mention in group:
            if mention in home:
                worth[row, home[mention]] += 1
        for column in np.flatnonzero(worth[row]):
            worth[row, column] *= 2 / (len(group) + len(made[column]))
    rows, columns = linear_sum_assignment(worth, maximize=True)
    best = float(worth[rows, columns].sum())
    return Parts(best, float(len(made)), best, float(len(wanted)))


def lea(wanted: Sequence[frozenset[Hashable]], made: Sequence[frozenset[Hashable]]) -> Parts:
    """Count links again, each group weighed by its size; a mention alone is linked to itself."""
    return Parts(_resolved(made, wanted), float(sum(map(len, made))), _resolved(wanted, made), float(sum(map(len, wanted))))


def _resolved(groups: Sequence[frozenset[Hashable]], others: Sequence[frozenset[Hashable]]) -> float:
    home = _home(others)
    total = 0.0
    for group in groups:
        met = [home[mention] for mention in group if mention in home]
        if len(group) == 1:
            total += bool(met) and len(others[met[0]]) == 1
            continue
        links = sum(met.count(other) * (met.count(other) - 1) / 2 for other in set(met))
        total += len(group) * links / (len(group) * (len(group) - 1) / 2)
    return total


def _home(groups: Sequence[frozenset[Hashable]]) -> dict[Hashable, int]:
    return {mention: number for number, group in enumerate(groups) for mention in group}
