"""The keys by which two spellings of one name meet: the one door to anyascii and rapidfuzz.

In: a name in any script. Out: `fold`, a key without case, diacritics, hyphens and articles ("Ar-Raqqah" and "Raqqa" are one), and
`skeleton`, its consonants alone ("Tell Abyad" and "Tall Abyad" are one). Two different places share a skeleton often, so it only
proposes candidates where a country or province is given.
"""

from __future__ import annotations

import re
from functools import lru_cache

from anyascii import anyascii
from rapidfuzz import fuzz

# Arabic articles with their assimilated forms, the Persian ezafe, and the English article of names such as The Hague.
ARTICLES = frozenset(
    "al el ul il ad ed adh ar er ur as es ash esh az ez at et ath eth an en the".split()  # noqa: SIM905  reads better so
)
_EZAFE = frozenset({"e", "i", "ye", "yi"})
_MARKS = dict.fromkeys(map(ord, "'`’‘ʻʼʽʾʿ´′\"“”.ـ"), "")
_PLAIN = {code: chr(code).lower() if chr(code).isalnum() else " " for code in range(128)}
_ARABIC_ARTICLE = re.compile(r"(?:(?<=\s)|^)ال(?=\w{2})")
_TWINS = (("kh", "k"), ("gh", "g"), ("sh", "s"), ("ch", "s"), ("th", "t"), ("dh", "d"), ("ph", "f"), ("zh", "j"), ("ck", "k"))
_UNVOWELLED = str.maketrans({"q": "k", "c": "k", "x": "k", "z": "s", "j": "g", "p": "b", **dict.fromkeys("aeiouyw", "")})
_TAIL = {**_UNVOWELLED, ord("h"): ""}
_REPEATED = re.compile(r"(.)\1+")


def words(name: str) -> list[str]:
    """Return the words of a name in lower-case ASCII, articles kept, marks inside a word dropped."""
    text = name if name.isascii() else anyascii(_ARABIC_ARTICLE.sub("", name.translate(_MARKS)))
    return text.translate(_MARKS).translate(_PLAIN).split()


@lru_cache(maxsize=65536)
def fold(name: str) -> str:
    """Return the key of a name: its letters and digits in ASCII, without articles; "" where none is left."""
    found = words(name)
    kept = [word for at, word in enumerate(found) if word not in ARTICLES and not (at and word in _EZAFE)] or found
    key = "".join(kept)
    return key[:-1] if key.endswith("ah") and len(key) > 3 else key


@lru_cache(maxsize=65536)
def skeleton(name: str) -> str:
    """Return the consonants of a name's key, sounds that transliterations confuse made one, repetitions dropped."""
    return consonants(fold(name))


def consonants(key: str) -> str:
    """Return the skeleton of a key that `fold` made."""
    if "h" in key or "ck" in key:
        for pair, one in _TWINS:
            key = key.replace(pair, one)
    return _REPEATED.sub(r"\1", key[:1].translate(_UNVOWELLED) + key[1:].translate(_TAIL))


def likeness(one: str, other: str) -> float:
    """Return by how many percent two keys agree: 100 less the share of letters to put in or take out."""
    return float(fuzz.ratio(one, other))
