"""Lets an upload begin only if there is a place for it, and ends one that has stopped.

Tested in tests/door/test_uploads.py.
"""

from __future__ import annotations

import asyncio
import logging
from contextlib import AbstractContextManager, nullcontext

import streamlit as st
from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import runtime

from door.guard import UPLOADS
from door.uploads import Uploads
from scoring.workbook.limits import FILE_BYTES

FORM_BYTES = 64 * 1024  # what a form adds to the file it carries
SILENCE_SECONDS = 30.0  # after so long without a byte an upload is given up

_LAST = {"Connection": "close"}

log = logging.getLogger(__name__)


class UploadGate:
    """Keeps room for each upload before the first byte of it is read.

    Args:
        base: the path the app lives under, '' or like '/kaoping'.
        silence: seconds without a byte after which an upload is given up.
    """

    def __init__(self, app: ASGIApp, base: str = "", silence: float = SILENCE_SECONDS) -> None:
        self.app = app
        self.base = base
        self.silence = silence

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            await self._until_left(scope, receive, send)
            return
        path = str(scope.get("path", "")).removeprefix(self.base)
        if scope["type"] != "http" or scope["method"] != "PUT" or not path.startswith(UPLOADS):
            await self.app(scope, receive, send)
            return
        try:
            with _room(path.removeprefix(UPLOADS), _stated_bytes(scope)):
                await self.app(scope, impatient(receive, self.silence), send)
        except HTTPException as refusal:
            log.warning("Upload refused: %s", refusal.detail)
            await read_away(impatient(receive, self.silence))
            await PlainTextResponse(refusal.detail, refusal.status_code, _LAST)(scope, receive, send)
        except TimeoutError:
            log.warning("Upload given up: nothing came for a while")
            await PlainTextResponse("Nothing came", 408, _LAST)(scope, receive, send)
        except ClientDisconnect:
            log.warning("Upload ended by the browser before all of it had come")

    async def _until_left(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a session go on; once it can no longer be taken up again, its uploads are forgotten."""
        try:
            await self.app(scope, receive, send)
        finally:
            seconds = float(st.get_option("server.disconnectedSessionTTL"))
            _forget_ended(seconds)  # notes when it was left
            asyncio.get_running_loop().call_later(seconds, _forget_ended, seconds)


def _keeper() -> Uploads | None:
    """Who keeps the uploads, if it is ours: a test of Streamlit's has another."""
    keeper = runtime.get_instance().uploaded_file_mgr if runtime.exists() else None
    return keeper if isinstance(keeper, Uploads) else None


def _forget_ended(seconds: float) -> None:
    keeper = _keeper()
    if keeper is not None:
        keeper.forget_ended(runtime.get_instance().is_active_session, seconds)


def _room(address: str, size: int) -> AbstractContextManager[None]:
    """The place kept for an upload."""
    session_id, _, file_id = address.partition("/")
    keeper = _keeper()
    return keeper.room(session_id, file_id, size) if keeper is not None else nullcontext()


def _stated_bytes(scope: Scope) -> int:
    """What the upload says it holds; one in pieces does not say, and counts as the largest."""
    stated = Headers(scope=scope).get("content-length", "")
    return int(stated) if stated.isdecimal() else FILE_BYTES + FORM_BYTES


async def read_away(receive: Receive) -> None:
    """Let what is refused come to its end, or to its limit: a browser looks for the answer only after it."""
    size = 0
    try:
        while size <= FILE_BYTES + FORM_BYTES:
            message = await receive()
            size += len(message.get("body", b""))
            if not message.get("more_body", False):
                return
    except TimeoutError:
        return


def impatient(receive: Receive, silence: float) -> Receive:
    """Waits only so long for each part of a body."""

    async def receive_soon() -> Message:
        return await asyncio.wait_for(receive(), silence)

    return receive_soon
