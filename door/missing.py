"""No blank page: what is not there is answered as not there.

Streamlit answers any address it does not know with its own page, which finds no page of ours to show.
Tested in tests/door/test_server.py.
"""

from __future__ import annotations

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from door.refusals import missing


class Missing:
    """Answers 404 in Streamlit's stead where it would answer with its page; ours are made by `door.index`.

    Args:
        base: the path the app lives under, '' or like '/kaoping'.
    """

    def __init__(self, app: ASGIApp, base: str = "") -> None:
        self.app = app
        self.base = base

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        blank = False

        async def send_unless_blank(message: Message) -> None:
            nonlocal blank
            if message["type"] == "http.response.start":
                blank = _is_streamlits_page(scope, message)
            if not blank:
                await send(message)

        await self.app(scope, receive, send_unless_blank)
        if blank:
            await missing(Request(scope), self.base)(scope, receive, send)


def _is_streamlits_page(scope: Scope, start: Message) -> bool:
    """Whether a page comes from among Streamlit's files, where the router has left what answered in the scope."""
    kind = Headers(raw=start.get("headers", [])).get("content-type", "")
    return isinstance(scope.get("endpoint"), StaticFiles) and kind.startswith("text/html")
