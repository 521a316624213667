"""What the documentation promises is checked against the program."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from docs.generate import PAGES

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.parametrize("name", PAGES)
def test_a_generated_page_is_fresh(name: str) -> None:
    assert (ROOT / "docs" / name).read_text(encoding="utf-8") == PAGES[name](), f"docs/{name} is stale: run `make docs`"


def test_the_readme_names_the_two_commands_on_its_first_screen() -> None:
    first = "\n".join((ROOT / "README.md").read_text(encoding="utf-8").splitlines()[:40])
    assert "make demo" in first
    assert "make test" in first


def test_every_recipe_that_a_page_names_exists() -> None:
    recipes = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    for page in [*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")]:
        named = set(re.findall(r"`make ([a-z-]+)", page.read_text(encoding="utf-8")))
        assert named <= recipes, f"{page.name} names {named - recipes}"


def test_every_file_that_architecture_names_exists() -> None:
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    for name in set(re.findall(r"`((?:\w+/)*\w+\.(?:py|toml))`", text)):
        places = [ROOT / name, ROOT / "src/twosource" / name]
        assert any(place.exists() for place in places), f"ARCHITECTURE.md names {name}"
    for folder in set(re.findall(r"`((?:\w+/)+)`", text)):
        assert any((base / folder).is_dir() for base in (ROOT, ROOT / "src/twosource")), f"ARCHITECTURE.md names {folder}"


def test_the_commands_of_the_readme_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each `twosource …` line of README's shell blocks runs, in order, in one folder."""
    from typer.testing import CliRunner

    from twosource.outlets.cli import app

    (tmp_path / "examples").symlink_to(ROOT / "examples")
    monkeypatch.chdir(tmp_path)
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    lines = [line for block in re.findall(r"```sh\n(.*?)```", text, re.DOTALL) for line in block.splitlines()]
    commands = [shlex.split(line, comments=True) for line in lines if line.startswith("twosource ")]
    assert len(commands) >= 4
    for command in commands:
        result = CliRunner().invoke(app, command[1:])
        assert result.exit_code == 0, f"{' '.join(command)}: {result.output[-2000:]}"
