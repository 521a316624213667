"""The record as a JSON object: the shape of "a report over several" in INTERFACE.

In: a Record. Out: plain dictionaries. Each object may carry more than the shape asks for (`why`, `origins`), never less.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from twosource.nouns import (
    Agreement,
    Control,
    Difference,
    Event,
    FigureGroup,
    Holding,
    Incident,
    KnownPlace,
    Links,
    Movement,
    Post,
    Record,
    Ref,
    Relation,
    Route,
    Span,
    When,
)
from twosource.record.facts import Facts, facts_of, span_of
from twosource.record.relations import said_in
from twosource.record.situation import Situation

Json = dict[str, Any]

INHERITED = "weaker: nobody says who holds the place itself, and who holds an area need not hold each village of it"
"""What is said beside a holder that a place has from the area around it."""


def record_to_json(record: Record) -> Json:
    """Return a record in the shape of `twosource report --json`."""
    places = {one.id: one for one in record.places}
    actors = {one.id: one.name for one in record.actors}
    facts = facts_of(record.readings, Links(copies=record.copies))
    return {
        "documents": [_document(one) for one in record.readings],
        "incidents": [_incident(one, places) for one in record.incidents],
        "figures": [_figures(one, places) for one in record.figures],
        "control": [_control(one, places, actors, facts) for one in record.control],
        "holdings": [_holding(one, places, actors, facts) for one in record.holdings],
        "inherited": [
            {
                "place": _place(place),
                "area": _place(places.get(holding.place)),
                "holding": holding.id,
                "holders": [actors[holder] for holder in holding.holders],
                "why": INHERITED,
            }
            for place, holding in Situation(record).inheriting()
        ],
        "routes": [_route(one, places, facts) for one in record.routes],
        "posts": [_post(one, places, actors, facts) for one in record.posts],
        "movements": [_movement(one, places, actors) for one in record.movements],
        "agreements": [_agreement(one, actors) for one in record.agreements],
        "relations": [_relation(one, actors, facts) for one in record.relations],
        "actors": [
            {
                "id": one.id,
                "name": one.name,
                "kind": one.kind,
                "names": list(one.names),
                "side": one.side,
                "mentions": _refs(one.mentions, "actor"),
            }
            for one in record.actors
        ],
        "places": [
            {
                "id": one.id,
                "name": one.name,
                "country": one.country,
                "lat": one.lat,
                "lon": one.lon,
                "precision": one.precision,
                "within": one.within,
                "names": list(one.names),
                "notes": list(one.notes),
                "mentions": _refs(one.mentions, "place"),
            }
            for one in record.places
        ],
        "judgements": [
            {
                "id": one.id,
                "left": _address(one.left),
                "right": _address(one.right),
                "verdict": one.verdict,
                "weight": one.weight,
                "judge": one.judge,
                "why": one.why,
                "made": one.made,
            }
            for one in record.judgements
        ],
        "corrections": [
            {
                "document": one.ref.document,
                "claim": one.ref.claim,
                "verdict": one.verdict,
                "field": one.field,
                "value": one.value,
                "was": one.was,
                "judge": one.judge,
                "why": one.why,
                "made": one.made,
            }
            for one in record.corrections
        ],
        "copies": [list(group) for group in record.copies],
        "versions": [
            {
                "before": one.before,
                "after": one.after,
                "changes": [
                    {"kind": change.kind, "says": change.says, "before": _address(change.before), "after": _address(change.after)}
                    for change in one.changes
                ],
            }
            for one in record.versions
        ],
        "notes": list(record.notes),
    }


def _document(reading: Any) -> Json:
    document = reading.document
    day = reading.day.day if reading.day else document.published
    candidate = reading.day or (document.dates[0] if document.published and document.dates else None)
    return {
        "id": document.id,
        "origin": document.origin,
        "outlet": document.outlet,
        "published": day.isoformat() if day else None,
        "dated_by": {"rule": candidate.rule, "evidence": candidate.evidence} if candidate else None,
    }


def _incident(one: Incident, places: dict[str, KnownPlace]) -> Json:
    return {
        "id": one.id,
        "type": one.type,
        "title": one.title,
        "place": _place(places.get(one.place or "")),
        **_when(one.when),
        "realis": one.realis,
        "background": one.background,
        "standing": one.standing.word,
        "origins": one.standing.origins,
        "why": one.standing.why,
        "mentions": _refs(one.mentions, "event"),
        "differences": [_difference(difference) for difference in one.differences],
        "judgements": list(one.judgements),
        "part_of": one.part_of,
        "omissions": [
            {
                "field": omission.field,
                "value": omission.value,
                "told_by": omission.told_by,
                "left_out_by": list(omission.left_out_by),
                "claims": _refs(omission.refs, "claim"),
            }
            for omission in one.omissions
        ],
    }


def _difference(one: Difference) -> Json:
    values = [{"value": v.value, "document": v.ref.document, "said_by": v.said_by, "claim": v.ref.claim} for v in one.values]
    return {"field": one.field, "kind": one.kind, "why": one.why, "values": values}


def _figures(one: FigureGroup, places: dict[str, KnownPlace]) -> Json:
    return {
        "id": one.id,
        "kind": one.kind,
        "what": one.what,
        "place": _place(places.get(one.place or "")),
        **_when(one.when),
        "low": one.low,
        "high": one.high,
        "relation": one.relation,
        "difference": one.difference,
        "why": one.why,
        "background": one.background,
        "claims": [
            {
                "document": c.ref.document,
                "figure": c.ref.claim,
                "low": c.low,
                "high": c.high,
                "said_by": c.said_by,
                "published": c.day,
                "succeeded_by": _address(c.succeeded_by, "figure"),
            }
            for c in one.claims
        ],
    }


def _control(one: Control, places: dict[str, KnownPlace], actors: dict[str, str], facts: Facts) -> Json:
    return {
        "id": one.id,
        "place": _place(places.get(one.place)),
        "holder": actors.get(one.holder or ""),
        "status": one.status,
        **_when(one.when),
        "standing": one.standing.word,
        "origins": one.standing.origins,
        "contested_by": list(one.contested_by),
        "claims": _of_state(one.claims, facts),
    }


def _holding(one: Holding, places: dict[str, KnownPlace], actors: dict[str, str], facts: Facts) -> Json:
    return {
        "id": one.id,
        "place": _place(places.get(one.place)),
        "word": one.word,
        "alone": one.alone,
        "holders": [actors[holder] for holder in one.holders],
        "besieged_by": [actors[other] for other in one.besieged_by],
        "entered_by": [actors[other] for other in one.entered_by],
        **_when(one.when),
        "as_of": one.as_of,
        "standing": one.standing.word,
        "why": one.why,
        "claimants": [
            {
                "claimant": word.claimant, "holder": actors.get(word.holder or ""), "status": word.status, "since": word.since,
                "claims": _of_state(word.claims, facts),
            }
            for word in one.tenures
        ],
        "claims": _of_state(one.claims, facts),
    }  # fmt: skip


def _route(one: Route, places: dict[str, KnownPlace], facts: Facts) -> Json:
    return {
        "id": one.id,
        "name": one.name,
        "status": one.status,
        **_when(one.when),
        "road": one.road,
        "at": _place(places.get(one.at or "")),
        "parted": [list(part) for part in one.parted],
        "why": one.why,
        "claims": _of_state(one.claims, facts),
    }


def _post(one: Post, places: dict[str, KnownPlace], actors: dict[str, str], facts: Facts) -> Json:
    return {
        "id": one.id,
        "name": one.name,
        "kind": one.kind,
        "status": one.status,
        "place": _place(places.get(one.place or "")),
        "at": _place(places.get(one.at or "")),
        "actor": actors.get(one.actor or ""),
        **_when(one.when),
        "claims": [_spoken(ref, facts) for ref in one.claims],
    }


def _spoken(ref: Ref, facts: Facts) -> Json:
    """Return a claim with its words, be it a record of a reading or a phrase that is addressed by its span, and who says it."""
    edges = ref.claim[1:].split("-") if ref.claim.startswith("R") else []
    span = Span(int(edges[0]), int(edges[1])) if edges else span_of(facts.claims[ref])
    said = said_in(ref.document, span, facts) if edges else facts.said_by(ref) or said_in(ref.document, span, facts)
    return {"document": ref.document, "span": [span.start, span.end], "said_by": said}


def _movement(one: Movement, places: dict[str, KnownPlace], actors: dict[str, str]) -> Json:
    return {
        "id": one.id,
        "who": [actors[name] for name in one.who],
        "origin": _place(places.get(one.origin or "")),
        "destination": _place(places.get(one.destination or "")),
        "seen": _place(places.get(one.seen or "")),
        "stopped_by": [actors[name] for name in one.stopped_by],
        **_when(one.when),
        "standing": one.standing.word,
        "doubt": one.doubt,
        "claims": _refs(one.claims, "event"),
        "stops": _refs(one.stops, "event"),
    }


def _of_state(refs: Iterable[Ref], facts: Facts) -> list[Json]:
    """Return the claims of a state: a control statement, or an event that changed control."""
    kinds = ("event" if isinstance(facts.claims[ref], Event) else "control" for ref in refs)
    return [{"document": ref.document, kind: ref.claim} for ref, kind in zip(refs, kinds, strict=True)]


def _agreement(one: Agreement, actors: dict[str, str]) -> Json:
    return {
        "id": one.id,
        "name": one.name,
        "parties": [actors[party] for party in one.parties],
        **_when(one.when),
        "brokers": [actors[broker] for broker in one.brokers],
        "area": one.area,
        "terms": [{"text": term.text, "state": term.state, "claims": _refs(term.claims, "event")} for term in one.terms],
        "claims": _refs(one.claims, "event"),
    }


def _relation(one: Relation, actors: dict[str, str], facts: Facts) -> Json:
    claims = [_spoken(ref, facts) for ref in one.claims]
    left, right = (actors.get(name, name) for name in (one.from_actor, one.to_actor))
    return {"id": one.id, "kind": one.kind, "from_actor": left, "to_actor": right, **_when(one.when), "claims": claims}


def _place(place: KnownPlace | None) -> Json | None:
    if place is None:
        return None
    return {"id": place.id, "name": place.name, "lat": place.lat, "lon": place.lon, "precision": place.precision}


def _when(when: When | None) -> Json:
    return {"from": when.first if when else None, "to": when.last if when else None}


def _address(ref: Ref | None, kind: str = "claim") -> Json | None:
    return None if ref is None else {"document": ref.document, kind: ref.claim}


def _refs(refs: Iterable[Ref], kind: str) -> list[Json | None]:
    return [_address(ref, kind) for ref in refs]
