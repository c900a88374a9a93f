"""Uploads to a running server: only what was asked for, only so much, and nothing of it outlives its session."""

from __future__ import annotations

import asyncio
import socket
import struct
import threading
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import psutil
import pytest
from starlette.exceptions import HTTPException
from streamlit.runtime.uploaded_file_manager import UploadedFileRec

from door import uploads
from door.upload_gate import UploadGate
from door.uploads import Uploads
from scoring.workbook.limits import SESSION_UPLOADS_BYTES
from tests.browser.conftest import start_app, stop_app
from tests.door.client import Session, asked, dialled, form
from tests.door.conftest import Server

MB = 1024 * 1024
UPLOADS = "/_stcore/upload_file"


@pytest.fixture
def session(server: Server) -> Iterator[Session]:
    opened = Session(server.address)
    yield opened
    opened.close()


def test_a_file_under_an_issued_id_is_taken_and_can_be_taken_back(session: Session) -> None:
    place = session.places(1)[0]
    assert session.upload(place, b"x" * MB) == 204
    assert session.upload(place, b"again") == 204, "a browser may try again"
    assert asked(session.address, place, "DELETE", headers=session.headers())[0] == 204
    assert session.upload(place, b"x") == 404


def test_files_under_ids_that_were_made_up_are_not_kept(server: Server, session: Session) -> None:
    before = server.process.memory_info().rss
    made_up = [f"{UPLOADS}/{session.id}/{uuid.uuid4()}" for _ in range(25)]
    assert {session.upload(place, b"x" * 9 * MB) for place in made_up} == {404}
    assert server.process.memory_info().rss - before < 100 * MB


def test_another_sessions_id_is_of_no_use(server: Server, session: Session) -> None:
    other = Session(server.address)
    issued = other.places(1)[0].rpartition("/")[2]
    assert session.upload(f"{UPLOADS}/{session.id}/{issued}", b"x") == 404
    other.close()


def test_an_upload_without_the_token_of_a_session_is_not_taken(session: Session) -> None:
    place = session.places(1)[0]
    assert asked(session.address, place, "PUT", body=form(b"x"))[0] == 403


def test_a_session_has_room_for_so_much(session: Session, server: Server) -> None:
    size = SESSION_UPLOADS_BYTES // 20 - 1024  # with the form around it a file may not be larger
    statuses = [session.upload(place, b"x" * size) for place in session.places(21)]
    assert statuses == [204] * 20 + [413]
    other = Session(server.address)
    assert other.upload(other.places(1)[0], b"x") == 204
    other.close()


def test_an_upload_that_the_browser_ends_is_one_line_in_the_log(server: Server, session: Session) -> None:
    log, whole = server.log, form(b"x" * 5 * MB)
    for place in session.places(2):
        connection = dialled(session.address)
        lines = [f"{name}: {value}" for name, value in session.headers().items()]
        head = [f"PUT {place} HTTP/1.1", f"Host: {session.address}", f"Content-Length: {len(whole)}", *lines, "", ""]
        connection.sendall("\r\n".join(head).encode() + whole[:MB])
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        connection.close()
    assert session.upload(session.places(1)[0], b"x") == 204
    assert log.read_text().count("Upload ended by the browser before all of it had come") == 2
    assert "Traceback" not in log.read_text()


def test_what_a_session_has_sent_goes_with_it(tmp_path: Path) -> None:
    """Also that of the first, and while nobody else comes or goes."""
    process, app = start_app(tmp_path, STREAMLIT_SERVER_DISCONNECTED_SESSION_TTL="1")
    try:
        first, held = Session(app.url.removeprefix("http://")), psutil.Process(process.pid)
        before = held.memory_info().rss
        for place in first.places(20):
            first.upload(place, b"x" * 9 * MB)
        assert held.memory_info().rss - before > 150 * MB
        first.close()
        for _ in range(100):
            if held.memory_info().rss - before < 50 * MB:
                return
            threading.Event().wait(0.1)
        pytest.fail("the files are still in memory")
    finally:
        stop_app(process)


def test_an_upload_that_stops_is_given_up() -> None:
    statuses: list[int] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        while True:
            await receive()

    async def receive() -> Any:
        return await asyncio.Event().wait()

    async def send(message: Any) -> None:
        statuses.append(message.get("status", 0))

    scope = {"type": "http", "method": "PUT", "path": f"{UPLOADS}/a/b", "headers": []}
    with ThreadPoolExecutor(1) as thread:  # its own, since a browser test before this one leaves a loop running in ours
        thread.submit(asyncio.run, UploadGate(app, silence=0.01)(scope, receive, send)).result()
    assert statuses[0] == 408


# --- the keeper by itself ------------------------------------------------------


def file(file_id: str, size: int) -> UploadedFileRec:
    return UploadedFileRec(file_id, "f.xlsx", "", b"x" * size)


def issued(keeper: Uploads, session: str, count: int = 1) -> list[str]:
    return [address.file_id for address in keeper.get_upload_urls(session, ["f.xlsx"] * count)]


def test_what_comes_after_the_end_of_its_session_is_not_kept() -> None:
    keeper = Uploads("/upload")
    first, late = issued(keeper, "s", 2)
    keeper.add_file("s", file(first, 10))
    with keeper.room("s", late, 10):
        keeper.remove_session_files("s")
        with pytest.raises(HTTPException):
            keeper.add_file("s", file(late, 10))
    assert not keeper.file_storage
    assert keeper._total_bytes == 0
    assert not keeper._coming


def test_what_was_left_is_forgotten_unless_somebody_comes_back() -> None:
    keeper, connected = Uploads("/upload"), {"a", "b", "c"}
    for session in "abc":
        keeper.add_file(session, file(issued(keeper, session)[0], 10))
    connected -= {"a", "b"}
    keeper.forget_ended(connected.__contains__, 60)
    assert set(keeper.file_storage) == {"a", "b", "c"}, "they may be taken up again"
    connected.add("b")
    keeper.forget_ended(connected.__contains__, 0)
    assert set(keeper.file_storage) == {"b", "c"}
    connected.remove("b")
    keeper.forget_ended(connected.__contains__, 60)
    assert set(keeper.file_storage) == {"b", "c"}, "counted anew"


def test_what_is_on_its_way_takes_room_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "SESSION_UPLOADS_BYTES", 100)
    keeper = Uploads("/upload")
    first, second = issued(keeper, "s", 2)
    with keeper.room("s", first, 60), pytest.raises(HTTPException, match="this session"), keeper.room("s", second, 60):
        pass
    with keeper.room("s", second, 60):
        keeper.add_file("s", file(second, 60))
    with keeper.room("s", second, 90):  # in place of the first version of it
        pass


def test_all_sessions_have_room_for_so_much(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "ALL_UPLOADS_BYTES", 100)
    keeper = Uploads("/upload")
    keeper.add_file("a", file(issued(keeper, "a")[0], 60))
    with pytest.raises(HTTPException, match="later"), keeper.room("b", issued(keeper, "b")[0], 60):
        pass
    keeper.remove_session_files("a")
    with keeper.room("b", issued(keeper, "b")[0], 60):
        pass


def test_ids_are_issued_for_so_many_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "ISSUED", 3)
    keeper = Uploads("/upload")
    assert len(issued(keeper, "s", 10)) == 3
    oldest, *_ = issued(keeper, "s", 3)
    keeper.add_file("s", file(oldest, 1))
    issued(keeper, "s", 1)
    with pytest.raises(HTTPException):
        keeper.add_file("s", file(oldest, 1))
    assert keeper._total_bytes == 0
