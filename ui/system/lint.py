"""What is odd about the system: findings by check, and marks against what decides."""

from __future__ import annotations

import streamlit as st

from scoring import charts
from scoring.analysis.common import percent, signed_percent
from scoring.analysis.lint import lint, lint_table
from scoring.analysis.lint_checks import CHECKS
from scoring.analysis.lint_results import lint_results, not_checked, not_run
from scoring.analysis.weights import indicator_shares, section_shares
from scoring.engine import ScoreSheet
from scoring.problems.lint_check import LEVELS, LintResult
from scoring.system import IndicatorSystem
from scoring.words import label
from ui.components import alts, links, parts, signed_columns
from ui.components.written_table import written
from ui.frame.language import lang, t
from ui.system import files

_ICONS = {"serious": ":material/error:", "look": ":material/warning:", "note": ":material/info:"}


def show(year: int | None, system: IndicatorSystem) -> None:
    """The whole view."""
    sheet = None if year is None else files.under(year, system)
    group = files.group_in(system)
    found = lint(system) + ([] if sheet is None else lint_results(sheet, group))
    if sheet is None:
        st.info(t("No unit has reported, so only what the file alone shows was checked."), icon=":material/inbox:")
    else:
        for words in not_checked(sheet, group, lang()):
            st.caption(parts.escape(words))
    _findings(found, len(CHECKS) - len(not_run(sheet, group)))
    if sheet is not None:
        _weights(sheet, group)


def _findings(found: list[LintResult], ran: int) -> None:
    codes = list(dict.fromkeys(finding.code for finding in found))
    checks = {"all": ran, "clean": ran - len(codes)}
    st.markdown(t("{all} checks, {clean} without findings.", **checks))
    for code in sorted(codes, key=lambda c: list(LEVELS).index(CHECKS[c].level)):
        _one(code, [finding for finding in found if finding.code == code])
    if found:
        frame = lint_table(found, lang())
        parts.download_table(t("Download all findings"), frame, "findings.csv", "lint_csv")


def _one(code: str, found: list[LintResult]) -> None:
    """A check with its findings: what it means and what to do once, the places below."""
    check = CHECKS[code]
    with st.container(border=True):
        title, level = check.title.get(lang()), LEVELS[check.level].get(lang())
        title = f"{title[0].upper()}{title[1:]}"
        counted = t("{title} ({count:,})", title=f"**{parts.escape(title)}**", count=len(found))
        st.markdown(f"{_ICONS[check.level]} {counted}  {parts.escape(level)}")
        st.caption(parts.escape(f"{check.why.get(lang())} {check.to_do.get(lang())}"))
        rows = lint_table(found, lang())[["where", "title", "what"]]
        parts.table(rows, f"lint_{code}", height=links.height_for(len(rows), 10), alt=title)


def _weights(sheet: ScoreSheet, group: str | None) -> None:
    sections = section_shares(sheet, group, lang())
    if sections.empty:
        return
    about = "" if group is None else sheet.system.groups[group].title.get(lang())
    with st.container(border=True):
        alt = t("Each section's share of the marks and of the spread of totals")
        said = alts.ends(t("Share of the spread of totals"), sections["title"], sections["variance_share"])
        parts.chart(charts.weight_shares(sections, lang(), about), said, "lint_weights")
        st.caption(
            t("Share of the spread: cov(section, total) / var(total), over units with a score (Shorrocks 1982).")
        )
        rows = indicator_shares(sheet, group, lang())
        share = {n: signed_columns.column(label(n, lang())) for n in _SHARES}
        shown = rows.rename(columns={"id": "indicator"})
        table = written(shown, {"marks_share": percent, "variance_share": percent, "gap": signed_percent})
        parts.table(table, "lint_shares", share, height=links.height_for(len(rows), 12), alt=alt)
        parts.download_table(t("Download this table"), shown, "shares.csv", "lint_shares_csv")


_SHARES = ("marks_share", "variance_share", "gap")
