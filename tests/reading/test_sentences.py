from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twosource.nouns import Block, Document, Span
from twosource.reading import trees
from twosource.reading.phrases import noun_span
from twosource.reading.sentences import Sentence, sentences
from twosource.reading.tokens import tokenise
from twosource.vocabulary import load

EN = load().languages["en"]


def read(text: str, *blocks: Block, residue: tuple[Span, ...] = ()) -> tuple[Sentence, ...]:
    whole = blocks or (Block("body", Span(0, len(text))),)
    return sentences(Document("d", "d", text, "", "", language="en", blocks=whole, residue=residue), EN)


def texts(text: str) -> list[str]:
    return [text[one.span.start : one.span.end] for one in read(text)]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("The army left. Rebels entered.", 2),
        ("Lt. Col. Vesh spoke to Gen. Pell on Friday.", 1),
        ("The U.S. envoy met the U.N. team at 5 p.m. in Oru.", 1),
        ("It lies 2.5 km. north of Oru; nobody lives there.", 1),
        ('"We left. They came," he said.', 2),
        ("Mr. Arin died. Mrs. Arin fled.", 2),
    ],
)
def test_a_full_stop_behind_a_rank_or_initial_ends_no_sentence(text: str, count: int) -> None:
    assert len(texts(text)) == count


def test_a_word_is_one_token_with_its_hyphens_and_without_its_clitic() -> None:
    text = "The rebels’ pro-government foes didn't leave the army's post; 12,000 fled on 31/01/2025."
    words = [token.text for token in tokenise(text, Span(0, len(text)))]
    assert {"pro-government", "army", "'s", "12,000", "31/01/2025", "did", "n't"} <= set(words)


@given(st.text(alphabet="abc DEF.,'’-/()é12\n", max_size=80))
@settings(max_examples=80, deadline=None)
def test_tokens_quote_the_text_in_order_and_never_overlap(text: str) -> None:
    tokens = list(tokenise(text, Span(0, len(text))))
    assert all(text[token.start : token.end] == token.text for token in tokens)
    assert all(one.end <= other.start for one, other in zip(tokens, tokens[1:], strict=False))
    assert "".join(token.text for token in tokens) == "".join(text.split())


def test_furniture_credits_and_repeats_are_not_read() -> None:
    text = "Share this.\nTroops left Oru.\nTroops left Oru town.\nPhoto: Wire"
    edges = [0, 12, 29, 51, len(text) + 1]
    spans = [Span(left, right - 1) for left, right in zip(edges, edges[1:], strict=False)]
    blocks = (
        Block("furniture", spans[0]),
        Block("caption", spans[1], repeats=True),
        Block("caption", spans[2]),
        Block("credit", spans[3]),
    )
    (only,) = read(text, *blocks)
    assert text[only.span.start : only.span.end] == "Troops left Oru town."
    assert only.block == "caption"


def test_residue_is_read_as_blanks_and_moves_no_offset() -> None:
    text = "Troops left [Oru](#) today."
    (only,) = read(text, residue=(Span(12, 13), Span(16, 20)))
    assert [token.text for token in only.tokens] == ["Troops", "left", "Oru", "today", "."]
    assert text[only.tokens[2].start : only.tokens[2].end] == "Oru"


def test_grammar_tells_who_did_what_to_whom() -> None:
    (only,) = read("The rebels captured the town on Friday.")
    verb = next(at for at, token in enumerate(only.tokens) if token.lower == "captured")
    relations = {token.lower: token.relation for token in only.tokens if token.head == verb}
    assert only.tokens[verb].tag == "VERB"
    assert relations["rebels"] == "nsubj"
    assert relations["town"] == "obj"


def test_a_sentence_that_is_a_list_is_tagged_but_not_parsed() -> None:
    (only,) = read("Dead were " + ", ".join(f"Aran{n} Vesh" for n in range(90)))
    assert len(only.tokens) > trees.LONGEST
    assert {token.head for token in only.tokens} == {-1}


def test_a_noun_phrase_ends_before_its_relative_clause() -> None:
    text = "Three columns of army tanks that had left Tavan reached Oru."
    (only,) = read(text)
    head = next(at for at, token in enumerate(only.tokens) if token.lower == "columns")
    span = noun_span(only, head)
    assert text[span.start : span.end] == "Three columns of army tanks"


@pytest.mark.parametrize("text", ["", " \n ", "…", "!!!"])
def test_a_text_without_words_has_no_sentence_that_breaks_anything(text: str) -> None:
    assert all(one.tokens for one in read(text))
