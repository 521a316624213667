"""The record as the pages see it: one derivation of it, with what is looked up in it again and again.

In: a Record. Out: Seen, which makes each list and index once, though many threads ask at once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from threading import RLock
from typing import Any, TypeVar

from pydantic import TypeAdapter

from twosource.nouns import Correction, Record
from twosource.outlets.voices import Voices, voices_of
from twosource.record import Cell, Situation
from twosource.record import queue as cells_of

Made = TypeVar("Made")


@dataclass(frozen=True)
class Seen:
    """A record with what is looked up in it again and again; `revision` names the facts that it rests on."""

    record: Record
    revision: str
    known_by: str | None
    received: dict[str, datetime]
    known_day: date | None = None
    made: dict[str, Any] = field(default_factory=dict)
    """What costs more than a moment and is the same for this record, under the name of its maker."""
    making: RLock = field(default_factory=RLock)

    @property
    def voices(self) -> Voices:
        """The record's Voices."""
        return self.once("voices", lambda: voices_of(self.record))

    @property
    def cells(self) -> tuple[Cell, ...]:
        """What a person should look at, the weightiest first."""
        return self.once("cells", lambda: cells_of(self.record))

    def situation(self, at: date | None = None) -> Situation:
        """Return the record at a moment of the world."""
        return Situation(self.record, at=at, already_known_by=self.known_day)

    def once(self, name: str, make: Callable[[], Made]) -> Made:
        """Return what `make` makes, made once for this record: who asks meanwhile waits for it, and what is there is given."""
        if name not in self.made:
            with self.making:
                if name not in self.made:
                    self.made[name] = make()
        made: Made = self.made[name]
        return made

    def as_json(self, name: str, shape: Any, make: Callable[[], Any]) -> bytes:
        """Return what `make` makes, which is of this shape, as JSON, made once for this record."""
        return self.once(f"{name} as JSON", lambda: as_json(shape, make()))


def as_json(shape: Any, view: Any) -> bytes:
    """Return a view of this shape as JSON."""
    return _adapter(shape).dump_json(view)


@cache
def _adapter(shape: Any) -> TypeAdapter[Any]:
    return TypeAdapter(shape)


def handled(seen: Seen) -> dict[str, list[Correction]]:
    """Return the corrections of each claim by its address, oldest first."""

    def make() -> dict[str, list[Correction]]:
        found: dict[str, list[Correction]] = {}
        for one in seen.record.corrections:
            found.setdefault(one.ref.address, []).append(one)
        return found

    return seen.once("handled", make)
