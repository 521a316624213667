"""What a cue says: where the content begins and ends, and on which side of the cue the source stands.

In: a sentence with its chunks, a cue, and what stands around it. Out: pairs of token ranges, content and source. Only the
order of words and a few marks decide; commas are a help where a report has them, never a need.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

from twosource.reading.rules import edges, sources

if TYPE_CHECKING:
    from twosource.reading.rules.cues import Cue, Tables
    from twosource.reading.rules.edges import Range, Reach
    from twosource.reading.rules.sources import Row

Pair = tuple["Range | None", "Range | None"]


def reach(row: Row, cue: Cue, room: Reach, known: Tables) -> Iterator[Pair]:
    """Yield what a cue says and who says it."""
    also = edges.also_said(row, cue, room, known) if cue.takes in {"clause", "object"} else None
    for content, source in _WAYS[cue.takes](row, cue, room, known):
        if also is None or content is None or content[0] >= also[0]:
            yield content, source
            continue
        said = content[0], min(content[1], also[0])
        yield said, source
        yield from ((said, other) for other in also[1])


def _clause(row: Row, cue: Cue, room: Reach, known: Tables) -> Iterator[Pair]:
    """Read a verb of saying: what is said stands behind it, unless the verb ends its sentence or follows a quotation."""
    tokens = row.tokens
    edge = edges.left_edge(row, cue, room)
    source = _doer(row, cue, edge, room, known)
    start = source[0] if source else cue.first
    rest = edges.after_adjuncts(row, cue, room, known)
    trails = (
        rest >= room.last
        or edges.is_end(tokens, rest)
        or edges.another_goes_on(row, rest, room)
        or edges.is_free_participle(tokens, rest)
    )
    inverted = sources.behind(row, cue, room.last)
    if inverted and edges.is_inverted(row, cue, source, inverted, edge, known):
        yield (edge, cue.first), inverted
        if goes_on := edges.quotation_behind(tokens, inverted[1], room):
            yield goes_on, inverted
        return
    quote = edges.quotation_before(tokens, start, room)
    if quote is not None:
        yield quote if quote[0] - edge < 3 or quote[1] - quote[0] > 8 else (edge, quote[1]), source or edges.inherited(room)
        return
    if source and rest < room.last and tokens[rest].text == ":" and rest + 2 >= room.last:
        yield None, source
        return
    if content := _around(row, cue, source, edge, room):
        yield content, source
        return
    if source and edges.is_aside(tokens, source[0], rest, edge, room):
        yield (edge, source[0] - 1), source
        if joined := edges.joined_clause(row, rest, room):
            yield joined, source
        return
    if trails:
        edge = edge if start - edge >= 3 or edge != room.first else room.floor
        if start - edge >= 3:
            yield (edge, start), source or edges.inherited(room)
        return
    source = source or edges.inherited(room) or edges.first_subject(row, cue, room)
    content = edges.that_is_said(row, cue, rest, room)
    if content and source and (cue.word in known.things or edges.is_clause(tokens, content, room)):
        yield content, source


def _doer(row: Row, cue: Cue, edge: int, room: Reach, known: Tables) -> Range | None:
    """Return who does the saying: before a free participle the subject of the clause ("X condemned the raid, warning that")."""
    goes_on = edges.goes_on_with_subject(row.tokens, cue, edge)
    subject = (edges.inherited(room) or edges.first_subject(row, cue, room)) if goes_on else None
    return subject or sources.before(row, cue, edge, known)


def _around(row: Row, cue: Cue, source: Range | None, edge: int, room: Reach) -> Range | None:
    """Return the content around a speaker who is put into its middle ("The next step, he said, would be …")."""
    tokens = row.tokens
    if source is None or source[0] - edge < 2 or cue.last + 1 >= room.last:
        return None
    is_aside = tokens[source[0] - 1].text == "," and tokens[cue.last].text == ","
    goes_on = tokens[cue.last + 1].tag in {"AUX", "VERB"} and not edges.has_verb(tokens[edge : source[0]])
    return edges.until(row, edge, room) if is_aside and goes_on else None


def _object(row: Row, cue: Cue, room: Reach, known: Tables) -> Iterator[Pair]:
    """Read a verb that is said of something: "condemned the attack", "called on the sides to stop"."""
    edge = edges.left_edge(row, cue, room)
    source = _doer(row, cue, edge, room, known) or edges.inherited(room) or edges.first_subject(row, cue, room)
    if cue.last < room.last and row.tokens[cue.last].lower == "by":
        agent = row.holding(cue.last + 1) if cue.last + 1 < room.last else None
        at = next((n + 1 for n in range(cue.last, min(room.last - 1, cue.last + 8)) if row.tokens[n].lower == "as"), None)
        if agent and source:
            yield (edges.until(row, at, room) if at else source), (agent.first, agent.last)
        return
    content = edges.that_is_said(row, cue, edges.skip_days(row.tokens, cue.last, room.last, known), room)
    if content and source:
        yield content, source


def _phrase(row: Row, cue: Cue, room: Reach, known: Tables) -> Iterator[Pair]:  # noqa: ARG001  the ways are called alike
    """Read "according to X": the rest of its sentence is said, in front if there is something in front."""
    source = sources.behind(row, cue, room.last)
    if source is None:
        return
    edge = edges.left_edge(row, cue, room)
    if cue.first - edge >= 3:
        yield (edge, cue.first), source
        return
    start = source[1]
    comma = next((at for at in range(start, min(room.last, start + 25)) if row.tokens[at].text == ","), None)
    yield edges.until(row, comma + 1 if comma is not None else start, room), source


def _hedge(row: Row, cue: Cue, room: Reach, known: Tables) -> Iterator[Pair]:  # noqa: ARG001  the ways are called alike
    """Read "reportedly": what follows in its clause is hedged."""
    yield edges.until_comma(row, cue.last, room), None


def _adjective(row: Row, cue: Cue, room: Reach, known: Tables) -> Iterator[Pair]:  # noqa: ARG001
    """Read "alleged": the rest of its noun phrase is hedged."""
    chunk = row.holding(cue.last)
    if chunk is not None:
        yield (cue.last, sources.with_of(row, chunk, room.last)), None


def _passive(row: Row, cue: Cue, room: Reach, known: Tables) -> Iterator[Pair]:
    """Read "it is believed that", "was reported to": what follows is said, by whom a "by" tells."""
    tokens = row.tokens
    start, source = cue.last, None
    if start + 1 < room.last and tokens[start].lower == "by" and (agent := row.holding(start + 1)):
        start, source = agent.last, (agent.first, agent.last)
    content = edges.that_is_said(row, cue, edges.skip_days(tokens, start, room.last, known), room)
    if content:
        yield content, source


def _noun(row: Row, cue: Cue, room: Reach, known: Tables) -> Iterator[Pair]:  # noqa: ARG001
    """Read "X's claim that", "reports of": what follows is said, by the possessor where one stands in front."""
    chunk = row.holding(cue.first)
    source: Range | None = None
    if chunk is not None and chunk.first < cue.first:
        words = range(chunk.first, cue.first)
        named = [at for at in words if row.tokens[at].is_capitalised and row.tokens[at].tag in {"PROPN", "ADJ", "NOUN"}]
        source = (named[0], named[-1] + 1) if named else None
    if source is None and chunk is not None and chunk.first and row.tokens[chunk.first - 1].lower in {"'s", "'"}:
        owner = row.holding(chunk.first - 2) if chunk.first > 1 else None
        source = (owner.first, owner.last) if owner else None
    yield edges.until_comma(row, cue.last + 1, room), source


def _citing(row: Row, cue: Cue, room: Reach, known: Tables) -> Iterator[Pair]:  # noqa: ARG001
    """Read "…, citing X": X has said what another reports; "quoted X as saying": so, and what is said follows."""
    source = sources.behind(row, cue, room.last)
    if source is None:
        return
    tokens = row.tokens
    for at in range(source[1], min(room.last - 2, source[1] + 12)):
        if tokens[at].lower == "as" and tokens[at + 1].lower == "saying":
            start = at + 2 + (at + 2 < room.last and tokens[at + 2].lower == "that")
            yield edges.until(row, start, room), source
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
