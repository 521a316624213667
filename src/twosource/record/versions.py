"""Versions of one article: a text that an outlet has issued again with other words, and the facts that changed.

In: groups of copies, groups of figures and of events, and the Facts. Out: Versions, each of two texts that follow each other.
Copies of one address or of one outlet are versions of one article; copies of several outlets are a wire story that was
reprinted, and none. Which came first is told by the day of the report, and within a day by the length: an article grows.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import pairwise

from twosource.nouns import Change, Document, Event, Figure, Ref, Version
from twosource.record.facts import Facts
from twosource.record.naming import bounds


def versions_of(facts: Facts) -> tuple[Version, ...]:
    """Return every pair of texts of which the later is a new version of the earlier, in their order."""
    articles = _articles(facts)
    issued = {document.id for article in articles for document in article}
    group_of = {
        ref: (kind, number)
        for kind in ("events", "figures")
        for number, group in enumerate(getattr(facts.links, kind))
        for ref in group
        if ref.document in issued
    }
    found = []
    for article in articles:
        ordered = sorted(article, key=lambda one: (facts.day(one.id) or date.max, len(one.text), one.id))
        for one, other in pairwise(ordered):
            found.append(Version(one.id, other.id, tuple(_changes(one.id, other.id, group_of, facts))))
    return tuple(found)


def _articles(facts: Facts) -> list[list[Document]]:
    """Return the texts of each article: those of one address, and the copies of one outlet; a text alone is none."""
    found: dict[tuple[str, ...], list[Document]] = {}
    first_copy = {name: group[0] for group in facts.links.copies for name in group}
    for name, reading in facts.readings.items():
        document = reading.document
        if document.url:
            found.setdefault((document.url,), []).append(document)
        elif document.outlet and name in first_copy:
            found.setdefault((document.outlet, first_copy[name]), []).append(document)
    return [texts for texts in found.values() if len(texts) > 1]


def _changes(before: str, after: str, group_of: Mapping[Ref, tuple[str, int]], facts: Facts) -> Iterator[Change]:
    """Yield what the later text says otherwise, no longer, and for the first time."""
    told: list[dict[tuple[str, int], list[Ref]]] = [{}, {}]
    for side, document in enumerate((before, after)):
        reading = facts.readings[document]
        names = [*(event.id for event in reading.events), *(figure.id for figure in reading.figures)]
        for ref in sorted((Ref(document, name) for name in names), key=facts.order):
            if ref in group_of:
                told[side].setdefault(group_of[ref], []).append(ref)
    for group, refs in told[0].items():
        if group not in told[1]:
            yield Change("dropped", in_words(refs[0], facts), refs[0], None)
        elif group[0] == "figures":
            values = [list(dict.fromkeys(in_words(ref, facts) for ref in side[group])) for side in told]
            if values[0] != values[1]:
                yield Change("changed", f"{', '.join(values[0])} became {', '.join(values[1])}", refs[0], told[1][group][0])
    for group, refs in told[1].items():
        if group not in told[0]:
            yield Change("added", in_words(refs[0], facts), None, refs[0])


def in_words(ref: Ref, facts: Facts) -> str:
    """Return what a claim says in a few words."""
    claim = facts.claims[ref]
    if isinstance(claim, Figure):
        return f"{bounds(claim.low, claim.high)} {claim.who or 'people'} {claim.kind}"
    assert isinstance(claim, Event), ref
    return f"{claim.type.replace('_', ' ')} ({facts.document(ref).words(claim.trigger)})"
