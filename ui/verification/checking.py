"""Tables and forms of verification: the work list, the grid to enter in, the effect, the history."""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from scoring.analysis.verification import Entry, ledger, verified_text, work_list
from scoring.engine import ScoreSheet
from scoring.facts import field_label
from scoring.problems import Problem
from scoring.services import verifying
from scoring.words import label
from ui.components import parts, signed_columns
from ui.components.times import local_times, time_column
from ui.frame import state
from ui.frame.actor import actor
from ui.frame.language import lang, t, tn

_SAVED = "verification_saved"  # what the last saving changed, shown once after the rerun
_EDITED = ["verified", "reason"]


def units_of(sheet: ScoreSheet, group: str | None) -> list[str]:
    """The codes of the group's units, or of all."""
    units = sheet.units
    return list(units["unit"] if group is None else units.loc[units["group"] == group, "unit"])


def choose_unit(sheet: ScoreSheet) -> str | None:
    """The selector of a unit of the chosen group; the choice lives in the URL."""
    names = dict(zip(sheet.units["unit"], sheet.units["name"], strict=True))
    return state.choice(t("Unit"), units_of(sheet, state.group()), "unit", shown=lambda code: f"{names[code]}  {code}")


# --- the work list -------------------------------------------------------------------------------


def work_table(year: int, sheet: ScoreSheet, group: str | None) -> tuple[str, str] | None:
    """The work list in order of risk; returns unit and indicator of the selected row."""
    work = work_list(sheet, state.store().facts(year))
    work = work[work["unit"].isin(units_of(sheet, group))].reset_index(drop=True)
    done = int(work["verified"].sum())
    st.caption(
        t(
            "{done:,} of {all:,} reported results are verified. Tick the box of a row to enter what you found.",
            done=done,
            all=len(work),
        )
    )
    row = parts.table(
        _work_shown(sheet, work), "work_list", _work_columns(), select=True, height=380, alt=t("Work list")
    )
    return None if row is None else (str(work["unit"][row]), str(work["indicator"][row]))


def _work_shown(sheet: ScoreSheet, work: pd.DataFrame) -> pd.DataFrame:
    reasons = {
        "above_median": t("above its group's median"),
        "no_evidence": t("no evidence named"),
        "claimed_na": t("claims not applicable"),
    }
    titles = {i.id: i.title.get(lang()) for i in sheet.system.indicators.values()}
    return pd.DataFrame(
        {
            "risk": work["risk"],
            "name": work["name"],
            "indicator": work["indicator"],
            "title": work["indicator"].map(titles),
            "reasons": [t(", ").join(reasons[r] for r in row) for row in work["reasons"]],
            "earned": work["earned"],
            "marks": work["marks"],
            "median": work["median"] * 100,
            "verified": [t("Verified") if done else "" for done in work["verified"]],
        }
    )


def _work_columns() -> dict[str, Any]:
    number = st.column_config.NumberColumn
    return {
        "risk": number(
            t("Marks at risk"),
            format="%.2f",
            width="small",
            help=t(
                "Self-earned marks times how far the rate is above the group's median, and once more without evidence."
            ),
        ),
        "title": st.column_config.TextColumn(label("title", lang()), width="medium"),
        "earned": number(label("self_score", lang()), format="%.2f", width="small"),
        "marks": number(label("marks", lang()), format="%.2f", width="small"),
        "median": number(t("Group median"), format="%.0f%%", width="small"),
        "reasons": st.column_config.TextColumn(t("Why check it"), width="medium"),
        "verified": st.column_config.TextColumn(label("state", lang()), width="small"),
    }


# --- entering ------------------------------------------------------------------------------------


def entry_grid(year: int, sheet: ScoreSheet, units: Sequence[str], items: Sequence[str], key: str) -> None:
    """Self beside verified, to be filled in; shows mistakes or the effect, and saves on a click.

    Args:
        units, items: what to show, in this order.
        key: of this grid on the page.
    """
    facts = state.store().facts(year)
    rows = ledger(sheet.system, sheet.units[sheet.units["unit"].isin(units)], facts, items, lang())
    if rows.empty:
        st.info(t("Nothing to verify here."))
        return
    if len(items) == 1:
        _rule_of(sheet, items[0], rows["name"].iloc[0] if len(units) == 1 else "")
    grid = _grid(sheet, rows)
    edited = st.data_editor(
        grid,
        key=f"grid_{key}_{_fingerprint(rows)}_{lang()}",
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
        _judge(year, sheet, facts, entries, key)


def _fingerprint(rows: pd.DataFrame) -> int:
    """Changes with what is shown only: saving empties the grid, another inspector's saving elsewhere does not."""
    return zlib.crc32(rows.to_csv().encode())


def _rule_of(sheet: ScoreSheet, item_id: str, unit_name: str) -> None:
    item = sheet.system.items[item_id]
    st.subheader(parts.escape(f"{unit_name} {item_id} {item.title.get(lang())}".strip()), anchor=False)
    st.caption(parts.escape(sheet.system.rule_text(item, lang())))


def _grid(sheet: ScoreSheet, rows: pd.DataFrame) -> pd.DataFrame:
    titles = {i: item.title.get(lang()) for i, item in sheet.system.items.items()}
    return pd.DataFrame(
        {
            "name": rows["name"],
            "indicator": rows["indicator"],
            "title": rows["indicator"].map(titles),
            "field": [field_label(f, lang()) for f in rows["field"]],
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
    """What was typed, and how many reasons stand without a value."""
    typed = edited[_EDITED].fillna("").astype(str).reset_index(drop=True)
    differs = (typed != rows[_EDITED]).any(axis=1)
    lone = differs & (typed["verified"].str.strip() == "") & (rows["verified"] == "")
    changed = rows[differs & ~lone]
    entries = [
        Entry(r.unit, r.indicator, r.field, typed["verified"][r.Index], typed["reason"][r.Index])
        for r in changed.itertuples()
    ]
    return entries, int((lone & (typed["reason"].str.strip() != "")).sum())


def _judge(year: int, sheet: ScoreSheet, facts: pd.DataFrame, entries: list[Entry], key: str) -> None:
    """The mistakes in what was typed; or, without any, its effect and the button that saves it."""
    preview = verifying.preview(sheet, facts, entries, lang())
    if preview.effect is None:
        _mistakes(preview.problems, key)
        return
    _effect_note(preview.effect, saved=False)
    named = bool(actor().name)
    if not named:
        st.warning(t("Give your name above; it is kept with what you enter."))
    if st.button(
        tn("Save {count} entry", "Save {count:,} entries", len(entries)),
        type="primary",
        key=f"{key}_save",
        disabled=not named,
    ):
        if problems := verifying.verify(state.store(), year, entries, actor(), lang()):
            _mistakes(problems, key)
            return
        st.session_state[_SAVED] = preview.effect
        st.rerun()


def _mistakes(problems: Sequence[Problem], key: str) -> None:
    st.error(t("Nothing is saved while there are mistakes."))
    parts.problems_table(problems, f"{key}_entry_problems", hidden=("code", "severity"))


def saved_note() -> None:
    """After saving: what it changed, once."""
    change = st.session_state.pop(_SAVED, None)
    if change is not None:
        st.success(t("Saved."), icon=":material/task_alt:")
        _effect_note(change, saved=True)


def _effect_note(change: pd.DataFrame, saved: bool) -> None:
    if change.empty:
        st.info(t("No score changed.") if saved else t("No score would change."))
        return
    st.markdown(t("What it changed") if saved else t("What saving would change"))
    number = st.column_config.NumberColumn
    columns = {
        "score": number(t("Score before"), format="%.2f"),
        "new_score": number(t("Score after"), format="%.2f"),
        "change": signed_columns.column(t("Change")),
        "rank": number(t("Rank before"), format="%d"),
        "new_rank": number(t("Rank after"), format="%d"),
    }
    table = signed_columns.signed(change, {"change": 2})
    parts.table(table, f"effect_{'after' if saved else 'before'}", columns, alt=t("What saving would change"))


# --- history -------------------------------------------------------------------------------------


def history(year: int, sheet: ScoreSheet) -> None:
    """Every verified figure with who gave it, when and why; the newest first."""
    rows = state.store().verifications(year)
    rows = rows[rows["unit"].isin(units_of(sheet, state.group())) & rows["indicator"].isin(list(sheet.system.items))]
    if rows.empty:
        st.info(t("Nothing has been verified in {year} yet.", year=year))
        return
    shown = _history_shown(sheet, rows)
    text = st.column_config.TextColumn
    columns = {
        "at": time_column(t("When")),
        "by": text(t("By"), width="small"),
        "field": text(label("item", lang()), width="small"),
        "verified": text(t("Verified value"), width="small"),
        "reason": text(label("reason", lang()), width="large"),
    }
    parts.table(shown, "history", columns, height="auto", alt=t("History"))
    parts.download_table(t("Download this list"), shown, f"verifications_{year}.csv", "history_csv")


def _history_shown(sheet: ScoreSheet, rows: pd.DataFrame) -> pd.DataFrame:
    names = dict(zip(sheet.units["unit"], sheet.units["name"], strict=True))
    titles = {i: item.title.get(lang()) for i, item in sheet.system.items.items()}
    return pd.DataFrame(
        {
            "at": local_times(rows["at"]),
            "by": rows["by"],
            "name": rows["unit"].map(names),
            "indicator": rows["indicator"],
            "title": rows["indicator"].map(titles),
            "field": [field_label(f, lang()) for f in rows["field"]],
            "verified": [verified_text(sheet.system, r, lang()) or t("taken back") for r in rows.itertuples()],
            "reason": rows["text"],
        }
    )
