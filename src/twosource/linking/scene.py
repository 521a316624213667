"""What comparing needs to know beside the two things compared: weights, families of types, places and names.

In: readings with their groups of actors and places, the vocabulary, and `weights.toml`. Out: one frozen Scene.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from twosource.linking.entities import Grouping, PlaceSketch, sketch_of_all
from twosource.linking.tellings import Telling
from twosource.linking.weighing import Population, settings
from twosource.nouns import Place, Reading, Ref
from twosource.vocabulary import load


@dataclass(frozen=True, slots=True)
class Scene:
    """The weights by comparison and level, the family of each type, pairs of related types, and what is known of each group.

    Of the one `story` that all reports are known to tell, a contradiction is evidence and forbids nothing, for no second
    happening of the kind is near; and its mentions may be given, so that no reader has said which are one. `inside` is what
    comparing two tellings of one report needs to know, where that is another thing.
    """

    weights: Mapping[str, Mapping[str, float]]
    families: Mapping[str, str]
    related: frozenset[frozenset[str]]
    places: Sequence[PlaceSketch]
    related_to: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    place_names: Sequence[str] = ()
    actor_names: Sequence[str] = ()
    population: Population = "weights"
    inside: Scene | None = None

    def between(self, left: Telling, right: Telling) -> Scene:
        """Return what comparing these two needs to know: two of one report have weights of their own."""
        return self.inside if self.inside is not None and left.ref.document == right.ref.document else self

    def is_inside(self, left: Telling, right: Telling) -> bool:
        """Tell whether one report tells both, and it is decided which of its mentions are one."""
        return self.between(left, right) is not self


def scene_of(readings: Sequence[Reading], actors: Grouping, places: Grouping, population: Population = "weights") -> Scene:
    """Return what comparing the tellings of these readings needs to know."""
    known: dict[Ref, Place] = {Ref(one.document.id, place.id): place for one in readings for place in one.places}
    pairs = settings()["related"]["pairs"]
    related_to: dict[str, list[str]] = {}
    for one, other in pairs:
        related_to.setdefault(one, []).append(other)
        related_to.setdefault(other, []).append(one)
    scene = Scene(
        weights=_weights(population),
        families={name: kind.family for name, kind in load().events.items()},
        related=frozenset(frozenset(pair) for pair in pairs),
        related_to={one: tuple(others) for one, others in related_to.items()},
        places=[sketch_of_all([known[ref] for ref in group]) for group in places.groups],
        place_names=places.names,
        actor_names=actors.names,
        population=population,
    )
    if population != "weights":
        return scene
    return replace(scene, inside=replace(scene, weights=_weights("report"), population="report"))


def _weights(population: Population) -> Mapping[str, Mapping[str, float]]:
    return {name: table for name, table in settings(population).items() if isinstance(table, Mapping)}
