"""What units reported, in order of risk.

Tested in tests/pages/test_verification.py.
"""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from scoring.analysis.record import not_on_record
from scoring.analysis.work_list import found_in
from scoring.engine import ScoreSheet
from scoring.numbers import plain
from scoring.words import label
from ui.components.paging import PAGE, page_of
from ui.components.selection import keep_selection
from ui.components.tables import height_for, table
from ui.frame.language import lang, t
from ui.frame.markdown import escape
from ui.frame.view_key import ViewKey
from ui.verification.choose import units_of_group
from ui.verification.view import work_view

_OPEN = "verification_open"  # unit and indicator that are being looked at


def work_table(key: ViewKey) -> tuple[str, str] | None:
    """The work list in order of risk, a page at a time; returns unit and indicator of the selected row."""
    work = work_view(key)
    done = int(work["verified"].sum())
    st.caption(
        t(
            "{done:,} of {all:,} reported results are verified. Tick the box of a row to enter what you found.",
            done=done,
            all=len(work),
        )
    )
    for sentence in not_on_record(key.sheet, key.lang):
        st.caption(escape(sentence))
    if len(work) > PAGE:  # the table itself looks for words on the page alone
        words = st.text_input(t("Unit or indicator"), key="work_search", icon=":material/search:", max_chars=40)
        work = found_in(work, key.sheet.system, words, key.lang) if words.strip() else work
    page = work[page_of(len(work), "work_page")].reset_index(drop=True)
    keep_selection("work_list", list(zip(page["unit"], page["indicator"], strict=True)))
    row = table(
        _rows(key, page), "work_list", _columns(), select=True, height=height_for(len(page), 12), alt=t("Work list")
    )
    return None if row is None else (str(page["unit"][row]), str(page["indicator"][row]))


def kept_open(selected: tuple[str, str] | None, sheet: ScoreSheet) -> tuple[str, str] | None:
    """What is selected or, once saving has moved the rows and with them the tick, what was."""
    if selected is not None:
        st.session_state[_OPEN] = selected
    unit, indicator = st.session_state.get(_OPEN, ("", ""))
    return (unit, indicator) if unit in units_of_group(sheet) and indicator in sheet.system.indicators else None


def _rows(key: ViewKey, work: pd.DataFrame) -> pd.DataFrame:
    reasons = {
        "above_median": t("above median"),
        "no_evidence": t("no evidence"),
        "claimed_na": t("claims not applicable"),
        "figures_na": t("not applicable by its figures"),
        "condition": t("a condition of grades or parts"),
    }
    titles = {i.id: i.title.get(lang()) for i in key.sheet.system.indicators.values()}
    return pd.DataFrame(
        {
            "risk": work["risk"],
            "name": work["name"],
            "indicator": work["indicator"],
            "title": work["indicator"].map(titles),
            "reasons": [t(", ").join(reasons[r] for r in row) for row in work["reasons"]],
            "earned": [f"{e:.2f} / {plain(m)}" for e, m in zip(work["earned"], work["marks"], strict=True)],
            "median": work["median"] * 100,
            "verified": [t("Verified") if done else "" for done in work["verified"]],
        }
    )


def _columns() -> dict[str, Any]:
    """Together as wide as a page has room for on a screen of 1280 px, in either language."""
    number, text = st.column_config.NumberColumn, st.column_config.TextColumn
    return {
        "risk": number(
            t("At risk"),
            format="%.2f",
            width=72,
            help=t(
                "Self-earned marks times how far the rate is above the group's median, and once more without evidence."
            ),
        ),
        "name": text(label("name", lang()), width=108),
        "indicator": text(label("indicator", lang()), width=60),
        "title": text(label("title", lang()), width=150),
        "reasons": text(t("Why check it"), width=178),
        "earned": text(t("Self / marks"), width=98, alignment="right"),
        "median": number(t("Median"), format="%.0f%%", width=70, help=t("Group median")),
        "verified": text(label("state", lang()), width=70),
    }
