"""What is let through to the app, and what the app may believe of a request."""

from __future__ import annotations

import logging

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from door.api import PREFIX
from door.hosts import asked_for, is_foreign, is_ours, stated_origins
from door.refusals import missing, other_site, too_large, unknown_name
from ui.frame.assets import DOOR_HEADER, DOOR_MARK

# Streamlit answers these to anybody; nobody here needs them.
CLOSED = ("/_stcore/metrics", "/_stcore/agent", "/_stcore/script-health-check", "/component/")
UPLOADS = "/_stcore/upload_file/"
BODY_BYTES = 64 * 1024  # of a request that is no upload; those are limited in `door.uploads` and `door.api.files`
OURS = b"x-kaoping-"
POLICY_VIOLATION = 1008  # why a WebSocket is closed

log = logging.getLogger(__name__)


class Guard:
    """Refuses requests of other sites, addresses nobody needs and bodies nobody expects, and marks what comes through.

    Headers of ours that a client sends are taken off first, so that the script can believe those it sees. Streamlit
    would answer another site's request too: after it has asked outside services which address it has itself, while
    everybody waits.

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
        refusal = self._refusal(scope)
        if refusal is None:
            await self.app(_marked(scope), receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": POLICY_VIOLATION})
        else:
            await refusal(scope, receive, send)

    def _refusal(self, scope: Scope) -> Response | None:
        """The answer to a request that is not let through."""
        request = Request({**scope, "type": "http"})
        if not is_ours(scope):
            log.warning("Refused: this server is not called %s (server.allowedHosts)", asked_for(scope))
            return unknown_name(request)
        if is_foreign(scope):
            log.warning("Refused: sent by a page of %.200r to %s", stated_origins(scope), asked_for(scope))
            return other_site(request)
        path = str(scope["path"]).removeprefix(self.base)
        if path.startswith(CLOSED):
            return missing(request, self.base)
        if scope["type"] == "http" and not path.startswith((UPLOADS, PREFIX)) and _body_bytes(scope) > BODY_BYTES:
            return too_large(request)
        return None


def _marked(scope: Scope) -> Scope:
    """A request with our mark on it, and with nothing that only looks like ours."""
    theirs = [pair for pair in scope["headers"] if not pair[0].lower().startswith(OURS)]
    marked = {**scope, "headers": theirs}
    MutableHeaders(scope=marked)[DOOR_HEADER] = DOOR_MARK
    return marked


def _body_bytes(scope: Scope) -> int:
    """What the request says its body holds; a body in pieces says nothing, and counts as too large."""
    headers = MutableHeaders(scope=scope)
    if "transfer-encoding" in headers:
        return BODY_BYTES + 1
    stated = headers.get("content-length", "0")
    return int(stated) if stated.isdecimal() else BODY_BYTES + 1
