"""Words of holding: who is said to hold, to have lost or to contest a place, in one sentence.

In: a Sentence, the Mentions, the language's table `control`. Out: ControlSeens, with the time that stands beside them but without
speaker. "Rebel-held", "in the army's hands" and "they control" say holds; a negation or "outside" before them says lost.
"""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from twosource.nouns import Span
from twosource.reading.phrases import noun_span
from twosource.reading.rules import frames
from twosource.reading.sightings import ControlSeen
from twosource.vocabulary.patterns import Patterns

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from twosource.nouns import ControlStatus
    from twosource.reading.rules.mentions import Mention, Mentions
    from twosource.reading.sentences import Sentence

BESIDE = 14
"""Characters beside a statement in which its time stands ("since midnight, Oru is …", "… in their hands since 2021")."""


@lru_cache(maxsize=16)
def _patterns(cues: tuple[str, ...]) -> Patterns[bool]:
    return Patterns([(cue, True) for cue in cues])


def holdings(sentence: Sentence, mentions: Mentions, table: Mapping[str, list[str]]) -> Iterator[ControlSeen]:
    """Yield what one sentence says of who holds what, each with the time that stands beside it."""
    unable = {one.position for one in mentions.within(sentence.span) if one.sort == "actor" and not can_hold(one)}
    for reader in (_attributes, _strongholds, _under, _in_control, _verbs, _losses, _contested):
        for one in reader(sentence, mentions, table):
            if one.holder in unable:
                continue
            yield one if reader is _attributes else replace(one, time=_time(sentence, mentions, one.span))


def can_hold(mention: Mention) -> bool:
    """Tell whether an actor is of a kind that holds ground: a person, a crowd or a thing taken for a party does not."""
    return bool(mention.marks & {"<armed>", "<rule>"})


def _time(sentence: Sentence, mentions: Mentions, span: Span) -> Span | None:
    """Return the time within or right beside a statement, or at the head of its sentence before a comma."""
    times = [one.span for one in mentions.within(sentence.span) if one.sort == "time"]
    near = (one for one in times if one.start < span.end + BESIDE and one.end > span.start - BESIDE)
    return next(near, None)


def _attributes(sentence: Sentence, mentions: Mentions, table: Mapping[str, list[str]]) -> Iterator[ControlSeen]:
    """Read "rebel-held Oru" and "the government-controlled district of Tavan"."""
    for n, token in enumerate(sentence.tokens):
        party, _, ending = token.lower.rpartition("-")
        if (
            not party
            and token.lower in table["held"]
            and n > 0
            and sentence.tokens[n - 1].tag in {"NOUN", "PROPN", "ADJ", "PUNCT"}
        ):
            party, ending = sentence.tokens[n - 1].lower, token.lower
            if sentence.tokens[n - 1].text == "-":
                party = sentence.tokens[n - 2].lower if n > 1 else ""
        if not party or ending not in table["held"]:
            continue
        place = _following(sentence, mentions, n)
        holder = _named(mentions, token.span, party)
        if place is not None and holder is not None:  # "a UN-run school in Oru" says of nobody that he holds Oru
            yield ControlSeen(Span(token.start, place.span.end), "holds", place.position, holder)


def _following(sentence: Sentence, mentions: Mentions, at: int) -> Mention | None:
    """Return the place that an attribute stands before or in."""
    token = sentence.tokens[at]
    around = [
        one for one in mentions.within(sentence.span) if one.sort == "place" and one.span.start <= token.start < one.span.end
    ]
    if around:
        return max(around, key=lambda one: one.span.end - one.span.start)
    limit = min(at + 7, len(sentence.tokens) - 1)
    behind = Span(token.end, sentence.tokens[limit].end)
    return next((one for one in mentions.within(behind) if one.sort == "place"), None)


def _named(mentions: Mentions, span: Span, party: str) -> int | None:
    """Return the actor whose mention stands here, or whose name these words are."""
    here = [one for one in mentions.overlapping(span) if one.sort == "actor"]
    if here:
        return min(here, key=lambda one: one.span.end - one.span.start).position
    return mentions.actor_named(party)


def _strongholds(sentence: Sentence, mentions: Mentions, table: Mapping[str, list[str]]) -> Iterator[ControlSeen]:
    """Read "the militia stronghold of Oru", "Tavan, a rebel bastion" and "Tavan, a bastion of the rebels"."""
    words = [token.lower for token in sentence.tokens]
    for hit in _patterns(tuple(table["strongholds"])).find(words):
        if "former" in words[max(0, hit.first - 4) : hit.first]:
            continue
        left = Span(sentence.tokens[max(0, hit.first - 5)].start, sentence.tokens[hit.first].end)
        holder = next((one for one in reversed(mentions.within(left)) if one.sort == "actor"), None)
        place = _following(sentence, mentions, hit.first)
        inner = _of(sentence, mentions, hit.last)
        if inner is not None and inner.sort == "actor":
            holder, place = inner, None
        elif inner is not None:
            place = inner
        place = place or _nearest(sentence, mentions, hit.first)
        if holder and place:
            span = Span(min(holder.span.start, place.span.start), max(sentence.tokens[hit.last - 1].end, place.span.end))
            yield ControlSeen(span, "holds", place.position, holder.position)


def _of(sentence: Sentence, mentions: Mentions, at: int) -> Mention | None:
    """Return the longest actor or place that an "of" at a token begins with, articles aside."""
    tokens = sentence.tokens
    if at >= len(tokens) or tokens[at].lower != "of":
        return None
    first = next((n for n in range(at + 1, len(tokens)) if tokens[n].tag not in {"DET", "ADJ"}), at)
    here = [one for one in mentions.overlapping(tokens[first].span) if one.sort in {"actor", "place"}]
    return max(here, key=lambda one: one.span.end - one.span.start, default=None)


def _nearest(sentence: Sentence, mentions: Mentions, at: int) -> Mention | None:
    """Return the last place before a token, within the clause."""
    start = at
    while start > 0 and at - start < 25 and not _opens_clause(sentence, start):
        start -= 1
    before = [one for one in mentions.within(Span(sentence.tokens[start].start, sentence.tokens[at].end)) if one.sort == "place"]
    return before[-1] if before else None


def _opens_clause(sentence: Sentence, at: int) -> bool:
    """Tell whether a token opens a clause with a subject of its own: "but is now …" goes on with the subject before."""
    before = sentence.tokens[at - 1].lower
    return before in {";", ":", "while"} or (before == "but" and sentence.tokens[at].tag not in {"AUX", "VERB"})


def _under(sentence: Sentence, mentions: Mentions, table: Mapping[str, list[str]]) -> Iterator[ControlSeen]:
    """Read "under the control of the army", "under rebel control", "in the army's hands"."""
    tokens = sentence.tokens
    for n, token in enumerate(tokens):
        if token.lower not in table["nouns"]:
            continue
        opening = next(
            (k for k in range(n - 1, max(-1, n - 8), -1) if tokens[k].lower in {"under", "outside", "beyond", "in"}), None
        )
        if opening is None or any(t.tag == "VERB" and t.relation != "amod" for t in tokens[opening + 1 : n]):
            continue
        holder = _holder_around(sentence, mentions, opening, n)
        place = _nearest(sentence, mentions, opening)
        if place is None or (holder is None and token.lower == "hands"):
            continue
        before = {one.lower for one in tokens[max(0, opening - 4) : opening + 1]}
        if "not" in before or (n and tokens[n - 1].lower == "fire"):
            continue
        gained = before & {"came", "come", "comes", "coming", "fell", "fall", "falls", "fallen"}
        status: ControlStatus = "lost" if before & {"outside", "beyond"} else "gained" if gained else "holds"
        for one in mentions.coordinated(sentence, place):
            yield ControlSeen(Span(one.span.start, token.end), status, one.position, holder)


def _holder_around(sentence: Sentence, mentions: Mentions, opening: int, noun: int) -> int | None:
    """Return whose control it is: "of X" behind the noun, or X before it; a pronoun stands for the actor before."""
    tokens = sentence.tokens
    inside = [one for one in mentions.within(Span(tokens[opening].end, tokens[noun].start)) if one.sort == "actor"]
    if inside:
        return inside[-1].position
    if noun + 1 < len(tokens) and tokens[noun + 1].lower == "of":
        behind = Span(tokens[noun + 1].end, tokens[min(noun + 9, len(tokens) - 1)].end)
        found = next((one for one in mentions.within(behind) if one.sort == "actor"), None)
        return found.position if found else None
    if any(token.lower in {"its", "their", "his"} for token in tokens[opening:noun]):
        return _last_actor(sentence, mentions, opening)
    return None


def _last_actor(sentence: Sentence, mentions: Mentions, at: int) -> int | None:
    """Return the first actor of the sentence before a token: the one that a pronoun most often means."""
    found = [one for one in mentions.within(Span(sentence.span.start, sentence.tokens[at].start)) if one.sort == "actor"]
    return found[0].position if found else None


def _in_control(sentence: Sentence, mentions: Mentions, table: Mapping[str, list[str]]) -> Iterator[ControlSeen]:
    """Read "the militia is in control of Oru"."""
    words = [token.lower for token in sentence.tokens]
    for hit in _patterns(tuple(table["phrases"])).find(words):
        place = _following(sentence, mentions, hit.last - 1)
        before = words[max(0, hit.first - 4) : hit.first]
        holder = _before(sentence, mentions, hit.first)
        if place is not None and holder is not None and not set(before) & set(table["bars"]):
            status: ControlStatus = "lost" if {"not", "longer", "n't"} & set(before) else "holds"
            yield ControlSeen(Span(sentence.tokens[hit.first].start, place.span.end), status, place.position, holder)


def _before(sentence: Sentence, mentions: Mentions, at: int) -> int | None:
    """Return the actor that ends right before a token, auxiliaries and adverbs between them aside."""
    n, ends = at - 1, mentions.ends(sentence)
    while n >= 0 and sentence.tokens[n].tag in {"AUX", "ADV", "VERB"} and n not in ends:
        n -= 1
    if n < 0:
        return None
    found = mentions.meant(sentence, n)
    return found.position if found is not None and found.sort == "actor" else None


def _verbs(sentence: Sentence, mentions: Mentions, table: Mapping[str, list[str]]) -> Iterator[ControlSeen]:
    """Read "they control most of Oru", "Tavan is held by the army" and "areas that they hold in Oru and Tavan"."""
    words = [token.lower for token in sentence.tokens]
    for hit in _patterns(tuple(table["verbs"])).find(words):
        if not _is_held(sentence, hit.first, mentions) or set(words[max(0, hit.first - 4) : hit.first]) & set(table["bars"]):
            continue
        if hit.last < len(words) and words[hit.last] in table["off"]:
            continue
        frame = frames.frame(sentence, hit.first, hit.last, mentions.ends(sentence), verbal=True)
        holders = [mentions.meant(sentence, n) for n in (*frame.get("by", ()), *frame.get("subject", ()))]
        parties = list(dict.fromkeys(one.position for one in holders if one and one.sort == "actor"))
        before = set(words[max(0, hit.first - 3) : hit.first])
        status: ControlStatus = "lost" if {"longer", "not", "n't"} & before else "holds"
        for span, place in _held(sentence, mentions, table, frame, hit.first):
            whole = Span(min(span.start, sentence.tokens[hit.first].start), max(span.end, sentence.tokens[hit.last - 1].end))
            for holder in parties:
                yield ControlSeen(whole, status, place, holder)


def _held(
    sentence: Sentence, mentions: Mentions, table: Mapping[str, list[str]], frame: frames.Frame, at: int
) -> list[tuple[Span, int | None]]:
    """Return what a verb of holding holds: a place, those in which "areas" lie, or a road that has no name."""
    around = [one for one in mentions.within(sentence.span) if one.sort == "place" and _is_described_by(one, sentence, at)]
    if around:
        widest = max(around, key=lambda one: one.span.end - one.span.start)
        return [(widest.span, widest.position)]
    objects = [*frame.get("object", ()), *frame.get("of", ())]
    named = next((one for n in objects if (one := _meant(sentence, mentions, n))), None)
    if named is not None:
        return [(one.span, one.position) for one in mentions.coordinated(sentence, named)]
    road = next((n for n in objects if sentence.tokens[n].lower in table["roads"]), None)
    if road is not None:
        return [(noun_span(sentence, road), None)]
    areas = {token.lower for token in sentence.tokens[max(0, at - 4) : at + 4]} & set(table["areas"])
    inside = next((one for n in frame.get("in", ()) if (one := mentions.at(sentence, n, "place"))), None)
    if not areas or inside is None:
        return []
    return [(one.span, one.position) for one in mentions.coordinated(sentence, mentions.whole(inside))]


def _is_described_by(place: Mention, sentence: Sentence, at: int) -> bool:
    """Tell whether a verb of holding stands inside the mention of a place: "the areas controlled by rebels"."""
    verb, behind = sentence.tokens[at].span, sentence.tokens[at + 1 : at + 2]
    # "the rebel controlled town" is read as an attribute
    is_attribute = not behind or (sentence.tokens[at].lower.endswith("ed") and behind[0].lower != "by")
    return place.span.start < verb.start and verb.end < place.span.end and not is_attribute


def _meant(sentence: Sentence, mentions: Mentions, at: int) -> Mention | None:
    """Return the place at a token; "which" and "that" mean the one right before them, "it" the last one."""
    tokens = sentence.tokens
    if tokens[at].lower == "it":
        named = mentions.within(Span(sentence.span.start, tokens[at].start))
        return next((one for one in reversed(named) if one.sort == "place"), None)
    if at == 0 or tokens[at].lower not in {"which", "that"}:
        return mentions.at(sentence, at, "place")
    before = at - 1 - (at > 1 and tokens[at - 1].text == ",")
    return mentions.at(sentence, before, "place")


def _losses(sentence: Sentence, mentions: Mentions, table: Mapping[str, list[str]]) -> Iterator[ControlSeen]:
    """Read "the militia lost Oru" and "it lost all its lands except Oru"."""
    words = [token.lower for token in sentence.tokens]
    for hit in _patterns(tuple(table["losing"])).find(words):
        if sentence.tokens[hit.first].tag != "VERB" or set(words[max(0, hit.first - 4) : hit.first]) & {*table["bars"], "not"}:
            continue
        frame = frames.frame(sentence, hit.first, hit.last, mentions.ends(sentence), verbal=True)
        holders = [mentions.meant(sentence, n) for n in frame.get("subject", ())]
        holder = next((one.position for one in holders if one and one.sort == "actor"), None)
        rest = next((n for n in range(hit.last, min(hit.last + 9, len(words))) if words[n] in table["rest"]), None)
        place = next((one for n in frame.get("object", ()) if (one := mentions.at(sentence, n, "place"))), None)
        if rest is not None:
            place = _following(sentence, mentions, rest)
        if holder is not None and place is not None:
            span = Span(sentence.tokens[hit.first].start, max(place.span.end, sentence.tokens[hit.last - 1].end))
            yield ControlSeen(span, "lost" if rest is None else "holds", place.position, holder)


def _is_held(sentence: Sentence, at: int, mentions: Mentions) -> bool:
    """Tell whether a word of holding is a verb here: by its tag, or because an actor stands right before it."""
    n = at - 1
    while n >= 0 and (sentence.tokens[n].tag == "ADV" or sentence.tokens[n].lower in {"no", "longer"}):
        n -= 1
    return sentence.tokens[at].tag == "VERB" or n in mentions.ends(sentence)


def _contested(sentence: Sentence, mentions: Mentions, table: Mapping[str, list[str]]) -> Iterator[ControlSeen]:
    """Read "the battle for control of Oru" and "Tavan remains contested"."""
    words = [token.lower for token in sentence.tokens]
    for hit in _patterns(tuple(table["contested"])).find(words):
        place = _following(sentence, mentions, hit.last - 1) or _nearest(sentence, mentions, hit.first)
        if place is None:
            continue
        holders = [
            one for one in mentions.within(Span(sentence.span.start, sentence.tokens[hit.first].start)) if one.sort == "actor"
        ]
        span = Span(
            min(place.span.start, sentence.tokens[hit.first].start), max(place.span.end, sentence.tokens[hit.last - 1].end)
        )
        yield ControlSeen(span, "contested", place.position, holders[0].position if holders else None)
