"""How well mentions are joined across reports, by the metrics of the field.

    python -m quality.joins [--shared ../shared]

In: the annotated clusters, read by the reader, and ECB+ with its gold mentions. Out: a table: MUC, B-cubed, CEAF-e, LEA, their
CoNLL mean, and precision and recall of the joined pairs of two reports. The clusters' mentions are those that reader and
annotator share; those of the test third taught linking nothing. Above them stands how two readers agree on the clusters that
both read. How mentions inside a report are joined is measured by the pairs of one report, on the reports kept apart to judge
the network, from which nothing has learnt. All reports of a set are linked at once, whatever their topic; ECB+ also subtopic by
subtopic (gold), as most published figures have it. Beside it stands the usual baseline: mentions of one base form are one.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import combinations
from pathlib import Path

from rich.console import Console
from rich.table import Table

from quality.coreference import Parts, conll, score
from training import annotated
from training.clusters import Cluster, clusters, own
from training.linking import found_mentions, gold_readings, readings_of, subtopic, twins
from twosource.linking import link
from twosource.linking.retold import retold
from twosource.linking.tellings import stem
from twosource.nouns import Reading, Ref

Groups = Sequence[Sequence[Ref]]


def main() -> int:
    """Link, score and print."""
    parser = argparse.ArgumentParser(description="Score the joins across reports.")
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    options = parser.parse_args()
    if not (options.shared / "annotation").is_dir():
        print(f"{options.shared} is not here: nothing to score (this is no failure)")
        return 0
    table = Table(title="joins across reports", title_justify="left")
    for column in ("set", "mentions", "MUC", "B³ P", "B³ R", "B³ F1", "CEAF-e", "LEA", "CoNLL", "pairs P", "pairs R"):
        table.add_column(column, justify="left" if column == "set" else "right")
    for name, wanted, made in [*_readers(), *_clusters(options.shared)]:
        table.add_row(name, *row(wanted, made))
    table.add_row("inside reports kept apart", *row(*_kept_apart(options.shared), pairs_of=_pairs_of_one))
    for name, wanted, made in _ecb(options.shared):
        table.add_row(name, *row(wanted, made))
    Console(width=130).print(table)
    return 0


Pairing = Callable[[Iterable[Ref]], Iterable[tuple[Ref, Ref]]]


def _of_two_reports(group: Iterable[Ref]) -> Iterable[tuple[Ref, Ref]]:
    return ((one, other) for one, other in combinations(sorted(group), 2) if one.document != other.document)


def _pairs_of_one(group: Iterable[Ref]) -> Iterable[tuple[Ref, Ref]]:
    return combinations(sorted(group), 2)


def row(wanted: Sequence[Groups], made: Sequence[Groups], pairs_of: Pairing = _of_two_reports) -> list[str]:
    """Return the figures of one set, whose parts are scored apart and added."""
    total: dict[str, Parts] = defaultdict(Parts)
    pairs = Parts()
    for gold, joined in zip(wanted, made, strict=True):
        for name, parts in score(gold, joined).items():
            total[name] += parts
        pairs += _pairs(gold, joined, pairs_of)
    mentions = sum(len(group) for gold in wanted for group in gold)
    figures = [total["MUC"].f1, total["B3"].precision, total["B3"].recall, total["B3"].f1, total["CEAF-e"].f1, total["LEA"].f1]
    return [str(mentions), *(f"{figure:.1f}" for figure in (*figures, conll(total), pairs.precision, pairs.recall))]


def _pairs(wanted: Groups, made: Groups, pairs_of: Pairing) -> Parts:
    """Return how many pairs of mentions, by default of two reports, are joined rightly."""
    gold, joined = ({pair for group in groups for pair in pairs_of(group)} for groups in (wanted, made))
    both = float(len(gold & joined))
    return Parts(both, float(len(joined)), both, float(len(gold)))


def _readers() -> list[tuple[str, list[Groups], list[Groups]]]:
    """Return the clusters that two readers annotated apart, as the one and as the other groups their mentions."""
    first = {one.name: one for one in own()}
    both = [(first[one.name], one) for one in own(second=True)]
    groups = [
        [[[Ref(*mention) for mention in group] for group in one.incidents] for one in side] for side in zip(*both, strict=True)
    ]
    return [("two readers", groups[0], groups[1])] if groups else []


def _clusters(shared: Path) -> list[tuple[str, list[Groups], list[Groups]]]:
    """Return the clusters that taught the weights and those that did not: incidents, and our groups of the same mentions."""
    every = list(clusters(shared))
    read_by = readings_of(shared, {mention[0] for one in every for group in one.incidents for mention in group})
    places = {name: twins(*both) for name, both in read_by.items()}
    linked = link([reading for _, reading in read_by.values()]).events
    sets = []
    for name, is_test in (("clusters, learnt from", False), ("clusters, test", True)):
        wanted = [_apart(one, places) for one in every if one.is_test == is_test]
        sets.append((name, wanted, [_within(linked, groups) for groups in wanted]))
    return sets


def _kept_apart(shared: Path) -> tuple[list[Groups], list[Groups]]:
    """Return for each report kept apart the annotator's chains of mentions, and ours of those that the reader found."""
    names = {one.name for one in annotated.reports(shared) if annotated.held_out(one)}
    wanted: list[Groups] = []
    made: list[Groups] = []
    for report, reading in readings_of(shared, names).values():
        chain_of = {key: str(at) for at, chain in enumerate(annotated.chains(report.wanted["events"])) for key in chain}
        known = {ref: (chain_of.get(key, key),) for key, ref in reversed(twins(report, reading).items())}
        wanted.append(_grouped(known))
        of = reading.document.id
        groups = [[ref for name in chain if (ref := Ref(of, name)) in known] for chain in retold(reading).chains]
        made.append([group for group in groups if group])
    return wanted, made


def _apart(cluster: Cluster, places: Mapping[str, Mapping[str, Ref]]) -> Groups:
    """Return the incidents as mentions that the reader found, each in the first incident that holds it."""
    seen: set[Ref] = set()
    groups = []
    for incident in cluster.incidents:
        groups.append([ref for ref in found_mentions(incident, places) if ref not in seen])
        seen.update(groups[-1])
    return [group for group in groups if group]


def _within(linked: Groups, wanted: Groups) -> Groups:
    known = {ref for group in wanted for ref in group}
    return [kept for group in linked if (kept := [ref for ref in group if ref in known])]


def _ecb(shared: Path) -> list[tuple[str, list[Groups], list[Groups]]]:
    """Return ECB+'s development and test topics with our groups, and with those of the baseline."""
    sets: list[tuple[str, list[Groups], list[Groups]]] = []
    for split in ("dev", "test"):
        readings, chains = gold_readings(shared, "dev" if split == "dev" else "test")
        wanted = _grouped({ref: (chain,) for ref, chain in chains.items()})
        topics: dict[str, list[Reading]] = defaultdict(list)
        for reading in readings:
            topics[subtopic(reading)].append(reading)
        told = [group for some in topics.values() for group in link(some, one_story=True).events]
        sets.append((f"ECB+ {split}, all at once", [wanted], [link(readings).events]))
        sets.append(("  base form", [wanted], [_grouped(_base_forms(readings, topics=False))]))
        sets.append((f"ECB+ {split}, by subtopic", [wanted], [told]))
        sets.append(("  base form", [wanted], [_grouped(_base_forms(readings, topics=True))]))
    return sets


def _base_forms(readings: Iterable[Reading], *, topics: bool) -> dict[Ref, tuple[str, ...]]:
    """Return for each mention its base form, with its subtopic if asked."""
    found = {}
    for reading in readings:
        story = subtopic(reading) if topics else ""
        for event in reading.events:
            found[Ref(reading.document.id, event.id)] = (story, stem(reading.document.quote(event.trigger)))
    return found


def _grouped(keys: Mapping[Ref, tuple[str, ...]]) -> list[list[Ref]]:
    groups: dict[tuple[str, ...], list[Ref]] = defaultdict(list)
    for ref, key in keys.items():
        groups[key].append(ref)
    return list(groups.values())


if __name__ == "__main__":
    raise SystemExit(main())
