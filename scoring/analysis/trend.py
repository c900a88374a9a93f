"""What changed between periods: ranks, scores, sections, and what of it can be compared at all.

Units are matched by code, sections and indicators by id. Ranks are the published ones. Scores are
compared only between periods on the same scale; a place within the group only of a unit that was in
the same group.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from scoring.analysis.common import Bools, awaited_sections, comparable, is_ordered, members, ranks_of
from scoring.engine import ScoreSheet
from scoring.numbers import Floats, without_noise
from scoring.system import IndicatorSystem
from scoring.words import Lang

ADJUSTED, VETOED, VETO_LIFTED = "adjusted", "vetoed", "veto_lifted"  # causes that are no section
LEAST_CAUSE = 1e-3  # of the scale: what moved a score by less is no cause worth naming


@dataclass(frozen=True)
class Trend:
    """The latest of some periods beside an earlier one, with those between.

    Attributes:
        periods: their ids, all of one kind, earliest first; the first and the last are compared.
        changes: a row per unit ranked in both, as `changes` gives it.
        ranks: index unit, a column per period: published ranks (within the group, if one is chosen).
        ranked: period -> how many units were ranked.
        sections: section, title, period, rate (mean, 0..1; NaN where the period had no such section).
        scores: unit, name, period, score, rank of every unit that has a score, in periods on the latest's scale.
        means: period -> mean of those scores.
        other_scale: periods whose scores are in other points.
        only_now, only_before: how many ranked units have no earlier, or no later rank.
        new_sections, dropped_sections: titles of those that only the last, or only the first, period has.
        new, dropped, remarked: how many indicators came, went, or are worth something else.
    """

    periods: tuple[str, ...]
    changes: pd.DataFrame
    ranks: pd.DataFrame
    ranked: dict[str, int]
    sections: pd.DataFrame
    scores: pd.DataFrame
    means: dict[str, float]
    other_scale: tuple[str, ...]
    only_now: int
    only_before: int
    new_sections: tuple[str, ...]
    dropped_sections: tuple[str, ...]
    new: int
    dropped: int
    remarked: int


def trend(sheets: Sequence[ScoreSheet], group: str | None = None, lang: Lang = "zh") -> Trend:
    """What happened over some periods.

    Args:
        sheets: earliest first; at least two.
        group: a group's id, or None for all units.
    """
    before, now = sheets[0], sheets[-1]
    by_period = {sheet.system.period.id: sheet for sheet in sheets}
    ranks = pd.DataFrame({period: _ranks(sheet, group) for period, sheet in by_period.items()})
    changed = changes(now, before, group, lang)
    scores = _scores([s for s in sheets if comparable(now, s)], group)
    first, last = before.system, now.system
    ours, theirs = {s.id for s in last.sections}, {s.id for s in first.sections}
    return Trend(
        periods=tuple(by_period),
        changes=changed,
        ranks=ranks.reindex(changed["unit"]),
        ranked={period: int(ranks[period].notna().sum()) for period in by_period},
        sections=section_lines(sheets, group, lang),
        scores=scores,
        means={str(period): float(mean) for period, mean in scores.groupby("period")["score"].mean().items()},
        other_scale=tuple(period for period, sheet in by_period.items() if not comparable(now, sheet)),
        only_now=int(ranks[last.period.id].notna().sum()) - len(changed),
        only_before=int(ranks[first.period.id].notna().sum()) - len(changed),
        new_sections=tuple(s.title.get(lang) for s in last.sections if s.id not in theirs),
        dropped_sections=tuple(s.title.get(lang) for s in first.sections if s.id not in ours),
        **_indicator_changes(last, first),
    )


def _ranks(sheet: ScoreSheet, group: str | None) -> pd.Series:
    """Published ranks of the units, index unit; within the group if one is chosen."""
    who = members(sheet, group)
    rank = ranks_of(sheet, group)
    return pd.Series(rank[who], index=sheet.units["unit"].to_numpy()[who], dtype=float)


def _indicator_changes(now: IndicatorSystem, before: IndicatorSystem) -> dict[str, int]:
    ours, theirs = now.indicators, before.indicators
    return {
        "new": sum(i not in theirs for i in ours),
        "dropped": sum(i not in ours for i in theirs),
        "remarked": sum(i in theirs and theirs[i].marks != indicator.marks for i, indicator in ours.items()),
    }


def changes(now: ScoreSheet, before: ScoreSheet, group: str | None = None, lang: Lang = "zh") -> pd.DataFrame:
    """How every unit that is ranked in both periods moved, in the order of the ranking, group by group where
    there is none across groups.

    Returns:
        unit, name, rank_before, rank, rank_change (places gained), score_before, score, score_change
        (points; NaN on another scale), cause (a section's id, ADJUSTED, VETOED, VETO_LIFTED, or '' where
        nothing explains the direction), cause_title (the section's), cause_change (of its rate, 0..1, or in points
        for ADJUSTED).
    """
    ranks = pd.DataFrame({"rank_before": _ranks(before, group), "rank": _ranks(now, group)}).dropna()
    here, there = _rows(now, ranks.index), _rows(before, ranks.index)
    same = comparable(now, before)
    score = now.total_arrays.score[here]
    was = before.total_arrays.score[there] if same else np.full(len(ranks), np.nan)
    frame = pd.DataFrame(
        {
            "unit": ranks.index.to_numpy(),
            "name": now.units["name"].to_numpy()[here],
            "rank_before": ranks["rank_before"].to_numpy(),
            "rank": ranks["rank"].to_numpy(),
            "rank_change": (ranks["rank_before"] - ranks["rank"]).to_numpy(),
            "score_before": was,
            "score": score,
            "score_change": without_noise(score - was, now.system.scale),
        }
    )
    frame = frame.join(_causes(now, before, here, there, frame, lang))
    apart = not is_ordered(now, group)
    frame["_group"] = now.ranking.group[here] if apart else 0
    order = ["_group", "rank", "score"]
    ordered = frame.sort_values(order, ascending=[True, True, False], kind="stable", ignore_index=True)
    return ordered.drop(columns="_group")


def _rows(sheet: ScoreSheet, units: pd.Index) -> np.ndarray:
    return pd.Index(sheet.units["unit"]).get_indexer(units)


def _causes(
    now: ScoreSheet, before: ScoreSheet, here: np.ndarray, there: np.ndarray, moves: pd.DataFrame, lang: Lang
) -> pd.DataFrame:
    """Of each unit what moved its score most in the direction it moved: cause, cause_title, cause_change."""
    change, weight = _section_changes(now, before, here, there)
    adjusted = _adjustments(now, here) - _adjustments(before, there)
    points = np.vstack([np.nan_to_num(change * weight), adjusted if comparable(now, before) else adjusted * 0])
    direction = np.sign(moves["rank_change"].to_numpy())
    direction = np.where(direction == 0, np.sign(moves["score_change"].fillna(0).to_numpy()), direction)
    push = points * direction
    most = push.argmax(axis=0) if len(moves) else np.zeros(0, dtype=int)
    strength = push[most, np.arange(len(moves))]
    ids = np.array([*(s.id for s in now.system.sections), ADJUSTED], dtype=object)
    titles = np.array([*(s.title.get(lang) for s in now.system.sections), ""], dtype=object)
    amounts = np.vstack([change, adjusted])[most, np.arange(len(moves))]
    known = strength > LEAST_CAUSE * now.system.scale
    cause = np.where(known, ids[most], "")
    vetoed, was_vetoed = _vetoed(now, here), _vetoed(before, there)
    cause = np.where(vetoed & ~was_vetoed & (direction < 0), VETOED, cause)
    cause = np.where(was_vetoed & ~vetoed & (direction > 0), VETO_LIFTED, cause)
    by_section = known & (cause == ids[most])
    return pd.DataFrame(
        {
            "cause": cause,
            "cause_title": np.where(by_section, titles[most], ""),
            "cause_change": np.where(by_section, amounts, np.nan),
        }
    )


def _section_changes(now: ScoreSheet, before: ScoreSheet, here: np.ndarray, there: np.ndarray) -> tuple[Floats, Floats]:
    """Change of the section rates and what each is worth in points, (sections, units); NaN where not in both."""
    earlier = {s.id: row for row, s in enumerate(before.system.sections)}
    rate = now.total_arrays.section_rate[:, here]
    was = np.full_like(rate, np.nan)
    for row, section in enumerate(now.system.sections):
        if section.id in earlier:
            was[row] = before.total_arrays.section_rate[earlier[section.id]][there]
    weight = now.total_arrays.parts.sections.weighed.weight[:, here]
    return rate - was, now.system.scale * weight / np.maximum(weight.sum(axis=0), 1e-12)


def _adjustments(sheet: ScoreSheet, rows: np.ndarray) -> Floats:
    return (sheet.total_arrays.bonus - sheet.total_arrays.deduction)[rows]


def _vetoed(sheet: ScoreSheet, rows: np.ndarray) -> Bools:
    return np.asarray(sheet.total_arrays.vetoed.any(axis=0))[rows]


def section_lines(sheets: Sequence[ScoreSheet], group: str | None = None, lang: Lang = "zh") -> pd.DataFrame:
    """The mean rate of each of the latest period's sections in every period, sections matched by id.

    Returns:
        section, title, period, rate, awaited (whether a figure is still awaited in it); sections in the file's order,
        each with its periods earliest first.
    """
    rates = {sheet.system.period.id: mean_rates(sheet, group) for sheet in sheets}
    awaited = {sheet.system.period.id: awaited_sections(sheet, members(sheet, group)) for sheet in sheets}
    rows = [
        (section.id, section.title.get(lang), period, of_period.get(section.id, np.nan), section.id in awaited[period])
        for section in sheets[-1].system.sections
        for period, of_period in rates.items()
    ]
    return pd.DataFrame(rows, columns=["section", "title", "period", "rate", "awaited"])


def mean_rates(sheet: ScoreSheet, group: str | None = None) -> dict[str, float]:
    """Section id -> mean rate over the units to which something of it applies; NaN where to none."""
    means = pd.DataFrame(sheet.total_arrays.section_rate[:, members(sheet, group)]).mean(axis=1)
    return {s.id: float(mean) for s, mean in zip(sheet.system.sections, means, strict=True)}


def _scores(sheets: Sequence[ScoreSheet], group: str | None) -> pd.DataFrame:
    parts = [
        sheet.totals.assign(period=sheet.system.period.id, rank=ranks_of(sheet, group)).loc[
            members(sheet, group) & sheet.totals["score"].notna().to_numpy()
        ]
        for sheet in sheets
    ]
    frame = pd.concat(parts, ignore_index=True)
    return frame[["unit", "name", "period", "score", "rank"]]


def movers(changed: pd.DataFrame, most: int = 5) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Those that gained and those that lost most places, each at most `most`, the largest move first.

    Args:
        changed: as `changes` gives it.
    """
    by_move = changed.sort_values(["rank_change", "score_change"], ascending=False, kind="stable")
    gained = by_move[by_move["rank_change"] > 0]
    lost = by_move[by_move["rank_change"] < 0].iloc[::-1]
    return gained.head(most).reset_index(drop=True), lost.head(most).reset_index(drop=True)


def slope_rows(changed: pd.DataFrame, most: int = 24, keep: str = "") -> pd.DataFrame:
    """The units a slope can hold: all of a few, else those that moved most either way, and the unit to keep."""
    if len(changed) <= most:
        return changed
    gained, lost = movers(changed, most // 2)
    wanted = {*gained["unit"], *lost["unit"], keep}
    return changed[changed["unit"].isin(wanted)].reset_index(drop=True)
