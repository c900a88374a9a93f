"""Connections that say nothing, to a running server: they are closed, and others are answered meanwhile."""

from __future__ import annotations

import asyncio
import resource
import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import psutil
import pytest
import uvicorn

from door import open_files
from door.connections import Limits, limit_connections, server_settings
from tests.browser.browser import ROOT
from tests.browser.conftest import start_app, stop_app
from tests.door.client import asked, dialled, is_closed

HEAD = b"GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n"


class Small:
    """A server of uvicorn's with small limits; its app answers when it is let."""

    def __init__(self, **limits: Any) -> None:
        self.limits = Limits(**limits)
        self.answer = asyncio.Event()
        self.begun = threading.Semaphore(0)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "lifespan":
            settings = server_settings(receive)
            assert settings is not None
            limit_connections(settings, self.limits)
            for done in ("startup", "shutdown"):
                await receive()
                await send({"type": f"lifespan.{done}.complete"})
            return
        self.begun.release()
        if scope["path"] == "/slow":
            await self.answer.wait()
        await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"2")]})
        await send({"type": "http.response.body", "body": b"ok"})


def with_server(app: Small, body: Any) -> None:
    """Run `body(address)` in a thread while a server answers with `app`."""

    async def serve() -> None:
        server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="error", timeout_keep_alive=60))
        running = asyncio.create_task(server.serve())
        while not server.started:
            await asyncio.sleep(0.01)
        port = server.servers[0].sockets[0].getsockname()[1]
        try:
            await asyncio.to_thread(body, f"127.0.0.1:{port}", asyncio.get_running_loop())
        finally:
            server.should_exit = True
            await running

    with ThreadPoolExecutor(1) as thread:  # its own, since a browser test before this one leaves a loop running in ours
        thread.submit(asyncio.run, serve()).result()


def ends(connection: Any) -> bool:
    """Reads what is left of an answer, and waits until the server closes the connection."""
    try:
        while connection.recv(1000):
            pass
    except ConnectionResetError:
        pass
    return True


def answered(connection: Any) -> bytes:
    return bytes(connection.recv(12))


def test_headers_that_do_not_end_are_waited_for_so_long() -> None:
    app = Small(connections=50, header_seconds=0.3)

    def body(address: str, _: Any) -> None:
        silent, begun, second = (dialled(address) for _ in range(3))
        begun.sendall(HEAD)
        second.sendall(HEAD + b"\r\n")
        assert answered(second) == b"HTTP/1.1 200"
        second.sendall(HEAD)  # a part of the next
        assert is_closed(silent)
        assert is_closed(begun)
        assert ends(second)

    with_server(app, body)
    assert not app.limits.waiting


def test_a_request_under_way_may_take_its_time() -> None:
    app = Small(connections=50, header_seconds=0.2)

    def body(address: str, loop: Any) -> None:
        slow, silent = dialled(address), dialled(address)
        slow.sendall(HEAD.replace(b"/ ", b"/slow ") + b"\r\n")
        assert is_closed(silent), "so the time is over"
        loop.call_soon_threadsafe(app.answer.set)
        assert answered(slow) == b"HTTP/1.1 200"

    with_server(app, body)


def test_the_oldest_that_waits_makes_room() -> None:
    app = Small(connections=50, waiting=5)

    def body(address: str, _: Any) -> None:
        silent = [dialled(address) for _ in range(12)]
        assert all(map(is_closed, silent[:6]))
        assert asked(address, "/")[0] == 200
        silent[-1].sendall(HEAD + b"\r\n")
        assert answered(silent[-1]) == b"HTTP/1.1 200"

    with_server(app, body)


def test_beyond_so_many_requests_under_way_one_is_told_to_come_later() -> None:
    app = Small(connections=3)

    def body(address: str, loop: Any) -> None:
        slow = []
        for _ in range(3):
            slow.append(dialled(address))
            slow[-1].sendall(HEAD.replace(b"/ ", b"/slow ") + b"\r\n")
            assert app.begun.acquire(timeout=30)
        assert asked(address, "/")[0] == 503
        loop.call_soon_threadsafe(app.answer.set)
        assert {answered(connection) for connection in slow} == {b"HTTP/1.1 200"}

    with_server(app, body)


def test_the_real_server_answers_others_while_hundreds_say_nothing(address: str) -> None:
    silent = [dialled(address) for _ in range(700)]
    for connection in silent:
        connection.sendall(HEAD)
    assert asked(address, "/")[0] == 200
    assert is_closed(silent[0]), "it made room"
    for connection in silent:
        connection.close()


def test_a_server_without_open_files_left_comes_back_and_its_log_stays_short(tmp_path: Path) -> None:
    process, app = start_app(tmp_path)
    try:
        address, server = app.url.removeprefix("http://"), psutil.Process(process.pid)
        _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.prlimit(process.pid, resource.RLIMIT_NOFILE, (server.num_fds() + 20, hard))
        silent = [dialled(address) for _ in range(60)]
        silent[0].sendall(HEAD.replace(b"/ ", b"/_stcore/health ") + b"\r\n")
        assert answered(silent[0]) == b"HTTP/1.1 200", "so the others were met too"
        for connection in silent:
            connection.close()
        assert asked(address, "/")[0] == 200
    finally:
        stop_app(process)
    log = (tmp_path / "app.log").read_text(encoding="utf-8")
    assert "Too many open files" in log
    assert len(log) < 20_000


def test_the_soft_limit_of_open_files_is_raised_at_the_start() -> None:
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    few = min(hard, 300)
    code = (
        "import resource; from door.open_files import raise_limit; "
        f"resource.setrlimit(resource.RLIMIT_NOFILE, ({few}, {hard})); "
        "print(raise_limit(), resource.getrlimit(resource.RLIMIT_NOFILE)[0])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True, timeout=60)
    stated, real = map(int, done.stdout.split())
    assert stated == real == (open_files.MOST if hard == resource.RLIM_INFINITY else min(hard, open_files.MOST))


@pytest.mark.parametrize(("files", "expected"), [(20_000, 2_000), (1_024, 384), (100, 1)])
def test_there_are_fewer_connections_than_open_files(files: int, expected: int) -> None:
    assert open_files.connections(files, 2_000) == expected
