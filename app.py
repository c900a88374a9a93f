"""The entry: `streamlit run app.py`. Language, period and group in the sidebar, and the pages.

Tested in tests/pages/test_every_page.py.
"""

from __future__ import annotations

import functools

import streamlit as st

from pages.registry import FIRST, PAGES, Page
from scoring.access import Actor
from ui.components.page_header import warn_of_missed_choices
from ui.frame import sidebar, stores
from ui.frame.actor import actor
from ui.frame.assets import ICON, add_assets
from ui.frame.choices import note_arrival
from ui.frame.errors import found, guard, not_allowed, succeeds
from ui.frame.gc_freeze import freeze
from ui.frame.language import lang


def menu(who: Actor | None) -> dict[str, list[st.Page]]:
    """The pages by section; those that somebody may not open are there for links, and say so.

    Args:
        who: None while it is not known: then no page is shown.
    """
    sections: dict[str, list[st.Page]] = {}
    for page in PAGES:
        sections.setdefault(page.section(lang()), []).append(entry(page, who))
    return sections


def entry(page: Page, who: Actor | None) -> st.Page:
    """A page as the menu holds it; `url_path` is what links hold."""
    is_allowed = who is not None and page.name in who.pages
    return st.Page(
        guard(page.function) if is_allowed else functools.partial(refuse, page, who),
        title=page.title(lang()),
        icon=f":material/{page.icon}:",
        url_path=page.name,
        default=page is FIRST,
        visibility="visible" if is_allowed else "hidden",
    )


def refuse(page: Page, who: Actor | None) -> None:
    """What is shown in the place of a page that somebody may not open: their own first one, or why not."""
    if who is None:
        return  # it has been said why
    if page is FIRST and who.pages:
        st.switch_page(entry(next(one for one in PAGES if one.name in who.pages), who))
    not_allowed()


def main() -> None:
    """One run of the script."""
    st.set_page_config(page_icon=str(ICON), layout="wide")
    note_arrival()
    st.logo(str(ICON), size="large")
    add_assets()
    upper, lower = st.sidebar.container(), st.sidebar.container()
    sidebar.choose_language(lower)
    who = found(actor)
    page = st.navigation(menu(who))
    if who is not None and succeeds(stores.store_state):  # without it no page has anything to show
        guard(lambda: sidebar.period_and_group(upper))()
        guard(lambda: sidebar.whoami(lower))()
        above = st.empty()
        page.run()
        warn_of_missed_choices(above)
    freeze()


main()
