"""What strangers cost a server: uploads nobody asked for, sites that are not ours, connections that say nothing.

Run with `python -m bench.door`; the figures stand in docs/reliability.md. Loopback only; about a minute.
"""

from __future__ import annotations

import socket
import statistics
import sys
import tempfile
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from tests.browser.conftest import start_app, stop_app
from tests.door.client import Session, asked, dialled

MB = 1024 * 1024
MADE_UP, SIZE = 56, 9 * MB  # about 500 MB
FLOOD_SECONDS = 10.0
HALF_OPEN = 2_000


@contextmanager
def served() -> Iterator[tuple[str, psutil.Process, Path]]:
    """A server: where, its process, its log."""
    with tempfile.TemporaryDirectory() as folder:
        process, app = start_app(Path(folder))
        try:
            yield app.url.removeprefix("http://"), psutil.Process(process.pid), Path(folder) / "app.log"
        finally:
            stop_app(process)


def say(*words: object) -> None:
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


def others(address: str) -> list[float]:
    """Seconds that somebody else waits for a page, again and again, until the flood is over."""
    taken, end = [], time.monotonic() + FLOOD_SECONDS
    while time.monotonic() < end:
        start = time.perf_counter()
        asked(address, "/")
        taken.append(time.perf_counter() - start)
    return taken


def waits(taken: list[float]) -> str:
    return f"median {statistics.median(taken):.3f} s, longest {max(taken):.3f} s of {len(taken)} requests"


def made_up_uploads() -> None:
    with served() as (address, process, _):
        session = Session(address)
        before = process.memory_info().rss
        for _ in range(MADE_UP):
            session.upload(f"/_stcore/upload_file/{session.id}/{uuid.uuid4()}", b"x" * SIZE)
        say(f"{MADE_UP * SIZE // MB} MB under made-up ids: memory + {(process.memory_info().rss - before) // MB} MB")
        session.close()


def foreign_origins() -> None:
    with served() as (address, _, log):
        over, sent = threading.Event(), [0]
        threads = [threading.Thread(target=_ask_from_outside, args=(address, over, sent)) for _ in range(4)]
        for thread in threads:
            thread.start()
        taken = others(address)
        over.set()
        for thread in threads:
            thread.join()
        say(f"{sent[0]} sessions asked for by another site in {FLOOD_SECONDS:.0f} s: others wait {waits(taken)},")
        say(f"  log {log.stat().st_size} bytes")


def _ask_from_outside(address: str, over: threading.Event, sent: list[int]) -> None:
    while not over.is_set():
        try:
            with connect(f"ws://{address}/_stcore/stream", origin="http://evil.example", open_timeout=30):
                pass
        except (InvalidStatus, OSError):
            sent[0] += 1


def half_open(begin: Callable[[socket.socket], object]) -> None:
    with served() as (address, process, log):
        open_before = process.num_fds()
        silent = []
        for _ in range(HALF_OPEN):
            silent.append(dialled(address))
            begin(silent[-1])
        most = process.num_fds() - open_before
        taken = others(address)
        time.sleep(2)
        say(f"{HALF_OPEN} connections without a request: others wait {waits(taken)},")
        say(f"  {most} open after the last, {process.num_fds() - open_before} later, log {log.stat().st_size} bytes")
        for connection in silent:
            connection.close()


if __name__ == "__main__":
    made_up_uploads()
    foreign_origins()
    half_open(lambda connection: connection.sendall(b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n"))
