"""What administrators bring: the indicator system of a period, and the list of its units."""

from __future__ import annotations

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from scoring.errors import Problem, SystemError_, has_errors
from scoring.system import DEFAULT_SYSTEM, IndicatorSystem, load_system_text
from scoring.workbook import read_roster
from ui import parts, person, state
from ui.sample import ROOT
from ui.texts import lang, t


def system_upload(key: str) -> None:
    """Take an indicators.yaml: every mistake by line and column, or a new (or changed) period."""
    st.download_button(
        t("Download an example to change"),
        (ROOT / DEFAULT_SYSTEM).read_bytes(),
        DEFAULT_SYSTEM,
        "text/yaml",
        key=f"{key}_example",
        on_click="ignore",
        icon=":material/download:",
    )
    given = st.file_uploader(t("Indicator system (indicators.yaml)"), ["yaml", "yml"], key=f"{key}_file")
    if given is None:
        return
    try:
        system = read_system(given.name, given.getvalue())
    except SystemError_ as bad:
        st.error(t("The file has {count} mistakes and was not taken over.", count=len(bad.problems)))
        parts.problems_table(bad.problems, f"{key}_problems")
        return
    offer(system, key)


def read_system(name: str, content: bytes) -> IndicatorSystem:
    """An uploaded indicators.yaml. Raises SystemError_ with every mistake."""
    try:
        source = content.decode("utf-8-sig")
    except UnicodeDecodeError as bad:
        line = content[: bad.start].count(b"\n") + 1
        raise SystemError_([Problem("yaml_not_text", file=name, line=line, column=1)]) from None
    return load_system_text(source, name)


def offer(system: IndicatorSystem, key: str, ready: bool = True) -> None:
    """Say what the file holds, and create (or change) its period on a click.

    Args:
        ready: whether the button can be pressed; a page may ask for more first.
    """
    parts.problems_table(system.warnings, f"{key}_warnings")
    st.write(
        t(
            "{title}, {year}: {sections} sections, {indicators} indicators, {groups} groups. No mistakes.",
            title=parts.escape(system.title.get(lang())),
            year=system.year,
            sections=len(system.sections),
            indicators=len(system.indicators),
            groups=len(system.groups),
        )
    )
    known = system.year in state.store().periods()
    if known and state.store().system(system.year).digest == system.digest:
        st.success(t("This is the system that {year} uses already.", year=system.year))
        return
    homeless = _without_group(system) if known else []
    if homeless:
        st.error(
            t(
                "The file lacks groups that units of {year} belong to: {groups}.",
                year=system.year,
                groups=", ".join(homeless),
            )
        )
        return
    if known:
        st.warning(t("{year} has a system already. Taking over this one scores its reports anew.", year=system.year))
    label = (
        t("Change the system of {year}", year=system.year) if known else t("Create the period {year}", year=system.year)
    )
    if st.button(label, type="primary", key=f"{key}_save", disabled=not ready):
        state.store().add_system(system, person.name())
        st.rerun()


def _without_group(system: IndicatorSystem) -> list[str]:
    """Groups that units of the period belong to and the system does not have."""
    return sorted(set(state.store().units(system.year)["group"]) - set(system.groups))


def roster_upload(year: int, key: str) -> None:
    """Take a units.csv for a period: every mistake by row, or the list as read and a button that keeps it."""
    st.caption(t("A CSV with the columns 单位编码, 单位名称, 单位分组; a group's name or id will do."))
    given = st.file_uploader(t("List of units (units.csv)"), "csv", key=f"{key}_file")
    if given is not None:
        _take_roster(given, year, key)


def _take_roster(given: UploadedFile, year: int, key: str) -> None:
    units, problems = read_roster(given.name, given.getvalue(), state.store().system(year))
    parts.problems_table(problems, f"{key}_problems")
    if has_errors(problems):
        st.error(t("The list of units has mistakes and was not taken over."))
        return
    parts.table(units, f"{key}_units", height=240)
    if st.button(
        t("Keep these {count} units for {year}", count=len(units), year=year), type="primary", key=f"{key}_save"
    ):
        state.store().add_units(year, units, person.name())
        st.rerun()
