"""Formats and exports are found where they lie, and one that lacks a part is told so."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from twosource import plugins
from twosource.errors import PluginError


@pytest.fixture(autouse=True)
def _found_anew() -> Iterator[None]:
    plugins._found.cache_clear()
    yield
    plugins._found.cache_clear()


def a_format(**parts: Any) -> ModuleType:
    module = ModuleType("morse", "Reports in Morse code.")
    for name, part in {"NAME": "morse", "SUFFIXES": (".morse",), "pages": lambda *_: iter(()), **parts}.items():
        if part is not None:
            setattr(module, name, part)
    return module


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> Any:
    """A function that makes a module look like the format of an installed package."""

    def install(module: ModuleType | None) -> None:
        class Entry:
            name, value = "morse", "morse_package"

            def load(self) -> ModuleType:
                if module is None:
                    raise ImportError("no dots")
                return module

        monkeypatch.setattr(plugins, "entry_points", lambda group: [Entry()] if group == "twosource.formats" else [])

    return install


def test_the_built_in_formats_are_found_by_folder() -> None:
    assert {"plain", "jsonl", "html"} <= set(plugins.formats())
    assert list(plugins.formats()) == sorted(plugins.formats())


def test_every_export_has_its_parts() -> None:
    for name, export in plugins.exports().items():
        assert name == export.NAME
        assert export.SUFFIX.startswith(".")


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("a/oru.txt", "plain"),
        ("ORU.TXT", "plain"),
        ("oru.jsonl", "jsonl"),
        ("oru.ndjson", "jsonl"),
        ("oru.2031.jsonl.gz", "jsonl"),
        ("oru.htm", "html"),
        ("oru.unknown", "plain"),
        ("-", "plain"),
    ],
)
def test_the_suffix_says_the_format(path: str, name: str) -> None:
    assert name == plugins.format_for(path).NAME


def test_where_no_suffix_tells_the_beginning_does(tmp_path: Path) -> None:
    (tmp_path / "page").write_text("<!DOCTYPE html><html>", encoding="utf-8")
    (tmp_path / "report").write_text("Oru fell.", encoding="utf-8")
    assert plugins.format_for(tmp_path / "page").NAME == "html"
    assert plugins.format_for(tmp_path / "report").NAME == "plain"
    assert plugins.format_for("-", head=b'{"text": "Oru fell."}').NAME == "jsonl"


def test_a_foreign_format_joins_the_others(installed: Any) -> None:
    installed(a_format())
    assert plugins.formats()["morse"].SUFFIXES == (".morse",)
    assert plugins.format_for("oru.morse").NAME == "morse"


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ({"NAME": None}, "lacks NAME"),
        ({"SUFFIXES": None}, "lacks SUFFIXES"),
        ({"pages": None}, "lacks pages"),
        ({"SUFFIXES": ".morse"}, "its SUFFIXES is not"),
        ({"SUFFIXES": ("morse",)}, "its SUFFIXES is not"),
        ({"pages": 7}, "its pages is not"),
        ({"NAME": "plain"}, "is taken by twosource.formats.plain"),
        ({"__doc__": " "}, "lacks a docstring"),
    ],
)
def test_a_module_that_lacks_a_part_is_named_with_the_part(installed: Any, parts: dict[str, Any], words: str) -> None:
    installed(a_format(**parts))
    with pytest.raises(PluginError, match="morse") as caught:
        plugins.formats()
    assert words in str(caught.value)


def test_a_foreign_module_that_cannot_be_imported_is_named(installed: Any) -> None:
    installed(None)
    with pytest.raises(PluginError, match=r"morse_package.*no dots"):
        plugins.formats()


def an_export(**parts: Any) -> ModuleType:
    module = ModuleType("scroll", "A scroll.")
    for name, part in {"NAME": "scroll", "SUFFIX": ".txt", "MEDIA_TYPE": "text/plain", "write": lambda *_: None, **parts}.items():
        if part is not None:
            setattr(module, name, part)
    return module


def test_an_export_has_one_way_to_write() -> None:
    plugins._check("exports", an_export())
    with pytest.raises(PluginError, match="lacks write"):
        plugins._check("exports", an_export(write=None))
    with pytest.raises(PluginError, match="one of the two"):
        plugins._check("exports", an_export(files=lambda _: iter(())))


def test_an_export_of_several_files_is_an_archive() -> None:
    several = {"write": None, "files": lambda _: iter([("a.txt", b"a"), ("b.txt", b"b")])}
    with pytest.raises(PluginError, match=r"\.zip and application/zip"):
        plugins._check("exports", an_export(**several))
    plugins._check("exports", an_export(**several, SUFFIX=".zip", MEDIA_TYPE="application/zip"))


def test_a_file_that_cannot_be_finished_is_not_there(tmp_path: Path) -> None:
    def fail(_: Any, out: Any) -> None:
        out.write(b"half")
        raise RuntimeError("no ink")

    with pytest.raises(RuntimeError, match="no ink"):
        plugins.write_to_path(an_export(write=fail), None, tmp_path / "war.txt")
    assert list(tmp_path.iterdir()) == []
