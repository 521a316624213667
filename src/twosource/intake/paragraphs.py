"""A text as paragraphs.

In: a frozen text. Out: the spans of its paragraphs, blanks at their edges left out. What a paragraph is on the page
is not said here; that is `blocks`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from twosource.nouns import Span

_LINE = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]+")
_END_OF_LINE = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_MARKED_LINE = re.compile(r"[ \t]*(?:#{1,6}[ \t]|>|[-*•·][ \t]|!\[|\d{1,3}[.)][ \t]|([-*_=~])(?:[ \t]*\1){2,}[ \t]*$)")
_OPEN_END = re.compile(r"[^.!?…:\"”’')\]]\s*$")

WRAP_WIDTHS = range(45, 101)
"""How long the longest line of a hard-wrapped paragraph may be: mail has 72-78, wire copy 60-70, old printers up to 100."""


def paragraphs(text: str) -> tuple[Span, ...]:
    """Return the paragraphs of a text in order: each line one, but the lines of a hard-wrapped paragraph together."""
    found: list[Span] = []
    for group in _groups(text):
        for lines in _indented(text, group):
            found += [Span(lines[0].start, lines[-1].end)] if _is_wrapped(text, lines) else lines
    return tuple(found)


def _groups(text: str) -> Iterator[list[Span]]:
    """Yield the runs of lines that no blank line parts; a line with a mark of its own (a heading, a bullet) is its own run."""
    group: list[Span] = []
    last_end = 0
    for match in _LINE.finditer(text):
        span = _stripped(text, *match.span())
        if span is None:
            continue
        is_marked = _MARKED_LINE.match(match.group()) is not None
        if group and (is_marked or len(_END_OF_LINE.findall(text, last_end, match.start())) > 1):
            yield group
            group = []
        last_end = match.end()
        group.append(span)
        if is_marked:
            yield group
            group = []
    if group:
        yield group


def _stripped(text: str, start: int, end: int) -> Span | None:
    """Return the stretch without the blanks at its edges, None where nothing else is there."""
    inner = text[start:end]
    end -= len(inner) - len(inner.rstrip())
    start += len(inner) - len(inner.lstrip())
    return Span(start, end) if start < end else None


def _is_wrapped(text: str, group: Sequence[Span]) -> bool:
    """Tell whether these lines are one text broken to a width.

    They are if nearly every next line's first word would not have fitted on the line before it, and at least half of the
    lines do not end as a sentence does. Five characters of slack, and one pair in five that may break the rule, allow for
    ragged hands; seen to hold on a hundred hard-wrapped wire texts (../shared/data/muc4), while headers of
    press releases do not pass.
    """
    if len(group) < 2:
        return False
    lengths = [line.end - line.start + _indent(text, line) for line in group]
    longest = max(lengths)
    if longest not in WRAP_WIDTHS:
        return False
    full = sum(one + 1 + _first_word(text, after) > longest - 5 for one, after in zip(lengths, group[1:], strict=False))
    is_open = sum(_OPEN_END.search(text, max(one.start, one.end - 3), one.end) is not None for one in group[:-1])
    return full >= 0.8 * (len(group) - 1) and is_open >= 0.5 * (len(group) - 1)


def _first_word(text: str, line: Span) -> int:
    return len(text[line.start : min(line.end, line.start + 200)].split(maxsplit=1)[0])


def _indented(text: str, group: Sequence[Span]) -> list[list[Span]]:
    """Return the lines in runs: a new one begins where a line is indented more than the least indented one."""
    indents = [_indent(text, line) for line in group]
    usual = min(indents)
    runs = [[group[0]]]
    for line, indent in zip(group[1:], indents[1:], strict=True):
        if indent >= usual + 2:
            runs.append([line])
        else:
            runs[-1].append(line)
    return runs


def _indent(text: str, line: Span) -> int:
    start = line.start
    while start and text[start - 1] in " \t":
        start -= 1
    return line.start - start
