"""Lets in who is signed in, once there are accounts; before, everybody who gets this far.

Tested in tests/door/test_auth.py.
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass
from urllib.parse import quote

from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection, Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from door.auth.cookies import session_of
from door.guard import POLICY_VIOLATION
from door.identity import identify
from door.refusals import out_of_order
from scoring.access import Actor
from scoring.services import accounts, installation, sign_in
from scoring.store import StoreFault
from ui.frame.assets import SESSION_HEADER

LOGIN, ACCOUNT, LOGOUT, PASSWORD = "/login", "/account", "/logout", "/password"
# The program of the pages and what the login page shows; who is who is asked there, or does not matter.
OPEN = (LOGIN, "/door/", "/static/", "/app/static/fonts/", "/healthz", "/_stcore/health", "/api/")
# What somebody who has to choose another password may ask for.
OWN = (ACCOUNT, LOGOUT, PASSWORD)

_AGAIN = '<!DOCTYPE html><html lang="zh"><meta http-equiv="refresh" content="0"><title>...</title></html>'

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Known:
    """Who a request comes from: their session's digest, and whether they have to choose another password first."""

    actor: Actor
    digest: str
    must_change: bool


class Login:
    """Asks for a login wherever there are accounts, and tells what lies behind whom it let in.

    The app is told by a header of ours (`Guard` has taken off any that looked like it), whatever else by `identify`.

    Args:
        base: the path the app lives under, '' or like '/kaoping'.
    """

    def __init__(self, app: ASGIApp, base: str = "") -> None:
        self.app = app
        self.base = base

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = str(scope.get("path", "")).removeprefix(self.base)
        if scope["type"] not in ("http", "websocket") or _is_one_of(path, OPEN):
            await self.app(scope, receive, send)
            return
        connection = HTTPConnection(scope)
        try:
            known = await asyncio.to_thread(who_asks, session_of(connection))
        except StoreFault as fault:
            log.exception("the data cannot be used, so nobody can be let in")
            await self._refuse(scope, receive, send, out_of_order(Request({**scope, "type": "http"}), fault))
            return
        if known is None:
            await self._refuse(scope, receive, send, self._to_login(scope, path))
        elif known.must_change and not _is_one_of(path, OWN):
            await self._refuse(scope, receive, send, self._to(scope, PASSWORD))
        else:
            await self.app(_marked(scope, known), receive, send)

    async def _refuse(self, scope: Scope, receive: Receive, send: Send, answer: Response) -> None:
        if scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": POLICY_VIOLATION})
        else:
            await answer(scope, receive, send)

    def _to_login(self, scope: Scope, path: str) -> Response:
        """The login, which leads back to a page that was asked for."""
        query = scope.get("query_string", b"").decode("latin-1")
        wanted = quote(f"{path}?{query}" if query else path, safe="")
        return self._to(scope, f"{LOGIN}?next={wanted}")

    def _to(self, scope: Scope, place: str) -> Response:
        """To another page of the door for who looks at one; all else is refused."""
        if scope["type"] == "http" and scope["method"] == "GET" and _wants_page(scope):
            if _is_sent_here(scope):
                return HTMLResponse(_AGAIN, headers={"Cache-Control": "no-store"})
            return RedirectResponse(f"{self.base}{place}", 303, headers={"Cache-Control": "no-store"})
        return PlainTextResponse("Sign in first", 401)


def _is_one_of(path: str, places: tuple[str, ...]) -> bool:
    """Whether a path is one of some places, or lies in one of those that end with a slash."""
    return path in places or path.startswith(tuple(place for place in places if place.endswith("/")))


def who_asks(session: str) -> Known | None:
    """Who has the secret of a session; somebody at this installation while there are no accounts. Raises StoreFault."""
    store = installation.store()
    if not accounts.exist(store):
        return Known(Actor.local(""), "", must_change=False)
    digest = sign_in.digest_of(session)
    seen = sign_in.viewer(store, digest)
    return None if seen is None else Known(Actor.of(seen.account), digest, seen.must_change)


def _marked(scope: Scope, known: Known) -> Scope:
    """A request that says whom it comes from."""
    marked = {**scope, "headers": list(scope["headers"])}
    if known.digest:
        MutableHeaders(scope=marked)[SESSION_HEADER] = known.digest
    identify(marked, known.actor)
    return marked


def _is_sent_here(scope: Scope) -> bool:
    """Whether another site's link leads here: a browser then keeps its cookies back, until it asks anew."""
    return HTTPConnection(scope).headers.get("sec-fetch-site") == "cross-site"


def _wants_page(scope: Scope) -> bool:
    return "text/html" in HTTPConnection(scope).headers.get("accept", "")
