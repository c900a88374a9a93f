"""Fills the program's own workbooks the way people fill them, and saves them so that every run gives the same bytes."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

import numpy as np
from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from sample_data.figures import Values
from scoring.facts import field_label
from scoring.system import IndicatorSystem
from scoring.workbook import template_workbook

ID, VALUE, DUE = "编号", "填报值", "应完成数"
_FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
_MOMENT = b"2025-01-02T03:04:05Z"


def open_template(system: IndicatorSystem, unit: tuple[str, str, str]) -> Workbook:
    """A unit's blank workbook."""
    return load_workbook(io.BytesIO(template_workbook(system, unit)))


def tables(book: Workbook) -> Iterator[tuple[Worksheet, int, dict[str, int]]]:
    """The sheets that are filled in: sheet, heading row, heading -> column."""
    for sheet in book.worksheets:
        for row in range(1, 6):
            headings = {str(c.value): c.column for c in sheet[row] if c.value is not None}
            if ID in headings and len(headings) > 5:
                yield sheet, row, headings
                break


def cells_of(book: Workbook) -> dict[tuple[str, str], Cell]:
    """The cells that are filled in, by indicator and heading."""
    found = {}
    for sheet, head, headings in tables(book):
        for row in sheet.iter_rows(min_row=head + 1):
            indicator = row[headings[ID] - 1].value
            found |= {(indicator, heading): row[column - 1] for heading, column in headings.items() if indicator}
    return found


def heading_of(field: str) -> str:
    """Under which heading a field of a fact is written."""
    if field in ("value", "done", "now"):
        return VALUE
    return DUE if field in ("due", "before") else field_label(field).get()


class Hand:
    """How one person writes: the same person always the same way, mostly."""

    def __init__(self, random: np.random.Generator) -> None:
        self.random = random
        self.yes, self.no = [("是", "否"), ("√", "×"), ("有", "无"), ("是 ", "否")][int(random.integers(0, 4))]
        self.date = int(random.integers(0, 5))

    def written(self, value: Any) -> Any:
        """A value as this person types it into a cell."""
        if isinstance(value, bool):
            return self.yes if value else self.no
        if isinstance(value, dt.date):
            return self._date(value)
        if isinstance(value, int | float):
            return self._number(value)
        return value

    def _date(self, day: dt.date) -> Any:
        forms = (day.isoformat(), f"{day.year}/{day.month}/{day.day}", f"{day.year}.{day.month}.{day.day}")
        return (*forms, f"{day.year}年{day.month}月{day.day}日", dt.datetime.combine(day, dt.time()))[self.date]

    def _number(self, value: float) -> Any:
        chance = self.random.random()
        if chance < 0.03:
            return str(value).translate(_FULL_WIDTH)
        if value >= 1000 and self.date % 2:
            return f"{value:,}"
        return f" {value}" if chance < 0.09 else value


def fill(book: Workbook, figures: dict[str, Values], random: np.random.Generator) -> None:
    """Write the figures of a unit into its workbook, with some evidence."""
    hand, cells = Hand(random), cells_of(book)
    for indicator, values in figures.items():
        for field, value in values.items():
            cells[indicator, heading_of(field)].value = hand.written(value)
        if random.random() < 0.6:
            evidence = ["工作台账", "会议记录、签到表", "正式文件", "网页截图", "统计表"][int(random.integers(0, 5))]
            cells[indicator, "佐证材料"].value = evidence


def claim(book: Workbook, indicator: str, reason: str) -> None:
    """Claim that an indicator does not apply: its figures are cleared, the reason stands beside."""
    cells = cells_of(book)
    for (row, heading), cell in cells.items():
        if row == indicator and (heading in (VALUE, DUE) or re.fullmatch(r"\d+月|.季度", heading)):
            cell.value = None
    cells[indicator, "不适用"].value = "是"
    cells[indicator, "不适用理由"].value = reason


def rearrange(book: Workbook) -> None:
    """Turn the rows of the main sheet round and swap two of its columns, as after sorting and dragging."""
    sheet, head, headings = next(tables(book))
    evidence, note = headings["佐证材料"], headings["备注"]
    # A cell's number format goes with its value, as it does when a person sorts.
    rows = [[(cell.value, cell.number_format) for cell in row] for row in sheet.iter_rows(min_row=head)]
    for row in rows:
        row[evidence - 1], row[note - 1] = row[note - 1], row[evidence - 1]
    for number, row in enumerate([rows[0], *reversed(rows[1:])], head):
        for column, (value, shape) in enumerate(row, 1):
            cell = sheet.cell(number, column)
            cell.value, cell.number_format = value, shape


def saved(book: Workbook) -> bytes:
    """The workbook's bytes, the same for the same content."""
    target = io.BytesIO()
    book.save(target)
    return without_clock(target.getvalue())


def without_clock(content: bytes) -> bytes:
    """A workbook's bytes without the moment it was written at."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "docProps/core.xml":
                part = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z", _MOMENT, part)
            info = zipfile.ZipInfo(name, (2025, 1, 2, 3, 4, 4))
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, part)
    return packed.getvalue()
