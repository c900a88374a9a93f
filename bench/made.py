"""A system of 72 indicators and facts for any number of units, for the benches."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import yaml

from scoring.system import Indicator, IndicatorSystem, load_system_text

SYSTEM = Path(__file__).resolve().parent.parent / "indicators.yaml"
INDICATORS = 72
_TYPICAL = {"yes_no": 2, "count": 8, "monthly": 3, "quarterly": 3, "choice": 3}


def system_of_72() -> IndicatorSystem:
    """The bundled system with 72 of its indicators, all for every group, without adjustments."""
    data = yaml.safe_load(SYSTEM.read_text(encoding="utf-8"))
    del data["adjustments"]
    measures = [measure for section in data["sections"] for measure in section["measures"]]
    for indicator in (i for measure in measures for i in measure["indicators"]):
        indicator.pop("applies_to", None)
    surplus = sum(len(measure["indicators"]) for measure in measures) - INDICATORS
    for measure in [m for m in measures if len(m["indicators"]) > 2][:surplus]:
        measure["indicators"].pop()
    return load_system_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False))


def units_and_facts(system: IndicatorSystem, count: int, seed: int = 1) -> tuple[pd.DataFrame, pd.DataFrame]:
    """`count` units in the system's groups with every field of every indicator filled in."""
    random = np.random.default_rng(seed)
    codes = np.array([f"U{number:06d}" for number in range(count)])
    groups = np.array(list(system.groups))[np.arange(count) % len(system.groups)]
    units = pd.DataFrame({"unit": codes, "name": codes, "group": groups})
    parts = [
        _facts(indicator, field, codes, random)
        for indicator in system.indicators.values()
        for field in indicator.fields
    ]
    return units, pd.concat(parts, ignore_index=True)


def _facts(indicator: Indicator, field: str, codes: np.ndarray, random: np.random.Generator) -> pd.DataFrame:
    columns = {
        "unit": codes,
        "indicator": indicator.id,
        "field": field,
        "value": _values(indicator, field, len(codes), random),
    }
    return pd.DataFrame({**columns, "source": "self", "text": ""})


def _values(indicator: Indicator, field: str, count: int, random: np.random.Generator) -> np.ndarray:
    if indicator.facts == "date":
        return random.integers(739_250, 739_450, count).astype(float)
    if field in ("due", "before"):
        return random.integers(20, 40, count).astype(float)
    if field in ("done", "now"):
        return random.integers(5, 21, count).astype(float)
    if indicator.facts in ("number", "rating"):
        return random.integers(200, 10_000, count) / 100
    return random.integers(0, _TYPICAL[indicator.facts], count).astype(float)
