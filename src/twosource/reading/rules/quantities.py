"""Finds the figures of a text: people and things hurt, moved, held or deployed, with the kind of count and whom it counts.

In: tagged and parsed sentences, their Language, the FigureTypes. Out: FiguresSeen, in the order of the text. What the words
of a figure are worth is read in `reading/figures.py`, by the grammar that finds the numbers in `counts`.

The kind follows from the nearest cue that grammar allows: a word of the counted noun phrase itself ("30 wounded soldiers"),
else a verb or noun close by ("killed 12", "12 were killed", "a toll of 12"), else what the noun is ("12 tanks"). Distance is
counted in tokens, dearer where grammar bars the way; a tree arc from the noun to the cue brings it nearer.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, cast

from twosource.reading.once import once
from twosource.reading.rules import times
from twosource.reading.rules.counts import Count, NounLists, counts, noun_lists
from twosource.reading.sightings import FigureSeen
from twosource.vocabulary.patterns import Patterns

if TYPE_CHECKING:
    from twosource.nouns import FigureKind, Span
    from twosource.reading.sentences import Sentence
    from twosource.reading.tokens import Token
    from twosource.vocabulary import FigureType, Language

NAMING = frozenset({"fighters", "materiel", "other"})
"""Kinds whose cues name what is counted, not what happened to it."""

HARM = frozenset({"killed", "injured", "displaced", "detained", "abducted", "missing", "trapped"})
"""Kinds of what is done to people. One person, without a number, is a figure only of these."""

BOTH = "casualties"
"""The cue of "killed or wounded": dead and hurt counted together, a figure of kind `other`."""

NEAR, HEDGED, FAR = 3, 8, 10
"""The costs up to which a cue makes a figure of a bare number or of one person, of a bare number behind a hedge, of a count.

Tuned on the annotated reports; `make gate` measures them again (`figures`, `figures value`).
"""

Thing = Literal["materiel", "structure", "other"]


@dataclass(frozen=True, slots=True)
class _Cue:
    """A cue of a kind in a sentence, as a token range."""

    first: int
    last: int
    kind: str


@dataclass(frozen=True, slots=True)
class _Scene:
    """One sentence with what the rules look at."""

    tokens: Sequence[Token]
    counts: Sequence[Count]
    cues: Sequence[_Cue]
    lists: NounLists
    blows: frozenset[str]
    speech: frozenset[str]
    tolls: frozenset[str]
    rises: frozenset[str]
    articles: frozenset[str]

    def inside(self, one: Count) -> list[_Cue]:
        """Return the cues in the counted noun phrase."""
        return [cue for cue in self.cues if one.after <= cue.first and cue.last <= one.last]


def find(
    sentences: Sequence[Sentence], language: Language, figure_types: Mapping[str, FigureType], when: Sequence[Span] | None = None
) -> tuple[FigureSeen, ...]:
    """Return the figures of all sentences, in the order of the text. `when` are the time expressions, found here if not given."""
    patterns = _patterns(language, figure_types)
    dated = times.find(sentences, language) if when is None else when
    return tuple(figure for sentence in sentences for figure in _in_sentence(sentence, language, patterns, dated))


def _in_sentence(sentence: Sentence, language: Language, patterns: Patterns[str], when: Sequence[Span]) -> Iterator[FigureSeen]:
    dated = [span for span in when if sentence.span.contains(span)]
    counted = counts(sentence, language, dated)
    if not counted:
        return
    table = language.table("numbers")
    scene = _Scene(
        sentence.tokens,
        counted,
        _cues(sentence.tokens, patterns),
        noun_lists(language),
        blows=frozenset(table["nouns"]["blows"]),
        articles=frozenset(table["articles"]),
        speech=frozenset(table["speech"]),
        tolls=frozenset(table["tolls"]),
        rises=frozenset(table["rises"]),
    )
    for one in counted:
        kind = None if _speaks(scene, one) else _kind(scene, one)
        if kind is not None:
            yield FigureSeen(sentence.span_of(one.first, one.last), kind, _who(sentence, one))


def _who(sentence: Sentence, one: Count) -> str | None:
    """Return the counted noun phrase without its number, None for a bare number."""
    if one.head is None:
        return None
    at, base = one.after, sentence.span.start
    while at < one.head and (sentence.tokens[at].lower in {"of", "(", ")", "-"} or sentence.tokens[at].tag in {"DET", "PRON"}):
        at += 1
    span = sentence.span_of(at, one.last)
    return times.characters(sentence)[span.start - base : span.end - base]


# --------------------------------------------------------------------------------------------------------------- kind


def _kind(scene: _Scene, one: Count) -> FigureKind | None:
    """Return the kind of a count, None if it is no figure."""
    thing = _thing(scene, one)
    if thing is not None:
        return _kind_of_thing(scene, one, thing)
    inside = scene.inside(one)
    own = next((cue.kind for cue in inside if cue.kind in {*HARM, BOTH}), None)
    live = next((cue.kind for cue in inside if cue.kind == "population"), None)
    near, cost = _nearest(scene, one)
    is_armed = any(cue.kind == "fighters" for cue in inside)
    if near is None and is_armed and _nearest(scene, one, things=True)[1] <= NEAR:
        return "killed"  # armies speak of "destroyed" fighters
    kind = own or (near.kind if near else None) or live
    if not _is_enough(scene, one, kind, 0 if own else cost):
        return None
    if kind is None:
        return "fighters" if is_armed else "other"
    return "other" if kind == BOTH else cast("FigureKind", kind)


def _is_enough(scene: _Scene, one: Count, kind: str | None, cost: int) -> bool:
    """Tell whether a count is a figure: one with a noun always, a bare number or one person only near a cue."""
    if one.is_single:
        return one.head is not None and kind in {*HARM, BOTH} and cost <= NEAR and _is_person(scene, one)
    return one.head is not None or (kind is not None and cost <= (HEDGED if one.is_hedged else NEAR))


def _speaks(scene: _Scene, one: Count) -> bool:
    """Tell whether those counted only say something ("a doctor at the hospital said"): they are sources, not figures."""
    if one.head is None:
        return False
    tokens = scene.tokens
    noun = tokens[one.head]
    if [token.lower for token in tokens[max(0, one.first - 2) : one.first]] in (["as", "did"], ["as", "do"], ["as", "have"]):
        return True  # "confirmed it, as did a number of activists"
    is_first = all(token.tag != "VERB" for token in tokens[: one.first])  # "killed 12 people police said" has lost its comma
    if is_first and noun.relation == "nsubj" and tokens[noun.head].lower in scene.speech:
        return True
    behind = next((at for at in range(one.last, len(tokens)) if tokens[at].tag in {"VERB", "PUNCT"}), None)
    return one.is_single and behind is not None and tokens[behind].lower in scene.speech


def _is_person(scene: _Scene, one: Count) -> bool:
    return one.head is not None and scene.tokens[one.head].lower in scene.lists.persons


def _thing(scene: _Scene, one: Count) -> Thing | None:
    """Return what sort of thing the noun is, None for people and for nouns that nothing is known of."""
    if one.head is None:
        return None
    noun = scene.tokens[one.head].lower
    kinds = {cue.kind for cue in scene.inside(one) if cue.last > one.head}
    if noun in scene.lists.measures or scene.tokens[one.after].lower in scene.lists.measures:
        return "other"
    if "materiel" in kinds:
        return "materiel"
    return "structure" if noun in scene.lists.structures else "other" if "other" in kinds else None


def _kind_of_thing(scene: _Scene, one: Count, thing: Thing) -> FigureKind | None:
    """Return the kind of counted things; one thing without a number counts only where it is lost for good.

    "Destroyed a tank" tells a loss; "hit a school" tells where a strike went.
    """
    near, cost = _nearest(scene, one, things=True)
    if one.is_single and scene.tokens[one.number].lower in scene.articles:
        is_lost = (
            near is not None
            and cost <= NEAR
            and not any(scene.tokens[at].lower in scene.blows for at in range(near.first, near.last))
        )
        if thing == "other" or not (is_lost or _follows_a_thing(scene, one)):
            return None
    if thing == "structure":
        return "damaged" if near is not None else "other"
    return thing


def _follows_a_thing(scene: _Scene, one: Count) -> bool:
    """Tell whether one thing stands in a list behind others that are counted ("two mortars and a machine gun")."""
    before = [other for other in scene.counts if other.last <= one.first and not other.is_single and _thing(scene, other)]
    if not before or one.first - before[-1].last > 2:
        return False
    return all(scene.tokens[at].lower in {",", "and"} for at in range(before[-1].last, one.first))


# --------------------------------------------------------------------------------------------------------------- cues


def _cues(tokens: Sequence[Token], patterns: Patterns[str]) -> tuple[_Cue, ...]:
    lower = [token.lower for token in tokens]
    found = [_Cue(hit.first, hit.last, hit.payload) for hit in patterns.find_all(lower)]
    return tuple(replace(one, kind=BOTH) if _is_half(one, found, lower) else one for one in found)


def _is_half(one: _Cue, found: Sequence[_Cue], lower: Sequence[str]) -> bool:
    """Tell whether a cue is one half of "killed or wounded", "dead and injured"."""
    pair = {"killed", "injured"}
    return one.kind in pair and any({one.kind, other.kind} == pair and _are_joined(one, other, lower) for other in found)


def _are_joined(one: _Cue, other: _Cue, lower: Sequence[str]) -> bool:
    first, second = (one, other) if one.first < other.first else (other, one)
    between = lower[first.last : second.first]
    return second.first >= first.last and len(between) < 2 and all(word in {"or", "and", ",", "/"} for word in between)


def _nearest(scene: _Scene, one: Count, *, things: bool = False) -> tuple[_Cue | None, int]:
    """Return the nearest cue of something that happens to things, or to people, and its cost; (None, FAR) beyond reach."""
    best: tuple[_Cue | None, int] = (None, FAR + 1)
    for cue in scene.cues:
        if cue.kind in NAMING or (cue.kind == "damaged") != things or one.first <= cue.first < one.last:
            continue
        cost = _cost(scene, one, cue)
        if cost < best[1]:
            best = (cue, cost)
    return best


def _cost(scene: _Scene, one: Count, cue: _Cue) -> int:
    """Return how far a cue is from a count.

    Other counts in between are passed for one or two each, with the comma or "and" before them: "12 soldiers, 3 medics and
    a nurse died". A cue behind the count that has a count of its own behind it belongs to that: "12 were killed and the
    blast wounded 30".
    """
    is_left = cue.last <= one.first
    if is_left and _rises(scene, one, cue):
        return 0
    between = range(cue.last, one.first) if is_left else range(one.last, cue.first)
    passed = [other for other in scene.counts if other.number in between]
    skipped = {at for other in passed for at in range(other.first - 1, other.last)}
    skipped |= {one.first - 1} if passed and is_left else set()
    cost = len(passed) if is_left else 2 * len(passed) + (len(between) > 0)
    cost += sum(_step(scene.tokens[at], is_left=is_left) for at in between if at not in skipped)
    if not is_left and any(cue.last in {other.first, other.number} for other in scene.counts):
        cost += 6
    noun = one.head if one.head is not None else one.number
    if cue.first <= scene.tokens[noun].head < cue.last:
        cost -= 2
    return max(cost, 0)


def _rises(scene: _Scene, one: Count, cue: _Cue) -> bool:
    """Tell whether the number is what a toll has come to ("the number of those killed in the blast has risen to 14")."""
    if not scene.tolls.intersection(scene.tokens[at].lower for at in range(cue.last)):
        return False
    return any(scene.tokens[at].lower in scene.rises for at in range(max(cue.last, one.first - 4), one.first))


def _step(token: Token, *, is_left: bool) -> int:
    """Return what one token between a count and a cue costs; auxiliaries and relatives before a passive are free."""
    if token.tag in {"AUX", "DET", "ADV", "PART"} or token.lower in {"who", "which", "that", "of", "to", "at"}:
        return 1 if is_left else 0
    if token.text == ";":
        return FAR
    return 3 if token.text in {",", ":"} or token.lower in {"and", "but", "while"} else 1


@once
def _patterns(language: Language, figure_types: Mapping[str, FigureType]) -> Patterns[str]:
    """Return the cues of all figure types in a language, each with its kind."""
    return Patterns([(cue, kind.name) for kind in figure_types.values() for cue in kind.cues.get(language.name, ())])
