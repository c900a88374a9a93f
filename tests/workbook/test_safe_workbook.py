"""A workbook that the program begins: what somebody typed stays text in it."""

from __future__ import annotations

import io
import zipfile

import openpyxl
import pytest

from scoring.workbook.safe_workbook import FONT, FONT_SIZE, new_workbook


@pytest.mark.parametrize(
    "words",
    ["=1+1", "=cmd|'/c calc'!A0", "{=A1}", "http://example.org", "mailto:a@b", "internal:A!A1", "0123", "1e5", "+1"],
)
def test_text_stays_text(words: str) -> None:
    """Whatever writes it, the file says of each cell that it holds a text, and of no formula or link."""
    target = io.BytesIO()
    workbook = new_workbook(target)
    sheet = workbook.add_worksheet("a")
    sheet.write(0, 0, words)
    sheet.write_row(1, 0, [words])
    sheet.write_column(2, 0, [words])
    workbook.close()
    with zipfile.ZipFile(target) as archive:
        xml = archive.read("xl/worksheets/sheet1.xml")
    assert xml.count(b't="s"') == xml.count(b"<c ") == 3
    assert b"<f" not in xml
    assert b"hyperlink" not in xml
    assert [cell.value for (cell,) in openpyxl.load_workbook(target)["a"].iter_rows()] == [words] * 3


@pytest.mark.parametrize("font", [FONT, "微软雅黑"])
def test_the_font_of_cells_without_a_format(font: str) -> None:
    target = io.BytesIO()
    workbook = new_workbook(target, font=font)
    workbook.add_worksheet("a").write(0, 0, 1)
    workbook.close()
    cell = openpyxl.load_workbook(io.BytesIO(target.getvalue()))["a"]["A1"]
    assert (cell.font.name, cell.font.sz) == (font, FONT_SIZE)
