"""An earlier period's facts under another system.

Tested in tests/pages/test_system.py.
"""

from __future__ import annotations

import pandas as pd
import streamlit as st

from scoring.analysis.back_test import REASONS, BackTest, LeftOut, back_test
from scoring.period import Period, to_compare_with
from scoring.services import scores
from scoring.system import IndicatorSystem
from scoring.words import joined
from ui.components.downloads import download_table
from ui.components.tables import table
from ui.frame import stores
from ui.frame.choices import choice
from ui.frame.language import lang, t, tn
from ui.frame.markdown import escape
from ui.frame.periods import words_of
from ui.system import effect


def show(system: IndicatorSystem) -> None:
    """The whole view: the facts of a period that has any under the chosen file."""
    kind = system.period.kind
    with_facts = [p for p in stores.periods() if Period.of(p).kind == kind and stores.sheet(p) is not None]
    if not with_facts:
        st.info(t("No period has reports yet."), icon=":material/inbox:")
        return
    names = {one: words_of(one) for one in with_facts}
    default = next(iter(to_compare_with(with_facts, system.period.id)), with_facts[0])
    period = choice(t("Facts of"), with_facts, "facts", default=default, label_of=names.__getitem__) or default
    title = escape(system.title.get(lang()))
    st.caption(
        t(
            "The facts of {facts} under “{title}” of {period}.",
            facts=escape(names[period]),
            title=title,
            period=escape(words_of(system.period.id)),
        )
    )
    before, units = stores.system(period), scores.units_with_report(stores.store(), period)
    facts = scores.facts(stores.store(), period, before, units)
    listed = scores.listed_units(stores.store(), period)
    result = back_test(before, system, units, facts, listed)
    if result is None:
        st.warning(t("The two files have no indicator or no group in common, so nothing can be compared."))
        return
    _differences(result)
    effect.show(period, result.before, result.after, "back")


def _differences(result: BackTest) -> None:
    """What is not compared, or compared with other dates."""
    if result.shifted:
        st.caption(
            tn(
                "The deadline of one indicator was moved to the period of the facts.",
                "Deadlines of {count} indicators were moved to the period of the facts.",
                len(result.shifted),
            )
        )
    if result.units_left_out:
        units = escape(joined(result.units_left_out, lang()))
        st.warning(t("Left out, because the file has no group for them: {units}.", units=units))
    if result.left_out:
        _left_out(result.left_out)
    else:
        st.success(t("Every item is in both files."), icon=":material/check:")


def _left_out(items: tuple[LeftOut, ...]) -> None:
    sentence = tn(
        "One item cannot be compared and was left out of both sides.",
        "{count} items cannot be compared and were left out of both sides.",
        len(items),
    )
    st.warning(sentence)
    rows = [(i.id, i.title.get(lang()), REASONS[i.reason].get(lang())) for i in items]
    frame = pd.DataFrame(rows, columns=["indicator", "title", "reason"])
    table(frame, "back_left_out", alt=sentence)
    download_table(t("Download this table"), frame, "left_out.csv", "back_left_out_csv")
