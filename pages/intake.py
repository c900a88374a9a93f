"""报送 Intake: templates out, filled workbooks in, every mistake by cell, who is missing."""

from __future__ import annotations

import streamlit as st

from ui.components.first_steps import first_steps
from ui.components.page_header import page_header
from ui.frame.actor import actor
from ui.frame.choices import switch
from ui.frame.direct import through_the_app
from ui.frame.language import t
from ui.frame.periods import period
from ui.intake.interrupted import interrupted_batches
from ui.intake.missing import missing_units, reported
from ui.intake.outcomes import batch_results
from ui.intake.own_unit import own_unit
from ui.intake.roster import roster_step
from ui.intake.setup import setup_view
from ui.intake.submissions import submission_list
from ui.intake.templates import template_downloads
from ui.intake.uploading import upload
from ui.intake.waiting import waiting_versions


def page() -> None:
    """Show the page."""
    chosen, who = period(), actor()
    who.must("read_work")
    if who.scope.units is None:
        page_header(t("Intake"), t("Send out the workbooks and collect them filled in; each mistake is named by cell."))
    else:
        page_header(t("Intake"), t("Fill in your workbook and hand it in; each mistake is named by cell."))
    if chosen is None:
        first_steps()
        return
    if who.scope.units is not None:
        own_unit(chosen, who.scope.units)
        return
    reported(chosen)
    if "add_units" in who.may:
        roster_step(chosen)
    out, back = st.columns([2, 3])
    with out.container(border=True, height="stretch"):
        template_downloads(chosen)
    with back.container(border=True, height="stretch"):
        upload(chosen)
    interrupted_batches(chosen)
    waiting_versions(chosen)
    batch_results(chosen)
    _list(chosen)


def _list(chosen: str) -> None:
    """Who is missing, what has been sent in, and the period's own files; only the chosen one is computed."""
    lists = {
        "missing": (t("Not reported yet"), missing_units),
        "received": (t("Received files"), submission_list),
        "setup": (t("Indicator system"), setup_view),
    }
    _, show = lists[switch(t("List"), {name: label for name, (label, _) in lists.items()}, "list")]
    show(chosen)


if __name__ == "__main__":  # hit directly on a fresh server
    through_the_app()
