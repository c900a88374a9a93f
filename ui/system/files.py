"""Which indicator systems the page 指标体系 works on: those in force, earlier versions, and a draft."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import streamlit as st

from scoring.period import period_name, to_compare_with
from scoring.problems import SystemError_
from scoring.services import systems
from scoring.system import IndicatorSystem
from ui.frame import stores
from ui.frame.choices import switch
from ui.frame.language import t
from ui.frame.periods import group

_DRAFT = "system_draft"
IN_FORCE, DRAFT = "in_force", "draft"


@st.cache_resource(max_entries=1, show_spinner=False)
def _bundled() -> IndicatorSystem:
    return systems.bundled()


def keep_draft(system: IndicatorSystem) -> None:
    """Hold an uploaded system for this session; nothing is stored."""
    st.session_state[_DRAFT] = system.source_text


def drop_draft() -> None:
    """Forget the uploaded system of this session."""
    st.session_state.pop(_DRAFT, None)


def draft() -> IndicatorSystem | None:
    """The uploaded system of this session."""
    source = st.session_state.get(_DRAFT)
    try:
        return None if source is None else stores.parsed(str(source))
    except SystemError_:  # read by an earlier version of the program
        return None


def in_force(chosen: str | None) -> IndicatorSystem:
    """The system of the chosen period; the bundled one while there is none."""
    return _bundled() if chosen is None else stores.system(chosen)


def choose(chosen: str | None) -> IndicatorSystem:
    """The file to look at: the one in force, or the draft where there is one."""
    uploaded = draft()
    if uploaded is None:
        return in_force(chosen)
    labels = {IN_FORCE: t("In force"), DRAFT: t("Draft ({period})", period=uploaded.period.name)}
    return uploaded if switch(t("File"), labels, "file") == DRAFT else in_force(chosen)


def versions() -> dict[str, IndicatorSystem]:
    """Every system there is, by what a person calls it: the draft, then periods and their versions, newest first."""
    uploaded = draft()
    named = {} if uploaded is None else {t("Draft ({period})", period=uploaded.period.name): uploaded}
    for one in systems.versions(stores.store()):
        named[
            t("{period}, version {version}, {day}", period=period_name(one.period), version=one.version, day=one.day)
        ] = one.system
    return named


class Compared(NamedTuple):
    """Which versions are compared at first, by their places in a list."""

    old: int
    new: int


def compared(systems: Sequence[IndicatorSystem], chosen: str | None) -> Compared:
    """A draft, else the chosen period's version, beside the one before: of its own period, or of one of its kind.

    Args:
        systems: of `versions`, at least two.
    """
    places = range(len(systems))
    new = 0 if draft() is not None else next((n for n in places if systems[n].period.id == chosen), 0)
    now = systems[new].period.id
    wanted = [now, *to_compare_with(dict.fromkeys(one.period.id for one in systems), now)]
    older = [n for period in wanted for n in places if n != new and systems[n].period.id == period]
    before = [n for n in older if n > new or systems[n].period.id != now]
    return Compared(next(iter([*before, *older]), 1 - min(new, 1)), new)


def group_in(system: IndicatorSystem) -> str | None:
    """The chosen group, where the system has it."""
    chosen = group()
    return chosen if chosen in system.groups else None
