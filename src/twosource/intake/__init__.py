"""Pages in, Documents out: the step at which a text is frozen.

In: a Page from a format, with what the caller says of it. Out: a Document: typed blocks, markup residue, ranked
dates, language and an id that depends on what the report says, not on where the file lay. Not a character of the text
is changed, here or later.
"""

from __future__ import annotations

from datetime import date

from twosource.intake.blocks import blocks_of, title_of
from twosource.intake.language import language
from twosource.intake.publication import publication
from twosource.intake.residue import residue
from twosource.nouns import Document, Page, fingerprint

__all__ = ["freeze"]


def freeze(page: Page, *, outlet: str | None = None, published: date | str | None = None, received: date) -> Document:
    """Return the Document of a page.

    `outlet` and `published` are what the caller says, and outrank what the page says; UsageError where `published` is no day.
    `received` is the local day on which it came in: no later day is trusted as that of its publication. Freezing the same page
    again returns an equal Document.
    """
    outlet = outlet or page.outlet
    markup = residue(page.text)
    blocks = blocks_of(page, markup)
    known = publication(page, blocks, published=published, received=received)
    as_given = published.isoformat() if isinstance(published, date) else published or page.published
    return Document(
        id=fingerprint(outlet, as_given, page.url, page.title, page.text),
        origin=page.origin,
        text=page.text,
        raw=page.raw,
        extractor=page.extractor,
        outlet=outlet,
        title=title_of(page, blocks, markup),
        url=page.url,
        published=known.published,
        language=language(page.text, page.language),
        dates=known.dates,
        blocks=blocks,
        residue=markup,
        notes=(*page.notes, *known.notes),
    )
