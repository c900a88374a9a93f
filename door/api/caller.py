"""Who asks: a program by its token, a signed-in browser that reads, or whoever is at this machine before any account.

Tested in tests/door/test_api.py.
"""

from __future__ import annotations

from typing import Annotated

from fastapi import Depends, Security
from fastapi.security import HTTPBearer
from starlette.requests import Request

from door.api.refusal import Refusal, no_token
from door.auth.cookies import session_of
from door.auth.login import who_asks
from door.hosts import is_loopback
from door.identity import identify
from scoring.access import Actor
from scoring.services import installation, tokens
from scoring.words import gettext

_READING = ("GET", "HEAD")
_bearer = HTTPBearer(auto_error=False, description="`python -m scoring token add`")


def caller(request: Request, _: Annotated[object, Security(_bearer)]) -> Actor:
    """Who asks.

    Raises:
        Refusal: nobody who is known (401), or a browser's session that would change something (403).
        StoreFault: the data cannot be used.
    """
    stated = request.headers.get("authorization")
    actor = _by_session(request) if stated is None else _by_token(stated)
    identify(request.scope, actor)
    return actor


Caller = Annotated[Actor, Depends(caller)]


def _by_token(stated: str) -> Actor:
    scheme, _, secret = stated.partition(" ")
    actor = tokens.actor_of(installation.store(), secret.strip()) if scheme.lower() == "bearer" else None
    if actor is None:
        raise no_token()
    return actor


def _by_session(request: Request) -> Actor:
    """Who is signed in in this browser: for the page that describes the API, so that nothing can be changed."""
    known = who_asks(session_of(request))
    if known is None or known.must_change or not (known.digest or _is_here(request)):
        raise no_token()
    if known.digest and request.method not in _READING:
        raise Refusal(
            403, "needs_token", lambda lang: gettext(lang, "A browser's login may only read here; use a token.")
        )
    return known.actor


def _is_here(request: Request) -> bool:
    """Whether a request comes from this machine."""
    return request.client is not None and is_loopback(request.client.host)
