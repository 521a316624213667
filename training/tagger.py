"""Train the part-of-speech weights of `twosource.reading.tags` on GUM and print their accuracy.

    python -m training.tagger ../shared/data/gum [--rounds 8]

GUM's text is tokenised our way; a token of ours takes the tag of the last GUM word inside it, and a hyphenated word that
ends in a participle counts as an adjective, because in news it stands before a noun ("rebel-held"). The documents of GUM's
own dev and test splits are left out of training; accuracy is reported on both together.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
import tarfile
from collections import Counter, defaultdict
from dataclasses import replace
from pathlib import Path

from twosource.nouns import Span
from twosource.reading import tags
from twosource.reading.tokens import Token, tokenise

Sample = tuple[tuple[Token, ...], tuple[str, ...]]
BUNDLE = Path(tags.__file__).with_name("tags.json.gz")


def main() -> None:
    """Train, save and report."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rounds", type=int, default=8)
    options = parser.parse_args()
    held_out = set(re.findall(r"GUM_\w+", _sections(options.folder / "splits.md")))
    corpus = load(options.folder / "gum_dep_conllu.tar.gz")
    train = [sample for name, samples in corpus.items() if name not in held_out for sample in samples]
    test = [sample for name, samples in corpus.items() if name in held_out for sample in samples]
    certain = unambiguous(train)
    weights = learn(train, options.rounds)
    stored = {"trained_on": "GUM 11, train split", "rounds": options.rounds, "certain": certain, "weights": weights}
    BUNDLE.write_bytes(gzip.compress(json.dumps(stored, separators=(",", ":"), sort_keys=True).encode(), mtime=0))
    right = total = 0
    for tokens, gold in test:
        tagged = tags.tag(tokens, _English())  # type: ignore[arg-type]
        right += sum(token.tag == tag for token, tag in zip(tagged, gold, strict=True))
        total += len(gold)
    print(f"{len(train)} sentences learnt, {total} held-out tokens, accuracy {100 * right / total:.2f} %")


class _English:
    name = "en"


def _sections(path: Path) -> str:
    """Return the part of GUM's split list that names its dev and test documents."""
    return "".join(part for part in path.read_text(encoding="utf-8").split("## ") if part.startswith(("dev", "test")))


def load(archive: Path) -> dict[str, list[Sample]]:
    """Return each document's sentences as tokens of ours with their gold tags."""
    corpus: dict[str, list[Sample]] = {}
    with tarfile.open(archive) as tar:
        for member in sorted(tar.getmembers(), key=lambda one: one.name):
            if member.name.endswith(".conllu"):
                text = tar.extractfile(member).read().decode("utf-8")  # type: ignore[union-attr]
                samples = [sample for block in text.split("\n\n") if (sample := align(block))]
                corpus[Path(member.name).stem] = samples
    return corpus


def align(block: str) -> Sample | None:
    """Return one CoNLL-U sentence in our tokens, or None where its words do not spell its text."""
    text = re.search(r"^# text = (.*)$", block, re.MULTILINE)
    if not text:
        return None
    words = [line.split("\t") for line in block.splitlines() if re.match(r"\d+\t", line)]
    ends, at = [], 0
    for word in words:
        found = text[1].find(word[1], at)
        if found < 0:
            return None
        at = found + len(word[1])
        ends.append((at, word[3], word[4]))
    tokens = tuple(tokenise(text[1], Span(0, len(text[1]))))
    gold = []
    for token in tokens:
        inside = [(tag, fine) for end, tag, fine in ends if token.start < end <= token.end]
        tag, fine = inside[-1] if inside else next(((t, f) for end, t, f in ends if end >= token.end), ("X", ""))
        gold.append("ADJ" if "-" in token.text[1:-1] and fine in {"VBN", "VBG"} else tag)
    return tokens, tuple(gold)


def unambiguous(train: list[Sample]) -> dict[str, str]:
    """Return the words that were seen often and always with one tag: the perceptron need not look at them."""
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    for tokens, gold in train:
        for token, tag in zip(tokens, gold, strict=True):
            if not token.is_capitalised:
                seen[token.lower][tag] += 1
    certain = {}
    for word, counts in sorted(seen.items()):
        tag, times = counts.most_common(1)[0]
        if sum(counts.values()) >= 15 and times / sum(counts.values()) >= 0.995:
            certain[word] = tag
    return certain


def learn(train: list[Sample], rounds: int) -> dict[str, dict[str, float]]:
    """Return the averaged weights after so many rounds over the shuffled sentences."""
    number = {tag: at for at, tag in enumerate(tags.TAGS)}
    weights: dict[str, dict[int, float]] = defaultdict(dict)
    totals: dict[tuple[str, int], float] = defaultdict(float)
    stamps: dict[tuple[str, int], int] = defaultdict(int)
    step = 0
    order = random.Random(20261125)
    # A fifth of the sentences is also learnt in lower or upper case, so that the tagger survives lists and headlines.
    varied = [*train, *(recase(sample, order) for sample in train if order.random() < 0.2)]
    for _ in range(rounds):
        order.shuffle(varied)
        for tokens, gold in varied:
            shapes = [tags._shape(token.text) for token in tokens]
            before, last = "-", "-"
            for at, truth in enumerate(gold):
                step += 1
                names = tags.features(tokens, shapes, at, last, before)
                guess = best(names, weights)
                right = number[truth]
                if guess != right:
                    for name in names:
                        for which, change in ((right, 1.0), (guess, -1.0)):
                            key = (name, which)
                            value = weights[name].get(which, 0.0)
                            totals[key] += (step - stamps[key]) * value
                            stamps[key] = step
                            weights[name][which] = value + change
                before, last = last, tags.TAGS[guess]
    averaged: dict[str, dict[str, float]] = {}
    for name, row in weights.items():
        kept = {}
        for which, value in row.items():
            mean = (totals[name, which] + (step - stamps[name, which]) * value) / step
            if abs(mean) >= 0.05:
                kept[str(which)] = round(mean, 2)
        if kept:
            averaged[name] = kept
    return averaged


def best(names: list[str], weights: dict[str, dict[int, float]]) -> int:
    """Return the number of the tag that the features speak for most."""
    scores = [0.0] * len(tags.TAGS)
    for name in names:
        for which, weight in weights.get(name, {}).items():
            scores[which] += weight
    return max(range(len(scores)), key=scores.__getitem__)


def recase(sample: Sample, order: random.Random) -> Sample:
    """Return the sentence written all small or all capital."""
    change = str.lower if order.random() < 0.5 else str.upper
    return tuple(replace(token, text=change(token.text)) for token in sample[0]), sample[1]


if __name__ == "__main__":
    main()
