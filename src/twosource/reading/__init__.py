"""One Document in, one Reading out.

The steps in order: a finder says which stretches of the text are what (`network` or `rules`), and `claims` resolves what dates,
figures and places mean and puts the claims together. Nothing here
knows of other reports or of a store.
"""

from __future__ import annotations

import hashlib
from functools import cache
from importlib import import_module
from importlib.resources import files
from typing import TYPE_CHECKING

from twosource import __version__
from twosource.errors import UnreadableReport, UsageError

if TYPE_CHECKING:
    from collections.abc import Container, Iterator
    from importlib.resources.abc import Traversable

    from twosource.geography import Gazetteer
    from twosource.nouns import DateCandidate, Document, Reading
    from twosource.vocabulary import Vocabulary

READERS = {
    "network": "A small network, trained on annotated reports, that sees more than one sentence at a time.",
    "rules": "Cues, word order and word lists; every sentence's reading can be followed by eye.",
}
"""The finders that may be asked for, best first, each with what it is."""

DEFAULT = next(iter(READERS))
"""The finder that reads where none is asked for."""


def read(
    document: Document,
    vocabulary: Vocabulary,
    gazetteer: Gazetteer,
    *,
    day: DateCandidate | None = None,
    reader: str = DEFAULT,
) -> Reading:
    """Return what one finder reads in a document, its dates resolved against `day` or the document's own publication day.

    Raises UnreadableReport where the document's language has no vocabulary, UsageError where there is no such reader.
    """
    if reader not in READERS:
        raise UsageError(f"there is no reader {reader!r}; there are: {', '.join(READERS)}")
    language = vocabulary.languages.get(document.language or "en")
    if language is None:
        known = ", ".join(sorted(vocabulary.languages))
        raise UnreadableReport(document.origin, f"it is written in {document.language!r}; this reader knows: {known}")
    # Imported here so that `twosource --help` and a store that is only asked never load the tagger's and parser's libraries.
    from twosource.reading.claims import assemble  # noqa: PLC0415

    finder = import_module(f"twosource.reading.{reader}")
    seen = finder.find(document, vocabulary, language, gazetteer)
    return assemble(document, seen, language, gazetteer, day=day, reader=version_of(reader))


@cache
def version_of(reader: str) -> str:
    """Return the name under which a reader's work is kept: its own, the package's version, and a hash of what it reads by.

    The hash is over the code, the weights and the word lists, so a record that was read before any of them changed says so, and
    is read again. The network leans on the rules, the rules not on the network.
    """
    whole = hashlib.sha256()
    without = () if reader == "network" else ("network",)
    for folder in ("twosource.reading", "twosource.vocabulary"):
        for path in sorted(_files(files(folder), without), key=str):
            whole.update(path.read_bytes())
    return f"{reader} {__version__}+{whole.hexdigest()[:8]}"


def _files(folder: Traversable, without: Container[str]) -> Iterator[Traversable]:
    for path in folder.iterdir():
        if path.is_dir():
            if path.name not in without:
                yield from _files(path, without)
        elif path.name.endswith((".py", ".toml", ".gz", ".npz", ".onnx", ".json")):
            yield path
