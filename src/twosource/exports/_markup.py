"""Markup built so that nothing of a report can become markup: what is not Markup is escaped.

In: text and Markup. Out: Markup. There is no other way to make an element, so none can be forgotten.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape


class Markup(str):
    """Text that is markup already."""

    __slots__ = ()


def tag(name: str, *content: str | None, **attributes: str) -> Markup:
    """Return an element around some content; an attribute that is a word of Python has `_` after it."""
    given = "".join(f' {key.rstrip("_")}="{escape(value)}"' for key, value in attributes.items())
    return Markup(f"<{name}{given}>{inside(*content)}</{name}>")


def inside(*content: str | None) -> Markup:
    """Return some content in one piece."""
    return Markup("".join(one if isinstance(one, Markup) else escape(one or "") for one in content))


def table(headings: Sequence[str], found: Iterable[Sequence[str | None]], caption: str = "") -> Markup:
    """Return a table; nothing where it has no rows."""
    rows = [tag("tr", *(tag("td", one) for one in row)) for row in found]
    if not rows:
        return Markup("")
    head = tag("thead", tag("tr", *(tag("th", one, scope="col") for one in headings)))
    return tag("table", tag("caption", caption) if caption else None, head, tag("tbody", *rows))
