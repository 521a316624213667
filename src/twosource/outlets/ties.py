"""What binds places and parties: agreements with their terms, routes with their condition, relations between actors.

In: a Record and its Voices. Out: Lines; a section without content yields nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from twosource.nouns import Agreement, Record
from twosource.outlets.page import Line, Piece, heading, inert, line
from twosource.outlets.phrases import plain_name
from twosource.outlets.quoting import shortened
from twosource.outlets.saying import in_one_line, sources
from twosource.outlets.voices import Voices

TIES = {
    "backs": "→ backs →", "linked": "– linked with –", "leads": "→ leads →", "allied": "– allied with –", "member": "→ part of →",
    "fights": "– fights –",
}  # fmt: skip
"""How each kind of tie stands between two parties, which may be one or many."""

SHORT = 100
"""The most characters of a term."""


def agreements(record: Record, voices: Voices) -> Iterator[Line]:
    """Yield each agreement with its parties and day, and each of its terms with the state it is in."""
    if record.agreements:
        yield from heading("AGREEMENTS")
    for agreement in record.agreements:
        yield from _agreement(agreement, voices)


def _agreement(agreement: Agreement, voices: Voices) -> Iterator[Line]:
    name, parties = inert(agreement.name), [voices.actor(one) for one in agreement.parties]
    between = f" between {', '.join(parties)}" if any(party not in name for party in parties) else ""
    brokers = f", brokered by {', '.join(voices.actor(one) for one in agreement.brokers)}" if agreement.brokers else ""
    title: tuple[str | Piece, ...] = (
        Piece(name, "strong"),
        f"{between}{brokers}, {voices.days(agreement.when)} ",
        *sources(agreement.claims, voices),
    )
    yield line(*title, indent=2, lead="· ", right=Piece(inert(agreement.id), "quiet"))
    for term in agreement.terms:
        said = sources(term.claims, voices)
        lead = Piece(f"{plain_name(term.state)}: ", "quiet")
        yield line(Piece(f"“{shortened(inert(term.text), SHORT)}” ", "quote"), *said, indent=4, lead=lead)


def routes(record: Record, voices: Voices) -> Iterator[Line]:
    """Yield each route with its condition."""
    if record.routes:
        yield from heading("ROUTES")
    for route in record.routes:
        pieces = (Piece(inert(route.name), "strong"), f": {plain_name(route.status)}, {voices.days(route.when)}. ")
        said = in_one_line(route.claims, voices)
        yield line(*pieces, *said, indent=2, lead="· ", right=Piece(inert(route.id), "quiet"))
        if route.why:
            yield line(Piece(inert(route.why), "quiet"), indent=4)


def posts(record: Record, voices: Voices) -> Iterator[Line]:
    """Yield each post with its conditions, the newest last."""
    if record.posts:
        yield from heading("POSTS, CROSSINGS, BASES")
    for one in record.posts:
        at = f" at {voices.place(one.at)}" if one.at else ""
        by = f" by {voices.actor(one.actor)}" if one.actor else ""
        title = Piece(f"{inert(one.name)}{at}", "strong")
        told = f": {plain_name(one.status)}{by}, {voices.days(one.when)} "
        yield line(title, told, *sources(one.claims, voices), indent=2, lead="· ", right=Piece(inert(one.id), "quiet"))


def movements(record: Record, voices: Voices) -> Iterator[Line]:
    """Yield each movement of forces: who, from where to where, where last seen, who stopped them."""
    if record.movements:
        yield from heading("FORCES ON THE WAY")
    for one in record.movements:
        way = [f"{word} {voices.place(place)}" for word, place in (("from", one.origin), ("to", one.destination)) if place]
        seen = [f"last seen at {voices.place(one.seen)}"] if one.seen else []
        stopped = [f"struck by {', '.join(voices.actor(actor) for actor in one.stopped_by)}"] if one.stopped_by else []
        title = Piece(", ".join(voices.actor(actor) for actor in one.who) or "Forces", "strong")
        told = f" {', '.join([' '.join(way), *seen, *stopped]).strip(' ,')}, {voices.days(one.when)} "
        said = sources(tuple(dict.fromkeys((*one.claims, *one.stops))), voices)
        yield line(title, told, *said, indent=2, lead="· ", right=Piece(inert(one.id), "quiet"))


def relations(record: Record, voices: Voices) -> Iterator[Line]:
    """Yield who stands with whom, as somebody says it."""
    if record.relations:
        yield from heading("WHO STANDS WITH WHOM")
    for one in record.relations:
        left, right = voices.actor(one.from_actor), voices.actor(one.to_actor)
        title = Piece(f"{left} {TIES[one.kind]} {right} ", "strong")
        yield line(title, *sources(one.claims, voices), indent=2, lead="· ", right=Piece(inert(one.id), "quiet"))
