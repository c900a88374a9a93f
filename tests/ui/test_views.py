"""What is kept between runs depends on what it is given alone: never on whose session asked for it first."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.ui import purity
from tests.ui.purity import Function, Place

ROOT = Path(__file__).resolve().parents[2]
PATHS = [*(ROOT / "ui").rglob("*.py"), *(ROOT / "pages").glob("*.py")]
MODULES = purity.read(
    {".".join(p.relative_to(ROOT).with_suffix("").parts): p.read_text(encoding="utf-8") for p in PATHS}
)
# Modules all of whose functions are part of views. (print_view is the switch of the print view, which is a choice.)
OF_VIEWS = (
    "alts",
    "formats",
    "view",
    "view_key",
    "cached_figure",
    "formatted_table",
    "signed_columns",
    "ranking_chart",
)
ASKS_SESSION = {("ui.frame.view_key", "view_key")}  # makes the key


def is_of_views(module: str) -> bool:
    name = module.rpartition(".")[2]
    return name in OF_VIEWS or (name.endswith("_view") and name != "print_view")


def roots() -> list[tuple[Place, Function]]:
    found: list[tuple[Place, Function]] = []
    for module in MODULES.values():
        kept = [n for n, f in module.functions.items() if is_of_views(module.name) or purity.is_cached(f)]
        found += [((module.name, name), module.functions[name]) for name in kept]
        found += purity.made_later(module)
    return [(place, function) for place, function in found if place not in ASKS_SESSION]


ROOTS = roots()


@pytest.mark.parametrize(("place", "function"), ROOTS, ids=[".".join(place) for place, _ in ROOTS])
def test_what_is_kept_never_asks_the_session(place: Place, function: Function) -> None:
    assert purity.way_to_session(MODULES, place, function) == []


def test_these_are_looked_at() -> None:
    looked_at = {".".join(place) for place, _ in ROOTS}
    assert {
        "ui.overview.view.overview_view",
        "ui.unit.view._section_tables",
        "ui.frame.stores._sheet",
        "ui.components.alts.ends",
        "ui.frame.view_key.ViewKey.sheet",
        "ui.intake.outcomes._downloads (at a click)",
    } <= looked_at


LANGUAGE = "def lang():\n    return st.session_state['lang']\n\n\ndef t(text):\n    return gettext(lang(), text)\n"


@pytest.mark.parametrize(
    ("source", "way"),
    [
        ("@lru_cache(maxsize=8)\ndef view(key):\n    return t('A')\n", "st.session_state lang t view"),
        ("def title():\n    return l.lang()\n\n\n@cache\ndef view():\n    return map(title, [])\n", "st.session_state lang title view"),
        ("@st.cache_data\ndef view():\n    return st.context.timezone\n", "st.context view"),
        ("class Kept:\n    def __init__(self):\n        lang()\n\n\n@cache\ndef view():\n    return Kept()\n", "st.session_state lang Kept.__init__ view"),
        ("@cache\ndef view(key):\n    return gettext(key.lang, 'A')\n", ""),
    ],
)  # fmt: skip
def test_a_view_that_asks_the_session_is_found(source: str, way: str) -> None:
    imports = "from app import language as l\nfrom app.language import lang, t\n"
    modules = purity.read({"app.language": LANGUAGE, "app.page": imports + source})
    view = modules["app.page"].functions["view"]
    assert purity.is_cached(view)
    found = purity.way_to_session(modules, ("app.page", "view"), view)
    assert " ".join(step.removeprefix("app.language.").removeprefix("app.page.") for step in found) == way


def test_a_download_that_asks_the_session_when_it_is_clicked_is_found() -> None:
    source = "from app.language import t\n\n\ndef offer():\n    download('a', lambda: t('A').encode())\n"
    modules = purity.read({"app.language": LANGUAGE, "app.page": source})
    ((place, function),) = purity.made_later(modules["app.page"])
    assert purity.way_to_session(modules, place, function)[0] == "st.session_state"
