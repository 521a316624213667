"""Points for maps (GeoJSON, RFC 7946): a feature for each incident and for each state of a place.

In: a Situation. Out: one FeatureCollection in UTF-8. Positions are longitude, latitude in WGS 84. What could not be placed, or
only in a country, has `geometry: null`: a pin in the middle of a country says what nobody said. `place_precision` tells how
near the rest is. Properties follow the names that conflict data has in common.
"""

from __future__ import annotations

from typing import Any, BinaryIO

from twosource.exports._features import collection
from twosource.exports._incidents import Row, edtf, point_of, rows, seen, terms
from twosource.geography.countries import country
from twosource.nouns import Control, KnownPlace, Record
from twosource.record import Situation

NAME = "geojson"
SUFFIX = ".geojson"
MEDIA_TYPE = "application/geo+json"


MEANINGS = {
    "event_id": "the incident's id, which `twosource explain` takes",
    "event_type": "our event type",
    "type": "ACLED's event type",
    "subtype": "ACLED's sub-event type",
    "title": "the incident in a few words",
    "date_earliest": "the first day it can have been",
    "date_latest": "the last day",
    "date_edtf": "both, in the Extended Date/Time Format",
    "place": "the place's name",
    "place_precision": "exact, town, district, province, country or vague",
    "admin1": "what the place lies in",
    "country_iso2": "ISO 3166 alpha-2",
    "country_iso3": "ISO 3166 alpha-3",
    "actors": "who acts or is hit",
    "killed_min": "the lowest count that any source gives; none where open",
    "killed_best": "the count, where all sources give the same; nothing is averaged",
    "killed_max": "the highest count that any source gives",
    "injured_min": "the lowest count of injured",
    "injured_max": "the highest",
    "displaced_min": "the lowest count of displaced",
    "displaced_max": "the highest",
    "figures_differ": "whether sources count one thing differently",
    "n_documents": "how many reports tell it",
    "n_independent_sources": "how many independent origins it has",
    "standing": "reported, corroborated, disputed, denied or withdrawn",
    "disputed": "whether it is disputed or denied",
    "realis": "actual, denied, future, uncertain or ended",
    "background": "history in every report that tells it",
    "review_status": "reviewed where a person has judged what belongs to it, else machine",
    "url": "the address of the first report that has one",
    "documents": "the reports, by origin",
    "mentions": "every claim that tells it, with the characters of its words",
    "figures": "the ids of the groups of figures that count it",
}
FIELDS = {
    "incidents": MEANINGS,
    "control": {
        "control_id": "the state's id",
        "place": "the place's name",
        "holder": "who",
        "status": "holds, gained, lost, contested, surrounded or entered",
        "contested_by": "who says otherwise",
        "date_edtf": "when, in the Extended Date/Time Format",
        "standing": "reported, corroborated, disputed, denied or withdrawn",
        "claims": "the claims it rests on",
    },
}
"""What a feature says of an incident and of a state, and what each property means."""


def write(situation: Situation, out: BinaryIO) -> None:
    """Write the map of a situation."""
    record = seen(situation)
    features = [_incident(row) for row in rows(record)]
    features += [_control(state, record) for state in record.control]
    out.write(collection({"attribution": terms(situation)[0], "notices": list(situation.notices)}, features))


def _feature(name: str, place: KnownPlace | None, properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "Feature", "id": name, "geometry": _point(place), "properties": properties}


def _point(place: KnownPlace | None) -> dict[str, Any] | None:
    point = point_of(place)
    return {"type": "Point", "coordinates": [point[1], point[0]]} if point else None


def _incident(row: Row) -> dict[str, Any]:
    return _feature(row.incident.id, row.place, {"feature": "incident", **properties(row)})


def properties(row: Row) -> dict[str, Any]:
    """Return what a map says of an incident, under the names that conflict data has in common."""
    incident = row.incident
    urls = [one.document.url for one in row.documents if one.document.url]
    return {
        "event_id": incident.id,
        "event_type": incident.type,
        "type": row.type,
        "subtype": row.subtype,
        "title": incident.title,
        "date_earliest": incident.when.first if incident.when else None,
        "date_latest": incident.when.last if incident.when else None,
        "date_edtf": edtf(incident.when),
        **_placed(row.place, row.within),
        "actors": list(row.actors),
        **_counted(row, "killed", best=True),
        **_counted(row, "injured"),
        **_counted(row, "displaced"),
        "figures_differ": row.figures_differ,
        "n_documents": len(row.documents),
        "n_independent_sources": incident.standing.origins,
        "standing": incident.standing.word,
        "disputed": row.disputed,
        "realis": incident.realis,
        "background": incident.background,
        "review_status": "reviewed" if row.is_reviewed else "machine",
        "url": urls[0] if urls else None,
        "documents": [one.document.origin for one in row.documents],
        "mentions": [
            {"document": ref.document, "event": ref.claim, "start": span.start, "end": span.end} for ref, span in row.mentions
        ],
        "figures": [group.id for group in row.figures],
    }


def _placed(place: KnownPlace | None, within: str) -> dict[str, Any]:
    return {
        "place": place.name if place else None,
        "place_precision": place.precision if place else None,
        "admin1": within or None,
        "country_iso2": place.country if place else None,
        "country_iso3": known.alpha3 if place and (known := country(place.country)) else None,
    }


def _counted(row: Row, kind: str, *, best: bool = False) -> dict[str, Any]:
    """Return the bounds of a count. A best value stands only where all sources say the same; nothing is averaged."""
    low, high = row.bounds(kind)
    middle = {f"{kind}_best": low if low == high else None} if best else {}
    return {f"{kind}_min": low, **middle, f"{kind}_max": high}


def _control(state: Control, record: Record) -> dict[str, Any]:
    places = {place.id: place for place in record.places}
    names = {actor.id: actor.name for actor in record.actors}
    place = places.get(state.place)
    within = places[place.within].name if place and place.within in places else ""
    properties = {
        "feature": "control",
        "control_id": state.id,
        **_placed(place, within),
        "holder": names.get(state.holder, state.holder) if state.holder else None,
        "status": state.status,
        "contested_by": list(state.contested_by),
        "date_earliest": state.when.first if state.when else None,
        "date_latest": state.when.last if state.when else None,
        "date_edtf": edtf(state.when),
        "standing": state.standing.word,
        "claims": [ref.address for ref in state.claims],
    }
    return _feature(state.id, place, properties)
