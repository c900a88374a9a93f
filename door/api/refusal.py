"""What is answered where something cannot be done: problem details (RFC 9457), in the language asked for.

Tested in tests/door/test_api.py.
"""

from __future__ import annotations

import json
import logging
import uuid
from collections.abc import Callable, Mapping, Sequence
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from pydantic import BaseModel
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from door.language import spoken
from scoring.access import NotAllowed
from scoring.services.batches import BatchFault
from scoring.store import StoreFault, UnknownPeriod, UnknownSubmission
from scoring.words import Lang, gettext

MEDIA_TYPE = "application/problem+json"
_SHOWN = 200  # characters of what a request states, so that an answer is never long
_log = logging.getLogger("kaoping")
Words = Callable[[Lang], str]


class Wrong(BaseModel):
    """A part of a request that cannot be used: where it stands."""

    at: str
    code: str


class ProblemDetails(BaseModel):
    """Why something was not done (RFC 9457)."""

    type: str
    title: str
    status: int
    detail: str
    instance: str
    code: str
    errors: list[Wrong] | None = None


class Refusal(Exception):
    """A request that is not done.

    Attributes:
        status: of HTTP.
        code: a word for programs.
        words: what is wrong and what to do, in a language.
        headers: to go with the answer.
    """

    def __init__(self, status: int, code: str, words: Words, headers: Mapping[str, str] | None = None) -> None:
        super().__init__(code)
        self.status, self.code, self.words, self.headers = status, code, words, dict(headers or {})


def no_token() -> Refusal:
    """Nobody knows who asks."""
    return Refusal(
        401,
        "sign_in_first",
        lambda lang: gettext(lang, "Send a token that is in force: Authorization: Bearer, a space, the token."),
        {"WWW-Authenticate": "Bearer"},
    )


def no_such(what: str) -> Refusal:
    """There is nothing of this name."""
    return Refusal(404, "not_found", lambda lang: gettext(lang, "There is nothing called {name}.", name=what[:_SHOWN]))


def handle(app: FastAPI) -> None:
    """Let an app answer all that goes wrong in it by problem details."""
    app.add_exception_handler(Refusal, _refused)
    app.add_exception_handler(HTTPException, _of_framework)
    app.add_exception_handler(RequestValidationError, _not_valid)
    app.add_exception_handler(NotAllowed, _not_allowed)
    app.add_exception_handler(UnknownPeriod, _unknown)
    app.add_exception_handler(UnknownSubmission, _unknown)
    app.add_exception_handler(StoreFault, _out_of_order)
    app.add_exception_handler(BatchFault, _out_of_order)
    app.add_middleware(Unforeseen)


def answer(request: Request, refusal: Refusal, errors: Sequence[Mapping[str, str]] = ()) -> Response:
    """The answer that says why."""
    lang = spoken(request)
    said: dict[str, Any] = {
        "type": "about:blank",
        "title": _title(refusal.status, lang),
        "status": refusal.status,
        "detail": refusal.words(lang),
        "instance": request.scope["path"][:_SHOWN],
        "code": refusal.code,
    }
    if errors:
        said["errors"] = list(errors)
    body = json.dumps(said, ensure_ascii=False).encode("utf-8", "replace")
    headers = {**refusal.headers, "Content-Language": lang, "Vary": "Accept-Language, Authorization, Cookie"}
    return Response(body, refusal.status, headers, MEDIA_TYPE)


def _title(status: int, lang: Lang) -> str:
    titles = {
        400: gettext(lang, "The request cannot be understood"),
        401: gettext(lang, "Sign in first"),
        403: gettext(lang, "Not allowed"),
        404: gettext(lang, "Not found"),
        405: gettext(lang, "This cannot be done here"),
        408: gettext(lang, "Nothing came"),
        409: gettext(lang, "Something has changed meanwhile"),
        413: gettext(lang, "The file is too large"),
        415: gettext(lang, "No such kind of file is taken"),
        422: gettext(lang, "The request cannot be used"),
        503: gettext(lang, "It cannot be done now"),
    }
    return titles.get(status) or (gettext(lang, "Our program failed") if status >= 500 else HTTPStatus(status).phrase)


async def _refused(request: Request, refusal: Exception) -> Response:
    assert isinstance(refusal, Refusal)  # noqa: S101 - for the type checker
    return answer(request, refusal)


async def _of_framework(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)  # noqa: S101 - for the type checker
    words: Words = lambda lang: gettext(lang, "See {address} for what there is.", address="/api/docs")  # noqa: E731
    code = {404: "not_found", 405: "method_not_allowed"}.get(error.status_code, "not_done")
    return answer(request, Refusal(error.status_code, code, words, error.headers))


async def _not_valid(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)  # noqa: S101 - for the type checker
    errors = [{"at": ".".join(map(str, one["loc"]))[:_SHOWN], "code": str(one["type"])} for one in error.errors()]
    places = ", ".join(one["at"] for one in errors)[:_SHOWN]
    words: Words = lambda lang: gettext(  # noqa: E731
        lang, "This cannot be used: {places}. See {address} for what is meant.", places=places, address="/api/docs"
    )
    return answer(request, Refusal(422, "not_valid", words), errors)


async def _not_allowed(request: Request, _: Exception) -> Response:
    words: Words = lambda lang: gettext(  # noqa: E731
        lang, "Your role or your token does not include this. An administrator can give it."
    )
    return answer(request, Refusal(403, "not_allowed", words))


async def _unknown(request: Request, error: Exception) -> Response:
    return answer(request, no_such(str(error.args[0]) if error.args else ""))


async def _out_of_order(request: Request, error: Exception) -> Response:
    fault = error.fault if isinstance(error, BatchFault) else error
    assert isinstance(fault, StoreFault)  # noqa: S101 - for the type checker
    _log.error("the data cannot be used: %s", fault)
    return answer(request, Refusal(503, fault.code, fault.problem.sentence, {"Retry-After": "30"}))


class Unforeseen:
    """Answers in words, and logs, what nobody has foreseen."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        is_begun = False

        async def noting(message: Message) -> None:
            nonlocal is_begun
            is_begun = True
            await send(message)

        try:
            await self.app(scope, receive, noting)
        except Exception:
            if is_begun or scope["type"] != "http":
                raise
            number = uuid.uuid4().hex[:8]
            _log.exception("error %s", number)
            words: Words = lambda lang: gettext(  # noqa: E731
                lang, "Error number: {number}. The log tells more under it.", number=number
            )
            await answer(Request(scope), Refusal(500, "not_handled", words))(scope, receive, send)
