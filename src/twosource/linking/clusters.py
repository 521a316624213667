"""Decisions about pairs made into groups, where one firm "different" keeps two groups apart.

In: members, joins (strongest first) and pairs that must stay apart. Out: groups. A join that would bring together two
members of a pair that is firmly different is refused, whatever its weight; so the order of the joins decides, and is fixed.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Generic, TypeVar

from twosource.nouns import Judgement, Ref

Member = TypeVar("Member", Ref, str, int)
Sketch = TypeVar("Sketch")


class Groups(Generic[Member, Sketch]):
    """A growing partition of members.

    Each group carries a sketch of its members; `meet` returns the sketch of two groups as one, or None where the two
    contradict each other firmly. So a join costs the size of two sketches, not of two groups.
    """

    def __init__(self, sketches: Iterable[tuple[Member, Sketch]], meet: Callable[[Sketch, Sketch], Sketch | None]) -> None:
        self._parent: dict[Member, Member] = {}
        self._members: dict[Member, list[Member]] = {}
        self._sketch: dict[Member, Sketch] = {}
        self._apart: dict[Member, set[Member]] = {}
        self._meet = meet
        for member, sketch in sketches:
            self._parent[member] = member
            self._members[member] = [member]
            self._sketch[member] = sketch
            self._apart[member] = set()

    def root(self, member: Member) -> Member:
        """Return the member that stands for a member's group."""
        root = member
        while self._parent[root] != root:
            root = self._parent[root]
        while self._parent[member] != root:
            self._parent[member], member = root, self._parent[member]
        return root

    def size(self, member: Member) -> int:
        """Return how many members a member's group has."""
        return len(self._members[self.root(member)])

    def some(self, member: Member, number: int) -> list[Member]:
        """Return at most so many members of a member's group, spread evenly over it in their order."""
        members = sorted(self._members[self.root(member)])
        return members if len(members) <= number else [members[at * len(members) // number] for at in range(number)]

    def part(self, left: Member, right: Member) -> None:
        """Keep the groups of two members apart from now on."""
        first, second = self.root(left), self.root(right)
        if first != second:
            self._apart[first].add(second)
            self._apart[second].add(first)

    def join(self, left: Member, right: Member, *, insist: bool = False) -> bool:
        """Make two members' groups one, and tell whether they are now one. `insist` overrules a contradiction of sketches."""
        first, second = self.root(left), self.root(right)
        if first == second:
            return True
        if second in self._apart[first]:
            return False
        met = self._meet(self._sketch[first], self._sketch[second])
        if met is None and not insist:
            return False
        if len(self._members[first]) < len(self._members[second]):
            first, second = second, first
        self._parent[second] = first
        self._members[first] += self._members.pop(second)
        self._sketch[first] = self._sketch[first] if met is None else met
        for other in self._apart.pop(second):
            self._apart[other].discard(second)
            self._apart[other].add(first)
            self._apart[first].add(other)
        return True

    def may_join(self, left: Member, right: Member) -> bool:
        """Tell whether two members' groups are one, or nothing that is known keeps them apart."""
        first, second = self.root(left), self.root(right)
        if first == second:
            return True
        return second not in self._apart[first] and self._meet(self._sketch[first], self._sketch[second]) is not None

    def obey(self, judgements: Iterable[Judgement]) -> None:
        """Carry out what persons decided of two members: every "same" first, then every "different"."""
        known = [one for one in judgements if one.left in self._parent and one.right in self._parent]
        for one in known:
            if one.verdict == "same":
                self.join(one.left, one.right, insist=True)  # type: ignore[arg-type]
        for one in known:
            if one.verdict == "different":
                self.part(one.left, one.right)  # type: ignore[arg-type]

    def everyone(self) -> Iterable[Member]:
        """Return every member, in the order in which they were given."""
        return self._parent

    def all(self) -> list[list[Member]]:
        """Return the groups, each a list of its members."""
        return list(self._members.values())
