"""The example war as it is served, read once; a copy of it for each test that changes it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from outlets.web.serving import EXAMPLES, SETTINGS, TOLLS, Served, a_record, serving
from twosource.monitor import Monitor


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The record file of the example war; not to be changed."""
    path = tmp_path_factory.mktemp("hidden-folder") / "war.db"
    with Monitor.open(path, settings=SETTINGS) as monitor:
        monitor.add(EXAMPLES / "reports")
    return path


@pytest.fixture(scope="session")
def war(example: Path) -> Iterator[Served]:
    """The example war, served; not to be changed."""
    with serving(example) as served:
        yield served


@pytest.fixture(scope="session")
def tolls_record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The record file of two reports that give two tolls of one strike; not to be changed."""
    return a_record(tmp_path_factory.mktemp("hidden-folder") / "tolls.db", TOLLS)


@pytest.fixture
def tolls(tolls_record: Path, tmp_path: Path) -> Iterator[Served]:
    """A record of two tolls of one strike, served, for one test to change."""
    with serving(Path(shutil.copy(tolls_record, tmp_path / "tolls.db"))) as served:
        yield served


@pytest.fixture
def nothing(tmp_path: Path) -> Iterator[Served]:
    """A record without a report, served."""
    with serving(tmp_path / "empty.db") as served:
        yield served
