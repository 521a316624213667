"""What speaks for an entry of the gazetteer being the place that a report means, as numbers.

In: the places of one report with the entries that bear their names. Out: for each entry a row of numbers in the order of
EVIDENCE, which the learnt weights in `place_weights.toml` turn into a score: the logarithm of odds, in natural units. Numbers
are small (0 to about 10) and each means one thing that can be said in a sentence, so a score can be explained.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from math import log2, log10
from operator import mul
from typing import TYPE_CHECKING

from twosource.geography import shapes
from twosource.geography.keys import fold

if TYPE_CHECKING:
    from twosource.geography import Entry
    from twosource.reading.sightings import PlaceSeen

EVIDENCE = (
    "people",  # powers of ten of its inhabitants
    "area_people",  # the same again for a province or district, whose people are not those of one place
    "uncounted",  # its inhabitants are not known
    "spellings",  # doublings of the number of names by which it is known
    "country", "province", "district", "region",  # what it is, where it is no town
    "capital",  # of a state
    "namesake",  # a province or district with a town of its name in it: a bare name is the town's
    "same_name",  # the report writes it as its first name, not as another
    "adjective",  # the word means the state as an adjective or demonym
    "focus",  # how much the report speaks of its state, from 0 to 1
    "unheard",  # the report speaks of other states and not of its own
    "alone",  # nothing else in the report speaks of any state
    "in_province",  # the report names its province
    "beside",  # the next name, parted by a comma or bracket alone, is where it lies: "Oru, Tavan province"
    "against",  # the next name so parted is a province or state, and not its own
    "holds",  # the name before, so parted, lies in it
    "near",  # doublings of the distance to the nearest other place of the report beyond 25 km, subtracted
    "company",  # doublings of the number of other places of the report within 150 km
)  # fmt: skip
"""The names of the numbers, in order."""

NEAR_KM = 25.0
"""A place so near another is as near as can be: towns are of this size."""

COMPANY_KM = 150.0
LARGE = 100_000
"""Inhabitants from which a name speaks for its state on its own."""

_GAP = 2  # characters between two names that only a comma or a bracket parts
_UNKNOWN_PEOPLE = 300  # inhabitants taken for an entry without a count: most are villages
_CONTAINERS = frozenset({"country", "admin1", "admin2"})
Named = frozenset[tuple[str, str]]
"""Provinces, districts and states: ISO code of the state with the folded name, "" for the state itself."""


@dataclass(frozen=True, slots=True)
class Weights:
    """What the evidence weighs, in the order of EVIDENCE.

    `among` ranks the entries of one name. `belief` with `doubt` is the logarithm of the odds that the first of them is right: a
    name may be that of a place which the gazetteer has not.
    """

    among: tuple[float, ...]
    belief: tuple[float, ...]
    doubt: float

    def ranked(self, rows: Sequence[Sequence[float]]) -> list[float]:
        """Return the score of each row among the others."""
        return [sum(map(mul, row, self.among)) for row in rows]

    def believes(self, row: Sequence[float]) -> bool:
        """Tell whether an entry is likelier right than wrong."""
        return bool(sum(map(mul, row, self.belief)) > self.doubt)


@cache
def weights() -> Weights:
    """Return the learnt weights."""
    table = tomllib.loads(files("twosource.reading").joinpath("place_weights.toml").read_text(encoding="utf-8"))
    among, belief = (tuple(float(table[name][one]) for one in EVIDENCE) for name in ("among", "belief"))
    return Weights(among, belief, float(table["belief"]["doubt"]))


@dataclass(slots=True)
class Scene:
    """What the places of one report say about each other.

    `countries` are shares of what speaks for each state, `own` what each place itself adds to them. `after` are for each place
    the provinces and states named right behind it, `before` the places whose name stands right before it, by position.
    `anchors` are the places already decided, by position.
    """

    countries: Mapping[str, float]
    own: Sequence[tuple[str, float]]
    provinces: Named
    after: Sequence[Named]
    before: Sequence[tuple[int, ...]]
    anchors: Mapping[int, Entry] = field(default_factory=dict)
    found: Sequence[Sequence[Entry]] = ()

    def heard(self, country: str, at: int) -> float:
        """Return the share of what speaks for a state without what the place at a position says itself."""
        own = self.own[at]
        return self.countries.get(country, 0.0) - (own[1] if own[0] == country else 0.0)


def scene_of(
    places: Sequence[PlaceSeen], found: Sequence[Sequence[Entry]], levels: Mapping[str, str], focus: str | None
) -> Scene:
    """Return what the places of a report say about each other, no anchor set yet.

    `levels` says which head nouns name a level ("province"); `focus` is a state that the report is known to speak of.
    """
    own = [_vote(place, options, levels) for place, options in zip(places, found, strict=True)]
    votes: dict[str, float] = defaultdict(float, {focus: 3.0} if focus else {})
    for country, weight in own:
        votes[country] += weight
    total = sum(votes.values()) or 1
    after, before = _beside(places, found)
    return Scene(
        countries={state: count / total for state, count in votes.items() if state},
        own=[(country, weight / total) for country, weight in own],
        provinces=frozenset((one.country, fold(one.name)) for options in found for one in options if one.kind == "admin1"),
        after=after,
        before=before,
        found=found,
    )


def _vote(place: PlaceSeen, options: Sequence[Entry], levels: Mapping[str, str]) -> tuple[str, float]:
    """Return the state that a name speaks for and how loudly; a road or a camp speaks for none."""
    if place.near is not None or not options or (place.head and place.head not in levels):
        return "", 0.0
    weight = 1 + log2(max(1, len(place.mentions)))
    if options[0].kind == "country":
        return options[0].country, weight
    largest = max(options, key=_people)
    if len({entry.country for entry in options}) == 1:
        return largest.country, weight
    return (largest.country, weight / 2) if largest.capital or (largest.population or 0) >= LARGE else ("", 0.0)


def _people(entry: Entry) -> float:
    """Return the logarithm of the inhabitants, a capital before all."""
    return log10((entry.population or _UNKNOWN_PEOPLE) + 10) + (2.5 if entry.capital else 0)


def _beside(places: Sequence[PlaceSeen], found: Sequence[Sequence[Entry]]) -> tuple[list[Named], list[tuple[int, ...]]]:
    """Return for each place the containers named right behind it and the places named right before it."""
    starts = {span.start: at for at, place in enumerate(places) for span in place.mentions}
    after: list[set[tuple[str, str]]] = [set() for _ in places]
    before: list[set[int]] = [set() for _ in places]
    for at, place in enumerate(places):
        for span in place.mentions:
            there = starts.get(span.end + _GAP)
            if there is not None and there != at:
                after[at] |= {_named(one) for one in found[there] if one.kind in _CONTAINERS}
                before[there].add(at)
    return [frozenset(one) for one in after], [tuple(sorted(one)) for one in before]


def _named(entry: Entry) -> tuple[str, str]:
    return entry.country, "" if entry.kind == "country" else fold(entry.name)


def _holders(entry: Entry) -> tuple[tuple[str, str], ...]:
    """Return the state, province and district in which an entry lies, itself left out."""
    if entry.kind == "country":
        return ()
    inner = (fold(entry.admin1), fold(entry.admin2)) if entry.kind == "town" else (fold(entry.admin1),)
    return ((entry.country, ""), *((entry.country, name) for name in inner if name))


def evidence(at: int, place: PlaceSeen, entry: Entry, scene: Scene, largest: float, adjective: bool) -> tuple[float, ...]:
    """Return the numbers of an entry for the place at a position, in the order of EVIDENCE.

    `largest` is the largest share of a state in the scene, `adjective` whether the name is a state's adjective.
    """
    kind, holders = entry.kind, _holders(entry)
    after = scene.after[at]
    lies = any(one in after for one in holders)
    heard = scene.heard(entry.country, at)
    others = sum(scene.countries.values()) - scene.own[at][1]
    near, company = _distances(at, entry, scene)
    people = log10((entry.population or _UNKNOWN_PEOPLE) + 10)
    return (
        people,
        people if kind in {"admin1", "admin2"} else 0.0,
        float(not entry.population and kind != "region"),
        log2(1 + entry.spellings),
        float(kind == "country"), float(kind == "admin1"), float(kind == "admin2"), float(kind == "region"),
        float(entry.capital),
        float(kind in {"admin1", "admin2"} and place.head is None and _has_town(entry, scene.found[at])),
        float(fold(place.name) == fold(entry.name)),
        float(adjective and kind == "country"),
        min(1.0, scene.countries.get(entry.country, 0.0) / largest),
        float(heard <= 1e-9 and others > 1e-9 and kind not in {"country", "region"}),
        float(others <= 1e-9),
        float(kind == "town" and (entry.country, fold(entry.admin1)) in scene.provinces),
        float(lies),
        float(bool(after) and not lies),
        float(_holds(at, entry, scene)),
        near,
        company,
    )  # fmt: skip


def _has_town(area: Entry, options: Sequence[Entry]) -> bool:
    """Tell whether a town whose first name is that of a province or district lies in it; New York City is no such town."""
    name = fold(area.name)
    return any(
        one.kind == "town"
        and one.country == area.country
        and fold(one.name) == name
        and name in {fold(one.admin1), fold(one.admin2)}
        for one in options
    )


def _holds(at: int, entry: Entry, scene: Scene) -> bool:
    """Tell whether the name right before is that of a place in an entry."""
    if entry.kind not in _CONTAINERS or not scene.before[at]:
        return False
    this = _named(entry)
    return any(this in _holders(one) for other in scene.before[at] for one in scene.found[other])


def _distances(at: int, entry: Entry, scene: Scene) -> tuple[float, float]:
    """Return how near the nearest other place lies, as a negative number of doublings, and how many lie around."""
    others = [
        shapes.distance(entry.point, anchor.point)
        for number, anchor in scene.anchors.items()
        if number != at and anchor.id != entry.id
    ]
    if not others or entry.kind == "country":
        return 0.0, 0.0
    return -log2(max(1.0, min(others) / NEAR_KM)), log2(1 + sum(far <= COMPANY_KM for far in others))
