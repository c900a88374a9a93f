"""A new file: every mistake by line, or a draft to try; putting it into force is a step of its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from scoring.analysis.back_test import REASONS, facts_affected
from scoring.errors import Problem, SystemError_
from scoring.system import IndicatorSystem
from ui import parts, person, setup, state, system_effect, system_files
from ui.texts import lang, t


def show(year: int | None) -> None:
    """The whole view."""
    st.caption(t("Checked here, a file becomes a draft of yours; it counts only once you put it into force below."))
    given = st.file_uploader(t("Indicator system (indicators.yaml)"), ["yaml", "yml"], key="draft_file")
    if given is not None:
        try:
            system_files.keep_draft(setup.read_system(given.name, given.getvalue()))
        except SystemError_ as bad:
            _mistakes(bad.problems, given.getvalue())
            return
    uploaded = system_files.draft()
    if uploaded is None:
        return
    with st.container(border=True):
        _into_force(uploaded)
    if year is not None:
        st.caption(t("The other views of this page can show the draft in place of the file in force."))


def _mistakes(problems: Sequence[Problem], content: bytes) -> None:
    st.error(t("The file has {count} mistakes and was not taken over.", count=len(problems)))
    lines = content.decode("utf-8-sig", errors="replace").splitlines()
    frame = pd.DataFrame([_mistake(problem, lines) for problem in problems])
    parts.table(frame, "draft_problems", height="content" if len(frame) <= 20 else 735, alt=t("Mistakes"))
    parts.download_table(t("Download this list"), frame, "mistakes.csv", "draft_problems_csv")


def _mistake(problem: Problem, lines: list[str]) -> dict[str, Any]:
    """One row: where, the line itself, what was found and what is expected."""
    given = problem.params
    found = next((given[k] for k in ("found", "key", "kind", "id", "option") if k in given), "")
    expected = given.get("expected", given.get("allowed", ""))
    line = lines[problem.line - 1].strip() if 0 < problem.line <= len(lines) else ""
    return {
        "line": problem.line,
        "column": problem.column,
        "source_line": line[:120],
        "found": found.get(lang()) if hasattr(found, "get") else str(found),
        "expected": expected.get(lang()) if hasattr(expected, "get") else str(expected),
        "message": problem.message(lang()),
        "hint": problem.hint(lang()),
    }


def _into_force(uploaded: IndicatorSystem) -> None:
    """Who is affected, then the button."""
    st.subheader(t("Put the draft into force"), anchor=False)
    known = uploaded.year in state.store().periods()
    now = state.sheet(uploaded.year) if known else None
    if now is not None and now.system.digest != uploaded.digest:
        _affected(now.system, uploaded)
        after = system_files.under(uploaded.year, uploaded)
        if after is not None:
            system_effect.show(now, after, "force")
    person.ask_name()
    sure = now is None or st.checkbox(t("I have seen who is affected"), key="draft_sure")
    setup.offer(uploaded, "draft", ready=bool(sure and person.name()))
    if not person.name():
        st.caption(t("Give your name to put it into force; it is kept in the audit log."))
    if st.button(t("Drop the draft"), key="draft_drop"):
        system_files.drop_draft()
        st.rerun()


def _affected(old: IndicatorSystem, new: IndicatorSystem) -> None:
    """Reported facts that would no longer count."""
    rows = facts_affected(old, new, state.store().facts(new.year))
    if rows.empty:
        st.info(t("Every fact reported for {year} still counts under the draft.", year=new.year))
        return
    st.warning(t("Facts of {count} items would no longer count under the draft.", count=len(rows)))
    said = rows.assign(
        title=[title.get(lang()) for title in rows["title"]], reason=[REASONS[r].get(lang()) for r in rows["reason"]]
    )
    parts.table(said, "draft_affected", alt=t("Facts that would no longer count"))
    parts.download_table(t("Download this table"), said, "affected.csv", "draft_affected_csv")
