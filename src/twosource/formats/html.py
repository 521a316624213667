"""A saved web page as one report.

In: the bytes of a page. Out: one Page: the article's paragraphs with a blank line between them, its captions and its
printed date as blocks of their own where they stood, and whatever days the page's metadata names, ranked. The door of
trafilatura and htmldate. Nothing is ever fetched: both are given parsed trees only, because htmldate takes a string
that looks like an address for one to download.

trafilatura drops captions and date lines. So they are taken out of the tree first, a marker is left in their place,
and the marker is exchanged for the words in the extracted text. Where the marker is dropped too (a picture above the
article's body), what stands in the page's one article element is put first, and anything else was a teaser's.
"""

from __future__ import annotations

import codecs
import hashlib
import json
import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, BinaryIO

from twosource.errors import UnreadableReport
from twosource.formats.plain import all_of, decode, without_surrogates
from twosource.nouns import Block, BlockKind, DateCandidate, Page, Span

NAME = "html"
SUFFIXES = (".html", ".htm", ".xhtml", ".shtml")

_HEAD = re.compile(rb"(?i)^\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body)\b", re.DOTALL)
_CHARSET = re.compile(rb"(?i)<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]{2,30})")
_BREAKS = re.compile(r"(?i)(?:<br\s*/?>\s*){2,}")
_MARKER = re.compile(r"Twosource keeps block number (\d+) here\.")
_WORD = re.compile(r"\w+")
_GAP = "\n\n"

_CAPTION_CLASS = re.compile(
    r"(?i)(?:^|[\s_-])(?:(?:image|img|photo|picture|media|figure|wp)[\w]*[_-]+)*(?:caption|caption[_-]text|cutline)(?:$|[\s_-])"
)
_CREDIT_CLASS = re.compile(
    r"(?i)(?:^|[\s_-])(?:photo|image|img|media|caption|picture)?[_-]?(?:credits?|copyright|photographer)(?:$|[\s_-])"
)
_DATE_CLASS = re.compile(
    r"(?i)(?:^|[\s_-])(?:date-?line|date|pub-?date|published(?:[_-](?:at|on|date))?|timestamp|time-?stamp|post[_-]date|entry-date|article[_-]date)(?:$|[\s_-])"
)
_INLINE = {"a", "abbr", "b", "br", "em", "font", "i", "small", "span", "strong", "sub", "sup", "u"}
_ASIDE = {"aside", "nav", "footer"}
_META_DAYS = (
    "article:published_time",
    "og:published_time",
    "datepublished",
    "parsely-pub-date",
    "sailthru.date",
    "pubdate",
    "publishdate",
    "publication_date",
    "publish-date",
    "dc.date.issued",
    "dcterms.issued",
    "dc.date",
    "dcterms.date",
    "date",
)
"""Names of meta elements that give the day of publication, the surest first. Those of an update are not among them."""


@dataclass(frozen=True, slots=True)
class _Kept:
    """A stretch that was taken out of the tree: what it is, its words, those of its photo credit.

    `is_own` says that it stands in the one article element of the page, so that it belongs to the report for certain.
    """

    kind: BlockKind
    words: str
    credit: str = ""
    is_own: bool = False


def recognises(head: bytes) -> bool:
    """Tell whether a file that begins so is a page."""
    return _HEAD.match(head) is not None


def pages(stream: BinaryIO, origin: str) -> Iterator[Page | UnreadableReport]:
    """Yield the one page of a saved web page, or the reason why it cannot be read."""
    try:
        raw = all_of(stream, origin)
        source, notes = _decode(raw, origin)
        yield _page(source, origin, hashlib.sha256(raw).hexdigest(), notes)
    except UnreadableReport as error:
        yield error


def _decode(raw: bytes, origin: str) -> tuple[str, tuple[str, ...]]:
    """Return the source in the encoding that the page declares, where that is true, else in the one it shows."""
    declared = _CHARSET.search(raw[:4096])
    if declared and not raw.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        try:
            name = codecs.lookup(declared[1].decode("ascii")).name
            source = raw.decode("cp1252" if name in {"iso8859-1", "ascii"} else name)  # as browsers do
        except (LookupError, UnicodeError, ValueError):
            pass
        else:
            if source.strip() and "\x00" not in source:
                return source, ()
    return decode(raw, origin)


def _page(source: str, origin: str, raw: str, notes: tuple[str, ...]) -> Page:
    import trafilatura  # noqa: PLC0415  (half a second that only pages pay)

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    try:
        tree = trafilatura.load_html(_BREAKS.sub("</p><p>", source))
        if tree is None:
            raise UnreadableReport(origin, "it is no HTML page; save the whole page, or its text as .txt")
        days = tuple(_days(tree))
        _unwrap_layout(tree)
        _wrap_openings(tree)
        kept = _take_out(tree)
        found: Any = trafilatura.bare_extraction(tree, with_metadata=True, include_comments=False)
    except (ValueError, TypeError, AttributeError, KeyError, IndexError, RecursionError) as error:  # hostile markup
        raise UnreadableReport(origin, f"the page cannot be parsed ({error}); save its text as .txt") from error
    title = _clean(getattr(found, "title", None))
    text, blocks = _compose(found.text or "" if found else "", kept, title)
    if not text:
        raise UnreadableReport(origin, "no article was found in the page; save its text as .txt")
    text, odd = without_surrogates(text)
    return Page(
        origin=origin,
        text=text,
        raw=raw,
        extractor=NAME,
        outlet=_clean(found.sitename),
        title=title,
        url=_clean(found.url),
        language=(tree.get("lang") or "").split("-")[0].lower()[:2] or None,
        dates=(*days, *_searched(found.date, days)),
        blocks=blocks,
        notes=(*notes, *odd),
    )


def _clean(words: Any) -> str | None:
    return " ".join(without_surrogates(str(words))[0].split()) or None if words else None


def _unwrap_layout(tree: Any) -> None:
    """Make plain divisions of tables that lay out the page: a cell with paragraphs in it is no cell of figures."""
    for table in list(tree.iter("table")):
        if table.xpath(".//td[count(.//p) > 1]"):
            for element in table.xpath("descendant-or-self::*[self::table or self::tbody or self::tr or self::td or self::th]"):
                element.tag = "div"


def _wrap_openings(tree: Any) -> None:
    """Make a paragraph of bare text before a first paragraph, which trafilatura would drop ("text<br><br>text")."""
    for paragraph in list(tree.iter("p")):
        parent, first = paragraph.getparent(), paragraph.getprevious()
        if parent is None or parent.tag == "body" or (first is not None and first.tag not in _INLINE):
            continue
        before = list(paragraph.itersiblings(preceding=True))[::-1]
        is_text = all(one.tag in _INLINE for one in before)
        if is_text and "".join([parent.text or "", *(one.tail or "" for one in before)]).strip():
            opening = paragraph.makeelement("p", {})
            opening.text, parent.text = parent.text, None
            opening.extend(before)
            parent.insert(0, opening)


# ------------------------------------------------------------------------------------------------- captions and dates


def _take_out(tree: Any) -> list[_Kept]:
    """Take captions and printed dates out of the tree, leave a marker paragraph for each, and return them in order."""
    kept: list[_Kept] = []
    articles = tree.xpath("//article")
    own = articles[0] if len(articles) == 1 else None
    for element in list(tree.iter()):
        if not isinstance(element.tag, str) or element.getparent() is None or _is_aside(element):
            continue
        one = _caption(element) or _printed_date(element)
        if one is not None:
            one = replace(one, is_own=own is not None and own in element.iterancestors())
            _exchange(element, f"Twosource keeps block number {len(kept)} here.")
            kept.append(one)
    return kept


def _is_aside(element: Any) -> bool:
    """Tell whether the element is gone from the tree already, or belongs to what surrounds an article."""
    ancestors = list(element.iterancestors())
    return not ancestors or ancestors[-1].tag != "html" or any(one.tag in _ASIDE for one in ancestors)


def _caption(element: Any) -> _Kept | None:
    named = element.get("class") or ""
    if element.tag != "figcaption" and not (element.tag in {"p", "div", "span", "dd"} and _CAPTION_CLASS.search(named)):
        return None
    if element.tag in {"div", "span"} and len(element.xpath(".//p")) > 2:  # a figure's frame, not its caption
        return None
    credit = ""
    for inner in element.iterdescendants():
        if isinstance(inner.tag, str) and _CREDIT_CLASS.search(inner.get("class") or ""):
            credit = _words(inner)
            inner.getparent().replace(inner, _plain_tail(inner))
            break
    words = _words(element)
    return _Kept("caption", words, credit) if words or credit else None


def _printed_date(element: Any) -> _Kept | None:
    """Return the date line that an element prints; only near the article's head do they date the article."""
    is_time = element.tag == "time"
    if not is_time and not (element.tag in {"p", "div", "span"} and _DATE_CLASS.search(element.get("class") or "")):
        return None
    if element.tag in {"time", "span"} and _is_in_a_sentence(element):
        element.tag = "span"  # trafilatura drops time elements with their words
        return None
    words = _words(element)
    is_date = 6 <= len(words) <= 100 and any(letter.isdigit() for letter in words)
    return _Kept("dateline", words) if is_date else None


def _is_in_a_sentence(element: Any) -> bool:
    """Tell whether the paragraph around an element says much more than the element does."""
    around = next((one for one in element.iterancestors() if one.tag in {"p", "li", "td", "blockquote"}), None)
    return around is not None and len(_words(around)) > len(_words(element)) + 60


def _words(element: Any) -> str:
    return " ".join("".join(element.itertext()).split())


def _plain_tail(element: Any) -> Any:
    """Return an empty element that keeps what follows another."""
    empty = element.makeelement("span", {})
    empty.tail = element.tail
    return empty


def _exchange(element: Any, words: str) -> None:
    """Put a paragraph of these words in the place of an element; in the place of its figure, where it has one.

    trafilatura throws figures away whole, and paragraphs inside paragraphs are taken apart.
    """
    figure = next((one for one in element.iterancestors() if one.tag in {"figure", "p", "header"}), None)
    marker = element.makeelement("p", {})
    marker.text = words
    if figure is None:
        marker.tail = element.tail
        element.getparent().replace(element, marker)
    else:
        element.getparent().replace(element, _plain_tail(element))
        marker.tail, figure.tail = figure.tail, None
        following = list(figure.itersiblings())
        while following and _MARKER.fullmatch(following[0].text or ""):  # a second caption of one figure stays behind the first
            figure = following.pop(0)
        figure.addnext(marker)


def _compose(article: str, kept: list[_Kept], title: str | None) -> tuple[str, tuple[Block, ...]]:
    """Return the text of the article with what was kept put back, and the blocks of that."""
    placed = {int(number) for number in _MARKER.findall(article)}
    lost = [number for number, one in enumerate(kept) if one.is_own and number not in placed]
    parts: list[tuple[BlockKind | None, str]] = [part for number in lost for part in _put_back(kept, number)]
    first = True
    for line in article.splitlines():
        words = line.strip()
        if first and title and _WORD.findall(words.casefold()) == _WORD.findall(title.casefold()):
            continue
        first = first and not words
        at = 0
        for marker in _MARKER.finditer(words):
            parts += [(None, words[at : marker.start()].strip()), *_put_back(kept, int(marker[1]))]
            at = marker.end()
        parts.append((None, words[at:].strip()))
    return _joined([(kind, words) for kind, words in parts if words])


def _joined(parts: list[tuple[BlockKind | None, str]]) -> tuple[str, tuple[Block, ...]]:
    """Return the parts with a blank line between them and the blocks of those with a kind; nothing where all have one."""
    blocks, at = [], 0
    for kind, words in parts:
        if kind:
            blocks.append(Block(kind, Span(at, at + len(words))))
        at += len(words) + len(_GAP)
    return (_GAP.join(words for _, words in parts), tuple(blocks)) if len(blocks) < len(parts) else ("", ())


def _put_back(kept: list[_Kept], number: int) -> Iterator[tuple[BlockKind, str]]:
    if number < len(kept):
        yield kept[number].kind, kept[number].words
        yield "credit", kept[number].credit


# --------------------------------------------------------------------------------------------------------------- days


def _days(tree: Any) -> Iterator[DateCandidate]:
    """Yield the days that JSON-LD, meta elements and time elements give, each as it is printed, whatever its zone."""
    for script in tree.xpath("//script[@type='application/ld+json']"):
        for words in _published_in(_json(script.text or "")):
            yield from _candidate(words, "json-ld", "JSON-LD says datePublished")
    metas = [
        (str(meta.get("property") or meta.get("name") or meta.get("itemprop") or "").lower(), meta) for meta in tree.iter("meta")
    ]
    for name in _META_DAYS:
        for given, meta in metas:
            if given == name:
                yield from _candidate(meta.get("content") or "", "meta", f"the meta element {name} says")
    for element in tree.xpath("//time[@datetime][@pubdate or @itemprop='datePublished' or ancestor::article or ancestor::main]")[
        :1
    ]:
        yield from _candidate(element.get("datetime"), "time", "the first time element says")


def _json(words: str) -> Any:
    try:
        return json.loads(words)
    except (ValueError, RecursionError):
        return None


def _published_in(given: Any, depth: int = 0) -> Iterator[str]:
    """Yield every datePublished in a JSON-LD value, outermost first."""
    if isinstance(given, dict) and depth < 6:
        own = given.get("datePublished")
        if isinstance(own, str):
            yield own
        for name in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _published_in(given.get(name), depth + 1)
    elif isinstance(given, list):
        for one in given[:50]:
            yield from _published_in(one, depth + 1)


def _candidate(words: str, rule: str, where: str) -> Iterator[DateCandidate]:
    try:
        yield DateCandidate(date.fromisoformat(words.strip()[:10]), rule, f"{where} “{words.strip()[:40]}”")
    except ValueError:
        return


def _searched(found: str | None, days: tuple[DateCandidate, ...]) -> Iterator[DateCandidate]:
    """Yield the day that htmldate found by searching the page, where no metadata gave it."""
    for one in _candidate(found or "", "htmldate", "htmldate's search of the page gives"):
        if one.day not in {given.day for given in days}:
            yield one
