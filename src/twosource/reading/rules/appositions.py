"""What a report says beside a name: "Oru, a rebel alliance", "the rebel leader, Xan Oru", "its fighters".

In: Namings in the order of the text. Out: Namings whose names are explained by what stands beside them, wherever they stand
again; whether two neighbours are one actor; whose "its fighters" are.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from twosource.reading.rules.actor_words import BODIES

if TYPE_CHECKING:
    from twosource.nouns import ActorKind, Document
    from twosource.reading.rules.actor_words import Words
    from twosource.reading.rules.namings import Naming

_ASIDE = re.compile(r"\s*,\s*")
_ALIAS = re.compile(r"\s*[,(]?\s*(?:also |better |formerly )?(?:known|called) as\s*")
_DATELINE = re.compile(r"\)\s*[-–—]")
_ARTICLES = ("a ", "an ")


def explained(document: Document, seen: Sequence[Naming], known: Words) -> list[Naming]:
    """Return the namings with bare names given the kind that a description beside them, here or elsewhere, tells."""
    kinds: dict[tuple[str, ...], ActorKind] = {one.name: "media" for one in seen if is_bare(one) and _opens_report(document, one)}
    placed = {one.name for one in seen if one.stands == "placed"}
    kinds |= {
        one.name: "armed_group"
        for one in seen
        if one.kind == "armed_group" and one.head and one.name and not one.country and one.name not in placed
    }  # "the Oru fighters" tells what Oru is
    kinds |= {one.name: one.kind for one in seen if one.stands == "titled"}
    for one, other in pairwise(seen):
        for name, told in ((one, other), (other, one)):
            if is_bare(name) and (kind := _told(document, name, told, one, other, known)):
                kinds.setdefault(name.name, kind)
    return [replace(one, kind=kinds[one.name], stands="known") if is_bare(one) and one.name in kinds else one for one in seen]


def _opens_report(document: Document, naming: Naming) -> bool:
    """Tell whether a name stands in brackets before the dash of a dateline ("ORU, 2 May (Tavan Wire) - …")."""
    before = document.text[max(0, naming.span.start - 60) : naming.span.start].rsplit("\n", 1)[-1]
    return _DATELINE.match(document.text, naming.span.end) is not None and before.endswith("(") and len(before) < 50


def is_bare(naming: Naming) -> bool:
    """Tell whether a naming is a name that no noun of its own explains."""
    return naming.kind == "other" and not naming.head and bool(naming.name) and not naming.counted


def _told(document: Document, name: Naming, told: Naming, left: Naming, right: Naming, known: Words) -> ActorKind | None:
    """Return the kind that a description tells of the name next to it."""
    between = document.text[left.span.end : right.span.start]
    words = document.words(told.span)
    if told is right and _ALIAS.fullmatch(between):
        return None
    if told is right and _ASIDE.fullmatch(between) and told.kind in BODIES and words.lower().startswith(_ARTICLES):
        return "armed_group" if told.kind == "coalition" and _is_irregular(words, known) else told.kind
    is_office = told.kind == "person" and told.head in known.offices
    stands_by = _ASIDE.fullmatch(between) or (told is left and between == " ")
    return "person" if is_office and stands_by and len(name.name) > 1 else None


def _is_irregular(words: str, known: Words) -> bool:
    return any(word.lower() in known.irregular or word.endswith("-linked") for word in words.split())


def are_one(document: Document, naming: Naming, other: Naming, known: Words) -> bool:
    """Tell whether a naming says again who the one right before it is ("Xan Oru, head of the ministry", "X, also known as Y")."""
    if naming.counted or other.counted:
        return False
    between = document.text[other.span.end : naming.span.start]
    if _ALIAS.fullmatch(between):
        return True
    if _ASIDE.fullmatch(between) and other.name and document.words(naming.span).lower().startswith(_ARTICLES):
        return not other.head or (other.kind == naming.kind and naming.kind in BODIES)
    one_named = (naming.kind == "person" and not naming.head) != (other.kind == "person" and not other.head)
    office = other if naming.kind == "person" and not naming.head else naming
    return office.head in known.offices and one_named and between.strip() in {"", ","} and len(between) <= 3


def owner(naming: Naming, before: Sequence[Naming], document: Document) -> Naming | None:
    """Return whom "its fighters", "our troops" belong to: the last body or state named in this sentence or the one before."""
    if not document.words(naming.span).lower().startswith(("its ", "their ", "our ")):
        return None
    return next(_owners(naming, before), None)


def _owners(naming: Naming, before: Sequence[Naming]) -> Iterator[Naming]:
    near: Iterable[Naming] = (one for one in reversed(before) if one.sentence >= naming.sentence - 1)
    for one in near:
        fits = naming.kind != "armed_group" or one.kind == "armed_group"
        if (
            fits
            and not one.counted
            and (one.country or (one.name and one.kind in BODIES))
            and one.kind not in {"civilian", "other"}
        ):
            yield one
