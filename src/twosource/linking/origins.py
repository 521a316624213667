"""Which reports are one text: the one door to datasketch.

In: Documents. Out: groups of document ids, each a text that was printed more than once: a reprint, a wire story under several
mastheads, a re-issue. MinHash over runs of five words proposes pairs; the share of the shorter text's runs that stand in the
longer decides, because a paper that prints half of a wire story is still that wire story.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from twosource.linking.clusters import Groups
from twosource.nouns import Document

_RUN = 5  # words a run; of 3 to 8, five is the shortest in which two reports of one day share few by chance
_CONTAINED = 0.6  # a text with three fifths of its runs in another is that other, cut or padded
_STUB = 8  # a text of fewer runs (twelve words) is a headline, and its words say nothing of where they came from
_PERMUTATIONS = 64
_BAND_ROWS = 2  # 32 bands of 2 rows: a pair with a Jaccard of 0.2 (a quarter of a story, reprinted) is met with p = 0.73
_WORD = re.compile(r"\w+")


def copies(documents: Sequence[Document]) -> tuple[tuple[str, ...], ...]:
    """Return the groups of documents that are one text; a text printed once is in none."""
    runs = {document.id: _runs(document) for document in documents}
    groups: Groups[str, bool] = Groups(((document.id, True) for document in documents), lambda _left, _right: True)
    for left, right in _met(runs):
        if contained(runs[left], runs[right]) >= _CONTAINED:
            groups.join(left, right)
    return tuple(sorted(tuple(sorted(group)) for group in groups.all() if len(group) > 1))


def contained(left: frozenset[str], right: frozenset[str]) -> float:
    """Return the share of the smaller set that stands in the larger, from 0 to 1; 0 for a stub."""
    smaller = min(len(left), len(right))
    return len(left & right) / smaller if smaller >= _STUB else 0.0


def _runs(document: Document) -> frozenset[str]:
    """Return the runs of five words of the blocks that are read, so that a page's furniture makes no two pages one."""
    spans = [block.span for block in document.blocks if block.kind in {"title", "body"} and not block.repeats]
    text = "\n".join(document.quote(span) for span in spans) if spans else document.text
    found = [word.casefold() for word in _WORD.findall(text)]
    return frozenset(" ".join(found[at : at + _RUN]) for at in range(max(len(found) - _RUN + 1, min(len(found), 1))))


def _met(runs: dict[str, frozenset[str]]) -> list[tuple[str, str]]:
    """Return the pairs of documents that share a band of their MinHash; only a few in a folder of different reports do."""
    if len(runs) <= _FEW:
        names = sorted(runs)
        return [(left, right) for at, left in enumerate(names) for right in names[at + 1 :]]
    from datasketch import MinHash, MinHashLSH  # noqa: PLC0415  1 s: only a large folder pays for it

    index = MinHashLSH(num_perm=_PERMUTATIONS, params=(_PERMUTATIONS // _BAND_ROWS, _BAND_ROWS))
    found: list[tuple[str, str]] = []
    for name in sorted(runs):
        sketch = MinHash(num_perm=_PERMUTATIONS)
        sketch.update_batch([run.encode() for run in sorted(runs[name])])
        found += [(str(other), name) for other in sorted(index.query(sketch))][:_MET]
        index.insert(name, sketch)
    return found


_FEW = 24  # up to so many texts, comparing all is quicker than importing the index
_MET = 20  # a text meets at most so many of its copies: they are joined through each other
