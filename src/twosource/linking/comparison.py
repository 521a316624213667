"""One thing that is compared of two tellings.

In: two Tellings and a Scene. Out: the name of the level that holds.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from twosource.linking.scene import Scene
from twosource.linking.tellings import Telling


@dataclass(frozen=True, slots=True)
class Comparison:
    """One thing that is compared: its name, how its level is found, and each level as a sentence."""

    name: str
    level: Callable[[Telling, Telling, Scene], str]
    sentences: Mapping[str, str]
