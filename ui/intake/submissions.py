"""The files that were handed in: versions, what was wrong, the original back, and taking one back."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from scoring.services import submissions
from scoring.words import label
from ui.components import parts
from ui.components.times import local_times, time_column
from ui.frame import state
from ui.frame.actor import actor
from ui.frame.language import lang, t
from ui.intake.outcomes import file_downloads


def submission_list(year: int) -> None:
    """Every file of the period, newest first; a selected one can be opened, fetched or taken back."""
    kept = state.store().submissions(year)
    if kept.empty:
        st.info(t("No file has been handed in for {year} yet.", year=year))
        return
    st.caption(t("Tick the box at the start of a row to see its mistakes, get the original file, or take it back."))
    row = parts.table(_shown(kept), "submissions", _columns(), select=True, height=320, alt=t("Received files"))
    if row is not None:
        _one(year, kept.iloc[row])


def _shown(kept: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "at": local_times(kept["at"]),
            "file": kept["file"],
            "unit": kept["unit"],
            "version": kept["version"],
            "state": _states(kept),
            "problems": kept["problems"],
            "by": kept["by"],
            "reason": kept["withdrawn"].where(kept["withdrawn"] != "", kept["turned_down"]),
        }
    )


def _states(kept: pd.DataFrame) -> pd.Series:
    """What each file is now, in words."""
    states = [
        (kept["withdrawn"] != "", t("Taken back")),
        (kept["turned_down"] != "", t("Turned down")),
        (~kept["accepted"].astype(bool), t("Has mistakes")),
        (kept["waits"], t("Waits for confirmation")),
        (kept["counts"], t("Counts")),
    ]
    words = pd.Series(t("Replaced by a later file"), index=kept.index)
    for holds, word in reversed(states):
        words = words.mask(holds, word)
    return words


def _columns() -> dict[str, Any]:
    text = st.column_config.TextColumn
    return {
        "at": time_column(t("When")),
        "version": st.column_config.NumberColumn(t("Version"), width="small"),
        "problems": st.column_config.NumberColumn(t("Errors and warnings"), width="small"),
        "by": text(t("By"), width="small"),
        "reason": text(t("Why it does not count")),
        "unit": text(label("unit", lang()), width="small"),
    }


def _one(year: int, file: pd.Series) -> None:
    """What can be done with one file."""
    key = int(file["id"])
    with st.container(border=True):
        st.markdown(f"**{parts.escape(file['file'])}**")
        problems = state.store().problems(key)
        parts.problems_table(problems, f"problems_{key}")
        file_downloads(year, key, str(file["file"]), problems, str(key))
        if file["accepted"] and file["withdrawn"] == "":
            _take_back(key)


def _take_back(key: int) -> None:
    with st.form(f"withdraw_{key}", border=False):
        reason = st.text_input(t("Reason for taking it back"), max_chars=200, key=f"withdraw_reason_{key}")
        sent = st.form_submit_button(t("Take back"), key=f"withdraw_button_{key}")
    if sent and not reason.strip():
        st.error(t("Give the reason for taking it back."))
    elif sent:
        submissions.withdraw(state.store(), key, reason, actor())
        st.rerun()
