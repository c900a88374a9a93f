"""Self beside verified, to be filled in.

Tested in tests/pages/test_verification.py.
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from scoring.analysis.ledger import field_labels, ledger
from scoring.analysis.verification import Entry
from scoring.engine import ScoreSheet
from scoring.problems import Problem
from scoring.services import verifying
from scoring.words import label
from ui.components.markdown import escape
from ui.components.problem_list import problems_table
from ui.frame import stores
from ui.frame.actor import actor
from ui.frame.language import lang, t, tn
from ui.verification.effect_note import effect_note, keep_for_note

_EDITED = ["verified", "reason"]


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
    grid = _grid(sheet, rows)
    edited = st.data_editor(
        grid,
        key=f"grid_{key}_{_checksum(rows)}_{lang()}",
        hide_index=True,
        disabled=[c for c in grid.columns if c not in _EDITED],
        column_config=_grid_columns(rows),
        num_rows="fixed",
    )
    st.caption(t("Fill in the verified value and its reason; clear a verified value to take it back."))
    entries, lone = _entries(rows, edited)
    if lone:
        st.warning(
            tn(
                "A reason stands without a verified value and is not saved.",
                "{count} reasons stand without a verified value and are not saved.",
                lone,
            )
        )
    if entries:
        _preview(year, sheet, facts, entries, key)


def _checksum(rows: pd.DataFrame) -> int:
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
            "verified": rows["verified"],
            "reason": rows["reason"],
            "evidence": rows["evidence"],
            "rule": [sheet.system.rule_text(sheet.system.items[i], lang()) for i in rows["indicator"]],
        }
    )


def _grid_columns(rows: pd.DataFrame) -> dict[str, Any]:
    """Columns that say the same in every row, or nothing at all, are left out."""
    text = st.column_config.TextColumn
    many_units, many_items = rows["unit"].nunique() > 1, rows["indicator"].nunique() > 1
    columns = {
        "name": text(label("name", lang()), pinned=True) if many_units else None,
        "indicator": text(label("indicator", lang()), pinned=True, width="small") if many_items else None,
        "title": text(label("title", lang())) if many_items else None,
        "field": text(label("item", lang()), width="small") if many_items or rows["field"].nunique() > 1 else None,
        "self": text(t("Self"), width=100),  # a date fits
        "verified": text(t("Verified value"), max_chars=40),
        "reason": text(label("reason", lang()), max_chars=200, width="medium"),
        "evidence": text(label("evidence", lang()), width="medium"),
        "rule": text(label("rule", lang()), width="large") if many_items else None,
    }
    return columns | {c: None for c in ("self", "evidence") if (rows[c] == "").all()}


def _entries(rows: pd.DataFrame, edited: pd.DataFrame) -> tuple[list[Entry], int]:
    """What was entered, and how many reasons stand without a value."""
    entered = edited[_EDITED].fillna("").astype(str).reset_index(drop=True)
    differs = (entered != rows[_EDITED]).any(axis=1)
    lone = differs & (entered["verified"].str.strip() == "") & (rows["verified"] == "")
    changed = rows[differs & ~lone]
    entries = [
        Entry(r.unit, r.indicator, r.field, entered["verified"][r.Index], entered["reason"][r.Index])
        for r in changed.itertuples()
    ]
    return entries, int((lone & (entered["reason"].str.strip() != "")).sum())


def _preview(year: int, sheet: ScoreSheet, facts: pd.DataFrame, entries: list[Entry], key: str) -> None:
    """The mistakes in what was entered; or, without any, its effect and the button that saves it."""
    preview = verifying.preview(sheet, facts, entries, lang())
    if preview.effect is None:
        _mistakes(preview.problems, key)
        return
    effect_note(preview.effect, saved=False)
    named = bool(actor().name)
    if not named:
        st.warning(t("Give your name above; it is kept with what you enter."))
    if st.button(
        tn("Save {count} entry", "Save {count:,} entries", len(entries)),
        type="primary",
        key=f"{key}_save",
        disabled=not named,
    ):
        if problems := verifying.verify(stores.store(), year, entries, actor(), lang()):
            _mistakes(problems, key)
            return
        keep_for_note(preview.effect)
        st.rerun()


def _mistakes(problems: Sequence[Problem], key: str) -> None:
    st.error(t("Nothing is saved while there are mistakes."))
    problems_table(problems, f"{key}_entry_problems", hidden=("code", "severity"))
