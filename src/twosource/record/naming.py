"""What an actor or a place is called in the record, when its reports call it several things.

In: the names that readings use. Out: one name. A proper name comes before a description ("the group"), the name that most
reports use before a rarer one, and its long form before its initials or its last word. Words for sorts of people ("Rebels" at
the beginning of a sentence) are no proper names; the word lists of the reader's languages know them.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache

from twosource.geography.keys import fold
from twosource.vocabulary import load

_WORD = re.compile(r"[^\W_][\w'’.]*")
_SMALL = frozenset("al el as ash an ad the of for and in de la le du bin ibn van von".split())  # noqa: SIM905  read as a line
_RESIDUE = re.compile(r"\[|\]|\(#?\)")
_NUMBER = re.compile(r"\d[\d.,]*%?")


def best_name(names: Sequence[str]) -> str:
    """Return the name for an actor of these names, one for each report: see the rules above."""
    known = [tidy(name) for name in names]
    proper = [name for name in known if is_name(name)]
    first = commonest(proper or known)
    return commonest([name for name in proper if _is_long_form(name, first)] or [first]) if proper else plain(first)


def commonest(values: Sequence[str]) -> str:
    """Return the value that occurs most, the longer and then the alphabetically first of those equally common."""
    counted = Counter(values)
    return min(counted, key=lambda value: (-counted[value], -len(value), value))


def _is_long_form(name: str, short: str) -> bool:
    """Tell whether a name is the long form of another: the other is its initials or its last word."""
    parts = [part for part in _WORD.findall(name) if part.lower() not in _SMALL]
    if len(parts) < 2:
        return False
    return fold(parts[-1]) == fold(short) or "".join(part[0] for part in parts).upper() == short.replace(".", "")


def tidy(name: str) -> str:
    """Return a name without residue of markup and without doubled blanks."""
    return " ".join(_RESIDUE.sub("", name).split())


def is_name(name: str) -> bool:
    """Tell whether words are a proper name: every weighty word has a capital, and not all are for a sort of people."""
    parts = [part for part in _WORD.findall(name) if part.lower() not in _SMALL]
    return bool(parts) and all(part[0].isupper() for part in parts) and not all(part.lower() in _sorts() for part in parts)


def plain(description: str) -> str:
    """Return a description as it stands within a sentence: "Insurgent groups" becomes "insurgent groups"."""
    first = description.split(maxsplit=1)[0] if description else ""
    capital = first[:1].isupper() and not first.isupper()
    name_goes_on = description[len(first) :].lstrip()[:1].isupper()
    lower = capital and not name_goes_on and first.lower() in _sorts() | _amounts()
    return description[:1].lower() + description[1:] if lower else description


def unsited(description: str, places: Iterable[str]) -> str:
    """Return a description without the place that it stands in: "the town's hospital" and "the hospital in Oru" give "hospital".

    What stands behind "in" goes only where it is one of the places named, or a word for a sort of place.
    """
    known = {fold(place) for place in places} | _settlements()
    kept = description.casefold().replace("’", "'").split()
    owned = [at for at, word in enumerate(kept) if word.endswith("'s") and word.removesuffix("'s") in _settlements()]
    kept = [word for word in kept[owned[0] + 1 if owned else 0 :] if word not in {"a", "an", "the"}]
    sited = [at for at, word in enumerate(kept) if word in {"in", "of", "at"} and fold(" ".join(kept[at + 1 :])) in known]
    return " ".join(kept[: sited[0]] if sited else kept)


def is_counted(name: str) -> bool:
    """Tell whether words count people instead of naming them ("up to 3 million people")."""
    return bool(_NUMBER.search(name)) or uncounted(name) != name


def uncounted(name: str) -> str:
    """Return words without the number that begins them: "at least 12 civilians" gives "civilians"."""
    parts = name.split()
    if len(parts) > 1 and parts[0].lower() in {"a", "an", "the"} and parts[1].lower() in _amounts():
        parts = parts[1:]
    while parts and (_NUMBER.fullmatch(parts[0]) or parts[0].lower().rstrip(",") in _amounts()):
        parts = parts[1:]
    return " ".join(parts)


def bounds(low: int | None, high: int | None) -> str:
    """Return the bounds of a figure in words."""
    if low == high:
        return f"{low:,}" if low is not None else "no number"
    if low is None:
        return f"up to {high:,}"
    return f"{low:,} or more" if high is None else f"{low:,} to {high:,}"


@cache
def _sorts() -> frozenset[str]:
    """Return the single words by which the languages know sorts of people, with plain plurals: "rebels", "army", "official"."""
    found: set[str] = set()
    for language in load().languages.values():
        table = language.table("actors")
        patterns = [*table["modifiers"]["words"], *table["company"]["words"]]
        patterns += [one for head in table["heads"].values() for one in head]
        found |= {pattern.split("/")[0] for pattern in patterns if " " not in pattern}
    return frozenset(form for word in found for form in (word, word + "s", word.removesuffix("man") + "men"))


@cache
def _settlements() -> frozenset[str]:
    """Return the nouns by which the languages know inhabited places: "town", "district"."""
    tables = [language.table("places")["heads"] for language in load().languages.values()]
    return frozenset(noun.split("/")[0] for heads in tables for sort in ("town", "capital", "district") for noun in heads[sort])


@cache
def _amounts() -> frozenset[str]:
    """Return the words that numbers and vague amounts begin with."""
    found: set[str] = set()
    for language in load().languages.values():
        table = language.table("numbers")
        phrases = [*table["cardinals"], *table["scales"]]
        phrases += [word for entry in (*table["bound"], *table["vague"]) for word in entry.get("words", ())]
        found |= {word for phrase in phrases for word in phrase.split()}
    return frozenset(found - {"a", "the"} | {"other", "another", "some", "many", "most", "as", "of"})
