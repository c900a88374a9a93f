"""What a page shows while there is nothing to show: three steps to begin with, and the sample periods."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from scoring.period import period_name
from scoring.problems import SystemError_
from scoring.services.samples import load_samples, sample_periods
from scoring.words import joined
from ui.components.example_choice import example_choice
from ui.components.navigation import go_to
from ui.components.problem_list import problems_table
from ui.components.progress import progress_bar
from ui.frame import stores
from ui.frame.actor import actor
from ui.frame.language import lang, t
from ui.frame.periods import period, words_of


def empty_state() -> None:
    """What a page shows while there are no scores: how to start, or that nothing has been reported yet."""
    chosen = period()
    if chosen is None:
        first_steps()
        return
    st.info(t("No unit has reported for {period} yet.", period=period_name(chosen)), icon=":material/inbox:")
    if "intake" in actor().pages and st.button(t("Go to intake"), key="go_to_intake", type="primary"):
        go_to("intake")


def first_steps() -> None:
    """The page of an empty database, for who can fill it; others are told who does."""
    if "add_system" not in actor().may:
        st.info(t("There is nothing here yet. An administrator brings the indicator system."), icon=":material/inbox:")
        return
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
    example_choice()
    if st.button(t("Start with your own indicator system"), key="start_own", icon=":material/tune:"):
        go_to("system", tool="check")


def _sample_button() -> None:
    if not sample_periods():
        return
    periods = joined([words_of(folder.name) for folder in sample_periods()], lang())
    text = t("Load the sample periods ({periods})", periods=periods)
    if st.button(text, type="primary", key="load_sample", icon=":material/play_arrow:"):
        _load()
    st.caption(t("Made-up units and figures, read through the same checks as any upload."))


def _load() -> None:
    progress = progress_bar(t("Reading the sample workbooks"))
    try:
        problems = load_samples(stores.store(), replace(actor(), name=t("Sample data")), progress)
    except SystemError_ as bad:
        problems_table(bad.problems, "sample_problems")
        return
    if any(p.severity == "error" for p in problems):
        problems_table(problems, "sample_problems")
    else:
        st.rerun()
