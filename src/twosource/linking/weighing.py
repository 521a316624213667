"""The tables of `weights.toml` and `story.toml`: what levels weigh, which types and words stand for one act, who is counted how.

In: the files. Out: their tables, read once.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def settings(*, one_story: bool = False) -> Mapping[str, Any]:
    """Return the tables of `weights.toml`; of reports that tell one story with the weights and the threshold of `story.toml`."""
    tables = _read("weights.toml")
    return {**tables, **_read("story.toml")} if one_story else tables


def _read(name: str) -> Mapping[str, Any]:
    return tomllib.loads(files("twosource.linking").joinpath(name).read_text(encoding="utf-8"))
