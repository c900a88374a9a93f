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
from scoring.problems import Problem
from scoring.services import waiting
from scoring.store import PeriodFull
from scoring.words import label
from ui.components.actions import action_button, keep_outcome, show_outcome
from ui.components.problem_list import problems_table
from ui.components.reason_form import reason_form
from ui.components.selection import keep_selection
from ui.components.signed_columns import signed_column, signed_table
from ui.components.tables import first_rows, how_many_more, table
from ui.components.times import local_times, time_column
from ui.frame import stores
from ui.frame.actor import actor
from ui.frame.language import lang, t, tn
from ui.frame.markdown import escape
from ui.intake import view
from ui.intake.outcomes import units_of
from ui.intake.view import effect_of_confirming

_EFFECT = [
    "score_before",
    "score_after",
    "score_change",
    "rank_before",
    "rank_after",
    "grade_before",
    "grade_after",
]
_FEW = 3


def waiting_versions(period: str) -> None:
    """The block of what waits; nothing at all where nothing does."""
    show_outcome("waiting")
    files = waiting.waiting(stores.store(), period)
    if files.empty:
        return
    with st.container(border=True):
        st.subheader(t("Waiting for confirmation ({count:,})", count=len(files)), anchor=False)
        st.caption(t("Each replaces something that counts, or is of a unit that no list knows. Tick one to see it."))
        row = _table(files, period)
        later = [int(i) for i in files.loc[~files["is_new_unit"], "id"]]  # new units are looked at one by one
        if later:
            label_ = tn("Confirm {count} later version", "Confirm all {count:,} later versions", len(later))
            action_button(label_, "confirm_all", _confirm, later, icon=":material/done_all:")
        if row is not None:
            _one(period, files.iloc[row])


def _table(files: pd.DataFrame, period: str) -> int | None:
    """What all of them change together, and each by itself; returns the selected row."""
    later = tuple(int(i) for i in files.loc[~files["is_new_unit"], "id"])
    effect = effect_of_confirming(stores.store_state(), period, later, lang()) if later else None
    places = total_decimals(stores.system(period))
    names = view.unit_names(stores.store_state(), period)
    units = units_of(files, names, lang())
    rows: Any = pd.DataFrame({"file": files["file"], "unit": units, "at": local_times(files["at"])})
    if effect is not None:
        sentence = effect_sentence(effect, lang(), places)
        st.markdown(t("If all later versions are confirmed: {effect}", effect=escape(sentence)))
        by_unit = effect.set_index("unit")[_EFFECT].reindex(files["unit"])
        rows = rows.assign(**{column: by_unit[column].to_numpy() for column in _EFFECT})
        rows = signed_table(rows, {"score_change": places})
    keep_selection("waiting", files["id"].tolist())
    row = table(
        rows, "waiting", _columns(places), select=True, alt=t("Waiting for confirmation ({count:,})", count=len(files))
    )
    if effect is not None:
        _others(effect, files["unit"], places)
    return row


def _others(effect: pd.DataFrame, waiting_units: pd.Series, places: int) -> None:
    """The units without such a version whose place or grade moves all the same."""
    others = effect[moved(effect) & ~effect["unit"].isin(waiting_units)]
    if len(others):
        st.caption(t("Others that move, if all are confirmed"))
        rows = signed_table(others[["unit", "name", *_EFFECT]].reset_index(drop=True), {"score_change": places})
        table(rows, "waiting_others", _columns(places), alt=t("Others that move, if all are confirmed"))


def _columns(places: int) -> dict[str, Any]:
    number, points = st.column_config.NumberColumn, f"%.{places}f"
    return {
        "unit": st.column_config.TextColumn(t("Unit"), width=150),
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


def _one(period: str, file: pd.Series) -> None:
    """What one version changes, and the decision about it."""
    seq, system = int(file["id"]), stores.system(period)
    changes = view.changes(stores.store_state(), seq)
    count = tn("{count} entry changes", "{count:,} entries change", len(changes))
    st.markdown(f"**{escape(file['file'])}** · {count}")
    new_units = waiting.new_units(stores.store(), period, seq)
    _new_units(new_units, seq)
    table(changed_facts(first_rows(changes), system, lang()), f"changes_{seq}", _change_columns())
    how_many_more(changes)
    effect = effect_of_confirming(stores.store_state(), period, (seq,), lang())
    if new_units:
        st.caption(t("If it is confirmed, its new units are scored and ranked with the others."))
    elif effect is not None:
        sentence = effect_sentence(effect, lang(), total_decimals(system))
        st.caption(t("If this one is confirmed: {effect}", effect=escape(sentence)))
    yes, no = st.columns([1, 3], vertical_alignment="bottom")
    with yes:
        action_button(t("Confirm"), f"confirm_{seq}", _confirm, [seq], type="primary", icon=":material/check:")
    with no:
        reason_form(
            "turn_down",
            seq,
            _turn_down,
            seq,
            label=t("Reason for turning it down"),
            button=t("Turn down"),
            missing=t("Give the reason for turning it down."),
        )


def _new_units(problems: Sequence[Problem], seq: int) -> None:
    """What was said of units that no list knows: of few each in full, of many as a table."""
    if len(problems) > _FEW:
        problems_table([problem.at(file="") for problem in problems], f"new_units_{seq}")
        return
    for problem in problems:
        st.warning(escape(problem.at(file="").sentence(lang())), icon=":material/help:")


def _confirm(ids: Sequence[int]) -> None:
    try:
        settled = waiting.confirm(stores.store(), ids, actor())
    except PeriodFull as full:
        keep_outcome("waiting", "", [Problem("confirming_overfills", full.problem.params)])
        return
    count = len(ids) - len(settled)
    keep_outcome(
        "waiting", tn("{count} version confirmed.", "{count:,} versions confirmed.", count) if count else "", settled
    )


def _turn_down(seq: int, reason: str) -> None:
    settled = waiting.turn_down(stores.store(), seq, reason, actor())
    keep_outcome("waiting", "" if settled else t("The version was turned down."), settled)


def _change_columns() -> dict[str, Any]:
    text = st.column_config.TextColumn
    return {"old": text(t("Old")), "new": text(t("New")), "title": text(label("title", lang()), width="medium")}
