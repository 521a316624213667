"""How the reader bears texts as careless copiers leave them.

    python -m quality.robustness [--shared ../shared] [--reader network] [--readme]

In: the development set of `quality.gate`. Each report is spoiled in one way after another; what is wanted moves with its words.
Out: a table of F1 per layer and way. Nothing here may end in an exception, an empty and a very long report included.
"""

from __future__ import annotations

import argparse
import re
import sys
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.progress import track
from rich.table import Table

from docs.generate import put
from quality import annotations, scoring
from quality.annotations import Annotated
from quality.gate import add, machine_reading
from training import annotated
from twosource.reading import DEFAULT, READERS

LAYERS = ("actors", "places", "times", "figures", "events", "events type", "roles", "said content", "said source", "control")


@dataclass(frozen=True, slots=True)
class Edit:
    """The characters from `start` to before `end` give way to others."""

    start: int
    end: int
    text: str


Spoil = Callable[[str], Iterable[Edit]]
"""A text in, the edits that spoil it out, in the order of the text, none touching another."""


def _whole(change: Callable[[str], str]) -> Spoil:
    def edits(text: str) -> Iterable[Edit]:
        for at, letter in enumerate(text):
            if change(letter) != letter and len(change(letter)) == 1:
                yield Edit(at, at + 1, change(letter))

    return edits


def _each(pattern: str, made: Callable[[re.Match[str]], str]) -> Spoil:
    return lambda text: [Edit(*match.span(), made(match)) for match in re.finditer(pattern, text)]


WAYS: dict[str, Spoil] = {
    "as it is": lambda _: (),
    "upper case": _whole(str.upper),
    "lower case": _whole(str.lower),
    "no commas or apostrophes": _each(r"[,’']", lambda _: ""),
    "no full stops": _each(r"[.!?](?=\s|$)", lambda _: ""),
    "blanks before marks": _each(r"(?<=\w)([.,;:!?)\"”])(?=\s|$)", lambda match: " " + match[1]),
    "names spelt otherwise": _each(
        r"\b(?:[Aa]l|[Ee]l)-(?=[A-Z])|(?<=[a-z])(?:oo|ee|kh|q|aa)(?=[a-z])",
        lambda match: {"oo": "u", "ee": "i", "kh": "h", "q": "k", "aa": "a"}.get(
            match[0], "el-" if match[0][0] in "aA" else "al-"
        ),
    ),
}
"""Each way of spoiling a text. Names are respelt as other papers would: "el-" for "al-", "u" for "oo"."""


def spoiled(report: Annotated, spoil: Spoil) -> Annotated:
    """Return a report with its text spoiled and what is wanted of it moved along."""
    edits = list(spoil(report.page.text))
    text, parts, at = report.page.text, [], 0
    for edit in edits:
        parts += [text[at : edit.start], edit.text]
        at = edit.end
    page = replace(report.page, text="".join([*parts, text[at:]]))
    return replace(report, page=page, wanted=_moved(report.wanted, Shift(edits)))


class Shift:
    """Where a character of the old text stands in the new one."""

    def __init__(self, edits: Sequence[Edit]) -> None:
        self.ends = [edit.end for edit in edits]
        self.by = [0]
        for edit in edits:
            self.by.append(self.by[-1] + len(edit.text) - (edit.end - edit.start))

    def __call__(self, at: int) -> int:
        """Return the new place of an offset; inside an edit, that of the edit's end."""
        return at + self.by[bisect_right(self.ends, at)]


def _moved(value: Any, shift: Callable[[int], int]) -> Any:
    """Return annotations with every pair of offsets moved."""
    if isinstance(value, dict):
        return {key: _moved(one, shift) for key, one in value.items()}
    if isinstance(value, list | tuple):
        if len(value) == 2 and all(isinstance(one, int) for one in value):
            return [shift(value[0]), shift(value[1])]
        return [_moved(one, shift) for one in value]
    return value


def joined(reports: Sequence[Annotated], words: int) -> Annotated:
    """Return one report of at least so many words, made of others one behind the other; nothing is wanted of it."""
    text = "\n".join(report.page.text for report in reports)
    times = words // max(1, len(text.split())) + 1
    return replace(reports[0], name="joined", page=replace(reports[0].page, text=text * times), wanted={})


def main() -> int:
    """Spoil, read, score, print."""
    parser = argparse.ArgumentParser(description="Score a reader on spoiled texts.")
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--reader", choices=READERS, default=DEFAULT)
    parser.add_argument("--readme", action="store_true", help="also write the table into README")
    options = parser.parse_args()
    folder = options.shared / "annotation"
    if not folder.is_dir():
        print(f"{folder} is not here: nothing to score (this is no failure)")
        return 0
    reports = [one for one in annotated.reports(options.shared) if annotated.held_out(one)]
    coarse = annotations.coarse_types(folder)
    rows = [["F1", *LAYERS]]
    for way, spoil in track(WAYS.items(), "spoiling and reading", console=Console(stderr=True), transient=True):
        counts = add(
            [
                scoring.score(one.wanted, machine_reading(one, options.reader), coarse)
                for one in (spoiled(report, spoil) for report in reports)
            ]
        )
        rows.append([way, *(f"{counts[layer].f1:.1f}" for layer in LAYERS)])
    long, empty = joined(reports, 20_000), replace(reports[0], page=replace(reports[0].page, text=""))
    read = machine_reading(long, options.reader)
    machine_reading(empty, options.reader)
    table = Table(*rows[0], title=f"{options.reader}: {len(reports)} held-out reports", title_justify="left")
    for row in rows[1:]:
        table.add_row(*row)
    Console(width=140).print(table)
    print(f"a report of {len(long.page.text.split())} words: {len(read['events'])} events; an empty one: no exception")
    if options.readme:
        heads = [f"| {' | '.join(rows[0])} |", "|---|" + "--:|" * len(LAYERS)]
        put("robustness", [*heads, *(f"| {' | '.join(row)} |" for row in rows[1:])])
    return 0


if __name__ == "__main__":
    sys.exit(main())
