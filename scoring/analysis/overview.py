"""A whole period at a glance."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd

from scoring.analysis.common import Bools, comparable, members, scores_of_both
from scoring.analysis.gaps import Gap, widest
from scoring.analysis.trend import mean_rates
from scoring.engine import ScoreSheet
from scoring.numbers import without_noise
from scoring.period import name_beside
from scoring.words import Lang, Text, gettext, joined


@dataclass(frozen=True)
class Overview:
    """A period's result, of all units or of one group.

    Scores, means and changes are in points; NaN where there is nothing to tell.

    Attributes:
        submitted: units that reported; expected: those and the ones still missing.
        missing: names of the units that have not reported.
        mean, median, highest, lowest, spread: of the units that have a score; spread is
            highest - lowest.
        first, last: names of the units with the highest and the lowest score (several where equal).
        compared_with: what the earlier period is called beside this one; None without one.
        compared_units: how many units have a score in both periods, the basis of both changes.
        mean_change, spread_change: this period minus the earlier one, over those units.
        grades: group, group_title, grade, grade_title, units - a row per group and
            grade, best first; a last grade '' where units have none.
        vetoed: unit, name, vetoes (titles) - a row per unit with a veto.
        sections: section, title, rate, previous - mean rates (0..1) over the units of each period.
        gaps: the indicators on which most marks are lost.
    """

    submitted: int
    expected: int
    missing: tuple[str, ...]
    mean: float
    median: float
    highest: float
    lowest: float
    spread: float
    first: tuple[str, ...]
    last: tuple[str, ...]
    compared_with: Text | None
    compared_units: int
    mean_change: float
    spread_change: float
    grades: pd.DataFrame
    vetoed: pd.DataFrame
    sections: pd.DataFrame
    gaps: list[Gap]


def overview(
    sheet: ScoreSheet,
    previous: ScoreSheet | None,
    missing: pd.DataFrame,
    group: str | None = None,
    lang: Lang = "zh",
) -> Overview:
    """The period at a glance.

    Args:
        previous: the period before, if there is one.
        missing: UNIT_COLUMNS of the units that have not reported.
        group: a group's id, or None for all units.
    """
    who = members(sheet, group)
    absent = missing if group is None else missing[missing["group"] == group]
    scores = pd.Series(sheet.total_arrays.score[who], index=sheet.units["name"][who])
    highest, lowest = scores.max(), scores.min()
    both = _both(sheet, previous, who)
    return Overview(
        submitted=int(who.sum()),
        expected=int(who.sum()) + len(absent),
        missing=tuple(absent["name"]),
        mean=float(scores.mean()),
        median=float(scores.median()),
        highest=float(highest),
        lowest=float(lowest),
        spread=float(without_noise(highest - lowest, sheet.system.scale)),
        first=tuple(scores.index[scores == highest]),
        last=tuple(scores.index[scores == lowest]),
        compared_with=None if previous is None else name_beside(previous.system.period.id, sheet.system.period.id),
        compared_units=len(both),
        mean_change=float((both["now"] - both["before"]).mean()),
        spread_change=float(_range(both["now"]) - _range(both["before"])),
        grades=_grades(sheet, who, lang),
        vetoed=_vetoed(sheet, who, lang),
        sections=_sections(sheet, previous, group, lang),
        gaps=widest(sheet, group, lang),
    )


def _both(sheet: ScoreSheet, previous: ScoreSheet | None, who: Bools) -> pd.DataFrame:
    if previous is None or not comparable(sheet, previous):
        return pd.DataFrame({"now": [], "before": []}, dtype=float)
    return scores_of_both(sheet, previous, who)


def _range(scores: pd.Series) -> float:
    return float(scores.max() - scores.min())


def _grades(sheet: ScoreSheet, who: Bools, lang: Lang) -> pd.DataFrame:
    system = sheet.system
    held = sheet.totals[who]
    counts = held.groupby(["group", "grade"]).size()
    grades = [g.id for g in system.grades] + ([""] if (held["grade"] == "").any() else [])
    titles = {g.id: g.title.get(lang) for g in system.grades} | {"": gettext(lang, "No grade")}
    groups = [g for g in system.groups if (held["group"] == g).any()]
    rows = [
        (g, system.groups[g].title.get(lang), grade, titles[grade], int(counts.get((g, grade), 0)))
        for g in groups
        for grade in grades
    ]
    return pd.DataFrame(rows, columns=["group", "group_title", "grade", "grade_title", "units"])


def _vetoed(sheet: ScoreSheet, who: Bools, lang: Lang) -> pd.DataFrame:
    titles = {a.id: a.title.get(lang) for a in sheet.system.adjustments}
    totals = sheet.totals[who]
    vetoed = totals.loc[totals["vetoes"].map(len) > 0, ["unit", "name", "vetoes"]]
    return vetoed.assign(vetoes=[joined((titles[v] for v in ids), lang) for ids in vetoed["vetoes"]])


def _sections(sheet: ScoreSheet, previous: ScoreSheet | None, group: str | None, lang: Lang) -> pd.DataFrame:
    before = {} if previous is None else mean_rates(previous, group)
    now = mean_rates(sheet, group)
    rows = [(s.id, s.title.get(lang), now[s.id], before.get(s.id, np.nan)) for s in sheet.system.sections]
    return pd.DataFrame(rows, columns=["section", "title", "rate", "previous"])
