"""Who says what about whom, what reports say of their sources, and what each side leaves out.

In: Seen. Out: a SourcesView.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from twosource.nouns import Attribution, Event, Ref
from twosource.outlets.phrases import kind_in_words, plain_name
from twosource.outlets.web.dossiers import omissions
from twosource.outlets.web.rows import incidents, outlet_of, source_of
from twosource.outlets.web.seen import Seen
from twosource.outlets.web.shapes import SourceRow, SourcesView, Tally

ABOUT = 8
"""The most actors that one source is said to speak about; the rest are seldom named."""


@dataclass(slots=True)
class _Said:
    """What is counted of one source."""

    kinds: dict[str, None] = field(default_factory=dict)
    leanings: dict[str, None] = field(default_factory=dict)
    claims: int = 0
    stances: Counter[str] = field(default_factory=Counter)
    about: Counter[str] = field(default_factory=Counter)
    reports: set[int] = field(default_factory=set)


def sources_view(seen: Seen) -> SourcesView:
    """Return everyone who is quoted and every outlet, those who say most first, and what only one side tells."""
    return seen.once("sources", lambda: _view(seen))


def sources_as_json(seen: Seen) -> bytes:
    """Return who says what as it is sent."""
    return seen.as_json("sources", SourcesView, lambda: sources_view(seen))


def _view(seen: Seen) -> SourcesView:
    quoted: dict[str, _Said] = {}
    outlets: dict[str, _Said] = {}
    for name, reading in seen.voices.readings.items():
        number = seen.voices.numbers[name]
        for one in reading.attributions:
            if one.actor or one.source:
                said = quoted.setdefault(seen.voices.name_of(name, one), _Said())
                _note(said, one)
                said.reports.add(number)
        outlet = outlets.setdefault(outlet_of(reading.document), _Said())
        outlet.reports.add(number)
    for incident in seen.record.incidents:
        about = incidents(seen)[incident.id].actors
        for ref in incident.mentions:
            _count(seen, ref, about, quoted, outlets)
    left_out = tuple(each for one in seen.record.incidents for each in omissions(one))
    return SourcesView(_rows(quoted), _rows(outlets), left_out)


def _note(said: _Said, one: Attribution) -> None:
    kind = plain_name(one.kind) if one.kind != "none" else ""
    said.kinds |= {kind: None} if kind else {}
    leaning = kind_in_words(one).removeprefix(kind).removeprefix(", ")
    said.leanings |= {leaning: None} if leaning else {}
    said.stances[one.stance] += 1


def _count(seen: Seen, ref: Ref, about: Iterable[str], quoted: dict[str, _Said], outlets: dict[str, _Said]) -> None:
    """Count a claim for its speaker where it has one, else for the outlet in whose words it is."""
    document, event = seen.voices.readings[ref.document].document, seen.voices.records.get(ref)
    speaker = source_of(seen, ref)
    is_quoted = isinstance(event, Event) and event.said_by is not None and speaker in quoted
    said = quoted[speaker] if is_quoted else outlets[outlet_of(document)]
    said.claims += 1
    said.about.update(one for one in about if one != speaker)


def _rows(said: dict[str, _Said]) -> tuple[SourceRow, ...]:
    rows = (
        SourceRow(
            name,
            tuple(one.kinds),
            tuple(one.leanings),
            one.claims,
            _tallies(one.stances),
            _tallies(one.about, ABOUT),
            tuple(sorted(one.reports)),
        )
        for name, one in said.items()
    )
    return tuple(sorted(rows, key=lambda row: (-row.claims, -len(row.reports), row.name)))


def _tallies(counted: Counter[str], most: int | None = None) -> tuple[Tally, ...]:
    return tuple(Tally(word, count) for word, count in counted.most_common(most))
