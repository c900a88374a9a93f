"""Who verified what, when and why.

Tested in tests/pages/test_verification.py.
"""

from __future__ import annotations

import pandas as pd
import streamlit as st

from scoring.analysis.ledger import fact_text, field_labels
from scoring.engine import ScoreSheet
from scoring.period import period_name
from scoring.services.shown_names import shown_names
from scoring.words import label
from ui.components.downloads import download_table
from ui.components.formats import units_by_code
from ui.components.tables import table
from ui.components.times import local_times, time_column
from ui.frame import stores
from ui.frame.language import lang, t
from ui.frame.view_key import ViewKey
from ui.verification.choose import units_of_group
from ui.verification.proof import proof


def history(key: ViewKey) -> None:
    """Every verified figure with who gave it, when and why, the newest first; and whether all records are whole."""
    _figures(key.period, key.sheet)
    proof()


def _figures(period: str, sheet: ScoreSheet) -> None:
    rows = stores.store().verifications(period)
    rows = rows[rows["unit"].isin(units_of_group(sheet)) & rows["indicator"].isin(list(sheet.system.items))]
    if rows.empty:
        st.info(t("Nothing has been verified in {period} yet.", period=period_name(period)))
        return
    table_rows = _table_rows(sheet, rows)
    text = st.column_config.TextColumn
    columns = {
        "at": time_column(t("When")),
        "by": text(t("By"), width="small"),
        "field": text(label("item", lang()), width="small"),
        "verified": text(t("Verified value"), width="small"),
        "reason": text(label("reason", lang()), width="large"),
    }
    table(table_rows, "history", columns, height="auto", alt=t("History"))
    download_table(t("Download this list"), table_rows, f"verifications_{period}.csv", "history_csv")


def _table_rows(sheet: ScoreSheet, rows: pd.DataFrame) -> pd.DataFrame:
    names = units_by_code(sheet)
    titles = {i: item.title.get(lang()) for i, item in sheet.system.items.items()}
    return pd.DataFrame(
        {
            "at": local_times(rows["at"]),
            "by": shown_names(stores.store(), rows["by"]),
            "name": rows["unit"].map(names),
            "indicator": rows["indicator"],
            "title": rows["indicator"].map(titles),
            "field": field_labels(sheet.system, rows, lang()),
            "verified": [fact_text(sheet.system, r, lang()) or t("taken back") for r in rows.itertuples()],
            "reason": rows["text"],
        }
    )
