"""Self beside verified, to be filled in.

Tested in tests/pages/test_verification.py and tests/ui/verification/test_two_inspectors.py.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from scoring.analysis.ledger import field_labels
from scoring.analysis.typed_entries import Pair, Typed, typed_entries
from scoring.engine import ScoreSheet
from scoring.words import label
from ui.components import tables
from ui.frame.language import lang, t
from ui.frame.markdown import escape
from ui.frame.view_key import ViewKey
from ui.verification import drafts
from ui.verification.as_reported import confirm_all
from ui.verification.effect_note import saved_note
from ui.verification.saving import preview_and_save
from ui.verification.view import ledger_view, open_view

_EDITED = ["as_reported", "verified", "reason"]
_MOST_ROWS = 18  # rows beyond these scroll


def entry_grid(key: ViewKey, units: Sequence[str], items: Sequence[str], name: str) -> None:
    """Self beside verified, to be filled in; shows mistakes or the effect, and saves on a click.

    Args:
        units, items: what to show, in this order.
        name: of this grid on the page.
    """
    rows = ledger_view(key, tuple(units), tuple(items))
    if rows.empty:
        st.info(t("Nothing to verify here."))
        return
    if len(items) == 1:
        _rule_of(key.sheet, items[0], rows["name"].iloc[0] if len(units) == 1 else "")
    grid = drafts.begin_grid(name, key.period, rows, "", key.store.version)
    open_pairs = open_view(key, tuple(units), tuple(items))
    figures = dict.fromkeys(zip(rows["unit"], rows["indicator"], rows["field"], strict=True))
    typed_in = {figure[:2] for figure in drafts.drafts(key.period) if figure in figures}
    confirm_all(key, [pair for pair in open_pairs if pair not in typed_in], figures, name)
    _editor(grid, _grid(key.sheet, rows), _grid_columns(rows, open_pairs))
    saved_note()
    st.caption(
        t("Fill in the verified value and its reason, once for each indicator; clear a verified value to take it back.")
    )
    typed = typed_entries(rows, drafts.as_typed(grid, _grid(key.sheet, rows)))
    _lone_reasons(typed)
    preview_and_save(key, typed, figures, name)


def _editor(grid: drafts.Grid, frame: pd.DataFrame, columns: dict[str, Any]) -> None:
    read_only = [c for c in frame.columns if c not in _EDITED]
    tables.grid(drafts.shown_at_first(grid, frame), grid.key, columns, disabled=read_only, most=_MOST_ROWS)
    drafts.collect()


def _lone_reasons(typed: Typed) -> None:
    if typed.lone:
        st.caption(
            t(
                "Reason without a verified value, not saved: {indicators}",
                indicators=escape(t(", ").join(f"{unit} {indicator}" for unit, indicator in typed.lone)),
            )
        )


def _rule_of(sheet: ScoreSheet, item_id: str, unit_name: str) -> None:
    item = sheet.system.items[item_id]
    st.subheader(escape(f"{unit_name} {item_id} {item.title.get(lang())}".strip()), anchor=False)
    st.caption(escape(sheet.system.rule_text(item, lang())))


def _grid(sheet: ScoreSheet, rows: pd.DataFrame) -> pd.DataFrame:
    titles = {i: item.title.get(lang()) for i, item in sheet.system.items.items()}
    return pd.DataFrame(
        {
            "name": rows["name"],
            "indicator": rows["indicator"],
            "title": rows["indicator"].map(titles),
            "field": field_labels(sheet.system, rows, lang()),
            "self": rows["self"],
            "as_reported": False,
            "verified": rows["verified"],
            "reason": rows["reason"],
            "evidence": rows["evidence"],
            "rule": [sheet.system.rule_text(sheet.system.items[i], lang()) for i in rows["indicator"]],
        }
    )


def _grid_columns(rows: pd.DataFrame, open_pairs: Collection[Pair]) -> dict[str, Any]:
    """Columns that say the same in every row, or nothing at all, are left out."""
    text = st.column_config.TextColumn
    tick = st.column_config.CheckboxColumn(t("As reported"), width=118)
    many_units, many_items = rows["unit"].nunique() > 1, rows["indicator"].nunique() > 1
    columns = {
        "name": text(label("name", lang()), pinned=True) if many_units else None,
        "indicator": text(label("indicator", lang()), pinned=True, width=66) if many_items else None,
        "title": text(label("title", lang()), width=140) if many_items else None,
        "field": text(label("item", lang()), width=72) if many_items or rows["field"].nunique() > 1 else None,
        "self": text(t("Self"), width=100),  # a date fits
        "as_reported": tick if open_pairs and (many_units or many_items) else None,
        "verified": text(t("Verified value"), max_chars=40, width=130),
        "reason": text(label("reason", lang()), max_chars=200, width=200),
        "evidence": text(label("evidence", lang()), width="medium"),
        "rule": text(label("rule", lang()), width="large") if many_items else None,
    }
    return columns | {c: None for c in ("self", "evidence") if (rows[c] == "").all()}
