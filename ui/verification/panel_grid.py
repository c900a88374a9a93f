"""The panel's scores of all units at once, typed in or pasted from a table.

Tested in tests/pages/test_verification.py and tests/ui/verification/test_two_inspectors.py.
"""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from scoring.analysis.panel import column_of, panel_entries, panel_items, panel_missing
from scoring.analysis.typed_entries import Typed
from scoring.system import Indicator
from scoring.words import label
from ui.components import tables
from ui.frame.choices import choice
from ui.frame.language import lang, t
from ui.frame.markdown import escape
from ui.frame.view_key import ViewKey
from ui.verification import drafts
from ui.verification.effect_note import saved_note
from ui.verification.saving import preview_and_save
from ui.verification.view import panel_rows

_MOST_ROWS = 20  # rows beyond these scroll


def panel_view(key: ViewKey) -> None:
    """Units by raters, to be filled in; how much is missing, what it changes, and the button that saves it."""
    system = key.sheet.system
    items = {item.id: item for item in panel_items(system)}
    if not items:
        st.info(t("This system asks inspectors for no figures of their own."))
        return
    titles = {i: item.title.get(lang()) for i, item in items.items()}
    item = items[
        choice(t("Indicator"), list(items), "panel", label_of=lambda i: f"{i} {titles[i]}") or next(iter(items))
    ]
    st.caption(escape(system.rule_text(item, lang())))
    rows = panel_rows(key, item.id)
    if rows.empty:
        st.info(t("Nothing to verify here."))
        return
    grid = drafts.begin_grid("panel", key.period, rows, item.id, key.store.version)
    _editor(grid, rows, item)
    saved_note()
    edited = drafts.as_typed(grid, rows)
    _missing(edited, item)
    typed = Typed(tuple(panel_entries(rows, edited, item)))
    figures = {(unit, item.id, field) for unit in rows["unit"] for field in item.fields}
    preview_and_save(key, typed, figures, "panel")


def _editor(grid: drafts.Grid, rows: pd.DataFrame, item: Indicator) -> None:
    first, read_only = drafts.shown_at_first(grid, rows), ["unit", "name"]
    tables.grid(first, grid.key, _columns(item), disabled=read_only, most=_MOST_ROWS)
    drafts.collect()


def _columns(item: Indicator) -> dict[str, Any]:
    text = st.column_config.TextColumn
    fields = {
        column_of(field): text(item.field_label(field).get(lang()), max_chars=20, width=90, alignment="right")
        for field in item.fields
    }
    named = {
        "unit": text(label("unit", lang()), pinned=True, width=80),
        "name": text(label("name", lang()), pinned=True, width=150),
    }
    return named | fields


def _missing(edited: pd.DataFrame, item: Indicator) -> None:
    """How much of the grid is still blank, and how a block gets into it."""
    missing = panel_missing(edited, item)
    if missing.cells:
        words = t(
            "Of all units' {of:,} cells {cells:,} are blank; {units:,} units have no figure at all.",
            cells=missing.cells,
            of=missing.of,
            units=missing.units,
        )
    else:
        words = t("All cells are filled.")
    st.caption(words + " " + t("Copy a block in Excel or WPS, click the first cell here, and paste."))
