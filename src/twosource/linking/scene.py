"""What comparing needs to know beside the two things compared: weights, families of types, places and names.

In: readings with their groups of actors and places, the vocabulary, and `weights.toml`. Out: one frozen Scene.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from twosource.linking.entities import Grouping, PlaceSketch, sketch_of_all
from twosource.linking.weighing import settings
from twosource.nouns import Place, Reading, Ref
from twosource.vocabulary import load


@dataclass(frozen=True, slots=True)
class Scene:
    """The weights by comparison and level, the family of each type, pairs of related types, and what is known of each group.

    Of `one_story` that all reports are known to tell, a contradiction is evidence and forbids nothing, for no second happening of
    the kind is near; and its mentions may be given, so that no reader has said which are one.
    """

    weights: Mapping[str, Mapping[str, float]]
    families: Mapping[str, str]
    related: frozenset[frozenset[str]]
    places: Sequence[PlaceSketch]
    related_to: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    place_names: Sequence[str] = ()
    actor_names: Sequence[str] = ()
    one_story: bool = False


def scene_of(readings: Sequence[Reading], actors: Grouping, places: Grouping, *, one_story: bool = False) -> Scene:
    """Return what comparing the tellings of these readings needs to know."""
    known: dict[Ref, Place] = {Ref(one.document.id, place.id): place for one in readings for place in one.places}
    pairs = settings()["related"]["pairs"]
    related_to: dict[str, list[str]] = {}
    for one, other in pairs:
        related_to.setdefault(one, []).append(other)
        related_to.setdefault(other, []).append(one)
    return Scene(
        weights={name: table for name, table in settings(one_story=one_story).items() if isinstance(table, Mapping)},
        families={name: kind.family for name, kind in load().events.items()},
        related=frozenset(frozenset(pair) for pair in pairs),
        related_to={one: tuple(others) for one, others in related_to.items()},
        places=[sketch_of_all([known[ref] for ref in group]) for group in places.groups],
        place_names=places.names,
        actor_names=actors.names,
        one_story=one_story,
    )
