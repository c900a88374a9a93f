"""Days as people and programs write them; and numbers that a program took for days."""

from __future__ import annotations

import re
from typing import Any

from tests.workbook.corpus.base import DAY, ENTRY, GOOD, Case, Parts, Xml, but, cells, packed, parts, with_cells

# What stands in M01-6 -> all the same day, 2025-03-31.
RIGHT: dict[str, tuple[str, Any]] = {
    "a serial": ("serial dates", 45747),
    "a serial with a time": ("serial dates", 45747.75),
    "an ISO cell": ("serial dates", Xml(' t="d"><v>2025-03-31</v>')),
    "an ISO cell with a time": ("serial dates", Xml(' t="d"><v>2025-03-31T00:00:00Z</v>')),
    "dashes": ("Chinese dates", "2025-03-31"),
    "dashes without zeros": ("Chinese dates", "2025-3-31"),
    "slashes": ("Chinese dates", "2025/3/31"),
    "points": ("Chinese dates", "2025.03.31"),
    "Chinese": ("Chinese dates", "2025年3月31日"),
    "Chinese with zeros": ("Chinese dates", "2025年03月31日"),
    "full-width": ("full-width digits", "２０２５－０３－３１"),
    "full-width Chinese": ("full-width digits", "２０２５年３月３１日"),
    "spaces around": ("spaces", " 2025-03-31\u3000"),
    "midnight": ("Chinese dates", "2025-03-31 00:00:00"),
}
WRONG: dict[str, tuple[str, Any, str]] = {
    "a serial without a format": ("serial dates", "45747", "not_a_date"),
    "Chinese numerals": ("Chinese dates", "二〇二五年三月三十一日", "not_a_date"),
    "without a year": ("Chinese dates", "3月31日", "not_a_date"),
    "without a day": ("Chinese dates", "2025年3月", "not_a_date"),
    "a month only": ("Chinese dates", "3月底", "not_a_date"),
    "no such day": ("Chinese dates", "2025-02-29", "not_a_date"),
    "no such month": ("Chinese dates", "2025-13-01", "not_a_date"),
    "two digits of a year": ("Chinese dates", "25-03-31", "not_a_date"),
    "eight digits": ("Chinese dates", "20250331", "not_a_date"),
    "American": ("Chinese dates", "3/31/2025", "not_a_date"),
    "mixed": ("Chinese dates", "2025-03/31", "not_a_date"),
    "a day of a lunar calendar": ("Chinese dates", "乙巳年三月初三", "not_a_date"),
    "year zero": ("Chinese dates", "0000-01-01", "not_a_date"),
    "a range of days": ("Chinese dates", "2025-03-01至2025-03-31", "not_a_date"),
    "yes": ("Chinese dates", "是", "not_a_date"),
}


def styled(number: str, code: str = "") -> Parts:
    """The good workbook with one more cell style, the last: a number format, by its number or its own code."""
    found = parts()
    styles = found["xl/styles.xml"].decode()
    if code:
        written = f'<numFmt numFmtId="{number}" formatCode="{code}"/>'
        if "<numFmts" in styles:
            styles = re.sub(r"(<numFmts[^>]*>)", rf"\1{written}", styles)
        else:
            styles = re.sub(r"(<styleSheet[^>]*>)", rf'\1<numFmts count="1">{written}</numFmts>', styles)
    styles = styles.replace(
        "</cellXfs>",
        f'<xf numFmtId="{number}" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/></cellXfs>',
    )
    found["xl/styles.xml"] = styles.encode()
    return found


def of_format(at: str, value: float, number: str, code: str = "") -> bytes:
    """The good workbook with a cell in a number format."""
    found = styled(number, code)
    last = len(re.findall(r"<xf ", re.search(r"<cellXfs.*?</cellXfs>", found["xl/styles.xml"].decode())[0])) - 1
    sheet = "xl/worksheets/sheet3.xml"
    xml = with_cells({ENTRY: {at: value}}, found)[sheet].decode()
    found[sheet] = re.sub(rf'<c r="{at}" s="\d+"', f'<c r="{at}" s="{last}"', xml).encode()
    return packed(found)


def of_1904(serial: float) -> bytes:
    """The good workbook counting its days from 1904."""
    found = with_cells({ENTRY: {"G7": serial}})
    book = "xl/workbook.xml"
    found[book] = found[book].replace(b"<workbookPr ", b'<workbookPr date1904="1" ')
    return packed(found)


# Formats: name -> (cell, number, built-in format or own code, facts, problems).
FORMATS: dict[str, tuple[str, float, str, str, dict[str, float | str], tuple[str, ...]]] = {
    "day, built-in": ("G7", 45747, "14", "", GOOD, ()),
    "day, built-in Chinese": ("G7", 45747, "31", "", GOOD, ()),
    "day, own Chinese": ("G7", 45747, "200", "yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;", GOOD, ()),
    "day, with a locale": ("G7", 45747, "201", "[$-804]yyyy/m/d;@", GOOD, ()),
    "day, shown as a number": ("G7", 45747, "0", "", but(without=["M01-6"]), ("not_a_date 填报!G7",)),
    "count, shown as a day": ("G3", 3, "14", "", but(without=["M01-2"]), ("date_in_number 填报!G3",)),
    "count, shown as a month": ("G3", 45747, "17", "", but(without=["M01-2"]), ("date_in_number 填报!G3",)),
    "count, shown as a time": ("G3", 0.125, "20", "", but(without=["M01-2"]), ("time_in_cell 填报!G3",)),
    "count, shown as a duration": ("G3", 3, "202", "[h]:mm:ss", but(without=["M01-2"]), ("time_in_cell 填报!G3",)),
    "count, shown with its unit": ("G3", 3, "203", "0&quot;次&quot;", GOOD, ()),
    "count, shown in red": ("G3", 3, "204", "0;[Red]-0", GOOD, ()),
    "count, shown as money": ("G3", 3, "205", "&quot;￥&quot;#,##0.00", GOOD, ()),
    "count, shown with a day's letter": ("G3", 3, "206", "0&quot;d&quot;", GOOD, ()),
    "count, shown as text": ("G3", 3, "49", "", GOOD, ()),
    "count, shown as a percentage": ("G3", 3, "9", "", but(without=["M01-2"]), ("percent_not_allowed 填报!G3",)),
    "number, shown as a percentage": ("G4", 0.85, "10", "", but({"M01-3": 0.85}), ()),
    "number, shown as a fraction": ("G4", 0.5, "12", "", but({"M01-3": 0.5}), ()),
    "number, shown with a percentage in quotes": (
        "G4",
        5,
        "207",
        "0&quot;%&quot;",
        but({"M01-3": 5}),
        ("shown_otherwise 填报!G4",),
    ),
}

FAR = ("date_far_off 填报!G7",)
CASES = [
    *(
        Case(f"day, {name}.xlsx", theme, lambda value=value: cells(G7=value), GOOD)
        for name, (theme, value) in RIGHT.items()
    ),
    *(
        Case(
            f"day, {name}.xlsx",
            theme,
            lambda value=value: cells(G7=value),
            but(without=["M01-6"]),
            (f"{code} 填报!G7",),
        )
        for name, (theme, value, code) in WRONG.items()
    ),
    *(
        Case(
            f"{name}.xlsx",
            "percent" if "percent" in name else "serial dates",
            lambda at=at, value=value, number=number, code=code: of_format(at, value, number, code),
            facts,
            problems,
        )
        for name, (at, value, number, code, facts, problems) in FORMATS.items()
    ),
    Case("day, counted from 1904.xlsx", "1904 dates", lambda: of_1904(45747 - 1462), GOOD),
    Case("day, 1904 and text.xlsx", "1904 dates", lambda: of_1904("2025-03-31"), GOOD),
    Case("day, the first of 1904.xlsx", "1904 dates", lambda: of_1904(1), but({"M01-6": DAY - 44284}), FAR),
    Case("day, before March 1900.xlsx", "serial dates", lambda: cells(G7=59), but({"M01-6": DAY - 45747 + 60}), FAR),
    Case(
        "day, before all days.xlsx",
        "serial dates",
        lambda: cells(G7=-1),
        but(without=["M01-6"]),
        ("time_in_cell 填报!G7",),
    ),
    Case(
        "day, after all days.xlsx",
        "serial dates",
        lambda: cells(G7=1e9),
        but(without=["M01-6"]),
        ("not_a_date 填报!G7",),
    ),
]
