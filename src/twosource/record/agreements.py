"""Agreements with their terms, allegiances, and routes: the parts of the record that are not happenings.

In: the Facts and the incidents. Out: Agreements (from incidents of that type and the plans told beside them), Relations (from
phrases such as "backed by" and "X-linked", each with who says so). What they say stands in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from twosource.nouns import Agreement, Event, Incident, KnownActor, Reading, Ref, Relation, Span, Term
from twosource.record.facts import Facts, finding_id, named_by
from twosource.record.roles import main_actors
from twosource.record.standing import narrator

_SENTENCE_END = re.compile(r"[.!?][\"”’')\]]*\s+(?=[\"“‘'(\[]?[A-Z0-9])|\n+")
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
        parties, terms = _parties(incident, facts), _terms(incident, facts)
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
            )
        )
    return tuple(found)


def _parties(incident: Incident, facts: Facts) -> list[KnownActor]:
    """Return the parties to an agreement, without who brokered it: "a truce brokered by X" is none of X's."""
    brokers = {
        actor.id
        for ref in incident.mentions
        for event in _beside(facts.event(ref), facts.readings[ref.document])
        if event.type == "negotiation" and _BROKERED.match(facts.document(ref).quote(event.trigger))
        for actor in facts.actors_in(ref.document, [span for span in event.agent if _is_next(event.trigger, span)])
    }
    parties = main_actors(incident.mentions, facts, "agent")
    return [one for one in parties if one.id not in brokers] if len(parties) > 2 else parties


_BROKERED = re.compile(r"(?:broker|mediat)", re.IGNORECASE)


def _is_next(trigger: Span, span: Span) -> bool:
    """Tell whether words stand right behind a trigger: "brokered by X"."""
    return 0 <= span.start - trigger.end <= len(" by the ")


def _terms(incident: Incident, facts: Facts) -> list[Term]:
    """Return what is told beside an agreement: what is to be done, what has ended, and that it was broken."""
    found: dict[str, Term] = {}
    for ref in incident.mentions:
        reading = facts.readings[ref.document]
        for event in _beside(facts.event(ref), reading):
            state = _state(event, reading)
            if state is None:
                continue
            text, claim = _clause(event, reading), Ref(ref.document, event.id)
            claims = found[text].claims if text in found else ()
            found[text] = Term(text, state, tuple(dict.fromkeys((*claims, claim))))
    return list(found.values())


def _beside(pact: Event, reading: Reading) -> Iterator[Event]:
    """Yield the other events from the sentence of a mention of an agreement up to a few sentences on."""
    first, last = _stretch(reading.document.text, pact.trigger)
    for event in reading.events:
        if event.id != pact.id and first <= event.trigger.start < last:
            yield event


def _stretch(text: str, span: Span, reach: int = _REACH) -> tuple[int, int]:
    """Return where the sentence of a span begins, and where the sentence so many further on ends."""
    ends = [match.end() for match in _SENTENCE_END.finditer(text)]
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


# ------------------------------------------------------------------------------------------------------- relations

_JOINED = re.compile(
    r"\b(?!(?:The|An?)\b)([A-Z][\w.]*(?:[ -](?:[A-Z][\w.]*|al|el))*)[-– ]?-(linked|backed|allied|led|supported|aligned)\b"
)
_PASSIVE = re.compile(r"\b(backed|supported|armed|funded|sponsored|trained) by ")
_ACTIVE = re.compile(r"\b(backs|supports|arms|funds|sponsors) ")
_LIST = re.compile(r"\s*(?:,|and|&|, and|both)\s+|\s*,\s*")
_KINDS = {"linked": "linked", "allied": "allied", "aligned": "allied", "led": "leads"}
_NEAR = 60  # characters within which the two sides of a relation stand from the words that name it


def relations_of(facts: Facts) -> tuple[Relation, ...]:
    """Return backing, links and leadership between actors, one for each kind and pair, with every place that says so."""
    claims: dict[tuple[str, str, str], list[Ref]] = {}
    for document, reading in facts.readings.items():
        for kind, backer, backed, span in _phrases(reading):
            sides = _known(facts, document, backer), _known(facts, document, backed)
            if sides[0] and sides[1] and sides[0] != sides[1]:
                claims.setdefault((kind, sides[0], sides[1]), []).append(Ref(document, f"R{span.start}-{span.end}"))
    return tuple(
        Relation(finding_id("L", refs[0], *key), *key, claims=tuple(dict.fromkeys(refs))) for key, refs in sorted(claims.items())
    )


def _known(facts: Facts, document: str, span: Span) -> str | None:
    """Return the id of the actor that a span names, None where it names none: a record holds nothing from nowhere."""
    reading = facts.readings[document]
    actor = named_by(span, reading.actors)
    if actor is None:
        words = reading.document.quote(span).casefold()
        known = ((one, {one.name, *map(reading.document.quote, one.mentions)}) for one in reading.actors)
        actor = next((one for one, names in known if words in {name.casefold() for name in names}), None)
    return facts.actors[Ref(document, actor.id)].id if actor else None


def _phrases(reading: Reading) -> Iterator[tuple[str, Span, Span, Span]]:
    """Yield kind, who backs, who is backed, and the span of the phrase."""
    text = reading.document.text
    for match in _JOINED.finditer(text):
        backed = _mention_from(reading, match.start(), match.end())
        if backed:
            yield (
                _KINDS.get(match.group(2), "backs"),
                Span(*match.span(1)),
                backed,
                Span(match.start(), max(match.end(), backed.end)),
            )
    for match in _PASSIVE.finditer(text):
        backed = _mention_before(reading, match.start())
        for backer in _listed(reading, match.end()):
            if backed:
                yield "backs", backer, backed, Span(backed.start, backer.end)
    for match in _ACTIVE.finditer(text):
        subject = _mention_before(reading, match.start())
        backed = _mention_from(reading, match.end(), match.end())
        if subject and backed:
            yield "backs", subject, backed, Span(subject.start, backed.end)


def _mentions(reading: Reading) -> list[Span]:
    return sorted(span for actor in reading.actors for span in actor.mentions)


def _mention_from(reading: Reading, start: int, end: int) -> Span | None:
    """Return the mention of an actor that holds the phrase or begins right behind it."""
    spans = _mentions(reading)
    around = next((span for span in spans if span.start <= start and span.end > end), None)
    return around or next((span for span in spans if end <= span.start <= end + 4), None)


def _mention_before(reading: Reading, start: int) -> Span | None:
    """Return the last mention of an actor that ends shortly before a phrase, with no sentence end between."""
    text = reading.document.text
    spans = [span for span in _mentions(reading) if span.end <= start <= span.end + _NEAR]
    return next((span for span in reversed(spans) if not _SENTENCE_END.search(text, span.end, start + 1)), None)


def _listed(reading: Reading, at: int) -> list[Span]:
    """Return the mentions that a list names from here on: "Kenya and other states"."""
    text, found = reading.document.text, []
    for span in _mentions(reading):
        if span.start < at:
            continue
        gap = text[at : span.start]
        if gap not in {"", "the ", "both "} and not _LIST.fullmatch(gap):
            break
        found.append(span)
        at = span.end
    return found


def said_in(document: str, span: Span, facts: Facts) -> str:
    """Return who says what stands at a span: the speaker of the attribution whose words touch it, else the report."""
    for attribution in facts.readings[document].attributions:
        if attribution.content is not None and attribution.content.overlaps(span):
            return facts.speaker(document, attribution) or narrator(document, facts)
    return narrator(document, facts)
