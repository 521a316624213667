"""The stages put in order: the only place where they meet each other and the store.

In: paths of reports. Out: without a record file, readings (`read_paths`) and the one record of them (`report`); with one, a
Monitor that adds reports to it, derives the record, and answers as of two moments: `at` in the world, `known_by` to us.

A report is kept before it is read, so one that the reader fails on, or is killed over, is not lost. The day that an undated
report borrows from others is no fact: it is found anew each time, from readings that stand on their own days alone, so it does
not matter which report came first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Self, TypeVar

from twosource import running
from twosource.errors import UnknownId, UnreadableReport, UsageError
from twosource.monitor.arrivals import Arrival, Arriving, Paths, Sent, files_of
from twosource.monitor.reports import Outcome, dated, outcome, present_settings, read_paths, report, utc_now
from twosource.monitor.stages import Stages, own_stages
from twosource.nouns import Correction, DateCandidate, Judgement, Links, Reading, Record, Ref, Verdict, fingerprint

if TYPE_CHECKING:
    from twosource.record import Alias, Cell, Situation
    from twosource.settings import Settings
    from twosource.store import Store

__all__ = ["Monitor", "ReadOutcome", "Sent", "Stages", "own_stages", "read_paths", "report"]

Thing = TypeVar("Thing")
Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class ReadOutcome:
    """What became of the reports of one call: how many are read, and which could not be."""

    read: int
    unreadable: tuple[UnreadableReport, ...]


class Monitor:
    """A record file with the stages that fill it and answer from it."""

    def __init__(self, store: Store, settings: Settings, stages: Stages, clock: Clock, *, remembers: bool = False) -> None:
        self.store = store
        self.settings = settings
        self._stages = stages
        self._clock = clock
        self._memory = stages.memory() if remembers else None

    @classmethod
    def open(
        cls,
        path: str | Path,
        *,
        create: bool = True,
        settings: Settings | None = None,
        stages: Stages | None = None,
        clock: Clock | None = None,
        remembers: bool = False,
    ) -> Self:
        """Open a record file, making it if it is missing and `create` is set. Raises StoreError.

        One that `remembers` compares only what is new when it links again, for some 20 MB a thousand reports: for a program that
        stays.
        """
        from twosource.store import Store  # noqa: PLC0415 - 0.3 s that reading without a store does not pay

        settings = settings or present_settings()
        stages = stages or own_stages(settings)  # first, so that a roster or table that is refused leaves no file behind
        store = Store.open(path, create=create, patience=settings.patience)
        return cls(store, settings, stages, clock or utc_now, remembers=remembers)

    def close(self) -> None:
        """Let go of the file."""
        self.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # ------------------------------------------------------------------------------------------------- facts that come in

    def reading(
        self, paths: Paths, *, outlet: str | None = None, published: str | None = None, reader: str | None = None
    ) -> Iterator[Outcome]:
        """Keep the reports of files and folders, then read each, yielding what it came to once that is committed.

        Nothing happens before it is iterated over. What this reader has read before is not read again.
        """
        received, name = self._clock(), reader or self.settings.reader
        arriving = Arriving(self._stages, received, outlet, published, keep_raw=self.settings.keep_raw)
        documents: dict[str, None] = {}
        for batch in self._batches(arriving.all_of(files_of(paths))):
            yield from self._keep(batch, received, documents)
        unread = []
        for document in documents:
            known = self.store.reading_of(document, reader=self._stages.version_of(name))
            if known is None:
                unread.append(document)
            else:
                yield known
        if unread:
            self._stages.prepare()
        read = partial(self._stages.read, reader=name)
        found = running.map_in_order(read, map(self.store.document, unread), workers=self.settings.workers)
        for outcomes in self._batches(map(outcome, found)):
            with self.store.adding(received) as adding:
                for one in outcomes:
                    _ = adding.reading(one) if isinstance(one, Reading) else adding.unreadable(one.origin, one.reason)
            yield from outcomes

    def read(
        self, paths: Paths, *, outlet: str | None = None, published: str | None = None, reader: str | None = None
    ) -> ReadOutcome:
        """Keep and read the reports of files and folders; findings stay as they are until the record is asked for."""
        read, unreadable = 0, []
        for one in self.reading(paths, outlet=outlet, published=published, reader=reader):
            if isinstance(one, UnreadableReport):
                unreadable.append(one)
            else:
                read += 1
        return ReadOutcome(read, tuple(unreadable))

    def add(
        self, paths: Paths, *, outlet: str | None = None, published: str | None = None, reader: str | None = None
    ) -> ReadOutcome:
        """Read the reports of files and folders and derive the record anew."""
        outcome = self.read(paths, outlet=outlet, published=published, reader=reader)
        self.derive()
        return outcome

    def judge(self, left: Ref, right: Ref, verdict: Verdict, *, judge: str | None = None, why: str = "") -> Judgement:
        """Record a person's decision on two claims; it outranks the machine's and succeeds a person's earlier one.

        Judging as one has judged already adds nothing. Raises UnknownId where there is no such claim, UsageError where the two
        are of two kinds (an event and a place), or where the judgement cannot hold together with those in force; then nothing
        is changed.
        """
        return self.judge_all(left, (right,), verdict, judge=judge, why=why)[0]

    def judge_all(
        self, ref: Ref, others: Iterable[Ref], verdict: Verdict, *, judge: str | None = None, why: str = ""
    ) -> tuple[Judgement, ...]:
        """Record one decision of a person on a claim and each of several others: all of it, or nothing where any cannot hold."""
        now, name, known = self._clock(), judge or self.settings.judge, self.store.judgements(is_persons=True)
        made = [self._judgement(ref, other, verdict, name, why, now) for other in others]
        as_before = {one.id: next((old for old in known if replace(old, made=one.made) == one), None) for one in made}
        new = [one for one in made if as_before[one.id] is None]
        holding = [one for one in known if one.id not in {each.id for each in new}]  # what is decided anew binds no longer
        for one in new:
            _check_it_holds(holding, one)
            holding.append(one)
        with self.store.adding(now) as adding:
            for one in new:
                adding.judgement(one, is_persons=True)
        return tuple(as_before[one.id] or one for one in made)

    def correct(
        self,
        ref: Ref,
        verdict: Literal["accept", "correct", "reject"],
        *,
        field: str | None = None,
        value: str | None = None,
        judge: str | None = None,
        why: str = "",
    ) -> Correction:
        """Record what a person made of one claim: accepted, rejected, or a field corrected. The machine's value is kept beside.

        Raises UnknownId where there is no such claim, UsageError where there is no such field or value; then nothing is changed.
        """
        from twosource.record import machine_value, value_of  # noqa: PLC0415

        was, reading = None, self._claim(ref)[0]
        if verdict == "correct":
            if field is None or value is None:
                raise UsageError("review: give the field to correct and its value")
            _ = value_of(reading, ref.claim, field, value)
            was = machine_value(reading, ref.claim, field)
        elif field is not None:
            raise UsageError(f"review: to {verdict} is of the whole claim; give no field")
        now, name = self._clock(), judge or self.settings.judge
        made = Correction(
            "K" + fingerprint(ref.document, ref.claim, field, value, name, now.isoformat()),
            ref,
            verdict,
            name,
            why,
            now.isoformat(),
            field,
            value,
            was,
        )
        with self.store.adding(now) as adding:
            adding.correction(made)
        return made

    # ------------------------------------------------------------------------------------------------ what follows from them

    def link(self) -> Links:
        """Return what is one thing across the reports, and keep the machine's judgements on it."""
        links = self._linked(None)[1]
        with self.store.adding(self._clock()) as adding:
            for one in links.judgements:
                adding.judgement(one, is_persons=False)
        return links

    def derive(self) -> Record:
        """Derive the whole record from the facts and put it in the place of the one before."""
        known = self.store.fingerprint()
        record = self._derived(None)
        self.store.replace_findings(record, self._clock(), self._stages.derivation, facts_read=known)
        return record

    def record(self) -> Record:
        """Return the record, derived anew if facts have come since it was derived last."""
        return self.store.record(self._stages.derivation) or self.derive()

    def situation(self, *, at: date | str | None = None, known_by: datetime | date | str | None = None) -> Situation:
        """Return the record at a day in the world, derived from what had reached us by a moment; a day counts to its end."""
        moment = None if known_by is None else _moment(known_by)
        record = self.record() if moment is None else self._derived(moment)
        day = None if moment is None else moment.date()
        situation: Situation = self._stages.situation(record, at=None if at is None else _day(at), already_known_by=day)
        return situation

    def review(self) -> tuple[Cell, ...]:
        """Return what a person should look at, the weightiest first."""
        from twosource.record import queue  # noqa: PLC0415

        return queue(self.record())

    def aliases(self) -> tuple[Alias, ...]:
        """Return the other names that judgements and corrections have taught, with what each would join."""
        from twosource.record import aliases_of  # noqa: PLC0415

        return aliases_of(self.record())

    def teach(self, name: str, *, judge: str | None = None, why: str = "") -> tuple[Judgement, ...]:
        """Join what an alias would join, each as a person's judgement that can be judged otherwise. Raises UnknownId."""
        alias = next((one for one in self.aliases() if one.id == name), None)
        if alias is None:
            raise UnknownId(f"{name}: there is no such alias; `twosource review aliases` lists them")
        reason = f"{alias.word} means {alias.means}{f': {why}' if why else ''}"
        return self.judge_all(alias.ref, alias.would_join, "same", judge=judge, why=reason)

    def explain(self, finding: str) -> Any:
        """Follow a finding or a claim down to the quoted words. Raises UnknownId."""
        return self.situation().explain(finding)

    def export(self, name: str, situation: Situation, path: str | Path) -> None:
        """Write a situation in one of the forms of `exports` to a file, or to a folder where the form has several files.

        Raises UsageError where there is no such form.
        """
        from twosource.plugins import exports, write_to_path  # noqa: PLC0415

        if name not in exports():
            raise UsageError(f"there is no export {name!r}; there are: {', '.join(exports())}")
        write_to_path(exports()[name], situation, path)

    # ------------------------------------------------------------------------------------------------------------ the steps

    def _keep(self, arrivals: list[Arrival], received: datetime, documents: dict[str, None]) -> Iterator[UnreadableReport]:
        """Commit a batch of reports as they came in, noting the documents' ids; yield those that are none."""
        with self.store.adding(received) as adding:
            for one in arrivals:
                raw = None if one.raw is None else adding.raw(one.raw)
                if one.document is None:
                    adding.unreadable(one.origin, one.reason, raw)
                else:
                    adding.document(one.document)
                    documents[one.document.id] = None
        yield from (UnreadableReport(one.origin, one.reason) for one in arrivals if one.document is None)

    def _linked(self, known_by: datetime | None) -> tuple[list[Reading], Links, tuple[Correction, ...]]:
        own, corrections = list(self.store.readings(known_by)), self.store.corrections(known_by)
        readings = dated(own, self._stages, self.settings.workers, self._kept_for_day)
        linked = self._stages.link(
            self._stages.corrected(readings, corrections),
            self.store.judgements(known_by, is_persons=True),
            self._memory if known_by is None else None,
        )
        return readings, linked, corrections

    def _derived(self, known_by: datetime | None) -> Record:
        return self._stages.derive(*self._linked(known_by))

    def _kept_for_day(self, reading: Reading, day: DateCandidate) -> Reading | None:
        """Return what the same reader found against a borrowed day before; the evidence for the day may be another now."""
        kept = self.store.reading_of(reading.document.id, reader=reading.reader, day=day.day.isoformat())
        return None if kept is None else replace(kept, day=day)

    def _judgement(self, left: Ref, right: Ref, verdict: Verdict, judge: str, why: str, now: datetime) -> Judgement:
        """Return a person's decision on two claims. Raises UnknownId, or UsageError where they are of two kinds."""
        from twosource.linking import judgement_id  # noqa: PLC0415

        if left == right:
            raise UsageError(f"judge: {left.address} is given twice; give two claims")
        kinds = {self._claim(ref)[1] for ref in (left, right)}
        if len(kinds) > 1:
            raise UsageError(f"judge: only two of one kind can be one thing, and these are {' and '.join(sorted(kinds))}")
        first, second = sorted((left, right))
        return Judgement(judgement_id(first, second), first, second, verdict, 0.0, judge, why, made=now.isoformat())

    def _claim(self, ref: Ref) -> tuple[Reading, str]:
        """Return the reading that a claim stands in, and in which part of it. Raises UnknownId."""
        from twosource.record import part_of  # noqa: PLC0415

        reading = self.store.reading_of(ref.document)
        part = None if reading is None else part_of(reading, ref.claim)
        if reading is None or part is None:
            raise UnknownId(f"{ref.address}: {self.store.where} holds no such claim; `twosource report` shows the ids")
        return reading, part

    def _batches(self, items: Iterator[Thing]) -> Iterator[list[Thing]]:
        while batch := list(islice(items, self.settings.commit_every)):
            yield batch


def _check_it_holds(known: Sequence[Judgement], made: Judgement) -> None:
    """Raise UsageError where a judgement contradicts those of persons in force."""
    from twosource.linking import opposed  # noqa: PLC0415

    if against := opposed(known, made):
        others = "; ".join(f"{one.id} ({one.verdict}, says {one.judge}{f': {one.why}' if one.why else ''})" for one in against)
        raise UsageError(f"judge: {made.verdict} contradicts {others}; judge one of those anew first. Nothing was changed")


def _moment(known_by: datetime | date | str) -> datetime:
    """Return the moment that is meant; a day means its end in UTC, a moment without a zone is UTC."""
    if isinstance(known_by, str) and "T" not in known_by:
        known_by = _day(known_by)
    try:
        given = datetime.fromisoformat(known_by) if isinstance(known_by, str) else known_by
    except ValueError:
        raise UsageError(f"{known_by!r} is no moment; write it as 2031-05-04T12:00+00:00") from None
    moment = given if isinstance(given, datetime) else datetime.combine(given, time.max)
    try:
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except OverflowError:
        raise UsageError(f"{known_by!r} is no moment in UTC, which knows the years 1 to 9999 alone") from None


def _day(given: date | str) -> date:
    try:
        return date.fromisoformat(given) if isinstance(given, str) else given
    except ValueError:
        raise UsageError(f"{given!r} is no day; write it as 2031-05-04") from None
