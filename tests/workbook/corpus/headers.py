"""Headings merged, moved, renamed, repeated and missing."""

from __future__ import annotations

import re
from collections.abc import Callable

from tests.workbook.corpus.base import (
    ENTRY,
    GOOD,
    SERIES,
    Case,
    Facts,
    book,
    but,
    cells,
    column,
    edited,
    moved,
    packed,
    parts,
    rows_of,
    with_cells,
    with_rows,
)

ENTRY_FACTS = ("M01-1", "M01-2", "M01-3", "M01-4", "M01-5", "M01-6", "M01-7", "M02-2", "B1")


def pushed_down(xml: str, count: int, above: str) -> str:
    """The rows of a sheet moved down, with others above."""
    rows = [moved(row, int(re.search(r'r="(\d+)"', row)[1]) + count) for row in rows_of(xml)]
    return with_rows(xml, [above, *rows])


def titled(count: int, title: str) -> bytes:
    """A title over the whole width above the headings, merged."""
    above = f'<row r="1"><c r="A1" t="inlineStr"><is><t>{title}</t></is></c></row>'
    merged = '<mergeCells count="1"><mergeCell ref="A1:N1"/></mergeCells>'
    return edited(ENTRY, lambda xml: pushed_down(xml, count, above).replace("</sheetData>", f"</sheetData>{merged}"))


def reordered(order: Callable[[int], int], sheet: str = ENTRY) -> bytes:
    """The columns in another order: each cell's column by its number."""

    def change(xml: str) -> str:
        def row(match: re.Match[str]) -> str:
            placed = []
            for cell in re.findall(r"<c .*?(?:/>|</c>)", match[2]):
                letters, digits = re.search(r'r="([A-Z]+)(\d+)"', cell).groups()
                to = order(_number(letters))
                placed.append((to, cell.replace(f'r="{letters}{digits}"', f'r="{column(to)}{digits}"')))
            return match[1] + "".join(cell for _, cell in sorted(placed)) + "</row>"

        return re.sub(r"(<row [^>]*>)(.*?)</row>", row, xml)

    return edited(sheet, change)


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def renamed(old: str, new: str) -> bytes:
    """A sheet under another name."""
    found = parts()
    found["xl/workbook.xml"] = found["xl/workbook.xml"].decode().replace(f'name="{old}"', f'name="{new}"').encode()
    return packed(found)


def sheets_reversed() -> bytes:
    def change(xml: str) -> str:
        sheets = re.findall(r"<sheet .*?/>", xml)
        return xml.replace("".join(sheets), "".join(reversed(sheets)))

    return edited("xl/workbook.xml", change)


def merged_down(first: str, *others: str) -> bytes:
    """Cells of the heading merged: only the first keeps its words."""
    found = with_cells({ENTRY: dict.fromkeys(others)})
    part = "xl/worksheets/sheet3.xml"
    found[part] = found[part].replace(
        b"</sheetData>", f'</sheetData><mergeCells><mergeCell ref="{first}:{others[-1]}"/></mergeCells>'.encode()
    )
    return packed(found)


def headed_twice() -> bytes:
    """The headings again in the middle, as on a second printed page."""

    def change(xml: str) -> str:
        rows = rows_of(xml)
        moved_down = [moved(row, at) for at, row in enumerate(rows[5:], start=7)]
        return with_rows(xml, [*rows[:5], moved(rows[0], 6), *moved_down])

    return edited(ENTRY, change)


def all_on_one_sheet() -> bytes:
    """Who it is and what it reports on one sheet of a home-made workbook."""
    return book(
        {
            "Sheet1": [
                ["2025年度考核自评表"],
                [],
                ["单位编码", "U01", None, "单位名称", "办公室"],
                ["单位分组", "综合部门", None, "考核年度", 2025],
                [],
                ["序号", "编号", "考核内容", "填报值", "应完成数", "备注"],
                [1, "M01-2", "活动", 3, None, "合并在一张表里"],
                [2, "M01-4", "办结率", 8, 10],
                [],
                ["填表人", "某处"],
            ]
        }
    )


Heads = dict[str, tuple[str, Callable[[], bytes], Facts, tuple[str, ...]]]
NOTHING: Facts = but(without=ENTRY_FACTS)
ABSENT = "indicators_absent"
HEADS: Heads = {
    "columns reversed": ("reordered columns", lambda: reordered(lambda n: 13 - n), GOOD, ()),
    "columns shifted right": ("reordered columns", lambda: reordered(lambda n: n + 5), GOOD, ()),
    "columns far apart": ("reordered columns", lambda: reordered(lambda n: n * 7), GOOD, ()),
    "months reversed": ("reordered columns", lambda: reordered(lambda n: 26 - n, SERIES), GOOD, ()),
    "value and due exchanged": ("reordered columns", lambda: reordered(lambda n: {6: 7, 7: 6}.get(n, n)), GOOD, ()),
    "a column between": ("extra columns", lambda: reordered(lambda n: n + (n > 6)), GOOD, ()),
    "extra columns": ("extra columns", lambda: cells(O1="上年值", O3=99, P1="审核人", P3="某处"), GOOD, ()),
    "an extra column with a name of ours in it": ("extra columns", lambda: cells(O1="上年填报值", O3=99), GOOD, ()),
    "a title above": ("extra header rows", lambda: titled(1, "2025年度自评表"), GOOD, ()),
    "a title with a personal word": ("personal data", lambda: titled(1, "联系电话"), GOOD, ("personal_data 填报!A1",)),
    "thirty rows above": ("extra header rows", lambda: titled(30, "说明"), GOOD, ()),
    "headings again below": ("extra header rows", headed_twice, GOOD, ()),
    "headings merged with blanks": ("merged headers", lambda: merged_down("A1", "B1", "C1"), GOOD, ()),
    "the heading of the due merged away": (
        "merged headers",
        lambda: merged_down("G1", "H1"),
        but(without=["M01-4.due", "M01-5.before"]),
        ("missing_column 填报!A1", "figure_without_heading 填报!H5", "figure_without_heading 填报!H6"),
    ),
    "the heading of the id merged away": (
        "merged headers",
        lambda: cells(A1=None),
        NOTHING,
        (ABSENT, "missing_column 填报!A1"),
    ),
    "renamed value": (
        "renamed columns",
        lambda: cells(G1="填报数"),
        NOTHING | {"M01-4.due": 10, "M01-5.before": 100},
        ("missing_column 填报!A1",),
    ),
    "renamed id": ("renamed columns", lambda: cells(A1="编码"), NOTHING, (ABSENT, "missing_column 填报!A1")),
    "renamed due": (
        "renamed columns",
        lambda: cells(H1="应办数"),
        but(without=["M01-4.due", "M01-5.before"]),
        ("missing_column 填报!A1",),
    ),
    "a month renamed": (
        "renamed columns",
        lambda: cells(SERIES, E1="三"),
        but(without=["M01-8.m03"]),
        ("missing_column 月度季度!A1",),
    ),
    "months in other words": (
        "renamed columns",
        lambda: cells(SERIES, C1="一月", D1="2月份", E1="03月", N1="十二月"),
        GOOD,
        (),
    ),
    "quarters in other words": ("renamed columns", lambda: cells(SERIES, O1="第一季度", P1="2季度", Q1="Q3"), GOOD, ()),
    "spaces in headings": ("spaces", lambda: cells(G1=" 填 报\u3000值 ", A1="编\n号", H1="应完成数："), GOOD, ()),
    "two of a heading": (
        "extra columns",
        lambda: cells(O1="填报值", O3=9),
        GOOD,
        ("duplicate_column 填报!O1",),
    ),
    "no headings left": (
        "renamed columns",
        lambda: cells(**{f"{column(n)}1": None for n in range(14)}),
        NOTHING,
        (ABSENT, "sheet_not_read 填报"),
    ),
    "sheets renamed": ("renamed columns", lambda: renamed("填报", "Sheet1"), GOOD, ()),
    "sheets in reverse": ("reordered columns", sheets_reversed, GOOD, ()),
    "a sheet with markup for a name": (
        "script and Markdown",
        lambda: renamed("填报", "&lt;b&gt;x![](a)"),
        GOOD,
        (),
    ),
    "all on one sheet": (
        "extra header rows",
        all_on_one_sheet,
        {"M01-2": 3, "M01-2.note": "合并在一张表里", "M01-4.done": 8, "M01-4.due": 10},
        (ABSENT, "end_passed_over Sheet1!A10"),
    ),
}


CASES = [
    Case(f"headings, {name}.xlsx", theme, make, facts, problems)
    for name, (theme, make, facts, problems) in HEADS.items()
]
