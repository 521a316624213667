"""Who stands with whom: backing, membership, leadership and enmity between actors, each with who says so and when.

In: the Facts. Out: Relations, from phrases such as "backed by", "X-linked" and "a branch of X", and from the fights that reports
tell of. A party that no reading names as an actor stays in the words of the report: the "X" of "X-linked" is often named nowhere
else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from twosource.nouns import Event, Reading, Ref, Relation, Span, When
from twosource.record.facts import SENTENCE_END, Facts, finding_id, language_of, named_by
from twosource.record.standing import narrator
from twosource.vocabulary import load

_NAME = r"(?!(?:The|An?)\b)((?:al-)?[A-Z][\w.]*(?:[ -](?:[A-Z][\w.]*|al|el))*)"
_LIST = re.compile(r"\s*(?:,|and|&|, and|both)\s+(?:the\s+)?|\s*,\s*")
_NEAR = 60  # characters within which the two sides of a relation stand from the words that name it
_FIGHTS = frozenset({"armed_clash"})
_ARMED = frozenset({"military", "armed_group", "government", "coalition"})
Key = tuple[str, str, str]


@lru_cache(maxsize=4)
def _patterns(
    language: str,
) -> tuple[Mapping[str, Mapping[str, str]], re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Return the ties of a language with the compiled patterns of "X-linked", "backed by", "backs" and "a branch of"."""
    table = load().languages[language].table("ties")
    joined, passive, active, member = (
        "|".join(map(re.escape, table[name])) for name in ("joined", "passive", "active", "member")
    )
    return (
        table,
        re.compile(rf"\b{_NAME}[-– ]?-({joined})\b"),
        re.compile(rf"\b({passive}) by "),
        re.compile(rf"\b({active}) "),
        re.compile(rf"\b(?:an?|the)\s+(?:[\w-]+\s+){{0,3}}?({member})\s+(?:the\s+)?"),
    )


def relations_of(facts: Facts) -> tuple[Relation, ...]:
    """Return the relations, one for each kind and pair, with every place that says so and the days on which it was said."""
    claims: dict[Key, list[Ref]] = {}
    actors = {one.id for one in facts.actors.values()}
    names = {name.casefold(): one.id for one in facts.actors.values() for name in (*one.names, one.name)}
    for document, reading in facts.readings.items():
        language = language_of(reading)
        if language is None or "ties" not in language.tables:
            continue
        for kind, left, right, span in _phrases(reading):
            sides = _known(facts, document, left, names), _known(facts, document, right, names)
            if sides[0] != sides[1] and not actors.isdisjoint(sides):
                claims.setdefault((kind, *sides), []).append(Ref(document, f"R{span.start}-{span.end}"))
    for ref, pair in _fights(facts):
        claims.setdefault(("fights", *pair), []).append(ref)
    return tuple(
        Relation(finding_id("L", refs[0], *key), *key, claims=tuple(dict.fromkeys(refs)), when=_said(refs, facts))
        for key, refs in sorted(claims.items())
    )


def _said(refs: Sequence[Ref], facts: Facts) -> When | None:
    """Return from which day to which a relation was said to be."""
    days = sorted(day for ref in refs if (day := facts.day(ref.document)))
    return When(days[0].isoformat(), days[-1].isoformat(), "the days of the reports that say so") if days else None


def _fights(facts: Facts) -> Iterator[tuple[Ref, tuple[str, str]]]:
    """Yield the two sides of each clash that a report asserts, the pair in one order whoever is named first."""
    for ref, claim in facts.claims.items():
        if not isinstance(claim, Event) or claim.type not in _FIGHTS or claim.realis != "actual" or claim.background:
            continue
        agents, targets = (facts.actors_in(ref.document, spans) for spans in (claim.agent, claim.target))
        pairs = [(one, other) for one in agents for other in targets] or list(zip(agents, agents[1:], strict=False))
        for one, other in pairs[:1]:
            if one.id != other.id and {one.kind, other.kind} <= _ARMED:
                first, second = sorted((one, other), key=lambda actor: actor.name)
                yield ref, (first.id, second.id)


def _known(facts: Facts, document: str, span: Span, names: Mapping[str, str]) -> str:
    """Return the id of the actor that a span names, here or in another report (`names`), else its words."""
    reading = facts.readings[document]
    words = " ".join(reading.document.words(span).split())
    known = ((one, {one.name, *map(reading.document.quote, one.mentions)}) for one in reading.actors)
    actor = next((one for one, names in known if words.casefold() in {name.casefold() for name in names}), None)
    inside = named_by(span, reading.actors)
    if actor is None and inside is not None and any(one.contains(span) and one.start < span.start for one in inside.mentions):
        inside = None  # "X" inside "the X-linked group" is not the group
    if actor is None and inside is not None and not any(span.contains(one) or one == span for one in inside.mentions):
        inside = None
    actor = actor or inside
    if actor is not None:
        return facts.actors[Ref(document, actor.id)].id
    return names.get(words.casefold(), words)


def _phrases(reading: Reading) -> Iterator[tuple[str, Span, Span, Span]]:
    """Yield the kind of tie, who has it, to whom, and the span of the phrase."""
    text = _plain(reading)
    ties, joined, passive, active, member = _patterns(reading.document.language or "en")
    for match in joined.finditer(text):
        held = _mention_from(reading, match.start(), match.end())
        if held:
            yield ties["joined"][match.group(2)], Span(*match.span(1)), held, Span(match.start(), max(match.end(), held.end))
    for match in passive.finditer(text):
        other = _mention_before(reading, text, match.start())
        for one in _listed(reading, text, match.end()):
            if other:
                yield ties["passive"][match.group(1)], one, other, Span(min(other.start, one.start), max(other.end, one.end))
    for match in active.finditer(text):
        left, right = _mention_before(reading, text, match.start()), _mention_from(reading, match.end(), match.end())
        if left and right:
            yield ties["active"][match.group(1)], left, right, Span(left.start, right.end)
    for match in member.finditer(text):
        left, right = _mention_before(reading, text, match.start()), _mention_from(reading, match.end(), match.end())
        if left and right and text[left.end : match.start()].strip(" ") in {"", ","}:
            yield ties["member"][match.group(1)], left, right, Span(left.start, right.end)


def _plain(reading: Reading) -> str:
    """Return the text with what is left of markup blanked out, so that nothing stands between "backed by" and a name."""
    text = reading.document.text
    for span in reading.document.residue:
        text = text[: span.start] + " " * (span.end - span.start) + text[span.end :]
    return text


def _mentions(reading: Reading) -> list[Span]:
    return sorted(span for actor in reading.actors for span in actor.mentions)


def _mention_from(reading: Reading, start: int, end: int) -> Span | None:
    """Return the mention of an actor that holds the phrase or begins right behind it."""
    spans = _mentions(reading)
    around = next((span for span in spans if span.start <= start and span.end > end), None)
    return around or next((span for span in spans if end <= span.start <= end + 4), None)


def _mention_before(reading: Reading, text: str, start: int) -> Span | None:
    """Return the last mention of an actor that ends shortly before a phrase, with no sentence end between."""
    spans = [span for span in _mentions(reading) if span.end <= start <= span.end + _NEAR]
    return next((span for span in reversed(spans) if not SENTENCE_END.search(text, span.end, start + 1)), None)


def _listed(reading: Reading, text: str, at: int) -> list[Span]:
    """Return the mentions that a list names from here on: "Kenya and other states"; a state's name may be a place's there."""
    found = []
    named = sorted(
        {*_mentions(reading), *(span for place in reading.places if place.precision == "country" for span in place.mentions)}
    )
    for span in named:
        if span.start < at:
            continue
        gap = text[at : span.start]
        if gap.strip() and not _LIST.fullmatch(gap) and gap.strip() != "the":
            break
        found.append(span)
        at = span.end
    return found


def said_in(document: str, span: Span, facts: Facts) -> str:
    """Return who says what stands at a span: the speaker of the attribution whose words touch it, else the report."""
    for attribution in facts.readings[document].attributions:
        if attribution.content is not None and attribution.content.overlaps(span):
            return facts.speaker(document, attribution) or narrator(document, facts)
    return narrator(document, facts)
