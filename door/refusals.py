"""What is answered to a request that is not let through: a page in words for a person, the same as text for the rest.

Tested in tests/door/test_server.py and tests/door/test_hosts.py.
"""

from __future__ import annotations

import html
from functools import cache
from pathlib import Path
from string import Template

from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response

from door.api import PREFIX, refusal
from door.hosts import asked_for, stated_origins
from door.language import language_of
from scoring.store import StoreFault
from scoring.words import LANGUAGES, gettext

_TEMPLATE = Path(__file__).parent / "message.html"
_SHOWN = 200  # characters of what a request states, so that an answer is never long


def unknown_name(request: Request) -> Response:
    """The server was called by a name that is none of its own: how to make it one."""
    lang, here = language_of(request), asked_for(request.scope)
    name = here.host[:_SHOWN] if here else "?"
    return _answer(
        request,
        403,
        gettext(lang, "This address cannot be used"),
        gettext(
            lang,
            "The server does not know {name} as a name of its own and opens nothing under it, because another site "
            "could read what is here by such a name. The data have not been touched.",
            name=name,
        ),
        gettext(
            lang,
            "Use the usual address. If this one is to work, the administrator adds {option} to the command that starts "
            "the server (docs/serving.md).",
            option=f"HOSTS={name}",
        ),
    )


def other_site(request: Request) -> Response:
    """A page of another site has sent the request, or a proxy hides which address was typed."""
    lang = language_of(request)
    return _answer(
        request,
        403,
        gettext(lang, "Refused: the request comes from another site"),
        gettext(
            lang,
            "It was sent by a page of {site}, while this server was asked for as {here}.",
            site=", ".join(stated_origins(request.scope))[:_SHOWN],
            here=asked_for(request.scope),
        ),
        gettext(
            lang,
            "If both are this server, the proxy before it does not pass on the address that people type: it has to "
            "send Host unchanged and X-Forwarded-Proto (docs/serving.md).",
        ),
    )


def wrong_address(request: Request) -> str:
    """What a page says of itself where the browser has it from another address than the server believes."""
    return gettext(
        language_of(request),
        "The server takes this address for {here}, so no session can begin. The proxy before it has to send Host "
        "unchanged and X-Forwarded-Proto (docs/serving.md).",
        here=asked_for(request.scope),
    )


def missing(request: Request, base: str) -> Response:
    """There is nothing at this address."""
    lang = language_of(request)
    return _answer(
        request,
        404,
        gettext(lang, "There is no such page"),
        gettext(lang, "There is nothing at {path}.", path=request.scope["path"][:_SHOWN]),
        link=(f"{base}/", gettext(lang, "To the overview")),
    )


def too_large(request: Request) -> Response:
    """More was sent than any request but an upload needs."""
    return _answer(request, 413, gettext(language_of(request), "The request is too large."))


def out_of_order(request: Request, fault: StoreFault) -> Response:
    """The data cannot be used, so it cannot be known who may come in."""
    lang = language_of(request)
    return _answer(request, 503, gettext(lang, "Nothing can be opened now"), fault.problem.sentence(lang))


def not_our_form(request: Request, base: str) -> Response:
    """A form was sent that this browser did not get from us, or has forgotten."""
    lang = language_of(request)
    return _answer(
        request,
        403,
        gettext(lang, "The form cannot be taken"),
        gettext(lang, "It was open for too long, or cookies are switched off. Nothing was changed."),
        link=(f"{base}/", gettext(lang, "Open it anew")),
    )


def _answer(
    request: Request, status: int, heading: str, *paragraphs: str, link: tuple[str, str] | None = None
) -> Response:
    """A page where a browser asks for one, problem details from the API, else the same words alone."""
    if PREFIX in request.scope["path"]:
        return refusal.answer(request, refusal.Refusal(status, "refused", lambda _: " ".join((heading, *paragraphs))))
    if "text/html" not in request.headers.get("accept", ""):
        return PlainTextResponse("\n".join((heading, *paragraphs)), status)
    parts = [html.escape(text) for text in paragraphs]
    if link:
        address, words = map(html.escape, link)
        parts.append(f'<a href="{address}">{words}</a>')
    language = LANGUAGES[language_of(request)]
    body = _template().substitute(
        tag=language.tag,
        product=language.product,
        heading=html.escape(heading),
        paragraphs="\n      ".join(f"<p>{part}</p>" for part in parts),
    )
    return HTMLResponse(body, status, headers={"Vary": "Accept, Cookie"})


@cache
def _template() -> Template:
    return Template(_TEMPLATE.read_text(encoding="utf-8"))
