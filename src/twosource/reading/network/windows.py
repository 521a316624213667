"""A text as the network takes it in: pieces of words, their shapes, and windows over them.

In: a text and the bundle's tokeniser. Out: `Units` (the words that spans begin and end on) and the windows that the network
reads one at a time. The training uses the same code, so that what was learnt is what is read.

The encoder's word pieces are uncased; the case comes back as a shape for each piece, and the white space before a word as its
gap, so that a headline, a name and a sentence's first word can be told apart.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from tokenizers import Tokenizer

SHAPES = ("special", "lower", "title", "upper", "mixed", "digits", "mark")
"""What a word's letters look like."""
GAPS = ("glued", "blank", "line")
"""What stands before a word: nothing, a blank, a line break."""

PIECES = 304
"""Word pieces in a window, the two that frame it included: about 210 words, some eight sentences. A longer window knows more of
what was said before and costs more a word, for attention grows with its square."""
OVERLAP = 32
"""Word pieces that two neighbouring windows share: a sentence, for the speaker or the actor that stands before. On 37
reports that the network had not learnt from, 48 pieces find the same within half a point and cost 4 % more."""

Array = np.ndarray[Any, np.dtype[np.int64]]


@dataclass(frozen=True, slots=True)
class Units:
    """The words of a text, N of them, and their word pieces, M of them.

    `start`, `end` [N]: character offsets. `first` [N]: the position of a word's first piece. `ids` [M]: vocabulary positions.
    `shape`, `gap` [N]: positions in SHAPES and GAPS. `breaks` [N]: 1 where a sentence may begin.
    """

    start: Array
    end: Array
    first: Array
    ids: Array
    shape: Array
    gap: Array
    breaks: Array

    def __len__(self) -> int:
        return len(self.start)

    def pieces_of(self, begin: int, end: int) -> tuple[int, int]:
        """Return the pieces of the words from `begin` to before `end`."""
        return int(self.first[begin]), int(self.first[end]) if end < len(self.first) else len(self.ids)

    def find(self, start: int, end: int) -> tuple[int, int] | None:
        """Return the first and the last word of a stretch of characters, None if no word lies in it."""
        begin = int(np.searchsorted(self.end, start, side="right"))
        last = int(np.searchsorted(self.start, end, side="left")) - 1
        return (begin, last) if begin <= last else None


@dataclass(frozen=True, slots=True)
class Window:
    """Words `begin` to before `end` are read together; those from `own` to before `own_end` are this window's to report."""

    begin: int
    end: int
    own: int
    own_end: int


def units(text: str, tokeniser: Tokenizer) -> Units:
    """Return a text's words and their pieces."""
    encoded = tokeniser.encode(text, add_special_tokens=False)
    first, start, end = [], [], []
    last = None
    for at, (word, (begin, stop)) in enumerate(zip(encoded.word_ids, encoded.offsets, strict=True)):
        if word != last:
            first.append(at)
            start.append(begin)
            end.append(stop)
            last = word
        else:
            end[-1] = stop
    gaps = [_gap(text[before:begin]) if at else 2 for at, (before, begin) in enumerate(zip([0, *end], start, strict=False))]
    words = [text[begin:stop] for begin, stop in zip(start, end, strict=True)]
    return Units(
        _array(start),
        _array(end),
        _array(first),
        _array(encoded.ids),
        _array([_shape(word) for word in words]),
        _array(gaps),
        _array([int(gap == 2 or (at > 0 and words[at - 1] in ".!?" and gap > 0)) for at, gap in enumerate(gaps)]),
    )


def windows(found: Units, pieces: int = PIECES, overlap: int = OVERLAP) -> list[Window]:
    """Return the windows over a text's words, cut where a sentence begins if there is such a place.

    Each word is one window's own; where two windows overlap, the border runs through the middle.
    """
    whole: list[tuple[int, int]] = []
    begin, count = 0, len(found)
    while begin < count:
        limit = found.first[begin] + pieces - 2
        end = int(np.searchsorted(found.first, limit, side="right"))
        if end >= count and len(found.ids) <= limit:
            whole.append((begin, count))
            break
        end = min(end, count) - 1  # the last word may reach beyond the limit with its later pieces
        end = max(_break_before(found, begin + 1, end), begin + 1)
        whole.append((begin, end))
        back = int(np.searchsorted(found.first, found.first[min(end, count - 1)] - overlap, side="left"))
        begin = max(_break_before(found, begin + 1, back), begin + 1) if back > begin else end
    cuts = [0] + [_middle(found, right[0], left[1]) for left, right in zip(whole, whole[1:], strict=False)] + [count]
    return [Window(begin, end, cuts[at], cuts[at + 1]) for at, (begin, end) in enumerate(whole)]


def framed(found: Units, window: Window, frame: tuple[int, int]) -> tuple[Array, Array, Array, Array]:
    """Return a window's pieces [M], their shapes [M] and gaps [M], framed, and the position of each word's first piece [U]."""
    low, high = found.pieces_of(window.begin, window.end)
    counts = np.diff(np.append(found.first[window.begin : window.end], high))
    ids = np.concatenate([frame[:1], found.ids[low:high], frame[1:]])
    shapes, gaps = (
        np.concatenate([[0], np.repeat(part[window.begin : window.end], counts), [0]]) for part in (found.shape, found.gap)
    )
    return ids, shapes, gaps, found.first[window.begin : window.end] - low + 1


def _break_before(found: Units, low: int, at: int) -> int:
    """Return the last place up to `at` where a sentence begins, if it lies in the last third of the stretch, else `at`."""
    places = np.flatnonzero(found.breaks[low : at + 1])
    place = low + int(places[-1]) if len(places) else at
    return place if place - low > (at - low) * 2 // 3 else at


def _middle(found: Units, begin: int, end: int) -> int:
    """Return where the border between two windows runs that share the words from `begin` to before `end`."""
    if begin >= end:
        return end
    places = begin + np.flatnonzero(found.breaks[begin:end])
    middle = (begin + end) // 2
    return int(min(places, key=lambda at: abs(at - middle))) if len(places) else middle


def _gap(between: str) -> int:
    return 2 if "\n" in between else 1 if between else 0


def _shape(word: str) -> int:
    if not any(char.isalnum() for char in word):
        return SHAPES.index("mark")
    if word[0].isdigit():
        return SHAPES.index("digits")
    if word.islower():
        return SHAPES.index("lower")
    if word.isupper():
        return SHAPES.index("upper") if len(word) > 1 else SHAPES.index("title")
    return SHAPES.index("title") if word[0].isupper() and (word[1:].islower() or len(word) == 1) else SHAPES.index("mixed")


def _array(values: list[int]) -> Array:
    return np.array(values, dtype=np.int64)
