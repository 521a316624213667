"""What a cue says: where the content begins and ends, and on which side of the cue the source stands.

In: a sentence with its chunks, a cue, and what stands around it. Out: pairs of token ranges, content and source. Only the order of words
and a few marks decide; commas are a help where a report has them, never a need.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from twosource.reading.rules import quotations, sources

if TYPE_CHECKING:
    from twosource.reading.rules.cues import Cue, Tables
    from twosource.reading.rules.quotations import Quoted
    from twosource.reading.rules.sources import Row
    from twosource.reading.sentences import Token

Range = tuple[int, int]
Pair = tuple[Range | None, Range | None]


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


def reach(row: Row, cue: Cue, room: Reach, known: Tables) -> Iterator[Pair]:
    """Yield what a cue says and who says it."""
    yield from _WAYS[cue.takes](row, cue, room, known)


# ------------------------------------------------------------------------------------------------ the ways of cues


def _clause(row: Row, cue: Cue, room: Reach, known: Tables) -> Iterator[Pair]:
    """A verb of saying: what is said stands behind it, unless the verb ends its sentence or follows a comma or a quotation."""
    tokens = row.tokens
    edge = _left_edge(row, cue, room)
    source = sources.before(row, cue, edge, known)
    start = source[0] if source else cue.first
    rest = _after_adjuncts(row, cue, room, known)
    trails = rest >= room.last or _is_end(tokens, rest) or _another_goes_on(row, rest, room) or _is_free_participle(tokens, rest)
    if source is None and _may_invert(tokens, cue, edge, known) and (inverted := sources.behind(row, cue, room.last, known)):
        yield (edge, cue.first), inverted
        return
    quote = _quotation_before(tokens, start, room)
    if quote is not None:
        yield quote if quote[0] - edge < 3 or quote[1] - quote[0] > 8 else (edge, quote[1]), source or _inherited(room)
        return
    if source and rest < room.last and tokens[rest].text == ":" and rest + 2 >= room.last:
        yield None, source
        return
    if content := _around(row, cue, source, edge, room):
        yield content, source
        return
    if trails:
        edge = edge if start - edge >= 3 or edge != room.first else room.floor
        if start - edge >= 3:
            yield (edge, start), source or _inherited(room)
        return
    source = source or _inherited(room) or _first_subject(row, cue, room)
    content = _that_is_said(row, cue, rest, room, known)
    if content and source and (cue.word in known.things or _is_clause(tokens, content, room)):
        yield content, source


def _around(row: Row, cue: Cue, source: Range | None, edge: int, room: Reach) -> Range | None:
    """Return the content around a speaker who is put into its middle ("The next step, he said, would be …")."""
    tokens = row.tokens
    if source is None or source[0] - edge < 2 or cue.last + 1 >= room.last:
        return None
    is_aside = tokens[source[0] - 1].text == "," and tokens[cue.last].text == ","
    goes_on = tokens[cue.last + 1].tag in {"AUX", "VERB"} and not _has_verb(tokens[edge : source[0]])
    return _until(row, cue, edge, room) if is_aside and goes_on else None


def _object(row: Row, cue: Cue, room: Reach, known: Tables) -> Iterator[Pair]:
    """A verb that is said of something: "condemned the attack", "called on the sides to stop"."""
    edge = _left_edge(row, cue, room)
    source = sources.before(row, cue, edge, known) or _inherited(room) or _first_subject(row, cue, room)
    if cue.last < room.last and row.tokens[cue.last].lower == "by":
        agent = row.holding(cue.last + 1) if cue.last + 1 < room.last else None
        at = next((n + 1 for n in range(cue.last, min(room.last - 1, cue.last + 8)) if row.tokens[n].lower == "as"), None)
        if agent and source:
            yield (_until(row, cue, at, room) if at else source), (agent.first, agent.last)
        return
    content = _that_is_said(row, cue, _skip_days(row.tokens, cue.last, room.last, known), room, known)
    if content and source:
        yield content, source


def _phrase(row: Row, cue: Cue, room: Reach, known: Tables) -> Iterator[Pair]:
    """ "According to X": the rest of its sentence is said, in front if there is something in front."""
    source = sources.behind(row, cue, room.last, known)
    if source is None:
        return
    edge = _left_edge(row, cue, room)
    if cue.first - edge >= 3:
        yield (edge, cue.first), source
        return
    start = source[1]
    comma = next((at for at in range(start, min(room.last, start + 25)) if row.tokens[at].text == ","), None)
    yield _until(row, cue, comma + 1 if comma is not None else start, room), source


def _hedge(row: Row, cue: Cue, room: Reach, known: Tables) -> Iterator[Pair]:  # noqa: ARG001  the ways are called alike
    """ "Reportedly": what follows in its clause is hedged."""
    yield _until_comma(row, cue.last, room), None


def _adjective(row: Row, cue: Cue, room: Reach, known: Tables) -> Iterator[Pair]:  # noqa: ARG001
    """ "Alleged": the rest of its noun phrase is hedged."""
    chunk = row.holding(cue.last)
    if chunk is not None:
        yield (cue.last, sources.with_of(row, chunk, room.last)), None


def _passive(row: Row, cue: Cue, room: Reach, known: Tables) -> Iterator[Pair]:
    """ "It is believed that", "was reported to": what follows is said, by whom a "by" tells."""
    tokens = row.tokens
    start, source = cue.last, None
    if start + 1 < room.last and tokens[start].lower == "by" and (agent := row.holding(start + 1)):
        start, source = agent.last, (agent.first, agent.last)
    content = _that_is_said(row, cue, _skip_days(tokens, start, room.last, known), room, known)
    if content:
        yield content, source


def _noun(row: Row, cue: Cue, room: Reach, known: Tables) -> Iterator[Pair]:  # noqa: ARG001
    """ "X's claim that", "reports of": what follows is said, by the possessor where one stands in front."""
    chunk = row.holding(cue.first)
    source: Range | None = None
    if chunk is not None and chunk.first < cue.first:
        words = range(chunk.first, cue.first)
        named = [at for at in words if row.tokens[at].is_capitalised and row.tokens[at].tag in {"PROPN", "ADJ", "NOUN"}]
        source = (named[0], named[-1] + 1) if named else None
    if source is None and chunk is not None and chunk.first and row.tokens[chunk.first - 1].lower in {"'s", "'"}:
        owner = row.holding(chunk.first - 2) if chunk.first > 1 else None
        source = (owner.first, owner.last) if owner else None
    yield _until_comma(row, cue.last + 1, room), source


def _citing(row: Row, cue: Cue, room: Reach, known: Tables) -> Iterator[Pair]:
    """ "…, citing X": X has said what another reports; "quoted X as saying": so, and what is said follows."""
    source = sources.behind(row, cue, room.last, known)
    if source is None:
        return
    tokens = row.tokens
    for at in range(source[1], min(room.last - 2, source[1] + 12)):
        if tokens[at].lower == "as" and tokens[at + 1].lower == "saying":
            start = at + 2 + (at + 2 < room.last and tokens[at + 2].lower == "that")
            yield _until(row, cue, start, room), source
            return
    told = next((one.content for one in reversed(room.found) if one.content), None)
    if told is not None:
        yield told, source


_WAYS: Mapping[str, Callable[[Row, Cue, Reach, Tables], Iterator[Pair]]] = {
    "clause": _clause,
    "object": _object,
    "phrase": _phrase,
    "hedge": _hedge,
    "adjective": _adjective,
    "passive": _passive,
    "noun": _noun,
    "citing": _citing,
}


# ------------------------------------------------------------------------------------------------ where things begin


def _left_edge(row: Row, cue: Cue, room: Reach) -> int:
    """Return where the words before a cue begin that can be its own: behind an earlier cue's content, or "and" behind a cue."""
    tokens = row.tokens
    if row.tokens[cue.first - 1].lower in {"and", "but"} and room.found:
        return cue.first
    edge = room.first
    for other in room.before:
        if other.takes in {"clause", "object", "phrase"} and (cut := _clause_start(tokens, other.last, cue.first)) is not None:
            edge = max(edge, cut)
    return edge


def _clause_start(tokens: Sequence[Token], first: int, last: int) -> int | None:
    """Return the token behind the last mark that parts clauses between two cues (", but", ", while", ";"), None without one."""
    for at in range(last - 1, first - 1, -1):
        word = tokens[at].lower
        if word == ";" or (word in {"but", "while", "although", "though", "whereas"} and at > first):
            return at + 1
    return None


def _after_adjuncts(row: Row, cue: Cue, room: Reach, known: Tables) -> int:
    """Return the token behind the hearer, the day and the medium that follow a cue ("told reporters on Monday in a speech")."""
    tokens, at = row.tokens, cue.last
    if cue.word in known.told and at < room.last and (hearer := row.holding(at)) and hearer.first == at:
        at = sources.with_of(row, hearer, room.last)
    at = _skip_days(tokens, at, room.last, known)
    carried = at + 1 < room.last and at > cue.last and tokens[at - 1].lower in known.media and tokens[at].tag == "VERB"
    if carried and tokens[at + 1].lower in {"by", "on", "in", "to"} and (agent := row.holding(min(at + 2, room.last - 1))):
        return min(agent.last, room.last)
    return at


def _skip_days(tokens: Sequence[Token], at: int, last: int, known: Tables) -> int:
    """Walk right over days, and over prepositional phrases that name a day or a medium, each with the comma behind it."""
    while at < last:
        word = tokens[at].lower
        if (word in known.days and tokens[min(at + 1, last - 1)].lower not in {"'s", "’s"}) or (
            tokens[at].tag == "NUM" and at and tokens[at - 1].lower in known.media
        ):
            at += 1
        elif word in known.prepositions and (end := _medium(tokens, at, last, known)) is not None:
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


def _medium(tokens: Sequence[Token], at: int, last: int, known: Tables) -> int | None:
    """Return the end of "in a written statement", "on Monday", else None."""
    for n in range(at + 1, min(last, at + 5)):
        if tokens[n].lower in known.media | known.days:
            return n + 1
        if tokens[n].tag in {"VERB", "PUNCT", "AUX"}:
            return None
    return None


def _is_end(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether nothing but marks, or a new sentence's mark, stands here."""
    return all(token.tag == "PUNCT" or token.text in {"-", "--"} for token in tokens[at : at + 1]) and tokens[at].text in {
        ".",
        ";",
        "--",
        ")",
    }


def _is_free_participle(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a participle goes on with what the speaker did ("…, X said updating an earlier toll")."""
    return tokens[at].tag == "VERB" and tokens[at].lower.endswith("ing") and tokens[at - 1].text != ","


def _another_goes_on(row: Row, at: int, room: Reach) -> bool:
    """Tell whether the next thing is a participle cue that goes on ("said on Monday adding that"), or "according to"."""
    skip = at + (row.tokens[at].text == ",")
    return any(
        other.first in {at, skip} and (_is_participle(row.tokens, other) or other.takes == "phrase") for other in room.behind
    )


def _is_participle(tokens: Sequence[Token], cue: Cue) -> bool:
    return tokens[cue.first].lower.endswith("ing")


def _may_invert(tokens: Sequence[Token], cue: Cue, edge: int, known: Tables) -> bool:
    """Tell whether the subject may stand behind the cue: something is said in front, and a mark or nothing parts them.

    Reports that have lost their marks still write "… is closed said Xan Oru"; only the plainest verbs are trusted there.
    """
    if cue.first - edge < 3 or _is_participle(tokens, cue):
        return False
    before = tokens[cue.first - 1]
    if before.text == "," or before.text in quotations.MARKS:
        return True
    return (
        cue.word in known.inverts
        and before.tag not in {"AUX", "CCONJ", "SCONJ", "PART", "DET", "PRON"}
        and before.lower not in known.days
    )


def _quotation_before(tokens: Sequence[Token], start: int, room: Reach) -> Range | None:
    """Return the quotation that ends right before the source of a cue, so that the said stands in front of it."""
    for quote in room.quotes:
        between = [token for token in tokens[quote.last : start] if token.text[:1].isalnum()]
        if quote.closes and quote.last < start <= quote.last + 4 and not between and quote.last - quote.first >= 3:
            return max(quote.first, room.floor), quote.last
    return None


def _inherited(room: Reach) -> Range | None:
    """Return the speaker of what was found last: "adding that" goes on with it."""
    return next((one.source for one in reversed(room.found) if one.source and one.cue.first >= room.first), None)


def _first_subject(row: Row, cue: Cue, room: Reach) -> Range | None:
    """Return the first subject of the part of the sentence, by the tree."""
    for at in range(room.first, cue.first):
        if row.tokens[at].relation in {"nsubj", "nsubj:pass"} and (chunk := row.holding(at)):
            return chunk.first, chunk.last
    return None


# ------------------------------------------------------------------------------------------------ where things end


def _that_is_said(row: Row, cue: Cue, start: int, room: Reach, known: Tables) -> Range | None:
    """Return the content that begins at `start`, past "that" and what stands before a "that" near by."""
    tokens = row.tokens
    for at in range(start, min(start + 9, room.last)):
        if tokens[at].lower == "that" and tokens[at].tag in {"SCONJ", "PRON", "DET"} and not _has_verb(tokens[start:at]):
            if cue.takes != "object" or at == start:
                start = at + 1
            break
    while start < room.last and tokens[start].text in {",", ":", *quotations.MARKS}:
        start += 1
    return _until(row, cue, start, room)


def _has_verb(tokens: Sequence[Token]) -> bool:
    return any(token.tag in {"VERB", "AUX"} for token in tokens)


def _is_clause(tokens: Sequence[Token], content: Range, room: Reach) -> bool:
    """Tell whether a content holds a verb or a quotation, as what follows a mere "said" must."""
    quoted = any(quote.first < content[1] and content[0] < quote.last for quote in room.quotes)
    return quoted or _has_verb(tokens[content[0] : content[1]])


def _until(row: Row, cue: Cue, start: int, room: Reach) -> Range | None:
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
        cut = _cut_before(row, other, start)
        if cut is not None:
            last = min(last, cut)
            break
    return (start, last) if last > start else None


def _cut_before(row: Row, other: Cue, start: int) -> int | None:
    """Return where a content ends because of a cue in it: at ", adding", ", according to", "and said", ", while X said"."""
    tokens, at = row.tokens, other.first
    if other.takes in {"hedge", "adjective", "noun", "passive"}:
        return None
    before = tokens[at - 1]
    if _is_participle(tokens, other):
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


def _until_comma(row: Row, start: int, room: Reach) -> Range | None:
    """Return the content from `start` to the next comma or cue, or the end."""
    tokens, last = row.tokens, start
    starts = {cut for other in room.behind if (cut := _cut_before(row, other, start + 1)) is not None and cut > start}
    while last < room.last and tokens[last].text not in {",", ";", "—", "–"} and last not in starts:
        last += 1
    return (start, last) if last > start else None
