"""The record as a graph (RDF, Turtle): SEM events with the view of each source, PROV derivation down to the characters.

In: a Situation. Out: Turtle. An incident is a `sem:Event` with actors, place and a time of four sides. Each claim that tells it
is a `sem:View` according to its speaker, a `prov:specializationOf` the event, with that source's own time, place, type and
counts, and is derived from a span of a report by Open Annotation selectors (code points). Versions and corrections are
`prov:wasRevisionOf`. Where positions are from and what is withheld is `dcterms:rights` of the data set.
"""

from __future__ import annotations

from typing import Any, BinaryIO
from urllib.parse import quote

from twosource import __version__
from twosource.errors import UsageError
from twosource.exports._incidents import Row, point_of, rows, seen, terms
from twosource.exports._index import Index, Told
from twosource.nouns import Event, Figure, KnownPlace, Record, When, fingerprint
from twosource.record import Situation

NAME = "rdf"
SUFFIX = ".ttl"
MEDIA_TYPE = "text/turtle"

TERMS = "urn:twosource:terms:"
"""What no vocabulary in use has a word for: standing, stance, realis, the bounds of a count."""

FIELDS = {
    "graph": {
        "sem:Event": "an incident: rdfs:label, sem:eventType, sem:hasActor, sem:hasPlace, sem:hasTime",
        "sem:Time": "sem:hasEarliestBeginTimeStamp and the other three sides, of an event and of each view",
        "sem:View": "a claim: sem:accordingTo its speaker, prov:specializationOf its event, ts:stance, ts:low, ts:high",
        "sem:Authority": "a speaker, or the outlet where the report itself speaks",
        "oa:SpecificResource": "the words: oa:hasSource the report, oa:hasSelector by position and by quotation",
        "prov:Entity": "a report, with dcterms:title, dcterms:publisher, dcterms:issued; prov:wasRevisionOf its earlier version",
        "prov:Activity": "the reading of the reports by a version of the program",
    }
}


class _Graph:
    """The graph that is filled, with the words of its vocabularies."""

    def __init__(self, index: Index) -> None:
        try:
            import rdflib  # noqa: PLC0415 - an extra
        except ImportError:
            raise UsageError(f"export {NAME}: rdflib is not installed; pip install 'twosource[rdf]'") from None
        self.index = index
        self.graph = rdflib.Graph()
        self.iri, self.literal = rdflib.URIRef, rdflib.Literal
        self.rdf, self.rdfs, self.xsd = rdflib.RDF, rdflib.RDFS, rdflib.XSD
        self.prov, self.dcterms = rdflib.PROV, rdflib.DCTERMS
        self.sem = rdflib.Namespace("http://semanticweb.cs.vu.nl/2009/11/sem/")
        self.oa = rdflib.Namespace("http://www.w3.org/ns/oa#")
        self.geo = rdflib.Namespace("http://www.w3.org/2003/01/geo/wgs84_pos#")
        self.ts = rdflib.Namespace(TERMS)
        for prefix, space in (("sem", self.sem), ("oa", self.oa), ("wgs84", self.geo), ("ts", self.ts)):
            self.graph.bind(prefix, space)

    def named(self, kind: str, name: str) -> Any:
        """Return the name of a thing in the graph."""
        return self.iri(f"urn:twosource:{kind}:{quote(name, safe=':')}")

    def add(self, subject: Any, kind: Any, **said: Any) -> Any:
        """Add a thing of a kind, with a label where one is given."""
        self.graph.add((subject, self.rdf.type, kind))
        for name, value in said.items():
            self.say(subject, getattr(self.rdfs, name), value)
        return subject

    def say(self, subject: Any, verb: Any, value: Any) -> None:
        """Say something of a thing, unless it is not known."""
        if value is None or value == "":
            return
        known = value if isinstance(value, self.iri) else self.literal(_clean(value))
        self.graph.add((subject, verb, known))

    def day(self, subject: Any, verb: Any, value: Any) -> None:
        """Say a day of a thing, unless it is not known."""
        if value is not None:
            self.graph.add((subject, verb, self.literal(value.isoformat(), datatype=self.xsd.date)))


def write(situation: Situation, out: BinaryIO) -> None:
    """Write the graph. Raises UsageError where rdflib is missing."""
    record = seen(situation)
    one = _Graph(Index(record))
    data = one.add(one.named("record", "this"), one.prov.Entity)
    for notice in terms(situation):
        one.say(data, one.dcterms.rights, notice)
    _reports(one, record)
    _known(one, record)
    for row in rows(record, one.index):
        _event(one, row)
    for told in one.index.told():
        _view(one, told)
    _persons(one, record)
    out.write(one.graph.serialize(format="turtle").encode("utf-8", errors="replace"))


def _reports(one: _Graph, record: Record) -> None:
    program = one.add(one.named("program", __version__), one.prov.SoftwareAgent, label=f"twosource {__version__}")
    for reading in record.readings:
        document = reading.document
        node = one.add(one.named("document", document.id), one.prov.Entity, label=document.title or document.origin)
        one.say(node, one.dcterms.publisher, document.outlet)
        one.say(node, one.dcterms.language, document.language)
        one.say(node, one.dcterms.source, document.url)
        one.say(node, one.dcterms.identifier, document.origin)
        one.day(node, one.dcterms.issued, document.published)
        work = one.add(one.named("reading", document.id), one.prov.Activity, label=reading.reader)
        one.say(work, one.prov.used, node)
        one.say(work, one.prov.wasAssociatedWith, program)
    for version in record.versions:
        one.say(one.named("document", version.after), one.prov.wasRevisionOf, one.named("document", version.before))


def _known(one: _Graph, record: Record) -> None:
    for actor in record.actors:
        node = one.add(one.named("actor", actor.id), one.sem.Actor, label=actor.name)
        one.say(node, one.sem.actorType, one.named("actor-kind", actor.kind))
    for place in record.places:
        _place(one, place)


def _place(one: _Graph, place: KnownPlace) -> None:
    node = one.add(one.named("place", place.id), one.sem.Place, label=place.name)
    one.say(node, one.ts.precision, place.precision)
    one.say(node, one.ts.country, place.country)
    if point := point_of(place):
        one.say(node, one.geo.lat, point[0])
        one.say(node, one.geo.long, point[1])


def _event(one: _Graph, row: Row) -> None:
    incident = row.incident
    node = one.add(one.named("incident", incident.id), one.sem.Event, label=incident.title)
    one.say(node, one.sem.eventType, one.named("event-type", incident.type))
    for actor in (actor for side in row.sides for actor in side):
        one.say(node, one.sem.hasActor, one.named("actor", actor.id))
    if row.place:
        one.say(node, one.sem.hasPlace, one.named("place", row.place.id))
    _time(one, node, incident.id, incident.when)
    one.say(node, one.ts.standing, incident.standing.word)
    one.say(node, one.ts.origins, incident.standing.origins)
    one.say(node, one.rdfs.comment, incident.standing.why)
    if incident.part_of:
        one.say(one.named("incident", incident.part_of), one.sem.hasSubEvent, node)


def _time(one: _Graph, node: Any, name: str, when: When | None) -> None:
    """Say when something was: with two edges, a day is a beginning and an end that are both uncertain between them."""
    if when is None or (when.first is None and when.last is None):
        return
    time = one.add(one.named("time", name), one.sem.Time)
    one.say(node, one.sem.hasTime, time)
    for verb in ("hasEarliestBeginTimeStamp", "hasEarliestEndTimeStamp"):
        one.day(time, one.sem[verb], when.earliest)
    for verb in ("hasLatestBeginTimeStamp", "hasLatestEndTimeStamp"):
        one.day(time, one.sem[verb], when.latest)


def _view(one: _Graph, told: Told) -> None:
    name = told.ref.address
    node = one.add(one.named("claim", name), one.sem.View)
    one.graph.add((node, one.rdf.type, one.prov.Entity))
    speaker = one.add(one.named("speaker", fingerprint(told.speaker)), one.sem.Authority, label=told.speaker)
    one.say(node, one.sem.accordingTo, speaker)
    one.say(node, one.prov.wasGeneratedBy, one.named("reading", told.ref.document))
    claim = told.claim
    one.say(node, one.ts.stance, told.stance)
    if isinstance(claim, Event):
        one.say(node, one.sem.eventType, one.named("event-type", claim.type))
        one.say(node, one.ts.realis, claim.realis)
        if told.finding:
            one.say(node, one.prov.specializationOf, one.named("incident", told.finding))
    elif isinstance(claim, Figure):
        one.say(node, one.ts.counts, claim.kind)
        one.say(node, one.ts.low, claim.low)
        one.say(node, one.ts.high, claim.high)
        one.say(node, one.ts.of, claim.who)
        if told.finding:
            one.say(node, one.ts.figure, one.named("figure", told.finding))
        if claim.event:
            one.say(node, one.ts.event, one.named("claim", f"{told.ref.document}:{claim.event}"))
    else:
        one.say(node, one.ts.status, claim.status)
    if told.place:
        one.say(node, one.sem.hasPlace, one.named("place", told.place.id))
    _time(one, node, name, claim.when)
    _words(one, node, name, told)


def _words(one: _Graph, node: Any, name: str, told: Told) -> None:
    words = one.add(one.named("words", name), one.oa.SpecificResource)
    one.say(node, one.prov.wasDerivedFrom, words)
    one.say(words, one.oa.hasSource, one.named("document", told.ref.document))
    position = one.add(one.named("position", name), one.oa.TextPositionSelector)
    one.say(position, one.oa.start, told.span.start)
    one.say(position, one.oa.end, told.span.end)
    quotation = one.add(one.named("quotation", name), one.oa.TextQuoteSelector)
    one.say(quotation, one.oa.exact, told.document.quote(told.span))
    for selector in (position, quotation):
        one.say(words, one.oa.hasSelector, selector)


def _persons(one: _Graph, record: Record) -> None:
    """Say what persons decided: corrections as revisions of claims, judgements as ties between them."""
    for made in record.corrections:
        node = one.add(one.named("correction", made.id), one.prov.Entity, label=made.verdict, comment=made.why)
        one.say(node, one.prov.wasRevisionOf, one.named("claim", made.ref.address))
        for verb, value in (("field", made.field), ("was", made.was), ("value", made.value)):
            one.say(node, one.ts[verb], value)
        _by(one, node, made.judge, made.made)
    for judged in (judgement for judgement in record.judgements if judgement.is_persons):
        node = one.add(one.named("judgement", judged.id), one.prov.Entity, label=judged.verdict, comment=judged.why)
        for ref in (judged.left, judged.right):
            one.say(node, one.prov.wasDerivedFrom, one.named("claim", ref.address))
        _by(one, node, judged.judge, judged.made)


def _by(one: _Graph, node: Any, judge: str, made: str | None) -> None:
    person = one.add(one.named("person", fingerprint(judge)), one.prov.Person, label=judge)
    one.say(node, one.prov.wasAttributedTo, person)
    if made:
        one.graph.add((node, one.prov.generatedAtTime, one.literal(made, datatype=one.xsd.dateTime)))


def _clean(value: Any) -> Any:
    """Return a value as Turtle can hold it."""
    return value.encode("utf-8", "replace").decode() if isinstance(value, str) else value
