"""Other numbers in the system, tried before anything is decided.

Tested in tests/pages/test_system.py.
"""

from __future__ import annotations

import datetime as dt

import streamlit as st

from scoring.analysis import what_if, what_if_words
from scoring.period import period_name
from scoring.problems import SystemError_
from scoring.rules.parameters import Value
from scoring.system import IndicatorSystem
from scoring.words import capitalised, visible
from ui.frame import stores
from ui.frame.choices import choice, in_url, put_in_url
from ui.frame.language import lang, t, tn
from ui.frame.markdown import escape
from ui.system import effect

_KEPT = "system_tried"
_KEY = "if"
_WHOLE = "-"  # in the link, for what holds outside the indicators


def show(period: str, system: IndicatorSystem) -> None:
    """Change numbers and see who moves; nothing is stored."""
    before = stores.sheet(period, system=system)
    if before is None:
        st.info(t("No unit has reported for {period} yet.", period=period_name(period)), icon=":material/inbox:")
        return
    st.caption(t("Nothing here is stored. The link to this page holds the changes."))
    changes = _changes(system)
    with st.container(border=True):
        is_refused = _add(system, changes)
    if not changes:
        return
    _list(system, changes)
    if is_refused:  # what follows would look like its effect
        return
    try:
        changed = what_if.with_changes(system, changes)
    except SystemError_ as bad:
        _show_mistakes(system, changes, bad)
        return
    _warnings(system, changed)
    after = stores.sheet(period, system=changed)
    if after is not None:
        effect.show(period, before, after, "try")


def _warnings(system: IndicatorSystem, changed: IndicatorSystem) -> None:
    """What is odd about the system as it is tried, and was not so before."""
    before = {warning.message(lang()) for warning in system.warnings}
    for warning in changed.warnings:
        if warning.message(lang()) not in before:
            st.caption(escape(warning.message(lang())))
    for item in what_if.turned_round(system, changed):
        title = system.items[item].title.get(lang())
        st.warning(
            escape(t("{item} '{title}': the rule is turned round, what was better is worse.", item=item, title=title))
        )
    for item in what_if.out_of_proportion(system, changed):
        st.warning(
            escape(
                t(
                    "{item} '{title}': what is taken off does not change with the marks, so a unit that falls short "
                    "loses a different share of them than before.",
                    item=item,
                    title=system.items[item].title.get(lang()),
                )
            )
        )


def _changes(system: IndicatorSystem) -> list[what_if.Change]:
    """The changes of the link, or of an earlier visit in this session."""
    link = in_url(_KEY, st.session_state.get(_KEPT, ""))
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


def _keep(changes: list[what_if.Change]) -> None:
    link = what_if.as_link(changes)
    st.session_state[_KEPT] = link
    put_in_url(_KEY, link)
    st.rerun()


def _add(system: IndicatorSystem, changes: list[what_if.Change]) -> bool:
    """Choose a number and give it another value; whether it was refused just now."""
    whole = t("Grades, caps and groups") if system.grades else t("Caps and groups")
    items = {_WHOLE: whole} | {n: f"{n} {i.title.get(lang())}" for n, i in system.items.items()}
    left, middle, right = st.columns([3, 2, 2], vertical_alignment="bottom")
    first = next(iter(system.items))
    with left:
        item = choice(t("Indicator"), list(items), "indicator", default=first, label_of=items.__getitem__)
    item = "" if item == _WHOLE or item is None else item
    known = {setting.name: setting for setting in what_if.settings(system, item)}
    with middle:
        labels = {
            name: capitalised(what_if_words.setting_words(system, setting, lang())) for name, setting in known.items()
        }
        # A browser keeps the words of what is chosen: each language needs a key of its own.
        key, names = f"try_setting_{lang()}", {name: visible(words) for name, words in labels.items()}
        name = st.selectbox(t("What to change"), list(known), format_func=lambda n: names.get(n, n), key=key)
    if name not in known:
        return False
    with right:
        value = _field(known[name])
    st.caption(escape(system.rule_text(system.items[item], lang())) if item else "")
    new = [what_if.Change(name, value)] if value is not None and value != known[name].value else []
    if new:
        new += _alongside(system, new[0])
        new += _in_proportion(system, new)
    return st.button(t("Try it"), key="try_add", type="primary", disabled=not new) and _is_refused(system, changes, new)


def _alongside(system: IndicatorSystem, change: what_if.Change) -> list[what_if.Change]:
    """The marks of the others, where only one of several of equal worth is taken."""
    more = what_if.alongside(system, change)
    if more:
        words = "; ".join(what_if_words.change_words(system, one, lang()) for one in more)
        st.caption(escape(t("Only one of several is taken, so their marks change together: {changes}", changes=words)))
    return more


def _in_proportion(system: IndicatorSystem, changes: list[what_if.Change]) -> list[what_if.Change]:
    """What rules take off, changed with the marks if that is wished."""
    more = [one for change in changes for one in what_if.in_proportion(system, change)]
    if not more:
        return []
    words = "; ".join(what_if_words.change_words(system, one, lang()) for one in more)
    offer = t("Change what is taken off in proportion: {changes}", changes=words)
    is_wished = st.checkbox(escape(offer), True, key="try_scale")
    return more if is_wished else []


def _field(setting: what_if.Setting) -> Value | None:
    key, label = f"try_value_{setting.name}", t("New value")
    if isinstance(setting.value, dt.date):
        return st.date_input(label, setting.value, key=key, format="YYYY-MM-DD")
    if setting.whole:
        return st.number_input(label, value=int(setting.value or 0), step=1, key=key)
    now = None if setting.value is None else float(setting.value)
    return st.number_input(label, value=now, step=0.1, format="%g", key=key)


def _is_refused(system: IndicatorSystem, changes: list[what_if.Change], new: list[what_if.Change]) -> bool:
    """Add changes to the list, if the system can be read with them; whether it cannot."""
    names = {change.name for change in new}
    later = [change for change in changes if change.name not in names] + new
    if len(later) > what_if.MOST_CHANGES:
        st.error(t("At most {count} changes at a time.", count=what_if.MOST_CHANGES))
        return True
    try:
        what_if.with_changes(system, later)
    except SystemError_ as bad:
        _show_mistakes(system, later, bad)
        return True
    _keep(later)
    return False


def _show_mistakes(system: IndicatorSystem, changes: list[what_if.Change], bad: SystemError_) -> None:
    for sentence in what_if_words.mistakes(system, changes, bad, lang()):
        st.error(escape(sentence))


def _list(system: IndicatorSystem, changes: list[what_if.Change]) -> None:
    for place, change in enumerate(changes):
        words, button = st.columns([8, 1], vertical_alignment="center")
        words.markdown(escape(what_if_words.change_words(system, change, lang())))
        if button.button(t("Remove"), key=f"try_remove_{place}"):
            _keep([*changes[:place], *changes[place + 1 :]])
    if st.button(t("Undo all changes"), key="try_reset", icon=":material/restart_alt:"):
        _keep([])
