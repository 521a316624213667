"""The machine's judgement on two mentions, with its evidence in sentences.

In: two Refs and lines of Evidence. Out: a Judgement, whose id is the pair's own, so that a person's speaks of the same thing.
"""

from __future__ import annotations

from twosource.nouns import Evidence, Judgement, Ref, Verdict, fingerprint

MACHINE = "twosource rules 1"
"""The judge of the judgements made here; every other judge is a person, whose judgements outrank these."""


def judgement(left: Ref, right: Ref, verdict: Verdict, evidence: tuple[Evidence, ...], note: str = "") -> Judgement:
    """Return the machine's judgement on two mentions, with its evidence in sentences."""
    weight = round(sum(line.weight for line in evidence), 2)
    why = note + " ".join(f"{line.sentence} ({line.weight:+.1f})" for line in evidence if line.weight)
    return Judgement(judgement_id(left, right), left, right, verdict, weight, MACHINE, why, evidence)


def judgement_id(left: Ref, right: Ref) -> str:
    """Return the id of the judgement on a pair, the same whichever comes first."""
    first, second = sorted((left, right))
    return "J" + fingerprint(first.document, first.claim, second.document, second.claim)
