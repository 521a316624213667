"""Print what each corpus holds.

python -m training.corpora ../shared/data
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from rich.console import Console
from rich.table import Table

from training.corpora import CORPORA
from training.corpora.corpus import SPLITS


def main() -> None:
    """Print, for every corpus and split, the examples, words, and the spans, labels and links by layer."""
    data = Path(sys.argv[1])
    table = Table("corpus", "split", "examples", "words", "what it marks")
    for corpus in CORPORA.values():
        for split in SPLITS:
            examples = list(corpus.read(data, split))
            marks = Counter(mark for one in examples for marked in (one.spans, one.labels, one.links) for mark, *_ in marked)
            words = sum(len(one.text.split()) for one in examples)
            told = ", ".join(f"{mark} {count}" for mark, count in sorted(marks.items()))
            table.add_row(corpus.name, split, str(len(examples)), str(words), told)
    Console(width=200).print(table)


main()
