"""Settings come from the file, then the environment, then the caller, and a wrong one is named."""

import subprocess
import sys
from pathlib import Path

import pytest

from twosource import settings
from twosource.errors import UsageError


@pytest.fixture(autouse=True)
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_each_setting_has_a_meaning_and_a_default():
    for name, field in settings.Settings.model_fields.items():
        assert field.description, name
        assert field.description.endswith("."), name
        assert not field.is_required(), name
    assert settings.load().reader == "network"


def test_the_environment_outranks_the_file_and_the_caller_both(folder, monkeypatch):
    (folder / "twosource.toml").write_text('workers = 3\njudge = "Ada"\ncommit_every = 7\n', encoding="utf-8")
    monkeypatch.setenv("TWOSOURCE_WORKERS", "4")
    monkeypatch.setenv("TWOSOURCE_KEEP_RAW", "no")
    found = settings.load(commit_every=9)
    assert (found.workers, found.judge, found.commit_every, found.keep_raw) == (4, "Ada", 9, False)


def test_settings_are_frozen():
    with pytest.raises(ValueError, match="frozen"):
        settings.load().workers = 2


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("workers = -1", "workers: Input should be greater than or equal to 0"),
        ('colour = "red"', "colour: Extra inputs are not permitted"),
        ("workers = ", "Invalid value"),
    ],
)
def test_a_wrong_setting_is_named(folder, text, complaint):
    (folder / "twosource.toml").write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match=r"twosource\.toml or TWOSOURCE_") as caught:
        settings.load()
    assert complaint in str(caught.value)


def test_a_wrong_variable_is_named(monkeypatch):
    monkeypatch.setenv("TWOSOURCE_PATIENCE", "soon")
    with pytest.raises(UsageError, match="patience"):
        settings.load()


def test_the_package_is_imported_without_anything_heavy():
    code = (
        "import sys, twosource; assert set(twosource.__all__) <= set(dir(twosource));"
        "assert not {'pydantic', 'sqlalchemy', 'numpy', 'twosource.monitor'} & set(sys.modules), sys.modules.keys()"
    )
    source = str(Path(settings.__file__).parents[1])
    subprocess.run([sys.executable, "-c", code], check=True, env={"PYTHONPATH": source})


def test_the_public_names_are_sorted_and_each_is_there():
    import twosource

    assert twosource.__all__ == sorted(twosource.__all__)
    for name in twosource.__all__:
        assert getattr(twosource, name).__name__ == name
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = twosource.nothing


def test_the_version_is_that_of_the_project():
    import tomllib

    import twosource

    text = (Path(__file__).parent.parent / "pyproject.toml").read_text(encoding="utf-8")
    assert tomllib.loads(text)["project"]["version"] == twosource.__version__
