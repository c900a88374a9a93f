"""Downloads of the workbook that units fill in: a blank one, one unit's, or all of them zipped.

Tested in tests/services/test_templates.py.
"""

from __future__ import annotations

import pandas as pd
import streamlit as st

from scoring.facts import UNIT_COLUMNS
from scoring.services.exports import Export, is_large
from scoring.services.templates import template_name, zip_of_templates
from scoring.system import IndicatorSystem
from scoring.words import Lang, visible
from scoring.workbook import template_workbook
from ui.components.downloads import XLSX, ZIP, download
from ui.components.exports import offer_export
from ui.frame import stores
from ui.frame.language import lang, t, tn
from ui.frame.markdown import escape


def template_downloads(period: str) -> None:
    """The block that hands out workbooks; each is made when it is clicked."""
    st.subheader(t("2. Hand out the workbooks"), anchor=False)
    st.caption(t("Made from the indicator system; each already holds its unit's code, name and group."))
    system, units, spoken = stores.system(period), stores.store().units(period), lang()
    if len(units):
        _for_units(system, units, spoken)
    blank = f"template_{period}.xlsx"
    download(
        t("A blank workbook"),
        lambda: template_workbook(system, lang=spoken),
        blank,
        "template_blank",
        XLSX,
        width="stretch",
    )


def _all(system: IndicatorSystem, units: pd.DataFrame, spoken: Lang) -> None:
    """Everybody's workbook; where they are many, made aside."""
    text = tn("The workbook of the only unit (zip)", "All {count:,} workbooks (zip)", len(units))
    name, settings = f"templates_{system.period.id}.zip", {"type": "primary", "width": "stretch"}
    if is_large(system, len(units)):
        asked = Export("templates", stores.store().url, stores.store_state().version, system.period.id, spoken)
        offer_export(text, asked, name, "template_all", ZIP, **settings)
    else:
        download(text, lambda: zip_of_templates(system, units, spoken), name, "template_all", ZIP, **settings)


def _for_units(system: IndicatorSystem, units: pd.DataFrame, spoken: Lang) -> None:
    _all(system, units, spoken)
    rows = {row[0]: row for row in units[UNIT_COLUMNS].itertuples(index=False, name=None)}
    unit = st.selectbox(
        t("One unit"), list(rows), format_func=lambda code: visible(f"{code} {rows[code][1]}"), key="template_unit"
    )
    one_units(system, rows[unit], "template_one")


def one_units(system: IndicatorSystem, unit: tuple[str, str, str], key: str, **settings: str) -> None:
    """The download of one unit's workbook.

    Args:
        unit: its code, name and group.
    """
    spoken = lang()  # what is made at a click knows no session
    download(
        t("The workbook of {unit}", unit=escape(unit[1])),
        lambda: template_workbook(system, unit, spoken),
        template_name(system, unit[0]),
        key,
        XLSX,
        width="stretch",
        **settings,
    )
