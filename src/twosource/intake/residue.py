"""The markup that is left in a text: characters that a reader of the page would not have seen.

In: a frozen text. Out: spans of such characters, in order, apart from each other: the brackets and target of
`[words](#)` but not the words, a picture that has only its file's name, `**` around bold ones, the `#` of headings, rules,
quotation and bullet marks, reference numbers, stray tags. The reader blanks them out; the text keeps them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from urllib.parse import unquote

from twosource.nouns import Span

# Every repetition has a bound or stops at a character that begins the next match, so that the time stays linear in the
# text whatever the text is.
_LINK = re.compile(
    r"(?P<open>!?\[)(?!\d{1,3}\])(?P<words>[^\[\]]{0,1000})"
    r"(?P<close>\]\[\w{0,40}\]|"
    r"\]\((?P<target>[^\s()]{0,2000}(?:\([^\s()]{0,200}\)[^\s()]{0,200})?)(?:[ \t]+\"[^\"\n]{0,300}\")?\))"
)
_LOOKS_LIKE_TARGET = re.compile(r"$|[#/<]|https?:|mailto:|ftp:|www\.|\.{1,2}/|[\w-]+(?:/|\.\w{2,})")
_PAIRS = (
    re.compile(r"(?P<open>\*\*)(?=\S)[^*\n]{1,500}(?<=\S)(?P<close>\*\*)"),
    re.compile(r"(?<!\w)(?P<open>__)(?=[^\s_])[^_\n]{1,500}(?<=\S)(?P<close>__)(?!\w)"),
    re.compile(r"(?<![\w*])(?P<open>\*)(?=[^\s*])[^*\n]{1,500}(?<=\S)(?P<close>\*)(?![\w*])"),
    re.compile(r"(?<![\w_])(?P<open>_)(?=[^\s_])[^_\n]{1,500}(?<=\S)(?P<close>_)(?![\w_])"),
)
_ALONE = (
    re.compile(r"(?m)^[ \t]*(#{1,6}[ \t]+)(?=\S)"),
    re.compile(r"(?m)^[ \t]*(([-*_=~])(?:[ \t]*\2){2,})[ \t]*\r?$"),
    re.compile(r"(?m)^[ \t]*((?:>[ \t]?)+)"),
    re.compile(r"(?m)^[ \t]*([-*•·][ \t]+)(?=\S)"),
    re.compile(r"(?<=[^\s\[(])(\[(?:\d{1,3}|note \d{1,3}|citation needed)\])"),
    re.compile(r"(?i)(</?(?:p|br|b|i|u|em|strong|a|div|span|h[1-6]|ul|ol|li|blockquote|sup|sub)\b[^<>\n]{0,500}>)"),
)


def residue(text: str) -> tuple[Span, ...]:
    """Return the spans of markup residue in a text."""
    found: list[Span] = []
    rest = text
    for _ in range(3):  # a picture in a link in bold: what an inner mark leaves blank, an outer one may hold
        inner = sorted([*_links(rest), *_pairs(rest)])
        if not inner:
            break
        found += inner
        rest = blanked(rest, inner, "\ufdd0")
    for pattern in _ALONE:
        found += [Span(*match.span(1)) for match in pattern.finditer(rest)]
    return _joined(found)


def _links(text: str) -> Iterator[Span]:
    for match in _LINK.finditer(text) if "](" in text or "][" in text else ():
        if match["target"] is None or _LOOKS_LIKE_TARGET.match(match["target"]):
            if match["open"] == "![" and _is_file_name(match["words"], match["target"] or ""):
                yield Span(*match.span())
                continue
            yield Span(*match.span("open"))
            yield Span(*match.span("close"))


def _is_file_name(words: str, target: str) -> bool:
    """Tell whether the words for a picture are only the name of its file, and so no caption."""
    letters = [re.sub(r"\W|_", "", unquote(one)).casefold() for one in (words, target.rsplit("/", 1)[-1])]
    return bool(letters[0]) and letters[0] in letters[1]


def _pairs(text: str) -> Iterator[Span]:
    for pattern in _PAIRS if "*" in text or "_" in text else ():
        for match in pattern.finditer(text):
            yield Span(*match.span("open"))
            yield Span(*match.span("close"))


def blanked(text: str, spans: Sequence[Span], fill: str = " ") -> str:
    """Return the text with these spans (in order, maybe overlapping) filled with a character, so that offsets stay."""
    parts, at = [], 0
    for span in spans:
        if span.end > at:
            parts += [text[at : span.start], fill * (span.end - max(at, span.start))]
            at = span.end
    return "".join([*parts, text[at:]])


def _joined(spans: list[Span]) -> tuple[Span, ...]:
    """Return the spans in order, those that touch or overlap made one."""
    found: list[Span] = []
    for span in sorted(spans):
        if found and span.start <= found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return tuple(found)
