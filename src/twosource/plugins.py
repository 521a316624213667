"""The modules by which reports come in and situations go out, found where they lie.

In: the folders `formats` and `exports` of this package, and the entry points `twosource.formats` and `twosource.exports` of
whatever else is installed. Out: those modules by name, each checked for its parts. There is no registration: a module in the
folder is a format. Nothing here imports one by name, so adding one touches no other file.

An export writes one file, by `write(situation, out)`, or several, by `files(situation)`, which yields each name with its bytes.
Several files are given as one zip archive wherever one file is asked for (`write_to`, a download), and as a folder where the
command line is given a name without a suffix. An export never withholds anything: what must not go out is gone from the
situation before an export sees it (`Situation.withheld`), and `situation.notices` is what it must say about that.
"""

from __future__ import annotations

import pkgutil
import zipfile
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from importlib import import_module
from importlib.metadata import entry_points
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO, Protocol, cast

from twosource.errors import PluginError, UnreadableReport
from twosource.nouns import Page

_HEAD = 4096  # bytes of a file from which a format may recognise it


class Format(Protocol):
    """The parts of a format module. It may also have `recognises(head: bytes) -> bool`, asked where no suffix tells."""

    NAME: str
    SUFFIXES: tuple[str, ...]

    @staticmethod
    def pages(stream: BinaryIO, origin: str) -> Iterator[Page | UnreadableReport]:
        """Yield the reports in a stream, and in place of one that cannot be read the error that says why."""


class Export(Protocol):
    """The parts of an export module, which has either `write(situation, out)` or `files(situation)`.

    It may also have `FIELDS`: for each file, layer or record that it writes the fields, and for each field its meaning, for the
    documentation.
    """

    NAME: str
    SUFFIX: str
    MEDIA_TYPE: str


_SHAPES: Mapping[str, Mapping[str, Callable[[Any], bool]]] = {
    "formats": {
        "NAME": lambda part: isinstance(part, str) and bool(part),
        "SUFFIXES": lambda part: isinstance(part, tuple) and all(isinstance(one, str) and one[:1] == "." for one in part),
        "pages": callable,
    },
    "exports": {
        "NAME": lambda part: isinstance(part, str) and bool(part),
        "SUFFIX": lambda part: isinstance(part, str) and part[:1] == ".",
        "MEDIA_TYPE": lambda part: isinstance(part, str) and "/" in part,
    },
}
_ARCHIVE = (".zip", "application/zip")
_ANY_DAY = (1980, 1, 1, 0, 0, 0)  # a zip archive dates its files; the same record must give the same bytes on every day
_MEANING = {
    "NAME": "the name by which it is asked for, a string",
    "SUFFIXES": 'the ends of file names it reads, a tuple such as (".txt",)',
    "pages": "the function pages(stream, origin) that yields Pages",
    "SUFFIX": 'the end of the file names it writes, such as ".csv"',
    "MEDIA_TYPE": 'the media type it writes, such as "text/csv"',
    "write": "one of the functions write(situation, out) and files(situation)",
    "__doc__": "a docstring that says in its first line what it reads or writes",
}


def formats() -> dict[str, Format]:
    """Return every format by name, in the order of the names; PluginError where a module lacks a part."""
    return cast("dict[str, Format]", dict(_found("formats")))


def exports() -> dict[str, Export]:
    """Return every export by name, in the order of the names; PluginError where a module lacks a part."""
    return cast("dict[str, Export]", dict(_found("exports")))


def files_of(export: Export, situation: Any) -> Iterator[tuple[str, bytes]]:
    """Yield the files of an export by name, in the order in which it writes them; one that writes one file yields that."""
    if _has_files(export):
        yield from cast("Any", export).files(situation)
        return
    out = BytesIO()
    cast("Any", export).write(situation, out)
    yield f"{export.NAME}{export.SUFFIX}", out.getvalue()


def write_to(export: Export, situation: Any, out: BinaryIO) -> None:
    """Write a situation to one stream: the file of an export, or a zip archive of its files."""
    if not _has_files(export):
        cast("Any", export).write(situation, out)
        return
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files_of(export, situation):
            entry = zipfile.ZipInfo(name, _ANY_DAY)
            entry.external_attr = 0o644 << 16  # else nobody may open what is unpacked
            archive.writestr(entry, content, zipfile.ZIP_DEFLATED)


def write_to_path(export: Export, situation: Any, path: str | Path) -> None:
    """Write a situation to a file that only appears under its name when it is whole, or the files of an export to a folder.

    A name without a suffix, or that of a folder, is a folder where the export has several files. Raises OSError.
    """
    target = Path(path)
    if _has_files(export) and (target.is_dir() or not target.suffix):
        found = list(files_of(export, situation))  # all of them, before the first is written
        target.mkdir(exist_ok=True)
        for name, content in found:
            (target / name).write_bytes(content)
        return
    part = target.with_name(f".{target.name}.part")
    try:
        with part.open("wb") as stream:
            write_to(export, situation, stream)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def _has_files(export: Export) -> bool:
    return callable(getattr(export, "files", None))


def format_for(path: str | Path, head: bytes | None = None) -> Format:
    """Return the format of a file: by the longest suffix that fits, else by how it begins, else plain text.

    `head` is how the file begins, where the caller has read it already (standard input, say).
    """
    every = formats()
    name = Path(path).name.lower()
    fitting = [(len(suffix), one) for one in every.values() for suffix in one.SUFFIXES if name.endswith(suffix)]
    if fitting:
        return max(fitting, key=lambda pair: pair[0])[1]
    head = _head(Path(path)) if head is None else head
    for one in every.values():
        if getattr(one, "recognises", lambda _: False)(head):
            return one
    return every["plain"]


def _head(path: Path) -> bytes:
    if not path.is_file():
        return b""
    with path.open("rb") as stream:
        return stream.read(_HEAD)


@cache
def _found(kind: str) -> Mapping[str, Any]:
    """Return the modules of a kind by name; once for each process, because a run asks for every file."""
    found: dict[str, Any] = {}
    for module in [*_own(kind), *_foreign(kind)]:
        _check(kind, module)
        if module.NAME in found:
            raise PluginError(
                f"{module.__name__}: the name {module.NAME!r} is taken by {found[module.NAME].__name__}; rename one of them"
            )
        found[module.NAME] = module
    return dict(sorted(found.items()))


def _own(kind: str) -> Iterator[Any]:
    folder = import_module(f"twosource.{kind}")
    for one in pkgutil.iter_modules(folder.__path__):
        if not one.name.startswith("_"):
            yield import_module(f"{folder.__name__}.{one.name}")


def _foreign(kind: str) -> Iterator[Any]:
    for entry in sorted(entry_points(group=f"twosource.{kind}"), key=lambda one: one.name):
        try:
            yield entry.load()
        except Exception as error:  # whatever a foreign module raises, its owner must be told which one it was
            raise PluginError(f"{entry.value}: cannot be imported ({error}); mend or uninstall its package") from error


def _check(kind: str, module: Any) -> None:
    name = getattr(module, "__name__", repr(module))
    if not (getattr(module, "__doc__", None) or "").strip():
        raise PluginError(f"{name}: lacks {_MEANING['__doc__']}; add it")
    for part, fits in _SHAPES[kind].items():
        if not hasattr(module, part):
            raise PluginError(f"{name}: lacks {part}, {_MEANING[part]}; add it")
        if not fits(getattr(module, part)):
            raise PluginError(f"{name}: its {part} is not {_MEANING[part]}; mend it")
    if kind == "exports":
        _check_ways_out(name, module)


def _check_ways_out(name: str, module: Any) -> None:
    """Check that an export has one way to write, and that one of several files says that they come as an archive."""
    ways = [way for way in ("write", "files") if hasattr(module, way)]
    if len(ways) != 1 or not callable(getattr(module, ways[0])):
        raise PluginError(f"{name}: lacks write, {_MEANING['write']}; it must have one of the two")
    if ways == ["files"] and (module.SUFFIX, module.MEDIA_TYPE) != _ARCHIVE:
        raise PluginError(
            f"{name}: writes several files, so its SUFFIX and MEDIA_TYPE must be {' and '.join(_ARCHIVE)}; mend them"
        )
