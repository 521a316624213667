"""GUM: who says or thinks what, out of its rhetorical trees.

An attribution joins a satellite ("the ministry said") to a nucleus (what it said). The content is everything under the nucleus;
the source is what the relation's `attribution_source` signal points at; the cue is what its lexical signals point at.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

from training.corpora.corpus import Split, Text, packed_files, runs
from training.examples import Example, Stretch

LONGEST = 100
"""Words of a content. A longer one is no claim but a whole speech or an article with its author's name above it."""
LAYERS = frozenset({"gum.source", "gum.cue", "gum.content"})
LINKS = frozenset({"gum.said.source", "gum.said.cue"})


@dataclass(frozen=True, slots=True)
class Attribution:
    """The words (their numbers, from 0) of the satellite, and of source, cue and content."""

    satellite: Sequence[int]
    source: Sequence[int]
    cue: Sequence[int]
    content: Sequence[int]


def examples(data: Path, split: Split) -> Iterator[Example]:
    """Yield the documents of a split of GUM's own."""
    folder = data / "gum"
    named = set(re.findall(r"GUM_\w+", _section((folder / "splits.md").read_text(encoding="utf-8"), split)))
    trees = {Path(path).stem: xml for path, xml in packed_files(folder / "gum_rst_rs4.tar.gz", ".rs4")}
    for path, conllu in packed_files(folder / "gum_dep_conllu.tar.gz", ".conllu"):
        if Path(path).stem in named:
            yield example(Path(path).stem, conllu, trees[Path(path).stem])


def example(name: str, conllu: str, rs4: str) -> Example:
    """Return a document. The content is the head of its links: ("gum.said.source", content, source), and the cue likewise."""
    text, words = rebuilt(conllu)
    spans: list[tuple[str, Stretch]] = []
    links: list[tuple[str, Stretch, Stretch]] = []
    for one in attributions(rs4):
        if not one.content or len(one.content) > LONGEST:
            continue
        content = words[one.content[0]][0], words[one.content[-1]][1]
        spans.append(("gum.content", content))
        for part, numbers in (("source", one.source), ("cue", one.cue)):
            if numbers:
                first, last = _nearest(numbers, one.satellite)
                stretch = words[first][0], words[last][1]
                spans.append((f"gum.{part}", stretch))
                links.append((f"gum.said.{part}", content, stretch))
    return Example(f"gum:{name}", text, tuple(dict.fromkeys(spans)), links=tuple(dict.fromkeys(links)), complete=LAYERS | LINKS)


def rebuilt(conllu: str) -> tuple[str, list[Stretch]]:
    """Return the running text of a document, a paragraph a line, and where its words stand in it."""
    text, words = Text(), []
    gap, after, until = " ", " ", 0
    for line in conllu.splitlines():
        if line.startswith("# newpar"):
            gap = "\n"
        number, *columns = line.split("\t")
        blank = "" if columns and "SpaceAfter=No" in columns[-1] else " "
        if joined := re.fullmatch(r"\d+-(\d+)", number):  # "don't": the lines of its parts follow
            after, until = blank, int(joined[1])
        elif number.isdecimal():
            words.append(text.add(columns[0], gap))
            gap = "" if int(number) < until else after if int(number) == until else blank
            until = until if int(number) < until else 0
    return str(text), words


def attributions(rs4: str) -> Iterator[Attribution]:
    """Yield the attributions of a rhetorical tree, those over a secondary edge too."""
    root = ET.fromstring(rs4)  # noqa: S314 - a corpus of ours, no stranger's file
    nodes = {node.attrib["id"]: node for node in root.find("body") or () if node.tag in {"segment", "group"}}
    own: dict[str, range] = {}
    size = 0
    for key, node in nodes.items():
        if node.tag == "segment":
            own[key] = range(size, size + len((node.text or "").split()))
            size = own[key].stop
    under: defaultdict[str, list[str]] = defaultdict(list)
    for key, node in nodes.items():
        under[node.get("parent", "")].append(key)

    def words(key: str, without: Sequence[str] = ()) -> list[int]:
        return sorted({*own.get(key, ()), *(word for below in under[key] if below not in without for word in words(below))})

    signals = defaultdict(list)
    for signal in root.iter("signal"):
        signals[signal.get("source", "")].append(signal)
    edges = [(edge.attrib["id"], edge.attrib["source"], edge.attrib["target"], edge) for edge in root.iter("secedge")]
    for key, satellite, nucleus, relation in [*((key, key, node.get("parent", ""), node) for key, node in nodes.items()), *edges]:
        if _attributes(relation):
            sayers = [below for below in under[nucleus] if _attributes(nodes[below])]
            source = {word for one in signals[key] if one.get("subtype") == "attribution_source" for word in _words(one)}
            cue = {word for one in signals[key] if one.get("type") == "lexical" for word in _words(one)} - source
            yield Attribution(words(satellite), sorted(source), sorted(cue), words(nucleus, sayers))


def _words(signal: ET.Element) -> list[int]:
    """Return the numbers of a signal's words; the file counts from 1."""
    return [int(word) - 1 for word in signal.get("tokens", "").split(",") if word]


def _attributes(node: ET.Element) -> bool:
    return node.get("relname", "").startswith("attribution")


def _nearest(numbers: Sequence[int], satellite: Sequence[int]) -> tuple[int, int]:
    """Return the run of words that stands in the satellite, or nearest to its beginning.

    A source may be signalled twice, as a pronoun beside the verb and as the noun that it stands for.
    """
    begin = satellite[0] if satellite else numbers[0]
    return min(runs(numbers), key=lambda run: (run[0] not in satellite, abs(run[0] - begin)))


def _section(page: str, split: Split) -> str:
    return next((part for part in re.split(r"^## ", page, flags=re.MULTILINE) if part.startswith(f"{split}\n")), "")
