"""Self beside verified, to be filled in.

Tested in tests/pages/test_verification.py.
"""

from __future__ import annotations

import zlib
from collections.abc import Collection, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from scoring.analysis.ledger import field_labels, ledger
from scoring.analysis.typed_entries import Pair, Typed, typed_entries
from scoring.engine import ScoreSheet
from scoring.services import verifying
from scoring.words import label
from ui.components.markdown import escape
from ui.components.tables import grid
from ui.frame import stores
from ui.frame.language import lang, t
from ui.verification.as_reported import confirm_all
from ui.verification.effect_note import saved_note
from ui.verification.saving import preview_and_save

_EDITED = ["as_reported", "verified", "reason"]
_MOST_ROWS = 18  # rows beyond these scroll


def entry_grid(year: int, sheet: ScoreSheet, units: Sequence[str], items: Sequence[str], key: str) -> None:
    """Self beside verified, to be filled in; shows mistakes or the effect, and saves on a click.

    Args:
        units, items: what to show, in this order.
        key: of this grid on the page.
    """
    facts = stores.store().facts(year)
    rows = ledger(sheet.system, sheet.units[sheet.units["unit"].isin(units)], facts, items, lang())
    if rows.empty:
        st.info(t("Nothing to verify here."))
        return
    if len(items) == 1:
        _rule_of(sheet, items[0], rows["name"].iloc[0] if len(units) == 1 else "")
    open_pairs = verifying.unverified(sheet.system, facts, zip(rows["unit"], rows["indicator"], strict=True))
    confirm_all(year, sheet, facts, open_pairs, key)
    cells = _grid(sheet, rows)
    edited = grid(
        cells,
        f"grid_{key}_{checksum(rows)}_{lang()}",
        _grid_columns(rows, open_pairs),
        disabled=[c for c in cells.columns if c not in _EDITED],
        most=_MOST_ROWS,
    )
    saved_note()
    st.caption(
        t("Fill in the verified value and its reason, once for each indicator; clear a verified value to take it back.")
    )
    typed = typed_entries(rows, edited)
    _lone_reasons(typed)
    if typed.entries or typed.confirmed:
        preview_and_save(year, sheet, facts, typed, key)


def _lone_reasons(typed: Typed) -> None:
    if typed.lone:
        st.caption(
            t(
                "Reason without a verified value, not saved: {indicators}",
                indicators=escape(t(", ").join(f"{unit} {indicator}" for unit, indicator in typed.lone)),
            )
        )


def checksum(rows: pd.DataFrame) -> int:
    """Changes with what is shown only: saving empties the grid, another inspector's saving elsewhere does not."""
    return zlib.crc32(rows.to_csv().encode())


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
