"""报送 as a filling unit has it: its own workbook out, back in, and what is wrong with it.

Tested in tests/pages/test_roles.py.
"""

from __future__ import annotations

import streamlit as st

from scoring.facts import UNIT_COLUMNS
from ui.frame import stores
from ui.frame.language import t
from ui.frame.markdown import escape
from ui.frame.periods import words_of
from ui.intake.outcomes import batch_results
from ui.intake.submissions import submission_list
from ui.intake.templates import one_units
from ui.intake.uploading import upload


def own_unit(period: str, units: frozenset[str]) -> None:
    """What the person of some units, who sees no others, does here."""
    listed = stores.store().units(period)
    own = listed[listed["unit"].isin(units)]
    if own.empty:
        st.info(t("Your unit is not in {period}.", period=escape(words_of(period))), icon=":material/inbox:")
        return
    out, back = st.columns([2, 3])
    with out.container(border=True, height="stretch"):
        _template(period, tuple(own[UNIT_COLUMNS].iloc[0]))
    with back.container(border=True, height="stretch"):
        upload(period)
    batch_results(period)
    st.subheader(t("Received files"), anchor=False)
    submission_list(period)


def _template(period: str, unit: tuple[str, str, str]) -> None:
    st.subheader(t("Your workbook"), anchor=False)
    st.caption(t("Fill in its yellow cells, save it, and bring it back here."))
    one_units(stores.system(period), unit, "template_own", type="primary")
