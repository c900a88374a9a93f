"""Who has reported, and who has not."""

from __future__ import annotations

import streamlit as st

from scoring.period import period_name
from scoring.services import submissions
from scoring.words import label
from ui.components.downloads import download_table
from ui.components.formats import with_group_titles
from ui.components.tables import table
from ui.frame import stores
from ui.frame.language import lang, t, tn


def reported(period: str) -> None:
    """How many units have reported, as a bar; apart from them who reported with errors, and who did not."""
    expected, missing = len(stores.store().units(period)), submissions.missing(stores.store(), period)
    if not expected:
        return
    done = expected - len(missing)
    counts = missing["state"].value_counts()
    parts = [
        tn("{done} of {count} unit has reported", "{done:,} of {count:,} units have reported", expected, done=done),
        *(
            words
            for state, words in {
                "rejected": t("{count:,} reported with errors", count=counts.get("rejected", 0)),
                "waiting": t("{count:,} waiting for confirmation", count=counts.get("waiting", 0)),
                "taken_back": t("{count:,} taken back", count=counts.get("taken_back", 0)),
                "nothing": t("{count:,} not reported", count=counts.get("nothing", 0)),
            }.items()
            if state in counts
        ),
    ]
    st.progress(done / expected, " · ".join(parts))


def missing_units(period: str) -> None:
    """The units without a report that counts, why, and the list's download."""
    missing = submissions.missing(stores.store(), period)
    if not len(stores.store().units(period)):
        st.info(t("{period} has no list of units yet; bring one above, as step one.", period=period_name(period)))
    elif missing.empty:
        st.success(t("All units have reported."), icon=":material/task_alt:")
    else:
        words = {
            "rejected": t("Reported with errors, does not count"),
            "waiting": t("Waits for confirmation"),
            "taken_back": t("Taken back"),
            "nothing": t("Not reported yet"),
        }
        rows = with_group_titles(missing, stores.system(period), lang())
        rows["state"] = rows["state"].map(words)
        text = st.column_config.TextColumn
        columns = {"state": text(label("state", lang())), "file": text(t("File"), width="medium")}
        table(rows, "missing", columns, alt=t("Not reported yet"))
        download_table(t("Download this list"), rows, f"missing_{period}.csv", "missing_csv")
