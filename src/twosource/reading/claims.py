"""Sightings become claims: the place where rules and network meet.

In: what any finder saw in one text. Out: the Reading. Times are resolved against the publication day and against each other in
the order of the text, figures to bounds, places all together; then ids are given and links become ids. An id is a letter and the
span it stands on, so it says where its words are and survives a second reading of the same text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from twosource.nouns import (
    ROLES,
    Actor,
    Attribution,
    ControlStatement,
    DateCandidate,
    Document,
    Event,
    Figure,
    Place,
    Reading,
    Span,
    Time,
    When,
)
from twosource.reading import backdrop, captures, dates, figures, places, retrospect
from twosource.reading.headings import headings

if TYPE_CHECKING:
    from datetime import date

    from twosource.geography import Gazetteer
    from twosource.reading.sightings import ControlSeen, EventSeen, PlaceSeen, Sightings
    from twosource.vocabulary import Language


def assemble(
    document: Document,
    seen: Sightings,
    language: Language,
    gazetteer: Gazetteer,
    *,
    day: DateCandidate | None,
    reader: str,
) -> Reading:
    """Return the Reading that follows from what was seen."""
    published = day.day if day else document.published
    words = [document.words(span) for span in sorted(set(seen.times))]
    told = retrospect.story(words, published, language, document.title)
    times = _times(document, seen.times, published, language, told)
    where = _places(seen.places, gazetteer)
    actor_ids = _ids("A", [one.mentions[0] for one in seen.actors])
    said_ids = _ids("S", [one.content or one.cue or Span(0, 0) for one in seen.attributions])
    event_ids = _ids("E", [one.trigger for one in seen.events])
    seen = replace(seen, events=captures.typed(document.text, seen.events, seen.actors, where))
    behind = _behind(document, seen, times, None if told else published)
    seen = replace(seen, events=tuple(replace(one, background=old) for one, old in zip(seen.events, behind, strict=True)))
    whens = _event_times(seen, times, published)
    return Reading(
        document=document,
        reader=reader,
        day=day,
        actors=tuple(
            Actor(actor_ids[at], one.name, one.kind, tuple(sorted(one.mentions)), one.country)
            for at, one in enumerate(seen.actors)
        ),
        places=tuple(place for place in where if place is not None),
        weapons=tuple(sorted(set(seen.weapons))),
        times=times,
        attributions=tuple(
            Attribution(
                id=said_ids[at],
                cue=one.cue,
                content=one.content,
                source=one.source,
                actor=_at(actor_ids, one.actor),
                kind=one.kind,
                leaning=one.leaning,
                quote=one.quote,
                stance=one.stance,
                via=_at(said_ids, one.via),
            )
            for at, one in enumerate(seen.attributions)
        ),
        events=tuple(
            Event(
                id=event_ids[at],
                trigger=one.trigger,
                type=one.type,
                realis=one.realis,
                background=one.background,
                at=_place_id(where, one.at),
                when=whens[at],
                said_by=_at(said_ids, one.said_by),
                same_as=_at(event_ids, one.same_as) if one.is_sure else None,
                **{role: tuple(one.roles.get(role, ())) for role in ROLES},
            )
            for at, one in enumerate(seen.events)
        ),
        figures=_figures(document, seen, where, times, whens, said_ids, event_ids, language, published),
        control=_control(document, seen, where, times, actor_ids, said_ids, None if told else published, language),
    )


def _times(
    document: Document, spans: Sequence[Span], published: date | None, language: Language, told: retrospect.Story | None
) -> tuple[Time, ...]:
    """Resolve the time expressions in the order of the text, each with those before it as anchors."""
    found: list[Time] = []
    end = dates.told_until(document.title, published)
    titles = headings(document.text) if told else ()
    ordered = sorted(set(spans))
    for span, key in zip(ordered, _ids("T", ordered), strict=True):
        anchors = [time.when for time in found if time.when.first]
        tense = dates.tense(document.text[: span.start], language)
        stretch = told.stretch(span.start, titles, found, language) if told else None
        when = dates.resolve(
            document.words(span),
            day=published,
            language=language,
            anchors=told.anchors(anchors, stretch) if told and stretch else anchors,
            tense=tense,
            end=end,
            looks_back=stretch,
        )
        found.append(Time(key, span, when))
    return tuple(found)


def _places(seen: Sequence[PlaceSeen], gazetteer: Gazetteer) -> tuple[Place | None, ...]:
    """Resolve all places of a report together; one that has lost its mentions to an actor is None."""
    ids = _ids("P", [one.mentions[0] if one.mentions else Span(-1, -1) for one in seen])
    return tuple(
        Place(
            id=key,
            name=found.name,
            mentions=tuple(sorted(one.mentions)),
            within=found.within,
            country=found.country,
            lat=found.lat,
            lon=found.lon,
            geonames=found.geonames,
            precision=found.precision,
            relation=found.relation,
            sector=found.sector,
            reason=found.reason,
            runner_up=found.runner_up,
            population=found.population,
        )
        if one.mentions
        else None
        for key, one, found in zip(ids, seen, places.resolve(seen, gazetteer), strict=True)
    )


def _event_times(seen: Sightings, times: Sequence[Time], published: date | None) -> tuple[When | None, ...]:
    """Return when each event happened: by its own words, by another mention of it, by the story so far, else by publication."""
    own = [_own_time(_dating(event), times) for event in seen.events]
    first_mention = _first_mentions(seen.events)
    told: dict[int, When] = {}
    for at, when in enumerate(own):
        if when is not None:
            told.setdefault(first_mention[at], when)
    found: dict[int, When | None] = {}
    carried: tuple[int, When] | None = None
    for at, event in sorted(enumerate(seen.events), key=lambda one: one[1].trigger):
        has_words = bool(event.roles.get("time"))  # words that mean nothing yet are no licence to take another mention's day
        when = own[at] or (None if has_words else told.get(first_mention[at]))
        if when is not None and when.first and not event.background:
            carried = event.trigger.end, when
        if when is None and event.realis != "future" and not event.background:
            when = (None if has_words else _carried(carried, event.trigger)) or _by_publication(published)
        found[at] = when
    return tuple(found[at] for at in range(len(seen.events)))


def _behind(document: Document, seen: Sightings, times: Sequence[Time], published: date | None) -> tuple[bool, ...]:
    """Return for each event whether it lies behind the news, by its words or by when it happened."""
    whens = [_own_time(_dating(event), times) for event in seen.events]
    # A page whose title names a year gone by tells of that year; how long ago that is makes none of it background.
    against = None if dates.told_until(document.title, published) else published
    return backdrop.verdicts(document.text, seen.events, whens, times, against)


CARRY = 200
"""How many characters a narrator's time holds on. On the annotated reports (November 2026) 0 dates 45 % of the dated events
right, 200 dates 52 %, 600 dates 55 %; beyond 200 each event dated right costs one dated that annotators leave open. `make gate`
prints `when`."""


def _carried(carried: tuple[int, When] | None, trigger: Span) -> When | None:
    """Return the time of the dated event told just before, if it is near enough."""
    if carried is None or trigger.start - carried[0] > CARRY:
        return None
    return When(carried[1].first, carried[1].last, "no time is given: that of the event told before it")


def _by_publication(published: date | None) -> When | None:
    return When(None, published.isoformat(), "no time is given: by the day the report came out") if published else None


def _own_time(spans: Sequence[Span], times: Sequence[Time]) -> When | None:
    """Return what the event's own time words mean, the narrowest of several: "agreed on Monday to a ten-day truce" is Monday."""
    meant = [when for span in spans if (when := _when(span, times)) is not None]
    return min(meant, key=_days, default=None)


def _dating(event: EventSeen) -> Sequence[Span]:
    """Return the time expressions that date an event."""
    return event.roles.get("time", ()) or ((event.time,) if event.time else ())


def _days(when: When) -> int:
    """Return how many days a time spans, very many where an edge is open."""
    first, last = when.earliest, when.latest
    return (last - first).days if first and last else 10**6


def _first_mentions(events: Sequence[EventSeen]) -> list[int]:
    """Return for each event the position of the first mention of it."""
    first = list(range(len(events)))
    for at, event in enumerate(events):
        if event.same_as is not None and event.same_as < at:
            first[at] = first[event.same_as]
    return first


def _figures(
    document: Document,
    seen: Sightings,
    where: Sequence[Place | None],
    times: Sequence[Time],
    whens: Sequence[When | None],
    said_ids: Sequence[str],
    event_ids: Sequence[str],
    language: Language,
    published: date | None,
) -> tuple[Figure, ...]:
    made = []
    for key, one in zip(_ids("F", [one.span for one in seen.figures]), seen.figures, strict=True):
        bounds = figures.bounds(document.words(one.span), language)
        own = _counted_since(document, one.time, _when(one.time, times), published)
        made.append(
            Figure(
                id=key,
                span=one.span,
                kind=one.kind,
                low=bounds.low,
                high=bounds.high,
                approx=bounds.approx,
                who=one.who,
                at=_place_id(where, one.at),
                when=own or (whens[one.event] if one.event is not None else None),
                event=_at(event_ids, one.event),
                said_by=_at(said_ids, one.said_by),
            )
        )
    return tuple(made)


SINCE = 60
"""Characters before a time in which a "since" makes it the beginning of a count: a clause of some ten words."""


def _counted_since(document: Document, time: Span | None, when: When | None, published: date | None) -> When | None:
    """Return the period of a count that began at a time ("since fighting grew four months ago"): up to the report."""
    if time is None or when is None or published is None or when.first is None:
        return when
    clause = re.split(r"[.;!?]\s", document.text[max(0, time.start - SINCE) : time.start])[-1]
    if not re.search(r"\bsince\b", clause, re.IGNORECASE):
        return when
    return When(when.first, published.isoformat(), f"{when.rule}; counted since then, up to the report")


def _control(
    document: Document,
    seen: Sightings,
    where: Sequence[Place | None],
    times: Sequence[Time],
    actor_ids: Sequence[str],
    said_ids: Sequence[str],
    published: date | None,
    language: Language,
) -> tuple[ControlStatement, ...]:
    return tuple(
        ControlStatement(
            id=key,
            span=one.span,
            place=_place_id(where, one.place),
            holder=_at(actor_ids, one.holder),
            status=one.status,
            when=_when(one.time, times) or _paragraphs(document, one, times, language) or _by_publication(published),
            said_by=_at(said_ids, one.said_by),
        )
        for key, one in zip(_ids("C", [one.span for one in seen.control]), seen.control, strict=True)
    )


PARAGRAPH = 600
"""Characters over which the day that a paragraph names holds on for who takes a place in it: most paragraphs are shorter, and
lists that are longer name a day for each line."""


def _paragraphs(document: Document, one: ControlSeen, times: Sequence[Time], language: Language) -> When | None:
    """Return the day of which the paragraph of a statement last spoke: of it for a change, by it for a state.

    "After the fall of Oru" is told of an earlier day, and "the fall of Oru" of any, so nothing is carried to them. What follows
    "after the army took Oru on 5 May" is told of a later day, so that one is not carried on. Oru that "had been taken" was so by
    the day.
    """
    text, start, table = document.text, one.span.start, language.table("control")
    opens = max(text.rfind("\n", 0, start) + 1, start - PARAGRAPH)
    if _is_behind(text[:start], table, words=4):
        return None
    told = [time for time in times if opens <= time.span.start < start]
    day = next((time for time in reversed(told) if _is_day(time.when)), None)
    if day is None or _is_behind(text[opens : day.span.start], table):
        return None
    is_earlier = _is_named(text[start : one.span.end], table) or _is_earlier(text[opens : one.span.end], one, table)
    happened = one.status in {"gained", "lost"} and not is_earlier
    rule = "no time is given: that of which its paragraph last spoke"
    return When(day.when.first if happened else None, day.when.last, rule)


def _is_day(when: When) -> bool:
    return when.earliest is not None and when.latest is not None and (when.latest - when.earliest).days <= 1


def _is_behind(before: str, table: Mapping[str, list[str]], *, words: int = 20) -> bool:
    """Tell whether text ends in a clause that is set before or behind the time of which it speaks, begun so many words ago."""
    opens = "|".join(table["behind"])
    return re.search(rf"\b(?:{opens})\s+(?:[\w'’-]+[^\w'’,.;:-]+){{0,{words}}}$", before, re.IGNORECASE) is not None


def _is_named(words: str, table: Mapping[str, list[str]]) -> bool:
    """Tell whether a change is named by a noun at the edge of its words: "capture of Oru", "Oru's fall"."""
    found = words.lower().split()
    return bool({found[0], found[-1]} & set(table["nominal"]))


def _is_earlier(words: str, one: ControlSeen, table: Mapping[str, list[str]]) -> bool:
    """Tell whether a change lies before the day of which its text, which ends with its words, speaks."""
    own = len(words) - (one.span.end - one.span.start)
    had = rf"\b(?:{'|'.join(table['earlier'])})\b(?!\s+to\b)"
    return re.search(rf"{had}\s+(?:\w+\s+){{0,2}}$", words[:own]) is not None or re.search(had, words[own:]) is not None


def _when(span: Span | None, times: Sequence[Time]) -> When | None:
    """Return what the time expression at a span means, None where it means nothing yet."""
    found = next((time.when for time in times if span is not None and time.span.overlaps(span)), None)
    return found if found and (found.first or found.last) else None


def _ids(letter: str, spans: Sequence[Span]) -> tuple[str, ...]:
    """Return an id for each span: the letter, its edges, and b, c… where two share them."""
    used: dict[str, int] = {}
    made = []
    for span in spans:
        key = f"{letter}{span.start}-{span.end}"
        used[key] = used.get(key, 0) + 1
        made.append(key if used[key] == 1 else f"{key}{chr(96 + min(used[key], 26))}")
    return tuple(made)


def _at(ids: Sequence[str], position: int | None) -> str | None:
    return None if position is None else ids[position]


def _place_id(where: Sequence[Place | None], position: int | None) -> str | None:
    place = None if position is None else where[position]
    return None if place is None else place.id
