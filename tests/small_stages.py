"""Small stages for the monitor's tests: a report is `[DAY] PLACE fell.` or `… held.`, and places make incidents.

They are functions of a module, so that other processes can be given them.
"""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from itertools import combinations

from twosource import __version__
from twosource import nouns as n
from twosource.errors import UnreadableReport
from twosource.monitor import Stages


class Format:
    """One report a file; in a `.lines` file one a line."""

    @staticmethod
    def pages(stream, origin):
        if origin.endswith(".lines"):
            for number, line in enumerate(stream, 1):
                yield _page(line.rstrip(b"\n"), f"{origin}:{number}")
        else:
            yield _page(stream.read(), origin)


def _page(raw, origin):
    if raw == b"BROKEN FORMAT":
        raise RuntimeError("no such tag")
    if not raw:
        return UnreadableReport(origin, "it is empty")
    return n.Page(origin, raw.decode(), sha256(raw).hexdigest(), "small")


def format_for(path, head=None):
    return Format


def freeze(page, *, outlet=None, published=None, received=None):
    day = published or (page.text[:10] if page.text[:2] == "20" else None)
    language = "xx" if page.text.startswith("xx") else "en"
    own = date.fromisoformat(day) if day else None
    identity = n.fingerprint(page.text, outlet, published)
    return n.Document(identity, page.origin, page.text, page.raw, "small", outlet=outlet, published=own, language=language)


def read(document, *, reader, day=None):
    if document.language == "xx":
        raise UnreadableReport(document.origin, "it is written in 'xx'; this reader knows: en")
    if "crash" in document.text:
        raise ZeroDivisionError("nothing to divide by")
    if "slow" in document.text:
        time.sleep(0.02)
    own = day.day if day else document.published
    when = n.When(own.isoformat(), own.isoformat()) if own else None
    events = tuple(
        n.Event(f"E{m.start(2)}-{m.end(2)}", n.Span(*m.span(2)), "capture", at=f"P{m.start(1)}-{m.end(1)}", when=when)
        for m in re.finditer(r"(\w+) (fell|held)", document.text)
    )
    places = tuple(
        n.Place(f"P{m.start()}-{m.end()}", m.group(), (n.Span(*m.span()),))
        for m in re.finditer(r"\w+(?= fell| held)", document.text)
    )
    return n.Reading(document, f"{reader} {__version__}", day, places=places, events=events)


def borrow_days(readings):
    ordered = sorted(readings, key=lambda one: one.document.id)
    lent = {}
    for one in ordered:
        for place in one.places if one.document.published else ():
            lent.setdefault(place.name, n.DateCandidate(one.document.published, "borrowed", one.document.origin))
    return {
        one.document.id: lent[place.name]
        for one in ordered
        if one.document.published is None
        for place in one.places
        if place.name in lent
    }


def link(readings, judgements=(), memory=None):
    groups: dict[str, list[n.Ref]] = {}
    for one in sorted(readings, key=lambda one: one.document.id):
        for event in one.events:
            name = next(place.name for place in one.places if place.id == event.at)
            groups.setdefault(name, []).append(n.Ref(one.document.id, event.id))
    apart = {frozenset((one.left, one.right)) for one in judgements if one.verdict == "different"}
    parted = []
    for group in groups.values():
        lone = [ref for ref in group if any(ref in pair for pair in apart)]
        parted += [tuple(ref for ref in group if ref not in lone), *((ref,) for ref in lone)]
    made = tuple(
        n.Judgement(n.fingerprint(*pair), *pair, "same", 5.0, "twosource small")
        for group in parted
        for pair in combinations(group, 2)
    )
    return n.Links(events=tuple(group for group in parted if group), judgements=(*judgements, *made))


def derive(readings, links, corrections=()):
    readings = sorted(readings, key=lambda one: one.document.id)
    whens = {n.Ref(one.document.id, event.id): event.when for one in readings for event in one.events}
    once = n.Standing("reported", 1, "")
    incidents = tuple(
        n.Incident(
            "I" + n.fingerprint(*group),
            "capture",
            "A capture",
            group,
            once,
            when=whens[group[0]],
        )
        for group in sorted(links.events)
    )
    notes = tuple(f"{one.document.origin} borrows {one.day.day} from {one.day.evidence}" for one in readings if one.day)
    return n.Record(
        tuple(readings), incidents=incidents, judgements=links.judgements, notes=notes, corrections=tuple(corrections)
    )


@dataclass(frozen=True)
class Situation:
    record: n.Record
    at: date | None = None
    already_known_by: date | None = None

    def explain(self, name):
        return f"{name} stands"


SMALL = Stages(format_for, freeze, read, borrow_days, link, derive, Situation)
