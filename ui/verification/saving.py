"""What was typed into a grid: what it would change, what is missing, and the button that saves it.

Tested in tests/pages/test_verification.py.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from scoring.analysis.typed_entries import Typed
from scoring.engine import ScoreSheet
from scoring.problems import Problem
from scoring.services import verifying
from ui.components.markdown import escape
from ui.components.problem_list import problems_table
from ui.frame import stores
from ui.frame.actor import actor
from ui.frame.language import lang, t, tn
from ui.verification.effect_note import effect_note, keep_for_note

_MOST_NAMED = 5


def preview_and_save(year: int, sheet: ScoreSheet, facts: pd.DataFrame, typed: Typed, key: str) -> None:
    """What saving would change, or calmly what is still missing; mistakes turn red when saving is tried."""
    preview = verifying.preview(sheet, facts, typed.entries, lang(), typed.confirmed)
    missing = [p for p in preview.problems if p.code == "verified_without_reason"]
    wrong = [p for p in preview.problems if p.code != "verified_without_reason"]
    if missing:
        _reasons_missing(missing)
    named = bool(actor().name)
    if not named:
        st.caption(t("Give your name above; it is kept with what you enter."))
    count = len(typed.entries) + len(typed.confirmed)
    label = tn("Save {count} entry", "Save {count:,} entries", count)
    tried = st.button(label, type="primary", key=f"{key}_save", disabled=not named)
    if tried and not preview.problems:
        _save(year, typed, preview.effect, key)
    elif tried:
        _refused(preview.problems, key)
    elif wrong:
        st.warning(t("Nothing is saved while there are mistakes."), icon=":material/edit_note:")
        problems_table(wrong, f"{key}_entry_problems", hidden=("code", "severity"))
    if preview.effect is not None:
        effect_note(preview.effect, saved=False)


def _reasons_missing(missing: Sequence[Problem]) -> None:
    """Which rows still want their reason."""
    rows = list(dict.fromkeys(f"{p.unit} {p.indicator}".strip() for p in missing))
    named = t(", ").join(rows[:_MOST_NAMED]) + ("…" if len(rows) > _MOST_NAMED else "")
    st.caption(":material/edit_note: " + t("Reasons still missing: {rows}", rows=escape(named)))


def _save(year: int, typed: Typed, effect: pd.DataFrame | None, key: str) -> None:
    if problems := verifying.verify(stores.store(), year, typed.entries, actor(), lang(), typed.confirmed):
        _refused(problems, key)
        return
    keep_for_note(effect)
    st.rerun()


def _refused(problems: Sequence[Problem], key: str) -> None:
    st.error(t("Nothing is saved while there are mistakes."))
    problems_table(problems, f"{key}_entry_problems", hidden=("code", "severity"))
