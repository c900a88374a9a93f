"""Which indicator systems the page 指标体系 works on: those in force, earlier versions, and a draft."""

from __future__ import annotations

import streamlit as st

from scoring.engine import ScoreSheet
from scoring.problems import SystemError_
from scoring.services import scores, systems
from scoring.system import IndicatorSystem, load_system_text
from ui.frame import state
from ui.frame.language import t

_DRAFT = "system_draft"
IN_FORCE, DRAFT = "in_force", "draft"


@st.cache_resource(max_entries=16, show_spinner=False)
def _parsed(source: str) -> IndicatorSystem:
    return load_system_text(source)


@st.cache_resource(max_entries=1, show_spinner=False)
def _bundled() -> IndicatorSystem:
    return systems.bundled()


def keep_draft(system: IndicatorSystem) -> None:
    """Hold an uploaded system for this session; nothing is stored."""
    st.session_state[_DRAFT] = system.source_text


def drop_draft() -> None:
    st.session_state.pop(_DRAFT, None)


def draft() -> IndicatorSystem | None:
    """The uploaded system of this session."""
    source = st.session_state.get(_DRAFT)
    try:
        return None if source is None else _parsed(str(source))
    except SystemError_:  # read by an earlier version of the program
        return None


def in_force(year: int | None) -> IndicatorSystem:
    """The system of the chosen period; the bundled one while there is none."""
    return _bundled() if year is None else state.store().system(year)


def choose(year: int | None) -> IndicatorSystem:
    """The file to look at: the one in force, or the draft where there is one."""
    uploaded = draft()
    if uploaded is None:
        return in_force(year)
    names = {IN_FORCE: t("In force"), DRAFT: t("Draft ({year})", year=uploaded.year)}
    chosen = state.choice(
        t("File"),
        list(names),
        "file",
        shown=names.__getitem__,
        widget=st.segmented_control,
        required=True,
        label_visibility="collapsed",
    )
    return uploaded if chosen == DRAFT else in_force(year)


def versions() -> dict[str, IndicatorSystem]:
    """Every system there is, by what a person calls it: the draft, then periods and their versions, newest first."""
    uploaded = draft()
    named = {} if uploaded is None else {t("Draft ({year})", year=uploaded.year): uploaded}
    for one in systems.versions(state.store()):
        named[t("{year}, version {version}, {day}", year=one.period, version=one.version, day=one.day)] = one.system
    return named


def group_in(system: IndicatorSystem) -> str | None:
    """The chosen group, where the system has it."""
    group = state.group()
    return group if group in system.groups else None


def under(year: int, system: IndicatorSystem) -> ScoreSheet | None:
    """The scores of a year's reports under a system; None without units that it can score."""
    return _under(state.store_state(), year, system.source_text)


@st.cache_resource(max_entries=8, show_spinner=False)
def _under(key: tuple[tuple[str, str], int], year: int, source: str) -> ScoreSheet | None:  # noqa: ARG001 - a key
    return scores.sheet(state.store(), year, system=_parsed(source))
