"""Later versions that wait: what each changes against what counts, what that does to the ranking, and the decision."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import pandas as pd
import streamlit as st

from scoring.analysis.changed_facts import changed_facts
from scoring.analysis.common import total_decimals
from scoring.analysis.effect import effect_sentence
from scoring.services import waiting
from scoring.words import Lang, label
from ui.components import parts, signed_columns
from ui.components.times import local_times, time_column
from ui.frame import state
from ui.frame.actor import actor
from ui.frame.language import lang, t, tn

_MOVED = ["name", "score_before", "score_after", "score_change", "rank_before", "rank_after"]


def waiting_versions(year: int) -> None:
    """The block of what waits; nothing at all where nothing does."""
    files = waiting.waiting(state.store(), year)
    if files.empty:
        return
    ids = tuple(int(i) for i in files["id"])
    with st.container(border=True):
        st.subheader(t("Later versions that wait ({count:,})", count=len(files)), anchor=False)
        st.caption(t("Each takes the place of something that counts. Tick the box of one to see what it changes."))
        moved, places = _effect(state.store_state(), year, ids, lang()), total_decimals(state.system(year))
        if moved is not None:
            st.markdown(
                t("If all are confirmed: {effect}", effect=parts.escape(effect_sentence(moved, lang(), places)))
            )
        table = _rows(files, moved)
        if moved is not None:
            table = signed_columns.signed(table, {"score_change": places})
        row = parts.table(table, "waiting", _columns(places), select=True, alt=t("Later versions that wait"))
        if st.button(t("Confirm all {count:,}", count=len(ids)), key="confirm_all", icon=":material/done_all:"):
            _confirm(ids)
        if row is not None:
            _one(year, files.iloc[row])


@lru_cache(maxsize=16)
def _effect(
    key: tuple[tuple[str, str], int],  # noqa: ARG001 - of the cache
    year: int,
    submissions: tuple[int, ...],
    lang: Lang,
) -> pd.DataFrame | None:
    """What confirming would do. Not to be changed in place."""
    return waiting.effect_of_confirming(state.store(), year, submissions, lang)


def _rows(files: pd.DataFrame, moved: pd.DataFrame | None) -> pd.DataFrame:
    frame = pd.DataFrame({"file": files["file"], "unit": files["unit"], "at": local_times(files["at"])})
    if moved is None:
        return frame
    by_unit = moved.set_index("unit")[_MOVED].reindex(frame["unit"])
    return frame.assign(**{column: by_unit[column].to_numpy() for column in _MOVED})


def _columns(places: int) -> dict[str, Any]:
    number = st.column_config.NumberColumn
    points = f"%.{places}f"
    return {
        "at": time_column(t("When")),
        "score_before": number(t("Score now"), format=points),
        "score_after": number(t("Score then"), format=points),
        "score_change": signed_columns.column(t("Change")),
        "rank_before": number(t("Rank now"), format="%d"),
        "rank_after": number(t("Rank then"), format="%d"),
    }


# --- one of them ----------------------------------------------------------------------------------


def _one(year: int, file: pd.Series) -> None:
    """What one version changes, and the decision about it."""
    seq = int(file["id"])
    changed = waiting.changes(state.store(), seq)
    st.markdown(
        f"**{parts.escape(file['file'])}** · {tn('{count} entry changes', '{count:,} entries change', len(changed))}"
    )
    parts.table(changed_facts(changed, state.system(year), lang()), f"changes_{seq}", _change_columns())
    moved = _effect(state.store_state(), year, (seq,), lang())
    if moved is not None:
        sentence = effect_sentence(moved, lang(), total_decimals(state.system(year)))
        st.caption(t("If this one is confirmed: {effect}", effect=parts.escape(sentence)))
    yes, no = st.columns([1, 3], vertical_alignment="bottom")
    if yes.button(t("Confirm"), key=f"confirm_{seq}", type="primary", icon=":material/check:"):
        _confirm([seq])
    with no:
        _turn_down(seq)


def _confirm(ids: Sequence[int]) -> None:
    waiting.confirm(state.store(), ids, actor())
    st.rerun()


def _turn_down(seq: int) -> None:
    with st.form(f"turn_down_{seq}", border=False):
        reason = st.text_input(t("Reason for turning it down"), max_chars=200, key=f"turn_down_reason_{seq}")
        sent = st.form_submit_button(t("Turn down"), key=f"turn_down_button_{seq}")
    if sent and not reason.strip():
        st.error(t("Give the reason for turning it down."))
    elif sent:
        waiting.turn_down(state.store(), seq, reason, actor())
        st.rerun()


def _change_columns() -> dict[str, Any]:
    text = st.column_config.TextColumn
    return {"old": text(t("Old")), "new": text(t("New")), "title": text(label("title", lang()), width="medium")}
