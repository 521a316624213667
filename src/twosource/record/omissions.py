"""What one side leaves out: facts of an incident that only one side's sources tell.

In: the claims of an incident and its figures, and the Facts. Out: Omissions. A side is what reports say of their sources: their
leaning, for officials and fighters their party. The facts are those that sides keep silent about: who did it, with what, how
many were harmed. A number that another side gives otherwise is a difference and no omission. Silence is told, not judged: a
source that was asked about one thing need not speak of another.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from twosource.nouns import Event, Figure, Omission, Ref
from twosource.record.facts import Facts
from twosource.record.naming import bounds
from twosource.record.roles import main_actors
from twosource.record.standing import voice
from twosource.record.tolls import TOLLS

UNALIGNED = "no known side"
_PARTIES = frozenset({"government", "military", "armed_group", "political", "coalition"})


def omissions_of(refs: Sequence[Ref], facts: Facts, figures: Iterable[Ref] = ()) -> tuple[Omission, ...]:
    """Return what only one side's sources say of an incident; nothing where all its sources are of one side, or of none."""
    sides: dict[str, list[Ref]] = {}
    for ref in (*refs, *figures):
        sides.setdefault(side_of(ref, facts), []).append(ref)
    tellers = {side for side, told in sides.items() if any(isinstance(facts.claims[ref], Event) for ref in told)}
    told_by: dict[tuple[str, str], dict[str, dict[str, list[Ref]]]] = {}
    for side, told in sides.items():
        for ref in told:
            for field, key, words in _told(ref, facts):
                told_by.setdefault((field, key), {}).setdefault(side, {}).setdefault(words, []).append(ref)
    return tuple(
        Omission(
            field,
            "; ".join(values),
            side,
            tuple(sorted(tellers - {side})),
            tuple(one for told in values.values() for one in told),
        )
        for (field, _), by in told_by.items()
        for side, values in by.items()
        if len(by) == 1 and side != UNALIGNED and tellers - {side}
    )


def side_of(ref: Ref, facts: Facts) -> str:
    """Return the side whose source says a claim: a leaning, the name of a party, or that none is known."""
    side, attribution = voice(ref, facts).side, facts.attribution(ref)
    if side is None:
        return UNALIGNED
    speaker = facts.actors.get(Ref(ref.document, attribution.actor)) if attribution and attribution.actor else None
    return speaker.name if speaker and speaker.id == side else side


def _told(ref: Ref, facts: Facts) -> Iterator[tuple[str, str, str]]:
    """Yield what one claim tells: the field, a key that is the same for all who tell it, and the words."""
    claim = facts.claims[ref]
    if isinstance(claim, Figure) and claim.kind in TOLLS:
        yield claim.kind, "", f"{bounds(claim.low, claim.high)} {claim.who or ''}".strip()
    if isinstance(claim, Event):
        yield from (("agent", one.id, one.name) for one in main_actors([ref], facts, "agent") if one.kind in _PARTIES)
        means = (" ".join(facts.document(ref).words(span).casefold().split()) for span in claim.instrument)
        yield from (("instrument", word, word) for word in means)
