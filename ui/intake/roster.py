"""The list of a period's units: brought as a file, compared with the one there is, and confirmed.

Tested in tests/ui/intake/test_setup.py.
"""

from __future__ import annotations

import pandas as pd
import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from scoring.period import period_name
from scoring.problems import has_errors
from scoring.services import rosters
from scoring.workbook.headwords import heading
from ui.components.actions import action_button, keep_outcome, show_outcome
from ui.components.downloads import XLSX, download
from ui.components.formats import with_group_titles
from ui.components.problem_list import problems_table
from ui.components.tables import table
from ui.frame import stores
from ui.frame.actor import actor
from ui.frame.language import lang, t, tn
from ui.frame.markdown import escape
from ui.frame.uploads import forget

_MOST_NAMED = 10
_ROUND = "roster_round"  # a new key empties the drop zone


def roster_step(period: str) -> None:
    """Step one of the page: open while there is no list."""
    listed = stores.store().roster(period)
    title = t("1. List of units ({count:,})", count=len(listed)) if len(listed) else t("1. List of units")
    with st.expander(title, expanded=listed.empty, icon=":material/apartment:"):
        roster_upload(period, "roster")


def roster_upload(period: str, key: str) -> None:
    """Take a list of units: every mistake by row, or what it changes and a button that takes it over."""
    header = {name: heading(name).get(lang()) for name in ("unit", "name", "group")}
    st.caption(t("A table with the columns {unit}, {name} and {group}; a group's name or id will do.", **header))
    system, listed, spoken = stores.system(period), stores.store().roster(period), lang()
    download(
        t("An example to fill in") if listed.empty else t("The list as it is (xlsx)"),
        lambda: rosters.example(system, listed, spoken),
        f"units_{period}.xlsx",
        f"{key}_example",
        XLSX,
    )
    show_outcome(key)
    number = st.session_state.setdefault(_ROUND, 0)
    file = st.file_uploader(
        t("List of units"), ["xlsx", "xls", "ods", "csv"], key=f"{key}_file" if number == 0 else f"{key}_file_{number}"
    )
    if file is not None:
        _take_roster(file, period, key)


def _take_roster(file: UploadedFile, period: str, key: str) -> None:
    units, problems = rosters.read(stores.store(), period, file.name, file.getvalue())
    problems_table(problems, f"{key}_problems")
    if has_errors(problems):
        st.error(t("The list of units has mistakes and was not taken over."))
        return
    seen = stores.store_state().version
    found = rosters.difference(stores.store(), period, units)
    _difference(found, period, key)
    leaves = found[found["change"] == "leaves"]
    leaving = _leaving(leaves, key)
    is_otherwise_same = bool(found["change"].isin(["leaves", "same"]).all())
    if is_otherwise_same and leaves.empty:
        st.info(t("The list changes nothing."))
    elif is_otherwise_same and not leaving:
        st.info(t("The units that the new list does not name stay, unless that is ticked; it changes nothing else."))
    else:
        words = t("Take the list over for {period}", period=period_name(period))
        action_button(words, f"{key}_save", _take_over, key, period, units, leaving, seen, file, type="primary")


def _take_over(key: str, period: str, units: pd.DataFrame, leaving: list[str], seen: int, file: UploadedFile) -> None:
    """Take the list over, unless it would change something else than the person has seen."""
    problems = rosters.add(stores.store(), period, units, actor(), leaving, seen)
    keep_outcome(
        key, "" if problems else t("The list of units of {period} is taken over.", period=period_name(period)), problems
    )
    if not problems:
        st.session_state[_ROUND] += 1
        forget([file])


def _difference(found: pd.DataFrame, period: str, key: str) -> None:
    """How many units are new, changed, the same or no longer named, and each that is not the same."""
    words = {
        "new": t("Added"),
        "changed": t("Changed"),
        "leaves": t("Not on the new list"),
        "same": t("Unchanged"),
    }
    counts = found["change"].value_counts()
    st.markdown(" · ".join(f"{words[change]} {counts[change]:,}" for change in rosters.CHANGES if change in counts))
    rows = found[found["change"] != "same"]
    if rows.empty:
        return
    system = stores.system(period)
    before = with_group_titles(rows[["group_before"]].set_axis(["group"], axis=1), system, lang())["group"]
    gone = rows["change"] == "leaves"
    shown = with_group_titles(rows, system, lang()).assign(change=rows["change"].map(words))
    shown["before"] = [" ".join(filter(None, pair)) for pair in zip(rows["name_before"], before, strict=True)]
    shown["report"] = [t("its report counts") if has else "" for has in rows["has_report"]]
    shown["name"] = shown["name"].mask(gone, rows["name_before"])
    shown["before"] = shown["before"].where(rows["change"] == "changed", "")
    text = st.column_config.TextColumn
    columns = {"change": text(t("Change")), "before": text(t("Was")), "report": text(t("Report"))}
    order = ["change", "unit", "name", "group", "before", "report"]
    table(shown[order], f"{key}_difference", columns, height="auto" if len(shown) <= 10 else 380)


def _leaving(leaves: pd.DataFrame, key: str) -> list[str]:
    """The units that are to leave, once that is ticked; who loses a report that counts is named."""
    if leaves.empty:
        return []
    label_ = tn(
        "Take {count} unit that is not named off the list",
        "Take {count:,} units that are not named off the list",
        len(leaves),
    )
    is_ticked = st.checkbox(label_, key=f"{key}_leave")
    losing = leaves[leaves["has_report"]]
    if is_ticked and len(losing):
        names = [f"{unit} {name}" for unit, name in zip(losing["unit"], losing["name_before"], strict=True)]
        named = t(", ").join(names[:_MOST_NAMED]) + ("…" if len(names) > _MOST_NAMED else "")
        st.warning(t("Reports that will count no longer: {units}", units=escape(named)), icon=":material/warning:")
    return leaves["unit"].tolist() if is_ticked else []
