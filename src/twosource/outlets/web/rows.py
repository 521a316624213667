"""Reports, incidents and figures as rows of lists.

In: Seen. Out: rows, each list made once for a record, because a record may hold ten thousand reports.
"""

from __future__ import annotations

import io
from collections.abc import Iterable
from datetime import date
from pathlib import PurePath

from twosource.nouns import Document, FigureGroup, Incident, KnownPlace, Ref, Span, When
from twosource.outlets.phrases import plain_name
from twosource.outlets.voices import day_of
from twosource.outlets.web.seen import Seen
from twosource.outlets.web.shapes import FigureRow, IncidentRow, ReportRow, SituationView
from twosource.plugins import exports, write_to
from twosource.vocabulary import load

COPIES = 20
"""The most copies that a report's row names; of a wire that a thousand papers print, each row would name a thousand."""


def reports(seen: Seen) -> dict[str, ReportRow]:
    """Return every report by its id, in the order of their days."""
    return seen.once("reports", lambda: {name: _report(seen, name) for name in seen.voices.readings})


def incidents(seen: Seen) -> dict[str, IncidentRow]:
    """Return every incident by its id, in the record's order."""
    return seen.once("incidents", lambda: {one.id: _incident(seen, one) for one in seen.record.incidents})


def figures(seen: Seen) -> dict[str, FigureRow]:
    """Return every group of figures by its id, in the record's order."""
    return seen.once("figures", lambda: {one.id: _figure(seen, one) for one in seen.record.figures})


def situation_view(seen: Seen) -> SituationView:
    """Return every incident with the days that they span."""
    found = tuple(incidents(seen).values())
    days = [day for one in found if not one.background for day in (one.first, one.last) if day and len(day) == 10]
    return SituationView(seen.revision, seen.known_by, min(days, default=None), max(days, default=None), found)


def situation_as_json(seen: Seen) -> bytes:
    """Return the situation as it is sent."""
    return seen.as_json("situation", SituationView, lambda: situation_view(seen))


def map_as_json(seen: Seen, at: date | None = None) -> bytes:
    """Return who holds what at a moment as GeoJSON; the newest, which is asked for first and most, is made once."""

    def make() -> bytes:
        out = io.BytesIO()
        write_to(exports()["state"], seen.situation(at), out)
        return out.getvalue()

    return make() if at else seen.once("map", make)


def reports_as_json(seen: Seen) -> bytes:
    """Return the list of reports as it is sent."""
    return seen.as_json("reports", tuple[ReportRow, ...], lambda: tuple(reports(seen).values()))


def figures_as_json(seen: Seen) -> bytes:
    """Return the list of groups of figures as it is sent."""
    return seen.as_json("figures", tuple[FigureRow, ...], lambda: tuple(figures(seen).values()))


def _report(seen: Seen, name: str) -> ReportRow:
    reading = seen.voices.readings[name]
    document, day = reading.document, day_of(reading)
    used = reading.day or (document.dates[0] if document.published and document.dates else None)
    received = seen.received.get(name)
    copies = _copies(seen).get(name, ())
    return ReportRow(
        id=name,
        number=seen.voices.numbers[name],
        outlet=outlet_of(document),
        origin=document.origin,
        title=document.title,
        day=day.isoformat() if day else None,
        day_why=f"{used.rule}: {used.evidence}" if used else "",
        language=document.language,
        received=received.isoformat(timespec="seconds") if received else None,
        claims=len(reading.events) + len(reading.figures) + len(reading.control),
        copy_of=tuple(one for one in copies[: COPIES + 1] if one != name)[:COPIES],
    )


def _copies(seen: Seen) -> dict[str, tuple[str, ...]]:
    """Return for each report that has copies all reports of its text, it among them."""
    return seen.once("copies", lambda: {name: group for group in seen.record.copies for name in group})


def _incident(seen: Seen, one: Incident) -> IncidentRow:
    voices = seen.voices
    place = voices.places.get(one.place or "")
    groups = [group for group in voices.figures_of(one) if group.kind == "killed"]
    dead = max(groups, key=lambda group: (len(group.claims), group.high or group.low or 0), default=None)
    first, last = _days(one.when)
    known = load().events.get(one.type)
    return IncidentRow(
        id=one.id,
        type=plain_name(one.type),
        family=known.family if known else "",
        title=one.title,
        first=first,
        last=last,
        place=place.name if place else None,
        lat=place.lat if place else None,
        lon=place.lon if place else None,
        precision=place.precision if place else None,
        standing=one.standing.word,
        origins=one.standing.origins,
        realis=one.realis,
        background=one.background,
        differs=any(difference.kind != "wording" for difference in one.differences)
        or any(group.relation == "differ" for group in groups),
        killed_low=dead.low if dead else None,
        killed_high=dead.high if dead else None,
        actors=_actors(seen, one),
        sources=tuple(dict.fromkeys(filter(None, (source_of(seen, ref) for ref in one.mentions)))),
    )


def outlet_of(document: Document) -> str:
    """Return who published a report; where nobody says, the name of its file without the folders of whoever added it."""
    return document.outlet or (document.origin if "://" in document.origin else PurePath(document.origin).name)


def source_of(seen: Seen, ref: Ref) -> str:
    """Return who says a claim, without what the report says of them: a speaker's name, else the outlet's."""
    document = seen.voices.readings[ref.document].document
    return seen.voices.named(ref).partition(", via ")[0] or outlet_of(document)


def _actors(seen: Seen, incident: Incident) -> tuple[str, ...]:
    """Return the actors that act in an incident or are hit by it, under the names that the record has for them."""
    found: dict[str, None] = {}
    for ref in incident.mentions:
        event = seen.voices.records.get(ref)
        spans: Iterable[Span] = (*getattr(event, "agent", ()), *getattr(event, "target", ()))
        for span in spans:
            if name := _named(seen, ref.document).get(span):
                found[name] = None
    return tuple(found)


def _named(seen: Seen, document: str) -> dict[Span, str]:
    def make() -> dict[Span, str]:
        voices, reading = seen.voices, seen.voices.readings[document]
        return {
            mention: voices.actor(voices.known_as.get(Ref(document, actor.id)) or actor.name)
            for actor in reading.actors
            for mention in actor.mentions
        }

    return seen.once(f"actors of {document}", make)


def _figure(seen: Seen, one: FigureGroup) -> FigureRow:
    place: KnownPlace | None = seen.voices.places.get(one.place or "")
    first, last = _days(one.when)
    return FigureRow(
        id=one.id,
        kind=one.kind,
        what=one.what,
        place=place.name if place else None,
        incident=_counted(seen).get(one.id),
        first=first,
        last=last,
        low=one.low,
        high=one.high,
        relation=one.relation,
        difference=one.difference,
        why=one.why,
        background=one.background,
        claims=len(one.claims),
        sources=len({source_of(seen, claim.ref) for claim in one.claims}),
    )


def _counted(seen: Seen) -> dict[str, str]:
    """Return the incident that each group of figures counts the harm of."""

    def make() -> dict[str, str]:
        pairs = [(group.id, one.id) for one in reversed(seen.record.incidents) for group in seen.voices.figures_of(one)]
        return dict(pairs)

    return seen.once("counted", make)


def _days(when: When | None) -> tuple[str | None, str | None]:
    """Return the first and last calendar day that a time can mean."""
    if when is None:
        return None, None
    first, last = when.earliest, when.latest
    return first.isoformat() if first else None, last.isoformat() if last else None
