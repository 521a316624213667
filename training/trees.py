"""Train the parser weights of `twosource.reading.trees` on GUM and print their attachment scores.

    python -m training.trees ../shared/data/gum [--rounds 18] [--prune 100]

The trees are read in our own tokens: a token that holds several GUM words takes the head and relation of the word that
hangs outside it. Tags are the ones that our tagger gives, not gold, so that the parser learns to live with them. The
documents of GUM's dev and test splits are left out of training; the scores are of both together, punctuation left out.
"""

from __future__ import annotations

import argparse
import random
import re
import tarfile
from pathlib import Path

import numpy as np

from training.tagger import _English, _sections
from twosource.nouns import Span
from twosource.reading import tags, trees
from twosource.reading.tokens import Token, tokenise
from twosource.reading.trees import MOVES, RELATIONS, SHIFT, State

Tree = tuple[tuple[Token, ...], list[int], list[int]]
BUNDLE = Path(trees.__file__).with_name("trees.npz")
SCALE = 100
"""Weights are stored as whole hundredths in 16 bits."""


PRUNE = 100
"""Weights under 1.0 are dropped. On GUM's held-out documents, LAS and size with --prune N (hundredths), 18 rounds, November 2026:
0: 74.07, 5.2 MB; 60: 74.06, 4.5 MB; 100: 73.93, 2.3 MB; 150: 73.73, 1.8 MB."""


def main() -> None:
    """Train, save and report."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rounds", type=int, default=18)
    parser.add_argument("--prune", type=int, default=PRUNE, help="drop weights under so many hundredths")
    options = parser.parse_args()
    held_out = set(re.findall(r"GUM_\w+", _sections(options.folder / "splits.md")))
    corpus = load(options.folder / "gum_dep_conllu.tar.gz")
    train = [tree for name, found in corpus.items() if name not in held_out for tree in found]
    test = [tree for name, found in corpus.items() if name in held_out for tree in found]
    learner = Learner()
    order = random.Random(20261125)
    for number in range(options.rounds):
        order.shuffle(train)
        wrong = sum(learner.learn(tree, order, explore=number > 0) for tree in train)
        print(f"round {number + 1}: {wrong} wrong moves", flush=True)
    save(learner, options.prune)
    trees._weights.cache_clear()
    unlabelled, labelled, total = score(test)
    print(
        f"{len(train)} trees learnt, {total} held-out tokens, "
        f"UAS {100 * unlabelled / total:.2f}, LAS {100 * labelled / total:.2f}"
    )


def load(archive: Path) -> dict[str, list[Tree]]:
    """Return each document's trees in our tokens."""
    corpus: dict[str, list[Tree]] = {}
    with tarfile.open(archive) as tar:
        for member in sorted(tar.getmembers(), key=lambda one: one.name):
            if member.name.endswith(".conllu"):
                text = tar.extractfile(member).read().decode("utf-8")  # type: ignore[union-attr]
                corpus[Path(member.name).stem] = [tree for block in text.split("\n\n") if (tree := align(block))]
    return corpus


def align(block: str) -> Tree | None:
    """Return one CoNLL-U tree in our tokens, or None where its words do not spell its text."""
    text = re.search(r"^# text = (.*)$", block, re.MULTILINE)
    rows = [line.split("\t") for line in block.splitlines() if re.match(r"\d+\t", line)]
    if not text or not rows:
        return None
    tokens = tuple(tokenise(text[1], Span(0, len(text[1]))))
    at, of_word = 0, {0: len(tokens)}
    for row in rows:
        found = text[1].find(row[1], at)
        if found < 0:
            return None
        at = found + len(row[1])
        of_word[int(row[0])] = next((n for n, token in enumerate(tokens) if token.end >= at), len(tokens) - 1)
    heads, relations = [-1] * len(tokens), [RELATIONS.index("dep")] * len(tokens)
    for row in rows:
        own, head = of_word[int(row[0])], of_word[int(row[6])]
        if own != head:
            heads[own], relations[own] = head, number_of(row[7])
    heads = [head if head >= 0 else len(tokens) for head in heads]
    return tags.tag(tokens, _English()), heads, relations  # type: ignore[arg-type]


def number_of(relation: str) -> int:
    """Return the number of a relation, of its main part, or of `dep`."""
    if relation in {"nmod:tmod", "obl:npmod", "obl:unmarked", "nmod:unmarked"}:
        relation = "obl:tmod"
    for name in (relation, relation.partition(":")[0]):
        if name in RELATIONS:
            return RELATIONS.index(name)
    return RELATIONS.index("dep")


class Learner:
    """An averaged perceptron whose weights are rows of moves, one for each feature seen."""

    def __init__(self) -> None:
        self.rows: dict[str, int] = {}
        self.weights = np.zeros((1 << 16, MOVES), dtype=np.float32)
        self.totals = np.zeros_like(self.weights)
        self.stamps = np.zeros(self.weights.shape, dtype=np.int32)
        self.step = 0

    def numbers(self, names: list[str]) -> list[int]:
        """Return the rows of the features, new ones added."""
        found = [self.rows.setdefault(name, len(self.rows)) for name in names]
        while len(self.rows) > len(self.weights):
            self.weights, self.totals, self.stamps = (
                np.vstack([part, np.zeros_like(part)]) for part in (self.weights, self.totals, self.stamps)
            )
        return found

    def learn(self, tree: Tree, order: random.Random, *, explore: bool) -> int:
        """Walk through one tree, mend the weights at each wrong move, and return how many there were."""
        tokens, heads, relations = tree
        if len(tokens) > trees.LONGEST:
            return 0
        words, marks = [token.lower for token in tokens], [token.tag for token in tokens]
        state, wrong = State.start(len(tokens)), 0
        while state.buffer < state.size or state.stack:
            self.step += 1
            numbers = self.numbers(trees.features(state, words, marks))
            scores = self.weights[numbers].sum(axis=0)
            guess = trees.best_move(scores, state.kinds())
            good = zero_cost(state, heads, relations)
            if guess not in good:
                wrong += 1
                right = max(good, key=lambda move: scores[move])
                self.change(numbers, right, 1.0)
                self.change(numbers, guess, -1.0)
                guess = guess if explore and order.random() < 0.9 else right
            state.move(guess)
        return wrong

    def change(self, numbers: list[int], move: int, by: float) -> None:
        """Add to one move's weight of each feature, keeping the running totals."""
        self.totals[numbers, move] += (self.step - self.stamps[numbers, move]) * self.weights[numbers, move]
        self.stamps[numbers, move] = self.step
        self.weights[numbers, move] += by

    def averaged(self) -> np.ndarray:
        """Return the mean of the weights over all steps."""
        return (self.totals + (self.step - self.stamps) * self.weights) / self.step


def zero_cost(state: State, heads: list[int], relations: list[int]) -> list[int]:
    """Return the moves that lose no arc of the gold tree that could still be had (all allowed moves if none is free)."""
    allowed = state.kinds()
    stack, front, size = state.stack, state.buffer, state.size
    costs: dict[int, tuple[int, int]] = {}
    if allowed[0]:
        lost = sum(heads[front] == at for at in stack[:-1]) + sum(heads[at] == front for at in stack)
        costs[0] = (lost, SHIFT)
    if allowed[1]:
        top = stack[-1]
        later = sum(heads[at] == top for at in range(front, size))
        elsewhere = heads[top] > front or (len(stack) > 1 and heads[top] == stack[-2])
        costs[1] = (later + elsewhere, 1 + (relations[top] if heads[top] == front else RELATIONS.index("dep")))
        if allowed[2]:
            elsewhere = heads[top] >= front
            label = relations[top] if heads[top] == stack[-2] else RELATIONS.index("dep")
            costs[2] = (later + elsewhere, 1 + len(RELATIONS) + label)
    cheapest = min(cost for cost, _ in costs.values())
    return [move for cost, move in costs.values() if cost == cheapest]


def save(learner: Learner, prune: int) -> None:
    """Write the averaged weights, the small ones left out, as a sparse table."""
    mean = np.rint(learner.averaged()[: len(learner.rows)] * SCALE).astype(np.int32)
    mean[np.abs(mean) < prune] = 0
    mean = np.clip(mean, -32767, 32767).astype(np.int16)
    kept = np.flatnonzero(mean.any(axis=1))
    names = {row: name for name, row in learner.rows.items()}
    rows, columns = np.nonzero(mean[kept])
    np.savez_compressed(
        BUNDLE,
        names=np.frombuffer("\n".join(names[int(row)] for row in kept).encode(), dtype=np.uint8),
        rows=rows.astype(np.uint32),
        columns=columns.astype(np.uint8),
        values=mean[kept][rows, columns],
    )


def score(test: list[Tree]) -> tuple[int, int, int]:
    """Return how many heads, how many heads with relations are right, and of how many."""
    unlabelled = labelled = total = 0
    for tokens, heads, relations in test:
        for at, token in enumerate(trees.parse(tokens)):
            if token.tag == "PUNCT":
                continue
            total += 1
            right = (token.head if token.head >= 0 else len(tokens)) == heads[at]
            unlabelled += right
            labelled += right and token.relation == RELATIONS[relations[at]]
    return unlabelled, labelled, total


if __name__ == "__main__":
    main()
