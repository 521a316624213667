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
from dataclasses import replace
from pathlib import Path
from secrets import token_hex
from time import monotonic

from twosource.errors import TwosourceError, UnknownId, UnreadableReport, UsageError
from twosource.monitor import Monitor, Sent
from twosource.nouns import Judgement
from twosource.outlets.web.reviewing import queue_of
from twosource.outlets.web.rows import figures_as_json, map_as_json, reports_as_json, situation_as_json
from twosource.outlets.web.seen import Seen
from twosource.outlets.web.shapes import Unread, Work
from twosource.outlets.web.speaking import sources_as_json
from twosource.settings import Settings

KNOWN = 4
"""How many records as known by a past moment are kept at hand; each is as large as the record itself."""
NOTICE = 3.0
"""Seconds between two looks at whether another program has added facts."""
WORKS = 50
"""How many finished works are remembered, so that a page that is opened again can still say how one ended."""
WAITING = 20
"""The most works that wait at once: what they hold is kept in memory until it is their turn."""


class Keeper:
    """Keeps the record of a file for the pages. `start` before the first question, `close` at the end."""

    def __init__(self, path: str | Path, settings: Settings) -> None:
        self.path = Path(path)
        self.settings = settings
        self._monitor = Monitor.open(path, create=True, settings=settings, remembers=True)
        self._lock = threading.Lock()
        self._writing = threading.Lock()
        self._knowing = threading.Lock()
        self._present: Seen | None = None
        self._known: OrderedDict[str, Seen] = OrderedDict()
        self._works: OrderedDict[str, Work] = OrderedDict()
        self._tasks: queue.Queue[Callable[[], None] | None] = queue.Queue()
        self._waiting = 0
        self._mark = ""
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
        if known_by is None:
            return self.present
        if (found := self._at_hand(known_by)) is not None:
            return found
        with self._knowing:  # one after another: each costs as much as deriving does, and two may ask for the same
            if (found := self._at_hand(known_by)) is not None:
                return found
            present = self.present
            situation = self._monitor.situation(known_by=known_by)
            then = Seen(situation.record, present.revision, known_by, present.received, situation.known_by)
            with self._lock:
                self._known[known_by] = then
                while len(self._known) > KNOWN:
                    self._known.popitem(last=False)
            return then

    def _at_hand(self, known_by: str) -> Seen | None:
        """Return what the record was by a moment, if that has been asked for since the record changed."""
        with self._lock:
            found = self._known.get(known_by)
            if found is None or self._present is None or found.revision != self._present.revision:
                return None
            self._known.move_to_end(known_by)
            return found

    def notice(self) -> None:
        """Work in what another program has added to the file since; looked for at most every few seconds."""
        now = monotonic()
        if self._waiting or now - self._noticed < NOTICE:
            return
        self._noticed = now
        if self._monitor.store.mark() != self._mark:
            self._later(self._derive)

    def unread(self) -> tuple[Unread, ...]:
        """Return the reports that could not be read."""
        return tuple(Unread(one.origin, one.reason) for one in self._monitor.store.unreadable())

    def judgements(self, seen: Seen) -> tuple[Judgement, ...]:
        """Return every judgement of a person, succeeded ones too, oldest first; as of a past moment those that were in force."""
        if seen.known_by is not None:
            return tuple(one for one in seen.record.judgements if one.is_persons)
        return seen.once("judgements of persons", lambda: self._monitor.store.all_judgements(is_persons=True))

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

    @property
    def is_full(self) -> bool:
        """Whether so much waits to be read that no more is taken."""
        with self._lock:
            return sum(1 for one in self._works.values() if one.state == "waiting") >= WAITING

    def work(self, name: str) -> Work:
        """Return how far a work is. Raises UnknownId."""
        with self._lock:
            if name not in self._works:
                raise UnknownId(f"{name}: there is no such work; it may have been begun before the program was started")
            return self._works[name]

    def without_path(self, words: str) -> str:
        """Return the words of an error without the place where the record lies, which is nobody's business on a page."""
        where = self._monitor.store.where
        for path in (str(self.path.resolve()), where, str(self.path.resolve().parent)):
            words = words.replace(path, "the record")
        return words

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
        store = self._monitor.store
        mark, revision = store.mark(), store.fingerprint()  # before the facts are read: what comes meanwhile is not among them
        if self._present is None or self._present.revision != revision:
            seen = Seen(self._monitor.record(), revision, None, store.received())
            for make in (situation_as_json, map_as_json, reports_as_json, figures_as_json, sources_as_json, queue_of):
                make(seen)  # here, so that nobody who looks has to wait for it
            self.judgements(seen)
            with self._lock:
                self._present = seen
                self._known.clear()
        self._mark = mark

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
            self._note(replace(work, state="failed", failure=self.without_path(str(error))))
        except Exception:
            self._note(replace(work, state="failed", failure="a fault of this program; what was read before it is kept"))
            raise

    def _note(self, work: Work) -> None:
        with self._lock:
            self._works[work.id] = work
            while len(self._works) > WORKS:
                self._works.popitem(last=False)
