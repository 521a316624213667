"""What every test stands on: no network, and the material beside the checkout where it is there."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
SHARED = ROOT.parent / "shared"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    if not SHARED.is_dir():
        for test in items:
            if test.get_closest_marker("shared"):
                test.add_marker(pytest.mark.skip(reason="needs the material beside the checkout (../shared)"))


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fail any test that opens a socket; a process pool's own pipes are no network."""

    def refuse(self: socket.socket, address: object) -> None:
        if self.family != socket.AF_UNIX:
            raise AssertionError(f"a connection to {address!r} was tried; twosource makes no network call")
        real(self, address)  # type: ignore[arg-type]

    real = socket.socket.connect
    monkeypatch.setattr(socket.socket, "connect", refuse)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of shared material."""
    return SHARED
