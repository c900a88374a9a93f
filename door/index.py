"""The page a browser gets first: Streamlit's, in the reader's language, with our name, icon, font and scripts.

Tested in tests/door/test_server.py.
"""

from __future__ import annotations

import hashlib
import html
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from string import Template

import streamlit as st
from starlette.convertors import StringConvertor, register_url_convertor
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route
from streamlit import file_util

from door.hosts import asked_for
from door.language import language_of
from door.refusals import wrong_address
from pages.registry import FIRST, PAGES
from scoring.words import LANGUAGES, Lang
from ui.frame import assets

HERE = Path(__file__).parent
FONT = "/app/static/fonts/kaoping-sans.woff2"
# What Streamlit's own page loads; its script inside the page is left out, which lets the policy refuse all such.
_LOADED = re.compile(r'<script type="module"[^>]*></script>|<link rel="(?:modulepreload|stylesheet)"[^>]*>')


_NAMES = "|".join(re.escape(page.name) for page in PAGES)


class _PageName(StringConvertor):
    """The name of a page that there is."""

    regex = _NAMES


class _Below(StringConvertor):
    """A page's name with more behind it, which no page has: no file, nothing that Streamlit answers."""

    regex = rf"(?:{_NAMES})(?:/(?!_)[^./]*)+"


register_url_convertor("page", _PageName())
register_url_convertor("below", _Below())


def routes(base: str) -> list[Route]:
    """The addresses the door answers itself: the pages, and the files they load from us.

    Args:
        base: the path the app lives under, '' or like '/kaoping'.
    """

    async def page(request: Request) -> Response:
        asked = {"origin": str(asked_for(request.scope)), "warning": wrong_address(request)}
        escaped = {name: html.escape(value) for name, value in asked.items()}
        return HTMLResponse(_page(language_of(request), base).substitute(escaped), headers={"Vary": "Cookie"})

    async def first(request: Request) -> Response:
        return _redirect(request, f"{base}/")

    async def above(request: Request) -> Response:
        return _redirect(request, f"{base}/{request.path_params['below'].partition('/')[0]}")

    return [
        *(Route(f"{base}{address}", _file(content, kind)) for address, (content, kind) in _files().items()),
        Route(f"{base}/", page),
        Route(f"{base}/{FIRST.name}", first),
        Route(f"{base}/{{name:page}}", page),
        Route(f"{base}/{{below:below}}", above),
    ]


def _redirect(request: Request, path: str) -> Response:
    """To another address of ours, with all that was asked."""
    return RedirectResponse(f"{path}?{request.url.query}" if request.url.query else path)


@cache
def _page(lang: Lang, base: str) -> Template:
    """The page but for what each request states of itself."""
    values = {
        "tag": LANGUAGES[lang].tag,
        "title": LANGUAGES[lang].product,
        "light": st.get_option("theme.light.backgroundColor") or "#ffffff",
        "dark": st.get_option("theme.dark.backgroundColor") or "#0e1117",
        "base": base,
        "font": f"{base}{FONT}",
        **{name: f"{base}{address}" for name, address in _addresses().items()},
    }
    template = Template((HERE / "index.html").read_text(encoding="utf-8"))
    escaped = {name: html.escape(value) for name, value in values.items()}
    return Template(template.safe_substitute(escaped, streamlit=_streamlit(base)))


@cache
def _streamlit(base: str) -> str:
    """The tags by which Streamlit's page loads its program.

    Raises:
        RuntimeError: the installed Streamlit has a page of another make.
    """
    source = (Path(file_util.get_static_dir()) / "index.html").read_text(encoding="utf-8")
    tags = _LOADED.findall(source)
    if not any(tag.startswith("<script") for tag in tags):
        raise RuntimeError("Streamlit's index.html holds no module script")
    return "\n    ".join(tag.replace('="./', f'="{base}/') for tag in tags)


@cache
def _contents() -> dict[str, tuple[str, bytes, str]]:
    """What the page calls a file -> its name, what is in it, its type."""
    return {
        "start": ("start.js", (HERE / "start.js").read_bytes(), "text/javascript"),
        **{Path(name).stem: (name, assets.script(name).encode(), "text/javascript") for name in assets.SCRIPTS},
        "icon": (assets.ICON.name, assets.ICON.read_bytes(), "image/png"),
    }


def _files() -> dict[str, tuple[bytes, str]]:
    return {f"/door/{name}": (content, kind) for name, content, kind in _contents().values()}


def address_of(name: str) -> str:
    """The address of a file that the page loads from us, by what the page calls it."""
    return _addresses()[name]


def _addresses() -> dict[str, str]:
    """What the page calls a file -> its address, with a digest so that a new version is a new address."""
    return {
        key: f"/door/{name}?{hashlib.sha256(content).hexdigest()[:12]}"
        for key, (name, content, _) in _contents().items()
    }


def _file(content: bytes, kind: str) -> Callable[[Request], Response]:
    def answer(_: Request) -> Response:
        return Response(content, media_type=kind)

    return answer
