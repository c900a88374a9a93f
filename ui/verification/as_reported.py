"""What was found to be as reported, with one click.

Tested in tests/pages/test_verification.py.
"""

from __future__ import annotations

from collections.abc import Collection

import pandas as pd
import streamlit as st

from scoring.analysis.typed_entries import Pair
from scoring.engine import ScoreSheet
from scoring.services import verifying
from ui.frame import stores
from ui.frame.actor import actor
from ui.frame.language import lang, t, tn
from ui.verification.effect_note import keep_for_note


def confirm_all(year: int, sheet: ScoreSheet, facts: pd.DataFrame, pairs: Collection[Pair], key: str) -> None:
    """The button that confirms what is not verified yet of what is shown; nothing where there is nothing."""
    if not pairs:
        return
    named = bool(actor().name)
    label = tn("Confirm {count} result as reported", "Confirm {count:,} results as reported", len(pairs))
    if st.button(
        label,
        key=f"{key}_as_reported",
        icon=":material/done_all:",
        disabled=not named,
        help=None if named else t("Give your name above; it is kept with what you enter."),
    ):
        effect = verifying.preview(sheet, facts, (), lang(), pairs).effect
        verifying.verify(stores.store(), year, (), actor(), lang(), pairs)
        keep_for_note(effect)
        st.rerun()
