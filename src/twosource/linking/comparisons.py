"""Two tellings compared: ordered levels, each with a weight and a sentence.

In: two Tellings. Out: lines of Evidence whose weights add up, and whether a firm contradiction forbids the join whatever
the sum: another town, another day, a taking by the other side. A comparison is one entry of COMPARISONS: a function that
names the level that holds, from the strongest down, and the sentences in which each level is shown to a person.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from twosource.linking.comparison import Comparison
from twosource.linking.entities import PlaceSketch, distance_km
from twosource.linking.kindred import are_akin, are_kindred
from twosource.linking.rarity import likeness, overlap
from twosource.linking.scene import Scene
from twosource.linking.tellings import Telling, edges, width
from twosource.linking.within import ONE_TEXT
from twosource.nouns import Evidence, When

_NEAR_KM = 10.0  # villages of one fight lie about so near each other
_NEWS_DAYS = 3  # reports of one happening without a day of its own come out within so many days of each other
_SLIP_DAYS = 3  # a day that a telling has from the words around it may be that of the happening before or after
_MUCH, _SOME = 0.3, 0.12  # shares of what two sentences say: set on ECB+'s training topics
_ONE_STORY, _KIN_STORY = 0.3, 0.15  # likeness of two reports: on ECB+'s training topics two of one story are seldom less alike
_STUB = 40  # content words: a report of fewer has a paragraph
_LONG_DAYS = 10  # a time longer than this is a period: that two of them overlap says little

_GROUND = frozenset({"government_regains_territory", "non_state_actor_overtakes_territory", "withdrawal"})
"""Types after which another side stands on the ground than before."""

_LASTING = frozenset({"agreement", "encirclement", "offensive", "armed_clash", "peaceful_protest"})
"""What goes on until it ends: its end is told of the same thing."""

UNTYPED = "other_event"
"""The type of what is none of the others."""

_SPEECH = frozenset({"accusation", "threat", "statement_of_support", "sanction"})
"""Acts that consist of who does them: two accusers make two accusations."""


def compared(scene: Scene) -> tuple[Comparison, ...]:
    """Return what is compared of two tellings: of two reports, or of one."""
    return WITHIN if scene.population == "report" else COMPARISONS


def levels(left: Telling, right: Telling, scene: Scene) -> tuple[str, ...]:
    """Return the level that holds for each comparison, in their fixed order."""
    return tuple(comparison.level(left, right, scene) for comparison in compared(scene))


def weigh(found: Sequence[str], scene: Scene) -> float:
    """Return the sum of the weights of levels."""
    pairs = zip(compared(scene), found, strict=True)
    return round(sum(scene.weights[comparison.name][level] for comparison, level in pairs), 2)


def compare(left: Telling, right: Telling, scene: Scene) -> tuple[Evidence, ...]:
    """Return one line of evidence for each comparison, in their fixed order."""
    filling = _words(left, right, scene)
    return tuple(
        Evidence(comparison.name, comparison.sentences[level].format(**filling), scene.weights[comparison.name][level])
        for comparison, level in zip(compared(scene), levels(left, right, scene), strict=True)
    )


def contradicts(left: Telling, right: Telling, scene: Scene) -> bool:
    """Tell whether the two cannot be one happening: other towns, days, speakers or weapons, or a taking by the other side."""
    if scene.population == "story":
        return False
    if _day(left, right, scene) == "apart":
        return True
    if _place(left, right, scene) == "other" and not any(scene.places[place].vague for place in left.places + right.places):
        return True
    if {left.types[0], right.types[0]} <= _SPEECH and _agent(left, right, scene) in {"opposed", "unlike"}:
        return True
    if left.weapons and right.weapons and not left.weapons & right.weapons:
        return True
    grounds = set(left.types) & _GROUND, set(right.types) & _GROUND
    if not all(grounds):
        return False
    return grounds[0].isdisjoint(grounds[1]) or (
        _agent(left, right, scene) == "opposed" and _target(left, right, scene) != "same"
    )


# ------------------------------------------------------------------------------------------------- the comparisons


def type_level(left: Telling, right: Telling, scene: Scene) -> str:
    """Return how near the types of two tellings are."""
    if UNTYPED in {left.types[0], right.types[0]}:
        return "unknown"
    if left.types[0] == right.types[0] or len(set(left.types) & set(right.types)) > 1:
        return "same"
    pairs = [(one, other) for one in left.types for other in right.types]
    if any(one == other or frozenset({one, other}) in scene.related for one, other in pairs):
        return "related"
    if any(scene.families.get(one, one) == scene.families.get(other, other) for one, other in pairs):
        return "family"
    return "other"


def _place(left: Telling, right: Telling, scene: Scene) -> str:
    if not left.places or not right.places:
        return "unknown"
    shared = [place for place in left.places if place in right.places]
    if shared and _lent(left, right, left.placed and right.placed):
        return "unknown"
    if shared:
        return "same" if any(scene.places[place].size != "wide" for place in shared) else "same_area"
    pairs = [(scene.places[one], scene.places[other]) for one in left.places for other in right.places]
    if any(is_inside(one, other) or is_inside(other, one) for one, other in pairs):
        return "inside"
    apart = [km for one, other in pairs if (km := distance_km(one.point, other.point)) is not None]
    if apart and min(apart) <= _NEAR_KM:
        return "near"
    described = [all(scene.places[place].is_described for place in one.places) for one in (left, right)]
    # "A market" may be one of the town that another report names.
    return "other" if left.placed and right.placed and described[0] == described[1] else "guessed"


def _lent(left: Telling, right: Telling, own: bool) -> bool:
    """Tell whether two tellings of one report agree only because the one has it from the words around the other."""
    return left.ref.document == right.ref.document and not own


def is_inside(inner: PlaceSketch, outer: PlaceSketch) -> bool:
    """Tell whether one place is said to lie in another, or is in the country that the other is."""
    return bool(inner.within & outer.names) or (outer.is_country and bool(inner.countries & outer.countries))


def _day(left: Telling, right: Telling, _scene: Scene) -> str:
    if left.when is None or right.when is None or _is_open(left) or _is_open(right):
        return _news(left, right)
    first, last = edges(left.when), edges(right.when)
    if _lent(left, right, left.dated and right.dated) and _gap(first, last) <= 0:
        return "unknown"
    if first[0] is not None and first == last and first[0] == first[1]:
        return "same"
    gap = _gap(first, last)
    if gap <= 0:
        return _overlap(left.when, right.when)
    if gap == 1:
        return "adjacent"
    return "apart" if gap > _SLIP_DAYS or (left.dated and right.dated) else "slipped"


def days_apart(left: Telling, right: Telling) -> bool:
    """Tell whether two tellings have times of their own that lie apart, so that no sum could join them."""
    if left.when is None or right.when is None or _is_open(left) or _is_open(right):
        return False
    return _gap(edges(left.when), edges(right.when)) > _SLIP_DAYS


def _is_open(telling: Telling) -> bool:
    """Tell whether a telling gives no beginning: "by Tuesday" is no day of its own."""
    return telling.when is None or telling.when.first is None


def _overlap(left: When, right: When) -> str:
    """Two times that share days: short ones say much, two long ones only where they begin together."""
    long = [width(when) > _LONG_DAYS for when in (left, right)]
    if not any(long):
        return "overlapping"
    begun = edges(left)[0], edges(right)[0]
    return "same_period" if all(long) and begun[0] and begun[1] and begun[0].year == begun[1].year else "unknown"


def _news(left: Telling, right: Telling) -> str:
    """Two news without a day of their own: reports of the same days, or not."""
    if left.news is None or right.news is None or left.background or right.background:
        return "unknown"
    for dated, other in ((left, right), (right, left)):
        begun = edges(dated.when)[0] if dated.when else None
        if begun and other.news and other.news < begun:
            return "apart"
    apart = abs((left.news - right.news).days)
    return "same_news" if apart <= _NEWS_DAYS else "other_news" if apart > _LONG_DAYS else "unknown"


def _gap(left: tuple[Any, Any], right: tuple[Any, Any]) -> int:
    """Return how many days lie from the end of one time to the beginning of the other; 0 or less where they overlap."""
    gaps = [(later[0] - earlier[1]).days for earlier, later in ((left, right), (right, left)) if earlier[1] and later[0]]
    return max(gaps, default=0)


def _agent(left: Telling, right: Telling, _scene: Scene) -> str:
    level = _role(left.agents, right.agents, left.agent_kinds, right.agent_kinds)
    return "same_voice" if level == "same" and left.ref.document == right.ref.document else level


def _target(left: Telling, right: Telling, _scene: Scene) -> str:
    return _role(left.targets, right.targets, left.target_kinds, right.target_kinds)


def _role(left: frozenset[int], right: frozenset[int], left_kinds: Kinds, right_kinds: Kinds) -> str:
    if not left or not right:
        return "unknown"
    if left & right:
        return "same"
    mine, yours = ({(_SIDES.get(kind, kind), land) for kind, land in kinds} for kinds in (left_kinds, right_kinds))
    if any(one[0] == other[0] and (one[1] == other[1] or not one[1] or not other[1]) for one in mine for other in yours):
        return "compatible"
    return "opposed" if all({side for side, _ in kinds} & {"state", "group"} for kinds in (mine, yours)) else "unlike"


Kinds = frozenset[tuple[str, str]]
"""Kinds of actors, each with its state, "" where that is unknown."""

_SIDES = {"government": "state", "military": "state", "political": "group", "armed_group": "group", "coalition": "group"}
"""Kinds that may be two words for one party: "rebels" and a named group, a government and its army."""


def _wording(left: Telling, right: Telling, _scene: Scene) -> str:
    if left.runs & right.runs and _printed_together(left, right) and _realis(left, right, _scene) != "other":
        return "sentence"
    if left.stems & right.stems:
        return "same"
    if are_kindred(left.stems, right.stems):
        return "kindred"
    if are_akin(left.stems, right.stems):
        return "akin"
    return "strange" if UNTYPED in {left.types[0], right.types[0]} else "other"


def _context(left: Telling, right: Telling, _scene: Scene) -> str:
    shared = overlap(left.words, right.words)
    return "much" if shared >= _MUCH else "some" if shared >= _SOME else "little" if shared > 0 else "none"


def _story(left: Telling, right: Telling, _scene: Scene) -> str:
    if left.ref.document == right.ref.document:
        return "unread" if UNTYPED in {left.types[0], right.types[0]} else "report"
    if min(len(left.report), len(right.report)) < _STUB:
        return "unknown"
    alike = likeness(left.report, right.report)
    return "one" if alike >= _ONE_STORY else "kin" if alike >= _KIN_STORY else "other"


def _printed_together(left: Telling, right: Telling) -> bool:
    """Tell whether two reports are of the same days: a phrase that a paper prints every month is no copied sentence."""
    if left.news is None or right.news is None or left.ref.document == right.ref.document:
        return False
    return abs((left.news - right.news).days) <= _NEWS_DAYS or (left.background and right.background)


def _figures(left: Telling, right: Telling, _scene: Scene) -> str:
    if left.counts & right.counts:
        return "same"
    kinds = {kind for kind, _ in left.counts} & {kind for kind, _ in right.counts}
    return "other" if kinds else "unknown"


def _realis(left: Telling, right: Telling, _scene: Scene) -> str:
    if left.realis == right.realis:
        return "same"
    both = {left.realis, right.realis}
    if both == {"actual", "uncertain"}:
        return "doubted"
    if both == {"actual", "ended"} and left.types[0] == right.types[0] in _LASTING:
        return "over"
    return "denied" if "denied" in both and "ended" not in both else "other"


def _number(left: Telling, right: Telling, _scene: Scene) -> str:
    many = left.is_many + right.is_many
    return ("single", "mixed", "many")[many]


def _setting(left: Telling, right: Telling, _scene: Scene) -> str:
    return "same" if left.background == right.background else "other"


COMPARISONS = (
    Comparison(
        "type",
        type_level,
        {
            "same": "Both tell of the same type of happening ({left_type}).",
            "family": "The types are of one family ({left_type}, {right_type}).",
            "related": "Reports use the two types for one act ({left_type}, {right_type}).",
            "unknown": "At least one is of no known type.",
            "other": "The types have nothing in common ({left_type}, {right_type}).",
        },
    ),
    Comparison(
        "place",
        _place,
        {
            "same": "Both name the same place ({left_place}).",
            "same_area": "Both name the same wide area ({left_place}).",
            "inside": "One place lies inside the other ({left_place}, {right_place}).",
            "near": "The places are less than 10 km apart ({left_place}, {right_place}).",
            "unknown": "At least one does not say where.",
            "guessed": "Their places differ ({left_place}, {right_place}), but one is not sure.",
            "other": "They name different places ({left_place}, {right_place}).",
        },
    ),
    Comparison(
        "day",
        _day,
        {
            "same": "Both give the same day ({left_day}).",
            "overlapping": "Their times overlap ({left_day}; {right_day}).",
            "same_period": "Both speak of a time that begins in the same year ({left_day}; {right_day}).",
            "adjacent": "Their times are one day apart ({left_day}; {right_day}).",
            "same_news": "At least one gives no day, and both are news of the same days.",
            "other_news": "At least one gives no day, and they are news of different weeks.",
            "unknown": "The times tell nothing ({left_day}; {right_day}).",
            "slipped": "Their days differ ({left_day}; {right_day}), one only by the words around it.",
            "apart": "Their times are apart ({left_day}; {right_day}).",
        },
    ),
    Comparison(
        "agent",
        _agent,
        {
            "same": "Both name the same actor as the one who does it ({left_agent}).",
            "same_voice": "The report names the same actor for both, as it would for two deeds ({left_agent}).",
            "compatible": "The actors may be one under two names ({left_agent}, {right_agent}).",
            "unknown": "At least one does not say who did it.",
            "unlike": "They name others ({left_agent}, {right_agent}), of whom one does not fight.",
            "opposed": "They name different actors as the one who does it ({left_agent}, {right_agent}).",
        },
    ),
    Comparison(
        "target",
        _target,
        {
            "same": "Both name the same target ({left_target}).",
            "compatible": "The targets may be one under two names ({left_target}, {right_target}).",
            "unknown": "At least one does not say who was hit.",
            "unlike": "They name other targets ({left_target}, {right_target}), of whom one does not fight.",
            "opposed": "They name different targets ({left_target}, {right_target}).",
        },
    ),
    Comparison(
        "wording",
        _wording,
        {
            "sentence": "They tell it in the same words.",
            "same": "They use the same word for it.",
            "kindred": "They use kindred words for it.",
            "akin": "Their words for it may mean much the same.",
            "other": "They use different words for it.",
            "strange": "Their words for it have nothing in common, nor has a type.",
        },
    ),
    Comparison(
        "context",
        _context,
        {
            "much": "Their sentences share most of what they say.",
            "some": "Their sentences share some of what they say.",
            "little": "Their sentences share little.",
            "none": "Their sentences share nothing.",
        },
    ),
    Comparison(
        "story",
        _story,
        {
            "report": "They stand in one report, which would have said that they are one.",
            "unread": "They stand in one report.",
            "unknown": "At least one report is too short to tell its story by its words.",
            "one": "The two reports tell one story.",
            "kin": "The two reports are of kindred stories.",
            "other": "The two reports tell other stories.",
        },
    ),
    Comparison(
        "figures",
        _figures,
        {
            "same": "Both give the same number of the same thing.",
            "unknown": "They count nothing in common.",
            "other": "They give different numbers of the same thing.",
        },
    ),
    Comparison(
        "realis",
        _realis,
        {
            "same": "Both say equally that it happened ({left_realis}).",
            "doubted": "One says that it happened, the other that it may have.",
            "over": "One tells of it, the other of its end.",
            "denied": "One says that it happened, the other that it did not.",
            "other": "One tells of what is planned or over, the other of what happened ({left_realis}, {right_realis}).",
        },
    ),
    Comparison(
        "number",
        _number,
        {
            "single": "Neither is told in a word that ends as a plural does.",
            "many": "Both are told in words that end as a plural does.",
            "mixed": "Only one of them is told in a word that ends as a plural does.",
        },
    ),
    Comparison(
        "setting",
        _setting,
        {
            "same": "Both tell it in the same setting.",
            "other": "One tells it as news, the other as background.",
        },
    ),
)
"""Everything that is compared of two reports, in the order in which it is shown."""

WITHIN = (*(one for one in COMPARISONS if one.name not in {"story", "setting"}), *ONE_TEXT)
"""What is compared of two mentions in one report: the same without the story, and what only one text can say."""


def _words(left: Telling, right: Telling, scene: Scene) -> dict[str, str]:
    """Return the words that fill the sentences."""
    found = {}
    for side, telling in (("left", left), ("right", right)):
        found[f"{side}_type"] = telling.types[0].replace("_", " ")
        found[f"{side}_place"] = _named(telling.places, scene.place_names)
        found[f"{side}_day"] = spell(telling.when)
        found[f"{side}_agent"] = _named(sorted(telling.agents), scene.actor_names)
        found[f"{side}_target"] = _named(sorted(telling.targets), scene.actor_names)
        found[f"{side}_realis"] = telling.realis
    return found


def _named(numbers: Sequence[int], names: Sequence[str]) -> str:
    return " and ".join(names[number] for number in numbers) if names else ""


def spell(when: When | None) -> str:
    """Return a time in words."""
    if when is None:
        return "no day"
    if when.first == when.last:
        return str(when.first)
    return f"{when.first or 'open'} to {when.last or 'open'}"
