"""What each part weighs on paper (its share of the marks) and what it decides (its share of the spread).

The total is a sum of what each indicator brings, so its variance splits into cov(x_i, total) / var(total),
which add up to 1: the natural decomposition of Shorrocks, A. F. (1982), Inequality decomposition by factor
components, Econometrica 50(1), 193-211. That nominal weights and importance differ, and why it matters:
Paruolo, P., Saisana, M. & Saltelli, A. (2013), Ratings and rankings: voodoo or science?, Journal of the
Royal Statistical Society A 176(3), 609-634.

Tested in tests/analysis/test_lint.py.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

from scoring.analysis.common import Bools, members
from scoring.engine import ScoreSheet
from scoring.numbers import Floats
from scoring.system import IndicatorSystem, Measure, Section
from scoring.words import Lang, gettext

LEAST_UNITS = 10  # fewer tell nothing of a share
ADJUSTMENTS = ""  # stands for bonus and deduction among the sections
SHARE_COLUMNS = ["id", "title", "marks_share", "variance_share", "gap"]


def contributions(sheet: ScoreSheet) -> Floats:
    """What each indicator brings to each unit's base, in points, shape (indicators, units).

    They add up to the base before rounding, without what units start with and what adjustments do in a part. NaN
    for a unit without a score.
    """
    return sheet.base_parts.brought()


def possible(sheet: ScoreSheet) -> bool:
    """Whether the total is a sum of its parts at all (it is not when sections are multiplied)."""
    return sheet.system.aggregation == "sum"


def measured(sheet: ScoreSheet, group: str | None = None) -> Bools:
    """The group's units that have a score, over which the shares are taken, shape (units,)."""
    return members(sheet, group) & ~np.isnan(sheet.total_arrays.score)


def section_shares(sheet: ScoreSheet, group: str | None = None, lang: Lang = "zh") -> pd.DataFrame:
    """Shares by section, and what bonuses and deductions take, in the file's order.

    Args:
        group: a group's id; None for all units.

    Returns:
        SHARE_COLUMNS: `id` '' for bonuses and deductions, which have no marks; both shares 0..1 over
        all rows (a variance share can be negative); `gap` = variance_share - marks_share. Without
        rows where the total does not vary, or is no sum.
    """
    system = sheet.system
    section_of = np.array([p.section.id for p in system.placed])
    titles = {s.id: s.title.get(lang) for s in system.sections}
    return _shares(sheet, group, section_of, titles, gettext(lang, "Bonuses and deductions"))


def indicator_shares(sheet: ScoreSheet, group: str | None = None, lang: Lang = "zh") -> pd.DataFrame:
    """Shares by indicator: see `section_shares`."""
    titles = {name: i.title.get(lang) for name, i in sheet.system.indicators.items()}
    return _shares(sheet, group, np.array(list(titles)), titles, gettext(lang, "Bonuses and deductions"))


def _shares(
    sheet: ScoreSheet, group: str | None, part_of: np.ndarray, titles: dict[str, str], outside: str
) -> pd.DataFrame:
    who = measured(sheet, group)
    empty = pd.DataFrame(columns=SHARE_COLUMNS)
    if not possible(sheet) or who.sum() < 2:
        return empty
    brought, marks = contributions(sheet)[:, who], _nominal(sheet)[:, who].mean(axis=1)
    totals = sheet.total_arrays
    adjusted = (totals.bonus - totals.deduction)[who]
    if sheet.base_parts.points:
        adjusted = adjusted + (sheet.base_parts.base()[who] - sheet.system.start - brought.sum(axis=0))
    rows = [*(brought[part_of == name].sum(axis=0) for name in titles), adjusted]
    variance = _variance_shares(np.stack(rows))
    if variance is None:
        return empty
    weight = [*(float(marks[part_of == name].sum()) for name in titles), 0.0]
    frame = pd.DataFrame({"id": [*titles, ADJUSTMENTS], "title": [*titles.values(), outside]})
    frame["marks_share"], frame["variance_share"] = weight, variance
    frame["gap"] = frame["variance_share"] - frame["marks_share"]
    acts = bool(np.any(adjusted != 0))
    return frame if acts else frame[frame["id"] != ADJUSTMENTS].reset_index(drop=True)


def _variance_shares(parts: Floats) -> Floats | None:
    """cov(x_i, total) / var(total) of each row of (parts, units); None where the total does not vary."""
    total = parts.sum(axis=0)
    around = total - total.mean()
    spread = float(around @ around)
    if spread <= 1e-12 * max(1.0, float(total @ total)):
        return None
    return np.asarray((parts - parts.mean(axis=1, keepdims=True)) @ around / spread)


def _nominal(sheet: ScoreSheet) -> Floats:
    """Each indicator's share of its unit's full marks, or of the weights where there are, shape (indicators, units)."""
    groups = list(sheet.system.groups)
    shares = np.array([nominal_shares(sheet.system, group) for group in groups]).T
    return shares[:, pd.Index(groups).get_indexer(sheet.units["group"])]


def nominal_shares(system: IndicatorSystem, group: str) -> list[float]:
    """What each indicator weighs on paper for a group's units, of 1; all 0 where the group has none."""
    sections = [_shares_in_section(section, group) for section in system.sections]
    parts = _parts_of_one([weight for _, weight in sections])
    return [share * part for (inside, _), part in zip(sections, parts, strict=True) for share in inside]


def _shares_in_section(section: Section, group: str) -> tuple[list[float], float]:
    """The indicators' shares of a section, and what the section weighs."""
    marks = [[i.marks_for(group) * i.applies(group) for i in m.indicators] for m in section.measures]
    whole = [max(m) if spec.take != "all" else sum(m) for m, spec in zip(marks, section.measures, strict=True)]
    weights = [_own_weight(spec, each) for spec, each in zip(section.measures, whole, strict=True)]
    inside = [
        share * part
        for theirs, part in zip(marks, _parts_of_one(weights), strict=True)
        for share in _parts_of_one(theirs)
    ]
    return inside, _own_weight(section, max(whole) if section.take != "all" else sum(whole))


def _own_weight(spec: Measure | Section, marks: float) -> float:
    """The weight of a part, its marks where it has none; 0 where the group has nothing of it."""
    return marks if spec.weight is None or marks == 0 else spec.weight


def _parts_of_one(weights: list[float]) -> list[float]:
    total = sum(weights)
    return [weight / total if total else 0.0 for weight in weights]
