"""Event mentions by rule: the trigger, its type, and what `roles` and `realis` say of it.

In: a Document, its Sentences, the Vocabulary and what the other finders saw. Out: EventSeens in the order of the text.

The cues of `vocabulary/events.toml` propose triggers; their conditions on the surroundings choose among types; words that fit
any violent event ("the attack") take the type of the event that the report named last.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from twosource.nouns import Span
from twosource.reading.rules import frames, roles, sameness, weapons, whereabouts
from twosource.reading.rules.attached import innermost
from twosource.reading.rules.mentions import Mentions
from twosource.reading.rules.realis import background, looks_back, realis
from twosource.reading.sentences import sentence_of
from twosource.reading.sightings import EventSeen
from twosource.vocabulary.inflection import parts_of_speech
from twosource.vocabulary.patterns import Hit, Patterns

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from twosource.nouns import Document
    from twosource.reading.sentences import Sentence
    from twosource.reading.sightings import ActorSeen, AttributionSeen, PlaceSeen
    from twosource.reading.tokens import Token
    from twosource.vocabulary import Cue, EventType, Language, Vocabulary

VIOLENT = frozenset({"strike", "clash", "unarmed"})
"""Families whose events a generic word ("the attack", "the incident") may name again."""


RARE = frozenset({"chemical_weapon", "suicide_bomb", "remote_explosive", "sexual_violence"})
"""Types that a generic word takes on only where it points back ("the attack"): other strikes are of another kind."""

SPOKEN = frozenset({"accusation", "threat"})
"""Types that happen in words of the speaker, whose word is the cue of an attribution too."""

PLACELESS = frozenset({"accusation", "statement_of_support", "sanction", "group_change", "threat", "negotiation"})
"""Types that happen in words: no place nearby is theirs (of 110 annotated ones, 80 have none)."""

AFAR = frozenset({"air_drone_strike", "shelling_artillery_missile"})
AT_HAND = frozenset({"assault", "assaults"})
"""Generic words for what is done at close range, which do not take up a strike from afar."""

DEFINITE = frozenset({"the", "this", "that", "these", "those", "such"})
"""Words before a generic word that point back to an event named before."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """A trigger in a sentence with the cues that propose it, and its grammatical surroundings."""

    sentence: Sentence
    first: int
    last: int
    cues: tuple[tuple[str, Cue], ...]
    frame: frames.Frame

    @property
    def span(self) -> Span:
        """The words of the trigger."""
        return self.sentence.span_of(self.first, self.last)


def find(
    document: Document,
    sentences: Sequence[Sentence],
    vocabulary: Vocabulary,
    language: Language,
    actors: Sequence[ActorSeen] = (),
    places: Sequence[PlaceSeen] = (),
    times: Sequence[Span] = (),
    attributions: Sequence[AttributionSeen] = (),
) -> tuple[EventSeen, ...]:
    """Return every event mention of a text, in its order."""
    mentions = Mentions(actors, places, times, weapons.find(sentences, language), attributions)
    history = looks_back(document, language)
    found: list[EventSeen] = []
    before: dict[str, str] = {}
    for sentence in sentences:
        words = frozenset(token.lower for token in sentence.tokens)
        chosen = _chosen(sentence, words, vocabulary, language, mentions, before)
        for proposal, kind in chosen:
            event = _event(document, proposal, kind, language, mentions, attributions)
            if any(span.contains(event.trigger) for span in history):
                event = replace(event, background=True)
            found.append(event)
            _remember(kind, before)
    definite = [words.split() for words in language.table("control")["definite"]]
    return tuple(_linked(document, found, sentences, mentions, actors, attributions, definite))


# ---------------------------------------------------------------------------------------------------- triggers and types


def _chosen(
    sentence: Sentence,
    words: frozenset[str],
    vocabulary: Vocabulary,
    language: Language,
    mentions: Mentions,
    before: dict[str, str],
) -> list[tuple[Proposal, EventType]]:
    """Return the triggers of one sentence with their types; a word that counts only alone gives way to others."""
    sure: list[tuple[Proposal, EventType, bool]] = []
    here = dict(before)
    for proposal in _proposals(sentence, vocabulary, language, mentions):
        name, cue = _type(proposal, words, mentions, vocabulary, here)
        if name and cue:
            sure.append((proposal, vocabulary.events[name], cue.alone))
            if not cue.alone:
                _remember(vocabulary.events[name], here)
    violent = [one for one, kind, alone in sure if not alone and kind.family in VIOLENT and _names(one, kind)]
    return [
        (proposal, kind)
        for proposal, kind, alone in sure
        if not (alone and violent) and not (kind.family in VIOLENT and any(_does(one, proposal) for one in violent))
    ]


def _names(one: Proposal, kind: EventType) -> bool:
    """Tell whether a trigger says what killed: a noun, or a verb of striking or fighting; another killing verb does not."""
    return kind.family != "unarmed" or not frames.is_verbal(one.sentence, one.first)


def _remember(kind: EventType, before: dict[str, str]) -> None:
    """Keep the type of a violent event as the last of its family and of all, for generic words to take on."""
    if kind.family in VIOLENT and kind.name != "abduction":
        before[kind.family] = before["any"] = kind.name


def _does(one: Proposal, other: Proposal) -> bool:
    """Tell whether one trigger is what does the other ("the raid hit a school"): the two name one event, the noun."""
    if one is other or not frames.is_verbal(other.sentence, other.first):
        return False
    return any(one.first <= n < one.last for place in ("subject", "by") for n in other.frame.get(place, ()))


def _proposals(sentence: Sentence, vocabulary: Vocabulary, language: Language, mentions: Mentions) -> Iterable[Proposal]:
    """Yield the longest triggers of a sentence, from left to right, with every cue that fits their part of speech."""
    words = [token.lower for token in sentence.tokens]
    free, parties = 0, mentions.ends(sentence)
    spots: dict[tuple[int, int], list[tuple[str, Cue]]] = {}
    for hit in _patterns(_Key(vocabulary, language.name)).find_all(words):
        if _agrees(sentence, hit):
            spots.setdefault((hit.first, hit.last), []).append(hit.payload)
    for first, last in sorted(spots, key=lambda spot: (spot[0], -spot[1])):
        if first >= free and not _is_modifier(sentence, first, last, parties):
            free = last
            cues = tuple(spots[first, last])
            verbal = all("/v" in cue.pattern.split()[0] for _, cue in cues)
            yield Proposal(sentence, first, last, cues, frames.frame(sentence, first, last, parties, verbal=verbal))


class _Key:
    """A Vocabulary and a language, hashed by identity, so that the patterns are built once."""

    def __init__(self, vocabulary: Vocabulary, language: str) -> None:
        self.vocabulary, self.language = vocabulary, language

    def __hash__(self) -> int:
        return hash((id(self.vocabulary), self.language))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and other.vocabulary is self.vocabulary and other.language == self.language


@lru_cache(maxsize=8)
def _patterns(key: _Key) -> Patterns[tuple[str, Cue]]:
    return Patterns(
        [(cue.pattern, (kind.name, cue)) for kind in key.vocabulary.events.values() for cue in kind.cues.get(key.language, ())]
    )


def _agrees(sentence: Sentence, hit: Hit[tuple[str, Cue]]) -> bool:
    """Tell whether the words are used as the part of speech that the cue means."""
    parts = {word.rpartition("/")[2] for word in hit.payload[1].pattern.split()[0].split("|") if "/" in word}
    token = sentence.tokens[hit.first]
    if hit.last - hit.first > 1 or not parts:
        return True
    if parts == {"v"}:
        return _is_verb(token)
    if token.tag == "ADJ" and "n" in parts_of_speech(token.lower):
        return hit.last >= len(sentence.tokens) or sentence.tokens[hit.last].tag not in {"NOUN", "PROPN", "ADJ"}
    certain = "v" not in parts_of_speech(token.lower)  # the tagger errs; the lexicon knows no verb "airstrike"
    return certain or token.tag in {"NOUN", "PROPN", "X"} or (token.tag == "VERB" and token.lower.endswith("ing"))


def _is_verb(token: Token) -> bool:
    if token.tag in {"VERB", "AUX"}:
        return True
    return (token.lower.endswith(("ed", "ing")) and token.tag in {"ADJ", "PROPN", "X"}) or "n" not in parts_of_speech(token.lower)


def _is_modifier(sentence: Sentence, first: int, last: int, parties: frozenset[int]) -> bool:
    """Tell whether a trigger only modifies a noun ("fighting force", "war crimes", "battle tank")."""
    token = sentence.tokens[last - 1]
    if last - first > 1 or last >= len(sentence.tokens):
        return False
    following = sentence.tokens[last]
    stands_before = token.relation in {"amod", "compound"} and following.tag in {"NOUN", "PROPN", "ADJ"}
    if stands_before and _is_attribute(sentence, first, parties):
        return True
    if following.text == "-" and last + 1 < len(sentence.tokens) and sentence.tokens[last + 1].lower in {"torn", "led", "backed"}:
        return True
    if following.lower.endswith("ing") and "v" in parts_of_speech(following.lower.removesuffix("ing")):
        return False
    return token.tag in {"NOUN", "PROPN"} and token.relation == "compound" and following.tag in {"NOUN", "PROPN"}


def _is_attribute(sentence: Sentence, at: int, parties: frozenset[int]) -> bool:
    """Tell whether a participle stands between an article or preposition and its noun ("the armed men", "a fighting force")."""
    token = sentence.tokens[at]
    if at - 1 in parties or (not token.lower.endswith("ed") and token.lower not in {"fighting", "warring"}):
        return False
    before = sentence.tokens[at - 1] if at else None
    return before is None or before.tag in {"DET", "ADP", "ADJ", "NUM", "PUNCT", "VERB"}


def _type(
    proposal: Proposal, words: frozenset[str], mentions: Mentions, vocabulary: Vocabulary, before: dict[str, str]
) -> tuple[str | None, Cue | None]:
    """Return the type of a trigger and the cue that decided; (None, None) if no cue's conditions hold.

    A generic word takes the type of the event before: any for "the attack", one of its own family for "the strike".
    """
    fitting = [(name, cue) for name, cue in proposal.cues if _holds(cue, proposal, words, mentions)]
    if not fitting:
        return None, None
    name, cue = fitting[max(range(len(fitting)), key=lambda n: (fitting[n][1].conditions, -n))]
    definite = proposal.first > 0 and proposal.sentence.tokens[proposal.first - 1].lower in DEFINITE
    broad = next((one for one, other in fitting if other.generic), name)
    family = vocabulary.events[broad].family
    earlier = before.get("any" if family in {"clash", "unarmed"} or cue.alone else family)
    if earlier in AFAR and proposal.sentence.tokens[proposal.first].lower in AT_HAND:
        earlier = None
    points_back = definite or (cue.conditions == 0 and earlier not in RARE)
    if earlier and ((any(one.generic for _, one in fitting) and points_back) or cue.alone):
        return earlier, cue
    return name, cue


def _holds(cue: Cue, proposal: Proposal, words: frozenset[str], mentions: Mentions) -> bool:
    """Tell whether a cue's conditions on the sentence, the object and the agent hold."""
    if (cue.needs and not cue.needs & words) or cue.bars & words:
        return False
    if cue.object and not cue.object & _marks(proposal, ("object", "of", "struck", "on", "against"), mentions):
        return False
    doers = ("to",) if cue.pattern.endswith(" to") else ("subject", "by", "possessive", "adjective")
    return not cue.agent or bool(cue.agent & _marks(proposal, doers, mentions))


def _marks(proposal: Proposal, where: Sequence[str], mentions: Mentions) -> frozenset[str]:
    """Return the words and sorts of what stands in some grammatical places."""
    found: set[str] = set()
    for place in where:
        for token in proposal.frame.get(place, ()):
            found.add(proposal.sentence.tokens[token].lower)
            mention = mentions.at(proposal.sentence, token)
            found |= mention.marks if mention else frozenset()
        if found and place in {"object", "subject"}:
            break
    return frozenset(found)


# -------------------------------------------------------------------------------------------------------- one event


def _event(
    document: Document,
    proposal: Proposal,
    kind: EventType,
    language: Language,
    mentions: Mentions,
    attributions: Sequence[AttributionSeen],
) -> EventSeen:
    sentence = proposal.sentence
    filled = roles.fill(sentence, proposal.frame, kind, mentions, proposal.span)
    if "time" in filled:
        own = filled["time"]
        filled["time"] = tuple(one for one in own if not _is_older(document, one, proposal.span, attributions))
    own_times = tuple(document.words(span) for span in filled.get("time", ()))
    return EventSeen(
        trigger=proposal.span,
        type=kind.name,
        realis=realis(sentence, proposal.first, kind.name, language),
        background=background(sentence, proposal.first, proposal.last, own_times, document.published, language),
        roles=filled,
    )


def _linked(
    document: Document,
    events: Sequence[EventSeen],
    sentences: Sequence[Sentence],
    mentions: Mentions,
    actors: Sequence[ActorSeen],
    attributions: Sequence[AttributionSeen],
    definite: Sequence[Sequence[str]],
) -> Iterable[EventSeen]:
    """Yield the events with where they happen, who says so, and which earlier mention they repeat."""
    heard = [_heard(event, sentences, attributions) for event in events]
    where = whereabouts.places(heard, sentences, mentions, attributions, PLACELESS, definite)
    placed = [
        replace(event, at=at, said_by=innermost(event.trigger, attributions)) for event, at in zip(heard, where, strict=True)
    ]
    same = sameness.firsts(document, placed, actors, mentions)
    return [replace(event, same_as=first) for event, first in zip(placed, same, strict=True)]


def _heard(event: EventSeen, sentences: Sequence[Sentence], attributions: Sequence[AttributionSeen]) -> EventSeen:
    """Return an event with what its attribution tells: who speaks is who warns or blames, and what is denied did not happen."""
    filled = {
        role: tuple(span for span in spans if role != "place" or not _is_seat(span, event.trigger, attributions))
        for role, spans in event.roles.items()
    }
    speaks = next((one for one in attributions if one.cue and one.source and one.cue.overlaps(event.trigger)), None)
    if speaks is not None and speaks.source is not None and event.type in SPOKEN:
        filled["agent"] = (speaks.source,)
    around = innermost(event.trigger, attributions)
    denied = around is not None and event.realis in {"actual", "uncertain"} and _denies(attributions[around], event, sentences)
    return replace(event, roles=filled, realis="denied" if denied else event.realis)


def _is_seat(place: Span, trigger: Span, attributions: Sequence[AttributionSeen]) -> bool:
    """Tell whether a place is where the speaker of an event sits ("officials in Oru condemned the raid")."""
    around = innermost(trigger, attributions)
    said = attributions[around] if around is not None else None
    return said is not None and bool(said.source and said.cue) and said.source.start <= place.start < said.cue.start  # type: ignore[union-attr]


def _is_older(document: Document, time: Span, trigger: Span, attributions: Sequence[AttributionSeen]) -> bool:
    """Tell whether a "since …" stands outside the words in which an event is told: it dates something else."""
    around = innermost(trigger, attributions)
    content = attributions[around].content if around is not None else None
    return content is not None and not content.contains(time) and document.words(time).lower().startswith("since")


def _denies(said: AttributionSeen, event: EventSeen, sentences: Sequence[Sentence]) -> bool:
    """Tell whether a denial denies this event: the first verb of what is denied, and no "does not deny" before it."""
    if said.stance != "denies" or said.cue is None or said.content is None:
        return False
    sentence = sentence_of(event.trigger, sentences)
    tokens = sentence.tokens if sentence is not None else ()
    if any(token.lower in {"not", "n't", "never"} for token in tokens if said.cue.start - 12 < token.start < said.cue.start):
        return False
    verbs = [one for one in tokens if said.content.start <= one.start <= event.trigger.start and one.tag == "VERB"]
    return len(verbs) == 1 and event.trigger.contains(verbs[0].span)
