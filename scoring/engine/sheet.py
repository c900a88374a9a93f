"""(system, facts) -> ScoreSheet: every unit's result on every indicator, its total, rank and grade.

Arrays run over units; nothing loops over units. The frames people read are built when asked for.

Tested in tests/engine/test_cases.py and tests/engine/test_reference_agreement.py.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from scoring.engine.base import BaseParts, base_parts
from scoring.engine.fact_arrays import FactArrays, fact_arrays
from scoring.engine.grade_why import GradeReasons
from scoring.engine.grading import Grading, Ranking
from scoring.engine.lines import (
    NOT_APPLICABLE,
    SCORED,
    STATE_NAMES,
    UNANSWERED,
    Ints,
    Lines,
    follows_source,
    group_numbers,
    group_sizes,
    score_lines,
)
from scoring.engine.part_why import PartReasons
from scoring.engine.placing import place
from scoring.engine.totals import Totals, points_in_parts, score_totals
from scoring.engine.why import Reasons, claim_reasons
from scoring.numbers import Floats, without_noise
from scoring.system import IndicatorSystem
from scoring.words import Lang, gettext


@dataclass(frozen=True)
class ScoreSheet:
    """The whole result of one period. Frames have a row per unit in the order the units were given."""

    system: IndicatorSystem
    units: pd.DataFrame
    counted: FactArrays
    line_arrays: Lines
    total_arrays: Totals
    self_score: Floats
    rank: Floats
    group_rank: Floats
    grading: Grading
    listed: pd.DataFrame  # all units there are, by whose number a share of places is counted
    claim_reasons: dict[tuple[str, str], str]

    @property
    def grade(self) -> Ints:
        """Number of each unit's grade, 0 the best; -1 for none."""
        return self.grading.grade

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
        vetoes: list[tuple[str, ...]] = [()] * len(self.units)
        for unit in np.flatnonzero(self.total_arrays.vetoed.any(axis=0)):
            vetoes[unit] = tuple(ids[self.total_arrays.vetoed[:, unit]])
        return vetoes

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
    def parts(self) -> pd.DataFrame:
        """unit, part (id), level (section, measure), earned, marks, rate, applies, closed, out, taken.

        A row per unit and part: sections, then measures. `rate` is NaN where nothing of a part enters the base.
        """
        levels = {"section": self.total_arrays.parts.sections, "measure": self.total_arrays.parts.measures}
        ids = [[s.id for s in self.system.sections], [m.id for s in self.system.sections for m in s.measures]]

        def by_unit(name: str) -> np.ndarray:
            return np.concatenate([getattr(level, name) for level in levels.values()]).T.ravel()

        scale = self.system.scale
        return pd.DataFrame(
            {
                **self._unit_by([*ids[0], *ids[1]], "part"),
                "level": np.tile(np.repeat(list(levels), [len(i) for i in ids]), len(self.units)),
                "earned": without_noise(by_unit("earned"), scale),
                "marks": without_noise(by_unit("marks"), scale),
                "rate": without_noise(by_unit("rate"), 1.0),
                **{name: by_unit(name) for name in ("applies", "closed", "out", "taken")},
            }
        )

    @cached_property
    def adjustments(self) -> pd.DataFrame:
        """unit, indicator (the adjustment's id), points (signed, within its own cap and those it shares), state."""
        return pd.DataFrame(
            {
                **self._unit_by([a.id for a in self.system.adjustments], "indicator"),
                "points": self.total_arrays.points.T.ravel(),
                "state": pd.Categorical.from_codes(self._adjustment_states().T.ravel(), STATE_NAMES).astype(object),
            }
        )

    def _adjustment_states(self) -> NDArray[np.int8]:
        """The state of every adjustment, (adjustments, units)."""
        states = np.full((len(self.system.adjustments), len(self.units)), UNANSWERED, dtype=np.int8)
        group = group_numbers(self.system, self.units)
        for row, item in enumerate(self.system.adjustments):
            figures, kind = self.counted.of(item.id), item.fact_kind
            states[row, kind.answered(np.isfinite(figures))] = SCORED
            if kind.is_quotient:
                nothing_due = np.isnan(kind.figure(dict(zip(item.source.fields, figures, strict=True))))
                states[row, nothing_due & (states[row] == SCORED)] = NOT_APPLICABLE
            states[row, ~follows_source(self.system, item, self.counted, group)] = NOT_APPLICABLE
        return states

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
        at = self._position[unit]
        reason = self._reasons.of(at, indicator, lang)
        if self._is_cancelled(at, indicator):
            return gettext(lang, "{reason}, but not after a veto", reason=reason)
        return reason

    def _is_cancelled(self, at: int, item: str) -> bool:
        """Whether it is a lift that happened and that a veto cancels."""
        t = self.total_arrays
        return any(
            adjustment.id == item and t.lifted[row, at] and t.vetoed[:, at].any()
            for row, adjustment in enumerate(self.system.adjustments)
        )

    def whys(self, lang: Lang = "zh") -> list[str]:
        """`why` of every row of `lines`, in its order."""
        ids = list(self.system.indicators)
        return [self._reasons.of(at, indicator, lang) for at in range(len(self.units)) for indicator in ids]

    def part_why(self, unit: str, part: str, lang: Lang = "zh") -> str:
        """What a section or measure of a unit took, why it was closed or left out, and what was added in it.

        '' where it only adds up.

        Raises:
            KeyError: no such unit or part.
        """
        return self._part_reasons.of(self._position[unit], part, lang)

    def no_score_why(self, unit: str, lang: Lang = "zh") -> str:
        """Why too little applies to a unit for a score; '' where it has one, or lost it to a veto.

        Raises:
            KeyError: no such unit.
        """
        return self._part_reasons.of_total(self._position[unit], lang)

    @cached_property
    def _part_reasons(self) -> PartReasons:
        return PartReasons(self.system, self.line_arrays, self.total_arrays)

    def grade_why(self, unit: str, lang: Lang = "zh") -> list[str]:
        """How a unit came by its grade, in sentences without a stop, in the order things happened.

        Nothing without grades, or where nothing of the unit could be graded.

        Raises:
            KeyError: no such unit.
        """
        return self._grade_reasons.of(self._position[unit], lang)

    def grade_missed(self, unit: str, lang: Lang = "zh") -> list[tuple[str, str]]:
        """The better grades (ids) whose points a unit has and that it does not hold, each with why.

        Raises:
            KeyError: no such unit.
        """
        return self._grade_reasons.missed(self._position[unit], lang)

    def grade_note(self, unit: str, lang: Lang = "zh") -> str:
        """`grade_why` in one line, where something else than points had a say; else ''.

        Raises:
            KeyError: no such unit.
        """
        at = self._position[unit]
        if not self._grade_reasons.says_more_than_points(at):
            return ""
        return gettext(lang, "; ").join(self._grade_reasons.of(at, lang))

    def shortfalls(self, unit: str, grade: int, lang: Lang = "zh") -> list[str]:
        """Of what grade number `grade` asks beside points, what a unit falls short of, in words.

        Raises:
            KeyError: no such unit.
        """
        return self._grade_reasons.shortfalls(grade, self._position[unit], lang)

    @cached_property
    def _grade_reasons(self) -> GradeReasons:
        return GradeReasons(self.system, self.line_arrays, self.total_arrays, self.grading, self.ranking)

    @cached_property
    def _reasons(self) -> Reasons:
        return Reasons(self.system, self.units, self.counted, self.line_arrays, self.claim_reasons, self._part_reasons)

    @cached_property
    def _position(self) -> dict[str, int]:
        return {unit: at for at, unit in enumerate(self.units["unit"])}

    @cached_property
    def ranking(self) -> Ranking:
        """Who competes with whom for the places of a grade."""
        group, sizes = group_numbers(self.system, self.units), group_sizes(self.system, self.listed)
        return Ranking(group, self.rank, self.group_rank, sizes)

    @cached_property
    def base_parts(self) -> BaseParts:
        """The indicators of all units as they enter the base."""
        points = points_in_parts(self.system, self.total_arrays.points)
        return base_parts(self.system, self.line_arrays, group_numbers(self.system, self.units), points)


def score(
    system: IndicatorSystem, units: pd.DataFrame, facts: pd.DataFrame, listed: pd.DataFrame | None = None
) -> ScoreSheet:
    """Score all units.

    Args:
        system: the indicator system.
        units: UNIT_COLUMNS, each unit once, groups by id.
        facts: FACT_COLUMNS; facts of other units, items or fields have no effect. No input is changed.
        listed: UNIT_COLUMNS of all units there are, by whose number a share of places is counted; `units` at first.

    Raises:
        ValueError: a unit stands twice in `units` or has a group the system does not have.
    """
    units = units.reset_index(drop=True)[["unit", "name", "group"]]
    if units["unit"].duplicated().any():
        raise ValueError("a unit stands twice in `units`")
    group = group_numbers(system, units)
    counted, own = fact_arrays(system, pd.Index(units["unit"]), facts)
    lines, totals = _results(system, counted, group)
    self_score = totals.score if own is counted else _results(system, own, group)[1].score
    listed = units if listed is None or listed.empty else listed[["unit", "name", "group"]]
    placing = place(system, lines, totals, group, group_sizes(system, listed))
    return ScoreSheet(system, units, counted, lines, totals, self_score, *placing, listed, claim_reasons(facts))


def _results(system: IndicatorSystem, facts: FactArrays, group: Ints) -> tuple[Lines, Totals]:
    lines = score_lines(system, facts, group)
    totals = score_totals(system, facts, lines, group)
    return replace(lines, taken=totals.parts.indicators_taken), totals
