"""Who can still reach whom: whether two places are linked by road over places that one side holds, and what cuts them apart.

In: a Record, a day and the road network. Out: a Reach. A stop of the network belongs to who is said to hold the place, else to
who is said to hold its province (a weaker claim, and marked so). One that is contested or surrounded bars the way; of one of
which nobody speaks nothing is known, and the answer is then "not known". The network holds main corridors: that it knows no way
proves nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from twosource.geography.roads import Roads, open_roads
from twosource.nouns import Links, Record
from twosource.record.claimed import Sides
from twosource.record.facts import facts_of
from twosource.record.routes import Ground, ground_of, holding_of

StopWord = Literal["held", "barred", "unknown"]


@dataclass(frozen=True, slots=True)
class Pass:
    """One stop on a way: its name, whether the side has it, and in words who does."""

    stop: str
    word: StopWord
    why: str


@dataclass(frozen=True, slots=True)
class Reach:
    """Whether a side that holds one place can still reach another: `linked` is None where it is not known.

    `way` are the stops of the way that decides, `cut` those of them that bar it, or of which nobody speaks.
    """

    start: str
    end: str
    side: str | None
    linked: bool | None
    why: str
    way: tuple[Pass, ...] = ()
    km: float | None = None

    @property
    def cut(self) -> tuple[Pass, ...]:
        """The stops of the way that the side does not hold."""
        return tuple(one for one in self.way if one.word != "held")


def reach_of(record: Record, start: str, end: str, day: date | None = None, roads: Roads | None = None) -> Reach:
    """Return whether the side that holds a place can still reach another by road on a day, else by the last word on each."""
    network = roads or open_roads()
    facts = facts_of(record.readings, Links())
    sides = Sides(replace(facts, actors={ref: one for one in record.actors for ref in one.mentions}))
    ground = ground_of(record.places, record.holdings, network)
    stops = [_stop(name, record, ground) for name in (start, end)]
    for name, stop in zip((start, end), stops, strict=True):
        if stop is None:
            return Reach(start, end, None, None, f"The road network does not know {name}; it holds main corridors alone.")
    first, last = (stop or "" for stop in stops)
    own = holding_of(first, day, ground)
    if own is None or own.word != "held":
        told = "is contested" if own and own.word == "contested" else "has no holder that anybody names"
        return Reach(start, end, None, None, f"{start} {told}, so nobody can be said to set out from it.")
    names = {one.id: one.name for one in record.actors}
    passes = {stop: _pass(stop, own.holders[0], day, ground, names, sides) for stop in network.stops}
    return _weighed(replace(_EMPTY, start=start, end=end, side=names[own.holders[0]]), first, last, passes, network)


_EMPTY = Reach("", "", None, None, "")


def _weighed(asked: Reach, first: str, last: str, passes: dict[str, Pass], network: Roads) -> Reach:
    """Return the answer over stops that are held, else over those that nothing bars, else over the shortest way of all."""
    held = {stop for stop, one in passes.items() if one.word == "held"}
    free = {stop for stop, one in passes.items() if one.word != "barred"}
    ways = [
        network.path(first, last, held) if last in held else None,
        network.path(first, last, free) if last in free else None,
        network.path(first, last),
    ]
    if ways[2] is None:
        return replace(asked, why=f"The road network knows no way from {asked.start} to {asked.end}.")
    way = ways[0] or ways[1] or ways[2]
    found = replace(asked, way=tuple(passes[stop] for stop in way), km=round(network.length(way), 1))
    if ways[0] is not None:
        return replace(found, linked=True, why=f"Every stop on the way is held by {found.side}.")
    if ways[1] is not None:
        return replace(found, why=f"Nobody says who holds {_listed(one.stop for one in found.cut)}.")
    barred = [f"{one.stop} ({one.why})" for one in found.cut if one.word == "barred"]
    return replace(found, linked=False, why=f"Cut at {_listed(barred)}; no way around it is free in the network.")


def _pass(stop: str, side: str, day: date | None, ground: Ground, names: dict[str, str], sides: Sides) -> Pass:
    """Return what a stop is for a side."""
    holding = holding_of(stop, day, ground)
    if holding is None or not holding.holders:
        return Pass(stop, "unknown", "nobody says who holds it")
    if holding.word == "contested":
        return Pass(stop, "barred", f"contested between {_listed(names[one] for one in holding.holders)}")
    weaker = "" if ground.places.get(stop) == holding.place else ", as its province is (weaker)"
    others = [one for one in holding.besieged_by if not sides.one(one, side)]
    if not sides.one(holding.holders[0], side):
        return Pass(stop, "barred", f"held by {names[holding.holders[0]]}{weaker}")
    if others:
        return Pass(stop, "barred", f"surrounded by {_listed(names[one] for one in others)}")
    return Pass(stop, "held", f"held by {names[holding.holders[0]]}{weaker}")


def _stop(name: str, record: Record, ground: Ground) -> str | None:
    """Return the stop that a name means: a place of the record on the network, else a stop by its own name."""
    called = (one for one in record.places if name.casefold() in {one.id, *map(str.casefold, (one.name, *one.names))})
    known = next((ground.stops[one.id] for one in called if one.id in ground.stops), None)
    return known or ground.roads.called(name)


def _listed(words: Iterable[str]) -> str:
    found = list(words)
    return " and ".join([", ".join(found[:-1]), found[-1]]) if len(found) > 1 else found[0] if found else ""
