"""The forms of English words: the one door to lemminflect.

In: a word. Out: its inflected forms, its lemmas, or the parts of speech it may be. lemminflect's lexicon is derived from
the NIH's SPECIALIST lexicon; a word that it does not hold is treated by its rules.
"""

from __future__ import annotations

from functools import lru_cache

_LETTER = {"NOUN": "n", "VERB": "v", "ADJ": "j", "ADV": "r", "AUX": "x", "PROPN": "n"}


@lru_cache(maxsize=65536)
def parts_of_speech(word: str) -> str:
    """Return the parts of speech that the lexicon allows a lower-case word, as letters: n, v, j, r, x; "" if unknown."""
    import lemminflect  # noqa: PLC0415  0.3 s: only a reader pays for it

    found = lemminflect.getAllLemmas(word)
    return "".join(sorted({_LETTER[tag] for tag in found if tag in _LETTER}))


@lru_cache(maxsize=65536)
def lemma(word: str, part: str) -> str:
    """Return the base form of a lower-case word read as a `NOUN`, `VERB`, `ADJ` or `ADV`; the word itself if unknown."""
    import lemminflect  # noqa: PLC0415

    found = lemminflect.getAllLemmas(word, upos=part).get(part)
    return found[0] if found else word


@lru_cache(maxsize=8192)
def inflections(word: str, part: str) -> tuple[str, ...]:
    """Return every form of a base word read as `NOUN`, `VERB` or `ADJ`, the word itself first, without repeats."""
    import lemminflect  # noqa: PLC0415

    forms = lemminflect.getAllInflections(word, upos=part) or lemminflect.getAllInflectionsOOV(word, upos=part)
    return tuple(dict.fromkeys([word, *(form for group in forms.values() for form in group)]))
