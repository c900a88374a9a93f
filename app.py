"""The entry: `streamlit run app.py`. Language, period and group in the sidebar, and the pages."""

from __future__ import annotations

import streamlit as st

from pages import gaps, intake, overview, ranking, system, trend, unit, verification
from ui.components.page_header import warn_of_missed_choices
from ui.frame import sidebar
from ui.frame.assets import ICON, add_assets
from ui.frame.choices import note_arrival
from ui.frame.errors import guard
from ui.frame.gc_freeze import freeze
from ui.frame.language import t


def pages() -> dict[str, list[st.Page]]:
    """The pages by section of the menu; `url_path` is what links hold."""

    def entry(module: object, name: str, title: str, icon: str, default: bool = False) -> st.Page:
        show = guard(module.page)  # type: ignore[attr-defined]
        return st.Page(show, title=title, icon=f":material/{icon}:", url_path=name, default=default)

    return {
        t("Results"): [
            entry(overview, "overview", t("Overview"), "dashboard", default=True),
            entry(ranking, "ranking", t("Ranking"), "leaderboard"),
            entry(gaps, "gaps", t("Gaps"), "grid_on"),
            entry(unit, "unit", t("Unit"), "apartment"),
            entry(trend, "trend", t("Trend"), "trending_up"),
        ],
        t("Work"): [
            entry(intake, "intake", t("Intake"), "upload_file"),
            entry(verification, "verification", t("Verification"), "fact_check"),
            entry(system, "system", t("Indicator system"), "account_tree"),
        ],
    }


def main() -> None:
    """One run of the script."""
    st.set_page_config(page_icon=str(ICON), layout="wide")
    note_arrival()
    st.logo(str(ICON), size="large")
    add_assets()
    upper, lower = st.sidebar.container(), st.sidebar.container()
    sidebar.language(lower)
    page = st.navigation(pages())
    guard(lambda: sidebar.period_and_group(upper))()
    above = st.empty()
    page.run()
    warn_of_missed_choices(above)
    freeze()


main()
