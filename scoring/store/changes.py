"""What would be otherwise if a submission counted: figures, claims, texts, and a unit's name and group."""

from __future__ import annotations

import pandas as pd

from scoring.facts import UNIT_COLUMNS

CHANGE_COLUMNS = ["unit", "indicator", "field", "source", "kind", "old", "new", "old_text", "new_text"]
_KEY = ["unit", "indicator", "field", "source"]
_KINDS = {"both": "changed", "left_only": "removed", "right_only": "added"}


def fact_changes(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """CHANGE_COLUMNS of the facts (FACT_COLUMNS, each once) that are not the same in both.

    `kind` is changed, added or removed; `old` and `new` are NaN, the texts '' where there is none.
    """
    both = before[[*_KEY, "value", "text"]].merge(
        after[[*_KEY, "value", "text"]], how="outer", on=_KEY, suffixes=("_old", "_new"), indicator="kind"
    )
    named = both.rename(
        columns={"value_old": "old", "value_new": "new", "text_old": "old_text", "text_new": "new_text"}
    )
    worded = named.assign(
        kind=named["kind"].astype("str").map(_KINDS),
        old_text=named["old_text"].fillna(""),
        new_text=named["new_text"].fillna(""),
    )
    same_value = (worded["old"] == worded["new"]) | (worded["old"].isna() & worded["new"].isna())
    same = (worded["kind"] == "changed") & same_value & (worded["old_text"] == worded["new_text"])
    return worded.loc[~same, CHANGE_COLUMNS].reset_index(drop=True)


def unit_changes(before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """CHANGE_COLUMNS of the names and groups of units (UNIT_COLUMNS) that were known and would be others."""
    both = before[UNIT_COLUMNS].merge(after[UNIT_COLUMNS], on="unit", suffixes=("_old", "_new"))
    rows = [
        (row["unit"], "", what, "self", "changed", row[f"{what}_old"], row[f"{what}_new"])
        for row in both.to_dict("records")
        for what in ("name", "group")
        if row[f"{what}_old"] != row[f"{what}_new"]
    ]
    changes = pd.DataFrame(rows, columns=[*_KEY, "kind", "old_text", "new_text"])
    return changes.assign(old=float("nan"), new=float("nan"))[CHANGE_COLUMNS]
