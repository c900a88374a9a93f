"""Figures that others changed beneath what is typed: who changed what, and whose is to stand.

Tested in tests/ui/verification/test_two_inspectors.py.
"""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from scoring.analysis.ledger import verified_label
from scoring.analysis.typed_entries import Pair, Typed
from scoring.services.moved_figures import MovedFigure
from scoring.words import with_reason
from ui.components.actions import action_button
from ui.frame.language import lang, t, tn
from ui.frame.markdown import escape
from ui.frame.view_key import ViewKey
from ui.verification import drafts

_MOST_ASKED = 5  # one by one; all can be answered at once


def ask(key: ViewKey, typed: Typed, moved: Sequence[MovedFigure], name: str) -> None:
    """What others changed of the figures that something is typed for, and the buttons that decide.

    Args:
        moved: as `verifying.moved` gives it.
    """
    by_pair: dict[Pair, list[MovedFigure]] = {}
    for one in moved:
        by_pair.setdefault(one.pair, []).append(one)
    if not by_pair:
        return
    with st.container(border=True):
        st.warning(
            tn(
                "{count} result was changed meanwhile. What you typed is kept: decide which stands.",
                "{count:,} results were changed meanwhile. What you typed is kept: decide which stand.",
                len(by_pair),
            ),
            icon=":material/group:",
        )
        for number, (pair, figures) in enumerate(list(by_pair.items())[:_MOST_ASKED]):
            _one(key, typed, pair, figures, f"{name}_{number}")
        if len(by_pair) > 1:
            st.markdown(t("All {count:,}", count=len(by_pair)))
            _buttons(key, moved, f"{name}_all")


def _one(key: ViewKey, typed: Typed, pair: Pair, moved: Sequence[MovedFigure], name: str) -> None:
    title = key.sheet.system.items[pair[1]].title.get(lang())
    lines = [f"**{escape(' '.join((*pair, title)))}**"]
    told = [(one.problem.cell, one.problem.message(lang())) for one in moved]
    lines += [t("{word}: {what}", word=escape(word), what=escape(what)) for word, what in told]
    lines.append(t("You typed: {what}", what=escape(_mine(key, typed, pair))))
    st.markdown("  \n".join(lines))
    _buttons(key, moved, name)


def _mine(key: ViewKey, typed: Typed, pair: Pair) -> str:
    """What is typed of one indicator of a unit."""
    if pair in typed.confirmed:
        return t("As reported")
    item = key.sheet.system.items[pair[1]]
    figures = []
    for entry in typed.entries:
        if (entry.unit, entry.indicator) == pair:
            field = verified_label(item.field_label(entry.field).get(lang()), lang())
            value = f"{field} {entry.raw.strip() or t('taken back')}"
            figures.append(with_reason(value, entry.reason, lang()) if entry.reason else value)
    return t(", ").join(figures)


def _buttons(key: ViewKey, moved: Sequence[MovedFigure], name: str) -> None:
    pairs, figures = {one.pair for one in moved}, [one.figure for one in moved]
    with st.container(horizontal=True):
        action_button(t("Keep what I typed"), f"{name}_mine", drafts.keep_mine, key.period, pairs, key.store.version)
        action_button(t("Take what stands now"), f"{name}_theirs", drafts.keep_theirs, key.period, figures)
