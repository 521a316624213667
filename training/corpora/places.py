"""Which place belongs to which verb of an event: Halterman's sentences of conflict news."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from training.corpora.corpus import Split, json_lines, only, split_of
from training.examples import Example, Stretch

GOLD = "RELABEL"
"""The source of the lines that were labelled anew as gold: the test set."""


def examples(data: Path, split: Split) -> Iterator[Example]:
    """Yield one example a text; its verbs, each a line of the file, are linked ("loc") to the places of their events.

    Texts of the test set are in no other split, though the file holds most of them under other sources too. Where two readers
    disagreed on a verb, what either of them marked counts.
    """
    texts: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for line in json_lines(data / "event_location" / "labeled_text_no_gigaword.jsonl.gz"):
        texts[line["text"]].append(line)
    for text, lines in texts.items():
        gold = [line for line in lines if line["source"] == GOLD]
        if split == ("test" if gold else split_of(text, dev=0.05, test=0)) and any(line.get("spans") for line in gold or lines):
            yield example(text, gold or lines)


def example(text: str, lines: list[dict[str, Any]]) -> Example:
    """Return a text with the links of its lines; the label "placed" says whether the place of a verb's event is given at all."""
    verbs: dict[Stretch, str] = {}
    links: list[tuple[str, Stretch, Stretch]] = []
    for line in lines:
        marked: defaultdict[str, list[Stretch]] = defaultdict(list)
        for span in line.get("spans") or ():
            marked[span["label"]] += only([(span["start"], span["end"])], text)  # some lines mark a blank, or nothing
        for verb in marked["VERB"]:
            verbs[verb] = "yes" if marked["LOCATION"] else verbs.get(verb, "no")
        links += [("loc", verb, place) for verb in marked["VERB"] for place in marked["LOCATION"]]
    return Example(
        name=f"event_location:{hashlib.sha256(text.encode()).hexdigest()[:12]}",
        text=text,
        labels=[("placed", verb, given) for verb, given in verbs.items()],
        links=tuple(dict.fromkeys(links)),
        complete=frozenset({"loc"}),
    )
