"""The codes of states: ISO 3166 alpha-2 in, name, alpha-3 and numeric code out."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Country:
    """A state by its codes; `numeric` is None where ISO 3166 gives none."""

    alpha2: str
    alpha3: str
    numeric: int | None
    name: str


@cache
def adjectives() -> frozenset[str]:
    """Return the words for what is of a state and for its people, without regard to case: "syrian", "syrians"."""
    text = (files("twosource.geography") / "data" / "countries.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    return frozenset(word.casefold() for row in rows for word in row[8].split("|") if word)


def country(alpha2: str | None) -> Country | None:
    """Return the state with this code, None where there is none (an invented war's)."""
    return _countries().get(alpha2 or "")


@cache
def _countries() -> dict[str, Country]:
    text = (files("twosource.geography") / "data" / "country_codes.tsv").read_text(encoding="utf-8")
    fields = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    return {one[0]: Country(one[0], one[1], int(one[2]) or None, one[3]) for one in fields}
