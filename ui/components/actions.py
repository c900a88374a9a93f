"""Buttons that act on what was on the screen when they were pressed; what came of it is said once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import streamlit as st

from scoring.problems import Problem
from ui.frame.errors import guard
from ui.frame.language import lang
from ui.frame.markdown import escape

_OUTCOME = "outcome_"  # and the place: what the last action there came to, said once


def action_button(label: str, key: str, do: Callable[..., None], *subject: Any, **settings: Any) -> bool:
    """A button that does something to a subject, before the page is made anew; whether it was pressed.

    What is done is done to the subject that this very button was shown with: Streamlit calls back with the arguments
    of the run that the person looks at. A button that the page tests instead acts on what the new run finds.
    """
    return st.button(label, key=key, on_click=carry_out, args=(do, *subject), **settings)


def carry_out(do: Callable[..., None], *subject: Any) -> None:
    """Do something to a subject; what fails is told as on a page."""
    guard(lambda: do(*subject))()


def keep_outcome(place: str, done: str, refused: Sequence[Problem] = ()) -> None:
    """Have a place of the page say what an action came to: what was done ('' for nothing), what was not, and why."""
    st.session_state[_OUTCOME + place] = (done, tuple(refused))


def show_outcome(place: str) -> None:
    """What the last action of a place came to, once."""
    done, refused = st.session_state.pop(_OUTCOME + place, ("", ()))
    if done:
        st.success(escape(done), icon=":material/task_alt:")
    if refused:
        lines = [escape(problem.sentence(lang())) for problem in refused]
        st.warning("\n\n".join(lines), icon=":material/group:")
