"""Linking at scale, on synthetic reports whose incidents are known.

    python -m benchmarks.linking [--reports 12500 25000 50000 100000] [--seed 7] [--readme]

In: numbers of reports. A generator invents incidents (a strike or a capture in one of many villages, on a day, by somebody) and
reports of them: each report tells one incident, and each field of what it tells is drawn from known probabilities (`TOLD`): the
same as in the incident, left out, or another. Out: three tables. *Growth*: seconds and memory of linking at each number beside a
baseline in the same run (syntok splitting the same texts into sentences), and how right the joins are. *One more*: what
the last report costs when the others were linked before. *Weights*: the
probabilities that generated the reports, as weights in bits, beside those that are found again from pairs of the reports.
"""

from __future__ import annotations

import argparse
import random
import resource
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from math import log2

from rich.console import Console
from rich.progress import track
from rich.table import Table
from syntok import segmenter

from benchmarks.speed import markdown
from docs.generate import put
from twosource.linking import Memory, comparisons, entities, link
from twosource.linking.comparisons import COMPARISONS
from twosource.linking.scene import scene_of
from twosource.linking.tellings import Telling, tellings
from twosource.nouns import Actor, Document, Event, Place, Reading, Ref, Span, When, fingerprint

OUT = Console(width=110)
TYPES = {"air_drone_strike": "air strike", "armed_clash": "clash", "remote_explosive": "mine blast", "arrest": "arrest"}
DAYS, BEGUN = 1460, date(2016, 1, 1)
PER_INCIDENT = 2.5
"""Reports of one incident, on average."""

TOLD = {
    "type": {"same": 0.95, "other": 0.05},
    "place": {"same": 0.80, "unknown": 0.20},
    "day": {"same": 0.70, "unknown": 0.30},
    "agent": {"same": 0.65, "unknown": 0.35},
}
"""How likely a report tells a field of its incident rightly, leaves it out, or has another value."""


@dataclass(frozen=True, slots=True)
class Incident:
    """What happened: one of TYPES, a village, a day after BEGUN, a brigade."""

    kind: str
    place: int
    day: int
    agent: int


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Measure linking at scale, on synthetic reports of known incidents.")
    parser.add_argument("--reports", type=int, nargs="+", default=[12_500, 25_000, 50_000, 100_000])
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--readme", action="store_true", help="also write the tables into README")
    options = parser.parse_args()
    least = min(options.reports)
    tables = [growth(options.reports, options.seed), one_more(least, options.seed), weights(least, options.seed)]
    for table in tables:
        OUT.print(table)
    if options.readme:
        put("linking bench", [line for table in tables for line in markdown(table)])


def growth(numbers: Sequence[int], seed: int) -> Table:
    """Return the table of time, memory and rightness of linking at each number of reports."""
    table = Table(title="Linking synthetic reports of known incidents")
    for head in ("reports", "seconds", "µs a report", "times the baseline", "peak MB", "pairs precision", "pairs recall"):
        table.add_column(head, justify="right")
    for number in numbers:
        readings, truth = synthetic(number, seed)
        begun = time.perf_counter()
        for reading in readings:
            _ = [list(sentence) for paragraph in segmenter.analyze(reading.document.text) for sentence in paragraph]
        baseline = time.perf_counter() - begun
        begun = time.perf_counter()
        links = link(readings)
        spent = time.perf_counter() - begun
        precision, recall = pairs_right(links.events, truth)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        cells = (f"{number:,}", f"{spent:.1f}", f"{1e6 * spent / number:.0f}", f"{spent / baseline:.0f}", f"{peak:,.0f}")
        table.add_row(*cells, f"{100 * precision:.1f}", f"{100 * recall:.1f}")
        OUT.print(f"{number:,} reports linked in {spent:.1f} s")
    return table


def one_more(number: int, seed: int) -> Table:
    """Return the table of what linking so many reports costs, and then one more of them with the memory of the others."""
    table = Table(title="One more report, with the memory of the others")
    for head in ("", "reports", "pairs compared", "seconds"):
        table.add_column(head, justify="right" if head else "left")
    readings, _ = synthetic(number, seed)
    memory = Memory()
    for name, some in (("from scratch", readings[:-1]), ("one more", readings)):
        before, begun = memory.compared, time.perf_counter()
        link(some, (), memory)
        spent = time.perf_counter() - begun
        table.add_row(name, f"{len(some):,}", f"{memory.compared - before:,}", f"{spent:.1f}")
    return table


def pairs_right(groups: Sequence[Sequence[Ref]], truth: dict[Ref, int]) -> tuple[float, float]:
    """Return the share of joined pairs that are of one incident, and the share of pairs of one incident that are joined."""
    right = joined = 0
    for group in groups:
        counted = Counter(truth[ref] for ref in group)
        joined += len(group) * (len(group) - 1) // 2
        right += sum(size * (size - 1) // 2 for size in counted.values())
    wanted = sum(size * (size - 1) // 2 for size in Counter(truth.values()).values())
    return right / max(joined, 1), right / max(wanted, 1)


def weights(number: int, seed: int) -> Table:
    """Return the table of the weights that generated the reports beside those found again."""
    readings, truth = synthetic(number, seed)
    actors, places = entities.actors(readings), entities.places(readings)
    scene = scene_of(readings, actors, places)
    told = [telling for reading in readings for telling in tellings(reading, actors, places)]
    chance = random.Random(seed)
    by_incident: dict[int, list[Telling]] = {}
    for telling in told:
        by_incident.setdefault(truth[telling.ref], []).append(telling)
    same = [pair for group in by_incident.values() for pair in pairwise(group)]
    apart = [(chance.choice(told), chance.choice(told)) for _ in range(20 * len(same))]
    found = [_shares(pairs, scene) for pairs in (same, [pair for pair in apart if truth[pair[0].ref] != truth[pair[1].ref]])]
    table = Table(title="Weights in bits: those that generated the reports, and those found again")
    for head in ("level", "generated", "found"):
        table.add_column(head, justify="right" if head != "level" else "left")
    for name, level, matching, chance_of in generated(number):
        one, other = found[0][name, level], found[1][name, level]
        table.add_row(
            f"{name}: {level}", f"{log2(matching / chance_of):+.2f}", f"{log2(one / other):+.2f}" if one and other else "—"
        )
    return table


def generated(number: int) -> list[tuple[str, str, float, float]]:
    """Return for some levels the probabilities, of pairs of one incident and of any two, by which the generator draws."""
    kinds, villages, brigades = len(TYPES), _villages(number), _brigades(number)
    right = TOLD["type"]["same"]
    strayed = (1 - right) / (kinds - 1)
    both_kinds = right**2 + (kinds - 1) * strayed**2
    told = {field: TOLD[field]["same"] ** 2 for field in ("place", "agent")}
    return [
        ("type", "same", both_kinds, 1 / kinds),
        ("place", "same", told["place"], told["place"] / villages),
        ("place", "unknown", 1 - told["place"], 1 - told["place"]),
        ("agent", "same", told["agent"], told["agent"] / brigades),
        ("agent", "unknown", 1 - told["agent"], 1 - told["agent"]),
        ("day", "same", TOLD["day"]["same"] ** 2, TOLD["day"]["same"] ** 2 / DAYS),
    ]


def _shares(pairs: Sequence[tuple[Telling, Telling]], scene: comparisons.Scene) -> Counter[tuple[str, str]]:
    """Return the share of pairs at each level of each comparison."""
    counted: Counter[tuple[str, str]] = Counter()
    for left, right in track(pairs, description="comparing", console=Console(stderr=True), transient=True):
        for comparison, level in zip(COMPARISONS, comparisons.levels(left, right, scene), strict=True):
            counted[comparison.name, level] += 1
    for key in counted:
        counted[key] = counted[key] / len(pairs)  # type: ignore[assignment] # a Counter of shares is read like one of counts
    return counted


# ---------------------------------------------------------------------------------------------------- the generator


def synthetic(number: int, seed: int) -> tuple[list[Reading], dict[Ref, int]]:
    """Return so many reports of invented incidents, and the incident that each one's event tells."""
    chance = random.Random(seed)
    readings: list[Reading] = []
    truth: dict[Ref, int] = {}
    for incident_number in range(number):
        incident = Incident(
            chance.choice(list(TYPES)),
            chance.randrange(_villages(number)),
            chance.randrange(DAYS),
            chance.randrange(_brigades(number)),
        )
        for _ in range(min(number - len(readings), 1 + _geometric(chance, PER_INCIDENT - 1))):
            reading = _report(incident, len(readings), chance)
            readings.append(reading)
            truth[Ref(reading.document.id, reading.events[0].id)] = incident_number
        if len(readings) == number:
            break
    return readings, truth


def _villages(number: int) -> int:
    return max(50, number // 25)


def _brigades(number: int) -> int:
    return max(20, number // 250)


def _geometric(chance: random.Random, mean: float) -> int:
    count = 0
    while chance.random() < mean / (1 + mean):
        count += 1
    return count


def _report(incident: Incident, number: int, chance: random.Random) -> Reading:
    """Return a report of an incident, each field told, left out or strayed by the probabilities of TOLD."""
    drawn = {field: chance.choices(list(levels), list(levels.values()))[0] for field, levels in TOLD.items()}
    kind = incident.kind if drawn["type"] == "same" else chance.choice([one for one in TYPES if one != incident.kind])
    day = BEGUN + timedelta(days=incident.day)
    filler = " ".join(chance.choice(_FILLER) for _ in range(4))
    who = f"the {_name(incident.agent, 'brigade')} Brigade" if drawn["agent"] == "same" else ""
    where = _name(incident.place, "village") if drawn["place"] == "same" else ""
    text = f"{TYPES[kind].capitalize()}{f' by {who}' if who else ''}{f' in {where}' if where else ''}, {filler}."
    trigger = Span(0, len(TYPES[kind]))
    document = Document(
        id=f"{fingerprint(number)}",
        origin=f"{number}",
        text=text,
        raw=fingerprint(text),
        extractor="bench",
        outlet=f"outlet {number % 97}",
        published=day,
    )
    actors, places, agents = (), (), ()
    if who:
        agents = (Span(text.index(who), text.index(who) + len(who)),)
        actors = (Actor("A1", who.removeprefix("the "), "armed_group", agents, "VA"),)
    if where:
        at = Span(text.index(where), text.index(where) + len(where))
        places = (Place("P1", where, (at,), country="VA", precision="town", geonames=incident.place + 1),)
    event = Event(
        "E1", trigger, kind, agent=agents, place=places[0].mentions if places else (), at="P1" if places else None,
        when=When(day.isoformat(), day.isoformat()) if drawn["day"] == "same" else None,
    )  # fmt: skip
    return Reading(document, "bench", actors=actors, places=places, events=(event,))


_SYLLABLES = [f"{one}{two}" for one in "bdfgklmnprstvz" for two in "aeiou"]
_FILLER = [f"{one}{two}{three}" for one in _SYLLABLES[::4] for two in _SYLLABLES[1::5] for three in _SYLLABLES[2::6]]
"""Words that say nothing of the incident; as many as keep two reports from sharing them by chance more than real ones do."""


def _name(number: int, salt: str) -> str:
    """Return an invented name, another for each number."""
    chance = random.Random(f"{salt} {number}")
    return "".join(chance.choice(_SYLLABLES) for _ in range(4)).capitalize()


if __name__ == "__main__":
    main()
