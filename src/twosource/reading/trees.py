"""Dependency trees for tagged tokens: who did what to whom, as far as grammar tells.

In: the tagged Tokens of one sentence. Out: the same Tokens with `head` (position of the governing token, -1 for the root)
and `relation` (a Universal Dependencies relation). A greedy arc-hybrid parser with an averaged perceptron; the weights in
`trees.npz` are trained with a dynamic oracle by `python -m training.trees` on the GUM corpus, which also prints the
attachment scores. Method: Goldberg and Nivre 2013, "Training deterministic parsers with non-deterministic oracles".
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import TYPE_CHECKING, Any

import numpy as np

from twosource.reading.tokens import Token

if TYPE_CHECKING:
    from collections.abc import Sequence

RELATIONS = (
    "acl", "acl:relcl", "advcl", "advmod", "amod", "appos", "aux", "aux:pass", "case", "cc", "ccomp", "compound", "conj", "cop",
    "csubj", "dep", "det", "expl", "fixed", "flat", "iobj", "mark", "nmod", "nmod:poss", "nsubj", "nsubj:pass", "nummod", "obj",
    "obl", "obl:agent", "obl:tmod", "parataxis", "punct", "root", "xcomp",
)  # fmt: skip
"""The relations the parser knows; what GUM has beyond them is cut to its main part, else `dep`."""

SHIFT = 0
MOVES = 1 + 2 * len(RELATIONS)
"""Shift, then attach leftward under each relation, then rightward under each relation."""

LONGEST = 160
"""Sentences of more tokens are not parsed: they are lists or tables, and a greedy parser only guesses in them."""


@dataclass(slots=True)
class State:
    """A parse under way: the stack, the first token of the buffer, and what has been attached so far.

    Position `size` is the artificial root, last in the buffer; position -1 stands for nobody, who has no children.
    """

    size: int
    stack: list[int]
    buffer: int
    heads: list[int]
    relations: list[int]
    lefts: list[list[int]]
    rights: list[list[int]]

    @classmethod
    def start(cls, size: int) -> State:
        """Return the state before the first move."""
        return cls(
            size,
            [],
            0,
            [-1] * (size + 1),
            [-1] * (size + 1),
            [[] for _ in range(size + 2)],
            [[] for _ in range(size + 2)],
        )

    def kinds(self) -> list[bool]:
        """Tell which kinds of move are allowed now: shift, left, right."""
        return [self.buffer < self.size, bool(self.stack), len(self.stack) > 1]

    def move(self, move: int) -> None:
        """Carry out one move."""
        if move == SHIFT:
            self.stack.append(self.buffer)
            self.buffer += 1
            return
        leftward = move <= len(RELATIONS)
        child = self.stack.pop()
        head = self.buffer if leftward else self.stack[-1]
        self.heads[child] = head
        self.relations[child] = (move - 1) % len(RELATIONS)
        (self.lefts if leftward else self.rights)[head].append(child)


def parse(tokens: tuple[Token, ...]) -> tuple[Token, ...]:
    """Return the tokens with their heads and relations."""
    if len(tokens) > LONGEST:
        return tokens
    rows, weights = _weights()
    words, tags = [token.lower for token in tokens], [token.tag for token in tokens]
    state = State.start(len(tokens))
    while state.buffer < state.size or state.stack:
        if not state.stack:
            state.move(SHIFT)
            continue
        numbers = [row for row in map(rows.get, features(state, words, tags)) if row is not None]
        scores = np.add.reduce(weights.take(numbers, axis=0), axis=0, dtype=np.int32)
        state.move(best_move(scores, state.kinds()))
    return tuple(
        Token(token.text, token.lower, token.start, token.end, token.tag, head, RELATIONS[relation])
        if head < state.size
        else Token(token.text, token.lower, token.start, token.end, token.tag, -1, "root")
        for token, head, relation in zip(tokens, state.heads, state.relations, strict=False)
    )


def best_move(scores: np.ndarray[Any, Any], kinds: Sequence[bool]) -> int:
    """Return the best-scored move among the allowed kinds."""
    best, move = None, SHIFT
    if kinds[0]:
        best, move = scores[0], SHIFT
    for kind, first in ((1, 1), (2, 1 + len(RELATIONS))):
        if kinds[kind]:
            at = first + int(scores[first : first + len(RELATIONS)].argmax())
            if best is None or scores[at] > best:
                best, move = scores[at], at
    return move


def features(state: State, words: Sequence[str], tags: Sequence[str]) -> list[str]:
    """Return the names of the features of a state: stack tops, buffer front, their words, tags, children and distance."""
    word, tag = [*words, "<root>", "-"], [*tags, "ROOT", "-"]  # position -1, nobody, is the last

    def child(of: list[int], back: int) -> str:
        return f"{tags[of[-back]]}{state.relations[of[-back]]}" if len(of) >= back else "-"

    stack = state.stack
    s0, s1, s2 = (stack[-k] if len(stack) >= k else -1 for k in (1, 2, 3))
    n0, n1, n2 = (state.buffer + k if state.buffer + k <= state.size else -1 for k in (0, 1, 2))
    ws0, ws1, wn0, wn1 = word[s0], word[s1], word[n0], word[n1]
    ts0, ts1, ts2, tn0, tn1, tn2 = tag[s0], tag[s1], tag[s2], tag[n0], tag[n1], tag[n2]
    left0, right0, left1, right1, leftn = state.lefts[s0], state.rights[s0], state.lefts[s1], state.rights[s1], state.lefts[n0]
    l0, r0, r02, ln, l1, r1 = (
        child(left0, 1),
        child(right0, 1),
        child(right0, 2),
        child(leftn, 1),
        child(left1, 1),
        child(right1, 1),
    )
    gap = min(n0 - s0, 6) if s0 >= 0 else 0
    gap1 = min(s0 - s1, 6) if s1 >= 0 else 0
    case0 = _adposition(left0, words, tags)
    casen = _adposition(leftn, words, tags)
    return [
        "0",
        f"a{ws0}|{ts0}", f"b{ts0}", f"c{ws1}|{ts1}", f"d{ts1}", f"e{wn0}|{tn0}", f"f{tn0}", f"g{wn1}|{tn1}", f"h{tn1}",
        f"i{ws0}|{wn0}", f"j{ws0}|{tn0}", f"k{ts0}|{wn0}", f"l{ts0}|{tn0}", f"m{ws1}|{ws0}", f"n{ws1}|{ts0}", f"o{ts1}|{ws0}",
        f"p{ts1}|{ts0}", f"q{ts0}|{tn0}|{tn1}", f"r{ts1}|{ts0}|{tn0}", f"s{ts2}|{ts1}|{ts0}", f"t{tn0}|{tn1}|{tn2}",
        f"u{ts0}|{l0}|{r0}", f"v{ts0}|{r0}|{r02}", f"w{ts1}|{l1}|{r1}", f"x{ts1}|{r1}|{ts0}", f"y{ts0}|{r0}|{tn0}",
        f"z{ts0}|{tn0}|{ln}", f"A{ws0}|{r0}", f"B{ws1}|{r1}|{ts0}", f"C{ts0}|{l0}|{tn0}", f"D{ts1}|{ts0}|{l0}",
        f"E{gap}|{ts0}|{tn0}", f"F{gap1}|{ts1}|{ts0}", f"G{case0}|{ts1}|{ws1}", f"H{case0}|{ts0}|{ts1}|{tn0}",
        f"I{case0}|{ws0}", f"J{casen}|{ts0}|{tn0}", f"K{len(right0)}|{ws0}|{ts0}", f"L{len(left0)}|{ts0}|{tn0}",
        f"M{ws0}|{wn0}|{tn1}", f"N{ts1}|{ws0}|{tn0}", f"O{case0}|{ts1}|{r1}",
    ]  # fmt: skip


def _adposition(children: list[int], words: Sequence[str], tags: Sequence[str]) -> str:
    for at in children:
        if tags[at] == "ADP":
            return words[at]
    return "-"


@cache
def _weights() -> tuple[dict[str, int], np.ndarray[Any, Any]]:
    packed = np.load(BytesIO(files("twosource.reading").joinpath("trees.npz").read_bytes()))
    names = packed["names"].tobytes().decode().split("\n")
    weights = np.zeros((len(names), MOVES), dtype=np.int16)
    weights[packed["rows"], packed["columns"]] = packed["values"]
    return {name: at for at, name in enumerate(names)}, weights
