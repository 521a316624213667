"""The network's laws, which hold for any weights; they need the training extra."""

from __future__ import annotations

import random

import pytest

from training.annotated import LABELS, LAYERS, LINKS
from training.examples import Example

torch = pytest.importorskip("torch", reason="the training extra is not installed")

from training import batches, export, restored, train  # noqa: E402
from training.network import FAR, Config, Linker, Reader, steps  # noqa: E402
from twosource.reading.network.encoder import encoder  # noqa: E402
from twosource.reading.network.links import KINDS  # noqa: E402

SMALL = Config(LAYERS, LABELS, LINKS, width=48, depth=2, heads=4, inner=96, places=300, span=8, pair=16)
TEXT = "Rebels took Oru, officials said.\n" + "Two soldiers died near Tavan on Monday. " * 40


def tasks(**given: object) -> list[batches.Task]:
    example = Example("one", TEXT, [("place", (12, 15)), ("trigger", (7, 11))], [], [("at", (7, 11), (12, 15))], **given)
    return list(batches.tasks(example, encoder().tokeniser))


def test_every_kind_of_link_has_its_layers() -> None:
    assert set(KINDS) == set(LINKS)


@pytest.mark.shared
def test_a_network_is_restored_from_the_bundle_and_reads_as_it_does(shared) -> None:
    network = train.Network(train.configuration(train.read_public(shared))).eval()
    restored.restore(network)
    made = encoder()
    text = "Rebels took the town of Oru on Monday, army officials said. Two soldiers died in shelling near Tavan."
    ours, theirs = (
        {(layer, one.span) for one in answers.seen for layer in one.layers}
        for answers in (type(made).answers(export.Exact(network, made), text), made.answers(text))
    )
    assert len(ours & theirs) >= 0.9 * len(ours | theirs) > 9


def test_scores_compete_and_no_stretch_ends_before_it_begins() -> None:
    given = batches.batch(tasks(complete=frozenset(LAYERS)), LAYERS, (101, 102))
    reader = Reader(SMALL).eval()
    layers = torch.arange(len(LAYERS))
    states, scores = reader(given.ids, given.shapes, given.gaps, given.mask, given.words, layers)
    size = states.shape[1]
    assert scores.shape == (len(given.tasks), len(LAYERS), size, 1 + size)
    before = torch.ones(size, size).tril(-1).bool()
    assert scores.softmax(-1)[:, :, :, 1:][:, :, before].max() < 1e-6


def test_what_a_corpus_does_not_annotate_teaches_nothing() -> None:
    given = batches.batch(tasks(complete=frozenset({"place"})), LAYERS, (101, 102))
    assert given.layers == ("place", "trigger")
    assert given.weight[:, 0].sum() == given.real.sum(), "places are annotated everywhere"
    assert given.weight[:, 1].sum() == 1, "of triggers only the one that is marked is known"


def test_words_outside_the_judged_stretches_teach_nothing() -> None:
    given = batches.batch(tasks(complete=frozenset({"place"}), within=[(0, 32)]), LAYERS, (101, 102))
    assert given.weight[0, 0].sum() == given.tasks[0].judged.sum() < given.real[0].sum()


def test_spans_and_links_are_on_the_words_of_their_window() -> None:
    first = tasks()[0]
    (place,) = first.spans["place"]
    begin = first.window.begin
    assert TEXT[first.units.start[begin + place[0]] : first.units.end[begin + place[1]]] == "Oru"
    assert first.links == (("at", first.spans["trigger"][0], place),)


@pytest.mark.parametrize("seed", range(12))
def test_spoiled_text_keeps_its_places(seed: int) -> None:
    found = tasks()[0].units
    made = batches.spoiled(found, TEXT, random.Random(seed))
    assert len(made.ids) == (len(made.ids) if not len(made) else made.first[-1] + len(made.ids[made.first[-1] :]))
    kept = [TEXT[start:end] for start, end in zip(made.start, made.end, strict=True)]
    assert [word for word in kept if word.isalnum()] == [
        word for word in (TEXT[a:b] for a, b in zip(found.start, found.end, strict=True)) if word.isalnum()
    ]


def test_steps_tell_before_from_after() -> None:
    starts, ends = torch.tensor([[0, 5, 200]]), torch.tensor([[1, 6, 200]])
    table = steps(starts, ends)[0]
    middle = len(FAR) + 1
    assert table.diagonal().eq(middle).all()
    assert table[0, 1] - middle == middle - table[1, 0] > 0
    assert table[0, 2] == 2 * len(FAR) + 1


def test_the_linker_answers_every_label_and_link() -> None:
    labels, links = Linker(SMALL).eval()(torch.randn(1, 20, SMALL.width), torch.tensor([[0, 4]]), torch.tensor([[2, 4]]))
    assert labels.shape == (1, 2, sum(map(len, LABELS.values())))
    assert links.shape == (1, 2, 2, len(LINKS))


def test_a_split_layer_answers_as_the_whole_one() -> None:
    torch.manual_seed(1)
    whole, given = torch.nn.Linear(32, 16), torch.randn(2, 4, 32)
    split = export.Split(whole, torch.tensor([3, 17]))
    assert torch.allclose(split(given), whole(given), atol=1e-6)


def test_the_inputs_that_grow_large_are_the_ones_split_off() -> None:
    torch.manual_seed(1)
    reader = Reader(SMALL).eval()
    with torch.no_grad():
        reader.encoder.layers[1].after_attention.weight[7] = 50.0
    window = tuple(torch.arange(12) % 3 for _ in range(3))
    export.split(reader, [window])
    assert 7 in reader.encoder.layers[1].up.large.tolist()


def test_groups_hold_about_as_many_pieces_and_every_task_once() -> None:
    found = tasks() * 30
    groups = train.packed(found, random.Random(1))
    assert sorted(id(task) for group in groups for task in group) == sorted(map(id, found))
    assert all(len(group) * max(task.pieces for task in group) <= train.PIECES * 1.2 for group in groups)


def test_the_rate_rises_and_falls() -> None:
    rates = [train.schedule(step, 100) for step in range(101)]
    assert rates[0] < rates[5] > rates[50] > rates[100] > 0
