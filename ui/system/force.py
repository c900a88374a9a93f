"""Putting a draft into force: what it holds, who is affected, and the step itself."""

from __future__ import annotations

import streamlit as st

from scoring.analysis.back_test import REASONS
from scoring.period import period_name
from scoring.services import systems
from scoring.services.systems import GroupsLacking, Readiness
from scoring.system import IndicatorSystem
from scoring.words import joined
from ui.components.actions import action_button, keep_outcome, show_outcome
from ui.components.downloads import download_table
from ui.components.navigation import go_to
from ui.components.problem_list import problems_table
from ui.components.tables import table
from ui.frame import stores
from ui.frame.actor import actor, ask_name
from ui.frame.language import lang, t, tn
from ui.frame.markdown import escape
from ui.system import effect, files

_SAVED = "draft_saved"  # the period whose system was put into force, told once
_SURE = "draft_sure"


def show(uploaded: IndicatorSystem) -> None:
    """What the draft holds, who is affected, then the buttons."""
    st.session_state.pop(_SAVED, None)
    st.subheader(t("Put the draft into force"), anchor=False)
    show_outcome("system")
    _holds(uploaded)
    seen = stores.store_state().version
    readiness = systems.readiness(stores.store(), uploaded)
    if readiness.is_in_force:
        st.success(t("This is the system that {period} uses already.", period=uploaded.period.name))
    elif readiness.lacking_groups:
        groups = escape(joined(readiness.lacking_groups, lang()))
        words = t(
            "The file lacks groups that units of {period} belong to: {groups}.",
            period=uploaded.period.name,
            groups=groups,
        )
        st.error(words)
    else:
        has_scores = _effect(uploaded, readiness)
        _decide(uploaded, readiness, seen, is_sure=not has_scores)
    action_button(t("Discard the draft"), "draft_drop", files.drop_draft)


def note_after() -> None:
    """After putting a file into force: that it counts, and what comes next."""
    period = st.session_state.get(_SAVED)  # kept until something follows: the button has to be there when it is pressed
    if period is None:
        return
    st.success(t("The system of {period} is in force.", period=period_name(period)), icon=":material/task_alt:")
    if not len(stores.store().units(period)):
        st.markdown(t("Next: the list of units, then their workbooks."))
    if st.button(t("Go to intake"), key="draft_intake", icon=":material/upload_file:"):
        del st.session_state[_SAVED]
        go_to("intake", period=str(period), list="setup")


def _holds(uploaded: IndicatorSystem) -> None:
    parts = {"sections": uploaded.sections, "indicators": uploaded.indicators, "groups": uploaded.groups}
    st.write(
        t(
            "{title}, {period}: {sections} sections, {indicators} indicators, {groups} groups. No mistakes.",
            title=escape(uploaded.title.get(lang())),
            period=uploaded.period.name,
            **{name: len(part) for name, part in parts.items()},
        )
    )
    problems_table(uploaded.warnings, "draft_warnings", hidden=("code", "file"))


def _effect(uploaded: IndicatorSystem, readiness: Readiness) -> bool:
    """What the draft does to the period's scores; whether it has any."""
    now = None if readiness.creates_period else stores.sheet(uploaded.period.id)
    if now is None:
        return False
    _affected(uploaded)
    after = stores.sheet(uploaded.period.id, system=uploaded)
    if after is not None:
        effect.show(uploaded.period.id, now, after, "force")
    return True


def _affected(new: IndicatorSystem) -> None:
    """Reported facts that would no longer count."""
    rows = systems.affected_facts(stores.store(), new)
    if rows.empty:
        st.info(t("Every fact reported for {period} still counts under the draft.", period=new.period.name))
        return
    st.warning(
        tn(
            "Facts of {count} item would no longer count under the draft.",
            "Facts of {count} items would no longer count under the draft.",
            len(rows),
        )
    )
    in_words = rows.assign(
        title=[title.get(lang()) for title in rows["title"]], reason=[REASONS[r].get(lang()) for r in rows["reason"]]
    )
    table(in_words, "draft_affected", alt=t("Facts that would no longer count"))
    download_table(t("Download this table"), in_words, "affected.csv", "draft_affected_csv")


def _decide(uploaded: IndicatorSystem, readiness: Readiness, seen: int, is_sure: bool) -> None:
    """The name of who decides, and the button."""
    period, known = uploaded.period.id, not readiness.creates_period
    if known:
        st.warning(
            t(
                "{period} has a system already. Taking over this one scores its reports anew.",
                period=period_name(period),
            )
        )
    ask_name()
    sure = is_sure or st.checkbox(t("I have seen who is affected"), key=_SURE)
    button = (
        t("Change the system of {period}", period=period_name(period))
        if known
        else t("Create the period {period}", period=period_name(period))
    )
    is_off = not (sure and actor().name)
    action_button(button, "draft_save", _put_into_force, uploaded, seen, type="primary", disabled=is_off)
    if not actor().name:
        st.caption(t("Give your name to put it into force; it is kept in the audit log."))


def _put_into_force(uploaded: IndicatorSystem, seen: int) -> None:
    """Put a draft into force, unless it would replace another system than the person has compared it with."""
    try:
        problems = systems.put_into_force(stores.store(), uploaded, actor(), seen)
    except GroupsLacking:
        return  # since it was looked at; the page says which
    keep_outcome("system", "", problems)
    if problems:
        st.session_state[_SURE] = False
    else:
        files.drop_draft()
        st.session_state[_SAVED] = uploaded.period.id
