"""Frames of facts and of units.

Tested in tests/workbook/intake/test_self_report.py.
"""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd

from scoring.facts.fact import FACT_COLUMNS, PLACE_COLUMNS, UNIT_COLUMNS, Fact


def fact_frame(facts: Iterable[Fact]) -> pd.DataFrame:
    """Facts with their places, FACT_COLUMNS and PLACE_COLUMNS, in their order."""
    names = [*FACT_COLUMNS, *PLACE_COLUMNS]
    columns = dict(zip(names, zip(*facts, strict=True), strict=False))  # none at all where there is no fact
    return pd.DataFrame(columns, columns=names).astype({"value": "float64"})


def unit_frame(units: Iterable[tuple[str, str, str]]) -> pd.DataFrame:
    """The `units` frame, UNIT_COLUMNS, of (code, name, group id)."""
    return pd.DataFrame(list(units), columns=UNIT_COLUMNS, dtype=object)
