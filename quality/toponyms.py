"""News reports with the place names in them and where each is, as others annotated them.

In: `data/geoparse_news` of the shared folder: LGL, TR-News and GeoWebNews without their words, GeoVirus with them; for the first
three a folder `<corpus>/<document>.txt` of texts may be given by who has them. Out: Pages with Toponyms. A hash of the document's
name keeps a third of the first three apart: the weights of places are learnt from the rest, and only that third is a test.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from twosource.nouns import Span
from twosource.reading.places import split
from twosource.reading.sightings import PlaceSeen

CORPORA = ("TR-News", "LGL", "GeoWebNews")


@dataclass(frozen=True, slots=True)
class Toponym:
    """A place name as annotated: its characters in the upstream text, its words, where it is (WGS 84), its GeoNames id."""

    span: Span
    name: str
    lat: float
    lon: float
    geonames: int | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """One report; `text` is None where only its annotations may be passed on."""

    corpus: str
    name: str
    toponyms: Sequence[Toponym]
    text: str | None = None

    @property
    def is_test(self) -> bool:
        """Whether it is of the third from which nothing is learnt; all of GeoVirus is."""
        return self.corpus not in CORPORA or int(hashlib.sha256(self.name.encode()).hexdigest(), 16) % 3 == 0


def pages(shared: Path, texts: Path | None = None) -> Iterator[Page]:
    """Yield the reports of all four corpora. `texts` is a folder of the first three's words, by corpus and document."""
    folder = shared / "data/geoparse_news"
    found: dict[tuple[str, str], list[Toponym]] = defaultdict(list)
    with gzip.open(folder / "toponyms_standoff.tsv.gz", "rt", encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            if row["lat"] and not row["kind"].endswith("/nonloc"):
                found[row["corpus"], row["doc"]].append(_toponym(row))
    for (corpus, name), toponyms in found.items():
        path = texts / corpus / f"{name}.txt" if texts else None
        yield Page(corpus, name, toponyms, path.read_text(encoding="utf-8") if path and path.is_file() else None)
    with gzip.open(folder / "geovirus.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            row = json.loads(line)
            places = [Toponym(Span(one["start"], one["end"]), one["name"], one["lat"], one["lon"]) for one in row["locations"]]
            yield Page("GeoVirus", str(row["id"]), places, row["text"])


def _toponym(row: dict[str, str]) -> Toponym:
    key = int(float(row["geonameid"])) if row["geonameid"] else None
    return Toponym(Span(int(row["start"]), int(row["end"])), row["phrase"], float(row["lat"]), float(row["lon"]), key)


def sighted(toponyms: Sequence[Toponym]) -> dict[str, PlaceSeen]:
    """Return the names of a report as the reader would see them, by name: all that is known of a report without its words."""
    spans: dict[str, list[Span]] = {}
    for one in sorted(toponyms, key=lambda one: one.span):
        spans.setdefault(one.name, []).append(one.span)
    return {name: PlaceSeen(tuple(found), *split(name)) for name, found in spans.items()}
