"""Where a mention stands in its report and how its words point: what only one text can say of two mentions.

In: a reading. Out: a Spot for each of its event mentions.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

from twosource.linking.clusters import Groups
from twosource.nouns import Document, Reading, Span
from twosource.vocabulary.inflection import lemma
from twosource.vocabulary.pointing import Pointing, pointing, sets_apart

_ENDS = re.compile(r"[.!?;]\s|\n")  # where a sentence ends, roughly

_LEAD = 250
"""Characters from the first mention: a report's first sentences sum up what the others tell again. 120 and 400
score alike on the reports that the network has not seen."""
_POINTER = 40  # characters before a trigger in which its article and two attributes stand
_SENTENCE = 200  # characters before a trigger, and fewer after it, in which words set it apart from what was told
_TAIL = 60


@dataclass(frozen=True, slots=True)
class Spot:
    """The first mention of a telling: `at` is its first character, `nth` how many mentions of its type stand before it.

    `sentence` is counted from 0; `opens` says whether it stands in the report's lead. `points` is where the words before it
    point, `is_set_apart` whether its sentence says that it is another thing ("a second bomb"). `voice` is the id of the
    attribution that tells it, "" for none; `read_as` one mention that the reader says is one with it.
    """

    at: int
    nth: int
    sentence: int
    opens: bool
    points: Pointing
    is_set_apart: bool
    voice: str
    read_as: str


def spots(reading: Reading) -> dict[str, Spot]:
    """Return the spot of each event mention, by its id."""
    document = reading.document
    sentences = [end.start() for end in _ENDS.finditer(document.text)]
    ordered = sorted(reading.events, key=lambda event: event.trigger)
    read_as = _read_as(reading)
    seen: dict[str, int] = {}
    found = {}
    for event in ordered:
        start = event.trigger.start
        found[event.id] = Spot(
            at=start,
            nth=seen.get(event.type, 0),
            sentence=bisect_left(sentences, start),
            opens=start <= ordered[0].trigger.start + _LEAD,
            points=_points(document, event.trigger),
            is_set_apart=sets_apart(around(document.text, event.trigger, _SENTENCE, _TAIL)),
            voice=event.said_by or "",
            read_as=read_as[event.id],
        )
        seen[event.type] = seen.get(event.type, 0) + 1
    return found


def _read_as(reading: Reading) -> dict[str, str]:
    """Return for each mention one that stands for all that the reader says are one with it."""
    groups: Groups[str, bool] = Groups(((event.id, True) for event in reading.events), lambda _left, _right: True)
    known = {event.id for event in reading.events}
    for event in reading.events:
        if event.same_as in known:
            groups.join(str(event.same_as), event.id)
    return {event.id: groups.root(event.id) for event in reading.events}


def _before(text: str, trigger: Span, characters: int) -> str:
    """Return the words of a trigger's sentence that stand before it."""
    return _ENDS.split(text[max(0, trigger.start - characters) : trigger.start])[-1]


def around(text: str, trigger: Span, before: int, after: int) -> str:
    """Return the words of a trigger's sentence, itself left out, so many characters on either side."""
    return f"{_before(text, trigger, before)} {_ENDS.split(text[trigger.end : trigger.end + after])[0]}"


def _points(document: Document, trigger: Span) -> Pointing:
    """Return where the words before a noun point; a verb in the past points nowhere."""
    word = document.quote(trigger).casefold().split()[0]
    if not word.endswith(("s", "ing")) and lemma(word, "VERB") != word:
        return "plain"
    return pointing(_before(document.text, trigger, _POINTER))
