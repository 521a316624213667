"""Incidents for globes and map viewers (KML 2.2), each with its time, and in its balloon every claim with its speaker and words.

In: a Situation. Out: one Placemark an incident, in folders by ACLED event type. What could not be placed is a Placemark without
a point. Balloons are plain text and hold nothing that runs. Where positions are from and what is withheld stands in the
document's description.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import BinaryIO
from xml.etree import ElementTree as ET

from twosource.exports._incidents import Row, rows, seen, terms
from twosource.exports._index import Index
from twosource.record import Situation

NAME = "kml"
SUFFIX = ".kml"
MEDIA_TYPE = "application/vnd.google-earth.kml+xml"

FIELDS = {
    "placemarks": {
        "name": "the incident in a few words",
        "TimeSpan": "the first and the last day it can have been",
        "description": "standing, every claim with its speaker and words, every figure",
        "Point": "longitude, latitude, WGS 84; none where only a country is known",
        "event_id": "the incident's id, which `twosource explain` takes",
        "type": "ACLED's sub-event type",
        "place": "the place's name",
        "place_precision": "exact, town, district, province, country or vague",
        "standing": "reported, corroborated, disputed, denied or withdrawn",
        "origins": "how many independent origins it has",
    }
}

_SPACE = "http://www.opengis.net/kml/2.2"
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What XML 1.0 cannot hold; a report may hold it."""


def write(situation: Situation, out: BinaryIO) -> None:
    """Write the document."""
    record = seen(situation)
    index = Index(record)
    ET.register_namespace("", _SPACE)
    root = ET.Element(f"{{{_SPACE}}}kml")
    document = _child(root, "Document")
    _child(document, "name", "twosource")
    _child(document, "description", "\n".join(terms(situation)))
    folders: dict[str, ET.Element] = {}
    for row in rows(record, index):
        kind = row.type if row.type not in {"", "-"} else "Other"
        if kind not in folders:
            folders[kind] = _child(document, "Folder")
            _child(folders[kind], "name", kind)
        _placemark(folders[kind], row, index)
    out.write(ET.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n")


def _placemark(folder: ET.Element, row: Row, index: Index) -> None:
    incident, place = row.incident, row.place
    mark = _child(folder, "Placemark")
    mark.set("id", incident.id)
    _child(mark, "name", incident.title)
    _child(mark, "description", "\n".join(_balloon(row, index)))
    if incident.when and (incident.when.first or incident.when.last):
        span = _child(mark, "TimeSpan")
        for name, day in (("begin", incident.when.earliest), ("end", incident.when.latest)):
            if isinstance(day, date):
                _child(span, name, day.isoformat())
    fields = {
        "event_id": incident.id,
        "type": row.subtype,
        "place": place.name if place else "",
        "place_precision": place.precision if place else "",
        "standing": incident.standing.word,
        "origins": str(incident.standing.origins),
    }
    extended = _child(mark, "ExtendedData")
    for name, value in fields.items():
        entry = _child(extended, "Data")
        entry.set("name", name)
        _child(entry, "value", value)
    if row.point:
        _child(_child(mark, "Point"), "coordinates", f"{row.point[1]},{row.point[0]}")


def _balloon(row: Row, index: Index) -> Iterator[str]:
    yield f"{row.incident.standing.word}: {row.incident.standing.why}"
    for ref, _ in row.mentions:
        told = index.one(ref)
        yield f"{told.speaker} ({told.document.origin}): “{told.words}” [{ref.address}]"
    yield from row.figures_in_words


def _child(parent: ET.Element, name: str, text: str | None = None) -> ET.Element:
    child = ET.SubElement(parent, f"{{{_SPACE}}}{name}")
    child.text = None if text is None else _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", text)
    return child
