"""Later versions that wait: what each changes against what counts, what that does to the ranking, and the decision."""

from __future__ import annotations

import math
from typing import Any

import pandas as pd
import streamlit as st

from scoring.analysis.effect import effect, effect_sentence
from scoring.engine import ScoreSheet, score
from scoring.facts import field_label, shown_value
from scoring.system import IndicatorSystem
from scoring.terms import label
from ui import parts, person, state
from ui.texts import lang, t
from ui.times import local_times

_MOVED = ["score_before", "score_after", "score_change", "rank_before", "rank_after"]


def waiting_versions(year: int) -> None:
    """The block of what waits; nothing at all where nothing does."""
    kept = state.store().submissions(year)
    waiting = kept[kept["waits"]].sort_values(["unit", "file"]).reset_index(drop=True)
    if waiting.empty:
        return
    with st.container(border=True):
        st.subheader(t("Later versions that wait ({count})", count=len(waiting)), anchor=False)
        st.caption(t("Each takes the place of something that counts. Select one to see what it changes."))
        before, after = state.sheet(year), _sheet_with(year, tuple(int(i) for i in waiting["id"]))
        moved = effect(before, after, None, lang()) if before and after else None
        if moved is not None:
            st.markdown(t("If all are confirmed: {effect}", effect=parts.escape(effect_sentence(moved, lang()))))
        row = parts.table(_shown(waiting, moved), "waiting", _columns(), select=True, alt=t("Later versions that wait"))
        all_ids = [int(i) for i in waiting["id"]]
        if st.button(t("Confirm all {count}", count=len(all_ids)), key="confirm_all", icon=":material/done_all:"):
            _confirm(all_ids)
        if row is not None:
            _one(year, waiting.iloc[row])


def _sheet_with(year: int, also: tuple[int, ...]) -> ScoreSheet | None:
    return _scored(id(state.store()), state.store().version(), year, also)


@st.cache_resource(max_entries=8, show_spinner=False)
def _scored(place: int, version: int, year: int, also: tuple[int, ...]) -> ScoreSheet | None:  # noqa: ARG001 - keys
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
            "version": waiting["version"],
            "at": local_times(waiting["at"]),
        }
    )
    if moved is None:
        return frame
    by_unit = moved.set_index("unit")[_MOVED].reindex(frame["unit"])
    return frame.assign(**{column: by_unit[column].to_numpy() for column in _MOVED})


def _columns() -> dict[str, Any]:
    text, number = st.column_config.TextColumn, st.column_config.NumberColumn
    return {
        "version": number(t("Version"), width="small"),
        "at": text(t("When"), width=130),
        "score_before": number(t("Score now"), format="%.2f"),
        "score_after": number(t("Score then"), format="%.2f"),
        "score_change": number(t("Change"), format="%+.2f"),
        "rank_before": number(t("Rank now"), format="%d"),
        "rank_after": number(t("Rank then"), format="%d"),
    }


# --- one of them ----------------------------------------------------------------------------------


def _one(year: int, file: pd.Series) -> None:
    """What one version changes, and the decision about it."""
    seq = int(file["id"])
    changed = state.store().changes(seq)
    st.markdown(f"**{parts.escape(file['file'])}** · {t('{count} entries change', count=len(changed))}")
    parts.table(_changes_shown(changed, state.store().system(year)), f"changes_{seq}", _change_columns())
    before, after = state.sheet(year), _sheet_with(year, (seq,))
    if before and after:
        sentence = effect_sentence(effect(before, after, None, lang()), lang())
        st.caption(t("If this one is confirmed: {effect}", effect=parts.escape(sentence)))
    yes, no = st.columns([1, 3], vertical_alignment="bottom")
    if yes.button(t("Confirm"), key=f"confirm_{seq}", type="primary", icon=":material/check:"):
        _confirm([seq])
    with no:
        _turn_down(seq)


def _confirm(ids: list[int]) -> None:
    state.store().confirm(ids, person.name())
    st.rerun()


def _turn_down(seq: int) -> None:
    with st.form(f"turn_down_{seq}", border=False):
        reason = st.text_input(t("Reason for turning it down"), max_chars=200, key=f"turn_down_reason_{seq}")
        sent = st.form_submit_button(t("Turn down"), key=f"turn_down_button_{seq}")
    if sent and not reason.strip():
        st.error(t("Give the reason for turning it down."))
    elif sent:
        state.store().turn_down(seq, reason.strip(), person.name())
        st.rerun()


def _changes_shown(changed: pd.DataFrame, system: IndicatorSystem) -> pd.DataFrame:
    items = system.items
    titles = {key: item.title.get(lang()) for key, item in items.items()}
    named = zip(changed["indicator"], changed["field"], strict=True)
    fields = [field_label(field, lang()) if item else label(field, lang()) for item, field in named]
    return pd.DataFrame(
        {
            "unit": changed["unit"],
            "indicator": changed["indicator"],
            "title": changed["indicator"].map(titles).fillna(""),
            "field": fields,
            "old": [_said(row, "old", system) for row in changed.to_dict("records")],
            "new": [_said(row, "new", system) for row in changed.to_dict("records")],
        }
    )


def _said(row: dict[str, Any], side: str, system: IndicatorSystem) -> str:
    """What stood, or would stand, in a field; '' for nothing."""
    if row["kind"] == ("added" if side == "old" else "removed"):
        return ""
    value, words, item = row[side], row[f"{side}_text"], system.items.get(row["indicator"])
    if row["field"] == "group" and not row["indicator"]:
        return system.groups[words].title.get(lang()) if words in system.groups else words
    if math.isnan(value) or item is None:
        return words or t("yes")
    return shown_value(item.facts, value, item, lang())


def _change_columns() -> dict[str, Any]:
    text = st.column_config.TextColumn
    return {"old": text(t("Old")), "new": text(t("New")), "title": text(label("title", lang()), width="medium")}
