"""Other numbers in the system, tried before anything is decided.

Tested in tests/pages/test_system.py.
"""

from __future__ import annotations

import datetime as dt

import streamlit as st

from scoring.analysis import what_if
from scoring.problems import SystemError_
from scoring.rules.parameters import Value
from scoring.system import IndicatorSystem
from ui.components.markdown import escape
from ui.frame import stores
from ui.frame.choices import choice, in_url, put_in_url
from ui.frame.language import lang, t, tn
from ui.system import effect

_TRIED = "system_tried"
_KEY = "if"
_WHOLE = "-"  # in the link, for what holds outside the indicators


def show(year: int, system: IndicatorSystem) -> None:
    """Change numbers and see who moves; nothing is stored."""
    before = stores.sheet(year, system=system)
    if before is None:
        st.info(t("No unit has reported for {year} yet.", year=year), icon=":material/inbox:")
        return
    st.caption(t("Nothing here is stored. The link to this page holds the changes."))
    changes = _changes(system)
    with st.container(border=True):
        _add(system, changes)
    if not changes:
        return
    _list(system, changes)
    try:
        changed = what_if.with_changes(system, changes)
    except SystemError_ as bad:
        _show_mistakes(bad)
        return
    for warning in changed.warnings:
        st.caption(escape(warning.message(lang())))
    after = stores.sheet(year, system=changed)
    if after is not None:
        effect.show(before, after, "try")


def _changes(system: IndicatorSystem) -> list[what_if.Tried]:
    """The changes of the link, or of an earlier visit in this session."""
    link = in_url(_KEY, st.session_state.get(_TRIED, ""))
    changes = what_if.from_link(system, link)
    if missing := what_if.left_out(link, changes):
        st.warning(
            tn(
                "One change of the link does not fit this file and is left out.",
                "{count} changes of the link do not fit this file and are left out.",
                missing,
            )
        )
    return changes


def _keep(changes: list[what_if.Tried]) -> None:
    link = what_if.as_link(changes)
    st.session_state[_TRIED] = link
    put_in_url(_KEY, link)
    st.rerun()


def _add(system: IndicatorSystem, changes: list[what_if.Tried]) -> None:
    items = {_WHOLE: t("Grades, caps and groups")} | {n: f"{n} {i.title.get(lang())}" for n, i in system.items.items()}
    left, middle, right = st.columns([3, 2, 2], vertical_alignment="bottom")
    first = next(iter(system.items))
    with left:
        item = choice(t("Indicator"), list(items), "indicator", default=first, label_of=items.__getitem__)
    item = "" if item == _WHOLE or item is None else item
    known = {knob.name: knob for knob in what_if.knobs(system, item)}
    with middle:
        labels = {name: _capital(what_if.knob_words(system, knob, lang())) for name, knob in known.items()}
        # A browser keeps the words of what is chosen: each language needs a key of its own.
        key = f"try_knob_{lang()}"
        name = st.selectbox(t("What to change"), list(known), format_func=lambda n: labels.get(n, n), key=key)
    if name not in known:
        return
    with right:
        value = _field(known[name])
    st.caption(escape(system.rule_text(system.items[item], lang())) if item else "")
    if st.button(t("Try it"), key="try_add", type="primary", disabled=value is None or value == known[name].value):
        _take(system, changes, what_if.Tried(name, value if value is not None else 0.0))


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _field(knob: what_if.Knob) -> Value | None:
    key, label = f"try_value_{knob.name}", t("New value")
    if isinstance(knob.value, dt.date):
        return st.date_input(label, knob.value, key=key, format="YYYY-MM-DD")
    if knob.whole:
        return st.number_input(label, value=int(knob.value or 0), step=1, key=key)
    now = None if knob.value is None else float(knob.value)
    return st.number_input(label, value=now, step=0.1, format="%g", key=key)


def _take(system: IndicatorSystem, changes: list[what_if.Tried], new: what_if.Tried) -> None:
    """Add a change to the list, if the system can be read with it."""
    later = [change for change in changes if change.name != new.name] + [new]
    if len(later) > what_if.MOST_CHANGES:
        st.error(t("At most {count} changes at a time.", count=what_if.MOST_CHANGES))
        return
    try:
        what_if.with_changes(system, later)
    except SystemError_ as bad:
        _show_mistakes(bad)
        return
    _keep(later)


def _show_mistakes(bad: SystemError_) -> None:
    for problem in bad.problems:
        st.error(escape(f"{problem.message(lang())} {problem.hint(lang())}"))


def _list(system: IndicatorSystem, changes: list[what_if.Tried]) -> None:
    for place, change in enumerate(changes):
        words, button = st.columns([8, 1], vertical_alignment="center")
        words.markdown(escape(what_if.tried_words(system, change, lang())))
        if button.button(t("Remove"), key=f"try_remove_{place}"):
            _keep([*changes[:place], *changes[place + 1 :]])
    if st.button(t("Undo all changes"), key="try_reset", icon=":material/restart_alt:"):
        _keep([])
