"""The parts of 单位: the choice of a unit, its charts, and what stands there for one that has not reported.

Tested in tests/pages/test_unit.py.
"""

from __future__ import annotations

import streamlit as st

from scoring.period import period_name
from ui.components import formats, print_view
from ui.components.charts import show_chart
from ui.components.navigation import go_to
from ui.components.page_header import page_header
from ui.frame.actor import actor
from ui.frame.choices import choice
from ui.frame.language import t
from ui.frame.markdown import escape
from ui.frame.periods import words_of
from ui.frame.view_key import ViewKey
from ui.unit.view import UnitView


def choose_unit(key: ViewKey) -> str | None:
    """The unit looked at: any that the viewer may see, also one that has not reported; None if the period has none."""
    missing = dict(zip(key.missing["unit"], key.missing["name"], strict=True))
    labels = {code: f"{name}  {code}" for code, name in formats.units_by_code(key.sheet).items()}
    labels |= {code: f"{name}  {code}  {t('not reported')}" for code, name in missing.items()}
    seen = [code for code in labels if key.scope.holds(code)]
    return choice(t("Unit"), seen, "unit", label_of=labels.__getitem__, in_every_link=True)


def not_in_period(key: ViewKey) -> None:
    """What stands there for a viewer none of whose units is in the period."""
    st.info(t("Your unit is not in {period}.", period=escape(words_of(key.period))), icon=":material/inbox:")


def charts(view: UnitView, on_paper: bool) -> None:
    """The charts in cards, two beside each other."""
    for at in range(0, len(view.charts), 2):
        two = view.charts[at : at + 2]
        cards = print_view.pair(on_paper) if len(two) == 2 else (st.container(border=True),)
        for card, one in zip(cards, two, strict=True):
            with card:
                show_chart(one)


def later_charts(view: UnitView) -> None:
    """The charts that stand further down, each in a card."""
    for one in view.later_charts:
        with st.container(border=True):
            show_chart(one)


def no_report(key: ViewKey, unit: str) -> None:
    """What stands on the page of a unit that has not reported."""
    name, period = str(key.missing.set_index("unit")["name"][unit]), key.period
    page_header(name, f"{words_of(period)}  {unit}")
    st.info(
        t("{unit} has not reported for {period} yet.", unit=escape(name), period=period_name(period)),
        icon=":material/inbox:",
    )
    if "intake" in actor().pages and st.button(t("Go to intake"), key="unit_intake", type="primary"):
        go_to("intake")
