"""Speed of the network reader, in one run beside a token classifier of BERT's size and beside the rules.

    python -m benchmarks.network [--reports 60] [--peer 6] [--readme]

Reports of about 600 words are made of the invented ones of `examples/`. *Alone*: the network finds stretches and links, the peer
labels tokens, both on one thread, no rules; the peer is BERT-base (12 layers of 768, the architecture of ConfliBERT) in PyTorch,
with random weights, which take the same time as trained ones; without PyTorch it is left out, and its row says so. *Whole
process*: `twosource read --json`, a worker process for each core, with the memory of the largest. *Length*: what a thousand
words cost as reports grow.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import tempfile
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from rich.table import Table

from benchmarks.reports import many
from benchmarks.speed import OUT, markdown, process, timed
from docs.generate import put
from twosource.reading.network.encoder import encoder
from twosource.reading.network.windows import units

WORDS = 600
LENGTHS = (300, 600, 1200, 4800)
CORES = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
PIECES = 512
"""Word pieces that the peer sees at a time, its most."""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Measure the network reader beside its peers.")
    parser.add_argument("--reports", type=int, default=60)
    parser.add_argument("--peer", type=int, default=6, help="reports that the slow peer reads")
    parser.add_argument("--readme", action="store_true", help="also write the tables into README")
    options = parser.parse_args()
    reports = long(options.reports, WORDS)
    tables = [alone(reports, options.peer), whole(reports), lengths()]
    if options.readme:
        put("network bench", [line for table in tables for line in markdown(table)])


def long(number: int, words: int) -> list[str]:
    """Return so many texts of about so many words, each of several invented reports one behind the other."""
    texts: list[str] = []
    parts: list[str] = []
    for line in many(number * (words // 40 + 2)):
        parts.append(json.loads(line)["text"])
        if sum(len(part.split()) for part in parts) >= words:
            texts.append("\n".join(parts))
            parts = []
        if len(texts) == number:
            break
    return texts


def alone(reports: Sequence[str], some: int) -> Table:
    """Print and return what the network costs by itself, beside the peer."""
    table = Table(title=f"alone, one thread, reports of {WORDS} words", title_justify="left")
    for name in ("reader", "reports", "ms a report", "reports a second", "times as fast as the peer"):
        table.add_column(name, justify="left" if name == "reader" else "right")
    encoder().answers(reports[0])
    own, _ = timed(lambda: [encoder().answers(text) for text in reports])
    each = own / len(reports)
    if find_spec("torch") is None:
        table.add_row("BERT-base: PyTorch is not installed", "", "", "", "")
        table.add_row("network", str(len(reports)), f"{1000 * each:.0f}", f"{1 / each:.1f}", "")
    else:
        peer = bert()
        peer(reports[0])
        spent, _ = timed(lambda: [peer(text) for text in reports[:some]])
        theirs = spent / some
        table.add_row("BERT-base token classifier, PyTorch", str(some), f"{1000 * theirs:.0f}", f"{1 / theirs:.2f}", "1.0")
        table.add_row("network", str(len(reports)), f"{1000 * each:.0f}", f"{1 / each:.1f}", f"{theirs / each:.1f}")
    OUT.print(table)
    return table


def bert() -> Callable[[str], Any]:
    """Return a token classifier of BERT-base's size with random weights: a text in, a label for each word piece out."""
    import torch  # noqa: PLC0415  (the training extra; the benchmark runs without it)
    from torch import nn  # noqa: PLC0415

    torch.set_num_threads(1)
    layer = nn.TransformerEncoderLayer(768, 12, 3072, activation="gelu", batch_first=True)
    layers = nn.TransformerEncoder(layer, 12, enable_nested_tensor=False).eval()
    words, places, head = nn.Embedding(30522, 768), nn.Embedding(PIECES, 768), nn.Linear(768, 9)

    @torch.inference_mode()
    def label(text: str) -> list[Any]:
        ids = torch.from_numpy(units(text, encoder().tokeniser).ids)
        parts = [ids[at : at + PIECES] for at in range(0, len(ids), PIECES)]
        return [head(layers((words(part) + places.weight[: len(part)])[None])).argmax(-1) for part in parts]

    return label


def whole(reports: Sequence[str]) -> Table:
    """Print and return time and peak memory of the whole of `twosource read`, with a worker process for each core."""
    table = Table(title=f"whole process: twosource read --json, {CORES} cores, {WORDS} words", title_justify="left")
    for name in ("reader", "reports", "seconds", "reports a second", "reports a second, start apart", "peak memory, MB"):
        table.add_column(name, justify="left" if name == "reader" else "right")
    with tempfile.TemporaryDirectory() as folder:
        for reader in ("network", "rules"):
            spent: list[float] = []
            for some in (reports[:2], reports):
                path = Path(folder) / f"{len(some)}.jsonl"
                lines = [json.dumps({"id": f"r{at}", "text": text, "published": "2025-05-05"}) for at, text in enumerate(some)]
                path.write_text("\n".join(lines) + "\n", encoding="utf-8")
                command = [sys.executable, "-m", "twosource", "read", "--json", "--quiet", "--reader", reader]
                seconds, memory = process([*command, str(path)])
                spent.append(seconds)
            rate = (len(reports) - 2) / max(1e-9, spent[1] - spent[0])
            row = (f"{spent[1]:.1f}", f"{len(reports) / spent[1]:.1f}", f"{rate:.1f}", f"{memory:.0f}")
            table.add_row(reader, str(len(reports)), *row)
    OUT.print(table)
    return table


def lengths() -> Table:
    """Print and return what a word costs as reports grow."""
    table = Table(title="growth with the length of a report, network alone", title_justify="left")
    for name in ("words", "ms a report", "ms a thousand words"):
        table.add_column(name, justify="right")
    for words in LENGTHS:
        texts = long(max(2, 9600 // words), words)
        spent, _ = timed(lambda some=texts: [encoder().answers(text) for text in some])
        counted = sum(len(text.split()) for text in texts)
        table.add_row(str(words), f"{1000 * spent / len(texts):.0f}", f"{1e6 * spent / counted:.0f}")
    OUT.print(table)
    return table


if __name__ == "__main__":
    main()
