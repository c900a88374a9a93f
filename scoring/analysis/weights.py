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
from scoring.numbers import Floats, divided
from scoring.words import Lang, gettext

LEAST_UNITS = 10  # fewer tell nothing of a share
ADJUSTMENTS = ""  # stands for bonus and deduction among the sections
SHARE_COLUMNS = ["id", "title", "marks_share", "variance_share", "gap"]


def contributions(sheet: ScoreSheet) -> Floats:
    """What each indicator brings to each unit's base, in points, shape (indicators, units).

    They add up to the base before rounding. NaN for a unit without a score.
    """
    parts = sheet.base_parts
    return divided(parts.full * parts.value, parts.weight.sum(axis=0), np.nan)


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
    """Each indicator's share of its unit's full marks, shape (indicators, units)."""
    group = sheet.units["group"]
    worth = {g: [i.marks_for(g) * i.applies(g) for i in sheet.system.indicators.values()] for g in set(group)}
    has_it = np.array([worth[g] for g in group], dtype=float).T
    full = has_it.sum(axis=0)
    return np.divide(has_it, full, out=np.zeros_like(has_it), where=full > 0)
