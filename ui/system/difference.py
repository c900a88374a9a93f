"""Two versions of the system side by side: every difference in a sentence, marks by section.

Tested in tests/pages/test_system.py.
"""

from __future__ import annotations

import pandas as pd
import streamlit as st

from scoring.analysis.tree import changed_totals
from scoring.system import IndicatorSystem
from scoring.system.diff import Change, diff
from scoring.system.words import FIELDS
from scoring.words import label
from ui.components.downloads import download_table
from ui.components.signed_columns import signed_column, signed_table
from ui.components.tables import table
from ui.frame.choices import choice
from ui.frame.language import lang, t, tn
from ui.frame.markdown import escape
from ui.system import files


def show(chosen: str | None) -> None:
    """The whole view, of the chosen period at first."""
    known = files.versions()
    if len(known) < 2:
        st.info(t("There is only one version. Check a new file to compare it with this one."), icon=":material/info:")
        return
    names = list(known)
    left, right = st.columns(2)
    numbers = [str(n) for n in range(len(names))]
    systems = list(known.values())
    first = files.compared(systems, chosen)
    with left:
        old = choice(t("From"), numbers, "from", default=str(first.old), label_of=lambda n: names[int(n)])
    with right:
        new = choice(t("To"), numbers, "to", default=str(first.new), label_of=lambda n: names[int(n)])
    _differences(systems[int(old or first.old)], systems[int(new or first.new)])


def _differences(old: IndicatorSystem, new: IndicatorSystem) -> None:
    changes = diff(old, new)
    if not changes:
        st.success(t("The two versions are the same."), icon=":material/check:")
        return
    count = sum(change.scores for change in changes)
    st.markdown(
        tn(
            "{count} difference, {effective} of which can change scores.",
            "{count} differences, {effective} of which can change scores.",
            len(changes),
            effective=count,
        )
    )
    frame = _frame(changes)
    c = st.column_config
    columns = {
        "effect": c.TextColumn(label("effect", lang()), width="small"),
        "sentence": c.TextColumn(label("sentence", lang()), width="large"),
    }
    for change in changes[:30]:
        st.markdown(f"- {escape(change.words.get(lang()))}")
    with st.expander(t("All differences as a table"), expanded=len(changes) > 30):
        table(frame, "diff_table", columns, alt=t("Differences"))
    download_table(t("Download this table"), frame, "differences.csv", "diff_csv")
    totals = changed_totals(old, new, lang())
    if totals.empty:
        return
    st.subheader(t("Sections with other marks"), anchor=False)
    change_column = {"marks_change": signed_column(label("marks_change", lang()))}
    rows, title = signed_table(totals, {"marks_change": 2}), t("Sections with other marks")
    table(rows, "diff_totals", change_column, height="content", alt=title)
    download_table(t("Download this table"), totals, "marks.csv", "diff_totals_csv")


def _frame(changes: list[Change]) -> pd.DataFrame:
    words = {True: t("yes"), False: t("no")}
    rows = [
        (c.id, FIELDS[c.field].get(lang()) if c.field else "", words[c.scores], c.words.get(lang())) for c in changes
    ]
    return pd.DataFrame(rows, columns=["where", "part", "effect", "sentence"])
