"""A text's paragraphs, each typed: title, dateline, body, caption, credit, furniture.

In: a Page and the spans of its markup residue. Out: Blocks, in order, apart from each other, that cover every
character that is not blank. A paragraph is typed by its own form first (`marks`), then by its place: the first short
line is the title, what stands above a photo credit is a caption, the opening of the body may be a dateline. Only what
is certain is taken out of the body, because a body paragraph taken for furniture is a report unread.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice, pairwise

from twosource.intake import marks
from twosource.intake.paragraphs import paragraphs
from twosource.intake.residue import blanked
from twosource.nouns import Block, BlockKind, Page, Span

_WORD = re.compile(r"\w+")
_STOP = re.compile(r"[.…:;,][\"”’')\]]*\s*$")
_SITE = re.compile(r"\s+[|–—-]\s+")
_TITLE_MARK = re.compile(r"[\"”’')]*\s*[.?!:–—-]*[\"”’')]*(?=\s+\S)")
_HEADING = re.compile(r"[ \t]*#{1,6}[ \t]+\S")
_PICTURE = re.compile(r"[ \t]*\[?!\[")
_LONE_LINKS = re.compile(r"[-*•·\d.)\s|]{0,10}(?:\[[^\[\]]{0,500}\]\([^\s()]{0,2000}\)[\s|,·•*-]{0,10})+")

TITLE_LENGTH = 160
"""Characters of the longest line that is taken for a title without being called one: the longest in the annotated reports has
85, and a first sentence that is shorter than this ends with a full stop."""

CAPTION_LENGTH = 600
"""Characters of the longest caption that is told by its credit alone: a whole report in one paragraph may end in one too."""

_ALT_WORDS = 4  # fewer words beside a picture are the name of its file
_OPENING = 4  # body paragraphs that may begin with a dateline: a title and a standfirst may stand before it


def blocks_of(page: Page, residue: Sequence[Span]) -> tuple[Block, ...]:
    """Return the blocks of a page: those that its format knows, the rest typed from the text."""
    text = blanked(page.text, residue)
    drafts: list[Block] = []
    for span in _between(paragraphs(page.text), page.blocks, page.text):
        drafts += _typed(page.text, text, span)
    drafts = _captioned(page.text, sorted([*drafts, *page.blocks], key=lambda block: block.span))
    drafts = _opened(page.text, text, drafts, page.title)
    return tuple(_with_repeats(text, drafts))


def title_of(page: Page, blocks: Sequence[Block], residue: Sequence[Span]) -> str | None:
    """Return the page's own title, else the words of the first block, if that is a title before the body."""
    if page.title:
        return page.title
    text = blanked(page.text, residue)
    for block in blocks:
        if block.kind == "title":
            return " ".join(text[block.span.start : block.span.end].split()).rstrip("-–— ") or None
        if block.kind == "body":
            return None
    return None


def _between(spans: Sequence[Span], known: Sequence[Block], text: str) -> Iterator[Span]:
    """Yield the paragraphs without the stretches that the format has typed already."""
    for span in spans:
        at = span.start
        for block in known:
            if block.span.overlaps(span):
                yield from _trimmed(text, at, block.span.start)
                at = max(at, block.span.end)
        yield from _trimmed(text, at, span.end)


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    """Yield the stretch without blanks at its edges, if anything is left."""
    inner = text[start:end]
    if inner.strip():
        yield Span(start + len(inner) - len(inner.lstrip()), start + len(inner.rstrip()))


def _typed(raw: str, text: str, span: Span) -> Iterator[Block]:
    """Yield the blocks of one paragraph, by its form alone."""
    words = text[span.start : span.end]
    original = raw[span.start : span.end]
    if not _WORD.search(words):
        yield Block("furniture", span)
    elif _HEADING.match(original):
        yield Block("title", span)
    elif _PICTURE.match(original):
        named = len(_WORD.findall(words)) >= _ALT_WORDS
        yield from _with_credit(raw, span, marks.credit_at(words)) if named else [Block("furniture", span)]
    elif marks.is_furniture(words) or (_LONE_LINKS.fullmatch(original) and not _STOP.search(words)):
        yield Block("furniture", span)
    elif marks.is_date_line(words):
        yield Block("dateline", span)
    elif marks.is_credit(words) or marks.is_byline(words):
        yield Block("credit", span)
    elif (at := marks.credit_at(words)) is not None:
        yield from _with_credit(raw, span, at, "caption" if at <= CAPTION_LENGTH else "body")
    else:
        cut = marks.furniture_at(words)
        end = span.end if cut is None else span.start + cut
        yield from (Block("caption" if marks.is_caption(words) else "body", part) for part in _trimmed(raw, span.start, end))
        yield from (Block("furniture", part) for part in _trimmed(raw, end, span.end))


def _with_credit(raw: str, span: Span, at: int | None, kind: BlockKind = "caption") -> Iterator[Block]:
    """Yield a caption and, from `at` characters on, its credit."""
    cut = span.end if at is None else span.start + at
    yield from (Block(kind, part) for part in _trimmed(raw, span.start, cut))
    yield from (Block("credit", part) for part in _trimmed(raw, cut, span.end))


def _captioned(text: str, drafts: Sequence[Block]) -> list[Block]:
    """Return the blocks with the lines right above a photo credit, and doubles of those, made captions."""
    found = list(drafts)
    for at in range(len(found) - 1, 0, -1):
        below, above = found[at], found[at - 1]
        if above.kind != "body" or _lines_apart(text, above, below) != 1:
            continue
        words = text[below.span.start : below.span.end]
        is_double = below.kind == "caption" and _says_again(text, above, below)
        if (below.kind == "credit" and not marks.is_byline(words)) or is_double:
            found[at - 1] = Block("caption", above.span)
    return found


def _lines_apart(text: str, above: Block, below: Block) -> int:
    gap = text[above.span.end : below.span.start].replace("\r\n", "\n")
    return sum(gap.count(end) for end in "\n\r\u2028\u2029")


def _opened(raw: str, text: str, drafts: Sequence[Block], title: str | None) -> list[Block]:
    """Return the blocks with title, date and dateline parted from the body at its beginning."""
    found: list[Block] = []
    bodies = 0
    has_title = any(block.kind == "title" for block in drafts[:2])
    for position, block in enumerate(drafts):
        if block.kind != "body" or bodies >= _OPENING:
            found.append(block)
            continue
        if not has_title and bodies == 0 and _is_title(text, block, drafts[position + 1 :], title):
            has_title = True
            found.append(Block("title", block.span))
            continue
        pieces = list(_opening(raw, text, block.span, None if has_title else title, is_first=bodies == 0))
        has_title = has_title or any(piece.kind == "title" for piece in pieces)
        bodies += 1
        found += pieces
    return found


def _is_title(text: str, block: Block, following: Sequence[Block], title: str | None) -> bool:
    """Tell whether a first paragraph is the title: the one that the page names, or short and without a final stop."""
    words = text[block.span.start : block.span.end]
    if title and _same(words, title):
        return True
    report = next((one for one in following if one.kind == "body"), None)
    return (
        len(words) <= TITLE_LENGTH
        and not _STOP.search(words)
        and marks.dateline_end(words) is None
        and report is not None
        and not text[report.span.start].islower()  # a sentence that was broken behind a link or a name in bold
    )


def _opening(raw: str, text: str, span: Span, title: str | None, *, is_first: bool) -> Iterator[Block]:
    """Yield an opening paragraph as the date, title and dateline with which it begins, in any order, and its body."""
    start = span.start
    found: set[BlockKind] = set()
    while start < span.end:
        words = text[start : span.end]
        kind, end = _beginning(words, title if is_first and "title" not in found else None, is_first=is_first)
        if kind is None or (kind == "title" and kind in found):
            break
        found.add(kind)
        yield from (Block(kind, part) for part in _trimmed(raw, start, start + end))
        start += end
    yield from (Block("body", part) for part in _trimmed(raw, start, span.end))


def _beginning(words: str, title: str | None, *, is_first: bool) -> tuple[BlockKind | None, int]:
    """Return what the words begin with before the report itself, and where that ends; None where it is the report."""
    if title and (end := _title_end(words, title)):
        return "title", end
    if is_first and (end := marks.date_prefix_end(words)):
        return "dateline", end
    if end := marks.dateline_end(words):
        return "dateline", end
    if is_first and title is None and len(words) > 2 * TITLE_LENGTH and (end := marks.headline_end(words)):
        return "title", end
    return None, 0


def _title_end(words: str, title: str) -> int | None:
    """Return where a title ends with which the words begin and go on, else None.

    Only its words count, not its marks, and a page's title may end in the names of its sections and site (" - World - Post").
    """
    for wanted in (_WORD.findall(one.casefold()) for one in (title, _SITE.split(title)[0])):
        found = list(islice(_WORD.finditer(words), len(wanted)))
        if len(wanted) >= 3 and [one.group().casefold() for one in found] == wanted:
            mark = _TITLE_MARK.match(words, found[-1].end())
            return mark.end() if mark else None
    return None


def _same(one: str, other: str) -> bool:
    words = _WORD.findall(one.casefold())
    return any(words == _WORD.findall(title.casefold()) for title in (other, _SITE.split(other)[0]))


def _with_repeats(text: str, drafts: Sequence[Block]) -> Iterator[Block]:
    """Yield the blocks, those marked that say again what an earlier block or a longer neighbour says."""
    again = _doubles(text, drafts)
    seen: set[str] = set()
    for position, block in enumerate(drafts):
        words = _WORD.findall(text[block.span.start : block.span.end].casefold())
        key = " ".join(words)
        is_repeat = position in again or (len(words) >= 4 and key in seen)
        seen.add(key)
        is_read = block.kind in {"title", "body", "caption"}
        yield Block(block.kind, block.span, repeats=block.repeats or (is_repeat and is_read))


def _doubles(text: str, drafts: Sequence[Block]) -> set[int]:
    """Return the positions of captions whose neighbouring caption says all that they say, and more."""
    captions = [position for position, block in enumerate(drafts) if block.kind == "caption"]
    found: set[int] = set()
    for one, other in pairwise(captions):
        if all(drafts[between].kind == "credit" for between in range(one + 1, other)):
            if _says_again(text, drafts[one], drafts[other]):
                found.add(one)
            elif _says_again(text, drafts[other], drafts[one]):
                found.add(other)
    return found


def _says_again(text: str, one: Block, other: Block) -> bool:
    """Tell whether nine in ten words of `one` stand in `other` in the same order, and `other` is longer."""
    words = _WORD.findall(text[one.span.start : one.span.end].casefold())
    others = _WORD.findall(text[other.span.start : other.span.end].casefold())
    if not 4 <= len(words) < len(others) <= 300:
        return False
    at = found = 0
    for word in words:
        if word in others[at:]:
            at = others.index(word, at) + 1
            found += 1
    return found >= 0.9 * len(words)
