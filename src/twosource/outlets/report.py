"""The one sourced record, written for a person: what happened, where accounts differ, the figures, who holds what.

In: a Record. Out: Lines. Each finding stands with its standing, the reports it rests on by number, who says it, and the
words themselves, so that nothing on the page has to be believed without a look at the page it came from.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from twosource.nouns import Incident, Reading, Record, Standing, When
from twosource.outlets import ledger
from twosource.outlets.page import BLANK, Line, Piece, Style, heading, inert, line
from twosource.outlets.phrases import day_in_words, when_in_words
from twosource.outlets.saying import said_by, who_says
from twosource.outlets.voices import Voices, voices_of

STANDING_STYLE: dict[str, Style] = {
    "reported": "plain",
    "corroborated": "good",
    "disputed": "warn",
    "denied": "bad",
    "withdrawn": "quiet",
}


def page_of(record: Record, title: str = "The record") -> Iterator[Line]:
    """Yield the page of a record."""
    voices = voices_of(record)
    yield from _opening(record, voices, title)
    if not record.readings:
        return
    yield from _happened(record, voices)
    yield from ledger.differences(record, voices)
    yield from ledger.figures(record, voices)
    yield from ledger.control(record, voices)
    yield from ledger.ties(record, voices)
    yield from ledger.speakers(voices)
    yield from ledger.names(record, voices)
    yield from ledger.notes(record, voices)
    yield from _closing(record)


def _closing(record: Record) -> Iterator[Line]:
    if record.incidents:
        yield BLANK
        yield line(
            Piece("The word at the right of a finding is its id: “twosource explain ID” leads down to the words.", "quiet")
        )
    if any(place.lat is not None for place in record.places):
        yield line(Piece("Positions: GeoNames (geonames.org), CC BY 4.0.", "quiet"))


def _opening(record: Record, voices: Voices, title: str) -> Iterator[Line]:
    """Yield the title and the reports, each with its day and how that day is known."""
    count = len(record.readings)
    yield line(Piece(title.upper(), "head"))
    yield line(Piece(f"from {count} report{'' if count == 1 else 's'}" if count else "No report was read.", "quiet"))
    if record.readings:
        yield BLANK
    for reading in voices.readings.values():
        yield from _report(reading, voices.number(reading.document.id))
    if record.readings:
        yield BLANK
        yield line(Piece("Words in “ ” are the reports' own; where no speaker follows them, the report itself says so.", "quiet"))


def _report(reading: Reading, number: str) -> Iterator[Line]:
    document = reading.document
    lead = Piece(f"{number} ", "number")
    outlet = f", {inert(document.outlet)}" if document.outlet else ""
    yield line(Piece(inert(document.origin), "strong"), outlet, indent=2, lead=lead)
    indent = 2 + len(lead.text)
    if document.title:
        yield line(Piece(f"“{inert(document.title)}”", "quote"), indent=indent)
    yield line(*dated(reading), indent=indent)


def dated(reading: Reading) -> tuple[Piece, ...]:
    """Return the day against which a report was read, and the evidence for it."""
    document = reading.document
    used = reading.day or (document.dates[0] if document.published and document.dates else None)
    day = reading.day.day if reading.day else document.published
    if day is None:
        return (Piece("not dated: words such as Monday and yesterday stay open", "warn"),)
    how = f" — {inert(used.rule)}: {inert(used.evidence)}" if used else ""
    lent = "the report gives no day of its own; taken as " if reading.day and not document.published else ""
    return (Piece(f"{lent}{day_in_words(day.isoformat(), weekday=True)}"), Piece(how, "quiet"))


def _happened(record: Record, voices: Voices) -> Iterator[Line]:
    news = [one for one in record.incidents if not one.background]
    background = [one for one in record.incidents if one.background]
    yield from heading("WHAT HAPPENED")
    if not record.incidents:
        yield BLANK
        yield line("No event was found in these reports.", indent=2)
    for day, incidents in groupby(sorted(news, key=_in_time), key=lambda one: when_in_words(one.when, weekday=True)):
        yield BLANK
        yield line(Piece(day[:1].upper() + day[1:], "strong"))
        for incident in incidents:
            yield from _incident(incident, voices)
    if background:
        yield BLANK
        yield line(Piece("Background: told in the reports, but not their news", "strong"))
        yield BLANK
    for incident in sorted(background, key=_in_time):
        yield from _in_short(incident, voices)


def _in_time(incident: Incident) -> tuple[bool, str, bool, str]:
    """Return a key that puts incidents in the order of their days, those without a day last."""
    when = incident.when or When(None, None)
    start = when.first or when.last
    return (start is None, start or "", when.first is not None, when.last or "9999")


def _incident(incident: Incident, voices: Voices) -> Iterator[Line]:
    yield BLANK
    yield line(Piece(_title(incident), "strong"), indent=2, right=standing(incident.standing))
    place = voices.place(incident.place)
    about = [f"at {place}" if place and place not in _title(incident) else "", _why(incident, voices)]
    why = Piece(". ".join(part.rstrip(".") for part in about if part), "quiet")
    yield line(why, indent=4, right=Piece(inert(incident.id), "quiet"))
    yield from who_says(incident.mentions, voices, indent=4)


def _why(incident: Incident, voices: Voices) -> str:
    """Return why an incident stands as it does, with the reports by number where they would be named by their files."""
    why = inert(incident.standing.why)
    documents = dict.fromkeys(ref.document for ref in incident.mentions if ref.document in voices.readings)
    origins = {inert(voices.readings[one].document.origin): voices.number(one) for one in documents}
    for origin in sorted(origins, key=len, reverse=True):
        why = why.replace(origin, origins[origin])
    return why


def _in_short(incident: Incident, voices: Voices) -> Iterator[Line]:
    ref = incident.mentions[0]
    numbers = "".join(dict.fromkeys(voices.number(one.document) for one in incident.mentions))
    yield line(
        Piece(_title(incident), "strong"),
        f", {when_in_words(incident.when)} ",
        Piece(f"{numbers} ", "number"),
        Piece(voices.words(ref), "quote"),
        said_by(voices.speaker(ref)),
        indent=2,
        lead="· ",
    )


def _title(incident: Incident) -> str:
    return inert(incident.title)


def standing(one: Standing) -> Piece:
    """Return the word of a standing with the count of its origins."""
    origins = f", {one.origins} origin{'' if one.origins == 1 else 's'}"
    return Piece(f"{one.word}{origins}", STANDING_STYLE[one.word])
