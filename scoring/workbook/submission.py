"""What one uploaded file turned out to hold: the units it speaks of, their facts, and every mistake.

Tested in tests/workbook/intake/test_self_report.py.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

import pandas as pd

from scoring.facts import Fact
from scoring.facts.frames import fact_frame, unit_frame
from scoring.problems import Problem, has_errors


@dataclass(frozen=True)
class Submission:
    """One workbook or table as it was read.

    Attributes:
        file: name to show; a zip's member as 'forty.zip/U01.xlsx'.
        kind: `workbook` states one unit's whole self-report; `table` states just the facts in its rows.
        content: the bytes as uploaded.
        unit_rows: the units it speaks of, as UNIT_COLUMNS.
        fact_rows: what it states; none where the file cannot be read.
        problems: every mistake in it, in the order of the file.
        reported_units: codes of the units whose own report this is (a table of inspectors' figures has none, but where
            inspectors report everything).
        unit_places: unit -> the sheet and cell that name it first.
    """

    file: str
    kind: Literal["workbook", "table", "unreadable"]
    content: bytes = b""
    unit_rows: tuple[tuple[str, str, str], ...] = ()
    fact_rows: tuple[Fact, ...] = ()
    problems: tuple[Problem, ...] = ()
    reported_units: tuple[str, ...] = ()
    unit_places: Mapping[str, tuple[str, str]] = field(default_factory=dict, compare=False)

    # A frame costs more than reading a small file does, so it is made only where one is asked for.

    @cached_property
    def units(self) -> pd.DataFrame:
        """The units it speaks of, UNIT_COLUMNS."""
        return unit_frame(self.unit_rows)

    @cached_property
    def facts(self) -> pd.DataFrame:
        """What it states, FACT_COLUMNS + PLACE_COLUMNS."""
        return fact_frame(self.fact_rows)

    @property
    def unit_codes(self) -> list[str]:
        """The codes of all units it speaks of, each once."""
        rows = (*self.unit_rows, *self.fact_rows)
        return list(dict.fromkeys(map(str, (*self.reported_units, *(row[0] for row in rows)))))

    @property
    def is_list(self) -> bool:
        """Whether it is a list of units: it says who there is, and no figure."""
        return self.kind == "table" and bool(self.unit_rows) and not self.fact_rows and not self.reported_units

    @property
    def accepted(self) -> bool:
        """Whether it counts: no errors (warnings are no hindrance)."""
        return not has_errors(self.problems)

    @cached_property
    def sha256(self) -> str:
        return hashlib.sha256(self.content).hexdigest()
