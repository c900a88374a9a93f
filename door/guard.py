"""What is let through to the app, and what the app may believe of a request."""

from __future__ import annotations

from starlette.datastructures import MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from ui.frame.assets import DOOR_HEADER

# Streamlit answers these to anybody; nobody here needs them.
CLOSED = ("/_stcore/metrics", "/_stcore/agent", "/_stcore/script-health-check", "/component/")
UPLOADS = "/_stcore/upload_file/"
BODY_BYTES = 64 * 1024  # of a request that is no upload; those are limited by server.maxUploadSize
OURS = b"x-kaoping-"


class Guard:
    """Refuses addresses nobody needs and bodies nobody expects, and marks what comes through.

    Headers of ours that a client sends are taken off first, so that the script can believe those it sees.

    Args:
        base: the path the app lives under, '' or like '/kaoping'.
    """

    def __init__(self, app: ASGIApp, base: str = "") -> None:
        self.app = app
        self.base = base

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        scope = {**scope, "headers": [pair for pair in scope["headers"] if not pair[0].lower().startswith(OURS)]}
        MutableHeaders(scope=scope)[DOOR_HEADER] = "1"
        refused = self._refused(scope) if scope["type"] == "http" else None
        await (refused or self.app)(scope, receive, send)

    def _refused(self, scope: Scope) -> PlainTextResponse | None:
        path = str(scope["path"]).removeprefix(self.base)
        if path.startswith(CLOSED):
            return PlainTextResponse("Not found", 404)
        if not path.startswith(UPLOADS) and _body_bytes(scope) > BODY_BYTES:
            return PlainTextResponse("Too large", 413)
        return None


def _body_bytes(scope: Scope) -> int:
    """What the request says its body holds; a body in pieces says nothing, and counts as too large."""
    headers = MutableHeaders(scope=scope)
    if "transfer-encoding" in headers:
        return BODY_BYTES + 1
    stated = headers.get("content-length", "0")
    return int(stated) if stated.isdecimal() else BODY_BYTES + 1
