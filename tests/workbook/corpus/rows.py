"""Rows given twice, missing, moved, hidden, unknown, or not the unit's to give."""

from __future__ import annotations

import re
from collections.abc import Callable

from tests.workbook.corpus.base import (
    ENTRY,
    GOOD,
    ROW,
    SERIES,
    Case,
    Facts,
    but,
    cell_xml,
    cells,
    edited,
    moved,
    packed,
    part_of,
    parts,
    rows_of,
    with_cells,
    with_rows,
)


def without_rows(*items: str) -> bytes:
    """Rows deleted, those below moved up."""

    def change(xml: str) -> str:
        gone = {ROW[item] for item in items}
        kept = [row for at, row in enumerate(rows_of(xml), start=1) if at not in gone]
        return with_rows(xml, [moved(row, at) for at, row in enumerate(kept, start=1)])

    return edited(ENTRY, change)


def sorted_rows() -> bytes:
    """The rows from the last id to the first."""

    def change(xml: str) -> str:
        head, *body = rows_of(xml)
        return with_rows(xml, [head, *(moved(row, at) for at, row in enumerate(reversed(body), start=2))])

    return edited(ENTRY, change)


def spaced() -> bytes:
    """Two blank rows after each row."""
    return edited(ENTRY, lambda xml: with_rows(xml, [moved(row, 1 + 3 * at) for at, row in enumerate(rows_of(xml))]))


def copied(item: str, **changes: object) -> bytes:
    """An item's row again, in row 11, with cells changed."""

    def change(xml: str) -> str:
        return with_rows(xml, [*rows_of(xml), moved(rows_of(xml)[ROW[item] - 1], 11)])

    found = parts()
    found[part_of(ENTRY)] = change(found[part_of(ENTRY)].decode()).encode()
    return packed(with_cells({ENTRY: changes}, found))


def added(**values: object) -> bytes:
    """A row of its own at the end, row 11."""
    row = "".join(cell_xml(f"{letter}11", value) for letter, value in sorted(values.items()))
    return edited(ENTRY, lambda xml: xml.replace("</sheetData>", f'<row r="11">{row}</row></sheetData>'))


def hidden_row(number: int, more: str = "") -> bytes:
    return edited(ENTRY, lambda xml: xml.replace(f'<row r="{number}"', f'<row r="{number}" hidden="1"{more}', 1))


def hidden_column(number: int, last: int = 0, value: str = "1") -> bytes:
    columns = f'<col min="{number}" max="{last or number}" width="9" hidden="{value}"/>'
    return edited(ENTRY, lambda xml: re.sub(r"<cols>.*?</cols>", f"<cols>{columns}</cols>", xml))


def hidden_sheet(sheet: str, state: str) -> bytes:
    return edited("xl/workbook.xml", lambda xml: xml.replace(f'name="{sheet}"', f'name="{sheet}" state="{state}"'))


def hidden_mistake() -> bytes:
    found = with_cells({ENTRY: {"G3": -1}})
    part = part_of(ENTRY)
    return packed({**found, part: found[part].replace(b'<row r="3"', b'<row r="3" hidden="1"', 1)})


Rows = dict[str, tuple[str, Callable[[], bytes], Facts, tuple[str, ...]]]
ABSENT = "indicators_absent"
ROWS: Rows = {
    "one missing": ("missing rows", lambda: without_rows("M01-2"), but(without=["M01-2"]), (ABSENT,)),
    "three missing": (
        "missing rows",
        lambda: without_rows("M01-1", "M01-4", "M02-2"),
        but(without=["M01-1", "M01-4", "M02-2"]),
        (ABSENT,),
    ),
    "an adjustment missing": ("missing rows", lambda: without_rows("B1"), but(without=["B1"]), ()),
    "upside down": ("missing rows", sorted_rows, GOOD, ()),
    "blanks between": ("blank rows", spaced, GOOD, ()),
    "given twice alike": ("duplicate rows", lambda: copied("M01-2"), GOOD, ("indicator_twice 填报!A11",)),
    "given twice otherwise": ("duplicate rows", lambda: copied("M01-2", G11=9), GOOD, ("indicator_twice 填报!A11",)),
    "given twice, once blank": (
        "duplicate rows",
        lambda: copied("M01-2", G11=None),
        GOOD,
        ("indicator_twice 填报!A11",),
    ),
    "given on two sheets": (
        "duplicate rows",
        lambda: packed(with_cells({SERIES: {"A3": "M01-8"}})),
        but(without=["M01-9"]),
        (ABSENT, "indicator_twice 月度季度!A3", *(f"value_out_of_place 月度季度!{c}3" for c in "OPQR")),
    ),
    "unknown, far": ("unknown ids", lambda: added(A="X99", G=3), GOOD, ("unknown_indicator 填报!A11",)),
    "unknown, near": (
        "unknown ids",
        lambda: cells(A3="M01_2"),
        but(without=["M01-2"]),
        (ABSENT, "unknown_indicator 填报!A3"),
    ),
    "unknown, a day": (
        "unknown ids",
        lambda: cells(A3="1月2日"),
        but(without=["M01-2"]),
        (ABSENT, "unknown_indicator 填报!A3"),
    ),
    "unknown, a number": (
        "unknown ids",
        lambda: cells(A3=1.2),
        but(without=["M01-2"]),
        (ABSENT, "unknown_indicator 填报!A3"),
    ),
    "unknown, a title": (
        "unknown ids",
        lambda: cells(A3="活动"),
        but(without=["M01-2"]),
        (ABSENT, "unknown_indicator 填报!A3"),
    ),
    "unknown, markup": (
        "script and Markdown",
        lambda: added(A="<img src=x onerror=alert(1)>", G=3),
        GOOD,
        ("unknown_indicator 填报!A11",),
    ),
    "unknown, a formula text": ("formula text", lambda: added(A="=1+1", G=3), GOOD, ("unknown_indicator 填报!A11",)),
    "unknown, very long": ("long strings", lambda: added(A="M" * 1500, G=3), GOOD, ("unknown_indicator 填报!A11",)),
    "an id too long for a cell": ("long strings", lambda: added(A="M" * 3000, G=3), GOOD, ("text_too_long 填报!A11",)),
    "small letters": ("unknown ids", lambda: cells(A3="m01-2"), GOOD, ()),
    "full-width id": ("full-width digits", lambda: cells(A3="Ｍ０１－２"), GOOD, ()),
    "spaces around an id": ("spaces", lambda: cells(A3="\u3000M01-2\u200b "), GOOD, ()),
    "a long dash in an id": ("spaces", lambda: cells(A3="M01–2"), GOOD, ()),
    "no id": ("missing rows", lambda: cells(A3=None), but(without=["M01-2"]), (ABSENT, "missing_id 填报!A3")),
    "a sum below": ("extra rows", lambda: added(A="合计", G=136), GOOD, ("end_with_figures 填报!G11",)),
    "a sum without an id": ("extra rows", lambda: added(G=136), GOOD, ("missing_id 填报!A11",)),
    "a remark below": ("extra rows", lambda: added(B="注：数据截至12月底"), GOOD, ("end_passed_over 填报!B11",)),
    "an inspector's figure": ("extra rows", lambda: added(A="D1", G=1), GOOD, ("inspector_item 填报!G11",)),
    "an inspector's row": ("extra rows", lambda: added(A="D1"), GOOD, ()),
    "hidden": ("hidden", lambda: hidden_row(3), GOOD, ("hidden_cells 填报",)),
    "hidden in a closed outline": ("hidden", lambda: hidden_row(3, ' outlineLevel="1"'), GOOD, ("hidden_cells 填报",)),
    "hidden, with a mistake": (
        "hidden",
        hidden_mistake,
        but(without=["M01-2"]),
        ("hidden_cells 填报", "negative 填报!G3"),
    ),
    "hidden column": ("hidden", lambda: hidden_column(7), GOOD, ("hidden_cells 填报",)),
    "hidden columns to the end": ("hidden", lambda: hidden_column(15, 16384, "true"), GOOD, ("hidden_cells 填报",)),
    "hidden sheet": ("hidden", lambda: hidden_sheet(ENTRY, "hidden"), GOOD, ("hidden_cells 填报",)),
    "very hidden sheet": ("hidden", lambda: hidden_sheet(SERIES, "veryHidden"), GOOD, ("hidden_cells 月度季度",)),
    "hidden guide": ("hidden", lambda: hidden_sheet("填报说明", "hidden"), GOOD, ()),
    "hidden who": ("hidden", lambda: hidden_sheet("基本信息", "hidden"), GOOD, ()),
    "height of nothing": (
        "hidden",
        lambda: edited(ENTRY, lambda xml: re.sub(r'(<row r="3"[^>]*?) ht="[^"]*"', r'\1 ht="0"', xml)),
        GOOD,
        (),
    ),
}


CASES = [
    Case(f"rows, {name}.xlsx", theme, make, facts, problems) for name, (theme, make, facts, problems) in ROWS.items()
]
