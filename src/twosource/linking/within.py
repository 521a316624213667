"""What only one text can say of two of its mentions: how it goes on from the one to the other.

In: two Tellings of one report, each of one mention. Out: ordered levels, as in `comparisons`, whose list these join.
"""

from __future__ import annotations

from twosource.linking.comparison import Comparison
from twosource.linking.scene import Scene
from twosource.linking.tellings import Telling
from twosource.linking.weighing import settings


def _time_told(left: Telling, right: Telling, _scene: Scene) -> str:
    return "other" if left.background != right.background else "past" if left.background else "same"


def _again(left: Telling, right: Telling, _scene: Scene) -> str:
    if left.types[0] != right.types[0]:
        return "other"
    return next((often for often, known in settings()["told"].items() if left.types[0] in known), "some")


def _order(left: Telling, right: Telling, _scene: Scene) -> str:
    if left.types[0] != right.types[0]:
        return "other"
    first, second = sorted((left.spot.nth, right.spot.nth))
    if second - first <= 1:
        return "next" if first else "second"
    return "others" if first else "first"


def _pointing(left: Telling, right: Telling, _scene: Scene) -> str:
    return max(left.spot, right.spot, key=lambda spot: spot.at).points


def _distance(left: Telling, right: Telling, _scene: Scene) -> str:
    first, second = sorted((left.spot, right.spot), key=lambda spot: spot.at)
    between = second.sentence - first.sentence
    if not between:
        return "sentence"
    return "lead" if first.opens else "next" if between == 1 else "away"


def _voice(left: Telling, right: Telling, _scene: Scene) -> str:
    voices = left.spot.voice, right.spot.voice
    if not all(voices):
        return "one" if any(voices) else "none"
    return "same" if voices[0] == voices[1] else "two"


def _apart(left: Telling, right: Telling, _scene: Scene) -> str:
    return "said" if max(left.spot, right.spot, key=lambda spot: spot.at).is_set_apart else "unsaid"


def _reader(left: Telling, right: Telling, _scene: Scene) -> str:
    return "said" if left.spot.read_as == right.spot.read_as else "unsaid"


ONE_TEXT = (
    Comparison(
        "setting",
        _time_told,
        {
            "same": "Both are told as news.",
            "past": "Both are told as background, which often holds several things of a type.",
            "other": "One is told as news, the other as background.",
        },
    ),
    Comparison(
        "again",
        _again,
        {
            "seldom": "A report seldom tells of two such things ({left_type}).",
            "some": "A report may tell of two such things ({left_type}).",
            "often": "A report often tells of several such things ({left_type}).",
            "other": "How often a report tells of such a thing says nothing of two types.",
        },
    ),
    Comparison(
        "order",
        _order,
        {
            "second": "The later one is the second such thing that the report tells.",
            "next": "The report tells of no other such thing between the two.",
            "first": "The earlier one is the first such thing that the report tells.",
            "others": "The report tells of other such things between the two.",
            "other": "They are told of as things of two types.",
        },
    ),
    Comparison(
        "pointing",
        _pointing,
        {
            "back": "The words before the later one point back to something told.",
            "plain": "The words before the later one do not say whether it was told of before.",
            "anew": "The words before the later one tell of something new.",
        },
    ),
    Comparison(
        "distance",
        _distance,
        {
            "lead": "The report opens with the one, and tells of the other in what follows.",
            "sentence": "One sentence tells of both.",
            "next": "One sentence follows the other.",
            "away": "Other sentences stand between the two.",
        },
    ),
    Comparison(
        "voice",
        _voice,
        {
            "two": "Two statements tell of them.",
            "one": "One of them is somebody's statement, the other the report's own words.",
            "none": "The report tells both in its own words.",
            "same": "One statement tells of both.",
        },
    ),
    Comparison(
        "set_apart",
        _apart,
        {
            "unsaid": "The sentence of the later one does not set it apart from what was told before.",
            "said": "The sentence of the later one has a word for something more, or for another time or place.",
        },
    ),
    Comparison(
        "reader",
        _reader,
        {"said": "The reader says that they are one.", "unsaid": "The reader does not say that they are one."},
    ),
)
"""What is compared of two mentions in one report beside what is compared of two reports."""
