"""What is odd about the system: results by check, and marks against what decides.

Tested in tests/pages/test_system.py.
"""

from __future__ import annotations

import pandas as pd
import streamlit as st

from scoring import charts
from scoring.analysis.lint import lint, lint_table
from scoring.analysis.lint_checks import CHECKS
from scoring.analysis.lint_results import lint_results, not_checked, not_run
from scoring.analysis.weights import indicator_shares, section_shares
from scoring.engine import ScoreSheet
from scoring.numbers import percent, signed_percent
from scoring.problems.lint_check import LEVELS, LintResult
from scoring.system import IndicatorSystem
from scoring.words import label
from ui.components import alts
from ui.components.charts import chart
from ui.components.downloads import download_table
from ui.components.formatted_table import formatted_table
from ui.components.signed_columns import signed_column
from ui.components.tables import height_for, table
from ui.frame import stores
from ui.frame.language import lang, t
from ui.frame.markdown import escape
from ui.system import files

_ICONS = {"serious": ":material/error:", "look": ":material/warning:", "note": ":material/info:"}


def show(period: str | None, system: IndicatorSystem) -> None:
    """The whole view."""
    sheet = None if period is None else stores.sheet(period, system=system)
    group = files.group_in(system)
    results = lint(system) + ([] if sheet is None else lint_results(sheet, group))
    if sheet is None:
        st.info(t("No unit has reported, so only what the file alone shows was checked."), icon=":material/inbox:")
    else:
        for words in not_checked(sheet, group, lang()):
            st.caption(escape(words))
    _results(results, len(CHECKS) - len(not_run(sheet, group)))
    if sheet is not None:
        _weights(sheet, group)


def _results(results: list[LintResult], checked: int) -> None:
    codes = list(dict.fromkeys(result.code for result in results))
    checks = {"all": checked, "clean": checked - len(codes)}
    st.markdown(t("{all} checks, {clean} without findings.", **checks))
    for code in sorted(codes, key=lambda c: list(LEVELS).index(CHECKS[c].level)):
        _one(code, [result for result in results if result.code == code])
    if results:
        frame = lint_table(results, lang())
        download_table(t("Download all findings"), frame, "findings.csv", "lint_csv")


def _one(code: str, results: list[LintResult]) -> None:
    """A check with its results: what it means and what to do once, the places below."""
    check = CHECKS[code]
    with st.container(border=True):
        title, level = check.title.get(lang()), LEVELS[check.level].get(lang())
        title = f"{title[0].upper()}{title[1:]}"
        heading = t("{title} ({count:,})", title=f"**{escape(title)}**", count=len(results))
        st.markdown(f"{_ICONS[check.level]} {heading}  {escape(level)}")
        st.caption(escape(f"{check.why.get(lang())} {check.to_do.get(lang())}"))
        rows = lint_table(results, lang())[["where", "title", "what"]]
        table(rows, f"lint_{code}", height=height_for(len(rows), 10), alt=title)


def _weights(sheet: ScoreSheet, group: str | None) -> None:
    sections = section_shares(sheet, group, lang())
    if sections.empty:
        return
    with st.container(border=True):
        about = "" if group is None else sheet.system.groups[group].title.get(lang())
        alt = alts.ends(t("Share of the spread of totals"), sections["title"], sections["variance_share"], lang())
        chart(charts.weight_shares(sections, lang(), about), alt, "lint_weights")
        st.caption(
            t("Share of the spread: cov(section, total) / var(total), over units with a score (Shorrocks 1982).")
        )
        _shares_table(indicator_shares(sheet, group, lang()).rename(columns={"id": "indicator"}))


def _shares_table(rows: pd.DataFrame) -> None:
    """Each indicator's share of the marks beside its share of the spread."""
    formats = {"marks_share": percent, "variance_share": percent, "gap": signed_percent}
    columns = {name: signed_column(label(name, lang())) for name in formats}
    alt = t("Each section's share of the marks and of the spread of totals")
    formatted = formatted_table(rows, formats)
    table(formatted, "lint_shares", columns, height=height_for(len(rows), 12), alt=alt)
    download_table(t("Download this table"), rows, "shares.csv", "lint_shares_csv")
