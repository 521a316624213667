"""How work is spread: one function over many items, in this process or over a pool of processes.

In: a function and an iterator of items. Out: an iterator of what it made of each, in the order of the items. Items are taken
only a little ahead of what is asked for, so ten thousand reports need no more memory than a hundred. An item on which the
function fails comes back as a Crash, and so does one that kills its process; the others go on.

A body is what runs the chunks: `in_this_process`, or a `Pool`. A cluster is one more body, and no other file changes.
"""

from __future__ import annotations

import os
import threading
import traceback
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import partial
from itertools import chain, islice
from multiprocessing import get_all_start_methods, get_context, parent_process
from pathlib import Path
from typing import Any, TypeVar

from twosource.errors import TwosourceError, UnreadableReport

Item = TypeVar("Item")
Result = TypeVar("Result")

CHUNK = 8
"""Items that travel to a process together. One report of 600 words is read in tens of milliseconds and travels in less than
one, so a larger chunk saves nothing and only makes the last process finish later."""
AHEAD = 3
"""Chunks per process that wait or are worked on: enough that none is idle, few enough that memory stays flat."""


@dataclass(frozen=True, slots=True)
class Crash:
    """What the function was given when it failed, and the reason in words."""

    given: Any
    reason: str


Run = Callable[[list[Any]], list[Any]]
Body = Callable[[Run, Iterator[list[Any]]], Iterator[list[Any]]]
"""Runs chunks of items, yielding the results of each chunk in the order of the chunks."""


def map_in_order(
    function: Callable[[Item], Result], items: Iterable[Item], *, workers: int = 1, body: Body | None = None
) -> Iterator[Result | Crash]:
    """Yield what the function makes of each item, in order; a Crash where it fails.

    With more than one worker (0: one for each core) the function and the items must be picklable. A pool is started only
    when there is more than one chunk of items.
    """
    run = partial(_run, function)
    chunks = _chunks(iter(items))
    if body is None:
        ahead = list(islice(chunks, 2)) if (workers or cores()) > 1 else []
        chunks = chain(ahead, chunks)
        body = Pool(workers or cores()) if len(ahead) > 1 else in_this_process
    for results in body(run, chunks):
        yield from results


def cores() -> int:
    """Return how many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def in_this_process(run: Run, chunks: Iterator[list[Any]]) -> Iterator[list[Any]]:
    """Run the chunks one after another, here."""
    for chunk in chunks:
        for given in chunk:
            yield run([given])


@dataclass(frozen=True, slots=True)
class Pool:
    """Runs the chunks over so many processes of this machine.

    Where no process can be started (a script without `if __name__ == "__main__"`, a machine that allows none) the work is
    done in this process instead.
    """

    workers: int

    def __call__(self, run: Run, chunks: Iterator[list[Any]]) -> Iterator[list[Any]]:
        """Yield the results of each chunk in order."""
        executor = self._start()
        if executor is None:
            yield from in_this_process(run, chunks)
            return
        waiting: deque[tuple[list[Any], Future[list[Any]]]] = deque()
        try:
            while True:
                room = self.workers * AHEAD - len(waiting)
                waiting.extend((chunk, _submit(executor, run, chunk)) for chunk in islice(chunks, room))
                if not waiting:
                    executor.shutdown()  # idle by now; left to close by itself it may meet the interpreter's own end
                    return
                chunk, future = waiting.popleft()
                try:
                    results = future.result()
                except BrokenProcessPool:
                    # All that was under way is lost with the pool, and nothing says which item killed it. The oldest chunk
                    # is done item by item, the others again; so every break brings us one chunk further.
                    executor.shutdown(wait=False)
                    results = self._one_by_one(run, chunk)
                    executor = _executor(self.workers)
                    waiting = deque((one, _submit(executor, run, one)) for one, _ in waiting)
                yield results
        finally:
            executor.shutdown(wait=False, cancel_futures=True)

    def _start(self) -> ProcessPoolExecutor | None:
        """Return a pool that is known to work, or None."""
        try:
            executor = _executor(self.workers)
            executor.submit(int).result()
        except (BrokenProcessPool, OSError):
            return None
        return executor

    def _one_by_one(self, run: Run, chunk: list[Any]) -> list[Any]:
        """Run the items of a chunk one after another in a process that may die of one of them."""
        results: list[Any] = []
        executor = _executor(1)
        for given in chunk:
            try:
                results += executor.submit(run, [given]).result()
            except BrokenProcessPool:
                results.append(Crash(given, "the process that read it died, as it does when memory runs out"))
                executor.shutdown(wait=False)
                executor = _executor(1)
        executor.shutdown(wait=False)
        return results


def _executor(workers: int) -> ProcessPoolExecutor:
    """Return a pool whose processes are not forked from this one, which may have threads (a progress bar is one)."""
    method = "forkserver" if "forkserver" in get_all_start_methods() else "spawn"
    return ProcessPoolExecutor(workers, mp_context=get_context(method), initializer=_follow_parent)


def _follow_parent() -> None:
    """End this process when the one that started it is gone; a pool's processes would else wait for work for ever."""
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _submit(executor: ProcessPoolExecutor, run: Run, chunk: list[Any]) -> Future[list[Any]]:
    try:
        return executor.submit(run, chunk)
    except BrokenProcessPool as error:
        future: Future[list[Any]] = Future()
        future.set_exception(error)
        return future


def _run(function: Callable[[Any], Any], chunk: list[Any]) -> list[Any]:
    return [_outcome(function, given) for given in chunk]


def _outcome(function: Callable[[Any], Any], given: Any) -> Any:
    """Return what the function makes of an item, or the Crash; an error that would meet every item alike is raised."""
    try:
        return function(given)
    except UnreadableReport as error:
        return Crash(given, error.reason)
    except TwosourceError:
        raise
    except Exception as error:  # noqa: BLE001 - whatever one report sets off, the others go on
        return Crash(given, in_words(error, "the reader"))


def in_words(error: Exception, who: str) -> str:
    """Return why a report could not be read when `who` failed on it: the error, and where in the code it was raised."""
    at = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{Path(at.filename).name}:{at.lineno}"
    return f"{who} failed on it ({type(error).__name__}: {error}; {where}); please send us the report"


def _chunks(items: Iterator[Any]) -> Iterator[list[Any]]:
    while chunk := list(islice(items, CHUNK)):
        yield chunk
