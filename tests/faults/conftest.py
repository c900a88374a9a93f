"""What every fault has: a place in the table at the end, a limit of time, and no way to another machine.

A test of this folder is one fault: the first line of its docstring says what must hold, `figure` what came of it. It
is a row of docs/reliability.md, which a test checks.
"""

from __future__ import annotations

import ipaddress
import signal
import socket
from collections.abc import Callable, Iterator
from types import FrameType
from typing import Any

import pytest
from _pytest.terminal import TerminalReporter

from scoring.store import Store
from tests.databases import Database
from tests.store.made import with_period

MOST_SECONDS = 240  # a fault that takes longer has failed
Figure = Callable[[str], None]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.parent.name == "faults":
            item.add_marker(pytest.mark.faults)


@pytest.fixture(autouse=True)
def _in_the_table(request: pytest.FixtureRequest, record_property: Callable[[str, object], None]) -> None:
    record_property("fault", str(request.node.function.__doc__ or "").partition("\n")[0])
    kind = getattr(request.node, "callspec", None)
    record_property("database", kind.params.get("databases", "") if kind else "")


@pytest.fixture
def figure(record_property: Callable[[str, object], None]) -> Figure:
    """Says what came of a fault, in the table at the end."""
    return lambda words: record_property("figure", words)


@pytest.fixture(autouse=True)
def _bounded() -> Iterator[None]:
    def late(_number: int, _frame: FrameType | None) -> None:
        raise TimeoutError(f"not done in {MOST_SECONDS} seconds")

    before = signal.signal(signal.SIGALRM, late)
    signal.alarm(MOST_SECONDS)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


@pytest.fixture(autouse=True)
def _loopback_only(monkeypatch: pytest.MonkeyPatch) -> None:
    real = socket.socket.connect

    def connect(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6) and not ipaddress.ip_address(address[0]).is_loopback:
            raise PermissionError(f"a fault asked for {address}")
        real(self, address)

    monkeypatch.setattr(socket.socket, "connect", connect)


@pytest.fixture
def store(database: Database) -> Store:
    """A store with one period, once in SQLite and once in PostgreSQL."""
    return with_period(database.open())


def pytest_terminal_summary(terminalreporter: TerminalReporter) -> None:
    rows = []
    for outcome in ("passed", "failed", "skipped"):
        for report in terminalreporter.stats.get(outcome, []):
            said = dict(report.user_properties)
            if report.when == "call" or outcome != "passed":
                skipped = str(report.longrepr[2]) if outcome == "skipped" and isinstance(report.longrepr, tuple) else ""
                words = said.get("figure", skipped)
                rows.append((said.get("fault", report.nodeid), said.get("database", ""), outcome, words))
    if rows:
        terminalreporter.section("what must hold | database | result | figure")
    for row in sorted(rows):
        terminalreporter.write_line(" | ".join(str(cell) for cell in row))
