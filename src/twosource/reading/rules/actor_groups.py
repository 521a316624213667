"""Which namings mean one actor.

In: Namings in the order of the text, the land in which the report plays. Out: the namings of each actor under a key. A state has
one government and one army; initials, surnames and "the group" mean the actor that they fit and that was mentioned last;
people who are counted are an actor of their own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import TYPE_CHECKING

from twosource.reading.rules import actor_words, appositions
from twosource.vocabulary.inflection import lemma

if TYPE_CHECKING:
    from twosource.nouns import Document
    from twosource.reading.rules.actor_words import Words
    from twosource.reading.rules.namings import Naming

Key = tuple[str, ...]

_ARTICLES = frozenset({"the", "a", "an"})
_RANKS = frozenset({"General", "Joint", "Supreme"})
_NATIONAL = ("ian", "ese", "ish")


def grouped(document: Document, seen: Sequence[Naming], home: str | None, known: Words) -> dict[Key, list[Naming]]:
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
            lord = rulers.get(folded((side.removeprefix("pro-"),)))  # "pro-Oru troops" are the army of the land that Oru rules
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
    return {folded(one.name[-1:]): ruler.country or home for ruler, one in found if one.name and _rules(document, ruler, known)}


def _last_officials(before: Sequence[Naming]) -> str | None:
    """Return whose officials the bare word means: those of the state whose officials were named last."""
    return next((one.country for one in reversed(before) if one.head == "official" and one.country), None)


def folded(name: Sequence[str]) -> str:
    """Return a name in lower case without articles and marks, its plural taken back."""
    words = [
        word.lower().removeprefix("al-").strip("'’.") for word in name if word.lower() not in _ARTICLES and "-based" not in word
    ]
    return " ".join(word.replace(".", "") for word in words)


def initials(name: Sequence[str]) -> str:
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
            if naming.kind == other.kind == "person" and not naming.head and folded(naming.name[-1:]) == folded(other.name[-1:]):
                return key
            bare = naming.kind == other.kind and naming.kind in actor_words.BODIES and "" in {naming.head, other.head}
            same_head = naming.head == other.head or bare
            if naming.kind in {other.kind, "other"} and same_head and _shares_name(naming, other):
                return key
            if naming.kind == other.kind and naming.kind in {"ngo", "igo"} and _is_same_body(naming, other):
                return key
    return None


def _is_acronym(short: Naming, long: Naming) -> bool:
    """Tell whether one name is the initials of the other."""
    is_one = len(short.name) == 1 < len(long.name) and short.name[0].replace(".", "").isupper()
    return is_one and folded(short.name) == initials(long.name)


def _shares_name(naming: Naming, other: Naming) -> bool:
    """Tell whether two names are one: the same words, the bare head noun of a body, or the first words of a group's."""
    short, long = folded(naming.name), folded(other.name)
    if short == long:
        return True
    if naming.kind in {"ngo", "igo", "government", "media"}:
        return short == naming.head and naming.head in long.split()
    return naming.kind in {"armed_group", "other"} and long.startswith(short + " ")


def _is_same_body(naming: Naming, other: Naming) -> bool:
    """Tell whether two names of bodies differ only in how the state is written ("Xian Civil Watch", "Xia Civil Watch group")."""
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
    last = document.words(naming.span).split()[-1].lower()
    words = {word.lower() for other in group for word in document.words(other.span).split()}
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
    words = document.words(naming.span).lower().split()
    return naming.kind == "person" and not naming.counted and bool(known.heads_of_state.intersection(words))


def _key(document: Document, naming: Naming, home: str | None, known: Words) -> Key:
    """Return what all mentions of one actor have in common."""
    if naming.counted:
        return ("counted", document.words(naming.span).lower())
    if naming.kind == "government" and (naming.head in known.rulers or not naming.head) and _is_state(naming, home):
        return ("country", "government", naming.country or home or "")
    if naming.kind == "military" and naming.head in known.arms and _is_state(naming, home) and _is_whole(document, naming):
        return ("country", "military", naming.country or home or "")
    if naming.name:
        return ("name", naming.kind, folded(naming.name))
    return ("head", naming.kind, naming.head)


def _is_whole(document: Document, naming: Naming) -> bool:
    """Tell whether a state's army as a whole is meant: bare "soldiers" or "an army" may be anybody's."""
    words = document.words(naming.span).lower().split()
    whole = words[-1] in {"army", "military"} if len(words) == 1 else words[0] not in {"a", "an", "more", "some", "other"}
    return bool(naming.country or naming.definite) or whole


def _is_state(naming: Naming, home: str | None) -> bool:
    """Tell whether nothing but a state's word stands in the name, so that the whole state's body is meant.

    Where the gazetteer knows no state of the report, a word that sounds like a nation's counts as the one state's.
    """
    own = [word for word in naming.name if lemma(word.lower(), "NOUN") != naming.head and word not in _RANKS]
    unknown = home is None and naming.country is None and all(word.endswith(_NATIONAL) for word in own)
    return len(own) <= (1 if naming.country or unknown else 0) or naming.head == ""
