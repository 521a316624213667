"""A Document's text as sentences of tagged tokens.

In: a Document and its Language. Out: Sentences, in order, each inside one Block, with Tokens whose spans count in
`Document.text`. Markup residue is blanked out character for character first, so offsets stay those of the frozen text.

syntok finds the boundaries; a boundary behind one of the language's abbreviations is taken back, because syntok does not
know ranks ("Lt. Col.") and because a report's own lines, not full stops, part its headlines.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from syntok import segmenter

from twosource.nouns import Block, BlockKind, Document, Span
from twosource.reading import tags, trees
from twosource.reading.tokens import Token, tokenise

if TYPE_CHECKING:
    from twosource.vocabulary import Language


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: its place among the sentences of the document, its block, its span and tokens."""

    number: int
    block: BlockKind
    span: Span
    tokens: tuple[Token, ...]

    def span_of(self, first: int, last: int) -> Span:
        """Return the span from token `first` up to, not including, token `last`."""
        return Span(self.tokens[first].start, self.tokens[last - 1].end)


def sentences(document: Document, language: Language) -> tuple[Sentence, ...]:
    """Return the sentences of every block that is to be read, in the order of the text."""
    text = blank_residue(document)
    found: list[Sentence] = []
    for block in document.blocks or (Block("body", Span(0, len(text))),):
        if block.kind in {"furniture", "credit"} or block.repeats:
            continue
        for span in _split(text, block.span, language):
            tokens = trees.parse(tags.tag(tuple(tokenise(text, span)), language))
            if tokens:
                found.append(Sentence(len(found), block.kind, span, tokens))
    return tuple(found)


def sentence_of(span: Span, found: Sequence[Sentence]) -> Sentence | None:
    """Return the sentence that holds a span whole, None where none does."""
    return next((one for one in found if one.span.contains(span)), None)


def blank_residue(document: Document) -> str:
    """Return the text with each character of markup residue replaced by a blank."""
    text = document.text
    if not document.residue:
        return text
    parts, at = [], 0
    for span in document.residue:
        parts += [text[at : span.start], " " * (span.end - span.start)]
        at = span.end
    return "".join([*parts, text[at:]])


def _split(text: str, block: Span, language: Language) -> Iterator[Span]:
    """Yield the spans of the sentences in one block."""
    start: int | None = None
    end = block.start
    for first, last in _boundaries(text[block.start : block.end]):
        left, right = block.start + first, block.start + last
        if start is None:
            start = left
        elif not _is_abbreviation(text, start, end, language):
            yield Span(start, end)
            start = left
        end = right
    if start is not None:
        yield Span(start, end)


def _boundaries(text: str) -> Iterator[tuple[int, int]]:
    for paragraph in segmenter.analyze(text):
        for sentence in paragraph:
            if sentence:
                yield sentence[0].offset, sentence[-1].offset + len(sentence[-1].value)


def _is_abbreviation(text: str, start: int, end: int, language: Language) -> bool:
    """Tell whether the sentence that ends here ends in an abbreviation, so that it is no end at all."""
    words = text[start:end].split()
    word = words[-1] if words else ""
    return word.endswith(".") and word.strip("(\"'“‘").rstrip(".").lower() in language.abbreviations
