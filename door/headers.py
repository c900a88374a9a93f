"""What every answer says about itself: what a browser may do with it, and for how long it may keep it.

Tested in tests/door/test_server.py.
"""

from __future__ import annotations

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from door.api import PREFIX

# Everything comes from here, and no script stands inside a page. Styles do: Streamlit and Plotly write theirs as
# they draw. Charts and the tables' download are made as blobs, small pictures stand inside the styles as data.
PAGE_POLICY = "; ".join(
    [
        "default-src 'self'",
        "script-src 'self'",
        "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "media-src 'self' blob:",
        "connect-src 'self'",
        "worker-src 'self'",
        "frame-src 'none'",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    ]
)
FILE_POLICY = "default-src 'none'; sandbox; frame-ancestors 'none'"  # a downloaded file is never a page
FORBIDDEN = (  # of what a browser could do, and no page here needs
    *("accelerometer", "camera", "display-capture", "geolocation", "gyroscope", "magnetometer", "microphone"),
    *("midi", "payment", "serial", "usb"),
)
SAME_FOR_ALL = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in FORBIDDEN),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Permitted-Cross-Domain-Policies": "none",
}
A_WEEK, FOREVER = "public, max-age=604800", "public, immutable, max-age=31536000"
# Names of Streamlit's files change with what is in them, those of ours carry a digest in their query.
CACHED = {"/static/": FOREVER, "/door/": FOREVER, "/app/static/": A_WEEK}
PRIVATE = ("/media/", "/_stcore/", PREFIX)  # exports and figures: no shared or later reader may find them


class Headers:
    """Puts the headers on every answer over HTTP, errors too; a WebSocket passes through.

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
        path = str(scope["path"]).removeprefix(self.base)

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                _add_headers(MutableHeaders(scope=message), path, message["status"])
            await send(message)

        await self.app(scope, receive, send_with_headers)


def _add_headers(headers: MutableHeaders, path: str, status: int) -> None:
    headers.update(SAME_FOR_ALL)
    headers["Content-Security-Policy"] = FILE_POLICY if path.startswith("/media/") else PAGE_POLICY
    headers["Cache-Control"] = _cache_rule(path, status, headers.get("Content-Type", ""))


def _cache_rule(path: str, status: int, kind: str) -> str:
    """How long an answer may be kept; what is not there, or is a page, is asked for again each time."""
    if path.startswith(PRIVATE):
        return "no-store"
    is_there = status in (200, 206, 304) and not kind.startswith("text/html")
    return next((rule for prefix, rule in CACHED.items() if is_there and path.startswith(prefix)), "no-cache")
