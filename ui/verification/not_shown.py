"""What is typed, not saved and not in the grid on the screen: for other units, or for figures that are gone.

Tested in tests/ui/verification/test_two_inspectors.py.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from scoring.facts import field_label
from scoring.services.moved_figures import Figure
from scoring.words import with_reason
from ui.components.actions import action_button
from ui.frame.language import lang, t
from ui.frame.markdown import escape
from ui.frame.view_key import ViewKey
from ui.verification import drafts
from ui.verification.view import ledger_view

_MOST_NAMED = 5


def not_shown(key: ViewKey, shown: Collection[Figure], name: str) -> None:
    """What is typed in figures other than those shown, and a way to give it up."""
    others = drafts.elsewhere(key.period, shown)
    if not others:
        return
    asked = _asked(key, others)
    elsewhere, gone = [one for one in others if one in asked], [one for one in others if one not in asked]
    if elsewhere:
        rows = first_named(list(dict.fromkeys(f"{unit} {indicator}" for unit, indicator, _ in elsewhere)))
        place = _beside_discarding(key.period, elsewhere, f"{name}_discard_elsewhere")
        place.caption(t("Typed elsewhere and not saved: {rows}", rows=escape(rows)))
    if gone:
        rows = first_named([_typed_words(key, figure) for figure in gone])
        place = _beside_discarding(key.period, gone, f"{name}_discard_gone")
        place.caption(t("Typed, not saved, and no longer asked for by the system: {rows}", rows=escape(rows)))


def first_named(rows: Sequence[str]) -> str:
    """The first of some rows."""
    return t(", ").join(rows[:_MOST_NAMED]) + ("…" if len(rows) > _MOST_NAMED else "")


def _asked(key: ViewKey, figures: Collection[Figure]) -> set[Figure]:
    """All that the system asks for of the units and indicators of some figures."""
    units = tuple(dict.fromkeys(unit for unit, _, _ in figures))
    items = tuple(i for i in dict.fromkeys(indicator for _, indicator, _ in figures) if i in key.sheet.system.items)
    rows = ledger_view(key, units, items)
    return set(zip(rows["unit"], rows["indicator"], rows["field"], strict=True))


def _typed_words(key: ViewKey, figure: Figure) -> str:
    """A figure with what is typed in it."""
    unit, indicator, field = figure
    cells = {column: cell.value for column, cell in drafts.drafts(key.period)[figure].items()}
    value = t("As reported") if cells.get("as_reported") else str(cells.get("verified", ""))
    words = " ".join(filter(None, (unit, indicator, field_label(field).get(lang()), value)))
    return with_reason(words, str(cells["reason"]), lang()) if cells.get("reason") else words


def _beside_discarding(period: str, figures: Sequence[Figure], button_key: str) -> DeltaGenerator:
    """The place beside a button that gives up what is typed in some figures."""
    place, button = st.columns([5, 1], vertical_alignment="center")
    with button:
        action_button(t("Discard it"), button_key, drafts.forget, period, figures, type="tertiary")
    return place
