"""Events in the columns of POLECAT (tab-separated, 40 columns), one for each event that a report tells.

In: a Situation. Out: `polecat_like.tsv` and `datapackage.json`. The columns are POLECAT's, the coding is ours, and so are the
ids. What was not read is blank.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from twosource import __version__
from twosource.exports._incidents import point_of, seen, terms
from twosource.exports._plover import QUADS, SECTORS, Mention, mentions_of
from twosource.exports._tables import Column, Table, as_csv, empty, package
from twosource.geography.countries import Country, country
from twosource.nouns import KnownActor
from twosource.record import Situation

NAME = "polecat_like"
SUFFIX = ".zip"
MEDIA_TYPE = "application/zip"

QUAD_NAMES = {1: "VERBAL COOPERATION", 2: "MATERIAL COOPERATION", 3: "VERBAL CONFLICT", 4: "MATERIAL CONFLICT"}


def _state(one: Mention) -> Country | None:
    return country(one.told.place.country) if one.told.place else None


def _point(one: Mention, at: int) -> float | None:
    point = point_of(one.told.place)
    return point[at] if point else None


def _province(one: Mention) -> str | None:
    place = one.told.place
    return place.name if place and place.precision == "province" else one.index.within(place) or None


def _named(one: Mention, *kinds: str) -> tuple[str, ...]:
    """Return the actors of some kinds, or of all others, that the report names."""
    reading = one.index.readings[one.told.ref.document]
    is_person = "person" in kinds
    return tuple(dict.fromkeys(actor.name for actor in reading.actors if (actor.kind == "person") == is_person))


def _side(title: str, side: Callable[[Mention], tuple[KnownActor, ...]]) -> dict[str, Column]:
    """Return the nine columns of the actor or the recipient."""

    def of_first(value: Callable[[Mention, KnownActor], str | None]) -> Callable[[Mention], str | None]:
        return lambda one: value(one, side(one)[0]) if side(one) else None

    def state(one: Mention, actor: KnownActor) -> str | None:
        known = country(one.country(actor))
        return known.alpha3 if known else None

    return {
        f"{title} Name": Column("the name that most reports use", of_first(lambda _, actor: actor.name)),
        f"{title} Country": Column("ISO 3166 alpha-3, where the report tells it", of_first(state)),
        f"{title} COW": empty("a Correlates of War number"),
        f"Primary {title} Sector": Column("PLOVER's sector", of_first(lambda _, actor: SECTORS.get(actor.kind))),
        f"{title} Sectors": Column(
            "the sectors of all on this side",
            lambda one: tuple(dict.fromkeys(SECTORS[actor.kind] for actor in side(one) if actor.kind in SECTORS)),
            "list",
        ),
        f"{title} Title": empty("titles are not told from names"),
        f"{title} Name Raw": Column("the report's words", of_first(lambda one, actor: one.words_for(actor))),
        f"Wikipedia {title} ID": empty("no network is asked"),
    }


def _geonames(one: Mention) -> int | None:
    reading = one.index.readings[one.told.ref.document]
    return next((place.geonames for place in reading.places if place.id == one.event.at), None)


def _raw_place(one: Mention) -> str | None:
    reading = one.index.readings[one.told.ref.document]
    place = next((place for place in reading.places if place.id == one.event.at), None)
    return " ".join(reading.document.quote(place.mentions[0]).split()) if place and place.mentions else None


COLUMNS = {
    "Event ID": Column("document:claim, not one of POLECAT's", lambda one: one.told.ref.address),
    "Event Date": Column("the first day it can have been", lambda one: one.event.when and one.event.when.first),
    "Event Type": Column("PLOVER's category; blank where it has none", lambda one: one.category),
    "Event Mode": Column("PLOVER's mode where our type tells one", lambda one: one.mode),
    "Intensity": empty("POLECAT's own scale"),
    "Quad Code": Column("PLOVER's quadrant", lambda one: QUAD_NAMES.get(QUADS.get(one.category, 0))),
    "Contexts": empty("contexts are not read"),
    **_side("Actor", lambda one: one.agents),
    **_side("Recipient", lambda one: one.targets),
    "Placename": Column("the place", lambda one: one.told.place and one.told.place.name),
    "City": Column(
        "the place, where it is a town",
        lambda one: one.told.place.name if one.told.place and one.told.place.precision == "town" else None,
    ),
    "District": empty("districts are not read"),
    "Province": Column("the province, or what the place lies in", _province),
    "Country": Column("ISO 3166 alpha-3", lambda one: (known := _state(one)) and known.alpha3),
    "Latitude": Column("degrees north, WGS 84; blank where only a country is known", lambda one: _point(one, 0), "number"),
    "Longitude": Column("degrees east", lambda one: _point(one, 1), "number"),
    "GeoNames ID": Column("the place in GeoNames", _geonames, "integer"),
    "Raw Placename": Column("the report's words for the place", _raw_place),
    "Feature Type": Column("how precise the place is: exact, town, ...", lambda one: one.told.place and one.told.place.precision),
    "Source": Column("the outlet", lambda one: one.told.document.outlet),
    "Publication Date": Column("its day", lambda one: (day := one.told.document.published) and day.isoformat()),
    "Story People": Column("the persons that the report names", lambda one: _named(one, "person"), "list"),
    "Story Organizations": Column("whom else it names", _named, "list"),
    "Story Locations": Column(
        "the places that it names",
        lambda one: tuple(dict.fromkeys(place.name for place in one.index.readings[one.told.ref.document].places)),
        "list",
    ),
    "Language": Column("ISO 639-1", lambda one: one.told.document.language),
    "Version": Column("which program coded it", lambda _: f"twosource {__version__}"),
}
EVENTS = Table(NAME, "One row for each event that a report tells.", COLUMNS, mentions_of, key=("Event ID",))
FIELDS = {NAME: EVENTS.meanings}


def files(situation: Situation) -> Iterator[tuple[str, bytes]]:
    """Yield the table and its description."""
    title = "Events in the columns of POLECAT, coded by twosource"
    yield "datapackage.json", package(NAME, title, [EVENTS], terms(situation), suffix="tsv")
    yield f"{NAME}.tsv", as_csv(EVENTS, seen(situation), delimiter="\t")
