"""Places that are described by a named one: "southern Oru", "the outskirts of Oru", "ten kilometres north of Oru".

In: a sentence with the names that stand in it. Out: Relations: the span of the description, the name it hangs on, and
direction and distance where the words give them. "Tavan, five miles to the southeast" describes Tavan itself, from the
place named before it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from twosource.nouns import Span
from twosource.reading.figures import count

if TYPE_CHECKING:
    from twosource.reading.rules.place_names import Scan
    from twosource.reading.rules.place_words import Naming
    from twosource.reading.sentences import Sentence
    from twosource.vocabulary import Language

_PARTS = frozenset({"part", "region", "district", "border", "site"})
_NEARLY = frozenset({"about", "some", "around", "roughly", "nearly", "just", "approximately", "only", "almost", "over"})


@dataclass(frozen=True, slots=True)
class Relation:
    """A description of a place by another.

    `anchor` is the position of the name it hangs on (None: the place named before), `named` that of the name it describes
    (None: it is a place of its own). `whole` tells that the anchor's name is inside the description and no mention of its own.
    """

    span: Span
    anchor: int | None
    named: int | None = None
    head: str | None = None
    bearing: float | None = None
    km: float | None = None
    whole: bool = True


def relations(scan: Scan, sentence: Sentence, namings: Sequence[Naming], language: Language) -> Iterator[Relation]:
    """Yield at most one relation for each name of a sentence, and one for two names that something lies between."""
    for number, naming in enumerate(namings):
        found = (
            _possessed(scan, sentence, number, naming)
            or _part(scan, sentence, number, naming)
            or _away(scan, sentence, number, namings, language)
            or _behind(scan, sentence, number, naming, language)
            or _turned(sentence, number, naming)
        )
        if found is not None:
            yield found
        between = _between(scan, sentence, number, namings)
        if between is not None:
            yield between


def _turned(sentence: Sentence, number: int, naming: Naming) -> Relation | None:
    """Read "southern Oru"."""
    if naming.direction is None or naming.level not in {"", "region"}:
        return None
    return Relation(sentence.span_of(naming.start, naming.end), number, bearing=naming.direction)


def _part(scan: Scan, sentence: Sentence, number: int, naming: Naming) -> Relation | None:
    """Read "the outskirts of Oru" and "the southern Oru countryside"."""
    if naming.level != "part":
        return None
    bearing = _bearing(scan, naming.start, naming.end)
    if bearing is None and naming.start < naming.first:
        return None  # "the outskirts of Oru" is Oru, as exactly as a town is a place
    return Relation(
        sentence.span_of(naming.start, naming.end), number, head=naming.head, bearing=bearing, whole=naming.end > naming.last
    )


def _possessed(scan: Scan, sentence: Sentence, number: int, naming: Naming) -> Relation | None:
    """Read "Oru's southern suburbs" and "Oru's airport"."""
    at = naming.end
    if at >= len(scan.text) or scan.text[at] not in {"'s", "'"}:
        return None
    first = at = at + 1
    while (
        at < len(scan.text) and at - first < 3 and (scan.text[at] in scan.known.directions or scan.text[at] in scan.known.plain)
    ):
        at += 1
    hit = scan.heads.get(at)
    if hit is None or hit.payload[0] not in _PARTS:
        return None
    level, head = hit.payload
    bearing = _bearing(scan, first, at)
    if bearing is None and level not in {"part", "border", "site"}:
        return None
    return Relation(sentence.span_of(naming.start, hit.last), number, head=head, bearing=bearing)


def _away(scan: Scan, sentence: Sentence, number: int, namings: Sequence[Naming], language: Language) -> Relation | None:
    """Read "a village north of Oru" and "10 km (six miles) north-east of Oru"."""
    start, end = namings[number].start, namings[number].end
    if start < 2 or scan.text[start - 1] not in {"of", "from"} or scan.text[start - 2] not in scan.known.directions:
        return None
    bearing = scan.known.directions[scan.text[start - 2]]
    first, km = _distance(scan, start - 2, language)
    opens, head = _described(scan, first)
    before = next((n for n in range(len(namings)) if namings[n].end == opens - 1 and scan.text[opens - 1] in {",", "("}), None)
    if before is not None and before != number:
        return Relation(sentence.span_of(opens, end), number, before, head, bearing, km, whole=False)
    return Relation(sentence.span_of(opens, end), number, head=head, bearing=bearing, km=km, whole=False)


def _behind(scan: Scan, sentence: Sentence, number: int, naming: Naming, language: Language) -> Relation | None:
    """Read "Tavan, five miles to the southeast"."""
    for at in range(naming.end, min(naming.end + 9, len(scan.text))):
        word = scan.text[at]
        if word in scan.known.directions:
            following = scan.text[at + 1] if at + 1 < len(scan.text) else ""
            first, km = _distance(scan, at, language)
            if km is None or following in {"of", "from"} or first > naming.end + 1:
                return None
            return Relation(sentence.span_of(first, at + 1), None, number, None, scan.known.directions[word], km, whole=False)
    return None


def _between(scan: Scan, sentence: Sentence, number: int, namings: Sequence[Naming]) -> Relation | None:
    """Read "the area between Oru and Tavan"; without such a noun it may be talks that are between them."""
    here = namings[number]
    there = namings[number + 1] if number + 1 < len(namings) else None
    if there is None or not here.start or scan.text[here.start - 1] != "between" or scan.text[here.end : there.start] != ["and"]:
        return None
    opens, head = _described(scan, here.start - 1)
    if head is None:
        return None
    return Relation(sentence.span_of(opens, there.end), number, head="between", whole=False)


def _bearing(scan: Scan, first: int, last: int) -> float | None:
    return next((scan.known.directions[word] for word in scan.text[first:last] if word in scan.known.directions), None)


def _distance(scan: Scan, at: int, language: Language) -> tuple[int, float | None]:
    """Return where "10 km (six miles) to the" before token `at` begins, and the kilometres; `at` and None without it."""
    first = at
    while first and scan.text[first - 1] in {"the", "to"}:
        first -= 1
    if first and scan.text[first - 1] == ")" and "(" in scan.text[max(0, first - 6) : first]:
        first = max(n for n in range(max(0, first - 6), first) if scan.text[n] == "(")
    if first < 2 or scan.text[first - 1] not in scan.known.units:
        return at, None
    number = count(scan.text[first - 2], language)
    if number is None:
        return at, None
    opens = first - 2 - (first > 2 and scan.text[first - 3] in _NEARLY)
    return opens, round(float(number) * scan.known.units[scan.text[first - 1]], 1)


def _described(scan: Scan, first: int) -> tuple[int, str | None]:
    """Return where the noun phrase of a place before token `first` begins and its head noun; `first` and None without one."""
    hit = scan.head_ends.get(first)
    if hit is None:
        return first, None
    opens = hit.first
    while opens and hit.first - opens < 4 and scan.tokens[opens - 1].tag in {"ADJ", "ADV", "NUM"}:
        opens -= 1
    if opens and scan.text[opens - 1] in {"the", "a", "an"}:
        opens -= 1
    return opens, hit.payload[1]
