"""What was typed into a grid: what it would change, what is missing, and the button that saves it.

Tested in tests/pages/test_verification.py and tests/ui/verification/test_two_inspectors.py.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

import streamlit as st

from scoring.analysis.typed_entries import Typed
from scoring.problems import Problem
from scoring.services import verifying
from scoring.services.moved_figures import Figure, Seen
from ui.components.problem_list import problems_table
from ui.frame import stores
from ui.frame.actor import actor
from ui.frame.language import lang, t, tn
from ui.frame.markdown import escape
from ui.frame.view_key import ViewKey
from ui.verification import drafts
from ui.verification.effect_note import effect_note, keep_for_note
from ui.verification.not_shown import first_named, not_shown
from ui.verification.questions import ask
from ui.verification.view import preview_view


def preview_and_save(key: ViewKey, typed: Typed, shown: Collection[Figure], name: str) -> None:
    """What saving would change, or calmly what is still missing; mistakes turn red when saving is tried.

    Args:
        shown: the figures of the grid.
    """
    not_shown(key, shown, name)
    if not typed.entries and not typed.confirmed:
        return
    seen = drafts.seen(key.period, typed)
    moved = verifying.moved(stores.store(), key.period, typed.entries, lang(), typed.confirmed, seen, actor().name)
    ask(key, typed, moved, name)
    typed = typed.without({one.pair for one in moved})
    if typed.entries or typed.confirmed:
        _preview(key, typed, seen, shown, name)


def _preview(key: ViewKey, typed: Typed, seen: Seen, shown: Collection[Figure], name: str) -> None:
    preview = preview_view(key, typed.entries, typed.confirmed)
    missing = [p for p in preview.problems if p.code == "verified_without_reason"]
    wrong = [p for p in preview.problems if p.code != "verified_without_reason"]
    if missing:
        _reasons_missing(missing)
    named = bool(actor().name)
    if not named:
        st.caption(t("Give your name above; it is kept with what you enter."))
    count = len(typed.entries) + len(typed.confirmed)
    label = tn("Save {count} entry", "Save {count:,} entries", count)
    tried = st.button(label, type="primary", key=f"{name}_save", disabled=not named)
    if tried and not preview.problems:
        if _save(key, typed, seen, name):
            drafts.forget(key.period, [figure for figure in shown if figure[:2] in typed.pairs])
            keep_for_note(preview.effect)
            st.rerun()
    elif tried:
        _refused(preview.problems, name)
    elif wrong:
        st.warning(t("Nothing is saved while there are mistakes."), icon=":material/edit_note:")
        problems_table(wrong, f"{name}_entry_problems", hidden=("code", "severity"))
    if preview.effect is not None:
        effect_note(preview.effect, saved=False)


def _reasons_missing(missing: Sequence[Problem]) -> None:
    """Which rows still want their reason."""
    rows = dict.fromkeys((p.unit, p.indicator) for p in missing)
    named = first_named([f"{unit} {indicator}".strip() for unit, indicator in rows])
    st.caption(":material/edit_note: " + t("Reasons still missing: {rows}", rows=escape(named)))


def _save(key: ViewKey, typed: Typed, seen: Seen, name: str) -> bool:
    """Save what is typed, or show why it cannot be; returns whether it is saved."""
    entries, confirmed = typed.entries, typed.confirmed
    problems = verifying.verify(stores.store(), key.period, entries, actor(), lang(), confirmed, seen)
    if any(problem.code == "figure_moved" for problem in problems):
        st.rerun()  # somebody was faster: the page shows what stands now, and asks
    if problems:
        _refused(problems, name)
    return not problems


def _refused(problems: Sequence[Problem], name: str) -> None:
    st.error(t("Nothing is saved while there are mistakes."))
    problems_table(problems, f"{name}_entry_problems", hidden=("code", "severity"))
