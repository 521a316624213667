"""Which event, place, time and speaker a figure belongs to.

In: the figures that were found, and the events, places, times and attributions around them. Out: the same figures with their
positions filled. Grammar is not asked: a figure belongs to the nearest event of its own sentence that can cause it, else to the
last such event before it, because news tells first what happened and then how many suffered.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from twosource.reading.rules.attached import innermost
from twosource.reading.sentences import sentence_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from twosource.nouns import Span
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

SUPPOSED = frozenset({"would", "could", "might", "may", "will", "'d", "'ll"})
"""Modal verbs that make what they govern a supposition or a forecast."""

MODAL_REACH = 6
"""Words before a figure within which such a verb governs it."""

REACH = 2
"""How many sentences back the event of a figure may stand."""


def figures(
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
        own = sentence_of(figure.span, sentences)
        supposed = own is not None and _is_supposed(own, figure.span)
        event = figure.event
        if event is None:
            able = [one if not supposed or one.realis == "future" else None for one in happened]
            event = _event(figure, own, {own.number: own} if own and supposed else number, able)
        at = figure.at if figure.at is not None or supposed else _at(figure, own, event, happened, where)
        time = figure.time or _time(figure, own, event, happened, when)
        linked.append(replace(figure, event=event, at=at, time=time, said_by=innermost(figure.span, said)))
    return tuple(linked)


def _is_supposed(own: Sentence, span: Span) -> bool:
    """Tell whether a figure is only supposed: a modal verb stands before it ("would send thousands across the border")."""
    before = [token.lower for token in own.tokens if token.end <= span.start]
    return bool(SUPPOSED & set(before[-MODAL_REACH:]))


def _at(
    figure: FigureSeen, own: Sentence | None, event: int | None, happened: Sequence[EventSeen], where: Sequence[PlaceSeen]
) -> int | None:
    """Return the place of a figure: the one its sentence is about, else its event's, else the nearest."""
    if own is None:
        return None if event is None else happened[event].at
    named = [(at, mention) for at, place in enumerate(where) for mention in place.mentions]
    about = next((at for at, mention in named if _leads(own, mention)), None)
    if about is not None:
        return about
    if not any(own.span.contains(mention) for _, mention in named) and any(token.lower == "since" for token in own.tokens):
        return None  # a toll over months is not that of the place last spoken of
    found = happened[event].at if event is not None else None
    return nearest(figure.span, own.span, named) if found is None else found


def _leads(own: Sentence, mention: Span) -> bool:
    """Tell whether a sentence begins with a place and its verb ("The town was home to a million people")."""
    behind = next((token for token in own.tokens if token.start >= mention.end), None)
    return own.span.start <= mention.start < own.span.start + 3 and behind is not None and behind.tag in {"AUX", "VERB"}


def _time(
    figure: FigureSeen, own: Sentence | None, event: int | None, happened: Sequence[EventSeen], when: Sequence[Span]
) -> Span | None:
    """Return the time of a figure's event where it stands in the same sentence, else the nearest of the sentence."""
    if own is None:
        return None
    told = happened[event].roles.get("time", ()) if event is not None else ()
    of_event = next((one for one in told if own.span.contains(one)), None)
    found = nearest(figure.span, own.span, list(enumerate(when)))
    return of_event or (when[found] if found is not None else None)


def _event(figure: FigureSeen, own: Sentence | None, number: dict[int, Sentence], able: Sequence[EventSeen | None]) -> int | None:
    if own is None:
        return None
    fits = CAUSES.get(figure.kind)
    for back in range(REACH + 1):
        sentence = number.get(own.number - back)
        if sentence is None or (back and (fits is None or sentence.block != own.block)):
            return None
        # In an earlier sentence the last event is the nearest one.
        near = figure.span if back == 0 else sentence.span
        fitting = [(at, one.trigger) for at, one in enumerate(able) if one is not None and (fits is None or one.type in fits)]
        found = nearest(near, sentence.span, fitting) if back == 0 else _last(sentence.span, fitting)
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
