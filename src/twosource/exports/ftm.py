"""Incidents, reports, actors and claims for investigations (FollowTheMoney JSON lines).

In: a Situation. Out: one entity a line: an Article for each report, an Event for each incident, a Person, Organization or
PublicBody for each actor, an Address for each place, a Mention each time that a report names an actor, an UnknownLink for each
tie, and a Note for each claim with its words, for the scheme has no claims and no casualties. A Note's `proof` is the Article.
The last Note says where positions are from and what is withheld.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from twosource.errors import UsageError
from twosource.exports._incidents import Row, point_of, rows, seen, terms
from twosource.exports._index import Index, Told
from twosource.nouns import ActorKind, Event, Figure, KnownPlace, Record, Ref, fingerprint
from twosource.record import Situation

NAME = "ftm"
SUFFIX = ".ftm.json"
MEDIA_TYPE = "application/json+ftm"

SCHEMATA: dict[ActorKind, str] = {
    "government": "PublicBody", "military": "PublicBody", "igo": "PublicBody", "person": "Person", "armed_group": "Organization",
    "political": "Organization", "ngo": "Organization", "media": "Organization", "coalition": "Organization",
}  # fmt: skip
"""The schema of each kind of actor; civilians and others are a LegalEntity, for they may be one or many."""

FIELDS = {
    "entities": {
        "Article": "title, publishedAt, publisher, sourceUrl, language, contentHash; bodyText stays in the record",
        "Event": "name, startDate, endDate, location, addressEntity, country, involved, summary, keywords, recordId, proof",
        "Person, Organization, PublicBody, LegalEntity": "name, alias, keywords",
        "Address": "full, country, latitude, longitude",
        "Mention": "document, name, resolved, detectedSchema",
        "Note": "entity, description (speaker, stance, words, bounds), keywords, recordId, proof",
        "UnknownLink": "subject, object, role",
    }
}


def write(situation: Situation, out: BinaryIO) -> None:
    """Write one entity a line. Raises UsageError where followthemoney is missing."""
    try:
        from followthemoney import model  # noqa: PLC0415 - an extra
    except ImportError:
        raise UsageError(f"export {NAME}: followthemoney is not installed; pip install 'twosource[ftm]'") from None
    for name, schema, properties in _entities(seen(situation), terms(situation)):
        proxy = model.make_entity(schema)
        proxy.id = name
        for key, value in properties.items():
            proxy.add(key, value, quiet=True)  # what the scheme cannot hold, an invented state's code, is left out
        line = json.dumps(proxy.to_dict(), ensure_ascii=False, sort_keys=True)
        out.write(line.encode("utf-8", errors="replace") + b"\n")


Entity = tuple[str, str, dict[str, Any]]


def _entities(record: Record, notices: tuple[str, ...]) -> Iterator[Entity]:
    index = Index(record)
    yield from _articles(record)
    for place in record.places:
        yield f"place-{place.id}", "Address", _place(place)
    for actor in record.actors:
        named = {"name": actor.name, "alias": [one for one in actor.names if one != actor.name], "keywords": actor.kind}
        yield f"actor-{actor.id}", SCHEMATA.get(actor.kind, "LegalEntity"), named
    for row in rows(record, index):
        yield f"incident-{row.incident.id}", "Event", _event(row)
    yield from _mentions(index)
    for told in index.told():
        yield f"claim-{fingerprint(told.ref.document, told.ref.claim)}", "Note", _note(told)
    actors = {actor.id for actor in record.actors}
    for tie in record.relations:
        if {tie.from_actor, tie.to_actor} <= actors:
            ends = {"subject": f"actor-{tie.from_actor}", "object": f"actor-{tie.to_actor}", "role": tie.kind}
            yield f"tie-{tie.id}", "UnknownLink", ends
    yield "terms", "Note", {"description": list(notices)}


def _articles(record: Record) -> Iterator[Entity]:
    for reading in record.readings:
        document = reading.document
        yield (
            f"document-{document.id}",
            "Article",
            {
                "title": document.title or document.origin,
                "publishedAt": document.published.isoformat() if document.published else None,
                "publisher": document.outlet,
                "sourceUrl": document.url,
                "language": document.language,
                "contentHash": document.raw,
            },
        )


def _place(place: KnownPlace) -> dict[str, Any]:
    point = point_of(place)
    return {
        "full": place.name,
        "country": place.country,
        "latitude": str(point[0]) if point else None,
        "longitude": str(point[1]) if point else None,
        "summary": f"told to the {place.precision}",
    }


def _event(row: Row) -> dict[str, Any]:
    incident = row.incident
    return {
        "name": incident.title,
        "startDate": incident.when.first if incident.when else None,
        "endDate": incident.when.last if incident.when else None,
        "location": row.place.name if row.place else None,
        "addressEntity": f"place-{row.place.id}" if row.place else None,
        "country": row.place.country if row.place else None,
        "involved": [f"actor-{actor.id}" for side in row.sides for actor in side],
        "summary": f"{incident.standing.word}: {incident.standing.why}",
        "description": list(row.figures_in_words),
        "keywords": [incident.type, row.subtype, incident.standing.word, incident.realis],
        "recordId": incident.id,
        "sourceUrl": [one.document.url for one in row.documents if one.document.url],
        "publisher": [one.document.outlet for one in row.documents if one.document.outlet],
        "proof": [f"document-{one.document.id}" for one in row.documents],
    }


def _mentions(index: Index) -> Iterator[Entity]:
    for name, reading in index.readings.items():
        for actor in reading.actors:
            known = index.actor_of.get(Ref(name, actor.id))
            if known is None:
                continue
            words = [" ".join(reading.document.quote(span).split()) for span in actor.mentions]
            yield (
                f"mention-{fingerprint(name, actor.id)}",
                "Mention",
                {
                    "document": f"document-{name}",
                    "name": list(dict.fromkeys([actor.name, *words])),
                    "resolved": f"actor-{known.id}",
                    "detectedSchema": SCHEMATA.get(known.kind, "LegalEntity"),
                },
            )


def _note(told: Told) -> dict[str, Any]:
    claim = told.claim
    if isinstance(claim, Event):
        says, about = f"{claim.type} ({claim.realis})", f"incident-{told.finding}" if told.finding else None
    elif isinstance(claim, Figure):
        says, about = (
            f"{claim.kind}: {'..' if claim.low is None else claim.low} to {'..' if claim.high is None else claim.high}",
            None,
        )
    else:
        says, about = f"control: {claim.status}", f"place-{told.place.id}" if told.place else None
    return {
        "entity": about,
        "description": f"{told.speaker} {told.stance} {says}: “{told.words}” (characters {told.span.start}-{told.span.end})",
        "keywords": [told.kind, told.stance],
        "recordId": told.ref.address,
        "publisher": told.document.outlet,
        "proof": f"document-{told.ref.document}",
    }
