"""From plain data, as people and the reference scorer write it, to what the engine takes."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

import pandas as pd
import yaml

from scoring.engine import ScoreSheet
from scoring.system import IndicatorSystem, load_system_text
from tests.reference.totals import Claims, Facts, Result, Value

System = dict[str, Any]
UNIT_COLUMNS = ["unit", "name", "group"]
FACT_COLUMNS = ["unit", "indicator", "field", "value", "source", "text"]


@dataclass
class Report:
    """What one source says: facts, and claims of "not applicable"."""

    facts: Facts = field(default_factory=dict)
    claims: Claims = field(default_factory=set)


def loaded(system: System) -> IndicatorSystem:
    """The system as the engine reads it, by way of its YAML text."""
    return load_system_text(yaml.safe_dump(system, allow_unicode=True, sort_keys=False))


def unit_frame(units: Iterable[tuple[str, str]]) -> pd.DataFrame:
    """The `units` frame of (code, group) pairs."""
    rows = [(code, f"单位{code}", group) for code, group in units]
    return pd.DataFrame(rows, columns=UNIT_COLUMNS)


def options_of(system: System) -> dict[str, list[str]]:
    """The options of every choice, by the id of its indicator or adjustment."""
    measures = [measure for section in system.get("sections", []) for measure in section["measures"]]
    indicators = [indicator for measure in measures for indicator in measure["indicators"]]
    return {item["id"]: item.get("options", []) for item in [*indicators, *system.get("adjustments", [])]}


def encoded(value: Value, options: list[str]) -> float:
    """A value as the frame holds it: yes as 1, a date as its day number, a choice as its index."""
    if isinstance(value, dt.date):
        return float(value.toordinal())
    return float(options.index(value)) if isinstance(value, str) else float(value)


def fact_frame(system: System, own: Report, verified: Report | None = None) -> pd.DataFrame:
    """The `facts` frame of what units reported and, if any, what inspectors found."""
    options, rows = options_of(system), []
    for source, report in (("self", own), ("verified", verified or Report())):
        for (unit, indicator, name), value in report.facts.items():
            number = encoded(value, options.get(indicator, []))
            rows.append((unit, indicator, name, number, source, ""))
        claimed = sorted(report.claims)
        rows += [(unit, indicator, "na", float("nan"), source, "理由") for unit, indicator in claimed]
    frame = pd.DataFrame(rows, columns=FACT_COLUMNS)
    return frame.astype({"value": "float64"})


def effective(own: Report, verified: Report) -> Report:
    """What counts: a verified value replaces the unit's own and cancels its claim; a verified claim
    of "not applicable" cancels the unit's values."""
    corrected = {(unit, indicator) for unit, indicator, _ in verified.facts}
    claims = (own.claims - corrected) | verified.claims
    facts = own.facts | verified.facts
    return Report({key: v for key, v in facts.items() if key[:2] not in claims}, claims)


def results(sheet: ScoreSheet) -> dict[str, Result]:
    """What the engine says, in the shape of the reference's answer; numbers as their shortest text."""
    by_unit = {row["unit"]: _plain(row) for row in _rows(sheet.totals)}
    for row in by_unit.values():
        row |= {"vetoes": list(row["vetoes"]), "indicators": {}, "sections": {}, "adjustments": {}, "parts": {}}
    for row in _rows(sheet.lines):
        by_unit[row["unit"]]["indicators"][row["indicator"]] = _plain(row)
    for row in _rows(sheet.sections.dropna(subset="rate")):
        by_unit[row["unit"]]["sections"][row["section"]] = _plain(row)
    for row in _rows(sheet.adjustments):
        by_unit[row["unit"]]["adjustments"][row["indicator"]] = _plain(row)
    for row in _rows(sheet.parts):
        by_unit[row["unit"]]["parts"][row["part"]] = _plain(row)
    for indicator, taken in zip(sheet.system.indicators, sheet.line_arrays.taken, strict=True):
        for unit, one in zip(sheet.units["unit"], taken, strict=True):
            by_unit[unit]["indicators"][indicator]["taken"] = bool(one)
    for unit, row in by_unit.items():
        row["grade_missed"] = [grade for grade, _ in sheet.grade_missed(unit, "zh")]
    return by_unit


def _rows(frame: pd.DataFrame) -> list[Result]:
    return frame.to_dict("records")


def _plain(row: Result) -> Result:
    """The row with missing numbers as None and the others exactly as they would be printed."""
    return {name: _exact(value) if isinstance(value, float) else value for name, value in row.items()}


def _exact(value: float) -> Fraction | None:
    return None if math.isnan(value) else Fraction(repr(float(value)))
