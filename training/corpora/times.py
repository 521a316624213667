"""Expressions of time and what they mean: WikiWars (articles on wars) and MEANTIME (business news)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from xml.etree import ElementTree as ET

from training.corpora.cat import parse
from training.corpora.corpus import Split, Text, packed_files
from training.examples import Example, Stretch

Source = Literal["wikiwars", "meantime"]

ANNOTATED_SENTENCES = 6
"""MEANTIME marks times in the headline and the first five sentences."""
WIKIWARS_TEST, WIKIWARS_DEV = 17, 16
"""Zhong et al. 2017 test on the articles from 17 on; of their training articles the shortest one is kept for development."""
MEANTIME_TRAIN = "corpus_apple"


@dataclass(frozen=True, slots=True)
class Timed:
    """An example with the TIMEX value of each of its times ("1954-11", "P5Y", "" if none), and the day that it was written."""

    example: Example
    values: dict[Stretch, str]
    written: str


def examples(data: Path, split: Split) -> Iterator[Example]:
    """Yield the texts of both corpora."""
    for source in ("wikiwars", "meantime"):
        yield from (one.example for one in timed(data, split, source))


def timed(data: Path, split: Split, source: Source) -> Iterator[Timed]:
    """Yield the texts of one corpus, with what their times mean."""
    if source == "wikiwars":
        for path, xml in packed_files(data / "wikiwars" / "wikiwars_1.0.4.tar.gz", ".tml"):
            number = int(Path(path).name.partition("_")[0])
            if split == ("test" if number >= WIKIWARS_TEST else "dev" if number == WIKIWARS_DEV else "train"):
                yield wikiwars(Path(path).stem, xml)
    else:
        for path, xml in packed_files(data / "meantime" / "meantime_english_intra_cross-doc.tar.gz", ".xml"):
            name, folder = Path(path).stem, Path(path).parent.name
            held = "dev" if int(name.partition("_")[0]) % 10 == 0 else "train"
            if split == (held if folder == MEANTIME_TRAIN else "test"):
                yield meantime(name, xml)


def wikiwars(name: str, xml: str) -> Timed:
    """Return an article of WikiWars in the TIMEX3 form."""
    root = ET.fromstring(xml)  # noqa: S314 - a corpus of ours, no stranger's file
    body = root.find("TEXT")
    if body is None:
        raise ValueError(f"{name} has no TEXT")
    text, values = Text(), {}
    text.add((body.text or "").lstrip())
    for time in body.iter("TIMEX3"):
        stretch = text.add("".join(time.itertext()), "")
        values[stretch] = time.get("value", "")
        text.add(time.tail or "", "")
    written = root.find("DCT/TIMEX3")
    return _timed(f"timex:{name}", str(text), values, "" if written is None else written.get("value", ""))


def meantime(name: str, xml: str) -> Timed:
    """Return the annotated part of an article of MEANTIME."""
    document = parse(xml, ANNOTATED_SENTENCES)
    written = ET.fromstring(xml).find("Markables/TIMEX3[@functionInDocument='CREATION_TIME']")  # noqa: S314 - as above
    values = {mark.stretch: mark.attributes.get("value", "") for mark in document.markables.values() if mark.tag == "TIMEX3"}
    return _timed(f"timex:{name}", document.text, values, "" if written is None else written.get("value", ""))


def _timed(name: str, text: str, values: dict[Stretch, str], written: str) -> Timed:
    spans = [("timex", stretch) for stretch in sorted(values)]
    meant = {stretch: "" if value == "null" else value for stretch, value in values.items()}
    return Timed(Example(name, text, spans, complete=frozenset({"timex"})), meant, written)
