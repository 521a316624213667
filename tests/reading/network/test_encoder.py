"""A bundle that is not as it was built is refused, by name, and never replaced by rules in silence."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from importlib.resources import as_file, files
from pathlib import Path

import pytest
from typer.testing import CliRunner

from twosource.errors import BrokenBundle
from twosource.outlets.cli import app
from twosource.reading.network.encoder import PACKAGE, load


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    with as_file(files(PACKAGE)) as folder:
        return Path(shutil.copytree(folder, tmp_path / "bundle"))


def manifest(change: Callable[[dict[str, object]], object]) -> Callable[[Path], None]:
    def spoil(folder: Path) -> None:
        path = folder / "manifest.json"
        told = json.loads(path.read_text(encoding="utf-8"))
        change(told)
        path.write_text(json.dumps(told), encoding="utf-8")

    return spoil


def a_byte(name: str) -> Callable[[Path], None]:
    def spoil(folder: Path) -> None:
        raw = bytearray((folder / name).read_bytes())
        raw[len(raw) // 2] ^= 1
        (folder / name).write_bytes(raw)

    return spoil


@pytest.mark.parametrize(
    ("spoil", "named"),
    [
        (lambda folder: (folder / "reader.onnx").unlink(), "reader.onnx: it is missing"),
        (lambda folder: (folder / "manifest.json").unlink(), "manifest.json: it is missing"),
        (lambda folder: (folder / "manifest.json").write_text("{"), "manifest.json: it is no manifest"),
        (a_byte("linker.onnx"), "linker.onnx: its bytes"),
        (a_byte("tokenizer.json"), "tokenizer.json: its bytes"),
        (manifest(lambda told: told.update(format=99)), "its format is 99"),
        (manifest(lambda told: told["links"].append("role.cook")), "role.cook"),
        (manifest(lambda told: told["files"].pop("linker.onnx")), "it does not name linker.onnx"),
    ],
)
def test_a_broken_bundle_is_refused_by_name(bundle: Path, spoil: Callable[[Path], None], named: str) -> None:
    spoil(bundle)
    with pytest.raises(BrokenBundle, match=named.replace("(", r"\(")):
        load(bundle)


def test_a_whole_bundle_is_loaded(bundle: Path) -> None:
    assert load(bundle).manifest["trained_on"]


def test_reading_with_broken_weights_fails_in_words_and_does_not_fall_back(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def broken() -> None:
        raise BrokenBundle("reader.onnx", "it is missing")

    monkeypatch.setattr("twosource.reading.network.encoder", broken)
    report = tmp_path / "report.txt"
    report.write_text("Rebels took Oru on Monday, officials said.\n", encoding="utf-8")
    told = CliRunner().invoke(app, ["read", str(report)])
    assert told.exit_code != 0
    assert "reader.onnx: it is missing" in told.output + str(told.exception)
    assert "took" not in told.output
