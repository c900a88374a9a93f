"""The sheets of a unit's workbook on which figures stand.

Tested in tests/workbook/template/test_workbook.py.
"""

from __future__ import annotations

from dataclasses import dataclass

from scoring.words import Text, text


@dataclass(frozen=True)
class Sheet:
    """One sheet.

    Attributes:
        key: what the program calls it. order: its place in the workbook.
        is_wide: whether an indicator has a cell for each of many fields, under headings of their own; else its
            figures stand under 填报值 and 应完成数.
    """

    key: str
    title: Text
    order: int
    is_wide: bool = False


ENTRY = Sheet("entry", text("填报", "Figures"), 0)
SERIES = Sheet("series", text("月度季度", "Months and quarters"), 1, is_wide=True)
PANEL = Sheet("panel", text("评议", "Panel"), 2, is_wide=True)
