"""How to start: three steps, and one button that loads the sample years."""

from __future__ import annotations

import streamlit as st

from scoring.access import Actor
from scoring.problems import SystemError_
from scoring.services.samples import load_samples, sample_years
from ui.components import parts
from ui.frame import state
from ui.frame.language import t


def first_steps() -> None:
    """The page of an empty database."""
    st.subheader(t("Three steps to the first ranking"), anchor=False)
    steps = [
        (t("1. Indicator system"), t("One YAML file holds groups, grades, indicators, marks and scoring rules.")),
        (t("2. Units"), t("A list of codes, names and groups; a workbook is then made for each unit.")),
        (
            t("3. Reports"),
            t("Drop the filled workbooks; the ranking is there at once, every mistake is named by cell."),
        ),
    ]
    for column, (title, words) in zip(st.columns(3), steps, strict=True):
        with column.container(border=True, height="stretch"):
            st.markdown(f"**{title}**")
            st.caption(words)
    _sample_button()
    if st.button(t("Start with your own indicator system"), key="start_own", icon=":material/tune:"):
        parts.go_to("system", tool="check")


def _sample_button() -> None:
    if not sample_years():
        return
    years = ", ".join(folder.name for folder in sample_years())
    label = t("Load the sample years ({years})", years=years)
    if st.button(label, type="primary", key="load_sample", icon=":material/play_arrow:"):
        _load()
    st.caption(t("Made-up units and figures, read through the same checks as any upload."))


def _load() -> None:
    try:
        problems = load_samples(
            state.store(), Actor.local(t("Sample data")), parts.following(t("Reading the sample workbooks"))
        )
    except SystemError_ as bad:
        parts.problems_table(bad.problems, "sample_problems")
        return
    if any(p.severity == "error" for p in problems):
        parts.problems_table(problems, "sample_problems")
    else:
        st.rerun()
