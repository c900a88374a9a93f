"""The door's own pages: signing in, one's account, signing out, and choosing another password.

Each form holds a secret of the browser it was shown in; without it nothing is taken. Tested in tests/door/test_auth.py.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from door.auth import cookies
from door.auth.login import ACCOUNT, LOGIN, LOGOUT, PASSWORD
from door.auth.sheets import HERE, SECRET, account_sheet, login_sheet, password_sheet, show
from door.identity import name_of
from door.refusals import not_our_form
from scoring.problems import Problem
from scoring.services import accounts, installation, sign_in
from scoring.services.sign_in import SignedIn
from ui.frame.assets import SESSION_HEADER

_HASHING = asyncio.Semaphore(2)  # passwords that are looked at at once: each takes 64 MB and a tenth of a second
Answer = Callable[[Request], Awaitable[Response]]


class Forms:
    """The answers of the door's own pages.

    Args:
        base: the path the app lives under, '' or like '/kaoping'.
    """

    def __init__(self, base: str) -> None:
        self.base = base

    def routes(self) -> list[Route]:
        """Their addresses."""
        shown = {LOGIN: self.login, ACCOUNT: self.account, PASSWORD: self.password, "/door/form.css": self.style}
        sent = {LOGIN: self.sign_in, LOGOUT: self.sign_out, PASSWORD: self.change_password}
        return [
            *(Route(f"{self.base}{path}", answer, methods=["GET"]) for path, answer in shown.items()),
            *(Route(f"{self.base}{path}", self.own(form), methods=["POST"]) for path, form in sent.items()),
        ]

    def own(self, form: Callable[[Request, FormData], Awaitable[Response]]) -> Answer:
        """Take a form only from the browser it was shown in."""

        async def answer(request: Request) -> Response:
            sent = await request.form(max_files=0, max_fields=20)
            if not cookies.is_own_form(request, _text(sent, SECRET)):
                return not_our_form(request, self.base)
            return await form(request, sent)

        return answer

    async def login(self, request: Request) -> Response:
        """The form to sign in by."""
        return show(request, self.base, login_sheet(request, self.base))

    async def sign_in(self, request: Request, sent: FormData) -> Response:
        """Sign in, or say why not."""
        name, password, wanted = (_text(sent, key) for key in ("login", "password", "next"))
        address = request.client.host if request.client else ""
        async with _HASHING:
            store, device = installation.store(), cookies.device_of(request)
            done = await asyncio.to_thread(sign_in.sign_in, store, name, password, address, device)
        if isinstance(done, Problem):
            return show(request, self.base, login_sheet(request, self.base, [done], name, wanted), 401)
        return signed_in(request, self.base, done, wanted)

    async def account(self, request: Request) -> Response:
        """Who is signed in, and the way out."""
        return show(request, self.base, await asyncio.to_thread(account_sheet, request, self.base))

    async def sign_out(self, request: Request, _: FormData) -> Response:
        """End the session."""
        digest = sign_in.digest_of(cookies.session_of(request))
        await asyncio.to_thread(sign_in.sign_out, installation.store(), digest)
        answer = RedirectResponse(f"{self.base}{LOGIN}", 303)
        cookies.forget_session(answer, request, self.base)
        return answer

    async def password(self, request: Request) -> Response:
        """The form for another password."""
        return show(request, self.base, password_sheet(request, self.base))

    async def change_password(self, request: Request, sent: FormData) -> Response:
        """Take another password, or say why not."""
        old, new, again = (_text(sent, key) for key in ("old", "new", "again"))
        mistakes = [Problem("passwords_differ")] if new != again else await self._change(request, old, new)
        if mistakes:
            return show(request, self.base, password_sheet(request, self.base, mistakes), 422)
        return RedirectResponse(f"{self.base}{ACCOUNT}?changed=1", 303)

    async def _change(self, request: Request, old: str, new: str) -> list[Problem]:
        store, login, session = installation.store(), name_of(request.scope), request.headers.get(SESSION_HEADER, "")
        async with _HASHING:
            return await asyncio.to_thread(accounts.change_own_password, store, login, old, new, session)

    async def style(self, _: Request) -> Response:
        """How they look."""
        return Response((HERE / "form.css").read_bytes(), media_type="text/css")


def signed_in(request: Request, base: str, done: SignedIn, wanted: str) -> Response:
    """Lead who has signed in to where they wanted to go."""
    answer = RedirectResponse(f"{base}{PASSWORD}" if done.must_change else f"{base}{own_path(wanted)}", 303)
    cookies.keep_signed_in(answer, request, base, done)
    return answer


def own_path(wanted: str) -> str:
    """A path of ours that somebody wants to be led to, '/' for anything else: never another site."""
    is_path = wanted.startswith("/") and not wanted.startswith("//")
    return wanted if is_path and "\\" not in wanted and wanted.isprintable() else "/"


def _text(sent: FormData, key: str) -> str:
    value = sent.get(key, "")
    return value if isinstance(value, str) else ""
