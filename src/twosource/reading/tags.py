"""Universal POS tags for tokens: what tells a verb from a noun for the rules of this reader.

In: untagged Tokens of one sentence. Out: the same Tokens, tagged. An averaged perceptron over the word, its endings, its
neighbours, the tags before it and the parts of speech that a lexicon (lemminflect) allows it. The weights in
`tags.json.gz` are trained by `python -m training.tagger` on the GUM corpus, which also prints their accuracy.
Method: Collins 2002, "Discriminative training methods for hidden Markov models".
"""

from __future__ import annotations

import gzip
import json
from dataclasses import replace
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import numpy as np

from twosource.reading.tokens import Token
from twosource.vocabulary.inflection import parts_of_speech

if TYPE_CHECKING:
    from collections.abc import Sequence

    from twosource.vocabulary import Language

TAGS = ("ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN", "PUNCT", "SCONJ", "SYM",
        "VERB", "X")  # fmt: skip
"""The Universal POS tags, in the order of the weights."""


def tag(tokens: tuple[Token, ...], language: Language) -> tuple[Token, ...]:
    """Return the tokens with their tags. A language without weights gets tags by shape alone."""
    if language.name != "en":
        return tuple(replace(token, tag=_by_shape(token.text)) for token in tokens)
    rows, weights, certain = _weights()
    before, last = "-", "-"
    tagged = []
    shapes = [_shape(token.text) for token in tokens]
    for at, token in enumerate(tokens):
        best = certain.get(token.lower) if not token.is_capitalised else None
        if best is None:
            numbers = [row for row in map(rows.get, features(tokens, shapes, at, last, before)) if row is not None]
            best = TAGS[int(np.add.reduce(weights.take(numbers, axis=0), axis=0).argmax())]
        tagged.append(Token(token.text, token.lower, token.start, token.end, best))
        before, last = last, best
    return tuple(tagged)


def features(tokens: Sequence[Token], shapes: Sequence[str], at: int, last: str, before: str) -> list[str]:
    """Return the names of the features that hold at one token, given the two tags before it."""
    word = tokens[at].lower
    previous = tokens[at - 1].lower if at else "<"
    following = tokens[at + 1].lower if at + 1 < len(tokens) else ">"
    second = tokens[at + 2].lower if at + 2 < len(tokens) else ">"
    allowed = parts_of_speech(word)
    return [
        "b",
        "w" + word,
        "3" + word[-3:],
        "2" + word[-2:],
        "1" + word[:1],
        "s" + shapes[at] + ("0" if at == 0 else "1"),
        "a" + allowed,
        "l" + last,
        "m" + last + before,
        "x" + last + "|" + word,
        "p" + previous,
        "q" + previous[-3:] + "|" + allowed,
        "n" + following,
        "o" + following[-3:] + "|" + allowed,
        "c" + last + "|" + allowed,
        "d" + parts_of_speech(following) + "|" + allowed + "|" + last,
        "e" + second,
        "h" + shapes[at + 1] if at + 1 < len(shapes) else "h>",
    ]


@lru_cache(maxsize=65536)
def _shape(word: str) -> str:
    """Return what the letters look like: capital, digits, hyphen, mark."""
    if word.isupper() and len(word) > 1:
        kind = "A"
    elif word[:1].isupper():
        kind = "C"
    elif word[:1].isdigit():
        kind = "9"
    elif word[:1].isalpha():
        kind = "w"
    else:
        kind = word[:1]
    return kind + ("-" + word.rsplit("-", 1)[1][-2:].lower() if "-" in word[1:-1] else "")


def _by_shape(word: str) -> str:
    if word[:1].isdigit():
        return "NUM"
    if not word[:1].isalpha():
        return "PUNCT"
    return "PROPN" if word[:1].isupper() else "X"


@cache
def _weights() -> tuple[dict[str, int], np.ndarray[Any, Any], dict[str, str]]:
    packed = files("twosource.reading").joinpath("tags.json.gz").read_bytes()
    stored = json.loads(gzip.decompress(packed))
    weights = np.zeros((len(stored["weights"]), len(TAGS)), dtype=np.float32)
    for at, row in enumerate(stored["weights"].values()):
        for tag_number, weight in row.items():
            weights[at, int(tag_number)] = weight
    return {name: at for at, name in enumerate(stored["weights"])}, weights, stored["certain"]
