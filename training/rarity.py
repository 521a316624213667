"""How many reports hold each word: the table `rarity.tsv.gz` of linking.

    python -m training.rarity [--shared ../shared]

In: the news reports of the shared folder and ECB+'s training topics. Out: the table, words that three or more reports hold, with
how many; its first row counts the reports. Counts of words are facts; no report's text is in it.
"""

from __future__ import annotations

import argparse
import gzip
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from training.corpora.cat import ecb
from training.reports import CORPORA, corpus, plain
from twosource.linking.rarity import base

OUT = Path("src/twosource/linking/rarity.tsv.gz")
LEAST = 3
_WORD = re.compile(r"\w+(?:[-'’]\w+)*")


def main() -> None:
    """Count and write."""
    parser = argparse.ArgumentParser(description="Count in how many reports each word stands.")
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    options = parser.parse_args()
    counted: Counter[str] = Counter()
    number = 0
    for text in texts(options.shared):
        number += 1
        counted.update({base(word.casefold()) for word in _WORD.findall(text)})
    kept = sorted((word, count) for word, count in counted.items() if count >= LEAST and not word.isdigit())
    rows = [f"\t{number}", *(f"{word}\t{count}" for word, count in kept)]
    OUT.write_bytes(gzip.compress(("\n".join(rows) + "\n").encode(), mtime=0))
    print(f"{len(kept)} words of {number} reports, {OUT.stat().st_size} bytes")


def texts(shared: Path) -> Iterator[str]:
    """Yield the texts that are counted."""
    for name in sorted(set(CORPORA) - {"ecb_plus_conflict"}):  # its test topics are kept apart
        yield from (plain(row["text"]) for row in corpus(shared / "news", name).values())
    yield from (one.text for one in ecb(shared / "data", "train"))


if __name__ == "__main__":
    main()
