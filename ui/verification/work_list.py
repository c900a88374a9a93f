"""What units reported, in order of risk.

Tested in tests/pages/test_verification.py.
"""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from scoring.analysis.work_list import work_list
from scoring.engine import ScoreSheet
from scoring.numbers import plain
from scoring.words import label
from ui.components.tables import height_for, table
from ui.frame import stores
from ui.frame.language import lang, t
from ui.verification.choose import units_of_group

_OPEN = "verification_open"  # unit and indicator that are being looked at


def work_table(year: int, sheet: ScoreSheet) -> tuple[str, str] | None:
    """The work list in order of risk; returns unit and indicator of the selected row."""
    work = work_list(sheet, stores.store().facts(year))
    work = work[work["unit"].isin(units_of_group(sheet))].reset_index(drop=True)
    done = int(work["verified"].sum())
    st.caption(
        t(
            "{done:,} of {all:,} reported results are verified. Tick the box of a row to enter what you found.",
            done=done,
            all=len(work),
        )
    )
    row = table(
        _rows(sheet, work), "work_list", _columns(), select=True, height=height_for(len(work), 12), alt=t("Work list")
    )
    return None if row is None else (str(work["unit"][row]), str(work["indicator"][row]))


def kept_open(selected: tuple[str, str] | None, sheet: ScoreSheet) -> tuple[str, str] | None:
    """What is selected or, once saving has moved the rows and with them the tick, what was."""
    if selected is not None:
        st.session_state[_OPEN] = selected
    unit, indicator = st.session_state.get(_OPEN, ("", ""))
    return (unit, indicator) if unit in units_of_group(sheet) and indicator in sheet.system.indicators else None


def _rows(sheet: ScoreSheet, work: pd.DataFrame) -> pd.DataFrame:
    reasons = {
        "above_median": t("above median"),
        "no_evidence": t("no evidence"),
        "claimed_na": t("claims not applicable"),
    }
    titles = {i.id: i.title.get(lang()) for i in sheet.system.indicators.values()}
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
