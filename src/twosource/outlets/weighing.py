"""What matters most in a record: the rule by which the page chooses what stands at its top, and what it tells at length.

In: findings. Out: weights and short lists. The rule is plain enough to be argued with: an incident has points for its kind
(KINDS), for each independent origin beyond the first (three at most), three where somebody denies or disputes it, and one
for each digit of the highest number of dead that anyone gives. At the top stand those that more than one report or origin
tells, that somebody opposes, or that killed, in the order of their points, the newest first of equals; background and what is
only expected never do.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from twosource.nouns import Control, FigureGroup, Incident, Record
from twosource.outlets.voices import Voices
from twosource.record.review import VIOLENT
from twosource.vocabulary import load

KINDS = {
    **dict.fromkeys(sorted(VIOLENT), 3),
    **dict.fromkeys(("movement", "detention", "humanitarian", "property", "weapons", "protest"), 2),
    "diplomacy": 1,
}
"""Points for the family of an event type; statements, politics and the rest have none."""
AT_LENGTH = VIOLENT | {"movement"}
AGREEMENTS = frozenset({"agreement", "agreement_breach"})
OPPOSED = frozenset({"disputed", "denied", "withdrawn"})
TOP, FIGURES, PLACES = 6, 3, 6
"""The most incidents, differing figures and places that stand at the top of the page."""
FEW, GRAVE = 3, 3
"""Where fewer incidents than this stand out, others of at least so many points stand beside them."""
COUNTED = (
    "killed", "injured", "missing", "abducted", "detained", "trapped", "displaced", "population", "fighters", "damaged",
    "materiel", "other",
)  # fmt: skip
"""The kinds of figure in the order of the page: people before things, the dead first."""


def weight(incident: Incident, groups: Iterable[FigureGroup]) -> int:
    """Return the points of an incident; `groups` are the figures that count what it did."""
    origins = min(incident.standing.origins - 1, 3) if incident.standing.word != "reported" else 0
    dead = max((max(group.high or 0, group.low or 0) for group in groups if group.kind == "killed"), default=0)
    opposed = 3 if incident.standing.word in OPPOSED else 0
    return KINDS.get(family(incident), 0) + origins + opposed + (len(str(dead)) if dead else 0)


def family(incident: Incident) -> str:
    """Return the family of an incident's type; a type that the vocabulary lacks is of none."""
    known = load().events.get(incident.type)
    return known.family if known else ""


def foremost(record: Record, voices: Voices) -> list[Incident]:
    """Return the incidents for the top, by weight: those that stand out, and where these are few the gravest of the rest."""
    weighed: list[tuple[bool, int, int, int, Incident]] = []
    for number, incident in enumerate(record.incidents):
        if not incident.background and incident.realis != "future":
            groups = voices.figures_of(incident)
            newest = -(_last_day(incident) or date.min).toordinal()
            weighed.append((not _stands_out(incident, groups), -weight(incident, groups), newest, number, incident))
    ordered = sorted(weighed, key=lambda one: one[:4])
    outstanding = sum(not rest for rest, *_ in ordered)
    most = min(TOP, max(outstanding, FEW))
    return [incident for rest, points, *_, incident in ordered[:most] if not rest or -points >= GRAVE]


def _last_day(incident: Incident) -> date | None:
    return (incident.when.latest or incident.when.earliest) if incident.when else None


def _stands_out(incident: Incident, groups: Sequence[FigureGroup]) -> bool:
    """Tell whether more than one report or origin tells an incident, somebody opposes it, or it killed."""
    killed = any(group.kind == "killed" and group.high != 0 for group in groups)
    several = incident.standing.origins > 1 or len({ref.document for ref in incident.mentions}) > 1
    return incident.standing.word != "reported" or killed or several


def is_told_at_length(incident: Incident, groups: Sequence[FigureGroup]) -> bool:
    """Tell whether an incident is a block of its own: of a grave family or of more than one voice, and more than one mention."""
    counts = any(group.kind != "other" for group in groups)
    return (is_grave(incident) or incident.standing.word != "reported") and (len(incident.mentions) > 1 or counts)


def is_grave(incident: Incident) -> bool:
    """Tell whether an incident is of a family that the page quotes for: violence, territory, movements, agreements."""
    return family(incident) in AT_LENGTH or incident.type in AGREEMENTS


def widest(groups: Iterable[FigureGroup]) -> list[FigureGroup]:
    """Return the figures that differ most for the top: the dead first, then by how many times the least the greatest is."""
    differing = [group for group in groups if group.relation == "differ" and not group.background and group.kind != "other"]
    return sorted(differing, key=lambda group: (COUNTED.index(group.kind), -_ratio(group)))[:FIGURES]


def _ratio(group: FigureGroup) -> float:
    ends = [end for claim in group.claims for end in (claim.low, claim.high) if end is not None]
    return max(ends) / max(min(ends), 1) if ends else 0.0


def now(states: Iterable[Control]) -> Control:
    """Return the state in which a place is now: the newest that says who has it, else the newest that says who lost it."""
    ordered = sorted(states, key=in_time)
    positive = [state for state in ordered if state.status != "lost"]
    return (positive or ordered)[-1]


def in_time(state: Control) -> tuple[str, str]:
    """Return a key that puts states in order of time, what has no day before what has one."""
    first, last = (state.when.first, state.when.last) if state.when else (None, None)
    return (first or "", (last or "9999") if first or last else "")


def places_in_play(record: Record) -> list[tuple[str, Control]]:
    """Return the places for the top with their state now: contested ones first, then those with most claims."""
    by_place: dict[str, list[Control]] = {}
    for state in record.control:
        by_place.setdefault(state.place, []).append(state)
    vague = {place.id for place in record.places if place.precision == "vague"}
    named = {place: states for place, states in by_place.items() if place not in vague} or by_place
    found = [(place, now(states), states) for place, states in named.items()]
    found.sort(key=lambda one: (not one[1].contested_by, -sum(len(state.claims) for state in one[2])))
    return [(place, state) for place, state, _ in found[:PLACES]]
