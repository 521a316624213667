"""Where the words of a cue begin and end: the edges at which one speaker's words stop and another's start.

In: tokens around a cue and the Reach that it has. Out: positions and ranges. `contents` decides by them what a cue says.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from twosource.reading.rules import quotations, sources

if TYPE_CHECKING:
    from twosource.reading.rules.cues import Cue, Tables
    from twosource.reading.rules.quotations import Quoted
    from twosource.reading.rules.sources import Row
    from twosource.reading.tokens import Token

Range = tuple[int, int]
_DO = frozenset({"did", "do", "does", "has", "have", "had"})


class Earlier(Protocol):
    """An attribution that was found further left in the sentence."""

    @property
    def cue(self) -> Cue: ...  # noqa: D102  said above

    @property
    def content(self) -> Range | None: ...  # noqa: D102

    @property
    def source(self) -> Range | None: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class Reach:
    """The room that a cue has: its part of the sentence, the cues on both sides, what was found so far, the quotations.

    `floor` is where the part before begins, into which a cue may reach that ends its own part and has nothing in front.
    """

    floor: int
    first: int
    last: int
    before: tuple[Cue, ...]
    behind: tuple[Cue, ...]
    found: tuple[Earlier, ...]
    quotes: tuple[Quoted, ...]


def left_edge(row: Row, cue: Cue, room: Reach) -> int:
    """Return where the words before a cue begin that can be its own: behind an earlier cue's content, or "and" behind a cue."""
    tokens = row.tokens
    if row.tokens[cue.first - 1].lower in {"and", "but"} and room.found:
        return cue.first
    edge = room.first
    for other in room.before:
        if other.takes in {"clause", "object", "phrase"} and (cut := clause_start(tokens, other.last, cue.first)) is not None:
            edge = max(edge, cut)
    return edge


def clause_start(tokens: Sequence[Token], first: int, last: int) -> int | None:
    """Return the token behind the last mark that parts clauses between two cues (", but", ", while", ";"), None without one."""
    for at in range(last - 1, first - 1, -1):
        word = tokens[at].lower
        if word == ";" or (word in {"but", "while", "although", "though", "whereas"} and at > first):
            return at + 1
    return None


def after_adjuncts(row: Row, cue: Cue, room: Reach, known: Tables) -> int:
    """Return the token behind the hearer, the day and the medium that follow a cue ("told reporters on Monday in a speech")."""
    tokens, at = row.tokens, cue.last
    if cue.word in known.told and at < room.last and (hearer := row.holding(at)) and hearer.first == at:
        at = sources.with_of(row, hearer, room.last)
    at = skip_days(tokens, at, room.last, known)
    carried = at + 1 < room.last and at > cue.last and tokens[at - 1].lower in known.media and tokens[at].tag == "VERB"
    if carried and tokens[at + 1].lower in {"by", "on", "in", "to"} and (agent := row.holding(min(at + 2, room.last - 1))):
        return min(agent.last, room.last)
    return at


def skip_days(tokens: Sequence[Token], at: int, last: int, known: Tables) -> int:
    """Walk right over days, and over prepositional phrases that name a day or a medium, each with the comma behind it."""
    while at < last:
        word = tokens[at].lower
        if (word in known.days and tokens[min(at + 1, last - 1)].lower not in {"'s", "’s"}) or (
            tokens[at].tag == "NUM" and at and tokens[at - 1].lower in known.media
        ):
            at += 1
        elif word in known.prepositions and (end := medium(tokens, at, last, known)) is not None:
            at = end
        elif (
            word == ","
            and at + 1 < last
            and (tokens[at + 1].lower in known.days or tokens[at - 1].lower in known.days | known.media)
        ):
            at += 1
        else:
            return at
    return at


def medium(tokens: Sequence[Token], at: int, last: int, known: Tables) -> int | None:
    """Return the end of "in a written statement", "on Monday", else None."""
    for n in range(at + 1, min(last, at + 5)):
        if tokens[n].lower in known.media | known.days:
            return n + 1
        if tokens[n].tag in {"VERB", "PUNCT", "AUX"}:
            return None
    return None


def is_end(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether nothing but marks, or a new sentence's mark, stands here."""
    return all(token.tag == "PUNCT" or token.text in {"-", "--"} for token in tokens[at : at + 1]) and tokens[at].text in {
        ".",
        ";",
        "--",
        ")",
    }


def is_free_participle(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a participle goes on with what the speaker did ("…, X said updating an earlier toll")."""
    return tokens[at].tag == "VERB" and tokens[at].lower.endswith("ing") and tokens[at - 1].text != ","


def another_goes_on(row: Row, at: int, room: Reach) -> bool:
    """Tell whether the next thing is a participle cue that goes on ("said on Monday adding that"), or "according to"."""
    skip = at + (row.tokens[at].text == ",")
    return any(
        other.first in {at, skip} and (is_participle(row.tokens, other) or other.takes == "phrase") for other in room.behind
    )


def is_participle(tokens: Sequence[Token], cue: Cue) -> bool:
    """Tell whether a cue is a participle ("adding"), which goes on with the speaker before."""
    return tokens[cue.first].lower.endswith("ing")


def goes_on_with_subject(tokens: Sequence[Token], cue: Cue, edge: int) -> bool:
    """Tell whether a participle cue has its clause's subject, not the noun beside it: no "is warning", no "with X claiming"."""
    if not is_participle(tokens, cue) or not has_verb(tokens[edge : cue.first]):
        return False
    before = next((token for token in reversed(tokens[edge : cue.first]) if token.tag not in {"ADV", "PART"}), None)
    alone = any(token.lower == "with" for token in tokens[max(edge, cue.first - 12) : cue.first])
    return before is not None and before.tag != "AUX" and not alone


def is_inverted(row: Row, cue: Cue, source: Range | None, behind: Range, edge: int, known: Tables) -> bool:
    """Tell whether the speaker stands behind the cue, though a noun stands before it too ("…, this time by day, said Oru, …")."""
    tokens = row.tokens
    if source is None:
        return may_invert(tokens, cue, edge, known)
    parted = tokens[cue.first - 1].text == "," and cue.word in known.inverts and has_verb(tokens[edge : source[0]])
    after = tokens[behind[1]] if behind[1] < len(tokens) else None
    relative = behind[1] + 1 < len(tokens) and tokens[behind[1] + 1].lower in {"who", "which", "that", "whose", "where"}
    return parted and (after is None or after.tag == "PUNCT") and not relative and tokens[behind[0]].lower not in known.days


def quotation_behind(tokens: Sequence[Token], at: int, room: Reach) -> Range | None:
    """Return the quotation that goes on behind a speaker, with at most a description of him in between."""
    for quote in room.quotes:
        if quote.first > at and quote.last - quote.first >= 3 and not has_verb(tokens[at : quote.first]):
            return quote.first, quote.last
    return None


def is_aside(tokens: Sequence[Token], start: int, rest: int, edge: int, room: Reach) -> bool:
    """Tell whether "X said" stands between commas behind a whole clause ("The bridge was hit, Oru said, halting us")."""
    stands = start - edge >= 4 and tokens[start - 1].text == "," and rest + 1 < room.last and tokens[rest].text == ","
    return stands and has_verb(tokens[edge : start - 1])


def joined_clause(row: Row, comma: int, room: Reach) -> Range | None:
    """Return the clause that "while" or "and" joins behind an aside, if no other cue tells it."""
    tokens, first = row.tokens, comma + 2
    if tokens[comma + 1].lower not in {"while", "and", "but", "although"} or first + 2 >= room.last:
        return None
    told = any(other.first >= comma and other.takes in {"clause", "object", "phrase"} for other in room.behind)
    return None if told or not has_verb(tokens[first : room.last]) else until(row, first, room)


def also_said(row: Row, cue: Cue, room: Reach, known: Tables) -> tuple[int, list[Range]] | None:
    """Return where "as did X and Y" begins behind a cue, and the ranges of those who say it too."""
    tokens = row.tokens
    for at in range(cue.last, room.last - 2):
        if tokens[at].lower != "as" or tokens[at + 1].lower not in _DO:
            continue
        others: list[Range] = []
        start = at + 2
        while start < room.last and (chunk := row.holding(start)) and chunk.first == start:
            others.append((start, sources.with_of(row, chunk, room.last)))
            start = others[-1][1]
            while start < room.last and tokens[start].lower in {",", "and"}:
                start += 1
        end = at - (tokens[at - 1].text == ",")
        end -= tokens[end - 1].lower in known.days
        return (end, others) if others else None
    return None


def may_invert(tokens: Sequence[Token], cue: Cue, edge: int, known: Tables) -> bool:
    """Tell whether the subject may stand behind the cue: something is said in front, and a mark or nothing parts them.

    Reports that have lost their marks still write "… is closed said Xan Oru"; only the plainest verbs are trusted there.
    """
    if cue.first - edge < 3 or is_participle(tokens, cue):
        return False
    before = tokens[cue.first - 1]
    if before.text == "," or before.text in quotations.MARKS:
        return True
    return (
        cue.word in known.inverts
        and before.tag not in {"AUX", "CCONJ", "SCONJ", "PART", "DET", "PRON"}
        and before.lower not in known.days
    )


def quotation_before(tokens: Sequence[Token], start: int, room: Reach) -> Range | None:
    """Return the quotation that ends right before the source of a cue, so that the said stands in front of it."""
    for quote in room.quotes:
        between = [token for token in tokens[quote.last : start] if token.text[:1].isalnum()]
        if quote.closes and quote.last < start <= quote.last + 4 and not between and quote.last - quote.first >= 3:
            return max(quote.first, room.floor), quote.last
    return None


def inherited(room: Reach) -> Range | None:
    """Return the speaker of what was found last: "adding that" goes on with it."""
    return next((one.source for one in reversed(room.found) if one.source and one.cue.first >= room.first), None)


def first_subject(row: Row, cue: Cue, room: Reach) -> Range | None:
    """Return the first subject of the part of the sentence, by the tree."""
    for at in range(room.first, cue.first):
        if row.tokens[at].relation in {"nsubj", "nsubj:pass"} and (chunk := row.holding(at)):
            return chunk.first, chunk.last
    return None


def that_is_said(row: Row, cue: Cue, start: int, room: Reach) -> Range | None:
    """Return the content that begins at `start`, past "that" and what stands before a "that" near by."""
    tokens = row.tokens
    for at in range(start, min(start + 9, room.last)):
        if tokens[at].lower == "that" and tokens[at].tag in {"SCONJ", "PRON", "DET"} and not has_verb(tokens[start:at]):
            if cue.takes != "object" or at == start:
                start = at + 1
            break
    while start < room.last and tokens[start].text in {",", ":", *quotations.MARKS}:
        start += 1
    return until(row, start, room)


def has_verb(tokens: Sequence[Token]) -> bool:
    """Tell whether a verb stands among the tokens."""
    return any(token.tag in {"VERB", "AUX"} for token in tokens)


def is_clause(tokens: Sequence[Token], content: Range, room: Reach) -> bool:
    """Tell whether a content holds a verb or a quotation, as what follows a mere "said" must."""
    quoted = any(quote.first < content[1] and content[0] < quote.last for quote in room.quotes)
    return quoted or has_verb(tokens[content[0] : content[1]])


def until(row: Row, start: int, room: Reach) -> Range | None:
    """Return the content from `start` to the end of the sentence, cut where another speaker's words or another cue begin."""
    tokens, last = row.tokens, room.last
    quote = next((one for one in room.quotes if one.first <= start < one.last), None)
    if quote is not None and quote.closes and quote.last < last and start - quote.first <= 1:
        rest = tokens[quote.last : last]
        if not any(token.text[:1].isalnum() for token in rest[:2]) or any(other.first >= quote.last for other in room.behind):
            return start, quote.last
    for other in room.behind:
        if other.first <= start + 1:
            continue
        cut = cut_before(row, other, start)
        if cut is not None:
            last = min(last, cut)
            break
    return (start, last) if last > start else None


def cut_before(row: Row, other: Cue, start: int) -> int | None:
    """Return where a content ends because of a cue in it: at ", adding", ", according to", "and said", ", while X said"."""
    tokens, at = row.tokens, other.first
    if other.takes in {"hedge", "adjective", "noun", "passive"}:
        return None
    before = tokens[at - 1]
    if is_participle(tokens, other):
        is_free = before.text == "," or before.tag in {"NOUN", "PROPN", "NUM", "ADV", "ADJ"}
        return at if is_free and tokens[at].relation in {"advcl", "conj", "acl", "xcomp", "root", "dep", "parataxis"} else None
    if other.takes == "phrase":
        return at
    if before.lower in {"and", "but"} or (before.tag == "ADV" and at >= 2 and tokens[at - 2].lower == "and"):
        return at - 1
    for n in range(at - 1, max(start, at - 10), -1):
        if tokens[n].lower in {"while", "but", "although", "whereas", "though", "which"} or tokens[n].text == ";":
            return n
        if tokens[n].lower == "that" and tokens[n].tag == "PRON":
            return n
        if tokens[n].tag == "VERB":
            return None
    return None


def until_comma(row: Row, start: int, room: Reach) -> Range | None:
    """Return the content from `start` to the next comma or cue, or the end."""
    tokens, last = row.tokens, start
    starts = {cut for other in room.behind if (cut := cut_before(row, other, start + 1)) is not None and cut > start}
    while last < room.last and tokens[last].text not in {",", ";", "—", "–"} and last not in starts:
        last += 1
    return (start, last) if last > start else None
