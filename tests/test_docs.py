"""What the documentation promises is checked against the program."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest

from docs.generate import PAGES, between, demo, exports_in_short

ROOT = Path(__file__).resolve().parent.parent


@pytest.mark.parametrize("name", PAGES)
def test_a_generated_page_is_fresh(name: str) -> None:
    assert (ROOT / "docs" / name).read_text(encoding="utf-8") == PAGES[name](), f"docs/{name} is stale: run `make docs`"


def test_the_sample_in_the_readme_is_what_the_demo_prints() -> None:
    assert between("demo") == demo(), "README's sample is stale: run `make docs`"


def test_the_table_of_exports_in_the_readme_is_whole() -> None:
    assert between("exports") == exports_in_short(), "README's table of exports is stale: run `make docs`"


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
    """Each line of README's shell block runs, in order, from a copy of the examples."""
    from typer.testing import CliRunner

    from twosource.outlets.cli import app

    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    lines = [line for block in re.findall(r"```sh\n(.*?)```", text, re.DOTALL) for line in block.splitlines()]
    ran = 0
    for name, *arguments in (shlex.split(line, comments=True) for line in lines):
        if name == "cd":
            monkeypatch.chdir(tmp_path / arguments[0])
            continue
        result = CliRunner().invoke(app, arguments)
        assert result.exit_code == 0, f"{name} {' '.join(arguments)}: {result.output[-2000:]}"
        ran += 1
    assert ran >= 6


def test_the_python_of_the_readme_runs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    code = re.search(r"```python\n(.*?)```", text, re.DOTALL)
    assert code is not None
    exec(compile(code[1], "README.md", "exec"), {"__name__": "readme"})
    assert "Oru" in capsys.readouterr().out
