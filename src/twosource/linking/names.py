"""What a name may be known by elsewhere, beyond the keys of `geography.keys`.

In: a name as a report writes it. Out: the name without the noun that says what it is, its initials, and whether it is a name at
all and not a description.
"""

from __future__ import annotations

import re
from functools import lru_cache

from twosource.geography.keys import ARTICLES, fold, words

_HEADS = frozenset(
    {
        "area", "areas", "camp", "capital", "city", "countryside", "country", "district", "governorate",
        "neighborhood", "neighbourhood", "oblast", "outskirts", "province", "raion", "region", "suburb", "suburbs",
        "town", "village",
    }
)  # fmt: skip
_SMALL = ARTICLES | {"of", "for", "and", "in", "de", "la", "le", "du"}


@lru_cache(maxsize=65536)
def bare(name: str) -> str:
    """Return the key of a place name without the noun that says what it is: "Oru province" gives the key of "Oru"."""
    kept = [word for word in words(name) if word not in _HEADS]
    return fold(" ".join(kept)) or fold(name)


def acronym(name: str) -> str:
    """Return the initials of a name of three words or more in capitals, else ""."""
    parts = [word for word in words(name) if word not in _SMALL]
    return "".join(word[0] for word in parts).upper() if len(parts) >= 3 else ""


def singular(key: str) -> str:
    """Return the key of a description whose last word is in the singular: "a rebel" and "rebels" are one word for a side."""
    return key[:-1] if len(key) > 3 and key.endswith("s") and not key.endswith(("ss", "us", "is")) else key


def is_proper(name: str) -> bool:
    """Tell whether every weighty word of a name begins with a capital letter, so that it may stand as a name elsewhere."""
    parts = [part for part in re.findall(r"[^\W_]+", name) if part.lower() not in _SMALL]
    return bool(parts) and all(part[0].isupper() or part[0].isdigit() for part in parts)


_NAME_WORD = r"(?:[A-Z][\w'’.-]*|al|el|as|ash)"
_CALLED = re.compile(rf"[a-z]+ ({_NAME_WORD}(?:[ -](?:{_NAME_WORD}|of|for|and|the))* [A-Z][\w'’.-]*)$")


def called(name: str) -> str:
    """Return the name at the end of a description ("the armed group Free Vard Front"), "" where there is none."""
    match = _CALLED.search(name)
    if match is None or name[: match.start(1)].rsplit(maxsplit=1)[-1] in _SMALL:
        return ""
    return match.group(1)
