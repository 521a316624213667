"""The two-source rule, and nothing else.

In: the claims of one finding. Out: its Standing. Origins are counted, not outlets: a named speaker is one origin however many
papers quote the words; a report that says so itself, and names nobody for it, is its agency's or its outlet's origin; copies
of one text are one.

    corroborated   two origins say so that differ in root, in side and in text
    disputed       somebody says so, and somebody else denies or doubts it
    denied         nobody says so any longer but those who deny it
    withdrawn      whoever said so has since denied it
    reported       everything else: one origin, one side, or hearsay
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from twosource.nouns import Attribution, Document, Event, Ref, Span, Standing, StandingWord
from twosource.record.facts import Facts, span_of
from twosource.record.naming import is_name
from twosource.record.narrators import AGENCY, AGENCY_NAMES

_UNNAMED = frozenset({"anonymous", "none"})
_AGAINST = frozenset({"denies", "doubts"})
_PARTIES = frozenset({"official", "military", "armed_group"})


@dataclass(frozen=True, slots=True)
class Voice:
    """One origin's word on a finding: its root and side, the text that it stands in (copies are one), and what it says.

    `kind` is the speaker's; a speaker that `is_named` by no name ("a monitor") may be any other of its kind.
    """

    root: str
    side: str | None
    text: str
    says: str
    day: date | None
    ref: Ref
    is_narrator: bool = False
    is_confirming: bool = False
    kind: str = "none"
    is_named: bool = True


def standing_of(refs: Iterable[Ref], facts: Facts) -> Standing:
    """Return the standing of the finding that these claims make."""
    voices = [voice(ref, facts) for ref in refs]
    return judged(sorted(voices, key=lambda one: (one.day or date.max, one.ref)))


def judged(voices: Sequence[Voice]) -> Standing:
    """Return the standing that voices give, in the order of their days."""
    against = _told([one for one in voices if one.says in _AGAINST])
    asserting = _firm(_told([one for one in voices if one.says == "asserts"]), against)
    asserting = asserting or _firm(_told([one for one in voices if one.says == "alleges"]), against)
    roots = list(dict.fromkeys(one.root for one in asserting or voices))
    named = "; ".join(roots)
    if not asserting:
        word: StandingWord = "denied" if any(one.says == "denies" for one in against) else "reported"
        return Standing(word, len(roots), f"Only denied or doubted: {named}." if against else "Nobody says so.")
    if against:
        return _opposed(asserting, against, len(roots))
    pair = _independent(asserting)
    if pair:
        return Standing("corroborated", len(roots), f"Independent of each other: {pair[0].root}; {pair[1].root}.")
    if len(roots) == 1:
        return Standing("reported", 1, f"One origin: {named}.")
    return Standing("reported", len(roots), f"Of one side, or of one text: {named}.")


def _told(voices: Sequence[Voice]) -> list[Voice]:
    """Return the voices without a report's own where the report names a speaker for it: a headline is no second source.

    A speaker who *confirms* what the report says leaves the report its own voice: it did not have it from that speaker.
    """
    confirmed = {one.text for one in voices if one.is_confirming}
    quoting = {one.text for one in voices if not one.is_narrator} - confirmed
    return [one for one in voices if not (one.is_narrator and one.text in quoting)]


def _firm(asserting: Sequence[Voice], against: Sequence[Voice]) -> list[Voice]:
    """Return the voices without those that in one report deny the thing too: who blames the other side for it admits nothing."""
    denied = {(one.root, one.ref.document) for one in against if one.says == "denies"}
    return [one for one in asserting if (one.root, one.ref.document) not in denied]


def _opposed(asserting: Sequence[Voice], against: Sequence[Voice], origins: int) -> Standing:
    deniers = {one.root: one for one in against if one.says == "denies"}
    late = date.max
    took_back = [one for one in asserting if one.root in deniers and (deniers[one.root].day or late) > (one.day or late)]
    if len(took_back) == len(asserting):
        return Standing("withdrawn", origins, f"Said and since denied by {took_back[0].root}.")
    said = "; ".join(dict.fromkeys(one.root for one in asserting))
    verb = "denied" if deniers else "doubted"
    return Standing("disputed", origins, f"Said by {said}; {verb} by {'; '.join(dict.fromkeys(one.root for one in against))}.")


def _independent(voices: Sequence[Voice]) -> tuple[Voice, Voice] | None:
    """Return the first two voices that differ in root, in text and in side; a side that is unknown is nobody's.

    Only the first of each root, text and side is looked at, so that a thousand copies cost no million pairs.
    """
    kinds = list({(one.root, one.text, one.side): one for one in reversed(voices)}.values())[::-1]
    for one in kinds[:_LOOK]:
        for other in kinds:
            two_sides = one.side is None or one.side != other.side
            if one.text != other.text and two_sides and not _may_be_one(one, other):
                return one, other
    return None


def _may_be_one(one: Voice, other: Voice) -> bool:
    """Tell whether two voices may be one: by name, or because one of two of a kind goes by no name."""
    unnamed = one.kind == other.kind and not (one.is_named and other.is_named)
    return unnamed or _one_name(one.root, other.root)


def _one_name(one: str, other: str) -> bool:
    """Tell whether two names are one origin's, the longer holding every word of the shorter: "the state agency X" is X."""
    words = [frozenset(re.findall(r"\w+", name.casefold())) - {"the"} for name in (one, other)]
    inside = words[0] <= words[1] or words[1] <= words[0]
    return inside and "(" not in one + other


_LOOK = 50  # of so many voices, one with a partner is found if there is any: a lone root or side ends the search at once


def voice(ref: Ref, facts: Facts) -> Voice:
    """Return whose word a claim is, and what it says."""
    attribution = facts.attribution(ref)
    text = facts.copies.get(ref.document, (ref.document,))[0]
    span = span_of(facts.claims[ref])
    root, side = origin(ref.document, attribution, facts, span)
    own = root == narrator(ref.document, facts, span)
    confirming = attribution is not None and attribution.stance == "confirms"
    kind, named = ("none", True) if own or attribution is None else (attribution.kind, is_named(ref.document, attribution, facts))
    return Voice(root, side, text, _says(ref, attribution, facts), facts.day(ref.document), ref, own, confirming, kind, named)


def is_named(document: str, attribution: Attribution, facts: Facts) -> bool:
    """Tell whether a speaker has a name, its own or that of the body behind it."""
    return Ref(document, attribution.id) in facts.roots or is_name(facts.speaker(document, attribution) or "")


def origin(document: str, attribution: Attribution | None, facts: Facts, span: Span | None = None) -> tuple[str, str | None]:
    """Return the root and the side behind words: those of the speaker, or of the body behind it, else the report's own."""
    if attribution is None or (attribution.actor is None and (attribution.source is None or attribution.kind in _UNNAMED)):
        return narrator(document, facts, span), None
    body = facts.roots.get(Ref(document, attribution.id))
    if body is not None:
        return body, None if attribution.leaning == "neutral" else attribution.leaning
    actor = facts.actors.get(Ref(document, attribution.actor)) if attribution.actor else None
    if actor is None:
        words = facts.speaker(document, attribution) or ""
        return f"{words} ({narrator(document, facts)})", attribution.leaning
    party = actor.id if attribution.kind in _PARTIES or actor.kind in _PARTIES | {"government"} else None
    neutral = attribution.leaning == "neutral"
    return actor.name, None if neutral else attribution.leaning or party


def narrator(document: str, facts: Facts, span: Span | None = None) -> str:
    """Return the origin of what a report says itself: the agency that it or a copy of it credits, else the outlet.

    What a caption says is its photographer's agency's, and what a photograph is credited to says nothing of the text.
    """
    own = facts.readings[document].document
    if span is not None and (found := _picture_agency(own, span)):
        return found
    return facts.narrators[document]


def _picture_agency(document: Document, span: Span) -> str | None:
    """Return the agency that the photograph above a caption is credited to, None for words that stand in no caption."""
    for at, block in enumerate(document.blocks):
        if block.kind == "caption" and block.span.contains(span):
            near = [block, *(one for one in document.blocks[at + 1 : at + 3] if one.kind in {"credit", "caption"})]
            named = [match.group() for one in near if (match := AGENCY.search(document.quote(one.span)))]
            return f"{AGENCY_NAMES.get(named[0], named[0])} (photograph)" if named else None
    return None


def _says(ref: Ref, attribution: Attribution | None, facts: Facts) -> str:
    """Return what the words say of the claim, its realis and its stance together.

    `asserts`, `denies`, `doubts`, or `alleges`: a report that says "alleged" and names nobody vouches for nothing.
    """
    claim = facts.claims[ref]
    stance = attribution.stance if attribution else "asserts"
    if (isinstance(claim, Event) and claim.realis == "denied") or stance == "denies":
        return "denies"
    if stance == "doubts":
        return "doubts"
    hedged = isinstance(claim, Event) and claim.realis == "uncertain"
    return "alleges" if hedged and (attribution is None or attribution.kind == "none") else "asserts"
