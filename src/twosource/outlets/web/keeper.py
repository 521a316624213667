"""The record behind the pages: kept in memory for those who look, and changed by one worker after another.

In: a record file. Out: Seen, the record as it was last derived (as known by a moment, if one is asked for); facts that people add
through the pages; the Work of reading reports that they send. Facts are committed before an answer is given, so nothing is lost
when the program ends; the record is then derived anew in the background, and until it is, the pages show the one before and say
so. Everything here may be called from several threads.
"""

from __future__ import annotations

import logging
import queue
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from secrets import token_hex
from time import monotonic
from typing import TypeVar

from twosource.errors import TwosourceError, UnknownId, UnreadableReport, UsageError
from twosource.monitor import Monitor, Sent
from twosource.nouns import Correction, Judgement, Record
from twosource.outlets.voices import Voices, voices_of
from twosource.outlets.web.shapes import Unread, Work
from twosource.record import Cell, Situation
from twosource.record import queue as cells_of
from twosource.settings import Settings

KNOWN = 4
"""How many records as known by a past moment are kept at hand; each is as large as the record itself."""
NOTICE = 3.0
"""Seconds between two looks at whether another program has added facts."""
WORKS = 50
"""How many finished works are remembered, so that a page that is opened again can still say how one ended."""

Made = TypeVar("Made")


@dataclass(frozen=True)
class Seen:
    """A record with what is looked up in it again and again; `revision` names the facts that it rests on."""

    record: Record
    revision: str
    known_by: str | None
    received: dict[str, datetime]
    sent: dict[str, object] = field(default_factory=dict)
    """Answers that cost more than a moment and are the same until the record changes."""

    @cached_property
    def voices(self) -> Voices:
        """The record's Voices."""
        return voices_of(self.record)

    @cached_property
    def cells(self) -> tuple[Cell, ...]:
        """What a person should look at, the weightiest first."""
        return cells_of(self.record)

    def situation(self, at: date | None = None) -> Situation:
        """Return the record at a moment of the world."""
        return Situation(self.record, at=at)

    def once(self, name: str, make: Callable[[], Made]) -> Made:
        """Return what `make` makes, made once for this record."""
        if name not in self.sent:
            self.sent[name] = make()
        return self.sent[name]  # type: ignore[return-value]  # under one name stands what one maker made


class Keeper:
    """Keeps the record of a file for the pages. `start` before the first question, `close` at the end."""

    def __init__(self, path: str | Path, settings: Settings) -> None:
        self.path = Path(path)
        self.settings = settings
        self._monitor = Monitor.open(path, create=True, settings=settings)
        self._lock = threading.Lock()
        self._writing = threading.Lock()
        self._present: Seen | None = None
        self._known: OrderedDict[str, Seen] = OrderedDict()
        self._works: OrderedDict[str, Work] = OrderedDict()
        self._tasks: queue.Queue[Callable[[], None] | None] = queue.Queue()
        self._waiting = 0
        self._noticed = monotonic()
        self._worker = threading.Thread(target=self._run, name="twosource-worker", daemon=True)

    def start(self) -> None:
        """Derive or load the record and begin to take work."""
        self._derive()
        self._worker.start()

    def close(self) -> None:
        """Finish what is being done and let go of the file."""
        self._tasks.put(None)
        if self._worker.is_alive():
            self._worker.join()
        self._monitor.close()

    # ------------------------------------------------------------------------------------------------------------- to look

    @property
    def is_deriving(self) -> bool:
        """Whether facts have come that the record which is shown does not hold yet."""
        return self._waiting > 0

    @property
    def present(self) -> Seen:
        """The record as it was last derived."""
        with self._lock:
            if self._present is None:
                raise UsageError("the record is not open yet")
            return self._present

    def seen(self, known_by: str | None = None) -> Seen:
        """Return the record, or what it was by a moment. Raises UsageError where that is no moment."""
        present = self.present
        if known_by is None:
            return present
        key = f"{present.revision} {known_by}"
        with self._lock:
            if key in self._known:
                self._known.move_to_end(key)
                return self._known[key]
        record = self._monitor.situation(known_by=known_by).record
        then = Seen(record, present.revision, known_by, present.received)
        with self._lock:
            self._known[key] = then
            while len(self._known) > KNOWN:
                self._known.popitem(last=False)
        return then

    def notice(self) -> None:
        """Work in what another program has added to the file since; looked for at most every few seconds."""
        now = monotonic()
        if self._waiting or now - self._noticed < NOTICE:
            return
        self._noticed = now
        if self._monitor.store.fingerprint() != self.present.revision:
            self._later(self._derive)

    def unread(self) -> tuple[Unread, ...]:
        """Return the reports that could not be read."""
        return tuple(Unread(one.origin, one.reason) for one in self._monitor.store.unreadable())

    def judgements(self) -> tuple[Judgement, ...]:
        """Return every judgement that a person ever made, succeeded ones too, oldest first."""
        return tuple(one for one in self._monitor.store.all_judgements() if one.is_persons)

    # ------------------------------------------------------------------------------------------------------------ to write

    @contextmanager
    def adding(self) -> Iterator[Monitor]:
        """Give the Monitor to add facts by, one caller at a time; the record is derived anew afterwards."""
        with self._writing:
            yield self._monitor
        self._later(self._derive)

    def read(self, sent: Sequence[Sent], *, outlet: str | None = None, published: str | None = None) -> Work:
        """Begin to read reports, and return the Work that says how far it is."""
        work = Work(token_hex(8), "waiting", 0, len(sent), (), ())
        self._note(work)
        self._later(lambda: self._read(work, tuple(sent), outlet, published))
        return work

    def work(self, name: str) -> Work:
        """Return how far a work is. Raises UnknownId."""
        with self._lock:
            if name not in self._works:
                raise UnknownId(f"{name}: there is no such work; it may have been begun before the program was started")
            return self._works[name]

    def settle(self) -> None:
        """Wait until everything that was asked for before is done."""
        self._tasks.join()

    # --------------------------------------------------------------------------------------------------------- the worker

    def _later(self, task: Callable[[], None]) -> None:
        with self._lock:
            self._waiting += 1
        self._tasks.put(task)

    def _run(self) -> None:
        while (task := self._tasks.get()) is not None:
            try:
                task()
            except Exception:
                logging.getLogger(__name__).exception("a task of the web app failed")
            finally:
                with self._lock:
                    self._waiting -= 1
                self._tasks.task_done()
        self._tasks.task_done()

    def _derive(self) -> None:
        """Put the record of all facts in the place of the one that is shown; nothing is done where none have come."""
        revision = self._monitor.store.fingerprint()
        if self._present is not None and self._present.revision == revision:
            return
        record = self._monitor.record()
        seen = Seen(record, self._monitor.store.fingerprint(), None, self._monitor.store.received())
        with self._lock:
            self._present = seen
            self._known.clear()

    def _read(self, work: Work, sent: tuple[Sent, ...], outlet: str | None, published: str | None) -> None:
        try:
            for outcome in self._monitor.reading(sent, outlet=outlet, published=published):
                if isinstance(outcome, UnreadableReport):
                    work = replace(work, unread=(*work.unread, Unread(outcome.origin, outcome.reason)))
                else:
                    work = replace(work, reports=(*work.reports, outcome.document.id))
                done = len(work.reports) + len(work.unread)
                work = replace(work, state="reading", done=done, total=max(work.total, done))
                self._note(work)
            self._note(replace(work, state="deriving"))
            self._derive()
            self._note(replace(work, state="done"))
        except TwosourceError as error:
            self._note(replace(work, state="failed", failure=str(error)))
        except Exception:
            self._note(replace(work, state="failed", failure="a fault of this program; what was read before it is kept"))
            raise

    def _note(self, work: Work) -> None:
        with self._lock:
            self._works[work.id] = work
            while len(self._works) > WORKS:
                self._works.popitem(last=False)


def handled(seen: Seen) -> dict[str, list[Correction]]:
    """Return the corrections of each claim by its address, oldest first."""

    def make() -> dict[str, list[Correction]]:
        found: dict[str, list[Correction]] = {}
        for one in seen.record.corrections:
            found.setdefault(f"{one.ref.document}:{one.ref.claim}", []).append(one)
        return found

    return seen.once("handled", make)
