"""The later sections of the written record: differences, figures, control, ties, speakers, names and notes.

In: a Record and its Voices. Out: Lines. A section without content yields nothing, so the page has no empty headings.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import groupby

from twosource.nouns import (
    Attribution,
    Control,
    Difference,
    DifferenceKind,
    Figure,
    FigureClaim,
    FigureGroup,
    FigureRelation,
    KnownActor,
    KnownPlace,
    Record,
    When,
)
from twosource.outlets.page import BLANK, Line, Piece, Style, heading, inert, line
from twosource.outlets.phrases import (
    HOLDING,
    RELATIONS,
    UNHELD,
    bounds_in_words,
    kind_in_words,
    plain_name,
    when_in_words,
)
from twosource.outlets.saying import by_value, said_by, who_says
from twosource.outlets.voices import Voices

DIFFERENCES: dict[DifferenceKind, str] = {
    "conflict": "They cannot both be true",
    "stance": "One asserts what another doubts, denies or blames",
    "scope": "They speak of more and of less",
    "period": "They speak of different stretches of time",
    "later": "One is later than the other",
    "rounding": "The same number, rounded",
    "wording": "The same, in other words",
}
"""What each kind of difference means, in the order in which the page shows them: the gravest first."""

SHOWN_FIRST: tuple[FigureRelation, ...] = ("differ", "compatible", "agree", "single")
"""The order of figures on the page: where sources differ comes before what one source says alone."""

_ARTICLE = re.compile(r"^(?:the|an?) ")

NAMES = 6
"""The most other names that an actor or place lists on the page."""


def differences(record: Record, voices: Voices) -> Iterator[Line]:
    """Yield where accounts differ, by kind; figures that differ are named here and shown in full under the figures."""
    by_kind: dict[DifferenceKind, list[tuple[str, Difference | FigureGroup]]] = {kind: [] for kind in DIFFERENCES}
    for incident in record.incidents:
        for difference in incident.differences:
            by_kind[difference.kind].append((inert(incident.title), difference))
    for group in record.figures:
        if group.relation == "differ":
            by_kind[group.difference or "conflict"].append((figure_title(group, voices), group))
    if any(by_kind.values()):
        yield from heading("WHERE ACCOUNTS DIFFER")
    for kind, found in by_kind.items():
        if found:
            yield BLANK
            yield line(Piece(DIFFERENCES[kind], "strong"), Piece(f"  ({kind})", "quiet"))
        for title, several in groupby(found, key=lambda pair: pair[0]):
            yield line(title, indent=2)
            for _, one in several:
                yield from _values(one, voices)


def _values(one: Difference | FigureGroup, voices: Voices) -> Iterator[Line]:
    """Yield what differs and why it is named so, then each value with those who give it."""
    if isinstance(one, Difference):
        yield line(Piece(f"{plain_name(one.field)}: {inert(one.why)}", "quiet"), indent=4)
        yield from by_value(((inert(value.value), value.ref, value.said_by) for value in one.values), voices, 6)
    else:
        yield line(Piece(inert(one.why), "quiet"), indent=4)
        yield from by_value(((_count(claim, voices), claim.ref, claim.said_by) for claim in one.claims), voices, 6)


def figures(record: Record, voices: Voices) -> Iterator[Line]:
    """Yield every group of figures that count one thing, its claims side by side; news first, then background."""
    if record.figures:
        yield from heading("THE FIGURES")
        yield line(Piece("side by side as they are said; none is added to another, none is averaged", "quiet"))
    for group in sorted(record.figures, key=lambda group: (group.background, SHOWN_FIRST.index(group.relation))):
        yield BLANK
        has_why = bool(group.why) and group.relation != "single"
        shown = f"{RELATIONS[group.relation]}{'' if has_why else f'  {inert(group.id)}'}"
        about = Piece(", background" if group.background else "", "quiet")
        title = Piece(figure_title(group, voices), "strong")
        yield line(title, about, indent=2, right=Piece(shown, _relation_style(group)))
        if has_why:
            yield line(Piece(inert(group.why), "quiet"), indent=4, right=Piece(inert(group.id), "quiet"))
        yield from _rows(group, voices)


def _rows(group: FigureGroup, voices: Voices) -> Iterator[Line]:
    """Yield a row for each count and speaker of a report: the count in a column, the words, who says it; a reprint shares it."""
    rows: dict[tuple[str, str, str], dict[str, None]] = {}
    for claim in sorted(group.claims, key=lambda claim: voices.numbers.get(claim.ref.document, 0)):
        row = (_count(claim, voices), voices.words(claim.ref), voices.speaker(claim.ref, claim.said_by))
        rows.setdefault(row, {})[voices.number(claim.ref.document)] = None
    wide = max((len(count) for count, _, _ in rows), default=0)
    for (count, words, speaker), numbers in rows.items():
        number = Piece(f"{''.join(numbers)} ", "number")
        yield line(number, Piece(words, "quote"), said_by(speaker), indent=4, lead=Piece(f"{count:>{wide}}  ", "strong"))


def figure_title(group: FigureGroup, voices: Voices) -> str:
    """Return what a group counts, where and when: `killed: civilians, Oru, 4 May 2031`."""
    when = when_in_words(group.when) if group.when else ""
    place = voices.place(group.place)
    what = inert(group.what) or plain_name(group.kind)
    parts = [what, place if place and place not in what else "", when if when not in what else ""]
    title = ", ".join(part for part in parts if part)
    kind = plain_name(group.kind)
    return title if kind in what else f"{kind}: {title}"


def _count(claim: FigureClaim, voices: Voices) -> str:
    figure = voices.records.get(claim.ref)
    return bounds_in_words(claim.low, claim.high, approx=isinstance(figure, Figure) and figure.approx)


def _relation_style(group: FigureGroup) -> Style:
    if group.relation == "differ":
        return "warn"
    return "good" if group.relation == "agree" else "quiet"


def control(record: Record, voices: Voices) -> Iterator[Line]:
    """Yield, place by place, the states in which it is said to be, in order of time, with the claimants of each."""
    if record.control:
        yield from heading("WHO HOLDS WHAT")
    states = {one.id: one for one in record.control}
    places = list(dict.fromkeys(one.place for one in record.control))
    for place, theirs in groupby(sorted(record.control, key=lambda one: places.index(one.place)), lambda one: one.place):
        yield BLANK
        yield line(Piece(voices.place(place), "strong"), indent=2)
        for state in sorted(theirs, key=_in_time):
            yield from _state(state, states, voices)


def _in_time(state: Control) -> tuple[str, str]:
    when = state.when or When(None, None)
    return (when.first or "", when.last or "9999")


def _state(state: Control, states: dict[str, Control], voices: Voices) -> Iterator[Line]:
    against = dict.fromkeys(_held(states[one], voices) if one in states else voices.actor(one) for one in state.contested_by)
    dispute = Piece(f" (against it: {'; '.join(against)})" if against else "", "warn")
    lead = f"{when_in_words(state.when, lasting=True)}: "
    right = Piece(f"{state.standing.word}  {inert(state.id)}", "quiet")
    yield line(_held(state, voices), dispute, indent=4, lead=lead, right=right)
    yield from who_says(state.claims, voices, indent=6)


def _held(state: Control, voices: Voices) -> str:
    holder = voices.actor(state.holder)
    return HOLDING[state.status].format(holder=holder) if holder else UNHELD[state.status]


def ties(record: Record, voices: Voices) -> Iterator[Line]:
    """Yield agreements with their terms, routes with their condition, and relations between actors."""
    if record.agreements:
        yield from heading("AGREEMENTS")
    for agreement in record.agreements:
        parties = ", ".join(voices.actor(one) for one in agreement.parties)
        yield BLANK
        yield line(Piece(inert(agreement.name), "strong"), f", {when_in_words(agreement.when)}", indent=2)
        if parties:
            yield line(f"between {parties}", indent=4)
        yield from who_says(agreement.claims, voices, indent=4)
        for term in agreement.terms:
            yield line(inert(term.text), indent=4, lead="term: ", right=Piece(plain_name(term.state), "quiet"))
            yield from who_says(term.claims, voices, indent=6)
    if record.routes:
        yield from heading("ROUTES")
    for route in record.routes:
        yield BLANK
        yield line(Piece(inert(route.name), "strong"), f": {plain_name(route.status)}, {when_in_words(route.when)}", indent=2)
        yield from who_says(route.claims, voices, indent=4)
    if record.relations:
        yield from heading("WHO STANDS WITH WHOM")
    for one in record.relations:
        yield BLANK
        left, right = voices.actor(one.from_actor), voices.actor(one.to_actor)
        yield line(f"{left} — {plain_name(one.kind)} — {right}", indent=2)
        yield from who_says(one.claims, voices, indent=4)


def speakers(voices: Voices) -> Iterator[Line]:
    """Yield everyone who is quoted, those who say most first, with what the reports say of them."""
    said: dict[str, list[tuple[str, Attribution]]] = {}
    for reading in voices.readings.values():
        for one in reading.attributions:
            named = one.actor or one.source
            name = voices.name_of(reading.document.id, one) if named else ""
            said.setdefault(name, []).append((reading.document.id, one))
    unnamed = said.pop("", [])
    if said or unnamed:
        yield from heading("WHO SAYS SO")
        yield BLANK
    for name, theirs in sorted(said.items(), key=lambda item: (-len(item[1]), item[0])):
        yield from _speaker(name, theirs, voices)
    if unnamed:
        cues = Counter((voices.number(document), voices.quoted(document, one.cue)) for document, one in unnamed if one.cue)
        listed = ", ".join(f"{words} {number}" for number, words in cues)
        yield line(Piece("nobody is named", "strong"), f" for {len(unnamed)} of the claims: {listed}", indent=2)


def _speaker(name: str, theirs: list[tuple[str, Attribution]], voices: Voices) -> Iterator[Line]:
    told = (part for _, one in theirs for part in kind_in_words(one).split(", ") if part)
    kinds = ", ".join(dict.fromkeys(told))
    stances = Counter(one.stance for _, one in theirs)
    counted = ", ".join(f"{stance} {count}" if count > 1 else stance for stance, count in stances.items())
    numbers = Piece(f" {''.join(dict.fromkeys(voices.number(document) for document, _ in theirs))}", "number")
    about = f" ({kinds})" if kinds else ""
    yield line(Piece(name, "strong"), about, numbers, indent=2, right=Piece(counted, "quiet"))
    document, one = next(((document, one) for document, one in theirs if one.content), theirs[0])
    if span := one.content or one.cue or one.source:
        number = Piece(f"{voices.number(document)} ", "number")
        yield line(Piece(voices.quoted(document, span), "quote"), indent=4, lead=number)


def names(record: Record, voices: Voices) -> Iterator[Line]:
    """Yield the actors and places that go under several names, and where each place is taken to lie."""
    many = [actor for actor in record.actors if _others(actor)]
    if many:
        yield from heading("WHO IS WHO")
        yield BLANK
    for actor in many:
        yield _also(actor)
    if record.places:
        yield from heading("WHERE IT IS")
        yield BLANK
    for place in record.places:
        if place.lat is not None:
            yield _where(place, place.lat, place.lon or 0.0, voices)
    if unplaced := [inert(place.name) for place in record.places if place.lat is None]:
        yield line(", ".join(unplaced), indent=2, lead="· not placed: ")


def _also(one: KnownActor) -> Line:
    about = f" ({plain_name(one.kind)}), also {_others(one)}"
    return line(Piece(inert(one.name), "strong"), about, indent=2, lead="· ")


def _others(one: KnownActor | KnownPlace) -> str:
    """Return the other names of a thing, each once however its letters are set, those beyond NAMES counted."""
    known = {_bare(one.name): ""}
    others = [known.setdefault(_bare(name), inert(name)) for name in one.names if _bare(name) not in known]
    more = f" and {len(others) - NAMES} more" if len(others) > NAMES else ""
    return ", ".join(f"“{name}”" for name in others[:NAMES]) + more


def _bare(name: str) -> str:
    """Return a name as it is told apart from others on the page: without its article, whatever the case of its letters."""
    return _ARTICLE.sub("", name.casefold())


def _where(one: KnownPlace, lat: float, lon: float, voices: Voices) -> Line:
    within = voices.place(one.within)
    larger = ", ".join(part for part in (within, inert(one.country or "")) if part and part != one.name)
    others = _others(one)
    also = f"; also {others}" if others else ""
    return line(
        Piece(inert(one.name), "strong"),
        f"{f', {larger}' if larger else ''}: {_degrees(lat, lon)}",
        Piece(f" ({one.precision}){also}", "quiet"),
        indent=2,
        lead="· ",
    )


def _degrees(lat: float, lon: float) -> str:
    """Return a position as `35.44 N 36.65 E`, two decimals, which is about a kilometre."""
    return f"{abs(lat):.2f} {'N' if lat >= 0 else 'S'} {abs(lon):.2f} {'E' if lon >= 0 else 'W'}"


def notes(record: Record, voices: Voices) -> Iterator[Line]:
    """Yield what a reader should be careful with: the record's notes, the places', the reports'."""
    found = [inert(note) for note in record.notes]
    found += [f"{inert(place.name)}: {inert(note)}" for place in record.places for note in place.notes]
    for reading in voices.readings.values():
        number = voices.number(reading.document.id)
        found += [f"{number} {inert(note)}" for note in reading.document.notes]
    if found:
        yield from heading("NOTES")
        yield BLANK
    for note in dict.fromkeys(found):
        yield line(note, indent=2, lead="· ")
