"""Which words of a report a page quotes, and how: whole clauses with the word that tells the event in them.

In: a Document and a Span or an Event of it. Out: Spans that a reader can understand alone, and quotes, already inert. A
sentence that is short enough is quoted whole; a longer one is cut where its own marks part it (commas, dashes, brackets,
quotation marks), and an ellipsis stands where something is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from twosource.nouns import Block, Document, Event, Span
from twosource.outlets.page import inert
from twosource.vocabulary import load

QUOTED = 140
"""The most characters of a report that one quote shows, which is two rows of a printed page."""
SMALL = 3
"""Letters of a word that no quote ends on where it is cut."""
ENOUGH = 60
"""Characters from which a clause of a long sentence says enough to stand without its neighbours."""
_REACH = 600  # characters to each side in which the ends of a sentence are looked for
_WRAPPED = 50  # from so many characters a line of a plain text is taken to be broken for its width, not at an end


def quote(document: Document, span: Span, most: int = QUOTED) -> str:
    """Return the words of a span in quotation marks, cut at `most` characters with an ellipsis."""
    return f"“{_nested(shortened(plain(document, span), most))}”"


def plain(document: Document, span: Span) -> str:
    """Return the words of a span as quotes have them, without the marks around."""
    return inert(document.words(span))


def quote_of(document: Document, span: Span, most: int = QUOTED) -> str:
    """Return the quote of a span with an ellipsis on each side where its sentence goes on."""
    edges = sentence_at(document, span)
    words = plain(document, span)
    shown = shortened(words, most).rstrip(",;:—– ")
    before = "… " if document.text[edges.start : span.start].strip("“”\"'‘[( ") else ""
    is_cut = shown.endswith("…") or not document.text[span.end : edges.end].strip("“”\"'’]).,;:!? ")
    return f"“{before}{_nested(shown)}”" if is_cut else f"“{before}{_nested(shown)} …”"


def clause(document: Document, event: Event, most: int = QUOTED) -> Span:
    """Return the stretch of a sentence that tells an event: all of it if short, else the clauses with trigger and roles."""
    edges = sentence_at(document, event.trigger)
    if edges.end - edges.start <= most:
        return edges
    parts = list(_clauses(document.text, edges))
    first, last = _with_roles(parts, event, most)
    span = _enough(parts, first, last, most)
    return span if span.end - span.start <= most else _window(document.text, span, event, most)


def around(document: Document, span: Span, most: int = QUOTED) -> Span:
    """Return the clauses around a span, enough of them to be understood alone; a long span is itself enough."""
    if span.end - span.start >= ENOUGH:
        return span
    return clause(document, Event("", span, ""), most)


def sentence_at(document: Document, span: Span) -> Span:
    """Return the stretch between the ends of sentences around a span, as a reader would see them."""
    text, block = document.text, _block_at(document, span)
    start, closing = max(block.start, span.start - _REACH), min(block.end, span.end + _REACH)
    for found in _STOP.finditer(text, start, closing):
        if not _is_end(document, found):
            continue
        if found.end() <= span.start:
            start = found.end()
        elif found.start() >= span.end - 1:
            closing = found.start() + len(found.group().rstrip())
            break
    while start < span.start and text[start].isspace():
        start += 1
    return Span(start, max(closing, span.end))


def block_at(document: Document, span: Span) -> Block | None:
    """Return the block of a report that holds a span."""
    return next((one for one in document.blocks if one.span.start <= span.start < one.span.end), None)


def _block_at(document: Document, span: Span) -> Span:
    block = block_at(document, span)
    return block.span if block else Span(0, len(document.text))


# What may end a sentence: a stop before a space and a capital, a figure or a mark that opens; an empty line; a line's end.
_STOP = re.compile(r"[.!?…][”\"’')\]]*\s+(?=[“\"‘'(\[]?[A-ZÀ-ÞЀ-Я0-9])|\n\s*\n|\n")


def _is_end(document: Document, found: re.Match[str]) -> bool:
    """Tell a sentence's end from an abbreviation's stop, and from a line that is broken for its width."""
    text, at = document.text, found.start()
    if found.group().startswith("\n"):
        line = text[text.rfind("\n", 0, at) + 1 : at]
        return found.group() != "\n" or len(line) < _WRAPPED or line.rstrip("”\"’')] ").endswith((".", "!", "?", "…"))
    word = text[max(text.rfind(" ", 0, at), text.rfind("\n", 0, at)) + 1 : at].strip("“\"‘'([").casefold()
    language = load().languages.get(document.language or "en")
    return not (text[at] == "." and (len(word) == 1 or "." in word or (language and word in language.abbreviations)))


# Where the marks of a sentence part it: after a comma and the like, around a dash, at brackets and quotation marks.
_PARTS = re.compile(r"[,;:][”\"’]?\s+|\s+[—–-]+\s+|\s+(?=[(“])|(?<=[)”])\s+")


def _clauses(text: str, edges: Span) -> Iterator[Span]:
    start = edges.start
    for found in _PARTS.finditer(text, edges.start, edges.end):
        yield Span(start, found.end())
        start = found.end()
    yield Span(start, edges.end)


def _with_roles(parts: list[Span], event: Event, most: int) -> tuple[int, int]:
    """Return the first and last clause that hold the trigger and, as far as there is room, name who and what."""
    first, last = _at(parts, event.trigger.start), _at(parts, event.trigger.end - 1)
    for role in (*event.agent, *event.target, *event.place, *event.origin, *event.destination, *event.instrument):
        if not parts[0].start <= role.start < parts[-1].end:
            continue
        wider = min(first, _at(parts, role.start)), max(last, _at(parts, role.end - 1))
        if parts[wider[1]].end - parts[wider[0]].start <= most:
            first, last = wider
    return first, last


def _at(parts: list[Span], offset: int) -> int:
    return next((number for number, part in enumerate(parts) if offset < part.end), len(parts) - 1)


def _enough(parts: list[Span], first: int, last: int, most: int) -> Span:
    """Return the clauses with as many neighbours as make a quote that says something: those before, for they lead to it."""
    grows = True
    while parts[last].end - parts[first].start < ENOUGH and grows:
        grows = False
        if first > 0 and parts[last].end - parts[first - 1].start <= most:
            first, grows = first - 1, True
        elif last + 1 < len(parts) and parts[last + 1].end - parts[first].start <= most:
            last, grows = last + 1, True
    return Span(parts[first].start, parts[last].end)


def _window(text: str, span: Span, event: Event, most: int) -> Span:
    """Return so much of a clause that is too long as has room: from its beginning, else from who or what stands before."""
    trigger = event.trigger
    earliest = max(span.start, trigger.end - most)
    roles = [role.start for role in (*event.agent, *event.target) if earliest <= role.start < trigger.start]
    start = span.start if earliest == span.start else min(roles, default=max(earliest, trigger.start - most // 2))
    while start > span.start and start < trigger.start and not text[start - 1].isspace():
        start += 1
    end = min(span.end, start + most)
    while end < span.end and end > trigger.end and not text[end].isspace():
        end -= 1
    kept = len(_stopped(text[start:end])) if end < span.end else end - start
    return Span(start, max(start + kept, trigger.end))


def shortened(words: str, most: int) -> str:
    """Return words that are no longer than `most` characters, with an ellipsis where some are cut off."""
    return words if len(words) <= most else f"{_stopped(words[:most].rpartition(' ')[0])} …"


def _stopped(words: str) -> str:
    """Return words that are cut off without the small ones at their end (`on`, `of the`), which only lead to what is gone."""
    while (last := words.rpartition(" ")[2]) and len(last) <= SMALL and last.islower() and " " in words:
        words = words.rpartition(" ")[0]
    return words.rstrip(",;:—–- ")


def _nested(words: str) -> str:
    """Return words whose own quotation marks are the inner ones; marks around the whole, and halves of pairs, are left out."""
    words = re.sub(r"[\"„«»]", "”", re.sub(r"(^|[\s(\[])[\"„«](?=\w)", r"\1“", words))
    if words.count("“") != words.count("”"):
        words = words.removeprefix("“") if words.count("“") > words.count("”") else words
        words = words.removesuffix("”") if words.count("”") > words.count("“") else words
    if words.startswith("“") and words.endswith("”") and words.count("“") == 1:
        words = words[1:-1]
    return words.replace("“", "‘").replace("”", "’").rstrip(", ")
