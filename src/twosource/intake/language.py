"""The language of a text.

In: a text. Out: its ISO 639-1 code, or None where it has no letters. The door of py3langid. Whether anything can be
read in that language is not decided here.
"""

from __future__ import annotations

import re
import unicodedata

ENOUGH = 20
"""Letters below which the letters' script is a better witness than py3langid
(19 of 20 short texts right; below that it guesses)."""

_SAMPLE = 3000  # characters; with these all 788 reports of ../shared/news are told to be English, in capitals too
_SCRIPTS = {
    "LATIN": "en",
    "CYRILLIC": "ru",
    "ARABIC": "ar",
    "HEBREW": "he",
    "GREEK": "el",
    "HANGUL": "ko",
    "HIRAGANA": "ja",
    "KATAKANA": "ja",
    "CJK": "zh",
    "THAI": "th",
    "GEORGIAN": "ka",
    "ARMENIAN": "hy",
    "ETHIOPIC": "am",
    "DEVANAGARI": "hi",
    "BENGALI": "bn",
    "TAMIL": "ta",
    "MYANMAR": "my",
    "KHMER": "km",
}
_LETTER = re.compile(r"[^\W\d_]")
_ADDRESS = re.compile(r"\S*(?:://|www\.|@)\S*")


def language(text: str, declared: str | None = None) -> str | None:
    """Return the ISO 639-1 code of a text's language; `declared` is what its page says, believed of a short text only."""
    sample = _ADDRESS.sub(" ", text[:_SAMPLE])
    letters = _LETTER.findall(sample)
    if not letters:
        return None
    if len(letters) < ENOUGH:
        return declared or _SCRIPTS.get(_script(letters))
    from py3langid import rank  # noqa: PLC0415  (loads a model of 100 MB: only what reads a text pays for it)

    # A telegram in capitals is the same language in small letters, and those the model knows.
    capitals = sum(map(str.isupper, letters))
    ranked = rank(sample.lower() if capitals > len(letters) / 2 else sample)
    # Of the languages without a code of two letters it knows Nigerian Pidgin alone, and takes tables of names for it.
    return next(str(code) for code, _ in ranked if len(code) == len("en"))


def _script(letters: list[str]) -> str:
    """Return the first word of the Unicode name that most letters share."""
    scripts = [unicodedata.name(letter, "?").split()[0] for letter in letters]
    return max(sorted(set(scripts)), key=scripts.count)
