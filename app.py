"""The entry: `streamlit run app.py`. Language, period and group in the sidebar, and the pages.

Tested in tests/pages/test_every_page.py.
"""

from __future__ import annotations

import streamlit as st

from pages.registry import FIRST, PAGES, Page
from ui.components.page_header import warn_of_missed_choices
from ui.frame import sidebar, stores
from ui.frame.assets import ICON, add_assets
from ui.frame.choices import note_arrival
from ui.frame.errors import guard, succeeds
from ui.frame.gc_freeze import freeze
from ui.frame.language import lang


def menu() -> dict[str, list[st.Page]]:
    """The pages by section."""
    sections: dict[str, list[st.Page]] = {}
    for page in PAGES:
        sections.setdefault(page.section(lang()), []).append(entry(page))
    return sections


def entry(page: Page) -> st.Page:
    """A page as the menu holds it; `url_path` is what links hold."""
    return st.Page(
        guard(page.function),
        title=page.title(lang()),
        icon=f":material/{page.icon}:",
        url_path=page.name,
        default=page is FIRST,
    )


def main() -> None:
    """One run of the script."""
    st.set_page_config(page_icon=str(ICON), layout="wide")
    note_arrival()
    st.logo(str(ICON), size="large")
    add_assets()
    upper, lower = st.sidebar.container(), st.sidebar.container()
    sidebar.choose_language(lower)
    page = st.navigation(menu())
    if succeeds(stores.store_state):  # without it no page has anything to show
        guard(lambda: sidebar.period_and_group(upper))()
        above = st.empty()
        page.run()
        warn_of_missed_choices(above)
    freeze()


main()
