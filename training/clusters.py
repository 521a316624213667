"""Clusters of reports on one story, with the incidents and the groups of figures that careful reading found in them.

Two sources, one shape: the shared folder's clusters, and the project's own (`annotations/clusters.jsonl`), over the reports that
`annotated` yields. A third of the clusters, chosen by a hash of the name, is the test set; weights are learnt from the others.
The same name may stand in both sources, over other reports of the same story; it falls on one side.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).with_name("annotations")
THIRD = 3

Mention = tuple[str, str]
"""A report's name and the id of an event or figure in its annotation."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """One story: its incidents and its groups of figures, each as the mentions of it, and the relation of each group's values."""

    name: str
    incidents: tuple[tuple[Mention, ...], ...]
    figures: tuple[tuple[Mention, ...], ...]
    relations: tuple[str, ...]

    @property
    def is_test(self) -> bool:
        """Tell whether the cluster is kept apart to judge the links."""
        return int(hashlib.sha256(self.name.encode()).hexdigest(), 16) % THIRD == 0


def clusters(shared: Path) -> Iterator[Cluster]:
    """Yield every annotated cluster: the shared folder's, then the project's own."""
    for path in sorted((shared / "annotation" / "clusters").glob("*.json")):
        yield _cluster(path.stem, json.loads(path.read_text(encoding="utf-8")))
    yield from own()


def own(*, second: bool = False) -> Iterator[Cluster]:
    """Yield the project's own clusters (`second`: the second readings of some of them)."""
    lines = (FOLDER / ("clusters-second.jsonl" if second else "clusters.jsonl")).read_text(encoding="utf-8").splitlines()
    for row in map(json.loads, lines):
        yield _cluster(row["cluster"], row)


def _cluster(name: str, row: Mapping[str, Mapping[str, Mapping[str, object]]]) -> Cluster:
    groups = list(row["figures"].values())
    return Cluster(
        name,
        tuple(_mentions(one["mentions"]) for one in row["incidents"].values()),
        tuple(_mentions(one["figures"]) for one in groups),
        tuple(str(one["relation"]) for one in groups),
    )


def _mentions(keys: object) -> tuple[Mention, ...]:
    if not isinstance(keys, list):
        raise TypeError(f"mentions must be a list, not {keys!r}")
    return tuple((str(key).rpartition(":")[0], str(key).rpartition(":")[2]) for key in keys)
