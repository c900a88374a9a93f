"""One fact as it goes from a cell to the scores; frames are made of these once.

Tested in tests/workbook/intake/test_self_report.py.
"""

from __future__ import annotations

from typing import NamedTuple


class Fact(NamedTuple):
    """What one source says of one field of an indicator for a unit, and where it was read.

    Attributes:
        value: NaN for a claim or a text. source: self or verified.
        text: the reason of a claim or of a verified figure, or the text itself.
        file, sheet, cell: '' for what was entered on screen.
    """

    unit: str
    indicator: str
    field: str
    value: float
    source: str
    text: str
    file: str = ""
    sheet: str = ""
    cell: str = ""


FACT_COLUMNS = list(Fact._fields[:6])
PLACE_COLUMNS = list(Fact._fields[6:])  # beside FACT_COLUMNS: where each fact was read
UNIT_COLUMNS = ["unit", "name", "group"]
