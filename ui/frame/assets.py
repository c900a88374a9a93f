"""What the browser loads of ours beside Streamlit: the stylesheets, and the scripts.

All of it is fixed text of the program; nothing of a file or a person ever goes in.
"""

from __future__ import annotations

import json
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


def add_assets() -> None:
    """Put our stylesheets on the page, and the scripts where no front door has served them."""
    st.html(_styles())
    if DOOR_HEADER not in st.context.headers:
        st.html("".join(f"<script>{script(name)}</script>" for name in SCRIPTS), unsafe_allow_javascript=True)


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
