"""Words, pieces and windows: nothing is lost, nothing is read twice."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twosource.reading.network.encoder import encoder
from twosource.reading.network.windows import PIECES, framed, units, windows

HARD = ["", " \n ", "…!?", "x" * 3000, "نص عربي ثم Oru", "🙂🙂 Oru\u200b was\u200b hit", "ORU FELL.", "a " * 20_000]


def check(text: str) -> None:
    found = units(text, encoder().tokeniser)
    parts = windows(found)
    owned = [at for part in parts for at in range(part.own, part.own_end)]
    assert owned == list(range(len(found))), "every word is one window's own, in order"
    for part in parts:
        assert part.begin <= part.own < part.own_end <= part.end
        ids, shapes, gaps, words = framed(found, part, (101, 102))
        assert len(ids) == len(shapes) == len(gaps)
        assert len(ids) <= PIECES or part.end - part.begin == 1, "only a word that is longer than a window makes one longer"
        assert len(words) == part.end - part.begin
    for start, end in zip(found.start, found.end, strict=True):
        assert text[start:end].strip() == text[start:end] != ""


@pytest.mark.parametrize("text", HARD, ids=lambda text: repr(text[:12]))
def test_hard_texts_are_cut_into_windows_that_cover_them(text: str) -> None:
    check(text)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=3000))
def test_any_text_is_cut_into_windows_that_cover_it(text: str) -> None:
    check(text)
