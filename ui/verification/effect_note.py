"""What entries change, before and after they are saved.

Tested in tests/pages/test_verification.py.
"""

from __future__ import annotations

import pandas as pd
import streamlit as st

from ui.components.signed_columns import signed_column, signed_table
from ui.components.tables import table
from ui.frame.language import t

_SAVED = "verification_saved"  # what the last saving changed, shown once after the rerun


def keep_for_note(change: pd.DataFrame | None) -> None:
    """Have the next run say what saving changed."""
    st.session_state[_SAVED] = change


def saved_note() -> None:
    """After saving: what it changed, once."""
    if _SAVED not in st.session_state:
        return
    change = st.session_state.pop(_SAVED)
    st.success(t("Saved."), icon=":material/task_alt:")
    if change is not None:
        effect_note(change, saved=True)


def effect_note(change: pd.DataFrame, saved: bool) -> None:
    """Whose score, rank and grade change, or that none does."""
    if change.empty:
        st.info(t("No score, rank or grade changed.") if saved else t("No score, rank or grade would change."))
        return
    st.markdown(t("What it changed") if saved else t("What saving would change"))
    number, words = st.column_config.NumberColumn, st.column_config.TextColumn
    columns = {
        "score": number(t("Score before"), format="%.2f"),
        "new_score": number(t("Score after"), format="%.2f"),
        "change": signed_column(t("Change")),
        "rank": number(t("Rank before"), format="%d"),
        "new_rank": number(t("Rank after"), format="%d"),
        "grade": words(t("Grade before")),
        "new_grade": words(t("Grade after")),
    }
    key = f"effect_{'after' if saved else 'before'}"
    table(signed_table(change, {"change": 2}), key, columns, alt=t("What saving would change"))
