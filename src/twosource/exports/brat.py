"""Every reading as annotations of its text (BRAT standoff), for annotation tools and for training.

In: a Situation. Out: for each report `ID.txt` and `ID.ann`, and `annotation.conf` with the types. Offsets count code points
from 0 with an exclusive end, as BRAT does. Actors, places, times, weapons, figures, speakers and control statements are
text-bound annotations; events have their roles as arguments and `Realis` and `Background` as attributes; who says what is the
relation `Says`. A stretch over a line break is given in parts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from twosource.exports._incidents import seen, terms
from twosource.nouns import ROLES, Document, Event, Reading, Span
from twosource.record import Situation
from twosource.vocabulary import load

NAME = "brat"
SUFFIX = ".zip"
MEDIA_TYPE = "application/zip"

ENTITIES = ("Actor", "Place", "Time", "Weapon", "Figure", "Source", "Cue", "Said", "Control", "Role")
REALIS = ("actual", "denied", "future", "uncertain", "ended")

FIELDS = {
    "ID.ann": {
        "T": "a stretch of the text: Actor, Place, Time, Weapon, Figure, Source, Cue, Said (what a source says), Control, an "
        "event type; Role, where the words that fill a role are none of these",
        "E": "an event: its words, and its roles as arguments",
        "A": "Realis (actual, denied, future, uncertain, ended) and Background of an event",
        "R": "Says: from a Source to what it says",
        "#": "a note: bounds of a figure, the name of an actor or a place, stance of a source, status of a place",
    }
}


def files(situation: Situation) -> Iterator[tuple[str, bytes]]:
    """Yield the configuration, then each report's text and annotations."""
    yield "annotation.conf", _configuration(terms(situation)).encode()
    for reading in seen(situation).readings:
        yield f"{reading.document.id}.txt", reading.document.text.encode("utf-8", errors="replace")
        lines = _Annotations(reading).lines
        yield f"{reading.document.id}.ann", "".join(f"{line}\n" for line in lines).encode("utf-8", errors="replace")


class _Annotations:
    """The annotations of one report, each stretch under one type given once."""

    def __init__(self, reading: Reading) -> None:
        self.document: Document = reading.document
        self.lines: list[str] = []
        self._bound: dict[tuple[str, Span], str] = {}
        self._counts = dict.fromkeys("TEAR#", 0)
        for actor in reading.actors:
            for span in actor.mentions:
                self._note(self._text("Actor", span), f"{actor.id}: {actor.name} ({actor.kind})")
        for place in reading.places:
            for span in place.mentions:
                self._note(self._text("Place", span), f"{place.id}: {place.name} ({place.precision})")
        for time in reading.times:
            self._note(self._text("Time", time.span), f"{time.when.first or '..'}/{time.when.last or '..'}")
        for span in reading.weapons:
            self._text("Weapon", span)
        for figure in reading.figures:
            bounds = f"{'..' if figure.low is None else figure.low}/{'..' if figure.high is None else figure.high}"
            self._note(self._text("Figure", figure.span), f"{figure.id}: {figure.kind} {bounds} {figure.who or ''}".strip())
        for state in reading.control:
            self._note(self._text("Control", state.span), f"{state.id}: {state.status}")
        self._sayings(reading)
        for event in reading.events:
            self._event(event)

    def _sayings(self, reading: Reading) -> None:
        for one in reading.attributions:
            if one.cue:
                self._text("Cue", one.cue)
            if one.content is None:
                continue
            said = self._text("Said", one.content)
            self._note(said, f"{one.id}: {one.kind} {one.stance} ({one.quote})")
            if one.source:
                self._line("R", f"Says Arg1:{self._text('Source', one.source)} Arg2:{said}")

    def _event(self, event: Event) -> None:
        roles = [(role, span) for role in ROLES for span in getattr(event, role)]
        count: dict[str, int] = {}
        arguments = []
        for role, span in roles:
            count[role] = count.get(role, 0) + 1
            number = "" if count[role] == 1 else str(count[role])
            arguments.append(f"{role.capitalize()}{number}:{self._filler(span)}")
        name = self._line("E", " ".join([f"{event.type}:{self._text(event.type, event.trigger)}", *arguments]))
        self._line("A", f"Realis {name} {event.realis}")
        if event.background:
            self._line("A", f"Background {name}")
        self._note(name, event.id)

    def _filler(self, span: Span) -> str:
        """Return the annotation of the words that fill a role."""
        known = next((self._bound[kind, span] for kind in ENTITIES if (kind, span) in self._bound), None)
        return known or self._text("Role", span)

    def _text(self, kind: str, span: Span) -> str:
        if (kind, span) not in self._bound:
            parts = list(_parts(self.document.text, span))
            where = ";".join(f"{part.start} {part.end}" for part in parts)
            words = " ".join(self.document.quote(part) for part in parts)
            self._bound[kind, span] = self._line("T", f"{kind} {where}\t{words}")
        return self._bound[kind, span]

    def _note(self, about: str, says: str) -> None:
        self._line("#", f"AnnotatorNotes {about}\t{' '.join(says.split())}")

    def _line(self, letter: str, rest: str) -> str:
        self._counts[letter] += 1
        name = f"{letter}{self._counts[letter]}"
        self.lines.append(f"{name}\t{rest}")
        return name


def _parts(text: str, span: Span) -> Iterator[Span]:
    """Yield the lines of a stretch: BRAT's own lines cannot hold a line break."""
    found = [
        Span(span.start + one.start(), span.start + one.end()) for one in re.finditer(r"[^\r\n\t]+", text[span.start : span.end])
    ]
    yield from found or [span]


def _configuration(notices: tuple[str, ...]) -> str:
    roles = ", ".join(f"{role.capitalize()}*:<ENTITY>" for role in ROLES)
    events = "".join(f"{name}\t{roles}\n" for name in load().events)
    return (
        "".join(f"# {notice}\n" for notice in notices)
        + "[entities]\n"
        + "".join(f"{name}\n" for name in ENTITIES)
        + "\n[relations]\nSays\tArg1:Source, Arg2:Said\n\n[events]\n"
        + events
        + f"\n[attributes]\nRealis\tArg:<EVENT>, Value:{'|'.join(REALIS)}\nBackground\tArg:<EVENT>\n"
    )
