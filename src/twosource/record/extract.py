"""One incident with all that belongs to it, taken out of a record.

In: a Record and the id of an incident. Out: a Record of the reports that tell it, with what they say of it: its claims and
figures, who and where, the judgements and corrections behind them. Reports keep their whole text, for the words stand in it.
"""

from __future__ import annotations

from dataclasses import replace
from difflib import get_close_matches

from twosource.errors import UnknownId
from twosource.nouns import Event, Reading, Record, Ref, Span


def extracted(record: Record, name: str) -> Record:
    """Return the record of one incident. Raises UnknownId."""
    incident = next((one for one in record.incidents if one.id == name), None)
    if incident is None:
        near = get_close_matches(name, [one.id for one in record.incidents], n=3, cutoff=0.6)
        hint = f"did you mean {', '.join(near)}?" if near else "`twosource export csv` lists them"
        raise UnknownId(f"{name}: no incident has this id; {hint}")
    own = set(incident.mentions)
    counted = {
        Ref(one.document.id, figure.id)
        for one in record.readings
        for figure in one.figures
        if figure.event and Ref(one.document.id, figure.event) in own
    }
    figures = [one for one in record.figures if any(claim.ref in counted for claim in one.claims)]
    claims = own | {claim.ref for one in figures for claim in one.claims}
    told = {ref.document for ref in claims}
    readings = tuple(_of(one, {ref.claim for ref in claims if ref.document == one.document.id}) for one in record.readings)
    readings = tuple(one for one in readings if one.document.id in told)
    named = {Ref(one.document.id, part.id) for one in readings for part in one.actors}
    named |= {Ref(one.document.id, part.id) for one in readings for part in one.places}
    return Record(
        readings=readings,
        incidents=(incident,),
        figures=tuple(figures),
        actors=tuple(
            replace(one, mentions=found) for one in record.actors if (found := tuple(ref for ref in one.mentions if ref in named))
        ),
        places=tuple(
            replace(one, mentions=found) for one in record.places if (found := tuple(ref for ref in one.mentions if ref in named))
        ),
        judgements=tuple(one for one in record.judgements if one.id in incident.judgements),
        copies=tuple(group for group in record.copies if told.issuperset(group)),
        versions=tuple(one for one in record.versions if {one.before, one.after} <= told),
        corrections=tuple(one for one in record.corrections if one.ref in claims),
    )


def _of(reading: Reading, own: set[str]) -> Reading:
    """Return a reading with some of its claims, and with who and what they name."""
    events = tuple(one for one in reading.events if one.id in own)
    figures = tuple(one for one in reading.figures if one.id in own)
    said = {one.said_by for one in events} | {one.said_by for one in figures}
    said |= {one.via for one in reading.attributions if one.id in said}
    sayings = tuple(one for one in reading.attributions if one.id in said)
    spans = [span for event in events for span in _roles(event)]
    places = {one.at for one in events} | {one.at for one in figures}
    speakers = {one.actor for one in sayings}
    return replace(
        reading,
        events=events,
        figures=figures,
        control=(),
        attributions=sayings,
        times=tuple(one for one in reading.times if any(one.span.overlaps(span) for span in spans)),
        weapons=tuple(one for one in reading.weapons if any(one.overlaps(span) for span in spans)),
        actors=tuple(one for one in reading.actors if one.id in speakers or _touch(one.mentions, spans)),
        places=tuple(one for one in reading.places if one.id in places or _touch(one.mentions, spans)),
    )


def _roles(event: Event) -> tuple[Span, ...]:
    return (
        *event.agent, *event.target, *event.place, *event.time, *event.instrument, *event.origin, *event.destination,
    )  # fmt: skip


def _touch(mentions: tuple[Span, ...], spans: list[Span]) -> bool:
    return any(one.overlaps(span) for one in mentions for span in spans)
