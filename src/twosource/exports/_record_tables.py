"""The tables of the whole record: what `tables` writes as CSV and `parquet` as Parquet.

In: a Record. Out: Tables, each named after what a row of it is; columns that hold the id of a row of another table name that
table. The rows of `documents`, `incidents`, `figures`, `control` and so on are as many as the record has; those of `claims` as
many as the readings have.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from operator import attrgetter
from typing import Any

from twosource.exports import _incidents
from twosource.exports._index import Index, Told
from twosource.exports._tables import Column, Columns, Table
from twosource.exports.spreadsheet import COLUMNS as OF_INCIDENTS
from twosource.nouns import Event, Figure, Record, Ref, Span, When


@dataclass(frozen=True, slots=True)
class Pair:
    """A thing and one of its parts, with the record they are in."""

    whole: Any
    part: Any
    index: Any = None


def _of(part: str) -> Callable[[Record], Iterator[Any]]:
    return lambda record: iter(getattr(record, part))


def _parts(whole: str, part: str) -> Callable[[Record], Iterator[Pair]]:
    """Return what yields each part of each thing of a kind."""

    def of(record: Record) -> Iterator[Pair]:
        index = Index(record)
        return (Pair(one, other, index) for one in getattr(record, whole) for other in getattr(one, part))

    return of


def _readings(part: str) -> Callable[[Record], Iterator[Pair]]:
    """Return what yields each part of each reading."""

    def of(record: Record) -> Iterator[Pair]:
        index = Index(record)
        return (Pair(one, other, index) for one in record.readings for other in getattr(one, part))

    return of


def _when(path: str) -> Columns:
    when: Callable[[Any], When | None] = attrgetter(path)
    return {
        "from": Column("the first day it can mean", lambda one: (found := when(one)) and found.first),
        "to": Column("the last day it can mean", lambda one: (found := when(one)) and found.last),
        "time_rule": Column("the rule by which the days were found", lambda one: (found := when(one)) and found.rule),
    }


def _standing() -> Columns:
    return {
        "standing": Column("reported, corroborated, disputed, denied or withdrawn", lambda one: one.standing.word),
        "origins": Column("how many independent origins it has", lambda one: one.standing.origins, "integer"),
        "standing_why": Column("why that standing, in a sentence", lambda one: one.standing.why),
    }


def _field(says: str, path: str, kind: Any = "string", refers: str = "") -> Column:
    return Column(says, attrgetter(path), kind, refers)


def _addresses(one: Any) -> tuple[str, ...]:
    return tuple(ref.address for ref in one.claims)


def _claims(path: str = "claims") -> Column:
    found = attrgetter(path)
    return Column("the claims it rests on", lambda one: tuple(ref.address for ref in found(one)), "list", "claims")


def _span(says: str, span: Callable[[Any], Span | None]) -> Columns:
    return {
        "start": Column(
            f"where {says} begin in the document, in code points", lambda one: (s := span(one)) and s.start, "integer"
        ),
        "end": Column("where they end", lambda one: (s := span(one)) and s.end, "integer"),
    }


DOCUMENTS: Columns = {
    "id": _field("the report's id", "document.id"),
    "origin": _field("the file or line it came from", "document.origin"),
    "outlet": _field("who published it", "document.outlet"),
    "title": _field("its headline", "document.title"),
    "url": _field("its address", "document.url"),
    "published": Column(
        "the day it was read against", lambda one: (d := one.day.day if one.day else one.document.published) and d.isoformat()
    ),
    "dated_by": Column(
        "the rule that gave the day", lambda one: (c := one.day or next(iter(one.document.dates), None)) and c.rule
    ),
    "language": _field("ISO 639-1", "document.language"),
    "characters": Column("how long its text is, in code points", lambda one: len(one.document.text), "integer"),
    "sha256": _field("the SHA-256 of the bytes that came in", "document.raw"),
    "reader": _field("which version of which reader read it", "reader"),
    "notes": Column("what was odd about it", lambda one: one.document.notes, "list"),
}


def _type(told: Told) -> str:
    claim = told.claim
    return claim.type if isinstance(claim, Event) else claim.kind if isinstance(claim, Figure) else claim.status


CLAIMS: Columns = {
    "id": Column("document:claim, which `twosource explain` takes", lambda told: told.ref.address),
    "document": _field("the report it stands in", "ref.document", "string", "documents"),
    "kind": _field("event, figure or control", "kind"),
    "type": Column("the event type, what is counted, or the status of the place", _type),
    "realis": Column("of an event: actual, denied, future, uncertain or ended", lambda told: getattr(told.claim, "realis", None)),
    "background": Column("of an event: history in its report", lambda told: getattr(told.claim, "background", None), "boolean"),
    "words": _field("the words it stands on", "words"),
    **_span("the words", lambda told: told.span),
    "said_by": Column("who says it, with the chain of speakers; empty: the report itself", lambda told: told.said_by),
    "attribution": Column(
        "the attribution that carries it",
        lambda told: told.attribution and f"{told.ref.document}:{told.attribution.id}",
        "string",
        "attributions",
    ),
    "stance": _field("asserts, confirms, denies, doubts, expects, demands or blames", "stance"),
    "place": Column("the place", lambda told: told.place and told.place.id, "string", "places"),
    **_when("claim.when"),
    "low": Column("of a figure: the lower bound", lambda told: getattr(told.claim, "low", None), "integer"),
    "high": Column("of a figure: the upper bound", lambda told: getattr(told.claim, "high", None), "integer"),
    "approximate": Column("of a figure: said to be rough", lambda told: getattr(told.claim, "approx", None), "boolean"),
    "who": Column("of a figure: of whom or what", lambda told: getattr(told.claim, "who", None)),
    "finding": _field("the incident, figure or control that it is part of", "finding"),
}

ATTRIBUTIONS: Columns = {
    "id": Column("document:attribution", lambda one: f"{one.whole.document.id}:{one.part.id}"),
    "document": _field("the report", "whole.document.id", "string", "documents"),
    "speaker": Column("the words for the speaker", lambda one: _quoted(one, one.part.source)),
    "actor": Column(
        "the speaker, where it is a known actor",
        lambda one: (known := one.index.actor_of.get(Ref(one.whole.document.id, one.part.actor or ""))) and known.id,
        "string",
        "actors",
    ),
    "kind": _field("what sort of source it is", "part.kind"),
    "leaning": _field("which side it is said to lean to", "part.leaning"),
    "quote": _field("direct, indirect or mixed", "part.quote"),
    "stance": _field("asserts, confirms, denies, doubts, expects, demands or blames", "part.stance"),
    "cue": Column("the words by which it is attributed", lambda one: _quoted(one, one.part.cue)),
    "content": Column("what is said", lambda one: _quoted(one, one.part.content)),
    **_span("the words of what is said", lambda one: one.part.content),
    "via": Column("the attribution around it", lambda one: one.part.via and f"{one.whole.document.id}:{one.part.via}"),
}

FIGURES: Columns = {
    "id": _field("the id of the group of figures that count one thing", "id"),
    "kind": _field("killed, injured, displaced, ...", "kind"),
    "what": _field("what is counted", "what"),
    "place": _field("where", "place", "string", "places"),
    **_when("when"),
    "low": _field("the lowest that is still given", "low", "integer"),
    "high": _field("the highest that is still given", "high", "integer"),
    "relation": _field("single, agree, compatible or differ", "relation"),
    "difference": _field("the kind of difference", "difference"),
    "why": _field("why it is called so", "why"),
    "background": _field("history in every report that tells it", "background", "boolean"),
}

FIGURE_CLAIMS: Columns = {
    "figure": _field("the group", "whole.id", "string", "figures"),
    "claim": Column("the claim", lambda one: one.part.ref.address, "string", "claims"),
    "low": _field("the lower bound that it gives", "part.low", "integer"),
    "high": _field("the upper bound that it gives", "part.high", "integer"),
    "said_by": _field("who says so; empty: the report itself", "part.said_by"),
    "published": _field("the day of its report", "part.day"),
    "succeeded_by": Column(
        "the claim in which the same voice gives a newer figure", lambda one: (s := one.part.succeeded_by) and s.address
    ),
    "words": Column("its words", lambda one: one.index.words(one.part.ref)),
}

TABLES: tuple[Table, ...] = (
    Table("documents", "One row a report.", DOCUMENTS, _of("readings")),
    Table("claims", "One row a claim: each time that a report says that something happened, was counted or is held.", CLAIMS,
          lambda record: Index(record).told()),
    Table("attributions", "One row each time that a report says who says something.", ATTRIBUTIONS, _readings("attributions")),
    Table("incidents", "One row an incident: the claims judged to tell of one happening.", {
        **OF_INCIDENTS,
        "place_id": Column("the place", lambda row: row.place and row.place.id, "string", "places"),
    }, _incidents.rows),
    Table("incident_claims", "Which claim tells which incident.", {
        "incident": _field("the incident", "whole.id", "string", "incidents"),
        "claim": Column("the claim", lambda one: one.part.address, "string", "claims"),
        "words": Column("its words", lambda one: one.index.words(one.part)),
        "said_by": Column("who says so; empty: the report itself", lambda one: one.index.said_by(one.part)),
    }, _parts("incidents", "mentions"), key=("claim",)),
    Table("differences", "One row for each value of a field in which accounts of an incident differ.", {
        "incident": _field("the incident", "whole.whole.id", "string", "incidents"),
        "field": _field("the field", "whole.part.field"),
        "kind": _field("conflict, later, scope, period, rounding, wording or stance", "whole.part.kind"),
        "value": _field("one source's own value", "part.value"),
        "claim": Column("where it stands", lambda one: one.part.ref.address, "string", "claims"),
        "said_by": _field("who says so; empty: the report itself", "part.said_by"),
        "why": _field("why it is called so", "whole.part.why"),
    }, lambda record: (Pair(Pair(one, difference), value) for one in record.incidents for difference in one.differences
                       for value in difference.values), key=("incident", "field", "kind", "claim", "value")),
    Table("figures", "One row for each thing counted.", FIGURES, _of("figures")),
    Table("figure_claims", "One row for each count that a source gives, none lost.", FIGURE_CLAIMS, _parts("figures", "claims"),
          key=("claim",)),
    Table("control", "One row for each stretch of time in which somebody is said to hold a place, take, lose or contest it.", {
        "id": _field("its id", "id"),
        "place": _field("the place", "place", "string", "places"),
        "holder": _field("who", "holder", "string", "actors"),
        "status": _field("holds, gained, lost, contested, surrounded or entered", "status"),
        **_when("when"),
        **_standing(),
        "contested_by": Column("who says otherwise", lambda one: one.contested_by, "list"),
        "claims": _claims(),
    }, _of("control")),
    Table("holdings", "One row for each stretch of time of who holds a place, every claimant weighed.", {
        "id": _field("its id", "id"),
        "place": _field("the place", "place", "string", "places"),
        "word": _field("held, contested or unknown", "word"),
        "holders": _field("who holds it", "holders", "list", "actors"),
        "besieged_by": _field("who stands around it", "besieged_by", "list", "actors"),
        "entered_by": _field("who stands in it", "entered_by", "list", "actors"),
        **_when("when"),
        "as_of": _field("the last day of which anybody speaks", "as_of"),
        **_standing(),
        "why": _field("why", "why"),
        "claims": _claims(),
    }, _of("holdings")),
    Table("routes", "One row for each stretch of time of the state of a road.", {
        "id": _field("its id", "id"),
        "name": _field("the road as reports call it", "name"),
        "road": _field("the road of the network that it is taken for", "road"),
        "status": _field("its state", "status"),
        **_when("when"),
        "why": _field("what its loss parts", "why"),
        "claims": _claims(),
    }, _of("routes")),
    Table("movements", "One row for each movement of forces.", {
        "id": _field("its id", "id"),
        "who": _field("who", "who", "list", "actors"),
        "origin": _field("from where", "origin", "string", "places"),
        "destination": _field("to where", "destination", "string", "places"),
        "seen": _field("where last seen", "seen", "string", "places"),
        "stopped_by": _field("who stopped them", "stopped_by", "list", "actors"),
        **_when("when"),
        **_standing(),
        "doubt": _field("why it is hard to believe", "doubt"),
        "claims": _claims(),
    }, _of("movements")),
    Table("agreements", "One row for each agreement.", {
        "id": _field("its id", "id"),
        "name": _field("the agreement", "name"),
        "parties": _field("between whom", "parties", "list", "actors"),
        "brokers": _field("brokered by whom", "brokers", "list", "actors"),
        "area": _field("for which place", "area", "string", "places"),
        **_when("when"),
        "claims": _claims(),
    }, _of("agreements")),
    Table("terms", "One row for each term of an agreement.", {
        "agreement": _field("the agreement", "whole.id", "string", "agreements"),
        "text": _field("the term", "part.text"),
        "state": _field("its state", "part.state"),
        "claims": _claims("part.claims"),
    }, _parts("agreements", "terms"), key=("agreement", "text", "state")),
    Table("relations", "One row for each tie between two actors that somebody speaks of.", {
        "id": _field("its id", "id"),
        "kind": _field("backs, belongs to, fights, ...", "kind"),
        "from_actor": _field("who: an actor's id, or the words of the report", "from_actor"),
        "to_actor": _field("whom: an actor's id, or the words of the report", "to_actor"),
        **_when("when"),
        "spans": Column("where it is said: document:letter and characters", _addresses, "list"),
    }, _of("relations")),
    Table("actors", "One row for each actor.", {
        "id": _field("the actor's id", "id"),
        "name": _field("the name that most reports use", "name"),
        "kind": _field("government, military, armed_group, civilian, person, ...", "kind"),
        "names": _field("every name and word for it", "names", "list"),
    }, _of("actors")),
    Table("actor_mentions", "One row each time that a report names an actor.", {
        "actor": _field("the actor", "whole.id", "string", "actors"),
        "document": _field("the report", "part.document", "string", "documents"),
        **_span("the words", lambda one: one.index),
        "words": _field("the words", "part.claim"),
    }, lambda record: _named(record, "actors"), key=("document", "start", "end", "actor")),
    Table("places", "One row for each place.", {
        "id": _field("the place's id", "id"),
        "name": _field("the name that most reports use", "name"),
        "names": _field("every name for it", "names", "list"),
        "within": _field("the next larger place", "within"),
        "country": _field("ISO 3166-1, two letters", "country"),
        "lat": _field("degrees north, WGS 84", "lat", "number"),
        "lon": _field("degrees east, WGS 84", "lon", "number"),
        "precision": _field("exact, town, district, province, country or vague", "precision"),
        "notes": _field("what is doubtful about it", "notes", "list"),
    }, _of("places")),
    Table("place_mentions", "One row each time that a report names a place.", {
        "place": _field("the place", "whole.id", "string", "places"),
        "document": _field("the report", "part.document", "string", "documents"),
        **_span("the words", lambda one: one.index),
        "words": _field("the words", "part.claim"),
    }, lambda record: _named(record, "places"), key=("document", "start", "end", "place")),
    Table("judgements", "One row for each decision that two things are the same or not.", {
        "id": _field("its id", "id"),
        "left": Column("the one", lambda one: one.left.address),
        "right": Column("the other", lambda one: one.right.address),
        "verdict": _field("same, different or undecided", "verdict"),
        "weight": _field("in bits", "weight", "number"),
        "judge": _field("who judged", "judge"),
        "why": _field("why", "why"),
        "made": _field("when a person made it", "made"),
        "evidence": Column(
            "the comparisons behind it",
            lambda one: tuple(f"{line.sentence} ({line.weight:+.1f})" for line in one.evidence), "list"),
    }, _of("judgements")),
    Table("corrections", "One row for each time that a person reviewed a claim.", {
        "id": _field("its id", "id"),
        "claim": Column("the claim", lambda one: one.ref.address, "string", "claims"),
        "verdict": _field("accept, correct or reject", "verdict"),
        "field": _field("the field corrected", "field"),
        "was": _field("the machine's value", "was"),
        "value": _field("the person's value", "value"),
        "judge": _field("who", "judge"),
        "why": _field("why", "why"),
        "made": _field("when", "made"),
    }, _of("corrections")),
    Table("versions", "One row for each pair of texts of one article.", {
        "before": _field("the earlier text", "before", "string", "documents"),
        "after": _field("the later text", "after", "string", "documents"),
        "changes": Column("what changed", lambda one: tuple(f"{c.kind}: {c.says}" for c in one.changes), "list"),
    }, _of("versions"), key=("before", "after")),
)  # fmt: skip
"""Every table of the record."""


def _quoted(one: Pair, span: Span | None) -> str | None:
    return None if span is None else " ".join(one.whole.document.quote(span).split())


def _named(record: Record, part: str) -> Iterator[Pair]:
    """Yield each mention of each actor or place: the known one, its report with the words, and the span."""
    readings = {one.document.id: one for one in record.readings}
    each = {(name, one.id): one for name, reading in readings.items() for one in getattr(reading, part)}
    for known in getattr(record, part):
        for ref in known.mentions:
            for span in each[ref.document, ref.claim].mentions:
                words = " ".join(readings[ref.document].document.quote(span).split())
                yield Pair(known, Ref(ref.document, words), span)
