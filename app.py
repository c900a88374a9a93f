"""The entry: `streamlit run app.py`. Language, period and group in the sidebar, and the pages."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from pages import gaps, intake, overview, ranking, system, trend, unit, verification
from ui.components import parts
from ui.frame import sidebar, state
from ui.frame.assets import dress
from ui.frame.errors import guarded
from ui.frame.gc_freeze import settle
from ui.frame.language import t

ICON = Path(__file__).parent / "ui" / "assets" / "icon.png"


def pages() -> dict[str, list[st.Page]]:
    """The pages by section of the menu; `url_path` is what links hold."""

    def entry(module: object, name: str, title: str, icon: str, default: bool = False) -> st.Page:
        shown = guarded(module.page)  # type: ignore[attr-defined]
        return st.Page(shown, title=title, icon=f":material/{icon}:", url_path=name, default=default)

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
    state.arrive()
    st.logo(str(ICON), size="large")
    dress()
    upper, lower = st.sidebar.container(), st.sidebar.container()
    sidebar.language(lower)
    chosen = st.navigation(pages())
    guarded(lambda: sidebar.period_and_group(upper))()
    above = st.empty()
    chosen.run()
    parts.say_what_is_not_there(above)
    settle()


main()
