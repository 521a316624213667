"""What one page says of one thing: an incident, a group of figures, a place, or several reports side by side.

In: Seen and an id. Out: the views of `shapes`. Raises UnknownId where the record holds nothing of that id.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from twosource.errors import UnknownId
from twosource.nouns import Difference, FigureClaim, FigureGroup, Holding, Incident, Judgement, KnownPlace, Post, Ref
from twosource.outlets.differing import MEANING
from twosource.outlets.opening import why
from twosource.outlets.phrases import FIELDS, WHETHER, plain_name, when_in_words
from twosource.outlets.web.claims import claim_view
from twosource.outlets.web.rows import figures, incidents, outlet_of, reports, source_of
from twosource.outlets.web.seen import Seen
from twosource.outlets.web.shapes import (
    AlignedView,
    ComparisonView,
    Count,
    DifferenceView,
    EvidenceLine,
    FigureView,
    HoldingView,
    IncidentView,
    JudgementView,
    OmissionView,
    PlaceDossier,
    PlaceView,
    PostView,
    Revision,
    TenureView,
    ValueView,
)

CLAIMS = 400
"""The most claims that one page shows of a thing; a battle of months may have thousands."""


def incident_view(seen: Seen, name: str, judged: Sequence[Judgement] = ()) -> IncidentView:
    """Return the dossier of an incident, with every judgement that a person ever made on its claims."""
    one = _incident(seen, name)
    mine = set(one.mentions)
    own = set(one.judgements)
    judgements = [*judged, *(each for each in seen.record.judgements if each.id in own and not each.is_persons)]
    rows = incidents(seen)
    return IncidentView(
        row=rows[one.id],
        when=when_in_words(one.when, weekday=True),
        standing=replace(one.standing, why=why(one, seen.voices)),
        place=place_view(seen.voices.places.get(one.place or "")),
        claims=tuple(
            sorted((claim_view(seen, ref) for ref in one.mentions[:CLAIMS]), key=lambda claim: (claim.number, claim.start))
        ),
        differences=tuple(difference_view(seen, each) for each in one.differences),
        omissions=tuple(omissions(one)),
        figures=tuple(figure_view(seen, group.id) for group in seen.voices.figures_of(one)),
        part_of=rows.get(one.part_of or ""),
        parts=tuple(rows[each.id] for each in seen.record.incidents if each.part_of == one.id),
        judgements=tuple(judgement_view(seen, each) for each in judgements if mine & {each.left, each.right}),
        perhaps=perhaps(seen, one),
        revisions=tuple(_revisions(seen, {ref.document for ref in one.mentions})),
        reports=tuple(reports(seen)[each] for each in dict.fromkeys(ref.document for ref in one.mentions)),
    )


def perhaps(seen: Seen, one: Incident) -> tuple[JudgementView, ...]:
    """Return the machine's doubts whether further claims tell of this incident, the likeliest first."""

    def make() -> dict[Ref, list[Judgement]]:
        found: dict[Ref, list[Judgement]] = {}
        for each in seen.record.judgements:
            if each.verdict == "undecided" and not each.is_persons:
                found.setdefault(each.left, []).append(each)
                found.setdefault(each.right, []).append(each)
        return found

    mine = set(one.mentions)
    doubted = {each.id: each for ref in one.mentions for each in seen.once("doubted", make).get(ref, ())}
    outside = [each for each in doubted.values() if not {each.left, each.right} <= mine]
    return tuple(judgement_view(seen, each) for each in sorted(outside, key=lambda each: (-each.weight, each.id))[:12])


def figure_view(seen: Seen, name: str) -> FigureView:
    """Return a group of figures with every claim, in the order of the days on which they were given."""
    row = figures(seen).get(name)
    if row is None:
        raise UnknownId(f"{name}: the record holds no such figures")
    group = _groups(seen)[name]
    claims = sorted(group.claims, key=lambda claim: (claim.day or "9999", claim.ref))
    return FigureView(row, tuple(_count(seen, claim) for claim in claims[:CLAIMS]))


def comparison_view(seen: Seen, documents: Sequence[str]) -> ComparisonView:
    """Return reports side by side, aligned claim by claim. Raises UsageError for fewer than two."""
    rows = tuple(
        AlignedView(
            row.id,
            row.part,
            row.title,
            row.word,
            row.why,
            row.background,
            tuple(tuple(claim_view(seen, ref) for ref in refs) for refs in row.told),
            tuple(difference_view(seen, each) for each in row.differences),
        )
        for row in seen.situation().compare(documents)
    )
    return ComparisonView(tuple(reports(seen)[one] for one in dict.fromkeys(documents)), rows)


def place_dossier(seen: Seen, name: str) -> PlaceDossier:
    """Return a place with who held it when, and what happened there."""
    place = place_view(seen.voices.places.get(name))
    if place is None:
        raise UnknownId(f"{name}: the record holds no such place")
    holdings = [one for one in seen.record.holdings if one.place == name]
    weaker = None if any(one.holders for one in holdings) else seen.situation().inherited(name)
    return PlaceDossier(
        place,
        tuple(_holding(seen, one) for one in holdings),
        _holding(seen, weaker) if weaker else None,
        seen.voices.place(weaker.place) if weaker else None,
        tuple(_post(seen, one) for one in seen.record.posts if name in {one.place, one.at}),
        tuple(incidents(seen)[one.id] for one in seen.record.incidents if one.place == name),
        tuple(figures(seen)[one.id] for one in seen.record.figures if one.place == name),
    )


def place_view(place: KnownPlace | None) -> PlaceView | None:
    """Return where a place is taken to be, and why."""
    if place is None:
        return None
    where = (place.country, place.within, place.lat, place.lon, place.precision)
    return PlaceView(place.id, place.name, place.names, *where, place.notes)


def difference_view(seen: Seen, one: Difference) -> DifferenceView:
    """Return the values of a field side by side, each once, with all who give it."""
    given: dict[str, list[Ref]] = {}
    for value in one.values:
        word, comma, more = value.value.partition(",")
        words = f"{WHETHER.get(word, word)}{comma}{more}" if one.field == "realis" else value.value
        given.setdefault(words, []).append(value.ref)
    known = seen.voices.records
    values = tuple(
        ValueView(value, tuple(claim_view(seen, ref) for ref in refs if ref in known)) for value, refs in given.items()
    )
    return DifferenceView(_asked(one.field), one.kind, MEANING[one.kind], one.why, values)


def omissions(one: Incident) -> list[OmissionView]:
    """Return what only one side's sources tell of an incident."""
    return [
        OmissionView(
            one.id, one.title, FIELDS.get(each.field, plain_name(each.field)), each.value, each.told_by, each.left_out_by
        )
        for each in one.omissions
    ]


def _asked(field: str) -> str:
    """Return a field of an incident as the question that it answers."""
    return FIELDS.get(field, plain_name(field))


def judgement_view(seen: Seen, one: Judgement) -> JudgementView:
    """Return a judgement with the words of the two claims that it is on."""
    return JudgementView(
        one.id,
        one.left.address,
        one.right.address,
        seen.voices.words(one.left),
        seen.voices.words(one.right),
        one.verdict,
        one.weight,
        one.judge,
        one.is_persons,
        one.why,
        one.made,
        tuple(EvidenceLine(line.sentence, line.weight) for line in one.evidence),
    )


def _incident(seen: Seen, name: str) -> Incident:
    found = seen.once("incidents by id", lambda: {one.id: one for one in seen.record.incidents}).get(name)
    if found is None:
        raise UnknownId(f"{name}: the record holds no such incident")
    return found


def _revisions(seen: Seen, documents: set[str]) -> Iterator[Revision]:
    """Yield the re-issues among some documents, with the facts that changed."""
    known = reports(seen)
    for one in seen.record.versions:
        if documents & {one.before, one.after} and {one.before, one.after} <= known.keys():
            changes = tuple(f"{change.kind}: {change.says}" for change in one.changes)
            yield Revision(known[one.before], known[one.after], changes)


def _groups(seen: Seen) -> dict[str, FigureGroup]:
    return seen.once("groups by id", lambda: {one.id: one for one in seen.record.figures})


def _count(seen: Seen, claim: FigureClaim) -> Count:
    figure = seen.voices.records.get(claim.ref)
    return Count(
        claim_view(seen, claim.ref),
        claim.low,
        claim.high,
        bool(getattr(figure, "approx", False)),
        claim.day,
        source_of(seen, claim.ref),
        claim.succeeded_by is not None,
    )


def _post(seen: Seen, one: Post) -> PostView:
    return PostView(
        one.id,
        one.name,
        plain_name(one.kind),
        one.status,
        seen.voices.actor(one.actor) if one.actor else None,
        one.when.first if one.when else None,
        one.when.last if one.when else None,
        tuple(claim_view(seen, ref) for ref in one.claims if ref in seen.voices.records),
    )


def _claimants(seen: Seen) -> dict[str, str]:
    """Return the names of reports that speak for themselves: a claimant without an outlet is named after its file."""
    return seen.once("claimants", lambda: {one.document.origin: outlet_of(one.document) for one in seen.record.readings})


def _holding(seen: Seen, one: Holding) -> HoldingView:
    actor = seen.voices.actor
    return HoldingView(
        one.id,
        one.word,
        tuple(map(actor, one.holders)),
        tuple(map(actor, one.besieged_by)),
        tuple(map(actor, one.entered_by)),
        one.when.first if one.when else None,
        one.when.last if one.when else None,
        one.as_of,
        one.standing,
        one.why,
        tuple(
            TenureView(
                _claimants(seen).get(tenure.claimant, tenure.claimant),
                actor(tenure.holder) if tenure.holder else None,
                tenure.status,
                tenure.since,
                tuple(claim_view(seen, ref) for ref in tenure.claims if ref in seen.voices.records),
            )
            for tenure in one.tenures
        ),
    )
