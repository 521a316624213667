"""The public scores, counted by hand on invented texts."""

import pytest

from quality import public
from quality.scoring import Count
from training.corpora import CORPORA
from training.corpora.corpus import Corpus
from training.corpora.times import Timed
from training.examples import Example

TEXT = "Guards fired; the guards of Enna fled on Monday."


def corpus(*examples):
    return Corpus("toy", "none", lambda _data, split: iter(examples if split == "test" else ()))


def finds(**layers):
    made = {layer.replace("_", "."): [(*stretch, 1.0) for stretch in found] for layer, found in layers.items()}
    return lambda texts: [made for _ in texts]


def figures(scores):
    return {score.metric: round(score.figure, 1) for score in scores}


@pytest.mark.parametrize(
    ("wanted", "made", "count"),
    [
        ([["a", "b", "c"], ["d"], ["e"]], [["d"], ["a"], ["e"], ["c"]], Count(3, 3, 4)),
        ([["a", "b"], ["a"]], [["a"], ["b"]], Count(2, 2, 2)),  # the first must give way to the second
        ([["a", "b"]], [["a", "x"]], Count(0, 1, 1)),
        ([["The Front."]], [["front"]], Count(1, 1, 1)),
        ([], [["a"]], Count(0, 0, 1)),
    ],
)
def test_an_entity_is_right_where_its_mentions_are_all_of_one_gold_entity(wanted, made, count):
    assert public.ceaf(wanted, made) == count


def test_mentions_of_one_thing_are_told_by_the_string_with_the_highest_scores():
    text = "the eastern liberation front, elf, the front and the elf met two envoys, the envoys"
    where = ["eastern liberation front", "elf", "the front", "the elf", "two envoys", "the envoys"]
    mentions = [(text.index(words), text.index(words) + len(words), 0.5) for words in where]
    assert public.entities(text, mentions) == [["elf"], ["two envoys"]]


def test_layers_are_counted_in_the_judged_sentences_only():
    one = Example("x:1", TEXT, [("a", (0, 6)), ("a", (18, 24))], complete=frozenset({"a"}), within=[(0, 13)])
    half = Example("x:2", TEXT, [("a", (0, 6)), ("a", (18, 24))], complete=frozenset({"a", "b"}))
    made = finds(a=[(0, 6), (14, 24)], b=[(7, 12)])
    assert public.by_layer([one], made, public.exact) == {"a": Count(1, 2, 1)}
    assert public.by_layer([half], made, public.exact) == {"a": Count(1, 2, 2), "b": Count(0, 0, 1)}
    assert public.by_layer([half], made, public.overlapping)["a"] == Count(2, 2, 2)
    assert public.macro({"a": Count(1, 2, 2), "b": Count(0, 0, 1), "c": Count()}) == 25


def test_one_stretch_takes_one_gold_stretch():
    assert public.overlapping([(0, 4), (5, 9)], [(0, 9), (0, 9)]) == Count(1, 2, 1)


def test_times_are_strict_relaxed_and_valued(monkeypatch):
    example = Example("timex:1", TEXT, [("timex", (38, 47))], complete=frozenset({"timex"}))
    one = Timed(example, {(38, 47): "2019-04-01", (0, 6): ""}, "2019-04-03")
    monkeypatch.setattr(public, "timed", lambda _data, _split, _source: [one])
    scores = public.times("nowhere", finds(timex=[(41, 47), (0, 6)]), "wikiwars", lambda _text, _stretch, written: written)
    assert figures(scores) == {"time F1, strict": 50.0, "time F1, relaxed": 100.0, "value F1": 0.0}
    assert len(public.times("nowhere", finds(), "wikiwars")) == 2


def test_types_of_re3d_count_alike_in_the_mean(monkeypatch):
    spans = [("re3d.Person", (0, 6)), ("re3d.Person", (18, 24)), ("re3d.Location", (28, 32))]
    one = Example("re3d:1", TEXT, spans, complete=frozenset({"re3d.Person", "re3d.Location", "re3d.Weapon"}))
    monkeypatch.setitem(CORPORA, "re3d", corpus(one))
    scores = public.re3d("nowhere", finds(re3d_Person=[(0, 6)], re3d_Location=[(28, 32)]))
    assert figures(scores) == {"span F1": 80.0, "span F1, mean of types": 83.3}
    assert not any(score.same_split for score in scores)


def test_the_first_event_with_a_class_is_held_against_the_record(monkeypatch):
    spans = [("plover.source", (0, 6)), ("plover.target", (18, 24))]
    records = [Example(f"plover:{event}", TEXT, spans, [("plover", (0, len(TEXT)), event)]) for event in ("ASSAULT", "YIELD")]
    monkeypatch.setitem(CORPORA, "plover", corpus(*records))
    events = [public.Coded("vote"), public.Coded("clash", [(0, 6)], [(14, 24)])]
    scores = figures(public.plover("nowhere", lambda _: events, {"vote": "-", "clash": "ASSAULT"}))
    assert scores["class accuracy"] == 50
    assert scores["class F1, mean of classes"] == 33.3
    assert scores["class accuracy, classes that we have"] == 100
    assert (scores["source F1, exact"], scores["target F1, exact"], scores["target F1, overlap"]) == (100, 0, 100)


@pytest.mark.shared
def test_the_gold_stretches_themselves_score_full(shared):
    gold = {}
    for name in ("muc4", "re3d", "timex", "gum", "ecbplus"):
        for split in ("dev", "test"):
            for one in CORPORA[name].read(shared / "data", split):
                for layer, stretch in one.spans:
                    gold.setdefault(one.text, {}).setdefault(layer, []).append((*stretch, 1.0))
    scores = list(public.scores(shared / "data", lambda texts: [gold.get(text, {}) for text in texts]))
    assert {score.corpus for score in scores} == {"muc4", "re3d", "wikiwars", "meantime", "gum", "ecbplus"}
    assert all(score.figure == 100 for score in scores if "CEAF" not in score.metric)
    # The stretches do not say which of them are one entity: telling that from their words costs about ten points.
    assert next(score.figure for score in scores if score.metric == "entity F1 (CEAF-REE)") > 89
