"""Actor mentions as actors: which mean one, what it is called, which state it is of.

In: the stretches that the network calls actors. Out: ActorSeen, and which of them each stretch is. Mentions are one actor where
the network links them, or where the same name stands again further off than the network sees.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

from twosource.reading.figures import count
from twosource.reading.sightings import ActorSeen
from twosource.vocabulary.inflection import parts_of_speech

if TYPE_CHECKING:
    from twosource.geography import Gazetteer
    from twosource.nouns import ActorKind, Document
    from twosource.reading.network.answers import Answers
    from twosource.reading.sightings import PlaceSeen
    from twosource.vocabulary import Language

_ARTICLES = frozenset({"the", "a", "an"})
_SMALL = _ARTICLES | {"of", "for", "and", "in"}
_NAME_ARTICLES = frozenset({"al", "el"})
_NOT_THEIRS = frozenset({"of", "for", "in", "at", "from"})
_OWN = frozenset({"government", "military"})
"""Kinds whose bare words ("the army") mean those of the land in which the report plays."""
_BODIES = frozenset({"armed_group", "coalition", "political", "ngo", "igo", "media"})
_INDEFINITE = ("a ", "an ")
_ASIDE = re.compile(r"\s*,\s*")
_SAME = 0.5
"""Average probability of a link to the mentions of an actor from which a mention joins it."""
_SAME_BODY = 0.85
"""The same where both have proper names without a common word ("White Helmets")."""
_SAME_NAME = 0.35
"""The same share of one's vote that an equal name is worth where the network saw both and was not sure."""


@dataclass(frozen=True, slots=True)
class _Mention:
    """What the words of a mention say of whom it may mean; "" and empty where they say nothing."""

    kind: str
    name: str
    state: str | None
    person: tuple[str, ...]
    body: tuple[str, ...]
    count: int | None


@dataclass(slots=True)
class _Group:
    """The mentions of one actor so far."""

    members: list[int] = field(default_factory=list)
    told: list[_Mention] = field(default_factory=list)

    def forbids(self, one: _Mention) -> bool:
        """Tell whether a mention is another's, whatever the probability: of another state, name or number, or no person."""
        states, counts = ({value for other in self.told if (value := getattr(other, of))} for of in ("state", "count"))
        people = {word for other in self.told for word in other.person}
        return (
            bool(one.state and states and one.state not in states)
            or bool(one.count and counts and one.count not in counts)
            or bool(one.person and people and people.isdisjoint(one.person))
            or (one.kind == "person") != (self.told[0].kind == "person")
        )

    def is_called_otherwise(self, one: _Mention) -> bool:
        """Tell whether a mention is a body's proper name that shares no word with those of the actor, nor is its initials."""
        bodies = [other.body for other in self.told if other.body]
        return bool(one.body and bodies) and not any(set(one.body) & set(body) or _is_acronym(one.body, body) for body in bodies)

    def has_name(self, one: _Mention) -> bool:
        """Tell whether a mention's name is one of the actor's: the same words, or a person's last name."""
        if any(one.name == other.name for other in self.told if one.name):
            return True
        return any(one.person[-1] == other.person[-1] for other in self.told if one.person and other.person)


def find(
    document: Document, answers: Answers, where: Sequence[PlaceSeen], language: Language, gazetteer: Gazetteer, home: str | None
) -> tuple[tuple[ActorSeen, ...], Mapping[int, int]]:
    """Return the actors in the order of their first mention, and for each stretch that is one the position of its actor.

    A town of the report does not act, unless it is a capital, which stands for its state.
    """
    groups: list[_Group] = []
    towns = {place.name for place in where if place.is_named and not gazetteer.country_of(place.name)}
    for at in answers.of("actor"):
        words = document.words(answers.seen[at].span)
        if words in towns and not gazetteer.capital_of(words):
            continue
        kind = answers.seen[at].labels.get("actor_kind", "other")
        person = _persons_name(words, gazetteer) if kind == "person" else ()
        one = _Mention(
            kind, _key(words), _state(words, kind, gazetteer), person, _bodys_name(words, kind), count(words, language)
        )
        free = [group for group in groups if not group.forbids(one)]
        group = _described(document, answers, at, free) or _joined(free, answers.to("same.actor", at), one)
        if group is None:
            group = _Group()
            groups.append(group)
        group.members.append(at)
        group.told.append(one)
    seen = tuple(_actor(document, answers, group.members, gazetteer, home) for group in groups)
    return seen, {at: number for number, group in enumerate(groups) for at in group.members}


def _described(document: Document, answers: Answers, at: int, groups: Sequence[_Group]) -> _Group | None:
    """Return the body whose proper name a description stands right behind: "the Vard Front, an Oru-linked alliance"."""
    span, kind = answers.seen[at].span, answers.seen[at].labels.get("actor_kind", "other")
    if kind not in _BODIES or not document.words(span).lower().startswith(_INDEFINITE):
        return None
    for group in groups:
        for member, told in zip(group.members, group.told, strict=True):
            gap = document.text[answers.seen[member].span.end : span.start]
            if told.body and told.kind in _BODIES and _ASIDE.fullmatch(gap):
                return group
    return None


def _joined(groups: Sequence[_Group], links: Mapping[int, float], one: _Mention) -> _Group | None:
    """Return the actor that a mention joins, None if it is a new one."""
    best, most = None, _SAME
    for group in reversed(groups):
        chances = [links[at] for at in group.members if at in links]
        score = (sum(chances) / len(chances)) if chances else 0.0
        score = max(score, max(chances, default=0.0) * 0.9)
        if group.has_name(one):
            score = max(score + _SAME_NAME, _SAME + 0.01 if not chances else 0.0)
        if score > most and (score > _SAME_BODY or not group.is_called_otherwise(one)):
            best, most = group, score
    return best


def _key(words: str) -> str:
    """Return the folded words of a mention that has a name in it, else nothing: "the group" says nothing far off."""
    kept = [word.strip(",.'’\"()") for word in words.split() if word.lower() not in _ARTICLES]
    return " ".join(kept).lower().removesuffix("'s").removesuffix("’s") if any(word[:1].isupper() for word in kept) else ""


def _persons_name(words: str, gazetteer: Gazetteer) -> tuple[str, ...]:
    """Return the words of the name that a person's mention ends on ("the minister Ana Sorel"), none if it ends on another's.

    A common noun ("the President"), a state or what follows "of" is no person's name.
    """
    parts = [part.removesuffix("'s").removesuffix("’s") for part in re.findall(r"[\w][\w’'-]*", words)]
    name = parts[max((at + 1 for at, part in enumerate(parts) if not _is_in_name(part)), default=0) :]
    before = parts[: len(parts) - len(name)]
    if not name or "n" in parts_of_speech(name[-1].lower()) or gazetteer.country_of(name[-1]):
        return ()
    return () if before and before[-1].lower() in _NOT_THEIRS else tuple(part.lower() for part in name)


def _bodys_name(words: str, kind: str) -> tuple[str, ...]:
    """Return the words of a mention that is the proper name of a body ("the Vard Front"), none of a person or a description."""
    parts = [part for part in re.findall(r"\w[\w’'-]*", words) if part.lower() not in _SMALL | _NAME_ARTICLES]
    return tuple(part.lower() for part in parts) if kind != "person" and all(map(_is_in_name, parts)) else ()


def _is_acronym(one: Sequence[str], other: Sequence[str]) -> bool:
    short, long = sorted((one, other), key=len)
    return len(short) == 1 and short[0] == "".join(part[0] for part in long)


def _is_in_name(part: str) -> bool:
    return part[0].isupper() or part[:3].lower() in {"al-", "el-"}


def _actor(document: Document, answers: Answers, members: Sequence[int], gazetteer: Gazetteer, home: str | None) -> ActorSeen:
    kinds = Counter(answers.seen[at].labels.get("actor_kind", "other") for at in members)
    kind = cast("ActorKind", kinds.most_common(1)[0][0])
    mentions = tuple(sorted({answers.seen[at].span for at in members}))
    words = [document.words(span) for span in mentions]
    texts = [_without_article(one) for one in words]
    names = [_without_article(one) for one in words if not one.lower().startswith(_INDEFINITE)]
    country = next((state for text in texts if (state := _state(text, kind, gazetteer))), None)
    if country is None and kind in _OWN and not any(_key(text) for text in texts):
        country = home
    # "Moscow", "Russian" and "Russia" act as one: the state's name is the actor's.
    bare = any(gazetteer.country_of(text) or gazetteer.capital_of(text) for text in texts)
    name = gazetteer.name_of(country) if bare and kind == "government" and country else None
    return ActorSeen(mentions, kind, name or _called(names or texts, kind), country)


def _state(text: str, kind: str, gazetteer: Gazetteer) -> str | None:
    """Return the state that the words of a mention name ("Xian troops"), or whose capital stands for it."""
    words = [word.strip(",.'’\"()").removesuffix("'s").removesuffix("’s") for word in text.replace("-", " ").split()]
    for size in (3, 2, 1):
        for first in range(len(words) - size + 1):
            part = " ".join(words[first : first + size])
            if part[:1].isupper() and (state := gazetteer.country_of(part)):
                return state
    return gazetteer.capital_of(text) if kind == "government" else None


def _called(texts: Sequence[str], kind: str) -> str:
    """Return the mention that names the actor best: the one with the most capitalised words, then the shortest."""

    def rank(text: str) -> tuple[int, int]:
        capitals = sum(word[:1].isupper() for word in text.split())
        return capitals if kind != "person" or capitals <= 3 else 1, -len(text)

    return max(texts, key=rank)


def _without_article(words: str) -> str:
    first, _, rest = words.partition(" ")
    return rest if rest and first.lower() in _ARTICLES else words
