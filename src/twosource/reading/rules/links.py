"""Which event, place, time and speaker a figure belongs to.

In: the figures that were found, and the events, places, times and attributions around them. Out: the same figures with their
positions filled. Grammar is not asked: a figure belongs to the nearest event of its own sentence that can cause it, else to the
last such event before it, because news tells first what happened and then how many suffered.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from twosource.nouns import Document, Span
    from twosource.reading.sentences import Sentence
    from twosource.reading.sightings import AttributionSeen, EventSeen, FigureSeen, PlaceSeen

VIOLENT = frozenset({
    "armed_clash", "offensive", "air_drone_strike", "shelling_artillery_missile", "suicide_bomb", "remote_explosive", "grenade",
    "chemical_weapon", "attack", "sexual_violence", "protest_repressed", "violent_demonstration", "mob_violence", "encirclement",
    "government_regains_territory", "non_state_actor_overtakes_territory", "property_destruction", "other_event",
})  # fmt: skip
CAUSES = {
    "killed": VIOLENT,
    "injured": VIOLENT,
    "missing": VIOLENT | {"abduction", "displacement"},
    "damaged": VIOLENT,
    "displaced": frozenset({"displacement", *VIOLENT}),
    "detained": frozenset({"arrest", "protest_repressed", "offensive", "armed_clash"}),
    "abducted": frozenset({"abduction"}),
    "trapped": frozenset({"encirclement", "displacement", *VIOLENT}),
    "fighters": frozenset({"force_movement", "withdrawal", "base_established", "armed_clash", "offensive"}),
    "materiel": frozenset({"force_movement", "weapons_disrupted", "aid", "withdrawal"}),
}
"""Which event types can have a figure of a kind. A kind that is not listed may hang on any event of its sentence."""

REACH = 2
"""How many sentences back the event of a figure may stand."""


def figures(
    document: Document,
    sentences: Sequence[Sentence],
    counted: Sequence[FigureSeen],
    happened: Sequence[EventSeen],
    where: Sequence[PlaceSeen],
    when: Sequence[Span],
    said: Sequence[AttributionSeen],
) -> tuple[FigureSeen, ...]:
    """Return the figures with their event, place, time and attribution."""
    number = {one.number: one for one in sentences}
    linked = []
    for figure in counted:
        own = next((one for one in sentences if one.span.contains(figure.span)), None)
        event = figure.event if figure.event is not None else _event(figure, own, number, happened)
        at = figure.at
        if at is None and event is not None:
            at = happened[event].at
        if at is None and own is not None:
            at = nearest(figure.span, own.span, [(one, mention) for one, place in enumerate(where) for mention in place.mentions])
        time = figure.time
        if time is None and event is not None and own is not None:
            time = next((one for one in happened[event].roles.get("time", ()) if own.span.contains(one)), None)
        if time is None and own is not None:
            found = nearest(figure.span, own.span, list(enumerate(when)))
            time = when[found] if found is not None else None
        linked.append(replace(figure, event=event, at=at, time=time, said_by=innermost(figure.span, said)))
    return tuple(linked)


def _event(figure: FigureSeen, own: Sentence | None, number: dict[int, Sentence], happened: Sequence[EventSeen]) -> int | None:
    if own is None:
        return None
    fits = CAUSES.get(figure.kind)
    for back in range(REACH + 1):
        sentence = number.get(own.number - back)
        if sentence is None or (back and (fits is None or sentence.block != own.block)):
            return None
        # In an earlier sentence the last event is the nearest one.
        near = figure.span if back == 0 else sentence.span
        able = [(at, one.trigger) for at, one in enumerate(happened) if fits is None or one.type in fits]
        found = nearest(near, sentence.span, able) if back == 0 else _last(sentence.span, able)
        if found is not None:
            return found
    return None


def nearest(span: Span, inside: Span, choices: Sequence[tuple[int, Span]]) -> int | None:
    """Return the key of the choice inside a stretch of text that stands nearest to a span, the earlier one of two."""
    within = [(abs(one.start - span.start), one.start, key) for key, one in choices if inside.contains(one)]
    return min(within)[2] if within else None


def _last(inside: Span, choices: Sequence[tuple[int, Span]]) -> int | None:
    within = [(one.start, key) for key, one in choices if inside.contains(one)]
    return max(within)[1] if within else None


def innermost(span: Span, said: Sequence[AttributionSeen]) -> int | None:
    """Return the position of the shortest attribution whose content covers most of a span."""
    covering = [
        (one.content.end - one.content.start, at)
        for at, one in enumerate(said)
        if one.content is not None and one.content.start <= span.start < one.content.end
    ]
    return min(covering)[1] if covering else None
