"""The panel's scores of all units at once, typed in or pasted from a table.

Tested in tests/pages/test_verification.py.
"""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from scoring.analysis.panel import panel, panel_entries, panel_items, panel_missing
from scoring.analysis.typed_entries import Typed
from scoring.engine import ScoreSheet
from scoring.system import Indicator
from scoring.words import label
from ui.components.markdown import escape
from ui.components.tables import grid
from ui.frame import stores
from ui.frame.choices import choice
from ui.frame.language import lang, t
from ui.frame.periods import group
from ui.verification.effect_note import saved_note
from ui.verification.entry_grid import checksum
from ui.verification.saving import preview_and_save

_MOST_ROWS = 20  # rows beyond these scroll


def panel_view(year: int, sheet: ScoreSheet) -> None:
    """Units by raters, to be filled in; how much is missing, what it changes, and the button that saves it."""
    items = {item.id: item for item in panel_items(sheet.system)}
    if not items:
        st.info(t("This system asks inspectors for no figures of their own."))
        return
    titles = {i: item.title.get(lang()) for i, item in items.items()}
    item = items[
        choice(t("Indicator"), list(items), "panel", label_of=lambda i: f"{i} {titles[i]}") or next(iter(items))
    ]
    st.caption(escape(sheet.system.rule_text(item, lang())))
    facts, units = stores.store().facts(year), stores.store().units(year)
    chosen = group()
    rows = panel(sheet.system, units if chosen is None else units[units["group"] == chosen], facts, item, lang())
    if rows.empty:
        st.info(t("Nothing to verify here."))
        return
    edited = _grid(rows, item)
    saved_note()
    _missing(edited, item)
    if entries := panel_entries(rows, edited, item):
        preview_and_save(year, sheet, facts, Typed(tuple(entries)), "panel")


def _grid(rows: pd.DataFrame, item: Indicator) -> pd.DataFrame:
    key = f"grid_panel_{item.id}_{checksum(rows)}_{lang()}"
    return grid(rows, key, _columns(item), disabled=["unit", "name"], most=_MOST_ROWS)


def _columns(item: Indicator) -> dict[str, Any]:
    text = st.column_config.TextColumn
    fields = {
        field: text(item.field_label(field).get(lang()), max_chars=20, width=90, alignment="right")
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
