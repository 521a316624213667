"""Events in PLOVER's classes: the gold standard records, to test on, and machine-made stories, to learn from."""

from __future__ import annotations

import csv
import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path

from training.corpora.corpus import Split, split_of
from training.examples import Example, Stretch

WORDS = 150
"""Words of a story, which is cut at the end of a sentence: the network sees a label's stretch only within one window."""

MERGED = {"FIGHT": "ASSAULT", "DISAPPROVE": "ACCUSE", "INVESTIGATE": "ACCUSE", "DEMAND": "REQUEST"}
"""Classes of the records (PLOVER 0.5) that PLOVER of 2021, and so the stories, know under another name."""

PARTS = {"SRC": "source", "TAR": "target", "EVT": "event", "LOC": "place"}


def records(data: Path, split: Split) -> Iterator[Example]:
    """Yield the gold standard records; all of them are the test split."""
    if split == "test":
        for record in json.loads((data / "plover_gsr" / "PLOVER_GSR_CAMEO.json").read_text(encoding="utf-8")):
            if record["event"] != "DOCUMENT":
                told = record["textInfo"]
                marked = told if isinstance(told, str) else told["markup"]  # one record has it a level higher
                yield example(record["id"], record["text"], marked, MERGED.get(record["event"], record["event"]))


def example(name: str, text: str, marked: str, event: str) -> Example:
    """Return a record. Marked words that the text lacks (the coders mended some texts) are left out."""
    plain, spans = unmarked(marked)
    found: list[tuple[str, Stretch]] = []
    for layer, (start, end) in spans:
        at = min(
            (match.start() for match in re.finditer(re.escape(plain[start:end]), text)),
            key=lambda at: abs(at - start),
            default=-1,
        )
        if at >= 0 and start < end:
            found.append((layer, (at, at + end - start)))
    return Example(
        name=f"plover:{name}",
        text=text,
        spans=tuple(dict.fromkeys(found)),
        labels=[("plover", (0, len(text)), event)],
        complete=frozenset(f"plover.{part}" for part in PARTS.values()),
    )


def unmarked(marked: str) -> tuple[str, list[tuple[str, Stretch]]]:
    """Return the text without its marks, "(SRC/TAR: Britain)", and what was marked; marks may lie in marks."""
    plain = ""
    spans: list[tuple[str, Stretch]] = []
    open_: list[tuple[list[str], int]] = []
    for part in re.findall(r"\([A-Z]{3}(?:/[A-Z]{3})*:\s*|[()]|[^()]+", marked):
        if part.endswith(")") and open_ and (begun := open_.pop())[0]:
            words = plain[begun[1] :]
            start = begun[1] + len(words) - len(words.lstrip())
            spans += [(f"plover.{PARTS[mark]}", (start, start + len(words.strip()))) for mark in begun[0] if mark in PARTS]
            continue
        marks = re.findall(r"[A-Z]{3}", part) if part.startswith("(") and ":" in part else []
        if part.startswith("("):
            open_.append((marks, len(plain)))
        plain += "" if marks else part
    return plain, spans


def stories(data: Path, split: Split) -> Iterator[Example]:
    """Yield the machine-made stories, split by headline; none is for testing."""
    with gzip.open(data / "ngec_synthetic" / "gpt2_synthetic_events_2023-10-19.csv.gz", "rt", encoding="utf-8") as lines:
        for number, row in enumerate(csv.DictReader(lines)):
            if split_of(row["title"], dev=0.1, test=0) == split and (text := shortened(row["text"])):
                yield Example(f"ngec:{number}", text, labels=[("plover", (0, len(text)), row["label"])])


def shortened(text: str) -> str:
    """Return a story up to the last sentence that ends within `WORDS`."""
    words = [match.end() for match in re.finditer(r"\S+", text)]
    cut = text[: words[WORDS - 1]] if len(words) > WORDS else text
    ends = [match.end() for match in re.finditer(r"[.!?][\"”’']*(?=\s|$)", cut)]
    return cut[: ends[-1]] if ends and len(words) > WORDS else cut.strip()
