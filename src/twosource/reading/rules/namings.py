"""The words in one sentence that name somebody who can act.

In: a Sentence, the words of `actors.toml`, and what is known of places and states. Out: Namings, from left to right: a whole noun
chunk whose head can act ("at least nine rebel fighters"), a name, a state that acts, or the part of a chunk that acts
("Xian" in "Xian strikes", "rebel" in "rebel-held"). Names that nothing explains are `unsure`: `actors` asks the whole report.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from twosource.nouns import Span
from twosource.reading.rules import acting_states
from twosource.reading.rules.actor_words import BODIES
from twosource.reading.rules.chunks import Chunk, has_capital, is_name
from twosource.vocabulary.inflection import lemma

if TYPE_CHECKING:
    from twosource.nouns import ActorKind
    from twosource.reading.rules.actor_rows import Rows, States
    from twosource.reading.rules.actor_words import Words
    from twosource.reading.sentences import Sentence
    from twosource.reading.tokens import Token


_RELATED = ("-based", "-linked", "-backed", "-led", "-affiliated", "-allied", "-run", "-aligned", "-funded", "-supported")
"""What makes of a name a word about somebody else: an "Oru-based group" is not called Oru."""


@dataclass(frozen=True, slots=True)
class Naming:
    """One mention. `head` is its head noun's lemma ("" for a bare name), `name` its capitalised words, `country` a state's code.

    `stands` says how it stands: `known` by its noun, `unsure` (a bare name), `acting` (a bare name where somebody acts),
    `introduced` (a bare name of several words beside a comma), `placed` (a bare name where a place would stand), `titled` (a name
    behind the noun that says what it is: "the rebel group Free Oru").
    """

    sentence: int
    span: Span
    kind: ActorKind
    head: str
    name: tuple[str, ...]
    country: str | None = None
    stands: str = "known"
    counted: bool = False
    definite: bool = False


@dataclass(frozen=True, slots=True)
class Finder:
    """What finds the namings of one sentence after another."""

    rows: Rows

    @property
    def words(self) -> Words:
        """The tables of the language."""
        return self.rows.words

    @property
    def states(self) -> States:
        """The gazetteer."""
        return self.rows.states

    def is_place(self, span: Span) -> bool:
        """Tell whether a span is (part of) a place mention."""
        return self.rows.is_place(span)

    def find(self, sentence: Sentence) -> tuple[Naming, ...]:
        """Return the namings of a sentence in order; one may lie inside another."""
        rows = self.rows.of(sentence.tokens)
        found: list[Naming] = []
        taken = 0
        for n, chunk in enumerate(rows):
            if chunk.first < taken:
                continue
            joined, nested = self.rows.joined(sentence.tokens, rows, n)
            whole = self._whole(sentence, joined or chunk, chunk)
            if whole is not None and joined is not None and not nested:
                taken = joined.last
            found += [*([whole] if whole else []), *self._parts(sentence, chunk, whole)]
        found += self._held(sentence)
        found += self._listed_states(sentence, rows, found)
        return tuple(sorted(dict.fromkeys(found), key=lambda one: (one.span.start, -one.span.end)))

    def _listed_states(self, sentence: Sentence, rows: Sequence[Chunk], found: Sequence[Naming]) -> Iterator[Naming]:
        """Yield the states that stand in a list with one that acts ("Xia, the Isles and Ruritania")."""
        acting = {naming.span.start for naming in found if naming.kind == "government" and not naming.head}
        for order in (rows, rows[::-1]):
            before: Chunk | None = None
            for chunk in order:
                linked = before is not None and self._only_commas(sentence.tokens, before, chunk)
                begins = {sentence.tokens[at].start for at in range(chunk.first, chunk.last)}
                if acting & begins:
                    before = chunk
                elif linked and (country := self._state(sentence.tokens, chunk)) and is_name(sentence.tokens[chunk.head]):
                    made = replace(self._naming(sentence, chunk, "government", ""), country=country)
                    acting.add(made.span.start)
                    before = chunk
                    yield made
                else:
                    before = None

    def _only_commas(self, tokens: Sequence[Token], one: Chunk, other: Chunk) -> bool:
        left, right = (one, other) if one.first < other.first else (other, one)
        between = [token.lower for token in tokens[left.last : right.first]]
        return 0 < len(between) <= 2 and set(between) <= {",", "and"}

    def _whole(self, sentence: Sentence, span: Chunk, core: Chunk) -> Naming | None:
        """Return the chunk as one actor, if its head can act."""
        tokens, head = sentence.tokens, sentence.tokens[core.head]
        if (person := self._person(sentence, core) or self._named_body(sentence, core)) is not None:
            return person
        kind = self.words.kind(tokens, span if span.head != core.head else core)
        named_so = is_name(head) and any(token.lower in self.words.causes for token in tokens[core.first : core.head])
        is_irregular = any(token.lower in self.words.irregular for token in tokens[core.first : core.head])
        if kind == "military" and (named_so or is_irregular):
            kind = "armed_group"
        if kind and (self._says_enough(tokens, core, span) or (kind == "person" and span.last > core.last)):
            of_states = span.last > core.last and head.is_capitalised and head.lower in self.words.leagues
            made = self._naming(sentence, span, "igo" if of_states else kind, lemma(tokens[span.head].lower, "NOUN"))
            return None if self._is_land(sentence, core, made) else self._seated(tokens, span, made)
        if head.tag == "NUM":
            return self._casualties(sentence, core)
        if not is_name(head) or head.lower in self.words.never:
            return self._counted_nation(sentence, core)
        if state := self._state(tokens, core):
            return self._acting_state(sentence, core, state)
        if self.is_place(head.span):
            return None
        return self._bare_name(sentence, span if head.lower in self.words.impersonal else core)

    def _named_body(self, sentence: Sentence, core: Chunk) -> Naming | None:
        """Return a body whose name stands behind the noun that says what it is ("the rebel group Free Oru")."""
        tokens = sentence.tokens
        if not has_capital(tokens[core.head]) or core.head + 1 != core.last or self.words.kind(tokens, core):
            return None
        for at in range(core.head - 1, core.first, -1):
            if not self._all_names(tokens[at : at + 1]):
                kind = self.words.kind(tokens, Chunk(core.first, at + 1, at))
                if kind not in BODIES or not tokens[at].text.islower() or self.is_place(tokens[core.head].span):
                    return None
                made = self._naming(sentence, core, kind, lemma(tokens[at].lower, "NOUN"))
                return replace(made, name=tuple(token.text for token in tokens[at + 1 : core.last]), stands="titled")
        return None

    def _seated(self, tokens: Sequence[Token], span: Chunk, made: Naming) -> Naming:
        """Return officials without a nation as those of the state in whose capital they sit ("Officials in Oru")."""
        inside = span.last + 1 < len(tokens) and tokens[span.last].lower == "in"
        if made.country or made.head not in self.words.rulers or not inside:
            return made
        return replace(made, country=self.states.capital_of(tokens[span.last + 1].text))

    def _is_land(self, sentence: Sentence, core: Chunk, made: Naming) -> bool:
        """Tell whether "the country" is a land, not a state that acts."""
        bare = made.head == "country" and core.last - core.first == 2 and sentence.tokens[core.first].lower == "the"
        return bare and not acting_states.acts(sentence.tokens, core, self.words)

    def _says_enough(self, tokens: Sequence[Token], core: Chunk, span: Chunk) -> bool:
        """Tell whether a vague head ("group") has company, an article that points back, or is no vague head at all."""
        if tokens[span.head].lower in self.words.things and tokens[span.head].text.islower():
            before = tokens[max(span.first, span.head - 2) : span.head]
            return any(token.lower in self.words.irregular | self.words.modifiers or self._names_party(token) for token in before)
        if tokens[span.head].lower not in self.words.company:
            return True
        before = tokens[core.first : core.head]
        if span.last > core.last and (before or is_name(tokens[core.head])):
            return True
        return any(token.tag in {"ADJ", "NOUN", "PROPN"} for token in before) or (bool(before) and before[0].lower == "the")

    def _names_party(self, token: Token) -> bool:
        return is_name(token) and self.states.country_of(token.text) is None and not self.is_place(token.span)

    def _person(self, sentence: Sentence, core: Chunk) -> Naming | None:
        """Return a person: a title or office followed by a name."""
        tokens = sentence.tokens
        if not is_name(tokens[core.head]) or tokens[core.head].lower in self.words.titles:
            return None
        if self.words.kind(tokens, core) in BODIES:
            return None  # "The General Command" is no general called Command
        for at in range(core.head - 1, core.first - 1, -1):
            office = self.words.kind(tokens, Chunk(core.first, at + 1, at)) in {"person", "civilian"}
            if tokens[at].lower.rstrip(".") in self.words.titles or (office and not self.is_place(tokens[core.head].span)):
                name = tuple(
                    token.text
                    for token in tokens[at + 1 : core.head + 1]
                    if token.text[:1].isalnum() and token.lower.rstrip(".") not in self.words.titles
                )
                made = self._naming(sentence, core, "person", "")
                return replace(made, name=name) if name and self._all_names(tokens[at + 1 : core.head + 1]) else None
        return None

    def _all_names(self, tokens: Sequence[Token]) -> bool:
        return all(
            is_name(token) or not token.text[:1].isalpha() or token.lower in {"al", "el", "bin", "de", "van", "von"}
            for token in tokens
        )

    def _bare_name(self, sentence: Sentence, core: Chunk) -> Naming | None:
        """Return a name that nothing explains, with how it stands."""
        tokens = sentence.tokens
        name = tokens[core.first : core.head + 1]
        row = [token.lower for token in name if is_name(token)]
        if (
            not has_capital(tokens[core.head])
            or not any(token.tag in {"PROPN", "PRON"} or token.text.isupper() for token in name)
            or all(word in self.words.never or word.isdigit() for word in row)
        ):
            return None
        made = self._naming(sentence, core, "other", "")
        return replace(made, stands=self._stands(sentence, core)) if made.name else None

    def _stands(self, sentence: Sentence, core: Chunk) -> str:
        """Return `acting`, `placed` or `unsure` from the words on both sides of a name."""
        tokens = sentence.tokens
        before = tokens[core.first - 1].lower if core.first else ""
        if before in self.words.states["said"] or (
            before == "to" and core.first > 1 and tokens[core.first - 2].lower == "according"
        ):
            return "acting"
        if before in self.words.states["placed_by"]:
            return "placed"
        if self._lies(tokens, core):
            return "placed"
        after = tokens[core.last] if core.last < len(tokens) else None
        acts = after is not None and (after.tag in {"VERB", "AUX"} or core.possessive)
        if acts or before in self.words.states["led_by"] or self._is_subject(sentence, core):
            return "acting"
        aside = (
            after is not None
            and after.text == ","
            and len([token for token in tokens[core.first : core.last] if is_name(token)]) > 1
        )
        return "introduced" if aside or before == "," else "unsure"

    def _lies(self, tokens: Sequence[Token], core: Chunk) -> bool:
        """Tell whether a name of the gazetteer only is or becomes something ("Oru has become a target"), or has a bearing."""
        if tokens[core.first].lower in {"eastern", "western", "northern", "southern", "central"}:
            return True
        verb = acting_states.verb_behind(tokens, core.last, self.words)
        still = verb is not None and lemma(tokens[verb].lower, "VERB") in self.words.states["still"]
        return still and bool(self.states.find(" ".join(token.text for token in tokens[core.first : core.head + 1])))

    def _is_subject(self, sentence: Sentence, core: Chunk) -> bool:
        token = sentence.tokens[core.head]
        return token.relation in {"nsubj", "nsubj:pass"} and token.head > core.head

    def _casualties(self, sentence: Sentence, core: Chunk) -> Naming | None:
        """Return people of whom a bare number tells ("killed 16", "another 150 wounded")."""
        tokens = sentence.tokens
        near = [token.lower for token in tokens[max(0, core.first - 1) : core.first] + tokens[core.last : core.last + 1]]
        dated = core.first > 0 and tokens[core.first - 1].lower in self.words.calendar  # "on July 25 killed"
        harmed = any(word in self.words.harmed for word in near) and not dated
        return self._naming(sentence, core, "civilian", "people") if harmed else None

    def _counted_nation(self, sentence: Sentence, core: Chunk) -> Naming | None:
        """Return people named by their nation alone ("12 Xians", "the Xians")."""
        head = sentence.tokens[core.head]
        if not head.lower.endswith("s") or not head.is_capitalised or head.lower in self.words.never:
            return None
        country = self.states.country_of(head.text)
        return self._naming(sentence, core, "other", head.lower) if country and not self.is_place(head.span) else None

    def _state(self, tokens: Sequence[Token], core: Chunk) -> str | None:
        """Return the state that the whole chunk names by its own name, its capital or the seat of its government."""
        first = core.first + (tokens[core.first].tag == "DET")
        while first < core.head and not is_name(tokens[first]):
            first += 1
        text = " ".join(token.text for token in tokens[first : core.head + 1])
        seat = self.words.seats.get(text.lower())
        capital = None if text.isupper() else self.states.capital_of(text)  # an agency's initials may spell a capital
        return seat or self.states.country_of(text) or capital

    def _acting_state(self, sentence: Sentence, core: Chunk, country: str) -> Naming | None:
        """Return a state's name as its government where it acts, else None: then it is a place."""
        tokens = sentence.tokens
        if tokens[core.head].lower.endswith("s") and not self.is_place(tokens[core.head].span):
            return replace(self._naming(sentence, core, "other", tokens[core.head].lower), country=country)
        if not acting_states.acts(sentence.tokens, core, self.words):
            return None
        return replace(self._naming(sentence, core, "government", ""), country=country)

    def _parts(self, sentence: Sentence, core: Chunk, whole: Naming | None) -> Iterator[Naming]:
        """Yield the modifiers of a chunk that act though the chunk as a whole is no actor ("Xian strikes")."""
        tokens = sentence.tokens
        if whole is not None:
            if whole.kind == "person":
                yield from self._employer(sentence, core)
            return
        reach = core.last + 1 if core.last < len(tokens) and tokens[core.last].lower != "and" else core.last + 4
        acts = any(token.lower in self.words.acts for token in tokens[core.first + 1 : reach])
        for at in range(core.first, core.last):
            token = tokens[at]
            single = Chunk(at, at + 1, at)
            if token.lower in self.words.modifiers:
                kind = self.words.kind(tokens, single) or "other"
                yield self._naming(sentence, single, kind, lemma(token.lower, "NOUN"))
            elif (
                acts
                and token.is_capitalised
                and not self._in_name(tokens, at)
                and (country := self.states.country_of(token.text))
            ):
                yield replace(self._naming(sentence, single, "government", ""), country=country)

    def _employer(self, sentence: Sentence, core: Chunk) -> Iterator[Naming]:
        """Yield the body in front of an office ("Xan Front" in "Xan Front spokesman Oru Tavan")."""
        tokens = sentence.tokens
        for at in range(core.first + 1, core.last):
            if tokens[at].tag == "NOUN" and self.words.kind(tokens, Chunk(at, at + 1, at)) == "person":
                inner = Chunk(core.first, at, at - 1)
                kind = self.words.kind(tokens, inner)
                if (
                    is_name(tokens[at - 1])
                    and not self.is_place(tokens[at - 1].span)
                    and not self.states.country_of(tokens[at - 1].text)
                ):
                    yield (
                        self._naming(sentence, inner, kind, lemma(tokens[at - 1].lower, "NOUN"))
                        if kind
                        else replace(self._naming(sentence, inner, "other", ""), stands="unsure")
                    )
                return

    def _in_name(self, tokens: Sequence[Token], at: int) -> bool:
        """Tell whether a state's word is part of a longer place name."""
        return at + 1 < len(tokens) and self.is_place(Span(tokens[at].start, tokens[at + 1].end)) and is_name(tokens[at + 1])

    def _seat_of(self, tokens: Sequence[Token]) -> str | None:
        """Return the state whose government's seat is named in front of an office ("the Downing Street spokesman")."""
        words = f" {' '.join(token.lower for token in tokens)} "
        return next((code for seat, code in self.words.seats.items() if f" {seat} " in words), None)

    def _held(self, sentence: Sentence) -> Iterator[Naming]:
        """Yield who holds a place by a compound: "rebel-held", "Xian-occupied"."""
        for at, token in enumerate(sentence.tokens):
            match = self.words.held.match(token.text)
            if match:
                made = self._naming(
                    sentence, Chunk(at, at + 1, at), self.words.kind_of(match.group(1)) or "other", match.group(1).lower()
                )
                yield replace(made, span=Span(token.start, token.start + match.end(1)), name=self._own_name(match.group(1)))

    def _own_name(self, word: str) -> tuple[str, ...]:
        return (word,) if word[:1].isupper() and self.words.kind_of(word) is None else ()

    def _naming(self, sentence: Sentence, span: Chunk, kind: ActorKind, head: str) -> Naming:
        tokens = sentence.tokens[span.first : span.last]
        first, last = span.first, span.last
        name = tuple(
            token.text
            for at, token in enumerate(tokens)
            if (is_name(token) or (at and token.is_capitalised and token.tag == "VERB"))
            and (at or token.lower not in self.words.partitives)
            and token.lower not in self.words.never
            and token.text[:1].isalpha()
            and not token.lower.endswith(_RELATED)
        )
        return Naming(
            sentence=sentence.number,
            span=sentence.span_of(first, last),
            kind=kind,
            head=head,
            name=() if [word.lower() for word in name] == [tokens[0].lower] and lemma(name[0].lower(), "NOUN") == head else name,
            country=next(
                (code for token in tokens if token.is_capitalised and (code := self.states.country_of(token.text))),
                self._seat_of(tokens),
            ),
            counted=any(token.tag == "NUM" or token.lower in {"dozens", "hundreds", "thousands", "scores"} for token in tokens),
            definite=tokens[0].lower in {"the", "its", "their", "his", "her"},
        )
