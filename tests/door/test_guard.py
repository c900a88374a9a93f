"""What the front door lets the app believe of a request."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from door.guard import BODY_BYTES, Guard
from ui.frame.assets import DOOR_HEADER, DOOR_MARK


def passed_on(path: str = "/", kind: str = "http", headers: tuple[tuple[str, str], ...] = ()) -> dict[str, str] | int:
    """The headers that the app gets to see, or the status of a refusal."""
    seen: dict[str, str] = {}
    statuses: list[int] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        seen.update({name.decode(): value.decode() for name, value in scope["headers"]})

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Any) -> None:
        statuses.append(message.get("status", 0))

    scope = {
        "type": kind,
        "method": "POST",
        "path": path,
        "query_string": b"",
        "headers": [(name.encode(), value.encode()) for name, value in (("host", "localhost"), *headers)],
    }
    with ThreadPoolExecutor(1) as thread:  # its own, since a browser test before this one leaves a loop running in ours
        thread.submit(asyncio.run, Guard(app)(scope, receive, send)).result()
    return statuses[0] if statuses else seen


@pytest.mark.parametrize("kind", ["http", "websocket"])
@pytest.mark.parametrize("name", ["x-kaoping-door", "X-Kaoping-User", "x-kaoping-anything"])
def test_headers_of_ours_that_a_client_made_up_are_taken_off(kind: str, name: str) -> None:
    seen = passed_on("/_stcore/stream", kind, ((name, "administrator"), ("accept", "*/*")))
    assert seen == {"host": "localhost", "accept": "*/*", DOOR_HEADER: DOOR_MARK}


@pytest.mark.parametrize(
    ("headers", "outcome"),
    [
        ((("content-length", str(BODY_BYTES)),), "passes"),
        ((("content-length", str(BODY_BYTES + 1)),), 413),
        ((("content-length", "-1"),), 413),
        ((("content-length", "1e9"),), 413),
        ((("transfer-encoding", "chunked"),), 413),
    ],
)
def test_how_much_a_request_may_hold(headers: tuple[tuple[str, str], ...], outcome: object) -> None:
    found = passed_on("/ranking", headers=headers)
    assert found == outcome if outcome != "passes" else isinstance(found, dict)
    assert isinstance(passed_on("/_stcore/upload_file/a/b", headers=headers), dict), "the server limits uploads itself"
