"""Work that is done once for a language: compiled grammars, word lists in all their forms.

In: a function of long-lived objects, like a Language, that cannot be hashed by value. Out: the same function, which works once
for the same objects. The last sixteen results are kept, with the objects, so an identity is never reused while it counts.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar, TypeVarTuple

Result = TypeVar("Result")
Given = TypeVarTuple("Given")


class _Same:
    """Arguments as a cache key: two are equal if they hold the same objects."""

    __slots__ = ("these",)

    def __init__(self, these: tuple[object, ...]) -> None:
        self.these = these

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and all(mine is its for mine, its in zip(self.these, other.these, strict=True))

    def __hash__(self) -> int:
        return hash(tuple(id(one) for one in self.these))


def once(function: Callable[[*Given], Result]) -> Callable[[*Given], Result]:
    """Return the function with a memory of what it made of the same objects."""

    @lru_cache(maxsize=16)
    def made(key: _Same) -> Result:
        return function(*key.these)  # type: ignore[arg-type]

    @wraps(function)
    def remembered(*given: *Given) -> Result:
        return made(_Same(given))

    return remembered
