"""Who there is in a report: namings that mean one actor, together.

In: the Sentences of a Document, the language's `actors` table, the gazetteer and the places seen. Out: ActorSeen, in the order of
their first mention. A state's name is a mention of its government where it acts; the caller drops the place mention that has the
same span. Names that only the whole report explains are settled here; `actor_groups` says which namings are one actor.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from twosource.nouns import Span
from twosource.reading.rules import actor_words, appositions
from twosource.reading.rules.actor_groups import folded, grouped, initials
from twosource.reading.rules.actor_rows import Rows
from twosource.reading.rules.namings import Finder, Naming
from twosource.reading.sightings import ActorSeen

if TYPE_CHECKING:
    from twosource.nouns import ActorKind, Document
    from twosource.reading.rules.actor_groups import Key
    from twosource.reading.rules.actor_rows import States
    from twosource.reading.rules.actor_words import Words
    from twosource.reading.sentences import Sentence
    from twosource.reading.sightings import PlaceSeen
    from twosource.vocabulary import Language

_ARTICLES = frozenset({"the", "a", "an"})
_KNOWN = frozenset({"known", "titled"})


def find(
    document: Document,
    sentences: Sequence[Sentence],
    language: Language,
    gazetteer: States,
    places: Sequence[PlaceSeen],
    home: str | None = None,
) -> tuple[ActorSeen, ...]:
    """Return the actors of a report with all their mentions, in the order of the first; `home` is the land in which it plays."""
    known = actor_words.words(language.table("actors"))
    finder = Finder(Rows(known, gazetteer, place_test(span for place in places for span in place.mentions)))
    namings = appositions.explained(document, [naming for sentence in sentences for naming in finder.find(sentence)], known)
    seen = _trusted(_with_surnames(namings, known))
    seen = sorted([*seen, *_named_again(sentences, seen, finder)], key=lambda one: (one.span.start, -one.span.end))
    groups = grouped(document, seen, home, known)
    return tuple(_actor(document, key, group, home, gazetteer) for key, group in groups.items())


def place_test(spans: Iterable[Span]) -> Callable[[Span], bool]:
    """Return a test that tells whether a span touches one of these."""
    ordered = sorted(set(spans))
    starts = [span.start for span in ordered]

    def touches(span: Span) -> bool:
        at = bisect_left(starts, span.end)
        return any(ordered[n].overlaps(span) for n in range(max(0, at - 3), at))

    return touches


def _with_surnames(seen: Sequence[Naming], known: Words) -> list[Naming]:
    """Return the namings with bare names read as persons where a title or a full name has introduced their bearer."""
    last_names = {naming.name[-1] for naming in seen if naming.kind == "person" and naming.name and not naming.head}
    last_names |= {naming.name[-1] for naming in seen if _looks_personal(naming, known)}
    return [
        replace(naming, kind="person", stands="acting")
        if naming.stands not in _KNOWN and naming.name and naming.name[-1] in last_names and naming.kind == "other"
        else naming
        for naming in seen
    ]


def _looks_personal(naming: Naming, known: Words) -> bool:
    """Tell whether an unexplained name that acts has the shape of a person's: two to four words, no article, no initials."""
    return (
        naming.stands in {"acting", "introduced"}
        and naming.kind == "other"
        and 2 <= len(naming.name) <= 4
        and not any(
            word.isupper() or word.lower() in known.impersonal or word.lower() == "the" or "-" in word[:3] for word in naming.name
        )
    )


def _trusted(seen: Sequence[Naming]) -> list[Naming]:
    """Return the namings without those bare names that the whole report never shows acting more often than lying somewhere."""
    votes: Counter[str] = Counter()
    for naming in seen:
        name = folded(naming.name)
        votes[name] += {"titled": 1, "acting": 2, "placed": -2, "unsure": 0, "introduced": 1, "known": 1}[naming.stands]
    explained = {word.lower() for naming in seen if naming.stands in _KNOWN for word in naming.name}
    letters = {initials(naming.name) for naming in seen if naming.stands in _KNOWN and len(naming.name) > 1}
    return [
        naming
        for naming in seen
        if naming.stands in _KNOWN
        or votes[folded(naming.name)] > 0
        or (folded(naming.name) in letters)
        or (naming.stands == "unsure" and all(word.lower() in explained for word in naming.name))
    ]


def _named_again(sentences: Sequence[Sentence], seen: Sequence[Naming], finder: Finder) -> Iterator[Naming]:
    """Yield the further places where a name stands that elsewhere in the report is an actor's ("XFA command centres")."""
    names = {form: naming for naming in seen if naming.name and _is_own_name(naming, finder.states) for form in _forms(naming)}
    taken = place_test(naming.span for naming in seen if naming.kind != "person")
    people = {naming.span for naming in seen}
    for sentence in sentences:
        tokens = sentence.tokens
        for first in range(len(tokens)):
            for width in (3, 2, 1):
                name = tuple(token.text for token in tokens[first : first + width])
                if len(name) < width or name not in names:
                    continue
                span = sentence.span_of(first, first + width)
                if not taken(span) and not finder.is_place(span) and span not in people and not _inside_person(span, seen, name):
                    yield replace(names[name], sentence=sentence.number, span=span, head="", counted=False, definite=False)
                break


def _forms(naming: Naming) -> tuple[tuple[str, ...], ...]:
    """Return how a name may stand again: a person by the last word, without its article, or with an s that has lost its mark."""
    name = naming.name[-1:] if naming.kind == "person" else naming.name
    return name, (*name[:-1], f"{name[-1]}s"), (*name[:-1], name[-1].removeprefix("al-"))


def _is_own_name(naming: Naming, states: States) -> bool:
    """Tell whether the capitalised words are an actor's own name, no nation's word and no office."""
    if naming.kind == "person":
        return not naming.head
    return naming.kind in {"armed_group", "other", "media", "igo"} and not any(states.country_of(word) for word in naming.name)


def _inside_person(span: Span, seen: Sequence[Naming], name: tuple[str, ...]) -> bool:
    """Tell whether the span lies in a person's mention of which it is the name itself."""
    return any(one.kind == "person" and one.span.overlaps(span) and (one.name[-1:] == name or not one.head) for one in seen)


def _actor(document: Document, key: Key, group: Sequence[Naming], home: str | None, states: States) -> ActorSeen:
    country = next((naming.country for naming in group if naming.country), home if key[0] == "country" else None)
    is_state = key[:2] == ("country", "government") and any(naming.country for naming in group)
    return ActorSeen(
        mentions=tuple(sorted({naming.span for naming in group})),
        kind=_kind(key, group),
        name=(states.name_of(country) if is_state and country else None) or _called(document, group),
        country=country,
    )


def _kind(key: Key, group: Sequence[Naming]) -> ActorKind:
    """Return the kind that a description gave the actor's own name, else the one that most mentions have."""
    kinds = Counter(naming.kind for naming in group if naming.kind != "other")
    named = (
        one.kind for one in group if one.kind in actor_words.BODIES and one.name and (one.stands == "titled" or not one.head)
    )
    if key[0] != "country" and kinds["armed_group"] and kinds["military"] > kinds["person"]:
        return "armed_group"  # "Oru forces" of whom the report also says "Oru militants"
    most = max(kinds.items(), key=lambda one: one[1])[0] if kinds else "other"
    return next(named, most) if key[0] != "country" else most


def _called(document: Document, group: Sequence[Naming]) -> str:
    """Return the best name that the report gives: the most name words, without an article or what only describes the bearer."""
    best = max(group, key=lambda one: (_names_itself(document, one), len(one.name), -one.span.start))
    words = document.words(best.span)
    first = words.find(best.name[0]) if best.name else -1
    described = best.stands == "titled" or (best.kind == "person" and not best.head and len(best.name) > 1)
    if described and first >= 0 and words.endswith(best.name[-1]):
        return words[first:]
    return _without_article(words)


def _names_itself(document: Document, naming: Naming) -> bool:
    """Tell whether a mention names its bearer, not his office or somebody whom he is for ("pro-Oru troops")."""
    for_another = re.match(r"(?:pro|anti)-[A-Z]", document.words(naming.span)) is not None
    return not for_another and (naming.kind != "person" or not naming.head)


def _without_article(words: str) -> str:
    first, _, rest = words.partition(" ")
    return rest if rest and first.lower() in _ARTICLES else words
