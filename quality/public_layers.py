"""The layers of the public corpora over the bundle's reader, and the whole comparison with published figures.

    python -m quality.public_layers [--shared ../shared] [--readme]

The package ships what a reading needs. The layers that only the public test sets ask for lie here (`public_layers.onnx`), are
written by the same export and say which reader they belong to. Out: a table of our figure beside the published one, its metric
and whether both were measured on the same documents; `--readme` writes it into README.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path

import onnxruntime
from rich.console import Console
from rich.progress import track
from rich.table import Table

from docs.generate import put
from quality import public
from quality.public import Coded, Found, Score
from training import annotated
from training.examples import Stretch
from twosource.geography import open_gazetteer
from twosource.intake import freeze
from twosource.nouns import Page
from twosource.reading import dates, read
from twosource.reading.network.answers import spans
from twosource.reading.network.encoder import encoder
from twosource.reading.network.windows import units, windows
from twosource.vocabulary import load

LAYERS = Path(__file__).with_suffix(".onnx")
LONG = 4000
"""Characters of a record's text that are read for its code; the records are single sentences."""


def main() -> int:
    """Score and print."""
    parser = argparse.ArgumentParser(description="Score the network on the public test sets.")
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--readme", action="store_true", help="write the table into README")
    options = parser.parse_args()
    data = options.shared / "data"
    if not data.is_dir():
        print(f"{data} is not here: nothing to score (this is no failure)")
        return 0
    learnt = frozenset(report.name for report in annotated.reports(options.shared) if annotated.learnt(report))
    classes = {name: kind.plover for name, kind in load().events.items()}
    found = list(public.scores(data, predict, value=value, code=code, classes=classes, exclude=learnt))
    table = Table()
    heads, *rows = table_of(found)
    for head in heads:
        table.add_column(head)
    for row in rows:
        table.add_row(*row)
    Console(width=150).print(table)
    if options.readme:
        rule = "|".join("---" for _ in heads)
        put("public", [f"| {' | '.join(heads)} |", f"|{rule}|", *(f"| {' | '.join(row)} |" for row in rows)])
    return 0


def table_of(found: Sequence[Score]) -> list[list[str]]:
    """Return the scores as rows of text, the heads first."""
    rows = [["test set", "metric", "here", "published", "by", "same documents"]]
    for one in found:
        published = f"{one.published:.1f}" if one.published is not None else "none known"
        same = ("yes" if one.same_split else "no") if one.published is not None else ""
        rows.append([one.corpus, one.metric, f"{one.figure:.1f}", published, one.source, same])
    return rows


@cache
def layers() -> tuple[onnxruntime.InferenceSession, list[str]]:
    """Return the graph of the public layers and their names; raises ValueError if it was made for another reader."""
    known = json.loads(LAYERS.with_suffix(".json").read_text(encoding="utf-8"))
    if known["reader"] != encoder().manifest["files"]["reader.onnx"]:
        raise ValueError(f"{LAYERS.name} was made for another reader than the bundle's: run the export again")
    return onnxruntime.InferenceSession(str(LAYERS), providers=["CPUExecutionProvider"]), known["layers"]


def predict(texts: Sequence[str]) -> list[Found]:
    """Return the stretches of every public layer of each text."""
    return [_one(text) for text in track(texts, "reading", console=Console(stderr=True), transient=True)]


def _one(text: str) -> Found:
    graph, names = layers()
    whole = units(text, encoder().tokeniser)
    parts = windows(whole)
    scores = [graph.run(None, {"states": encoder().read(whole, window)[0]})[0] for window in parts]
    made: dict[str, list[tuple[int, int, float]]] = {}
    for one in spans(whole, parts, scores, names, {}):
        for layer, chance in one.layers.items():
            made.setdefault(layer, []).append((one.span.start, one.span.end, chance))
    return made


def value(text: str, stretch: Stretch, written: str) -> str:
    """Return what a time means as a TIMEX value; a stretch of days has none, a period ("five years") neither."""
    language = load().languages["en"]
    start, end = stretch
    try:
        day = date.fromisoformat(written)
    except ValueError:  # some texts of MEANTIME were written on "03-02-2009", which may be two days, some on none
        day = None
    when = dates.resolve(text[start:end], day=day, language=language, anchors=(), tense=dates.tense(text[:start], language))
    return when.first if when.first and when.first == when.last else ""


def code(text: str) -> list[Coded]:
    """Return the events of a text as they are read, those in the news before what lies behind it."""
    page = Page(origin="record", text=text[:LONG], raw="record", extractor="plain")
    reading = read(freeze(page, received=date.max), load(), open_gazetteer())
    found = sorted(reading.events, key=lambda one: (one.background, one.trigger))
    return [
        Coded(
            one.type,
            [(span.start, span.end) for span in one.agent],
            [(span.start, span.end) for span in one.target],
        )
        for one in found
    ]


if __name__ == "__main__":
    raise SystemExit(main())
