"""What the views have in common: which units, lost marks, how many decimals.

Tested in tests/analysis/test_overview.py.
"""

from __future__ import annotations

from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from scoring.analysis.loss_shares import loss_shares, without_awaited
from scoring.engine import ScoreSheet
from scoring.numbers import Floats, half_up, plain, without_noise
from scoring.system import IndicatorSystem
from scoring.words import Lang, gettext

Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]
RATE_DECIMALS = 3  # 0..1


def members(sheet: ScoreSheet, group: str | None) -> Bools:
    """Which units belong to the group, shape (units,); all of them for None."""
    if group is None:
        return np.ones(len(sheet.units), dtype=bool)
    return (sheet.units["group"] == group).to_numpy()


def rank_column(sheet: ScoreSheet, group: str | None) -> str:
    """The column of ranks that counts among the units of a group, or of all: within groups where no rank is across."""
    return "rank" if group is None and sheet.system.overall_rank else "group_rank"


def ranks_of(sheet: ScoreSheet, group: str | None) -> Floats:
    """The ranks that count among the units of a group, or of all, shape (units,); see `rank_column`."""
    return sheet.rank if rank_column(sheet, group) == "rank" else sheet.group_rank


def listing_order(sheet: ScoreSheet) -> Ints:
    """The rows of the units, best first, the unranked last; group by group where there is no rank across groups."""
    ranks = ranks_of(sheet, None)
    numbers = sheet.ranking.group if not sheet.system.overall_rank else np.zeros(len(ranks), dtype=np.int64)
    codes = np.argsort(np.argsort(sheet.units["unit"].to_numpy(dtype=object), kind="stable"), kind="stable")
    return np.lexsort((codes, np.nan_to_num(ranks, nan=np.inf), numbers)).astype(np.int64)


def is_ordered(sheet: ScoreSheet, group: str | None) -> bool:
    """Whether the units of a group, or all, stand in one order: not those of several groups without a common rank."""
    return group is not None or sheet.system.overall_rank or sheet.units["group"].nunique() < 2


def position(sheet: ScoreSheet, unit: str) -> int:
    """The row of a unit in every array over units.

    Raises:
        KeyError: the sheet has no such unit.
    """
    rows = np.flatnonzero((sheet.units["unit"] == unit).to_numpy())
    if len(rows) == 0:
        raise KeyError(unit)
    return int(rows[0])


def item_keys(frame: pd.DataFrame) -> pd.MultiIndex:
    """(unit, indicator) of every row, to compare with those of another frame."""
    return pd.MultiIndex.from_arrays([frame["unit"].astype(object), frame["indicator"].astype(object)])


def lost_marks(sheet: ScoreSheet) -> Floats:
    """marks - earned, shape (indicators, units), in marks; 0 where an indicator does not count, or is awaited.

    What others have not entered yet is nobody's loss, and neither is what a part left for another, or is out itself.
    What is earned beyond full marks makes up for no other's loss.
    """
    a = sheet.line_arrays
    counts = a.applies & a.taken & ~a.awaited & ~left_out(sheet)
    return without_noise(np.where(counts, np.maximum(a.marks - a.earned, 0.0), 0.0), sheet.system.scale)


def left_out(sheet: ScoreSheet) -> Bools:
    """Where the measure or section of an indicator is left out because too little of it applies."""
    parts, sections = sheet.total_arrays.parts, sheet.system.sections
    if not (parts.measures.out.any() or parts.sections.out.any()):
        return np.broadcast_to(False, sheet.line_arrays.marks.shape)
    out = parts.measures.out | np.repeat(parts.sections.out, [len(s.measures) for s in sections], axis=0)
    return np.repeat(out, [len(m.indicators) for s in sections for m in s.measures], axis=0)


def in_points(system: IndicatorSystem) -> bool:
    """Whether losses are told in points of the total, because a mark is not worth the same everywhere."""
    return system.aggregation in ("lowest", "highest") or system.has_weights


def lost_words(lost: float, decimals: int, lang: Lang, *, is_in_points: bool) -> str:
    """A loss with what it is counted in: marks, or points of the total."""
    if is_in_points:
        return gettext(lang, "{lost} points of the total", lost=plain(lost, decimals))
    return gettext(lang, "{lost} marks", lost=plain(lost, decimals))


def _has_gates(system: IndicatorSystem) -> bool:
    return any(part.zero_if for part in system.parts)


def costs(sheet: ScoreSheet) -> Floats:
    """What each indicator costs its unit, shape (indicators, units): in marks, or in points where `in_points`.

    With what a gate took because of it; else as in `lost_marks`.
    """
    is_in_points = in_points(sheet.system)
    if not is_in_points and not _has_gates(sheet.system):
        return lost_marks(sheet)
    shares = loss_shares(without_awaited(sheet), not is_in_points)
    return without_noise(np.maximum(shares.own, 0.0) + shares.gates, sheet.system.scale)


def part_losses(sheet: ScoreSheet, level: Literal["section", "measure"]) -> Floats:
    """marks - earned of sections or measures as they count, shape (parts, units); in points where `in_points`.

    What is awaited in a part is no loss of it, nor is anything where another was taken.
    """
    if in_points(sheet.system):
        return _part_points(sheet, level)
    parts, lines = sheet.total_arrays.parts, sheet.line_arrays
    own = parts.sections if level == "section" else parts.measures
    lost = np.where(own.taken, own.marks - own.earned, 0.0)
    if lines.awaited.any():
        waits = np.where(lines.awaited & parts.indicators_taken, lines.marks, 0.0)
        sizes = [len(measure.indicators) for section in sheet.system.sections for measure in section.measures]
        if level == "section":
            sizes = [sum(len(measure.indicators) for measure in section.measures) for section in sheet.system.sections]
        lost = lost - np.add.reduceat(waits, np.cumsum([0, *sizes[:-1]]), axis=0)
    return without_noise(lost, sheet.system.scale)


def _part_points(sheet: ScoreSheet, level: Literal["section", "measure"]) -> Floats:
    """What sections or measures cost, in points of the total, shape (parts, units)."""
    shares, sections = loss_shares(without_awaited(sheet)), sheet.system.sections
    sizes = [len(measure.indicators) for section in sections for measure in section.measures]
    lost = np.add.reduceat(shares.own + shares.gates, np.cumsum([0, *sizes[:-1]]), axis=0) + shares.in_measures
    if level == "section":
        each = [len(section.measures) for section in sections]
        lost = np.add.reduceat(lost, np.cumsum([0, *each[:-1]]), axis=0) + shares.in_sections
    return without_noise(lost, sheet.system.scale)


def awaited_indicators(sheet: ScoreSheet, who: Bools) -> Bools:
    """Of which indicators a figure of some units is still awaited, shape (indicators,): their rates only seem low."""
    return np.asarray(sheet.line_arrays.awaited[:, who].any(axis=1))


def awaited_sections(sheet: ScoreSheet, who: Bools) -> set[str]:
    """The ids of the sections in which a figure of some units is still awaited."""
    awaited = awaited_indicators(sheet, who)
    return {place.section.id for place, waits in zip(sheet.system.placed, awaited, strict=True) if waits}


def comparable(sheet: ScoreSheet, previous: ScoreSheet | None) -> bool:
    """Whether scores of the two periods are in the same points."""
    return previous is not None and previous.system.scale == sheet.system.scale


def scores_of_both(sheet: ScoreSheet, previous: ScoreSheet, who: Bools) -> pd.DataFrame:
    """Scores of the units that have one in both periods: index unit, columns `now`, `before`."""
    now = pd.Series(sheet.total_arrays.score[who], index=sheet.units["unit"][who])
    before = pd.Series(previous.total_arrays.score, index=previous.units["unit"])
    return pd.DataFrame({"now": now, "before": before.reindex(now.index)}).dropna()


def as_shown(values: ArrayLike, system: IndicatorSystem) -> Floats:
    """Scores as they are written: differences are taken from these, so that what is shown adds up."""
    return half_up(values, total_decimals(system))


def rate_as_shown(rates: ArrayLike) -> Floats:
    """Rates as they are written, in per cent with one decimal."""
    return half_up(rates, RATE_DECIMALS)


def full_points(system: IndicatorSystem) -> float:
    """What full marks come to: the scale, without sections nothing, and what every unit starts with."""
    full = system.start + (system.scale if system.sections else 0.0)
    return full if system.total.at_most is None else min(full, system.total.at_most)


def total_decimals(system: IndicatorSystem) -> int:
    """How many decimals a total is shown with: those it is rounded to, or six where it is not."""
    return 6 if system.rounding.total is None else system.rounding.total


def mark_decimals(system: IndicatorSystem) -> int:
    """How many decimals what an indicator earns is shown with: two, or more where the system has more."""
    return max(2, system.rounding.indicator or 0)
