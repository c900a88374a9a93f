"""What one uploaded file turned out to hold: the units it speaks of, their facts, and every mistake."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import Literal

import pandas as pd

from scoring.errors import Problem, has_errors
from scoring.facts import UNIT_COLUMNS, empty_facts

PLACE_COLUMNS = ["file", "sheet", "cell"]  # beside FACT_COLUMNS: where each fact was read


def _no_units() -> pd.DataFrame:
    return pd.DataFrame(columns=UNIT_COLUMNS)


@dataclass(frozen=True)
class Submission:
    """One workbook or table as it was read.

    Attributes:
        file: name to show; a zip's member as 'forty.zip/U01.xlsx'.
        kind: `workbook` states one unit's whole self-report; `table` states just the facts in its rows.
        content: the bytes as uploaded.
        units: the units it speaks of, UNIT_COLUMNS.
        facts: FACT_COLUMNS + PLACE_COLUMNS; empty where the file cannot be read.
        problems: every mistake found, in the order of the file.
        reported_units: codes of the units whose own report this is (a table of inspectors' figures has none).
    """

    file: str
    kind: Literal["workbook", "table", "unreadable"]
    content: bytes = b""
    units: pd.DataFrame = field(default_factory=_no_units)
    facts: pd.DataFrame = field(default_factory=empty_facts)
    problems: tuple[Problem, ...] = ()
    reported_units: tuple[str, ...] = ()

    @property
    def accepted(self) -> bool:
        """Whether it counts: no errors (warnings are no hindrance)."""
        return not has_errors(self.problems)

    @property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()
