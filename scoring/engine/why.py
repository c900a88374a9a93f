"""Why a unit earned what it did, in one sentence.

Tested in tests/engine/test_properties.py.
"""

from __future__ import annotations

from functools import cached_property
from typing import cast

import numpy as np
import pandas as pd

from scoring.engine.fact_arrays import FactArrays
from scoring.engine.lines import AWAITED, NOT_APPLICABLE, SCORED, UNANSWERED, Lines, columns_of, group_numbers
from scoring.engine.part_why import PartReasons
from scoring.engine.together import held_together
from scoring.numbers import Floats, plain
from scoring.rules import AdjustmentRule, Columns, IndicatorRule
from scoring.system import Adjustment, Indicator, IndicatorSystem, Item
from scoring.system.words import together_words
from scoring.words import Lang, capitalised, gettext

ClaimReasons = dict[tuple[str, str], str]


def claim_reasons(facts: pd.DataFrame) -> ClaimReasons:
    """(unit, indicator) -> the reason of a claim of "not applicable", an inspector's before the unit's."""
    claims = facts[facts["field"] == "na"].sort_values("source")  # self before verified, which overrules it
    return dict(zip(zip(claims["unit"], claims["indicator"], strict=True), claims["text"], strict=True))


class Reasons:
    """The sentences of one result; what they need is worked out when first asked for."""

    def __init__(
        self,
        system: IndicatorSystem,
        units: pd.DataFrame,
        facts: FactArrays,
        lines: Lines,
        claims: ClaimReasons,
        parts: PartReasons,
    ) -> None:
        self._parts = parts
        self._system, self._units, self._facts, self._lines, self._claims = system, units, facts, lines, claims

    def of(self, at: int, indicator: str, lang: Lang) -> str:
        """Why the unit in row `at` earned what it did on an indicator or adjustment. Raises KeyError."""
        item = self._system.items[indicator]
        if not isinstance(item, Indicator):
            return self._of_adjustment(item, at, lang)
        row = self._facts.items[indicator]
        if self._lines.state[row, at] == NOT_APPLICABLE:
            return self._not_applicable(item, at, lang)
        why = self._of_result(item, row, at, lang)
        if self._lines.taken[row, at]:
            return why
        return gettext(lang, "{why}; {left}", why=why, left=self._parts.left_for(at, indicator, lang))

    def _of_result(self, item: Indicator, row: int, at: int, lang: Lang) -> str:
        """Why an indicator that applies earned what it did."""
        state = self._lines.state[row, at]
        if state == UNANSWERED and item.counted is not None:
            return capitalised(item.counted.absent.get(lang))
        if state == UNANSWERED:
            return gettext(lang, "Not answered, earns 0")
        if state == AWAITED:
            return self._awaited(item, at, lang)
        reason = item.rule.explain(self._columns[item.id], at, lang)
        if item.is_condition:
            reason = self._met_or_not(item, row, at, lang) or reason
            return gettext(lang, "{reason}; a condition only, worth no marks", reason=reason)
        return gettext(lang, "{reason}; earns {points}", reason=reason, points=plain(self._lines.earned[row, at]))

    def _met_or_not(self, item: Indicator, row: int, at: int, lang: Lang) -> str:
        """Whether a condition is met, where its rule leaves it to be said; '' where the rule's own words stand."""
        rule, rate, x = cast(IndicatorRule, item.rule), self._lines.rate[row, at], self._columns[item.id]
        if not rule.says_met_or_not or rate not in (0, 1) or x.not_applicable_text(at, lang):
            return ""
        figure = x.figure_text(at, lang)
        return (
            gettext(lang, "{figure}, met", figure=figure) if rate else gettext(lang, "{figure}, not met", figure=figure)
        )

    def _awaited(self, item: Indicator, at: int, lang: Lang) -> str:
        """What is waited for: the inspectors' figure, or more scores than have been given."""
        rule = cast(IndicatorRule, item.rule)
        if reason := rule.explain_too_few(self._columns[item.id], at, lang):
            return gettext(lang, "{reason}; counts as 0 until then", reason=reason)
        return gettext(lang, "Waiting for the inspectors' figure; counts as 0 until then")

    @cached_property
    def _columns(self) -> dict[str, Columns]:
        """Each item's figures as its rule saw them."""
        group, lines, facts = group_numbers(self._system, self._units), self._lines, self._facts
        by_item = {
            item.id: columns_of(item, facts, lines.marks[row], lines.state[row] == SCORED, group)
            for row, item in enumerate(self._system.indicators.values())
        }
        everyone = np.ones(len(self._units))
        adjustments = self._system.adjustments
        return by_item | {a.id: columns_of(a, facts, everyone, everyone > 0, group) for a in adjustments}

    def _not_applicable(self, item: Indicator, at: int, lang: Lang) -> str:
        unit, group = self._units["unit"].iloc[at], self._units["group"].iloc[at]
        if not item.applies(group):
            return gettext(lang, "Not assessed in this group")
        if self._facts.claimed(item.id)[at]:
            reason = self._claims.get((unit, item.source.id), "")
            return gettext(lang, "Claimed not applicable: {reason}", reason=reason)
        return item.rule.explain(self._columns[item.id], at, lang)

    def _of_adjustment(self, item: Item, at: int, lang: Lang) -> str:
        if not item.fact_kind.answered(np.isfinite(self._facts.of(item.id)[:, [at]]))[0]:
            absent = item.counted.absent.get(lang) if item.counted else gettext(lang, "Nothing recorded")
            return capitalised(absent)
        reason = item.rule.explain(self._columns[item.id], at, lang)
        if isinstance(item, Adjustment) and item.in_ is not None:
            return gettext(lang, "{reason}, within '{part}'", reason=reason, part=self._system.part_titles[item.in_])
        return self._cut_words(item, at, reason, lang)

    def _cut_words(self, item: Item, at: int, reason: str, lang: Lang) -> str:
        """A reason, and what is left of the points where others share a limit with them."""
        entry = next((one for one in self._system.caps.together if item.id in one.of), None)
        if entry is None:
            return reason
        row = [adjustment.id for adjustment in self._system.adjustments].index(item.id)
        before, left = self._own_points[row, at], held_together(self._system, self._own_points[:, at : at + 1])[row, 0]
        if before == left:
            return reason
        limit = together_words(entry, self._system, lang)
        if not left:
            return gettext(lang, "{reason}; {limit}; this one does not count", reason=reason, limit=limit)
        points = plain(abs(left))
        return gettext(lang, "{reason}; {limit}; of this one {points} count", reason=reason, limit=limit, points=points)

    @cached_property
    def _own_points(self) -> Floats:
        """Points of each adjustment, (adjustments, units), before those that share a limit are cut."""
        adjustments = self._system.adjustments
        return np.array([cast(AdjustmentRule, a.rule).points_of(self._columns[a.id]) for a in adjustments])
