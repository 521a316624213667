"""Who holds what: place by place, who holds it as all claimants are weighed, then each state that is claimed, the newest last.

Below stand, marked as weaker, the places of the news that only share in what is said of their province.

In: a Record and its Voices. Out: Lines; nothing where no control is told.
"""

from __future__ import annotations

from collections.abc import Iterator

from twosource.nouns import Control, Holding, KnownPlace, Record
from twosource.outlets.page import BLANK, Columns, Laid, Piece, heading, inert, line, width_of
from twosource.outlets.phrases import HOLDING, STANDING_STYLE, UNHELD
from twosource.outlets.saying import sources
from twosource.outlets.voices import Voices
from twosource.outlets.weighing import in_time
from twosource.record import Situation

WHEN = 20
"""The most columns of the days of a state; longer ones wrap."""


def control(record: Record, voices: Voices) -> Iterator[Laid]:
    """Yield every place with its states."""
    if record.control or record.holdings:
        yield from heading("WHO HOLDS WHAT")
    by_place: dict[str, list[Control]] = {}
    for state in record.control:
        by_place.setdefault(state.place, []).append(state)
    wide = min(max((width_of(_days(state, voices)) for state in record.control), default=0), WHEN)
    weighed = {one.place: one for one in record.holdings}  # the newest stretch of a place stands last
    for place, states in by_place.items():
        yield BLANK
        yield line(Piece(voices.place(place), "strong"), *weigh(weighed.get(place), voices), indent=2)
        yield from (_state(state, wide, voices) for state in sorted(states, key=in_time))
    yield from _inherited(record, voices)


def _inherited(record: Record, voices: Voices) -> Iterator[Laid]:
    """Yield the places of the news of which nobody says who holds them, under what is said of the area around them."""
    by_area: dict[str, list[KnownPlace]] = {}
    held = {}
    for place, holding in Situation(record).inheriting():
        by_area.setdefault(holding.place, []).append(place)
        held[holding.place] = holding
    if by_area:
        yield BLANK
        yield line(Piece("Weaker, for nobody says it of the place itself:", "quiet"), indent=2)
    for area, places in by_area.items():
        names = ", ".join(voices.place(place.id) for place in places)
        yield line(Piece(names, "strong"), f" as {voices.place(area)}", *weigh(held[area], voices), indent=2, lead="· ")


def _state(state: Control, wide: int, voices: Voices) -> Columns:
    contest, word, name = against(state, voices), state.standing.word, inert(state.id)
    says = (
        Piece(held(state, voices)),
        Piece("" if word == "reported" else f", {word}", STANDING_STYLE[word]),
        Piece(" "),
        *sources(state.claims, voices),
        Piece(f"; against it: {contest}" if contest else "", "warn"),
    )
    return Columns(((Piece(_days(state, voices)),), says, (Piece(name, "quiet"),)), (wide, 0.999, width_of(name)), indent=4)


def weigh(one: Holding | None, voices: Voices) -> Iterator[Piece]:
    """Yield who holds a place, all claimants weighed, and who stands around or in it; nothing of a place without a day."""
    if one is None:
        return
    names = [voices.actor(holder) for holder in one.holders]
    days = f", {voices.days(one.when, lasting=True)}" if one.when and one.when.first else ""
    if one.word == "contested":
        yield Piece(f": contested between {' and '.join(names)}{days} ({one.why})", "warn")
    elif one.word == "held":
        claimed = "" if one.standing.word == "corroborated" else ", as claimed" if one.alone else ""
        yield Piece(f": held by {names[0]}{claimed}{days}")
    else:
        yield Piece(f": {one.why}{days}" if one.why else ": nobody says who holds it")
    for verb, others in (("surrounded", one.besieged_by), ("entered", one.entered_by)):
        if others and one.word != "contested":
            yield Piece(f"; {verb} by {' and '.join(voices.actor(other) for other in others)}", "warn")


def _days(state: Control, voices: Voices) -> str:
    return voices.days(state.when, lasting=True)


def held(state: Control, voices: Voices) -> str:
    """Return who has a place, and how: `taken by the front`."""
    holder = voices.actor(state.holder)
    return HOLDING[state.status].format(holder=holder) if holder else UNHELD[state.status]


def against(state: Control, voices: Voices) -> str:
    """Return the states that contest one, each once; nothing where none does."""
    rivals = ((voices.states.get(one), one) for one in state.contested_by)
    return "; ".join(dict.fromkeys(held(rival, voices) if rival else voices.actor(one) for rival, one in rivals))
