"""The body behind a speaker: whose word it is in the end.

In: readings. Out: for each attribution that a monitor, an agency, a medium or a world body
stands behind, the name of that body. "The Observatory", "Observatory chief Rana Tavel", "Rana Tavel" in the next report and
"the monitor" of a report that names one monitor are one origin, and count once under the two-source rule. Parties to the war
are left out: what their officials and brigades say is of one side, and `standing` knows sides.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from twosource.geography.keys import fold, skeleton
from twosource.nouns import ActorKind, Attribution, Reading, Ref
from twosource.record.naming import is_name
from twosource.vocabulary import load

_BODIES = frozenset({"igo", "ngo", "media"})
_SMALL = frozenset({"of", "for", "and", "the", "de", "al", "el", "in"})
_AFTER = 90  # characters behind a name in which an office stands in apposition ("Rana Tavel, who heads the Orun Observatory")
_WORD = re.compile(r"[^\W_][\w'’.-]*")
_LEADS = re.compile(r",?\s*(?:who\s+)?(?:heads|leads|runs|directs|founded)\s+(?:the\s+)?(?P<body>.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class _Bodies:
    """The bodies that a record names: by the key of each name, by head noun, by report, by who is said to hold an office."""

    of_key: Mapping[str, str]
    by_head: Mapping[str, set[str]]
    named_in: Mapping[str, set[str]]
    kinds: Mapping[str, ActorKind]
    of_person: dict[str, set[str]] = field(default_factory=dict)


def roots_of(readings: Mapping[str, Reading]) -> dict[Ref, str]:
    """Return the name of the body behind each attribution that has one."""
    bodies = _bodies(readings)
    for reading in readings.values():
        for one in reading.attributions:
            _note_office(reading, one, bodies)
    found: dict[Ref, str] = {}
    for name, reading in readings.items():
        own = {one.id: body for one in reading.attributions if (body := _behind(reading, one, bodies))}
        of_kind: dict[str, set[str]] = {}
        for one in reading.attributions:
            of_kind.setdefault(one.kind, set()).update([own[one.id]] if one.id in own else [])
        for one in reading.attributions:
            alone = _fitting(reading, one, of_kind[one.kind], bodies)
            body = own.get(one.id) or (min(alone) if len(alone) == 1 else None)
            if body:
                found[Ref(name, one.id)] = body
    return found


def core(name: str) -> str:
    """Return the proper name in a description: "the Alban-based Orun Observatory group" holds "Orun Observatory"."""
    best: list[str] = []
    run: list[str] = []
    for word in [*_WORD.findall(name), ""]:
        if word[:1].isupper() and not re.search(r"-[a-z]", word) and not (word.lower() in _ARTICLES and not run):
            run.append(_unowned(word))
        elif run and word in _SMALL:
            run.append(word)
        else:
            while run and run[-1] in _SMALL:
                run.pop()
            best = max(best, run, key=len)
            run = []
    return " ".join(best)


_ARTICLES = frozenset({"the", "a", "an"})


def head(name: str) -> str:
    """Return the key of the noun that a body's name is about: "Observatory" of "Orun Observatory for Peace"."""
    parts = name.split()
    small = next((at for at, word in enumerate(parts) if word in _SMALL), len(parts))
    return fold(parts[small - 1]) if small else ""


def _unowned(word: str) -> str:
    """Return a word without the mark of a possessive."""
    return re.sub(r"['’]s?$", "", word)


def _bodies(readings: Mapping[str, Reading]) -> _Bodies:
    """Return the bodies, those joined of which one is the other with more words around its head, under the name used most."""
    used: Counter[str] = Counter()
    named: dict[str, set[str]] = {}
    kinds: dict[str, ActorKind] = {}
    for document, reading in readings.items():
        for actor in reading.actors:
            name = core(actor.name)
            if actor.kind in _BODIES and _stands_alone(name, actor.name) and not _is_office_of(actor.name):
                used[name] += len(actor.mentions)
                named.setdefault(document, set()).add(name)
                kinds[name] = actor.kind
    by_head: dict[str, list[str]] = {}
    for name in sorted(used):
        by_head.setdefault(head(name), []).append(name)
    joined: dict[str, list[str]] = {}
    long_forms = {_initials(name): name for name in sorted(used, key=lambda one: (used[one], one)) if _initials(name)}
    for names in by_head.values():
        for name in names:
            joined.setdefault(_widest(long_forms.get(name, name), by_head[head(long_forms.get(name, name))]), []).append(name)
    of_name = {one: max(names, key=lambda one: (used[one], len(one), one)) for names in joined.values() for one in names}
    return _Bodies(
        of_key={fold(one): of_name[one] for one in sorted(of_name)},
        by_head={key: {of_name[one] for one in names} for key, names in by_head.items()},
        named_in={document: {of_name[one] for one in names} for document, names in named.items()},
        kinds={of_name[one]: kind for one, kind in kinds.items()},
    )


def _widest(name: str, others: Sequence[str]) -> str:
    """Return the widest name of the same head that a name is part of, itself where it is part of two that are not one."""
    fits = [one for one in others if _is_part(name, one)]
    widest = max(fits, key=lambda one: (len(one), one))
    return widest if all(_is_part(one, widest) for one in fits) else name


def _initials(name: str) -> str:
    """Return the initials of a name of three weighty words or more, else ""."""
    parts = [word for word in name.split() if word not in _SMALL]
    return "".join(word[0] for word in parts).upper() if len(parts) >= 3 else ""


def _is_part(short: str, long: str) -> bool:
    return f" {short.casefold()} " in f" {long.casefold()} "


def _stands_alone(name: str, described: str) -> bool:
    """Tell whether a proper name is a body's own, and does not only say whose or where.

    A single word is where it is initials or what a description ends with ("the agency Orunpress", not "Xian state television").
    """
    if not name or not is_name(name):
        return False
    before = described.split()[-2:-1]
    return " " in name or name.isupper() or (described.endswith(name) and not set(before) & {"in", "of", "at", "from", "near"})


def _is_office_of(name: str) -> bool:
    return any(word.lower() in _offices() for word in _WORD.findall(name))


def _note_office(reading: Reading, attribution: Attribution, bodies: _Bodies) -> None:
    """Note which body a named speaker holds an office of, where the words for him or right behind him say so."""
    if attribution.source is None:
        return
    text, said = reading.document.text, reading.document.quote(attribution.source)
    behind = re.split(r"[.!?]\s|\n", text[attribution.source.end : attribution.source.end + _AFTER])[0]
    told = list(_held(said))
    if _person(said):
        leads, of = _LEADS.match(behind), _in_apposition(behind)
        told += [(words, said) for words in ([leads["body"]] if leads else [of] if of else [])]
    for words, person in told:
        body = _body(words, reading, bodies)
        if body and _person(person):
            bodies.of_person.setdefault(_person(person), set()).add(body)


def _in_apposition(behind: str) -> str:
    """Return the words for the body in "…, head of the Orun Observatory" right behind a name."""
    opening = re.match(
        r",?\s*(?:who\s+is\s+)?(?:the\s+|an?\s+)?(?:[a-z-]+\s+){0,2}?([a-z]+)\s+(?:of|at|for|with)\s+(?:the\s+)?", behind
    )
    return behind[opening.end() :] if opening and opening.group(1) in _offices() else ""


def _held(said: str) -> Iterator[tuple[str, str]]:
    """Yield the words for a body and the name of who holds an office of it: ("Orun Observatory", "Rana Tavel")."""
    for match in _WORD.finditer(said):
        if match.group().lower() in _offices():
            before, after = said[: match.start()].strip(), said[match.end() :]
            of = re.match(r"\s+(?:of|at|for|with|from)\s+(.*)", after, re.DOTALL)
            yield (of.group(1), before) if of else (before, after)


def _body(described: str, reading: Reading, bodies: _Bodies) -> str | None:
    """Return the body that words name: by its whole name, else by its head where one body of the report, or of all, has it."""
    name = core(described)
    if name and fold(name) in bodies.of_key:
        return bodies.of_key[fold(name)]
    last = (name or described).split()[-1:]
    key = fold(_unowned(last[0])) if last else ""
    for known in (bodies.by_head.get(key, set()), bodies.by_head.get(key.removesuffix("s"), set())):
        here = known & bodies.named_in.get(reading.document.id, set())
        for group in (here, known) if name else (here,):  # "the agency" of a report that names none is any
            if len(group) == 1:
                return min(group)
    return None


def _behind(reading: Reading, attribution: Attribution, bodies: _Bodies) -> str | None:
    """Return the body behind a speaker: the one of its office, the one whose office it is known to hold, or itself."""
    said = reading.document.quote(attribution.source) if attribution.source else ""
    actor = next((one for one in reading.actors if one.id == attribution.actor), None)
    for name in filter(None, (said, actor.name if actor else "")):
        for words, _ in _held(name):
            if words and (body := _body(words, reading, bodies)):
                return body
        held = bodies.of_person.get(_person(name), set())
        if len(held) == 1:
            return min(held)
    named = (said, actor.name) if actor is not None and actor.kind in _BODIES else ()
    return next((body for name in named if (body := _body(name, reading, bodies))), None)


def _person(name: str) -> str:
    """Return the key of a person's name: the consonants of its last two words; "" for fewer words."""
    parts = [word for word in core(name).split() if word.lower() not in _offices()]
    return skeleton(" ".join(parts[-2:])) if len(parts) > 1 else ""


def _fitting(reading: Reading, attribution: Attribution, quoted: set[str], bodies: _Bodies) -> set[str]:
    """Return the bodies that a bare description ("a monitor", "the agency") may stand for; nothing for other speakers.

    They are those of its kind that its report quotes, else those that it names.
    """
    actor = next((one for one in reading.actors if one.id == attribution.actor), None)
    if actor is None or actor.kind not in _BODIES or core(actor.name):
        return set()
    last = actor.name.split()[-1].lower()
    if last.endswith("s") or last in _offices():
        return set()
    named = {one for one in bodies.named_in.get(reading.document.id, set()) if bodies.kinds[one] == actor.kind}
    return quoted or named


@cache
def _offices() -> frozenset[str]:
    """Return the nouns for those who speak for a body, with plain plurals."""
    tables = [language.table("actors") for language in load().languages.values()]
    found = {word for table in tables for word in (*table["one"]["offices"], *table["titles"]["words"])}
    return frozenset(form for word in found for form in (word, word + "s"))
