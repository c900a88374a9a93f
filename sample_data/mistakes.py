"""Files with one mistake each, and what the program must say of it (expected.yaml)."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import yaml
from openpyxl import Workbook, load_workbook

from sample_data.figures import UNITS
from sample_data.workbooks import cells_of, open_template, saved, without_clock
from scoring.system import IndicatorSystem, load_system_text
from scoring.workbook import read_upload

UNIT = UNITS[1]  # whose good workbook each is made from


class Expected(NamedTuple):
    """One problem the program must tell, and where."""

    code: str
    sheet: str = ""
    cell: str = ""
    indicator: str = ""


Change = Callable[[Workbook], Expected]


def put(indicator: str, heading: str, value: object, code: str, **also: object) -> Change:
    """Write a value under a heading (and others beside it); the mistake is told at that cell."""

    def change(book: Workbook) -> Expected:
        cells = cells_of(book)
        for other, given in also.items():
            cells[indicator, other].value = given
        cell = cells[indicator, heading]
        cell.value = value
        return Expected(code, cell.parent.title, cell.coordinate, indicator)

    return change


def _basics(label: str, value: object, code: str) -> Change:
    def change(book: Workbook) -> Expected:
        sheet = book["基本信息"]
        cell = next(row[1] for row in sheet.iter_rows() if row[0].value == label)
        cell.value = value
        return Expected(code, sheet.title, cell.coordinate)

    return change


def _rename_id(old: str, new: str, code: str) -> Change:
    def change(book: Workbook) -> Expected:
        cells = cells_of(book)
        cells[old, "编号"].value = new
        # An id that is wrong is told at the id, a figure that should not be there at the figure.
        cell = cells[old, "填报值" if code in ("not_for_group", "inspector_item") else "编号"]
        return Expected(code, cell.parent.title, cell.coordinate, "" if code == "unknown_indicator" else new)

    return change


def _rename_heading(old: str, new: str) -> Change:
    def change(book: Workbook) -> Expected:
        sheet = book["填报"]
        cell = next(c for c in sheet[1] if c.value == old)
        cell.value = new
        return Expected("missing_column", sheet.title, "A1")

    return change


WORKBOOKS: dict[str, tuple[str, Change]] = {
    "次数写成文字": ("text in a count", put("M01-3", "填报值", "三次左右", "not_a_number")),
    "次数是负数": ("negative count", put("M01-3", "填报值", -2, "negative")),
    "次数有小数": ("decimal count", put("M01-3", "填报值", 2.5, "not_whole")),
    "次数写成百分比": ("percent in a count", put("M01-3", "填报值", "85%", "percent_not_allowed")),
    "月次数写成文字": ("text in a month", put("M01-2", "5月", "未开展", "not_a_number")),
    "完成数大于应完成数": ("done > due", put("M01-4", "填报值", 31, "done_exceeds_due", 应完成数=30)),
    "只填了完成数": ("half a ratio", put("M01-4", "应完成数", None, "half_pair", 填报值=12)),
    "日期不存在": ("a day that is not", put("M01-1", "填报值", "2025-02-30", "not_a_date")),
    "日期没有年份": ("a date without a year", put("M01-1", "填报值", "3月31日", "not_a_date")),
    "选项之外": ("unknown option", put("M04-1", "填报值", "基本齐全", "not_an_option")),
    "是否写成其他": ("not yes or no", put("M08-3", "填报值", "差不多", "not_yes_no")),
    "数值超出范围": ("number out of range", put("M22-3", "填报值", 5, "out_of_range")),
    "不得申报不适用": (
        "claim not allowed",
        put("M01-3", "不适用", "是", "na_not_allowed", 不适用理由="没有条件", 填报值=None),
    ),
    "不适用没有理由": (
        "claim without reason",
        put("M15-4", "不适用理由", None, "na_without_reason", 不适用="是", 填报值=None),
    ),
    "不适用又填了数": (
        "claim beside a value",
        put("M15-4", "不适用", "是", "na_beside_value", 不适用理由="未发生", 填报值=3),
    ),
    "公式没有结果": ("formula without a value", put("M01-3", "填报值", "=1+2", "formula_without_value")),
    "公式出错": ("error cell", put("M01-3", "填报值", "#REF!", "error_cell")),
    "写了证件号码": ("identity number", put("M01-3", "备注", "110101190001010014", "personal_data")),
    "写了手机号码": ("mobile number", put("M01-3", "佐证材料", "联系电话 13800138000", "personal_data")),
    "编号不认识": ("unknown id", _rename_id("M24-2", "M24-9", "unknown_indicator")),
    "编号重复": ("id twice", _rename_id("M02-2", "M02-1", "indicator_twice")),
    "本组没有的指标": ("indicator of another group", _rename_id("M24-2", "M16-2", "not_for_group")),
    "考核人员登记的指标": ("inspectors' indicator", _rename_id("M24-2", "M10-2", "inspector_item")),
    "没有填报值一栏": ("heading renamed beyond recognition", _rename_heading("填报值", "情况")),
    "年度不对": ("another year", _basics("考核期", 2023, "wrong_year")),
    "没有单位编码": ("no unit code", _basics("单位编码", None, "blank_basics")),
    "分组不认识": ("unknown group", _basics("单位分组", "直属机构", "unknown_unit_group")),
}


def make(folder: Path, good: Path, system: IndicatorSystem) -> None:
    """Write the files and expected.yaml below `folder`, from a good workbook in `good`.

    Each is of a unit of its own, so that together they have no other mistakes than these.
    """
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*"):
        old.unlink()
    content = (good / f"{UNIT[0]} {UNIT[1]}.xlsx").read_bytes()
    listed = []
    for number, (name, (mistake, change)) in enumerate(WORKBOOKS.items(), 1):
        book = load_workbook(io.BytesIO(content))
        _basics("单位编码", f"W{number:02d}", "")(book)
        _basics("单位名称", f"示例单位{number}", "")(book)
        expected = change(book)
        listed.append(_kept(folder / f"{name}.xlsx", saved(book), mistake, expected, system))
    for name, (mistake, raw, expected) in _others(content, system).items():
        listed.append(_kept(folder / name, raw, mistake, expected, system))
    listed += _pair(folder, content)
    text = yaml.safe_dump(listed, allow_unicode=True, sort_keys=False, width=200)
    (folder / "expected.yaml").write_text(
        f"# One mistake a file, and what the program must say.\n{text}", encoding="utf-8"
    )


def _pair(folder: Path, content: bytes) -> list[dict[str, str]]:
    """Two workbooks of one unit that differ: each is good alone, and each names the other when read together."""
    names = ["同一单位第一份.xlsx", "同一单位第二份.xlsx"]
    listed = []
    for number, name in enumerate(names, 1):
        book = load_workbook(io.BytesIO(content))
        _basics("单位编码", "W90", "")(book)
        _basics("单位名称", "示例单位90", "")(book)
        cells_of(book)["M01-3", "填报值"].value = number
        (folder / name).write_bytes(saved(book))
        other = names[2 - number]
        expected = {
            "mistake": "two workbooks of one unit",
            **Expected("unit_twice", "基本信息", "B1")._asdict(),
            "beside": other,
        }
        listed.append({"file": name, **expected, "message": f"单位 W90 报送了两份填报表，另一份是 {other}。"})
    return listed


def _kept(path: Path, content: bytes, mistake: str, expected: Expected, system: IndicatorSystem) -> dict[str, str]:
    """Write a file; its entry in the list, with the words of the problem expected (nothing if it is not told)."""
    path.write_bytes(content)
    told = [p for s in read_upload(path.name, content, system) for p in s.problems if p.code == expected.code]
    message = told[0].message("zh") if told else ""
    return {"file": path.name, "mistake": mistake, **expected._asdict(), "message": message}


HEAD = "单位编码,单位名称,单位分组,编号,字段,值,来源"


def _table(unit: str, *rows: str, head: str = HEAD, group: str = "综合部门", encoding: str = "utf-8-sig") -> bytes:
    return "\r\n".join([head, *(f"{unit},{unit}单位,{group},{row}" for row in rows), ""]).encode(encoding)


def _others(good: bytes, system: IndicatorSystem) -> dict[str, tuple[str, bytes, Expected]]:
    """Long tables, and files that are no workbook of ours."""
    other = load_system_text(system.source_text.replace(f"id: {system.id}", "id: another-office", 1))
    return {
        "长表自评考核项.csv": (
            "inspectors' item called self-reported",
            _table("T1", "M10-2,r1,90,自评"),
            Expected("inspector_item", "", "G2", "M10-2"),
        ),
        "长表字段不认识.csv": (
            "unknown field",
            _table("T2", "M01-3,valeu,3,"),
            Expected("unknown_field", "", "E2", "M01-3"),
        ),
        "长表同项两值.csv": (
            "the same figure twice",
            _table("T3", "M01-3,value,3,", "M01-3,value,4,"),
            Expected("fact_conflict", "", "F3", "M01-3"),
        ),
        "长表缺少一栏.csv": (
            "a column is missing",
            _table("T4", "M01-3,value,3", head="单位编码,单位名称,单位分组,编号,字段,数据"),
            Expected("missing_column", "", "A1"),
        ),
        "长表国标码.csv": (
            "a mistake in a table in GB18030",
            _table("T5", "M01-3,value,三,", encoding="gb18030"),
            Expected("not_a_number", "", "F2", "M01-3"),
        ),
        "长表分组不认识.csv": (
            "unknown group in a table",
            _table("T6", "M01-3,value,3,", group="直属机构"),
            Expected("unknown_unit_group", "", "C2"),
        ),
        "不是工作簿.xlsx": ("text called .xlsx", "这是一段文字，不是工作簿。".encode(), Expected("not_a_workbook")),
        "空文件.xlsx": ("empty file", b"", Expected("empty_file")),
        "传输不完整.xlsx": ("cut short", good[: len(good) // 2], Expected("damaged_file")),
        "带宏的工作簿.xlsm": ("macros", _with_macro(good), Expected("macro_workbook")),
        "网页另存的表.xls": (
            "a web page called .xls",
            b"<html><table><tr><td>1</td></tr></table></html>",
            Expected("web_page"),
        ),
        "别的体系的表.xlsx": (
            "another system's workbook",
            saved(open_template(other, ("W99", "示例单位99", "general"))),
            Expected("other_system"),
        ),
    }


def _with_macro(good: bytes) -> bytes:
    """The workbook with the parts by which a macro is known (no macro in them)."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(good)) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "[Content_Types].xml":
                part = part.replace(
                    b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
                    b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
                )
            new.writestr(name, part)
        new.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(64))
    return without_clock(packed.getvalue())
