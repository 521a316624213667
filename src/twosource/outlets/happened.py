"""What happened, day by day: the grave as blocks with their words, the lesser in a line, the background folded at the end.

In: a Record and its Voices. Out: Lines. `weighing` says what is grave, and what of it is told at length.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby

from twosource.nouns import Incident, Record, When
from twosource.outlets.opening import standing, why
from twosource.outlets.page import BLANK, Line, Piece, heading, inert, line
from twosource.outlets.phrases import FIELDS, plain_name, when_in_words
from twosource.outlets.saying import in_one_line, sources, who_says
from twosource.outlets.voices import Voices
from twosource.outlets.weighing import is_grave, is_told_at_length

SHORT = 90
"""The most characters of a quote in a line of its own incident."""


def incidents(record: Record, voices: Voices) -> Iterator[Line]:
    """Yield what happened."""
    yield from heading("WHAT HAPPENED")
    if not record.incidents:
        yield BLANK
        yield line("No event was found in these reports.", indent=2)
    news = sorted((one for one in record.incidents if not one.background), key=_in_time)
    titles = {one.id: one.title for one in record.incidents}
    grave = {one.id for one in news if is_told_at_length(one, voices.figures_of(one))}
    for day, theirs in groupby(news, key=lambda one: when_in_words(one.when, weekday=True)):
        yield BLANK
        yield line(Piece(day[:1].upper() + day[1:], "strong"))
        for incident in sorted(theirs, key=lambda one: one.id not in grave):
            yield from _at_length(incident, voices, titles) if incident.id in grave else _in_a_line(incident, voices)
    yield from _background(record, voices)


def _in_time(incident: Incident) -> tuple[bool, str, bool, str]:
    """Return a key that puts incidents in the order of their days, those without a day last."""
    when = incident.when or When(None, None)
    start = when.first or when.last
    return (start is None, start or "", when.first is not None, when.last or "9999")


def _at_length(incident: Incident, voices: Voices, titles: Mapping[str, str]) -> Iterator[Line]:
    """Yield a block: title, standing (with its reason unless one origin alone says so), quotes, omissions, the whole."""
    title, place = inert(incident.title), voices.place(incident.place)
    where = f"at {place}" if place and place not in title else ""
    yield line(Piece(title, "strong"), indent=2, right=_id(incident))
    if incident.standing.word != "reported" or incident.standing.origins > 1:
        reason = Piece(f": {why(incident, voices).rstrip('.')}{f'; {where}' if where else ''}", "quiet")
        yield line(standing(incident.standing), reason, indent=4)
    elif where:
        yield line(Piece(where, "quiet"), indent=4)
    yield from who_says(incident.mentions, voices, indent=4)
    for side, told in groupby(incident.omissions, key=lambda one: one.told_by):
        facts = "; ".join(f"{FIELDS.get(one.field, plain_name(one.field))} {one.value}" for one in told)
        yield line(Piece(inert(facts)), indent=4, lead=Piece(f"only {inert(side)} says: ", "quiet"))
    if incident.part_of is not None and incident.part_of in titles:
        whole = Piece(inert(titles[incident.part_of]), "quiet")
        yield line(whole, indent=4, lead=Piece("part of: ", "quiet"), right=Piece(inert(incident.part_of), "quiet"))


def _in_a_line(incident: Incident, voices: Voices) -> Iterator[Line]:
    word, title = incident.standing.word, inert(incident.title)
    is_told = word == "reported" or title.casefold().startswith(word)
    stands = () if is_told else (Piece(" ("), standing(incident.standing), Piece(")"))
    said = in_one_line(incident.mentions, voices, SHORT) if is_grave(incident) else sources(incident.mentions, voices)
    yield line(title, *stands, ": ", *said, indent=2, lead="· ", right=_id(incident))


def _background(record: Record, voices: Voices) -> Iterator[Line]:
    found = sorted((one for one in record.incidents if one.background), key=_in_time)
    if found:
        yield BLANK
        yield line(Piece("Background: told in the reports, but not their news", "strong"))
    for incident in found:
        when = f", {voices.days(incident.when)} " if incident.when else " "
        yield line(inert(incident.title), when, *sources(incident.mentions, voices), indent=2, lead="· ", right=_id(incident))


def _id(incident: Incident) -> Piece:
    return Piece(inert(incident.id), "quiet")
