"""What the browser loads of ours beside Streamlit: the stylesheets, and the scripts.

All of it is fixed text of the program; nothing of a file or a person ever goes in.
"""

from __future__ import annotations

import html
import json
import secrets
from functools import cache
from pathlib import Path

import streamlit as st

from scoring.words import LANGUAGES, Lang
from ui.frame import screen_scale

ASSETS = Path(__file__).resolve().parent.parent / "assets"
ICON = ASSETS / "icon.png"
STYLES = ("screen.css", "print.css")
SCRIPTS = ("page.js", "words.js")
DOOR_HEADER = "x-kaoping-door"  # on what has come through server.py
DOOR_MARK = secrets.token_hex(16)  # what it says, so that only this process's door can have put it there
SESSION_HEADER = "x-kaoping-session"  # the digest of the session that it comes from, once there are accounts


def add_assets() -> None:
    """Put our stylesheets on the page, and the scripts where no front door has served them."""
    st.html(_styles())
    if not came_by_the_door():
        st.html("".join(f"<script>{script(name)}</script>" for name in SCRIPTS), unsafe_allow_javascript=True)


def door_link(path: str, words: str) -> None:
    """A link to one of the door's own pages, which leaves the app."""
    base = (st.get_option("server.baseUrlPath") or "").strip("/")
    address = html.escape(f"/{base}{path}" if base else path)
    st.html(f'<a class="kaoping-link" href="{address}" target="_self">{html.escape(words)}</a>')


def came_by_the_door() -> bool:
    """Whether the session came through server.py, whose other headers of ours can then be believed."""
    return st.context.headers.get(DOOR_HEADER) == DOOR_MARK


def announce_language(lang: Lang) -> None:
    """Tell the browser the page's language (fonts, hyphens, screen readers, the next visit), and ask for its size."""
    steps = json.dumps(list(screen_scale.STEPS.items()))
    size = f"{screen_scale.factor():g}"
    st.html(
        f'<span id="kaoping-page" data-lang="{lang}" data-tag="{LANGUAGES[lang].tag}" data-size="{size}"'
        f' data-steps="{steps}"></span>'
    )


@cache
def _styles() -> str:
    return f"<style>{''.join((ASSETS / name).read_text(encoding='utf-8') for name in STYLES)}</style>"


@cache
def words() -> dict[str, dict[str, str]]:
    """What Streamlit says -> Chinese: `exact` texts, and `patterns` (regular expressions, whole texts)."""
    translations: dict[str, dict[str, str]] = json.loads((ASSETS / "words.json").read_text(encoding="utf-8"))
    return translations


@cache
def script(name: str) -> str:
    """One of our scripts, with the words inside it where it asks for them."""
    inside = json.dumps(words(), ensure_ascii=False).replace("<", "\\u003c")
    return (ASSETS / name).read_text(encoding="utf-8").replace("__WORDS__", inside, 1)
