"""The tables of `weights.toml`: what levels weigh, which types and words stand for one act, who is counted as whom.

In: the file. Out: its tables, read once.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def settings() -> Mapping[str, Any]:
    """Return the tables of `weights.toml`."""
    return tomllib.loads(files("twosource.linking").joinpath("weights.toml").read_text(encoding="utf-8"))
