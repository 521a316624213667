from __future__ import annotations

from typing import get_args

import pytest

from twosource import vocabulary
from twosource.nouns import Block, Document, FigureKind, Span
from twosource.reading import figures
from twosource.reading.rules import quantities
from twosource.reading.sentences import sentences

VOCABULARY = vocabulary.load()
EXAMPLES = [(kind.name, example) for kind in VOCABULARY.figures.values() for example in kind.examples]


def test_every_kind_of_figure_stands_in_the_vocabulary_once() -> None:
    assert set(VOCABULARY.figures) == set(get_args(FigureKind))


def test_every_kind_is_explained_in_a_sentence() -> None:
    assert all(kind.says.endswith(".") for kind in VOCABULARY.figures.values())


@pytest.mark.parametrize(("name", "example"), EXAMPLES, ids=[f"{name}: {example.text}" for name, example in EXAMPLES])
def test_an_example_reads_as_it_says(name: str, example: vocabulary.Example) -> None:
    language = VOCABULARY.languages[example.lang]
    text = example.text
    made = Document("d", "d", text, "", "plain", blocks=(Block("body", Span(0, len(text))),), language=example.lang)
    seen = quantities.find(sentences(made, language), language, VOCABULARY.figures)
    wanted = [one for one in seen if made.quote(one.span) == example.expect["words"]]
    assert [one.kind for one in wanted] == [example.expect["kind"]] == [name]
    found = figures.bounds(made.quote(wanted[0].span), language)
    assert (found.low, found.high) == (example.expect.get("low"), example.expect.get("high"))
