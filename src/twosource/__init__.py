"""A war monitor that knows who says so: reports about an armed conflict in, one sourced record out.

The public names, and nothing else. Each is imported when it is first asked for, so that `import twosource` costs nothing and
the command line answers at once.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from twosource.errors import TwosourceError, UnreadableReport
    from twosource.monitor import Monitor, read_paths, report
    from twosource.nouns import Document, Judgement, Reading, Record
    from twosource.record import Situation
    from twosource.settings import Settings

__version__ = "0.1.0"

__all__ = [
    "Document",
    "Judgement",
    "Monitor",
    "Reading",
    "Record",
    "Settings",
    "Situation",
    "TwosourceError",
    "UnreadableReport",
    "read_paths",
    "report",
]

_HOMES = {
    "Document": "nouns",
    "Judgement": "nouns",
    "Monitor": "monitor",
    "Reading": "nouns",
    "Record": "nouns",
    "Settings": "settings",
    "Situation": "record",
    "TwosourceError": "errors",
    "UnreadableReport": "errors",
    "read_paths": "monitor",
    "report": "monitor",
}
"""The module in which each public name is at home."""


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'twosource' has no attribute {name!r}")
    return getattr(import_module(f"twosource.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
