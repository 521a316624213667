"""The tables of `weights.toml`, `story.toml` and `report.toml`: what levels weigh, which words stand for one act, who is counted.

In: the files. Out: their tables, read once.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Literal

Population = Literal["weights", "story", "report"]
"""Where two tellings stand, by the file that holds its weights: in reports of many things, in reports that are known to tell one
story, or in one report."""


@cache
def settings(population: Population = "weights") -> Mapping[str, Any]:
    """Return the tables of `weights.toml`, with the weights and the threshold of another population in place of its own."""
    return {**_read("weights.toml"), **_read(f"{population}.toml")}


def _read(name: str) -> Mapping[str, Any]:
    return tomllib.loads(files("twosource.linking").joinpath(name).read_text(encoding="utf-8"))
