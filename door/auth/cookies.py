"""What a browser keeps for the door: the secret of its session, the one it is known by, and that of its forms.

No script can read them, and no other site's page can make a browser send them. Tested in tests/door/test_auth.py.
"""

from __future__ import annotations

import hmac
import secrets

from starlette.requests import HTTPConnection, Request
from starlette.responses import Response

from scoring.services.sign_in import SignedIn, longest_seconds

SESSION, DEVICE, FORM = "kaoping-session", "kaoping-device", "kaoping-form"
_DEVICE_SECONDS = 400 * 86_400  # as long as browsers keep anything


def session_of(request: HTTPConnection) -> str:
    """The secret of a browser's session, '' without one."""
    return request.cookies.get(SESSION, "")


def device_of(request: HTTPConnection) -> str:
    """The secret by which a browser is known from an earlier time, '' without one."""
    return request.cookies.get(DEVICE, "")


def keep_signed_in(response: Response, request: Request, base: str, done: SignedIn) -> None:
    """Give a browser the secrets of a new session; whatever session it had is another one."""
    _set(response, request, base, SESSION, done.session, int(longest_seconds()))
    _set(response, request, base, DEVICE, done.device, _DEVICE_SECONDS)


def forget_session(response: Response, request: Request, base: str) -> None:
    """Take the secret of its session from a browser; it stays known."""
    _set(response, request, base, SESSION, "", 0)


def form_secret(request: Request) -> str:
    """What the forms of a page hold, so that only they can be sent: the browser's, or a new one."""
    return request.cookies.get(FORM) or secrets.token_urlsafe(24)


def keep_form_secret(response: Response, request: Request, base: str, secret: str) -> None:
    """Let a browser keep what its forms hold."""
    _set(response, request, base, FORM, secret, None)


def is_own_form(request: Request, given: str) -> bool:
    """Whether a form that was sent is one that we gave to this browser."""
    kept = request.cookies.get(FORM, "")
    return bool(kept) and hmac.compare_digest(kept.encode(), given.encode())


def _set(response: Response, request: Request, base: str, name: str, value: str, seconds: int | None) -> None:
    response.set_cookie(
        name,
        value,
        max_age=seconds,
        path=base or "/",
        secure=request.url.scheme == "https",
        httponly=True,
        samesite="strict",
    )
