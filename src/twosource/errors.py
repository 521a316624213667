"""The exceptions, all of them.

    TwosourceError              the root: catch this to catch everything of ours
    |-- UsageError              the call itself was wrong (exit status 2)
    |-- UnreadableReport        a report could not be read; it is kept and named, the others go on
    |-- VocabularyError         a vocabulary or roster file is not as it should be
    |-- BrokenBundle            a file of the network's weights is missing, was changed or cannot be run
    |-- GazetteerError          the gazetteer's rows or index are not as they should be
    |-- PluginError             a format or export module lacks a part
    |-- StoreError              the record file cannot be opened, or was written by a newer version
    `-- UnknownId               no finding or fact has this id

Every message names the thing, the place and the next step.
"""

from __future__ import annotations


class TwosourceError(Exception):
    """The root of every error that this package raises on purpose."""


class UsageError(TwosourceError):
    """The call itself was wrong."""


class UnreadableReport(TwosourceError):
    """A report could not be read. `origin` names it, `reason` says why in words for its owner."""

    def __init__(self, origin: str, reason: str) -> None:
        super().__init__(f"{origin}: {reason}")
        self.origin = origin
        self.reason = reason


class VocabularyError(TwosourceError):
    """A vocabulary or roster file is not as it should be."""


class BrokenBundle(TwosourceError):
    """The weights that ship with the package are not as they were built. `file` names the file that is wrong."""

    def __init__(self, file: str, reason: str) -> None:
        super().__init__(f"the reader's weights, {file}: {reason}; install twosource again, or read with --reader rules")
        self.file = file
        self.reason = reason


class GazetteerError(TwosourceError):
    """The gazetteer's rows or index are not as they should be."""


class PluginError(TwosourceError):
    """A format or export module lacks a part."""


class StoreError(TwosourceError):
    """The record file cannot be opened, or was written by a newer version."""


class UnknownId(TwosourceError):
    """No finding or fact has this id."""
