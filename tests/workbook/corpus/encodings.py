"""Long tables as text: every encoding and separator, and every way to spoil them."""

from __future__ import annotations

from collections.abc import Callable

from scoring.workbook import limits
from tests.workbook.corpus.base import Case, Facts, U, csv
from tests.workbook.helpers import LONG_HEADER

ROW = f"{U},M01-2,value,3,,"
OF_ROW: Facts = {"M01-2": 3}
BOM = b"\xef\xbb\xbf"


def separated(mark: str) -> bytes:
    return csv(ROW).decode().replace(",", mark).encode()


def valued(value: str, item: str = "M01-2", name: str = "value") -> bytes:
    return csv(f'{U},{item},{name},"{value.replace(chr(34), chr(34) * 2)}",,')


def many(count: int) -> bytes:
    """Very many rows that all say the same."""
    return csv(*[ROW] * count)


Table = dict[str, tuple[str, Callable[[], bytes], Facts, tuple[str, ...]]]
ENCODED: Table = {
    "utf-8": ("CSV encodings", lambda: csv(ROW), OF_ROW, ()),
    "utf-8 with a mark": ("CSV encodings", lambda: BOM + csv(ROW), OF_ROW, ()),
    "two marks": ("CSV encodings", lambda: BOM + BOM + csv(ROW), OF_ROW, ()),
    "utf-16 LE": ("CSV encodings", lambda: b"\xff\xfe" + csv(ROW, encoding="utf-16-le"), OF_ROW, ()),
    "utf-16 BE": ("CSV encodings", lambda: b"\xfe\xff" + csv(ROW, encoding="utf-16-be"), OF_ROW, ()),
    "utf-16 with tabs": ("CSV encodings", lambda: separated("\t").decode().encode("utf-16"), OF_ROW, ()),
    "gbk": ("CSV encodings", lambda: csv(ROW, encoding="gbk"), OF_ROW, ()),
    "gb2312": ("CSV encodings", lambda: csv(ROW, encoding="gb2312"), OF_ROW, ()),
    "gb18030 with a rare name": (
        "CSV encodings",
        lambda: csv("U01,𠀀处,综合部门,M01-2,value,3,,", encoding="gb18030"),
        OF_ROW,
        (),
    ),
    "big5": (
        "CSV encodings",
        lambda: csv(
            "U01,辦公室,general,M01-2,value,3,,", header="單位編碼,單位名稱,單位分組,編號,字段,值", encoding="big5"
        ),
        {},
        ("no_table",),
    ),
    "latin": ("CSV encodings", lambda: b"caf\xe9,na\xefve\r\n", {}, ("unknown_encoding",)),
    "cut within a character": ("CSV encodings", lambda: csv(ROW)[:-2] + "理".encode()[:2], {}, ("unknown_encoding",)),
    "utf-16 cut within a character": (
        "CSV encodings",
        lambda: csv(ROW, encoding="utf-16")[:-1],
        {},
        ("unknown_encoding",),
    ),
    "rubbish": ("CSV encodings", lambda: b"\xff\xff\x80\x81,\xfe\n", {}, ("unknown_encoding",)),
    # separators
    "semicolons": ("CSV separators", lambda: separated(";"), OF_ROW, ()),
    "tabs": ("CSV separators", lambda: separated("\t"), OF_ROW, ()),
    "full-width commas": ("CSV separators", lambda: separated("，"), OF_ROW, ()),
    "spaces": ("CSV separators", lambda: separated(" "), {}, ("no_table",)),
    "line feeds": ("CSV separators", lambda: csv(ROW, end="\n"), OF_ROW, ()),
    "returns": ("CSV separators", lambda: csv(ROW, end="\r"), OF_ROW, ()),
    "lines before the heading": ("CSV separators", lambda: "2025年核查表\r\n\r\n".encode() + csv(ROW), OF_ROW, ()),
    "commas in a title": ("CSV separators", lambda: "甲,乙,丙\r\n".encode() + csv(ROW), OF_ROW, ()),
    "blank lines": ("CSV separators", lambda: csv("", ROW, "", "", ",,,,,,,"), OF_ROW, ()),
    "headings in quotes": (
        "CSV separators",
        lambda: csv(ROW, header=",".join(f'"{word}"' for word in LONG_HEADER.split(","))),
        OF_ROW,
        (),
    ),
    "separators in a number": ("thousand separators", lambda: valued("1,200"), {"M01-2": 1200}, ()),
    "line breaks in a cell": (
        "CSV separators",
        lambda: valued("甲\n乙,丙", name="note"),
        {"M01-2.note": "甲\n乙,丙"},
        (),
    ),
    "quotes in a cell": ("CSV separators", lambda: valued('称"甲"', name="note"), {"M01-2.note": '称"甲"'}, ()),
    # damage
    "no rows": ("CSV damage", lambda: csv(), {}, ()),
    "no heading": ("CSV damage", lambda: csv(header=ROW), {}, ("no_table",)),
    "quotes never closed": (
        "CSV damage",
        lambda: csv(f'{U},M01-2,value,"3,,', f"{U},M01-3,value,5,,"),
        {},
        ("quotes_astray",),
    ),
    "a quote never closed in a remark": (
        "CSV damage",
        lambda: csv(f'{U},M01-2,note,"甲,,', f"{U},M01-3,value,5,,"),
        {},
        ("quotes_astray",),
    ),
    "a quote within a cell": ("CSV damage", lambda: csv(f'{U},M01-2,value,3"x,,'), {}, ("not_a_number F2",)),
    "text after a quote": ("CSV damage", lambda: csv(f'{U},M01-2,value,"3"x,,'), {}, ("quotes_astray",)),
    "short rows": ("CSV damage", lambda: csv(ROW, "U01,办公室", "U01"), OF_ROW, ("blank_basics D3", "blank_basics D4")),
    "long rows": ("CSV damage", lambda: csv(ROW + ",,,x,y,z"), OF_ROW, ("beyond_headings K2",)),
    "a row without its end": ("CSV damage", lambda: csv(ROW)[:-4], OF_ROW, ()),
    "NUL bytes": ("CSV damage", lambda: csv(ROW).replace(b"3", b"3\0"), {}, ("not_a_workbook",)),
    "NUL at the end": ("CSV damage", lambda: csv(ROW) + b"\0\0\0", {}, ("not_a_workbook",)),
    "an end of DOS": ("CSV damage", lambda: csv(ROW) + b"\x1a", OF_ROW, ()),
    "control characters": ("control characters", lambda: valued("3\x08\x07"), {}, ("not_a_number F2",)),
    "a long cell": ("long strings", lambda: valued("长" * 32_767, name="note"), {}, ("text_too_long F2",)),
    "a very long cell": ("long strings", lambda: valued("x" * 200_000, name="note"), {}, ("quotes_astray",)),
    "very many columns": ("absurd dimensions", lambda: csv(ROW + "," * 500_000), OF_ROW, ()),
    "very many rows": ("absurd dimensions", lambda: many(20_000), OF_ROW, ()),
    "too many rows": ("absurd dimensions", lambda: csv(ROW, *["1"] * limits.TABLE_ROWS), {}, ("too_many_rows",)),
    "a million blank lines": ("blank rows", lambda: csv(ROW) + b"\n" * 1_000_000, {}, ("too_many_rows",)),
    "too large": ("absurd dimensions", lambda: csv(ROW) + b" " * limits.FILE_BYTES, {}, ("file_too_large",)),
}
HEAD = f"{LONG_HEADER}\n".encode()
ROWS: Table = {
    "full-width": ("full-width digits", lambda: valued("１２"), {"M01-2": 12}, ()),
    "a formula to keep text": ("formula text", lambda: valued('="3"'), {}, ("not_a_number F2",)),
    "a formula text": ("formula text", lambda: valued("=1+1"), {}, ("not_a_number F2",)),
    "a command in a remark": (
        "formula text",
        lambda: valued("+cmd|' /C calc'!A0", name="note"),
        {"M01-2.note": "+cmd|' /C calc'!A0"},
        (),
    ),
    "an apostrophe": ("formula text", lambda: valued("'3"), {}, ("not_a_number F2",)),
    "NaN": ("NaN and infinity", lambda: valued("nan"), {}, ("not_a_number F2",)),
    "infinity": ("NaN and infinity", lambda: valued("1e999"), {}, ("number_too_large F2",)),
    "1e308": ("NaN and infinity", lambda: valued("1e308"), {}, ("number_too_large F2",)),
    "negative zero": ("NaN and infinity", lambda: valued("-0"), {"M01-2": 0}, ()),
    "negative": ("negative counts", lambda: valued("-1"), {}, ("negative F2",)),
    "a percentage": ("percent", lambda: valued("85%"), {}, ("percent_not_allowed F2",)),
    "a percentage in a number": ("percent", lambda: valued("85%", "M01-3"), {"M01-3": 0.85}, ()),
    "a day in Chinese": ("Chinese dates", lambda: valued("2025年3月31日", "M01-6"), {"M01-6": 739341}, ()),
    "a serial day": ("serial dates", lambda: valued("45747", "M01-6"), {}, ("not_a_date F2",)),
    "numerals": ("Chinese numerals", lambda: valued("三"), {}, ("not_a_number F2",)),
    "an error": ("error cells", lambda: valued("#REF!"), {}, ("error_cell F2",)),
    "an unknown id, near": ("unknown ids", lambda: valued("3", "M1-2"), {}, ("unknown_indicator D2",)),
    "an unknown id, far": ("unknown ids", lambda: valued("3", "X"), {}, ("unknown_indicator D2",)),
    "an id that became a day": ("unknown ids", lambda: valued("3", "1月2日"), {}, ("unknown_indicator D2",)),
    "an unknown field": ("unknown ids", lambda: valued("3", name="m13"), {}, ("unknown_field E2",)),
    "spaces": ("spaces", lambda: valued("\u30003\u200b"), {"M01-2": 3}, ()),
    "script for a name": (
        "script and Markdown",
        lambda: csv("U01,<script>alert(1)</script>,综合部门,M01-2,value,3,,"),
        OF_ROW,
        (),
    ),
    "two units": (
        "long tables",
        lambda: csv(ROW, "U02,信息部,所属单位,M01-2,value,5,,"),
        {"M01-2": 3, "U02:M01-2": 5},
        (),
    ),
    "the same twice": ("duplicate rows", lambda: csv(ROW, ROW), OF_ROW, ()),
    "otherwise twice": ("duplicate rows", lambda: csv(ROW, f"{U},M01-2,value,4,,"), OF_ROW, ("fact_conflict F3",)),
    "columns in another order": (
        "reordered columns",
        lambda: csv("3,value,M01-2,x,综合部门,办公室,U01", header="值,字段,编号,序,单位分组,单位名称,单位编码"),
        OF_ROW,
        (),
    ),
    "a column renamed": (
        "renamed columns",
        lambda: csv(ROW, header=LONG_HEADER.replace("字段", "项目")),
        {},
        ("missing_column A1",),
    ),
    "half a ratio": ("missing rows", lambda: csv(f"{U},M01-4,done,3,,"), {"M01-4.done": 3}, ("half_pair F2",)),
    "verified": ("long tables", lambda: csv(f"{U},M01-2,value,2,核查,看过"), {"M01-2 verified": 2}, ()),
    "a mobile number": ("personal data", lambda: valued("13812345678", name="note"), {}, ("personal_data F2",)),
}

CASES = [
    *(
        Case(f"table, {name}.csv", theme, make, facts, problems)
        for name, (theme, make, facts, problems) in ENCODED.items()
    ),
    *(
        Case(f"table, {name}.csv", theme, make, facts, problems)
        for name, (theme, make, facts, problems) in ROWS.items()
        if name not in ENCODED
    ),
    *(
        Case(f"row, {name}.csv", theme, make, facts, problems)
        for name, (theme, make, facts, problems) in ROWS.items()
        if name in ENCODED
    ),
]
