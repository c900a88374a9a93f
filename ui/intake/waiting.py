"""Later versions that wait: what each changes against what counts, what that does to the ranking, and the decision."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from scoring.analysis.changed_facts import changed_facts
from scoring.analysis.common import total_decimals
from scoring.analysis.effect import effect, effect_sentence
from scoring.engine import ScoreSheet, score
from scoring.words import label
from ui.components import parts, signed_columns
from ui.components.times import local_times, time_column
from ui.frame import actor, state
from ui.frame.language import lang, t, tn

_MOVED = ["name", "score_before", "score_after", "score_change", "rank_before", "rank_after"]


def waiting_versions(year: int) -> None:
    """The block of what waits; nothing at all where nothing does."""
    kept = state.store().submissions(year)
    waiting = kept[kept["waits"]].sort_values(["unit", "file"]).reset_index(drop=True)
    if waiting.empty:
        return
    with st.container(border=True):
        st.subheader(t("Later versions that wait ({count:,})", count=len(waiting)), anchor=False)
        st.caption(t("Each takes the place of something that counts. Tick the box of one to see what it changes."))
        before, after = state.sheet(year), _sheet_with(year, tuple(int(i) for i in waiting["id"]))
        moved = effect(before, after, None, lang()) if before and after else None
        places = total_decimals(state.system(year))
        if moved is not None:
            st.markdown(
                t("If all are confirmed: {effect}", effect=parts.escape(effect_sentence(moved, lang(), places)))
            )
        table = _shown(waiting, moved)
        if moved is not None:
            table = signed_columns.signed(table, {"score_change": places})
        row = parts.table(table, "waiting", _columns(places), select=True, alt=t("Later versions that wait"))
        all_ids = [int(i) for i in waiting["id"]]
        if st.button(t("Confirm all {count:,}", count=len(all_ids)), key="confirm_all", icon=":material/done_all:"):
            _confirm(all_ids)
        if row is not None:
            _one(year, waiting.iloc[row])


def _sheet_with(year: int, also: tuple[int, ...]) -> ScoreSheet | None:
    return _scored(state.store_state(), year, also)


@st.cache_resource(max_entries=8, show_spinner=False)
def _scored(key: tuple[tuple[str, str], int], year: int, also: tuple[int, ...]) -> ScoreSheet | None:  # noqa: ARG001
    kept = state.store()
    system, units = kept.system(year), kept.units(year, also)
    listed = kept.submissions(year).set_index("id")["unit"]
    reported = {*kept.submitted(year), *(listed[i] for i in also)}
    counted = units[units["unit"].isin(reported) & units["group"].isin(list(system.groups))]
    return None if counted.empty else score(system, counted, kept.facts(year, also))


def _shown(waiting: pd.DataFrame, moved: pd.DataFrame | None) -> pd.DataFrame:
    frame = pd.DataFrame(
        {
            "file": waiting["file"],
            "unit": waiting["unit"],
            "at": local_times(waiting["at"]),
        }
    )
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
    changed = state.store().changes(seq)
    st.markdown(
        f"**{parts.escape(file['file'])}** · {tn('{count} entry changes', '{count:,} entries change', len(changed))}"
    )
    parts.table(changed_facts(changed, state.system(year), lang()), f"changes_{seq}", _change_columns())
    before, after = state.sheet(year), _sheet_with(year, (seq,))
    if before and after:
        sentence = effect_sentence(effect(before, after, None, lang()), lang(), total_decimals(after.system))
        st.caption(t("If this one is confirmed: {effect}", effect=parts.escape(sentence)))
    yes, no = st.columns([1, 3], vertical_alignment="bottom")
    if yes.button(t("Confirm"), key=f"confirm_{seq}", type="primary", icon=":material/check:"):
        _confirm([seq])
    with no:
        _turn_down(seq)


def _confirm(ids: list[int]) -> None:
    state.store().confirm(ids, actor.name())
    st.rerun()


def _turn_down(seq: int) -> None:
    with st.form(f"turn_down_{seq}", border=False):
        reason = st.text_input(t("Reason for turning it down"), max_chars=200, key=f"turn_down_reason_{seq}")
        sent = st.form_submit_button(t("Turn down"), key=f"turn_down_button_{seq}")
    if sent and not reason.strip():
        st.error(t("Give the reason for turning it down."))
    elif sent:
        state.store().turn_down(seq, reason.strip(), actor.name())
        st.rerun()


def _change_columns() -> dict[str, Any]:
    text = st.column_config.TextColumn
    return {"old": text(t("Old")), "new": text(t("New")), "title": text(label("title", lang()), width="medium")}
