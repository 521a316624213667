"""What an incident is called: a title as a careful editor would set it.

In: an incident's type, claims, place and realis, with the Facts. Out: one line: what, on or against what, by whom, where. Only
those are named who are somebody: people who are counted ("up to 40 villagers") do nothing in a title, and a long description is
no name.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from twosource.nouns import KnownActor, KnownPlace, Realis, Ref
from twosource.record.facts import Facts
from twosource.record.naming import is_counted, is_name, plain, tidy, uncounted
from twosource.record.roles import main_actors, named_in


@dataclass(frozen=True, slots=True)
class _Form:
    """How the title of a type is put together: its noun, and the words that join target, agent and place; "" leaves one out."""

    noun: str
    target: str = "against"
    agent: str = "by"
    place: str = "in"


_FORMS = {
    "abduction": _Form("abduction", "of"),
    "accusation": _Form("accusation"),
    "agreement": _Form("agreement", "", "between"),
    "agreement_breach": _Form("breach of an agreement", "", "by", ""),
    "aid": _Form("aid", "for", "from"),
    "air_drone_strike": _Form("air strike", "on"),
    "armed_clash": _Form("clash", "", "between"),
    "arrest": _Form("arrest", "of"),
    "attack": _Form("attack", "on"),
    "base_established": _Form("new base", "", "of"),
    "chemical_weapon": _Form("chemical attack", "on"),
    "displacement": _Form("displacement", "of", "", "in"),
    "election_politics": _Form("political change", ""),
    "encirclement": _Form("encirclement", "of"),
    "force_movement": _Form("movement of forces", "", "of", "to"),
    "government_regains_territory": _Form("capture", "from", "by", "of"),
    "grenade": _Form("grenade attack", "on"),
    "group_change": _Form("change of a group", "", "of"),
    "mob_violence": _Form("mob attack", "on"),
    "negotiation": _Form("talks", "", "between"),
    "non_state_actor_overtakes_territory": _Form("capture", "from", "by", "of"),
    "offensive": _Form("offensive"),
    "other_event": _Form("event", "", ""),
    "peaceful_protest": _Form("protest"),
    "property_destruction": _Form("destruction", "of"),
    "protest_repressed": _Form("repression of a protest", ""),
    "remote_explosive": _Form("explosion", "among"),
    "sanction": _Form("sanction"),
    "sexual_violence": _Form("sexual violence"),
    "shelling_artillery_missile": _Form("shelling", "of"),
    "statement_of_support": _Form("support", "for", "from", ""),
    "suicide_bomb": _Form("suicide bombing", "of", ""),
    "threat": _Form("threat"),
    "violent_demonstration": _Form("riot", "against"),
    "weapons_disrupted": _Form("seizure or destruction", "of"),
    "withdrawal": _Form("withdrawal", "", "of", "from"),
}
_REALIS: dict[Realis, str] = {
    "actual": "{}",
    "ended": "End of {}",
    "uncertain": "Alleged {}",
    "denied": "Denied {}",
    "future": "Expected {}",
}
_LONG = 4  # words: a longer description of somebody is no name for a title
_PRONOUN = re.compile(
    r"(?:its?|them|they|their|him|his|her|he|she|us|our|who|which|that|this|these|those|each other|one another)\b", re.IGNORECASE
)
_ARTICLE = re.compile(r"(?:the|a|an) ", re.IGNORECASE)


def title_of(kind: str, refs: Sequence[Ref], facts: Facts, place: KnownPlace | None, realis: Realis) -> str:
    """Return the title of an incident."""
    form = _FORMS.get(kind) or _Form(kind.replace("_", " "))
    agents = [one for one in map(_called, main_actors(refs, facts, "agent")) if one]
    targets = [one for one in _targets(refs, facts) if one not in agents[:1] and one.casefold() != _place_name(place).casefold()]
    words = form.noun
    if form.agent == "between":
        words += _between(agents, targets)
    else:
        of_place = form.place == "of"
        words += f" of {_place_name(place)}" if of_place and place else ""
        words += f" {form.target} {targets[0]}" if form.target and targets else ""
        words += f" {form.agent} {agents[0]}" if form.agent and agents else ""
        place = None if of_place or not form.place else place
    words += f" {form.place} {_place_name(place)}" if place else ""
    words = _REALIS[realis].format(words)
    return words[:1].upper() + words[1:]


def _between(agents: Sequence[str], targets: Sequence[str]) -> str:
    sides = list(dict.fromkeys([*agents[:3], *targets[:1]] if len(agents) < 2 else agents[:3]))
    if len(sides) > 1:
        return f" between {', '.join(sides[:-1])} and {sides[-1]}"
    return f" involving {sides[0]}" if sides else ""


def _targets(refs: Sequence[Ref], facts: Facts) -> list[str]:
    """Return what is hit or meant: the actors by name, people without their number, else the report's own short words."""
    found = [_called(one) or _people(one) for one in main_actors(refs, facts, "target")]
    for ref in refs:
        found += [words for words in named_in(facts.event(ref), "target", ref, facts) if _is_short(words)]
    return [one for one in dict.fromkeys(found) if one]


def _called(actor: KnownActor) -> str:
    """Return an actor's name for a title, "" for one that is no name."""
    if actor.kind == "civilian" or is_counted(actor.name):
        return ""
    if is_name(actor.name):
        return actor.name
    with_article = (f"{article} {actor.name}" for article in ("the", "a", "an"))
    described = next((one for one in with_article if one in actor.names), actor.name)
    return described if len(described.split()) <= _LONG else ""


def _people(actor: KnownActor) -> str:
    """Return people without their number: "at least 12 civilians" as "civilians"; "" for a pronoun, or for what is long."""
    words = uncounted(actor.name)
    return words if words and not _PRONOUN.match(words) and len(words.split()) < _LONG else ""


def _is_short(words: str) -> bool:
    return len(words.split()) <= _LONG and bool(_ARTICLE.match(words)) and not is_counted(words) and not _PRONOUN.match(words)


def _place_name(place: KnownPlace | None) -> str:
    return "" if place is None else plain(tidy(place.name))
