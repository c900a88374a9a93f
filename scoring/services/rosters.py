"""The units of a period: their list read from a file, compared with the one there is, and taken over."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pandas as pd

from scoring.access import Actor
from scoring.facts import UNIT_COLUMNS
from scoring.problems import Problem
from scoring.reports.worksheet import Column, add_table, new_workbook
from scoring.services.meanwhile import who
from scoring.store import PeriodFull, Store
from scoring.system import IndicatorSystem
from scoring.words import Lang, gettext
from scoring.workbook import read_roster
from scoring.workbook.headwords import heading

CHANGES = ("leaves", "new", "changed", "same")
_WIDTHS = {"unit": 14, "name": 36, "group": 20}  # characters
DIFFERENCE_COLUMNS = [*UNIT_COLUMNS, "change", "name_before", "group_before", "has_report"]


def read(store: Store, period: str, name: str, content: bytes) -> tuple[pd.DataFrame, list[Problem]]:
    """The units that a file lists (UNIT_COLUMNS), and every mistake in it. Raises UnknownPeriod."""
    return read_roster(name, content, store.system(period))


def difference(store: Store, period: str, units: pd.DataFrame) -> pd.DataFrame:
    """What a list (UNIT_COLUMNS) says otherwise than the period's own.

    Returns:
        DIFFERENCE_COLUMNS, a row for each unit of either list, by `change` in the order of CHANGES (`leaves`: the new
        list does not name it), then in the order of the lists; `has_report`: a report of it counts now.
    """
    before = store.roster(period).rename(columns={"name": "name_before", "group": "group_before"})
    both = units[UNIT_COLUMNS].merge(before, on="unit", how="outer", indicator="side")
    words = both.fillna({column: "" for column in both.columns if column != "side"})
    is_same = (words["name"] == words["name_before"]) & (words["group"] == words["group_before"])
    change = words["side"].astype(str).map({"left_only": "new", "right_only": "leaves", "both": "changed"})
    change = change.mask(is_same & (change == "changed"), "same")
    place = {unit: n for n, unit in enumerate(dict.fromkeys([*units["unit"], *before["unit"]]))}
    found = words.assign(
        change=change,
        has_report=words["unit"].isin(store.submitted(period)),
        by=change.map(CHANGES.index),
        place=words["unit"].map(place),
    )
    return found.sort_values(["by", "place"])[DIFFERENCE_COLUMNS].reset_index(drop=True)


def add(
    store: Store,
    period: str,
    units: pd.DataFrame,
    actor: Actor,
    leaving: Sequence[str] = (),
    seen: int | None = None,
) -> list[Problem]:
    """Add units (UNIT_COLUMNS) to a period; known ones get the new name and group. Raises UnknownPeriod.

    Args:
        leaving: the codes of units that leave the list; their reports count no longer.
        seen: the version of the store at which the person looked at what the list changes.

    Returns:
        Why the list was not taken over: somebody has changed what it was compared with, or the units are too many.
    """
    actor.must("add_units")
    try:
        changed_by = store.add_units(period, units, actor.name, leaving, seen)
    except PeriodFull as full:
        return [Problem("list_overfills", full.problem.params)]
    return [] if changed_by is None else [Problem("list_moved", {"by": who(store, changed_by)})]


def example(system: IndicatorSystem, units: pd.DataFrame, lang: Lang) -> bytes:
    """A list of units as an .xlsx to be filled in: the units there are, else one made-up unit for each group."""
    titles = {group: one.title.get(lang) for group, one in system.groups.items()}
    if units.empty:
        made_up = [
            (f"U{number:02}", gettext(lang, "Unit {number}", number=number), group)
            for number, group in enumerate(system.groups, start=1)
        ]
        units = pd.DataFrame(made_up, columns=UNIT_COLUMNS)
    target = io.BytesIO()
    workbook = new_workbook(target)
    columns = [Column(key, heading(key).get(lang), "text", width) for key, width in _WIDTHS.items()]
    add_table(workbook, gettext(lang, "Units"), units.assign(group=units["group"].replace(titles)), columns)
    workbook.close()
    return target.getvalue()
