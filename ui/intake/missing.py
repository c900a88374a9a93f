"""Who has reported, and who has not."""

from __future__ import annotations

import streamlit as st

from ui.components.downloads import download_table
from ui.components.formats import with_group_titles
from ui.components.tables import table
from ui.frame import stores
from ui.frame.language import lang, t, tn


def reported(year: int) -> None:
    """How many units have reported, as a bar."""
    expected, missing = len(stores.store().units(year)), len(stores.missing(year))
    if expected:
        done = expected - missing
        st.progress(
            done / expected,
            tn("{done} of {count} unit has reported", "{done:,} of {count:,} units have reported", expected, done=done),
        )


def missing_units(year: int) -> None:
    """The list of units that have not reported, and its download."""
    missing = stores.missing(year)
    if not len(stores.store().units(year)):
        st.info(t("{year} has no list of units yet; upload one under “Units and indicator system”.", year=year))
    elif missing.empty:
        st.success(t("All units have reported."), icon=":material/task_alt:")
    else:
        rows = with_group_titles(missing, stores.system(year), lang())
        table(rows, "missing", alt=t("Not reported yet"))
        download_table(t("Download this list"), rows, f"missing_{year}.csv", "missing_csv")
