"""An empty record file for each test."""

import pytest

from twosource.store import Store


@pytest.fixture
def path(tmp_path):
    return tmp_path / "war.db"


@pytest.fixture
def store(path):
    with Store.open(path) as opened:
        yield opened
