"""Agreements with their parties, brokers, area and terms, and what became of each term as somebody says it.

In: the Facts and the incidents. Out: Agreements: incidents of that type with what stands beside them: the plans and the clauses
that say what it does, its breaches, that its terms were never kept, and what it is given as a reason for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from twosource.nouns import Agreement, Event, Incident, KnownActor, Reading, Ref, Span, Term
from twosource.record.facts import SENTENCE_END, Facts, each_once, finding_id, language_of
from twosource.record.roles import main_actors

_PACTS = frozenset({"agreement", "agreement_breach"})
_REACH = 2  # sentences after an agreement is named in which its terms are told


def agreements_of(facts: Facts, incidents: Sequence[Incident]) -> tuple[Agreement, ...]:
    """Return the agreements, with what the sentences beside them plan as terms and their breaches as broken terms.

    One of which no report names a party, a term or a breach is only spoken of, and is left to the incidents.
    """
    found = []
    for incident in incidents:
        if incident.type != "agreement":
            continue
        brokers = _brokers(incident, facts)
        parties, terms = _parties(incident, brokers, facts), _terms(incident, facts)
        if not parties and not terms:
            continue
        found.append(
            Agreement(
                id=finding_id("G", incident.mentions[0]),
                name=incident.title,
                parties=tuple(one.id for one in parties),
                claims=incident.mentions,
                when=incident.when,
                terms=tuple(terms),
                brokers=tuple(brokers),
                area=incident.place,
            )
        )
    return tuple(found)


def _brokers(incident: Incident, facts: Facts) -> list[str]:
    """Return who brokered an agreement: "a truce brokered by X" is none of X's."""
    found = [
        actor.id
        for ref in incident.mentions
        for event in _beside(facts.event(ref), facts.readings[ref.document])
        if event.type == "negotiation" and _BROKERED.match(facts.document(ref).quote(event.trigger))
        for actor in facts.actors_in(ref.document, [span for span in event.agent if _is_next(event.trigger, span)])
    ]
    return list(dict.fromkeys(found))


def _parties(incident: Incident, brokers: Sequence[str], facts: Facts) -> list[KnownActor]:
    """Return the parties to an agreement: those of the mentions that name two or more, else all that any names."""
    named = [facts.actors_in(ref.document, facts.event(ref).agent) for ref in incident.mentions]
    full = [actors for actors in named if len(actors) > 1]
    parties = each_once(actor for actors in full for actor in actors) if full else main_actors(incident.mentions, facts, "agent")
    return [one for one in parties if one.id not in brokers] if len(parties) > 2 else parties


_BROKERED = re.compile(r"(?:broker|mediat)", re.IGNORECASE)


def _is_next(trigger: Span, span: Span) -> bool:
    """Tell whether words stand right behind a trigger: "brokered by X"."""
    return 0 <= span.start - trigger.end <= len(" by the ")


def _terms(incident: Incident, facts: Facts) -> list[Term]:
    """Return what is told beside an agreement: what is to be done, what has ended, and that it was broken."""
    found: dict[str, Term] = {}
    for ref in incident.mentions:
        reading, stated = facts.readings[ref.document], []
        for event in _beside(facts.event(ref), reading):
            told = _state(event, reading)
            if told is not None:
                stated.append(event.trigger)
                _add(found, _clause(event, reading), told, Ref(ref.document, event.id))
        for text, state, span in _clauses(facts.event(ref), reading):
            if any(span.overlaps(trigger) for trigger in stated):
                continue
            _add(found, text, state, Ref(ref.document, f"R{span.start}-{span.end}"))
    return list(found.values())


def _add(found: dict[str, Term], text: str, state: str, claim: Ref) -> None:
    claims = found[text].claims if text in found else ()
    found[text] = Term(text, state, tuple(dict.fromkeys((*claims, claim))))


def _clauses(pact: Event, reading: Reading) -> Iterator[tuple[str, str, Span]]:
    """Yield the clauses behind an agreement that say what it does, that it was not kept, and what it is a reason for."""
    language = language_of(reading)
    if language is None or "ties" not in language.tables:
        return
    words, text = language.table("ties")["pacts"], reading.document.text
    _, end = _stretch(text, pact.trigger, 0)
    last = _stretch(text, pact.trigger)[1]
    does, terms, kept, reasons = ("|".join(map(re.escape, words[name])) for name in ("does", "terms", "kept", "reasons"))
    for match in re.finditer(rf"\b(?:that|which|while|and|,)\s+((?:{does})\b[^,;.\n]*)", text[pact.trigger.end : end]):
        span = Span(pact.trigger.end + match.start(1), pact.trigger.end + match.end(1))
        yield _tidied(text, span), "carried out" if match.group(1).split()[0] in words["done"] else "agreed", span
    for match in re.finditer(
        rf"\b(?:{terms})\b[^.;,\n]{{0,40}}\b(?:never|not)\s+(?:been\s+)?(?:{kept})", text[pact.trigger.end : last]
    ):
        span = Span(pact.trigger.end + match.start(), pact.trigger.end + match.end())
        yield _tidied(text, span), "never fulfilled", span
    for match in re.finditer(rf"[^.;,\n]*\b(?:{reasons})\b[^.;,\n]*", text[pact.trigger.end : last]):
        span = Span(pact.trigger.end + match.start(), pact.trigger.end + match.end())
        yield _tidied(text, span), "given as a reason", span


def _tidied(text: str, span: Span) -> str:
    return " ".join(text[span.start : span.end].split()).strip(" ,;:")


def _beside(pact: Event, reading: Reading) -> Iterator[Event]:
    """Yield the other events from the sentence of a mention of an agreement up to a few sentences on."""
    first, last = _stretch(reading.document.text, pact.trigger)
    for event in reading.events:
        if event.id != pact.id and first <= event.trigger.start < last:
            yield event


def _stretch(text: str, span: Span, reach: int = _REACH) -> tuple[int, int]:
    """Return where the sentence of a span begins, and where the sentence so many further on ends."""
    ends = [match.end() for match in SENTENCE_END.finditer(text)]
    first = max((end for end in ends if end <= span.start), default=0)
    later = [end for end in ends if end > span.start]
    return first, later[reach] if len(later) > reach else len(text)


_NEVER = re.compile(r"\b(?:never|not|un)\b", re.IGNORECASE)


def _state(event: Event, reading: Reading) -> str | None:
    """Return the state that an event gives a term: agreed, carried out, broken, never fulfilled; None where it is no term."""
    if event.type == "agreement_breach":
        if event.realis == "denied":
            return "said not to be broken"
        return "never fulfilled" if _NEVER.search(reading.document.quote(event.trigger)) else "broken"
    if event.type in _PACTS | {"negotiation", "accusation", "threat"}:
        return None
    # An end that is agreed on ("will lift its siege") is a plan, whatever the state of what ends.
    return "agreed" if event.realis in {"future", "ended"} and _is_planned(event, reading) else _DONE.get(event.realis)


_DONE = {"ended": "carried out"}
_PLANNED = re.compile(r"\b(?:will|would|shall|must|to|should|agreed)\b", re.IGNORECASE)


def _is_planned(event: Event, reading: Reading) -> bool:
    """Tell whether the words before an event speak of what is to come."""
    start, _ = _clause_span(event, reading)
    return event.realis == "future" or bool(_PLANNED.search(reading.document.text, start, event.trigger.start))


def _clause(event: Event, reading: Reading) -> str:
    """Return the clause of an event: from its first role, or the beginning of its clause, to the end of it."""
    start, end = _clause_span(event, reading)
    return " ".join(reading.document.text[start:end].split()).strip(" ,;:")


_CUT = re.compile(r"[,;:]|\n|\bthat\b")
_END = re.compile(r"[,;:.!?]|\n|$")


def _clause_span(event: Event, reading: Reading) -> tuple[int, int]:
    text = reading.document.text
    first, last = _stretch(text, event.trigger, 0)
    roles = [
        span for span in (*event.agent, *event.target, *event.place, *event.origin, *event.destination) if first <= span.start
    ]
    before = [span.start for span in roles if span.start < event.trigger.start and event.trigger.start - span.start < _CLAUSE]
    cuts = [match.end() for match in _CUT.finditer(text, first, event.trigger.start)]
    start = min(before, default=max(cuts, default=first))
    behind = max([event.trigger.end, *(span.end for span in roles if span.start - event.trigger.end < _CLAUSE)])
    stop = _END.search(text, behind)
    others = [one.start for one in _starts(reading, event) if behind <= one.start < last]
    return start, min([stop.start() if stop else last, *others])


_AND = re.compile(r"\s+(?:and|while|but)\s+")


def _starts(reading: Reading, event: Event) -> Iterator[Span]:
    """Yield the words ("and") before each other event's subject: there one clause ends and the next begins."""
    for other in reading.events:
        if other.id == event.id:
            continue
        begin = min([other.trigger.start, *(span.start for span in other.agent)])
        for match in _AND.finditer(reading.document.text, max(0, begin - 12), begin):
            if match.end() >= begin - 4:
                yield Span(match.start(), match.end())


_CLAUSE = 200  # characters: a role further from its verb than this belongs to another clause
