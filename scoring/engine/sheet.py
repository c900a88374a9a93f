"""(system, facts) -> ScoreSheet: every unit's result on every indicator, its total, rank and grade.

Arrays run over units; nothing loops over units. The frames people read are built when asked for.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import cast

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from scoring.engine import placing
from scoring.engine.fact_arrays import Figures, figures
from scoring.numbers import Floats, half_up, plain, without_noise
from scoring.rules import AdjustmentRule, Columns, IndicatorRule
from scoring.system import Indicator, IndicatorSystem, Item
from scoring.words import Lang

Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]
STATE_NAMES = ["scored", "unanswered", "not_applicable"]
SCORED, UNANSWERED, NOT_APPLICABLE = range(3)


@dataclass(frozen=True)
class Lines:
    """Results by indicator and unit, each array of shape (indicators, units).

    `earned` and `rate` are NaN where the indicator does not apply; `marks` is then what it would be
    worth (0 where the group does not have it at all).
    """

    marks: Floats
    earned: Floats
    rate: Floats
    state: NDArray[np.int8]

    @cached_property
    def applies(self) -> Bools:
        return self.state != NOT_APPLICABLE


@dataclass(frozen=True)
class Totals:
    """Results by unit; NaN where a unit has no score."""

    base: Floats
    bonus: Floats
    deduction: Floats
    score: Floats
    exact: Floats
    section_earned: Floats
    section_marks: Floats
    section_rate: Floats
    points: Floats  # (adjustments, units), signed, each within its own cap
    vetoed: Bools  # (adjustments, units)


@dataclass(frozen=True)
class ScoreSheet:
    """The whole result of one period. Frames have a row per unit in the order the units were given."""

    system: IndicatorSystem
    units: pd.DataFrame
    counted: Figures
    line_arrays: Lines
    total_arrays: Totals
    self_score: Floats
    rank: Floats
    group_rank: Floats
    grade: Ints
    claim_reasons: dict[tuple[str, str], str]

    @cached_property
    def totals(self) -> pd.DataFrame:
        """unit, name, group, base, bonus, deduction, score, rank, group_rank, grade, vetoes, self_score."""
        t = self.total_arrays
        titles = np.array([*(g.id for g in self.system.grades), ""], dtype=object)
        return self.units.assign(
            base=t.base,
            bonus=t.bonus,
            deduction=t.deduction,
            score=t.score,
            rank=self.rank,
            group_rank=self.group_rank,
            grade=titles[self.grade],
            vetoes=self._vetoes(),
            self_score=self.self_score,
        )

    def _vetoes(self) -> list[tuple[str, ...]]:
        ids = np.array([a.id for a in self.system.adjustments], dtype=object)
        found: list[tuple[str, ...]] = [()] * len(self.units)
        for unit in np.flatnonzero(self.total_arrays.vetoed.any(axis=0)):
            found[unit] = tuple(ids[self.total_arrays.vetoed[:, unit]])
        return found

    @cached_property
    def lines(self) -> pd.DataFrame:
        """unit, indicator, marks, earned, rate, state: a row per unit and indicator, indicators of a unit together."""
        a = self.line_arrays
        return pd.DataFrame(
            {
                **self._unit_by(list(self.system.indicators), "indicator"),
                "marks": a.marks.T.ravel(),
                "earned": a.earned.T.ravel(),
                "rate": a.rate.T.ravel(),
                "state": pd.Categorical.from_codes(a.state.T.ravel(), STATE_NAMES),
            }
        )

    @cached_property
    def sections(self) -> pd.DataFrame:
        """unit, section, earned, marks, rate: a row per unit and section; rate is NaN where nothing of it applies."""
        t = self.total_arrays
        return pd.DataFrame(
            {
                **self._unit_by([s.id for s in self.system.sections], "section"),
                "earned": t.section_earned.T.ravel(),
                "marks": t.section_marks.T.ravel(),
                "rate": t.section_rate.T.ravel(),
            }
        )

    @cached_property
    def adjustments(self) -> pd.DataFrame:
        """unit, indicator (the adjustment's id), points (signed, within its own cap), state."""
        ids = [a.id for a in self.system.adjustments]
        given = np.array([np.isfinite(self.counted.of(i)).all(axis=0) for i in ids]).reshape(len(ids), len(self.units))
        return pd.DataFrame(
            {
                **self._unit_by(ids, "indicator"),
                "points": self.total_arrays.points.T.ravel(),
                "state": np.where(given.T.ravel(), "scored", "unanswered"),
            }
        )

    def _unit_by(self, ids: list[str], name: str) -> dict[str, pd.Categorical]:
        codes = np.arange(len(self.units))
        return {
            "unit": pd.Categorical.from_codes(np.repeat(codes, len(ids)), self.units["unit"]),
            name: pd.Categorical.from_codes(np.tile(np.arange(len(ids)), len(self.units)), ids),
        }

    def why(self, unit: str, indicator: str, lang: Lang = "zh") -> str:
        """Why a unit earned what it did on an indicator (or adjustment), in one sentence.

        Raises:
            KeyError: no such unit or indicator.
        """
        return self._why(self._position[unit], indicator, lang)

    def whys(self, lang: Lang = "zh") -> list[str]:
        """`why` of every row of `lines`, in its order."""
        ids = list(self.system.indicators)
        return [self._why(at, indicator, lang) for at in range(len(self.units)) for indicator in ids]

    def _why(self, at: int, indicator: str, lang: Lang) -> str:
        item = self.system.items[indicator]
        if not isinstance(item, Indicator):
            return self._why_adjustment(item, at, lang)
        row = self.counted.items[indicator]
        state, earned = self.line_arrays.state[row, at], self.line_arrays.earned[row, at]
        if state == NOT_APPLICABLE:
            return self._why_not_applicable(item, at, lang)
        points = plain(earned)
        if state == UNANSWERED:
            return "未填报，得0分" if lang == "zh" else "Not answered, earns 0"
        said = item.rule.explain(self._columns[indicator], at, lang)
        return f"{said}，得{points}分" if lang == "zh" else f"{said}; earns {points}"

    @cached_property
    def _position(self) -> dict[str, int]:
        return {unit: at for at, unit in enumerate(self.units["unit"])}

    @cached_property
    def _columns(self) -> dict[str, Columns]:
        """Each item's figures as its rule saw them."""
        group, a = _group_numbers(self.system, self.units), self.line_arrays
        seen = {
            item.id: _columns(item, self.counted, a.marks[row], a.state[row] == SCORED, group)
            for row, item in enumerate(self.system.indicators.values())
        }
        everyone = np.ones(len(self.units))
        return seen | {a.id: _columns(a, self.counted, everyone, everyone > 0, group) for a in self.system.adjustments}

    def _why_not_applicable(self, item: Indicator, at: int, lang: Lang) -> str:
        unit, group = self.units["unit"].iloc[at], self.units["group"].iloc[at]
        if not item.applies(group):
            return "本组没有此项" if lang == "zh" else "Not assessed in this group"
        if self.counted.claimed(item.id)[at]:
            reason = self.claim_reasons.get((unit, item.id), "")
            return f"申报不适用：{reason}" if lang == "zh" else f"Claimed not applicable: {reason}"
        return item.rule.explain(self._columns[item.id], at, lang)

    def _why_adjustment(self, item: Item, at: int, lang: Lang) -> str:
        if not np.isfinite(self.counted.of(item.id)[:, at]).all():
            return "无记录" if lang == "zh" else "Nothing recorded"
        return item.rule.explain(self._columns[item.id], at, lang)


def score(system: IndicatorSystem, units: pd.DataFrame, facts: pd.DataFrame) -> ScoreSheet:
    """Score all units.

    Args:
        system: the indicator system.
        units: UNIT_COLUMNS, each unit once, groups by id.
        facts: FACT_COLUMNS; facts of other units, items or fields have no effect. No input is changed.

    Raises:
        ValueError: a unit stands twice in `units` or has a group the system does not have.
    """
    units = units.reset_index(drop=True)[["unit", "name", "group"]]
    if units["unit"].duplicated().any():
        raise ValueError("a unit stands twice in `units`")
    counted, own = figures(system, pd.Index(units["unit"]), facts)
    lines, totals = _results(system, units, counted)
    self_score = totals.score if own is counted else _results(system, units, own)[1].score
    rank, group_rank, grade = _placed(system, units, totals)
    return ScoreSheet(system, units, counted, lines, totals, self_score, rank, group_rank, grade, _claim_reasons(facts))


def _claim_reasons(facts: pd.DataFrame) -> dict[tuple[str, str], str]:
    claims = facts[facts["field"] == "na"].sort_values("source")  # self before verified, which overrules it
    return dict(zip(zip(claims["unit"], claims["indicator"], strict=True), claims["text"], strict=True))


def _group_numbers(system: IndicatorSystem, units: pd.DataFrame) -> Ints:
    numbers = pd.Index(list(system.groups)).get_indexer(units["group"])
    if (numbers < 0).any():
        unknown = units["group"][numbers < 0].iloc[0]
        raise ValueError(f"the system has no group {unknown!r}")
    return numbers.astype(np.int64)


def _results(system: IndicatorSystem, units: pd.DataFrame, counted: Figures) -> tuple[Lines, Totals]:
    group = _group_numbers(system, units)
    lines = _lines(system, counted, group)
    return lines, _totals(system, counted, lines, group)


# --- lines ---------------------------------------------------------------------------------------


def _columns(item: Item, counted: Figures, marks: Floats, live: Bools, scope: Ints) -> Columns:
    fields = dict(zip(item.fields, counted.of(item.id), strict=True))
    return Columns(fields, marks, live, scope, item.unit, item.options)


def _lines(system: IndicatorSystem, counted: Figures, group: Ints) -> Lines:
    shape = (len(system.indicators), len(group))
    lines = Lines(np.empty(shape), np.empty(shape), np.empty(shape), np.empty(shape, dtype=np.int8))
    for row, indicator in enumerate(system.indicators.values()):
        lines.marks[row] = np.array([indicator.marks_for(g) for g in system.groups])[group]
        has_it = np.array([indicator.applies(g) for g in system.groups])[group]
        _score_indicator(system, indicator, counted, has_it, group, lines, row)
    return lines


def _score_indicator(
    system: IndicatorSystem, indicator: Indicator, counted: Figures, has_it: Bools, group: Ints, lines: Lines, row: int
) -> None:
    """Fill one row of `lines`."""
    rule, marks = cast(IndicatorRule, indicator.rule), lines.marks[row]
    applies = has_it & ~counted.claimed(indicator.id) if indicator.may_not_apply else has_it
    # Where a group does not have the indicator its marks are 0; 1 keeps the arithmetic finite there.
    judged = _columns(indicator, counted, np.where(marks > 0, marks, 1.0), applies, group)
    answered = rule.answered(judged)
    judged = _columns(indicator, counted, judged.marks, applies & answered, group)
    with np.errstate(invalid="ignore"):
        rate = np.where(answered, rule.rate(judged), 0.0)
    applies = applies & ~np.isnan(rate)
    lines.rate[row] = np.where(applies, rate, np.nan)
    lines.earned[row] = half_up(lines.rate[row] * marks, system.rounding.indicator)
    lines.state[row] = np.where(applies, np.where(answered, SCORED, UNANSWERED), NOT_APPLICABLE)


# --- totals --------------------------------------------------------------------------------------


def _totals(system: IndicatorSystem, counted: Figures, lines: Lines, group: Ints) -> Totals:
    has_score = lines.applies.any(axis=0)
    earned, marks = counted_marks(system, lines)
    section_earned, section_marks, weighted, weight = _by_section(system, earned, marks, lines.marks)
    share = _aggregated(system, weighted, weight)
    coefficient = np.array([g.coefficient for g in system.groups.values()])[group]
    exact_base = np.where(has_score, coefficient * system.scale * share, np.nan)
    decimals = system.rounding.total
    base = half_up(exact_base, decimals)
    points, vetoed = _adjustments(system, counted, group)
    bonus, deduction = _within_caps(system, base, points)
    change = without_noise(bonus - deduction, system.scale)
    score = np.maximum(0.0, half_up(without_noise(base + change, system.scale), decimals))
    exact = np.maximum(0.0, without_noise(exact_base + change, system.scale))
    for row, adjustment in enumerate(system.adjustments):
        limit = cast(AdjustmentRule, adjustment.rule).limits().score_at_most
        if limit is not None:
            score = np.where(vetoed[row], np.minimum(score, limit), score)
            exact = np.where(vetoed[row], np.minimum(exact, limit), exact)
    return Totals(
        base=without_noise(base, system.scale),
        bonus=np.where(has_score, bonus, np.nan),
        deduction=np.where(has_score, deduction, np.nan),
        score=score,
        exact=exact,
        section_earned=without_noise(section_earned, system.scale),
        section_marks=without_noise(section_marks, system.scale),
        section_rate=without_noise(_divided(section_earned, section_marks, np.nan), 1.0),
        points=points,
        vetoed=vetoed & has_score,
    )


def counted_marks(system: IndicatorSystem, lines: Lines) -> tuple[Floats, Floats]:
    """Earned marks and marks as they enter the base, each (indicators, units); 0 in both where nothing counts.

    Under `not_applicable: full` what does not apply counts as earned in full.
    """
    if system.not_applicable.mode == "full":
        return np.where(lines.applies, lines.earned, lines.marks), lines.marks
    return np.where(lines.applies, lines.earned, 0.0), np.where(lines.applies, lines.marks, 0.0)


def _by_section(
    system: IndicatorSystem, earned: Floats, marks: Floats, full_marks: Floats
) -> tuple[Floats, Floats, Floats, Floats]:
    """Per section and unit: earned, marks that count, rate x weight, and weight in the total.

    `not_applicable.within` says where the marks of what does not apply go: to the rest of the total,
    of the section, or of the measure. A part of which nothing applies has weight 0.
    """
    within = system.not_applicable.within
    shape = (len(system.sections), marks.shape[1])
    all_earned, all_marks, weighted, weight = (np.zeros(shape) for _ in range(4))
    section_ids = np.array([p.section.id for p in system.placed])
    measure_ids = np.array([p.measure.id for p in system.placed])
    for number, section in enumerate(system.sections):
        inside = section_ids == section.id
        all_earned[number], all_marks[number] = earned[inside].sum(axis=0), marks[inside].sum(axis=0)
        parts = [inside]
        if within == "measure":
            parts = [measure_ids == measure.id for measure in section.measures]
        for part in parts:
            part_marks = marks[part].sum(axis=0)
            part_weight = (
                part_marks if within == "total" else np.where(part_marks > 0, full_marks[part].sum(axis=0), 0.0)
            )
            weighted[number] += part_weight * _divided(earned[part].sum(axis=0), part_marks, 0.0)
            weight[number] += part_weight
    return all_earned, all_marks, weighted, weight


def _divided(top: Floats, bottom: Floats, otherwise: float) -> Floats:
    return np.divide(top, bottom, out=np.full_like(top, otherwise), where=bottom > 0)


def _aggregated(system: IndicatorSystem, weighted: Floats, weight: Floats) -> Floats:
    """The unit's overall rate from those of its sections; NaN where nothing applies."""
    total = weight.sum(axis=0)
    if system.aggregation == "sum":
        return _divided(weighted.sum(axis=0), total, np.nan)
    share = _divided(weight, np.broadcast_to(total, weight.shape), 0.0)
    overall = np.prod(_divided(weighted, weight, 1.0) ** share, axis=0)
    return np.where(total > 0, overall, np.nan)


def _adjustments(system: IndicatorSystem, counted: Figures, group: Ints) -> tuple[Floats, Bools]:
    """Points and vetoes, each by adjustment and unit."""
    shape = (len(system.adjustments), len(group))
    points, vetoed = np.zeros(shape), np.zeros(shape, dtype=bool)
    everyone = np.ones(len(group))
    for row, adjustment in enumerate(system.adjustments):
        rule = cast(AdjustmentRule, adjustment.rule)
        columns = _columns(adjustment, counted, everyone, everyone > 0, group)
        points[row], vetoed[row] = rule.points_of(columns), rule.happened(columns)
    return points, vetoed


def _within_caps(system: IndicatorSystem, base: Floats, points: Floats) -> tuple[Floats, Floats]:
    """Bonus and deduction of every unit, both 0 or more, within their caps and the bonus within its gate."""
    caps = system.caps
    bonus = without_noise(np.maximum(points, 0).sum(axis=0), system.scale)
    deduction = without_noise(np.maximum(-points, 0).sum(axis=0), system.scale)
    if caps.deduction.at_most is not None:
        deduction = np.minimum(deduction, caps.deduction.at_most)
    if caps.bonus.at_most is not None:
        bonus = np.minimum(bonus, caps.bonus.at_most)
    left = without_noise(base - deduction, system.scale)
    if caps.bonus.only_from is not None:
        bonus = np.where(left >= caps.bonus.only_from, bonus, 0.0)
    if caps.bonus.only_above is not None:
        bonus = np.where(left > caps.bonus.only_above, bonus, 0.0)
    return bonus, deduction


# --- ranks and grades ----------------------------------------------------------------------------


def _placed(system: IndicatorSystem, units: pd.DataFrame, totals: Totals) -> tuple[Floats, Floats, Ints]:
    """Rank, rank within the group and grade (index, -1 for none) of every unit."""
    group = _group_numbers(system, units)
    keys = [totals.exact if system.rounding.rank_on == "exact" else totals.score]
    section_ids = [s.id for s in system.sections]
    keys += [np.nan_to_num(totals.section_rate[section_ids.index(s)], nan=-1.0) for s in system.tie_break]
    ranked = ~np.isnan(totals.score)
    best_allowed = np.zeros(len(group), dtype=np.int64)
    grade_ids = [g.id for g in system.grades]
    for row, adjustment in enumerate(system.adjustments):
        limits = cast(AdjustmentRule, adjustment.rule).limits()
        if limits.unranked:
            ranked = ranked & ~totals.vetoed[row]
        if limits.grade_at_most:
            lowest = grade_ids.index(limits.grade_at_most)
            best_allowed = np.where(totals.vetoed[row], np.maximum(best_allowed, lowest), best_allowed)
    rank = placing.ranks(keys, ranked, system.ties)
    group_rank = placing.ranks_within(keys, ranked, system.ties, group)
    return rank, group_rank, placing.grades(totals.score, system.grades, best_allowed, group, group_rank)
