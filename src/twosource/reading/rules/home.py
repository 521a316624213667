"""The land in which a report plays: the one whose government is "the government" without a name.

In: the Sentences, the gazetteer, the places seen. Out: an ISO 3166 code, or None. Where things happen weighs most; a state's own
name and its capital weigh little, because states speak and act abroad; so do adjectives ("Xian officials").
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from twosource.reading.rules.actor_rows import States
    from twosource.reading.sentences import Sentence
    from twosource.reading.sightings import PlaceSeen

# Votes of one mention, set by eye on the annotated reports: a town is where something happens; a state or its capital named
# behind "in" mostly is; anything else may be only who speaks.
_TOWN, _INSIDE, _NAMED = 2.0, 1.5, 0.5
_AGREEING = 3
_LOCATIVE = frozenset({"in", "inside", "across", "throughout", "into", "northern", "southern", "eastern", "western", "central"})


def home(sentences: Sequence[Sentence], gazetteer: States, places: Sequence[PlaceSeen]) -> str | None:
    """Return the state in whose land most of the report happens, None if nothing tells."""
    votes: dict[str, float] = defaultdict(float)
    named: list[tuple[str, str]] = []
    for sentence in sentences:
        before = ""
        for token in sentence.tokens:
            if token.is_capitalised and (code := gazetteer.country_of(token.text) or gazetteer.capital_of(token.text)):
                named.append((code, before))
            before = token.lower
    for code, before in named:
        votes[code] += _INSIDE if before in _LOCATIVE else _NAMED
    towns: dict[str, set[str]] = {}
    for place in places:
        if code := _land(place, gazetteer, votes):
            votes[code] += _TOWN * len(place.mentions)
            towns.setdefault(code, set()).add(place.name)
    # One town's name is borne by chance in many lands: without a word for the state, three must agree.
    likely = {code: vote for code, vote in votes.items() if code in dict(named) or len(towns.get(code, ())) >= _AGREEING}
    return max(likely, key=lambda code: likely[code]) if likely else None


def _land(place: PlaceSeen, gazetteer: States, votes: Mapping[str, float]) -> str | None:
    """Return the state of a town or province: of the states that have one of that name, the one that the report names most."""
    if place.near is not None or gazetteer.country_of(place.name) or gazetteer.capital_of(place.name):
        return None
    lands = list(dict.fromkeys(entry.country for entry in gazetteer.find(place.name)))
    if not lands:
        return None
    best = max(lands, key=lambda code: votes.get(code, 0))
    return best if votes.get(best) or len(lands) == 1 else lands[0]
