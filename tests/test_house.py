"""The rules of the house that a machine can refuse."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "twosource"
MODULES = sorted(PACKAGE.rglob("*.py"))

DOORS: dict[str, str | tuple[str, ...]] = {
    "alembic": "store/",
    "anyascii": "geography/keys.py",
    "charset_normalizer": "formats/plain.py",
    "datasketch": "linking/origins.py",
    "fastapi": "outlets/web/",
    "followthemoney": "exports/ftm.py",
    "htmldate": "formats/html.py",
    "lemminflect": "vocabulary/inflection.py",
    "networkx": "geography/roads.py",
    "numpy": ("exports/geopackage.py", "reading/network/", "reading/tags.py", "reading/trees.py"),
    "onnxruntime": "reading/network/encoder.py",
    "pydantic": ("outlets/web/", "settings.py"),
    "py3langid": "intake/language.py",
    "pyarrow": "exports/parquet.py",
    "pydantic_settings": "settings.py",
    "pyogrio": "exports/geopackage.py",
    "rapidfuzz": "geography/keys.py",
    "rdflib": "exports/rdf.py",
    "rich": "outlets/",
    "shapely": "geography/borders.py",
    "spacy": "exports/docbin.py",
    "sqlalchemy": "store/",
    "starlette": "outlets/web/",
    "syntok": "reading/sentences.py",
    "text_to_num": "reading/figures.py",
    "tokenizers": "reading/network/",
    "trafilatura": "formats/html.py",
    "typer": "outlets/",
    "uvicorn": "outlets/web/",
}
"""The one module (or folder) that may import a third-party package."""

FORBIDDEN = {"utils", "helpers", "common", "misc", "manager", "handler", "processor", "data", "info", "item", "obj", "tmp"}


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name.partition(".")[0] for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.partition(".")[0]


def functions(path: Path) -> Iterator[ast.FunctionDef]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef):
            yield node


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_each_third_party_package_has_one_door(path: Path) -> None:
    place = path.relative_to(PACKAGE).as_posix()
    strangers = {name for name in imports(path) if name in DOORS and not place.startswith(DOORS[name])}
    assert not strangers, f"{place} imports {strangers}; their door is {[DOORS[name] for name in strangers]}"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_names_say_what_a_thing_is(path: Path) -> None:
    assert path.stem not in FORBIDDEN
    named = {node.name for node in functions(path)} | {argument.arg for node in functions(path) for argument in node.args.args}
    assert not named & FORBIDDEN, f"{path.name}: {named & FORBIDDEN}"


def test_functions_are_short() -> None:
    lengths = sorted((node.end_lineno or 0) - node.lineno + 1 for path in MODULES for node in functions(path))
    assert lengths[len(lengths) // 2] <= 11
    assert lengths[int(0.9 * len(lengths))] <= 35
    assert sum(length > 60 for length in lengths) <= 0.02 * len(lengths)


def test_files_can_be_read_in_one_sitting() -> None:
    long = {str(path.relative_to(PACKAGE)): len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES}
    assert not {name: lines for name, lines in long.items() if lines > 600}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_every_public_thing_says_what_it_is(path: Path) -> None:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    if path.name != "__init__.py" or tree.body:
        assert ast.get_docstring(tree), f"{path.name} has no docstring"
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            assert ast.get_docstring(node), f"{path.name}: {node.name} has no docstring"


def test_nothing_prints_outside_the_command_line() -> None:
    printing = [
        str(path.relative_to(PACKAGE))
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "print"
    ]
    assert not [name for name in printing if not name.startswith("outlets/")]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_nothing_can_reach_the_network(path: Path) -> None:
    doors = {"socket", "ssl", "http", "urllib", "ftplib", "smtplib", "requests", "httpx", "aiohttp", "urllib3"}
    reached = {name for name in imports(path) if name in doors}
    text = path.read_text(encoding="utf-8")
    assert not reached - ({"urllib"} if "urllib.request" not in text else set()), f"{path.name} imports {reached}"
    assert "fetch_url" not in text


@pytest.mark.shared
def test_no_name_of_the_seed_reports_stands_in_the_code(shared: Path) -> None:
    """Capitalised words of the seed reports, but for those that any report about any war may hold, are nowhere in the code."""
    seeds = " ".join(path.read_text(encoding="utf-8") for path in sorted((shared / "seeds").glob("*.txt")))
    names = set(
        re.findall(
            r"(?:Khan|Sheikh[ou]+n|Hayat|Tahrir|Sham|HTS|Morek|Beinin|Maaret|Numan|Juneid|Rahman|Cavusoglu|Watan|Idlib)", seeds
        )
    )
    assert len(names) > 8
    written = [*MODULES, *PACKAGE.rglob("*.toml")]
    found = {
        (path.name, name) for path in written for name in names if re.search(rf"\b{name}\b", path.read_text(encoding="utf-8"))
    }
    assert not found
