"""The files that were handed in: versions, what was wrong, the original back, and taking one back."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from scoring.period import period_name
from scoring.services import submissions
from scoring.services.shown_names import shown_names
from ui.components.actions import keep_outcome, show_outcome
from ui.components.problem_list import problems_table
from ui.components.reason_form import reason_form
from ui.components.selection import keep_selection
from ui.components.tables import table
from ui.components.times import local_times, time_column
from ui.frame import stores
from ui.frame.actor import actor
from ui.frame.language import t
from ui.frame.markdown import escape
from ui.intake import view
from ui.intake.outcomes import file_downloads


def submission_list(period: str) -> None:
    """Every file of the period, newest first; a selected one can be opened, fetched or taken back."""
    who = actor()
    files = submissions.listed(stores.store(), period, who)
    show_outcome("received")
    if files.empty:
        st.info(t("No file has been handed in for {period} yet.", period=period_name(period)))
        return
    if "withdraw" in who.may:
        st.caption(t("Tick the box at the start of a row to see its mistakes, get the original file, or take it back."))
    else:
        st.caption(t("Tick the box at the start of a row to see its mistakes and get the original file."))
    keep_selection("submissions", files["id"].tolist())
    row = table(_rows(period, files), "submissions", _columns(), select=True, height=320, alt=t("Received files"))
    if row is not None:
        _one(period, files.iloc[row])


def _rows(period: str, files: pd.DataFrame) -> pd.DataFrame:
    names = view.unit_names(stores.store_state(), period)
    return pd.DataFrame(
        {
            "at": local_times(files["at"]),
            "file": files["file"],
            "unit": [view.with_name(unit, names) for unit in files["unit"]],
            "version": files["version"],
            "state": _states(files),
            "problems": files["problems"],
            "by": shown_names(stores.store(), files["by"]),
            "reason": files["withdrawn"].where(files["withdrawn"] != "", files["turned_down"]),
        }
    )


def _states(files: pd.DataFrame) -> pd.Series:
    """What each file is now, in words."""
    states = [
        (files["withdrawn"] != "", t("Taken back")),
        (files["turned_down"] != "", t("Turned down")),
        (~files["accepted"].astype(bool), t("Has mistakes")),
        (files["waits"], t("Waits for confirmation")),
        (files["counts"], t("Counts")),
    ]
    words = pd.Series(t("Replaced by a later file"), index=files.index)
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
        "unit": text(t("Unit"), width=150),
    }


def _one(period: str, file: pd.Series) -> None:
    """What can be done with one file."""
    key = int(file["id"])
    with st.container(border=True):
        st.markdown(f"**{escape(file['file'])}**")
        problems = submissions.problems_of(stores.store(), period, key, actor())
        problems_table(problems, f"problems_{key}")
        file_downloads(period, key, str(file["file"]), problems, str(key))
        if file["accepted"] and file["withdrawn"] == "" and "withdraw" in actor().may:
            _take_back(period, key)


def _what_counts_then(then: submissions.AfterWithdrawing, period: str) -> str:
    unit = view.with_name(then.unit, view.unit_names(stores.store_state(), period))
    if not then.counts_now:
        return t("the file does not count, so no score changes.")
    if not then.unit:
        return t("its figures no longer count; those of the other files do.")
    if then.file:
        return t("{file} (version {version}) of {unit} counts again.", file=then.file, version=then.version, unit=unit)
    return t("{unit} has no report that counts.", unit=unit)


def _take_back(period: str, key: int) -> None:
    seen = stores.store_state().version
    said = _what_counts_then(submissions.after_withdrawing(stores.store(), period, key), period)
    st.caption(t("If it is taken back: {what}", what=escape(said)))
    reason_form(
        "withdraw",
        key,
        _withdraw,
        key,
        seen,
        said,
        label=t("Reason for taking it back"),
        button=t("Take back"),
        missing=t("Give the reason for taking it back."),
    )


def _withdraw(key: int, seen: int, said: str, reason: str) -> None:
    """Take a file back, unless something else would count then than the person has read."""
    problems = submissions.withdraw(stores.store(), key, reason, actor(), seen)
    keep_outcome("received", "" if problems else t("Taken back: {what}", what=said), problems)
