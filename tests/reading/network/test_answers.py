"""From scores to stretches and links, on numbers made by hand."""

from __future__ import annotations

import numpy as np

from twosource.nouns import Span
from twosource.reading.network.answers import FLAT, Seen, linked, offered, spans
from twosource.reading.network.encoder import encoder
from twosource.reading.network.links import MOST
from twosource.reading.network.windows import Window, units

WORDS = units("Rebels took Oru and Tavan on Monday", encoder().tokeniser)
WHOLE = Window(0, len(WORDS), 0, len(WORDS))


def scores(*stretches: tuple[int, int, float]) -> np.ndarray:
    """One layer's table: each stretch's score against "none begins here"."""
    table = np.full((1, len(WORDS), 1 + len(WORDS)), -20.0, dtype=np.float32)
    table[0, :, 0] = 0.0
    for first, last, score in stretches:
        table[0, first, 1 + last] = score
    return table


def found(layer: str, *stretches: tuple[int, int, float]) -> list[tuple[int, int]]:
    return [(one.first, one.last) for one in spans(WORDS, [WHOLE], [scores(*stretches)], [layer], {})]


def test_what_is_likely_enough_is_seen() -> None:
    assert found("place", (2, 2, 3.0), (4, 4, -3.0)) == [(2, 2)]


def test_flat_layers_never_overlap_and_the_likelier_wins() -> None:
    assert "trigger" in FLAT
    assert found("trigger", (1, 3, 2.0), (2, 2, 4.0)) == [(2, 2)]


def test_other_layers_may_lie_inside_each_other_but_never_cross() -> None:
    assert found("place", (2, 4, 2.0), (4, 4, 4.0)) == [(2, 4), (4, 4)]
    assert found("place", (2, 4, 2.0), (3, 5, 4.0)) == [(3, 5)]


def test_of_several_ends_of_a_content_the_middle_one_is_taken() -> None:
    assert found("content", (0, 2, 3.0), (0, 4, 3.1), (0, 6, 3.0)) == [(0, 4)]


def test_a_window_reports_only_what_begins_on_its_own_words() -> None:
    left, right = Window(0, 7, 0, 3), Window(0, 7, 3, 7)
    both = spans(WORDS, [left, right], [scores((2, 2, 3.0)), scores((2, 2, 3.0), (4, 4, 3.0))], ["place"], {})
    assert [(one.first, one.last) for one in both] == [(2, 2), (4, 4)]


def seen(*given: tuple[int, str]) -> list[Seen]:
    return [Seen(at, at, Span(at, at + 1), {layer: 0.9}) for at, layer in given]


def test_links_join_the_layers_that_they_may_join_and_later_mentions_to_earlier_ones() -> None:
    stretches = seen((0, "actor"), (1, "trigger"), (2, "place"), (4, "place"))
    table = np.full((4, 4, 2), 9.0, dtype=np.float32)
    labels = np.zeros((4, 2), dtype=np.float32)
    labels[:, 1] = 1.0
    answers = linked(
        stretches, [(WHOLE, [0, 1, 2, 3], (labels, table))], {"realis": ("actual", "future")}, ["at", "same.place"], {}
    )
    assert {at: set(tails) for at, tails in answers.links["at"].items()} == {1: {2, 3}}
    assert {at: set(tails) for at, tails in answers.links["same.place"].items()} == {3: {2}}
    assert answers.seen[1].labels == {"realis": "future"}
    assert 0.5 < answers.seen[1].sure["realis"] < 1


def test_no_more_stretches_are_linked_than_a_window_bears() -> None:
    many = [Seen(at % 7, at % 7, Span(at, at + 1), {"place": at / 1000}) for at in range(MOST + 40)]
    kept = offered(many, WHOLE)
    assert len(kept) == MOST
    assert min(kept) >= 40, "the unlikeliest are left out"
