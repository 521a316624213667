"""How well the network reads the test sets that others have published figures on.

In: the folder of the shared data and a predictor that returns, for each text, the stretches of each public layer. Out: `Score`s,
each beside the best published figure known to us and whether that was measured on the same documents. The published figures were
gathered from the papers and repositories named; a figure that we only remember is not in here.
"""

from __future__ import annotations

import re
import string
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Protocol

from quality.scoring import Count, overlap, pair
from training.corpora import CORPORA, muc
from training.corpora.corpus import NOTHING
from training.corpora.times import Source, timed
from training.examples import Example, Stretch

Found = Mapping[str, Sequence[tuple[int, int, float]]]
"""Layer to stretches (start, end, score) of one text."""


class Predict(Protocol):
    """The network: texts in, what it finds in each out, in the same order; layers named as in `training.corpora`."""

    def __call__(self, texts: Sequence[str], /) -> Sequence[Found]:
        """Return the stretches of each layer of each text."""


class Value(Protocol):
    """What a stretch of time means, as a TIMEX value ("1954-11", "P5Y"), "" if that is not known."""

    def __call__(self, text: str, stretch: Stretch, written: str, /) -> str:
        """Return the value of a stretch of a text that was written on a day ("2009-12-19")."""


@dataclass(frozen=True, slots=True)
class Coded:
    """An event as a coder gives it: its type's name in our vocabulary, who did it, and to whom."""

    type: str
    agents: Sequence[Stretch] = ()
    targets: Sequence[Stretch] = ()


Coder = Callable[[str], Sequence[Coded]]
"""Text in, its events out, the most salient one first."""


@dataclass(frozen=True, slots=True)
class Score:
    """One figure, in per cent, and what it may be held against.

    `counts`: right, wanted and made, where the figure is their F1. `published`: the best figure that we know of, None if there is
    none; `same_split`: whether it was measured on the same test documents, without which it is no bar but a hint.
    """

    corpus: str
    metric: str
    figure: float
    counts: Count | None = None
    published: float | None = None
    source: str = ""
    same_split: bool = False


CONFLIBERT = "ConfliBERT, Hu et al. 2022, Table 3: sentences split at random, BBC reports among them"
CONFLIBERT_2 = (
    "ConfliBERT-v2 with task-adaptive pre-training, Meher et al. 2026: sentences split at random, BBC reports among them"
)
CONFLIBERT_MUC = "ConfliBERT, Hu et al. 2022, Table 3: the same documents, its own way from keys to stretches"
GRIT = "GRIT, Du et al. 2021: the predictions in its repository, scored with its scorer"
HEIDELTIME = "HeidelTime-t on the platinum test set of TempEval-3, 20 news documents"
CITRON = "Citron on PARC3's test set, raw text, end to end; BBC R&D's model card 2021"
ZSP = "ZSP, Hu et al. 2024: 1,033 other sentences, 15 root codes"

GRIT_F1 = {"": 54.50, "PerpInd": 49.55, "PerpOrg": 51.85, "Target": 48.98, "Victim": 67.84, "Weapon": 59.13}
CITRON_F1 = {("source", "exact"): 82.0, ("source", "overlap"): 85.3, ("content", "exact"): 59.3, ("content", "overlap"): 83.3}


def re3d(data: Path, predict: Predict, *, exclude: frozenset[str] = NOTHING) -> list[Score]:
    """Return exact-span F1 over all types, and its mean over the types.

    The published figures (macro 66.4, micro 69.5) are from a random split of the sentences, with train and test sentences out of
    one document, and hold the BBC's reports, which may not be shared on; this split keeps documents whole. `exclude`: ids of
    annotated reports that the network has learnt from.
    """
    counts = by_layer(list(CORPORA["re3d"].read(data, "test", exclude=exclude)), predict, exact)
    whole = sum(counts.values(), Count())
    return [
        Score("re3d", "span F1", whole.f1, whole, 69.5, CONFLIBERT_2),
        Score("re3d", "span F1, mean of types", macro(counts), None, 66.40, CONFLIBERT),
    ]


def muc4(data: Path, predict: Predict) -> list[Score]:
    """Return entity F1 by role and over all roles (CEAF-REE, as GRIT scores it), and exact-span F1 as the mean of the roles.

    Every document's gold entities are those of its templates together; see `training.corpora.muc.documents`.
    """
    documents = list(muc.documents(data, "test"))
    found = predict([text for _, text, _ in documents])
    counts = {role: Count() for role in muc.ROLES}
    for (_, text, keys), made in zip(documents, found, strict=True):
        for role, wanted in keys.items():
            counts[role] += ceaf(wanted, entities(text, made.get(f"muc4.{role}", ())))
    whole = sum(counts.values(), Count())
    spans = by_layer(list(CORPORA["muc4"].read(data, "test")), lambda _: found, exact)
    return [
        Score("muc4", "entity F1 (CEAF-REE)", whole.f1, whole, GRIT_F1[""], GRIT, same_split=True),
        *(
            Score("muc4", f"entity F1 (CEAF-REE), {role}", one.f1, one, GRIT_F1[role], GRIT, same_split=True)
            for role, one in counts.items()
        ),
        Score("muc4", "span F1, mean of roles", macro(spans), None, 63.97, CONFLIBERT_MUC, same_split=True),
    ]


def times(data: Path, predict: Predict, source: Source, value: Value | None = None) -> list[Score]:
    """Return strict and relaxed F1 of the stretches, as TempEval-3 scores them, and F1 of the values if `value` is given.

    A value is right where the stretches share a character and both values are the same string; a gold time without a value wants
    "". No figure on these two corpora is known to us; HeidelTime's are on another one.
    """
    texts = list(timed(data, "test", source))
    found = predict([one.example.text for one in texts])
    strict, relaxed, values = Count(), Count(), Count()
    for one, made in zip(texts, found, strict=True):
        wanted, mine = list(one.values), stretches(made, "timex")
        strict += exact(wanted, mine)
        pairs = pair(wanted, mine, overlap)
        relaxed += Count(len(pairs), len(wanted), len(mine))
        if value:
            right = sum(one.values[gold] == value(one.example.text, own, one.written) for gold, own in pairs)
            values += Count(right, len(wanted), len(mine))
    return [
        Score(source, "time F1, strict", strict.f1, strict, 81.3, HEIDELTIME),
        Score(source, "time F1, relaxed", relaxed.f1, relaxed, 90.3, HEIDELTIME),
        *([Score(source, "value F1", values.f1, values)] if value else ()),
    ]


def gum(data: Path, predict: Predict) -> list[Score]:
    """Return F1 of the stretches of sources and contents, exact and by overlap, on the documents of dev and test together."""
    examples = [*CORPORA["gum"].read(data, "dev"), *CORPORA["gum"].read(data, "test")]
    found = predict([one.text for one in examples])
    scores = []
    for how, count in (("exact", exact), ("overlap", overlapping)):
        counts = by_layer(examples, lambda _: found, count)
        for part in ("source", "content"):
            one = counts[f"gum.{part}"]
            scores.append(Score("gum", f"{part} F1, {how}", one.f1, one, CITRON_F1[part, how], CITRON))
    return scores


def ecbplus(data: Path, predict: Predict, *, exclude: frozenset[str] = NOTHING) -> list[Score]:
    """Return F1 of the event mentions, exact and by overlap, in the checked sentences of the test topics.

    Published work on ECB+ nearly always takes the mentions as given, so there is no figure to hold this against.
    """
    examples = list(CORPORA["ecbplus"].read(data, "test", exclude=exclude))
    found = predict([one.text for one in examples])
    scores = []
    for how, count in (("exact", exact), ("overlap", overlapping)):
        one = by_layer(examples, lambda _: found, count)["ecb.event"]
        scores.append(Score("ecbplus", f"event mention F1, {how}", one.f1, one))
    return scores


def plover(data: Path, code: Coder, classes: Mapping[str, str]) -> list[Score]:
    """Return accuracy and mean F1 of the event class over the gold standard records, and F1 of source and target stretches.

    `classes`: the PLOVER class of an event type's name, "-" for none. What counts is the first event that has a class; its agents
    and targets are held against the record's sources and targets. A record whose class no event type has can never be right:
    the second pair of figures leaves those out.
    """
    answers: list[tuple[str, str]] = []
    who: defaultdict[str, Count] = defaultdict(Count)
    for record in CORPORA["plover"].read(data, "test"):
        coded = next((one for one in code(record.text) if classes.get(one.type, "-") != "-"), None)
        answers.append((record.labels[0][2], classes[coded.type] if coded else ""))
        for part, own in (("source", coded.agents if coded else ()), ("target", coded.targets if coded else ())):
            wanted = [stretch for layer, stretch in record.spans if layer == f"plover.{part}"]
            who[f"{part} F1, exact"] += exact(wanted, own)
            who[f"{part} F1, overlap"] += overlapping(wanted, own)
    known = [(gold, own) for gold, own in answers if gold in set(classes.values())]
    return [
        *class_scores("plover", "", answers),
        *class_scores("plover", ", classes that we have", known),
        *(Score("plover", metric, one.f1, one) for metric, one in who.items()),
    ]


def class_scores(corpus: str, which: str, answers: Sequence[tuple[str, str]]) -> list[Score]:
    """Return accuracy and mean F1 over the gold classes of (gold, own) answers."""
    right = Counter(gold for gold, own in answers if gold == own)
    wanted, made = Counter(gold for gold, _ in answers), Counter(own for _, own in answers)
    counts = {one: Count(right[one], wanted[one], made[one]) for one in wanted}
    accuracy = 100 * right.total() / len(answers) if answers else 0.0
    return [
        Score(corpus, f"class accuracy{which}", accuracy, None, 83.5, ZSP),
        Score(corpus, f"class F1, mean of classes{which}", macro(counts), None, 82.1, ZSP),
    ]


def ceaf(wanted: Sequence[Iterable[str]], made: Sequence[Iterable[str]]) -> Count:
    """Return how many entities are right: each has its mentions all among those of one gold entity, which counts once.

    The best assignment is wanted; as a pair is worth 1 or nothing, it is a maximum matching, found by augmenting paths.
    """
    gold = [{folded(mention) for mention in entity} for entity in wanted]
    fits = [[at for at, one in enumerate(gold) if {folded(mention) for mention in entity} <= one] for entity in made]
    taken: dict[int, int] = {}

    def placed(entity: int, tried: set[int]) -> bool:
        for at in fits[entity]:
            if at not in tried:
                tried.add(at)
                if at not in taken or placed(taken[at], tried):
                    taken[at] = entity
                    return True
        return False

    return Count(sum(placed(entity, set()) for entity in range(len(made))), len(gold), len(made))


def folded(mention: str) -> str:
    """Return a mention without case, punctuation and articles, its words one blank apart."""
    words = mention.lower().translate(str.maketrans("", "", string.punctuation))
    return " ".join(re.sub(r"\b(?:a|an|the)\b", " ", words).split())


def entities(text: str, mentions: Sequence[tuple[int, int, float]]) -> list[list[str]]:
    """Return a role's entities out of its predicted mentions, each told by one string: the one with the highest scores together.

    Two strings name one entity where the words of one are all in the other and both end in the same word, or where one is made
    of the other's first letters ("elf", "eastern liberation front").
    """
    weights: defaultdict[str, float] = defaultdict(float)
    for start, end, score in mentions:
        weights[folded(text[start:end])] += score
    groups: list[list[str]] = []
    for one in sorted(filter(None, weights), key=len, reverse=True):
        group = next((group for group in groups if any(_same(one, other) for other in group)), None)
        if group is None:
            groups.append([one])
        else:
            group.append(one)
    return [[max(group, key=weights.__getitem__)] for group in groups]


def _same(short: str, long: str) -> bool:
    words, part = long.split(), short.split()
    if set(part) <= set(words) and part[-1] == words[-1]:
        return True
    return len(words) > 1 and short == "".join(word[0] for word in words if word not in {"of", "for", "and", "de", "la"})


def by_layer(
    examples: Sequence[Example], predict: Predict, count: Callable[[Sequence[Stretch], Sequence[Stretch]], Count]
) -> dict[str, Count]:
    """Return the counts of every layer that the corpus marks wholly; what lies outside of the judged sentences does not count."""
    totals: defaultdict[str, Count] = defaultdict(Count)
    for one, made in zip(examples, predict([one.text for one in examples]), strict=True):
        for layer in one.complete:
            wanted = list(dict.fromkeys(stretch for name, stretch in one.spans if name == layer))
            own = [
                stretch
                for stretch in stretches(made, layer)
                if one.within is None or any(overlap(stretch, part) for part in one.within)
            ]
            totals[layer] += count(wanted, own)
    return dict(totals)


def stretches(found: Found, layer: str) -> list[Stretch]:
    """Return the stretches of a layer, in the order of the text, each once."""
    return sorted({(start, end) for start, end, _ in found.get(layer, ())})


def exact(wanted: Sequence[Stretch], made: Sequence[Stretch]) -> Count:
    """Return the counts where a stretch is right only if it begins and ends where the wanted one does."""
    return Count(len(set(wanted) & set(made)), len(set(wanted)), len(set(made)))


def overlapping(wanted: Sequence[Stretch], made: Sequence[Stretch]) -> Count:
    """Return the counts where a stretch is right if it shares a character with a wanted one that no other has taken."""
    wanted, made = sorted(set(wanted)), sorted(set(made))
    return Count(len(pair(wanted, made, overlap)), len(wanted), len(made))


def macro(counts: Mapping[str, Count]) -> float:
    """Return the mean F1 of the layers that hold anything, in per cent."""
    held = [one.f1 for one in counts.values() if one.wanted or one.made]
    return sum(held) / len(held) if held else 0.0


def scores(
    data: Path,
    predict: Predict,
    *,
    value: Value | None = None,
    code: Coder | None = None,
    classes: Mapping[str, str] | None = None,
    exclude: frozenset[str] = NOTHING,
) -> Iterator[Score]:
    """Yield every score; PLOVER's only with a coder and its classes.

    `exclude`: ids of annotated reports that the network has learnt from, whose words must not be among the test documents.
    """
    yield from muc4(data, predict)
    yield from re3d(data, predict, exclude=exclude)
    yield from chain.from_iterable(times(data, predict, source, value) for source in ("wikiwars", "meantime"))
    yield from gum(data, predict)
    yield from ecbplus(data, predict, exclude=exclude)
    if code and classes:
        yield from plover(data, code, classes)
