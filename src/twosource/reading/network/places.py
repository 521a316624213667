"""Place mentions as places: the name in each, the noun that says what it is, the place that it hangs on.

In: the stretches that the network calls places. Out: PlaceSeen, and which of them each stretch is. A mention is taken apart by
the words of the language's `places` table: "the southern countryside of Oru" hangs on Oru, "the town" means what the network
links it to.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from twosource.geography.keys import ARTICLES
from twosource.nouns import Span
from twosource.reading.figures import count
from twosource.reading.rules import place_words
from twosource.reading.rules.place_groups import Groups
from twosource.reading.rules.place_relations import Relation
from twosource.reading.rules.place_words import Naming
from twosource.reading.rules.places import definite, may_be_called, provinces
from twosource.reading.sentences import sentence_of
from twosource.reading.tokens import tokenise

if TYPE_CHECKING:
    from twosource.geography import Gazetteer
    from twosource.nouns import Document
    from twosource.reading.network.answers import Answers
    from twosource.reading.rules.place_groups import Group
    from twosource.reading.rules.place_words import Words
    from twosource.reading.sentences import Sentence
    from twosource.reading.sightings import PlaceSeen
    from twosource.reading.tokens import Token
    from twosource.vocabulary import Language

_SMALL = frozenset({"the", "a", "an", "of", "in", "near", "from", "to", "and", "its", "their", "'s", "'"})
_INSIDE = frozenset({"in", "near", "at", "outside", "inside", "around"})
_SETTLEMENTS = frozenset({"town", "capital", "district"})
_CALLED = _SETTLEMENTS | {"province"}
_STANDS_FOR = frozenset({"government", "other"})
"""Kinds of actors that go by the name of a place ("Oru said")."""
_BEHIND = 60
"""Characters behind a name in which "five miles to the southeast" may follow."""
LOWER, UPPER = 0.005, 0.5
"""Shares of capitals among a text's letters between which it is written with capitals where they belong; news has some 0.05."""
_SHARE = 0.15
"""Share of a report's place names from which a state is one that it speaks of."""


@dataclass(frozen=True, slots=True)
class _Mention:
    """A mention taken apart: the name in it (None: it has none), and how it hangs on the place of that name."""

    span: Span
    words: str
    naming: Naming | None
    head: str | None
    hangs: bool = False
    bearing: float | None = None
    km: float | None = None
    behind: bool = False
    """Whether bearing and distance are from the place named before ("Tavan, five miles to the southeast")."""


def find(
    document: Document, answers: Answers, language: Language, gazetteer: Gazetteer
) -> tuple[tuple[PlaceSeen, ...], Mapping[int, int], Mapping[int, int]]:
    """Return the places, for each stretch that is one the position of its place, and what the network takes descriptions for.

    The last maps the position of a place without a name ("the town") to that of the named one that the network links it to.
    """
    known = place_words.words(language.table("places"))
    stretches = answers.of("place")
    cased = is_cased(document.text)
    acting = {answers.seen[at].span for at in answers.of("actor") if answers.seen[at].labels.get("actor_kind") not in _STANDS_FOR}
    mentions = {at: _apart(document, answers.seen[at].span, known, language, gazetteer, acting, cased=cased) for at in stretches}
    namings = [mention.naming for mention in mentions.values() if mention.naming is not None and not mention.hangs]
    groups = Groups(provinces([namings]), _focus(mentions.values()))
    grouped: dict[int, Group] = {}
    means: dict[Span, Group] = {}
    named: Group | None = None
    for at, mention in mentions.items():
        if mention.naming is None:
            meant = answers.best("same.place", at)
            group = grouped.get(meant) if meant is not None else None
            if group is None or group.kind != "described":
                means |= {mention.span: group} if group is not None else {}
                group = groups.describe(mention.words, mention.span, mention.head)
            else:
                group.mentions.append(mention.span)
        elif mention.hangs and not mention.behind:
            near = groups.add(_bare(mention.naming), None)
            relation = Relation(mention.span, 0, head=mention.head, bearing=mention.bearing, km=mention.km)
            group = groups.hang(relation, mention.words, near)
            named = near
        else:
            group = groups.add(mention.naming, mention.span)
            if mention.behind and named is not None and named is not group and group.near is None:
                group.near, group.bearing, group.km = named, mention.bearing, mention.km
            named = group
        grouped[at] = group
    seen = groups.seen()
    where = {mention: number for number, place in enumerate(seen) for mention in place.mentions}
    linked = {where[span]: where[group.mentions[0]] for span, group in means.items() if group.mentions}
    return seen, {at: where[mention.span] for at, mention in mentions.items()}, linked


def meant(
    document: Document,
    where: Sequence[PlaceSeen],
    place_of: Mapping[int, int],
    linked: Mapping[int, int],
    sentences: Sequence[Sentence],
    language: Language,
    land: str | None,
) -> tuple[tuple[PlaceSeen, ...], Mapping[int, int]]:
    """Return the places with descriptions that mean a named one ("the town") among its mentions, and where each stretch is now.

    A description means the name that it stands beside ("Oru, a rebel stronghold"); else what the network links it to, unless that
    is of another kind, as a province is no town; else what the rules take most of its words for. A place that loses its mentions
    keeps its position, as others may point at it.
    """
    named = [place if place.is_named else replace(place, mentions=()) for place in where]
    found = definite(sentences, named, language, land)
    moved = {number: to for number, to in linked.items() if may_be_called(where[to], where[number].head, language)}
    moved |= _in_apposition(document, where, moved) | _said_again(document, where, moved, sentences)
    for number, place in enumerate(where):
        if not place.is_named and number not in moved:
            known = [to for span, to in found.items() if any(mention.start == span.start for mention in place.mentions)]
            moved |= {number: Counter(known).most_common(1)[0][0]} if known else {}
    mentions = {number: [*place.mentions] if number not in moved else [] for number, place in enumerate(where)}
    for number, to in moved.items():
        mentions[to] += where[number].mentions
    joined = tuple(replace(place, mentions=tuple(sorted(mentions[number]))) for number, place in enumerate(where))
    return joined, {at: moved.get(number, number) for at, number in place_of.items()}


def _in_apposition(document: Document, where: Sequence[PlaceSeen], moved: Mapping[int, int]) -> dict[int, int]:
    """Return the descriptions that stand right behind a name, an indefinite article before them, with the place so named."""
    named = sorted((span, moved.get(number, number)) for number, place in enumerate(where) for span in place.mentions)
    found: dict[int, int] = {}
    for number, place in enumerate(where):
        if place.is_named or len(place.mentions) != 1:
            continue
        (own,) = place.mentions
        before = [(span, to) for span, to in named if span.end <= own.start]
        if not before or not where[before[-1][1]].is_named or where[before[-1][1]].head in _WIDE:
            continue
        gap = _APPOSED.match(document.text, before[-1][0].end)
        if gap and gap.end() > own.start:
            found[number] = before[-1][1]
    return found


_WIDE = frozenset({"country", "province", "governorate", "oblast", "region"})
"""Nouns of what a town in it, not the land itself, is described behind: "in Oru province, a rebel stronghold"."""
_APPOSED = re.compile(r"(?:,|,?\s+(?:once|long|now|formerly|then))?\s+(?:an?|another|one of)\s+\w", re.IGNORECASE)


def _said_again(
    document: Document, where: Sequence[PlaceSeen], moved: Mapping[int, int], sentences: Sequence[Sentence]
) -> dict[int, int]:
    """Return the descriptions that take up a name of their own sentence: "entered the city of Oru, taking the city by noon"."""
    named = sorted((span, moved.get(number, number)) for number, place in enumerate(where) for span in place.mentions)
    found: dict[int, int] = {}
    for number, place in enumerate(where):
        if place.is_named or len(place.mentions) != 1:
            continue
        (own,) = place.mentions
        sentence = sentence_of(own, sentences)
        start = sentence.span.start if sentence is not None else own.start
        called = f"{document.words(own).lower()} of "
        before = [(span, to) for span, to in named if start <= span.start and span.end <= own.start and where[to].is_named]
        meant = [to for span, to in before if document.words(span).lower().startswith(called)]
        if meant:
            found[number] = meant[-1]
    return found


def is_cased(text: str) -> bool:
    """Tell whether a text has capitals where they belong: not all of it in one case."""
    capitals, letters = sum(map(str.isupper, text)), sum(map(str.isalpha, text))
    return LOWER < capitals / max(1, letters) < UPPER


def _apart(
    document: Document,
    span: Span,
    known: Words,
    language: Language,
    gazetteer: Gazetteer,
    acting: Collection[Span],
    *,
    cased: bool,
) -> _Mention:
    """Take a mention apart; in a text that is `cased` a name has a capital, so "a site" has none; `acting` are the actors."""
    tokens = list(tokenise(document.text, span))
    lower = [token.lower for token in tokens]
    hits = list(known.heads.find_all(lower))
    shouted = all(token.text.isupper() for token in tokens if token.text.isalpha())
    heads = {at for hit in hits for at in range(hit.first, hit.last)}
    runs = _names(tokens, lower, known, heads, cased=cased and not shouted)
    states = [state for run in runs if (state := gazetteer.country_of(" ".join(token.text for token in tokens[slice(*run)])))]
    # "the Syrian city of Aleppo" is Aleppo, and "a key Syrian town" has no name: the adjective of a state names no place.
    named = [run for run in runs if not gazetteer.is_adjective(" ".join(token.text for token in tokens[slice(*run)]))]
    # "a Vard Front bastion" is named after who holds it.
    named = [run for run in named if run == (0, len(tokens)) or Span(tokens[run[0]].start, tokens[run[1] - 1].end) not in acting]
    called = {hit.last + 1 for hit in hits if hit.payload[0] in _CALLED and lower[hit.last : hit.last + 1] == ["of"]}
    # "the Oru suburb of Tavan" is Tavan; else the longest name is meant, and the first of those.
    first, last = max(named, key=lambda run: (run[0] in called, run[1] - run[0], -run[0]), default=(0, 0))
    before = [hit for hit in hits if hit.last <= first]
    head = next((hit for hit in hits if hit.first >= last), None) or next(iter(before), None)
    level, noun = head.payload if head is not None else ("", None)
    words = _without_article(document.words(span))
    if level == "capital" and states and len(runs) == 1 and (seat := gazetteer.seat(states[0])):
        naming = Naming(first, last, 0, len(tokens), seat.name, "capital", noun, "sure", entries=gazetteer.find(seat.name))
        return _Mention(span, words, naming, noun)  # "the Syrian capital"
    if first == last:
        return _Mention(span, words, None, noun)
    if any(hit.payload[0] in _SETTLEMENTS and _INSIDE.intersection(lower[hit.last : first]) for hit in before):
        return _Mention(span, words, None, before[0].payload[1])  # "a key town in Oru province" is not the province
    name = document.text[tokens[first].start : tokens[last - 1].end]
    entries = gazetteer.find(name)
    if not entries and name.endswith("s") and (owned := gazetteer.find(name[:-1])):
        name, entries = name[:-1], owned  # "Orus suburbs": a text that has lost its apostrophes
    if level in {"town", "capital", "province", "region", "district"} and any(entry.kind == "country" for entry in entries):
        level, noun = "", None
    naming = Naming(first, last, 0, len(tokens), name, level, noun, "sure", entries=entries)
    far, km = _told_behind(document, span, known, language)
    plain = _Mention(span, words, naming, noun, far is not None, far, km, behind=far is not None)
    if level in _CALLED and any("of" in lower[hit.last : first] for hit in before):
        return plain  # "the northern Syrian town of Oru" is Oru, not its north
    turned = next(((at, known.directions[word]) for at, word in enumerate(lower) if word in known.directions), None)
    if (turned is not None and turned[0] < first) or (level == "part" and turned is not None):
        return _Mention(
            span, words, naming, noun if level == "part" else None, True, turned[1], _km(lower[: turned[0]], known, language)
        )
    if level in {"part", "border"} and head is not None and (head.first >= last or "of" in lower[head.last : first]):
        return _Mention(span, words, naming, noun, hangs=True)
    if head is not None and head.last <= first and _INSIDE.intersection(lower[head.last : first]):
        return _Mention(span, words, naming, noun, hangs=True)  # "a police station in the town of Oru" is not Oru
    if level == "part":
        return _Mention(span, words, _bare(naming), None)
    return plain


def _names(tokens: Sequence[Token], lower: Sequence[str], known: Words, heads: set[int], *, cased: bool) -> list[tuple[int, int]]:
    """Return the runs of tokens in a mention that may be names."""
    runs: list[tuple[int, int]] = []
    for at, token in enumerate(tokens):
        word = lower[at]
        plain = word in _SMALL or word in known.directions or word in known.plain or not token.text[:1].isalnum()
        fits = (
            token.is_capitalised
            or (word in ARTICLES and word not in _SMALL)
            or token.text[:1].isdigit()
            or ("-" in token.text and any(map(str.isupper, token.text)))
            or not cased
        )
        opens = (
            fits
            and not plain
            and not (at in heads and not (cased and token.is_capitalised and at == 0 and len(heads) < len(tokens)))
        )
        if opens and runs and runs[-1][1] == at:
            runs[-1] = (runs[-1][0], at + 1)
        elif opens:
            runs.append((at, at + 1))
    named = [run for run in runs if any(tokens[at].text[:1].isalpha() for at in range(*run))]
    if cased:
        named = [run for run in named if any(any(char.isupper() for char in tokens[at].text) for at in range(*run))]
    return named


def _told_behind(document: Document, span: Span, known: Words, language: Language) -> tuple[float | None, float | None]:
    """Return bearing and distance told behind a name ("Tavan, five miles to the southeast"), None where none are."""
    behind = [token.lower for token in tokenise(document.text, Span(span.end, min(len(document.text), span.end + _BEHIND)))]
    if not behind or behind[0] not in {",", "("}:
        return None, None
    for at, word in enumerate(behind[1:9], 1):
        if word in {".", ";"}:
            break
        if word in known.directions:
            km = _km(behind[:at], known, language)
            points_on = at + 1 < len(behind) and behind[at + 1] in {"of", "from"}
            return (known.directions[word], km) if km is not None and not points_on else (None, None)
    return None, None


def _km(lower: Sequence[str], known: Words, language: Language) -> float | None:
    """Return the distance that words give ("ten kilometres to the"), in kilometres."""
    for at, word in enumerate(lower):
        if word in known.units and at and (number := count(lower[at - 1], language)) is not None:
            return round(float(number) * known.units[word], 1)
    return None


def _bare(naming: Naming) -> Naming:
    """Return the name without the noun of its part."""
    return Naming(naming.first, naming.last, naming.first, naming.last, naming.name, entries=naming.entries, standing="sure")


def _focus(mentions: Iterable[_Mention]) -> dict[str, float]:
    """Return the states that a report's places lie in with their share."""
    votes: dict[str, int] = {}
    for one in mentions:
        if one.naming is not None and one.naming.entries and place_words.rank(one.naming.entries) in {"sure", "known"}:
            country = one.naming.entries[0].country
            votes[country] = votes.get(country, 0) + 1
    total = sum(votes.values())
    return {country: number / total for country, number in votes.items() if number / total >= _SHARE}


def _without_article(words: str) -> str:
    first, _, rest = words.partition(" ")
    return rest if rest and first.lower() in {"the", "a", "an"} else words
