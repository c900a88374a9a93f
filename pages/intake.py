"""报送 Intake: templates out, filled workbooks in, every mistake by cell, who is missing."""

from __future__ import annotations

import streamlit as st

from ui.components import parts
from ui.components.first_steps import first_steps
from ui.frame import state
from ui.frame.direct import through_the_app
from ui.frame.language import t, tn
from ui.intake import setup
from ui.intake.outcomes import last_batch
from ui.intake.submissions import submission_list
from ui.intake.templates import template_downloads
from ui.intake.uploading import upload
from ui.intake.waiting import waiting_versions


def page() -> None:
    """Show the page."""
    year = state.period()
    parts.page_header(t("Intake"), t("Send out the workbooks, take them back filled; each mistake is named by cell."))
    if year is None:
        first_steps()
        return
    _reported(year)
    out, back = st.columns([2, 3])
    with out.container(border=True, height="stretch"):
        template_downloads(year)
    with back.container(border=True, height="stretch"):
        upload(year)
    waiting_versions(year)
    last_batch(year)
    _lists(year)


def _reported(year: int) -> None:
    """How many units have reported."""
    expected, open_ = len(state.store().units(year)), len(state.missing(year))
    if expected:
        done = expected - open_
        st.progress(
            done / expected,
            tn("{done} of {count} unit has reported", "{done:,} of {count:,} units have reported", expected, done=done),
        )


def _lists(year: int) -> None:
    """Who is missing, what has been sent in, and the period's own files; only the chosen one is computed."""
    views = {
        "missing": t("Not reported yet"),
        "received": t("Received files"),
        "setup": t("Units and indicator system"),
    }
    view = state.choice(
        t("List"),
        list(views),
        "list",
        shown=views.__getitem__,
        widget=st.segmented_control,
        required=True,
        label_visibility="collapsed",
    )
    if view == "missing":
        _missing(year)
    elif view == "received":
        submission_list(year)
    else:
        setup.setup_view(year)


def _missing(year: int) -> None:
    waiting = state.missing(year)
    if not len(state.store().units(year)):
        st.info(t("{year} has no list of units yet; bring one under “Units and indicator system”.", year=year))
    elif waiting.empty:
        st.success(t("All units have reported."), icon=":material/task_alt:")
    else:
        parts.table(state.with_group_titles(waiting, year), "missing", alt=t("Not reported yet"))
        parts.download_table(
            t("Download this list"), state.with_group_titles(waiting, year), f"missing_{year}.csv", "missing_csv"
        )


if __name__ == "__main__":  # hit directly on a fresh server
    through_the_app()
