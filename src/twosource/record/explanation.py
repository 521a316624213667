"""Why a finding stands: a tree from the finding through judgements and claims and the speakers down to the quoted words.

In: a Record and the id of anything in it, or of a claim (`document:E12-20`). Out: an Explanation, whose leaves are words with the
document and the offsets at which they stand.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from functools import singledispatch

from twosource.errors import UnknownId
from twosource.nouns import (
    Agreement,
    Claim,
    Control,
    Correction,
    Event,
    Figure,
    FigureGroup,
    Incident,
    Judgement,
    KnownActor,
    KnownPlace,
    Links,
    Post,
    Record,
    Ref,
    Relation,
    Route,
    Span,
)
from twosource.record.facts import Facts, facts_of, span_of
from twosource.record.naming import bounds
from twosource.record.relations import said_in


@dataclass(frozen=True, slots=True)
class Explanation:
    """One node: a sentence and what it rests on. A leaf has a document and a span, and its sentence is the quoted words."""

    says: str
    because: tuple[Explanation, ...] = ()
    id: str | None = None
    document: str | None = None
    span: Span | None = None

    def leaves(self) -> Iterator[Explanation]:
        """Yield the quoted words at the end of every branch."""
        if self.span is not None:
            yield self
        for one in self.because:
            yield from one.leaves()


Finding = Incident | FigureGroup | Control | Agreement | Relation | Route | Post | KnownActor | KnownPlace | Judgement


def explain(record: Record, name: str) -> Explanation:
    """Return why the finding or claim with this id stands. Raises UnknownId with near matches named."""
    facts = facts_of(record.readings, Links(copies=record.copies))
    findings = {one.id: one for one in _findings(record)}
    made: dict[str, list[Correction]] = {}
    for one in record.corrections:
        made.setdefault(one.ref.address, []).append(one)
    if name in findings:
        return _with_corrections(_because(findings[name], record, facts), made)
    document, _, claim = name.rpartition(":")
    ref = Ref(document, claim)
    if ref in facts.claims:
        return _with_corrections(_claim(ref, facts), made)
    known = [*findings, *(one.address for one in facts.claims)]
    near = get_close_matches(name, known, n=3, cutoff=0.6)
    hint = f"did you mean {', '.join(near)}?" if near else "list ids with `twosource report --json`"
    raise UnknownId(f"{name!r}: no finding, judgement or claim has this id; {hint}")


def _with_corrections(found: Explanation, made: Mapping[str, Sequence[Correction]]) -> Explanation:
    """Return an explanation with what persons made of each claim in it, the machine's value beside theirs."""
    said = tuple(Explanation(_correction(one), id=one.id) for one in made.get(found.id or "", ()))
    return replace(found, because=(*said, *(_with_corrections(one, made) for one in found.because)))


def _correction(one: Correction) -> str:
    change = f", {one.field} is {one.value} (the machine's value: {one.was})" if one.field else ""
    return f"{one.verdict}, says {one.judge} ({one.made[:10]}){change}: {one.why}"


def _findings(record: Record) -> Iterator[Finding]:
    yield from record.incidents
    yield from record.figures
    yield from record.control
    yield from record.agreements
    yield from record.relations
    yield from record.routes
    yield from record.posts
    yield from record.actors
    yield from record.places
    yield from record.judgements


@singledispatch
def _because(finding: Finding, _record: Record, _facts: Facts) -> Explanation:
    raise TypeError(f"{type(finding).__name__} is no finding")  # pragma: no cover  every finding is registered below


@_because.register
def _(finding: Incident, record: Record, facts: Facts) -> Explanation:
    judgements = {one.id: one for one in record.judgements}
    reasons = [Explanation(f"{finding.standing.word}: {finding.standing.why}")]
    reasons += [_judgement(judgements[one]) for one in finding.judgements if one in judgements]
    reasons += [Explanation(f"{one.field} differs ({one.kind}): {one.why}") for one in finding.differences]
    reasons += [
        Explanation(f"only {one.told_by} says {one.field}: {one.value}; told without it by {', '.join(one.left_out_by)}")
        for one in finding.omissions
    ]
    whole = next((one for one in record.incidents if one.id == finding.part_of), None)
    reasons += [Explanation(f"part of: {whole.title}", id=whole.id)] if whole else []
    return Explanation(finding.title, (*reasons, *_claims(finding.mentions, facts)), finding.id)


@_because.register
def _(finding: FigureGroup, _record: Record, facts: Facts) -> Explanation:
    says = f"{finding.what}: {finding.relation}{f' ({finding.difference})' if finding.difference else ''}"
    why = (Explanation(finding.why),) if finding.why else ()
    return Explanation(says, (*why, *_claims([one.ref for one in finding.claims], facts)), finding.id)


@_because.register
def _(finding: Control, record: Record, facts: Facts) -> Explanation:
    holder, place = _called(record.actors, finding.holder), _called(record.places, finding.place)
    contested = [Explanation(f"Contested by {one}") for one in finding.contested_by]
    standing = Explanation(f"{finding.standing.word}: {finding.standing.why}")
    return Explanation(f"{place}: {holder} {finding.status}", (standing, *contested, *_claims(finding.claims, facts)), finding.id)


@_because.register
def _(finding: Agreement, _record: Record, facts: Facts) -> Explanation:
    terms = [Explanation(f"{one.state}: {one.text}", tuple(_claims(one.claims, facts))) for one in finding.terms]
    return Explanation(finding.name, (*terms, *_claims(finding.claims, facts)), finding.id)


@_because.register
def _(finding: Relation, record: Record, facts: Facts) -> Explanation:
    left, right = _called(record.actors, finding.from_actor), _called(record.actors, finding.to_actor)
    return Explanation(f"{left} {finding.kind} {right}", tuple(_phrase(ref, facts) for ref in finding.claims), finding.id)


@_because.register
def _(finding: Route, _record: Record, facts: Facts) -> Explanation:
    return Explanation(f"{finding.name}: {finding.status}", tuple(_claims(finding.claims, facts)), finding.id)


@_because.register
def _(finding: Post, _record: Record, facts: Facts) -> Explanation:
    told = [_claim(ref, facts) if ref in facts.claims else _phrase(ref, facts) for ref in finding.claims]
    return Explanation(f"{finding.name} ({finding.kind}): {finding.status}", tuple(told), finding.id)


@_because.register
def _(finding: KnownActor, _record: Record, facts: Facts) -> Explanation:
    return Explanation(f"{finding.name} ({finding.kind})", tuple(_named(finding.mentions, "actors", facts)), finding.id)


@_because.register
def _(finding: KnownPlace, _record: Record, facts: Facts) -> Explanation:
    notes = [Explanation(note) for note in finding.notes]
    return Explanation(f"{finding.name} ({finding.precision})", (*notes, *_named(finding.mentions, "places", facts)), finding.id)


@_because.register
def _(finding: Judgement, _record: Record, facts: Facts) -> Explanation:
    known = [ref for ref in (finding.left, finding.right) if ref in facts.claims]
    node = _judgement(finding)
    return Explanation(node.says, (*node.because, *_claims(known, facts)), finding.id)


def _judgement(one: Judgement) -> Explanation:
    lines = tuple(Explanation(f"{line.sentence} ({line.weight:+.1f})") for line in one.evidence)
    why = () if lines or not one.why else (Explanation(one.why),)
    left, right = (ref.address for ref in (one.left, one.right))
    return Explanation(f"{one.verdict}, says {one.judge} ({one.weight:+.1f}): {left} and {right}", (*lines, *why), one.id)


def _claims(refs: Iterable[Ref], facts: Facts) -> list[Explanation]:
    return [_claim(ref, facts) for ref in refs]


def _claim(ref: Ref, facts: Facts) -> Explanation:
    """Return a claim with the chain of speakers that carries it, innermost first, and the words themselves."""
    claim, document = facts.claims[ref], facts.document(ref)
    outlet = document.outlet or document.origin
    speaker = facts.said_by(ref)
    says = f"{_told(claim)}, says {speaker}, in {outlet}" if speaker else f"{_told(claim)}, says {outlet}"
    attribution = facts.attribution(ref)
    parts = (attribution.source, attribution.cue, attribution.content) if attribution else ()
    chain = [_quoted(ref.document, span, facts) for span in parts if span is not None]
    return Explanation(says, (_quoted(ref.document, span_of(claim), facts), *chain), ref.address)


def _told(claim: Claim) -> str:
    if isinstance(claim, Event):
        return f"{claim.type.replace('_', ' ')} ({claim.realis})"
    if isinstance(claim, Figure):
        return f"{claim.kind}: {bounds(claim.low, claim.high)}"
    return f"control: {claim.status}"


def _quoted(document: str, span: Span, facts: Facts) -> Explanation:
    return Explanation(facts.readings[document].document.quote(span), (), None, document, span)


def _phrase(ref: Ref, facts: Facts) -> Explanation:
    """Return the words of a relation, whose address is its span (`R12-20`), with who says them."""
    start, _, end = ref.claim[1:].partition("-")
    span = Span(int(start), int(end))
    return Explanation(f"says {said_in(ref.document, span, facts)}", (_quoted(ref.document, span, facts),))


def _named(refs: Iterable[Ref], section: str, facts: Facts) -> Iterator[Explanation]:
    for ref in refs:
        for one in getattr(facts.readings[ref.document], section):
            if one.id == ref.claim:
                yield from (_quoted(ref.document, span, facts) for span in one.mentions)


def _called(things: Iterable[KnownActor | KnownPlace], name: str | None) -> str:
    return next((one.name for one in things if one.id == name), "unnamed")
