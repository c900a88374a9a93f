"""What inspectors enter, and what it changes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import pandas as pd

from scoring.analysis.common import item_keys
from scoring.analysis.effect import changes
from scoring.analysis.effect import effect as effect_of_system
from scoring.engine import ScoreSheet, score
from scoring.facts import FACT_COLUMNS, FACT_KINDS, NA_FIELD, BadValue
from scoring.numbers import tidy
from scoring.problems import Problem
from scoring.system import Adjustment, Indicator, IndicatorSystem
from scoring.words import SOURCES, Lang


@dataclass(frozen=True)
class Entry:
    """What an inspector typed for one field; a blank `raw` takes back the verified value."""

    unit: str
    indicator: str
    field: str
    raw: str
    reason: str = ""

    def problem(self, code: str, label: str, **params: object) -> Problem:
        """A mistake at this entry; `label` is what its field is called."""
        return Problem(code, params, cell=label, unit=self.unit, indicator=self.indicator)


def read_entries(
    system: IndicatorSystem, entries: Iterable[Entry], facts: pd.DataFrame, lang: Lang = "zh"
) -> tuple[pd.DataFrame, list[Problem]]:
    """Read what inspectors typed, by the same reader as the cells of a workbook.

    Args:
        facts: what is known so far, needed to judge pairs (done and due, now and before).

    Returns:
        FACT_COLUMNS rows of source `verified`, value NaN and text '' ... for what is taken back; and every mistake.
        With any mistake nothing should be stored.
    """
    rows, problems = [], []
    for entry in entries:
        item = system.items[entry.indicator]
        label = item.field_label(entry.field).get(lang)
        try:
            value = _read(item, entry)
        except BadValue as bad:
            problems.append(entry.problem(bad.code, label, **bad.params))
            continue
        if _lacks_reason(item, entry, value, facts):
            problems.append(entry.problem("verified_without_reason", label))
        rows.append((entry.unit, entry.indicator, entry.field, value, "verified", entry.reason.strip()))
    read = pd.DataFrame(rows, columns=FACT_COLUMNS).astype({"value": float})
    problems += _claims_beside_values(system, read, lang)
    problems += _inconsistencies(system, read, merged(facts, read), lang)
    return read, problems


def _lacks_reason(item: Indicator | Adjustment, entry: Entry, value: float, facts: pd.DataFrame) -> bool:
    """Whether a reason is missing: what a unit reports, and what adds, takes off or bars, is not changed without one.

    Taking an adjustment back needs a reason of its own: the old one says why it was given. That nothing happened
    needs none where nothing stood.
    """
    given = entry.reason.strip()
    if not isinstance(item, Adjustment):
        return not given and item.reported_by == "unit"
    here = (facts["unit"] == entry.unit) & (facts["indicator"] == entry.indicator) & (facts["field"] == entry.field)
    stands = facts[here & (facts["source"] == "verified") & (facts["value"] != 0)]
    if value == 0 or np.isnan(value):
        return not stands.empty and given in ("", *stands["text"])
    return not given


def _read(item: Indicator | Adjustment, entry: Entry) -> float:
    """The typed value; NaN for a blank one, and for a claim (whose word is its reason)."""
    typed = tidy(entry.raw)
    if not typed:
        return float("nan")
    if entry.field == NA_FIELD:
        if not FACT_KINDS["yes_no"].read(typed, item):
            raise BadValue("not_yes_no", found=entry.raw)
        return 1.0
    return item.fact_kind.read(entry.raw, item)


def _claims_beside_values(system: IndicatorSystem, read: pd.DataFrame, lang: Lang) -> list[Problem]:
    given = read[read["value"].notna()]
    values = given[given["field"] != NA_FIELD].drop_duplicates(["unit", "indicator"])
    claims = given[given["field"] == NA_FIELD]
    both = claims.merge(values, on=["unit", "indicator"], suffixes=("", "_value"))
    return [
        Problem(
            "na_beside_value",
            {"other": system.items[row.indicator].field_label(row.field_value)},
            cell=system.items[row.indicator].field_label(NA_FIELD).get(lang),
            unit=row.unit,
            indicator=row.indicator,
        )
        for row in both.itertuples()
    ]


def merged(facts: pd.DataFrame, read: pd.DataFrame) -> pd.DataFrame:
    """The facts as they would be with entries from `read_entries`: replaced, added, or taken back.

    A new value overtakes an inspector's earlier claim of "not applicable", and the other way round.
    """
    if read.empty:
        return facts
    key = ["unit", "indicator", "field", "source"]
    given = read[read["value"].notna()]
    claims = given["field"] == NA_FIELD
    is_claim, by_inspector = facts["field"] == NA_FIELD, facts["source"] == "verified"
    replaced = pd.MultiIndex.from_frame(facts[key].astype(object)).isin(pd.MultiIndex.from_frame(read[key]))
    overtaken = (is_claim & item_keys(facts).isin(item_keys(given[~claims]))) | (
        ~is_claim & item_keys(facts).isin(item_keys(given[claims]))
    )
    return pd.concat([facts[~replaced & ~(by_inspector & overtaken)], given], ignore_index=True)


def _inconsistencies(system: IndicatorSystem, read: pd.DataFrame, facts: pd.DataFrame, lang: Lang) -> list[Problem]:
    """Mistakes between the figures of an indicator, judged on what would count (verified over self)."""
    problems = []
    counting = facts.sort_values("source", kind="stable")  # self first, verified overrules
    for unit, indicator in dict.fromkeys(zip(read["unit"], read["indicator"], strict=True)):
        item = system.items[indicator]
        own = counting[(counting["unit"] == unit) & (counting["indicator"] == indicator)]
        rows = {row.field: row for row in own.itertuples() if row.field in item.fields}
        values = {field: float(row.value) for field, row in rows.items()}
        for one in item.fact_kind.inconsistencies(item, values, system.year, is_partial=False):
            other = {"other": SOURCES[rows[one.other].source]} if one.other else {}
            cell = item.field_label(one.field).get(lang)
            problems.append(Problem(one.code, {**one.params, **other}, cell=cell, unit=unit, indicator=indicator))
    return [problem for problem in problems if problem.severity == "error"]


# --- what a verification changes -----------------------------------------------------------------


def effect(before: ScoreSheet, facts: pd.DataFrame, lang: Lang = "zh") -> pd.DataFrame:
    """What other facts would do to the units' scores, ranks and grades.

    Returns:
        unit, name, score, new_score, change, rank, new_rank, grade, new_grade (titles); every unit of which any of
        them changes, also one that moves because another does, largest change of score first.
    """
    rows = effect_of_system(before, score(before.system, before.units, facts, before.listed), None, lang)
    rows = rows[changes(rows)].rename(columns=_NAMES)
    order = rows["change"].abs().sort_values(ascending=False, na_position="last", kind="stable").index
    return rows.loc[order, ["unit", "name", *_NAMES.values()]].reset_index(drop=True)


_NAMES = {
    "score_before": "score",
    "score_after": "new_score",
    "score_change": "change",
    "rank_before": "rank",
    "rank_after": "new_rank",
    "grade_before": "grade",
    "grade_after": "new_grade",
}
