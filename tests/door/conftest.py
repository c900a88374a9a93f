"""One running server for all modules that only ask it something."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest

from tests.browser.conftest import start_app, stop_app


@dataclass
class Server:
    """A running server: its host and port, its process, its log."""

    address: str
    process: psutil.Process
    log: Path


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    data = tmp_path_factory.mktemp("door")
    process, app = start_app(data)
    yield Server(app.url.removeprefix("http://"), psutil.Process(process.pid), data / "app.log")
    stop_app(process)


@pytest.fixture(scope="session")
def address(server: Server) -> str:
    return server.address
