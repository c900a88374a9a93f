"""Who a workbook is from: codes, names, groups, years; and templates of another year or another system."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from scoring.system import DEFAULT_SYSTEM, IndicatorSystem, load_system, load_system_text
from scoring.workbook import limits
from tests.workbook.corpus.base import (
    BASICS,
    DAY,
    FILLED,
    GOOD,
    STAMP,
    Case,
    Facts,
    Xml,
    cells,
    edited,
    packed,
    parts,
    rows_of,
    template_parts,
    with_cells,
    with_rows,
)
from tests.workbook.helpers import SYSTEM_TEXT, UNIT

BUNDLED = load_system(DEFAULT_SYSTEM)
LAST_YEAR = load_system_text(SYSTEM_TEXT.replace("year: 2025", "year: 2024"))
ANOTHER = load_system_text(SYSTEM_TEXT.replace("id: test-system", "id: another"))
CHANGED = load_system_text(SYSTEM_TEXT.replace("target: 4", "target: 5"))


def whose(unit: str) -> Facts:
    """The good facts of another unit."""
    return {f"{unit}:{key}": value for key, value in GOOD.items()}


def said(**changed: Any) -> bytes:
    """基本信息 with cells changed."""
    return cells(BASICS, **changed)


def of(system: IndicatorSystem, changes: Mapping[str, Mapping[str, Any]] | None = None) -> bytes:
    """The good figures in the template of another system."""
    return packed(with_cells(changes or FILLED, template_parts(system, UNIT)))


def without_sheet(name: str, target: str) -> bytes:
    """The good workbook with a sheet deleted."""
    found = parts()
    del found[f"xl/worksheets/{target}.xml"]
    number = target.removeprefix("sheet")
    book, rels = "xl/workbook.xml", "xl/_rels/workbook.xml.rels"
    state = ' state="hidden"' if name == STAMP else ""
    written = f'<sheet name="{name}" sheetId="{number}"{state} r:id="rId{number}"/>'.encode()
    assert written in found[book]
    found[book] = found[book].replace(written, b"")
    start = found[rels].index(f'<Relationship Id="rId{number}"'.encode())
    end = found[rels].index(b"/>", start) + 2
    found[rels] = found[rels][:start] + found[rels][end:]
    return packed(found)


def without_row(number: int) -> bytes:
    return edited(BASICS, lambda xml: with_rows(xml, [r for n, r in enumerate(rows_of(xml), 1) if n != number]))


Who = dict[str, tuple[str, Callable[[], bytes], Facts, tuple[str, ...]]]
NOBODY = whose("")
WHO: Who = {
    # codes
    "code of digits": ("codes", lambda: said(B1=7), whose("7"), ()),
    "code with a zero before": ("codes", lambda: said(B1="007"), whose("007"), ()),
    "code in full width": ("full-width digits", lambda: said(B1="Ｕ０１"), GOOD, ()),
    "code with spaces": ("spaces", lambda: said(B1=" U01\u3000\u200b"), GOOD, ()),
    "code in Chinese": ("codes", lambda: said(B1="办-01"), whose("办-01"), ()),
    "code blank": ("codes", lambda: said(B1=None), NOBODY, ("blank_basics 基本信息!B1",)),
    "code of spaces": ("spaces", lambda: said(B1="\u3000"), NOBODY, ("blank_basics 基本信息!B1",)),
    "code that leads up": ("traversal", lambda: said(B1="../../etc/passwd"), NOBODY, ("bad_unit_code 基本信息!B1",)),
    "code of points": ("traversal", lambda: said(B1=".."), NOBODY, ("bad_unit_code 基本信息!B1",)),
    "code of a device": ("traversal", lambda: said(B1="CON"), NOBODY, ("bad_unit_code 基本信息!B1",)),
    "code of a device with an end": ("traversal", lambda: said(B1="nul.txt"), NOBODY, ("bad_unit_code 基本信息!B1",)),
    "code that ends in a point": ("traversal", lambda: said(B1="U01."), NOBODY, ("bad_unit_code 基本信息!B1",)),
    "code with a slash": ("traversal", lambda: said(B1="U/01"), NOBODY, ("bad_unit_code 基本信息!B1",)),
    "code with a NUL": ("control characters", lambda: said(B1="U\x0001"), NOBODY, ("bad_unit_code 基本信息!B1",)),
    "code with a line break": ("control characters", lambda: said(B1="U\n01"), NOBODY, ("bad_unit_code 基本信息!B1",)),
    "code turned round": ("control characters", lambda: said(B1="U\u202e10"), whose("U10"), ()),
    "code of markup": ("script and Markdown", lambda: said(B1="<b>U01</b>"), NOBODY, ("bad_unit_code 基本信息!B1",)),
    "code of a formula text": ("formula text", lambda: said(B1="=1+1"), NOBODY, ("bad_unit_code 基本信息!B1",)),
    "code too long": ("long strings", lambda: said(B1="U" * 41), NOBODY, ("bad_unit_code 基本信息!B1",)),
    "code of a mobile number": (
        "personal data",
        lambda: said(B1="13812345678"),
        NOBODY,
        ("personal_data 基本信息!B1",),
    ),
    # names
    "script for a name": ("script and Markdown", lambda: said(B2="<script>alert(1)</script>"), GOOD, ()),
    "Markdown for a name": ("script and Markdown", lambda: said(B2="![](http://127.0.0.1:9/x.png)"), GOOD, ()),
    "a link for a name": ("script and Markdown", lambda: said(B2="[x](javascript:alert(1))"), GOOD, ()),
    "a formula text for a name": ("formula text", lambda: said(B2="=cmd|' /C calc'!A0"), GOOD, ()),
    "a plus before a name": ("formula text", lambda: said(B2="+86办公室"), GOOD, ()),
    "emoji in a name": ("script and Markdown", lambda: said(B2="🏛️ 办公室"), GOOD, ()),
    "a name as long as can be": ("long strings", lambda: said(B2="办" * limits.NAME), GOOD, ()),
    "a name too long": (
        "long strings",
        lambda: said(B2="办" * (limits.NAME + 1)),
        GOOD,
        ("name_too_long 基本信息!B2",),
    ),
    "a name of 32,767 characters": (
        "long strings",
        lambda: said(B2="办" * 32_767),
        GOOD,
        ("text_too_long 基本信息!B2",),
    ),
    "no name": ("codes", lambda: said(B2=None), GOOD, ("blank_basics 基本信息!B2",)),
    # groups
    "group by its id": ("codes", lambda: said(B3="general"), GOOD, ()),
    "group in English": ("codes", lambda: said(B3="General"), GOOD, ()),
    "group nearly right": ("codes", lambda: said(B3="综合部"), GOOD, ("unknown_unit_group 基本信息!B3",)),
    "group far off": ("codes", lambda: said(B3="什么"), GOOD, ("unknown_unit_group 基本信息!B3",)),
    "no group": ("codes", lambda: said(B3=None), GOOD, ("blank_basics 基本信息!B3",)),
    "another group": (
        "codes",
        lambda: said(B3="所属单位"),
        GOOD,
        ("not_for_group 填报!G9",),
    ),
    # years
    "year in words": ("other year", lambda: said(B4="2025年"), GOOD, ()),
    "year in more words": ("other year", lambda: said(B4="２０２５年度"), GOOD, ()),
    "year of last year": ("other year", lambda: said(B4=2024), GOOD, ("wrong_year 基本信息!B4",)),
    "year in Chinese numerals": ("Chinese numerals", lambda: said(B4="二〇二五"), GOOD, ("wrong_year 基本信息!B4",)),
    "year that is no year": ("other year", lambda: said(B4="今年"), GOOD, ("wrong_year 基本信息!B4",)),
    "year of an error": ("error cells", lambda: said(B4=Xml(' t="e"><v>#REF!</v>')), GOOD, ("error_cell 基本信息!B4",)),
    "no year": ("other year", lambda: said(B4=None), GOOD, ("blank_basics 基本信息!B4",)),
    # what is gone
    "no row of the code": ("missing rows", lambda: without_row(1), NOBODY, ("missing_basics 基本信息",)),
    "no row of the year": ("missing rows", lambda: without_row(4), GOOD, ("missing_basics 基本信息",)),
    "no sheet of the unit": (
        "missing rows",
        lambda: without_sheet(BASICS, "sheet2"),
        NOBODY,
        ("missing_basics 基本信息",) * 4,
    ),
    "no stamp": ("other system", lambda: without_sheet(STAMP, "sheet6"), GOOD, ()),
    # templates
    "the template of last year": ("other year", lambda: of(LAST_YEAR), GOOD, ("wrong_year 基本信息!B4",)),
    "the template before a change": ("other year", lambda: of(CHANGED), GOOD, ("template_outdated",)),
    "the template of another system": ("other system", lambda: of(ANOTHER), {}, ("other_system",)),
    "the bundled template": (
        "other system",
        lambda: packed(template_parts(BUNDLED, ("U01", "办公室", "general"))),
        {},
        ("other_system",),
    ),
    "a stamp of nonsense": ("other system", lambda: cells(STAMP, B1="<b>x</b>" * 20), {}, ("other_system",)),
    "a stamp of an error": (
        "other system",
        lambda: cells(STAMP, B2=Xml(' t="e"><v>#REF!</v>')),
        GOOD,
        ("template_outdated",),
    ),
}


def bundled(**changed: Any) -> bytes:
    """The bundled template of U01: row 2 asks for a day, row 3 for a count, row 4 for a ratio."""
    return packed(with_cells({"填报": changed}, template_parts(BUNDLED, UNIT)))


OF_BUNDLED: Who = {
    "filled": (
        "the bundled system",
        lambda: bundled(G2="2025年3月31日", G3="６", G4=9, H4="10"),
        {"M01-1": DAY, "M01-3": 6, "M01-4.done": 9, "M01-4.due": 10},
        ("left_blank",),
    ),
    "with mistakes": (
        "the bundled system",
        lambda: bundled(G2="3月底", G3=-6, G4=11, H4=10),
        {"M01-4.done": 11, "M01-4.due": 10},
        ("left_blank", "not_a_date 填报!G2", "negative 填报!G3", "done_exceeds_due 填报!G4"),
    ),
    "blank": ("the bundled system", bundled, {}, ("left_blank",)),
    "the small one": ("other system", lambda: packed(parts()), {}, ("other_system",)),
}

CASES = [
    *(Case(f"who, {name}.xlsx", theme, make, facts, problems) for name, (theme, make, facts, problems) in WHO.items()),
    *(
        Case(f"bundled, {name}.xlsx", theme, make, facts, problems, BUNDLED)
        for name, (theme, make, facts, problems) in OF_BUNDLED.items()
    ),
]
