"""Who there is in a report: namings that mean one actor, together.

In: the Sentences of a Document, the language's `actors` table, the gazetteer and the places seen. Out: ActorSeen, in the order of
their first mention. A state's name is a mention of its government where it acts; the caller drops the place mention that has the
same span. A state has one government and one army here; people who are counted are an actor of their own.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from twosource.nouns import Span
from twosource.reading.rules import actor_words, appositions
from twosource.reading.rules.actor_rows import Rows
from twosource.reading.rules.namings import Finder, Naming
from twosource.reading.sightings import ActorSeen
from twosource.vocabulary.inflection import lemma

if TYPE_CHECKING:
    from twosource.nouns import ActorKind, Document
    from twosource.reading.rules.actor_rows import States
    from twosource.reading.rules.actor_words import Words
    from twosource.reading.sentences import Sentence
    from twosource.reading.sightings import PlaceSeen
    from twosource.vocabulary import Language

Key = tuple[str, ...]

_ARTICLES = frozenset({"the", "a", "an"})
_RANKS = frozenset({"General", "Joint", "Supreme"})
_NATIONAL = ("ian", "ese", "ish")
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
    groups = _grouped(document, seen, home, known)
    return tuple(_actor(document, key, group, home, gazetteer) for key, group in groups.items())


def _grouped(document: Document, seen: Sequence[Naming], home: str | None, known: Words) -> dict[Key, list[Naming]]:
    """Return the namings of each actor, the actors in the order of their first."""
    groups: dict[Key, list[Naming]] = {}
    keys: list[Key] = []
    rulers = _rulers(document, seen, home, known)
    for n, found in enumerate(seen):
        naming, key = found, None
        if n and appositions.are_one(document, naming, seen[n - 1], known):
            key = keys[n - 1]
        elif owned := appositions.owner(naming, seen[:n], document):
            naming = replace(naming, country=owned.country)
            key = None if owned.country or naming.kind not in {"military", "armed_group"} else keys[seen.index(owned)]
        if naming.kind == "military" and (side := next((w for w in naming.name if w.startswith("pro-")), None)):
            lord = rulers.get(_fold((side.removeprefix("pro-"),)))  # "pro-Oru troops" are the army of the land that Oru rules
            naming = replace(naming, country=lord, name=()) if lord else naming
        if naming.head == "official" and not naming.country and not naming.counted:
            naming = replace(naming, country=_last_officials(seen[:n]))
        key = key or _short_for(document, naming, groups, home, known) or _key(document, naming, home, known)
        groups.setdefault(key, []).append(naming)
        keys.append(key)
    return groups


def _rulers(document: Document, seen: Sequence[Naming], home: str | None, known: Words) -> dict[str, str | None]:
    """Return the surnames of those who are called heads of state, with their lands."""
    found = [(one, one) for one in seen] + [two for two in pairwise(seen) if appositions.are_one(document, two[1], two[0], known)]
    return {_fold(one.name[-1:]): ruler.country or home for ruler, one in found if one.name and _rules(document, ruler, known)}


def _last_officials(before: Sequence[Naming]) -> str | None:
    """Return whose officials the bare word means: those of the state whose officials were named last."""
    return next((one.country for one in reversed(before) if one.head == "official" and one.country), None)


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
        name = _fold(naming.name)
        votes[name] += {"titled": 1, "acting": 2, "placed": -2, "unsure": 0, "introduced": 1, "known": 1}[naming.stands]
    explained = {word.lower() for naming in seen if naming.stands in _KNOWN for word in naming.name}
    initials = {_initials(naming.name) for naming in seen if naming.stands in _KNOWN and len(naming.name) > 1}
    return [
        naming
        for naming in seen
        if naming.stands in _KNOWN
        or votes[_fold(naming.name)] > 0
        or (_fold(naming.name) in initials)
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


def _fold(name: Sequence[str]) -> str:
    """Return a name in lower case without articles and marks, its plural taken back."""
    words = [
        word.lower().removeprefix("al-").strip("'’.") for word in name if word.lower() not in _ARTICLES and "-based" not in word
    ]
    return " ".join(word.replace(".", "") for word in words)


def _initials(name: Sequence[str]) -> str:
    """Return the first letters of the words with a capital, an article's hyphen taken off ("al-Oru")."""
    words = [word.split("-", 1)[1] if "-" in word[1:4] else word for word in name if word.lower() not in _ARTICLES]
    return "".join(word[0].lower() for word in words if word[:1].isupper())


def _short_for(document: Document, naming: Naming, groups: dict[Key, list[Naming]], home: str | None, known: Words) -> Key | None:
    """Return the actor that a short form means (initials, a surname, "the ministry"), None if it is no short form."""
    if naming.counted:
        return None
    if naming.head in known.heads_of_state and naming.definite and (ruler := _as_ruler(document, naming, groups, home, known)):
        return ruler
    if naming.name:
        unnamed = naming.kind == "person" and not naming.head
        return _by_name(naming, groups) or (_as_ruler(document, naming, groups, home, known) if unnamed else None)
    if naming.definite and naming.head and naming.head not in known.rulers | known.arms:
        return _by_head(document, naming, groups)
    return None


def _latest(groups: dict[Key, list[Naming]]) -> list[tuple[Key, list[Naming]]]:
    """Return the groups, the one mentioned last first."""
    return sorted(groups.items(), key=lambda one: one[1][-1].span.start, reverse=True)


def _by_name(naming: Naming, groups: dict[Key, list[Naming]]) -> Key | None:
    for key, group in _latest(groups):
        for other in group:
            if other.counted or not other.name or key[0] == "country":
                continue
            if _is_acronym(naming, other) or _is_acronym(other, naming):
                return key
            if naming.kind == other.kind == "person" and not naming.head and _fold(naming.name[-1:]) == _fold(other.name[-1:]):
                return key
            bare = naming.kind == other.kind and naming.kind in appositions.BODIES and "" in {naming.head, other.head}
            same_head = naming.head == other.head or bare
            if naming.kind in {other.kind, "other"} and same_head and _shares_name(naming, other):
                return key
            if naming.kind == other.kind and naming.kind in {"ngo", "igo"} and _is_same_body(naming, other):
                return key
    return None


def _is_acronym(short: Naming, long: Naming) -> bool:
    """Tell whether one name is the initials of the other."""
    is_one = len(short.name) == 1 < len(long.name) and short.name[0].replace(".", "").isupper()
    return is_one and _fold(short.name) == _initials(long.name)


def _shares_name(naming: Naming, other: Naming) -> bool:
    """Tell whether two names are one: the same words, the bare head noun of a body, or the first words of a group's."""
    short, long = _fold(naming.name), _fold(other.name)
    if short == long:
        return True
    if naming.kind in {"ngo", "igo", "government", "media"}:
        return short == naming.head and naming.head in long.split()
    return naming.kind in {"armed_group", "other"} and long.startswith(short + " ")


def _is_same_body(naming: Naming, other: Naming) -> bool:
    """Tell whether two names of bodies differ only in how the state is written ("Xian Civil Defense", "Xia Civil Defense group")."""
    left, right = naming.name, other.name
    return naming.country == other.country is not None and len(left) > 2 and left[1:] == right[1:] and left[0][:4] == right[0][:4]


def _by_head(document: Document, naming: Naming, groups: dict[Key, list[Naming]]) -> Key | None:
    """Return the last named actor that "the ministry", "the Observatory" or "the alliance" can mean."""
    for key, group in _latest(groups):
        if key[1] == "person" and naming.kind != "person":
            continue
        heads = {other.head for other in group} | {word.lower() for other in group for word in other.name}
        if naming.head in heads and any(other.name for other in group) and _in_number(document, naming, group):
            return key
    return None


def _in_number(document: Document, naming: Naming, group: Sequence[Naming]) -> bool:
    """Tell whether a short form is one where the actor is one, many where it is many ("the groups" are no single group)."""
    last = document.quote(naming.span).split()[-1].lower()
    words = {word.lower() for other in group for word in document.quote(other.span).split()}
    return last == naming.head or last in words


def _as_ruler(document: Document, naming: Naming, groups: dict[Key, list[Naming]], home: str | None, known: Words) -> Key | None:
    """Return the head of state that "the Xian dictator" means, or whom "President Xan Oru" names for the first time."""
    if not _rules(document, naming, known):
        return None
    for key, group in _latest(groups):
        ruling = [other for other in group if other.kind == "person" and _rules(document, other, known)]
        lands = {other.country or home for other in ruling}
        named = not naming.head and any(other.name and not other.head for other in group)
        if ruling and (naming.country or home) in lands and not named:
            return key
    return None


def _rules(document: Document, naming: Naming, known: Words) -> bool:
    """Tell whether a person is called a head of state."""
    words = document.quote(naming.span).lower().split()
    return naming.kind == "person" and not naming.counted and bool(known.heads_of_state.intersection(words))


def _key(document: Document, naming: Naming, home: str | None, known: Words) -> Key:
    """Return what all mentions of one actor have in common."""
    if naming.counted:
        return ("counted", document.quote(naming.span).lower())
    if naming.kind == "government" and (naming.head in known.rulers or not naming.head) and _is_state(naming, home):
        return ("country", "government", naming.country or home or "")
    if naming.kind == "military" and naming.head in known.arms and _is_state(naming, home) and _is_whole(document, naming):
        return ("country", "military", naming.country or home or "")
    if naming.name:
        return ("name", naming.kind, _fold(naming.name))
    return ("head", naming.kind, naming.head)


def _is_whole(document: Document, naming: Naming) -> bool:
    """Tell whether a state's army as a whole is meant: bare "soldiers" or "an army" may be anybody's."""
    words = document.quote(naming.span).lower().split()
    whole = words[-1] in {"army", "military"} if len(words) == 1 else words[0] not in {"a", "an", "more", "some", "other"}
    return bool(naming.country or naming.definite) or whole


def _is_state(naming: Naming, home: str | None) -> bool:
    """Tell whether nothing but a state's word stands in the name, so that the whole state's body is meant.

    Where the gazetteer knows no state of the report, a word that sounds like a nation's counts as the one state's.
    """
    own = [word for word in naming.name if lemma(word.lower(), "NOUN") != naming.head and word not in _RANKS]
    unknown = home is None and naming.country is None and all(word.endswith(_NATIONAL) for word in own)
    return len(own) <= (1 if naming.country or unknown else 0) or naming.head == ""


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
        one.kind for one in group if one.kind in appositions.BODIES and one.name and (one.stands == "titled" or not one.head)
    )
    if key[0] != "country" and kinds["armed_group"] and kinds["military"] > kinds["person"]:
        return "armed_group"  # "Oru forces" of whom the report also says "Oru militants"
    most = max(kinds.items(), key=lambda one: one[1])[0] if kinds else "other"
    return next(named, most) if key[0] != "country" else most


def _called(document: Document, group: Sequence[Naming]) -> str:
    """Return the best name that the report gives: the most name words, without an article or what only describes the bearer."""
    best = max(group, key=lambda one: (_names_itself(document, one), len(one.name), -one.span.start))
    words = document.quote(best.span)
    first = words.find(best.name[0]) if best.name else -1
    described = best.stands == "titled" or (best.kind == "person" and not best.head and len(best.name) > 1)
    if described and first >= 0 and words.endswith(best.name[-1]):
        return words[first:]
    return _without_article(words)


def _names_itself(document: Document, naming: Naming) -> bool:
    """Tell whether a mention names its bearer, not his office or somebody whom he is for ("pro-Oru troops")."""
    for_another = re.match(r"(?:pro|anti)-[A-Z]", document.quote(naming.span)) is not None
    return not for_another and (naming.kind != "person" or not naming.head)


def _without_article(words: str) -> str:
    first, _, rest = words.partition(" ")
    return rest if rest and first.lower() in _ARTICLES else words
