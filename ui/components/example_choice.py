"""The example systems, one to be chosen by its title and loaded into an empty database."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from scoring.problems import has_errors
from scoring.services.examples import examples, load_example
from ui.components.problem_list import problems_table
from ui.components.progress import progress_bar
from ui.frame import stores
from ui.frame.actor import actor
from ui.frame.choices import choice
from ui.frame.language import lang, t
from ui.frame.markdown import escape


def example_choice() -> None:
    """One of the examples to choose, what it shows, and the button that loads it."""
    titles = {one.name: one.title.get(lang()) for one in examples()}
    notes = {one.name: one.note.get(lang()) for one in examples()}
    with st.container(border=True):
        label = t("Or one of {count} example systems, by its title", count=len(titles))
        name = choice(label, list(titles), "example", label_of=titles.__getitem__)
        if name is None:
            return
        st.caption(escape(notes[name]))
        # The button belongs to the example it was shown with: another choice shows another button.
        if st.button(t("Load this example"), key=f"load_example_{name}", icon=":material/play_arrow:"):
            _load(name)


def _load(name: str) -> None:
    who = replace(actor(), name=t("Sample data"))
    problems = load_example(stores.store(), name, who, progress_bar(t("Reading the example")))
    if has_errors(problems):
        problems_table(problems, "example_problems")
    else:
        st.rerun()
