"""Actor mentions as actors: which mean one, what it is called, which state it is of.

In: the stretches that the network calls actors. Out: ActorSeen, and which of them each stretch is. Mentions are one actor where
the network links them, or where the same name stands again further off than the network sees.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, cast

from twosource.reading.sightings import ActorSeen

if TYPE_CHECKING:
    from twosource.geography import Gazetteer
    from twosource.nouns import ActorKind, Document
    from twosource.reading.network.answers import Answers

_ARTICLES = frozenset({"the", "a", "an"})
_OWN = frozenset({"government", "military"})
"""Kinds whose bare words ("the army") mean those of the land in which the report plays."""
_SAME = 0.5
"""Average probability of a link to the mentions of an actor from which a mention joins it."""
_SAME_NAME = 0.35
"""The same share of one's vote that an equal name is worth where the network saw both and was not sure."""


@dataclass(slots=True)
class _Group:
    """The mentions of one actor so far."""

    members: list[int] = field(default_factory=list)
    names: set[str] = field(default_factory=set)


def find(
    document: Document, answers: Answers, gazetteer: Gazetteer, home: str | None
) -> tuple[tuple[ActorSeen, ...], Mapping[int, int]]:
    """Return the actors in the order of their first mention, and for each stretch that is one the position of its actor."""
    groups: list[_Group] = []
    for at in answers.of("actor"):
        words = document.words(answers.seen[at].span)
        name = _key(words)
        group = _joined(groups, answers.to("same.actor", at), name)
        if group is None:
            group = _Group()
            groups.append(group)
        group.members.append(at)
        if name:
            group.names.add(name)
    seen = tuple(_actor(document, answers, group.members, gazetteer, home) for group in groups)
    return seen, {at: number for number, group in enumerate(groups) for at in group.members}


def _joined(groups: Sequence[_Group], links: Mapping[int, float], name: str) -> _Group | None:
    """Return the actor that a mention joins, None if it is a new one."""
    best, most = None, _SAME
    for group in reversed(groups):
        chances = [links[at] for at in group.members if at in links]
        score = (sum(chances) / len(chances)) if chances else 0.0
        score = max(score, max(chances, default=0.0) * 0.9)
        if name and name in group.names:
            score = max(score + _SAME_NAME, _SAME + 0.01 if not chances else 0.0)
        if score > most:
            best, most = group, score
    return best


def _key(words: str) -> str:
    """Return the folded words of a mention that has a name in it, else nothing: "the group" says nothing far off."""
    kept = [word.strip(",.'’\"()") for word in words.split() if word.lower() not in _ARTICLES]
    return " ".join(kept).lower().removesuffix("'s").removesuffix("’s") if any(word[:1].isupper() for word in kept) else ""


def _actor(document: Document, answers: Answers, members: Sequence[int], gazetteer: Gazetteer, home: str | None) -> ActorSeen:
    kinds = Counter(answers.seen[at].labels.get("actor_kind", "other") for at in members)
    kind = cast("ActorKind", kinds.most_common(1)[0][0])
    mentions = tuple(sorted({answers.seen[at].span for at in members}))
    texts = [_without_article(document.words(span)) for span in mentions]
    country = next((state for text in texts if (state := _state(text, kind, gazetteer))), None)
    if country is None and kind in _OWN and not any(_key(text) for text in texts):
        country = home
    bare = next((text for text in texts if gazetteer.country_of(text) and not gazetteer.is_adjective(text)), None)
    name = gazetteer.name_of(country) if bare and kind == "government" and country else None
    return ActorSeen(mentions, kind, name or _called(texts, kind), country)


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
