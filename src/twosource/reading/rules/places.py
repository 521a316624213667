"""Where a report says that things are: its named places, and those described by another ("south of Oru").

In: the Sentences of a Document, the language's `places` table, the gazetteer. Out: PlaceSeen in the order of their first
mention; those without a mention, which only a relative one hangs on, come last. A name stands if something makes it a
place (a head noun, "in", its size) and nothing makes it a person's; one that stands once stands everywhere in the report.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from math import log2
from typing import TYPE_CHECKING

from twosource.geography.keys import fold, skeleton
from twosource.nouns import Span
from twosource.reading.rules import place_words
from twosource.reading.rules.place_groups import Groups
from twosource.reading.rules.place_names import Scan
from twosource.reading.rules.place_relations import Relation, relations
from twosource.reading.sightings import PlaceSeen

if TYPE_CHECKING:
    from twosource.geography import Gazetteer
    from twosource.nouns import Document
    from twosource.reading.rules.place_groups import Group
    from twosource.reading.rules.place_words import Naming, Words
    from twosource.reading.sentences import Sentence
    from twosource.vocabulary import Language

_FOCUS = 0.15  # share of a report's place votes from which a state is one it speaks of
_CITY = 500_000  # inhabitants from which a bare name means the city though the report also names the province; on fifty reports
_FADES = 100.0  # characters over which a mention loses as much as half as many mentions cost; on the annotated reports


def find(
    document: Document,
    sentences: Sequence[Sentence],
    language: Language,
    gazetteer: Gazetteer,
) -> tuple[PlaceSeen, ...]:
    """Return the places that a report names, with all their mentions."""
    known = place_words.words(language.table("places"))
    scans = [Scan(sentence, known, gazetteer, document.text) for sentence in sentences]
    seen = [list(scan.namings()) for scan in scans]
    standing = _standing(seen, gazetteer)
    groups = Groups(provinces(standing), _focus(seen))
    placed: Group | None = None
    for scan, sentence, namings in zip(scans, sentences, standing, strict=True):
        found = tuple(relations(scan, sentence, namings, language))
        placed = _collect(groups, document, sentence, namings, found, placed=placed)
    return groups.seen()


def with_definite(
    places: Sequence[PlaceSeen], sentences: Sequence[Sentence], language: Language, land: str | None = None
) -> tuple[PlaceSeen, ...]:
    """Return the places with the clear descriptions of each ("the town") among its mentions; `land` names "the country"."""
    described: dict[int, list[Span]] = {}
    for span, number in definite(sentences, places, language, land).items():
        described.setdefault(number, []).append(span)
    return tuple(
        replace(place, mentions=tuple(sorted({*place.mentions, *described.get(number, ())})))
        for number, place in enumerate(places)
    )


def definite(
    sentences: Sequence[Sentence], places: Sequence[PlaceSeen], language: Language, land: str | None = None
) -> dict[Span, int]:
    """Return the spans of definite descriptions of a place ("the town") with the position of the place that each means.

    A description means the place of its kind that was mentioned last before it; "a key town" in a report's opening means the
    first that is called a town after it, with its name ("the town of Oru") or without ("the town"); "the country" means the one
    in which the report plays (`land`, a name), however many others it names. What could mean nothing named so far is left out.
    """
    known = place_words.words(language.table("places"))
    mentions = sorted((span, number) for number, place in enumerate(places) for span in place.mentions)
    called = {one: number for one, number in mentions if places[number].head in _TOWNS and places[number].near is None}
    found: dict[Span, int] = {}
    heralds: list[Span] = []
    for sentence in sentences:
        for span, noun, is_definite in _descriptions(sentence, known):
            if any(span.overlaps(one) for one, _ in mentions):
                continue
            is_town = "town" in known.definite[noun]
            if not is_definite:
                if is_town and sentence.number <= _OPENING:
                    heralds.append(span)
                continue
            if noun == "country" and land is not None:
                number = next((at for at, place in enumerate(places) if place.name == land and place.near is None), None)
            else:
                number = _meant(span, noun, mentions, places, known)
            if number is not None:
                found[span] = number
                if is_town:
                    called[span] = number
    for span in heralds:
        first = min((one for one in called if one.start > span.end), default=None)
        if first is not None:
            found[span] = called[first]
    return found


def may_be_called(place: PlaceSeen, noun: str | None, language: Language) -> bool:
    """Tell whether a noun ("town", "province") may mean a place; one that says nothing of its kind may mean any."""
    known = place_words.words(language.table("places")).definite
    return noun is None or noun not in known or noun == "country" or _fits(place, noun, known[noun])


# ---------------------------------------------------------------------------------------------------------- which stand


def _standing(seen: Sequence[Sequence[Naming]], gazetteer: Gazetteer) -> list[list[Naming]]:
    """Return the names of each sentence that are places, judged over the whole report."""
    people = _people(seen)
    focus = _focus(seen)
    sure = {fold(one.name) for namings in seen for one in namings if _is_sure(one, people)}
    found = [[one for one in namings if _stands(one, sure, people, focus, gazetteer)] for namings in seen]
    sure |= {fold(one.name) for namings in found for one in namings}
    return [[one for one in namings if _stands(one, sure, people, focus, gazetteer)] for namings in seen]


def _stands(naming: Naming, sure: set[str], people: set[str], focus: Mapping[str, float], gazetteer: Gazetteer) -> bool:
    key = fold(naming.name)
    if _is_sure(naming, people):
        return True
    if naming.spoken or not key:
        return False
    if key in sure or (naming.standing == "known" and key not in people):
        return True
    if key in people:
        return False
    at_home = any(entry.country in focus for entry in naming.entries)
    if not naming.framed:
        return False
    return (naming.standing == "maybe" and at_home) or (naming.standing == "unknown" and _is_misspelt(naming, focus, gazetteer))


def _is_misspelt(naming: Naming, focus: Iterable[str], gazetteer: Gazetteer) -> bool:
    """Tell whether a long unknown name has the consonants of a place in a state that the report speaks of."""
    return len(skeleton(naming.name)) > 3 and any(gazetteer.find_alike(naming.name, country) for country in focus)


def _is_sure(naming: Naming, people: set[str]) -> bool:
    """Tell whether a name is a place's by itself: one that is also part of longer names must be known or have its noun."""
    if naming.standing != "sure" or naming.spoken:
        return False
    return naming.head is not None or fold(naming.name) not in people or place_words.rank(naming.entries) in {"sure", "known"}


def _people(seen: Sequence[Sequence[Naming]]) -> set[str]:
    """Return the keys of words that stand in longer unknown names: a first name, a surname, a body's name."""
    names = [one.name for namings in seen for one in namings if one.standing == "unknown" and one.head is None]
    spoken = [one.name for namings in seen for one in namings if one.spoken]
    return {fold(word) for name in (*names, *spoken) for word in name.split() if len(word) > 2 and " " in name} | {
        fold(name) for name in spoken
    }


def _focus(seen: Iterable[Iterable[Naming]]) -> dict[str, float]:
    """Return the states that a report speaks of with their share of its names."""
    placed = [one for namings in seen for one in namings if one.standing in {"sure", "known"} and one.entries]
    votes = Counter(one.entries[0].country for one in placed)
    total = sum(votes.values())
    return {country: count / total for country, count in votes.items() if count / total >= _FOCUS}


def provinces(standing: Iterable[Iterable[Naming]]) -> dict[str, bool]:
    """Return, for names with the head "province" somewhere, whether a bare one means the province too."""
    heads: dict[str, list[Naming]] = {}
    for naming in (one for namings in standing for one in namings):
        heads.setdefault(fold(naming.name), []).append(naming)
    means = {}
    for key, group in heads.items():
        levels = [one.level for one in group if one.level in {"province", "town", "capital"}]
        if "province" in levels:
            people = max((entry.population or 0 for one in group for entry in one.entries if entry.kind == "town"), default=0)
            means[key] = levels[0] == "province" and people < _CITY
    return means


def _collect(
    groups: Groups,
    document: Document,
    sentence: Sentence,
    namings: Sequence[Naming],
    found: Sequence[Relation],
    *,
    placed: Group | None,
) -> Group | None:
    """Group the names of one sentence and what is described by them; return the place mentioned last."""
    inside = {relation.anchor for relation in found if relation.whole}
    mine = []
    for number, naming in enumerate(namings):
        if naming.level == "part":
            naming = replace(naming, start=naming.first, end=naming.last, head=None, level="")  # noqa: PLW2901  the part is no name
        span = None if number in inside else sentence.span_of(naming.start, naming.end)
        mine.append(groups.add(naming, span))
    for relation in found:
        before = mine[relation.named - 1] if relation.named else placed
        near = before if relation.anchor is None else mine[relation.anchor]
        if relation.named is None and near is not None:
            groups.hang(relation, document.words(relation.span), near)
        elif relation.named is not None and near is not None:
            group = mine[relation.named]
            if group is not near and group.near is None and near.near is not group:
                group.near, group.bearing, group.km = near, relation.bearing, relation.km
    return mine[-1] if mine else placed


# ---------------------------------------------------------------------------------------------------------- descriptions


def _descriptions(sentence: Sentence, known: Words) -> Iterator[tuple[Span, str, bool]]:
    """Yield "the besieged town" and "a key town": the span, the noun, and whether it is definite."""
    text = [token.lower for token in sentence.tokens]
    for at, word in enumerate(text):
        owning = ("'s",) if word == "country" else ()  # "the country's last stronghold" is no place called the country
        if word not in known.definite or word in {"determiners", "indefinite"}:
            continue
        start = at
        while (
            start and at - start < 3 and sentence.tokens[start - 1].tag in {"ADJ", "ADV", "VERB"} and not _ends(text[start - 1])
        ):
            start -= 1
        if start and text[start - 1] in known.definite["determiners"] | known.definite["indefinite"]:
            following = text[at + 1] if at + 1 < len(text) else ""
            if following not in {"of", "called", "named", *owning} and not _is_compound(sentence, at + 1):
                yield sentence.span_of(start - 1, at + 1), word, text[start - 1] in known.definite["determiners"]
        elif 0 < start < at and sentence.number == 0 and sentence.tokens[start - 1].tag == "ADP":
            yield sentence.span_of(start, at + 1), word, False  # a headline has no articles: "withdraw from key town"


def _ends(word: str) -> bool:
    return word in {"the", "a", "an", "this", "that"}


def _is_compound(sentence: Sentence, at: int) -> bool:
    """Tell whether a noun follows that takes the word as its modifier ("the city council")."""
    return at < len(sentence.tokens) and sentence.tokens[at].tag in {"NOUN", "PROPN"}


def _meant(span: Span, noun: str, mentions: Sequence[tuple[Span, int]], places: Sequence[PlaceSeen], known: Words) -> int | None:
    """Return the place that a definite description means: of its kind, mentioned often and not long before it."""
    before = [
        (one, number) for one, number in mentions if one.start < span.start and _fits(places[number], noun, known.definite[noun])
    ]
    fades = _FADES * (50.0 if noun == "country" else 1.0)
    often = Counter(number for _, number in before)
    scored = {number: log2(often[number]) - (span.start - one.start) / fades for one, number in before}
    return max(scored, key=lambda number: scored[number], default=None)


def _fits(place: PlaceSeen, noun: str, levels: frozenset[str]) -> bool:
    """Tell whether a place can be called by a noun: it has that noun, or one of the same level, or none and is no state."""
    if place.near is not None and place.head is None:
        return False
    if place.head == noun or (place.head == "country" and noun == "country"):
        return True
    if "town" in levels:
        return place.head in {None, "city", "town", "village", "settlement", "capital"}
    return place.head in levels


_TOWNS = frozenset({"town", "city", "village"})
_OPENING = 3  # sentences, counted from 0, in which "a key town" announces the one that the report is about
