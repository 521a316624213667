"""Whether a state's name stands for its government: where somebody acts ("Xia sent tanks"), not where something lies ("in Xia").

In: the tokens of a sentence, a chunk that is a state's name, the words of `actors.toml`. Out: yes or no.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from twosource.reading.rules.chunks import Chunk
from twosource.vocabulary.inflection import lemma

if TYPE_CHECKING:
    from twosource.reading.rules.actor_words import Words
    from twosource.reading.tokens import Token


def acts(tokens: Sequence[Token], core: Chunk, words: Words) -> bool:
    """Tell whether a state's name stands where somebody acts, not where something lies."""
    states = words.states
    before = tokens[core.first - 1].lower if core.first else ""
    seat = " ".join(token.lower for token in tokens[core.first : core.last]).removeprefix("the ") in words.seats
    owns = core.possessive and any(token.lower in words.acts for token in tokens[core.last + 1 : core.last + 4])
    allied = any(token.lower in states["led_by"] for token in tokens[core.first : core.head])
    if seat or before in states["led_by"] or owns or allied or _is_of_an_office(tokens, core, words):
        return True
    if core.first and tokens[core.first - 1].tag in {"ADP", "SCONJ"} and before not in states["clauses"]:
        return False
    verb = verb_behind(tokens, core.last, words)
    if verb is not None:
        return lemma(tokens[verb].lower, "VERB") not in states["still"] and not _is_passive(tokens, verb)
    told = core.first and tokens[core.first - 1].tag == "VERB" and lemma(before, "VERB") in states["told"]
    return bool(told)


def _is_of_an_office(tokens: Sequence[Token], core: Chunk, words: Words) -> bool:
    """Tell whether a state stands behind an office and "of" ("the foreign ministers of Xia")."""
    at = core.first - 2
    return at >= 0 and tokens[at + 1].lower == "of" and words.kind(tokens, Chunk(at, at + 1, at)) == "person"


def verb_behind(tokens: Sequence[Token], at: int, words: Words) -> int | None:
    """Return the main verb that follows at once, past auxiliaries, adverbs, a day's name and "which"."""
    steps = 0
    while at < len(tokens) and steps < 6:
        token = tokens[at]
        if token.tag == "VERB":
            return at
        skipped = token.tag in {"AUX", "ADV", "PART"} or token.text == "," or token.lower in {"which", "that", "not", "on"}
        if not skipped and token.lower not in words.never:
            return at - 1 if steps and tokens[at - 1].tag == "AUX" else None
        at, steps = at + 1, steps + 1
    return None


def _is_passive(tokens: Sequence[Token], verb: int) -> bool:
    """Tell whether a form of "be" governs the participle: what is hit is the land, not its government."""
    return any(
        lemma(tokens[at].lower, "VERB") == "be" for at in range(max(0, verb - 2), verb) if tokens[at].tag == "AUX"
    ) and not (tokens[verb].lower.endswith("ing"))
