"""Corpora in CAT's XML: words, markables that name their words, relations between markables (ECB+, MEANTIME)."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

from training.corpora.corpus import Split, Text, packed_files, runs
from training.examples import Example, Stretch

DEV_TOPICS = {2, 5, 12, 18, 21, 23, 34, 35}
TEST_TOPICS = set(range(36, 46))
LAYERS = {"ACTION": "ecb.event", "NEG": "ecb.event", "HUMAN": "ecb.human", "LOC": "ecb.location", "TIME": "ecb.time"}
"""The layer of a markable, by the first part of its tag."""


@dataclass(frozen=True, slots=True)
class Markable:
    """A marked stretch; of one that is not contiguous, its first part. `sentences`: those that its words stand in."""

    tag: str
    stretch: Stretch
    sentences: frozenset[int]
    attributes: dict[str, str]


@dataclass(frozen=True, slots=True)
class Document:
    """A text of words joined by blanks, a sentence a line.

    `chains`: the markables' ids that name one thing; `instances`: for each of those ids what that thing is called in all
    documents of a corpus, for a thing of this document alone in this one.
    """

    text: str
    sentences: dict[int, Stretch]
    markables: dict[str, Markable]
    chains: list[list[str]]
    instances: dict[str, str]


def parse(xml: str, until: int | None = None) -> Document:
    """Return a document, of its sentences only those before number `until`. Raises ElementTree.ParseError on faulty XML."""
    root = ET.fromstring(xml)  # noqa: S314 - a corpus of ours, no stranger's file
    text, number, where = Text(), {}, {}
    sentences: dict[int, Stretch] = {}
    for word in root.iter("token"):
        sentence = int(word.attrib["sentence"])
        if until is None or sentence < until:
            stretch = text.add(word.text or "", "\n" if sentence not in sentences else " ")
            sentences[sentence] = sentences.get(sentence, stretch)[0], stretch[1]
            where[int(word.attrib["t_id"])] = stretch
            number[int(word.attrib["t_id"])] = sentence
    markables = {}
    for mark in root.iterfind("Markables/*"):
        words = [int(anchor.attrib["t_id"]) for anchor in mark.iter("token_anchor")]
        if words and all(word in where for word in words):
            first, last = runs(words)[0]
            stretch = where[first][0], where[last][1]
            in_ = frozenset(number[word] for word in words)
            markables[mark.attrib["m_id"]] = Markable(mark.tag, stretch, in_, dict(mark.attrib))
    corefs = [relation for relation in root.iterfind("Relations/*") if relation.tag.endswith("_COREF")]
    chains = [[source.attrib["m_id"] for source in relation.iter("source")] for relation in corefs]
    instances = {
        name: (relation.tag.startswith("CROSS") and relation.attrib.get("note")) or f"here {relation.attrib['r_id']}"
        for relation, chain in zip(corefs, chains, strict=True)
        for name in chain
    }
    return Document(str(text), sentences, markables, chains, instances)


def ecb(data: Path, split: Split) -> Iterator[Example]:
    """Yield ECB+'s documents, split by topic as usual; only the sentences whose annotation was checked are `within`."""
    checked = _checked(data / "ecbplus" / "ECBplus_coreference_sentences.csv")
    for path, xml in packed_files(data / "ecbplus" / "ECB+.tar.gz", ".xml"):
        name = Path(path).stem
        if _split(int(name.partition("_")[0])) == split and checked[name]:
            yield ecb_example(name, xml, checked[name])


def ecb_chains(data: Path, split: Split) -> Iterator[tuple[str, str, dict[Stretch, str]]]:
    """Yield name and text of ECB+'s documents of a split, and for each event mention what it tells of, the same in all documents.

    Only mentions in checked sentences; one that is in no chain tells of something of its own.
    """
    checked = _checked(data / "ecbplus" / "ECBplus_coreference_sentences.csv")
    for path, xml in packed_files(data / "ecbplus" / "ECB+.tar.gz", ".xml"):
        name = Path(path).stem
        if _split(int(name.partition("_")[0])) != split or not checked[name]:
            continue
        document = parse(xml)
        told: dict[Stretch, str] = {}
        for key, mark in document.markables.items():
            if _layer(mark) == "ecb.event" and mark.sentences <= set(checked[name]):
                instance = document.instances.get(key, f"here alone {key}")
                told[mark.stretch] = f"{name} {instance}" if instance.startswith("here ") else instance
        yield name, document.text, dict(sorted(told.items()))


def ecb_example(name: str, xml: str, checked: Collection[int]) -> Example:
    """Return one document of ECB+; what stands in no checked sentence is left out."""
    document = parse(xml)
    kept = {key: mark for key, mark in document.markables.items() if mark.sentences <= set(checked) and _layer(mark)}
    links: list[tuple[str, Stretch, Stretch]] = []
    for chain in document.chains:
        events = sorted({kept[key].stretch for key in chain if key in kept and _layer(kept[key]) == "ecb.event"})
        links += [("ecb.coref", later, earlier) for at, later in enumerate(events) for earlier in events[:at]]
    return Example(
        name=f"ecbplus:{name}",
        text=document.text,
        spans=tuple(dict.fromkeys((_layer(mark), mark.stretch) for mark in kept.values())),
        links=tuple(dict.fromkeys(links)),
        complete=frozenset({*LAYERS.values(), "ecb.coref"}),
        within=[document.sentences[one] for one in sorted(checked) if one in document.sentences],
    )


def _layer(mark: Markable) -> str:
    return LAYERS.get(mark.tag.partition("_")[0], "")


def _split(topic: int) -> Split:
    return "test" if topic in TEST_TOPICS else "dev" if topic in DEV_TOPICS else "train"


def _checked(path: Path) -> defaultdict[str, set[int]]:
    """Return the checked sentences of each document; the file writes document 12_10ecb as topic 12, file 10ecb."""
    found: defaultdict[str, set[int]] = defaultdict(set)
    with path.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            found[f"{row['Topic']}_{re.sub(r'[.]xml$', '', row['File'])}"].add(int(row["Sentence Number"]))
    return found
