"""The verbs that the monitor puts in order, as one value, so that a test can give it small ones."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from twosource import __version__
from twosource.nouns import DateCandidate, Document, Links, Reading, Record, fingerprint

if TYPE_CHECKING:
    from twosource.settings import Settings


@dataclass(frozen=True, slots=True)
class Stages:
    """One verb per stage, under the names and with the arguments of the siblings that hold them."""

    format_for: Callable[..., Any]
    freeze: Callable[..., Document]
    read: Callable[..., Reading]
    borrow_days: Callable[..., Mapping[str, DateCandidate]]
    link: Callable[..., Links]
    derive: Callable[..., Record]
    situation: Callable[..., Any]
    corrected: Callable[..., list[Reading]] = lambda readings, _corrections: list(readings)
    memory: Callable[[], Any] = lambda: None
    """Makes what `link` remembers from one call to the next."""
    version_of: Callable[[str], str] = lambda reader: f"{reader} {__version__}"
    """The name under which a reader's work is kept."""
    derivation: str = __version__
    """The name under which findings are kept; by another one they are derived anew."""
    prepare: Callable[[], object] = lambda: None
    """Called once before anything is read, here and not in each of many processes."""


def own_stages(settings: Settings) -> Stages:
    """Return the package's own stages, with the place names, the roads and the roster that the settings point to."""
    from twosource import intake, linking, record  # noqa: PLC0415 - half a second that a store which is only asked never pays
    from twosource.geography.roads import open_roads  # noqa: PLC0415
    from twosource.plugins import format_for  # noqa: PLC0415
    from twosource.vocabulary.roster import load_roster  # noqa: PLC0415

    roster = load_roster(settings.roster)
    roads = open_roads(settings.roads) if settings.roads else None
    return Stages(
        format_for=format_for,
        freeze=intake.freeze,
        read=partial(_read, cache=settings.cache, places=settings.places),
        borrow_days=linking.borrow_days,
        link=partial(linking.link, roster=roster),
        derive=partial(record.derive, roads=roads, roster=roster),
        situation=record.Situation,
        corrected=record.corrected,
        memory=linking.Memory,
        version_of=partial(_version, places=settings.places, cache=settings.cache),
        derivation=_derivation(settings),
        prepare=partial(_gazetteer, settings.cache, settings.places),  # builds its index when it is opened for the first time
    )


def _read(
    document: Document, *, reader: str, day: DateCandidate | None = None, cache: Path | None = None, places: Path | None = None
) -> Reading:
    """Read a document with the vocabulary and the gazetteer of this process, which are loaded once in each."""
    from twosource import reading, vocabulary  # noqa: PLC0415

    return reading.read(document, vocabulary.load(), _gazetteer(cache, places), day=day, reader=reader)


def _version(reader: str, *, places: Path | None, cache: Path | None = None) -> str:
    """Return the name under which a reader's work is kept; other own or added places make another reading."""
    from twosource import reading  # noqa: PLC0415
    from twosource.geography import adding  # noqa: PLC0415

    own = "" if places is None else f"+{fingerprint(places.read_bytes())[:8]}"
    more = adding.fingerprint(adding.added(cache))
    return reading.version_of(reader) + own + (f"+{fingerprint(more)[:8]}" if more else "")


def _derivation(settings: Settings) -> str:
    """Return the name under which findings are kept: another roster or other roads make another record."""
    own = [path.read_bytes() for path in (settings.roster, settings.roads) if path]
    return __version__ + (f"+{fingerprint(*own)[:8]}" if own else "")


@cache
def _gazetteer(cache_folder: Path | None, places: Path | None) -> Any:
    from twosource import geography  # noqa: PLC0415

    return geography.open_gazetteer(cache_folder, own=places)
