"""Aliases that persons' decisions teach, tested before anything is joined by them.

In: a Record. Out: Aliases: a word that a person has said to be another name for something, where else in the record it stands,
and what speaks against joining those places too. Nothing is applied here: a person who has read the list says so, and that is a
judgement.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from twosource.geography.keys import fold
from twosource.nouns import KnownActor, KnownPlace, Record, Ref, fingerprint

Known = KnownActor | KnownPlace


@dataclass(frozen=True, slots=True)
class Alias:
    """A word and what it means, who taught it, what it would join to that, and what speaks against each other place of it."""

    id: str
    word: str
    means: str
    ref: Ref
    taught_by: str
    would_join: tuple[Ref, ...]
    against: tuple[str, ...]


def aliases_of(record: Record) -> tuple[Alias, ...]:
    """Return the aliases that persons' judgements and corrections teach, those with something left to join first."""
    known: list[Known] = [*record.actors, *record.places]
    of = {ref: one for one in known for ref in one.mentions}
    names = {
        Ref(reading.document.id, one.id): one.name
        for reading in record.readings
        for part in (reading.actors, reading.places)
        for one in part
    }
    found = {}
    for ref, word, means, teacher in _taught(record, names):
        if ref in of and fold(word) != fold(means):
            alias = _tested(word, means, of[ref], ref, teacher, known)
            found[alias.id] = alias
    return tuple(sorted(found.values(), key=lambda one: (not one.would_join, one.word, one.id)))


def _taught(record: Record, names: dict[Ref, str]) -> Iterator[tuple[Ref, str, str, str]]:
    """Yield a claim, the word for it that a person has explained, the name that it means, and what said so."""
    for one in record.judgements:
        if one.verdict == "same" and one.is_persons and one.left in names and one.right in names:
            long, short = sorted((one.left, one.right), key=lambda ref: (-len(names[ref]), ref))
            yield long, names[short], names[long], one.id
    for correction in record.corrections:
        if correction.field == "name" and correction.was and correction.value:
            yield correction.ref, correction.was, correction.value, correction.id


def _tested(word: str, means: str, target: Known, ref: Ref, teacher: str, known: list[Known]) -> Alias:
    would, against = [], []
    for other in known:
        if other.id == target.id or type(other) is not type(target) or fold(word) not in {fold(name) for name in other.names}:
            continue
        reason = _contradiction(target, other)
        if reason:
            against.append(f"{other.id} {other.name}: {reason}")
        else:
            would.append(other.mentions[0])
    return Alias("L" + fingerprint(word, means, target.id)[:8], word, means, ref, teacher, tuple(would), tuple(against))


def _contradiction(one: Known, other: Known) -> str:
    """Return what says that two are not one, "" where nothing does."""
    if isinstance(one, KnownPlace) and isinstance(other, KnownPlace):
        return "another country" if one.country and other.country and one.country != other.country else ""
    if isinstance(one, KnownActor) and isinstance(other, KnownActor) and "other" not in {one.kind, other.kind}:
        return f"{other.kind}, not {one.kind}" if one.kind != other.kind else ""
    return ""
