"""What a page shows while there is nothing to show: three steps to begin with, the sample years, the examples."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from scoring.access import Actor
from scoring.problems import Problem, SystemError_
from scoring.services.samples import examples, load_example, load_samples, sample_years
from ui.components.navigation import go_to
from ui.components.problem_list import problems_table
from ui.components.progress import progress_bar
from ui.frame import stores
from ui.frame.choices import choice
from ui.frame.language import lang, t
from ui.frame.markdown import escape
from ui.frame.periods import period


def empty_state() -> None:
    """What a page shows while there are no scores: how to start, or that nothing has been reported yet."""
    year = period()
    if year is None:
        first_steps()
        return
    st.info(t("No unit has reported for {year} yet.", year=year), icon=":material/inbox:")
    if st.button(t("Go to intake"), key="go_to_intake", type="primary"):
        go_to("intake")


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
    _examples()
    if st.button(t("Start with your own indicator system"), key="start_own", icon=":material/tune:"):
        go_to("system", tool="check")


def _sample_button() -> None:
    if not sample_years():
        return
    years = ", ".join(folder.name for folder in sample_years())
    text = t("Load the sample years ({years})", years=years)
    if st.button(text, type="primary", key="load_sample", icon=":material/play_arrow:"):
        _load()
    st.caption(t("Made-up units and figures, read through the same checks as any upload."))


def _load() -> None:
    progress = progress_bar(t("Reading the sample workbooks"))
    _done(lambda: load_samples(stores.store(), Actor.local(t("Sample data")), progress))


def _examples() -> None:
    """One of the examples to choose, what it shows, and the button that loads it."""
    titles = {one.name: one for one in examples()}
    if not titles:
        return
    with st.container(border=True):
        label = t("Or one of {count} example systems, by its title", count=len(titles))
        name = choice(label, list(titles), "example", label_of=lambda name: titles[name].title.get(lang()))
        if name is None:
            return
        st.caption(escape(titles[name].note.get(lang())))
        # The button belongs to the example it was shown with: another choice shows another button.
        if st.button(t("Load this example"), key=f"load_example_{name}", icon=":material/play_arrow:"):
            progress = progress_bar(t("Reading the example"))
            _done(lambda: load_example(stores.store(), name, Actor.local(t("Sample data")), progress))


def _done(load: Callable[[], list[Problem]]) -> None:
    """Load, then show the page anew, or what is wrong."""
    try:
        problems = load()
    except SystemError_ as bad:
        problems = list(bad.problems)
    if any(p.severity == "error" for p in problems):
        problems_table(problems, "sample_problems")
    else:
        st.rerun()
