"""Many reports in, one record out, without a record file: the path of `twosource read` and `twosource report`.

In: paths, then readings. Out: readings in the order of the reports; the Record. Nothing here touches a store; the Monitor takes
the same steps with one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

from twosource import running
from twosource.errors import UnreadableReport
from twosource.monitor.arrivals import Arrival, Arriving, Paths, files_of
from twosource.monitor.stages import Stages, own_stages
from twosource.nouns import DateCandidate, Document, Judgement, Reading, Record

if TYPE_CHECKING:
    from twosource.settings import Settings

Outcome = Reading | UnreadableReport
"""What a report comes to: its reading, or why it cannot be read."""


def read_paths(
    paths: Paths,
    *,
    outlet: str | None = None,
    published: str | None = None,
    reader: str | None = None,
    settings: Settings | None = None,
    stages: Stages | None = None,
) -> Iterator[Outcome]:
    """Yield the reading of each report of files and folders, or why it cannot be read, in their order; no file is written.

    A report that comes twice is read once. Raises UsageError where a path does not exist.
    """
    settings = settings or present_settings()
    stages = stages or own_stages(settings)
    arrivals = Arriving(stages, utc_now(), outlet, published).all_of(files_of(paths))
    read = partial(_read_arrival, partial(stages.read, reader=reader or settings.reader))
    found = running.map_in_order(read, _once(arrivals, stages), workers=settings.workers)
    return map(outcome, found)


def report(readings: Iterable[Outcome], judgements: Iterable[Judgement] = (), *, stages: Stages | None = None) -> Record:
    """Return the one record of many readings; what could not be read is passed over."""
    stages = stages or own_stages(present_settings())
    own = {one.document.id: one for one in readings if isinstance(one, Reading)}
    ready = dated(list(own.values()), stages)
    return stages.derive(ready, stages.link(ready, tuple(judgements)))


def dated(
    readings: list[Reading],
    stages: Stages,
    workers: int = 1,
    kept: Callable[[Reading, DateCandidate], Reading | None] = lambda _reading, _day: None,
) -> list[Reading]:
    """Return the readings, those of undated reports read again against the days that they borrow."""
    days = stages.borrow_days(readings)
    borrowing = [(one, days[one.document.id]) for one in readings if one.document.id in days]
    found = {one.document.id: kept(one, day) for one, day in borrowing}
    missing = [(one, day) for one, day in borrowing if found[one.document.id] is None]
    again = running.map_in_order(partial(_read_again, stages.read), missing, workers=workers)
    for (one, _), reading in zip(missing, again, strict=True):
        found[one.document.id] = reading if isinstance(reading, Reading) else None
    return [found.get(one.document.id) or one for one in readings]


def _read_again(read: Callable[..., Reading], borrowing: tuple[Reading, DateCandidate]) -> Reading:
    reading, day = borrowing
    return read(reading.document, reader=reading.reader.split()[0], day=day)


def _read_arrival(read: Callable[[Document], Reading], arrival: Arrival) -> Reading | Arrival:
    return arrival if arrival.document is None else read(arrival.document)


def outcome(found: Reading | Arrival | running.Crash) -> Outcome:
    """Return a report's reading, or what could not be read as the error that names it."""
    if isinstance(found, Reading):
        return found
    return UnreadableReport(found.given.origin if isinstance(found, running.Crash) else found.origin, found.reason)


def _once(arrivals: Iterable[Arrival], stages: Stages) -> Iterator[Arrival]:
    """Make ready to read, then pass over each document that came before."""
    stages.prepare()
    seen: set[str] = set()
    for one in arrivals:
        if one.document is None or one.document.id not in seen:
            yield one
        if one.document is not None:
            seen.add(one.document.id)


def present_settings() -> Settings:
    """Return the settings in force."""
    from twosource import settings  # noqa: PLC0415 - 0.2 s

    return settings.load()


def utc_now() -> datetime:
    """Return this moment."""
    return datetime.now(UTC)
