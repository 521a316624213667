"""The grammatical surroundings of a word that names an event: its subject, object and prepositions.

In: a Sentence and the range of a trigger. Out: a Frame, from grammatical place ("subject", "object", "from") to the positions
of the head tokens that stand there. Which role each one plays depends on the type of event and is decided in `roles`.

The dependency tree is asked first; where it is silent, the order of the words answers, because English puts the doer before
the verb and the prepositions behind the noun, and the parser errs in one of four attachments.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from twosource.reading.phrases import NOMINAL, children
from twosource.reading.rules.governing import (
    BARE_PASSIVE,
    BREAKS,
    CAUSING,
    CHARGING,
    COUNTING,
    DONE_BY,
    LIGHT,
    PARTICLES,
    PREPOSITIONS,
    STRUCK,
    SUFFERED,
)
from twosource.vocabulary.inflection import lemma

if TYPE_CHECKING:
    from twosource.reading.sentences import Sentence
    from twosource.reading.tokens import Token

Frame = Mapping[str, tuple[int, ...]]


def frame(sentence: Sentence, first: int, last: int, parties: frozenset[int] = frozenset(), *, verbal: bool = False) -> Frame:
    """Return the surroundings of the trigger that stretches from token `first` to, not including, token `last`.

    `parties` are the tokens on which the name of an actor ends: one that stands right before an active verb is its subject,
    whatever the tree says. `verbal` tells that the trigger can only be a verb, whatever its tag says.
    """
    found: dict[str, list[int]] = defaultdict(list)
    head = head_of(sentence, first, last)
    if verbal:
        _verb(sentence, first, last, found, parties)
    elif is_verbal(sentence, head):
        _verb(sentence, head, last, found, parties)
    else:
        _noun(sentence, first, last - 1, found, parties)
    if found["subject"] and sentence.tokens[found["subject"][0]].lower in COUNTING:
        found["subject"] = []
    return {
        place: tuple(dict.fromkeys(n for one in at for n in joined(sentence, one) if not first <= n < last))
        for place, at in found.items()
        if at
    }


def head_of(sentence: Sentence, first: int, last: int) -> int:
    """Return the token that governs a trigger: its first verb, else its last word."""
    return next((n for n in range(first, last) if sentence.tokens[n].tag == "VERB"), last - 1)


def is_verbal(sentence: Sentence, at: int) -> bool:
    """Tell whether a token is used as a verb, an attribute like "besieged" included; "the day's shelling" is a noun."""
    token = sentence.tokens[at]
    before = sentence.tokens[at - 1] if at else None
    if before and token.lower.endswith("ing") and (before.tag == "DET" or before.lower in {"'s", "'"}):
        return False
    return token.tag == "VERB" or (token.tag == "ADJ" and token.lower.endswith("ed"))


def joined(sentence: Sentence, at: int) -> Iterator[int]:
    """Yield a noun and the nouns coordinated with it ("the army and its allies")."""
    yield at
    for n in children(sentence, at):
        if (
            n > at
            and sentence.tokens[n].relation == "conj"
            and sentence.tokens[n].tag in NOMINAL
            and not _speaks(sentence, at, n)
        ):
            yield from joined(sentence, n)


def _speaks(sentence: Sentence, at: int, other: int) -> bool:
    """Tell whether a noun behind a comma begins a clause of its own ("by warplanes, the ministry said")."""
    tokens = sentence.tokens
    linked = any(token.tag == "CCONJ" for token in tokens[at:other])
    return not linked and other + 1 < len(tokens) and tokens[other + 1].tag == "VERB"


def subject(sentence: Sentence, at: int, depth: int = 0) -> tuple[int, bool] | None:
    """Return the subject of a verb and whether it suffers the verb (a passive); the governing verb lends its own."""
    token = sentence.tokens[at]
    charged = _charged(sentence, at)
    if charged is not None:
        return charged, False
    passive = is_passive(sentence, at)
    if token.relation == "acl" and at > 0 and sentence.tokens[at - 1].lower == "to":
        lent = _of_purpose(sentence, token.head, depth)
        if lent is not None:
            return lent, False
    shares = token.relation == "amod" and at > 0 and sentence.tokens[at - 1].tag == "CCONJ"
    if (
        token.relation in {"acl", "acl:relcl", "amod"}
        and not shares
        and token.head >= 0
        and sentence.tokens[token.head].tag in NOMINAL
    ):
        own = _own_subject(sentence, at)
        if own is None or sentence.tokens[own].tag == "PRON":
            return token.head, passive or (token.relation != "acl:relcl" and token.lower.endswith(("ed", "en")))
        return own, passive
    own = _own_subject(sentence, at)
    if own is not None:
        return own, passive
    if depth < 4 and token.relation in {"conj", "xcomp", "advcl", "ccomp", "parataxis"} and token.head >= 0:
        lent = _lent(sentence, at, token, depth)
        if lent is not None:
            return lent, passive
    near = _before(sentence, at)
    if near is not None:
        return near, passive
    lent = _of_verb_before(sentence, at, depth)
    return None if lent is None else (lent, passive)


def _charged(sentence: Sentence, at: int) -> int | None:
    """Return who is blamed for, accused of or kept from what a gerund says."""
    tokens = sentence.tokens
    if at < 3 or not tokens[at].lower.endswith("ing") or tokens[at - 1].lower not in {"for", "of", "from"}:
        return None
    verb = next((n for n in range(at - 2, max(-1, at - 9), -1) if tokens[n].tag in {"VERB", "AUX"}), None)
    if verb is None or lemma(tokens[verb].lower, "VERB") not in CHARGING or tokens[at - 2].tag not in NOMINAL:
        return None
    return at - 2


def _of_verb_before(sentence: Sentence, at: int, depth: int) -> int | None:
    """Return the subject of the verb before, which a participle or a coordinated verb shares."""
    tokens = sentence.tokens
    before = tokens[at - 1].lower if at else ""
    if depth > 3 or not (tokens[at].lower.endswith("ing") or before in {"and", "to", ",", "or"} or tokens[at - 1].tag == "ADV"):
        return None
    verb = next((n for n in range(at - 1, -1, -1) if tokens[n].tag == "VERB" and tokens[n].relation != "amod"), None)
    found = subject(sentence, verb, depth + 1) if verb is not None else None
    return found[0] if found else None


def _lent(sentence: Sentence, at: int, token: Token, depth: int) -> int | None:
    """Return who acts in a clause that has no subject: the object of "force X to flee", else the governor's subject or doer."""
    causing = lemma(sentence.tokens[token.head].lower, "VERB") in CAUSING and sentence.tokens[at - 1].lower == "to"
    if (token.relation == "xcomp" or causing) and at > token.head:
        held = next(
            (n for n in children(sentence, token.head) if token.head < n < at and sentence.tokens[n].relation == "obj"), None
        )
        if held is not None:
            return held
    if token.relation == "advcl" and sentence.tokens[at - 1].lower == "to" and is_passive(sentence, token.head):
        doer = _behind_by(sentence, token.head + 1, at)
        if doer is not None:
            return doer
    higher = subject(sentence, token.head, depth + 1) if sentence.tokens[token.head].tag == "VERB" else None
    return higher[0] if higher else None


def _behind_by(sentence: Sentence, first: int, last: int) -> int | None:
    """Return the first noun behind a "by" in a stretch: who does what a passive says."""
    by = next((n for n in range(first, last) if sentence.tokens[n].lower == "by"), last)
    return next((n for n in range(by + 1, last) if sentence.tokens[n].tag in NOMINAL and not _goes_on(sentence, n)), None)


def _of_purpose(sentence: Sentence, noun: int, depth: int) -> int | None:
    """Return who acts in "launched an attack to retake": the subject of the verb over the noun; in "led men to flee" the noun."""
    verb = sentence.tokens[noun].head
    if depth > 3 or verb < 0 or sentence.tokens[verb].tag != "VERB":
        return None
    if verb < noun and lemma(sentence.tokens[verb].lower, "VERB") in CAUSING:
        return noun
    found = subject(sentence, verb, depth + 1)
    return found[0] if found else None


def _own_subject(sentence: Sentence, at: int) -> int | None:
    found = [n for n in children(sentence, at) if sentence.tokens[n].relation.startswith("nsubj")]
    return max((n for n in found if n < at), default=None)


def is_passive(sentence: Sentence, at: int) -> bool:
    """Tell whether a verb is passive: a participle behind a form of "be"."""
    tokens = sentence.tokens
    if not tokens[at].lower.endswith(("ed", "en", "t", "d", "n", "k", "ne")) or tokens[at].lower.endswith("ing"):
        return False
    n = at - 1
    while n >= 0 and tokens[n].tag in {"ADV", "PART"}:
        n -= 1
    following = tokens[at + 1].lower if at + 1 < len(tokens) else "."
    if following == "by" and tokens[at].tag in {"VERB", "ADJ"}:
        return True
    if following in {"in", "near", "during", "at", "as", "after", "."} and lemma(tokens[at].lower, "VERB") in BARE_PASSIVE:
        return n < 0 or tokens[n].tag != "AUX" or tokens[n].lower in {"was", "were", "been", "be", "is", "are", "being"}
    return n >= 0 and tokens[n].lower in {"was", "were", "been", "be", "is", "are", "being", "get", "got"}


def _before(sentence: Sentence, at: int) -> int | None:
    """Return the nearest noun to the left that no preposition governs, within the clause."""
    tokens = sentence.tokens
    n = at - 1
    while n >= 0 and tokens[n].lower not in BREAKS:
        if tokens[n].tag == "VERB" and tokens[n].relation not in {"amod", "acl"}:
            return None
        if tokens[n].tag in {"NOUN", "PROPN"} and not _is_governed(sentence, n):
            return n
        n -= 1
    return None


def _is_governed(sentence: Sentence, at: int) -> bool:
    """Tell whether a preposition stands before the noun phrase that ends here."""
    n = at - 1
    while n >= 0 and sentence.tokens[n].tag in {"DET", "ADJ", "NOUN", "PROPN", "NUM", "PART"}:
        n -= 1
    return n >= 0 and sentence.tokens[n].tag == "ADP"


def _verb(sentence: Sentence, at: int, last: int, found: dict[str, list[int]], parties: frozenset[int]) -> None:
    doer = _doer(sentence, at, parties)
    passive = is_passive(sentence, at) or bool(doer and doer[1])
    if doer is not None:
        found["object" if passive else "subject"].append(doer[0])
    for n in children(sentence, at):
        token = sentence.tokens[n]
        if (token.relation == "nsubj:pass" and n not in found["object"] and n not in found["subject"]) or (
            token.relation in {"obj", "iobj"} and n > at and not passive
        ):
            found["object"].append(n)
        elif token.relation in {"obl", "obl:agent", "nmod"}:
            _oblique(sentence, n, found)
    _rightward(sentence, last, found, object_is_free=not passive)


def _doer(sentence: Sentence, verb: int, parties: frozenset[int]) -> tuple[int, bool] | None:
    """Return the subject of a verb: the actor right before it, or before the verb that it joins, else what the tree says."""
    token, passive = sentence.tokens[verb], is_passive(sentence, verb)
    doer = _party_before(sentence, verb, parties)
    if doer is None and token.relation == "conj" and token.head >= 0 and sentence.tokens[token.head].tag == "VERB":
        shared = _party_before(sentence, token.head, parties)
        doer = None if shared is None or shared[1] != passive else shared
    return doer or subject(sentence, verb)


def _party_before(sentence: Sentence, at: int, parties: frozenset[int]) -> tuple[int, bool] | None:
    """Return the actor whose name ends right before a verb and its auxiliaries, and whether the verb is passive."""
    n = at - 1
    while n >= 0 and (sentence.tokens[n].tag in {"ADV", "AUX"} or sentence.tokens[n].text in '[(“"'):
        n -= 1
    if n not in parties or (sentence.tokens[at].lower.endswith("ing") and sentence.tokens[at - 1].tag not in {"AUX", "ADV"}):
        return None
    return n, is_passive(sentence, at)


def _oblique(sentence: Sentence, at: int, found: dict[str, list[int]]) -> None:
    """File a noun under its preposition."""
    cases = [n for n in children(sentence, at) if n < at and sentence.tokens[n].relation == "case"]
    place = PREPOSITIONS.get(sentence.tokens[cases[0]].lower) if cases else None
    while _goes_on(sentence, at) and sentence.tokens[at + 1].tag in {"NOUN", "PROPN"}:
        at += 1
    if place and at not in found[place]:
        found[place].append(at)


def _rightward(sentence: Sentence, start: int, found: dict[str, list[int]], *, object_is_free: bool = False) -> None:
    """File the noun phrases behind a trigger, up to where another clause begins."""
    tokens = sentence.tokens
    opened = PREPOSITIONS.get(tokens[start - 1].lower, "") if start else ""
    place = opened if opened not in {"", "of"} else "object" if object_is_free else ""
    taken = {one for at in found.values() for one in at}
    n = start
    while n < len(tokens):
        token = tokens[n]
        if token.lower in DONE_BY and n == start:
            pass
        elif token.lower in BREAKS or token.tag in {"AUX", "SCONJ"} or (token.tag == "VERB" and token.lower not in PREPOSITIONS):
            if token.relation not in {"amod", "compound"}:
                return
        elif token.text in "([" or (token.text == "," and _begins_clause(sentence, n + 1)):
            return
        elif token.tag == "ADP" or token.lower in PREPOSITIONS:
            if token.lower not in PREPOSITIONS and token.lower not in PARTICLES:
                return
            place = PREPOSITIONS.get(token.lower, "")
        elif token.tag in {"NOUN", "PROPN", "NUM"} and not _goes_on(sentence, n):
            if place and n not in taken and not (place == "object" and found["object"]):
                found[place].append(n)
            place = "" if place == "object" else place
        elif token.tag == "PRON" and token.lower in {"who", "which", "that"}:
            return
        n += 1


def _begins_clause(sentence: Sentence, at: int) -> bool:
    """Tell whether a noun and its verb begin here: what stands before the comma is theirs no more (", the ministry said")."""
    tokens, n = sentence.tokens, at
    while n < len(tokens) and tokens[n].tag in {"DET", "ADJ", "NOUN", "PROPN", "NUM", "PART", "PRON", "ADV"}:
        n += 1
    return at < n < len(tokens) and tokens[n].tag in {"VERB", "AUX"} and not tokens[n].lower.endswith(("ing", "en"))


def _goes_on(sentence: Sentence, at: int) -> bool:
    """Tell whether the next token belongs to the same noun, so that this one is not its head."""
    following = at + 1
    if following >= len(sentence.tokens):
        return False
    token = sentence.tokens[following]
    if token.lower in PREPOSITIONS:
        return False
    return (
        token.tag in {"NOUN", "PROPN"}
        or token.lower in {"'s", "'", "’"}
        or (
            token.tag == "ADJ"
            and following + 1 < len(sentence.tokens)
            and sentence.tokens[following + 1].tag in {"NOUN", "PROPN"}
        )
    )


def _noun(sentence: Sentence, first: int, at: int, found: dict[str, list[int]], parties: frozenset[int]) -> None:
    _modifiers(sentence, first, at, found)
    _rightward(sentence, at + 1, found)
    for n in children(sentence, at):
        if sentence.tokens[n].relation in {"nmod", "obl"} and n > at:
            _oblique(sentence, n, found)
    token = sentence.tokens[at]
    _struck_behind(sentence, at, found)
    verb = token.head
    if verb < 0 or sentence.tokens[verb].tag != "VERB":
        verb = _verb_before(sentence, first)
    if verb >= 0:
        _governor(sentence, at, verb, found, parties)


def _verb_before(sentence: Sentence, at: int) -> int:
    """Return the verb whose object the noun that begins here can be, -1 if there is none."""
    n = at - 1
    while n >= 0 and at - n < 8 and sentence.tokens[n].tag in {"DET", "ADJ", "NUM", "ADV", "NOUN", "PROPN", "ADP", "PUNCT"}:
        n -= 1
    return n if n >= 0 and sentence.tokens[n].tag == "VERB" else -1


def _struck_behind(sentence: Sentence, at: int, found: dict[str, list[int]]) -> None:
    """File what the next verb hits, where that verb is one of hitting ("the attack on the base killed nine")."""
    tokens = sentence.tokens
    verb = next(
        (n for n in range(at + 1, min(at + 12, len(tokens))) if tokens[n].tag == "VERB" and tokens[n].relation != "amod"), None
    )
    if verb is None or lemma(tokens[verb].lower, "VERB") not in STRUCK or is_passive(sentence, verb):
        return
    if any(tokens[n].text in {".", ";"} or tokens[n].lower == "and" for n in range(at + 1, verb)):
        return
    hit: dict[str, list[int]] = defaultdict(list)
    _rightward(sentence, verb + 1, hit, object_is_free=True)
    found["struck"] += hit["object"]


def _modifiers(sentence: Sentence, first: int, at: int, found: dict[str, list[int]]) -> None:
    """File owners ("the army's") and attributes ("Kenyan", "government") before a noun."""
    tokens, n = sentence.tokens, first - 1
    while n >= 0 and tokens[n].tag in {"ADJ", "NOUN", "PROPN", "NUM", "DET", "PART", "ADV", "VERB"}:
        owner = tokens[n].lower in {"'s", "'", "’"}
        if tokens[n].tag == "VERB" and tokens[n].relation != "amod":
            break
        if owner and n > 0:
            found["possessive"].append(n - 1)
            n -= 1
        elif tokens[n].tag in {"NOUN", "PROPN", "ADJ"}:
            found["adjective"].append(n)
        n -= 1
    for n in children(sentence, at):
        if tokens[n].relation == "nmod:poss" and n not in found["possessive"]:
            found["possessive"].append(n)


def _governor(sentence: Sentence, at: int, verb: int, found: dict[str, list[int]], parties: frozenset[int]) -> None:
    """File what the verb over a noun tells: who launched it, whom it killed, where."""
    relation = sentence.tokens[at].relation
    base = lemma(sentence.tokens[verb].lower, "VERB")
    if relation.startswith("nsubj") and at < verb:
        if base in STRUCK:
            found["struck"] += [n for n in children(sentence, verb) if sentence.tokens[n].relation == "obj"]
        for n in children(sentence, verb):
            if sentence.tokens[n].relation in {"obl", "obl:agent"}:
                _oblique(sentence, n, found)
        return
    doer = _doer(sentence, verb, parties)
    if doer is None or doer[0] == at:
        return
    if base in SUFFERED or (base in STRUCK and doer[1]):
        found["struck"].append(doer[0])
    elif base in LIGHT and not doer[1]:
        found["subject"].append(doer[0])
