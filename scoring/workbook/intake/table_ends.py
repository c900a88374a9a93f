"""Knows the rows that end a table or a part of it: totals, and who filled it in and when."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import Any

from scoring.numbers import tidy
from scoring.problems import Problem
from scoring.words import joined_text
from scoring.workbook.intake.cells import excerpt, is_blank
from scoring.workbook.intake.consistency import Check
from scoring.workbook.intake.headings import Table

_TOTALS = "合计|总计|小计|共计|累计|总数|总分|得分合计|平均|平均值|total|subtotal|grandtotal|sum|average"
_FOOTERS = (
    "(?:填表|填报|制表|报送|上报|审核|复核|审批|经办|核查|负责|联系)(?:人|人员|单位|日期|时间|意见)?(?:签字|签名|盖章)?"
    "|(?:单位|部门|主要|分管|科室)?(?:负责人|领导)(?:签字|签名)?|审定|日期|时间|签字|签名|盖章|公章|备注|说明|注|注释"
    "|填表说明|填报说明|preparedby|filledinby|checkedby|reviewedby|approvedby|signature|date|notes?|remarks?"
)
_END = re.compile(
    rf"[(（【\[]?(?:(?:{_TOTALS})(?:[:：(（].*)?|(?:{_FOOTERS})(?:[)）】\]]|[(（][^)）]*[)）])?(?:[:：].*)?|—*完—*|以下空白)[)）】\]]?",
    re.IGNORECASE | re.DOTALL,
)


def end_column(cells: Mapping[int, Any]) -> int | None:
    """The column of the word that makes a row the end of a table, always its first one; None for any other row."""
    first = min((column for column, value in cells.items() if not is_blank(value)), default=None)
    if first is None:
        return None
    value = cells[first]
    return first if isinstance(value, str) and _is_end(value) else None


@lru_cache(maxsize=8192)
def _is_end(words: str) -> bool:
    return len(words) <= 400 and _END.fullmatch("".join(tidy(words).split())) is not None


def passed_over(table: Table, row: int, at: int, keys: Iterable[str]) -> Iterator[Check]:
    """The notice of such a row with its word in column `at`; figures under the headings `keys` are told, for nobody
    reads them."""
    cells = table.grid.rows[row]
    columns = [table.columns[key] for key in keys if key in table.columns]
    figures = [column for column in sorted(columns) if column != at and not is_blank(cells.get(column))]
    found = excerpt(cells[at])
    if figures:
        listed = joined_text(f"{table.place(row, column).cell} {excerpt(cells[column])}" for column in figures)
        yield Problem("end_with_figures", {"found": found, "figures": listed}), table.place(row, figures[0])
    else:
        yield Problem("end_passed_over", {"found": found}), table.place(row, at)
