"""Later versions that wait: what each changes against what counts, what that does to the ranking, and the decision."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from scoring.analysis.changed_facts import changed_facts
from scoring.analysis.common import total_decimals
from scoring.analysis.effect import changes as moved
from scoring.analysis.effect import effect_sentence
from scoring.services import waiting
from scoring.words import label
from ui.components.markdown import escape
from ui.components.reason_form import reason_form
from ui.components.signed_columns import signed_column, signed_table
from ui.components.tables import table
from ui.components.times import local_times, time_column
from ui.frame import stores
from ui.frame.actor import actor
from ui.frame.language import lang, t, tn
from ui.intake.view import effect_of_confirming

_EFFECT = [
    "name",
    "score_before",
    "score_after",
    "score_change",
    "rank_before",
    "rank_after",
    "grade_before",
    "grade_after",
]


def waiting_versions(year: int) -> None:
    """The block of what waits; nothing at all where nothing does."""
    files = waiting.waiting(stores.store(), year)
    if files.empty:
        return
    ids = tuple(int(i) for i in files["id"])
    with st.container(border=True):
        st.subheader(t("Later versions that wait ({count:,})", count=len(files)), anchor=False)
        st.caption(t("Each takes the place of something that counts. Tick the box of one to see what it changes."))
        row = _table(files, ids, year)
        if st.button(t("Confirm all {count:,}", count=len(ids)), key="confirm_all", icon=":material/done_all:"):
            _confirm(ids)
        if row is not None:
            _one(year, files.iloc[row])


def _table(files: pd.DataFrame, ids: tuple[int, ...], year: int) -> int | None:
    """What all of them change together, and each by itself; returns the selected row."""
    effect = effect_of_confirming(stores.store_state(), year, ids, lang())
    places = total_decimals(stores.system(year))
    rows: Any = pd.DataFrame({"file": files["file"], "unit": files["unit"], "at": local_times(files["at"])})
    if effect is not None:
        sentence = effect_sentence(effect, lang(), places)
        st.markdown(t("If all are confirmed: {effect}", effect=escape(sentence)))
        by_unit = effect.set_index("unit")[_EFFECT].reindex(rows["unit"])
        rows = rows.assign(**{column: by_unit[column].to_numpy() for column in _EFFECT})
        rows = signed_table(rows, {"score_change": places})
    row = table(rows, "waiting", _columns(places), select=True, alt=t("Later versions that wait"))
    if effect is not None:
        _others(effect, files["unit"], places)
    return row


def _others(effect: pd.DataFrame, waiting_units: pd.Series, places: int) -> None:
    """The units without such a version whose place or grade moves all the same."""
    others = effect[moved(effect) & ~effect["unit"].isin(waiting_units)]
    if len(others):
        st.caption(t("Others that move, if all are confirmed"))
        rows = signed_table(others[["unit", *_EFFECT]].reset_index(drop=True), {"score_change": places})
        table(rows, "waiting_others", _columns(places), alt=t("Others that move, if all are confirmed"))


def _columns(places: int) -> dict[str, Any]:
    number, points = st.column_config.NumberColumn, f"%.{places}f"
    return {
        "at": time_column(t("When")),
        "score_before": number(t("Score now"), format=points),
        "score_after": number(t("Score then"), format=points),
        "score_change": signed_column(t("Change")),
        "rank_before": number(t("Rank now"), format="%d"),
        "rank_after": number(t("Rank then"), format="%d"),
        "grade_before": st.column_config.TextColumn(t("Grade now")),
        "grade_after": st.column_config.TextColumn(t("Grade then")),
    }


# --- one of them ----------------------------------------------------------------------------------


def _one(year: int, file: pd.Series) -> None:
    """What one version changes, and the decision about it."""
    seq, system = int(file["id"]), stores.system(year)
    changes = waiting.changes(stores.store(), seq)
    count = tn("{count} entry changes", "{count:,} entries change", len(changes))
    st.markdown(f"**{escape(file['file'])}** · {count}")
    table(changed_facts(changes, system, lang()), f"changes_{seq}", _change_columns())
    effect = effect_of_confirming(stores.store_state(), year, (seq,), lang())
    if effect is not None:
        sentence = effect_sentence(effect, lang(), total_decimals(system))
        st.caption(t("If this one is confirmed: {effect}", effect=escape(sentence)))
    yes, no = st.columns([1, 3], vertical_alignment="bottom")
    if yes.button(t("Confirm"), key=f"confirm_{seq}", type="primary", icon=":material/check:"):
        _confirm([seq])
    with no:
        _turn_down(seq)


def _confirm(ids: Sequence[int]) -> None:
    waiting.confirm(stores.store(), ids, actor())
    st.rerun()


def _turn_down(seq: int) -> None:
    reason = reason_form(
        "turn_down",
        seq,
        label=t("Reason for turning it down"),
        button=t("Turn down"),
        missing=t("Give the reason for turning it down."),
    )
    if reason:
        waiting.turn_down(stores.store(), seq, reason, actor())
        st.rerun()


def _change_columns() -> dict[str, Any]:
    text = st.column_config.TextColumn
    return {"old": text(t("Old")), "new": text(t("New")), "title": text(label("title", lang()), width="medium")}
